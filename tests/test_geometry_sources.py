"""The gathered frontier, basemap, countries, towns and sea leg, as they are committed."""

from __future__ import annotations

import json
import re
import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import shapely
from pyproj import Proj
from shapely import LineString, Point, box

from geo import geojson, measure
from geo.gather.coverage import area_km2

ROOT = Path(__file__).parents[1]
GEOMETRY = ROOT / "seeds" / "geometry"
RECIPES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in (ROOT / "seeds" / "gather").glob("*.toml")
}
OUTPUTS = {
    "frontier.geojson": "frontier",
    "basemap.geojson": "basemap",
    "countries.geojson": "basemap",
    "towns.geojson": "towns",
    "sea-legs.geojson": "sea",
    "rail.geojson": "rail",
}

FRONTIER = geojson.read(GEOMETRY / "frontier.geojson")
LAND, SEA = (LineString(FRONTIER[part].geometry.coords) for part in ("land", "sea"))
BASEMAP = geojson.read(GEOMETRY / "basemap.geojson")
COUNTRIES = geojson.read(GEOMETRY / "countries.geojson")
TOWNS = geojson.read(GEOMETRY / "towns.geojson")
SEA_LEG = geojson.read(GEOMETRY / "sea-legs.geojson")["mumbai-bandar-abbas"]
LEVELS = ("10m", "50m")
LINES = ("boundary", "disputed", "claimed", "province")

# Length of the land frontier in kilometres, by how many metres it is simplified.
# Measured by the project on countries-maritime-10m 0.6.0 before this program was
# written.  Those at 100 m and 450 m are the two figures of the CIA World
# Factbook: 959 km in later editions, 909 km in older ones and in the press.
LADDER = [
    (0, 1004.7),
    (10, 1004.5),
    (50, 974.9),
    (100, 957.4),
    (250, 927.9),
    (450, 907.5),
    (500, 903.8),
    (1000, 870.2),
    (2000, 843.5),
    (5000, 808.7),
    (10000, 768.8),
]

# Square kilometres of Natural Earth 4.1's own polygons for 1:50 million, out of
# world-atlas 2.0.2 (countries-50m), geodesic.
AREAS_50M = {
    "af": 641_848,
    "az": 86_498,
    "ir": 1_621_875,
    "pk": 872_777,
    "tj": 142_403,
    "tr": 780_453,
    "uz": 448_034,
}


def simplified(line: LineString, tolerance_m: float) -> LineString:
    """Simplify (Douglas-Peucker) in the azimuthal equidistant plane around 62 E 27.5 N."""
    plane = Proj(proj="aeqd", lon_0=62, lat_0=27.5, ellps="WGS84")
    flat = LineString([plane(lon, lat) for lon, lat in line.coords])
    simple = flat.simplify(tolerance_m, preserve_topology=False)
    return LineString([plane(x, y, inverse=True) for x, y in simple.coords])


# Every file


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_output_says_where_it_comes_from(name: str) -> None:
    provenance: dict[str, Any] = dict(geojson.read(GEOMETRY / name).members["provenance"])
    packages = provenance.pop("packages")
    assert list(provenance) == [
        *("data", "data_date", "licence", "licence_url", "credit", "method")
    ]
    assert all(provenance.values())
    assert re.fullmatch(r"\d{4}(-\d{2}){0,2}", provenance["data_date"])
    assert provenance["licence_url"].startswith("https://")
    recipe = RECIPES[OUTPUTS[name]]["packages"]
    assert packages
    assert all(package in recipe for package in packages)


def test_every_file_there_is_has_a_recipe() -> None:
    assert {path.name for path in GEOMETRY.iterdir()} == set(OUTPUTS)


@pytest.mark.parametrize("name", OUTPUTS)
def test_positions_have_six_decimals_at_most(name: str) -> None:
    text = (GEOMETRY / name).read_text(encoding="utf-8")
    for feature in json.loads(text)["features"]:
        assert not re.search(r"\.\d{7}", json.dumps(feature["geometry"]))


