"""The real atlas: every layer whole, every value sourced, every line where it should be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shapely import LineString, box, get_coordinates

from geo import layers, lines
from geo import project as projects
from geo.checks import records_with_files, walk
from geo.layers import LAYERS, frontier_line, section_vertices
from geo.measure import WGS84, distance_m
from geo.records import Crossing, Event, Fact, Market, Place, PointThing, Port, Station

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.geojson import Feature
    from geo.layers import Layer
    from geo.project import Project

ROOT = Path(__file__).parents[1]

CONTRACT = (
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
)
"""Properties that every feature has."""

LINE_PROPERTIES = ("length_km", "stated_length_km", "stated_length_source")

LINES = ("frontier", "maritime-boundary", "pipeline", "rail", "power")

TRIPOINT = (60.873, 29.859)
GWATAR = (61.617, 25.174)
"""Ends of the land frontier on OpenStreetMap's line of late 2017, rounded."""

EASTERNMOST = 63.333
"""The tip of the Saravan salient on that line, degrees east."""


def positions(feature: Feature) -> list[tuple[float, float]]:
    return [(float(lon), float(lat)) for lon, lat in get_coordinates(feature.geometry)]


@dataclass(frozen=True)
class Extent:
    """Where a layer must lie (west, south, east, north), and why."""

    box: tuple[float, float, float, float]
    why: str


SALIENT = (TRIPOINT[0] - 0.01, GWATAR[1] - 0.01, EASTERNMOST + 0.01, TRIPOINT[1] + 0.01)

EXTENTS = {
    "frontier": Extent(SALIENT, "tripoint, salient and bay"),
    "kilometre-posts": Extent(SALIENT, "on the frontier"),
    "markets": Extent(SALIENT, "on the frontier"),
    "crossings": Extent(SALIENT, "on the frontier"),
    "maritime-boundary": Extent((61.5, 24.8, 61.7, 25.2), "12 nautical miles out from Gwatar Bay"),
    "pipeline": Extent((52.5, 24.5, 77.5, 30.5), "Asaluyeh to Delhi"),
    "rail": Extent((28.7, 18.8, 75.0, 55.8), "Istanbul, Mumbai's port, Islamabad, Moscow"),
    "stations": Extent((28.7, 24.0, 75.0, 55.8), "on the railways"),
    "power": Extent((61.0, 25.0, 63.5, 29.1), "across the frontier, to Gwadar"),
    "ports": Extent((56.0, 18.9, 73.0, 27.2), "Bandar Abbas to Mumbai"),
    "places": Extent((25.0, 15.0, 80.0, 60.0), "the atlas's extent"),
    "bloc": Extent((25.6, 23.6, 77.9, 45.6), "Turkey's west to Pakistan's east"),
}


@pytest.fixture(scope="module")
def project() -> Project:
    return projects.open_project(ROOT)


@pytest.fixture(scope="module")
def atlas(project: Project) -> Atlas:
    return project.atlas


@pytest.fixture(scope="module")
def built(atlas: Atlas) -> dict[str, Layer]:
    return layers.build(atlas)


