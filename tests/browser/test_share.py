"""What a reader takes along: address, snippet, data and citation, out of the page itself."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from shapely.geometry import shape

from geo.cli import main
from geo.project import open_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]

PHONE = (375, 812)

CHOOSE = """
([name, value]) => { document.querySelector(`.atlas-share [name=${name}]`).value = value; }
"""


def opened(page: Page) -> Page:
    """Open the panel by its button."""
    page.locator("#atlas-actions [aria-haspopup=dialog]").last.click()
    page.locator("dialog.atlas-share").wait_for()
    return page


def snippet(page: Page) -> str:
    """Return the markup that the panel offers."""
    return page.locator("form.atlas-options + .atlas-row textarea").input_value()


def taken(page: Page, kind: str, layer: str = "") -> tuple[str, str]:
    """Save a layer, and return the file's name and text."""
    page.locator(".atlas-share select[name=layer]").select_option(layer)
    with page.expect_download() as download:
        page.get_by_role("button", name=kind, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes().decode()


@pytest.fixture
def shared(pages: Path, visit: Callable[..., Any]) -> Callable[..., Any]:
    """Open a map with its panel."""

    def open_map(name: str, fragment: str = "", size: tuple[int, int] = (1280, 800)) -> Any:
        seen = visit(pages / f"{name}.html", size, fragment)
        opened(seen.page)
        return seen

    return open_map


@pytest.mark.parametrize(
    ("size", "fragment"),
    [
        ((1280, 800), "#lang=en&date=2013-03-11"),
        ((1280, 800), "#lang=fa&theme=dark"),
        (PHONE, "#lang=ur"),
        (PHONE, "#lang=ur&theme=dark"),
        (PHONE, "#lang=fa"),
    ],
    ids=str,
)
def test_the_panel_can_be_used_by_all(
    size: tuple[int, int], fragment: str, shared: Callable[..., Any]
) -> None:
    seen = shared("overview", fragment, size)
    page = seen.page
    wider = "({ scrollWidth, clientWidth }) => scrollWidth - clientWidth"
    assert page.locator("dialog").evaluate(wider) <= 0
    small = """() => [...document.querySelectorAll("dialog :is(button, select, input)")]
      .filter((node) => Math.min(node.offsetWidth, node.offsetHeight) < 24).length"""
    assert page.evaluate(small) == 0
    assert seen.messages + seen.requests == []


def test_escape_closes_the_panel_alone_and_gives_the_focus_back(
    pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / "overview.html", fragment="#feature=gabd-rimdan")
    page = seen.page
    page.locator(".atlas-details").wait_for()
    button = page.locator("#atlas-actions [aria-haspopup=dialog]").last
    button.focus()
    page.keyboard.press("Enter")
    inside = "() => document.querySelector('dialog').contains(document.activeElement)"
    assert page.evaluate(inside)
    page.keyboard.press("Escape")
    assert page.locator("dialog").count() == 0
    assert button.evaluate("(node) => node === document.activeElement")
    assert page.locator(".atlas-details").is_visible()


def test_copied_text_is_on_the_clipboard_and_told(browser: Browser, maps_site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{maps_site}/overview.html#lang=en&layers=frontier")
    opened(page)
    for name in ("Address of this view", "Embed in an article", "Citation"):
        page.get_by_role("button", name=f"Copy: {name}").click()
        page.locator("dialog [role=status]:not(:empty)").wait_for()
        copied = page.evaluate("() => navigator.clipboard.readText()")
        field = page.get_by_role("textbox", name=name)
        assert copied == field.input_value()
        assert page.locator("dialog [role=status]").inner_text() == "Copied"
    context.close()


def test_the_address_shows_another_reader_the_same(
    shared: Callable[..., Any], pages: Path, visit: Callable[..., Any]
) -> None:
    fragment = "#lang=fa&layers=frontier,rail&date=2013-03-11&view=7/27/62&theme=dark"
    address = (
        shared("overview", fragment)
        .page.locator("dialog section:first-of-type input")
        .input_value()
    )
    page = visit(pages / "overview.html", fragment=f"#{address.partition('#')[2]}").page
    assert page.evaluate("() => document.documentElement.lang") == "fa"
    assert page.locator(".atlas-switches input:checked").count() == 2
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"
    assert "view=7" in page.url
    assert "date=2013-03-11" in page.url


CASES: list[tuple[str, dict[str, str], list[str]]] = [
    ("", {}, []),
    ("#lang=ur&theme=dark", {}, ["--lang", "ur", "--theme", "dark"]),
    (
        "#layers=frontier,markets&date=2013-03-11&extent=60,24.5,64,30.1234",
        {"height": "720", "lang": "fa"},
        ["--layers", "frontier,markets", "--date", "2013-03-11", "--height", "720", "--lang", "fa"],
    ),
    ("#date=2013-03-11", {"date": "", "theme": "light"}, ["--theme", "light"]),
    (
        "#feature=gabd-rimdan&layers=markets",
        {},
        ["--feature", "gabd-rimdan", "--layers", "markets"],
    ),
    ("#lang=fa", {"kind": "picture"}, ["--lang", "fa", "--no-frame"]),
    ("#layers=none", {"kind": "picture"}, ["--layers", "none", "--no-frame"]),
]


@pytest.mark.parametrize(("fragment", "chosen", "options"), CASES, ids=str)
def test_the_panel_writes_what_the_command_prints(
    fragment: str,
    chosen: dict[str, str],
    options: list[str],
    maps_site: str,
    browser: Browser,
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{maps_site}/overview.html{fragment}")
    if "feature" in fragment:
        page.locator(".atlas-details").wait_for()
    opened(page)
    for name, value in chosen.items():
        page.evaluate(CHOOSE, [name, value])
    page.locator(".atlas-share input[name=height]").dispatch_event("input", {"bubbles": True})
    extent = page.locator(".atlas-share select[name=extent]").input_value()
    asked = ["--bbox", *extent.split(",")] if extent else []
    command = ["embed", "overview", str(ROOT), "--url", maps_site, *options, *asked]
    printed = CliRunner().invoke(main, command)
    assert printed.exit_code == 0, printed.output
    assert snippet(page) == printed.stdout.rstrip("\n")
    context.close()


def test_this_view_is_offered_once_the_reader_has_left_home(shared: Callable[..., Any]) -> None:
    page = shared("overview", "#view=8/26/62").page
    west, south, east, north = map(
        float, page.locator(".atlas-share select[name=extent]").input_value().split(",")
    )
    assert west < 62 < east
    assert south < 26 < north
    # 2**8 tiles of 256 pixels round the world: 182 pixels to a degree of longitude.
    width = page.evaluate("() => document.getElementById('atlas-map').clientWidth")
    assert east - west == pytest.approx(width / (256 * 2**8 / 360), rel=0.01)


def layer_file(name: str) -> Any:
    return json.loads((ROOT / "layers" / f"{name}.geojson").read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "layer"),
    [("overview", "markets"), ("overview", "rail"), ("frontier", "frontier"), ("rail", "bloc")],
)
def test_a_downloaded_layer_is_the_published_one_at_the_page_s_detail(
    name: str, layer: str, shared: Callable[..., Any]
) -> None:
    page = shared(name, f"#layers={layer}").page
    as_of = layer_file(layer)["as_of"]
    filed, text = taken(page, "GeoJSON", layer)
    assert filed == f"sarhad-{name}-{layer}-{as_of}.geojson"
    found, published = json.loads(text), layer_file(layer)
    known = {feature["id"]: feature for feature in published["features"]}
    assert found["licence"] == published["licence"]
    assert found["credit"] == published["credit"]
    assert f"layers/{layer}.geojson" in found["note"]
    assert as_of in found["citation"]
    assert found["features"]
    # A degree of latitude has 111.32 km.
    allowed = open_project(ROOT).definitions[name].simplify_m / 111_320
    for feature in found["features"]:
        told, true = feature["properties"], known[feature["id"]]
        kept = ("kind", "name", "name_fa", "name_ur", "countries", "status", "status_date")
        for key in (*kept, "accuracy", "precision_m", "licence", "credit", "as_of"):
            assert told[key] == true["properties"][key], key
        assert all(source["publisher"] for source in told["sources"])
        drawn, exact = shape(feature["geometry"]), shape(true["geometry"])
        assert drawn.is_valid
        # The page strays no farther than it says, or the 0.2° corners that areas lose.
        far = 0.5 if drawn.geom_type.endswith("Polygon") else 1.1 * allowed
        assert drawn.hausdorff_distance(exact) < far


def test_rings_turn_as_rfc_7946_has_them(shared: Callable[..., Any]) -> None:
    """Section 3.1.6: outer rings against the clock, holes with it, the last point the first."""
    _, text = taken(shared("rail", "#layers=bloc").page, "GeoJSON", "bloc")
    areas = [shape(feature["geometry"]) for feature in json.loads(text)["features"]]
    polygons = [part for area in areas for part in getattr(area, "geoms", [area])]
    assert polygons
    for polygon in polygons:
        assert polygon.exterior.is_ccw
        assert not any(ring.is_ccw for ring in polygon.interiors)
    for feature in json.loads(text)["features"]:
        parts = feature["geometry"]["coordinates"]
        if feature["geometry"]["type"] == "Polygon":
            parts = [parts]
        rings = [ring for part in parts for ring in part]
        assert all(ring[0] == ring[-1] for ring in rings)


def test_a_file_tells_of_the_day_that_is_shown(shared: Callable[..., Any]) -> None:
    """On 11 March 2013 work on the Pakistani stretch had just begun; no border market stood."""
    page = shared("overview", "#date=2013-03-11").page
    filed, text = taken(page, "GeoJSON")
    assert filed == "sarhad-overview-all-2013-03-11.geojson"
    features = {feature["id"]: feature["properties"] for feature in json.loads(text)["features"]}
    assert "pishin-mand" not in features
    assert "iran-pakistan-frontier" in features
    assert {one["layer"] for one in features.values()} >= {"frontier", "rail", "places"}
    assert all(one["as_of"] == "2013-03-11" for one in features.values())
    dates = [one["status_date"] for one in features.values() if one["status_date"]]
    assert max(dates) <= "2013-03-11"


def test_the_table_is_one_that_programs_read(shared: Callable[..., Any]) -> None:
    filed, text = taken(shared("overview").page, "CSV")
    assert filed.endswith(".csv")
    assert not text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert rows
    assert None not in rows[0]
    for row in rows:
        assert row["licence"]
        assert row["credit"]
        assert "Sarhad" in row["citation"]
        if row["lon"]:
            assert 25 <= float(row["lon"]) <= 80
    assert any("<https://" in row["sources"] for row in rows)
    assert text.count("\r\n") >= len(rows) + 1


def test_text_that_a_spreadsheet_would_run_is_kept_text(shared: Callable[..., Any]) -> None:
    page = shared("overview", "#layers=ports").page
    page.keyboard.press("Escape")
    hostile = ['=1+1,"x"', "+1", "-1", "@SUM(A1)", "plain"]
    written = page.evaluate(
        """(names) => {
          const payload = L.atlasPayload(document.getElementById("atlas-payload").textContent);
          const layer = payload.layers.find(({ id }) => id === "ports");
          const features = names.map((name, at) =>
            ({ ...layer.features[0], id: `p${at}`, name: { en: name, fa: name, ur: name } }));
          const marks = features.map((feature) => ({ id: feature.id, feature, layer }));
          const time = { day: "2020-01-01", statusOf: () => ({}) };
          const layers = { visible: () => marks };
          return L.atlasFiles({ payload, time, layers, address: () => "" }).csv();
        }""",
        hostile,
    )
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    expected = ['\'=1+1,"x"', "'+1", "'-1", "'@SUM(A1)", "plain"]
    assert [row["name"] for row in rows] == expected


def test_in_a_sandbox_data_are_copied_for_they_cannot_be_saved(
    article: Callable[..., Any], maps_site: str
) -> None:
    src = f"{maps_site}/overview.html#lang=en&layers=markets"
    frame = (
        f'<iframe sandbox="allow-scripts" src="{src}" title="Map" width=900 height=700></iframe>'
    )
    seen = article(f"{frame}<textarea></textarea>")
    seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    inner = seen.page.frames[1]
    inner.locator("#atlas-actions [aria-haspopup=dialog]").last.click()
    inner.get_by_role("button", name="GeoJSON").click()
    inner.locator("dialog [role=status]:not(:empty)").wait_for()
    assert inner.locator("dialog [role=status]").inner_text() == "Copied"
    copied = json.loads(seen.page.evaluate("() => navigator.clipboard.readText()"))
    assert {one["properties"]["layer"] for one in copied["features"]} == {"markets"}
    assert src in inner.locator("dialog section:first-of-type input").input_value()
    assert seen.messages == []
