"""The small drawings of the legend: each thing drawn once more as it is drawn on the map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matplotlib.transforms import Affine2D

from shapely import LineString, Point

from geo.drawing import scene, strokes
from geo.figures import paint
from geo.figures.canvas import Pen
from geo.figures.key import SWATCH
from geo.styles import KindStyle

if TYPE_CHECKING:
    from geo.figures.canvas import Canvas
    from geo.figures.key import Line
    from geo.figures.lettering import Lettering
    from geo.figures.plan import Plan

_PLAIN = KindStyle("ink", width=2.5)
_SMALL = 0.8


def key(canvas: Canvas, plan: Plan, lettering: Lettering) -> None:
    """Draw the legend."""
    west, north, east, _ = plan.layout.legend
    pitch = lettering.pitch("key")
    known = lettering.measure("Hgل", "key")
    for line, along, down in plan.furniture.key.spots:
        start = west + along if lettering.rightward else east - along
        middle = north + down + pitch / 2
        side = 1 if lettering.rightward else -1
        indent = 0 if line.heading else SWATCH + 8
        style = lettering.text("heading" if line.heading else "key")
        foot = middle + (known.above - known.below) / 2
        canvas.text((start + side * indent, foot), line.words, style, lettering.reading, "key")
        if not line.heading and not line.continued:
            left = start if lettering.rightward else start - SWATCH
            _swatch(canvas, line, (left, middle), lettering)


def _swatch(canvas: Canvas, line: Line, at: tuple[float, float], lettering: Lettering) -> None:
    if line.doubt:
        _doubt(canvas, line.doubt, at, lettering)
        return
    row = line.row
    style = line.entry.style if line.entry else _PLAIN
    status = strokes.status_of(row.status if row else None)
    if style.symbol:
        _point(canvas, paint.Look(style.symbol, strokes.hue(style, status), status), at, lettering)
    elif style.width and (line.entry is None or line.entry.kind != "bloc-member"):
        look = (style, status, bool(row and row.schematic))
        paint.line(canvas, _stroke(at), look, (0, 0), lettering)
    else:
        x, y = at
        colour = lettering.colours[strokes.hue(style, status)]
        canvas.box((x + 3, y - 6, x + SWATCH - 3, y + 6), Pen(colour, 1, fill="", density=0.7))
        canvas.box((x + 3, y - 6, x + SWATCH - 3, y + 6), Pen(fill=colour, density=0.09))


def _stroke(at: tuple[float, float]) -> LineString:
    x, y = at
    return LineString([(x + 1, y), (x + SWATCH - 1, y)])


def _point(canvas: Canvas, look: paint.Look, at: tuple[float, float], lettering: Lettering) -> None:
    lift = strokes.SYMBOLS[look.symbol].lift
    place = Affine2D().translate(0, -lift).scale(_SMALL).translate(at[0] + SWATCH / 2, at[1])
    paint.point(canvas, look._replace(stem=False), place, lettering)


def _doubt(canvas: Canvas, sign: str, at: tuple[float, float], lettering: Lettering) -> None:
    plain = strokes.status_of(None)
    shade = Pen(fill=lettering.colours["ink"], density=scene.DOUBT)
    dot = paint.Look("dot", "ink", plain)
    x, y = at
    if sign == "disc":
        canvas.area(Point(x + SWATCH / 2, y).buffer(7), shade)
        _point(canvas, dot, at, lettering)
    elif sign == "ring":
        _point(canvas, dot._replace(accuracy="low"), at, lettering)
    else:
        if sign == "band":
            canvas.box((x + 1, y - 6, x + SWATCH - 1, y + 6), shade)
        look = (replace(_PLAIN, width=2), plain, sign == "strokes")
        paint.line(canvas, _stroke(at), look, (0, 0), lettering)
