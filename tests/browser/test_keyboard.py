"""Everything that can be pressed is reached by keyboard, and is large enough for a finger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]

MAPS = sorted(path.stem for path in (ROOT / "maps").glob("*.toml"))

DESK, PHONE = (1280, 800), (375, 812)

TARGET = 24
"""WCAG 2.2, 2.5.8, in CSS pixels; links within a sentence are excepted there."""

ALL_ON = """
() => {
  for (const box of document.querySelectorAll("#atlas-panel input[type=checkbox]")) {
    if (!box.checked) box.click();
  }
  return [...document.querySelectorAll(".atlas-feature")].map(({ dataset }) => dataset.feature);
}
"""

HERE = """
() => {
  const { dataset, tabIndex } = document.activeElement;
  const group = document.activeElement.closest("g[role=group]");
  return { feature: dataset?.feature ?? null, group: group?.getAttribute("aria-label") ?? null };
}
"""

SMALL = """
(least) => {
  const inline = (node) => node.matches("a") && getComputedStyle(node).display === "inline"
    && node.closest("p, td, li, dd, footer, .atlas-credit");
  const label = (node) => node.closest("label") ?? node;
  return [...document.querySelectorAll("a[href], button, input, select, summary")]
    .filter((node) => node.getClientRects().length && !inline(node))
    .filter((node) => !node.closest(".atlas-skip, .atlas-unseen"))
    .map((node) => [node.outerHTML.slice(0, 90), label(node).getBoundingClientRect()])
    .filter(([, { width, height }]) => Math.min(width, height) < least - 0.01)
    .map(([text, { width, height }]) => `${Math.round(width)} x ${Math.round(height)}: ${text}`);
}
"""


def _walk(page: Page, presses: int) -> set[str]:
    """Press Tab so often, and the arrow down through every crowd on the way; return what was met.

    Tab stops once at a layer of more than sixty things; arrows go through it.
    """
    met: set[str] = set()
    crowds: set[str] = set()
    for _ in range(presses):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here["feature"] is None:
            continue
        met.add(here["feature"])
        if here["group"] in crowds:
            continue
        crowds.add(here["group"])
        # Where arrows do not go through the layer, the first press leaves the focus where it is.
        while True:
            page.keyboard.press("ArrowDown")
            then = page.evaluate(HERE)["feature"]
            if then in met or then is None:
                break
            met.add(then)
    return met


@pytest.mark.parametrize("name", MAPS)
def test_every_thing_on_the_map_is_reached_by_tab_and_arrows(
    name: str, pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / f"{name}.html").page
    things = page.evaluate(ALL_ON)
    page.locator("#atlas-map").focus()
    assert set(things) - _walk(page, len(things)) == set()


@pytest.mark.parametrize("name", MAPS)
def test_a_line_and_an_area_open_by_keyboard(
    name: str, pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / f"{name}.html").page
    page.evaluate(ALL_ON)
    shapes = [
        page.locator(f".atlas-feature:has({part})").first for part in (".atlas-line", ".atlas-area")
    ]
    opened = 0
    for mark in (shape for shape in shapes if shape.count()):
        mark.focus()
        page.keyboard.press("Enter")
        told = page.locator(f'.atlas-details[data-feature="{mark.get_attribute("data-feature")}"]')
        told.wait_for()
        assert told.evaluate("(node) => node.contains(document.activeElement)")
        page.keyboard.press("Escape")
        told.wait_for(state="hidden")
        assert mark.evaluate("(node) => node === document.activeElement")
        opened += 1
    assert opened >= 1


def test_the_skip_link_leads_to_the_map(pages: Path, visit: Callable[..., Any]) -> None:
    page = visit(pages / "overview.html").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "atlas-skip"
    box = page.locator("#atlas-skip").bounding_box()
    assert box
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "atlas-map"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=str)
@pytest.mark.parametrize("name", [*MAPS, "index", "promises"])
def test_what_is_pressed_is_wide_enough_for_a_finger(
    name: str, size: tuple[int, int], pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / f"{name}.html", size).page
    page.locator("html").wait_for()
    assert page.evaluate(SMALL, TARGET) == []
    if name in MAPS:
        page.locator(".atlas-feature[data-kind=frontier]").first.press("Enter")
        page.locator(".atlas-details").wait_for()
        assert page.evaluate(SMALL, TARGET) == []
