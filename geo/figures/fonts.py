"""The faces that a figure is set in: what the machine has of the stacks that the pages ask for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties

from geo.errors import MapError

LAST = "DejaVu Sans"
"""The face that comes with the graphics library, and that every machine has therefore."""

REGULAR, BOLD = 400, 700

STACKS = {
    ("en", "text"): ("latin",),
    ("en", "name"): ("latin",),
    ("fa", "text"): ("naskh", "latin"),
    ("fa", "name"): ("naskh", "latin"),
    ("ur", "text"): ("nastaliq", "naskh", "latin"),
    ("ur", "name"): ("naskh", "latin"),
}
"""The custom properties of the pages' style that name the faces of a language.

Names on a map and other small text stand in Naskh in Urdu too, as on the pages.
"""

_ADVICE = {"fa": "Vazirmatn or Noto Sans Arabic", "ur": "Noto Nastaliq Urdu or Noto Sans Arabic"}
_GENERIC = {"sans-serif", "system-ui", "-apple-system"}
_UNSEEN = {"Cf", "Cc", "Zs"}
"""Categories of characters that need no glyph: marks of direction, joiners, spaces."""


@cache
def stack(language: str, use: str) -> tuple[str, ...]:
    """Return the families that a text of a language may be set in, best first.

    Parameters
    ----------
    language
        One of the languages of the pages.
    use
        ``text``, or ``name`` for what stands on a map.
    """
    css = (resources.files("geo") / "assets" / "base.css").read_text(encoding="utf-8")
    named = [
        family.strip().strip('"')
        for variable in STACKS[language, use]
        for family in re.findall(rf"--{variable}:([^;]*);", css)[0].split(",")
    ]
    return tuple(dict.fromkeys([name for name in named if name not in _GENERIC] + [LAST]))


@cache
def face(language: str, use: str, weight: int, *, italic: bool = False) -> FontProperties:
    """Return the faces of this machine that a text is set in, size apart."""
    known = _known()
    families = [name for name in stack(language, use) if name in known]
    slanted = italic and any(
        entry.style == "italic"
        for entry in font_manager.fontManager.ttflist
        if entry.name == families[0]
    )
    heavy = weight if any(_has(name, weight) for name in families[:1]) else REGULAR
    return FontProperties(family=families, weight=heavy, style="italic" if slanted else "normal")


@cache
def _known() -> frozenset[str]:
    """Return the families of this machine, once their weights are right.

    Some bold files call themselves regular, and would be taken for it.
    """
    entries = font_manager.fontManager.ttflist
    for at, entry in enumerate(entries):
        if entry.weight == REGULAR and re.search("-bold", Path(entry.fname).stem, re.IGNORECASE):
            entries[at] = replace(entry, weight=BOLD)
    return frozenset(entry.name for entry in entries)


def _has(family: str, weight: int) -> bool:
    return any(
        entry.name == family and entry.weight == weight
        for entry in font_manager.fontManager.ttflist
    )


@cache
def _glyphs(language: str, use: str) -> frozenset[int]:
    """Return the code points that some face of a language has."""
    held: set[int] = set()
    for name in face(language, use, REGULAR).get_family():
        path = font_manager.findfont(FontProperties(family=[name]), fallback_to_default=False)
        held |= font_manager.get_font(path).get_charmap().keys()
    return frozenset(held)


def check(texts: dict[str, set[str]], language: str) -> None:
    """Make sure that every letter can be drawn.

    Parameters
    ----------
    texts
        What is to be written, by its use: ``text`` or ``name``.
    language
        The language of the figure.

    Raises
    ------
    MapError
        Names the letters that no face of this machine has, and what to install.
    """
    missing = sorted(
        {
            letter
            for use, held in texts.items()
            for letter in set("".join(held))
            if ord(letter) not in _glyphs(language, use)
            and unicodedata.category(letter) not in _UNSEEN
        }
    )
    if missing:
        shown = " ".join(f"{letter} (U+{ord(letter):04X})" for letter in missing[:8])
        more = f" and {len(missing) - 8} more" if len(missing) > 8 else ""  # noqa: PLR2004 - as many as fit a line
        advice = _ADVICE.get(language, "Noto Sans")
        msg = f"no font on this machine draws {shown}{more}; install {advice}"
        raise MapError(msg)
