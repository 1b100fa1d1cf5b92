"""The scale bar: a round number of kilometres, right at the middle of the picture."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.drawing.frame import Frame

_ROUND = (1, 2, 5)
_UNEQUAL = 1.15
"""Where the scale changes more than so many times within a picture, it says where it holds."""


@dataclass(frozen=True)
class ScaleBar:
    """So many kilometres are so many pixels, at a latitude.

    ``latitude`` is that of the middle, if the bar holds only there; else None.
    """

    km: float
    length: float
    latitude: float | None


def scale_bar(frame: Frame, longest: float) -> ScaleBar:
    """Return the longest bar of 1, 2 or 5 times a power of ten that fits, in kilometres."""
    lon, lat = frame.lonlat(frame.width / 2, frame.height / 2)
    km_per_px = frame.metres_per_px(lon, lat) / 1000
    most = longest * km_per_px
    power = 10.0 ** math.floor(math.log10(most))
    km = max(step * power for step in _ROUND if step * power <= most)
    _, south, _, north = frame.bounds
    ends = sorted(frame.metres_per_px(lon, end) for end in (south, north))
    # Where the equator is in between, the scale is largest there, and changes little.
    unequal = ends[1] / ends[0] > _UNEQUAL
    return ScaleBar(km, km / km_per_px, lat if unequal else None)
