"""GeoJSON read and written as RFC 7946 has it, the same in giving the same bytes out."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapely import LineString, MultiPolygon, Point, Polygon, box

from geo import geojson
from geo.errors import LayerError
from geo.geojson import Collection, Feature, geometry_object, round_position

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

POINT = """{"type":"FeatureCollection","features":[
{"id":"a","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}]}"""

HOLE = [(11, 0), (11, 0.5), (11.5, 0.5), (11, 0)]
SQUARE = box(10, -1, 12, 1, ccw=False)


def signed_area(ring: list[list[float]]) -> float:
    """Return twice the area inside a ring: positive where it runs counterclockwise."""
    return sum(x * later_y - later_x * y for (x, y), (later_x, later_y) in pairwise(ring))


def one(geometry: BaseGeometry, **properties: Any) -> Collection:
    """Return a collection of one feature."""
    return Collection((Feature("a-thing", geometry, properties),))


@pytest.mark.parametrize("ccw", [True, False])
def test_exterior_rings_run_counterclockwise_and_holes_clockwise(*, ccw: bool) -> None:
    shell = list(box(10, -1, 12, 1, ccw=ccw).exterior.coords)
    for hole in (HOLE, HOLE[::-1]):
        outer, inner = geometry_object(Polygon(shell, [hole]))["coordinates"]
        assert signed_area(outer) > 0
        assert signed_area(inner) < 0


def test_so_do_those_of_every_part_of_a_multipolygon() -> None:
    described = geometry_object(MultiPolygon([SQUARE, box(13, 0, 14, 1, ccw=False)]))
    assert all(signed_area(outer) > 0 for [outer] in described["coordinates"])


def test_positions_have_at_most_six_decimals() -> None:
    line = LineString([(10.123_456_789, 1.000_000_4), (11, 0.5)])
    assert geometry_object(line)["coordinates"] == [[10.123_457, 1.0], [11.0, 0.5]]


def test_height_is_left_out() -> None:
    assert geometry_object(Point(10, 1, 250))["coordinates"] == [10.0, 1.0]


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_rounding_moves_nothing_by_more_than_half_the_last_decimal(lon: float, lat: float) -> None:
    rounded = round_position((lon, lat))
    assert rounded == pytest.approx((lon, lat), abs=0.500_001e-6)
    assert round_position(rounded) == rounded


@pytest.mark.parametrize("nearly", [-0.0, -4e-7, -1e-300])
def test_there_is_no_negative_zero(nearly: float) -> None:
    assert "-0" not in geojson.dumps(one(Point(nearly, nearly)))


def test_one_feature_stands_on_a_line() -> None:
    features = tuple(Feature(f"thing-{n}", Point(10, n), {"name": "a\nb"}) for n in range(2))
    text = geojson.dumps(Collection(features, {"name": "things", "as_of": "2020"}))
    head, *middle, end = text.splitlines()
    assert head == '{"type":"FeatureCollection",'
    assert middle[:3] == ['"name":"things",', '"as_of":"2020",', '"features":[']
    assert middle[3].startswith('{"type":"Feature","id":"thing-0","properties":{"name":"a\\nb"},')
    assert middle[3].endswith('"geometry":{"type":"Point","coordinates":[10.0,0.0]}},')
    assert middle[4].startswith('{"type":"Feature","id":"thing-1"')
    assert end == "]}"
    assert text.endswith("]}\n")


def test_words_stay_in_their_own_script() -> None:
    assert "بازار" in geojson.dumps(one(Point(10, 0), name_fa="بازار"))


def test_no_coordinate_system_is_named() -> None:
    # RFC 7946, section 4: WGS 84 is the only one, and "crs" is gone.
    assert "crs" not in json.loads(geojson.dumps(one(Point(10, 0))))


@pytest.mark.parametrize(
    "geometry",
    [Point(10.5, 0.25), LineString([(10, 0), (11, 0.5)]), SQUARE],
    ids=lambda g: g.geom_type,
)
def test_what_is_written_and_read_again_is_written_to_the_same_bytes(
    geometry: BaseGeometry, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.geojson", tmp_path / "second.geojson"
    geojson.write(first, one(geometry, name="A thing", n=4.5))
    geojson.write(second, geojson.read(first))
    assert first.read_bytes() == second.read_bytes()
    assert geojson.read(first)["a-thing"].geometry.equals(geometry)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_is_not_written(number: float, tmp_path: Path) -> None:
    path = tmp_path / "layer.geojson"
    for collection in (one(Point(10, 0), length_km=number), one(Point(number, 0))):
        with pytest.raises(LayerError, match="cannot be written as GeoJSON"):
            geojson.write(path, collection)
    assert not path.exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"type":"FeatureCollection",\n"features":[}', "line 2 is not JSON"),
        ("[]", "not a FeatureCollection"),
        ('{"features":[]}', "not a FeatureCollection"),
        ('{"type":"Feature","features":[]}', "not a FeatureCollection"),
        ('{"type":"FeatureCollection"}', "not a FeatureCollection"),
        (POINT.replace('"geometry"', '"shape"'), "'geometry'"),
        (POINT.replace('{"type":"Point","coordinates":[1,2]}', "null"), "not a FeatureCollection"),
        (POINT.replace('"id"', '"name"'), "'id'"),
        (POINT.replace("[1,2]", "[NaN,2]"), "found NaN"),
    ],
    ids=["cut", "list", "no type", "type", "no features", "no geometry", "null", "no id", "NaN"],
)
def test_what_is_no_collection_of_features_is_refused(
    text: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "layer.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LayerError, match=message) as caught:
        geojson.read(path)
    assert str(path) in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LayerError, match="cannot be read"):
        geojson.read(tmp_path / "nowhere.geojson")


def test_a_feature_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(LayerError, match="no feature 'another'; there are a-thing"):
        one(Point(10, 0))["another"]
