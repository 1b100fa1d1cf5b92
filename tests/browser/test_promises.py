"""The page of promises in a real browser: filters, order, language, address, phone, no script."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geo import project as projects
from tests.browser_program import DESK, PHONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.conftest import TwoTowns

DIRECTIONS = {"en": "ltr", "ur": "rtl", "fa": "rtl"}

DEFAULT_ORDER = ["railway-by-2030", "gates-by-may-2020", "market-by-2018", "ferry-some-day"]
"""Due 2030, May 2020, 2018; and one without a date."""

ROWS = """
() => [...document.querySelectorAll("tbody tr")].filter((row) => !row.hidden)
  .map((row) => row.id.replace("promise=", ""))
"""

LINES = """
() => [...document.querySelectorAll("#atlas-chart li")].filter((line) => !line.hidden)
  .map((line) => line.dataset.promise)
"""

COUNTS = """
() => Object.fromEntries([...document.querySelectorAll("#atlas-standings [data-standing]")]
  .map((item) => [item.dataset.standing, item.querySelector("[data-n]").textContent]))
"""

WIDEST = "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth"

AXE = (resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN_AXE = """
async (tags) => {
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
}
"""


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory, opened: projects.Project) -> Path:
    """Build the pages of the made-up project into a folder of their own."""
    folder = tmp_path_factory.mktemp("two-towns")
    for path, text in projects.outputs(opened, "maps").items():
        (folder / path.name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def page(made_up: Path, visit: Callable[..., Any]) -> Page:
    """Open the page of the made-up promises on a desk."""
    opened: Page = visit(made_up / "promises.html").page
    return opened


def standing(page: Page, name: str) -> Any:
    """Return the button that filters by a standing."""
    return page.locator(f"#atlas-standings [data-standing={name}] button")


def shown(page: Page) -> str:
    """Return what the page says of how many promises it shows, without isolating signs."""
    text = page.locator("#atlas-shown").text_content() or ""
    return text.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize("language", DIRECTIONS)
def test_the_page_requests_nothing_and_says_nothing(
    language: str, made_up: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(made_up / "promises.html", fragment=f"#lang={language}")
    seen.page.wait_for_timeout(200)
    assert seen.requests == []
    assert seen.messages == []


def test_table_and_chart_begin_with_what_falls_due_last(page: Page) -> None:
    assert page.evaluate(ROWS) == DEFAULT_ORDER
    # What has no date cannot be drawn.
    assert page.evaluate(LINES) == DEFAULT_ORDER[:3]
    assert shown(page) == "All 4 promises"


def test_a_standing_filters_table_and_chart_until_it_is_pressed_again(page: Page) -> None:
    button = standing(page, "kept-late")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.evaluate(ROWS) == page.evaluate(LINES) == ["market-by-2018"]
    assert shown(page) == "1 of 4 promises"
    standing(page, "withdrawn").click()
    assert page.evaluate(ROWS) == ["market-by-2018", "ferry-some-day"]
    button.click()
    assert page.evaluate(ROWS) == ["ferry-some-day"]
    assert page.evaluate(LINES) == []


def test_standings_are_counted_among_what_fits_the_other_filters(page: Page) -> None:
    standing(page, "kept-late").click()
    page.locator("select[name=subject]").select_option("rail")
    # A railway that is not due and a ferry that was withdrawn; none of them kept late.
    counts = page.evaluate(COUNTS)
    assert {key: count for key, count in counts.items() if count != "0"} == {
        "withdrawn": "1",
        "not-due": "1",
    }
    assert page.evaluate(ROWS) == []
    assert shown(page) == "No promise fits all of this."
    page.locator("button[type=reset]").click()
    page.wait_for_function("() => !document.querySelector('tbody tr[hidden]')")
    assert page.evaluate(ROWS) == DEFAULT_ORDER
    assert standing(page, "kept-late").get_attribute("aria-pressed") == "false"


def test_only_promises_of_a_country_are_shown(
    two_towns: TwoTowns, visit: Callable[..., Any]
) -> None:
    two_towns.edit("seeds/commitments/gates-by-may-2020.toml", '["XA"]', '["XB", "XA"]')
    two_towns.edit("seeds/commitments/market-by-2018.toml", '["XA"]', '["XB"]')
    page = built(two_towns, visit).page
    page.locator("select[name=country]").select_option(label="Borland")
    assert page.evaluate(ROWS) == ["gates-by-may-2020", "market-by-2018"]
    page.locator("select[name=country]").select_option(label="Arland")
    assert page.evaluate(ROWS) == ["railway-by-2030", "gates-by-may-2020", "ferry-some-day"]


def built(two_towns: TwoTowns, visit: Callable[..., Any]) -> Any:
    """Open the page of promises of a project that a test has changed."""
    opened = two_towns.opened()
    [(path, text)] = projects.outputs(opened, "promises").items()
    path.write_text(text, encoding="utf-8")
    return visit(path)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("OPEN night", ["gates-by-may-2020"]),
        # The promise has "über" and "dernière"; the evidence of the market says "Opened".
        ("uber derniere", ["railway-by-2030"]),
        ("opened", ["market-by-2018"]),
        # Persian may be typed with the Arabic letters ي and ك, and without the half space.
        ("راه آهن كشيده", ["railway-by-2030"]),
        ("۲۰۳۰", ["railway-by-2030"]),
        ("paper zeppelin", []),
    ],
)
def test_a_search_forgives_marks_and_other_letters(
    search: str, found: list[str], two_towns: TwoTowns, visit: Callable[..., Any]
) -> None:
    name = "seeds/commitments/railway-by-2030.toml"
    two_towns.edit(name, '"Railway to run through"', '"Railway über the dernière hill"')
    two_towns.edit(name, '"وعده‌ای ساختگی"', '"راه‌آهن کشیده شود"')
    page = built(two_towns, visit).page
    page.locator("input[name=search]").fill(search)
    assert page.evaluate(ROWS) == found


def test_a_heading_sorts_table_and_chart_and_says_which_way(page: Page) -> None:
    heading = page.locator("th[data-sort=promise]")
    heading.locator("button").click()
    # Both gates …, Ferry …, Railway …, Upper market …
    by_name = ["gates-by-may-2020", "ferry-some-day", "railway-by-2030", "market-by-2018"]
    assert page.evaluate(ROWS) == by_name
    assert page.evaluate(LINES) == [name for name in by_name if name != "ferry-some-day"]
    assert heading.get_attribute("aria-sort") == "ascending"
    assert page.locator("th[data-sort=due]").get_attribute("aria-sort") == "none"
    heading.locator("button").click()
    assert page.evaluate(ROWS) == by_name[::-1]
    assert heading.get_attribute("aria-sort") == "descending"


def test_what_has_no_date_stays_at_the_end_whichever_way_dates_run(page: Page) -> None:
    page.locator("th[data-sort=due] button").click()
    assert page.locator("th[data-sort=due]").get_attribute("aria-sort") == "ascending"
    assert page.evaluate(ROWS) == [*DEFAULT_ORDER[2::-1], "ferry-some-day"]
    page.locator("th[data-sort=made] button").click()
    # Made 2020-01, 2019-03-01, 2017-06-01, 2016.
    assert page.evaluate(ROWS) == [
        "gates-by-may-2020",
        "railway-by-2030",
        "market-by-2018",
        "ferry-some-day",
    ]


def test_outcomes_sort_from_kept_to_unsettled(page: Page) -> None:
    page.locator("th[data-sort=became] button").click()
    assert page.evaluate(ROWS) == [
        "market-by-2018",
        "ferry-some-day",
        "railway-by-2030",
        "gates-by-may-2020",
    ]


@pytest.mark.parametrize("language", DIRECTIONS)
def test_a_language_turns_all_of_the_page(
    language: str, made_up: Path, visit: Callable[..., Any], opened: projects.Project
) -> None:
    page = visit(made_up / "promises.html", fragment="#lang=en").page
    page.locator(f"#atlas-languages [lang={language}]").click()
    root = page.locator("html")
    assert root.get_attribute("lang") == language
    assert root.get_attribute("dir") == DIRECTIONS[language]
    assert page.evaluate("() => location.hash") == f"#lang={language}"
    item = opened.atlas.commitments["market-by-2018"]
    row = page.locator("[id='promise=market-by-2018']")
    assert row.locator(".atlas-said").text_content() == getattr(item.promise, language)
    assert row.locator(".atlas-by").text_content() == getattr(item.by, language)
    made = {"en": "1 June 2017", "ur": "1 جون 2017", "fa": "۱۱ خرداد ۱۳۹۶ (۱ ژوئن ۲۰۱۷)"}[language]
    assert row.locator(".atlas-made time").text_content() == made
    href = row.locator(".atlas-place a").get_attribute("href")
    assert f"lang={language}" in href
    assert "feature=upper-market" in href
    assert page.title() == page.locator("h1").text_content()


def test_a_text_without_the_language_stays_in_english_and_says_so(
    two_towns: TwoTowns, visit: Callable[..., Any]
) -> None:
    note = 'notes = ["Nobody translated this."]\n[[events]]'
    name = "seeds/commitments/ferry-some-day.toml"
    two_towns.edit(name, "[[events]]", note)
    page = built(two_towns, visit).page
    page.locator("#atlas-languages [lang=ur]").click()
    told = page.get_by_text("Nobody translated this.")
    assert told.get_attribute("lang") == "en"
    assert told.get_attribute("dir") == "ltr"
    page.locator("#atlas-languages [lang=en]").click()
    assert told.get_attribute("lang") is None


def test_an_address_marks_its_promise_and_brings_it_into_sight(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    page = visit(made_up / "promises.html", (1280, 500), "#lang=fa&promise=ferry-some-day").page
    row = page.locator("[id='promise=ferry-some-day']")
    assert row.evaluate("(row) => row.classList.contains('is-chosen')")
    assert row.evaluate("(row) => document.activeElement === row")
    top, bottom = row.evaluate(
        "(row) => [row.getBoundingClientRect()].flatMap(r => [r.top, r.bottom])"
    )
    assert top >= 0
    assert bottom <= 500
    assert page.locator("html").get_attribute("lang") == "fa"


def test_a_line_of_the_chart_leads_to_its_row_even_when_filtered_out(page: Page) -> None:
    page.locator("#atlas-languages [lang=ur]").click()
    page.locator("#atlas-chart [data-promise=market-by-2018] a").click()
    page.wait_for_selector("[id='promise=market-by-2018'].is-chosen")
    # The language stays in the address that may now be passed on.
    hash_ = page.evaluate("() => location.hash")
    assert set(hash_[1:].split("&")) == {"promise=market-by-2018", "lang=ur"}
    standing(page, "withdrawn").click()
    assert page.evaluate(ROWS) == ["ferry-some-day"]
    page.evaluate("() => { location.hash = 'promise=gates-by-may-2020'; }")
    page.wait_for_selector("[id='promise=gates-by-may-2020'].is-chosen:not([hidden])")
    page.wait_for_function("() => !document.querySelector('tbody tr[hidden]')")
    assert page.locator(".is-chosen").count() == 1


CENTRES = """
() => Object.fromEntries([...document.querySelectorAll(
    "[data-promise=market-by-2018] use, [data-promise=railway-by-2030] use, .atlas-grid .atlas-now",
  )].map((node) => {
    const { left, right } = node.getBoundingClientRect();
    const line = node.closest("li")?.dataset.promise ?? "now";
    return [`${line} ${node.getAttribute("href") ?? ""}`, (left + right) / 2];
  }))