# The frontier


@pytest.mark.parametrize(("tolerance_m", "length_km"), LADDER)
def test_the_frontier_is_as_long_as_the_ladder_has_it(tolerance_m: int, length_km: float) -> None:
    line = simplified(LAND, tolerance_m) if tolerance_m else LAND
    assert measure.length_km(line) == pytest.approx(length_km, rel=0.005)


def test_the_frontier_is_one_simple_line_without_repeated_vertices() -> None:
    for part in (LAND, SEA):
        assert part.geom_type == "LineString"
        assert part.is_simple
        assert len(set(part.coords)) == len(part.coords)
    assert len(LAND.coords) == 6508


def test_the_frontier_runs_from_malik_siah_koh_to_gwatar_bay() -> None:
    first, last = ((lon, lat) for lon, lat in (LAND.coords[0], LAND.coords[-1]))
    assert measure.distance_m(first, (60.873, 29.859)) < 100
    # Where the sister package of land alone, countries-land-10m 0.6.0, ends its line.
    assert last == (61.61703, 25.1744)
    assert first[1] == max(lat for _, lat in LAND.coords)
    assert last[1] == min(lat for _, lat in LAND.coords)


def test_the_boundary_goes_on_through_the_territorial_sea() -> None:
    assert SEA.coords[0] == LAND.coords[-1]
    assert SEA.coords[-1] == (61.54973, 24.84651)
    # Twelve nautical miles are 22.2 km; the line runs slantwise to the coast of a bay.
    assert measure.length_km(SEA) == pytest.approx(37.1, rel=0.005)
    assert FRONTIER["sea"].properties["length_km"] == pytest.approx(37.1, rel=0.005)


def test_the_weak_stretch_is_told() -> None:
    assert any("29.53 N" in note for note in FRONTIER["land"].properties["notes"])


# The basemap


def lines(kind: str, level: str) -> Any:
    drawn = [
        part
        for feature in BASEMAP.features
        if (feature.properties["kind"], feature.properties.get("level")) == (kind, level)
        for part in shapely.get_parts(feature.geometry)
    ]
    return shapely.multilinestrings(drawn) if kind in LINES else shapely.union_all(drawn)


def lakes(level: str) -> Any:
    return shapely.union_all(
        [
            feature.geometry
            for feature in BASEMAP.features
            if feature.properties["kind"] == "lake" and feature.properties["level"] == level
        ]
    )


def test_the_basemap_is_small_enough() -> None:
    assert (GEOMETRY / "basemap.geojson").stat().st_size <= 2_500_000


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_has_every_kind_valid_and_in_the_window(level: str) -> None:
    window = box(25, 15, 80, 60)
    disputes = {
        feature.id.removesuffix(f"-{level}")
        for feature in BASEMAP.features
        if feature.properties["kind"] in ("disputed", "claimed")
        and feature.properties["level"] == level
    }
    for kind in ("land", "focus", "lake", "boundary", *disputes, "province"):
        geometry = BASEMAP[f"{kind}-{level}"].geometry
        assert geometry.is_valid
        assert not geometry.is_empty
        assert geometry.within(window)


@pytest.mark.parametrize("level", LEVELS)
def test_land_focus_and_lines_have_the_same_edges(level: str) -> None:
    land, focus = lines("land", level), lines("focus", level)
    assert focus.difference(land).area < 1e-9
    for kind in LINES:
        assert lines(kind, level).difference(land.buffer(1e-4)).length == pytest.approx(0)
    assert lines("province", level).difference(focus.buffer(1e-4)).length == pytest.approx(0)
    # No solid line inside the two in focus: their frontier is drawn apart.
    assert lines("boundary", level).intersection(focus.buffer(-1e-4)).length == pytest.approx(0)


