"""Embedded maps in a real browser: two origins on the loopback, a sandbox, a hostile parent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.embed_page import PYM_ID

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Frame, Page

MAP = "overview"

LISTEN = """
<script>
  const heard = [];
  addEventListener("message", ({ data, origin }) => heard.push({ data, origin }));
</script>
"""

# What Pym 1.3.3's parent takes for a message to the container "chart": its regular expression.
PYM = r"^pymxPYMxchartxPYMx(\S+)xPYMx(.*)$"

READY = "() => document.querySelector('.atlas-zoom') && document.querySelector('.atlas-label')"


def framed(site: str, fragment: str = "", query: str = "", extra: str = "") -> str:
    src = f"{site}/{MAP}.html{query}{fragment}"
    return f'{LISTEN}<iframe {extra} src="{src}" title="Map" width="100%" height="560"></iframe>'


def map_frame(page: Page) -> Frame:
    """Return the frame of the map, once everything of it is drawn."""
    frame = page.frames[1]
    frame.wait_for_function(READY)
    frame.wait_for_load_state("load")
    return frame


def heard(page: Page) -> list[Any]:
    """Return what the article has heard from the map by now, and nothing is on its way."""
    # A message of the frame's own, sent last, arrives last.
    page.frames[1].evaluate("() => parent.postMessage('last', '*')")
    page.wait_for_function("() => heard.at(-1)?.data === 'last'")
    found: list[Any] = page.evaluate("() => heard.splice(0)")
    return found[:-1]


def test_the_article_is_told_the_height_in_plain_and_in_the_form_of_amp(
    article: Callable[..., Any], maps_site: str
) -> None:
    seen = article(framed(maps_site))
    map_frame(seen.page)
    told = heard(seen.page)
    assert {one["origin"] for one in told} == {maps_site}
    plain = [one["data"] for one in told if one["data"].get("type") == "sarhad:height"]
    amp = [one["data"] for one in told if one["data"].get("sentinel") == "amp"]
    assert plain
    assert plain[-1].keys() == {"type", "map", "height"}
    assert plain[-1]["map"] == MAP
    # https://amp.dev/documentation/components/amp-iframe: sentinel, type and height.
    assert amp[-1] == {"sentinel": "amp", "type": "embed-size", "height": plain[-1]["height"]}
    assert len(plain) + len(amp) == len(told)
    assert seen.messages == []


def test_pym_is_told_the_height_under_the_name_it_gave(
    article: Callable[..., Any], maps_site: str
) -> None:
    seen = article(framed(maps_site, query="?initialWidth=1264&childId=chart"))
    map_frame(seen.page)
    told = seen.page.evaluate(
        "(form) => heard.map(({ data }) => String(data).match(form)).filter(Boolean)", PYM
    )
    assert told
    assert {match[1] for match in told} == {"height"}
    assert all(match[2].isdigit() for match in told)


def test_pym_may_ask_again_by_telling_its_width(
    article: Callable[..., Any], maps_site: str
) -> None:
    seen = article(framed(maps_site, query="?initialWidth=1264&childId=chart"))
    map_frame(seen.page)
    heard(seen.page)
    seen.page.evaluate("() => frames[0].postMessage('pymxPYMxchartxPYMxwidthxPYMx1264', '*')")
    seen.page.wait_for_function("() => heard.length > 2")
    assert any(str(one["data"]).startswith("pymxPYMxchartxPYMxheight") for one in heard(seen.page))


@pytest.mark.parametrize("named", ["#parent=https://example.org", "#lang=ur&parent=http://a.b:1"])
def test_nobody_but_the_named_origin_is_told(
    named: str, article: Callable[..., Any], maps_site: str
) -> None:
    seen = article(framed(maps_site, named))
    map_frame(seen.page)
    assert heard(seen.page) == []
    assert seen.messages == []


NO_REFERRER = '<meta name="referrer" content="no-referrer">'


def test_a_parent_that_hides_itself_is_told_only_if_named(
    article: Callable[..., Any], maps_site: str
) -> None:
    seen = article(framed(maps_site), NO_REFERRER)
    map_frame(seen.page)
    assert heard(seen.page) == []
    own = seen.page.evaluate("() => origin")
    named = article(framed(maps_site, f"#parent={own}"), NO_REFERRER)
    map_frame(named.page)
    assert heard(named.page) != []
    assert seen.messages + named.messages == []


GARBAGE = [
    "pymxPYMxchartxPYMxwidthxPYMx<script>alert(1)</script>",
    "pymxPYMxotherxPYMxwidthxPYMx100",
    "pymxPYMxchartxPYMxnavigateToxPYMxjavascript:alert(1)",
    "pymxPYMxchartxPYMxheightxPYMx1e9",
    "{",
    "",
    0,
    None,
    [],
    {"type": "sarhad:height", "height": -1},
    {"type": "sarhad:set", "lang": "fa", "layers": "none"},
    {"sentinel": "amp", "type": "embed-size", "height": 1e9},
    {"__proto__": {"language": "fa"}, "constructor": "x"},
]

STATE = """() => JSON.stringify([
  location.href, document.documentElement.lang, document.title,
  [...document.querySelectorAll("#atlas-panel input")].map(({ checked }) => checked),
  document.documentElement.outerHTML.length])"""


@pytest.mark.parametrize("sandbox", ["", "sandbox=allow-scripts"], ids=["open", "sandboxed"])
def test_garbage_from_a_parent_changes_nothing(
    sandbox: str, article: Callable[..., Any], maps_site: str
) -> None:
    query = "?initialWidth=10&childId=chart&parentUrl=javascript:alert(1)"
    seen = article(framed(maps_site, query=query, extra=sandbox))
    frame = map_frame(seen.page)
    before = frame.evaluate(STATE)
    heard(seen.page)
    for message in GARBAGE:
        seen.page.evaluate("(data) => frames[0].postMessage(data, '*')", message)
    # What the map says to these is nothing: the width of the frame did not change.
    assert heard(seen.page) == []
    assert frame.evaluate(STATE) == before
    assert seen.messages == []


def test_what_a_stranger_sends_is_not_heard(
    article: Callable[..., Any], maps_site: str, browser: Browser
) -> None:
    """A frame beside the map's knows the form, and gets no answer: it is not the parent."""
    stranger = "parent.frames[0].postMessage('pymxPYMxchartxPYMxwidthxPYMx1', '*')"
    body = framed(maps_site, query="?initialWidth=10&childId=chart")
    seen = article(f'{body}<iframe srcdoc="<p>x" id=other></iframe>')
    map_frame(seen.page)
    heard(seen.page)
    seen.page.frames[2].evaluate(f"() => {stranger}")
    assert heard(seen.page) == []
    assert browser.is_connected()