"""


def test_signs_stand_in_the_order_of_their_days_in_the_direction_of_reading(page: Page) -> None:
    order = [
        "market-by-2018 #sign-made",  # 1 June 2017
        "market-by-2018 #sign-due",  # 31 December 2018
        "railway-by-2030 #sign-made",  # 1 March 2019
        "market-by-2018 #sign-kept-late",  # 18 May 2019
        "now ",  # 30 June 2020
        "railway-by-2030 #sign-due",  # 31 December 2030
    ]
    places = page.evaluate(CENTRES)
    assert sorted(order, key=lambda name: float(places[name])) == order
    page.locator("#atlas-languages [lang=fa]").click()
    mirrored = page.evaluate(CENTRES)
    assert sorted(order, key=lambda name: -float(mirrored[name])) == order


LABEL_OF_NOW = """
() => ["text.atlas-now", ".atlas-grid .atlas-now"].map((name) => {
  const { left, right } = document.querySelector(name).getBoundingClientRect();
  return (left + right) / 2;
})
"""


@pytest.mark.parametrize("language", DIRECTIONS)
def test_the_day_of_the_atlas_stands_above_its_line(language: str, page: Page) -> None:
    page.locator(f"#atlas-languages [lang={language}]").click()
    label, line = page.evaluate(LABEL_OF_NOW)
    assert label == pytest.approx(line, abs=1)


def test_on_a_phone_each_card_has_its_line_of_the_chart(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    page = visit(made_up / "promises.html", PHONE).page
    tracks = "[id='promise=market-by-2018'] .atlas-track"
    assert page.locator(tracks).is_visible()
    assert not page.locator("#atlas-chart ol").is_visible()
    width, height = DESK
    page.set_viewport_size({"width": width, "height": height})
    page.locator("#atlas-chart [data-promise=market-by-2018] .atlas-track").wait_for()
    assert page.locator(tracks).count() == 0


@pytest.mark.parametrize("language", DIRECTIONS)
def test_nothing_is_wider_than_the_page(
    language: str, pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / "promises.html", PHONE, f"#lang={language}")
    for width in (320, 375, 760, 900, 1280):
        seen.page.set_viewport_size({"width": width, "height": 800})
        assert seen.page.evaluate(WIDEST) <= 0, width


SMALL_TARGETS = """
() => [...document.querySelectorAll("button, select, input, nav a")]
  .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height < 24)
  .map((node) => node.outerHTML)
