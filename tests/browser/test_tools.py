"""The map's own tools: gestures in an article, measuring, kilometres, the inset, what is said."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geo.bundle import DIGITS
from geo.lines import locate
from geo.measure import distance_m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, FrameLocator, Page

ROOT = Path(__file__).parents[2]

MAPS = sorted(path.stem for path in (ROOT / "maps").glob("*.toml"))

DESK, PHONE, SMALL = (1280, 800), (375, 812), (460, 600)

FRONTIER = json.loads((ROOT / "layers" / "frontier.geojson").read_text(encoding="utf-8"))

BUTTONS = {"full_screen": "Full screen", "measure": "Measure distance"}

METRES = """
(pairs) => pairs.map(([from, to]) =>
  L.atlasGeodesic.distance(L.latLng(from[1], from[0]), L.latLng(to[1], to[0])))
"""

SCROLLED = """
() => scrollY || new Promise((done) => addEventListener("scroll", done, { once: true }))
"""

ANSWER = """
(places) => {
  // The page's own parts, once more, over its own payload.
  const payload = L.atlasPayload(document.getElementById("atlas-payload").textContent);
  const layer = payload.layers.find(({ id }) => id === "frontier");
  const mark = new L.AtlasMark(layer.features[0], layer, payload.styles);
  const kilometres = new L.AtlasKilometres.Line(mark);
  return places.map((place) => {
    const { km } = kilometres.nearest(L.atlasGeometry.point(place).points[0]);
    return km;
  });
}
"""


def test_lengths_are_those_of_the_ellipsoid(pages: Path, visit: Callable[..., Any]) -> None:
    """Against Karney's geodesics (pyproj), from a hundred metres to across the map."""
    places = [(44.0, 40.0), (60.87, 29.85), (61.6, 25.17), (61.6, 25.171), (78.0, 13.0)]
    pairs = [(a, b) for a in places for b in places if a < b]
    told = visit(pages / "markets.html").page.evaluate(METRES, pairs)
    for (a, b), metres in zip(pairs, told, strict=True):
        assert metres == pytest.approx(distance_m(a, b), rel=1e-4)
    same = visit(pages / "markets.html").page.evaluate(METRES, [(places[0], places[0])])
    assert same == [0]


@pytest.mark.parametrize("name", ["overview", "frontier"])
def test_the_kilometre_under_the_pointer_is_right_to_one(
    name: str, pages: Path, visit: Callable[..., Any]
) -> None:
    """Every tenth vertex of the layer's own line, over drawings at 100 m and at 50 m of detail."""
    line = FRONTIER["features"][0]["geometry"]["coordinates"]
    places = [*line[::10], line[-1]]
    told = visit(pages / f"{name}.html").page.evaluate(ANSWER, places)
    ends = [0.0]
    for start, end in pairwise(line):
        ends.append(ends[-1] + distance_m(tuple(start), tuple(end)) / 1000)
    true = [*ends[::10], ends[-1]]
    wrong = [abs(a - b) for a, b in zip(told, true, strict=True)]
    assert max(wrong) < 1
    assert told[0] == pytest.approx(0, abs=0.1)
    assert told[-1] == pytest.approx(FRONTIER["features"][0]["properties"]["length_km"], abs=0.1)


def test_the_pointer_reads_the_kilometre_off_the_frontier(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "overview.html").page
    post = _place(page, '.atlas-feature[data-kind="frontier"] .atlas-line', 0.5)
    page.mouse.move(*post)
    told = page.locator("div.atlas-kilometre")
    told.wait_for(state="visible")
    km, length, north, east = _numbers(told.inner_text())
    assert length == 1005
    line = FRONTIER["features"][0]["geometry"]["coordinates"]
    # The text gives three decimals, a hundred metres; a pixel at this zoom is some 3 km.
    assert locate([tuple(place) for place in line], (east, north)).km == pytest.approx(km, abs=1.5)
    page.mouse.move(post[0] + 60, post[1] + 60)
    told.wait_for(state="hidden")


def test_the_kilometre_is_read_by_keyboard_too(pages: Path, visit: Callable[..., Any]) -> None:
    page = visit(pages / "frontier.html", fragment="#lang=fa").page
    page.locator("[data-feature=iran-pakistan-frontier]").focus()
    page.locator("div.atlas-kilometre").wait_for(state="visible")
    said = page.locator("#atlas-aloud").inner_text()
    assert re.search(rf"کیلومتر \W*[{DIGITS['fa']}]+\W* از \W*", said)


def _place(page: Page, selector: str, part: float) -> tuple[float, float]:
    """Return the place on the screen so far along a drawn line."""
    x, y = page.locator(selector).first.evaluate(
        """(line, part) => {
          const at = line.getPointAtLength(line.getTotalLength() * part);
          const { x, y } = at.matrixTransform(line.getScreenCTM());
          return [x, y];
        }""",
        part,
    )
    return x, y


def _numbers(text: str) -> list[float]:
    return [float(number.replace(",", "")) for number in re.findall(r"\d[\d,.]*", text)]


