"""The page that shows each way to embed a map, and every option, beside its markup."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from geo import bundle, document, embedding
from geo.embedding import Options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.atlas import Atlas
    from geo.definitions import MapDefinition
    from geo.layers import Layer

SCRIPTS = ("embed-page.js",)
STYLES = ("base.css", "embed-page.css")

PYM_ID = "pym-map"
SANDBOX = "allow-scripts allow-popups"

_YEARS_BACK = 10


class Case(NamedTuple):
    """One way to embed a map: what is pasted, what stands on the page, and which form is heard."""

    name: str
    title: str
    markup: str
    shown: Markup
    form: str


@dataclass(frozen=True)
class EmbedPage:
    """What the template takes."""

    language: str
    direction: str
    csp: str
    style: Markup
    payload: Markup
    scripts: tuple[Markup, ...]
    words: Mapping[str, str]
    cases: tuple[Case, ...]


def render_embed_page(
    atlas: Atlas,
    layers: Mapping[str, Layer],
    definition: MapDefinition,
    *,
    pictured: bool = False,
) -> str:
    """Return the HTML text of the page, for one map.

    Parameters
    ----------
    atlas, layers, definition
        The map that is embedded.
    pictured
        Whether the map's still picture is built beside its page.
    """
    told = {language: _words(language) for language in bundle.LANGUAGES}
    style = document.style(tuple(bundle.asset(name) for name in STYLES))
    scripts = document.scripts([";\n".join(bundle.asset(name) for name in SCRIPTS)])
    policy = document.policy(style, scripts, loose_attributes=True)
    page = EmbedPage(
        language="en",
        direction="ltr",
        csp=policy.replace("img-src data:", "img-src 'self' data:; frame-src 'self'"),
        style=style,
        payload=document.json_block({"strings": told}),
        scripts=scripts,
        words=told["en"],
        cases=tuple(_cases(atlas, layers, definition, told["en"], pictured=pictured)),
    )
    return document.render("embed-test.html", page)


def _words(language: str) -> dict[str, str]:
    kept = ("embedding.", "language.", "ui.language")
    table = bundle.every_string()[language]
    return {key: text for key, text in table.items() if key.startswith(kept)}


def _cases(
    atlas: Atlas,
    layers: Mapping[str, Layer],
    definition: MapDefinition,
    words: Mapping[str, str],
    *,
    pictured: bool,
) -> Iterator[Case]:
    shown = embedding.shown(atlas, layers, definition, "en")
    plain = Options()

    def case(name: str, markup: str, drawn: str | Markup = "", form: str = "listener") -> Case:
        return Case(name, words[f"embedding.{name}"], markup, Markup(drawn or markup), form)  # noqa: S704 - what `embedding` cleaned

    framed = embedding.frame(shown, plain)
    yield case("plain", framed, form="none")
    yield case("listener", framed)
    yield case("pym", *_pym(embedding.address(definition.id, plain)), form="pym")
    boxed = framed.replace("<iframe ", f'<iframe sandbox="{SANDBOX}" ', 1)
    yield case("amp", _amp(shown, plain), boxed, form="amp")
    yield case("sandbox", boxed)
    picture = embedding.picture(shown, plain)
    unpictured = Markup('<p data-key="embedding.unpictured">{}</p>')
    yield case(
        "picture",
        picture,
        picture if pictured else unpictured.format(words["embedding.unpictured"]),
        form="none",
    )
    for name, options in _options(layers, definition, atlas.settings.as_of):
        other = embedding.shown(atlas, layers, definition, options.language)
        yield case(name, embedding.frame(other, options))


def _pym(address: str) -> tuple[str, Markup]:
    """Return what Pym is given, and what this page's own script makes a frame of."""
    pasted = Markup('<div id="{}" data-pym-src="{}"></div>').format(PYM_ID, address)
    return str(pasted), pasted


def _amp(shown: embedding.Shown, options: Options) -> str:
    src, title = escape(embedding.address(shown.id, options)), escape(shown.title)
    return (
        f'<amp-iframe src="{src}" title="{title}" width="600" height="{options.height}" '
        f'layout="responsive" sandbox="{SANDBOX}" frameborder="0" resizable>'
        f'<div overflow tabindex="0" role="button" aria-label="{title}">↕</div></amp-iframe>'
    )


def _options(
    layers: Mapping[str, Layer], definition: MapDefinition, as_of: str
) -> Iterator[tuple[str, Options]]:
    """Yield each option with a value that the map has."""
    plain = Options()
    on = [pick for pick in definition.layers if pick.on]
    yield "language", replace(plain, language="ur")
    yield "layers", replace(plain, layers=tuple(pick.layer for pick in on[:2]))
    yield "date", replace(plain, day=f"{int(as_of[:4]) - _YEARS_BACK}-01-01")
    yield "extent", replace(plain, extent=definition.detail)
    yield "theme", replace(plain, theme="dark")
    opened = next(
        (
            item.feature.id
            for pick in on
            for item in layers[pick.layer].drawn
            if pick.has(item.feature.properties) and "status" in item.feature.properties
            if item.feature.properties["status"]
        ),
        None,
    )
    yield "feature", replace(plain, feature=opened)
