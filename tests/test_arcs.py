"""Lines and areas as the arcs that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from geo.arcs import Shape, near_each_other, pack
from tests.packed import shapes

if TYPE_CHECKING:
    from geo.arcs import Line

POSITIONS = st.tuples(st.integers(-18_000, 18_000), st.integers(-9000, 9000))


def without_repeats(line: list[tuple[int, int]]) -> Line:
    """Return positions of which no two in a row are alike."""
    return tuple(at for n, at in enumerate(line) if n == 0 or at != line[n - 1])


LINES = st.lists(POSITIONS, min_size=1, max_size=12).map(without_repeats)
NEAR = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=9).map(
    without_repeats
)
"""Lines on nine positions only: they meet, part, cross and lie on one another."""

RINGS = st.lists(POSITIONS, min_size=3, max_size=9, unique=True).map(lambda at: (*at, at[0]))


def drawn(packed: str, count: int) -> list[Shape]:
    """Return shapes as they come out again, in units."""
    return [
        Shape(
            tuple(tuple(map(_whole, rings)) for rings in found.polygons),
            tuple(map(_whole, found.lines)),
        )
        for found in shapes({"units": 1, "shapes": packed}, count)
    ]


def _whole(line: list[tuple[float, float]]) -> Line:
    return tuple((int(x), int(y)) for x, y in line)


def turned(ring: Line) -> set[Line]:
    """Return all ways to write a ring in its direction."""
    return {ring[at:] + ring[1 : at + 1] for at in range(len(ring) - 1)} or {ring}


def same(one: Line, other: Line) -> bool:
    """Tell whether two lines are the same, a ring wherever it begins."""
    return one == other or (one[0] == one[-1] and other in turned(one))


@given(st.lists(st.lists(LINES, max_size=4).map(tuple), max_size=6))
def test_lines_come_back_as_they_were(given_lines: list[tuple[Line, ...]]) -> None:
    before = [Shape(lines=lines) for lines in given_lines]
    after = drawn(pack(before), len(before))
    for one, other in zip(before, after, strict=True):
        assert all(map(same, one.lines, other.lines))
        assert len(one.lines) == len(other.lines)


@given(st.lists(st.lists(NEAR, max_size=3).map(tuple), max_size=5))
def test_lines_that_share_stretches_come_back_as_they_were(
    given_lines: list[tuple[Line, ...]],
) -> None:
    before = [Shape(lines=lines) for lines in given_lines]
    after = drawn(pack(before), len(before))
    for one, other in zip(before, after, strict=True):
        assert all(map(same, one.lines, other.lines))


@given(st.lists(st.lists(RINGS, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3))
def test_areas_keep_their_holes(given_areas: list[tuple[Line, ...]]) -> None:
    (after,) = drawn(pack([Shape(polygons=tuple(given_areas))]), 1)
    for rings, found in zip(given_areas, after.polygons, strict=True):
        assert all(map(same, rings, found))
        assert len(rings) == len(found)


def winding(start: int, length: int) -> Line:
    """Return a line east along the equator that winds, so that it costs something to write."""
    return tuple((start + n, (n * n * 7919) % 211) for n in range(length))


def test_an_edge_of_two_areas_is_written_once() -> None:
    edge = winding(0, 200)
    north = (*edge, (199, 900), (0, 900), edge[0])
    south = ((0, -900), (199, -900), *edge[::-1], (0, -900))
    line = Shape(lines=(edge[50:150],))
    alone = len(pack([Shape(((north,),))]))
    assert len(pack([Shape(((north,),)), Shape(((south,),))])) < 1.1 * alone
    # So is a boundary that runs along a part of it, whichever of them comes first.
    assert len(pack([line, Shape(((north,),)), Shape(((south,),))])) < 1.15 * alone


def test_an_island_that_two_share_is_written_once_wherever_its_ring_begins() -> None:
    island = (*winding(0, 100), (50, -500), (0, 0))
    again = island[40:] + island[1:41]
    assert again[0] == again[-1] != island[0]
    alone = len(pack([Shape(((island,),))]))
    assert len(pack([Shape(((island,),)), Shape(((again[::-1],),))])) < alone + 4


def test_positions_on_a_coarser_grid_take_less() -> None:
    coarse = tuple((10 * x, 10 * y) for x, y in winding(0, 100))
    off_the_grid = (*coarse[:-1], (coarse[-1][0] + 1, coarse[-1][1]))
    assert len(pack([Shape(lines=(coarse,))])) < 0.8 * len(pack([Shape(lines=(off_the_grid,))]))


def test_lines_in_no_order_begin_near_where_the_last_one_ends() -> None:
    first, second, third = ((1, 1), (5, 5)), ((9, 9), (20, 20)), ((9, 8), (5, 6))
    assert near_each_other([second, third, first]) == (first, third[::-1], second)
