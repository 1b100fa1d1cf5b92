"""A figure of a map: title, map, legend, scale, locator and credit, for print or for a card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from shapely import box

from geo.bundle import boundaries_credit
from geo.disputed import grounds, worldview
from geo.drawing import labels, scene
from geo.drawing.frame import Frame, aspect
from geo.drawing.legend import legend
from geo.drawing.scale import ScaleBar, scale_bar
from geo.errors import RequestError
from geo.figures import key, locator, paint, sheet
from geo.figures.canvas import Canvas, Format
from geo.figures.lettering import Lettering
from geo.figures.plan import Furniture, Plan
from geo.payload import owed
from geo.speech import Speech, in_all_languages
from geo.telling import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.atlas import Atlas
    from geo.definitions import MapDefinition
    from geo.drawing.legend import Legend
    from geo.drawing.placing import Rect
    from geo.layers import Layer

FORMATS: tuple[Format, ...] = ("svg", "png", "pdf")

Detail = Literal["full", "brief"]

_TOLD: tuple[tuple[Detail, bool], ...] = (
    ("full", True),
    ("full", False),
    ("brief", True),
    ("brief", False),
)
"""How much is said, as long as there is room: the legend in full, and the lead."""

_ROUNDS = 5
_SCALE_PX, _SCALE_HIGH = 92, 24
_ENOUGH = 0.4
"""A map that is at least so much of the figure's width leaves room enough for its words."""

_PANEL = (0.37, 190, 300)
"""How wide a panel beside the map is: part of the whole, least, most."""


@dataclass(frozen=True)
class Request:
    """What a figure is to be: its form, language, size and theme."""

    form: Format
    language: str = "en"
    size: str = "print"
    theme: Literal["light", "dark"] = "light"


@dataclass(frozen=True)
class Subject:
    """What a figure is made of: an atlas, its layers, and what the map shows."""

    atlas: Atlas
    layers: Mapping[str, Layer]
    definition: MapDefinition


def draw(subject: Subject, request: Request) -> bytes:
    """Return a figure as the bytes of a file; the same figure is the same bytes.

    Raises
    ------
    RequestError
        If the size is none, or has no room for the map.
    MapError
        If no font of this machine has a letter that is on the figure.
    """
    size = sheet.size(request.size)
    lettering = Lettering(request.language, request.theme, small=size.width < sheet.NARROW)
    made = plan(subject, size, lettering)
    layout = made.layout
    canvas = Canvas(layout.width, layout.height, size.px, lettering.voice, request.form)
    paint.figure(canvas, subject.atlas, made, lettering)
    return canvas.save(words(subject.definition.title)[request.language], size.dpi)


def plan(subject: Subject, size: sheet.Size, lettering: Lettering) -> Plan:
    """Return where everything stands on a figure.

    Raises
    ------
    RequestError
        If there is no room for a map.
    """
    best: tuple[float, Furniture] | None = None
    for told in _TOLD:
        for furniture in _arranged(subject, size, lettering, told):
            large = sheet.largeness(furniture.layout, subject.definition.view)
            if large > (best[0] if best else 0):
                best = (large, furniture)
        if best and (size.height is None or best[0] >= _ENOUGH * size.width):
            break
    if best is None:
        msg = "the figure has no room for its map beside title and legend; give a larger size"
        raise RequestError(msg)
    return _planned(subject, best[1], lettering)


def _arranged(
    subject: Subject, size: sheet.Size, lettering: Lettering, told: tuple[Detail, bool]
) -> Iterator[Furniture]:
    """Yield the arrangements of a figure that come into question."""
    tall = aspect(subject.definition.view) < 1
    if size.height is not None or not tall or size.width < sheet.NARROW:
        yield _settled(subject, size, lettering, told, beside=False)
    if size.width >= sheet.NARROW and (size.height is not None or tall):
        yield _settled(subject, size, lettering, told, beside=True)


def _settled(
    subject: Subject,
    size: sheet.Size,
    lettering: Lettering,
    told: tuple[Detail, bool],
    *,
    beside: bool,
) -> Furniture:
    """Return an arrangement whose legend is that of what its map shows."""
    view = subject.definition.view
    frame = Frame.around(view, size.width, size.width / aspect(view))
    shown: Legend | None = None
    for _ in range(_ROUNDS):
        marks = scene.marks(subject.layers, subject.definition, frame, sheet.TOLERANCE)
        found = legend(marks, frame.width, frame.height)
        if found == shown:
            break
        shown = found
        furniture = _furnished(subject, size, lettering, (told, shown), beside=beside)
        west, north, east, south = furniture.layout.window
        extent = subject.atlas.settings.extent
        frame = Frame.around(view, max(east - west, 1), max(south - north, 1), extent)
    return furniture


