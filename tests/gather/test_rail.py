"""The rail collector over a network of a dozen nodes on the equator.

A tenth of a degree of the equator is 2π · 6371 / 3600 = 11.119 km on the
sphere that the network's lengths are measured on.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

import pytest

from geo import geojson
from geo.errors import GatherError
from geo.gather import network, rail

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from geo.geojson import Collection

TENTH_KM = 2 * math.pi * 6371 / 3600

# A main line a-b-c-d-e along the equator, where c-d is as bent as 3-4-5: 10 km
# of track for every 8 km straight.  f hangs off b by a detour to c; g and h
# are the two ends of a track that the data leave 0.111 km apart.
NODES = {
    "a": (0.0, 0.0),
    "b": (0.1, 0.0),
    "c": (0.2, 0.0),
    "d": (0.3, 0.0),
    "e": (0.4, 0.0),
    "f": (0.15, 0.05),
    "g": (0.5, 0.0),
    "h": (0.501, 0.0),
    "i": (0.6, 0.0),
    "far": (50.0, 50.0),
}
TRACKS = {
    ("a", "b"): TENTH_KM,
    ("b", "c"): TENTH_KM,
    ("b", "f"): 9.0,
    ("f", "c"): 9.0,
    ("c", "d"): TENTH_KM * 10 / 8,
    ("d", "e"): TENTH_KM,
    ("e", "g"): TENTH_KM,
    ("h", "i"): TENTH_KM * 0.99,
}


def write_network(folder: Path) -> Path:
    names = list(NODES)
    rows: list[dict[int, float]] = [{index: 0.0} for index in range(len(names))]
    for (start, end), kilometres in TRACKS.items():
        rows[names.index(start)][names.index(end)] = round(kilometres, 3)
        rows[names.index(end)][names.index(start)] = round(kilometres, 3)
    rows[names.index("far")] = {}
    nodes = [[lat, lon] for lon, lat in NODES.values()]
    path = folder / "made_up.py"
    path.write_text(
        f"\nraise SystemExit('this must never run')\ngraph={rows}\nnodes={nodes}\n"
        "made_up = Graph(graph=graph, nodes=nodes)\n",
        encoding="utf-8",
    )
    return path


def recipe(**changes: Any) -> rail.RailRecipe:
    base: dict[str, Any] = {
        "packages": (
            {
                "registry": "pypi",
                "name": "made-up",
                "version": "1.0",
                "sha256": "0" * 64,
                "licence": "ODbL-1.0",
            },
        ),
        "origin": {
            "data": "a made-up network",
            "data_date": "2024-04",
            "licence": "ODbL-1.0",
            "licence_url": "https://opendatacommons.org/licenses/odbl/1-0/",
            "credit": "nobody",
            "method": "made up",
        },
        "file": "rail.geojson",
        "module": "made_up.py",
        "window": (-1.0, -1.0, 1.0, 1.0),
        "chord_max_km": 20.0,
        "bow_max_km": 3.0,
        "join_max_km": 2.0,
        "node_precision_m": 80.0,
        "stops": {name: {"name": name.upper(), "at": at} for name, at in NODES.items()},
        "lines": ({"id": "a-c", "stops": ("a", "c")},),
    }
    del base["stops"]["far"]
    return rail.RailRecipe.model_validate(base | changes)


def collected(folder: Path, **changes: Any) -> Collection:
    write_network(folder)
    [(name, collection)] = rail.collect(recipe(**changes), {"made-up": folder})
    assert name == "rail.geojson"
    return collection


def chord(start: str, end: str, **more: Any) -> dict[str, Any]:
    return {"id": "bend", "between": (NODES[start], NODES[end]), "why": "no node"} | more


def control(at: tuple[float, float]) -> dict[str, Any]:
    return {"name": "Town", "at": at, "precision_m": 1000.0, "source": "a gazetteer"}


def ends(collection: Collection, pieces: Sequence[str]) -> list[tuple[Any, Any]]:
    lines = [list(collection[piece].geometry.coords) for piece in pieces]
    return [(before[-1], after[0]) for before, after in itertools.pairwise(lines)]


def findings(folder: Path, **changes: Any) -> tuple[str, ...]:
    with pytest.raises(GatherError) as raised:
        collected(folder, **changes)
    return raised.value.findings


LINE_A_E = ({"id": "a-e", "stops": ("a", "e")},)


def test_nodes_are_read_as_lon_lat_within_the_window_only(tmp_path: Path) -> None:
    rails = network.read(write_network(tmp_path), (-1, -1, 1, 1))
    assert set(rails.neighbours) == set(NODES.values()) - {NODES["far"]}


def test_a_node_is_not_its_own_neighbour(tmp_path: Path) -> None:
    rails = network.read(write_network(tmp_path), (-1, -1, 1, 1))
    assert all(node not in others for node, others in rails.neighbours.items())


def test_a_track_of_ten_for_eight_straight_lies_within_three() -> None:
    # The ellipse with foci 8 apart and long axis 10 has the short axis 6 (3-4-5).
    assert network.bow_km(8, 10) == pytest.approx(3)


def test_a_track_as_long_as_its_step_lies_on_it_even_if_rounded_shorter() -> None:
    assert network.bow_km(8, 7.999) == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nodes=[[0, 0]]\n", "graph"),
        ("nodes=[[0, 0]]\ngraph=[{1: 2.0}, {0: 2.0}]\n", "1 nodes, but 2 rows"),
        ("nodes=[[0, 0]]\ngraph=[{one: 2.0}]\n", "one"),
        ("nodes=here\ngraph=[{0: 0.0}]\n", "not a network"),
    ],
)
def test_what_is_not_a_network_is_said_so(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "made_up.py"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GatherError, match=said):
        network.read(path, (-1, -1, 1, 1))


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(GatherError, match=r"nowhere\.py: cannot be read"):
        network.read(tmp_path / "nowhere.py", (-1, -1, 1, 1))


def test_a_line_takes_the_shortest_track_and_not_the_detour(tmp_path: Path) -> None:
    piece = collected(tmp_path)["a-c"]
    assert list(piece.geometry.coords) == [NODES["a"], NODES["b"], NODES["c"]]
    assert piece.properties["track_km"] == pytest.approx(2 * TENTH_KM, abs=0.002)
    # On the ellipsoid a tenth of a degree of the equator is 11.132 km.
    assert piece.properties["length_km"] == pytest.approx(22.264, abs=0.001)
    assert piece.properties["chord_max_km"] == pytest.approx(11.132, abs=0.001)


def test_a_straight_track_is_of_high_accuracy(tmp_path: Path) -> None:
    properties = collected(tmp_path)["a-c"].properties
    assert properties["accuracy"] == "high"
    # 80 m for the nodes; lengths rounded to a metre can hide a bow of
    # half of sqrt(11.120² - 11.119²) km, some 80 m.
    assert 80 <= properties["precision_m"] <= 170


def test_a_stop_in_between_leads_over_the_detour(tmp_path: Path) -> None:
    lines = ({"id": "a-c", "stops": ("a", "f", "c")},)
    piece = collected(tmp_path, lines=lines)["a-c"]
    assert NODES["f"] in piece.geometry.coords


def test_a_bent_step_is_refused_by_name_unless_the_recipe_names_it(tmp_path: Path) -> None:
    [said] = findings(tmp_path, lines=LINE_A_E)
    assert said == (
        "a-e: no way from A to E within the recipe's limits; "
        "it would need 0.2 0 to 0.3 0 (11.1 km straight, 13.9 km of track)"
    )


def test_a_long_step_is_refused_however_straight(tmp_path: Path) -> None:
    [said] = findings(tmp_path, chord_max_km=10.0, lines=({"id": "a-b", "stops": ("a", "b")},))
    assert "0 0 to 0.1 0" in said


def test_two_ends_that_no_track_joins_are_said_so(tmp_path: Path) -> None:
    [said] = findings(tmp_path, lines=({"id": "g-h", "stops": ("g", "h")},))
    assert said == "g-h: no way from G to H within the recipe's limits"


def test_a_named_bend_is_a_piece_of_its_own_between_the_others(tmp_path: Path) -> None:
    made = collected(tmp_path, lines=LINE_A_E, chords=(chord("c", "d"),), bow_max_km=3.0)
    # Half of sqrt(13.899² - 11.119²) km is 4.17 km, which with 80 m is still medium.
    assert [feature.id for feature in made.features] == ["a-e"]
    assert made["a-e"].properties["accuracy"] == "medium"
    assert made["a-e"].properties["precision_m"] == 4300


def test_a_bend_that_may_lie_over_five_kilometres_off_is_low_and_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TRACKS, ("c", "d"), TENTH_KM * 2)
    made = collected(tmp_path, lines=LINE_A_E, chords=(chord("c", "d"),))
    [line] = made.members["lines"]
    assert line["pieces"] == ["a-e-1", "bend", "a-e-2"]
    assert all(end == start for end, start in ends(made, line["pieces"]))
    # Half of sqrt(2² - 1) tenths of a degree: 9.63 km, and 80 m, rounded up.
    assert made["bend"].properties["precision_m"] == 9800
    assert made["bend"].properties["accuracy"] == "low"
    assert made["bend"].properties["method"].startswith("Not the shape of the track")
    assert made["a-e-1"].properties["accuracy"] == "high"


def test_a_control_point_is_drawn_through_in_either_direction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TRACKS, ("c", "d"), TENTH_KM * 2)
    points = [(0.23, 0.03), (0.27, 0.03)]
    bend = chord("c", "d", through=tuple(control(point) for point in points))
    for stops, expected in ((("c", "d"), points), (("d", "c"), points[::-1])):
        lines = ({"id": "line", "stops": stops},)
        made = collected(tmp_path, lines=lines, chords=(bend,))
        assert list(made["bend"].geometry.coords)[1:-1] == expected
        assert "Town (a gazetteer)" in made["bend"].properties["method"]


def test_a_control_point_that_makes_the_way_longer_than_the_track_is_refused(
    tmp_path: Path,
) -> None:
    bend = chord("c", "d", through=(control((0.25, 0.2)),))
    [said] = findings(tmp_path, lines=LINE_A_E, chords=(bend,))
    assert said.startswith("bend: ")
    assert "but the track is only 13.9 km long" in said


def test_two_ends_are_joined_where_the_recipe_says_so(tmp_path: Path) -> None:
    join = {"between": (NODES["g"], NODES["h"]), "why": "two ends of one track"}
    lines = ({"id": "e-i", "stops": ("e", "i")},)
    piece = collected(tmp_path, lines=lines, joins=(join,))["e-i"]
    assert list(piece.geometry.coords) == [NODES[name] for name in "eghi"]


def test_a_join_over_the_limit_is_refused(tmp_path: Path) -> None:
    join = {"between": (NODES["e"], NODES["h"]), "why": "too far"}
    [said] = findings(tmp_path, joins=(join,))
    assert said.endswith("are 11.23 km apart; allowed are 2 km")


def test_a_node_left_out_keeps_its_track_but_not_its_corner(tmp_path: Path) -> None:
    lines = ({"id": "a-c", "stops": ("a", "f", "c"), "leave_out": (NODES["b"],)},)
    piece = collected(tmp_path, lines=lines)["a-c"]
    assert list(piece.geometry.coords) == [NODES["a"], NODES["f"], NODES["c"]]
    assert piece.properties["track_km"] == pytest.approx(TENTH_KM + 18, abs=0.002)


def test_a_corner_left_out_that_makes_a_guess_of_the_track_is_refused(tmp_path: Path) -> None:
    lines = ({"id": "a-c", "stops": ("a", "f", "c"), "leave_out": (NODES["f"],)},)
    [said] = findings(tmp_path, lines=lines)
    # From b to c 18 km of track: half of sqrt(18² - 11.119²) is 7.08 km, and 0.08 for the nodes.
    assert said == "a-c: its track can lie 7.2 km off; name the chord"


def test_a_line_that_crosses_itself_is_refused(tmp_path: Path) -> None:
    lines = ({"id": "loop", "stops": ("a", "c", "f", "b")},)
    [said] = findings(tmp_path, lines=lines)
    assert said.startswith("loop: crosses itself")


def test_everything_that_the_network_lacks_is_said_in_one_run(tmp_path: Path) -> None:
    stops: Mapping[str, Any] = {
        "a": {"name": "A", "at": NODES["a"]},
        "b": {"name": "B", "at": (0.1, 0.001)},
    }
    said = findings(
        tmp_path,
        stops=stops,
        lines=({"id": "a-b", "stops": ("a", "z")},),
        chords=(chord("a", "c"),),
    )
    assert said == (
        "stop b: no node at 0.1 0.001; the nearest is 0.1 0, 0.111 km away",
        "bend: the network has no step between (0.0, 0.0) and (0.2, 0.0)",
        "a-b: no stop is called 'z'",
    )


def test_a_chord_that_no_line_takes_and_an_id_used_twice_are_said(tmp_path: Path) -> None:
    twice = ({"id": "a-c", "stops": ("a", "b")}, {"id": "a-c", "stops": ("b", "c")})
    said = findings(tmp_path, lines=twice, chords=(chord("c", "d"),))
    assert said == (
        "a-c: 2 pieces have this id; an id names one",
        "bend: no line takes this chord",
    )


def test_published_kilometres_stand_beside_drawn_and_track(tmp_path: Path) -> None:
    lines = ({"id": "a-b", "stops": ("a", "b")}, {"id": "b-c", "stops": ("b", "c")})
    entry = {"what": "A to C", "lines": ("a-b", "b-c"), "km": 22.0, "publisher": "a timetable"}
    [published] = collected(tmp_path, lines=lines, published=(entry,)).members["published"]
    assert published["km"] == 22
    assert published["length_km"] == pytest.approx(22.264, abs=0.001)
    assert published["track_km"] == pytest.approx(2 * TENTH_KM, abs=0.002)


def test_published_kilometres_of_no_line_are_said(tmp_path: Path) -> None:
    entry = {"what": "A to Z", "lines": ("a-z",), "km": 22.0, "publisher": "a timetable"}
    assert findings(tmp_path, published=(entry,)) == ("A to Z: no line 'a-z'",)


def test_the_same_recipe_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (geojson.dumps(collected(tmp_path)) for _ in range(2))
    assert first == second
    assert first.index('"provenance"') < first.index('"lines"') < first.index('"features"')
