"""The self-contained page: assets, template and content security policy in one HTML text.

A page makes no request.  Its scripts and its style are allowed by their
hashes, and nothing else is; what it shows comes as data in one JSON block.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from geo import bundle, styles
from geo.errors import MapError
from geo.payload import cites
from geo.sharing import share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_SCRIPT_END = re.compile(r"<(/script|!--)", re.IGNORECASE)


class Row(NamedTuple):
    """One thing, as a page tells of it where no script runs."""

    name: str
    kind: str
    status: str
    sources: str


@dataclass(frozen=True)
class NoScript:
    """What a page says where no script runs."""

    message: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class MapPage:
    """What the template of a map takes."""

    language: str
    direction: str
    title: str
    subtitle: str
    description: str
    csp: str
    style: Markup
    payload: Markup
    scripts: tuple[Markup, ...]
    noscript: NoScript


@dataclass(frozen=True)
class Card:
    """One map of the gallery: title and one sentence in all languages, and a still picture."""

    id: str
    title: Mapping[str, str]
    subtitle: Mapping[str, str]
    href: str
    picture: Markup


@dataclass(frozen=True)
class IndexPage:
    """What the template of the gallery takes."""

    language: str
    direction: str
    title: str
    csp: str
    style: Markup
    payload: Markup
    scripts: tuple[Markup, ...]
    cards: tuple[Card, ...]
    footer: str


@dataclass(frozen=True)
class Extras:
    """What further folium layers bring to a page: scripts, and whether they need more."""

    scripts: tuple[str, ...] = ()
    marker_icons: bool = False
    jquery: bool = False


def render_map(payload: Mapping[str, Any], map_name: str, extras: Extras | None = None) -> str:
    """Return the HTML text of a map's page.

    Parameters
    ----------
    payload
        What `geo.payload.payload` made.
    map_name
        The JavaScript variable that holds the ``L.Map``.
    extras
        What further folium layers bring.
    """
    extras = extras or Extras()
    described, language = payload["map"], payload["map"]["language"]
    style = _style(
        (
            bundle.leaflet_css(whole=bool(extras.scripts)),
            *(bundle.asset(name) for name in bundle.MAP_STYLES),
        )
    )
    scripts = _scripts(
        [
            *([bundle.jquery_js()] if extras.jquery else []),
            bundle.leaflet_js(),
            *([bundle.marker_icons()] if extras.marker_icons else []),
            ";\n".join(bundle.asset(name) for name in bundle.MAP_SCRIPTS),
            f"var {map_name} = L.atlasPage(document);",
            *extras.scripts,
        ]
    )
    page = MapPage(
        language=language,
        direction=bundle.LANGUAGES[language],
        title=described["title"][language],
        subtitle=described["subtitle"][language],
        description=described["subtitle"][language],
        csp=_policy(style, scripts, loose_attributes=bool(extras.scripts)),
        style=style,
        payload=json_block(_packed(payload)),
        scripts=scripts,
        noscript=_noscript(payload, language),
    )
    return _environment().get_template("map.html").render(page=page)


def render_index(
    title: Mapping[str, str], cards: tuple[Card, ...], footer: str, language: str = "en"
) -> str:
    """Return the HTML text of the gallery.

    Parameters
    ----------
    title
        The atlas's title, by language.
    cards
        The maps, in the order in which they are shown.
    footer
        Who is to be credited for the pictures.
    language
        The language that the page opens in.
    """
    style = _style(tuple(bundle.asset(name) for name in bundle.INDEX_STYLES))
    scripts = _scripts([";\n".join(bundle.asset(name) for name in bundle.INDEX_SCRIPTS)])
    texts = {card.id: {"title": card.title, "subtitle": card.subtitle} for card in cards}
    page = IndexPage(
        language=language,
        direction=bundle.LANGUAGES[language],
        title=title[language],
        csp=_policy(style, scripts, loose_attributes=False),
        style=style,
        payload=json_block({"title": title, "cards": texts, "strings": _index_strings()}),
        scripts=scripts,
        cards=cards,
        footer=footer,
    )
    return _environment().get_template("index.html").render(page=page)


def _index_strings() -> dict[str, dict[str, str]]:
    """Return the few words that the gallery needs."""
    return {
        language: {key: text for key, text in table.items() if "language" in key}
        for language, table in bundle.strings().items()
    }


def _packed(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return a payload as the page carries it: strings as they are, all else shared."""
    numbers = {source: number for number, source in enumerate(payload["sources"])}
    rest = {key: value for key, value in payload.items() if key != "strings"}
    rest["layers"] = _numbered(payload["layers"], numbers)
    rest["corridors"] = _numbered(payload["corridors"], numbers)
    rest["sources"] = list(payload["sources"].values())
    value, shared = share(rest)
    return {
        "strings": payload["strings"],
        **value,
        "parts": shared.parts,
        "texts": shared.texts,
    }


def _numbered(value: Any, numbers: Mapping[str, int], *, citing: bool = False) -> Any:
    """Replace the ids of sources by their places in the list of sources."""
    if isinstance(value, list):
        return [_numbered(item, numbers, citing=citing) for item in value]
    if isinstance(value, dict):
        return {
            key: _numbered(item, numbers, citing=key.endswith(("source", "sources")))
            for key, item in value.items()
        }
    return numbers[value] if citing else value


def json_block(value: Any) -> Markup:
    """Return a value as JSON that can stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Markup(safe)  # noqa: S704 - no "<" is left in it


def _noscript(payload: Mapping[str, Any], language: str) -> NoScript:
    words = payload["strings"][language]
    publishers = {key: source["publisher"] for key, source in payload["sources"].items()}
    rows = tuple(
        Row(
            feature["name"][language],
            words[f"kind.{feature['kind']}"],
            _status_words(feature, words),
            ", ".join(dict.fromkeys(publishers[key] for key in cites(feature))),
        )
        for layer in payload["layers"]
        if layer["id"] in bundle.NOSCRIPT_LAYERS
        for feature in layer["features"]
    )
    return NoScript(words["ui.map_needs_js"], rows)


def _status_words(feature: Mapping[str, Any], words: Mapping[str, str]) -> str:
    if "status" not in feature:
        return ""
    return f"{words['status.' + feature['status']]}, {feature['status_date']}"


def _style(texts: Sequence[str]) -> Markup:
    light, dark = (f":root{{{styles.custom_properties(theme)}}}" for theme in ("light", "dark"))
    dark = f"@media screen and (prefers-color-scheme: dark){{{dark}}}"
    joined = "\n".join((light, dark, *texts))
    if "</style" in joined.lower():
        msg = "a style sheet holds </style, which would end the page's style; mend the asset"
        raise MapError(msg)
    return Markup(joined)  # noqa: S704 - the project's own assets and Leaflet's


def _scripts(texts: Sequence[str]) -> tuple[Markup, ...]:
    return tuple(
        Markup(_SCRIPT_END.sub(r"<\\\1", text))  # noqa: S704 - what would end it is escaped
        for text in texts
        if text
    )


def _policy(style: str, scripts: Sequence[str], *, loose_attributes: bool) -> str:
    """Return the content security policy that allows exactly this style and these scripts.

    Further folium layers may set style attributes; scripts are never loosened.
    """
    hashes = " ".join(f"'{_hash(text)}'" for text in scripts)
    attributes = "; style-src-attr 'unsafe-inline'" if loose_attributes else ""
    return (
        f"default-src 'none'; script-src {hashes}; style-src '{_hash(style)}'{attributes}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("geo", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
