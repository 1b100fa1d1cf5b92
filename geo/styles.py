"""The one table of colour, dash, width and symbol.

Page, legend, figures, QGIS and KML read it, so that they cannot disagree.
Kind is said by hue and symbol, status by dash and word, accuracy by the width
of a band and, for what is only schematic, by the form of the stroke.

The palette keeps every line at 3.6:1 or better against land and sea, in light
and in dark, and any two lines at 20 or more apart (CIE76) for full colour
vision and for simulated protanopia, deuteranopia and tritanopia.  In grey,
lines less than 20 apart in lightness (CIE L*) are told by their width, by a
railway's ties, or by running on water.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Colour:
    """One colour in the light and in the dark theme, as ``#RRGGBB``."""

    light: str
    dark: str


@dataclass(frozen=True)
class KindStyle:
    """How a kind of thing looks.

    ``colour`` names an entry of ``COLOURS``; ``width`` is a line's in pixels;
    ``ties`` sets short ties across it, as railways have them; ``symbol`` is a
    point's; ``order`` says what is drawn over what, and ``rank`` from which
    zoom on a thing's name is shown: 1 always, 5 last.
    """

    colour: str
    width: float = 0
    ties: bool = False
    symbol: str = ""
    order: int = 0
    rank: int = 3


@dataclass(frozen=True)
class StatusStyle:
    """How a status looks: dash in line widths (on, off, …), and its width.

    ``muted`` takes the grey instead of the kind's hue, ``bar`` sets a short bar
    into each gap, ``struck`` crosses the stroke out.
    """

    dash: tuple[float, ...] = ()
    width_factor: float = 1.0
    muted: bool = False
    bar: bool = False
    struck: bool = False


COLOURS: dict[str, Colour] = {
    "land": Colour("#F7F4EE", "#23262B"),
    "neighbour": Colour("#EFEBE2", "#1D2024"),
    "sea": Colour("#DDE7EB", "#15181C"),
    "lake": Colour("#DDE7EB", "#15181C"),
    "coast": Colour("#B9C6CC", "#3A424A"),
    "boundary": Colour("#A59D90", "#5D6168"),
    "province": Colour("#DAD3C6", "#33373D"),
    "ink": Colour("#1D1B18", "#F4F0E6"),
    "quiet": Colour("#5E584F", "#B4AFA4"),
    "panel": Colour("#FFFDF9", "#1B1E22"),
    "rule": Colour("#E2DCD0", "#373B41"),
    "sea-ink": Colour("#4B6773", "#8FA6B2"),
    "focus": Colour("#0B57D0", "#A8C7FA"),
    "muted": Colour("#77726A", "#99958C"),
    "frontier": Colour("#1D1B18", "#F4F0E6"),
    "rail": Colour("#2F3FC4", "#8CB5DE"),
    "pipeline": Colour("#8B7412", "#FFC247"),
    "power": Colour("#A3279F", "#C58BFF"),
    "port": Colour("#00836C", "#3FBFA4"),
    "gate": Colour("#C8392B", "#F4766C"),
    "place": Colour("#5E584F", "#B4AFA4"),
    "bloc": Colour("#5E584F", "#B4AFA4"),
}

KINDS: dict[str, KindStyle] = {
    "bloc-member": KindStyle("bloc", width=1, order=0, rank=1),
    "maritime-boundary": KindStyle("frontier", width=1.5, order=1, rank=4),
    "power-line": KindStyle("power", width=1.5, order=2, rank=3),
    "pipeline": KindStyle("pipeline", width=2.5, order=3, rank=2),
    "sea-leg": KindStyle("rail", width=1.75, order=4, rank=3),
    "ferry": KindStyle("rail", width=2, order=4, rank=3),
    "railway": KindStyle("rail", width=2, ties=True, order=5, rank=2),
    "frontier": KindStyle("frontier", width=3.75, order=6, rank=1),
    "kilometre-post": KindStyle("frontier", symbol="tick", order=7, rank=5),
    "place": KindStyle("place", symbol="dot", order=8, rank=3),
    "station": KindStyle("rail", symbol="station", order=9, rank=4),
    "port": KindStyle("port", symbol="anchor", order=10, rank=2),
    "crossing": KindStyle("gate", symbol="square", order=11, rank=3),
    "market": KindStyle("gate", symbol="stall", order=12, rank=1),
}

STATUSES: dict[str, StatusStyle] = {
    "proposed": StatusStyle(dash=(0.1, 2.2)),
    "agreed": StatusStyle(dash=(0.1, 1.8)),
    "construction": StatusStyle(dash=(5, 2)),
    "operating": StatusStyle(),
    "suspended": StatusStyle(dash=(6, 3), bar=True),
    "shelved": StatusStyle(dash=(0.1, 2.2), muted=True),
    "cancelled": StatusStyle(width_factor=0.5, muted=True, struck=True),
}

SCHEMATIC_DASH = (2.2, 1.6)
"""Short strokes: only the order of the points is known.  In line widths."""


def custom_properties(theme: str) -> str:
    """Return the palette of a theme (``light`` or ``dark``) as CSS custom properties."""
    return "".join(f"--atlas-{name}:{getattr(colour, theme)};" for name, colour in COLOURS.items())


def table() -> dict[str, Any]:
    """Return kinds, statuses and the schematic dash as plain values, for the page.

    What a look has not, the page reads as nothing: it is left out.
    """
    return {
        "kinds": {kind: _given(style) for kind, style in KINDS.items()},
        "statuses": {status: _given(style) for status, style in STATUSES.items()},
        "schematic_dash": list(SCHEMATIC_DASH),
    }


def _given(style: KindStyle | StatusStyle) -> dict[str, Any]:
    return {
        name: value for name, value in asdict(style).items() if value is not False and value != ""
    }
