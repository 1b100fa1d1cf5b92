"""Lines with as few vertices as a tolerance allows."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from shapely import LineString, Point

from geo.simplify import fewest

POSITIONS = st.tuples(st.floats(-1, 1), st.floats(-1, 1))
LINES = st.lists(POSITIONS, min_size=2, max_size=7, unique=True).map(LineString)


def strays(line: LineString, kept: tuple[int, ...]) -> float:
    """Return how far a line's vertices lie from the steps that pass them."""
    at = list(line.coords)
    return max(
        LineString([at[start], at[end]]).distance(Point(at[passed]))
        for start, end in pairwise(kept)
        for passed in range(start, end + 1)
    )


@given(LINES, st.floats(0.01, 1))
def test_no_vertex_lies_farther_off_than_allowed(line: LineString, tolerance: float) -> None:
    simple = fewest(line, tolerance)
    assert set(simple.coords) <= set(line.coords)
    assert (simple.coords[0], simple.coords[-1]) == (line.coords[0], line.coords[-1])
    assert all(simple.distance(Point(at)) <= tolerance + 1e-9 for at in line.coords)


def test_no_way_has_fewer_steps() -> None:
    # All ways through seven vertices are tried; those with a step that is shorter than
    # one that it passes are not asked for.
    zigzag = [(n, 0.4 * math.sin(1.7 * n)) for n in range(9)]
    line = LineString(zigzag)
    for tolerance in (0.05, 0.2, 0.4, 0.5, 0.8):
        inner = range(1, len(zigzag) - 1)
        least = min(
            len(kept)
            for count in range(len(zigzag) - 1)
            for chosen in combinations(inner, count)
            if strays(line, kept := (0, *chosen, len(zigzag) - 1)) <= tolerance
        )
        assert len(fewest(line, tolerance).coords) == least


def test_it_needs_fewer_than_douglas_and_peucker() -> None:
    # A hair's breadth under the tolerance, they split at the farthest vertex and go on.
    wave = LineString([(n / 10, math.sin(n / 10)) for n in range(630)])
    simple, theirs = fewest(wave, 0.05), wave.simplify(0.05)
    assert len(simple.coords) < 0.85 * len(theirs.coords)
    assert wave.hausdorff_distance(simple) <= 0.05


def test_a_line_does_not_cross_itself_by_it() -> None:
    # Two banks of a narrow spit; the fewest steps would take one across the other.
    spit = LineString(
        [(0, 0), (1, 0.3), (2, 0), (3, 0.3), (4, 0.02), (3, 0.31), (2, 0.04), (1, 0.31), (0, 0.04)]
    )
    assert spit.is_simple
    for tolerance in (0.05, 0.1, 0.2, 0.31, 0.4):
        assert fewest(spit, tolerance).is_simple


def test_a_straight_line_keeps_its_ends() -> None:
    line = LineString([(n, 0) for n in range(100)])
    assert list(fewest(line, 1e-9).coords) == [(0, 0), (99, 0)]


def test_a_line_that_comes_back_keeps_its_turn() -> None:
    # The vertex farthest out is not between the ends.
    line = LineString([(0, 0), (5, 0.01), (1, 0.02)])
    assert len(fewest(line, 0.1).coords) == 3
