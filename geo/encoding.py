"""Geometry as text: Google encoded polylines, which a page unpacks in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polyline

from shapely import LineString, Point, Polygon

from geo.geojson import round_position

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

FEATURE_PRECISION = 5
"""Decimals of a feature's positions on a page: 1 m."""

AREA_PRECISION = 3
"""Decimals of a feature that is an area: 100 m, finer than the basemap's own detail."""


def encode(positions: Iterable[tuple[float, ...]], precision: int) -> str:
    """Encode positions (lon, lat) as a Google polyline, whose own order is lat, lon."""
    return str(polyline.encode([(lon, lat) for lon, lat, *_ in positions], precision, geojson=True))


def shape(geometry: BaseGeometry, tolerance_deg: float) -> dict[str, Any]:
    """Return a feature's geometry as a page carries it.

    Parameters
    ----------
    geometry
        A point, a line or areas, lon/lat degrees.
    tolerance_deg
        How far a line may stray from its own vertices, in degrees.
    """
    if isinstance(geometry, Point):
        return {"point": list(round_position((geometry.x, geometry.y)))}
    if isinstance(geometry, LineString):
        simple = geometry.simplify(tolerance_deg, preserve_topology=True)
        return {"line": encode(simple.coords, FEATURE_PRECISION)}
    return {"polygons": rings(geometry, AREA_PRECISION)}


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
