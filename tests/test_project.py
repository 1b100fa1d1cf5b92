"""A project folder as a whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geo import project
from geo.errors import RequestError
from geo.layers import LAYERS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import TwoTowns

LAYER_FILES = {f"layers/{layer}.geojson" for layer in LAYERS}
TABLES = {"facts.csv", "events.csv", "sources.csv", "commitments.csv", "datapackage.json"}
LAYER_FILES |= {f"layers/{table}" for table in TABLES}
MAPS = ("both-towns", "rail-only")

PAGES = {f"maps/{page}.html" for page in (*MAPS, "promises", "index", "embed-test")}


def planned(two_towns: TwoTowns, only: str | None = None) -> set[str]:
    """Return the files that a build makes."""
    paths = project.plan(two_towns.opened(), only)
    return {path.relative_to(two_towns.root).as_posix() for path in paths}


def test_a_build_makes_layers_pages_and_schemas(two_towns: TwoTowns) -> None:
    files = planned(two_towns)
    schemas = {file for file in files if file.startswith("seeds/schemas/")}
    assert files - schemas == LAYER_FILES | PAGES
    folders = {path.name for path in (two_towns.root / "seeds").iterdir() if path.is_dir()}
    kinds = {*folders - {"geometry"}, "atlas", "maps"}
    assert schemas == {f"seeds/schemas/{kind}.schema.json" for kind in kinds}


@pytest.mark.parametrize(
    ("only", "files"),
    [
        ("layers", LAYER_FILES),
        ("maps", PAGES),
        ("markets", {"layers/markets.geojson"}),
        ("rail-only", {"maps/rail-only.html"}),
    ],
)
def test_a_build_may_make_only_a_part(only: str, files: set[str], two_towns: TwoTowns) -> None:
    assert planned(two_towns, only) == files


def test_a_part_that_there_is_not_is_refused_with_those_that_there_are(
    two_towns: TwoTowns,
) -> None:
    with pytest.raises(RequestError, match=r"no 'trams' to build; choose from .*rail-only"):
        planned(two_towns, "trams")


def test_the_same_seeds_give_the_same_bytes(two_towns: TwoTowns, tmp_path: Path) -> None:
    first = project.outputs(two_towns.opened())
    two_towns.root.rename(tmp_path / "elsewhere")
    second = project.outputs(project.open_project(tmp_path / "elsewhere"))
    assert list(first.values()) == list(second.values())


def test_the_order_in_which_files_were_made_does_not_matter(two_towns: TwoTowns) -> None:
    before = list(project.outputs(two_towns.opened(), "layers").values())
    market = two_towns.root / "seeds" / "markets" / "lower-market.toml"
    text = market.read_bytes()
    market.unlink()
    market.write_bytes(text)
    assert list(project.outputs(two_towns.opened(), "layers").values()) == before


def test_no_page_holds_a_path_of_the_machine(two_towns: TwoTowns) -> None:
    for path, text in project.outputs(two_towns.opened()).items():
        assert str(two_towns.root) not in text, path


def test_what_is_missing_or_differs_is_stale(two_towns: TwoTowns) -> None:
    texts = project.outputs(two_towns.opened(), "layers")
    for path, text in texts.items():
        two_towns.write(path.relative_to(two_towns.root).as_posix(), text)
    assert project.stale(texts) == []
    markets, rail = (two_towns.root / "layers" / f"{name}.geojson" for name in ("markets", "rail"))
    markets.unlink()
    rail.write_text("changed", encoding="utf-8")
    assert set(project.stale(texts)) == {markets, rail}


def test_a_page_that_is_not_there_is_not_missed_but_one_that_differs_is(
    two_towns: TwoTowns,
) -> None:
    texts = project.outputs(two_towns.opened(), "maps")
    assert project.stale(texts) == []
    two_towns.write("maps/rail-only.html", "the map of yesterday")
    assert project.stale(texts) == [two_towns.root / "maps" / "rail-only.html"]


def test_maps_come_in_the_order_that_they_ask_for(two_towns: TwoTowns) -> None:
    assert list(two_towns.opened().definitions) == ["both-towns", "rail-only"]
    two_towns.edit("maps/both-towns.toml", "order = 1", "order = 3")
    assert list(two_towns.opened().definitions) == ["rail-only", "both-towns"]


def test_every_page_links_to_the_others(two_towns: TwoTowns) -> None:
    made = project.open_map(two_towns.root, "rail-only")
    links = {link["id"]: link["href"] for link in made.payload["map"]["links"]}
    assert links == {"both-towns": "both-towns.html", "rail-only": "rail-only.html"}
    for href in links.values():
        assert f"maps/{href}" in PAGES


def test_the_gallery_has_a_picture_of_every_map(two_towns: TwoTowns) -> None:
    texts = project.outputs(two_towns.opened(), "maps")
    index = texts[two_towns.root / "maps" / "index.html"]
    assert index.count('<svg class="atlas-picture"') == 2
    assert 'href="both-towns.html"' in index
    assert "A frontier on the equator, and all that crosses it" in index


@pytest.mark.parametrize("map_id", ["index", "another"])
def test_a_map_is_named_as_its_file_and_not_as_the_gallery(
    map_id: str, two_towns: TwoTowns
) -> None:
    two_towns.edit("maps/rail-only.toml", '"rail-only"', f'"{map_id}"')
    [finding] = two_towns.findings()
    assert finding.startswith(f"maps/rail-only.toml: id is '{map_id}'; it must be the file's name")


def test_a_schema_is_json_that_names_its_record(two_towns: TwoTowns) -> None:
    texts = project.outputs(two_towns.opened())
    schema = json.loads(texts[two_towns.root / "seeds" / "schemas" / "markets.schema.json"])
    assert schema["title"] == "Market"
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("folder", [".", "seeds", "seeds/markets", "maps"])
def test_the_project_is_found_from_any_folder_in_it(folder: str, two_towns: TwoTowns) -> None:
    assert project.find_root(two_towns.root / folder) == two_towns.root.resolve()


def test_outside_a_project_none_is_found(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"no seeds/atlas\.toml here or above"):
        project.find_root(tmp_path)
