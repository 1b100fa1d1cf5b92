"""Every value that the real atlas shows is walked back to a source."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from geo import project as projects
from geo.fields import first_day
from geo.promises import OPEN
from geo.status import deciding_event
from tests.test_real_atlas import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.atlas import Atlas

MAPS = ("overview", "frontier", "markets", "pipeline", "rail")


@cache
def real() -> projects.Project:
    """Return the real project, which has been found good."""
    return projects.open_project(ROOT)


@cache
def texts() -> dict[str, str]:
    """Return the text of every layer and table, by its name."""
    return {path.name: text for path, text in projects.outputs(real(), "layers").items()}


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(io.StringIO(texts()[f"{name}.csv"], newline="")))


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """Return the real atlas."""
    return real().atlas


@cache
def page(map_id: str) -> dict[str, Any]:
    """Return what the page of a map carries, read out of its HTML as the page's script does."""
    text = projects.open_map(ROOT, map_id).page()
    block = re.search(r'id="atlas-payload">(.*?)</script>', text, re.DOTALL)
    assert block is not None
    packed = json.loads(block.group(1))
    parts: list[Any] = packed.pop("parts")
    columns: dict[str, list[str | None]] = packed.pop("texts")

    def restore(value: Any) -> Any:
        if isinstance(value, list):
            return [restore(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "$" in value:
            return parts[value["$"]]
        if "#" in value:
            found = {language: column[value["#"]] for language, column in columns.items()}
            return {language: words for language, words in found.items() if words}
        return {key: restore(item) for key, item in value.items()}

    for index, part in enumerate(parts):
        parts[index] = restore(part)
    carried: dict[str, Any] = {key: restore(value) for key, value in packed.items()}
    return carried


def told(carried: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield everything that a page tells of, with its id."""
    for layer in carried["layers"]:
        yield from ((item["id"], item) for item in layer["features"])
    for kind in ("corridors", "topics", "promises"):
        yield from carried[kind].items()


@pytest.mark.parametrize("name", sorted(name for name in texts() if name.endswith(".geojson")))
def test_every_feature_of_a_layer_names_sources_that_there_are(name: str, atlas: Atlas) -> None:
    for feature in json.loads(texts()[name])["features"]:
        given = feature["properties"]
        assert given["sources"], feature["id"]
        assert set(given["sources"]) <= atlas.sources.keys(), feature["id"]
        stated = (given.get("stated_length_km"), given.get("stated_length_source"))
        assert (stated[0] is None) == (stated[1] is None), feature["id"]
        assert stated[1] is None or stated[1] in given["sources"], feature["id"]


@pytest.mark.parametrize("name", sorted(name for name in texts() if name.endswith(".geojson")))
def test_every_status_of_a_layer_is_that_of_an_event_with_a_source(name: str, atlas: Atlas) -> None:
    day = first_day(atlas.settings.as_of)
    for feature in json.loads(texts()[name])["features"]:
        given = feature["properties"]
        thing = atlas.things.get(given.get("bloc", given["id"]))
        event = deciding_event(thing.events, day) if thing else None
        if given["status"] is not None and given["id"] != getattr(atlas.frontier.sea, "id", None):
            assert event is not None, feature["id"]
            assert (event.status, event.date) == (given["status"], given["status_date"])
            assert set(event.sources) <= set(given["sources"]), feature["id"]


def test_every_row_of_the_tables_names_a_source_that_there_is() -> None:
    known = {row["id"] for row in rows("sources")}
    for row in rows("facts"):
        assert row["source"] in known, row
    for row in rows("events"):
        assert row["sources"], row
        assert set(row["sources"].split("; ")) <= known, row
    for row in rows("commitments"):
        assert set(row["promise_sources"].split("; ")) <= known, row["id"]
        settled = row["standing"] not in OPEN
        assert bool(row["settled"]) == settled, row["id"]
        assert not settled or set(row["evidence_sources"].split("; ")) <= known, row["id"]


def test_the_tables_tell_all_that_the_seeds_say(atlas: Atlas) -> None:
    things = atlas.things.values()
    assert len(rows("facts")) == sum(len(thing.facts) for thing in things)
    assert len(rows("events")) == sum(len(thing.events) for thing in things)
    assert len(rows("sources")) == len(atlas.sources)
    assert len(rows("commitments")) == len(atlas.commitments)


@pytest.mark.parametrize("map_id", MAPS)
def test_every_fact_on_a_page_names_its_source(map_id: str) -> None:
    carried = page(map_id)
    for key, item in told(carried):
        for fact in [*item.get("facts", ()), *item.get("stated", ())]:
            assert carried["sources"][fact["source"]]["publisher"], (key, fact)


@pytest.mark.parametrize("map_id", MAPS)
def test_every_status_on_a_page_names_who_says_so(map_id: str) -> None:
    carried = page(map_id)
    for key, item in told(carried):
        if item.get("status"):
            assert item["status_sources"], key
            assert all(carried["sources"][index]["publisher"] for index in item["status_sources"])


@pytest.mark.parametrize("map_id", MAPS)
def test_every_position_on_a_page_names_its_source(map_id: str) -> None:
    carried = page(map_id)
    for layer in carried["layers"]:
        for item in layer["features"]:
            assert item["position_sources"], item["id"]
            assert item["method"]["en"], item["id"]


@pytest.mark.parametrize("map_id", MAPS)
def test_every_event_on_a_page_names_its_source_or_the_map_that_does(map_id: str) -> None:
    carried = page(map_id)
    summed_up = {
        item["id"]
        for layer in carried["layers"]
        if "told_at" in layer
        for item in layer["features"]
    }
    for key, item in told(carried):
        for event in item.get("events", ()):
            assert bool(event.get("sources")) != (key in summed_up), (key, event)


@pytest.mark.parametrize("map_id", MAPS)
def test_a_map_that_sums_up_leads_to_the_one_that_tells_all(map_id: str) -> None:
    for layer in page(map_id)["layers"]:
        if "told_at" in layer:
            there = {entry["id"]: entry for entry in page(layer["told_at"])["layers"]}
            full = {item["id"] for item in there[layer["id"]]["features"]}
            assert "told_at" not in there[layer["id"]]
            assert {item["id"] for item in layer["features"]} <= full


@pytest.mark.parametrize("map_id", MAPS)
def test_a_page_carries_no_source_that_it_does_not_cite(map_id: str) -> None:
    carried = page(map_id)
    cited: set[int] = set()

    def walk(value: Any, *, citing: bool = False) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                walk(item, citing=key.endswith(("source", "sources")))
        elif isinstance(value, list):
            for item in value:
                walk(item, citing=citing)
        elif citing:
            cited.add(value)

    for _, item in told(carried):
        walk(item)
    assert cited == set(range(len(carried["sources"])))


def test_everything_in_the_seeds_is_told_in_full_on_some_page(atlas: Atlas) -> None:
    found: dict[str, dict[str, Any]] = {}
    for map_id in MAPS:
        carried = page(map_id)
        for layer in carried["layers"]:
            if "told_at" not in layer:
                found |= {item["id"]: item for item in layer["features"]}
        for kind in ("corridors", "topics", "promises"):
            found |= carried[kind]
    for key, thing in atlas.things.items():
        ids = [f"{key}-{member}" for member in getattr(thing, "members", ())] or [key]
        for one in ids:
            item = found[one]
            assert len(item.get("events", ())) == len(thing.events), one
            facts = len(item.get("facts", ())) + len(item.get("stated", ()))
            assert facts == len(thing.facts), one
            assert len(item.get("notes", ())) == len(thing.notes), one
    assert atlas.commitments.keys() <= found.keys()


def test_every_row_of_the_promises_names_the_sources_of_promise_and_outcome(atlas: Atlas) -> None:
    [make] = projects.plan(real(), "promises").values()
    text = html.unescape(make())
    rows_by_id = dict(re.findall(r'<tr[^>]*id="promise=([^"]+)".*?>(.*?)</tr>', text, re.DOTALL))
    assert rows_by_id.keys() == atlas.commitments.keys()
    for key, promise in atlas.commitments.items():
        cited = {*promise.sources, *(one for event in promise.events for one in event.sources)}
        for source in (atlas.sources[one] for one in cited):
            assert source.publisher in rows_by_id[key], (key, source.id)
            assert source.url is None or source.url in rows_by_id[key], (key, source.id)
