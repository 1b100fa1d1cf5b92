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

LANGUAGES = {"en": "ltr", "ur": "rtl", "fa": "rtl"}
"""The languages of the interface, and the direction of their script."""

DIGITS = {"fa": "۰۱۲۳۴۵۶۷۸۹"}
"""The digits of a language that writes its own."""

MAP_SCRIPTS = (
    "payload.js",
    "address.js",
    "dom.js",
    "words.js",
    "geometry.js",
    "symbols.js",
    "surface.js",
    "basemap.js",
    "mark.js",
    "layers.js",
    "labels.js",
    "marks.js",
    "evidence.js",
    "facts.js",
    "doubts.js",
    "promises.js",
    "pledges.js",
    "curve.js",
    "details.js",
    "popup.js",
    "legend.js",
    "time.js",
    "slider.js",
    "controls.js",
    "theme.js",
    "view.js",
    "spelling.js",
    "search.js",
    "cells.js",
    "table.js",
    "rows.js",
    "page.js",
)
"""A map's own scripts, in the order in which they build on one another."""

MAP_STYLES = ("base.css", "page.css", "map.css", "popup.css", "slider.css", "table.css")
LEAFLET_REPLACED = (
    ".leaflet-bar",
    ".leaflet-control-attribution",
    ".leaflet-control-layers",
    ".leaflet-control-scale",
    ".leaflet-div-icon",
    ".leaflet-oldie",
    ".leaflet-tooltip",
    "leaflet-vml",
)
"""Parts of Leaflet that the pages have their own in place of; further layers may need them."""

NOSCRIPT_LAYERS = ("frontier", "markets", "crossings", "pipeline", "power")
"""The layers that a page tells of in a table where no script runs."""

INDEX_SCRIPTS = ("index.js",)
INDEX_STYLES = ("base.css", "index.css")

_MINIFIED = {".js": "application/javascript", ".css": "text/css"}

PROMISE_SCRIPTS = (
    "no-leaflet.js",
    "dom.js",
    "promise-words.js",
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


@cache
def strings(*, brief: bool = False) -> dict[str, dict[str, str]]:
    """Return the words that the scripts of a map need.

    Parameters
    ----------
    brief
        Leave out the names of properties, which only facts need.
    """
    scripts = "".join(asset(name) for name in MAP_SCRIPTS)
    left_out = ("promises.", *(["field."] if brief else []))
    return {
        language: {
            key: text
            for key, text in table.items()
            if not key.startswith(left_out) or key in scripts
        }
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
    unwanted = ("url(", *(() if whole else LEAFLET_REPLACED))
    rules = leaflet_file("leaflet.css").split("}")
    kept = [rule for rule in rules if not any(word in rule for word in unwanted)]
    return str(minify.string("text/css", "}".join(kept)))


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
