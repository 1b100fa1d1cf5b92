"""The locator: a small map in a corner that shows where the large one lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import Point, box

from geo.atlas import BASEMAP
from geo.drawing.frame import Frame, aspect, plane

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.atlas import Atlas
    from geo.drawing.placing import Rect
    from geo.drawing.scene import Mark
    from geo.fields import Box

_LARGEST_SHARE = 0.3
"""A view that is more than so much of the ground around it needs no locator."""

_WIDTH_SHARE, _WIDEST, _NARROWEST = 0.22, 132, 76
_INSET = 8
_POINT_COST = 12
_FAR_COST = 1.35
"""The far side of the map is taken only where it is so many times emptier."""


@dataclass(frozen=True)
class Locator:
    """A small map: where it lies on the large one, and what it shows.

    ``shown`` is the ground of the large map, in pixels of the small one.
    """

    rect: Rect
    frame: Frame
    shown: Rect


def corners(
    frame: Frame, width: float, height: float, *, rightward: bool, low: bool = False
) -> list[Rect]:
    """Return the corners of a map for a box of a size, the reading side first."""
    near, far = _INSET, frame.width - _INSET - width
    sides = (near, far) if rightward else (far, near)
    foot = frame.height - _INSET - height
    tops = (foot,) if low else (_INSET, foot)
    return [(x, y, x + width, y + height) for x in sides for y in tops]


def emptiest(
    spots: Sequence[Rect], marks: Iterable[Mark], taken: Sequence[Rect], frame: Frame
) -> Rect:
    """Return where a box covers least of what is on a map; those first named are preferred."""
    held = list(marks)

    def cost(spot: Rect) -> float:
        area = box(*spot).buffer(4)
        lines = sum(one.shape.intersection(area).length for one in held if one.lines)
        points = sum(area.contains(Point(one.at)) for one in held if one.at)
        blocked = any(area.intersects(box(*other)) for other in taken)
        far = _FAR_COST if (spot[0] > frame.width / 2) != (spots[0][0] > frame.width / 2) else 1
        return (lines + points * _POINT_COST + 1) * far + 1e6 * blocked

    return min(spots, key=cost)


def locator(
    atlas: Atlas, frame: Frame, marks: Sequence[Mark], *, rightward: bool
) -> Locator | None:
    """Return the locator of a map; None where no wider ground is known."""
    width = min(_WIDEST, max(_NARROWEST, frame.width * _WIDTH_SHARE))
    region = next((one for one in _regions(atlas) if _share(frame, one) < _LARGEST_SHARE), None)
    if region is None or frame.height < width * 1.8:
        return None
    height = width / aspect(region)
    rect = emptiest(corners(frame, width, height, rightward=rightward), marks, (), frame)
    small = Frame.around(region, width, height, atlas.settings.extent)
    west, south, east, north = frame.bounds
    return Locator(rect, small, (*small.xy(west, north), *small.xy(east, south)))


def _regions(atlas: Atlas) -> list[Box]:
    """Return what a locator may show: the countries that the atlas is about, or all ground."""
    if BASEMAP not in atlas.geometry:
        return []
    focus = [
        feature.geometry.bounds
        for feature in atlas.geometry[BASEMAP].features
        if feature.properties["kind"] == "focus"
    ]
    every: Box = atlas.settings.extent
    if not focus:
        return [every]
    west, south, east, north = (
        pick(bounds[at] for bounds in focus) for at, pick in enumerate((min, min, max, max))
    )
    spare = (east - west) / 14
    around = (
        max(every[0], west - spare),
        max(every[1], south - spare),
        min(every[2], east + spare),
        min(every[3], north + spare),
    )
    return [around, every]


def _share(frame: Frame, region: Box) -> float:
    left, top, right, bottom = plane(region)
    shown = frame.width * frame.height / frame.scale**2
    return shown / ((right - left) * (top - bottom))
