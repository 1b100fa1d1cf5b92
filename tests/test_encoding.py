"""Geometry as a page carries it, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapely import (
    GeometryCollection,
    LineString,
    MultiLineString,
    MultiPolygon,
    Point,
    Polygon,
    box,
    get_coordinates,
)

from geo.encoding import FINEST, parts, paths, point, rings, rounded, shapes, units_for
from tests.packed import shapes as unpacked

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

LonLat = tuple[float, float]

POSITIONS = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


def drawn_line(line: LineString, tolerance: float) -> list[LonLat]:
    """Return the positions of a line as a page has it."""
    ((drawn,),) = (found.lines for found in unpacked(shapes([line], tolerance), 1))
    return drawn


@given(st.lists(POSITIONS, min_size=1, max_size=30), st.sampled_from([100, 5000, FINEST]))
def test_rounding_moves_a_position_by_half_a_unit_at_most(
    positions: list[LonLat], units: int
) -> None:
    whole = rounded(positions, units)
    away = [
        min(max(abs(lon * units - x), abs(lat * units - y)) for x, y in whole)
        for lon, lat in positions
    ]
    assert max(away) <= 0.5 + 1e-6


def test_positions_that_fall_on_one_stand_once() -> None:
    assert rounded([(10, 0), (10.001, 0), (10.02, 0), (10, 0)], 100) == (
        (1000, 0),
        (1002, 0),
        (1000, 0),
    )


def test_height_is_left_out() -> None:
    assert rounded([(10, 0, 250), (11, 1, 300)], 1) == rounded([(10, 0), (11, 1)], 1)


def test_a_point_keeps_its_six_decimals() -> None:
    assert point(Point(10.123_456_7, -0.0), precision_m=1) == [10.123457, 0.0]


@pytest.mark.parametrize(
    ("tolerance_m", "unit_m"),
    [(100, 22), (50, 11), (1000, 222), (4, 1.1), (0, 1.1), (50_000, 1113)],
)
def test_a_unit_is_a_quarter_of_the_tolerance_within_bounds(
    tolerance_m: float, unit_m: float
) -> None:
    # A degree of the equator is 111,319 m.
    assert 111_319 / units_for(tolerance_m / 111_319) == pytest.approx(unit_m, rel=0.05)


@given(st.lists(st.floats(-0.01, 0.01), min_size=1, max_size=20), st.floats(0, 0.005))
def test_a_simplified_line_strays_no_farther_than_allowed(
    norths: list[float], tolerance: float
) -> None:
    line = LineString([(10, 0), *((10.1 + n / 10, y) for n, y in enumerate(norths)), (13, 0)])
    drawn = LineString(drawn_line(line, tolerance))
    # Half a metre is what the finest unit rounds by; finer than that no tolerance is kept.
    assert line.hausdorff_distance(drawn) <= max(tolerance, 1.5e-5)
    assert (drawn.coords[0], drawn.coords[-1]) == ((10, 0), (13, 0))


def test_a_vertex_within_the_tolerance_is_left_out() -> None:
    line = LineString([(10, 0), (11, 0.0004), (12, 0)])
    # Rounding, to an eighth of it at most in each direction, counts as well.
    assert drawn_line(line, 0.0005) == [(10, 0), (12, 0)]
    assert drawn_line(line, 0.0004) == [(10, 0), (11, 0.0004), (12, 0)]


def drawn_areas(geometries: list[BaseGeometry]) -> list[BaseGeometry]:
    """Return areas as a page has them."""
    return [
        MultiPolygon([Polygon(outer, holes) for outer, *holes in found.polygons])
        for found in unpacked(shapes(geometries, 0), len(geometries))
    ]


def test_a_layer_without_lines_and_areas_carries_none() -> None:
    assert shapes([], 0.001) == {}


def test_an_area_is_its_rings_the_outer_one_first() -> None:
    hole = box(11, 0, 11.5, 0.5).exterior.coords
    area = Polygon(box(10, -1, 12, 1).exterior.coords, [hole])
    [drawn] = drawn_areas([area])
    assert drawn.equals(area)


def test_neighbours_keep_their_common_edge() -> None:
    # The edge winds by less than the areas may lose.  Its ends are corners of the east alone:
    # the west, simplified by itself, would lose them.
    edge = [(11.08 - (n % 2) / 20, n / 10) for n in range(11)]
    west = Polygon([(11, 2), (10, 2), (10, -1), (11, -1), *edge])
    east = Polygon([*edge, (12, 1), (12, 0)])
    drawn_west, drawn_east = drawn_areas([west, east])
    assert drawn_west.intersection(drawn_east).area == 0
    assert (drawn_west | drawn_east).geom_type == "Polygon"
    assert len(get_coordinates(drawn_east)) < len(edge)


@pytest.mark.parametrize(
    ("geometry", "areas", "lines"),
    [
        (box(10, 0, 11, 1), 1, 0),
        (MultiPolygon([box(10, 0, 11, 1), box(12, 0, 13, 1)]), 2, 0),
        (LineString([(10, 0), (11, 0)]), 0, 1),
        (MultiLineString([[(10, 0), (11, 0)], [(12, 0), (13, 0)]]), 0, 2),
        (
            GeometryCollection([box(10, 0, 11, 1), LineString([(12, 0), (13, 0)]), Point(1, 1)]),
            1,
            1,
        ),
        (Polygon(), 0, 0),
    ],
    ids=["area", "areas", "line", "lines", "mixed", "empty"],
)
def test_parts_are_sorted_out_by_kind(geometry: BaseGeometry, areas: int, lines: int) -> None:
    assert len(rings(geometry, 1)) == areas
    assert len(paths(geometry, 1)) == lines
    assert len(parts(geometry, Polygon)) == areas
