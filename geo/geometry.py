"""Building lines: joining their parts, and inserting a vertex where something crosses."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from geo.errors import GeometryError
from geo.measure import distance_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.measure import LonLat

_FEWEST = 2


def join(parts: Sequence[Sequence[LonLat]]) -> list[LonLat]:
    """Join points and lines, in order, into the vertices of one line.

    A part of one position is a point; a longer one is a line, which is turned
    round where its far end lies nearer to what comes before it (or, for the
    first part, where its start lies nearer to what comes after).  Positions
    that repeat the one before them are dropped.

    Raises
    ------
    GeometryError
        If fewer than two different positions are left.
    """
    vertices: list[LonLat] = []
    for index, part in enumerate(parts):
        anchor = vertices[-1] if vertices else _start_of_next(parts, index)
        nearer_end = anchor is not None and len(part) > 1 and _points_away(part, anchor, vertices)
        vertices.extend(reversed(part) if nearer_end else part)
    vertices = without_repeats(vertices)
    if len(vertices) < _FEWEST:
        msg = f"a line needs two different positions; found {len(vertices)}"
        raise GeometryError(msg)
    return vertices


def _start_of_next(parts: Sequence[Sequence[LonLat]], index: int) -> LonLat | None:
    if index + 1 >= len(parts):
        return None
    following = parts[index + 1]
    here = parts[index]
    return min(
        (following[0], following[-1]),
        key=lambda end: min(distance_m(end, here[0]), distance_m(end, here[-1])),
    )


def _points_away(part: Sequence[LonLat], anchor: LonLat, vertices: Sequence[LonLat]) -> bool:
    start, end = distance_m(anchor, part[0]), distance_m(anchor, part[-1])
    return end < start if vertices else start < end


def without_repeats(vertices: Sequence[LonLat]) -> list[LonLat]:
    """Drop each vertex that repeats the one before it."""
    return [*vertices[:1], *(after for before, after in pairwise(vertices) if after != before)]


def insert_vertex(vertices: Sequence[LonLat], segment: int, position: LonLat) -> list[LonLat]:
    """Insert a vertex into a line within the segment that begins at vertex ``segment``.

    A position that is already one of the segment's ends changes nothing.
    """
    if position in vertices[segment : segment + 2]:
        return list(vertices)
    return [*vertices[: segment + 1], position, *vertices[segment + 1 :]]