def _start_measuring(page: Page) -> tuple[float, float]:
    """Press the button, and return the middle of the map."""
    page.get_by_role("button", name=BUTTONS["measure"]).click()
    box = page.locator("#atlas-map").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_points_set_by_click_are_measured_leg_by_leg(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "overview.html").page
    x, y = _start_measuring(page)
    for across in (-300, 0, 200):
        page.mouse.click(x + across, y - 200)
    legs = [_numbers(text)[0] for text in page.locator(".atlas-measure text").all_text_contents()]
    total, last = _numbers(page.locator(".atlas-measured p").first.inner_text())
    assert len(legs) == 2
    assert last == legs[1]
    assert total == pytest.approx(sum(legs), abs=1)
    # Along one parallel, legs are nearly as long as they are wide on the map.
    assert legs[0] / legs[1] == pytest.approx(1.5, rel=0.01)
    assert _numbers(page.locator("#atlas-aloud").inner_text())[0] == total
    assert "WGS 84" in page.locator(".atlas-measured").inner_text()


def test_a_click_on_a_thing_sets_a_point_while_measuring(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "overview.html").page
    at = _place(page, '.atlas-feature[data-kind="frontier"] .atlas-line', 0.5)
    _start_measuring(page)
    page.mouse.click(*at)
    assert page.locator(".atlas-measure circle").count() == 1
    assert page.locator(".atlas-details").count() == 0
    page.keyboard.press("Escape")
    page.mouse.click(*at)
    page.locator(".atlas-details").wait_for()


def test_a_distance_is_measured_with_the_keyboard_alone(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "overview.html").page
    page.get_by_role("button", name=BUTTONS["measure"]).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator(".atlas-cross").is_visible()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    dots = page.locator(".atlas-measure circle")
    assert dots.count() == 2
    page.keyboard.press("Backspace")
    assert dots.count() == 1
    page.keyboard.press("Escape")
    assert dots.count() == 0
    assert page.locator(".atlas-measured").is_hidden()
    assert page.evaluate("document.activeElement.id") == "atlas-map"


@pytest.fixture
def article(pages: Path, tmp_path: Path) -> Path:
    """Return a long article with a map in a frame near its head."""
    path = tmp_path / "article.html"
    source = (pages / "markets.html").as_uri()
    path.write_text(
        "<!doctype html><meta name=viewport content='width=device-width'><title>article</title>"
        f"<p>Before.</p><iframe src='{source}' width=100% height=500 allowfullscreen></iframe>"
        "<p style='height: 3000px'>After.</p>",
        encoding="utf-8",
    )
    return path


def _framed(page: Page) -> FrameLocator:
    frame = page.frame_locator("iframe")
    frame.locator(".atlas-hint").wait_for(state="attached")
    return frame


def _transform(frame: FrameLocator) -> Any:
    """Return what tells a view: the length of the scale, and where the map has moved to."""
    return frame.locator("#atlas-map").evaluate(
        "(map) => [map.querySelector('.atlas-scale').textContent,"
        " map.querySelector('.leaflet-map-pane').style.transform]"
    )


def test_the_wheel_scrolls_the_article_unless_ctrl_is_held(
    article: Path, visit: Callable[..., Any]
) -> None:
    page = visit(article).page
    frame = _framed(page)
    before = _transform(frame)
    page.mouse.move(640, 250)
    page.mouse.wheel(0, 120)
    hint = frame.locator(".atlas-hint:not(:empty)")
    hint.wait_for(state="attached")
    assert hint.text_content() in {"Hold Ctrl to zoom", "Hold ⌘ to zoom"}
    assert hint.get_attribute("aria-hidden") == "true"
    page.evaluate(SCROLLED)
    assert page.evaluate("scrollY") > 0
    assert _transform(frame) == before
    scrolled = page.evaluate("scrollY")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    frame.locator(f".atlas-scale:not(:has-text('{before[0]}'))").wait_for()
    assert page.evaluate("scrollY") == scrolled


def test_standing_alone_the_wheel_zooms(pages: Path, visit: Callable[..., Any]) -> None:
    page = visit(pages / "markets.html").page
    page.locator(".atlas-hint").wait_for(state="attached")
    scale = page.locator(".atlas-scale").inner_text()
    page.mouse.move(800, 300)
    page.mouse.wheel(0, -480)
    page.locator(f".atlas-scale:not(:has-text('{scale}'))").wait_for()
    assert page.locator(".atlas-hint").text_content() == ""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, offline=True
    )
    yield context.new_page()
    context.close()


def _touch(page: Page, path: list[list[tuple[float, float]]]) -> None:
    """Move fingers over the page: at each step the places of all of them."""
    session = page.context.new_cdp_session(page)
    for at, fingers in enumerate(path):
        points = [{"x": x, "y": y, "id": index} for index, (x, y) in enumerate(fingers)]
        kind = "touchMove" if at else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_one_finger_scrolls_the_article(article: Path, phone: Page) -> None:
    phone.goto(article.as_uri())
    frame = _framed(phone)
    before = _transform(frame)
    _touch(phone, [[(200, 300 - 12 * step)] for step in range(12)])
    hint = frame.locator(".atlas-hint:not(:empty)")
    hint.wait_for(state="attached")
    assert hint.text_content() == "Use two fingers to move the map"
    assert phone.evaluate("scrollY") > 50
    assert _transform(frame) == before


