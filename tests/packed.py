"""Reads the shapes of a page, by the words of geo/arcs.py and geo/rangecoder.py alone."""

from __future__ import annotations

import base64
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.arcs import GRIDS, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

LonLat = tuple[float, float]


class Drawn(NamedTuple):
    """Areas as rings, or lines, of a shape; positions in degrees."""

    polygons: list[list[list[LonLat]]]
    lines: list[list[LonLat]]


class Reader:
    """Numbers out of a text."""

    def __init__(self, text: str) -> None:
        found = base64.b64decode(text + "=" * (-len(text) % 4))
        self._bytes = chain(found, iter(int, 1))
        self._seen: dict[tuple[object, ...], list[int]] = {}
        self._range = 2**32 - 1
        self._code = 0
        for _ in range(4):
            self._code = self._code * 256 + next(self._bytes)

    def bit(self, *context: object) -> int:
        """Return the next bit of a context."""
        seen = self._seen.setdefault(context, [1, 1])
        total = sum(seen)
        part = self._range // total * seen[0]
        found = int(self._code >= part)
        if found:
            self._code -= part
            self._range -= part
        else:
            self._range = part
        while self._range < 2**24:
            self._range *= 256
            self._code = self._code * 256 + next(self._bytes)
        seen[found] += 2
        if total >= 160:
            seen[:] = [-(-count // 2) for count in seen]
        return found

    def whole(self, kind: int) -> int:
        """Return the next number, from 0 on."""
        length, value = 0, 1
        while self.bit(kind, "longer", length):
            length += 1
        for place in reversed(range(length)):
            value = 2 * value + self.bit(kind, length, place)
        return value - 1

    def signed(self, kind: int) -> int:
        """Return the next number, which may be negative."""
        size = self.whole(kind)
        return -size if size and self.bit(kind, "sign") else size


def shapes(packed: Mapping[str, Any], count: int) -> list[Drawn]:
    """Return so many shapes of a layer or level."""
    reader = _Shapes(packed["shapes"], packed["units"])
    return [reader.shape() for _ in range(count)]


class _Shapes:
    def __init__(self, text: str, units: int) -> None:
        self._reader = Reader(text)
        self._units = units
        self._arcs: list[list[tuple[int, int]]] = []
        self._pen = (0, 0)

    def shape(self) -> Drawn:
        whole = self._reader.whole
        polygons = [
            [self._line() for _ in range(whole(Kind.RINGS) + 1)]
            for _ in range(whole(Kind.POLYGONS))
        ]
        lines = [] if polygons else [self._line() for _ in range(whole(Kind.LINES))]
        return Drawn(polygons, lines)

    def _line(self) -> list[LonLat]:
        found: list[tuple[int, int]] = []
        for at in range(self._reader.whole(Kind.ARCS) + 1):
            found = found[:-1] + self._arc(starts=at == 0)
        return [(lon / self._units, lat / self._units) for lon, lat in found]

    def _arc(self, *, starts: bool) -> list[tuple[int, int]]:
        back = self._reader.whole(Kind.BACK)
        if back:
            way = -1 if self._reader.whole(Kind.TURNED) else 1
            arc = self._arcs[-back][::way]
        else:
            arc = self._fresh(starts=starts)
            self._arcs.append(arc)
        self._pen = arc[-1]
        return arc

    def _fresh(self, *, starts: bool) -> list[tuple[int, int]]:
        whole, signed = self._reader.whole, self._reader.signed
        closed = whole(Kind.CLOSED)
        grid = GRIDS[::-1][whole(Kind.GRID)]
        more = whole(Kind.POSITIONS)
        lon, lat = self._pen
        if starts:
            lon += signed(Kind.START_LON)
            lat += signed(Kind.START_LAT)
        arc = [(lon, lat)]
        for _ in range(more):
            lon += grid * signed(Kind.LON)
            lat += grid * signed(Kind.LAT)
            arc.append((lon, lat))
        return [*arc, arc[0]] if closed else arc
