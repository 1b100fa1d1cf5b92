"""Geodesic measures on WGS 84.

Every length, distance and bearing in Sarhad comes from here, and all of them
from ``pyproj.Geod`` (Karney 2013, doi:10.1007/s00190-012-0578-z; error below
a millimetre).  Degrees are never measured as if they were a plane.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pyproj import Geod

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from shapely import LineString, MultiLineString

WGS84 = Geod(ellps="WGS84")

LonLat = tuple[float, float]


def length_km(line: LineString | MultiLineString) -> float:
    """Geodesic length of a line in lon/lat degrees, in kilometres."""
    return float(WGS84.geometry_length(line)) / 1000


def distance_m(start: LonLat, end: LonLat) -> float:
    """Geodesic distance between two lon/lat positions, in metres."""
    return float(WGS84.inv(start[0], start[1], end[0], end[1])[2])


def bearing_deg(start: LonLat, end: LonLat) -> float:
    """Bearing at the start of the geodesic, in degrees clockwise from north, 0 to 360."""
    return float(WGS84.inv(start[0], start[1], end[0], end[1])[0]) % 360


def destination(start: LonLat, bearing: float, distance: float) -> LonLat:
    """Position reached from a start along a bearing (degrees) after a distance (metres)."""
    lon, lat, _ = WGS84.fwd(start[0], start[1], bearing, distance)
    return float(lon), float(lat)


def segment_lengths_m(coordinates: Sequence[LonLat] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Geodesic length of each segment of a line, in metres: one fewer than its vertices."""
    # Lists, because pyproj takes an array of one for a number, which numpy is giving up.
    lons, lats = np.asarray(coordinates, dtype=float).T.tolist()
    _, _, lengths = WGS84.inv(lons[:-1], lats[:-1], lons[1:], lats[1:])
    return np.asarray(lengths, dtype=float)
