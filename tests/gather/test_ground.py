"""The basemap of a made-up world: two countries in focus, a neighbour, a dispute, a lake.

West (WS) has the shires of Upper and Lower, east (ES) those of Hill, Dale and
Old Dale, which became part of Dale.  North (NO) lies over both; a claim cuts
its corner off.  A polygon without a code, held by nobody, lies north of the
east, and a small island without one south of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import geopandas
import shapely
from shapely import LineString, MultiPolygon, Polygon, box

from geo import geojson
from geo.errors import GatherError
from geo.gather.basemap import BasemapRecipe, collect

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.geojson import Collection

NOBODY = MultiPolygon([box(3, 2, 4, 3), box(3, -2, 3.2, -1.8), box(50, 50, 51, 51)])
COUNTRIES: dict[str, BaseGeometry] = {
    "WS": box(0, 0, 2, 2),
    "ES": box(2, 0, 4, 2),
    "NO": Polygon([(0, 2), (2, 2), (3, 2), (3, 3), (4, 3), (4, 4), (0, 4)]),
    "-1": NOBODY,
}
PROVINCES = {
    ("WS", "Upper"): box(0, 1, 2, 2),
    ("WS", "Lower"): box(0, 0, 2, 1),
    ("ES", "Hill"): box(2, 1, 4, 2),
    ("ES", "Dale"): box(2, 0, 3, 1),
    ("ES", "Old Dale"): box(3, 0, 4, 1),
}
# West claims the north's corner; the claim on Hill follows its southern limit.
CLAIMS = {
    ("western claim", "North"): LineString([(0, 3), (1, 4)]),
    ("northern claim", "East"): LineString([(2, 1), (4, 1)]),
    ("no more", "North"): LineString([(0.5, 2.5), (0.7, 2.5)]),
}
LAKES = [box(0.2, 0.2, 0.6, 0.6), box(3.2, 0.2, 3.4, 0.4), box(1.2, 3.2, 1.25, 3.25)]

ORIGIN = {
    "data": "made up",
    "data_date": "2020",
    "licence": "CC0-1.0",
    "licence_url": "https://example.org/",
    "credit": "nobody",
    "method": "made up",
}


def named(text: str) -> dict[str, str]:
    return {"name": text, "name_fa": text, "name_ur": text}


def package(name: str) -> dict[str, str]:
    return {
        "registry": "npm",
        "name": name,
        "version": "1.0",
        "sha256": "0" * 64,
        "licence": "CC0-1.0",
    }


RECIPE: dict[str, Any] = {
    "packages": (package("world"), package("water")),
    "file_name": "ground.geojson",
    "origin": ORIGIN,
    "window": (-1.0, -3.0, 5.0, 3.5),
    "focus": ("WS", "ES"),
    "world": {
        "package": "world",
        "file": "world.gpkg",
        "countries": "countries",
        "provinces": "provinces",
        "claims": "claims",
        "code": "iso",
        "nameless": "-1",
        "province_name": "name",
        "province_country": "iso",
        "claim_name": "name",
        "claim_country": "country",
    },
    "lakes": {
        "package": "water",
        "file": "lakes.gpkg",
        "named": ({"id": "deep", "at": (0.4, 0.4), **named("Deep Lake")},),
    },
    "levels": (
        {"id": "fine", "tolerance_m": 10.0, "decimals": 4, "island_km2": 1.0, "lake_km2": 100.0},
        {"id": "rough", "tolerance_m": 10.0, "decimals": 2, "island_km2": 600.0, "lake_km2": 999.0},
    ),
    "nameless": (
        {"at": (3.5, 2.5), "code": "nobody", "held_by": "ES", "reason": "nobody's"},
        {"at": (3.1, -1.9), "code": "ES", "reason": "an island of the east"},
    ),
    "merged": ({"country": "ES", "province": "Old Dale", "into": "Dale", "reason": "one now"},),
    "pins": ({"about": (2.0, 0.0), "to": (2.01, 0.01), "reason": "as drawn elsewhere"},),
    "pin_within_m": 10.0,
    "disputes": (
        {
            "id": "corner",
            **named("Corner"),
            "codes": ("nobody", "NO", "ES"),
            "reason": "nobody's",
        },
        {
            "id": "half",
            **named("Half"),
            "codes": ("WS", "NO"),
            "ring": ((-1.0, 1.5), (0.5, 1.5), (0.5, 2.5), (-1.0, 2.5)),
            "reason": "in the west of the west",
        },
    ),
    "contested_provinces": ("Hill",),
    "claims": (
        {"name": "western claim", "country": "North", "use": "draw", "reason": "drawn"},
        {"name": "northern claim", "country": "East", "use": "provinces", "reason": "as Hill"},
        {"name": "no more", "country": "North", "use": "leave", "reason": "no more"},
    ),
    "claim_within_m": 100.0,
    "labels": ({"id": "west", "kind": "country", "at": (1.0, 1.0), "rank": 1, **named("West")},),
    "countries": {
        "file_name": "members.geojson",
        "level": "rough",
        "origin": ORIGIN,
        "members": ({"code": "WS", **named("West"), "note": "as claimed"},),
    },
}


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    """Write the world and its lakes as the GeoPackages that a data package would hold."""
    layers = {
        "countries": {"iso": list(COUNTRIES)},
        "provinces": {
            "iso": [country for country, _ in PROVINCES],
            "name": [name for _, name in PROVINCES],
        },
        "claims": {
            "name": [name for name, _ in CLAIMS],
            "country": [country for _, country in CLAIMS],
        },
    }
    shapes: dict[str, list[BaseGeometry]] = {
        "countries": list(COUNTRIES.values()),
        "provinces": list(PROVINCES.values()),
        "claims": list(CLAIMS.values()),
    }
    world, water = tmp_path / "world", tmp_path / "water"
    world.mkdir()
    water.mkdir()
    for layer, columns in layers.items():
        rows = geopandas.GeoDataFrame(columns, geometry=shapes[layer], crs=4326)
        rows.to_file(world / "world.gpkg", layer=layer, engine="pyogrio")
    lakes = geopandas.GeoDataFrame(geometry=LAKES, crs=4326)
    lakes.to_file(water / "lakes.gpkg", engine="pyogrio")
    return {"world": world, "water": water}


def gathered(folders: dict[str, Path], **changes: Any) -> tuple[Collection, Collection]:
    recipe = BasemapRecipe.model_validate(RECIPE | changes)
    (ground_name, ground), (members_name, members) = collect(recipe, folders)
    assert (ground_name, members_name) == ("ground.geojson", "members.geojson")
    return ground, members


def lines(collection: Collection, feature_id: str) -> list[tuple[tuple[float, ...], ...]]:
    """Return the two ends of each line."""
    parts = shapely.get_parts(collection[feature_id].geometry)
    return sorted(tuple(sorted((part.coords[0], part.coords[-1]))) for part in parts)


def test_every_kind_is_there_at_every_level(folders: dict[str, Path]) -> None:
    ground, _ = gathered(folders)
    lined = ("boundary", "claimed-corner", "disputed-corner", "province")
    kinds = ("land", "focus", *lined, "lake-deep", "lake")
    fine = [feature.id for feature in ground.features if feature.properties.get("level") == "fine"]
    assert sorted(fine) == sorted(f"{kind}-fine" for kind in kinds)
    # The second lake and the island are too small for the rough level.
    rough = {feature.id for feature in ground.features} - set(fine)
    assert rough == {
        *(f"{kind}-rough" for kind in ("land", "focus", *lined)),
        "lake-deep-rough",
        "label-west",
    }
    assert len(shapely.get_parts(ground["land-fine"].geometry)) == 2
    assert len(shapely.get_parts(ground["land-rough"].geometry)) == 1


def test_land_and_focus_share_their_edges(folders: dict[str, Path]) -> None:
    ground, _ = gathered(folders)
    land, focus = ground["land-fine"].geometry, ground["focus-fine"].geometry
    assert focus.within(land)
    # From 0 to 4 E and 0 to 2 N, with the island, without two triangles that the pin, a
    # hundredth of a degree inland, takes from its neighbours: 2 and 1 degrees wide.
    assert focus.area == pytest.approx(8 + 0.04 - 0.01 - 0.005)
    # Up to the window's edge in the north.
    assert land.bounds == (0.0, -2.0, 4.0, 3.5)


def test_the_line_between_the_two_in_focus_is_not_drawn(folders: dict[str, Path]) -> None:
    ground, _ = gathered(folders)
    drawn = [
        feature.geometry
        for feature in ground.features
        if feature.properties["kind"] in ("boundary", "claimed", "disputed", "province")
    ]
    frontier = LineString([(2.01, 0.01), (2, 1), (2, 2)])
    assert all(line.intersection(frontier).length == 0 for line in drawn)


def test_boundaries_and_disputed_lines_are_told_apart(folders: dict[str, Path]) -> None:
    ground, _ = gathered(folders)
    # The north's boundary with the west is not disputed: its middle is not inside the ring.
    assert lines(ground, "boundary-fine") == [((0.0, 2.0), (2.0, 2.0))]
    # The north meets the east, and what the east holds of nobody's.
    assert lines(ground, "disputed-corner-fine") == [((2.0, 2.0), (4.0, 3.0))]
    solid, dashed = ground["boundary-fine"].geometry, ground["disputed-corner-fine"].geometry
    assert solid.intersection(dashed).length == 0


def test_what_runs_through_one_holders_land_is_a_claim(folders: dict[str, Path]) -> None:
    ground, _ = gathered(folders)
    assert lines(ground, "claimed-corner-fine") == [
        # The western claim on the north, and the limit of the contested province.
        ((0.0, 3.0), (0.5, 3.5)),
        ((2.0, 1.0), (4.0, 1.0)),
        # The east holds what is nobody's in the source.
        ((3.0, 2.0), (4.0, 2.0)),
    ]


def test_a_disputed_line_names_what_is_disputed(folders: dict[str, Path]) -> None:
    ground, _ = gathered(folders)
    for kind in ("claimed", "disputed"):
        assert ground[f"{kind}-corner-fine"].properties == {
            "kind": kind,
            "level": "fine",
            **named("Corner"),
        }


def test_countries_of_which_only_claims_are_disputed_keep_their_boundary(
    folders: dict[str, Path],
) -> None:
    claims = {"id": "claims", **named("Claims"), "claims_on": ("NO", "ES"), "reason": "no more"}
    ground, _ = gathered(folders, disputes=(claims,))
    assert not any(feature.properties["kind"] == "disputed" for feature in ground.features)
    assert len(lines(ground, "claimed-claims-fine")) == 2


def test_a_ring_limits_a_dispute(folders: dict[str, Path]) -> None:
    # An edge lies in the ring if its middle does: that of west and north is at 1 E.
    corner, half = RECIPE["disputes"]
    wider = half | {"ring": ((-1.0, 1.5), (1.5, 1.5), (1.5, 2.5), (-1.0, 2.5))}
    ground, _ = gathered(folders, disputes=(corner, wider))
    # The disputed line of the corner goes on from 2 E.
    assert lines(ground, "disputed-half-fine") == [((0.0, 2.0), (2.0, 2.0))]
    assert all(feature.properties["kind"] != "boundary" for feature in ground.features)


def test_provinces_have_inner_lines_only_and_as_they_are_today(folders: dict[str, Path]) -> None:
    ground, _ = gathered(folders)
    assert lines(ground, "province-fine") == [((0.0, 1.0), (2.0, 1.0))]


def test_the_pin_is_on_land_and_focus(folders: dict[str, Path]) -> None:
    ground, _ = gathered(folders)
    for kind in ("land-fine", "focus-fine", "focus-rough"):
        assert (2.01, 0.01) in set(map(tuple, shapely.get_coordinates(ground[kind].geometry)))


def test_lakes_have_their_names(folders: dict[str, Path]) -> None:
    ground, _ = gathered(folders)
    assert ground["lake-deep-fine"].properties == {
        "kind": "lake",
        "level": "fine",
        **named("Deep Lake"),
    }
    assert ground["lake-fine"].geometry.bounds == (3.2, 0.2, 3.4, 0.4)


def test_labels_stand_where_the_recipe_puts_them(folders: dict[str, Path]) -> None:
    label = gathered(folders)[0]["label-west"]
    assert label.geometry.coords[0] == (1.0, 1.0)
    assert label.properties == {"kind": "label", "of": "country", **named("West"), "rank": 1}


def test_members_are_polygons_of_the_same_edges(folders: dict[str, Path]) -> None:
    ground, members = gathered(folders)
    assert members["ws"].properties == {"iso": "WS", **named("West"), "note": "as claimed"}
    assert members["ws"].geometry.within(ground["focus-rough"].geometry)
    assert [package["name"] for package in members.members["provenance"]["packages"]] == ["world"]


def test_gathered_twice_no_byte_differs(folders: dict[str, Path]) -> None:
    once, again = (list(map(geojson.dumps, gathered(folders))) for _ in range(2))
    assert once == again


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"nameless": RECIPE["nameless"][:1]}, "at 3.100, -1.900 is no country's"),
        ({"disputes": RECIPE["disputes"][1:]}, "a claim on NO runs at .* what is disputed there"),
        ({"claims": RECIPE["claims"][:2]}, r"does not say .*\('no more', 'North'\)"),
        ({"focus": ("WS", "XX")}, "provinces has no province of XX"),
        ({"world": RECIPE["world"] | {"claims": "wishes"}}, "wishes cannot be read"),
        ({"world": RECIPE["world"] | {"claim_name": "title"}}, "claims has no field title"),
        ({"world": RECIPE["world"] | {"file": "no.gpkg"}}, r"no\.gpkg: countries cannot be read"),
        (
            {"lakes": RECIPE["lakes"] | {"named": ({"id": "dry", "at": (9, 9), **named("Dry")},)}},
            "no lake is where the recipe has dry",
        ),
        (
            {"countries": RECIPE["countries"] | {"members": ({"code": "XX", **named("X")},)}},
            "no country in the window has the code XX",
        ),
    ],
)
def test_a_world_that_is_not_as_the_recipe_says_is_refused(
    folders: dict[str, Path], changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(GatherError, match=message):
        gathered(folders, **changes)