@pytest.mark.parametrize(
    ("width", "language"), [(320, "ur"), (375, "en"), (780, "fa"), (1280, "en")], ids=str
)
def test_the_height_that_is_told_is_one_to_rest_at(
    width: int, language: str, article: Callable[..., Any], maps_site: str
) -> None:
    """A parent that obeys ends in a height that the map asks for no more."""
    obey = """<script>addEventListener("message", ({ data }) => {
      if (data.type === "sarhad:height") document.querySelector("iframe").height = data.height;
    });</script><style>body { margin: 0 } iframe { border: 0 }</style>"""
    seen = article(framed(maps_site, f"#lang={language}"), obey, width)
    frame = map_frame(seen.page)
    told = "() => heard.findLast(({ data }) => data.type === 'sarhad:height')?.data.height"
    seen.page.wait_for_function(f"() => frames[0].length === 0 && ({told})()")
    heights = set()
    for _ in range(4):
        frame.evaluate("() => new Promise((done) => requestAnimationFrame(() => done()))")
        heights.add(seen.page.evaluate("() => document.querySelector('iframe').clientHeight"))
        last = seen.page.evaluate(told)
    assert seen.page.evaluate("() => document.querySelector('iframe').clientHeight") == last
    assert 400 <= last <= 900
    room = frame.evaluate("() => document.getElementById('atlas-map').clientHeight")
    assert room >= 330
    assert max(heights) <= 900


