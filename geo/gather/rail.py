"""Railway lines out of a routing network, in pieces that each say how sure they are.

The network knows its nodes and the length of the track between two of them, not
the track's shape.  Where track and straight step are nearly as long as each
other the step is as good as the track.  Where they are not, the step is a guess:
the recipe has to name it, and it becomes a piece of its own, so that nothing
else is drawn as sure or as unsure as it is.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import count, groupby, pairwise
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, StringConstraints

from shapely import LineString

from geo import measure
from geo.errors import GatherError
from geo.gather import network
from geo.gather.network import Box, Network, Step
from geo.gather.packages import Origin, Package, Strict, provenance
from geo.geojson import Collection, Feature
from geo.measure import LonLat  # noqa: TC001 - the recipe's models need it at run time

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(min_length=1)]
Positive = Annotated[float, Field(gt=0)]

# The words for accuracy and what each allows, in metres.
_HIGH_M = 250
_MEDIUM_M = 5000
# Positions of control points are rounded and lie beside the track, so a way
# through them may come out a little longer than the track itself.
_TOO_LONG = 1.02


class Join(Strict):
    """Two nodes that the data leave apart although one track runs through both."""

    between: tuple[LonLat, LonLat]
    why: Text


class Control(Strict):
    """A position that the track is known to pass, and how near."""

    name: Text
    at: LonLat
    precision_m: Positive
    source: Text


class Chord(Strict):
    """A step that may be taken although its track can lie far from it, and why it is."""

    id: Id
    between: tuple[LonLat, LonLat]
    why: Text
    through: tuple[Control, ...] = ()


class Line(Strict):
    """A line to be drawn, from stop to stop, by the shortest way through others."""

    id: Id
    stops: tuple[Id, ...] = Field(min_length=2)
    leave_out: tuple[LonLat, ...] = Field(
        default=(), description="nodes of hairpins so tight that, rounded, they would cross"
    )
    remark: Text | None = None


class Published(Strict):
    """Kilometres that somebody publishes for lines one after the other."""

    what: Text
    lines: tuple[Id, ...] = Field(min_length=1)
    km: Positive
    publisher: Text
    remark: Text | None = None


class Stop(Strict):
    """A node of the network that has a name."""

    name: Text
    at: LonLat


class RailRecipe(Strict):
    """Which lines to take out of a network, and what to leave."""

    packages: tuple[Package, ...] = Field(min_length=1, max_length=1)
    origin: Origin
    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.geojson$")]
    module: Text = Field(description="path of the network's file inside the package")
    window: Box = Field(description="west, south, east, north")
    chord_max_km: Positive = Field(description="longest step that is taken without being named")
    bow_max_km: Positive = Field(description="farthest a track may lie from such a step")
    join_max_km: Positive = Field(description="longest join between two nodes")
    node_precision_m: Positive = Field(description="how far a node can be from its place")
    stops: dict[Id, Stop]
    joins: tuple[Join, ...] = ()
    chords: tuple[Chord, ...] = ()
    lines: tuple[Line, ...] = Field(min_length=1)
    published: tuple[Published, ...] = ()


@dataclass(frozen=True)
class _Stride:
    """A step as it is drawn: the vertices, and how far from them the track can lie."""

    vertices: tuple[LonLat, ...]
    track_km: float
    precision_m: float
    chord: Chord | None


@dataclass(frozen=True)
class _Piece:
    """Strides that are drawn as one feature, of one line."""

    id: str
    line: str
    strides: tuple[_Stride, ...]
    guess: bool

    @property
    def vertices(self) -> list[LonLat]:
        """Positions of the whole piece, none twice in a row."""
        first = self.strides[0].vertices[0]
        return [first, *(v for stride in self.strides for v in stride.vertices[1:])]


def collect(recipe: RailRecipe, folders: Mapping[str, Path]) -> list[tuple[str, Collection]]:
    """Return the lines of a recipe as one collection of pieces.

    Each feature is a LineString with ``line``, ``from``, ``to``, ``length_km``
    (geodesic, of the drawing), ``track_km`` (of the track, as the data have
    it), ``chord_max_km``, ``precision_m``, ``accuracy`` and ``method``.  The
    member ``lines`` lists the pieces of each line in order; ``published``
    sets beside them the kilometres that others publish.

    Raises
    ------
    GatherError
        If the package does not hold what the recipe says, or a line cannot be
        drawn within the recipe's limits; all such lines are named at once.
    """
    rails = network.read(folders[recipe.packages[0].name] / recipe.module, recipe.window)
    findings = [*_unknown(rails, recipe)]
    if findings:
        raise GatherError(findings)
    for join in recipe.joins:
        rails.add(Step(*join.between, network.sphere_km(*join.between)))
    pieces: list[_Piece] = []
    for line in recipe.lines:
        try:
            pieces.extend(_pieces(line.id, _strides(rails, recipe, line)))
        except GatherError as error:
            findings.extend(error.findings)
    findings.extend((*_faults(pieces), *_idle(recipe, pieces)))
    if findings:
        raise GatherError(findings)
    return [(recipe.file, _collection(recipe, pieces))]


def _unknown(rails: Network, recipe: RailRecipe) -> Iterator[str]:
    """Say what the recipe names that the network does not have, or may not have."""
    named = [(f"stop {key}", stop.at) for key, stop in recipe.stops.items()]
    named += [("joins", end) for join in recipe.joins for end in join.between]
    named += [(chord.id, end) for chord in recipe.chords for end in chord.between]
    missing = [(purpose, at) for purpose, at in named if at not in rails.neighbours]
    yield from (f"{purpose}: {rails.absence(at)}" for purpose, at in missing)
    for join in recipe.joins:
        distance = network.sphere_km(*join.between)
        if distance > recipe.join_max_km:
            yield (
                f"joins: {join.between} are {distance:.2f} km apart; "
                f"allowed are {recipe.join_max_km:g} km"
            )
    for chord in recipe.chords:
        start, end = chord.between
        if start in rails.neighbours and end not in rails.neighbours[start]:
            yield f"{chord.id}: the network has no step between {start} and {end}"
    for line in recipe.lines:
        strange = [stop for stop in line.stops if stop not in recipe.stops]
        yield from (f"{line.id}: no stop is called {stop!r}" for stop in strange)


def _strides(rails: Network, recipe: RailRecipe, line: Line) -> list[_Stride]:
    """Return the way along a line's stops, as it is drawn."""
    chords = {frozenset(chord.between): chord for chord in recipe.chords}

    def allowed(step: Step) -> bool:
        short = step.chord_km <= recipe.chord_max_km and step.bow_km <= recipe.bow_max_km
        return short or frozenset((step.start, step.end)) in chords

    way: list[Step] = []
    for start, end in pairwise(recipe.stops[stop] for stop in line.stops):
        leg = rails.way(start.at, end.at, allowed)
        if leg is None:
            msg = f"{line.id}: no way from {start.name} to {end.name} within the recipe's limits"
            refused = rails.way(start.at, end.at, lambda _: True) or ()
            needed = [str(step) for step in refused if not allowed(step)]
            raise GatherError(f"{msg}; it would need {', '.join(needed)}" if needed else msg)
        way.extend(leg)
    return [_stride(step, chords, recipe) for step in _without(way, line.leave_out)]


