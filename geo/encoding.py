"""Geometry as a page carries it: rounded to a unit, and packed into one text a layer."""

from __future__ import annotations

import math
from itertools import groupby
from typing import TYPE_CHECKING, Any

from shapely import LineString, MultiPolygon, Point, Polygon, coverage_simplify

from geo.arcs import Shape, pack
from geo.geojson import DECIMALS
from geo.simplify import fewest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.arcs import Line

METRES_PER_DEGREE = 111_320
"""Of latitude, on the mean sphere; good enough for a tolerance."""

FINEST = 100_000
"""Units per degree that no line needs more of: 1 m."""

UNITS_PER_DEGREE = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, FINEST)

UNITS_PER_TOLERANCE = 4

SHORTEST_RING = 4

AREA_UNITS = 100
"""Units per degree of a feature that is an area: 1 km, as fine as 1:50 million can show."""

AREA_TOLERANCE_DEG = 0.2
"""Size of the corners that areas lose on a page (Visvalingam-Whyatt, square root of the area)."""

HALF_DIAGONAL = 0.5**0.5
"""How far rounding may move a position, in units."""


def shapes(geometries: Sequence[BaseGeometry], tolerance_deg: float) -> dict[str, Any]:
    """Return the lines and areas of a layer as a page carries them: ``units`` and ``shapes``.

    Parameters
    ----------
    geometries
        Lines or areas, lon/lat degrees.  Areas are generalised together, so
        that neighbours keep their common edge.
    tolerance_deg
        How far a line may stray from its own vertices, rounding included, in degrees.
    """
    if not geometries:
        return {}
    if all(isinstance(item, Polygon | MultiPolygon) for item in geometries):
        simple = coverage_simplify(list(geometries), AREA_TOLERANCE_DEG)
        return _packed(simple, AREA_UNITS)
    lines = [
        fewest(line, _left(tolerance_deg)) if isinstance(line, LineString) else line
        for line in geometries
    ]
    return _packed(lines, units_for(tolerance_deg))


def vertices(line: LineString, tolerance_deg: float) -> list[tuple[float, float]]:
    """Return those vertices of a line that a page draws, in their order, before rounding."""
    units = units_for(tolerance_deg)
    kept = [(lon, lat) for lon, lat, *_ in fewest(line, _left(tolerance_deg)).coords]
    alike = groupby(kept, key=lambda at: (round(at[0] * units), round(at[1] * units)))
    return [next(group) for _, group in alike]


def _left(tolerance_deg: float) -> float:
    """Return what rounding leaves of a tolerance."""
    return max(tolerance_deg - HALF_DIAGONAL / units_for(tolerance_deg), 0)


def point(geometry: Point, precision_m: float) -> list[float]:
    """Return a point's position to a twentieth of its precision, which bears no more decimals."""
    least = math.log10(20 * METRES_PER_DEGREE / max(precision_m, 1))
    decimals = min(DECIMALS, math.ceil(least))
    return [round(geometry.x, decimals), round(geometry.y, decimals)]


def units_for(tolerance_deg: float) -> int:
    """Return how many units a degree has where so much is allowed: a unit is a quarter of it."""
    allowed = UNITS_PER_TOLERANCE / max(tolerance_deg, UNITS_PER_TOLERANCE / FINEST)
    return next(units for units in UNITS_PER_DEGREE if units >= allowed)


def _packed(geometries: Iterable[BaseGeometry], units: int) -> dict[str, Any]:
    drawn = [
        Shape(
            tuple(filter(None, (rings(part, units) for part in parts(geometry, Polygon)))),
            paths(geometry, units),
        )
        for geometry in geometries
    ]
    return {"units": units, "shapes": pack(drawn)}


def rings(geometry: BaseGeometry, units: int) -> tuple[Line, ...]:
    """Return the rings of areas, the outer one first, rounded; what vanishes is left out."""
    every = (
        rounded(ring.coords, units)
        for part in parts(geometry, Polygon)
        for ring in (part.exterior, *part.interiors)
    )
    return tuple(ring for ring in every if len(ring) >= SHORTEST_RING)


def paths(geometry: BaseGeometry, units: int) -> tuple[Line, ...]:
    """Return the lines of a geometry, rounded."""
    return tuple(rounded(part.coords, units) for part in parts(geometry, LineString))


def rounded(positions: Iterable[tuple[float, ...]], units: int) -> Line:
    """Return positions (lon, lat) in whole units, no two in a row alike."""
    whole = [(round(lon * units), round(lat * units)) for lon, lat, *_ in positions]
    return tuple(here for here, _ in groupby(whole))


def parts(geometry: BaseGeometry, kind: type[BaseGeometry]) -> list[Any]:
    """Return the parts of a geometry that are of one simple kind, empty ones left out."""
    if isinstance(geometry, kind):
        return [] if geometry.is_empty else [geometry]
    return [part for inner in getattr(geometry, "geoms", ()) for part in parts(inner, kind)]
