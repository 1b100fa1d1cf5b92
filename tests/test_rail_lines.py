"""The gathered railway lines: whole, honest about their accuracy, as long as others say."""

from __future__ import annotations

import math
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shapely import LineString

from geo import geojson, measure
from geo.gather import network
from geo.lines import locate

if TYPE_CHECKING:
    from geo.geojson import Feature
    from geo.measure import LonLat

ROOT = Path(__file__).parents[1]
RAILS = geojson.read(ROOT / "seeds" / "geometry" / "rail.geojson")
RECIPE = tomllib.loads((ROOT / "seeds" / "gather" / "rail.toml").read_text(encoding="utf-8"))
PIECES = {piece.id: piece for piece in RAILS.features}
LINES: dict[str, dict[str, Any]] = {line["id"]: line for line in RAILS.members["lines"]}
CHORDS = {chord["id"] for chord in RECIPE["chords"]}

ZAHEDAN_KERMAN = (
    "zahedan-junction-zahedan",
    "zahedan-junction-khash-junction",
    "khash-junction-bam",
    "bam-kerman",
)
TEHRAN_TABRIZ = (
    "tehran-karaj",
    "karaj-qazvin",
    "qazvin-rasht-junction",
    "rasht-junction-zanjan",
    "zanjan-mianeh",
    "mianeh-maragheh",
    "maragheh-tabriz",
)
TATVAN_ANKARA = (
    "tatvan-elazig",
    "elazig-malatya",
    "malatya-cetinkaya",
    "cetinkaya-sivas",
    "sivas-kayseri",
    "kayseri-yerkoy",
    "yerkoy-kirikkale",
    "kirikkale-ankara",
)

# Lines one after the other, the kilometres published for them, and how far the
# track in the data may be from that.
PUBLISHED = [
    # Posts of Pakistan Railways in the notes of the noritetsu rail map, 2026-10-08.
    (("rohri-jacobabad", "jacobabad-sibi", "sibi-mach", "mach-spezand"), 359, 0.05),
    (("spezand-quetta",), 25, 0.05),
    # Route table of Wikipedia's article on the Quetta-Taftan line: Sheikh Wasil 47, Galangur 97.
    (("spezand-sheikh-wasil",), 47, 0.05),
    (("sheikh-wasil-galangur",), 50, 0.05),
    # Railway Gazette International, January 2007.
    (("bam-kerman",), 225, 0.05),
    # Chainage of the Iranian railways in the notes of the noritetsu rail map, 2026-10-03.
    (ZAHEDAN_KERMAN, 539.2, 0.05),
    (TEHRAN_TABRIZ, 735.9, 0.05),
    (("sufian-salmas", "salmas-razi"), 189.8, 0.05),
    (("bafq-sirjan", "sirjan-bandar-abbas"), 612.1, 0.05),
    # The same notes count Garmsar-Incheh Borun by Gorgan, which the drawing leaves on a spur.
    (("garmsar-gorgan-junction", "gorgan-junction-incheh-borun"), 457.9, 0.06),
    # German Wikipedia's article on the line Qom-Zahedan: Badrud 162.3, Kashan 98.3, Bafq 428.
    (("bafq-yazd", "yazd-meybod", "meybod-badrud"), 428, 0.05),
    (("badrud-kashan",), 64, 0.05),
    # French Wikipedia's article on the line Van-Sufian: the border station 114 km from the pier.
    (("kapikoy-van",), 114, 0.05),
    # OSJD, 2019.
    (("rasht-junction-rasht",), 164, 0.05),
    # 154, 155 and 157 km are in print, November 2022.
    (("khash-junction-khash",), 155, 0.05),
    # 1,388 km from the border to Ankara (The Diplomatic Observer, January 2022),
    # less 116.7 km from the border to the pier of Van (French Wikipedia).
    (TATVAN_ANKARA, 1271.3, 0.05),
]

# Stations whose positions come from elsewhere (Wikipedia's articles on them):
# the line has to pass as near as its own precision and the station's size allow.
STATIONS = [
    ("margalla-rawalpindi", (73.048182, 33.663653), 500),
    ("zahedan-junction-zahedan", (60.874922, 29.480009), 500),
    ("tehran-junction-tehran", (51.397344, 35.6571), 500),
    ("elazig-malatya", (39.2227, 38.6651), 1000),
    ("elazig-malatya", (38.2833, 38.3523), 500),
    ("ankara-eskisehir", (30.5078, 39.7794), 500),
    # The border between Iran and Turkey by published kilometres.
    ("razi-kapikoy", (44.335, 38.495), 500),
]


def vertices(piece: Feature) -> list[LonLat]:
    return [(lon, lat) for lon, lat in piece.geometry.coords]


def parts(line: str) -> list[list[LonLat]]:
    return [vertices(PIECES[piece]) for piece in LINES[line]["pieces"]]


def whole(line: str) -> list[LonLat]:
    return [parts(line)[0][0], *(vertex for part in parts(line) for vertex in part[1:])]


