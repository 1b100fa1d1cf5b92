"""Geometry as encoded polylines, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polyline
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

from geo.encoding import encode, parts, paths, rings, shapes

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

LonLat = tuple[float, float]

POSITIONS = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


def decode(text: str, precision: int) -> list[LonLat]:
    """Return the positions, lon before lat, of an encoded line."""
    return [(lon, lat) for lat, lon in polyline.decode(text, precision)]


def drawn_line(line: LineString, tolerance: float) -> list[LonLat]:
    """Return the positions of a line as a page has it."""
    (encoded,) = shapes([line], tolerance)
    return decode(encoded["line"], encoded["decimals"])


def test_a_line_is_encoded_as_its_inventor_does() -> None:
    # The worked example of "Encoded polyline algorithm format", Google Maps Platform.
    line = [(-120.2, 38.5), (-120.95, 40.7), (-126.453, 43.252)]
    assert encode(line, 5) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"


@given(st.lists(POSITIONS, min_size=1, max_size=30), st.integers(0, 6))
def test_what_is_encoded_comes_back_to_the_last_decimal(
    positions: list[LonLat], precision: int
) -> None:
    decoded = decode(encode(positions, precision), precision)
    # Half the last decimal, and what a float cannot say.
    slack = 0.5 * 10**-precision + 1e-9
    assert len(decoded) == len(positions)
    for before, after in zip(positions, decoded, strict=True):
        assert after == pytest.approx(before, abs=slack)


def test_height_is_left_out() -> None:
    assert encode([(10, 0, 250), (11, 1, 300)], 5) == encode([(10, 0), (11, 1)], 5)


def test_a_point_keeps_its_six_decimals() -> None:
    assert shapes([Point(10.123_456_7, -0.0)], 0) == [{"point": [10.123457, 0.0]}]


@given(st.lists(st.floats(-0.01, 0.01), min_size=1, max_size=20), st.floats(0, 0.005))
def test_a_simplified_line_strays_no_farther_than_allowed(
    norths: list[float], tolerance: float
) -> None:
    line = LineString([(10, 0), *((10.1 + n / 10, y) for n, y in enumerate(norths)), (13, 0)])
    drawn = LineString(drawn_line(line, tolerance))
    assert line.hausdorff_distance(drawn) <= tolerance + 1e-5
    assert (drawn.coords[0], drawn.coords[-1]) == ((10, 0), (13, 0))


def test_a_vertex_within_the_tolerance_is_left_out() -> None:
    line = LineString([(10, 0), (11, 0.0004), (12, 0)])
    assert drawn_line(line, 0.0005) == [(10, 0), (12, 0)]
    assert drawn_line(line, 0.0003) == [(10, 0), (11, 0.0004), (12, 0)]


@pytest.mark.parametrize(
    ("east", "decimals"), [(11.0, 0), (11.5, 1), (11.125, 3), (11.123_45, 5), (11.123_456, 5)]
)
def test_a_line_has_the_decimals_that_it_needs_and_at_most_five(east: float, decimals: int) -> None:
    (encoded,) = shapes([LineString([(10, 0), (east, 0)])], 0)
    assert encoded["decimals"] == decimals


def drawn_areas(geometries: list[BaseGeometry]) -> list[BaseGeometry]:
    """Return areas as a page has them."""
    return [
        MultiPolygon(
            [
                Polygon(outer, holes)
                for outer, *holes in (
                    [decode(ring, encoded["decimals"]) for ring in polygon]
                    for polygon in encoded["polygons"]
                )
            ]
        )
        for encoded in shapes(geometries, 0)
    ]


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
    assert len(rings(geometry, 3)) == areas
    assert len(paths(geometry, 3)) == lines
    assert len(parts(geometry, Polygon)) == areas
