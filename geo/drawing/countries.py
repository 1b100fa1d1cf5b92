"""What a picture shows of each country, so that its name can stand there.

The basemap has land and boundaries.  Where both close a ring around the point
that a country's name stands at, the ring is the country; its name then finds a
place in the part that is seen, also where that point itself is not.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, Point, Polygon, box, polygonize, unary_union

from geo.basemap import COARSE
from geo.disputed import DRAWN
from geo.encoding import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.drawing.frame import Frame
    from geo.drawing.placing import Measured
    from geo.geojson import Feature

_STEPS = 14
_BEYOND_DEG = 0.05
_CLOSED = ("land", "boundary", *DRAWN["claims"])


def seen_countries(
    features: Sequence[Feature], frontiers: Sequence[BaseGeometry], frame: Frame
) -> Mapping[str, Polygon]:
    """Return the part of each country that a picture shows, in pixels, by its English name.

    Parameters
    ----------
    features
        Those of the basemap.
    frontiers
        Lines that the basemap leaves out because a layer draws them.
    frame
        What the picture shows.
    """
    edges = [
        feature.geometry.boundary if feature.properties["kind"] == "land" else feature.geometry
        for feature in features
        if feature.properties["kind"] in _CLOSED and feature.properties.get("level") == COARSE
    ]
    if not edges:
        return {}
    whole = unary_union(edges)
    lines = [line for frontier in frontiers for line in parts(frontier, LineString)]
    tied = [tie for line in lines for tie in _ties(line, whole)]
    faces = list(polygonize([unary_union([whole, *lines, *tied])]).geoms)
    tree = shapely.STRtree(faces)
    seen: dict[str, Polygon] = {}
    found: dict[str, int] = {}
    for feature in features:
        if feature.properties["kind"] == "label" and feature.properties["of"] == "country":
            around = tree.query(feature.geometry.representative_point(), predicate="within")
            if len(around):
                found[feature.properties["name"]] = int(around[0])
    # Where a line between them is missing, two countries are one face, which is neither's.
    held = Counter(found.values())
    picture = box(0, 0, frame.width, frame.height)
    for name, face in found.items():
        shape = frame.seen(faces[face]).intersection(picture)
        largest = max(parts(shape, Polygon), key=lambda part: part.area, default=None)
        if largest is not None and held[face] == 1:
            seen[name] = largest
    return seen


def _ties(line: LineString, edges: BaseGeometry) -> Iterator[LineString]:
    """Yield what ties the ends of a line to the edges that it nearly meets."""
    for end in (line.coords[0], line.coords[-1]):
        tie = shapely.shortest_line(Point(end), edges)
        (x0, y0), (x1, y1) = tie.coords
        # A little beyond, so that the tie crosses the edge for sure.
        yield LineString([(x0, y0), (2 * x1 - x0 + _BEYOND_DEG, 2 * y1 - y0 + _BEYOND_DEG)])
        yield LineString([(x0, y0), (2 * x1 - x0 - _BEYOND_DEG, 2 * y1 - y0 - _BEYOND_DEG)])


def within(
    at: tuple[float, float], shape: Polygon
) -> Callable[[Measured], Iterable[tuple[float, float]]]:
    """Return the places for a name inside a country: at its point, then ever farther from it.

    Where the point is not seen, the middle of what is seen of the country takes its place.
    """
    spot = Point(at)
    if not shape.contains(spot):
        spot = shapely.maximum_inscribed_circle(shape, tolerance=4).interpolate(0)
    shapely.prepare(shape)
    west, north, east, south = shape.bounds

    def places(of: Measured) -> Iterator[tuple[float, float]]:
        grid = [
            (
                west + (east - west) * (along + 0.5) / _STEPS,
                north + (south - north) * (down + 0.5) / _STEPS,
            )
            for along in range(_STEPS)
            for down in range(_STEPS)
        ]
        grid.sort(key=lambda place: math.hypot(place[0] - spot.x, place[1] - spot.y))
        for x, y in [(spot.x, spot.y), *grid]:
            half, high = of.width / 2, of.height / 2
            if shape.contains(box(x - half, y - high, x + half, y + high)):
                yield x, y

    return places