def _without(steps: Iterable[Step], nodes: Container[LonLat]) -> list[Step]:
    """Return steps that go straight past some nodes, at the length of the track through them."""
    kept: list[Step] = []
    for step in steps:
        if kept and step.start in nodes:
            before = kept.pop()
            kept.append(Step(before.start, step.end, before.track_km + step.track_km))
        else:
            kept.append(step)
    return kept


def _stride(step: Step, chords: Mapping[frozenset[LonLat], Chord], recipe: RailRecipe) -> _Stride:
    chord = chords.get(frozenset((step.start, step.end)))
    controls = chord.through if chord is not None else ()
    if chord is not None and step.start == chord.between[1]:
        controls = controls[::-1]
    vertices = (step.start, *(control.at for control in controls), step.end)
    straight = [network.sphere_km(*ends) for ends in pairwise(vertices)]
    if sum(straight) > step.track_km * _TOO_LONG:
        msg = (
            f"{chord.id if chord else step}: {sum(straight):.1f} km through its positions, "
            f"but the track is only {step.track_km:.1f} km long"
        )
        raise GatherError(msg)
    # All that the track has over the drawing may lie between any two vertices.
    spare = max(step.track_km - sum(straight), 0)
    bow = max(network.bow_km(length, length + spare) for length in straight)
    nearness = max((control.precision_m for control in controls), default=0)
    precision = 1000 * bow + max(nearness, recipe.node_precision_m)
    return _Stride(vertices, step.track_km, precision, chord)


def _pieces(line: str, strides: Sequence[_Stride]) -> list[_Piece]:
    """Cut a line at each named chord that stays a guess, and number what lies between."""

    def guess(stride: _Stride) -> str:
        unsure = stride.chord is not None and stride.precision_m > _MEDIUM_M
        return stride.chord.id if stride.chord is not None and unsure else ""

    runs = [(name, tuple(run)) for name, run in groupby(strides, key=guess)]
    several = sum(not name for name, _ in runs) > 1
    numbers = count(1)
    return [
        _Piece(name or (f"{line}-{next(numbers)}" if several else line), line, run, bool(name))
        for name, run in runs
    ]


