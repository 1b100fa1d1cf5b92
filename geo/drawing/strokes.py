"""How lines and points are drawn in a status: strokes, dashes and symbols, from the style table.

The page draws the same with ``geo/assets/symbols.js``.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Literal

from geo import styles

if TYPE_CHECKING:
    from geo.styles import KindStyle, StatusStyle

Paint = Literal["hue", "land", "panel", ""]
"""What a part is painted with: the kind's hue, or the ground around it; empty is nothing."""


@dataclass(frozen=True)
class Stroke:
    """One stroke along a line.  Lengths are in pixels."""

    role: Literal["casing", "line", "bar", "tie"]
    width: float
    dash: tuple[float, ...] = ()
    offset: float = 0
    round: bool = False


@dataclass(frozen=True)
class Part:
    """One part of a symbol about (0, 0): a disc, or a path of absolute M, L, C and Z."""

    shape: str | tuple[float, float, float]
    fill: Paint = ""
    stroke: Paint = ""
    width: float = 0
    dash: tuple[float, ...] = ()
    stem: bool = False


@dataclass(frozen=True)
class Symbol:
    """How far a symbol reaches from its middle, how high that stands, and its path."""

    radius: float
    lift: float = 0


_STEM = -15
"""A market stands above its place on a stem, so that the gate under it stays in sight."""

SYMBOLS = {
    "stall": Symbol(9, _STEM),
    "square": Symbol(6),
    "station": Symbol(5),
    "anchor": Symbol(9),
    "dot": Symbol(4),
    "tick": Symbol(5),
}

_ANCHOR = "M 0 -3.2 L 0 7 M -3.6 -0.6 L 3.6 -0.6 M -6.4 2.2 C -6 5.6 -3 7 0 7 C 3 7 6 5.6 6.4 2.2"
_STALL = (
    "M -4.6 -15.4 L -3.4 -18.6 L 3.4 -18.6 L 4.6 -15.4 Z "
    "M -3.3 -15 L -3.3 -11 M 3.3 -15 L 3.3 -11 M -3.3 -13 L 3.3 -13"
)
_SQUARE = "M -4.5 -4.5 L 4.5 -4.5 L 4.5 4.5 L -4.5 4.5 Z"

_TIE, _TIES_APART = 1, (12, 11)
"""How thick a railway's ties are, and how far apart: so far on a whole stroke, and at least so far
where it has dashes."""

_STRUCK_WIDTH, _STRUCK = 8, (1.4, 2.2, 1.4, 19)
"""What is cancelled is struck out by pairs of short bars across its line."""


def status_of(word: str | None) -> StatusStyle:
    """Return how a status looks; what has none looks as if in operation."""
    return styles.STATUSES.get(word or "", styles.STATUSES["operating"])


def hue(kind: KindStyle, status: StatusStyle) -> str:
    """Return the name of the colour of a kind in a status."""
    return "muted" if status.muted else kind.colour


def line(kind: KindStyle, status: StatusStyle, *, schematic: bool) -> list[Stroke]:
    """Return the strokes of a line, from the lowest up."""
    width = kind.width * status.width_factor
    dash = tuple(part * width for part in _pattern(status, schematic=schematic))
    rounded = any(part < width for part in dash[::2])
    bars = _across(status, width, dash)
    return [
        Stroke("casing", width + 3, dash, round=rounded),
        Stroke("line", width, dash, round=rounded),
        *([bars] if bars else []),
        *([_ties(width, dash)] if kind.ties else []),
    ]


def _pattern(status: StatusStyle, *, schematic: bool) -> tuple[float, ...]:
    """Return short strokes for what is schematic, with those of its status between them."""
    if not schematic:
        return status.dash
    # The round caps that make dots lengthen the strokes beside them by a whole width.
    cap = 1 if status.dash and status.dash[0] < 1 else 0
    stroke, gap = styles.SCHEMATIC_DASH
    return (stroke - cap, gap + cap, *status.dash)


def _across(status: StatusStyle, width: float, dash: tuple[float, ...]) -> Stroke | None:
    """Return strokes across a line: a bar in each gap, or pairs of bars that strike it out."""
    if status.bar and dash:
        period = sum(dash)
        thick = max(1.4, width * 0.6)
        offset = (thick / 2 - period + dash[-1] / 2) % period
        return Stroke("bar", width + 6, (thick, period - thick), offset)
    if status.struck:
        return Stroke("bar", _STRUCK_WIDTH, _STRUCK, -9 % sum(_STRUCK))
    return None


def _ties(width: float, dash: tuple[float, ...]) -> Stroke:
    """Return the ties of a railway, each in the middle of a stroke."""
    whole, least = _TIES_APART
    period = sum(dash) or whole
    apart = period * ceil(least / period)
    offset = (_TIE / 2 - (dash[0] if dash else apart) / 2) % apart
    return Stroke("tie", width + 4, (_TIE, apart - _TIE), offset)


def point(symbol: str, status: StatusStyle, accuracy: str = "") -> list[Part]:
    """Return the parts of a point's symbol, from the lowest up; what is not built is hollow."""
    hollow = bool(status.dash) and not status.bar and not status.muted
    shape = SYMBOLS[symbol]
    parts = _body(symbol, hollow=hollow)
    lift = shape.lift
    if status.bar:
        sign: Paint = "hue" if hollow else "panel"
        parts.append(Part(f"M -5 {lift} L 5 {lift}", stroke=sign, width=1.3))
    if status.struck:
        parts.append(Part(f"M -7 {lift + 7} L 7 {lift - 7}", stroke="hue", width=1.75))
    if accuracy in ("low", "schematic"):
        ring = (0, lift, shape.radius + 3.5)
        parts.append(Part(ring, stroke="hue", width=1.3, dash=(0.1, 3)))
    return parts


def _body(symbol: str, *, hollow: bool) -> list[Part]:
    if symbol == "stall":
        inner: Paint = "hue" if hollow else "panel"
        return [
            Part(f"M 0 0 L 0 {_STEM + 6}", stroke="hue", width=1.75, stem=True),
            _solid((0, _STEM, 8), hollow=hollow),
            Part(_STALL, fill=inner, stroke=inner, width=1.1),
        ]
    if symbol == "anchor":
        ring = (0, -5.4, 2.2)
        rims = [Part(shape, stroke="land", width=5) for shape in (_ANCHOR, ring)]
        return [*rims, *(Part(rim.shape, stroke="hue", width=1.75) for rim in rims)]
    if symbol == "tick":
        return [Part("M -5 0 L 5 0", stroke="hue", width=1.75)]
    shapes: dict[str, str | tuple[float, float, float]] = {
        "square": _SQUARE,
        "station": (0, 0, 3.4),
        "dot": (0, 0, 2.7),
    }
    return [_solid(shapes[symbol], hollow=hollow or symbol == "station")]


def _solid(shape: str | tuple[float, float, float], *, hollow: bool) -> Part:
    if hollow:
        return Part(shape, fill="panel", stroke="hue", width=1.75)
    return Part(shape, fill="hue", stroke="land", width=1.5)
