"""The table: everything that is on the map, told without the map, and linked with it both ways."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geo import project as projects
from tests.conftest import TWO_TOWNS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

ROOT = Path(__file__).parents[2]

MAPS = sorted(path.stem for path in (ROOT / "maps").glob("*.toml"))

DESK, PHONE, EMBED = (1280, 800), (375, 812), (700, 400)

OPEN = "#table=open"

ON_THE_MAP = """
() => {
  const { layers } = L.atlasPayload(document.getElementById("atlas-payload").textContent);
  return layers.filter((layer) => layer.on).flatMap(({ features }) => features.map(({ id }) => id));
}
"""

TOLD_TWICE = """
() => {
  const plain = (node) => {
    const copy = node.cloneNode(true);
    for (const extra of copy.querySelectorAll(".atlas-close, .atlas-also, h2")) extra.remove();
    return copy.textContent;
  };
  return [...document.querySelectorAll("#atlas-table tr[data-id]")].map((row) => {
    const { id } = row.dataset;
    row.querySelector(".atlas-fold").click();
    const told = plain(document.getElementById(`atlas-more-${id}`).querySelector(".atlas-details"));
    document.querySelector(`.atlas-feature[data-feature="${id}"]`)
      .dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    const article = document.querySelector(`[role=dialog][data-feature="${id}"]`);
    return [id, told.length, told === plain(article)];
  });
}
"""


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the maps of the made-up project."""
    folder = tmp_path_factory.mktemp("two-towns")
    for path, text in projects.outputs(projects.open_project(TWO_TOWNS), "maps").items():
        (folder / path.name).write_text(text, encoding="utf-8")
    return folder / "both-towns.html"


def ids(page: Page) -> list[str]:
    """Return the ids of the rows, as they stand."""
    rows = page.locator("#atlas-table tr[data-id]")
    return list(rows.evaluate_all("rows => rows.map((row) => row.dataset.id)"))


def row(page: Page, key: str) -> Locator:
    return page.locator(f'#atlas-table tr[data-id="{key}"]')


def texts(locator: Locator) -> list[str]:
    """Return texts as they read, without the marks that isolate their parts."""
    return [re.sub(r"[\u2066-\u2069]", "", text).strip() for text in locator.all_text_contents()]


def count(page: Page) -> str:
    return page.locator(".atlas-sift [role=status]").inner_text()


def sort(page: Page, column: str) -> None:
    page.get_by_role("columnheader", name=column).get_by_role("button").click()


def test_a_button_opens_the_table_and_closes_it(made_up: Path, visit: Callable[..., Any]) -> None:
    page = visit(made_up).page
    button = page.get_by_role("button", name="Table", exact=True)
    table = page.locator("#atlas-table")
    assert table.is_hidden()
    assert button.get_attribute("aria-expanded") == "false"
    button.click()
    assert table.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    assert "table=open" in page.url
    # The map is fitted to the room that is left, which is no choice of the reader's.
    page.wait_for_function("document.getElementById('atlas-map').clientHeight < 500")
    assert "view" not in page.url
    table.get_by_role("button", name="Close").click()
    assert table.is_hidden()
    assert "table" not in page.url
    assert button.evaluate("node => node === document.activeElement")
    page.go_back()
    table.wait_for()
    assert button.get_attribute("aria-expanded") == "true"


@pytest.mark.parametrize("name", MAPS)
def test_the_table_lists_all_that_is_on_the_map(
    name: str, pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / f"{name}.html", fragment=OPEN)
    seen.page.locator("#atlas-table tr[data-id]").first.wait_for()
    shown = ids(seen.page)
    assert sorted(shown) == sorted(seen.page.evaluate(ON_THE_MAP))
    assert count(seen.page) == f"{len(shown)} entries"
    assert seen.messages == []


