"""The pages of a project, and the pictures beside them: what each is made of."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from geo import embed_page, page, promise_page
from geo.maps import AtlasMap
from geo.payload import owed
from geo.pictures import picture
from geo.telling import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.atlas import Atlas
    from geo.definitions import MapDefinition
    from geo.layers import Layer

INDEX, PROMISES, EMBEDDED = "index", "promises", "embed-test"
RESERVED = {
    INDEX: "the gallery",
    PROMISES: "the page of promises",
    EMBEDDED: "the page of embedded maps",
}
"""Pages that are no maps: no map may have their names."""


class Stock(NamedTuple):
    """What pages are made of: an atlas, the maps to be made of it, and its layers."""

    atlas: Atlas
    definitions: Mapping[str, MapDefinition]
    built: Mapping[str, Layer]


class Publication(NamedTuple):
    """How pages are published: under which address, if it is known, and whether with tiles."""

    base_url: str | None = None
    tiles: bool = False


def pages(stock: Stock, published: Publication) -> dict[str, Callable[[], str]]:
    """Return how each page is made, by its name.

    Parameters
    ----------
    stock
        What they are made of.
    published
        Where they will stand, and what else they offer.
    """
    maps = {key: partial(_map_text, stock, key, published) for key in stock.definitions}
    made: dict[str, Callable[[], str]] = {
        **maps,
        INDEX: partial(_index_text, stock, published.base_url),
    }
    if stock.atlas.commitments:
        made[PROMISES] = partial(_promises_text, stock, published.base_url)
    for first in list(stock.definitions.values())[:1]:
        made[EMBEDDED] = partial(
            embed_page.render_embed_page,
            stock.atlas,
            stock.built,
            first,
            pictured=published.base_url is not None,
        )
    return made


def cards(stock: Stock) -> dict[str, Callable[[], bytes]]:
    """Return how the picture is made that networks show for a map's page, by the map's name."""
    # Only who asks for it waits for a graphics library to load.
    from geo.figures import figure  # noqa: PLC0415 - as above

    request = figure.Request("png", size="card")
    return {
        key: partial(figure.draw, figure.Subject(stock.atlas, stock.built, definition), request)
        for key, definition in stock.definitions.items()
    }


def _map_text(stock: Stock, map_id: str, published: Publication) -> str:
    made = folium_map(stock, map_id, tiles=published.tiles)
    return made.page(published.base_url)


def folium_map(stock: Stock, map_id: str, *, tiles: bool = False) -> AtlasMap:
    """Return one map as a folium map."""
    full_maps: dict[str, str] = {}
    for definition in reversed(list(stock.definitions.values())):
        if definition.depth == "full":
            full_maps |= {pick.layer: definition.id for pick in definition.layers if pick.on}
    made = AtlasMap(
        stock.atlas,
        stock.built,
        stock.definitions[map_id],
        links=_links(stock),
        full_maps=full_maps,
    )
    if tiles:
        made.offer_tiles(stock.atlas.settings.tiles)
    return made


def _index_text(stock: Stock, base_url: str | None) -> str:
    owners = owed(stock.atlas, stock.built, list(stock.definitions.values()))
    footer = " · ".join(owner["text"] for owner in owners)
    return page.render_index(
        words(stock.atlas.settings.title),
        _cards(stock),
        footer,
        _promises_card(stock),
        base_url,
    )


def _promises_text(stock: Stock, base_url: str | None) -> str:
    definitions = list(stock.definitions.values())
    return promise_page.render_promises(stock.atlas, stock.built, definitions, base_url)


def _links(stock: Stock) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"id": map_id, "title": words(definition.title), "href": f"{map_id}.html"}
        for map_id, definition in stock.definitions.items()
    )


def _cards(stock: Stock) -> tuple[page.Card, ...]:
    return tuple(
        page.Card(
            map_id,
            words(definition.title),
            words(definition.subtitle),
            f"{map_id}.html",
            Markup(picture(stock.atlas, stock.built, definition)),  # noqa: S704 - our own SVG, which holds no words
        )
        for map_id, definition in stock.definitions.items()
    )


def _promises_card(stock: Stock) -> page.Card | None:
    """Return how the gallery leads to the page of promises; None if there are none."""
    if not stock.atlas.commitments:
        return None
    title, lead = promise_page.title(), promise_page.lead(stock.atlas)
    return page.Card(PROMISES, title, lead, f"{PROMISES}.html", Markup())
