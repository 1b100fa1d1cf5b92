"""What ``sarhad diff`` tells of two states of the seeds."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from shapely import LineString

from geo import cli
from geo.differences import compare
from geo.differences.shapes import apart_m
from geo.measure import distance_m

if TYPE_CHECKING:
    from click.testing import Result

    from geo.atlas import Atlas
    from tests.conftest import TwoTowns

ROOT = Path(__file__).parents[1]

TWO_TOWNS = Path(__file__).parent / "data" / "two-towns"

MARKET = "seeds/markets/upper-market.toml"
SOUTH = "seeds/sections/railway-south.toml"
NORTH = "seeds/sections/railway-north.toml"
FRONTIER = "seeds/frontiers/arland-borland.toml"
PROMISE = "seeds/commitments/market-by-2018.toml"

PAPER = "The Morning Paper, morning-paper-2020"
GATES = "Joint Survey of Arland and Borland, survey-2019-gates"
SURVEY = "Joint Survey of Arland and Borland, survey-2019-frontier"
GAZETTEER = "Gazetteer of Nowhere, gazetteer-2018-towns"


def diff(*arguments: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(cli.main, ["diff", *map(str, arguments)])


def told(project: TwoTowns) -> list[str]:
    """Return what changed since the made-up project was copied."""
    result = diff(TWO_TOWNS, project.root)
    assert (result.exit_code, result.stderr) == (1, ""), result.output
    return result.stdout.splitlines()


CHANGES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "data" / "changes.toml").read_text(encoding="utf-8")
)["change"]


@pytest.mark.parametrize("change", CHANGES, ids=[change["claim"] for change in CHANGES])
def test_each_change_is_told_in_its_sentence(change: dict[str, Any], two_towns: TwoTowns) -> None:
    two_towns.edit(change["file"], change["old"], change["new"])
    assert [text.removeprefix("  ") for text in told(two_towns)] == change["told"]


def test_nothing_is_told_of_two_like_states() -> None:
    result = diff(TWO_TOWNS, TWO_TOWNS / "seeds" / "markets")
    assert (result.exit_code, result.stdout) == (0, "Nothing changed on the map.\n")
    assert json.loads(diff(TWO_TOWNS, TWO_TOWNS, "--json").stdout) == []


def test_another_order_of_facts_and_keys_is_no_change(two_towns: TwoTowns) -> None:
    lines = two_towns.read(MARKET).splitlines()
    at = next(number for number, text in enumerate(lines) if '"area"' in text)
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    also = lines.pop(2)
    two_towns.write(MARKET, "\n".join([also, *lines]))
    assert also.startswith("also")
    assert diff(TWO_TOWNS, two_towns.root).exit_code == 0


def test_a_new_thing_is_told_and_the_other_way_round_it_is_gone(two_towns: TwoTowns) -> None:
    market = two_towns.read("seeds/markets/lower-market.toml")
    two_towns.write(
        "seeds/markets/hill-market.toml",
        market.replace("lower-market", "hill-market").replace("Lower market", "Hill market"),
    )
    assert told(two_towns) == [
        "Hill market (hill-market)",
        "  New: border market, proposed since 2017.",
    ]
    result = diff(two_towns.root, TWO_TOWNS)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "Hill market (hill-market)",
        "  Gone: border market, proposed since 2017.",
    ]


def test_a_new_event_with_a_status_changes_the_status(two_towns: TwoTowns) -> None:
    two_towns.append(
        "seeds/markets/lower-market.toml",
        '\n[[events]]\ndate = "2020-06-01"\nstatus = "cancelled"\nwhat = "Given up"\n'
        'sources = ["survey-2019-gates"]\n',
    )
    assert told(two_towns) == [
        "Lower market (lower-market)",
        "  Status: from proposed to cancelled, since 1 June 2020.",
        f"  Event added: 1 June 2020, cancelled: “Given up” ({GATES}).",
        f"  Cites now: {GATES}.",
    ]


def test_a_conflict_and_the_value_that_is_used(two_towns: TwoTowns) -> None:
    old = ', preferred = true, reason = "Measured, not copied"'
    two_towns.edit(FRONTIER, old, "")
    assert told(two_towns) == [
        "Arland–Borland frontier (arland-borland)",
        f"  No longer the value used: Length 222.6 km ({SURVEY}).",
    ]
    two_towns.edit(
        FRONTIER,
        'source = "gazetteer-2018-towns", confidence = "low"',
        'source = "gazetteer-2018-towns", confidence = "low", preferred = true, reason = "Round."',
    )
    assert told(two_towns)[1:] == [
        (
            f"  Value used: Length 200 km ({GAZETTEER}) instead of Length 222.6 km ({SURVEY}), "
            "because: Round."
        )
    ]
    result = diff(two_towns.root, TWO_TOWNS)
    assert "  Value used: Length 222.6 km" in result.stdout


def test_promises_and_topics_come_and_go(two_towns: TwoTowns) -> None:
    (two_towns.root / "seeds" / "commitments" / "ferry-some-day.toml").unlink()
    (two_towns.root / "seeds" / "topics" / "two-towns-trade.toml").unlink()
    two_towns.write(
        "seeds/commitments/gates-for-ever.toml",
        two_towns.read("seeds/commitments/gates-by-may-2020.toml")
        .replace("gates-by-may-2020", "gates-for-ever")
        .replace('due = "2020-05"\n', ""),
    )
    assert told(two_towns) == [
        "Trade between the towns (two-towns-trade)",
        "  Gone: matter between countries.",
        "Ferry to be replaced by a bridge (ferry-some-day)",
        "  Promise gone: it was withdrawn.",
        "Both gates to open day and night (gates-for-ever)",
        "  New promise: no date was set.",
    ]


def test_a_place_that_became_a_station_is_of_another_kind(two_towns: TwoTowns) -> None:
    place = two_towns.root / "seeds" / "places" / "south-town.toml"
    text = place.read_text(encoding="utf-8").replace("rank = 1", "gauges_mm = [1000]")
    place.unlink()
    two_towns.write("seeds/stations/south-town.toml", text)
    assert told(two_towns) == [
        "South town (south-town)",
        "  Kind: place → station.",
        "  Changed: rank 1 → nothing.",
        "  Changed: gauges_mm nothing → 1,000.",
    ]


def test_outlines_and_basemap_are_looked_at(two_towns: TwoTowns) -> None:
    for name in ("countries", "basemap"):
        path = f"seeds/geometry/{name}.geojson"
        collection = json.loads(two_towns.read(path))
        shape = next(
            feature["geometry"]
            for feature in collection["features"]
            if feature["geometry"]["type"] == "Polygon"
        )
        shape["coordinates"][0][1][0] -= 0.25
        two_towns.write(path, json.dumps(collection))
    changed = told(two_towns)
    assert "  Outline redrawn: xa." in changed
    assert changed[-2:] == ["Two towns (two-towns)", "  Basemap redrawn."]


def test_a_redrawn_frontier_is_told_once_and_not_by_its_posts(two_towns: TwoTowns) -> None:
    collection = json.loads(two_towns.read("seeds/geometry/frontier.geojson"))
    land = next(item for item in collection["features"] if item["id"] == "frontier-land")
    middle = len(land["geometry"]["coordinates"]) // 2
    land["geometry"]["coordinates"][middle][1] += 0.1
    two_towns.write("seeds/geometry/frontier.geojson", json.dumps(collection))
    changed = told(two_towns)
    assert changed[0] == "Arland–Borland frontier (arland-borland)"
    # A tenth of a degree of the meridian: 11.06 km.
    assert changed[1].endswith("up to 11 km apart.")
    assert not any("Kilometre" in text for text in changed)


def test_courses_of_a_line_are_as_far_apart_as_their_turns() -> None:
    old = LineString([(10, 0), (11, 0), (12, 0)])
    new = LineString([(10, 0), (11, 0.1), (12, 0)])
    assert apart_m(old, new) == pytest.approx(distance_m((11, 0), (11, 0.1)), rel=0.002)


def test_json_holds_each_change_with_what_was_and_what_is(two_towns: TwoTowns) -> None:
    two_towns.edit(MARKET, "lon = 10.5", "lon = 10.6")
    two_towns.edit(MARKET, "value = 4,", "value = 5,")
    result = diff(TWO_TOWNS, two_towns.root, "--json")
    assert result.exit_code == 1
    moved, fact = json.loads(result.stdout)
    assert (moved["kind"], moved["thing"], moved["field"]) == ("moved", "upper-market", "position")
    assert (moved["old"], moved["new"]) == ([10.5, 0.001], [10.6, 0.001])
    # A tenth of a degree of the equator.
    assert moved["metres"] == pytest.approx(11131.9, abs=0.1)
    assert moved["sentence"].startswith("Moved by 11,132 m")
    assert (fact["kind"], fact["field"], fact["metres"]) == ("fact-changed", "area", None)
    assert (fact["old"]["value"], fact["new"]["value"]) == (4, 5)
    assert fact["new"]["source"] == "survey-2019-gates"


def test_what_cannot_be_read_is_named_and_the_rest_is_compared(two_towns: TwoTowns) -> None:
    two_towns.edit(MARKET, 'status = "agreed"', 'status = "dreamt of"')
    two_towns.edit(MARKET, "lon = 10.5", 'lon = "east"')
    two_towns.write("seeds/sources/survey.toml", "[[sources")
    two_towns.write("seeds/geometry/towns.geojson", "{}")
    two_towns.write("seeds/geometry/rail.geojson", "{}")
    two_towns.edit("seeds/ports/east-port.toml", "precision_m = 2000", "precision_m = 2500")
    result = diff(TWO_TOWNS, two_towns.root)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "East port (east-port)",
        "  Radius of doubt: 2,000 m → 2,500 m.",
    ]
    unread = result.stderr.splitlines()
    assert [text.split(" ")[1] for text in unread[:4]] == [
        "seeds/sources/survey.toml",
        MARKET,
        "seeds/geometry/rail.geojson",
        "seeds/geometry/towns.geojson",
    ]
    assert unread[1].startswith(f"{two_towns.root}: {MARKET} cannot be read and is left out: ")
    assert unread[1].endswith("(and 1 more)")
    assert unread[4:] == [
        "railway-north: its line was not compared, for it cannot be drawn",
    ]


def test_seeds_with_findings_are_compared_all_the_same(two_towns: TwoTowns) -> None:
    two_towns.edit(
        MARKET, 'source = "morning-paper-2020", confidence', 'source = "hearsay", confidence'
    )
    assert two_towns.findings() != []
    changed = told(two_towns)
    assert "  Fact added: users about a thousand (hearsay)." in changed


def test_where_a_step_leads_nowhere_the_line_is_not_compared(two_towns: TwoTowns) -> None:
    two_towns.edit(SOUTH, '{place = "south-station"}', '{place = "nowhere"}')
    result = diff(TWO_TOWNS, two_towns.root)
    assert result.stderr == "railway-south: its line was not compared, for it cannot be drawn\n"
    assert "  Changed: path[1].place “south-station” → “nowhere”." in result.stdout


def test_where_the_settings_cannot_be_read_nothing_is_compared(two_towns: TwoTowns) -> None:
    two_towns.edit("seeds/atlas.toml", 'frontier = "arland-borland"', "")
    result = diff(TWO_TOWNS, two_towns.root)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        f"{two_towns.root}: seeds/atlas.toml: frontier is missing",
        f"{two_towns.root}: nothing of it can be compared, for its settings cannot be read",
    ]


def test_nothing_that_steers_a_terminal_reaches_it(two_towns: TwoTowns) -> None:
    two_towns.edit(MARKET, 'en = "Upper market"', 'en = "\\u001b[31mUpper\\u202e [bold]market"')
    changed = told(two_towns)
    assert changed[0] == "[31mUpper [bold]market (upper-market)"
    result = diff(TWO_TOWNS, two_towns.root, "--json")
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert json.loads(result.stdout)[0]["new"] == "\x1b[31mUpper\u202e [bold]market"


def test_an_atlas_does_not_differ_from_itself(atlas: Atlas) -> None:
    assert compare(atlas, atlas) == ((), ())


def test_a_long_sentence_stays_on_one_line_in_a_pipe(two_towns: TwoTowns) -> None:
    two_towns.edit(MARKET, "Of both towns", f"Of both towns{', and more' * 40}")
    spawned = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "geo", "diff", str(TWO_TOWNS), str(two_towns.root)],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={"PATH": "", "PYTHONUTF8": "1", "COLUMNS": "40"},
    )
    assert spawned.returncode == 1
    assert len(spawned.stdout.decode().splitlines()) == 2
