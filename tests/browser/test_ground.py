"""The ground under the map: unpacked as packed, honest where it is disputed, tiles on request."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from geo import project as projects
from geo.basemap import AREAS, LINES
from tests.packed import shapes

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

ROOT = Path(__file__).parents[2]

PAYLOAD = "L.atlasPayload(document.getElementById('atlas-payload').textContent)"

UNPACKED = f"""
() => {{
  const {{ layers, basemap }} = {PAYLOAD};
  const features = layers.flatMap((layer) => layer.features).filter(({{ point }}) => !point);
  const kinds = {json.dumps([*AREAS, *LINES])};
  return {{
    features: features.map(({{ polygons, lines }}) => [polygons, lines]),
    levels: basemap.levels.map(({{ arcs }}) => kinds.map(() => arcs.next().lines)),
  }};
}}
"""

NOTE = ".atlas-disputed-note"

SAID = {
    "en": ("Dashed because disputed: Kashmir", "disputed lines and claims dashed"),
    "ur": ("متنازع ہونے کے باعث ٹوٹی لکیریں: کشمیر", "متنازع لکیریں اور دعوے ٹوٹی لکیروں میں"),
    "fa": ("خط‌چین به نشانه مناقشه: کشمیر", "خط‌های مورد مناقشه و ادعاها خط‌چین"),
}

# One grey pixel.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mM4AwAAzgDNjM9cHwAAAABJRU5ErkJggg=="
)


def plain(text: str) -> str:
    """Return a text without the marks that keep a name in its own direction."""
    return text.strip().translate({0x2068: None, 0x2069: None})


def packed(path: Path) -> Any:
    """Return the data of a page as they stand in it."""
    found = re.search(
        r'<script type="application/json"[^>]*>(.*?)</script>', path.read_text(encoding="utf-8")
    )
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize("name", ["overview", "rail"])
def test_a_page_unpacks_what_was_packed(name: str, pages: Path, visit: Callable[..., Any]) -> None:
    path = pages / f"{name}.html"
    found = visit(path).page.evaluate(UNPACKED)
    data = packed(path)
    features = []
    for layer in data["layers"]:
        count = sum("point" not in feature for feature in layer["features"])
        if count:
            text = {**layer, "shapes": data["shapes"][layer["shapes"]]}
            features += [[drawn.polygons, drawn.lines] for drawn in shapes(text, count)]
    assert found["features"] == json.loads(json.dumps(features))
    for level, unpacked in zip(data["basemap"]["levels"], found["levels"], strict=True):
        text = {**level, "shapes": data["shapes"][level["shapes"]]}
        drawn = [shape.lines for shape in shapes(text, len(unpacked))]
        assert unpacked == json.loads(json.dumps(drawn))


@pytest.mark.parametrize("language", SAID)
def test_while_the_view_shows_kashmir_the_page_says_that_it_is_disputed(
    language: str, pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "overview.html", fragment=f"#lang={language}").page
    note = page.locator(NOTE)
    said, drawn = SAID[language]
    assert plain(note.inner_text()) == said
    assert drawn in page.locator("#atlas-credit").inner_text()
    # The frontier's south has none in sight; the credit stays.
    page.evaluate("() => map_0.setView([25.5, 61.8], 8, { animate: false })")
    note.wait_for(state="hidden")
    assert drawn in page.locator("#atlas-credit").inner_text()
    page.evaluate("() => map_0.setView([34.5, 74], 8, { animate: false })")
    note.wait_for(state="visible")
    assert plain(note.inner_text()) == said


def test_a_map_without_disputed_ground_says_nothing(pages: Path, visit: Callable[..., Any]) -> None:
    page = visit(pages / "markets.html").page
    assert page.locator(NOTE).is_hidden()


def test_disputed_lines_are_dashed_and_boundaries_are_not(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "overview.html").page
    dashes = "(node) => getComputedStyle(node).strokeDasharray"
    assert page.locator(f".atlas-ground .atlas-disputed, {NOTE} path").evaluate_all(
        f"(nodes) => nodes.map({dashes})"
    ) == ["4px, 3px", "4px, 3px"]
    assert page.locator(".atlas-ground .atlas-boundaries").evaluate(dashes) == "none"


def test_the_note_lies_over_no_name_and_no_control(pages: Path, visit: Callable[..., Any]) -> None:
    for size in ((1280, 800), (375, 812)):
        page = visit(pages / "rail.html", size).page
        page.locator(".atlas-label:not(.is-off)").first.wait_for()
        met = page.evaluate(
            """(note) => {
              const meet = (a, b) =>
                a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
              const box = document.querySelector(note).getBoundingClientRect();
              const others = document.querySelectorAll(
                ".atlas-label:not(.is-off), .leaflet-control:not(.atlas-disputed-note)",
              );
              return [...others]
                .filter((node) => meet(node.getBoundingClientRect(), box))
                .map((node) => node.textContent);
            }""",
            NOTE,
        )
        assert met == []


@pytest.fixture(scope="session")
def tiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build one map with online tiles."""
    path = tmp_path_factory.mktemp("tiled") / "markets.html"
    made = projects.plan(projects.open_project(ROOT), "maps", tiles=True)
    path.write_text(made[ROOT / "maps" / path.name](), encoding="utf-8")
    return path


