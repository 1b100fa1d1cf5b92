"""A routing network of railway lines: reading it, and finding the way over it.

The network has nodes where lines meet, end or change, and between two of them
the length of the track but not its shape.  That length tells how far from the
straight step the track can lie: a track of length t between nodes c apart
stays inside the ellipse with the nodes as foci and t as long axis, so never
farther from the step than half of sqrt(t² - c²).
"""

from __future__ import annotations

import heapq
import json
import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from geo.errors import GatherError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from geo.measure import LonLat

# The data's own lengths are great circles on this sphere; a step is measured on
# the same one before the two are compared, or the ellipsoid would look like a bend.
EARTH_RADIUS_KM = 6371.0

Box = tuple[float, float, float, float]


class Step(NamedTuple):
    """From one node straight to the next, with the length of the track between them."""

    start: LonLat
    end: LonLat
    track_km: float

    @property
    def chord_km(self) -> float:
        """Great-circle length of the straight step, in kilometres."""
        return sphere_km(self.start, self.end)

    @property
    def bow_km(self) -> float:
        """Farthest that the track can lie from the straight step, in kilometres."""
        return bow_km(self.chord_km, self.track_km)

    def __str__(self) -> str:
        """Return what a message calls it."""
        return (
            f"{_written(self.start)} to {_written(self.end)} "
            f"({self.chord_km:.1f} km straight, {self.track_km:.1f} km of track)"
        )


def sphere_km(start: LonLat, end: LonLat) -> float:
    """Great-circle distance on the sphere that the network's lengths are measured on."""
    lat, other = math.radians(start[1]), math.radians(end[1])
    across = math.radians(end[0] - start[0])
    half = math.sin((other - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(other) * math.sin(across / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def bow_km(chord: float, track: float) -> float:
    """Half of the short axis of the ellipse that a track of this length stays in."""
    return math.sqrt(max(track**2 - chord**2, 0)) / 2


@dataclass(frozen=True)
class Network:
    """Nodes by position, each with its neighbours and the kilometres of track to them."""

    neighbours: dict[LonLat, dict[LonLat, float]] = field(default_factory=dict)

    def add(self, step: Step) -> None:
        """Put an edge in, both ways; of two between the same nodes the shorter stays."""
        for start, end in ((step.start, step.end), (step.end, step.start)):
            known = self.neighbours.setdefault(start, {})
            known[end] = min(step.track_km, known.get(end, math.inf))

    def absence(self, position: LonLat) -> str:
        """Say that no node stands here, and where the nearest one does."""
        if not self.neighbours:
            return f"no node at {_written(position)}; the network is empty within the window"
        nearest = min(self.neighbours, key=lambda node: (sphere_km(position, node), node))
        return (
            f"no node at {_written(position)}; the nearest is {_written(nearest)}, "
            f"{sphere_km(position, nearest):.3f} km away"
        )

    def way(
        self, start: LonLat, end: LonLat, allowed: Callable[[Step], bool]
    ) -> tuple[Step, ...] | None:
        """Return the shortest way by track between two nodes, or None if there is none.

        Parameters
        ----------
        start, end
            Positions of nodes.
        allowed
            Whether a step may be taken.
        """
        came_from: dict[LonLat, LonLat] = {}
        lengths = {start: 0.0}
        waiting = [(0.0, start)]
        done: set[LonLat] = set()
        while waiting:
            length, node = heapq.heappop(waiting)
            if node == end:
                return self._steps(came_from, end)
            if node in done:
                continue
            done.add(node)
            for following, track in self.neighbours[node].items():
                total = length + track
                closer = total < lengths.get(following, math.inf)
                if closer and allowed(Step(node, following, track)):
                    lengths[following] = total
                    came_from[following] = node
                    heapq.heappush(waiting, (total, following))
        return None

    def _steps(self, came_from: dict[LonLat, LonLat], end: LonLat) -> tuple[Step, ...]:
        nodes = [end]
        while nodes[-1] in came_from:
            nodes.append(came_from[nodes[-1]])
        return tuple(
            Step(start, end, self.neighbours[start][end]) for start, end in pairwise(nodes[::-1])
        )


def read(path: Path, window: Box) -> Network:
    """Read the part of a network that lies within a window.

    The file is Python source with two literals, ``nodes`` (a list of
    ``[lat, lon]``) and ``graph`` (a list with, for each node, a dictionary of
    kilometres by neighbour).  It is read as text; none of it is run.

    Parameters
    ----------
    path
        The file.
    window
        West, south, east, north; an edge is read if both its nodes lie within.

    Raises
    ------
    GatherError
        If the file is missing or holds something else.
    """
    try:
        literals = _literals(path, ("nodes", "graph"))
        nodes = [(float(lon), float(lat)) for lat, lon in json.loads(literals["nodes"])]
        rows = literals["graph"].removeprefix("[{").removesuffix("}]").split("}, {")
        steps = list(_edges(nodes, rows, window))
    except OSError as error:
        msg = f"{path.name}: cannot be read ({error.strerror})"
        raise GatherError(msg) from error
    except (KeyError, ValueError, IndexError, TypeError) as error:
        msg = f"{path.name}: not a network of nodes and graph ({type(error).__name__}: {error})"
        raise GatherError(msg) from error
    network = Network()
    for step in steps:
        network.add(step)
    return network


def _literals(path: Path, names: Sequence[str]) -> dict[str, str]:
    with path.open(encoding="utf-8") as file:
        assignments = (line.rstrip("\n").partition("=") for line in file)
        return {name: value for name, sign, value in assignments if sign and name in names}


def _edges(nodes: Sequence[LonLat], rows: Sequence[str], window: Box) -> Iterable[Step]:
    if len(rows) != len(nodes):
        msg = f"{len(nodes)} nodes, but {len(rows)} rows of edges"
        raise ValueError(msg)
    inside = [_within(position, window) for position in nodes]
    for index, row in enumerate(rows):
        if not inside[index]:
            continue
        for entry in filter(None, row.split(", ")):
            neighbour, _, kilometres = entry.partition(": ")
            other = int(neighbour)
            # A node is listed as its own neighbour at no distance.
            if inside[other] and nodes[other] != nodes[index]:
                yield Step(nodes[index], nodes[other], float(kilometres))


def _within(position: LonLat, window: Box) -> bool:
    west, south, east, north = window
    return west <= position[0] <= east and south <= position[1] <= north


def _written(position: LonLat) -> str:
    return f"{position[0]:g} {position[1]:g}"
