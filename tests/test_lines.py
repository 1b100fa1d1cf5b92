"""Linear referencing along made-up lines near the equator."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import GeometryError
from geo.lines import interpolate, knots, locate, posts
from geo.measure import bearing_deg, destination, distance_m, segment_lengths_m

LonLat = tuple[float, float]

EQUATOR: list[LonLat] = [(10, 0), (11, 0), (12, 0)]
DEGREE_KM = 111.319_491
"""One degree of the equator of WGS 84."""

STEPS = st.tuples(st.floats(0.005, 0.03), st.floats(-0.03, 0.03))
"""Steps of half a kilometre to five, never westwards, so that no line meets itself."""


@st.composite
def lines_eastward(draw: st.DrawFn) -> list[LonLat]:
    """Draw a line of two to twenty vertices that runs from west to east."""
    steps = draw(st.lists(STEPS, min_size=1, max_size=19))
    start = (10.0, draw(st.floats(-60, 60)))
    return list(
        accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1]), initial=start)
    )


def total_km(line: list[LonLat]) -> float:
    """Return the length of a line."""
    return float(segment_lengths_m(line).sum()) / 1000


@given(lines_eastward(), st.floats(0, 1))
def test_what_is_interpolated_is_located_there_within_a_metre(
    line: list[LonLat], share: float
) -> None:
    km = share * total_km(line)
    position = interpolate(line, km)
    found = locate(line, position)
    assert found.km == pytest.approx(km, abs=0.001)
    assert found.offset_m < 1
    assert distance_m(found.position, position) < 1


@given(lines_eastward(), st.floats(0, 1), st.floats(0, 1))
def test_places_along_a_line_keep_their_order(line: list[LonLat], one: float, two: float) -> None:
    first, second = sorted((one * total_km(line), two * total_km(line)))
    near = locate(line, interpolate(line, first))
    far = locate(line, interpolate(line, second))
    assert near.km <= far.km + 0.001
    assert near.segment <= far.segment or near.km == pytest.approx(far.km, abs=0.001)


@given(lines_eastward(), st.floats(-0.1, 0.1), st.floats(-0.2, 0.8))
def test_no_vertex_is_nearer_than_the_place_found(
    line: list[LonLat], north: float, east: float
) -> None:
    position = (line[0][0] + east, line[0][1] + north)
    found = locate(line, position)
    nearest_m = min(distance_m(position, vertex) for vertex in line)
    assert found.offset_m <= nearest_m + 0.001


@given(st.floats(0, 359), st.floats(1, 3), st.floats(0.1, 0.9), st.floats(1, 500))
def test_side_is_plus_to_the_left_and_minus_to_the_right(
    bearing: float, length: float, share: float, offset: float
) -> None:
    start = (10.0, 30.0)
    line = [start, destination(start, bearing, length * 1000)]
    on_line = interpolate(line, share * length)
    along = bearing_deg(on_line, line[1])
    left = locate(line, destination(on_line, along - 90, offset))
    right = locate(line, destination(on_line, along + 90, offset))
    assert (left.side, right.side) == (1, -1)
    assert left.offset_m == pytest.approx(offset, abs=0.1)
    assert right.offset_m == pytest.approx(offset, abs=0.1)


@given(lines_eastward())
def test_a_line_begins_at_its_first_vertex_and_ends_at_its_last(line: list[LonLat]) -> None:
    assert interpolate(line, 0) == line[0]
    assert interpolate(line, total_km(line)) == pytest.approx(line[-1])
    assert locate(line, line[0]).km == pytest.approx(0, abs=1e-6)
    assert locate(line, line[-1]).km == pytest.approx(total_km(line), abs=1e-6)


def test_north_of_a_line_that_runs_east_is_its_left() -> None:
    found = locate(EQUATOR, (11.25, 0.001))
    assert found.side == 1
    assert found.segment == 1
    assert found.km == pytest.approx(1.25 * DEGREE_KM)
    assert found.position == pytest.approx((11.25, 0))
    # The first thousandth of a degree of the meridian is 110.574 m.
    assert found.offset_m == pytest.approx(110.574, abs=0.01)


def test_a_position_on_the_line_is_on_neither_side() -> None:
    assert locate(EQUATOR, (10.5, 0)).side == 0


def test_beyond_its_ends_a_line_is_nearest_at_the_end() -> None:
    before, behind = locate(EQUATOR, (9, 0)), locate(EQUATOR, (13, 0))
    assert (before.position, behind.position) == ((10, 0), (12, 0))
    assert (before.km, behind.km) == pytest.approx((0, 2 * DEGREE_KM))
    assert before.offset_m == pytest.approx(DEGREE_KM * 1000)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.77])
def test_a_long_segment_runs_straight_in_degrees(share: float) -> None:
    # A geodesic between the same ends leaves it by c² tan φ / 8 R: 17 m over 39 km at 30° N.
    line = [(61.0, 30.0), (61.4, 30.05)]
    position = (61.0 + 0.4 * share, 30.0 + 0.05 * share)
    found = locate(line, position)
    assert found.offset_m < 0.02
    assert distance_m(interpolate(line, found.km), position) < 0.02


def test_a_vertex_that_stands_twice_is_no_trouble() -> None:
    doubled = [EQUATOR[0], EQUATOR[1], EQUATOR[1], EQUATOR[2]]
    assert locate(doubled, (11.5, 0)).km == pytest.approx(1.5 * DEGREE_KM)
    assert interpolate(doubled, DEGREE_KM) == pytest.approx((11, 0))


@pytest.mark.parametrize("km", [-0.001, 2 * DEGREE_KM + 0.001])
def test_a_kilometre_off_the_line_is_refused(km: float) -> None:
    with pytest.raises(GeometryError, match=r"the line, which runs from 0 to 222\.639 km"):
        interpolate(EQUATOR, km)


def test_posts_stand_at_every_full_interval() -> None:
    # Two degrees are 222.639 km: room for five posts, the last 22.6 km before the end.
    found = posts(EQUATOR, 50)
    assert [km for km, _ in found] == [0, 50, 100, 150, 200]
    for km, position in found:
        assert position == pytest.approx((10 + km / DEGREE_KM, 0))


def test_a_line_shorter_than_the_interval_has_the_post_at_kilometre_0_alone() -> None:
    assert posts(EQUATOR, 500) == [(0, (10, 0))]


def test_a_drawing_without_a_bend_keeps_the_kilometres_of_the_line() -> None:
    """A degree of the equator is 111.319 km; the drawing leaves out a way round."""
    line = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (2.0, 1.0), (2.0, 0.0), (3.0, 0.0)]
    drawn = [line[0], line[1], line[4], line[5]]
    known = knots(line, drawn, 1)
    assert known[0] == 0
    assert known[1] == pytest.approx(111.319, abs=0.001)
    assert known[2] == pytest.approx(total_km(line[:5]))
    assert known[3] == pytest.approx(total_km(line))


def test_the_last_vertex_of_a_drawing_is_always_known() -> None:
    line = [(float(lon), 0.0) for lon in range(6)]
    degree = 111.319
    assert knots(line, line, 4) == pytest.approx([0, 4 * degree, 5 * degree], abs=0.01)


def test_a_drawing_that_strays_from_its_line_is_refused() -> None:
    with pytest.raises(GeometryError, match="has a vertex that the line has not"):
        knots([(0.0, 0.0), (1.0, 0.0)], [(0.0, 0.0), (1.0, 0.1)], 1)