@pytest.mark.parametrize("level", LEVELS)
def test_no_line_is_drawn_twice(level: str) -> None:
    vertices = {}
    for kind in LINES:
        edges = [
            frozenset(edge)
            for part in shapely.get_parts(lines(kind, level))
            for edge in zip(part.coords, part.coords[1:], strict=False)
        ]
        assert len(edges) == len(set(edges))
        vertices[kind] = set(edges)
    for one, other in combinations(LINES, 2):
        assert not vertices[one] & vertices[other]


@pytest.mark.parametrize("level", LEVELS)
def test_kashmir_has_disputed_lines_only(level: str) -> None:
    # From the Line of Control to Aksai Chin; north of it Pakistan meets Afghanistan.
    kashmir = box(73.3, 32.6, 80, 36)
    assert not lines("boundary", level).intersects(kashmir)
    assert not lines("province", level).intersects(box(73.7, 34.2, 80, 36))
    # Across the Line of Control, at Siachen, and west of Aksai Chin.
    for west, east in (
        ((73.8, 34.0), (74.6, 34.0)),
        ((76.5, 35.0), (77.4, 35.3)),
        ((78.0, 34.5), (80.0, 34.5)),
    ):
        assert lines("disputed", level).intersects(LineString([west, east]))
    # The southern limit of what Pakistan claims, and those of Aksai Chin and the Shaksgam that
    # India does, run through what another holds.
    for one, other in (
        ((77.0, 32.6), (77.0, 33.4)),
        ((79.3, 34.5), (79.9, 34.5)),
        ((76.3, 36.0), (77.4, 36.4)),
    ):
        claim = LineString([one, other])
        assert lines("claimed", level).intersects(claim)
        assert not lines("disputed", level).intersects(claim)
    # Pakistan and India have a boundary south of it that neither disputes.
    assert lines("boundary", level).intersects(LineString([(74.0, 31.0), (75.0, 31.0)]))


@pytest.mark.parametrize("level", LEVELS)
def test_the_neighbours_lines_meet_the_frontier(level: str) -> None:
    tripoint, coast = (Point(LAND.coords[index]) for index in (0, -1))
    # Both levels are rounded: to 4 decimals, 11 m, and to 3, 111 m.
    slack = {"10m": 1e-4, "50m": 1e-3}[level]
    ends = shapely.get_coordinates(lines("boundary", level))
    assert min(tripoint.distance(Point(end)) for end in ends) <= slack
    assert coast.distance(lines("focus", level).boundary) <= slack


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    "place",
    [
        pytest.param((51.0, 41.6), id="caspian"),
        pytest.param((42.9, 38.6), id="lake van"),
        pytest.param((45.45, 37.65), id="lake urmia"),
        pytest.param((61.5, 25.05), id="gwatar bay"),
        pytest.param((56.6, 26.6), id="hormuz"),
    ],
)
def test_water_looks_like_water(level: str, place: tuple[float, float]) -> None:
    dry = lines("land", level).difference(lakes(level))
    assert not Point(place).within(dry)


@pytest.mark.parametrize(
    "label",
    [feature for feature in BASEMAP.features if feature.properties["kind"] == "label"],
    ids=lambda feature: feature.id,
)
def test_a_label_stands_on_what_it_names(label: geojson.Feature) -> None:
    land, of = lines("land", "10m"), label.properties["of"]
    if of == "sea":
        assert not label.geometry.within(land)
    elif of == "lake":
        assert label.geometry.within(lakes("10m"))
    elif of == "province":
        assert label.geometry.within(lines("focus", "10m"))
    else:
        assert label.geometry.within(land)
    if label.id.removeprefix("label-country-") in AREAS_50M:
        own = COUNTRIES[label.id.removeprefix("label-country-")].geometry
        assert label.geometry.within(own)
    assert {"name", "name_fa", "name_ur", "rank"} <= set(label.properties)


# Countries


