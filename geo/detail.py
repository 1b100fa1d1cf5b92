"""How long a line is, seen at one detail after another.

A frontier that follows a river has no single length: the more bends are drawn,
the longer it is (Mandelbrot 1967, doi:10.1126/science.156.3775.636).  Two
published lengths can both be right, each at its own detail.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from pyproj import Proj
from shapely import LineString, transform

from geo.measure import length_km

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOLERANCES_M = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


@cache
def ladder(line: LineString) -> tuple[tuple[int, float], ...]:
    """Return the geodesic length of a line, generalised to one tolerance after another.

    Parameters
    ----------
    line
        Lon/lat degrees, WGS 84.

    Returns
    -------
    tuple
        Pairs of a tolerance in metres and a length in kilometres to 0.1.

    Notes
    -----
    Douglas and Peucker (1973), doi:10.3138/FM57-6770-U75U-7727, in the
    azimuthal equidistant projection around the middle of the line's box, whose
    distances are within 0.2 % at 500 km from there.
    """
    west, south, east, north = line.bounds
    plane = Proj(proj="aeqd", lon_0=(west + east) / 2, lat_0=(south + north) / 2, ellps="WGS84")

    def projected(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(plane(lonlat[:, 0], lonlat[:, 1]))

    flat = transform(line, projected)
    lengths: list[tuple[int, float]] = []
    for tolerance in TOLERANCES_M:
        x, y = np.asarray(flat.simplify(tolerance).coords).T
        seen = LineString(np.column_stack(plane(x, y, inverse=True)))
        lengths.append((tolerance, round(length_km(seen), 1)))
    return tuple(lengths)
