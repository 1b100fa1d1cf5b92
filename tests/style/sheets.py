"""The pictures of docs/style.md, drawn by the page's own scripts in a browser."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from geo import styles
from geo.bundle import LANGUAGES
from geo.styles import COLOURS
from tests.colours import contrast, grey, lightness

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
SCRIPT = (HERE / "sheet.js").read_text(encoding="utf-8")
STYLE = (HERE / "sheet.css").read_text(encoding="utf-8")

DRAWN = "() => document.querySelector('.atlas-label') && document.fonts.status === 'loaded'"
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

THEMES = {"light": "Light", "dark": "Dark"}

GROUND = ("land", "neighbour", "sea", "coast", "boundary", "province", "panel", "rule")
"""What lies below and around; nothing on the map is told by one of these alone."""

DRAWN_IN = ("frontier", "rail", "pipeline", "power", "port", "gate", "muted", "place")
"""What is drawn with, and measured against land and sea."""

NAMES = {
    "frontier": "Frontier",
    "maritime-boundary": "Maritime boundary",
    "railway": "Railway",
    "ferry": "Ferry",
    "sea-leg": "Sea leg",
    "pipeline": "Pipeline",
    "power-line": "Power line",
    "market": "Market",
    "crossing": "Crossing",
    "port": "Port",
    "station": "Station",
    "place": "Place",
}
"""The kinds on the sheet of the grammar, as it calls them."""

STATELESS = ("frontier", "maritime-boundary", "place")
"""What has no status."""

VISIONS = ("protanopia", "deuteranopia", "tritanopia", "achromatopsia")

VIEW = (780, 540)
"""A window in which the overview shows the frontier and all kinds of line, in pixels."""

PHONE = (375, 760)
_MARGIN, _CAPTION = 10, 22
_MAP_COLOURS, _SHEET_COLOURS = 44, 250


def colours(theme: str, *, printed: bool = False) -> dict[str, str]:
    """Return the palette of a theme; printed without colour, each is its grey."""
    palette = {name: str(getattr(colour, theme)) for name, colour in COLOURS.items()}
    return {name: grey(colour) for name, colour in palette.items()} if printed else palette


def measured(name: str, theme: str) -> tuple[str, float, float, float]:
    """Return a colour, its contrast on land and on sea, and its lightness (CIE L*)."""
    palette = colours(theme)
    one = palette[name]
    return (
        one,
        contrast(one, palette["land"]),
        contrast(one, palette["sea"]),
        lightness(one),
    )


def palette_sheet() -> dict[str, Any]:
    """Return what the script needs to draw the palette."""

    def row(name: str, theme: str) -> dict[str, Any]:
        colour, on_land, on_sea, light = measured(name, theme)
        on = name in DRAWN_IN
        figures = [f"{on_land:.1f}", f"{on_sea:.1f}"] if on else ["", ""]
        return {"name": name, "on": on, "cells": [name, colour, *figures, f"{light:.0f}"]}

    themes = [
        {
            "name": word,
            "colours": colours(theme),
            "heads": ["", "", "", "on land", "on sea", "L*"],
            "rows": [row(name, theme) for name in (*DRAWN_IN, *GROUND)],
        }
        for theme, word in THEMES.items()
    ]
    title = "Palette, with contrast on land and sea (WCAG 2.2) and lightness (CIE L*)"
    return {"kind": "palette", "title": title, "themes": themes}


def grammar_sheet() -> dict[str, Any]:
    """Return what the script needs to draw the grammar: light, dark, and printed in grey."""
    looks = [
        ("Light", colours("light")),
        ("Dark", colours("dark")),
        ("Light, printed in grey", colours("light", printed=True)),
    ]
    heads = ["", *(word.capitalize() for word in styles.STATUSES), "Position in doubt"]
    themes = [
        {
            "name": name,
            "colours": palette,
            "table": styles.table(),
            "names": [[kind, word, kind in STATELESS] for kind, word in NAMES.items()],
            "heads": heads,
        }
        for name, palette in looks
    ]
    return {"kind": "grammar", "title": "Kind × status × accuracy", "themes": themes}


def take(browser: Browser, page: Path, folder: Path) -> Iterator[Path]:
    """Make every picture of the style guide out of a built overview; yield where each is."""
    for name, sheet in (("palette", palette_sheet()), ("grammar", grammar_sheet())):
        yield _saved(_sheet(browser, page, sheet), folder / f"{name}.png", _SHEET_COLOURS)
    seen = [(name.capitalize(), _as_seen(browser, page, name)) for name in VISIONS]
    yield _saved(_together(seen, 2), folder / "vision.png", _MAP_COLOURS)
    for theme in THEMES:
        phones = [("", _phone(browser, page, language, theme)) for language in LANGUAGES]
        yield _saved(_together(phones, 3), folder / f"languages-{theme}.png", _MAP_COLOURS)


def _open(
    browser: Browser, page: Path, size: tuple[int, int], fragment: str = "", theme: str = "light"
) -> Page:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
        offline=True,
        bypass_csp=True,  # to lay the sheet's own style over the page
    )
    opened = context.new_page()
    opened.goto(page.as_uri() + fragment)
    opened.wait_for_function(DRAWN)
    return opened


def _shot(page: Page, selector: str = "") -> Image.Image:
    page.evaluate(SETTLED)
    taken = page.locator(selector or "html").screenshot(animations="disabled")
    page.context.close()
    return Image.open(io.BytesIO(taken)).convert("RGB")


def _sheet(browser: Browser, page: Path, sheet: dict[str, Any]) -> Image.Image:
    opened = _open(browser, page, (1280, 900))
    opened.add_style_tag(content=STYLE)
    opened.evaluate(SCRIPT, sheet)
    return _shot(opened, "body")


def _as_seen(browser: Browser, page: Path, vision: str) -> Image.Image:
    opened = _open(browser, page, VIEW)
    session = opened.context.new_cdp_session(opened)
    session.send("Emulation.setEmulatedVisionDeficiency", {"type": vision})
    return _shot(opened, "#atlas-map")


def _phone(browser: Browser, page: Path, language: str, theme: str) -> Image.Image:
    return _shot(_open(browser, page, PHONE, f"#lang={language}", theme))


def _together(pictures: Sequence[tuple[str, Image.Image]], columns: int) -> Image.Image:
    """Return pictures of one size in rows, each under its caption."""
    head = _CAPTION if pictures[0][0] else 0
    width, height = pictures[0][1].size
    rows = -(-len(pictures) // columns)
    size = (
        columns * (width + _MARGIN) - _MARGIN,
        rows * (height + head + _MARGIN) - _MARGIN,
    )
    sheet = Image.new("RGB", size, COLOURS["panel"].light)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(14)
    for at, (caption, picture) in enumerate(pictures):
        x = at % columns * (width + _MARGIN)
        y = at // columns * (height + head + _MARGIN)
        pen.text((x + 2, y + 2), caption, COLOURS["ink"].light, font)
        sheet.paste(picture, (x, y + head))
    return sheet


def _saved(picture: Image.Image, path: Path, shades: int) -> Path:
    """Save a picture with no more shades than it needs, so that it stays small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    table = Image.new("P", (1, 1))
    table.putpalette(_shades(picture, shades).astype(np.uint8).tobytes())
    picture.quantize(palette=table, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


def _shades(picture: Image.Image, count: int) -> NDArray[np.int64]:
    """Return the shades that stand for all of a picture: each far from the others, and frequent.

    The usual ways of choosing go by area, and lose the hues of thin lines.
    """
    seen, often = np.unique(np.asarray(picture).reshape(-1, 3), axis=0, return_counts=True)
    seen = seen.astype(np.int64)
    weight = np.cbrt(often)
    chosen = [int(np.argmax(often))]
    far = np.full(len(seen), np.inf)
    for _ in range(min(count, len(seen)) - 1):
        far = np.minimum(far, np.linalg.norm(seen - seen[chosen[-1]], axis=1))
        chosen.append(int(np.argmax(far * weight)))
    return seen[chosen]
