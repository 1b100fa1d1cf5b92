"""What every layer of the made-up country holds: the contract, and lines that meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from shapely import Point

from geo.layers import LAYERS
from geo.layers.model import plain, strictest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.layers import Layer

CONTRACT = {
    "id",
    "kind",
    "name",
    "name_fa",
    "name_ur",
    "countries",
    "status",
    "status_date",
    "accuracy",
    "precision_m",
    "method",
    "as_of",
    "sources",
    "licence",
    "credit",
}

LINES = ("frontier", "maritime-boundary", "pipeline", "rail", "power")

DEGREE_KM = 111.319_491
"""One degree of the equator of WGS 84."""


def properties(built: Mapping[str, Layer], layer: str, feature: str) -> Mapping[str, Any]:
    """Return the properties of a feature."""
    return built[layer].collection()[feature].properties


def ids(layer: Layer) -> list[str]:
    """Return the ids of a layer's features, in their order."""
    return [drawn.feature.id for drawn in layer.drawn]


def test_every_layer_is_built(built: Mapping[str, Layer]) -> None:
    assert tuple(built) == LAYERS
    assert {layer: ids(built[layer]) for layer in LAYERS if layer != "kilometre-posts"} == {
        "frontier": ["arland-borland"],
        "maritime-boundary": ["arland-borland-sea"],
        "markets": ["lower-market", "upper-market"],
        "crossings": ["middle-gate", "rail-gate"],
        "pipeline": ["pipeline-north", "pipeline-south"],
        "rail": ["railway-ferry", "railway-north", "railway-south"],
        "stations": ["north-station", "south-station"],
        "power": ["power-cable"],
        "ports": ["east-port"],
        "places": ["hill-town", "lake-town", "north-town", "pipe-marker", "south-town"],
        "bloc": ["two-towns-union-xa", "two-towns-union-xb"],
    }


@pytest.mark.parametrize("layer", LAYERS)
def test_every_feature_keeps_the_contract(layer: str, built: Mapping[str, Layer]) -> None:
    for drawn in built[layer].drawn:
        given = drawn.feature.properties
        assert set(given) >= CONTRACT
        assert given["id"] == drawn.feature.id
        assert given["as_of"] == "2020-06-30"
        assert given["sources"] == sorted(set(given["sources"])) != []
        assert (given["status"] is None) == (given["status_date"] is None)
        if layer in LINES:
            assert {"length_km", "stated_length_km", "stated_length_source"} <= set(given)


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_says_what_it_is_and_whose(layer: str, built: Mapping[str, Layer]) -> None:
    members = built[layer].collection().members
    assert members["name"] == layer
    assert members["licence_url"].startswith("https://example.org/licences/")
    assert "Two Towns Atlas" in members["credit"]
    for drawn in built[layer].drawn:
        for credit in drawn.feature.properties["credit"].split("; "):
            assert credit in members["credit"].split("; ")


def test_the_strictest_licence_holds_for_what_is_made_of_several() -> None:
    assert strictest(["CC-BY-4.0", "public domain", "ODbL-1.0"], "MIT") == "ODbL-1.0"
    assert strictest(["public domain", "CC-BY-4.0"], "MIT") == "CC-BY-4.0"
    assert strictest(["public domain"], "MIT") == "MIT"


def test_a_layer_is_under_the_strictest_licence_of_its_features(built: Mapping[str, Layer]) -> None:
    # Of the railway only the north is drawn along the open map, which is ODbL.
    assert properties(built, "rail", "railway-north")["licence"] == "ODbL-1.0"
    assert properties(built, "rail", "railway-south")["licence"] == "CC-BY-4.0"
    assert built["rail"].licence == "ODbL-1.0"
    assert built["pipeline"].licence == "CC-BY-4.0"


def test_lengths_are_geodesic(built: Mapping[str, Layer]) -> None:
    # Two degrees of the equator, one more at sea, one of the meridian and half of one.
    def length(layer: str, feature: str) -> float:
        return float(properties(built, layer, feature)["length_km"])

    assert length("frontier", "arland-borland") == pytest.approx(2 * DEGREE_KM, abs=0.001)
    assert length("maritime-boundary", "arland-borland-sea") == pytest.approx(DEGREE_KM, abs=0.001)
    assert length("rail", "railway-north") == 110.574
    assert length("rail", "railway-south") == 55.287


def test_a_stated_length_stands_beside_with_its_source(built: Mapping[str, Layer]) -> None:
    frontier = properties(built, "frontier", "arland-borland")
    assert frontier["stated_length_km"] == 222.6
    assert frontier["stated_length_source"] == "survey-2019-frontier"
    assert properties(built, "power", "power-cable")["stated_length_km"] is None


@pytest.mark.parametrize(
    ("layer", "feature", "status", "date"),
    [
        ("markets", "upper-market", "operating", "2019-05-18"),
        ("crossings", "rail-gate", "suspended", "2016-04"),
        ("rail", "railway-ferry", "shelved", "2014"),
        ("stations", "north-station", None, None),
    ],
)
def test_status_is_that_of_the_last_event(
    layer: str, feature: str, status: str, date: str, built: Mapping[str, Layer]
) -> None:
    given = properties(built, layer, feature)
    assert (given["status"], given["status_date"]) == (status, date)


def test_sources_are_those_of_position_events_facts_and_notes(built: Mapping[str, Layer]) -> None:
    market = properties(built, "markets", "upper-market")
    assert market["sources"] == ["morning-paper-2020", "survey-2019-gates"]
    assert market["note"] == "The two countries count its stalls differently."


def test_a_frame_has_a_row_for_each_feature(built: Mapping[str, Layer]) -> None:
    frame = built["markets"].frame()
    assert list(frame.index) == ["lower-market", "upper-market"]
    assert frame.crs == "EPSG:4326"
    assert frame.geometry["upper-market"] == Point(10.5, 0.001)


def test_a_gauge_is_given_where_the_sources_agree(built: Mapping[str, Layer]) -> None:
    assert properties(built, "rail", "railway-north")["gauge_mm"] == 1435
    assert properties(built, "rail", "railway-south")["gauge_mm"] is None


def test_a_whole_number_has_no_decimal_point() -> None:
    assert [repr(plain(number)) for number in (50.0, 50, 0.5)] == ["50", "50", "0.5"]
