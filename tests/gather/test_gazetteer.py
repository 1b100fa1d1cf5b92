"""Towns out of a made-up gazetteer of two."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.errors import GatherError
from geo.gather.towns import TownsRecipe, collect

if TYPE_CHECKING:
    from pathlib import Path

    from geo.geojson import Collection

GAZETTEER = {
    "7": {
        "geonameid": 7,
        "name": "Hilltown",
        "longitude": 10.25,
        "latitude": 1.5,
        "countrycode": "WS",
        "population": 1200,
        # Arabic yeh and kaf, and a vowel sign, as the real gazetteer has them.
        "alternatenames": ["\u062a\u064a\u0643", "\u062a\u064f\u067e"],
    },
    "8": {
        "geonameid": 8,
        "name": "Dale",
        "longitude": 11.0,
        "latitude": 0.0,
        "countrycode": "ES",
        "population": 0,
        "alternatenames": [],
    },
}
HILLTOWN: dict[str, Any] = {
    "id": "hilltown",
    "geonameid": 7,
    "country": "WS",
    "name": "Hilltown",
    "name_fa": "\u062a\u06cc\u06a9",
    "name_ur": "\u062a\u067e",
    "near": (10.2, 1.5),
    "rank": 1,
}
DALE: dict[str, Any] = {
    "id": "dale",
    "geonameid": 8,
    "country": "ES",
    "name": "Dale",
    "name_fa": "\u062f\u0627\u0644",
    "name_ur": "\u0688\u0644",
    "near": (11.0, 0.0),
    "rank": 4,
    "names_from": "the town's own sign",
    "note": "a note",
}
RECIPE: dict[str, Any] = {
    "packages": (
        {
            "registry": "pypi",
            "name": "gazetteer",
            "version": "1.0",
            "sha256": "0" * 64,
            "licence": "CC0-1.0",
        },
    ),
    "origin": {
        "data": "made up",
        "data_date": "2020-01-31",
        "licence": "CC0-1.0",
        "licence_url": "https://example.org/",
        "credit": "nobody",
        "method": "made up",
    },
    "file_name": "towns.geojson",
    "file": "towns.json",
    "population_note": "as counted",
    "near_km": 8.0,
    "towns": (HILLTOWN, DALE),
}


def run(folder: Path, *towns: dict[str, Any]) -> Collection:
    (folder / "towns.json").write_text(json.dumps(GAZETTEER), encoding="utf-8")
    recipe = TownsRecipe.model_validate(RECIPE | {"towns": towns})
    ((name, collection),) = collect(recipe, {"gazetteer": folder})
    assert name == "towns.geojson"
    return collection


def test_towns_are_sorted_and_stand_where_the_gazetteer_has_them(tmp_path: Path) -> None:
    towns = run(tmp_path, HILLTOWN, DALE)
    assert [town.id for town in towns.features] == ["dale", "hilltown"]
    assert towns["hilltown"].geometry.coords[0] == (10.25, 1.5)


def test_names_are_the_recipes_and_the_gazetteers_stands_beside(tmp_path: Path) -> None:
    properties = run(tmp_path, HILLTOWN, DALE)["hilltown"].properties
    assert properties["name_fa"] == "\u062a\u06cc\u06a9"
    assert properties["gazetteer_name"] == "Hilltown"
    assert properties["population"] == 1200
    assert "names_from" not in properties


def test_a_population_of_nought_is_none(tmp_path: Path) -> None:
    properties = run(tmp_path, DALE)["dale"].properties
    assert "population" not in properties
    assert properties["names_from"] == "the town's own sign"
    assert properties["note"] == "a note"


def test_what_a_population_is_worth_stands_in_the_file(tmp_path: Path) -> None:
    assert run(tmp_path, DALE).members["population_note"] == "as counted"


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"geonameid": 9}, "hilltown: geonameid 9 is not in towns.json"),
        ({"country": "ES"}, "hilltown: the gazetteer has it in WS, not ES"),
        # A degree of the meridian has 111 km.
        ({"near": (10.25, 2.5)}, "hilltown: the gazetteer has it 111 km from (10.25, 2.5)"),
        ({"name_ur": "x"}, "hilltown: the gazetteer has no name x; say in names_from who has"),
    ],
)
def test_a_town_the_gazetteer_does_not_confirm_is_refused(
    tmp_path: Path, change: dict[str, Any], finding: str
) -> None:
    with pytest.raises(GatherError) as caught:
        run(tmp_path, HILLTOWN | change)
    assert caught.value.findings == (finding,)


def test_every_fault_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(GatherError) as caught:
        run(tmp_path, HILLTOWN | {"geonameid": 9}, DALE, DALE)
    assert caught.value.findings[1] == "dale: listed twice"


def test_a_gazetteer_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "towns.json").write_text("{", encoding="utf-8")
    with pytest.raises(GatherError, match=r"towns\.json: not a JSON gazetteer"):
        collect(TownsRecipe.model_validate(RECIPE), {"gazetteer": tmp_path})
