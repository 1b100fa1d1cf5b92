"""What is mended in a figure's SVG: its title, the direction of its text, its halos."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXT = re.compile(r'<g id="([^"]*)">\s*<text style="([^"]*)"([^>]*)>([^<]*)</text>\s*</g>')
_UNTURNED = re.compile(r' transform="rotate[(]-0 [^"]*"')
_ANCHOR = re.compile("text-anchor: (start|end)")
_SIDES = {"start": "end", "end": "start"}
"""Where a text runs from the right its start is what its end is elsewhere."""

_ISOLATED = re.compile("^\u2067(.*)\u2069$")


def mended(text: str, title: str, language: str, more: Mapping[str, str]) -> str:
    """Return the SVG text of a sheet with its language, and its texts as browsers need them.

    Parameters
    ----------
    text
        What the graphics library wrote.
    title, language
        What the sheet is called, and the language of its texts.
    more
        Further style of a text, by its id.
    """
    head = f'<svg role="img" aria-label={quoteattr(title)} lang="{language}"'
    text = text.replace("<svg", head, 1)
    return _TEXT.sub(lambda found: _text(found, more), text)


def _text(found: re.Match[str], more: Mapping[str, str]) -> str:
    name, style, attributes, words = found.groups()
    style = "; ".join(filter(None, (style, more.get(name))))
    attributes = _UNTURNED.sub("", attributes)
    isolated = _ISOLATED.match(words)
    if isolated:
        words = isolated[1]
        style = _ANCHOR.sub(lambda anchor: f"text-anchor: {_SIDES[anchor[1]]}", style)
        attributes += ' direction="rtl"'
    hidden = ' aria-hidden="true"' if name.startswith("halo-") else ""
    return f'<text id="{name}"{hidden} style="{style}"{attributes}>{words}</text>'
