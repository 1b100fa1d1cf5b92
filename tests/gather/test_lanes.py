"""A sea leg through a made-up network: two ways round an island, and a lane without an end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.errors import GatherError
from geo.gather.sea import SeaRecipe, collect

if TYPE_CHECKING:
    from pathlib import Path

    from geo.geojson import Feature

# South about from 0 to 2 E over 1 S is shorter than north about over 2 N.
LANES = [
    {"type": "LineString", "coordinates": [[0, 0], [1, -1], [2, 0]]},
    {"type": "MultiLineString", "coordinates": [[[0, 0], [1, 2]], [[1, 2], [2, 0]]]},
    {"type": "LineString", "coordinates": [[5, 5], [6, 6]]},
]
WEST: dict[str, Any] = {
    "name": "West Port",
    "at": (-0.2, 0.1),
    "through": ((-0.1, 0.1), (-0.1, 0.0)),
    "joins": (0.0, 0.001),
    "reason": "the mole",
}
EAST: dict[str, Any] = {
    "name": "East Port",
    "at": (2.2, 0.1),
    "through": ((2.2, 0.0),),
    "joins": (2.0, 0.0),
    "reason": "the bar",
}
RECIPE: dict[str, Any] = {
    "packages": (
        {
            "registry": "pypi",
            "name": "lanes",
            "version": "1.0",
            "sha256": "0" * 64,
            "licence": "CC0-1.0",
        },
    ),
    "origin": {
        "data": "made up",
        "data_date": "2020",
        "licence": "CC0-1.0",
        "licence_url": "https://example.org/",
        "credit": "nobody",
        "method": "the shortest way",
    },
    "file_name": "legs.geojson",
    "file": "lanes.json",
    "joins_within_km": 1.0,
}


def run(folder: Path, start: dict[str, Any] = WEST, end: dict[str, Any] = EAST) -> Feature:
    features = [{"geometry": lane} for lane in LANES]
    (folder / "lanes.json").write_text(json.dumps({"features": features}), encoding="utf-8")
    leg = {"id": "west-east", "start": start, "end": end, "precision_m": 9000}
    recipe = SeaRecipe.model_validate(RECIPE | {"legs": (leg,)})
    ((name, collection),) = collect(recipe, {"lanes": folder})
    assert name == "legs.geojson"
    return collection["west-east"]


def test_the_leg_takes_the_shorter_way_between_the_ports(tmp_path: Path) -> None:
    assert list(run(tmp_path).geometry.coords) == [
        (-0.2, 0.1),
        (-0.1, 0.1),
        (-0.1, 0.0),
        (0.0, 0.0),
        (1.0, -1.0),
        (2.0, 0.0),
        (2.2, 0.0),
        (2.2, 0.1),
    ]


def test_the_way_back_is_the_same(tmp_path: Path) -> None:
    there, back = run(tmp_path), run(tmp_path, EAST, WEST)
    assert there.geometry.equals_exact(back.geometry.reverse(), 0)


def test_the_leg_says_that_it_is_schematic(tmp_path: Path) -> None:
    properties = run(tmp_path).properties
    assert properties["accuracy"] == "schematic"
    assert properties["precision_m"] == 9000
    assert properties["method"] == "the shortest way"
    assert properties["control_points"] == 3
    # Two diagonals of one degree, 156.9 km each, and six tenths of a degree between ports and lane.
    assert properties["length_km"] == pytest.approx(2 * 156.9 + 0.6 * 111.1, rel=0.002)


def test_a_port_far_from_every_node_is_refused(tmp_path: Path) -> None:
    # A hundredth of a degree of the equator has 1.1 km.
    with pytest.raises(GatherError, match=r"East Port: the network's nearest node .* 2\.2 km"):
        run(tmp_path, end=EAST | {"joins": (2.02, 0.0)})


def test_a_lane_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GatherError, match="west-east: the network has no way"):
        run(tmp_path, end=EAST | {"joins": (6.0, 6.0)})


def test_a_network_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "lanes.json").write_text("[]", encoding="utf-8")
    leg = {"id": "west-east", "start": WEST, "end": EAST, "precision_m": 9000}
    recipe = SeaRecipe.model_validate(RECIPE | {"legs": (leg,)})
    with pytest.raises(GatherError, match=r"lanes\.json: not GeoJSON of lines"):
        collect(recipe, {"lanes": tmp_path})
