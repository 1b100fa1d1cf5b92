"""Small still pictures of maps, as SVG by hand: for the gallery, and where no script runs.

They are drawn from what ``geo.drawing`` says, as the figures are, but need no
graphics library, so that a whole build stays quick.  Colours come from custom
properties of the page; nothing has a style attribute, which its policy forbids.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import escape

from shapely import LineString, Polygon

from geo import bundle
from geo.disputed import worldview
from geo.drawing import labels, scene, strokes
from geo.drawing.frame import Frame
from geo.drawing.placing import Measured
from geo.drawing.scale import scale_bar
from geo.encoding import parts
from geo.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas
    from geo.definitions import MapDefinition
    from geo.drawing.placing import Label
    from geo.drawing.scene import Mark
    from geo.drawing.strokes import Paint, Part, Stroke
    from geo.layers import Layer

WIDTH, HEIGHT = 480.0, 360.0
WIDE, HIGH = 720.0, 540.0
"""The size of a picture with names on it, in its own pixels."""

POINT_RADIUS = {"market": 5.0, "crossing": 3.0, "port": 3.5}
"""Radii in pixels of the points that a picture without names can bear."""

_NAMED = ("market", "frontier")
_DRAWN_BY_SYMBOL = ("market", "crossing", "port", "place")
_SIMPLIFY_PX = 0.6
_ROUGH_PX = 1.3
_THIN = 0.75
"""Strokes are so much thinner than on a page."""

_PROPERTIES: dict[Paint, str] = {
    "": "none",
    "hue": "var(--hue)",
    "land": "var(--atlas-land)",
    "panel": "var(--atlas-panel)",
}
_LETTER, _LINE = 0.58, 15
"""How wide a letter is at most on average, in its own size, and how high a line is: no face is
known as a page is built, and names must not meet in any."""

_SIZES = {"market": 13, "frontier": 13, "country": 14.5}


def picture(atlas: Atlas, layers: Mapping[str, Layer], definition: MapDefinition) -> str:
    """Return a map's picture for the gallery as SVG markup, without words.

    The link around it says what it shows.
    """
    frame = Frame.around(definition.view, WIDTH, HEIGHT)
    marks = scene.marks(layers, definition, frame, _SIMPLIFY_PX)
    shapes = [
        *_ground(atlas, definition, frame, _SIMPLIFY_PX),
        *_strokes(marks, definition.id),
        *(_spot(mark) for mark in marks if mark.kind in POINT_RADIUS),
    ]
    return (
        f'<svg class="atlas-picture" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" aria-hidden="true">'
        f"{''.join(shapes)}</svg>"
    )


def named_picture(
    atlas: Atlas, layers: Mapping[str, Layer], definition: MapDefinition, language: str
) -> str:
    """Return a map's picture with names and scale as SVG markup, and with a text in its place."""
    speech = Speech(language)
    frame = Frame.around(definition.view, WIDE, HIGH, atlas.settings.extent)
    marks = [
        mark
        for mark in scene.marks(layers, definition, frame, _ROUGH_PX)
        if mark.lines or mark.kind in ("market", "crossing", "port") or mark.rank <= 1
    ]
    marks = [mark for mark in marks if mark.kind not in ("kilometre-post", "station")]
    bar = scale_bar(frame, 110)
    rightward = bundle.LANGUAGES[language] == "ltr"
    start = 12 if rightward else WIDE - 12 - bar.length
    taken = (start - 4, HIGH - 36, start + max(bar.length, 70) + 4, HIGH)
    named = [mark for mark in marks if mark.kind in _NAMED or mark.kind == "place"]
    room = labels.Room(frame, (taken,), not rightward, named=named)
    placed = labels.place(atlas, marks, room, language, _guess)
    words = speech.t("unit.km", n=speech.number(bar.km))
    shapes = [
        *_ground(atlas, definition, frame, _ROUGH_PX),
        *_strokes(marks, definition.id),
        *_symbols([mark for mark in marks if mark.kind in _DRAWN_BY_SYMBOL], frame),
        f'<path class="scale" d="M{start:.0f} {HIGH - 16:g}v4h{bar.length:.1f}v-4"/>',
        f'<text x="{start + bar.length / 2:.0f}" y="{HIGH - 20:g}">{escape(words)}</text>',
        *(shape for label in placed for shape in _name(label)),
    ]
    told = escape(_told(definition, marks, speech))
    return (
        f'<svg class="atlas-picture" viewBox="0 0 {WIDE:g} {HIGH:g}" role="img" '
        f'aria-label="{told}">{"".join(shapes)}</svg>'
    )


def _told(definition: MapDefinition, marks: Sequence[Mark], speech: Speech) -> str:
    """Return in words what a picture shows: its subject, and the markets on it."""
    title, subtitle = (
        getattr(text, speech.language) for text in (definition.title, definition.subtitle)
    )
    named = [
        getattr(mark.item.record.name, speech.language) or mark.item.record.name.en
        for mark in marks
        if mark.kind == "market"
    ]
    told = f"{speech.t('ui.map')}: {title}. {subtitle}"
    if not named:
        return told
    return f"{told} {speech.t('layer.markets')}: {speech.t('list.comma').join(named)}."


def _guess(text: str, kind: str) -> Measured:
    return Measured(len(text) * _SIZES.get(kind, 12) * _LETTER, _LINE)


