"""The shared line of two made-up countries, one in the west and one in the east.

They meet along 20 E from 3 N over a bend down to the equator, and on out to sea
to 1 S; the coast crosses the line at the equator.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.errors import GatherError
from geo.gather.frontier import FrontierRecipe, collect

if TYPE_CHECKING:
    from pathlib import Path

    from geo.geojson import Feature

SHARED = [(20.0, 3.0), (20.5, 2.0), (20.0, 1.0), (20.0, -1.0)]
WEST = [*SHARED, (18.0, -1.0), (18.0, 3.0), (20.0, 3.0)]
EAST = [(22.0, 3.0), (22.0, -1.0), *reversed(SHARED), (22.0, 3.0)]
ISLAND = [(30.0, 0.0), (31.0, 0.0), (31.0, 1.0), (30.0, 0.0)]

RECIPE: dict[str, Any] = {
    "packages": (
        {
            "registry": "npm",
            "name": "made-up",
            "version": "1.0",
            "sha256": "0" * 64,
            "licence": "CC0-1.0",
        },
    ),
    "origin": {
        "data": "made up",
        "data_date": "2020",
        "licence": "CC0-1.0",
        "licence_url": "https://example.org/",
        "credit": "nobody",
        "method": "made up",
    },
    "file_name": "line.geojson",
    "polygons": {"file": "map.json", "code_property": "code", "codes": ("WST", "EST")},
    "countries": ("ES", "WS"),
    "start": {"at": (20.0, 3.0), "within_km": 1.0},
    "end": {"at": (20.0, -1.0), "within_km": 1.0},
    "cut": {"at": (20.0, 0.0), "off_line_m": 5.0, "reason": "the coast"},
    "land": {"name": "on land", "notes": ("a note",)},
    "sea": {"name": "at sea"},
}


def feature(code: str, *rings: list[tuple[float, float]]) -> str:
    geometry = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
    return json.dumps({"properties": {"code": code}, "geometry": geometry})


def run(folder: Path, lines: list[str], **changes: Any) -> tuple[Feature, Feature]:
    text = '{"features":[\n' + ",\n".join(lines) + "\n]}\n"
    (folder / "map.json").write_text(text, encoding="utf-8")
    recipe = FrontierRecipe.model_validate(RECIPE | changes)
    ((name, collection),) = collect(recipe, {"made-up": folder})
    assert name == "line.geojson"
    land, sea = collection.features
    return land, sea


WORLD = [feature("WST", WEST), "not even JSON: another country", feature("EST", ISLAND, EAST)]


def test_the_line_runs_from_the_start_to_the_cut_and_on_to_the_end(tmp_path: Path) -> None:
    land, sea = run(tmp_path, WORLD)
    assert list(land.geometry.coords) == [*SHARED[:3], (20.0, 0.0)]
    assert list(sea.geometry.coords) == [(20.0, 0.0), (20.0, -1.0)]


def test_the_direction_is_the_recipes_whichever_way_the_polygons_run(tmp_path: Path) -> None:
    turned = [feature("WST", WEST[::-1]), feature("EST", EAST[::-1])]
    assert run(tmp_path, turned)[0].geometry.equals_exact(run(tmp_path, WORLD)[0].geometry, 0)


def test_properties_say_what_was_measured(tmp_path: Path) -> None:
    land, sea = run(tmp_path, WORLD)
    # One degree of the meridian at the equator is 110.574 km on WGS 84.
    assert sea.properties["length_km"] == pytest.approx(110.574, abs=0.001)
    assert sea.properties["countries"] == ["ES", "WS"]
    assert "notes" not in sea.properties
    assert land.properties["vertices"] == 4
    assert land.properties["notes"] == ["a note"]


def test_a_cut_at_a_vertex_adds_none(tmp_path: Path) -> None:
    cut = RECIPE["cut"] | {"at": (20.0, 1.0)}
    land, sea = run(tmp_path, WORLD, cut=cut)
    assert list(land.geometry.coords) == SHARED[:3]
    assert list(sea.geometry.coords) == SHARED[2:]


@pytest.mark.parametrize(
    ("lines", "changes", "message"),
    [
        (WORLD[:2], {}, "no feature has code EST"),
        ([*WORLD[:1], feature("EST", ISLAND)], {}, "share 0 separate lines"),
        (WORLD, {"start": {"at": (20.0, 2.9), "within_km": 1.0}}, "has its start at"),
        (WORLD, {"end": {"at": (20.0, -1.1), "within_km": 1.0}}, "has its end at"),
        (WORLD, {"cut": RECIPE["cut"] | {"at": (20.1, 0.0)}}, "m off the line"),
        (['"WST" is no JSON', WORLD[2]], {}, "not GeoJSON with one feature a line"),
    ],
)
def test_a_line_that_is_not_what_the_recipe_says_is_refused(
    tmp_path: Path, lines: list[str], changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(GatherError, match=message):
        run(tmp_path, lines, **changes)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    recipe = FrontierRecipe.model_validate(RECIPE)
    with pytest.raises(GatherError, match=r"map\.json: not GeoJSON"):
        collect(recipe, {"made-up": tmp_path})
