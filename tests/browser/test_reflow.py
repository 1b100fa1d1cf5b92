"""At 400 %, with forced colours, without motion: nothing is lost that others have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_access import DESK, MAGNIFIED, OPENED, popup, share, sheet, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

# Controls that cannot be brought into view by scrolling up and down alone, or lie under others;
# and lines of text that are cut off.
LOST = """
() => {
  const wide = document.documentElement.clientWidth;
  const seen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !node.closest(".atlas-skip, .atlas-unseen, #atlas-map svg");
  const name = (node) => node.outerHTML.slice(0, 90);
  const lost = [];
  const modal = document.querySelector("dialog[open]") ?? document.querySelector(
    ".atlas-sheet:not([hidden]), .atlas-table:not([hidden])") ?? document;
  for (const node of modal.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    if (!seen(node)) continue;
    node.scrollIntoView({ block: "center", inline: "nearest" });
    const boxes = [...node.getClientRects()];
    const met = boxes.some((box) => {
      const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return at && (node.contains(at) || at.contains(node));
    });
    if (!met) lost.push(`covered: ${name(node)}`);
    if (boxes.some(({ left, right }) => left < -1 || right > wide + 1)) {
      lost.push(`beside: ${name(node)}`);
    }
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    const { overflowX } = getComputedStyle(node);
    if (texts.currentNode.data.trim() && seen(node) && ["hidden", "clip"].includes(overflowX)
      && node.scrollWidth > node.clientWidth + 1 && node.matches(":not(option)")) {
      lost.push(`cut off: ${name(node)}`);
    }
  }
  if (document.scrollingElement.scrollWidth > wide) lost.push("wider than the screen");
  scrollTo(0, 0);
  return lost;
}
"""


@pytest.mark.parametrize("language", ["en", "ur", "fa"])
def test_at_400_per_cent_all_is_reached_by_scrolling_one_way(
    language: str, pages: Path, visit: Callable[..., Any]
) -> None:
    """WCAG 2.2, 1.4.10: tables and maps may be moved both ways, the page around them may not."""
    seen = visit(pages / "index.html", MAGNIFIED)
    page: Page = seen.page
    lost = {}

    def go(name: str) -> None:
        page.goto("about:blank")
        page.goto(f"{(pages / name).as_uri()}.html#lang={language}")
        page.locator(f"html[lang={language}]").wait_for(state="attached")

    for name in ("index", "promises", "embed-test"):
        go(name)
        lost[name] = page.evaluate(LOST)
    for name in OPENED:
        go(name)
        page.locator(".atlas-tabler").wait_for(state="attached")
        room = page.locator("#atlas-map").bounding_box()
        assert room is not None
        # The map is there, and beside it is room to scroll the page.
        assert 120 < room["height"] < 0.8 * MAGNIFIED[1]
        lost[name] = page.evaluate(LOST)
    # On the last of the maps, all that opens.
    for deed in (sheet, popup, table, share):
        go(name)
        page.locator(".atlas-tabler").wait_for(state="attached")
        deed(page, name)
        lost[deed.__name__] = page.evaluate(LOST)
    assert {state: found for state, found in lost.items() if found} == {}


# Each pressed or opened control and one beside it that is not, told apart by what is drawn.
PRESSED = """
() => [...document.querySelectorAll(".atlas-languages, .atlas-choice")]
  .filter((row) => row.checkVisibility())
  .map((row) => [true, false].map((pressed) => {
    const button = row.querySelector(`[aria-pressed=${pressed}]`);
    const { borderBlockEndColor, color, backgroundColor } = getComputedStyle(button);
    return [borderBlockEndColor, color, backgroundColor].join();
  }))
"""

# Whether what has the focus shows it: by an outline of its own, or by a halo on the map.
FOCUS = """
() => {
  const node = document.activeElement;
  // After the last control the focus is the browser's, and in a frame that of the page there.
  if (node.matches("body, iframe")) return true;
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(node);
  const ringed = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2
    && outlineColor !== "rgba(0, 0, 0, 0)";
  const halo = node.querySelector?.(".atlas-halo");
  const glows = Boolean(halo) && getComputedStyle(halo).stroke !== "none";
  return ringed || glows || node.outerHTML.slice(0, 90);
}
"""

MOVES = """
() => [...document.querySelectorAll("*")].filter((node) => {
  const { transitionDuration, animationName, transitionProperty } = getComputedStyle(node);
  return animationName !== "none" || (transitionProperty !== "none"
    && transitionDuration.split(",").some((time) => parseFloat(time) > 0));
}).map((node) => node.outerHTML.slice(0, 90))
"""


def test_forced_colours_keep_focus_and_choice_and_nothing_moves(
    pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / "index.html", DESK)
    page: Page = seen.page
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    for name in ("overview", "promises", "index", "embed-test"):
        page.goto("about:blank")
        page.goto(f"{(pages / name).as_uri()}.html#lang=en")
        if name == "overview":
            page.locator(".atlas-tabler").wait_for(state="attached")
        for _ in range(30):
            page.keyboard.press("Tab")
            assert page.evaluate(FOCUS) is True
        rows = page.evaluate(PRESSED)
        assert rows
        for pressed, other in rows:
            assert pressed != other
        assert page.evaluate(MOVES) == []
        if name == "overview":
            measure = page.locator(".atlas-zoom [aria-pressed]").first
            paint = "(node) => getComputedStyle(node).backgroundColor"
            before = measure.evaluate(paint)
            measure.press("Enter")
            page.mouse.move(0, 0)
            assert measure.get_attribute("aria-pressed") == "true"
            assert measure.evaluate(paint) != before
            measure.press("Enter")
            popup(page, name)
            # What moves while it opens would be moving now.
            assert page.evaluate(MOVES) == []
    assert seen.messages == []
