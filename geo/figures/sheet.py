"""How large a figure is, and how its parts lie on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.drawing.frame import aspect
from geo.errors import RequestError

if TYPE_CHECKING:
    from geo.drawing.placing import Rect
    from geo.fields import Box

PX_PER_MM = 96 / 25.4
PRINT_MM = 180
CARD_PX = (1200, 630)

_FINE = 0.85
"""How many CSS pixels a pixel of a figure for print is: names come to 7 or 8 points."""

_WIDE = 800
"""A picture for the screen is laid out at most so wide, and scaled up to its size."""

_SMALLEST = (300, 220)
_LARGEST_PX = 6000
_WRITTEN = re.compile(r"(\d{2,4})x(\d{2,4})(mm)?")


@dataclass(frozen=True)
class Size:
    """The size of a figure in its own pixels, and how many CSS pixels one of them is.

    A height of None is for the figure to choose.  ``dpi`` is that of its PNG.
    """

    width: float
    height: float | None
    px: float
    dpi: float


def size(written: str) -> Size:
    """Return the size that was asked for.

    Parameters
    ----------
    written
        ``print``, 180 mm wide; ``card``, 1200 by 630 pixels; pixels as
        ``1600x900``; or millimetres as ``90x120mm``.

    Raises
    ------
    RequestError
        If it is none of these, or no figure could be drawn in it.
    """
    if written == "print":
        return Size(PRINT_MM * PX_PER_MM / _FINE, None, _FINE, 300)
    found = _WRITTEN.fullmatch("x".join(map(str, CARD_PX)) if written == "card" else written)
    if not found:
        msg = f"{written!r} is no size; give print, card, pixels as 1600x900 or 90x120mm"
        raise RequestError(msg)
    width, height = int(found[1]), int(found[2])
    if found[3]:
        made = Size(width * PX_PER_MM / _FINE, height * PX_PER_MM / _FINE, _FINE, 300)
    else:
        px = max(1, width / _WIDE)
        made = Size(width / px, height / px, px, 96)
    least = [round(part * made.px / (PX_PER_MM if found[3] else 1)) for part in _SMALLEST]
    if made.width < _SMALLEST[0] or (made.height or 0) < _SMALLEST[1] or width > _LARGEST_PX:
        unit = "mm" if found[3] else " pixels"
        msg = f"{written!r} cannot be drawn; the least is {least[0]}x{least[1]}{unit}"
        raise RequestError(msg)
    return made


@dataclass(frozen=True)
class Needs:
    """How high the parts of a figure are at a width, and how wide a panel beside the map is."""

    head: float
    legend: float
    foot: float
    panel: float


@dataclass(frozen=True)
class Layout:
    """Where the parts of a figure lie, in pixels: boxes of west, north, east, south.

    ``beside`` tells whether head and legend stand in a panel at the reading side.
    """

    width: float
    height: float
    window: Rect
    head: Rect
    legend: Rect
    foot: Rect
    beside: bool


PAD = 14
GAP = 10
LEAD_GAP = 4
TOLERANCE = 0.25
"""How far a line on a figure may stray from its own vertices, in pixels."""

NARROW = 480
"""A figure narrower than this is a column: its map stands below its title, in smaller type."""


def stacked(size: Size, view: Box, needs: Needs) -> Layout:
    """Return head, map, legend and credit from top to bottom."""
    inner = size.width - 2 * PAD
    rest = PAD + needs.head + GAP + GAP + needs.legend + GAP + needs.foot + PAD * 0.6
    free = (inner / aspect(view)) if size.height is None else size.height - rest
    tall = min(max(free, inner * 0.45), inner * 1.15) if size.height is None else free
    height = size.height or rest + tall
    head = (PAD, PAD, PAD + inner, PAD + needs.head)
    top = head[3] + GAP
    window = (PAD, top, PAD + inner, top + tall)
    legend = (PAD, window[3] + GAP, PAD + inner, window[3] + GAP + needs.legend)
    foot = (PAD, height - PAD * 0.6 - needs.foot, PAD + inner, height - PAD * 0.6)
    return Layout(size.width, height, window, head, legend, foot, beside=False)


def beside(size: Size, view: Box, needs: Needs, *, rightward: bool) -> Layout:
    """Return a panel of head and legend at the reading side of the map, credit below both."""
    wide = size.width - 2 * PAD - needs.panel - 1.4 * GAP
    foot_room = needs.foot + GAP + PAD * 0.6
    panel = needs.head + GAP * 1.4 + needs.legend
    free = max(wide / aspect(view), panel)
    tall = (
        min(free, max(panel, size.width * 0.95))
        if size.height is None
        else size.height - PAD - foot_room
    )
    height = size.height or PAD + tall + foot_room
    near = PAD if rightward else size.width - PAD - needs.panel
    far = size.width - PAD - wide if rightward else PAD
    window = (far, PAD, far + wide, PAD + tall)
    head = (near, PAD, near + needs.panel, PAD + needs.head)
    start = head[3] + GAP * 1.4
    legend = (near, start, near + needs.panel, start + needs.legend)
    foot = (PAD, height - PAD * 0.6 - needs.foot, size.width - PAD, height - PAD * 0.6)
    return Layout(size.width, height, window, head, legend, foot, beside=True)


def largeness(layout: Layout, view: Box) -> float:
    """Return how large the view is drawn in a layout; 0 if its parts have no room."""
    west, north, east, south = layout.window
    if south - north < 80 or east - west < 120:  # noqa: PLR2004 - no map is to be read in less
        return 0
    if layout.beside and layout.legend[3] > layout.window[3] + 1:
        return 0
    return min((east - west), (south - north) * aspect(view))
