"""Lengths, distances and bearings against figures that follow from WGS 84 itself."""

from __future__ import annotations

import math

import pytest

from shapely import LineString, MultiLineString

from geo.measure import bearing_deg, destination, distance_m, length_km, segment_lengths_m

EQUATORIAL_RADIUS_KM = 6378.137
FLATTENING = 1 / 298.257_223_563
"""The two constants that define WGS 84."""

DEGREE_OF_EQUATOR_KM = EQUATORIAL_RADIUS_KM * math.pi / 180

N = FLATTENING / (2 - FLATTENING)
QUARTER_MERIDIAN_KM = math.pi / 2 * EQUATORIAL_RADIUS_KM / (1 + N) * (1 + N**2 / 4 + N**4 / 64)
"""From the equator to a pole, by the series in the third flattening n; 10,001.966 km."""


def test_a_degree_of_the_equator_is_111_319_km() -> None:
    degree = length_km(LineString([(10, 0), (11, 0)]))
    assert degree == pytest.approx(DEGREE_OF_EQUATOR_KM)
    assert degree == pytest.approx(111.319, abs=0.001)


def test_the_way_from_the_equator_to_the_pole_is_10002_km() -> None:
    assert length_km(LineString([(10, 0), (10, 90)])) == pytest.approx(QUARTER_MERIDIAN_KM)


def test_the_first_degree_of_a_meridian_is_the_shortest() -> None:
    # The earth is flattest at the poles: a degree there is longer, the mean lies between.
    first = length_km(LineString([(10, 0), (10, 1)]))
    last = length_km(LineString([(10, 89), (10, 90)]))
    assert first < QUARTER_MERIDIAN_KM / 90 < last


def test_a_degree_of_longitude_at_60_north_is_about_half_of_one_at_the_equator() -> None:
    # cos 60° = 1/2, and the ellipsoid adds less than half a percent.
    there = length_km(LineString([(10, 60), (11, 60)]))
    assert there == pytest.approx(DEGREE_OF_EQUATOR_KM / 2, rel=0.005)


def test_length_does_not_depend_on_direction_or_on_a_vertex_on_the_way() -> None:
    there = length_km(LineString([(10, 0), (12, 0)]))
    back = length_km(LineString([(12, 0), (11, 0), (10, 0)]))
    assert there == pytest.approx(back)


def test_the_parts_of_a_line_add_up() -> None:
    parts = MultiLineString([[(10, 0), (11, 0)], [(11.5, 0), (12, 0)]])
    assert length_km(parts) == pytest.approx(1.5 * DEGREE_OF_EQUATOR_KM)


def test_segments_are_one_fewer_than_vertices_and_in_metres() -> None:
    lengths = segment_lengths_m([(10, 0), (11, 0), (11, 0), (13, 0)])
    degree_m = DEGREE_OF_EQUATOR_KM * 1000
    assert list(lengths) == pytest.approx([degree_m, 0, 2 * degree_m])


def test_distance_is_the_same_both_ways() -> None:
    assert distance_m((10, 0), (10.001, 0)) == pytest.approx(DEGREE_OF_EQUATOR_KM)
    assert distance_m((10.001, 0), (10, 0)) == pytest.approx(DEGREE_OF_EQUATOR_KM)


@pytest.mark.parametrize(
    ("towards", "bearing"),
    [((10, 1), 0), ((11, 0), 90), ((10, -1), 180), ((9, 0), 270)],
    ids=["north", "east", "south", "west"],
)
def test_bearings_run_clockwise_from_north(towards: tuple[float, float], bearing: float) -> None:
    assert bearing_deg((10, 0), towards) == pytest.approx(bearing)


def test_a_destination_lies_at_its_distance_and_bearing() -> None:
    reached = destination((10, 0), 90, DEGREE_OF_EQUATOR_KM * 1000)
    assert reached == pytest.approx((11, 0))
    aslant = destination((10, 1), 37, 12_345)
    assert distance_m((10, 1), aslant) == pytest.approx(12_345)
    assert bearing_deg((10, 1), aslant) == pytest.approx(37)
