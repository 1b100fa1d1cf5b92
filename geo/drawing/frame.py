"""The window of a picture on the Mercator plane."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

import shapely
from shapely import box

from geo.measure import distance_m

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from shapely.geometry.base import BaseGeometry

    from geo.fields import Box

_WORLD_PX = 256
"""The width of the whole world at zoom 0, as on the page."""


@dataclass(frozen=True)
class Frame:
    """A window on the Mercator plane, scaled to a picture of so many pixels."""

    west: float
    north: float
    scale: float
    width: float
    height: float

    @classmethod
    def around(cls, view: Box, width: float, height: float, within: Box | None = None) -> Frame:
        """Return the frame that shows a view whole: centred, or as near to that as ground is known.

        Parameters
        ----------
        view
            West, south, east, north, in degrees.
        width, height
            The size of the picture.
        within
            Where ground is known; the frame keeps inside it, if it can.
        """
        left, top, right, bottom = plane(view)
        scale = min(width / (right - left), height / (top - bottom))
        spare_x = (width / scale - (right - left)) / 2
        spare_y = (height / scale - (top - bottom)) / 2
        west, north = left - spare_x, top + spare_y
        if within:
            first, last, end, foot = plane(within)
            west = _kept(west, width / scale, first, end)
            north = -_kept(-north, height / scale, -last, -foot)
        return cls(west, north, scale, width, height)

    @property
    def zoom(self) -> float:
        """The zoom at which the page shows the map as large as this."""
        return math.log2(self.scale * math.tau / _WORLD_PX)

    @property
    def bounds(self) -> Box:
        """What the picture shows: west, south, east, north."""
        west, south = self.lonlat(0, self.height)
        east, north = self.lonlat(self.width, 0)
        return west, south, east, north

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Return picture coordinates of a position, in pixels from the upper left."""
        x, y = mercator(lon, lat)
        return (x - self.west) * self.scale, (self.north - y) * self.scale

    def lonlat(self, x: float, y: float) -> tuple[float, float]:
        """Return the position of a point of the picture."""
        lon = math.degrees(self.west + x / self.scale)
        return lon, math.degrees(math.atan(math.sinh(self.north - y / self.scale)))

    def metres_per_px(self, lon: float, lat: float) -> float:
        """Return how many metres on the ground a pixel is, from west to east, at a position."""
        half = math.degrees(50 / self.scale)
        return distance_m((lon - half, lat), (lon + half, lat)) / 100

    def seen(
        self, geometry: BaseGeometry, tolerance: float = 0, margin: float = 24
    ) -> BaseGeometry:
        """Return what the picture shows of a geometry, in pixels.

        Parameters
        ----------
        geometry
            Lon/lat degrees.
        tolerance
            How far it may stray from its own vertices, in pixels.
        margin
            How far beyond the edge it is kept, in pixels.
        """
        west, north = self.lonlat(-margin, -margin)
        east, south = self.lonlat(self.width + margin, self.height + margin)
        cut = geometry.intersection(box(west, south, east, north))
        drawn = shapely.transform(cut, self._to_picture)
        return drawn.simplify(tolerance) if tolerance else drawn

    def _to_picture(self, positions: NDArray[np.float64]) -> NDArray[np.float64]:
        x = np.radians(positions[:, 0])
        y = np.arcsinh(np.tan(np.radians(positions[:, 1])))
        return np.column_stack(((x - self.west) * self.scale, (self.north - y) * self.scale))


def _kept(start: float, length: float, first: float, last: float) -> float:
    """Return where a stretch begins that is moved as little as can be to lie within bounds."""
    return start if length > last - first else min(max(start, first), last - length)


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """Return spherical Mercator coordinates in radians."""
    return math.radians(lon), math.asinh(math.tan(math.radians(lat)))


def plane(view: Box) -> tuple[float, float, float, float]:
    """Return a view on the Mercator plane: left, top, right, bottom, in radians."""
    west, south, east, north = view
    return (*mercator(west, north), *mercator(east, south))


def aspect(view: Box) -> float:
    """Return how many times as wide as high a view is."""
    left, top, right, bottom = plane(view)
    return (right - left) / (top - bottom)
