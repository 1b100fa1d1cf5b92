"""Lines and areas as the arcs that they share, written as one short text.

What two areas, or an area and a line, have in common is written once and
referred to.  Positions are whole numbers of a unit; each is written as its
distance from the one before (`geo.rangecoder`).  ``assets/arcs.js`` reads it.
"""

from __future__ import annotations

from collections import defaultdict
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from geo.rangecoder import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Position = tuple[int, int]
"""Longitude and latitude, in units."""

Line = tuple[Position, ...]
"""Positions, no two in a row alike; closed if the last is the first."""


class Shape(NamedTuple):
    """What is drawn of one thing: areas, each as its rings, the outer one first; or lines."""

    polygons: tuple[tuple[Line, ...], ...] = ()
    lines: tuple[Line, ...] = ()

    def all_lines(self) -> Iterator[Line]:
        """Yield the rings of all areas, then the lines."""
        for rings in self.polygons:
            yield from rings
        yield from self.lines


class Kind(IntEnum):
    """The kinds of numbers in a text, in the order in which they come."""

    POLYGONS = 0
    RINGS = 1
    LINES = 2
    ARCS = 3
    BACK = 4
    TURNED = 5
    CLOSED = 6
    GRID = 7
    POSITIONS = 8
    START_LON = 9
    START_LAT = 10
    LON = 11
    LAT = 12


GRIDS = (100, 50, 20, 10, 5, 2, 1)
"""Units between the positions that an arc may keep to: some lines were published coarser."""


def pack(shapes: Sequence[Shape]) -> str:
    """Return shapes as text, in their order."""
    packer = _Packer(shapes)
    for shape in shapes:
        packer.add(shape)
    return packer.writer.text()


def near_each_other(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return lines in an order, some of them turned round, in which each begins near the last.

    For where neither order nor direction says anything: short ways take few bits.
    """
    left, here, found = list(lines), (0, 0), []
    while left:
        index = min(range(len(left)), key=lambda at: _way(left[at], here))
        line = left.pop(index)
        found.append(line if _apart(line[0], here) <= _apart(line[-1], here) else line[::-1])
        here = found[-1][-1]
    return tuple(found)


def _way(line: Line, here: Position) -> int:
    return min(_apart(line[0], here), _apart(line[-1], here))


def _apart(one: Position, other: Position) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


class _Packer:
    """Writes shapes one after another, and knows which arcs have been written."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self.writer = Writer()
        self._count = 0
        self._known: dict[Line, tuple[int, bool]] = {}
        self._pen: Position = (0, 0)
        self._users: dict[frozenset[Position], set[int]] = defaultdict(set)
        self._ends: dict[Position, set[int]] = defaultdict(set)
        for index, shape in enumerate(shapes):
            for line in shape.all_lines():
                for edge in pairwise(line):
                    self._users[frozenset(edge)].add(index)
                for end in (line[0], line[-1]) if line[0] != line[-1] else ():
                    self._ends[end].add(index)

    def add(self, shape: Shape) -> None:
        """Write a shape."""
        self.writer.whole(Kind.POLYGONS, len(shape.polygons))
        for rings in shape.polygons:
            self.writer.whole(Kind.RINGS, len(rings) - 1)
            for ring in rings:
                self._line(ring)
        if not shape.polygons:
            self.writer.whole(Kind.LINES, len(shape.lines))
            for line in shape.lines:
                self._line(line)

    def _line(self, line: Line) -> None:
        arcs = self._cut(line)
        self.writer.whole(Kind.ARCS, len(arcs) - 1)
        for index, arc in enumerate(arcs):
            place, turned = self._known.get(arc, (self._count, False))
            self.writer.whole(Kind.BACK, self._count - place)
            if place < self._count:
                self.writer.whole(Kind.TURNED, int(turned))
            else:
                self._fresh(arc, starts=index == 0)
            self._pen = arc[-1]

    def _cut(self, line: Line) -> list[Line]:
        """Return a line in parts: cut where others join or leave it, and where they end."""
        line = self._from_cut(line)
        cuts = [at for at in range(1, len(line) - 1) if self._parted(*line[at - 1 : at + 2])]
        return [line[start : end + 1] for start, end in pairwise([0, *cuts, len(line) - 1])]

    def _from_cut(self, line: Line) -> Line:
        """Return a ring from a cut on, so that all who share its arcs cut it into the same."""
        if line[0] != line[-1] or len(line) == 1:
            return line
        ring = line[:-1]
        cuts = [at for at in range(len(ring)) if self._parted(ring[at - 1], *line[at : at + 2])]
        if not cuts and len(self._of(line[0], line[1])) == 1:
            return line
        start = min(cuts or range(len(ring)), key=lambda at: ring[at])
        return ring[start:] + ring[: start + 1]

    def _of(self, one: Position, other: Position) -> set[int]:
        """Return which shapes have an edge."""
        return self._users[frozenset((one, other))]

    def _parted(self, before: Position, here: Position, after: Position) -> bool:
        """Tell whether those who share a line part here, or one of them ends."""
        users = self._of(before, here)
        return users != self._of(here, after) or (len(users) > 1 and bool(users & self._ends[here]))

    def _fresh(self, arc: Line, *, starts: bool) -> None:
        """Write an arc for the first time; it starts where the pen is, unless a line starts."""
        write = self.writer
        self._known[arc[::-1]] = self._count, True
        self._known[arc] = self._count, False
        self._count += 1
        closed = arc[0] == arc[-1] and len(arc) > 1
        on = next(grid for grid in GRIDS if all(part % grid == 0 for at in arc for part in at))
        write.whole(Kind.CLOSED, int(closed))
        write.whole(Kind.GRID, GRIDS[::-1].index(on))
        write.whole(Kind.POSITIONS, len(arc) - 1 - closed)
        if starts:
            write.signed(Kind.START_LON, arc[0][0] - self._pen[0])
            write.signed(Kind.START_LAT, arc[0][1] - self._pen[1])
        for before, here in pairwise(arc[: len(arc) - closed]):
            write.signed(Kind.LON, (here[0] - before[0]) // on)
            write.signed(Kind.LAT, (here[1] - before[1]) // on)
