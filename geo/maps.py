"""Maps: a definition and the layers it shows, as a ``folium.Map`` whose page needs no network."""

from __future__ import annotations

import html
import os
from collections import OrderedDict
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO

from jinja2 import Template
from markupsafe import Markup

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink
from folium.raster_layers import ImageOverlay, VideoOverlay

from geo import bundle, disputed, page
from geo.errors import MapError
from geo.files import write_texts
from geo.payload import payload
from geo.pictures import named_picture
from geo.telling import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.atlas import Atlas
    from geo.definitions import MapDefinition
    from geo.layers import Layer
    from geo.records import Tiles

FRAME_HEIGHT_PX = 560
PROMISES_PAGE = "promises.html"


class AtlasMap(folium.Map):
    """A map of the atlas.

    It shows itself in a notebook, takes further folium layers, and ``save()``
    writes one HTML file that makes no request.  The atlas travels as a single
    JSON value that the page's own scripts draw; folium draws only what is added.

    Parameters
    ----------
    atlas, layers
        The seeds and the layers built from them.
    definition
        What the map shows.
    links
        The other maps of the gallery, as the page lists them.
    full_maps
        For each layer the map that tells it in full, for a map that only sums up.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium declares it so
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 - as above
    _template = Template("")

    def __init__(
        self,
        atlas: Atlas,
        layers: Mapping[str, Layer],
        definition: MapDefinition,
        *,
        links: tuple[Mapping[str, Any], ...] = (),
        full_maps: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        west, south, east, north = definition.view
        super().__init__(location=[(south + north) / 2, (west + east) / 2], tiles=None)
        self.definition = definition
        shared = {
            "strings": bundle.strings(),
            "brief_strings": bundle.strings(brief=True),
            "digits": bundle.DIGITS,
            "links": list(links),
            # A map that stands alone has no other pages beside it.
            "promises": PROMISES_PAGE if links and atlas.commitments else "",
            "full_maps": full_maps,
            "boundaries": bundle.boundaries_credit(disputed.worldview(atlas, definition)),
        }
        self.payload = payload(atlas, layers, definition, shared)
        still = named_picture(atlas, layers, definition, self.payload["map"]["language"])
        # Names in it are escaped where they enter.
        self._picture = Markup(still)  # noqa: S704 - as above

    def offer_tiles(self, tiles: Iterable[Tiles]) -> None:
        """Let the page's reader choose online tiles as a background.

        The page requests none before, and its policy allows their hosts for
        pictures and for nothing else.
        """
        self.payload["map"]["tiles"] = [
            {**item.model_dump(exclude={"name"}), "name": words(item.name)} for item in tiles
        ]
        for language, table in bundle.tiles_strings().items():
            self.payload["strings"][language].update(table)

    def page(self, base_url: str | None = None) -> str:
        """Return the self-contained page as HTML text; the same map gives the same bytes.

        Parameters
        ----------
        base_url
            The address of the folder in which the page will be published, if it is known.

        Raises
        ------
        MapError
            If an added layer would load something from elsewhere.
        """
        figure = self.get_root()
        if not isinstance(figure, Figure):
            figure = Figure()
            self.add_to(figure)
        _number(self)
        figure.script = Element()
        figure.script._parent = figure  # noqa: SLF001 - branca offers no other way to empty it
        before = [(item, item._children.copy()) for item in _elements(self, set())]  # noqa: SLF001
        self.render()  # type: ignore[no-untyped-call]  # folium's
        for element, children in before:
            element._children = children  # noqa: SLF001 - some add a child each time they are rendered
        # Rendering these elements would run what users wrote through Jinja again.
        added = [child._template_str for child in figure.script._children.values()]  # noqa: SLF001
        scripts = tuple(text for text in added if text and text.strip())
        _refuse_requests(self, figure)
        joined = "\n".join(scripts)
        extras = page.Extras(scripts, "L.marker(" in joined, "$(" in joined)
        beside = page.Beside(self._picture, base_url)
        return page.render_map(self._published(base_url), self.get_name(), extras, beside)

    def _published(self, base_url: str | None) -> dict[str, Any]:
        """Return the payload with the address of the page, if it is known."""
        if base_url is None:
            return self.payload
        described = self.payload["map"]
        url = f"{base_url.rstrip('/')}/{described['id']}.html"
        return {**self.payload, "map": {**described, "url": url}}

    def save(
        self,
        outfile: str | bytes | Path | BinaryIO,
        close_file: bool = True,  # noqa: FBT001, FBT002 - branca's signature
        **_options: Any,
    ) -> None:
        """Write the self-contained page to a path, whole or not at all, or to an open file."""
        text = self.page()
        if isinstance(outfile, str | bytes | Path):
            write_texts({Path(os.fsdecode(outfile)): text})
            return
        outfile.write(text.encode("utf-8"))
        if close_file:
            outfile.close()

    def _repr_html_(self, **_options: Any) -> str:
        title = html.escape(self.payload["map"]["title"]["en"], quote=True)
        source = html.escape(self.page(), quote=True)
        return (
            f'<iframe title="{title}" srcdoc="{source}" sandbox="allow-scripts allow-popups" '
            f'style="width:100%;height:{FRAME_HEIGHT_PX}px;border:0"></iframe>'
        )


def _number(root: Element) -> None:
    """Give every element below a map an id by its place, instead of a random one."""
    for index, element in enumerate(_elements(root, set())):
        element._id = str(index)  # noqa: SLF001 - branca's ids are random; a page's must not be
    for element in _elements(root, set()):
        children = element._children.values()  # noqa: SLF001 - keyed by the names just changed
        element._children = OrderedDict((child.get_name(), child) for child in children)  # noqa: SLF001


def _elements(element: Element, seen: set[int]) -> Iterator[Element]:
    """Yield an element and all below it, those kept in attributes too, in a fixed order."""
    if id(element) in seen:
        return
    seen.add(id(element))
    yield element
    held = [value for key, value in vars(element).items() if key != "_parent"]
    for value in [*held, *element._children.values()]:  # noqa: SLF001 - as above
        if isinstance(value, Element) and not isinstance(value, Figure):
            yield from _elements(value, seen)


def _fetched(element: Element) -> str | None:
    """Return what an element would fetch besides the links of its figure, None if nothing."""
    address = None
    if isinstance(element, folium.TileLayer):
        address = str(element.tiles)
    elif isinstance(element, folium.WmsTileLayer | ImageOverlay):
        address = str(element.url)
    elif isinstance(element, VideoOverlay):
        address = str(element.video_url)
    elif isinstance(element, folium.CustomIcon):
        address = str(element.options["icon_url"])
    elif isinstance(element, folium.Icon):
        address = "Leaflet.awesome-markers (folium.Icon; folium.DivIcon needs nothing)"
    return None if address is None or address.startswith("data:") else address


def _refuse_requests(root: Element, figure: Figure) -> None:
    """Raise if anything added to a map would be fetched from elsewhere."""
    wanted = [
        link.url
        for link in figure.header._children.values()  # noqa: SLF001 - branca has no reader for it
        if isinstance(link, JavascriptLink | CssLink)
    ]
    wanted += filter(None, map(_fetched, _elements(root, set())))
    if wanted:
        msg = (
            f"this map would load {', '.join(wanted)}; a self-contained page loads nothing: "
            "leave out what needs it, or put that layer on a plain folium.Map"
        )
        raise MapError(msg)