def _ground(
    atlas: Atlas, definition: MapDefinition, frame: Frame, tolerance: float
) -> Iterator[str]:
    yield f'<rect class="sea" width="{frame.width:g}" height="{frame.height:g}"/>'
    view = worldview(atlas, definition)
    for shape in scene.ground(atlas, frame, tolerance, frame.width / 24, view):
        if shape.kind in scene.AREAS:
            outline = _area(shape.shape)
            yield f'<path class="{scene.AREAS[shape.kind]}" d="{outline}"/>' if outline else ""
        elif shape.kind != "province":
            yield f'<path class="{shape.kind}" d="{_line(shape.shape)}"/>'


def _strokes(marks: Sequence[Mark], owner: str) -> Iterator[str]:
    """Yield the lines of a picture, in the order of drawing; those that look alike are one.

    Strokes along the same path share it: it has an id, of which ``owner`` is the beginning.
    """
    drawn = ((mark.style.order, _looks(mark), _line(mark.shape)) for mark in marks if mark.lines)
    seen = sorted((one for one in drawn if one[2]), key=lambda one: one[:2])
    for at, ((_, looks), alike) in enumerate(groupby(seen, key=lambda one: one[:2])):
        path = "".join(one[2] for one in alike)
        if len(looks) == 1:
            yield f'<path {looks[0]} d="{path}"/>'
        else:
            yield f'<defs><path id="{owner}-{at}" d="{path}"/></defs>'
            yield from (f'<use {look} href="#{owner}-{at}"/>' for look in looks)


def _looks(mark: Mark) -> tuple[str, ...]:
    return tuple(
        _look(stroke, mark.hue)
        for stroke in strokes.line(mark.style, mark.status, schematic=mark.schematic)
        if stroke.role != "casing"
    )


def _look(stroke: Stroke, hue: str) -> str:
    dashes = " ".join(f"{max(part, 0.1) * _THIN:.1f}" for part in stroke.dash)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    moved = f' stroke-dashoffset="{stroke.offset * _THIN:.1f}"' if stroke.offset else ""
    look = f'class="{stroke.role} {hue}" stroke-width="{stroke.width * _THIN:.2f}"'
    return f"{look}{dashed}{moved}"


def _spot(mark: Mark) -> str:
    x, y = mark.at or (0, 0)
    spot = f'cx="{x:.1f}" cy="{y:.1f}" r="{POINT_RADIUS[mark.kind]:g}"'
    return f'<circle class="spot {mark.style.colour}" {spot}/>'


def _symbols(marks: Sequence[Mark], frame: Frame) -> Iterator[str]:
    """Yield each look of a point once, and then where it stands."""
    looks: dict[tuple[Part, ...], str] = {}
    uses = []
    for mark in marks:
        x, y = mark.at or (0, 0)
        parts_ = tuple(strokes.point(mark.style.symbol, mark.status, mark.accuracy))
        name = looks.setdefault(parts_, f"atlas-look-{len(looks)}")
        place = f'transform="translate({x:.1f} {y:.1f})scale({scene.size(frame):.2f})"'
        uses.append(f'<use href="#{name}" class="{mark.hue}" {place}/>')
    drawn = (
        f'<g id="{name}">{"".join(_part(part) for part in parts_)}</g>'
        for parts_, name in looks.items()
    )
    yield f"<defs>{''.join(drawn)}</defs>"
    yield from uses


def _part(part: Part) -> str:
    paint = f'fill="{_PROPERTIES[part.fill]}"'
    if part.stroke:
        paint += f' stroke="{_PROPERTIES[part.stroke]}" stroke-width="{part.width:g}"'
    if part.dash:
        dashes = " ".join(f"{length:g}" for length in part.dash)
        paint += f' stroke-dasharray="{dashes}" stroke-linecap="round"'
    if isinstance(part.shape, str):
        return f'<path {paint} d="{part.shape}"/>'
    x, y, radius = part.shape
    return f'<circle {paint} cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'


def _name(label: Label) -> Iterator[str]:
    if label.lead:
        (x0, y0), (x1, y1) = label.lead
        yield f'<path class="lead" d="M{x0:.0f} {y0:.0f}L{x1:.0f} {y1:.0f}"/>'
    yield (
        f'<text class="is-{label.kind}" x="{label.x:.0f}" y="{label.y + 4:.0f}">'
        f"{escape(label.text)}</text>"
    )


def _area(shape: BaseGeometry) -> str:
    return "".join(
        f"{_trace(ring.coords)}z"
        for part in parts(shape, Polygon)
        for ring in (part.exterior, *part.interiors)
    )


def _line(shape: BaseGeometry) -> str:
    return "".join(_trace(part.coords) for part in parts(shape, LineString))


def _trace(points: Iterable[tuple[float, ...]]) -> str:
    """Return a path in steps from corner to corner, in halves of a pixel, which packs well."""
    halves = [(round(x * 2), round(y * 2)) for x, y, *_ in points]
    (x, y), *more = halves
    written = [f"M{x / 2:g} {y / 2:g}l"]
    steps = []
    for to_x, to_y in more:
        if (to_x, to_y) != (x, y):
            steps.append(f"{(to_x - x) / 2:g} {(to_y - y) / 2:g}")
        x, y = to_x, to_y
    return "".join([*written, " ".join(steps).replace(" -", "-")]) if steps else ""
