"""Names on a still picture, the most important first, each where it covers nothing.

The page does the same with ``geo/assets/labels.js``, for every zoom.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

import shapely

from geo.atlas import BASEMAP
from geo.drawing import strokes
from geo.drawing.countries import seen_countries, within
from geo.drawing.placing import CELL, Plate, Wish
from geo.drawing.scene import last_rank, size
from geo.telling import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from shapely import LineString

    from geo.atlas import Atlas
    from geo.drawing.frame import Frame
    from geo.drawing.placing import Label, Measured, Rect
    from geo.drawing.scene import Mark

_SECTIONS = 7
"""From this zoom on a section bears its own name, before it that of its whole line."""

_GROUND = {"country": 21, "sea": 24, "lake": 36, "province": 48}
"""The basemap's names stand back behind features of these ranks."""

_NUDGES = [(0, down) for down in (0, -12, 12, -26, 26)]
_DRIFTS = [(along, down) for down in (0, -14, 14, -28, 28) for along in (0, -30, 30, -60, 60)]
"""The name of a great sea has room to give way in."""

_LAST, _FIRST_LINE = 5, 6
_LONG = 30
_BRACKETS = re.compile(r" ?[(][^()]*[)]$")
"""A name longer than this leaves out what it says in brackets at its end."""

_ALONG = sorted((part / 36 for part in range(2, 35)), key=lambda part: abs(part - 0.5))
"""Where along a line its name may stand: in its middle rather than near an end."""

_LED = 1
"""A point whose kind is of this rank is named from afar if need be, by a line that leads to it."""

_FAR_KM = 100
"""Of the kilometre marks along a line, those at full hundreds bear their number."""


@dataclass(frozen=True)
class Room:
    """Where names may stand: a picture, what is taken in it, and the side that one reads from.

    ``km_name`` names a kilometre mark by its number; ``named`` are the marks
    that are to be named, None is all that there is room for.
    """

    frame: Frame
    taken: tuple[Rect, ...]
    leftward: bool
    km_name: Callable[[float], Mapping[str, str]] | None = None
    named: Sequence[Mark] | None = None


def place(
    atlas: Atlas,
    marks: Sequence[Mark],
    room: Room,
    language: str,
    measure: Callable[[str, str], Measured],
) -> list[Label]:
    """Return the names that a picture has room for; no two of them meet.

    Parameters
    ----------
    atlas
        Its basemap names countries, seas and provinces.
    marks
        What is on the picture.
    room
        The picture, and what is taken in it already.
    language
        In which the names are written.
    measure
        How large a text of a kind is.
    """
    lines = [mark for mark in marks if mark.lines]
    named = marks if room.named is None else room.named
    wishes = [*_of_marks(atlas, named, room), *_of_ground(atlas, marks, room.frame)]
    symbols = [box for mark in marks if (box := symbol_box(mark, room.frame))]
    plate = Plate(
        room.frame.width, room.frame.height, [*room.taken, *symbols], _cells(lines, room.frame)
    )
    placed = []
    for wish in sorted(wishes, key=lambda wish: wish.priority):
        text = _text(wish.name, language)
        placed.append(plate.put(wish, text, measure(text, wish.kind)))
    return [label for label in placed if label]


def symbol_box(mark: Mark, frame: Frame) -> Rect | None:
    """Return the box of a point's symbol; None for a line, and for a tick, which is thin."""
    if mark.at is None or mark.style.symbol == "tick":
        return None
    x, y = mark.at
    radius, lift = _reach(mark, frame)
    return x - radius, y + lift - radius, x + radius, y + max(radius + lift, 3)


def _reach(mark: Mark, frame: Frame) -> tuple[float, float]:
    symbol, scale = strokes.SYMBOLS[mark.style.symbol], size(frame)
    return symbol.radius * scale, symbol.lift * scale


def _text(name: Mapping[str, str], language: str) -> str:
    whole = name.get(language, name["en"])
    return _BRACKETS.sub("", whole) if len(whole) > _LONG else whole


def _of_marks(atlas: Atlas, marks: Sequence[Mark], room: Room) -> Iterator[Wish]:
    rank = last_rank(room.frame)
    seen: set[str] = set()
    for mark in marks:
        wish = _of_mark(atlas, mark, marks, room) if _named(mark, rank) else None
        if wish and wish.key not in seen:
            seen.add(wish.key)
            yield wish


def _named(mark: Mark, rank: int) -> bool:
    if mark.style.symbol == "tick":
        return bool(mark.item.feature.properties["km"] % _FAR_KM == 0)
    return mark.rank <= rank


