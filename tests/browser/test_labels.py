"""Names on the map: there, in every language, apart from one another, and to be read."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geo import styles

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]

MAPS = sorted(path.stem for path in (ROOT / "maps").glob("*.toml"))

LANGUAGES = ("en", "ur", "fa")

DESK, PHONE = (1280, 800), (375, 812)

CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: text of less than 24 px, or bold of less than 18.7 px."""

READ_LABELS = """
() => {
  const map = document.getElementById("atlas-map");
  const rect = (node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  const shown = (node) => node.getClientRects().length > 0;
  const labels = [...map.querySelectorAll(".atlas-labels text")].filter(shown);
  const line = map.querySelector(".atlas-feature[data-kind=frontier] .atlas-line");
  const matrix = line?.getScreenCTM();
  const length = line?.getTotalLength() ?? 0;
  const along = Array.from({ length: Math.floor(length) }, (_, at) => {
    const { x, y } = line.getPointAtLength(at).matrixTransform(matrix);
    return [x, y];
  });
  return {
    map: rect(map),
    controls: [...map.querySelectorAll(".leaflet-control")].filter(shown).map(rect),
    frontier: along,
    labels: labels.map((node) => ({
      text: node.textContent,
      kind: node.getAttribute("class"),
      box: rect(node),
      // What of the box is ink: without the room above and below the letters.
      middle: (rect(node)[1] + rect(node)[3]) / 2,
      fill: getComputedStyle(node).fill,
    })),
  };
}
"""


def read(page: Page) -> Any:
    page.locator(".atlas-labels text:not(.is-off)").first.wait_for(state="attached")
    return page.evaluate(READ_LABELS)


def ink(label: dict[str, Any]) -> tuple[float, float, float, float]:
    """Return the box of the letters: those of a dozen pixels are some ten high."""
    west, _, east, _ = label["box"]
    return west, label["middle"] - 5, east, label["middle"] + 5


def meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAPS)
def test_no_name_meets_another_a_control_or_the_frontier(
    name: str, language: str, size: tuple[int, int], pages: Path, visit: Callable[..., Any]
) -> None:
    seen = read(visit(pages / f"{name}.html", size, f"#lang={language}").page)
    boxes = {label["text"]: ink(label) for label in seen["labels"]}
    assert len(boxes) > 5
    pairs = [(a, b) for a, b in combinations(boxes, 2) if meet(boxes[a], boxes[b])]
    assert pairs == []
    hidden = [text for text, box in boxes.items() for at in seen["controls"] if meet(box, at)]
    assert hidden == []
    crossed = {
        text
        for text, (west, north, east, south) in boxes.items()
        for x, y in seen["frontier"]
        if west < x < east and north < y < south
    }
    assert crossed == set()