def _furnished(
    subject: Subject,
    size: sheet.Size,
    lettering: Lettering,
    shown: tuple[tuple[Detail, bool], Legend],
    *,
    beside: bool,
) -> Furniture:
    (detail, with_lead), on_map = shown
    speech, definition = Speech(lettering.language), subject.definition
    inner = size.width - 2 * sheet.PAD
    share, least, most = _PANEL
    panel = min(max(size.width * share, least), most)
    wide = panel if beside else inner
    title = lettering.lines(words(definition.title)[lettering.language], "title", wide)
    lead = words(definition.subtitle)[lettering.language] if with_lead else ""
    subtitle = lettering.lines(lead, "lead", wide) if lead else []
    blocks = key.blocks(on_map, speech, detail)
    laid = key.columns(
        blocks,
        wide,
        lettering.pitch("key"),
        lambda text: lettering.width(text, "heading"),
        dense=beside and detail == "brief",
    )
    foot = lettering.joined(_credits(subject, speech), "credit", inner)
    needs = sheet.Needs(
        len(title) * lettering.pitch("title")
        + (len(subtitle) * lettering.pitch("lead") + sheet.LEAD_GAP if subtitle else 0),
        laid.height,
        len(foot) * lettering.pitch("credit"),
        panel,
    )
    layout = (
        sheet.beside(size, definition.view, needs, rightward=lettering.rightward)
        if beside
        else sheet.stacked(size, definition.view, needs)
    )
    return Furniture(layout, laid, tuple(title), tuple(subtitle), tuple(foot))


def _credits(subject: Subject, speech: Speech) -> list[str]:
    """Return who is to be credited, under which licence, and the day that the data reach to."""
    owners = owed(subject.atlas, subject.layers, [_shown(subject.definition)])
    given = [speech.isolated(f"{owner['text']} ({owner['licence']})") for owner in owners]
    window = box(*subject.definition.view)
    if any(ground.area.intersects(window) for ground in grounds(subject.atlas)):
        drawn = worldview(subject.atlas, subject.definition)
        given.append(boundaries_credit(drawn)[speech.language])
    day = speech.date(subject.atlas.settings.as_of)
    return [*given, speech.capital(speech.t("field.as_of_date", date=day))]


def _shown(definition: MapDefinition) -> MapDefinition:
    """Return a map without the layers that are off, which a figure does not show."""
    on = tuple(choice for choice in definition.layers if choice.on)
    return definition.model_copy(update={"layers": on})


def _said(bar: ScaleBar, speech: Speech) -> str:
    """Return what the scale bar says: kilometres, and where they hold if not everywhere."""
    words = speech.t("unit.km", n=speech.number(bar.km))
    if bar.latitude is None:
        return words
    side = "north" if bar.latitude >= 0 else "south"
    degrees = speech.number(round(abs(bar.latitude)))
    return f"{words} ({speech.t(f'coordinate.{side}', n=degrees)})"


def _wider(rect: Rect) -> Rect:
    """Return a box with some room around it."""
    west, north, east, south = rect
    return west - 4, north - 4, east + 4, south + 4


def _planned(subject: Subject, furniture: Furniture, lettering: Lettering) -> Plan:
    atlas, definition = subject.atlas, subject.definition
    west, north, east, south = furniture.layout.window
    extent = atlas.settings.extent
    frame = Frame.around(definition.view, east - west, south - north, extent)
    marks = scene.marks(subject.layers, definition, frame, sheet.TOLERANCE)
    inset = locator.locator(atlas, frame, marks, rightward=lettering.rightward)
    bar = scale_bar(frame, _SCALE_PX)
    taken = [_wider(inset.rect)] if inset else []
    said = _said(bar, Speech(lettering.language))
    wide = max(bar.length, lettering.width(said, "scale")) + 8
    spots = locator.corners(frame, wide, _SCALE_HIGH, rightward=lettering.rightward, low=True)
    scale_box = locator.emptiest(spots, marks, taken, frame)
    room = labels.Room(
        frame,
        (*taken, scale_box),
        not lettering.rightward,
        lambda km: in_all_languages(lambda one: one.t("unit.km", n=one.number(km))),
    )
    placed = labels.place(atlas, marks, room, lettering.language, lettering.measure_label)
    drawn = worldview(atlas, definition)
    return Plan(furniture, frame, tuple(marks), tuple(placed), bar, said, scale_box, inset, drawn)