def _of_mark(atlas: Atlas, mark: Mark, marks: Sequence[Mark], room: Room) -> Wish:
    name: Mapping[str, str] = words(mark.item.record.name)
    if mark.at:
        alike = [
            one
            for one in marks
            if one.at and one is not mark and one.kind == mark.kind and _named(one, _LAST)
        ]
        if mark.style.symbol == "tick" and room.km_name:
            name = room.km_name(mark.item.feature.properties["km"])
        return Wish(
            name,
            mark.kind,
            str(mark.item.feature.id),
            mark.rank * 10,
            _around(mark, room),
            at=_middle(mark, room.frame),
            rivals=[_middle(one, room.frame) for one in alike],
            radius=_reach(mark, room.frame)[0],
            led=mark.style.rank <= _LED,
        )
    corridor = atlas.corridors.get(mark.item.feature.properties.get("corridor") or "")
    whole = [mark]
    if corridor and room.frame.zoom < _SECTIONS:
        name = words(corridor.name)
        whole = [one for one in marks if _same_corridor(one, mark)]
    places = _along([line for one in whole for line in one.lines], room.frame)
    return Wish(name, mark.kind, f"line {name['en']}", mark.rank * 10 + 5, places, hue=mark.hue)


def _same_corridor(one: Mark, other: Mark) -> bool:
    of = [mark.item.feature.properties.get("corridor") for mark in (one, other)]
    return of[0] == of[1]


def _middle(mark: Mark, frame: Frame) -> tuple[float, float]:
    x, y = mark.at or (0, 0)
    return x, y + _reach(mark, frame)[1]


def _around(mark: Mark, room: Room) -> Callable[[Measured], Iterable[tuple[float, float]]]:
    x, middle = _middle(mark, room.frame)
    radius, lift = _reach(mark, room.frame)
    side = -1 if room.leftward else 1
    foot = middle - lift + max(3, radius + lift)

    def places(of: Measured) -> Iterator[tuple[float, float]]:
        far, high = radius + 3 + of.width / 2, radius + 1 + of.height / 2
        for way in (side, -side):
            yield x + way * far, middle
        for way in (side, -side):
            for up in (-1, 1):
                yield x + way * (far - radius * 0.6), middle + up * (high - 3)
        yield x, middle - high
        yield x, foot + of.height / 2
        # What may be named from afar has a line for it.
        for way in () if mark.style.rank <= _LED else (side, -side):
            for up in (-1, 1):
                yield x + way * far, middle + up * 22

    return places


def _along(
    lines: Sequence[LineString], frame: Frame
) -> Callable[[Measured], Iterable[tuple[float, float]]]:
    points = [point for line in lines for point in _points(line, frame)]

    def places(of: Measured) -> Iterator[tuple[float, float]]:
        for part in _ALONG if points else ():
            x, y = points[int(part * (len(points) - 1))]
            yield x + of.width / 2 + 8, y
            yield x - of.width / 2 - 8, y
            yield x, y - of.height / 2 - 6
            yield x, y + of.height / 2 + 6

    return places


def _points(line: LineString, frame: Frame) -> Iterator[tuple[float, float]]:
    """Yield points every few pixels along what is seen of a line."""
    steps = np.arange(math.ceil(line.length / CELL) + 1) * CELL
    for x, y in shapely.get_coordinates(shapely.line_interpolate_point(line, steps)).tolist():
        if 0 <= x <= frame.width and 0 <= y <= frame.height:
            yield x, y


def _cells(lines: Iterable[Mark], frame: Frame) -> dict[tuple[int, int], int]:
    """Return what lines run through, in squares, and how much it costs to cover one."""
    cells: dict[tuple[int, int], int] = {}
    for mark in lines:
        weight = _FIRST_LINE if mark.style.rank <= 1 else 1
        for line in mark.lines:
            for x, y in _points(line, frame):
                cell = (math.floor(x / CELL), math.floor(y / CELL))
                cells[cell] = max(cells.get(cell, 0), weight)
    return cells


def _of_ground(atlas: Atlas, marks: Sequence[Mark], frame: Frame) -> Iterator[Wish]:
    features = atlas.geometry[BASEMAP].features if BASEMAP in atlas.geometry else ()
    frontiers = [one.item.feature.geometry for one in marks if one.kind == "frontier"]
    countries = seen_countries(features, frontiers, frame)
    for feature in features:
        given = feature.properties
        if given["kind"] != "label" or frame.zoom < _shows_from(given["of"], given["rank"]):
            continue
        point = feature.geometry.representative_point()
        at = frame.xy(point.x, point.y)
        named = {"en": given["name"], "fa": given.get("name_fa"), "ur": given.get("name_ur")}
        name = {language: text for language, text in named.items() if text}
        key = f"{given['of']} {given['name']}"
        places = _nearby(at, given["of"], given["rank"])
        if given["name"] in countries:
            places = within(at, countries[given["name"]])
        yield Wish(name, given["of"], key, _GROUND[given["of"]] + given["rank"], places)


def _nearby(
    at: tuple[float, float], kind: str, rank: int
) -> Callable[[Measured], Iterable[tuple[float, float]]]:
    great = kind == "sea" and rank <= 2  # noqa: PLR2004 - the two ranks of great seas
    moves = _DRIFTS if great else _NUDGES
    return lambda _: ((at[0] + along, at[1] + down) for along, down in moves)


def _shows_from(kind: str, rank: int) -> float:
    """Return the zoom from which a name of the basemap shows: provinces and small things late."""
    if kind == "province":
        return 4.25 + rank / 2
    return 1.75 + rank * 0.75 if rank > 1 else 0
