"""The pages of the maps and of their gallery, each as one self-contained HTML text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from geo import bundle, document
from geo.sharing import share
from geo.telling import cited

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup


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
    """One page of the gallery: title and one sentence in all languages, and a still picture."""

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
    promises: Card | None
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
    tiles = described.get("tiles", [])
    styles = (*bundle.MAP_STYLES, *(bundle.TILES_STYLES if tiles else ()))
    *parts, last = bundle.MAP_SCRIPTS
    assets = (*parts, *(bundle.TILES_SCRIPTS if tiles else ()), last)
    style = document.style(
        (
            bundle.leaflet_css(whole=bool(extras.scripts)),
            *(bundle.asset(name) for name in styles),
        )
    )
    scripts = document.scripts(
        [
            *([bundle.jquery_js()] if extras.jquery else []),
            bundle.leaflet_js(),
            *([bundle.marker_icons()] if extras.marker_icons else []),
            ";\n".join(bundle.asset(name) for name in assets),
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
        csp=document.policy(
            style,
            scripts,
            loose_attributes=bool(extras.scripts),
            pictures_from=tuple(item["url"] for item in tiles),
        ),
        style=style,
        payload=document.json_block(_packed(payload)),
        scripts=scripts,
        noscript=_noscript(payload, language),
    )
    return document.render("map.html", page)


def render_index(
    title: Mapping[str, str],
    cards: tuple[Card, ...],
    footer: str,
    promises: Card | None = None,
    language: str = "en",
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
    promises
        The page of promises, which has no picture; None if there is none.
    language
        The language that the page opens in.
    """
    style = document.style(tuple(bundle.asset(name) for name in bundle.INDEX_STYLES))
    scripts = document.scripts([";\n".join(bundle.asset(name) for name in bundle.INDEX_SCRIPTS)])
    texts = {
        card.id: {"title": card.title, "subtitle": card.subtitle}
        for card in (*cards, *([promises] if promises else []))
    }
    page = IndexPage(
        language=language,
        direction=bundle.LANGUAGES[language],
        title=title[language],
        csp=document.policy(style, scripts),
        style=style,
        payload=document.json_block({"title": title, "cards": texts, "strings": _index_strings()}),
        scripts=scripts,
        cards=cards,
        promises=promises,
        footer=footer,
    )
    return document.render("index.html", page)


def _index_strings() -> dict[str, dict[str, str]]:
    """Return the few words that the gallery needs."""
    return {
        language: {key: text for key, text in table.items() if "language" in key}
        for language, table in bundle.strings().items()
    }


def _packed(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return a payload as the page carries it: strings as they are, all else shared.

    What is packed already comes last, where it does not stand between words: the
    page is packed as a whole on its way, and better where like stands by like.
    """
    numbers = {source: number for number, source in enumerate(payload["sources"])}
    rest = {key: value for key, value in payload.items() if key != "strings"}
    for key in ("layers", "corridors", "topics", "promises"):
        rest[key] = _numbered(payload[key], numbers)
    rest["sources"] = list(payload["sources"].values())
    shapes: list[str] = []
    rest["layers"] = [_unpacked(layer, shapes) for layer in rest["layers"]]
    levels = [_unpacked(level, shapes) for level in payload["basemap"]["levels"]]
    rest["basemap"] = {**payload["basemap"], "levels": levels}
    value, shared = share(rest)
    return {
        "strings": payload["strings"],
        **value,
        "parts": shared.parts,
        "texts": shared.texts,
        "shapes": shapes,
    }


def _unpacked(item: Mapping[str, Any], shapes: list[str]) -> dict[str, Any]:
    """Return a layer or level with its packed shapes put elsewhere, and their place."""
    if "shapes" not in item:
        return dict(item)
    shapes.append(item["shapes"])
    return {**item, "shapes": len(shapes) - 1}


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


def _noscript(payload: Mapping[str, Any], language: str) -> NoScript:
    words = payload["strings"][language]
    publishers = {key: source["publisher"] for key, source in payload["sources"].items()}
    rows = tuple(
        Row(
            feature["name"][language],
            words[f"kind.{feature['kind']}"],
            _status_words(feature, words),
            ", ".join(dict.fromkeys(publishers[key] for key in sorted(cited(feature)))),
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