"""


@pytest.mark.parametrize("size", [DESK, PHONE], ids=str)
def test_what_is_pressed_is_24_pixels_high(
    size: tuple[int, int], made_up: Path, visit: Callable[..., Any]
) -> None:
    page = visit(made_up / "promises.html", size).page
    assert page.evaluate(SMALL_TARGETS) == []


def test_without_scripts_the_page_is_a_plain_table(browser: Browser, made_up: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((made_up / "promises.html").as_uri())
    table = page.locator("#atlas-table")
    assert table.locator("tbody tr").count() == 4
    told = table.inner_text()
    for text in ("Upper market to open by the end of 2018", "Kept late: 138 days", "Still being"):
        assert text in told
    assert not page.locator("#atlas-filters").is_visible()
    assert page.locator("button:visible").count() == 0
    assert page.locator("#atlas-chart .atlas-track").count() == 3
    page.goto(f"{(made_up / 'promises.html').as_uri()}#promise=ferry-some-day")
    assert page.locator("tr:target .atlas-said").inner_text().startswith("Ferry to be replaced")
    context.close()


def test_a_row_leads_to_a_thing_that_its_map_has(made_up: Path, visit: Callable[..., Any]) -> None:
    page = visit(made_up / "promises.html").page
    links = page.locator("td.atlas-place a").evaluate_all("(all) => all.map((one) => one.href)")
    assert len(links) == 4
    for link in links:
        path, _, options = link.partition("#")
        feature = options.partition("feature=")[2]
        there = visit(made_up / Path(path).name).page
        assert there.locator(f'.atlas-feature[data-feature="{feature}"]').count() == 1


def test_the_page_works_in_a_sandboxed_frame(
    made_up: Path, visit: Callable[..., Any], tmp_path: Path
) -> None:
    host = tmp_path / "host.html"
    frame = (made_up / "promises.html").as_uri()
    host.write_text(
        f'<!doctype html><title>host</title><iframe sandbox="allow-scripts" src="{frame}#lang=ur" '
        'width="800" height="500"></iframe>',
        encoding="utf-8",
    )
    seen = visit(host)
    inside = seen.page.frame_locator("iframe")
    inside.locator("html[lang=ur]").wait_for(state="attached")
    inside.locator("#atlas-languages [lang=fa]").click()
    inside.locator("html[lang=fa]").wait_for(state="attached")
    assert seen.messages == []


@pytest.mark.parametrize(("size", "language"), [(DESK, "en"), (PHONE, "ur")], ids=str)
def test_axe_finds_no_better_practice(
    size: tuple[int, int], language: str, made_up: Path, visit: Callable[..., Any]
) -> None:
    page = visit(made_up / "promises.html", size, f"#lang={language}&promise=market-by-2018").page
    page.evaluate(AXE)
    assert page.evaluate(RUN_AXE, RULES) == []
    standing(page, "kept-late").click()
    assert page.evaluate(RUN_AXE, RULES) == []
