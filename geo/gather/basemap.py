"""Land, boundaries, provinces, lakes and names of the ground that a map stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely import MultiLineString, MultiPolygon, Point, Polygon, box

from geo.errors import GatherError
from geo.gather import coverage, world
from geo.gather.basemap_recipe import BasemapRecipe
from geo.gather.packages import provenance
from geo.geojson import Collection, Feature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.gather.basemap_recipe import Dispute, Label, Lake, Level
    from geo.gather.coverage import Face

__all__ = ["BasemapRecipe", "collect"]

NAMES = ("name", "name_fa", "name_ur")


def collect(recipe: BasemapRecipe, folders: Mapping[str, Path]) -> list[tuple[str, Collection]]:
    """Return the basemap's collection and that of the countries as polygons.

    Raises
    ------
    GatherError
        If a layer is not what the recipe says, or cannot be generalised so.
    """
    faces = world.read_faces(recipe, folders)
    lakes = world.read_lakes(recipe, folders)
    features: list[Feature] = []
    countries: list[Feature] = []
    for level in recipe.levels:
        simple = _generalised(faces, level, level.island_km2)
        features += _ground(simple, level, recipe)
        features += _lakes(_generalised(lakes, level, level.lake_km2), level, recipe)
        if level.id == recipe.countries.level:
            countries = _countries(simple, recipe)
    features += [_label(label) for label in recipe.labels]
    of_world = [package for package in recipe.packages if package.name == recipe.world.package]
    ground = {"provenance": provenance(recipe.packages, recipe.origin)}
    own = {"provenance": provenance(of_world, recipe.countries.origin)}
    return [
        (recipe.file_name, Collection(tuple(features), ground)),
        (recipe.countries.file_name, Collection(tuple(countries), own)),
    ]


def _generalised(faces: Sequence[Face], level: Level, smallest_km2: float) -> list[Face]:
    simple = coverage.generalised(faces, level.tolerance_m, smallest_km2)
    return coverage.rounded(simple, level.decimals)


def _ground(faces: Sequence[Face], level: Level, recipe: BasemapRecipe) -> list[Feature]:
    """Return land, the two in focus, and the lines, of one level."""
    window = box(*recipe.window)
    focus = [face for face in faces if face.country in recipe.focus]
    drawn = {
        "land": _polygons(coverage.union(faces), window),
        "focus": _polygons(coverage.union(focus), window),
    }
    features = [_feature(kind, level, area) for kind, area in drawn.items()]
    disputes = {dispute.id: dispute for dispute in recipe.disputes}
    for key, line in coverage.lines_between(faces, _kinds(recipe)).items():
        kind, _, dispute = key.partition(" ")
        features.append(_feature(kind, level, _lines(line, window), disputes.get(dispute)))
    return features


def _feature(
    kind: str, level: Level, geometry: BaseGeometry, named: Lake | Dispute | None = None
) -> Feature:
    names = named.model_dump(include=set(NAMES)) if named else {}
    feature_id = f"{kind}-{named.id}-{level.id}" if named else f"{kind}-{level.id}"
    return Feature(feature_id, geometry, {"kind": kind, "level": level.id, **names})


def _polygons(area: BaseGeometry, window: Polygon) -> MultiPolygon:
    """Return what lies in the window."""
    clipped = shapely.get_parts(area.intersection(window))
    return _largest_first(part for part in clipped if isinstance(part, Polygon))


def _largest_first(polygons: Iterable[Polygon]) -> MultiPolygon:
    """Return the polygons in an order, and each with a start, that are always the same."""
    normal = [polygon.normalize() for polygon in polygons]
    parts = [polygon for polygon in normal if isinstance(polygon, Polygon)]
    parts.sort(key=lambda polygon: (-polygon.area, polygon.wkb))
    return MultiPolygon(parts)


def _lines(lines: MultiLineString, window: Polygon) -> MultiLineString:
    """Return what lies in the window; where a line only touches its edge nothing is left."""
    parts = shapely.get_parts(shapely.line_merge(lines.intersection(window)))
    return MultiLineString([part for part in parts if part.length > 0])


def _kinds(recipe: BasemapRecipe) -> Callable[[Face, Face, Point], str]:
    """Return what tells the kind of the line between two neighbours.

    A ``disputed`` line parts what two hold, a ``claimed`` one runs through what
    one holds; both name the dispute as well.
    """
    rings = {dispute.id: Polygon(dispute.ring) for dispute in recipe.disputes if dispute.ring}
    for ring in rings.values():
        shapely.prepare(ring)
    holders = {said.code: said.held_by for said in recipe.nameless if said.held_by}

    def dispute_of(codes: set[str], middle: Point) -> str | None:
        return next(
            (
                dispute.id
                for dispute in recipe.disputes
                if (
                    codes <= set(dispute.codes)
                    or (len(codes) == 1 and codes <= set(dispute.claims_on))
                )
                and (dispute.id not in rings or rings[dispute.id].contains(middle))
            ),
            None,
        )

    def kind_of(one: Face, other: Face, middle: Point) -> str:
        codes = {one.country, other.country}
        # The layer of the frontier draws the line between the two in focus.
        if codes == set(recipe.focus):
            return ""
        contested = {one.province, other.province} & set(recipe.contested_provinces)
        # Only a claim cuts a country or a province in two.
        if len(codes) == 1 and one.province != other.province and not contested:
            return "province"
        dispute = dispute_of(codes, middle)
        if dispute is None and len(codes) > 1:
            return "boundary"
        if dispute is None:
            msg = (
                f"a claim on {one.country} runs at {middle.x:.3f}, {middle.y:.3f}; "
                "the recipe has to say under [[disputes]] what is disputed there"
            )
            raise GatherError(msg)
        held = {holders.get(code, code) for code in codes}
        return f"{'disputed' if len(held) > 1 else 'claimed'} {dispute}"

    return kind_of


def _lakes(faces: Iterable[Face], level: Level, recipe: BasemapRecipe) -> list[Feature]:
    """Return each named lake by itself and all others as one feature."""
    window = box(*recipe.window)
    parts: dict[str, list[Polygon]] = {}
    for face in faces:
        parts.setdefault(face.province, []).append(face.polygon)
    features = []
    for lake in recipe.lakes.named:
        if lake.id in parts:
            area = _polygons(MultiPolygon(parts[lake.id]), window)
            features.append(_feature("lake", level, area, lake))
    if "" in parts:
        area = _polygons(MultiPolygon(parts[""]), window)
        features.append(_feature("lake", level, area))
    return features


def _label(label: Label) -> Feature:
    said = label.model_dump(include={*NAMES, "rank"})
    return Feature(
        f"label-{label.id}", Point(label.at), {"kind": "label", "of": label.kind, **said}
    )


def _countries(faces: Sequence[Face], recipe: BasemapRecipe) -> list[Feature]:
    features = []
    for member in sorted(recipe.countries.members, key=lambda member: member.code):
        own = [face for face in faces if face.country == member.code]
        if not own:
            msg = f"{recipe.world.file}: no country in the window has the code {member.code}"
            raise GatherError(msg)
        area = _largest_first(shapely.get_parts(coverage.union(own)))
        properties = {"iso": member.code, **member.model_dump(exclude={"code"}, exclude_none=True)}
        features.append(Feature(member.code.lower(), area, properties))
    return features
