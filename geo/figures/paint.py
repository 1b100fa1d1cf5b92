"""Drawing what a figure's plan says: ground, doubt, lines, points, names, and what is around."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from matplotlib.transforms import Affine2D

from shapely import LineString, box

from geo.atlas import BASEMAP
from geo.drawing import scene, strokes
from geo.figures import swatches
from geo.figures.canvas import Pen, measure

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.drawing.frame import Frame
    from geo.drawing.placing import Label, Rect
    from geo.drawing.scene import Mark
    from geo.figures.canvas import Canvas
    from geo.figures.lettering import Lettering
    from geo.figures.locator import Locator
    from geo.figures.plan import Plan
    from geo.styles import StatusStyle

_TOLERANCE = 0.3
_LOCATOR_TOLERANCE = 0.5
_TICK = 0.7
_LEAST_SHOWN = 5
"""A view smaller than this in the locator, in pixels, is drawn as large as this."""


class Look(NamedTuple):
    """How a point looks; in a legend it has no stem to stand on."""

    symbol: str
    hue: str
    status: StatusStyle
    accuracy: str = ""
    stem: bool = True


def figure(canvas: Canvas, atlas: Atlas, plan: Plan, lettering: Lettering) -> None:
    """Draw a figure on a canvas."""
    colours = lettering.colours
    canvas.box((0, 0, canvas.width, canvas.height), Pen(fill=colours["panel"]))
    window = plan.layout.window
    canvas.clip(window)
    corner = (window[0], window[1])
    _ground(canvas, atlas, plan, lettering)
    for hue, density, shape in scene.doubts(plan.marks):
        canvas.area(shape, Pen(fill=colours[hue], density=density), corner)
    for mark in plan.marks:
        feature(canvas, mark, plan.frame, corner, lettering)
    for label in plan.labels:
        _name(canvas, label, corner, lettering)
    _scale(canvas, plan, lettering)
    canvas.clip(None)
    if plan.locator:
        _locate(canvas, atlas, plan, plan.locator, lettering)
    canvas.box(window, Pen(colours["rule"], 1))
    _words(canvas, plan, lettering)
    swatches.key(canvas, plan, lettering)


def _ground(canvas: Canvas, atlas: Atlas, plan: Plan, lettering: Lettering) -> None:
    colours, frame, corner = lettering.colours, plan.frame, plan.layout.window[:2]
    extent = frame.seen(box(*atlas.settings.extent))
    canvas.area(extent, Pen(fill=colours["sea"]), corner)
    for shape in scene.ground(atlas, frame, _TOLERANCE, view=plan.worldview):
        if shape.kind in scene.AREAS:
            edge = "" if shape.kind == "focus" else colours["coast"]
            fill = colours[scene.AREAS[shape.kind]]
            canvas.area(shape.shape, Pen(edge, 0.75, fill=fill), corner)
        else:
            dash = scene.DISPUTED_DASH if shape.kind == scene.DISPUTED else ()
            width = 0.75 if shape.kind == "province" else 1
            pen = Pen(colours[scene.LINES.get(shape.kind, "boundary")], width, dash)
            canvas.line(shape.shape, pen, corner)


def feature(
    canvas: Canvas, mark: Mark, frame: Frame, corner: tuple[float, float], lettering: Lettering
) -> None:
    """Draw one feature as its kind, status and accuracy ask."""
    colours = lettering.colours
    if mark.at:
        small = _TICK if mark.style.symbol == "tick" else 1
        place = Affine2D().scale(scene.size(frame) * small).rotate_deg(mark.angle)
        place = place.translate(mark.at[0] + corner[0], mark.at[1] + corner[1])
        look = Look(mark.style.symbol, mark.hue, mark.status, mark.accuracy)
        point(canvas, look, place, lettering)
    elif mark.lines:
        line(canvas, mark.shape, (mark.style, mark.status, mark.schematic), corner, lettering)
    else:
        canvas.area(mark.shape, Pen(fill=colours[mark.hue], density=0.09), corner)
        canvas.area(mark.shape, Pen(colours[mark.hue], 1, density=0.7), corner)


def line(
    canvas: Canvas,
    shape: Any,
    look: tuple[Any, Any, bool],
    corner: tuple[float, float],
    lettering: Lettering,
) -> None:
    """Draw a line in its strokes: casing, line, bars."""
    style, status, schematic = look
    hue = lettering.colours[strokes.hue(style, status)]
    for stroke in strokes.line(style, status, schematic=schematic):
        colour = lettering.colours["land"] if stroke.role == "casing" else hue
        pen = Pen(colour, stroke.width, stroke.dash, stroke.offset, stroke.round)
        canvas.line(shape, pen, corner)


def point(canvas: Canvas, look: Look, place: Affine2D, lettering: Lettering) -> None:
    """Draw a point's symbol where a transformation puts it."""
    paints = {"hue": lettering.colours[look.hue], "": ""}
    paints |= {name: lettering.colours[name] for name in ("land", "panel")}
    shrunk = float(place.get_matrix()[0, 0] ** 2 + place.get_matrix()[1, 0] ** 2) ** 0.5
    for part in strokes.point(look.symbol, look.status, look.accuracy):
        if part.stem and not look.stem:
            continue
        dash = tuple(length * shrunk for length in part.dash)
        pen = Pen(
            paints[part.stroke],
            part.width * shrunk,
            dash,
            round=bool(dash),
            fill=paints[part.fill],
        )
        canvas.symbol(part.shape, pen, place)


