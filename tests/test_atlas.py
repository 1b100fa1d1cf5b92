"""Faults in the seeds: each is told once, and none hides another."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from geo import atlas as atlases
from geo.cli import main
from geo.errors import SeedError
from geo.project import examine
from geo.records import Place

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from tests.conftest import TwoTowns

FAULTS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "data" / "faults.toml").read_text(encoding="utf-8")
)["fault"]

TOGETHER = [fault for fault in FAULTS if fault.get("together")]


def make(project: TwoTowns, fault: dict[str, Any]) -> None:
    """Bring a fault into a project."""
    if "old" in fault:
        project.edit(fault["file"], fault["old"], fault["new"])
    else:
        project.append(fault["file"], fault["new"])


def test_the_made_up_country_has_no_fault(two_towns: TwoTowns) -> None:
    assert two_towns.findings() == []


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["claim"] for fault in FAULTS])
def test_fault(fault: dict[str, Any], two_towns: TwoTowns) -> None:
    make(two_towns, fault)
    assert two_towns.findings() == [fault["finding"]]


def test_faults_in_different_files_are_all_told_in_one_run(two_towns: TwoTowns) -> None:
    for fault in TOGETHER:
        make(two_towns, fault)
    assert sorted(two_towns.findings()) == sorted(fault["finding"] for fault in TOGETHER)


def test_faults_in_one_file_are_all_told_in_one_run(two_towns: TwoTowns) -> None:
    market = "seeds/markets/upper-market.toml"
    two_towns.edit(market, '"2018-03"', '"2018-13"')
    two_towns.edit(market, "lon = 10.5", "lon = 190.5")
    two_towns.edit(market, 'status = "agreed"', 'status = "dreamt"')
    fields = [finding.split(" is ")[0] for finding in two_towns.findings()]
    assert fields == [
        f"{market}: events[0].status",
        f"{market}: events[1].date",
        f"{market}: position.lon",
    ]


def test_a_build_with_faults_changes_nothing(two_towns: TwoTowns) -> None:
    two_towns.write("layers/markets.geojson", "the layer of yesterday")
    two_towns.write("maps/both-towns.html", "the map of yesterday")
    for fault in TOGETHER:
        make(two_towns, fault)
    before = two_towns.snapshot()

    result = CliRunner().invoke(main, ["build", str(two_towns.root)])

    assert result.exit_code == 1
    assert sorted(result.stderr.splitlines()) == sorted(fault["finding"] for fault in TOGETHER)
    assert two_towns.snapshot() == before


def test_a_broken_settings_file_hides_no_other_fault(two_towns: TwoTowns) -> None:
    two_towns.edit("seeds/atlas.toml", 'as_of = "2020-06-30"', 'as_of = "tomorrow"')
    two_towns.edit("seeds/ports/east-port.toml", "lat = 0.25", "lat = 90.25")
    with pytest.raises(SeedError) as caught:
        examine(two_towns.root)
    settings, port = caught.value.findings
    assert settings.startswith('seeds/atlas.toml: as_of is "tomorrow": a date is a day')
    assert port.startswith("seeds/ports/east-port.toml: position.lat is 90.25; input should be")


def test_a_seed_that_is_not_utf_8_is_told_with_the_byte(two_towns: TwoTowns) -> None:
    # 0xE9 is é in Latin-1; in UTF-8 it opens a sequence that the quote does not continue.
    two_towns.write("seeds/ports/east-port.toml", b'id = "caf\xe9"\n')
    assert two_towns.findings() == [
        "seeds/ports/east-port.toml: byte 9 is not UTF-8; save it as UTF-8"
    ]


def test_geometry_that_is_not_utf_8_is_told(two_towns: TwoTowns) -> None:
    text = two_towns.read("seeds/geometry/towns.geojson").encode()
    two_towns.write("seeds/geometry/towns.geojson", text.replace(b"Hill", b"H\xe9ll"))
    [finding] = two_towns.findings()
    assert finding.startswith("seeds/geometry/towns.geojson: not a FeatureCollection")
    assert "'utf-8' codec can't decode byte 0xe9" in finding


def test_a_seed_that_is_a_folder_is_told(two_towns: TwoTowns) -> None:
    (two_towns.root / "seeds" / "ports" / "west-port.toml").mkdir()
    assert two_towns.findings() == ["seeds/ports/west-port.toml: cannot be read (Is a directory)"]


def test_a_folder_without_seeds_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"no seeds/atlas\.toml here"):
        atlases.read(tmp_path)


def test_a_long_value_is_cut_in_the_finding(two_towns: TwoTowns) -> None:
    two_towns.edit("seeds/places/north-town.toml", '"north-town"', f'"{"N" * 200}"')
    [finding] = two_towns.findings()
    assert "NNN…;" in finding
    assert len(finding) < 160


def test_a_note_may_name_its_sources(atlas: Atlas) -> None:
    [note] = atlas.things["upper-market"].notes
    assert note.sources == ("morning-paper-2020",)


def test_a_gathered_town_is_a_place_with_the_doubt_of_all_towns(atlas: Atlas) -> None:
    town = atlas.of(Place)["hill-town"]
    assert (town.position.lon, town.position.lat) == (10.25, 1.25)
    assert town.position.precision_m == 5000
    assert town.position.sources == ("gazetteer-2018-towns",)


def test_towns_need_the_doubt_about_them(two_towns: TwoTowns) -> None:
    head, _, rest = two_towns.read("seeds/atlas.toml").partition("[towns]")
    licences = rest[rest.index("[licences]") :]
    two_towns.write("seeds/atlas.toml", head + licences)
    assert two_towns.findings() == [
        "seeds/atlas.toml: towns is missing; gathered towns need a radius, method and source"
    ]


def test_the_atlas_reads_every_record(atlas: Atlas) -> None:
    counts = {folder: len(records) for folder, records in atlas.records.items()}
    assert counts == {
        "blocs": 1,
        "commitments": 4,
        "corridors": 3,
        "crossings": 2,
        "frontiers": 1,
        "markets": 2,
        "places": 3 + 2,
        "ports": 1,
        "sections": 6,
        "stations": 2,
        "topics": 1,
    }
    assert len(atlas.sources) == 4
