"""The committed layer files, as a GIS program reads them."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

import geopandas as gpd
import shapely

from geo.layers import LAYERS

FOLDER = Path(__file__).parents[1] / "layers"


@pytest.fixture(scope="module", params=LAYERS)
def frame(request: pytest.FixtureRequest) -> gpd.GeoDataFrame:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return gpd.read_file(FOLDER / f"{request.param}.geojson")


def test_gdal_reads_it_as_wgs_84(frame: gpd.GeoDataFrame) -> None:
    assert frame.crs is not None
    assert frame.crs.to_epsg() == 4326
    assert frame["id"].is_unique


def test_every_geometry_is_valid_and_within_six_decimals(frame: gpd.GeoDataFrame) -> None:
    assert frame.geometry.is_valid.all()
    coordinates = shapely.get_coordinates(frame.geometry.to_numpy())
    assert (abs(coordinates - coordinates.round(6)) < 1e-12).all()


def test_exterior_rings_run_counterclockwise() -> None:
    """RFC 7946, section 3.1.6: the right-hand rule."""
    for area in gpd.read_file(FOLDER / "bloc.geojson").geometry:
        for part in shapely.get_parts(area):
            assert part.exterior.is_ccw
            assert not any(ring.is_ccw for ring in part.interiors)


def test_bloc_members_do_not_overlap() -> None:
    """They come from one set of polygons that share their edges."""
    areas = list(gpd.read_file(FOLDER / "bloc.geojson").geometry)
    assert shapely.coverage_is_valid(areas)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_feature_stands_on_a_line(layer: str) -> None:
    lines = (FOLDER / f"{layer}.geojson").read_text(encoding="utf-8").splitlines()
    features = [line for line in lines if line.startswith('{"type":"Feature",')]
    assert len(features) == len(gpd.read_file(FOLDER / f"{layer}.geojson"))
    assert '"crs"' not in "".join(lines[:8])
