"""The line that two countries share, out of one file of country polygons.

The two polygons are made of the same vertices where they meet, so the line is
the run of edges that both have: nothing is matched, averaged or moved.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pydantic import Field

from shapely import LineString, MultiLineString, Point, line_merge

from geo import measure
from geo.errors import GatherError
from geo.gather.packages import Origin, Package, Position, Strict, Text, provenance
from geo.geojson import Collection, Feature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from geo.measure import LonLat


class Polygons(Strict):
    """Where the country polygons are, and which two are meant."""

    file: Text = Field(description="path inside the package; GeoJSON with one feature a line")
    code_property: Text
    codes: tuple[Text, Text]


class End(Strict):
    """Where an end of the line is expected, and how near it has to be."""

    at: Position
    within_km: float = Field(gt=0)


class Cut(Strict):
    """Where the land frontier ends and the boundary in the sea begins."""

    at: Position
    off_line_m: float = Field(gt=0, description="how far the point may lie beside the line")
    reason: Text


class Part(Strict):
    """What is said of one of the two parts."""

    name: Text
    notes: tuple[Text, ...] = ()


class FrontierRecipe(Strict):
    """A frontier: two countries, the ends of their line, and where the coast cuts it."""

    packages: tuple[Package, ...] = Field(min_length=1, max_length=1)
    origin: Origin
    polygons: Polygons
    countries: tuple[Text, Text] = Field(description="ISO 3166-1 alpha-2, sorted")
    start: End = Field(description="the end where the frontier begins")
    end: End = Field(description="the end out at sea")
    cut: Cut
    land: Part
    sea: Part
    file_name: Text


def collect(recipe: FrontierRecipe, folders: Mapping[str, Path]) -> list[tuple[str, Collection]]:
    """Return the frontier's collection: its part on land and its part at sea.

    Raises
    ------
    GatherError
        If the countries share no one unbroken line, or it does not run where
        the recipe expects it.
    """
    path = folders[recipe.packages[0].name] / recipe.polygons.file
    line = _oriented(_shared_line(_rings_by_code(path, recipe.polygons), path), recipe)
    land, sea = _parted(line, recipe.cut)
    features = tuple(
        Feature(part_id, part, _properties(part, said, recipe))
        for part_id, part, said in (("land", land, recipe.land), ("sea", sea, recipe.sea))
    )
    members = {"provenance": provenance(recipe.packages, recipe.origin)}
    return [(recipe.file_name, Collection(features, members))]


def _properties(part: LineString, said: Part, recipe: FrontierRecipe) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "name": said.name,
        "countries": list(recipe.countries),
        "vertices": len(part.coords),
        "length_km": round(measure.length_km(part), 3),
    }
    return properties | ({"notes": list(said.notes)} if said.notes else {})


def _rings_by_code(path: Path, polygons: Polygons) -> list[list[list[LonLat]]]:
    """Return the rings of each of the two countries, in the recipe's order.

    The file is large, so that only the lines of these two are parsed.
    """
    found: dict[str, list[list[LonLat]]] = {}
    wanted = [f'"{code}"' for code in polygons.codes]
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if any(code in line for code in wanted):
                    feature = json.loads(line.strip().rstrip(","))
                    code = feature["properties"].get(polygons.code_property)
                    found[code] = list(_rings(feature["geometry"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{path.name}: not GeoJSON with one feature a line ({error})"
        raise GatherError(msg) from error
    missing = [code for code in polygons.codes if code not in found]
    if missing:
        msg = f"{path.name}: no feature has {polygons.code_property} {' or '.join(missing)}"
        raise GatherError(msg)
    return [found[code] for code in polygons.codes]


def _rings(geometry: Mapping[str, Any]) -> Iterator[list[LonLat]]:
    coordinates = geometry["coordinates"]
    for polygon in [coordinates] if geometry["type"] == "Polygon" else coordinates:
        for ring in polygon:
            yield [(position[0], position[1]) for position in ring]


def _shared_line(rings: Sequence[list[list[LonLat]]], path: Path) -> LineString:
    """Return the one line made of the edges that both countries have."""
    ours, theirs = ([edge for ring in each for edge in pairwise(ring)] for each in rings)
    known = {frozenset(edge) for edge in ours}
    shared = line_merge(MultiLineString([edge for edge in theirs if frozenset(edge) in known]))
    if not isinstance(shared, LineString) or shared.is_empty:
        pieces = len(getattr(shared, "geoms", ()))
        msg = f"{path.name}: the two countries share {pieces} separate lines; one is expected"
        raise GatherError(msg)
    return shared


def _oriented(line: LineString, recipe: FrontierRecipe) -> LineString:
    """Return the line from the recipe's start to its end."""
    positions = [(lon, lat) for lon, lat in line.coords]
    ends = positions[0], positions[-1]
    if measure.distance_m(ends[0], recipe.start.at) > measure.distance_m(ends[1], recipe.start.at):
        positions.reverse()
    for name, expected, found in (
        ("start", recipe.start, positions[0]),
        ("end", recipe.end, positions[-1]),
    ):
        off_km = measure.distance_m(expected.at, found) / 1000
        if off_km > expected.within_km:
            msg = (
                f"the shared line has its {name} at {found}, {off_km:.1f} km from {expected.at}; "
                f"the recipe allows {expected.within_km} km"
            )
            raise GatherError(msg)
    return LineString(positions)


def _parted(line: LineString, cut: Cut) -> tuple[LineString, LineString]:
    """Return the line up to the cut and from it on; both have the cut's position."""
    positions = [(lon, lat) for lon, lat in line.coords]
    where = Point(cut.at)
    nearest = min(
        range(len(positions) - 1),
        key=lambda index: LineString(positions[index : index + 2]).distance(where),
    )
    segment = LineString(positions[nearest : nearest + 2])
    foot = segment.interpolate(segment.project(where))
    off_m = measure.distance_m((foot.x, foot.y), cut.at)
    if off_m > cut.off_line_m:
        msg = f"the cut {cut.at} lies {off_m:.0f} m off the line, of {cut.off_line_m} m allowed"
        raise GatherError(msg)
    before = [position for position in positions[: nearest + 1] if position != cut.at]
    after = [position for position in positions[nearest + 1 :] if position != cut.at]
    return LineString([*before, cut.at]), LineString([cut.at, *after])
