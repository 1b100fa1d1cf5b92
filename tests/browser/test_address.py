"""What stands after the # of an address: kept, read again, taken back, and never a fault."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo import project as projects
from tests.browser_program import DESK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]

WEST, SOUTH, EAST, NORTH = 55, 23, 70, 34
"""A window well inside of where the overview may be moved to."""

STATE = """(name) => {
  const map = window[name];
  const {lat, lng} = map.getCenter();
  const root = document.documentElement;
  return {
    lang: root.lang,
    dir: root.dir,
    theme: root.dataset.theme ?? null,
    date: document.querySelector(".atlas-time .atlas-date").textContent,
    layers: [...document.querySelectorAll("[data-layer]:checked")].map((box) => box.dataset.layer),
    feature: document.querySelector(".atlas-details[data-feature]")
      ?.closest(".leaflet-popup, .atlas-sheet:not([hidden])")
      && document.querySelector(".atlas-details").dataset.feature,
    view: [map.getZoom(), lat, lng],
    hash: location.hash,
  };
}"""

TURN = """(hash) => {
  history.replaceState(null, "", hash || location.pathname);
  dispatchEvent(new HashChangeEvent("hashchange"));
}"""


@pytest.fixture(scope="module")
def overview(browser: Browser, pages: Path) -> Iterator[tuple[Page, str, list[str]]]:
    """One overview that all examples turn about: the page, its map's name, its complaints."""
    # Without motion, what closes is gone at once.
    context = browser.new_context(
        viewport={"width": DESK[0], "height": DESK[1]}, offline=True, reduced_motion="reduce"
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    file = pages / "overview.html"
    found = re.search(r"var (\w+) ?= ?L\.atlasPage", file.read_text(encoding="utf-8"))
    assert found
    page.goto(file.as_uri())
    page.locator(".atlas-label").first.wait_for(state="attached")
    yield page, found.group(1), said
    context.close()


def at_rest(page: Page, name: str) -> dict[str, Any]:
    page.wait_for_function("(name) => !window[name]._panAnim?._inProgress", arg=name)
    state: dict[str, Any] = page.evaluate(STATE, name)
    return state


def turned(page: Page, name: str, fragment: str) -> dict[str, Any]:
    """Turn a page to a fragment, as a link or the back button would, and return what it shows."""
    page.evaluate(TURN, f"#{fragment}" if fragment else "")
    return at_rest(page, name)


OVERVIEW = projects.open_project(ROOT).definitions["overview"]
LAYERS: list[str] = [choice.layer for choice in OVERVIEW.layers]

FEATURES = {
    "gabd-rimdan": "markets",
    "pishin-mand": "markets",
    "taftan-mirjaveh": "markets",
    "gwadar-port": "ports",
}
"""Things that stood on every day after 2023, and the layers that they are on."""

LANGUAGES = {"en": "ltr", "ur": "rtl", "fa": "rtl"}

STATES = st.fixed_dictionaries(
    {},
    optional={
        "lang": st.sampled_from(sorted(LANGUAGES)),
        "theme": st.sampled_from(["light", "dark"]),
        "layers": st.sets(st.sampled_from(LAYERS)).map(
            lambda some: ",".join(layer for layer in LAYERS if layer in some) or "none"
        ),
        "date": st.dates(
            min_value=date(2023, 6, 1),
            max_value=date(2026, 10, 31),
        ).map(str),
        "feature": st.sampled_from(sorted(FEATURES)),
        "view": st.tuples(
            st.sampled_from([6.75, 8, 9.25]),
            st.integers(SOUTH * 10_000, NORTH * 10_000).map(lambda lat: lat / 10_000),
            st.integers(WEST * 10_000, EAST * 10_000).map(lambda lon: lon / 10_000),
        ).map(lambda view: "/".join(f"{number:g}" for number in view)),
    },
)


def layers_of(state: dict[str, str]) -> list[str]:
    """Return the layers that a fragment turns on; what it opens is always to be seen."""
    named = state.get("layers")
    on: set[str] = {*LAYERS} if named is None else {*named.split(",")} - {"none"}
    if "feature" in state:
        on.add(FEATURES[state["feature"]])
    return [layer for layer in LAYERS if layer in on]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wanted=STATES)
