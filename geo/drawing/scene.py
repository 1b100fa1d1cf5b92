"""What a still picture shows: the ground, and the features of a map in the order of drawing."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from shapely import LineString, Point, unary_union

from geo import styles
from geo.atlas import BASEMAP
from geo.basemap import COARSE, FINE
from geo.disputed import DRAWN
from geo.drawing import strokes
from geo.encoding import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas
    from geo.definitions import LayerChoice, MapDefinition
    from geo.drawing.frame import Frame
    from geo.fields import Worldview
    from geo.layers import Drawn, Layer
    from geo.styles import KindStyle, StatusStyle

AREAS = {"land": "neighbour", "focus": "land", "lake": "lake"}
"""Kinds of the basemap's areas, in the order in which they are painted, and their colours."""

LINES = {"province": "province", "boundary": "boundary"}
"""Kinds of the basemap's lines, and their colours; disputed ones come on top of them."""

DISPUTED = "disputed"

DISPUTED_DASH = (4, 3)

DOUBT = 0.13
"""How dense discs and bands of doubt are."""

_NARROW_DEG = 20
"""Views narrower than this show the basemap's finer level."""

_BAND, _FAINT = 2, 90
"""A band thinner than this, in pixels from its middle, is not drawn; one wider grows fainter."""

_RANKS = (5, 6.25, 8.25)
"""Closer than these zooms, things of the third, fourth and fifth rank show too."""

_ORIENTING = "places"
"""The layer whose chief things a picture always shows: nobody can switch it on there."""

_TICK_GAP, _STEPS = 8, (1, 2, 5, 10, 20, 50)
"""Kilometre marks are thinned until neighbours are so many pixels apart."""


@dataclass(frozen=True)
class Ground:
    """One shape of the basemap, in pixels."""

    kind: str
    shape: BaseGeometry


@dataclass(frozen=True)
class Mark:
    """One feature as a picture shows it.

    ``layer`` is the place of its layer on the map; ``shape`` is in pixels and
    ``reach`` is how far off it may be, in pixels; ``angle`` turns a tick across
    its line, in degrees clockwise.
    """

    layer: int
    item: Drawn
    shape: BaseGeometry
    reach: float
    angle: float = 0

    @property
    def kind(self) -> str:
        """The kind of thing that it is."""
        return str(self.item.feature.properties["kind"])

    @property
    def style(self) -> KindStyle:
        """How its kind looks."""
        return styles.KINDS[self.kind]

    @property
    def word(self) -> str | None:
        """Its status, if it has any."""
        word: str | None = self.item.feature.properties["status"]
        return word

    @property
    def status(self) -> StatusStyle:
        """How its status looks."""
        return strokes.status_of(self.word)

    @property
    def accuracy(self) -> str:
        """How sure its position is, in a word."""
        return str(self.item.feature.properties["accuracy"])

    @property
    def schematic(self) -> bool:
        """Whether only the order of its points is known."""
        return self.accuracy == "schematic"

    @property
    def hue(self) -> str:
        """The name of its colour."""
        return strokes.hue(self.style, self.status)

    @property
    def rank(self) -> int:
        """From which zoom on it shows: 1 always, 5 last."""
        rank: int | None = self.item.feature.properties.get("rank")
        return self.style.rank if rank is None else rank

    @property
    def lines(self) -> list[LineString]:
        """Its lines; none if it is a point or an area."""
        return [part for part in parts(self.shape, LineString) if part.length > 0]

    @property
    def at(self) -> tuple[float, float] | None:
        """Where it is, if it is a point."""
        return (self.shape.x, self.shape.y) if isinstance(self.shape, Point) else None

    @property
    def doubtful(self) -> bool:
        """Whether its doubt is wide enough to be drawn."""
        if self.at:
            return self.reach >= strokes.SYMBOLS[self.style.symbol].radius
        return bool(self.lines) and self.reach >= _BAND


def ground(
    atlas: Atlas,
    frame: Frame,
    tolerance: float,
    margin: float = 24,
    view: Worldview = "claims",
) -> Iterator[Ground]:
    """Yield the basemap as a picture shows it, in the order of painting.

    Every disputed line that a worldview draws is of the kind ``DISPUTED``.
    """
    features = atlas.geometry[BASEMAP].features if BASEMAP in atlas.geometry else ()
    west, _, east, _ = frame.bounds
    level = FINE if east - west < _NARROW_DEG else COARSE
    for kind in (*AREAS, *LINES, *DRAWN[view]):
        for feature in features:
            given = feature.properties
            if given["kind"] == kind and given.get("level") == level:
                shape = frame.seen(feature.geometry, tolerance, margin)
                if not shape.is_empty:
                    yield Ground(DISPUTED if kind in DRAWN[view] else kind, shape)


