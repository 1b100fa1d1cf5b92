"""Sea legs along a network of shipping lanes: routes, never tracks.

The network knows which way ships go round, not where they go.  A leg is the
shortest way through it, and its ends, between a port and the lane, are the
recipe's.
"""

from __future__ import annotations

import heapq
import json
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pydantic import Field

from shapely import LineString

from geo import measure
from geo.errors import GatherError
from geo.gather.packages import Id, Origin, Package, Position, Strict, Text, provenance
from geo.geojson import Collection, Feature

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.measure import LonLat

    Lanes = dict[LonLat, dict[LonLat, float]]


class Port(Strict):
    """An end of a leg, and how a ship comes from there to the network."""

    name: Text
    at: Position
    through: tuple[Position, ...] = Field(default=(), description="from the port outwards")
    joins: Position = Field(description="about where the network's node is")
    reason: Text = Field(description="why it goes through there, and joins there")


class Leg(Strict):
    """A leg from port to port."""

    id: Id
    start: Port
    end: Port
    precision_m: int = Field(gt=0, description="how far from it ships may be: an estimate")


class SeaRecipe(Strict):
    """Legs, and the network they run along."""

    packages: tuple[Package, ...] = Field(min_length=1, max_length=1)
    file_name: Text
    origin: Origin
    file: Text = Field(description="path inside the package: GeoJSON of lines that meet at ends")
    joins_within_km: float = Field(gt=0)
    legs: tuple[Leg, ...] = Field(min_length=1)


def collect(recipe: SeaRecipe, folders: Mapping[str, Path]) -> list[tuple[str, Collection]]:
    """Return the legs, sorted by id.

    Raises
    ------
    GatherError
        If the network has no node where a leg is to join it, or no way through.
    """
    lanes = _read(folders[recipe.packages[0].name] / recipe.file)
    features = tuple(
        _feature(leg, lanes, recipe) for leg in sorted(recipe.legs, key=lambda leg: leg.id)
    )
    members = {"provenance": provenance(recipe.packages, recipe.origin)}
    return [(recipe.file_name, Collection(features, members))]


def _read(path: Path) -> Lanes:
    """Return the network: of each node the next ones with the distance in metres."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        lines = [line for entry in document["features"] for line in _lines(entry["geometry"])]
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{path.name}: not GeoJSON of lines ({error})"
        raise GatherError(msg) from error
    lanes: Lanes = defaultdict(dict)
    for line in lines:
        for here, there in pairwise(line):
            distance = measure.distance_m(here, there)
            lanes[here][there] = lanes[there][here] = distance
    return lanes


def _lines(geometry: Mapping[str, Any]) -> list[list[LonLat]]:
    coordinates = geometry["coordinates"]
    parts = coordinates if geometry["type"] == "MultiLineString" else [coordinates]
    return [[(float(lon), float(lat)) for lon, lat in part] for part in parts]


def _feature(leg: Leg, lanes: Lanes, recipe: SeaRecipe) -> Feature:
    start, end = (_node(port, lanes, recipe) for port in (leg.start, leg.end))
    way = _shortest(lanes, start, end)
    if not way:
        msg = f"{leg.id}: the network has no way from {start} to {end}"
        raise GatherError(msg)
    outwards = [leg.start.at, *leg.start.through]
    inwards = [*reversed(leg.end.through), leg.end.at]
    line = LineString([*outwards, *way, *inwards])
    properties = {
        "from": leg.start.name,
        "to": leg.end.name,
        "accuracy": "schematic",
        "precision_m": leg.precision_m,
        "length_km": round(measure.length_km(line), 1),
        "method": recipe.origin.method,
        "control_points": len(outwards) + len(inwards) - 2,
    }
    return Feature(leg.id, line, properties)


def _node(port: Port, lanes: Lanes, recipe: SeaRecipe) -> LonLat:
    nearest = min(lanes, key=lambda node: measure.distance_m(node, port.joins))
    off_km = measure.distance_m(nearest, port.joins) / 1000
    if off_km > recipe.joins_within_km:
        msg = (
            f"{port.name}: the network's nearest node to {port.joins} is {nearest}, "
            f"{off_km:.1f} km away; the recipe allows {recipe.joins_within_km} km"
        )
        raise GatherError(msg)
    return nearest


def _shortest(lanes: Lanes, start: LonLat, end: LonLat) -> list[LonLat]:
    """Return the nodes of the shortest way (Dijkstra 1959, doi:10.1007/BF01386390)."""
    best = {start: 0.0}
    before: dict[LonLat, LonLat] = {}
    queue = [(0.0, start)]
    while queue:
        length, here = heapq.heappop(queue)
        if here == end:
            way = [end]
            while way[-1] != start:
                way.append(before[way[-1]])
            return way[::-1]
        if length > best[here]:
            continue
        for there, distance in lanes[here].items():
            if length + distance < best.get(there, float("inf")):
                best[there], before[there] = length + distance, here
                heapq.heappush(queue, (length + distance, there))
    return []
