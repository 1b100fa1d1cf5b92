"""What ``sarhad show`` tells of a thing, a promise, a source; and of everything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.shown import EVERYTHING, MADE_UP, data, lines

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from tests.conftest import TwoTowns

ROOT = Path(__file__).parents[1]

TWO_TOWNS = Path(__file__).parent / "data" / "two-towns"

MARKET = "seeds/markets/upper-market.toml"


def block(heading: str, *arguments: object) -> list[str]:
    """Return the lines under a heading, without the indent that all of them have."""
    told = lines(*arguments)
    start = told.index(heading) + 1
    end = next((at for at in range(start, len(told)) if not told[at]), len(told))
    return [text.removeprefix("  ") for text in told[start:end]]


def test_a_thing_opens_with_its_names_its_kind_and_its_status() -> None:
    assert lines("upper-market")[:7] == [
        "Upper market",
        "بازار بالا · بالائی منڈی",
        "Border market · Arland, Borland · upper-market · as of 30 June 2020",
        "Other names: High market",
        "",
        (
            "Operating since 18 May 2019"
            " – Joint Survey of Arland and Borland [1], The Morning Paper [2]"
        ),
        "Opened",
    ]


def test_facts_stand_one_property_a_line_with_source_date_and_confidence() -> None:
    assert block("Facts", "upper-market") == [
        "Area: 4 ha [1] (2019, medium confidence)",
        "Users: about a thousand [2] (2 June 2020, low confidence)",
        "  [2] Of both towns",
    ]


def test_a_conflict_shows_all_sides_the_preferred_first_how_far_apart_and_why() -> None:
    # 130 km said, 110 km used: 20 km apart, and 20 / 110 is 18 %.
    assert block("Facts", "railway-north")[:3] == [
        (
            "Length: 110 km [1] (2019, high confidence)"
            " · 130 km [2] (May 2020, low confidence)"
            " · 111 km, measured on this line"
        ),
        "  Sources disagree: 110 km to 130 km, 20 km apart, 18% of the value used",
        "  Value used: 110 km, because: Measured",
    ]


def test_one_value_of_two_sources_is_told_once(two_towns: TwoTowns) -> None:
    two_towns.edit(
        MARKET,
        "facts = [",
        'facts = [{property = "area", value = 4, unit = "ha", date = "2020", '
        'source = "morning-paper-2020", confidence = "low"},',
    )
    told = lines("upper-market", folder=two_towns.root)
    # The status cites the survey and the paper, in this order: they are 1 and 2.
    expected = "  Area: 4 ha [2] (2020, low confidence) [1] (2019, medium confidence)"
    assert expected in told
    assert not any("disagree" in text for text in told)


def test_words_that_disagree_are_counted(two_towns: TwoTowns) -> None:
    two_towns.edit(MARKET, 'note = "Of both towns"', 'preferred = true, reason = "Told on the day"')
    two_towns.edit(
        MARKET,
        "facts = [",
        'facts = [{property = "users", value = "nobody", date = "2019", '
        'source = "survey-2019-gates", confidence = "low"},',
    )
    told = lines("upper-market", folder=two_towns.root)
    at = told.index(
        "  Users: about a thousand [2] (2 June 2020, low confidence)"
        " · nobody [1] (2019, low confidence)"
    )
    assert told[at + 1 : at + 3] == [
        "    Sources disagree: 2 versions",
        "    Value used: about a thousand, because: Told on the day",
    ]


def test_the_frontier_tells_its_length_at_each_detail() -> None:
    told = block("Facts", "arland-borland")
    # Two degrees of the equator, straight: 2 x 111.319 km at any detail.
    assert told[0].endswith("223 km measured on this line at 10 m")
    assert told[3].startswith("  Length at each detail: 10 m → 222.6 km · 20 m → 222.6 km")


def test_doubts_tell_radius_method_and_remarks() -> None:
    assert block("Doubts", "upper-market") == [
        "Position accuracy: high · to ±200 m · 0.001° N, 10.500° E",
        "  Measured at the gate [1]",
        "• The two countries count its stalls differently. [2]",
    ]


def test_a_schematic_line_says_that_it_is_no_route() -> None:
    assert block("Doubts", "pipeline-south") == [
        "Sources disagree",
        "Position accuracy: schematic · to ±10 km",
        "  The line shows the direction, not the route on the ground.",
        "  Straight between the named points [1]",
    ]


def test_promises_tell_what_became_of_them_and_how_late() -> None:
    # From 31 December 2018 to 18 May 2019: 31 + 28 + 31 + 30 + 18 = 138 days.
    assert block("Promises", "upper-market") == [
        "• Upper market to open by the end of 2018 (market-by-2018)",
        "  Kept, 138 days late",
        "  The mayor of Upper Town · promised 1 June 2017 for 2018 [2] · high confidence",
        "  February 2019 · missed: Still being built [1]",
        "  18 May 2019 · kept: Opened [1]",
        "• Both gates to open day and night (gates-by-may-2020)",
        "  Past due since May 2020, nothing reported",
        "  The mayor of Upper Town · promised January 2020 for May 2020 [2] · high confidence",
    ]


def test_history_stands_in_the_order_in_which_it_happened() -> None:
    assert block("Status history", "upper-market") == [
        "2015 · agreed: Agreed upon by both towns [2]",
        "March 2018 · under construction: Building begun [2]",
        "18 May 2019 · operating: Opened [1][2]",
    ]


def test_a_section_tells_of_its_whole_line() -> None:
    told = lines("railway-south")
    at = told.index("The whole line: Two towns railway (two-towns-railway)")
    assert told[at + 1 : at + 4] == [
        "  Promises",
        "    • Railway to run through (railway-by-2030)",
        "      Not due until 2030",
    ]


def test_what_stands_together_is_told_in_the_order_of_the_popup() -> None:
    headings = [text for text in lines("upper-market") if text and text == text.lstrip()]
    assert headings[6:] == [
        "Facts",
        "Doubts",
        "Promises",
        "Status history",
        "Also told here: Trade between the towns (two-towns-trade)",
        "Sources",
        "Two Towns Atlas · CC-BY-4.0",
    ]


def test_sources_stand_at_the_end_with_publisher_title_date_and_address() -> None:
    assert block("Sources", "arland-borland") == [
        (
            "[1] Joint Survey of Arland and Borland · The frontier, measured"
            " · published February 2019 · read 1 June 2020"
        ),
        "  https://example.org/survey/frontier",
        (
            "[2] Gazetteer of Nowhere · Towns and villages"
            " · published 5 November 2018 · read 1 June 2020"
        ),
        "  https://example.org/gazetteer/towns",
        "[3] The Morning Paper · read 2 June 2020",
    ]


def test_a_whole_line_lists_its_sections_in_their_order() -> None:
    assert block("Sections, in order", "two-towns-railway") == [
        "railway-north  operating since 2005                      North station – Rail gate",
        "railway-south  under construction since 15 January 2020  Rail gate – South station",
        "railway-ferry  shelved since 2014                        Ferry to East port",
    ]


def test_a_matter_tells_its_facts_and_what_it_is_about() -> None:
    assert lines("two-towns-trade")[2].startswith("Matter between countries · Arland, Borland")
    assert block("Facts", "two-towns-trade") == [
        "Trade volume (2018): 12 tonnes [1] (2018, medium confidence)",
        "Trade volume (2019): 15 tonnes [1] (2019, medium confidence)",
    ]
    assert block("About", "two-towns-trade") == [
        "arland-borland  operating since 1950         Arland–Borland frontier",
        "upper-market    operating since 18 May 2019  Upper market",
    ]


def test_a_promise_tells_where_it_stands_and_what_it_is_about() -> None:
    assert lines("ferry-some-day")[3:10] == [
        "",
        "Withdrawn",
        "The mayor of Upper Town · promised 2016 [2] · low confidence",
        "2019 · withdrawn: The mayor said that there would be no bridge [1]",
        "",
        "About",
        "  railway-ferry  shelved since 2014  Ferry to East port",
    ]


def test_a_source_tells_what_cites_it() -> None:
    (cited,) = block("Cited by", "survey-2019-frontier")
    name, uses = cited.split(": ")
    assert name == "Arland–Borland frontier (arland-borland)"
    assert uses == "event of 1950, Length, position, district boundary"
    assert block("Cited by", "gazetteer-2018-towns")[-1] == "Two towns (two-towns): position"


def test_a_kilometre_post_tells_whose_districts_lie_on_either_side() -> None:
    assert "  On either side: Westshire" in lines("arland-borland-km-0050")


def test_a_member_of_a_bloc_tells_what_it_is_a_member_of() -> None:
    assert "Two Towns Union" in lines("two-towns-union-xa")


def test_on_an_earlier_day_a_thing_has_the_status_that_it_had_then() -> None:
    told = lines("upper-market", "--as-of", "2018-12-31")
    assert told[5] == "Under construction since March 2018 – The Morning Paper [1]"
    # It was promised for that day, which is not over.
    assert "    Not due until 2018" in told
    # What was counted in 2019, and opened then, is not known yet.
    assert not any("Area" in text or "Opened" in text for text in told)


@pytest.mark.parametrize(
    ("asked", "day", "told"),
    [
        ("upper-market", "2014-12-31", "Not on the map before 2015"),
        ("railway-south", "2020-01-14", "Not on the map before 15 January 2020"),
        ("two-towns-union", "2018-12-31", "Not on the map before 2019"),
        ("two-towns-union-xa", "2018-12-31", "Not on the map before 2019"),
        ("market-by-2018", "2017-05-31", "Not promised before 1 June 2017"),
    ],
)
def test_a_thing_of_later_says_from_when_on_it_is_there(asked: str, day: str, told: str) -> None:
    assert lines(asked, "--as-of", day)[-1] == told
    assert "sources" not in data(asked, "--as-of", day)


def test_a_thing_of_later_cites_nothing_yet() -> None:
    cited = block("Cited by", "survey-2019-gates")
    assert any("upper-market" in text for text in cited)
    cited = block("Cited by", "survey-2019-gates", "--as-of", "2014-12-31")
    assert not any("upper-market" in text for text in cited)
    assert any("middle-gate" in text for text in cited)


def test_a_matter_or_a_whole_line_of_later_is_not_told_yet(two_towns: TwoTowns) -> None:
    agreed = (
        '\n[[events]]\ndate = "2018-06"\nstatus = "agreed"\nwhat = "Agreed"\n'
        'sources = ["morning-paper-2020"]\n'
    )
    two_towns.edit("seeds/topics/two-towns-trade.toml", "\n[[events]]", f"{agreed}\n[[events]]")
    two_towns.append("seeds/corridors/two-towns-railway.toml", agreed)
    for asked, heading in (("upper-market", "Also told here: "), ("railway-north", "The whole ")):
        for day, there in (("2018-06-01", True), ("2018-05-31", False)):
            told = lines(asked, "--as-of", day, folder=two_towns.root)
            assert any(text.startswith(heading) for text in told) is there


def test_a_thing_of_later_is_not_listed() -> None:
    listed = {text.split()[0] for text in lines("--as-of", "2014-12-31") if text.startswith("  ")}
    assert "upper-market" not in listed
    assert "market-by-2018" not in listed
    assert "two-towns-union-xa" not in listed
    assert "railway-ferry" in listed


@pytest.mark.parametrize("asked", EVERYTHING)
def test_each_mark_has_its_source_and_each_source_its_mark(asked: str, atlas: Atlas) -> None:
    told = lines(asked)
    number = re.compile(r"\[(\d+)\]")
    at = told.index("Sources") if "Sources" in told else len(told)
    marks = {int(found) for text in told[:at] for found in number.findall(text)}
    listed = [int(found) for text in told[at:] for found in number.findall(text)]
    assert listed == list(range(1, len(listed) + 1))
    assert marks == {*listed}
    sources = data(asked).get("sources", [])
    assert len(sources) == len(listed)
    assert all(atlas.sources[source["id"]].publisher == source["publisher"] for source in sources)


@pytest.mark.parametrize("asked", sorted(MADE_UP.things))
def test_json_holds_every_fact_event_and_promise_of_a_thing(asked: str, atlas: Atlas) -> None:
    told, thing = data(asked), atlas.things[asked]
    assert [told["id"], told["name"]["ur"]] == [asked, thing.name.ur]
    facts = [*told.get("stated", []), *told.get("facts", [])]
    assert sorted((fact["property"], fact["source"], fact["date"]) for fact in facts) == sorted(
        (fact.property, fact.source, fact.date) for fact in thing.facts
    )
    dates = [event["date"] for event in told.get("events", [])]
    assert dates == [event.date for event in thing.events]
    promised = {key for key, item in atlas.commitments.items() if asked in item.things}
    assert {promise["id"] for promise in told.get("promises", [])} == promised


def test_json_of_a_conflict_says_how_far_apart_its_sides_are() -> None:
    (found,) = data("arland-borland")["disagreements"]
    percent = found.pop("percent")
    assert found == {
        "property": "length",
        "values": 2,
        "lowest": 200,
        "highest": 222.6,
        "apart": 22.6,
        "unit": "km",
    }
    assert percent == pytest.approx(22.6 / 222.6 * 100)


def test_json_of_everything_has_a_line_for_each() -> None:
    listed = {one["id"]: one for one in data()}
    assert listed.keys() == {*EVERYTHING} - {*MADE_UP.sources}
    assert listed["upper-market"]["status_date"] == "2019-05-18"
    assert listed["market-by-2018"]["late_days"] == [138, 138]


def test_json_has_its_keys_in_the_order_of_the_lines() -> None:
    told = list(data("railway-north"))
    assert told[:6] == ["id", "kind", "name", "countries", "corridor", "corridor_id"]
    order = ("status", "stated", "accuracy", "events", "whole_line", "sources")
    assert sorted(told.index(key) for key in order) == [told.index(key) for key in order]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "fa",
            [
                "بازار بالا",
                "فعال از ۲۸ اردیبهشت ۱۳۹۸ (۱۸ مه ۲۰۱۹)",
                "مساحت: ۴ هکتار [1]",
                "۱۳۸ روز",
            ],
        ),
        ("ur", ["بالائی منڈی", "18 مئی 2019 سے فعال", "رقبہ: 4 ہیکٹر [1]", "138 دن"]),
    ],
)
def test_it_is_told_in_the_language_that_is_asked_for(language: str, told: list[str]) -> None:
    shown = lines("upper-market", "--lang", language)
    assert shown[0] == told[0]
    for words in told:
        assert any(words in text for text in shown), words


def test_it_is_told_in_the_digits_that_are_asked_for() -> None:
    asked = lines("upper-market", "--lang", "ur", "--digits", "local")
    assert any("۱۸ مئی ۲۰۱۹ سے فعال" in text for text in asked)
    asked = lines("upper-market", "--lang", "fa", "--digits", "latn")
    assert any("28 اردیبهشت 1398 (18 مه 2019)" in text for text in asked)


def test_what_looks_like_markup_is_printed_as_it_is(two_towns: TwoTowns) -> None:
    two_towns.edit(MARKET, '"Upper market"', '"[red]Upper[/red] :smile: market"')
    assert lines("upper-market", folder=two_towns.root)[0] == "[red]Upper[/red] :smile: market"