def test_a_sandboxed_map_is_whole_and_silent(article: Callable[..., Any], maps_site: str) -> None:
    seen = article(framed(maps_site, "#lang=fa", extra="sandbox=allow-scripts"))
    frame = map_frame(seen.page)
    assert frame.evaluate("() => origin") == "null"
    assert {one["origin"] for one in heard(seen.page)} == {"null"}
    frame.locator("#atlas-languages [lang=ur]").click()
    assert frame.evaluate("() => document.documentElement.lang") == "ur"
    frame.locator(".atlas-switches input").first.click()
    mark = frame.locator(".atlas-feature:not(.is-off)").first
    mark.dispatch_event("keydown", {"key": "Enter"})
    assert frame.locator(".atlas-details").is_visible()
    assert seen.messages == []
    assert [url for url in seen.requests if not url.startswith((maps_site, "http://127"))] == []


@pytest.fixture
def trials(browser: Browser, maps_site: str) -> Any:
    """Open the page of embedded maps on the web, with every frame scrolled past."""
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    page = context.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(f"{maps_site}/embed-test.html")
    for frame in page.locator("iframe").all():
        frame.scroll_into_view_if_needed()
        inner = frame.element_handle().content_frame()
        assert inner is not None
        inner.wait_for_function(READY)
    yield page, messages
    context.close()


def inside(page: Page, case: str) -> Frame:
    """Return the map that stands in one case."""
    frame = page.locator(f"#{case} iframe").element_handle().content_frame()
    assert frame is not None
    return frame


def test_every_way_to_embed_works_on_one_page(trials: Any) -> None:
    page, messages = trials
    for case in ("listener", "pym", "amp", "sandbox", "language", "feature"):
        page.wait_for_function(
            "(node) => /\\d{3} pixels/.test(node.textContent)",
            arg=page.locator(f"#{case} .atlas-heard").element_handle(),
        )
        told = int("".join(filter(str.isdigit, page.locator(f"#{case} .atlas-heard").inner_text())))
        assert page.locator(f"#{case} iframe").get_attribute("height") == str(told)
    assert page.locator("#plain iframe").get_attribute("height") == "560"
    assert page.locator(f"#pym #{PYM_ID} iframe").count() == 1

    assert inside(page, "language").evaluate("() => document.documentElement.lang") == "ur"
    on = "() => [...document.querySelectorAll('.atlas-switches input')].map((box) => box.checked)"
    assert inside(page, "layers").evaluate(on)[:3] == [True, True, False]
    theme = "() => document.documentElement.dataset.theme"
    assert inside(page, "theme").evaluate(theme) == "dark"
    assert inside(page, "plain").evaluate(theme) is None
    assert inside(page, "feature").locator(".atlas-details").is_visible()
    bar = "() => document.querySelector('.atlas-scale .atlas-bar').style.width"
    assert inside(page, "extent").evaluate(bar) != inside(page, "plain").evaluate(bar)
    # The frame grew as it asked, and that is no choice of view to be kept in an address.
    assert "view=" not in inside(page, "extent").url
    said = inside(page, "date").locator("#atlas-time").inner_text()
    assert said != inside(page, "plain").locator("#atlas-time").inner_text()
    assert messages == []


@pytest.mark.parametrize("language", ["en", "ur", "fa"])
def test_the_page_of_embedded_maps_can_be_read_by_all(
    language: str, pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / "embed-test.html", fragment=f"#lang={language}")
    page = seen.page
    assert page.evaluate("() => [document.documentElement.lang, document.dir]") == [
        language,
        "ltr" if language == "en" else "rtl",
    ]
    page.locator("#listener iframe").scroll_into_view_if_needed()
    # From a disk nobody can be named, and so nothing is told; the page says why.
    silent = page.locator("#listener .atlas-heard").inner_text()
    assert (
        silent
        == json.loads(page.locator("#atlas-payload").text_content() or "")["strings"][language][
            "embedding.disk"
        ]
    )
    assert seen.messages == []
    foreign = [url for url in seen.requests if not url.startswith(pages.as_uri())]
    assert foreign == []
