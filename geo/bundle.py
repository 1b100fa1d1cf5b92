"""What a page is bundled from: the package's own assets, and Leaflet out of its package."""

from __future__ import annotations

import base64
import json
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import minify
from xstatic.pkg import jquery, leaflet

from geo.errors import MapError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from geo.fields import Worldview

LANGUAGES = {"en": "ltr", "ur": "rtl", "fa": "rtl"}
"""The languages of the interface, and the direction of their script."""

DIGITS = {"fa": "۰۱۲۳۴۵۶۷۸۹", "ur": "۰۱۲۳۴۵۶۷۸۹"}
"""The digits of a language that has its own; ``language.digits`` says which it writes by itself."""

MAP_SCRIPTS = (
    "numbers.js",
    "arcs.js",
    "payload.js",
    "address.js",
    "dom.js",
    "numerals.js",
    "words.js",
    "calendar.js",
    "digits.js",
    "geometry.js",
    "symbols.js",
    "surface.js",
    "basemap.js",
    "mark.js",
    "layers.js",
    "label-wishes.js",
    "labels.js",
    "marks.js",
    "evidence.js",
    "facts.js",
    "doubts.js",
    "promises.js",
    "pledges.js",
    "pledge-list.js",
    "curve.js",
    "details.js",
    "popup.js",
    "legend.js",
    "time.js",
    "slider.js",
    "controls.js",
    "theme.js",
    "paper.js",
    "view.js",
    "disputed.js",
    "snippet.js",
    "files.js",
    "embed.js",
    "share.js",
    "frame.js",
    "spelling.js",
    "search.js",
    "cells.js",
    "table.js",
    "rows.js",
    "gestures.js",
    "fullscreen.js",
    "geodesic.js",
    "measure.js",
    "kilometres.js",
    "inset.js",
    "aloud.js",
    "page.js",
)
"""A map's own scripts, in the order in which they build on one another."""

MAP_STYLES = (
    "base.css",
    "page.css",
    "map.css",
    "picture.css",
    "popup.css",
    "slider.css",
    "share.css",
    "table.css",
    "tools.css",
    "print.css",
)

PLEDGE_SCRIPTS = ("pledge-list.js",)
"""Those that only a map with promises of its own has a use for; a map in brief counts them."""

TILES_SCRIPTS, TILES_STYLES = ("tiles.js",), ("tiles.css",)
"""What a page has besides that is built with online tiles, before the last of its scripts."""

LEAFLET_REPLACED = (
    ".leaflet-bar",
    ".leaflet-attribution",
    ".leaflet-control-attribution",
    ".leaflet-control-layers",
    ".leaflet-control-scale",
    ".leaflet-control-zoom",
    ".leaflet-div-icon",
    ".leaflet-image",
    ".leaflet-marker",
    ".leaflet-oldie",
    ".leaflet-popup-close-button",
    ".leaflet-popup-scrolled",
    ".leaflet-safari",
    ".leaflet-shadow",
    ".leaflet-tile",
    ".leaflet-tooltip",
    "leaflet-vml",
)
"""Parts of Leaflet that the pages have not, or have their own in place of."""

NOSCRIPT_LAYERS = ("frontier", "markets", "crossings", "pipeline", "power")
"""The layers that a page tells of in a table where no script runs."""

INDEX_SCRIPTS = ("index.js",)
INDEX_STYLES = ("base.css", "index.css", "picture.css")

_MINIFIED = {".js": "application/javascript", ".css": "text/css"}

PROMISE_SCRIPTS = (
    "no-leaflet.js",
    "dom.js",
    "numerals.js",
    "promise-words.js",
    "digits.js",
    "promise-filters.js",
    "promise-table.js",
    "promise-chart.js",
    "promise-page.js",
)
PROMISE_STYLES = ("base.css", "promises.css")


@cache
def every_string() -> dict[str, dict[str, str]]:
    """Return all words of the interface: per language, from key to text.

    Raises
    ------
    MapError
        If a key lacks one of the languages, or stands in two files.
    """
    merged: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for name in sorted(item.name for item in (_assets() / "strings").iterdir()):
        where = f"strings/{name}"
        for language, table in read_strings(asset(where), f"geo/assets/{where}").items():
            twice = sorted(merged[language].keys() & table.keys())
            if twice:
                msg = f"geo/assets/{where}: {', '.join(twice)} also in another file; keep one"
                raise MapError(msg)
            merged[language] |= table
    return merged


def read_strings(text: str, where: str) -> dict[str, dict[str, str]]:
    """Return a TOML table of words: per language, from key to text.

    Raises
    ------
    MapError
        If a key lacks one of the languages.
    """
    table = tomllib.loads(text)
    lacking = [
        f"{where}: {key} has no {language}"
        for key, entry in table.items()
        for language in LANGUAGES
        if not entry.get(language)
    ]
    if lacking:
        raise MapError(lacking)
    return {language: {key: table[key][language] for key in table} for language in LANGUAGES}