def test_what_an_address_says_the_page_shows(
    overview: tuple[Page, str, list[str]], wanted: dict[str, str]
) -> None:
    page, name, said = overview
    shown = turned(page, name, urlencode(wanted))
    language = wanted.get("lang", "en")
    assert (shown["lang"], shown["dir"]) == (language, LANGUAGES[language])
    assert shown["theme"] == wanted.get("theme")
    assert shown["layers"] == layers_of(wanted)
    assert shown["feature"] == wanted.get("feature")
    # A popup moves the map to have room; without one, the view is as it was asked for.
    if "view" in wanted and "feature" not in wanted:
        asked = [float(number) for number in wanted["view"].split("/")]
        assert shown["view"] == pytest.approx(asked, abs=0.01)
    # The same address, once more, changes nothing.
    again = turned(page, name, shown["hash"].removeprefix("#"))
    assert {**again, "view": None, "hash": None} == {**shown, "view": None, "hash": None}
    assert again["view"] == pytest.approx(shown["view"], abs=0.01)
    assert said == []


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    wrong=st.dictionaries(
        st.sampled_from(["lang", "theme", "layers", "date", "feature", "view", "extent", "digits"]),
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(
                [
                    "__proto__",
                    "constructor",
                    "NaN/NaN/NaN",
                    "6/91/60",
                    "6/27",
                    "-1/27/62",
                    "60,30,50,20",
                    "1e999,0,1,1",
                    "2023-02-30",
                    "9999-99-99",
                    "<img src=x onerror=alert(1)>",
                    "javascript:alert(1)",
                    "\u202egnp",
                ]
            ),
        ),
    )
)
def test_an_address_that_says_what_cannot_be_says_nothing(
    overview: tuple[Page, str, list[str]], wrong: dict[str, str]
) -> None:
    page, name, said = overview
    usual = turned(page, name, "")
    shown = turned(page, name, urlencode(wrong))
    assert {**shown, "hash": None} == {**usual, "hash": None}
    assert said == []


@pytest.mark.parametrize(
    "fragment", ["%", "%E0%A4%A", "&&&==", "lang", "lang=ur=fa&lang", "#" * 40, "a" * 4000]
)
def test_a_broken_fragment_breaks_nothing(
    overview: tuple[Page, str, list[str]], fragment: str
) -> None:
    page, name, said = overview
    assert turned(page, name, fragment)["lang"] in LANGUAGES
    assert said == []


def test_a_reload_finds_everything_as_it_was(
    pages: Path, visit: Callable[..., Any], overview: tuple[Page, str, list[str]]
) -> None:
    _, name, _ = overview
    fragment = (
        "#lang=fa&theme=dark&layers=frontier,markets&date=2024-05-01&view=8/25.5/61.6"
        "&feature=gabd-rimdan"
    )
    visited = visit(pages / "overview.html", fragment=fragment)
    visited.page.locator(".atlas-details").wait_for()
    before = at_rest(visited.page, name)
    visited.page.reload()
    visited.page.locator(".atlas-details").wait_for()
    after = at_rest(visited.page, name)
    assert after["view"] == pytest.approx(before["view"], abs=0.01)
    assert {**after, "view": None} == {**before, "view": None}
    assert after["layers"] == ["frontier", "markets"]
    assert visited.messages == []


def test_the_back_button_takes_back_one_choice_after_another(
    pages: Path, visit: Callable[..., Any]
) -> None:
    visited = visit(pages / "overview.html")
    page = visited.page
    page.locator(".atlas-label").first.wait_for(state="attached")
    page.locator("[data-feature=gabd-rimdan]").first.focus()
    page.keyboard.press("Enter")
    page.locator(".atlas-details").wait_for()
    page.get_by_role("button", name="اردو").click()
    page.locator("html[lang=ur]").wait_for()
    page.locator("[data-layer=power]").uncheck()
    assert "layers=" in page.url
    page.go_back()
    page.locator("[data-layer=power]:checked").wait_for()
    assert page.locator("html").get_attribute("lang") == "ur"
    page.go_back()
    page.locator("html[lang=en]").wait_for()
    assert page.locator(".atlas-details").count() == 1
    page.go_back()
    page.locator(".atlas-details").wait_for(state="detached")
    page.go_forward()
    page.locator(".atlas-details[data-feature=gabd-rimdan]").wait_for()
    assert visited.messages == []


def test_an_extent_is_what_the_page_comes_back_to(
    pages: Path, visit: Callable[..., Any], overview: tuple[Page, str, list[str]]
) -> None:
    _, name, _ = overview
    page = visit(pages / "overview.html", fragment="#extent=61,25,63,27").page
    page.locator(".atlas-label").first.wait_for(state="attached")
    zoom, lat, lon = at_rest(page, name)["view"]
    # The middle of the extent, on the Mercator plane of the screen.
    assert (lat, lon) == pytest.approx((26.0, 62.0), abs=0.05)
    page.evaluate(f"window.{name}.setView([30, 60], 5, {{animate: false}})")
    page.get_by_role("button", name="Reset view").click()
    assert at_rest(page, name)["view"] == pytest.approx([zoom, lat, lon], abs=0.01)


def test_a_change_of_size_is_no_change_of_view(pages: Path, visit: Callable[..., Any]) -> None:
    page = visit(pages / "overview.html").page
    page.locator(".atlas-label").first.wait_for(state="attached")
    for width, height in ((600, 700), (375, 812), (1400, 500)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(
            "() => { const map = document.querySelector('#atlas-map');"
            " return Math.abs(map.querySelector('.atlas-scale').getBoundingClientRect().bottom"
            " - map.getBoundingClientRect().bottom) < 40; }"
        )
        assert "#" not in page.url
