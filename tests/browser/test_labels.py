"""Names on the map: there, in every language, apart from one another, and to be read."""

from __future__ import annotations

import re
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

COUNTRIES = {
    "IR": {"en": "Iran", "ur": "ایران", "fa": "ایران"},
    "PK": {"en": "Pakistan", "ur": "پاکستان", "fa": "پاکستان"},
}

PROVINCES = (
    {
        "en": "Sistan and Baluchestan",
        "ur": "سیستان و بلوچستان",
        "fa": "سیستان و بلوچستان",
    },
    {"en": "Balochistan", "ur": "بلوچستان", "fa": "بلوچستان پاکستان"},
)

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
    # A phone has no other room for the name of a market; it would rather cross than be missing.
    markets = {x["text"] for x in seen["labels"] if size == PHONE and "is-market" in x["kind"]}
    crossed = {
        text
        for text, (west, north, east, south) in boxes.items()
        for x, y in seen["frontier"]
        if west < x < east and north < y < south
    }
    assert crossed <= markets


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", MAPS)
def test_every_name_stands_out_from_land_and_sea(
    name: str, theme: str, pages: Path, visit: Callable[..., Any]
) -> None:
    seen = read(visit(pages / f"{name}.html", fragment=f"#theme={theme}").page)
    grounds = [getattr(styles.COLOURS[part], theme) for part in ("land", "neighbour", "sea")]
    pale = {
        (label["text"], ground)
        for label in seen["labels"]
        for ground in grounds
        if contrast(channels(label["fill"]), channels(ground)) < CONTRAST
    }
    assert pale == set()


def channels(colour: str) -> tuple[float, ...]:
    """Return red, green and blue, 0 to 1, of ``#RRGGBB`` or of a computed colour."""
    if colour.startswith("#"):
        return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    numbers = [float(part) for part in re.findall(r"\d*\.?\d+(?:e-?\d+)?", colour)]
    whole = 255 if colour.startswith("rgb") else 1
    return tuple(number / whole for number in numbers[:3])


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the contrast ratio of WCAG 2.2, of two colours in sRGB."""
    low, high = sorted(_luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: tuple[float, ...]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_black_on_white_is_twenty_one_to_one() -> None:
    """The largest ratio there is, and that of a known grey: #767676 on white is 4.54 : 1."""
    white = channels("#ffffff")
    assert contrast(channels("rgb(0, 0, 0)"), white) == pytest.approx(21)
    assert contrast(channels("color(srgb 0.4627 0.4627 0.4627)"), white) == pytest.approx(
        4.54, abs=0.01
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAPS)
def test_both_countries_are_named_and_the_sea(
    name: str, language: str, pages: Path, visit: Callable[..., Any]
) -> None:
    """Also where the place of a country's name is out of view: then beside the frontier."""
    page = visit(pages / f"{name}.html", fragment=f"#lang={language}").page
    seen = read(page)
    told = {label["text"] for label in seen["labels"] if "is-country" in label["kind"]}
    assert {COUNTRIES[code][language] for code in ("IR", "PK")} <= told
    assert any("is-sea" in label["kind"] for label in seen["labels"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_provinces_on_both_sides_are_named(
    language: str, pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "frontier.html", fragment=f"#lang={language}").page
    told = {label["text"] for label in read(page)["labels"] if "is-province" in label["kind"]}
    assert {province[language] for province in PROVINCES} <= told


def test_a_country_is_named_on_its_own_side_of_the_frontier(
    pages: Path, visit: Callable[..., Any]
) -> None:
    """On the frontier's map both names have left their places: Iran is west, Pakistan east."""
    seen = read(visit(pages / "frontier.html").page)
    boxes = {label["text"]: ink(label) for label in seen["labels"]}
    for country, is_west in (("Iran", True), ("Pakistan", False)):
        west, north, east, south = boxes[country]
        beside = [x for x, y in seen["frontier"] if north - 8 < y < south + 8]
        assert beside
        assert all(east < x for x in beside) if is_west else all(x < west for x in beside)


PAKISTAN_STANDS = """
(name) => {
  const named = [...document.querySelectorAll(".atlas-label.is-country:not(.is-off)")];
  const label = named.find((node) => node.textContent === name);
  const focus = document.querySelector(".atlas-focus");
  const at = Object.assign(focus.ownerSVGElement.createSVGPoint(), {
    x: label.getAttribute("x"),
    y: label.getAttribute("y"),
  });
  const frontier = document.querySelector(".atlas-feature[data-kind=frontier] .atlas-line");
  return [focus.isPointInFill(at), at.x - frontier.getBBox().x];
}
"""


@pytest.mark.parametrize(
    ("name", "size", "language"),
    [
        ("overview", PHONE, "en"),
        ("overview", (768, 1024), "en"),
        ("overview", (768, 1024), "fa"),
        ("overview", (800, 600), "en"),
        ("rail", DESK, "en"),
    ],
    ids=str,
)
def test_seen_from_afar_pakistan_is_not_named_in_afghanistan_or_iran(
    name: str, size: tuple[int, int], language: str, pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / f"{name}.html", size, f"#lang={language}").page
    read(page)
    # All of Pakistan, and of both countries hardly more, is east of the tripoint (60.87 E).
    on_either, east = page.evaluate(PAKISTAN_STANDS, COUNTRIES["PK"][language])
    assert on_either
    assert east > 0