_ELSEWHERE = (
    *("promises.", "worldview.", "embedding.", "tiles.", "credit.", "length.", "ui.map_needs_js"),
    *(f"accuracy.{word}_gloss" for word in ("surveyed", "high", "medium", "low")),
)
"""Words that maps have no use for; a key that a script names stays."""

_OF_PLEDGES = tuple(
    f"promise.{word}"
    for word in ("made", "kept_by", "due_on", "silent", "unclear", "between", "one_")
)
"""Words of single promises, which a map in brief only counts."""


@cache
def strings(*, brief: bool = False) -> dict[str, dict[str, str]]:
    """Return the words that the scripts of a map need.

    Parameters
    ----------
    brief
        Leave out the names of properties, which only facts need.
    """
    scripts = "".join(asset(name) for name in MAP_SCRIPTS)
    left_out = (*_ELSEWHERE, *(["field."] if brief else []))
    unsaid = _OF_PLEDGES if brief else ()
    return {
        language: {
            key: text
            for key, text in table.items()
            if (not key.startswith(left_out) or key in scripts)
            and not key.startswith(unsaid)
            and _of_calendar(key, table["language.calendar"])
        }
        for language, table in every_string().items()
    }


def _of_calendar(key: str, calendar: str) -> bool:
    """Tell whether a word is none of a month, or of one that dates are written with."""
    return not key.startswith("month.") or key.startswith(("month.greg.", f"month.{calendar}."))


def boundaries_credit(worldview: Worldview) -> dict[str, str]:
    """Return by language what the credit of a map, page or figure, says of its boundaries."""
    return {language: table[f"worldview.{worldview}"] for language, table in every_string().items()}


def tiles_strings() -> dict[str, dict[str, str]]:
    """Return the words that a page needs besides if it is built with online tiles."""
    return {
        language: {key: text for key, text in table.items() if key.startswith("tiles.")}
        for language, table in every_string().items()
    }


@cache
def promise_strings() -> dict[str, dict[str, str]]:
    """Return the words that the scripts of the page of promises name."""
    scripts = "".join(asset(name) for name in PROMISE_SCRIPTS)
    return {
        language: {key: text for key, text in table.items() if f'"{key}"' in scripts}
        for language, table in every_string().items()
    }


@cache
def asset(name: str) -> str:
    """Return one of the package's own asset files; scripts and styles as short as they can be."""
    text = (_assets() / name).read_text(encoding="utf-8")
    kind = _MINIFIED.get(Path(name).suffix)
    return str(minify.string(kind, text)) if kind else text


def _assets() -> Traversable:
    return resources.files("geo") / "assets"


@cache
def leaflet_file(name: str) -> str:
    """Return the text of one of Leaflet's files, from the package that ships it."""
    return (Path(leaflet.BASE_DIR) / name).read_text(encoding="utf-8")


def leaflet_js() -> str:
    """Return Leaflet, without the pointer to a source map that is not there."""
    return leaflet_file("leaflet.js").replace("//# sourceMappingURL=leaflet.js.map", "")


def leaflet_css(*, whole: bool = False) -> str:
    """Return Leaflet's style without the rules that fetch pictures.

    Parameters
    ----------
    whole
        Keep the rules of controls and boxes that the pages replace by their own.
    """
    rules = str(minify.string("text/css", leaflet_file("leaflet.css"))).split("}")
    kept = [rule if whole else _reduced(rule) for rule in rules if "url(" not in rule]
    return "}".join(rule for rule in kept if rule is not None)


def _reduced(rule: str) -> str | None:
    """Return a rule without the selectors that pages have no use for; None if that is all."""
    selectors, brace, body = rule.partition("{")
    if not brace or "{" in body:
        return rule
    kept = [
        one for one in selectors.split(",") if not any(word in one for word in LEAFLET_REPLACED)
    ]
    return f"{','.join(kept)}{{{body}" if kept else None


def jquery_js() -> str:
    """Return jQuery, which the popups of further folium layers need."""
    return (Path(jquery.BASE_DIR) / "jquery.min.js").read_text(encoding="utf-8")


def marker_icons() -> str:
    """Return a script that gives Leaflet's default marker its pictures as data."""
    names = {
        "iconUrl": "marker-icon.png",
        "iconRetinaUrl": "marker-icon-2x.png",
        "shadowUrl": "marker-shadow.png",
    }
    pictures = {
        key: _picture(Path(leaflet.BASE_DIR) / "images" / name) for key, name in names.items()
    }
    return (
        'L.Icon.Default.imagePath = "";\n'
        f"L.Icon.Default.mergeOptions({json.dumps(pictures, sort_keys=True)});"
    )


def _picture(path: Path) -> str:
    return f"data:image/png;base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"