def test_two_fingers_move_the_map_in_an_article(article: Path, phone: Page) -> None:
    phone.goto(article.as_uri())
    frame = _framed(phone)
    before = _transform(frame)
    _touch(phone, [[(150 - 6 * step, 250), (220 + 6 * step, 250)] for step in range(12)])
    frame.locator(f".atlas-scale:not(:has-text('{before[0]}'))").wait_for()
    assert phone.evaluate("[scrollY, visualViewport.scale]") == [0, 1]


def test_standing_alone_one_finger_moves_the_map(pages: Path, phone: Page) -> None:
    phone.goto((pages / "markets.html").as_uri())
    phone.locator(".atlas-hint").wait_for(state="attached")
    pane = phone.locator(".leaflet-map-pane")
    before = pane.get_attribute("style")
    _touch(phone, [[(200 - 8 * step, 300)] for step in range(12)])
    assert pane.get_attribute("style") != before


def test_the_page_fills_the_screen_and_gives_it_back(
    article: Path, visit: Callable[..., Any]
) -> None:
    """On the full screen there is no article to scroll: the wheel zooms."""
    page = visit(article).page
    frame = _framed(page)
    frame.get_by_role("button", name="Full screen", exact=True).click()
    leave = frame.get_by_role("button", name="Leave full screen")
    leave.wait_for()
    assert frame.locator("#atlas-map.is-calm").count() == 0
    leave.click()
    frame.get_by_role("button", name="Full screen", exact=True).wait_for()
    assert frame.locator("#atlas-map.is-calm").count() == 1


def test_a_frame_that_forbids_full_screen_offers_none(
    article: Path, visit: Callable[..., Any]
) -> None:
    text = article.read_text(encoding="utf-8").replace(" allowfullscreen", " sandbox=allow-scripts")
    article.write_text(text, encoding="utf-8")
    frame = _framed(visit(article).page)
    assert frame.get_by_role("button", name=BUTTONS["measure"]).count() == 1
    assert frame.get_by_role("button", name="Full screen", exact=True).count() == 0


@pytest.mark.parametrize(("language", "far_side"), [("en", "right"), ("ur", "left")])
def test_the_inset_shows_where_the_view_lies(
    language: str, far_side: str, pages: Path, visit: Callable[..., Any]
) -> None:
    """The ground reaches from 25 to 80 E (sarhad.toml): the frame is as wide in proportion."""
    page = visit(pages / "frontier.html", fragment=f"#lang={language}").page
    inset = page.locator(".atlas-inset")
    inset.wait_for(state="visible")
    assert page.locator(f".leaflet-bottom.leaflet-{far_side} .atlas-inset").count() == 1
    whole = inset.locator("svg").bounding_box()
    frame = inset.locator(".atlas-view").bounding_box()
    assert whole
    assert frame
    middle = (frame["x"] + frame["width"] / 2 - whole["x"]) / whole["width"] * (80 - 25) + 25
    # The map opens on 60.2 to 64.1 E, the middle of which is 62.15.
    assert middle == pytest.approx(62.15, abs=0.5)
    before = frame["width"]
    page.get_by_role("button", name=re.compile("Zoom out|چھوٹا")).click()
    page.wait_for_timeout(400)
    after = inset.locator(".atlas-view").bounding_box()
    assert after
    assert after["width"] > before


def test_the_inset_leaves_a_small_map_alone(pages: Path, visit: Callable[..., Any]) -> None:
    page = visit(pages / "frontier.html", SMALL).page
    page.locator(".atlas-inset").wait_for(state="attached")
    assert page.locator(".atlas-inset").is_hidden()


def test_the_inset_leaves_out_what_the_view_shows_by_itself(
    pages: Path, visit: Callable[..., Any]
) -> None:
    """The railways' map opens on most of the ground that there is."""
    page = visit(pages / "rail.html").page
    page.locator(".atlas-inset").wait_for(state="attached")
    assert page.locator(".atlas-inset").is_hidden()


def test_a_switched_layer_is_told_aloud(pages: Path, visit: Callable[..., Any]) -> None:
    page = visit(pages / "overview.html").page
    page.locator(".atlas-inset").wait_for(state="attached")
    aloud = page.locator("#atlas-aloud")
    assert aloud.inner_text() == ""
    page.get_by_role("checkbox", name="Railways").uncheck()
    assert aloud.inner_text() == "Railways hidden"
    page.get_by_role("checkbox", name="Railways").check()
    assert aloud.inner_text() == "Railways shown: 126 entries"
    page.get_by_role("button", name="اردو").click()
    assert aloud.inner_text() == "اردو"


def test_the_focus_stays_on_the_map_when_its_layer_goes(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "overview.html").page
    page.locator("[data-feature=pishin-mand]").focus()
    page.evaluate("location.hash = 'layers=frontier'")
    page.locator("[data-feature=pishin-mand]").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.id") == "atlas-map"