def choose(page: Page, tiles: str) -> None:
    """Choose a background, and wait for what is drawn thereupon."""
    page.select_option(".atlas-tiles select", tiles)


def filled(page: Page) -> bool:
    """Tell whether the drawn land is seen."""
    fill = page.locator(".atlas-ground .atlas-land").evaluate(
        "(node) => getComputedStyle(node).fill"
    )
    return bool(fill != "none")


def test_tiles_are_requested_when_chosen_and_not_before(
    tiled: Path, visit: Callable[..., Any]
) -> None:
    visited = visit(tiled)
    page, asked = visited.page, []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=PICTURE, content_type="image/png")

    page.context.set_offline(False)
    page.route(re.compile("^https:"), answer)
    credit = page.locator("#atlas-credit")
    assert asked == []
    assert filled(page)
    choose(page, "sentinel-2-2016")
    page.locator("#atlas-map.has-tiles").wait_for()
    assert not filled(page)
    assert {url.split("/")[2] for url in asked} == {"tiles.maps.eox.at"}
    assert "Copernicus Sentinel data 2016" in credit.inner_text()
    page.get_by_role("button", name="فارسی").click()
    assert "Copernicus Sentinel data 2016" in credit.inner_text()
    choose(page, "")
    assert filled(page)
    assert page.locator("img").count() == 0
    assert "Sentinel" not in credit.inner_text()
    assert visited.messages == []


def test_without_a_network_the_drawn_ground_stays(tiled: Path, visit: Callable[..., Any]) -> None:
    page = visit(tiled).page
    with page.expect_event("requestfailed"):
        choose(page, "sentinel-2-2016")
    assert filled(page)


def test_one_tile_that_does_not_come_brings_the_drawn_ground_back(
    tiled: Path, visit: Callable[..., Any]
) -> None:
    page = visit(tiled).page
    lost: list[str] = []

    def answer(route: Route) -> None:
        if lost:
            route.fulfill(body=PICTURE, content_type="image/png")
        else:
            lost.append(route.request.url)
            route.abort()

    page.context.set_offline(False)
    page.route(re.compile("^https:"), answer)
    choose(page, "sentinel-2-2016")
    expect(page.locator("img.leaflet-tile-loaded")).not_to_have_count(0)
    expect(page.locator("img:not(.leaflet-tile-loaded)")).to_have_count(1)
    assert lost
    assert filled(page)


def test_the_policy_lets_pictures_come_from_no_other_host(
    tiled: Path, visit: Callable[..., Any]
) -> None:
    visited = visit(tiled)
    visited.page.evaluate(
        """() => new Promise((done) => {
          const picture = new Image();
          picture.onerror = done;
          picture.src = "https://elsewhere.example.org/0/0/0.png";
        })"""
    )
    assert any("CSP: img-src" in message for message in visited.messages)
