"""A line with as few of its vertices as a tolerance allows.

The way of Douglas and Peucker keeps more than it must: on the frontier a third
more.  Here the fewest are found, among all ways from end to end that step from
vertex to vertex and pass none in between farther off than the tolerance (Imai
and Iri 1988, "Polygonal approximations of a curve").  Which steps there are is
told by a wedge that narrows with every vertex passed (Chan and Chin 1996,
doi:10.1142/S0218195996000058).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from shapely import LineString

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@cache
def fewest(line: LineString, tolerance: float) -> LineString:
    """Return the line through the fewest vertices, its ends among them.

    Parameters
    ----------
    line
        In any unit.
    tolerance
        How far its vertices may lie from the line returned, in the same unit.
    """
    positions = np.array(line.coords)[:, :2]
    simple = LineString(positions[_shortest(_steps(positions, tolerance))])
    # Steps that are each allowed may cross one another.
    return simple if simple.is_simple else LineString(line.simplify(tolerance).coords)


def _steps(positions: Floats, tolerance: float) -> list[list[int]]:
    """Return for each vertex those that a straight step may lead to from it."""
    count = len(positions)
    steps: list[list[int]] = [[] for _ in range(count)]
    # The wedge of each vertex: its middle, and its sides measured from there; radians.
    middle, reach = np.zeros(count), np.zeros(count)
    sides = np.array([[-np.inf], [np.inf]]).repeat(count, axis=1)
    alive = np.arange(count)
    for ahead in range(1, count):
        alive = alive[: np.searchsorted(alive, count - ahead)]
        if not alive.size:
            break
        away = positions[alive + ahead] - positions[alive]
        far = np.hypot(*away.T)
        angle = np.arctan2(away[:, 1], away[:, 0])
        first = np.isinf(sides[0, alive])
        middle[alive[first]] = angle[first]
        turn = (angle - middle[alive] + np.pi) % (2 * np.pi) - np.pi
        # A step no shorter than any before it ends past all that it passes.
        within = (sides[0, alive] <= turn) & (turn <= sides[1, alive]) & (far >= reach[alive])
        for start in alive[within]:
            steps[start].append(start + ahead)
        # What is nearer than the tolerance is passed in any direction.
        beyond = far > tolerance
        half = np.full(alive.size, np.inf)
        half[beyond] = np.arcsin(tolerance / far[beyond])
        sides[:, alive] = (
            np.maximum(sides[0, alive], turn - half),
            np.minimum(sides[1, alive], turn + half),
        )
        reach[alive] = np.maximum(reach[alive], far)
        alive = alive[sides[0, alive] <= sides[1, alive]]
    return steps


def _shortest(steps: Sequence[Sequence[int]]) -> list[int]:
    """Return the way from the first to the last with the fewest steps, all of them forwards."""
    count = len(steps)
    lengths, before = np.full(count, count), np.zeros(count, dtype=int)
    lengths[0] = 0
    for start, ends in enumerate(steps):
        better = np.array(ends, dtype=int)
        better = better[lengths[better] > lengths[start] + 1]
        lengths[better], before[better] = lengths[start] + 1, start
    way = [count - 1]
    while way[-1] > 0:
        way.append(int(before[way[-1]]))
    return way[::-1]