def test_every_line_of_the_recipe_is_there_and_every_piece_belongs_to_one() -> None:
    assert list(LINES) == [line["id"] for line in RECIPE["lines"]]
    assert sorted(piece for line in LINES.values() for piece in line["pieces"]) == sorted(PIECES)


def test_pieces_of_a_line_meet_and_its_ends_are_its_stops() -> None:
    for line in RECIPE["lines"]:
        drawn = parts(line["id"])
        assert all(before[-1] == after[0] for before, after in pairwise(drawn)), line["id"]
        first, last = (RECIPE["stops"][line["stops"][end]]["at"] for end in (0, -1))
        assert [*drawn[0][0], *drawn[-1][-1]] == [*first, *last], line["id"]


def test_no_line_crosses_itself_or_repeats_a_vertex() -> None:
    for line in LINES:
        drawn = whole(line)
        assert LineString(drawn).is_simple, line
        assert len(set(drawn)) == len(drawn), line


def test_no_two_lines_draw_the_same_step() -> None:
    steps = [frozenset(step) for line in LINES for step in pairwise(whole(line))]
    assert len(set(steps)) == len(steps)


def test_length_and_longest_step_of_a_piece_are_geodesic() -> None:
    for piece in RAILS.features:
        steps_km = measure.segment_lengths_m(vertices(piece)) / 1000
        assert piece.properties["length_km"] == pytest.approx(steps_km.sum(), abs=0.001), piece.id
        assert piece.properties["chord_max_km"] == pytest.approx(steps_km.max(), abs=0.001)


def test_a_step_over_the_limit_is_named_in_the_recipe_and_of_low_accuracy() -> None:
    # The limit holds on the network's sphere; the ellipsoid differs by up to 0.6 %.
    limit_km = RECIPE["chord_max_km"] * 1.006
    over = [piece for piece in RAILS.features if piece.properties["chord_max_km"] > limit_km]
    assert over
    assert all(piece.id in CHORDS for piece in over)
    assert all(piece.properties["accuracy"] == "low" for piece in over)


def test_accuracy_follows_from_precision_and_what_is_low_is_never_called_track() -> None:
    for piece in RAILS.features:
        precision_m = piece.properties["precision_m"]
        word = "high" if precision_m <= 250 else "medium" if precision_m <= 5000 else "low"
        said = piece.properties["method"].startswith("Not the shape of the track")
        assert piece.properties["accuracy"] == word, piece.id
        assert (word == "low") == said == (piece.id in CHORDS), piece.id


def test_a_straight_guess_is_as_unsure_as_the_length_of_its_track_makes_it() -> None:
    straight = [piece for piece in RAILS.features if piece.id in CHORDS]
    straight = [piece for piece in straight if len(vertices(piece)) == 2]
    assert straight
    for piece in straight:
        chord_km = network.sphere_km(*vertices(piece))
        # A track of t km between ends c km apart strays at most half of sqrt(t² - c²).
        stray_m = 500 * math.sqrt(piece.properties["track_km"] ** 2 - chord_km**2)
        # 80 m for the rounding of the nodes, and rounded up to the next hundred.
        assert 0 <= piece.properties["precision_m"] - stray_m - 80 <= 100, piece.id


def test_no_piece_is_drawn_longer_than_its_track() -> None:
    # 2 % for control points beside the track, 0.6 % for the ellipsoid.
    for piece in RAILS.features:
        assert piece.properties["length_km"] <= piece.properties["track_km"] * 1.026, piece.id


@pytest.mark.parametrize(("lines", "km", "within"), PUBLISHED)
def test_the_track_is_as_long_as_published(
    lines: tuple[str, ...], km: float, within: float
) -> None:
    assert sum(LINES[line]["track_km"] for line in lines) == pytest.approx(km, rel=within)


def test_a_published_length_that_differs_by_over_five_percent_says_why() -> None:
    for entry in RAILS.members["published"]:
        assert entry["remark"] or abs(entry["track_km"] / entry["km"] - 1) <= 0.05, entry["what"]


@pytest.mark.parametrize(("line", "station", "within_m"), STATIONS)
def test_a_line_passes_a_station_known_from_elsewhere(
    line: str, station: LonLat, within_m: float
) -> None:
    assert locate(whole(line), station).offset_m <= within_m


def test_positions_have_at_most_six_decimals_and_lie_within_the_window() -> None:
    west, south, east, north = RECIPE["window"]
    for piece in RAILS.features:
        for lon, lat in vertices(piece):
            assert (round(lon, 6), round(lat, 6)) == (lon, lat)
            assert west <= lon <= east
            assert south <= lat <= north


def test_the_file_says_where_its_data_come_from() -> None:
    provenance = RAILS.members["provenance"]
    assert next(iter(RAILS.members)) == "provenance"
    assert provenance["packages"] == RECIPE["packages"]
    assert provenance["licence"] == "ODbL-1.0"
    assert provenance["credit"] == "© OpenStreetMap contributors"
