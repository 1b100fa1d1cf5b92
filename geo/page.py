"""The pages of the maps and of their gallery, each as one self-contained HTML text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from geo import bundle, document
from geo.about import About, published
from geo.dataset import dataset
from geo.sharing import share
from geo.speech import Speech
from geo.telling import cited

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_PUBLISHERS = 6
"""So many of those who tell of a thing are named where no script runs."""


class Row(NamedTuple):
    """One thing, as a page tells of it where no script runs."""

    name: str
    kind: str
    status: str
    sources: str


@dataclass(frozen=True)
class NoScript:
    """What a page shows where no script runs."""

    message: str
    picture: Markup
    credit: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class MapPage:
    """What the template of a map takes."""

    language: str
    direction: str
    title: str
    subtitle: str
    about: About
    csp: str
    dataset: Markup
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
    about: About
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


@dataclass(frozen=True)
class Beside:
    """What a page is told besides its payload: its still picture, and where it is published."""

    picture: Markup = field(default_factory=Markup)
    base_url: str | None = None


def render_map(
    payload: Mapping[str, Any],
    map_name: str,
    extras: Extras | None = None,
    beside: Beside | None = None,
) -> str:
    """Return the HTML text of a map's page.

    Parameters
    ----------
    payload
        What `geo.payload.payload` made.
    map_name
        The JavaScript variable that holds the ``L.Map``.
    extras
        What further folium layers bring.
    beside
        The still picture, and where the page is published.
    """
    extras, beside = extras or Extras(), beside or Beside()
    described, language = payload["map"], payload["map"]["language"]
    tiles = described.get("tiles", [])
    styles = (*bundle.MAP_STYLES, *(bundle.TILES_STYLES if tiles else ()))
    unused = () if payload["promises"] else bundle.PLEDGE_SCRIPTS
    *parts, last = (name for name in bundle.MAP_SCRIPTS if name not in unused)
    assets = (*parts, *(bundle.TILES_SCRIPTS if tiles else ()), last)
    style = document.style(
        (
            bundle.leaflet_css(whole=bool(extras.scripts or tiles)),
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
        about=published(
            About(described["title"][language], described["subtitle"][language], language),
            beside.base_url,
            f"{described['id']}.html",
            f"{described['id']}.png",
        ),
        csp=document.policy(
            style,
            scripts,
            loose_attributes=bool(extras.scripts),
            pictures_from=tuple(item["url"] for item in tiles),
        ),
        dataset=document.json_block(dataset(payload, beside.base_url)),
        style=style,
        payload=document.json_block(_packed(payload)),
        scripts=scripts,
        noscript=_noscript(payload, language, beside.picture),
    )
    return document.render("map.html", page)


def render_index(
    title: Mapping[str, str],
    cards: tuple[Card, ...],
    footer: str,
    promises: Card | None = None,
    base_url: str | None = None,
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
    base_url
        The address of the folder that holds the pages, if it is known.
    """
    language = "en"
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
        about=published(
            About(title[language], ". ".join(card.title[language] for card in cards), language),
            base_url,
            "index.html",
            f"{cards[0].id}.png" if cards else None,
        ),
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
        "strings": _tabled(payload["strings"]),
        **value,
        "parts": shared.parts,
        "texts": shared.texts,
        "shapes": shapes,
    }


def _tabled(strings: Mapping[str, Mapping[str, str]]) -> dict[str, list[str | None]]:
    """Return words as a table: their keys once, and a column for each language."""
    keys = list(dict.fromkeys(key for table in strings.values() for key in table))
    columns = {language: [table.get(key) for key in keys] for language, table in strings.items()}
    return {"keys": [*keys], **columns}


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


def _noscript(payload: Mapping[str, Any], language: str, picture: Markup) -> NoScript:
    words = {**bundle.every_string()[language], **payload["strings"][language]}
    publishers = {key: source["publisher"] for key, source in payload["sources"].items()}
    speech = Speech(language)
    rows = tuple(
        Row(
            feature["name"][language],
            words[f"kind.{feature['kind']}"],
            _status_words(feature, words, speech),
            _named([publishers[key] for key in sorted(cited(feature))], speech),
        )
        for layer in payload["layers"]
        if layer["id"] in bundle.NOSCRIPT_LAYERS
        for feature in layer["features"]
    )
    credits_ = [f"{one['text']} ({one['licence']})" for one in payload["map"]["credits"]]
    day = speech.date(payload["map"]["as_of"])
    dated = speech.capital(speech.t("field.as_of_date", date=day))
    return NoScript(words["ui.map_needs_js"], picture, " · ".join([*credits_, dated]), rows)


def _status_words(feature: Mapping[str, Any], words: Mapping[str, str], speech: Speech) -> str:
    if "status" not in feature:
        return ""
    return f"{words['status.' + feature['status']]}, {speech.date(feature['status_date'])}"


def _named(publishers: Sequence[str], speech: Speech) -> str:
    """Return who tells of a thing: some by name, and how many more."""
    named = list(dict.fromkeys(publishers))
    more = len(named) - _PUBLISHERS
    told = speech.t("evidence.more", n=speech.number(more)) if more > 0 else ""
    return speech.listed([*named[:_PUBLISHERS], *([told] if told else [])])
