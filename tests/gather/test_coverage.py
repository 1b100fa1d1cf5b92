"""A coverage of squares on the equator stays one through everything that is done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import shapely
from shapely import LineString, Point, Polygon, box

from geo.errors import GatherError
from geo.gather import coverage
from geo.gather.coverage import Face

if TYPE_CHECKING:
    from collections.abc import Iterable

# Two squares side by side, and an island of a tenth of a degree.
WEST = Face("WS", "", box(0, 0, 1, 1))
EAST = Face("ES", "", box(1, 0, 2, 1))
ISLAND = Face("ES", "", box(3, 0, 3.1, 0.1))
WORLD = [WEST, EAST, ISLAND]

# A boundary with a tooth of a hundredth of a degree, about 1.1 km, in its middle.
TOOTH = (1.01, 0.5)
TOOTHED = [
    Face("WS", "", Polygon([(0, 0), (1, 0), (1, 0.49), TOOTH, (1, 0.51), (1, 1), (0, 1)])),
    Face("ES", "", Polygon([(2, 0), (2, 1), (1, 1), (1, 0.51), TOOTH, (1, 0.49), (1, 0)])),
]


def is_coverage(faces: Iterable[Face]) -> bool:
    return bool(shapely.coverage_is_valid(np.array([face.polygon for face in faces])))


def either(one: Face, other: Face, _: Point) -> str:
    return "within" if one.country == other.country else "between"


def test_each_polygon_is_a_face_of_its_own() -> None:
    both = shapely.union_all([EAST.polygon, ISLAND.polygon])
    assert len(coverage.faces_of(both, "ES", "shire")) == 2


def test_a_vertex_is_moved_in_every_face_that_has_it() -> None:
    moved = coverage.moved(WORLD, {(1.001, 0.999): (1.02, 1.05)}, within_m=200)
    assert is_coverage(moved)
    assert [Point(1.02, 1.05).within(face.polygon.boundary) for face in moved] == [
        True,
        True,
        False,
    ]


def test_a_vertex_that_is_not_there_is_not_moved() -> None:
    with pytest.raises(GatherError, match="no vertex stands within 100 m"):
        coverage.moved(WORLD, {(1.0, 0.5): (1.0, 0.6)}, within_m=100)


def test_a_line_cuts_a_face_in_two() -> None:
    # It ends a hundredth of a degree, 1.1 km, short of the edges.
    halves = coverage.split(WORLD, [LineString([(1.5, 0.01), (1.6, 0.5), (1.5, 0.99)])], 2000)
    assert is_coverage(halves)
    assert [face.country for face in halves] == ["WS", "ES", "ES", "ES"]
    assert sum(face.polygon.area for face in halves) == pytest.approx(2.01)


def test_a_line_may_end_on_a_vertex() -> None:
    halves = coverage.split(WORLD, [LineString([(1, 0), (2, 1)])], 1)
    assert [face.polygon.area for face in halves if face.country == "ES"] == pytest.approx(
        [0.5, 0.5, 0.01]
    )


def test_two_lines_may_end_on_one_edge() -> None:
    lines = [LineString([(0.3, 0), (0.3, 1)]), LineString([(0.6, 0), (0.6, 1)])]
    assert len(coverage.split([WEST], lines, 1)) == 3


def test_a_line_far_from_every_edge_is_refused() -> None:
    with pytest.raises(GatherError, match="more than 2000 m from every edge"):
        coverage.split(WORLD, [LineString([(1.5, 0.1), (1.5, 1)])], 2000)


def test_a_line_across_the_water_is_refused() -> None:
    with pytest.raises(GatherError, match="without having cut anything off"):
        coverage.split(WORLD, [LineString([(2, 0.05), (3, 0.05)])], 1)


def test_generalising_keeps_shared_edges_and_ends() -> None:
    simple = coverage.generalised(TOOTHED, tolerance_m=2000, island_km2=1)
    assert is_coverage(coverage.rounded(simple, 6))
    lines = coverage.lines_between(coverage.rounded(simple, 6), either)
    assert list(lines["between"].geoms[0].coords) == [(1.0, 0.0), (1.0, 1.0)]


def test_detail_above_the_tolerance_stays() -> None:
    # The tooth is a triangle of 1.1 km by 2.2 km: 1.2 km², the square of 1.1 km.
    simple = coverage.rounded(coverage.generalised(TOOTHED, tolerance_m=500, island_km2=1), 6)
    (line,) = coverage.lines_between(simple, either)["between"].geoms
    assert TOOTH in line.coords


def test_small_islands_go_and_small_neighbours_stay() -> None:
    # The island has 123 km², and the squares 12,300 km².
    kept = coverage.generalised(WORLD, tolerance_m=1, island_km2=20_000)
    assert [face.country for face in kept] == ["WS", "ES"]
    assert len(coverage.generalised(WORLD, tolerance_m=1, island_km2=100)) == 3


def test_the_area_of_a_square_degree() -> None:
    # At the equator 111.320 km by 110.574 km, less 0.01 % for the meridians' convergence.
    assert coverage.area_km2(box(0, 0, 1, 1)) == pytest.approx(111.320 * 110.574, rel=2e-4)


def test_rounding_drops_repeated_vertices_and_what_vanishes() -> None:
    speck = Face("SP", "", box(5, 5, 5.0001, 5.0001))
    slow = Face("SL", "", Polygon([(6, 6), (6.00001, 6), (7, 6), (7, 7)]))
    (kept,) = coverage.rounded([speck, slow], 2)
    assert list(kept.polygon.exterior.coords) == [(6, 6), (7, 6), (7, 7), (6, 6)]


def test_rounding_that_makes_faces_overlap_is_refused() -> None:
    # Half a kilometre of water between them is gone, and a corner stands on a straight edge.
    near = Face("NR", "", Polygon([(0, 0), (0.996, 0.5), (0, 1)]))
    with pytest.raises(GatherError, match="overlap or part"):
        coverage.rounded([near, EAST], 2)


def test_each_line_between_neighbours_is_there_once() -> None:
    lines = coverage.lines_between([WEST, EAST, Face("ES", "n", box(1, 1, 2, 2))], either)
    assert sorted(lines) == ["between", "within"]
    assert [line.length for line in lines["between"].geoms] == [1]
    assert [line.length for line in lines["within"].geoms] == [1]


def test_an_edge_without_a_kind_is_not_drawn() -> None:
    assert coverage.lines_between(WORLD, lambda *_: "") == {}


def test_the_union_has_no_line_inside() -> None:
    joined = coverage.union(WORLD)
    assert joined.geom_type == "MultiPolygon"
    assert joined.area == pytest.approx(2.01)
