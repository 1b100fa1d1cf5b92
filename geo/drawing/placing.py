"""Finding a place for a name: where it meets nothing, and covers least of the lines."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from shapely import LineString, Point

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Spot = tuple[float, float]

Rect = tuple[float, float, float, float]
"""West, north, east, south of a box, in pixels."""

MARGIN = 4
CELL = 6
"""Lines are known to names as squares of so many pixels that they run through."""

_DEAREST, _DISPENSABLE = 2, 25
"""What comes so late goes without a name that would cover more than so much of the lines."""

_LEAD_PX, _TURNS = (26, 38, 52, 68, 86, 106, 130), 16
_HOLDS = (0, 0.25, 0.5)
"""How far along a name, from its near end, the line that leads to it may meet it."""

_STEEP = 0.6
_FARTHER, _CROSSED = 0.3, 30
"""What a pixel of distance and a crossed box cost a name that stands apart from its point."""

_APART = (5, 2)
"""How far names keep from one another, along and down."""


class Measured(NamedTuple):
    """How wide and how high a name is, in pixels."""

    width: float
    height: float


@dataclass(frozen=True)
class Label:
    """A name in its place: the middle of its box, the box, and a line that leads to its point."""

    text: str
    kind: str
    hue: str | None
    x: float
    y: float
    box: Rect
    lead: tuple[Spot, Spot] | None = None


@dataclass(frozen=True)
class Wish:
    """A name that is to be written.

    ``places`` gives middles for a box of a size, best first.  ``at`` is the
    point that is named, ``rivals`` are others of its kind, and ``led`` tells
    whether a line may lead to it from afar, starting at its ``radius``.
    """

    name: Mapping[str, str]
    kind: str
    key: str
    priority: float
    places: Callable[[Measured], Iterable[Spot]]
    hue: str | None = None
    at: Spot | None = None
    rivals: Sequence[Spot] = ()
    radius: float = 0
    led: bool = False


@dataclass
class Plate:
    """A picture on which names find places, one after the other.

    ``taken`` are boxes in which none may stand; ``cells`` says what it costs to
    cover a square that a line runs through.
    """

    width: float
    height: float
    taken: list[Rect]
    cells: Mapping[tuple[int, int], int] = field(default_factory=dict)
    leads: list[LineString] = field(default_factory=list)

    def put(self, wish: Wish, text: str, of: Measured) -> Label | None:
        """Put a name where it costs least, and return it; None if there is no place for it."""
        best = self._beside(wish, text, of)
        if wish.led and not (best and best[0] == 0):
            ways = [best, *self._from_afar(wish, text, of)]
            best = min((way for way in ways if way), key=lambda way: way[0], default=None)
        if best is None or (wish.priority >= _DISPENSABLE and best[0] > _DEAREST):
            return None
        if best[1].lead:
            lead = LineString(best[1].lead)
            self.leads.append(lead)
            for along in range(2, int(lead.length) - 2, 5):
                spot = lead.interpolate(along)
                self.taken.append((spot.x - 2, spot.y - 2, spot.x + 2, spot.y + 2))
        west, north, east, south = best[1].box
        along, down = _APART
        self.taken.append((west - along, north - down, east + along, south + down))
        return best[1]

    def _beside(self, wish: Wish, text: str, of: Measured) -> tuple[float, Label] | None:
        best: tuple[float, Label] | None = None
        for x, y in wish.places(of):
            box = _box(x, y, of)
            if not self._free(box, wish):
                continue
            cost = self._cost(box)
            if best is None or cost < best[0]:
                best = (cost, Label(text, wish.kind, wish.hue, x, y, box))
            if cost == 0:
                break
        return best

    def _from_afar(self, wish: Wish, text: str, of: Measured) -> Iterator[tuple[float, Label]]:
        """Yield the places of a name apart from its point, with a line that leads there."""
        alone = replace(wish, rivals=())
        ways = product(_LEAD_PX, range(_TURNS), _HOLDS)
        for far, turn, hold in ways:
            angle = math.tau * turn / _TURNS
            # Only a line from above or below can meet a name elsewhere than at its end.
            if hold == 0 or abs(math.sin(angle)) > _STEEP:
                label = _led(wish, (angle, far, hold), text, of)
                if label.lead and self._free(label.box, alone) and self._clear(label.lead, wish):
                    crossed = sum(_crosses(label.lead, box) for box in self.taken)
                    yield self._cost(label.box) + far * _FARTHER + crossed * _CROSSED, label

    def _free(self, box: Rect, wish: Wish) -> bool:
        west, north, east, south = box
        if west <= MARGIN or east >= self.width - MARGIN:
            return False
        if north <= MARGIN or south >= self.height - MARGIN:
            return False
        if any(meet(other, box) for other in self.taken):
            return False
        # A name nearer to another thing of its kind would be read as the name of that.
        at = wish.at
        return at is None or not any(_away(rival, box) < _away(at, box) for rival in wish.rivals)

    def _clear(self, lead: tuple[Spot, Spot], wish: Wish) -> bool:
        """Tell whether a line leads to its own point alone, and crosses no other such line."""
        line = LineString(lead)
        if any(line.distance(Point(rival)) < wish.radius + 3 for rival in wish.rivals):
            return False
        return not any(line.intersects(other) for other in self.leads)

    def _cost(self, box: Rect) -> int:
        """Return how much of the lines a name would cover."""
        west, north, east, south = (math.floor(value / CELL) for value in box)
        cells = ((x, y) for x in range(west, east + 1) for y in range(north, south + 1))
        return sum(self.cells.get(cell, 0) for cell in cells)


def meet(one: Rect, other: Rect) -> bool:
    """Tell whether two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _box(x: float, y: float, of: Measured) -> Rect:
    return x - of.width / 2 - 1, y - of.height / 2, x + of.width / 2 + 1, y + of.height / 2


def _led(wish: Wish, way: tuple[float, float, float], text: str, of: Measured) -> Label:
    """Return a name some way off its point: in a direction, at a distance, held at a part of it."""
    (x, y), (angle, far, hold) = wish.at or (0, 0), way
    along, down = round(math.cos(angle), 6), round(math.sin(angle), 6)
    # Straight above or below, the name stands centred.
    side = math.copysign(1, along) if along else 0
    end = (x + along * far, y + down * far)
    beside = side and hold == 0
    middle = (
        end[0] + side * ((0.5 - hold) * of.width + (2 if beside else 0)),
        end[1] + (0 if beside else math.copysign(of.height / 2, down)),
    )
    start = (x + along * (wish.radius + 1), y + down * (wish.radius + 1))
    return Label(text, wish.kind, wish.hue, *middle, _box(*middle, of), (start, end))


def _crosses(lead: tuple[Spot, Spot], box: Rect) -> bool:
    (x0, y0), (x1, y1) = lead
    steps = (part / 12 for part in range(13))
    points = ((x0 + (x1 - x0) * part, y0 + (y1 - y0) * part) for part in steps)
    return any(box[0] < x < box[2] and box[1] < y < box[3] for x, y in points)


def _away(point: Spot, box: Rect) -> float:
    (x, y), (west, north, east, south) = point, box
    return math.hypot(max(west - x, x - east, 0), max(north - y, y - south, 0))
