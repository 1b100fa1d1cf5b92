"""Disputed ground: where it is, and which of its lines a map draws."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import LineString, Point, Polygon, box, concave_hull, union_all
from shapely.ops import nearest_points

from geo.atlas import BASEMAP
from geo.measure import distance_m

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas
    from geo.definitions import MapDefinition
    from geo.fields import Worldview
    from geo.geojson import Feature
    from geo.layers import Layer

DRAWN: Mapping[Worldview, tuple[str, ...]] = {
    "claims": ("disputed", "claimed"),
    "control": ("disputed",),
}
"""The kinds of disputed lines that each way of drawing has."""

LEVEL = "50m"

NEAR_M = 50_000
"""A map needs disputed ground in its view that something on it is so near to."""

_CONCAVE = 0.5
"""How close the outline of disputed ground follows its lines, 0 closest and 1 their convex hull."""

_SIMPLIFY_DEG = 0.1


@dataclass(frozen=True)
class Ground:
    """Disputed ground: its name by language, and an area about the lines that are drawn of it."""

    name: Mapping[str, str]
    area: Polygon


def worldview(atlas: Atlas, definition: MapDefinition) -> Worldview:
    """Return how a map draws disputed boundaries: as it says, or else as its atlas does."""
    return definition.worldview or atlas.settings.worldview


def grounds(atlas: Atlas) -> tuple[Ground, ...]:
    """Return all disputed ground of an atlas's basemap, the largest first.

    It is disputed whichever of its lines a map draws.
    """
    found: dict[str, list[Feature]] = defaultdict(list)
    for feature in _lines(atlas):
        found[feature.properties["name"]].append(feature)
    return tuple(sorted(map(_ground, found.values()), key=lambda ground: -ground.area.area))


def _lines(atlas: Atlas) -> Iterator[Feature]:
    for feature in atlas.geometry[BASEMAP].features if BASEMAP in atlas.geometry else ():
        given = feature.properties
        if given["kind"] in DRAWN["claims"] and given["level"] == LEVEL and "name" in given:
            yield feature


def _ground(features: list[Feature]) -> Ground:
    given = features[0].properties
    lines = union_all([feature.geometry for feature in features])
    area = concave_hull(lines, ratio=_CONCAVE).simplify(_SIMPLIFY_DEG)
    if not isinstance(area, Polygon):
        # A line that is as good as straight has no area about it.
        area = box(*lines.buffer(_SIMPLIFY_DEG).bounds)
    name = {"en": given["name"], "fa": given["name_fa"], "ur": given["name_ur"]}
    return Ground(name, Polygon(area.exterior))


def ground_check(
    atlas: Atlas, layers: Mapping[str, Layer], definitions: Iterable[MapDefinition]
) -> Iterator[str]:
    """Yield maps that show disputed ground without need, and reasons given for nothing."""
    every = grounds(atlas)
    for definition in definitions:
        view = box(*definition.view)
        seen = [ground for ground in every if ground.area.intersects(view)]
        shown = list(_shown(layers, definition)) if seen else []
        needless = [ground.name["en"] for ground in seen if not _is_near(ground, shown)]
        where = f"maps/{definition.id}.toml"
        if needless and definition.disputed_ground is None:
            yield (
                f"{where}: view shows disputed ground with nothing of the map within "
                f"{NEAR_M / 1000:g} km of it: {', '.join(needless)}; "
                "take in less, or say in disputed_ground why it has to be there"
            )
        if definition.disputed_ground is not None and not needless:
            yield f"{where}: disputed_ground gives a reason, but the view shows none without need"


def _shown(layers: Mapping[str, Layer], definition: MapDefinition) -> Iterator[BaseGeometry]:
    """Yield the points and lines that a map shows at first; an area is no place on it."""
    for choice in definition.layers:
        for item in layers[choice.layer].drawn if choice.on else ():
            geometry = item.feature.geometry
            if isinstance(geometry, Point | LineString) and choice.has(item.feature.properties):
                yield geometry


def _is_near(ground: Ground, shown: Iterable[BaseGeometry]) -> bool:
    for geometry in shown:
        one, other = nearest_points(ground.area, geometry)
        if distance_m((one.x, one.y), (other.x, other.y)) <= NEAR_M:
            return True
    return False
