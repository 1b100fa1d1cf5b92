"""A sheet to draw on in pixels, x to the right and y down, that saves itself as SVG, PNG or PDF."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import Stroke as Halo
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from shapely import LineString, Polygon

from geo.encoding import parts
from geo.figures import fonts, svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.font_manager import FontProperties

    from shapely.geometry.base import BaseGeometry

    from geo.drawing.placing import Rect, Spot

Format = Literal["svg", "png", "pdf"]
Side = Literal["left", "center", "right"]

SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "sarhad",  # the same figure, the same ids
    "pdf.fonttype": 42,  # whole outlines, which every printer reads
    "text.hinting": "none",
    "text.usetex": False,
    "text.parse_math": False,
    "path.simplify": False,
    "lines.scale_dashes": False,
}

_MEASURING_DPI = 288
_CODES = {"M": (Outline.MOVETO, 1), "L": (Outline.LINETO, 1), "C": (Outline.CURVE4, 3)}
_POINTS_PER_INCH = 72
_HALO = 3
"""How wide a stroke around letters is, in pixels: half of it shows."""
_ISOLATE, _END = "\u2067", "\u2069"


class Voice(NamedTuple):
    """A language, and whether it runs from left to right."""

    language: str
    rightward: bool


class Extent(NamedTuple):
    """How wide a text is, and how far it reaches above and below its line, in pixels."""

    width: float
    above: float
    below: float


@dataclass(frozen=True)
class Type:
    """How a text is set: size in pixels, weight, colour; what it is used for, and its name."""

    size: float
    colour: str
    weight: int = fonts.REGULAR
    use: str = "text"
    italic: bool = False
    spacing: float = 0
    halo: str = ""


@dataclass(frozen=True)
class Pen:
    """How an outline is drawn: colours, width and dashes in pixels, density."""

    stroke: str = ""
    width: float = 0
    dash: tuple[float, ...] = ()
    offset: float = 0
    round: bool = False
    fill: str = ""
    density: float = 1


class Canvas:
    """A sheet of so many pixels in one language, and in one palette.

    Parameters
    ----------
    width, height
        The size of the sheet in its own pixels.
    px
        How many CSS pixels, of which 96 are an inch, one of them is.
    voice
        In which language texts are, and whether that runs from left to right.
    form
        As what it will be saved.
    """

    def __init__(self, width: float, height: float, px: float, voice: Voice, form: Format) -> None:
        self.width, self.height, self.voice, self.form = width, height, voice, form
        self._points = px * 0.75
        inches = self._points / _POINTS_PER_INCH
        self._texts: list[tuple[str, Type]] = []
        self._figure = Figure(figsize=(width * inches, height * inches), dpi=96)
        FigureCanvasAgg(self._figure)
        down = Affine2D().scale(inches, -inches).translate(0, height * inches)
        self._transform = down + self._figure.dpi_scale_trans
        self._clip: TransformedBbox | None = None
        self._more: dict[str, str] = {}

    def clip(self, box: Rect | None) -> None:
        """Draw only inside a box from now on; None is the whole sheet."""
        self._clip = None
        if box:
            west, north, east, south = box
            self._clip = TransformedBbox(Bbox([[west, north], [east, south]]), self._transform)

    def area(self, shape: BaseGeometry, pen: Pen, at: tuple[float, float] = (0, 0)) -> None:
        """Draw the polygons of a geometry that is in pixels from a corner."""
        rings = [
            (np.asarray(ring.coords)[:, :2], True)
            for part in parts(shape, Polygon)
            for ring in (part.exterior, *part.interiors)
        ]
        self._draw(rings, pen, at)

    def line(self, shape: BaseGeometry, pen: Pen, at: tuple[float, float] = (0, 0)) -> None:
        """Draw the lines of a geometry that is in pixels from a corner."""
        lines = [(np.asarray(part.coords)[:, :2], False) for part in parts(shape, LineString)]
        self._draw(lines, pen, at)

    def box(self, rect: Rect, pen: Pen) -> None:
        """Draw a box."""
        west, north, east, south = rect
        ring = [(west, north), (east, north), (east, south), (west, south), (west, north)]
        self._draw([(np.asarray(ring), True)], pen, (0, 0))

    def symbol(self, shape: str | tuple[float, float, float], pen: Pen, place: Affine2D) -> None:
        """Draw a disc (x, y, radius) or a path of absolute M, L, C and Z where a symbol stands."""
        if isinstance(shape, str):
            outline = _path(shape)
        else:
            x, y, radius = shape
            outline = Outline.circle((x, y), radius)
        self._add(place.transform_path(outline), pen)

    def text(
        self, at: Spot, words: str, style: Type, side: Side = "left", name: str = "text"
    ) -> None:
        """Write a line of text, its foot and its side at a point; a name tells what it is."""
        self._texts.append((words, style))
        name = f"{name}-{len(self._texts)}"
        # A letter's own space follows it; the last one's is nobody's.
        x = at[0] + (style.spacing / 2 if side == "center" and self.form == "svg" else 0)
        if style.halo:
            self._write((x, at[1]), words, style, side, f"halo-{name}")
        self._write((x, at[1]), words, replace(style, halo=""), side, name)

    def _write(self, at: Spot, words: str, style: Type, side: Side, name: str) -> None:
        if style.spacing and self.form != "svg":
            x = at[0] - measure(words, style, self.voice).width / 2
            loose = replace(style, spacing=0)
            for letter in words:
                self._write((x, at[1]), letter, loose, "left", name)
                x += measure(letter, loose, self.voice).width + style.spacing
            return
        written = Text(
            *at,
            _directed(words, self.voice),
            color=style.halo or style.colour,
            transform=self._transform,
            fontproperties=_face(style, self.voice, self._points),
            ha=side,
            va="baseline",
            parse_math=False,
            gid=name,
        )
        width = _HALO * self._points
        if style.halo and self.form == "svg":
            self._more[name] = f"stroke: {style.halo}; stroke-width: {width:.2f}"
        elif style.halo:
            written.set_path_effects(
                [Halo(linewidth=width, foreground=style.halo, joinstyle="round")]
            )
        if style.spacing:
            spaced = f"letter-spacing: {style.spacing * self._points:.2f}px"
            self._more[name] = "; ".join(filter(None, (self._more.get(name), spaced)))
        self._figure.add_artist(written)

    def save(self, title: str, dpi: float) -> bytes:
        """Return the sheet as a file's bytes; the same sheet is the same bytes.

        Raises
        ------
        MapError
            If no face of this machine has a letter that is on it.
        """
        used: dict[str, set[str]] = {}
        for words, style in self._texts:
            used.setdefault(style.use, set()).add(words)
        fonts.check(used, self.voice.language)
        metadata: dict[str, Any] = {
            "svg": {"Date": None, "Title": title, "Language": self.voice.language},
            "png": {"Title": title},
            "pdf": {"CreationDate": None, "Title": title},
        }
        with mpl.rc_context(SETTINGS):
            held = io.BytesIO()
            self._figure.savefig(held, format=self.form, dpi=dpi, metadata=metadata[self.form])
        if self.form != "svg":
            return held.getvalue()
        text = held.getvalue().decode("utf-8")
        return svg.mended(text, title, self.voice.language, self._more).encode("utf-8")

    def _draw(self, lines: Sequence[tuple[Any, bool]], pen: Pen, at: tuple[float, float]) -> None:
        drawn = [(points + np.asarray(at), closed) for points, closed in lines if len(points) > 1]
        if drawn:
            self._add(
                Outline.make_compound_path(
                    *(Outline(points, closed=closed) for points, closed in drawn)
                ),
                pen,
            )

    def _add(self, outline: Outline, pen: Pen) -> None:
        points = self._points
        dash = tuple(part * points for part in pen.dash)
        with mpl.rc_context(SETTINGS):
            patch = PathPatch(
                outline,
                transform=self._transform,
                facecolor=pen.fill or "none",
                edgecolor=pen.stroke or "none",
                linewidth=pen.width * points if pen.stroke else 0,
                linestyle=(pen.offset * points, dash) if dash else "solid",
                capstyle="round" if pen.round else "butt",
                joinstyle="round",
                alpha=pen.density if pen.density < 1 else None,
            )
        if self._clip:
            patch.set_clip_box(self._clip)
        self._figure.add_artist(patch)


@cache
def _measuring() -> Any:
    """Return what measures text; it draws nothing."""
    return FigureCanvasAgg(Figure(figsize=(1, 1), dpi=_MEASURING_DPI)).get_renderer()  # type: ignore[no-untyped-call]  # matplotlib leaves it so


@cache
def measure(words: str, style: Type, voice: Voice) -> Extent:
    """Return how large a line of text is, in pixels.

    It is measured so large that the grid of pixels, to which letters are fitted, does not matter.
    """
    found = _measuring().get_text_width_height_descent(
        _directed(words, voice), _face(style, voice, 1), ismath=False
    )
    width, height, below = (value * _POINTS_PER_INCH / _MEASURING_DPI for value in found)
    return Extent(width + style.spacing * (len(words) - 1), height - below, below)


def _directed(words: str, voice: Voice) -> str:
    return words if voice.rightward else f"{_ISOLATE}{words}{_END}"


def _face(style: Type, voice: Voice, points: float) -> FontProperties:
    face = fonts.face(voice.language, style.use, style.weight, italic=style.italic).copy()
    face.set_size(style.size * points)
    return face


def _path(text: str) -> Outline:
    """Return the outline of a path of absolute M, L, C and Z, its parts apart by spaces."""
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    words = iter(text.split())
    for word in words:
        if word == "Z":
            points.append((0, 0))
            codes.append(int(Outline.CLOSEPOLY))
            continue
        code, count = _CODES[word]
        for _ in range(count):
            points.append((float(next(words)), float(next(words))))
            codes.append(int(code))
    return Outline(points, codes)
