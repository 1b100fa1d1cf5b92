"""Lines joined from their parts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import GeometryError
from geo.geometry import insert_vertex, join, without_repeats

LonLat = tuple[float, float]

A, B, C, D = (10.0, 0.0), (10.5, 0.1), (11.0, 0.0), (11.5, 0.2)


def test_points_are_joined_in_their_order() -> None:
    assert join([[A], [B], [C]]) == [A, B, C]


def test_a_line_that_points_away_is_turned_round() -> None:
    assert join([[A], [C, B]]) == [A, B, C]


def test_the_first_line_is_turned_towards_what_comes_next() -> None:
    assert join([[B, A], [C]]) == [A, B, C]
    assert join([[B, A], [D, C]]) == [A, B, C, D]


def test_a_line_that_points_the_right_way_stays() -> None:
    assert join([[A, B], [C, D]]) == [A, B, C, D]


def test_a_line_alone_stays_as_it_is() -> None:
    assert join([[C, B, A]]) == [C, B, A]


def test_an_end_that_two_parts_share_stands_once() -> None:
    assert join([[A, B], [B], [B, C]]) == [A, B, C]


@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(-99, 99)), min_size=3, max_size=12),
    st.data(),
)
def test_the_pieces_of_a_line_give_it_back_however_each_is_turned(
    steps: list[tuple[int, int]], data: st.DataObject
) -> None:
    # Hundredths of a degree; always eastwards, so that no two vertices are the same.
    lons = [10 + sum(east for east, _ in steps[: n + 1]) / 100 for n in range(len(steps))]
    line: list[LonLat] = [(lon, north / 100) for lon, (_, north) in zip(lons, steps, strict=True)]
    cut = data.draw(st.integers(1, len(line) - 2))
    pieces = [line[: cut + 1], line[cut:]]
    turned = [piece[::-1] if data.draw(st.booleans()) else piece for piece in pieces]
    assert join(turned) == line


@pytest.mark.parametrize("parts", [[], [[A]], [[A], [A]]], ids=["none", "one", "one twice"])
def test_fewer_than_two_positions_are_no_line(parts: list[list[LonLat]]) -> None:
    with pytest.raises(GeometryError, match="a line needs two different positions"):
        join(parts)


@given(st.lists(st.sampled_from([A, B, C]), max_size=10))
def test_without_repeats_no_vertex_repeats_the_one_before_it(vertices: list[LonLat]) -> None:
    kept = without_repeats(vertices)
    assert all(before != after for before, after in pairwise(kept))
    assert set(kept) == set(vertices)


def test_a_vertex_is_inserted_into_its_segment() -> None:
    assert insert_vertex([A, C, D], 0, B) == [A, B, C, D]
    assert insert_vertex([A, B, D], 1, C) == [A, B, C, D]


def test_a_vertex_that_is_there_is_not_inserted_again() -> None:
    assert insert_vertex([A, B, C], 0, A) == [A, B, C]
    assert insert_vertex([A, B, C], 0, B) == [A, B, C]