def test_the_seven_countries_are_as_large_as_natural_earth_has_them() -> None:
    found = {feature.id: area_km2(feature.geometry) for feature in COUNTRIES.features}
    assert found == {country: pytest.approx(AREAS_50M[country], rel=0.005) for country in found}
    assert set(found) == set(AREAS_50M)


def test_the_countries_do_not_overlap_and_kashmir_is_noted() -> None:
    polygons = [feature.geometry for feature in COUNTRIES.features]
    assert shapely.union_all(polygons).area == pytest.approx(sum(each.area for each in polygons))
    assert "Kashmir" in COUNTRIES["pk"].properties["note"]


# Towns


def test_the_towns_that_orient_a_reader_are_there() -> None:
    assert {
        *("zahedan", "quetta", "gwadar-town", "chabahar", "turbat", "panjgur-town", "saravan"),
        *("iranshahr", "khash", "rask", "pishin", "mirjaveh", "taftan", "dalbandin", "nok-kundi"),
        *("nushki", "jiwani", "pasni", "ormara", "karachi", "hyderabad", "nawabshah", "islamabad"),
        *("lahore", "multan", "khanewal", "sukkur", "rohri", "jacobabad", "sibi", "bandar-abbas"),
        *("asaluyeh", "kerman", "bam", "yazd", "isfahan", "qom", "tehran", "qazvin", "zanjan"),
        *("tabriz", "rasht", "astara-ir", "van", "tatvan", "elazig", "malatya", "sivas"),
        *("kayseri", "ankara", "istanbul", "baku", "astrakhan", "moscow", "mashhad", "gorgan"),
        *("ashgabat", "mumbai", "kabul", "kandahar", "muscat", "dubai"),
    } <= {town.id for town in TOWNS.features}


@pytest.mark.parametrize("town", TOWNS.features, ids=lambda town: town.id)
def test_a_town_stands_in_its_country_with_names_in_three_languages(town: geojson.Feature) -> None:
    (country,) = town.properties["countries"]
    if country.lower() in AREAS_50M:
        # Ports stand on a coast that is generalised to some kilometres: a tenth of a degree.
        assert town.geometry.distance(COUNTRIES[country.lower()].geometry) < 0.1
    for language in ("name_fa", "name_ur"):
        name = town.properties[language]
        assert re.search(r"[\u0600-\u06ff]", name)
        # Arabic yeh and kaf are not letters of Persian or Urdu.
        assert not re.search(r"[\u064a\u0643]", name)
    assert 1 <= town.properties["rank"] <= 4
    assert town.properties.get("population", 1) > 0


def test_no_two_towns_are_the_same() -> None:
    ids = [town.properties["geonameid"] for town in TOWNS.features]
    assert len(ids) == len(set(ids))


# The sea leg


def test_the_sea_leg_joins_the_two_ports_and_says_that_it_is_a_route() -> None:
    line, properties = LineString(SEA_LEG.geometry.coords), SEA_LEG.properties
    assert line.coords[0] == (72.95, 18.95)
    assert line.coords[-1] == (56.0615, 27.1142)
    assert line.is_simple
    assert properties["accuracy"] == "schematic"
    assert "not a track" in properties["method"]
    assert properties["length_km"] == pytest.approx(measure.length_km(line), abs=0.1)


INSIDE_THE_COAST_KM = {"10m": 1, "50m": 10}
"""How far from the sea a port may stand: about the corners that each level's coast has lost."""


@pytest.mark.parametrize("level", LEVELS)
def test_the_sea_leg_crosses_no_land(level: str) -> None:
    # The ports themselves stand on the shore, inside the generalised coast.
    ashore = shapely.get_parts(SEA_LEG.geometry.intersection(lines("land", level)))
    ports = [SEA_LEG.geometry.coords[index] for index in (0, -1)]
    for part in ashore:
        assert min(part.distance(Point(port)) for port in ports) == pytest.approx(0)
        assert measure.length_km(LineString(part.coords)) < INSIDE_THE_COAST_KM[level]
