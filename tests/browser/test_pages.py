"""Every page of the real atlas: silent, self-contained, complete, and readable on a phone."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

import pytest

from geo.telling import cited

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]

MAPS = sorted(path.stem for path in (ROOT / "maps").glob("*.toml"))

PAGES = [*MAPS, "index"]

DIRECTIONS = {"en": "ltr", "ur": "rtl", "fa": "rtl"}

PHONE = (375, 812)

OPEN_EACH = """
async () => {
  for (const box of document.querySelectorAll("#atlas-panel input[type=checkbox]")) {
    if (!box.checked) box.click();
  }
  const told = {};
  const marks = [...document.querySelectorAll(".atlas-feature")];
  for (const mark of marks) {
    mark.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    const popup = document.querySelector(`.atlas-details[data-feature="${mark.dataset.feature}"]`);
    told[mark.dataset.feature] = popup && {
      text: popup.textContent,
      links: [...popup.querySelectorAll("a[href]")].map((link) => link.href),
    };
  }
  return told;
}
"""

SHOWN = """
() => [...document.querySelectorAll(".atlas-feature:not([data-kind=kilometre-post])")]
  .filter((mark) => getComputedStyle(mark).display !== "none").length
"""

PAYLOAD = "() => L.atlasPayload(document.getElementById('atlas-payload').textContent)"

WIDEST = "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth"


def payload(page: Page) -> Any:
    return page.evaluate(PAYLOAD)


def features(page: Page) -> dict[str, Any]:
    return {
        feature["id"]: feature for layer in payload(page)["layers"] for feature in layer["features"]
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_page_requests_nothing_and_says_nothing(
    name: str, pages: Path, visit: Callable[..., Any]
) -> None:
    for language in DIRECTIONS:
        seen = visit(pages / f"{name}.html", fragment=f"#lang={language}")
        seen.page.wait_for_timeout(200)
        assert seen.requests == []
        assert seen.messages == []


@pytest.mark.parametrize("name", MAPS)
def test_every_popup_tells_name_status_and_source(
    name: str, pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / f"{name}.html")
    told = seen.page.evaluate(OPEN_EACH)
    words = payload(seen.page)["strings"]["en"]
    expected = features(seen.page)
    sources = payload(seen.page)["sources"]
    assert set(told) == set(expected)
    for key, feature in expected.items():
        assert told[key], f"{key} opens no popup"
        text = told[key]["text"]
        assert feature["name"]["en"] in text, key
        for language in ("fa", "ur"):
            assert feature["name"][language] in text, key
        if "status" in feature:
            assert words[f"status.{feature['status']}"].lower() in text.lower(), key
        linked = [sources[item]["url"] for item in cited(feature) if "url" in sources[item]]
        links = told[key]["links"]
        missing = [url for url in linked if not any(_same(url, href) for href in links)]
        assert missing == [], key
    assert seen.messages == []


def _same(url: str, href: str) -> bool:
    """Compare two addresses as a browser does, which escapes what is not ASCII."""
    return unquote(url).rstrip("/").lower() == unquote(href).rstrip("/").lower()


@pytest.mark.parametrize("language", DIRECTIONS)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_a_phone(
    name: str, language: str, pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / f"{name}.html", PHONE, f"#lang={language}")
    assert seen.page.evaluate(WIDEST) <= 0


@pytest.mark.parametrize("language", DIRECTIONS)
@pytest.mark.parametrize("name", MAPS)
def test_a_language_sets_text_and_direction(
    name: str, language: str, pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / f"{name}.html", fragment=f"#lang={language}")
    root = seen.page.locator("html")
    assert root.get_attribute("lang") == language
    assert root.get_attribute("dir") == DIRECTIONS[language]
    title = tomllib.loads((ROOT / "maps" / f"{name}.toml").read_text(encoding="utf-8"))["title"]
    assert seen.page.locator("h1").text_content() == title[language]
    assert seen.page.title().startswith(title[language])


@pytest.mark.parametrize("name", MAPS)
def test_a_layer_can_be_switched_off_and_on(
    name: str, pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / f"{name}.html")
    switches = seen.page.locator("#atlas-panel input[type=checkbox]")
    for index in range(switches.count()):
        switches.nth(index).uncheck()
    assert seen.page.evaluate(SHOWN) == 0
    for index in range(switches.count()):
        switches.nth(index).check()
    # Kilometre marks are thinned by zoom; everything else is there.
    drawn = [item for item in features(seen.page).values() if item["kind"] != "kilometre-post"]
    assert seen.page.evaluate(SHOWN) == len(drawn)


@pytest.mark.parametrize("name", MAPS)
def test_escape_closes_a_popup_and_returns_the_focus(
    name: str, pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / f"{name}.html")
    first = seen.page.locator(".atlas-feature[tabindex='0']:visible").first
    first.focus()
    seen.page.keyboard.press("Enter")
    opened = seen.page.locator(".atlas-details")
    opened.wait_for()
    key = opened.get_attribute("data-feature")
    assert seen.page.evaluate("() => document.activeElement.closest('.atlas-details') !== null")
    seen.page.keyboard.press("Escape")
    opened.wait_for(state="hidden")
    focused = seen.page.evaluate("() => document.activeElement.dataset.feature")
    assert focused == key


def test_the_gallery_links_to_every_map(pages: Path, visit: Callable[..., Any]) -> None:
    seen = visit(pages / "index.html")
    links = [link.get_attribute("href") or "" for link in seen.page.locator("a[href]").all()]
    assert {f"{name}.html" for name in MAPS} <= {
        href.partition("#")[0].rpartition("/")[2] for href in links
    }
    assert seen.page.locator("svg").count() >= len(MAPS)


def test_an_address_opens_the_thing_that_it_names(pages: Path, visit: Callable[..., Any]) -> None:
    seen = visit(pages / "markets.html", fragment="#feature=pishin-mand")
    seen.page.locator(".atlas-details[data-feature=pishin-mand]").wait_for()
    assert seen.messages == []


def test_an_address_switches_on_the_layer_of_what_it_names(
    pages: Path, visit: Callable[..., Any]
) -> None:
    # The frontier's map shows the railways only on request.
    page = visit(pages / "frontier.html", fragment="#feature=frontier-mirjaveh").page
    page.locator(".atlas-details[data-feature=frontier-mirjaveh]").wait_for()
    assert page.locator("input[data-layer=rail]").is_checked()


def test_an_address_that_names_nothing_opens_nothing(
    pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / "markets.html", fragment="#feature=atlantis&date=never&lang=xx")
    seen.page.locator(".atlas-feature").first.wait_for(state="attached")
    assert seen.page.locator(".atlas-details").count() == 0
    assert seen.messages == []


def test_a_promise_leads_to_its_place_on_the_map(pages: Path, visit: Callable[..., Any]) -> None:
    links = visit(pages / "promises.html").page.evaluate(
        "() => [...new Set([...document.querySelectorAll('a[href*=\"feature=\"]')]"
        ".map((link) => link.getAttribute('href')))]"
    )
    # One a map is opened here; that each thing is on the map it is linked to is a unit's claim.
    by_map = {Path(name).name: fragment for name, fragment in (link.split("#") for link in links)}
    assert by_map.keys() >= {"markets.html", "pipeline.html", "rail.html"}
    for name, fragment in by_map.items():
        [key] = [value for name, value in parse_qsl(fragment) if name == "feature"]
        page = visit(pages / name, fragment=f"#{fragment}").page
        page.locator(f".atlas-details[data-feature={key}]").wait_for()
