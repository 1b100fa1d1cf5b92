"""The frontier, the posts along it, and the vertices that it shares with what crosses it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from shapely import LineString, Point

from geo import geojson
from geo.geojson import round_position

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.layers import Layer
    from tests.conftest import TwoTowns

DEGREE_KM = 111.319_491
"""One degree of the equator of WGS 84."""


def test_a_post_stands_every_50_km_and_names_its_districts(built: Mapping[str, Layer]) -> None:
    # The districts of the north meet at 11° E, a degree or 111.3 km from the start.
    posts = [drawn.feature for drawn in built["kilometre-posts"].drawn]
    assert [post.properties["km"] for post in posts] == [0, 50, 100, 150, 200]
    assert [post.id for post in posts][:2] == ["arland-borland-km-0000", "arland-borland-km-0050"]
    assert [post.properties["left_district"] for post in posts] == [
        *["Westshire"] * 3,
        *["Eastshire"] * 2,
    ]
    assert {post.properties["right_district"] for post in posts} == {None}
    assert (
        posts[1].properties["name_fa"]
        == "کیلومتر \N{EXTENDED ARABIC-INDIC DIGIT FIVE}\N{EXTENDED ARABIC-INDIC DIGIT ZERO}"
    )
    for post in posts:
        assert isinstance(post.geometry, Point)
        assert post.geometry.x == pytest.approx(10 + post.properties["km"] / DEGREE_KM, abs=1e-6)
        assert post.geometry.y == 0


def slanted(two_towns: TwoTowns) -> dict[str, geojson.Collection]:
    """Build the layers with a frontier of which no point but its ends has few decimals."""
    file = "seeds/geometry/frontier.geojson"
    two_towns.edit(file, "[[10,0],[11,0],[12,0]]", "[[10,0.001],[11.2,-0.0002],[12,0.0013]]")
    return {key: layer.collection() for key, layer in two_towns.built().items()}


def test_what_crosses_the_frontier_has_one_of_its_vertices(two_towns: TwoTowns) -> None:
    files = {key: json.loads(geojson.dumps(layer)) for key, layer in slanted(two_towns).items()}
    [frontier] = files["frontier"]["features"]
    vertices = [tuple(position) for position in frontier["geometry"]["coordinates"]]
    assert len(vertices) == 3 + 3  # gathered, and one for each thing that crosses
    for layer, section, end in [
        ("pipeline", "pipeline-north", -1),
        ("pipeline", "pipeline-south", 0),
        ("rail", "railway-north", -1),
        ("rail", "railway-south", 0),
        ("power", "power-cable", 1),
    ]:
        [feature] = [item for item in files[layer]["features"] if item["id"] == section]
        assert tuple(feature["geometry"]["coordinates"][end]) in vertices, section


def test_the_vertices_that_crossings_add_do_not_move_the_frontier(two_towns: TwoTowns) -> None:
    line = slanted(two_towns)["frontier"]["arland-borland"].geometry
    gathered = LineString([(10, 0.001), (11.2, -0.0002), (12, 0.0013)])
    # Half the last of six decimals in each direction.
    assert line.hausdorff_distance(gathered) < 1e-6
    assert [round_position(position) for position in line.coords] == list(line.coords)


def test_a_crossing_at_a_vertex_takes_that_vertex(built: Mapping[str, Layer]) -> None:
    line = built["frontier"].collection()["arland-borland"].geometry
    assert list(line.coords) == [(10, 0), (10.5, 0), (10.75, 0), (11, 0), (12, 0)]
