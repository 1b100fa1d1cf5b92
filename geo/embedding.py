"""The markup that puts a map into an article: a frame, or its still picture with a link.

The page's own panel writes the same (``snippet.js``); a test holds the two together.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from geo.errors import RequestError
from geo.payload import owed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.atlas import Atlas
    from geo.definitions import MapDefinition
    from geo.fields import Box
    from geo.layers import Layer

HEIGHT_PX = 560
"""Of a frame, until the page tells its parent a better one."""

HEIGHTS_PX = (200, 2000)
"""The lowest and the highest that a frame may be asked for."""

PICTURE_PX = (1200, 630)
"""Width and height of a map's still picture, at the size of a social card."""

NONE = "none"
"""What stands for no layer at all in an address."""

_ORIGIN = re.compile(r"https?://([\w-]+(\.[\w-]+)*|\[[0-9a-f:]+\])(:[0-9]{1,5})?", re.IGNORECASE)

_WIDEST = (180.0, 85.0)


@dataclass(frozen=True)
class Shown:
    """What a snippet tells of a map, in one language; credits as text and licence."""

    id: str
    title: str
    subtitle: str
    credits: Sequence[tuple[str, str]]
    as_of: str


@dataclass(frozen=True)
class Options:
    """What an embedded map is to show at first; what is left out is as the page has it.

    ``url`` is the folder where the page is published, ``parent`` the origin of
    the article that is told how high the frame should be.
    """

    language: str = "en"
    layers: tuple[str, ...] = ()
    day: str | None = None
    feature: str | None = None
    extent: Box | None = None
    theme: str | None = None
    parent: str | None = None
    height: int = HEIGHT_PX
    url: str = ""


@dataclass(frozen=True)
class Offer:
    """What a map has to choose from: layers, features by layer, its last day, its outermost box."""

    map_id: str
    layers: Mapping[str, Iterable[str]]
    as_of: str
    extent: Box


def shown(
    atlas: Atlas, layers: Mapping[str, Layer], definition: MapDefinition, language: str
) -> Shown:
    """Return what snippets tell of a map in a language."""
    return Shown(
        definition.id,
        getattr(definition.title, language),
        getattr(definition.subtitle, language),
        [(one["text"], one["licence"]) for one in owed(atlas, layers, [definition])],
        atlas.settings.as_of,
    )


def offer(atlas: Atlas, layers: Mapping[str, Layer], definition: MapDefinition) -> Offer:
    """Return what a map has to choose from."""
    features: dict[str, list[str]] = {
        pick.layer: [
            item.feature.id
            for item in layers[pick.layer].drawn
            if pick.has(item.feature.properties)
        ]
        for pick in definition.layers
    }
    return Offer(definition.id, features, atlas.settings.as_of, atlas.settings.extent)


def check(options: Options, offer: Offer) -> None:
    """Raise if a map has not what is asked of it.

    Raises
    ------
    RequestError
        One sentence for each option that cannot be, with what would be right.
    """
    findings = [*_missing(options, offer), *_impossible(options, offer)]
    if findings:
        raise RequestError(findings)


def _missing(options: Options, offer: Offer) -> Iterator[str]:
    known = [*offer.layers, NONE]
    for layer in options.layers:
        if layer not in known:
            yield f"map {offer.map_id!r} has no layer {layer!r}; choose from {', '.join(known)}"
    features = {key for ids in offer.layers.values() for key in ids}
    if options.feature is not None and options.feature not in features:
        yield (
            f"map {offer.map_id!r} shows no {options.feature!r}; "
            "`sarhad show` lists the ids, and layers/ tells which layer has which"
        )
    if options.day is not None and options.day > offer.as_of:
        yield f"{options.day} lies ahead; the seeds reach to {offer.as_of}"


def _impossible(options: Options, offer: Offer) -> Iterator[str]:
    if options.extent is not None:
        yield from _wrong_extent(options.extent, offer)
    lowest, highest = HEIGHTS_PX
    if not lowest <= options.height <= highest:
        yield f"a height of {options.height}; give pixels from {lowest} to {highest}"
    if options.parent is not None and not _ORIGIN.fullmatch(options.parent):
        yield f"{options.parent!r} is no origin; write one as https://example.org, without a path"
    if options.url and not re.match(r"https?://[^\s?#]+$", options.url):
        yield f"{options.url!r} is no place on the web; write one as https://example.org/maps"


def _wrong_extent(box: Box, offer: Offer) -> Iterator[str]:
    west, south, east, north = box
    widest, highest = _WIDEST
    if not (-widest <= west < east <= widest and -highest <= south < north <= highest):
        yield (
            f"{_sides(box)} is no window; give west, south, east and north in degrees, "
            "as in 60 24.5 64 30"
        )
        return
    left, low, right, top = offer.extent
    if west >= right or east <= left or south >= top or north <= low:
        yield f"{_sides(box)} shows nothing of this map, which lies within {_sides(offer.extent)}"


def address(map_id: str, options: Options) -> str:
    """Return the address of a map's page with what it is to show after the #."""
    given = {
        "lang": options.language,
        "layers": ",".join(options.layers),
        "date": options.day,
        "feature": options.feature,
        "extent": _numbers(options.extent) if options.extent else None,
        "theme": options.theme,
        "parent": options.parent,
    }
    fragment = urlencode({key: value for key, value in given.items() if value}, safe=",/*")
    folder = f"{options.url.rstrip('/')}/" if options.url else ""
    return f"{folder}{map_id}.html#{fragment.replace('~', '%7E')}"


def frame(shown: Shown, options: Options) -> str:
    """Return a frame that takes the width it is given; where none is drawn, the link inside it."""
    name, src = _clean(shown.title), _clean(address(shown.id, options))
    return (
        f'<iframe src="{src}" title="{name}" width="100%" height="{options.height}" '
        'loading="lazy" style="width:100%;border:0" allow="fullscreen; clipboard-write">'
        f'<a href="{src}">{name}</a></iframe>'
    )


def picture(shown: Shown, options: Options) -> str:
    """Return the still picture beside the page, which leads to it, and who is to be credited."""
    page = address(shown.id, options)
    src = f"{page.partition('#')[0].removesuffix('.html')}.png"
    owed = [f"{text} ({licence})" if licence else text for text, licence in shown.credits]
    name, about, credit = map(
        _clean, (shown.title, shown.subtitle, " · ".join([*owed, shown.as_of]))
    )
    width, height = PICTURE_PX
    return (
        f'<figure><a href="{_clean(page)}"><img src="{_clean(src)}" alt="{name}. {about}" '
        f'width="{width}" height="{height}" loading="lazy" '
        f'style="max-width:100%;height:auto"></a><figcaption>{name}. {credit}</figcaption></figure>'
    )


def _clean(text: str) -> str:
    return html.escape(text, quote=True)


def _numbers(box: Box) -> str:
    """Return the sides of a window as the page writes them: at most four decimals, no zeros."""
    return ",".join(f"{round(side, 4) + 0.0:.4f}".rstrip("0").rstrip(".") for side in box)


def _sides(box: Box) -> str:
    return _numbers(box).replace(",", " ")