def expected_count(atlas: Atlas, built: dict[str, Layer], layer: str) -> int:
    """Derive from the seeds how many features a layer must have."""
    kinds: dict[str, type[PointThing]] = {
        "markets": Market,
        "crossings": Crossing,
        "stations": Station,
        "ports": Port,
        "places": Place,
    }
    if layer in kinds:
        return len(atlas.of(kinds[layer]))
    if layer == "kilometre-posts":
        length = built["frontier"].drawn[0].feature.properties["length_km"]
        return int(length // 10) + 1
    if layer == "bloc":
        return sum(len(bloc.members) for bloc in atlas.blocs.values())
    corridor_kinds = {"pipeline": "pipeline", "rail": "railway", "power": "power-line"}
    if layer in corridor_kinds:
        return sum(
            atlas.corridors[section.corridor].kind == corridor_kinds[layer]
            for section in atlas.sections.values()
        )
    return 1


@pytest.mark.parametrize("layer", LAYERS)
def test_layer_has_a_feature_for_each_record(
    layer: str, atlas: Atlas, built: dict[str, Layer]
) -> None:
    assert len(built[layer].drawn) == expected_count(atlas, built, layer) > 0


@pytest.mark.parametrize("layer", LAYERS)
def test_layer_lies_where_it_should(layer: str, built: dict[str, Layer]) -> None:
    within = box(*EXTENTS[layer].box)
    for item in built[layer].drawn:
        assert within.covers(item.feature.geometry), (item.feature.id, EXTENTS[layer].why)


@pytest.mark.parametrize("layer", LAYERS)
def test_feature_has_every_property_of_the_contract(layer: str, built: dict[str, Layer]) -> None:
    wanted = [*CONTRACT, *(LINE_PROPERTIES if layer in LINES else ())]
    for item in built[layer].drawn:
        given = item.feature.properties
        assert [key for key in wanted if key not in given] == [], item.feature.id
        filled = set(wanted) - {"status", "status_date", *LINE_PROPERTIES[1:]}
        assert [key for key in filled if given[key] in (None, "", [])] == [], item.feature.id
        if given["status"] is not None:
            assert re.fullmatch(r"\d{4}(-\d{2}){0,2}", given["status_date"]), item.feature.id


def test_committed_layers_are_what_the_seeds_say(project: Project) -> None:
    texts = projects.outputs(project, "layers")
    changed = [path.name for path in projects.stale(texts)]
    assert changed == [], "run `sarhad build`"


def test_every_value_names_its_source(atlas: Atlas) -> None:
    for where, record in records_with_files(atlas):
        for path, value in walk(record):
            if isinstance(value, Fact):
                assert value.source in atlas.sources, f"{where}: {path}"
            if isinstance(value, Event):
                assert value.sources, f"{where}: {path}"


def test_every_source_can_be_found(atlas: Atlas) -> None:
    """A source has an address, or a note that says why it has none."""
    nowhere = [key for key, source in atlas.sources.items() if not (source.url or source.note)]
    assert nowhere == []


def test_frontier_runs_from_the_tripoint_to_gwatar_bay(built: dict[str, Layer]) -> None:
    vertices = positions(built["frontier"].drawn[0].feature)
    assert distance_m(vertices[0], TRIPOINT) < 100
    assert distance_m(vertices[-1], GWATAR) < 100
    assert positions(built["maritime-boundary"].drawn[0].feature)[0] == vertices[-1]


def test_posts_stand_on_the_line_every_ten_kilometres(built: dict[str, Layer]) -> None:
    frontier = positions(built["frontier"].drawn[0].feature)
    for item in built["kilometre-posts"].drawn:
        post = item.feature
        found = lines.locate(frontier, positions(post)[0])
        assert found.offset_m < 0.2, post.id
        assert abs(found.km - post.properties["km"]) < 0.001, post.id
        assert post.properties["km"] % 10 == 0


def test_markets_lie_within_their_radius_of_the_frontier(built: dict[str, Layer]) -> None:
    frontier = positions(built["frontier"].drawn[0].feature)
    for item in built["markets"].drawn:
        offset = lines.locate(frontier, positions(item.feature)[0]).offset_m
        assert offset <= item.feature.properties["precision_m"], item.feature.id


def test_what_crosses_the_frontier_shares_a_vertex_with_it(built: dict[str, Layer]) -> None:
    """Wherever a line meets the frontier, both have a vertex there, to the last decimal."""
    frontier = built["frontier"].drawn[0].feature
    vertices = set(positions(frontier))
    crossed: dict[str, int] = {}
    for layer in ("pipeline", "rail", "power"):
        for item in built[layer].drawn:
            touched = item.feature.geometry.intersection(frontier.geometry)
            own = set(positions(item.feature))
            for lon, lat in get_coordinates(touched):
                assert (lon, lat) in vertices & own, item.feature.id
                crossed[layer] = crossed.get(layer, 0) + 1
    assert crossed.keys() == {"pipeline", "rail", "power"}


def test_sections_of_a_route_share_their_ends(atlas: Atlas) -> None:
    line = frontier_line(atlas)
    for corridor in atlas.corridors.values():
        drawn = [section_vertices(atlas, line, atlas.sections[key]) for key in corridor.route]
        for before, after in pairwise(drawn):
            assert {before[0], before[-1]} & {after[0], after[-1]}, corridor.id


@pytest.mark.parametrize("layer", LINES)
def test_lines_are_simple_and_measured_on_the_ellipsoid(
    layer: str, built: dict[str, Layer]
) -> None:
    for item in built[layer].drawn:
        line = item.feature.geometry
        assert isinstance(line, LineString)
        assert line.is_simple, item.feature.id
        assert all(a != b for a, b in pairwise(line.coords)), item.feature.id
        lons, lats = zip(*line.coords, strict=True)
        measured_km = WGS84.line_length(lons, lats) / 1000
        assert item.feature.properties["length_km"] == pytest.approx(measured_km, abs=0.001)


@pytest.mark.parametrize("layer", ["pipeline", "rail", "power"])
def test_lengths_that_differ_say_why(layer: str, built: dict[str, Layer]) -> None:
    for item in built[layer].drawn:
        given = item.feature.properties
        stated = given["stated_length_km"]
        if stated and abs(given["length_km"] - stated) / stated > 0.15:
            assert given["length_note"], item.feature.id


def test_long_straight_steps_own_up_to_it(built: dict[str, Layer]) -> None:
    """A chord is no track: a long straight step is low or schematic, or its error is bounded.

    Where the length t of the track between two nodes c apart is known, the track
    cannot leave the chord by more than half the root of t² − c²; with towns or
    kilometre posts to bound it too, a step of up to 65 km may be called medium.
    """
    for layer in ("pipeline", "rail", "power"):
        for item in built[layer].drawn:
            given = item.feature.properties
            steps = pairwise(positions(item.feature))
            longest = max(distance_m(before, after) for before, after in steps)
            if longest > 30_000 and given["accuracy"] not in ("low", "schematic"):
                assert longest <= 65_000, item.feature.id