def _name(canvas: Canvas, label: Label, corner: tuple[float, float], lettering: Lettering) -> None:
    style = lettering.label(label.kind, label.hue)
    if label.lead:
        shifted = [(x + corner[0], y + corner[1]) for x, y in label.lead]
        for colour, width in (("land", 2.6), ("ink", 0.8)):
            canvas.line(LineString(shifted), Pen(lettering.colours[colour], width))
    text = lettering.written(label.text, label.kind)
    size = measure(text, style, lettering.voice)
    foot = label.y + corner[1] + (size.above - size.below) / 2
    canvas.text((label.x + corner[0], foot), text, style, "center", f"name-{label.kind}")


def _scale(canvas: Canvas, plan: Plan, lettering: Lettering) -> None:
    bar = plan.scale
    west, _, east, south = _moved(plan.scale_box, plan)
    start = west + 4 if lettering.rightward else east - 4 - bar.length
    foot = south - 5
    rule = [
        (start, foot - 4),
        (start, foot),
        (start + bar.length, foot),
        (start + bar.length, foot - 4),
    ]
    for colour, width in (("land", 3.5), ("quiet", 1.2)):
        pen = Pen(lettering.colours[colour], width)
        canvas.line(LineString(rule), pen)
    side = start if lettering.rightward else start + bar.length
    canvas.text(
        (side, foot - 6.5), plan.scale_words, lettering.text("scale"), lettering.reading, "scale"
    )


def _moved(rect: Rect, plan: Plan) -> Rect:
    """Return a box of the map as one of the sheet."""
    x, y = plan.layout.window[:2]
    return rect[0] + x, rect[1] + y, rect[2] + x, rect[3] + y


def _locate(canvas: Canvas, atlas: Atlas, plan: Plan, inset: Locator, lettering: Lettering) -> None:
    colours = lettering.colours
    rect = _moved(inset.rect, plan)
    corner = (rect[0], rect[1])
    canvas.clip(rect)
    canvas.box(rect, Pen(fill=colours["sea"]))
    for shape in scene.ground(atlas, inset.frame, _LOCATOR_TOLERANCE, 6):
        if shape.kind in scene.AREAS:
            fill = colours[scene.AREAS[shape.kind]]
            canvas.area(shape.shape, Pen(colours["coast"], 0.4, fill=fill), corner)
        elif shape.kind == "boundary":
            canvas.line(shape.shape, Pen(colours["boundary"], 0.5), corner)
    for mark in plan.marks:
        if mark.kind == "frontier":
            seen = inset.frame.seen(mark.item.feature.geometry, _LOCATOR_TOLERANCE)
            canvas.line(seen, Pen(colours["frontier"], 1.1), corner)
    for name, x, y in _countries(atlas, inset.frame, lettering):
        style = lettering.text("locator")
        canvas.text((x + corner[0], y + corner[1] + 3), name, style, "center", "locator")
    west, north, east, south = inset.shown
    spare_x = max(0, _LEAST_SHOWN - (east - west)) / 2
    spare_y = max(0, _LEAST_SHOWN - (south - north)) / 2
    shown = (
        west + corner[0] - spare_x,
        north + corner[1] - spare_y,
        east + corner[0] + spare_x,
        south + corner[1] + spare_y,
    )
    canvas.box(shown, Pen(colours["gate"], 1.4))
    canvas.clip(None)
    canvas.box(rect, Pen(colours["quiet"], 0.75))


def _countries(atlas: Atlas, frame: Frame, lettering: Lettering) -> list[tuple[str, float, float]]:
    """Return the countries that the atlas is about, named in the locator."""
    found = []
    for feature in atlas.geometry[BASEMAP].features:
        given = feature.properties
        if given["kind"] == "label" and given["of"] == "country" and given["rank"] == 1:
            point = feature.geometry.representative_point()
            own = given.get(f"name_{lettering.language}") or given["name"]
            found.append((own, *frame.xy(point.x, point.y)))
    return found


def _words(canvas: Canvas, plan: Plan, lettering: Lettering) -> None:
    """Write title, lead and credit."""
    west, north, east, _ = plan.layout.head
    furniture = plan.furniture
    down = north
    for role, lines in (("title", furniture.title), ("lead", furniture.lead)):
        down = _block(canvas, (west, east, down), lines, role, lettering)
        down += 4
    west, north, east, _ = plan.layout.foot
    _block(canvas, (west, east, north), furniture.credit, "credit", lettering)


def _block(
    canvas: Canvas,
    place: tuple[float, float, float],
    lines: tuple[str, ...],
    role: str,
    lettering: Lettering,
) -> float:
    """Write lines from a height down, at the reading side; return where they end."""
    west, east, down = place
    style, pitch = lettering.text(role), lettering.pitch(role)
    sizes = [lettering.measure(text, role) for text in lines]
    above = max((size.above for size in sizes), default=0)
    below = max((size.below for size in sizes), default=0)
    for text in lines:
        foot = down + pitch / 2 + (above - below) / 2
        side = west if lettering.rightward else east
        canvas.text((side, foot), text, style, lettering.reading, role)
        down += pitch
    return down