def test_a_row_says_what_where_since_when_and_who_says_so(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    page = visit(made_up, fragment=OPEN).page
    market = row(page, "upper-market")
    assert texts(market.get_by_role("rowheader").locator("button")) == ["", "Upper market"]
    assert texts(market.get_by_role("cell")) == [
        "Border market",
        "Operating",
        "18 May 2019",
        "[Joint Survey of Arland… 2019] [The Morning Paper]",
        "High ±200 m",
        "",
        "",
    ]


def test_lengths_of_others_stand_before_ours_and_disagreement_is_counted(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    """The survey gives the line 110 km, the paper 130; its meridian is 110.574 km long."""
    page = visit(made_up, fragment=OPEN).page
    cells = texts(row(page, "railway-north").get_by_role("cell"))
    assert cells[-2:] == ["110 km 111 km, measured on this line", "on 1 point"]


def test_a_row_unfolds_to_all_that_the_popup_tells(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(made_up, fragment=OPEN)
    told = seen.page.evaluate(TOLD_TWICE)
    assert [key for key, _, same in told if not same] == []
    assert min(length for _, length, _ in told) > 20
    assert seen.page.locator("#atlas-name").count() == 1
    assert seen.messages == []


def test_rows_stand_by_layer_rank_and_name(made_up: Path, visit: Callable[..., Any]) -> None:
    page = visit(made_up, fragment="#table=open&layers=places,ports,crossings").page
    assert ids(page) == [
        *("east-port",),
        # Towns of rank 1, 1, 3 and 4, and the pipe's marker, of rank 5.
        *("north-town", "south-town", "hill-town", "lake-town", "pipe-marker"),
        *("middle-gate", "rail-gate"),
    ]


def test_a_column_sorts_both_ways_and_back_what_is_blank_last(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    page = visit(made_up, fragment="#table=open&layers=markets,crossings,places").page
    usual = ids(page)
    head = page.get_by_role("columnheader", name="Since")
    assert head.get_attribute("aria-sort") == "none"
    sort(page, "Since")
    assert head.get_attribute("aria-sort") == "ascending"
    up = ids(page)
    # Middle gate 2001, Rail gate closed 2016-04, Lower market 2017, Upper market 2019-05.
    assert up[:4] == ["middle-gate", "rail-gate", "lower-market", "upper-market"]
    sort(page, "Since")
    assert head.get_attribute("aria-sort") == "descending"
    assert ids(page) == [*reversed(up[:4]), *up[4:]]
    sort(page, "Since")
    assert head.get_attribute("aria-sort") == "none"
    assert ids(page) == usual


def test_numbers_sort_as_numbers(pages: Path, visit: Callable[..., Any]) -> None:
    page = visit(pages / "rail.html", fragment="#table=open&layers=rail").page
    sort(page, "Length")
    lengths = [
        float(found.group().replace(",", ""))
        for text in texts(page.locator("#atlas-table td.atlas-length"))
        if (found := re.search(r"[\d,.]+", text))
    ]
    assert len(lengths) > 100
    assert lengths == sorted(lengths)


def test_the_table_is_filtered_by_any_name_and_by_layer(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(
        pages / "overview.html", fragment="#table=open&layers=markets,crossings,places"
    ).page
    everything = len(ids(page))
    field = page.get_by_role("searchbox", name="Filter")
    for typed in ("Reemdan", "ريمدان", "ریمدان"):
        field.fill(typed)
        assert ids(page) == ["gabd-rimdan", "gabd-rimdan-gate", "rimdan"]
        assert count(page) == f"3 of {everything} entries"
    page.get_by_role("combobox", name="Layer", exact=True).select_option("Crossings")
    assert ids(page) == ["gabd-rimdan-gate"]
    field.fill("")
    assert len(ids(page)) == 7
    page.get_by_role("checkbox", name="Crossings").uncheck()
    page.locator(f'.atlas-sift p:text("{everything - 7} entries")').wait_for()


def test_a_row_opens_its_thing_and_escape_comes_back_to_it(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    for size in (DESK, PHONE):
        page = visit(made_up, size, OPEN).page
        button = row(page, "rail-gate").get_by_role("button", name="Rail gate", exact=True)
        button.focus()
        page.keyboard.press("Enter")
        told = page.locator('[role=dialog][data-feature="rail-gate"]')
        assert told.evaluate("node => node.contains(document.activeElement)")
        assert row(page, "rail-gate").get_attribute("aria-current") == "true"
        page.keyboard.press("Escape")
        told.wait_for(state="hidden")
        assert button.evaluate("node => node === document.activeElement")
        assert row(page, "rail-gate").get_attribute("aria-current") is None


def test_what_is_opened_on_the_map_is_found_in_the_table(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "rail.html", fragment=OPEN).page
    page.locator('.atlas-feature[data-feature="chabahar-port"]').dispatch_event(
        "keydown", {"key": "Enter"}
    )
    current = page.locator("#atlas-table [aria-current]")
    assert current.get_attribute("data-id") == "chabahar-port"
    scroll, box = page.locator(".atlas-scroll").bounding_box(), current.bounding_box()
    assert scroll
    assert box
    assert scroll["y"] <= box["y"]
    assert box["y"] + box["height"] <= scroll["y"] + scroll["height"] + 1


def test_a_row_under_the_pointer_shows_its_thing_on_the_map(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    page = visit(made_up, fragment="#table=open&layers=ports,markets").page
    shown = page.locator(".atlas-feature.is-pointed")
    row(page, "east-port").hover()
    assert shown.get_attribute("data-feature") == "east-port"
    row(page, "upper-market").get_by_role("button").last.focus()
    page.mouse.move(5, 5)
    assert shown.get_attribute("data-feature") == "upper-market"


def test_the_table_turns_with_the_day(made_up: Path, visit: Callable[..., Any]) -> None:
    """In 2016 Upper market was agreed upon; Lower market was not yet asked for."""
    page = visit(made_up, fragment="#table=open&layers=markets").page
    assert ids(page) == ["lower-market", "upper-market"]
    page.evaluate("location.hash = '#table=open&layers=markets&date=2016-01-01'")
    row(page, "lower-market").wait_for(state="detached")
    assert texts(row(page, "upper-market").get_by_role("cell"))[1:3] == ["Agreed", "2015"]


def test_the_table_speaks_the_language_of_the_page(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    page = visit(made_up, fragment=OPEN).page
    page.get_by_role("button", name="فارسی").click()
    heads = texts(page.get_by_role("columnheader"))
    assert heads[:4] == ["نام", "نوع", "وضعیت", "از تاریخ"]
    cells = texts(row(page, "upper-market").get_by_role("cell"))
    assert cells[:3] == ["بازارچه مرزی", "فعال", "۲۸ اردیبهشت ۱۳۹۸ (۱۸ مه ۲۰۱۹)"]


def test_a_skip_link_opens_the_table(made_up: Path, visit: Callable[..., Any]) -> None:
    page = visit(made_up).page
    page.get_by_role("link", name="Skip to table").focus()
    page.keyboard.press("Enter")
    assert page.locator("#atlas-table").is_visible()
    assert page.evaluate("document.activeElement.id") == "atlas-table"


@pytest.mark.parametrize("fragment", ["", OPEN])
def test_on_paper_stand_all_rows_of_what_is_on_the_map(
    fragment: str, made_up: Path, visit: Callable[..., Any]
) -> None:
    page = visit(made_up, fragment=fragment).page
    if fragment:
        page.get_by_role("searchbox", name="Filter").fill("upper")
        assert len(ids(page)) == 1
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert sorted(ids(page)) == sorted(page.evaluate(ON_THE_MAP))
    assert row(page, "upper-market").get_by_role("cell").last.is_visible()
    assert page.locator(".atlas-sift input").is_hidden()
    widest = page.locator(".atlas-scroll").evaluate("node => node.scrollWidth - node.clientWidth")
    assert widest <= 0


@pytest.mark.parametrize("language", ["en", "ur", "fa"])
def test_on_a_phone_the_map_keeps_a_third_of_the_height(
    language: str, pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "overview.html", PHONE, f"{OPEN}&lang={language}").page
    view, table = (page.locator(one).bounding_box() for one in ("#atlas-map", ".atlas-scroll"))
    assert view
    assert table
    assert view["height"] >= 0.35 * PHONE[1] - 1
    assert table["height"] > 100
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE[0]


def test_in_a_low_frame_the_table_covers_all_and_makes_way(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "markets.html", EMBED, OPEN).page
    table = page.locator("#atlas-table")
    assert table.bounding_box() == {"x": 0, "y": 0, "width": EMBED[0], "height": EMBED[1]}
    row(page, "pishin-mand").get_by_role("button").last.click()
    assert table.is_hidden()
    assert page.locator(".atlas-details").is_visible()
    page.keyboard.press("Escape")
    assert table.is_visible()


def test_a_summary_counts_the_doubts_that_the_full_map_tells(
    pages: Path, visit: Callable[..., Any]
) -> None:
    told = [
        texts(
            row(visit(pages / f"{name}.html", fragment=OPEN).page, "pishin-mand").get_by_role(
                "cell"
            )
        )
        for name in ("overview", "markets")
    ]
    assert told[0][-1] == told[1][-1] != ""


def test_what_a_row_unfolds_to_turns_with_the_day_and_the_status(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    """Agreed upon in 2015, begun in March 2018: on either day of 2016 the first still holds."""
    page = visit(made_up, fragment="#table=open&layers=markets").page
    row(page, "upper-market").locator(".atlas-fold").click()
    told = page.locator("#atlas-more-upper-market section").first
    assert texts(told)[0].startswith("Operating since 18 May 2019")
    for day, status in (
        ("2016-01-01", "On 1 January 2016: agreed since 2015"),
        ("2016-12-31", "On 31 December 2016: agreed since 2015"),
        ("2018-04-01", "On 1 April 2018: under construction since March 2018"),
    ):
        page.evaluate("hash => { location.hash = hash }", f"#layers=markets&table=open&date={day}")
        told.filter(has_text=day[:4]).wait_for()
        assert status in texts(told)[0]