def _faults(pieces: Sequence[_Piece]) -> Iterator[str]:
    """Say what is wrong with pieces that could be drawn."""
    for name, times in Counter(piece.id for piece in pieces).items():
        if times > 1:
            yield f"{name}: {times} pieces have this id; an id names one"
    for piece in pieces:
        precision_m = max(stride.precision_m for stride in piece.strides)
        if precision_m > _MEDIUM_M and not piece.guess:
            yield f"{piece.id}: its track can lie {precision_m / 1000:.1f} km off; name the chord"
    for line, run in groupby(pieces, key=lambda piece: piece.line):
        whole = [vertex for piece in run for vertex in piece.vertices]
        if not LineString(whole).is_simple:
            yield f"{line}: crosses itself; leave a node out, or name a stop on the right track"


def _idle(recipe: RailRecipe, pieces: Sequence[_Piece]) -> Iterator[str]:
    """Say what the recipe names and no line uses, if all lines could be drawn."""
    drawn = {piece.line for piece in pieces}
    if drawn != {line.id for line in recipe.lines}:
        return
    used = {stride.chord.id for piece in pieces for stride in piece.strides if stride.chord}
    idle = [chord.id for chord in recipe.chords if chord.id not in used]
    yield from (f"{chord}: no line takes this chord" for chord in idle)
    for entry in recipe.published:
        yield from (f"{entry.what}: no line {line!r}" for line in entry.lines if line not in drawn)


def _collection(recipe: RailRecipe, pieces: Sequence[_Piece]) -> Collection:
    names = {stop.at: stop.name for stop in recipe.stops.values()}
    features = [_feature(piece, names) for piece in pieces]
    lengths: dict[str, list[tuple[float, float]]] = {}
    for feature in features:
        length = feature.properties["length_km"], feature.properties["track_km"]
        lengths.setdefault(feature.properties["line"], []).append(length)
    members = {
        "provenance": provenance(recipe.packages, recipe.origin),
        "lines": [
            {
                "id": line.id,
                "stops": [recipe.stops[stop].name for stop in line.stops],
                "pieces": [piece.id for piece in pieces if piece.line == line.id],
                "remark": line.remark,
                **_kilometres([line.id], lengths),
            }
            for line in recipe.lines
        ],
        "published": [
            {**entry.model_dump(), **_kilometres(entry.lines, lengths)}
            for entry in recipe.published
        ],
    }
    return Collection(tuple(sorted(features, key=lambda feature: feature.id)), members)


def _kilometres(
    lines: Iterable[str], lengths: Mapping[str, Sequence[tuple[float, float]]]
) -> dict[str, float]:
    drawn, track = zip(*(pair for line in lines for pair in lengths[line]), strict=True)
    return {"length_km": round(sum(drawn), 3), "track_km": round(sum(track), 3)}


def _feature(piece: _Piece, names: Mapping[LonLat, str]) -> Feature:
    vertices = piece.vertices
    longest = float(measure.segment_lengths_m(vertices).max()) / 1000
    precision = _rounded_up(max(stride.precision_m for stride in piece.strides))
    properties = {
        "line": piece.line,
        "from": _name(vertices[0], names),
        "to": _name(vertices[-1], names),
        "length_km": round(measure.length_km(LineString(vertices)), 3),
        "track_km": round(sum(stride.track_km for stride in piece.strides), 3),
        "chord_max_km": round(longest, 3),
        "precision_m": precision,
        "accuracy": _accuracy(precision),
        "method": _method(piece, longest, precision),
    }
    return Feature(piece.id, LineString(vertices), properties)


def _name(position: LonLat, names: Mapping[LonLat, str]) -> str:
    return names.get(position, f"node at {position[0]:g} {position[1]:g}")


def _rounded_up(metres: float) -> int:
    """Return metres rounded up, to tens below a kilometre and to hundreds above."""
    step = 10 if metres < 1000 else 100  # noqa: PLR2004 - said above
    return math.ceil(metres / step) * step


def _accuracy(precision_m: float) -> str:
    if precision_m <= _HIGH_M:
        return "high"
    return "medium" if precision_m <= _MEDIUM_M else "low"


def _method(piece: _Piece, longest_km: float, precision_m: float) -> str:
    chords = [stride.chord for stride in piece.strides if stride.chord is not None]
    controls = [control for chord in chords for control in chord.through]
    passing = ", ".join(f"{control.name} ({control.source})" for control in controls)
    within = (
        "By the length of track between nodes, the track lies within "
        f"{precision_m / 1000:g} km of the line drawn."
    )
    if piece.guess:
        track = sum(stride.track_km for stride in piece.strides)
        way = f"through {passing}" if passing else "as one straight step"
        return (
            f"Not the shape of the track, which the data do not hold: {track:.1f} km of track "
            f"between two nodes of the network, drawn {way}. {within}"
        )
    way = f" and through {passing}" if passing else ""
    return (
        f"From node to node of the network{way}, the longest straight step {longest_km:.1f} km. "
        f"{within}"
    )
