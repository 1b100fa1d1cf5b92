"""The search: any name, in any script and spelling that readers type, leads to its thing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geo import layers, register
from geo import project as projects

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]

DESK, PHONE, EMBED = (1280, 800), (375, 812), (700, 400)

SPELLINGS = [
    # As the collected list of names has them, which was made from newspapers and gazetteers.
    ("Radeeg", "Radeeg"),
    ("Rideg", "Radeeg"),
    ("Radig", "Radeeg"),
    ("Redig", "Radeeg"),
    ("Radeeg market", "Pishin–Mand border market"),
    ("Remdan", "Rimdan"),
    ("Reemdan", "Rimdan"),
    ("Kohak", "Kuhak"),
    ("Kouhak", "Kuhak"),
    ("Nuk Jow", "Kuhak"),
    ("Cheedgi", "Chedgi"),
    ("Chadgi", "Chedgi"),
    ("Chidgi", "Chedgi"),
    ("Gabad", "Gabd Bazar"),
    ("Gibd", "Gabd Bazar"),
    ("Gavater", "Gwatar"),
    ("Jackigoor-Mand", "Jakigur–Mand 132 kV line"),
    ("Pulan", "Polan"),
    ("Mashkhel", "Mashkel"),
    ("Raajay", "Rajay gate (Chagai)"),
    ("Abdui", "Abdoi crossing (Kech)"),
    ("Koh-i-Malik Siah", "Malik Siah Koh (tripoint)"),
    ("Goldsmid line", "Iran–Pakistan frontier"),
    # In the list as well; no seed has these, so the letters themselves must lead there.
    ("Mirjawa", "Mirjaveh"),
    ("Chah Bahar", "Chabahar"),
    ("Gawadar", "Gwadar"),
    ("Noshki", "Nushki"),
    ("Nokkundi", "Nok Kundi"),
    ("Goldsmith line", "Iran–Pakistan frontier"),
    ("Taftan Mirjaveh", "Taftan–Mirjaveh crossing"),
    # Whole lines, by what newspapers call them.
    ("Peace Pipeline", "Iran–Pakistan gas pipeline"),
    ("ITI train", "Islamabad–Tehran–Istanbul railway (ITI)"),
    ("north south corridor", "INSTC eastern branch"),
    # Names of the ground: provinces, countries, seas.
    ("Baluchistan", "Balochistan"),
    ("Sind", "Sindh"),
    ("ترکمنستان", "Turkmenistan"),
    ("خلیج فارس", "Persian Gulf"),
    # Arabic letters for Persian ones, Urdu for Persian and Persian for Urdu, vowel signs, tatweel.
    ("ريمدان", "Rimdan"),
    ("كوهك", "Kuhak"),
    ("کوہک", "Kuhak"),
    ("زاہدان", "Zahedan"),
    ("زاهدان", "Zahedan"),
    ("تَفـتان", "Taftan–Mirjaveh crossing"),
    ("نوک کندی", "Nok Kundi"),
    ("نوکنڈی", "Nok Kundi"),
    ("سند", "Sindh"),
    ("ميل 250", "Gabd–Rimdan crossing"),
    ("بندر عباس", "Shahid Rajaee Port (Bandar Abbas)"),
    # Slips of the finger.
    ("Zahdean", "Zahedan"),
    ("Panjgurr", "Panjgur"),
    ("Chabhar", "Chabahar"),
    ("Turbet", "Turbat"),
]

HOSTILE = "<img src=x onerror=alert(1)> ${alert(1)} \u202eتست"


def field(page: Page) -> Any:
    return page.locator(".atlas-search input")


def found(page: Page, typed: str) -> list[str]:
    """Type a text and return the names of what is found."""
    field(page).fill(typed)
    return page.locator(".atlas-hits > li > bdi:first-child").all_text_contents()


@pytest.fixture(scope="module")
def overview(browser: Any, pages: Path) -> Page:
    """Open the overview once, for all that is typed into it."""
    page: Page = browser.new_context(offline=True).new_page()
    page.goto((pages / "overview.html").as_uri())
    field(page).wait_for()
    return page


@pytest.mark.parametrize(("typed", "name"), SPELLINGS, ids=[typed for typed, _ in SPELLINGS])
def test_a_spelling_that_readers_type_leads_to_its_thing(
    typed: str, name: str, overview: Page
) -> None:
    assert name in found(overview, typed)[:5]


def test_every_other_name_of_the_seeds_reaches_the_overview(overview: Page) -> None:
    project = projects.open_project(ROOT)
    known = register.register(project.atlas, layers.build(project.atlas))
    shown = overview.locator(".atlas-feature").evaluate_all(
        "marks => marks.map((mark) => mark.dataset.feature)"
    )
    lost = [
        (key, spelling)
        for key in shown
        for spelling in known[key].also
        if known[key].name["en"] not in found(overview, spelling)
    ]
    assert lost == []
    assert sum(len(known[key].also) for key in shown) > 200


def test_a_result_shows_the_name_of_the_page_and_the_spelling_that_was_met(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "overview.html", fragment="#lang=ur").page
    found(page, "Reemdan")
    hit = page.locator(".atlas-hits > li").filter(has_text="شہر یا گاؤں")
    assert hit.locator("bdi").all_text_contents() == ["ریمدان", "Reemdan"]
    assert hit.locator(".atlas-small").text_content() == "شہر یا گاؤں · شہر اور دیہات"


def test_with_the_keyboard_a_thing_is_found_and_opened(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "rail.html").page
    assert not page.get_by_role("checkbox", name="Towns and villages").is_checked()
    box = page.get_by_role("combobox", name="Search the map")
    box.focus()
    page.keyboard.type("khash")
    assert box.get_attribute("aria-expanded") == "true"
    shown = page.locator(".atlas-hits > li").count()
    assert page.locator("#atlas-aloud").text_content() == f"{shown} entries"
    page.keyboard.press("ArrowDown")
    option = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert option.get_attribute("aria-selected") == "true"
    assert option.locator("bdi").first.text_content() == "Khash"
    page.keyboard.press("Enter")
    told = page.locator(".atlas-details")
    assert told.locator("h2").text_content() == "Khash"
    assert told.evaluate("node => node.contains(document.activeElement)")
    assert page.get_by_role("checkbox", name="Towns and villages").is_checked()
    assert "khash" in page.url
    assert box.input_value() == ""
    mark = page.locator(".atlas-feature.is-chosen").bounding_box()
    view = page.locator("#atlas-map").bounding_box()
    assert mark
    assert view
    assert view["x"] < mark["x"] < view["x"] + view["width"]
    assert view["y"] < mark["y"] < view["y"] + view["height"]


def test_escape_clears_the_search_and_leaves_an_open_thing_open(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "overview.html", fragment="#feature=pishin-mand").page
    page.locator(".atlas-details").wait_for()
    found(page, "Quetta")
    field(page).press("Escape")
    assert field(page).input_value() == ""
    assert page.locator(".atlas-hits:visible").count() == 0
    assert page.locator(".atlas-details").is_visible()


def test_what_is_not_found_is_said_and_shown_as_plain_text(
    pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / "overview.html")
    assert found(seen.page, HOSTILE) == []
    told = seen.page.locator("p.atlas-hits")
    assert told.is_visible()
    assert told.locator("bdi").text_content() == HOSTILE
    assert told.locator("*").count() == 1
    assert seen.page.locator("#atlas-aloud").text_content() == f"Nothing found: {HOSTILE}"
    assert seen.messages == []
    assert seen.requests == []


def test_a_name_of_the_ground_moves_the_view(pages: Path, visit: Callable[..., Any]) -> None:
    """The label of the Gulf of Oman stands at 24.75 N 60.00 E."""
    page = visit(pages / "overview.html").page
    found(page, "gulf of oman")
    page.locator(".atlas-hits > li").first.click()
    page.wait_for_url("**view=**")
    _, lat, lon = page.url.partition("view=")[2].split("/")
    assert float(lat) == pytest.approx(24.75, abs=0.1)
    assert float(lon.split("&")[0]) == pytest.approx(60, abs=0.1)
    assert page.evaluate("document.activeElement.id") == "atlas-map"


def test_a_whole_line_opens_with_one_of_its_sections(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "pipeline.html").page
    found(page, "peace pipeline")
    page.locator(".atlas-hits > li").filter(has_text="Iran–Pakistan gas pipeline").click()
    told = page.locator(".atlas-details")
    told.wait_for()
    assert "The whole line: Iran–Pakistan gas pipeline" in (told.text_content() or "")


def test_what_was_not_yet_there_is_shown_on_the_day_on_which_it_is(
    pages: Path, visit: Callable[..., Any]
) -> None:
    """Pishin–Mand is first heard of in 2012."""
    page = visit(pages / "markets.html", fragment="#date=2000-01-01").page
    found(page, "Pishin-Mand border market")
    field(page).press("Enter")
    page.locator(".atlas-details").wait_for()
    assert "date=" not in page.url
    assert page.locator(".atlas-feature.is-chosen").is_visible()


def test_on_a_phone_the_field_lies_beside_the_zoom_buttons(
    pages: Path, visit: Callable[..., Any]
) -> None:
    for language in ("en", "ur", "fa"):
        page = visit(pages / "overview.html", PHONE, f"#lang={language}").page
        box, zoom = (page.locator(one).bounding_box() for one in (".atlas-search", ".atlas-zoom"))
        assert box
        assert zoom
        assert box["x"] + box["width"] <= zoom["x"] or zoom["x"] + zoom["width"] <= box["x"]
        size = field(page).evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
        assert size >= 16, "a phone zooms in on smaller letters"


def test_a_low_embed_has_no_search(pages: Path, visit: Callable[..., Any]) -> None:
    assert field(visit(pages / "overview.html", EMBED).page).is_hidden()