def marks(
    layers: Mapping[str, Layer], definition: MapDefinition, frame: Frame, tolerance: float = 0
) -> list[Mark]:
    """Return the features that a picture shows of a map, in the order of drawing."""
    drawn = [
        (layer, item)
        for layer, choice in enumerate(definition.layers)
        for item in layers[choice.layer].drawn
        if choice.has(item.feature.properties) and (choice.on or _orients(choice, item))
    ]
    drawn.sort(key=lambda one: styles.KINDS[one[1].feature.properties["kind"]].order)
    placed = [mark for layer, item in drawn for mark in _mark(layer, item, frame, tolerance)]
    return list(_thinned(placed, frame))


def _orients(choice: LayerChoice, item: Drawn) -> bool:
    """Tell whether a picture shows a thing for orientation, though its layer is off at first."""
    rank = item.feature.properties.get("rank")
    return choice.layer == _ORIENTING and rank is not None and rank <= 1


def _mark(layer: int, item: Drawn, frame: Frame, tolerance: float) -> Iterator[Mark]:
    geometry = item.feature.geometry
    is_point = isinstance(geometry, Point)
    shape = frame.seen(geometry, 0 if is_point else tolerance, 0 if is_point else 24)
    if shape.is_empty:
        return
    west, south, east, north = geometry.bounds
    reach = item.doubt.precision_m / frame.metres_per_px((west + east) / 2, (south + north) / 2)
    yield Mark(layer, item, shape, reach)


def size(frame: Frame) -> float:
    """Return how large symbols are drawn: seen from afar smaller, so that neighbours part."""
    return min(1, max(0.6, (frame.zoom - 0.5) / 5.5))


def last_rank(frame: Frame) -> int:
    """Return the last rank of things that a picture has room for."""
    return 2 + sum(frame.zoom >= start for start in _RANKS)


def _thinned(placed: Sequence[Mark], frame: Frame) -> Iterator[Mark]:
    """Yield marks without the places and the kilometre marks that there is no room for."""
    ticks = [mark for mark in placed if mark.style.symbol == "tick"]
    kept = {id(mark): turned for mark, turned in _ticks(ticks, placed)}
    for mark in placed:
        if mark.style.symbol == "tick":
            if id(mark) in kept:
                yield kept[id(mark)]
        elif mark.style.symbol != "dot" or mark.rank <= last_rank(frame):
            yield mark


def _ticks(ticks: Sequence[Mark], placed: Sequence[Mark]) -> Iterator[tuple[Mark, Mark]]:
    if not ticks:
        return
    spots = [mark.shape for mark in ticks]
    gaps = sorted(one.distance(other) for one, other in pairwise(spots))
    middle = gaps[len(gaps) // 2] if gaps else _TICK_GAP
    step = next((every for every in _STEPS if every * middle >= _TICK_GAP), _STEPS[-1])
    for mark in ticks[::step]:
        alike = unary_union([one.shape for one in placed if one.lines and one.hue == mark.hue])
        yield mark, replace(mark, angle=_across(mark.shape, alike))


def _across(spot: BaseGeometry, lines: BaseGeometry) -> float:
    """Return the direction across a line where it passes a point, in degrees clockwise."""
    near = lines.intersection(spot.buffer(6))
    longest = max(parts(near, LineString), key=lambda part: part.length, default=None)
    if longest is None:
        return 0
    (x0, y0), (x1, y1) = longest.coords[0], longest.coords[-1]
    return math.degrees(math.atan2(y1 - y0, x1 - x0)) + 90


def doubts(marks: Iterable[Mark]) -> list[tuple[str, float, BaseGeometry]]:
    """Return discs and bands of doubt, to scale: colour, density, and the ground they cover.

    Those of one hue are one shape, so that none shows where they overlap.
    """
    shapes: dict[tuple[str, float], list[BaseGeometry]] = {}
    for mark in marks:
        if mark.doubtful:
            density = round(DOUBT * min(1, _FAINT / mark.reach), 3)
            about: Any = mark.shape.buffer(mark.reach, quad_segs=16)
            shapes.setdefault((mark.style.colour, density), []).append(about)
    return [(hue, density, unary_union(held)) for (hue, density), held in shapes.items()]
