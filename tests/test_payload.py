"""What a page carries: everything that a reader may ask, and nothing twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo import bundle
from geo.payload import payload
from geo.project import open_map
from geo.records import Languages
from geo.telling import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.layers import Layer
    from geo.project import Project
    from tests.conftest import TwoTowns


@pytest.fixture(scope="module")
def whole(opened: Project, built: Mapping[str, Layer]) -> dict[str, Any]:
    """Return what the map of both towns carries."""
    return of_map(opened, built, "both-towns")


def of_map(opened: Project, built: Mapping[str, Layer], map_id: str) -> dict[str, Any]:
    """Return what a map carries."""
    shared = {
        "strings": bundle.strings(),
        "digits": bundle.DIGITS,
        "links": [],
        "full_maps": {},
        "boundaries": bundle.boundaries_credit("claims"),
    }
    return payload(opened.atlas, built, opened.definitions[map_id], shared)


def feature(carried: dict[str, Any], layer: str, feature_id: str) -> dict[str, Any]:
    """Return a feature that a page carries."""
    [found] = [item for item in features(carried, layer) if item["id"] == feature_id]
    return found


def features(carried: dict[str, Any], layer: str) -> list[dict[str, Any]]:
    """Return the features of a layer that a page carries."""
    [found] = [entry["features"] for entry in carried["layers"] if entry["id"] == layer]
    return list(found)


def test_a_page_carries_every_feature_of_its_layers(
    whole: dict[str, Any], built: Mapping[str, Layer]
) -> None:
    for layer in built.values():
        assert [item["id"] for item in features(whole, layer.id)] == [
            drawn.feature.id for drawn in layer.drawn
        ]


def test_a_map_may_show_only_some_features_or_one_corridor(
    opened: Project, built: Mapping[str, Layer]
) -> None:
    carried = of_map(opened, built, "rail-only")
    assert [item["id"] for item in features(carried, "rail")] == ["railway-north", "railway-south"]
    assert [item["id"] for item in features(carried, "power")] == ["power-cable"]
    assert len(features(carried, "stations")) == 2


def test_layers_keep_the_order_and_the_switches_of_the_definition(whole: dict[str, Any]) -> None:
    switches = {layer["id"]: layer["on"] for layer in whole["layers"]}
    assert list(switches)[:2] == ["bloc", "frontier"]
    assert [layer for layer, on in switches.items() if not on] == ["bloc", "kilometre-posts"]


def test_a_market_is_told_in_full(whole: dict[str, Any]) -> None:
    market = feature(whole, "markets", "upper-market")
    assert market["name"] == {"en": "Upper market", "fa": "بازار بالا", "ur": "بالائی منڈی"}
    assert market["also"] == ["High market"]
    assert (market["status"], market["status_date"]) == ("operating", "2019-05-18")
    assert market["status_what"]["en"] == "Opened"
    assert market["status_sources"] == ["survey-2019-gates", "morning-paper-2020"]
    assert [event["date"] for event in market["events"]] == ["2015", "2018-03", "2019-05-18"]
    assert (market["accuracy"], market["precision_m"]) == ("high", 200)
    assert market["method"] == {"en": "Measured at the gate"}
    assert market["position_sources"] == ["survey-2019-gates"]
    assert market["point"] == [10.5, 0.001]
    assert [fact["property"] for fact in market["facts"]] == ["area", "users"]
    assert market["facts"][1]["note"] == {"en": "Of both towns"}
    assert market["notes"] == [{"en": "The two countries count its stalls differently."}]


def test_stated_lengths_stand_apart_from_other_facts_the_preferred_first(
    whole: dict[str, Any],
) -> None:
    section = feature(whole, "rail", "railway-north")
    assert section["length_km"] == 110.574
    assert [(fact["value"], fact.get("preferred")) for fact in section["stated"]] == [
        (110, True),
        (130, None),
    ]
    assert [fact["property"] for fact in section["facts"]] == ["gauge"]


def test_a_section_names_its_corridor_and_why_lengths_differ(whole: dict[str, Any]) -> None:
    section = feature(whole, "rail", "railway-south")
    assert section["corridor"]["en"] == "Two towns railway"
    assert section["length_note"] == {"en": "Drawn straight; the track winds"}
    assert "disputed" not in section
    assert feature(whole, "pipeline", "pipeline-south")["disputed"] is True


def test_a_post_names_the_districts_that_are_known(whole: dict[str, Any]) -> None:
    first = features(whole, "kilometre-posts")[0]
    assert first["left_district"] == {"en": "Westshire", "fa": "غرب‌شیر", "ur": "ویسٹ شائر"}
    assert "right_district" not in first


def test_what_is_not_known_is_left_out(whole: dict[str, Any]) -> None:
    station = feature(whole, "stations", "north-station")
    assert not {"status", "events", "facts", "stated", "notes", "also"} & set(station)
    values = [value for layer in whole["layers"] for item in layer["features"] for value in item]
    assert None not in values


@pytest.mark.parametrize("map_id", ["both-towns", "rail-only"])
def test_every_source_that_is_cited_is_there_and_no_other(
    map_id: str, opened: Project, built: Mapping[str, Layer]
) -> None:
    carried = of_map(opened, built, map_id)
    shown = [item for layer in carried["layers"] for item in layer["features"]]
    assert set(carried["sources"]) == {key for item in shown for key in item["sources"]}


def test_a_map_carries_no_source_of_what_it_does_not_show(two_towns: TwoTowns) -> None:
    pilot = '[[sources]]\nid = "pilot-2020"\npublisher = "The Pilot"\naccessed = "2020"\n'
    two_towns.write("seeds/sources/pilot.toml", pilot)
    note = '\n[[notes]]\ntext = "Deep water"\nsources = ["pilot-2020"]\n'
    two_towns.append("seeds/ports/east-port.toml", note)
    assert "pilot-2020" in open_map(two_towns.root, "both-towns").payload["sources"]
    assert "pilot-2020" not in open_map(two_towns.root, "rail-only").payload["sources"]


def test_a_source_has_what_is_known_of_it(whole: dict[str, Any]) -> None:
    assert whole["sources"]["morning-paper-2020"] == {
        "publisher": "The Morning Paper",
        "accessed": "2020-06-02",
    }
    assert whole["sources"]["survey-2019-frontier"] == {
        "publisher": "Joint Survey of Arland and Borland",
        "title": "The frontier, measured",
        "url": "https://example.org/survey/frontier",
        "published": "2019-02",
    }


def test_every_credit_stands_once_with_its_licence(whole: dict[str, Any]) -> None:
    credits_ = {entry["text"]: entry["licence"] for entry in whole["map"]["credits"]}
    assert len(credits_) == len(whole["map"]["credits"])
    assert credits_ == {
        "Two Towns Atlas": "CC-BY-4.0",
        "Open map of nowhere": "ODbL-1.0",
        "Gazetteer of Nowhere": "CC-BY-4.0",
        "Public map of nowhere": "public domain",
    }


def test_the_map_says_what_every_map_must(whole: dict[str, Any]) -> None:
    assert whole["map"]["notes"] == [{"en": "Nothing on this map exists."}]
    assert whole["map"]["as_of"] == "2020-06-30"
    assert whole["map"]["bounds"] == [9.5, -1.5, 13.0, 1.5]
    assert whole["map"]["max_bounds"] == [9.0, -2.0, 14.0, 2.0]
    assert whole["countries"]["XA"] == {"en": "Arland", "fa": "آرلند", "ur": "آرلینڈ"}


def test_a_summary_leaves_history_and_facts_to_the_map_that_tells_them(
    two_towns: TwoTowns,
) -> None:
    two_towns.edit("maps/both-towns.toml", "order = 1\n", 'order = 1\ndepth = "summary"\n')
    summary = open_map(two_towns.root, "both-towns")
    told_at = {layer["id"]: layer.get("told_at") for layer in summary.payload["layers"]}
    section = feature(summary.payload, "rail", "railway-north")
    assert told_at["rail"] == "rail-only"
    assert not {"facts", "notes", "status_what"} & set(section)
    assert section["status"] == "operating"
    # On its length two sources disagree, and on nothing else.
    assert section["doubts"] == 1
    # Of its history, what the slider needs is there: when the status changed.
    assert section["events"] == [{"date": "2005", "status": "operating"}]
    # No other map shows the markets: here they are told in full.
    assert told_at["markets"] is None
    assert feature(summary.payload, "markets", "upper-market")["facts"]
    assert "Rail gate" in summary.page()


def test_other_names_of_whole_lines_and_their_parts_are_there_to_be_searched(
    two_towns: TwoTowns,
) -> None:
    two_towns.edit("maps/both-towns.toml", "order = 1\n", 'order = 1\ndepth = "summary"\n')
    seed = "seeds/corridors/two-towns-railway.toml"
    two_towns.edit(seed, 'kind = "railway"\n', 'kind = "railway"\nalso = ["Iron Road"]\n')
    section = "seeds/sections/railway-north.toml"
    two_towns.write(section, 'also = ["Gate branch"]\n' + two_towns.read(section))
    summary = open_map(two_towns.root, "both-towns").payload
    assert [(line["name"]["en"], line["also"]) for line in summary["lines"]] == [
        ("Two towns railway", ["Iron Road"])
    ]
    assert feature(summary, "rail", "railway-north")["also"] == ["Gate branch"]


def test_in_a_summary_a_status_turns_on_the_same_day_as_in_full(two_towns: TwoTowns) -> None:
    # "2010" stands below 1 June 2010, which the summary leaves out: it still counts from that day.
    source = 'sources = ["morning-paper-2020"]'
    two_towns.append(
        "seeds/sections/railway-north.toml",
        f'\n[[events]]\ndate = "2010-06-01"\nwhat = "A flood"\n{source}\n'
        f'\n[[events]]\ndate = "2010"\nstatus = "suspended"\nwhat = "Closed"\n{source}\n',
    )
    two_towns.edit("maps/both-towns.toml", "order = 1\n", 'order = 1\ndepth = "summary"\n')
    summary = open_map(two_towns.root, "both-towns").payload
    assert feature(summary, "rail", "railway-north")["events"] == [
        {"date": "2005", "status": "operating"},
        {"date": "2010", "from": "2010-06-01", "status": "suspended"},
    ]


def test_a_feature_says_whose_it_is_where_its_layer_says_otherwise(whole: dict[str, Any]) -> None:
    # The railway's layer is ODbL, for the sake of the part that follows the open map.
    assert feature(whole, "rail", "railway-south")["rights"] == {
        "licence": "CC-BY-4.0",
        "licence_url": "https://example.org/licences/cc-by",
        "credit": "Two Towns Atlas",
    }
    assert "rights" not in feature(whole, "power", "power-cable")


def test_a_map_may_leave_out_the_lesser_places(two_towns: TwoTowns) -> None:
    two_towns.edit("maps/both-towns.toml", '"places"', '"places", rank = 3')
    carried = open_map(two_towns.root, "both-towns").payload
    shown = [item["id"] for item in features(carried, "places")]
    assert shown == ["hill-town", "north-town", "south-town"]


def test_an_atlas_may_have_words_of_its_own_for_the_page(two_towns: TwoTowns) -> None:
    own = '\n[words]\n"layer.bloc" = {en = "Union", fa = "اتحادیه", ur = "اتحاد"}\n'
    two_towns.append("seeds/atlas.toml", own)
    strings = open_map(two_towns.root, "both-towns").payload["strings"]
    assert [strings[language]["layer.bloc"] for language in ("en", "fa", "ur")] == [
        "Union",
        "اتحادیه",
        "اتحاد",
    ]


def test_it_is_plain_json_without_infinities(whole: dict[str, Any]) -> None:
    text = json.dumps(whole, allow_nan=False)
    assert json.loads(text)["map"]["id"] == "both-towns"


def test_a_text_has_the_languages_that_it_has() -> None:
    assert words(Languages(en="Opened", ur="کھول دی گئی")) == {"en": "Opened", "ur": "کھول دی گئی"}
