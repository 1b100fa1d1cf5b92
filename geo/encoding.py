"""Geometry as text: Google encoded polylines, which a page unpacks in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polyline

from shapely import LineString, MultiPolygon, Point, Polygon, coverage_simplify

from geo.geojson import round_position

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

FEATURE_PRECISION = 5
"""Decimals of a line's positions on a page: 1 m."""

AREA_PRECISION = 2
"""Decimals of a feature that is an area: 1 km, as fine as 1:50 million can show."""

AREA_TOLERANCE_DEG = 0.2
"""Size of the corners that areas lose on a page (Visvalingam-Whyatt, square root of the area)."""


def encode(positions: Iterable[tuple[float, ...]], precision: int) -> str:
    """Encode positions (lon, lat) as a Google polyline, whose own order is lat, lon."""
    return str(polyline.encode([(lon, lat) for lon, lat, *_ in positions], precision, geojson=True))


def shapes(geometries: Sequence[BaseGeometry], tolerance_deg: float) -> list[dict[str, Any]]:
    """Return the geometries of a layer as a page carries them.

    Parameters
    ----------
    geometries
        Points, lines or areas, lon/lat degrees.  Areas are generalised
        together, so that neighbours keep their common edge.
    tolerance_deg
        How far a line may stray from its own vertices, in degrees.
    """
    if geometries and all(isinstance(item, Polygon | MultiPolygon) for item in geometries):
        geometries = list(coverage_simplify(list(geometries), AREA_TOLERANCE_DEG))
    return [_shape(geometry, tolerance_deg) for geometry in geometries]


def _shape(geometry: BaseGeometry, tolerance_deg: float) -> dict[str, Any]:
    if isinstance(geometry, Point):
        return {"point": list(round_position((geometry.x, geometry.y)))}
    if isinstance(geometry, LineString):
        simple = simplified(geometry, tolerance_deg)
        decimals = _decimals(simple.coords)
        return {"line": encode(simple.coords, decimals), "decimals": decimals}
    return {"polygons": rings(geometry, AREA_PRECISION), "decimals": AREA_PRECISION}


def simplified(line: LineString, tolerance_deg: float) -> LineString:
    """Return the line that a page draws: some of the vertices of the layer's own."""
    simple = line.simplify(tolerance_deg, preserve_topology=True)
    return LineString(simple.coords)


def _decimals(positions: Iterable[tuple[float, ...]]) -> int:
    """Return how many decimals positions need, at most those of a feature on a page."""
    numbers = [number for position in positions for number in position[:2]]
    return next(
        (
            count
            for count in range(FEATURE_PRECISION)
            if all(round(number, count) == number for number in numbers)
        ),
        FEATURE_PRECISION,
    )


def rings(geometry: BaseGeometry, precision: int) -> list[list[str]]:
    """Return the polygons of a geometry, each as its rings, the outer one first."""
    return [
        [encode(ring.coords, precision) for ring in (part.exterior, *part.interiors)]
        for part in parts(geometry, Polygon)
    ]


def paths(geometry: BaseGeometry, precision: int) -> list[str]:
    """Return the lines of a geometry."""
    return [encode(part.coords, precision) for part in parts(geometry, LineString)]


def parts(geometry: BaseGeometry, kind: type[BaseGeometry]) -> list[Any]:
    """Return the parts of a geometry that are of one simple kind, empty ones left out."""
    if isinstance(geometry, kind):
        return [] if geometry.is_empty else [geometry]
    return [part for inner in getattr(geometry, "geoms", ()) for part in parts(inner, kind)]
