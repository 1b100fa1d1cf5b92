"""The legend of a figure: its blocks in columns, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from geo.drawing.legend import STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.drawing.legend import Entry, Legend, Row
    from geo.speech import Speech

SWATCH = 32
"""How wide the small drawing before the words is, in pixels."""

_GAP = 7
_GUTTER = 18
_LEAST = 140


@dataclass(frozen=True)
class Line:
    """One line of the legend: words, and what is drawn before them."""

    words: str
    entry: Entry | None = None
    row: Row | None = None
    doubt: str = ""
    heading: bool = False
    continued: bool = False


class Spot(NamedTuple):
    """A line in its place: how far from the reading side, and from the top."""

    line: Line
    along: float
    down: float


@dataclass(frozen=True)
class Key:
    """The legend, laid out: its lines, and how high it is."""

    spots: tuple[Spot, ...]
    height: float


def blocks(legend: Legend, speech: Speech, detail: Literal["full", "brief"]) -> list[list[Line]]:
    """Return the legend as blocks of lines that belong together.

    Parameters
    ----------
    legend
        What is on the picture.
    speech
        The language of the words.
    detail
        ``full`` says each status with its kind; ``brief`` says kinds and statuses apart.
    """
    made = _brief(legend, speech) if detail == "brief" else _full(legend, speech)
    doubts = [
        Line(speech.capital(speech.t(f"accuracy.{sign}")), doubt=sign) for sign in legend.doubts
    ]
    return [*made, doubts] if doubts else made


def _full(legend: Legend, speech: Speech) -> list[list[Line]]:
    made: list[list[Line]] = []
    single: list[Line] | None = None
    for entry in legend.entries:
        kind = speech.t(f"kind.{entry.kind}")
        rows = _looks(entry)
        if len(rows) == 1 or rows[0].status is None:
            if single is None:
                single = []
                made.append(single)
            single += [
                Line(_sentence([kind, *_words(row, speech)], speech), entry, row) for row in rows
            ]
            continue
        single = None
        alike = all(row.schematic for row in rows)
        named = [kind, *([speech.t("accuracy.schematic")] if alike else [])]
        lines = [
            Line(_sentence(_words(row, speech, alike=alike), speech), entry, row) for row in rows
        ]
        made.append([Line(_sentence(named, speech), heading=True), *lines])
    return made


def _brief(legend: Legend, speech: Speech) -> list[list[Line]]:
    kinds = [
        Line(speech.capital(speech.t(f"kind.{entry.kind}")), entry, _plainest(entry))
        for entry in legend.entries
    ]
    statuses: dict[str, Line] = {}
    for entry in sorted(legend.entries, key=lambda entry: not entry.style.width):
        for row in entry.rows:
            if row.status and row.status not in statuses:
                words = speech.capital(speech.t(f"status.{row.status}"))
                statuses[row.status] = Line(words, None, replace(row, schematic=False))
    ordered = sorted(statuses, key=STATUSES.index)
    return [kinds, [statuses[word] for word in ordered]]


def _looks(entry: Entry) -> list[Row]:
    """Return the rows that differ in look: what has no status looks as if in operation."""
    plain = any(row.status is None for row in entry.rows)
    return [row for row in entry.rows if not (plain and row.status == "operating")]


def _plainest(entry: Entry) -> Row:
    return next((row for row in entry.rows if row.status == "operating"), entry.rows[0])


def _words(row: Row, speech: Speech, *, alike: bool = False) -> list[str]:
    status = [speech.t(f"status.{row.status}")] if row.status else []
    return [*status, *([speech.t("accuracy.schematic")] if row.schematic and not alike else [])]


def _sentence(words: Sequence[str], speech: Speech) -> str:
    return speech.capital(speech.t("list.comma").join(words))


def columns(
    made: Sequence[Sequence[Line]],
    width: float,
    pitch: float,
    measure: Callable[[str], float],
    *,
    dense: bool = False,
) -> Key:
    """Lay blocks out in as many columns of equal width as there is room for.

    Parameters
    ----------
    made
        The blocks.
    width
        Of the whole legend, in pixels.
    pitch
        From line to line, in pixels.
    measure
        How wide words are.
    dense
        Make two columns at least, and break words for it.
    """
    # What explains a sign of doubt is a sentence: it is broken, and makes no column wider.
    widths = [
        _indent(line) + measure(line.words) for block in made for line in block if not line.doubt
    ]
    widest = min(max([*widths, _LEAST]), (width - _GUTTER) / 2 if dense else width)
    count = min(max(1, int((width + _GUTTER) // (widest + _GUTTER))), max(1, len(made)))
    column = (width - _GUTTER * (count - 1)) / count
    broken = [[part for line in block for part in _broken(line, column, measure)] for block in made]
    heights = [sum(_heights(block, pitch)) + _GAP for block in broken]
    room = max([*heights, sum(heights) / count])
    while len(_dealt(heights, room)) > count:
        room += pitch / 2
    spots: list[Spot] = []
    deepest = 0.0
    for at, numbers in enumerate(_dealt(heights, room)):
        down = 0.0
        for number in numbers:
            for line, height in zip(broken[number], _heights(broken[number], pitch), strict=True):
                spots.append(Spot(line, at * (column + _GUTTER), down))
                down += height
            down += _GAP
        deepest = max(deepest, down - _GAP)
    return Key(tuple(spots), deepest)


def wrapped(words: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Return words in lines that are no wider than so many pixels, and about equally long.

    A single word that is wider has a line to itself.
    """
    lines = _filled(words, width, measure)
    narrow, wide = width / 2, width
    while wide - narrow > width / 50:
        middle = (narrow + wide) / 2
        fewer = len(_filled(words, middle, measure)) <= len(lines)
        narrow, wide = (narrow, middle) if fewer else (middle, wide)
    return _filled(words, wide, measure)


def _filled(words: str, width: float, measure: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _broken(line: Line, column: float, measure: Callable[[str], float]) -> list[Line]:
    first, *more = wrapped(line.words, column - _indent(line), measure)
    rest = [Line(words, continued=True, heading=line.heading) for words in more]
    return [replace(line, words=first), *rest]


def _heights(block: Sequence[Line], pitch: float) -> list[float]:
    """Return how far it is from each line to the next; a broken one holds together."""
    follows = [*(line.continued for line in block[1:]), False]
    return [pitch * (0.84 if continued else 1) for continued in follows]


def _indent(line: Line) -> float:
    return 0 if line.heading else SWATCH + 8


def _dealt(heights: Sequence[float], room: float) -> list[list[int]]:
    """Return which blocks stand in which column, if none is to be higher than a room."""
    dealt: list[list[int]] = []
    left = 0.0
    for number, height in enumerate(heights):
        if not dealt or height > left + 0.01:
            dealt.append([])
            left = room
        dealt[-1].append(number)
        left -= height
    return dealt
