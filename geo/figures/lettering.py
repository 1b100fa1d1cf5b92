"""Type and colour of a figure, as the pages have them: three sizes, two weights."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from geo import bundle, styles
from geo.drawing.placing import Measured
from geo.figures.canvas import Extent, Side, Type, Voice, measure
from geo.figures.fonts import BOLD
from geo.figures.key import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

_STRONG = ("market", "frontier")
_OF_LINES = ("railway", "pipeline", "power-line", "ferry", "sea-leg")
_LESSER = {"station": 11, "kilometre-post": 10, "province": 11, "place": 11.5}
_WATERS = ("sea", "lake")
_MIXED = 0.72
"""How much of its hue the name of a line has; the rest is ink, so that it can be read."""

LINE_HEIGHT = {
    "en": {"title": 1.18, "lead": 1.4, "key": 1.45, "credit": 1.45},
    "fa": {"title": 1.5, "lead": 1.7, "key": 1.6, "credit": 1.65},
    "ur": {"title": 1.95, "lead": 2.1, "key": 1.6, "credit": 1.65},
}
"""Line heights; Nastaliq, which runs down, needs more."""


@dataclass(frozen=True)
class Lettering:
    """How everything on a figure is set, in a language and a theme."""

    language: str
    theme: Literal["light", "dark"]
    small: bool = False

    @property
    def rightward(self) -> bool:
        """Whether the language runs from left to right."""
        return bundle.LANGUAGES[self.language] == "ltr"

    @property
    def reading(self) -> Side:
        """The side that lines begin at."""
        return "left" if self.rightward else "right"

    @property
    def voice(self) -> Voice:
        """The language, as the canvas takes it."""
        return Voice(self.language, self.rightward)

    @cached_property
    def colours(self) -> dict[str, str]:
        """The palette of the theme, by the names of the style table."""
        return {name: str(getattr(one, self.theme)) for name, one in styles.COLOURS.items()}

    def text(self, role: str) -> Type:
        """Return how a part of the figure is set: title, lead, key, heading, credit or scale."""
        ink, quiet = self.colours["ink"], self.colours["quiet"]
        return {
            "title": Type(17 if self.small else 22, ink, BOLD),
            "lead": Type(11.5 if self.small else 12.5, quiet),
            "key": Type(11, ink, use="name"),
            "heading": Type(11, ink, BOLD, use="name"),
            "credit": Type(8.5, quiet, use="name"),
            "scale": Type(10, quiet, use="name", halo=self.colours["land"]),
            "locator": Type(8.5, quiet, use="name", halo=self.colours["land"]),
        }[role]

    def label(self, kind: str, hue: str | None = None) -> Type:
        """Return how a name of a kind is set on the map."""
        colours = self.colours
        name = Type(12, colours["ink"], use="name", halo=colours["land"])
        if kind in _STRONG:
            return replace(name, weight=BOLD, size=12.5)
        if kind in _OF_LINES and hue:
            return replace(name, colour=_mix(colours[hue], colours["ink"]))
        if kind in _WATERS:
            latin = self.language == "en"
            return replace(name, colour=colours["sea-ink"], halo=colours["sea"], italic=latin)
        if kind == "country":
            # Arabic script has no capitals, and spacing would tear it.
            spacing = 2.0 if self.language == "en" else 0
            size = 11 if self.language == "en" else 13
            return replace(name, colour=colours["quiet"], size=size, spacing=spacing)
        colour = "muted" if kind == "province" else "quiet" if kind in _LESSER else "ink"
        return replace(name, colour=colours[colour], size=_LESSER.get(kind, 12))

    def written(self, text: str, kind: str) -> str:
        """Return a name as it stands on the map: countries in capitals, where there are any."""
        return text.upper() if kind == "country" else text

    def measure_label(self, text: str, kind: str) -> Measured:
        """Return how large a name is on the map."""
        found = measure(self.written(text, kind), self.label(kind), self.voice)
        return Measured(found.width + 2, found.above + found.below + 2)

    def measure(self, text: str, role: str) -> Extent:
        """Return how large a text is in a part of the figure."""
        return measure(text, self.text(role), self.voice)

    def width(self, text: str, role: str) -> float:
        """Return how wide a text is in a part of the figure."""
        return self.measure(text, role).width

    def pitch(self, role: str) -> float:
        """Return the distance from line to line."""
        return self.text(role).size * LINE_HEIGHT[self.language][role]

    def lines(self, text: str, role: str, width: float) -> list[str]:
        """Return a text in lines no wider than so many pixels."""
        return wrapped(text, width, lambda words: self.width(words, role))

    def joined(self, parts: Sequence[str], role: str, width: float) -> list[str]:
        """Return parts that stand side by side, a point between them, in lines."""
        lines: list[str] = []
        for part in parts:
            longer = f"{lines[-1]} · {part}" if lines else part
            if lines and self.width(longer, role) <= width:
                lines[-1] = longer
            else:
                lines += self.lines(part, role, width)
        return lines


def _mix(hue: str, ink: str) -> str:
    mixed = (
        round(int(hue[at : at + 2], 16) * _MIXED + int(ink[at : at + 2], 16) * (1 - _MIXED))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in mixed)
