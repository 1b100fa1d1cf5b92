"""What automatic checks can say of access: axe-core at WCAG 2.2 AA, and weight on a thin line."""

from __future__ import annotations

import gzip
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.covering import pairwise

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]

PAGES = sorted(path.stem for path in (ROOT / "maps").glob("*.toml"))

AXE = (resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

RUN = """
async (tags) => {
  const runOnly = { type: "tag", values: tags };
  const options = { iframes: false, resultTypes: ["violations"], runOnly };
  const { violations } = await axe.run(document, options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
}
"""

DESK, PHONE, MAGNIFIED = (1280, 800), (375, 812), (320, 256)
"""The last is a desk of 1280 x 1024 at 400 %, as WCAG 1.4.10 has it."""

SIZES = {"desk": DESK, "phone": PHONE, "magnified": MAGNIFIED}

OPENED = {
    "overview": "gabd-rimdan",
    "frontier": "iran-pakistan-frontier",
    "markets": "pishin-mand",
    "pipeline": "ipi-border-gwadar",
    "rail": "chabahar-port",
}
"""On each map a thing of which there is much to tell."""

OVERVIEW_BYTES, OVERVIEW_GZIPPED = 600_000, 160_000
"""The budget of the overview, in bytes; docs/benchmarks.md has where they go."""


def nothing(page: Page, name: str) -> None:
    del page, name


def popup(page: Page, name: str) -> None:
    page.locator(f'.atlas-feature[data-feature="{OPENED[name]}"]').dispatch_event(
        "keydown", {"key": "Enter"}
    )
    page.locator(".atlas-details").wait_for()


def unfolded(page: Page, name: str) -> None:
    popup(page, name)
    page.evaluate(
        "for (const part of document.querySelectorAll('.atlas-details details')) part.open = true"
    )
    wider = "({ parentNode: { scrollWidth, clientWidth } }) => scrollWidth - clientWidth"
    assert page.locator(".atlas-details").evaluate(wider) <= 0


def table(page: Page, name: str) -> None:
    """Few rows, for all are alike, one of them unfolded."""
    del name
    page.locator(".atlas-tabler").click()
    first = page.locator("#atlas-table th[scope=row] > button + button").first.inner_text()
    page.locator(".atlas-sift input").fill(first)
    page.locator("#atlas-table th button").first.click()
    page.locator("#atlas-table .atlas-fold").first.click()
    page.locator("#atlas-table .atlas-details").wait_for()


def sheet(page: Page, name: str) -> None:
    """On a desk the legend is always open."""
    del name
    toggle = page.locator("#atlas-toggle")
    if toggle.is_visible():
        toggle.click()


def found(page: Page, name: str, typed: str = "Gwadar") -> None:
    if not page.locator(".atlas-search input").is_visible():
        sheet(page, name)
    page.locator(".atlas-search input").fill(typed)
    page.locator(".atlas-search input").press("ArrowDown")


def not_found(page: Page, name: str) -> None:
    found(page, name, "xyzzy")


def share(page: Page, name: str) -> None:
    del name
    page.locator("#atlas-actions [aria-haspopup=dialog]").last.click()
    page.locator("dialog.atlas-share").wait_for()


def another_day(page: Page, name: str) -> None:
    sheet(page, name)
    page.locator("#atlas-time input[type=range]").press("Home")


def kept(page: Page, name: str) -> None:
    """Only on the page of promises: those of one standing."""
    del name
    page.locator("#atlas-standings button").first.click()


DEEDS = (nothing, popup, unfolded, table, sheet, found, not_found, share, another_day, kept)

STATES = [
    *pairwise(
        tuple(OPENED),
        tuple(deed.__name__ for deed in DEEDS[:-1]),
        ("en", "ur", "fa"),
        tuple(SIZES),
        ("light", "dark"),
    ),
    *pairwise(
        ("promises", "index", "embed-test"),
        ("nothing",),
        ("en", "ur", "fa"),
        tuple(SIZES),
        ("light", "dark"),
    ),
    ("promises", "kept", "ur", "phone", "dark"),
    ("promises", "kept", "fa", "desk", "light"),
]
"""Page, what was done there, language, size and theme: any two of these meet in one state."""


def test_no_map_is_forgotten() -> None:
    assert set(OPENED) == set(PAGES)


@pytest.mark.parametrize("name", [*PAGES, "promises", "index", "embed-test"])
def test_axe_finds_nothing(name: str, pages: Path, visit: Callable[..., Any]) -> None:
    seen = visit(pages / "index.html")
    page: Page = seen.page
    deeds = {deed.__name__: deed for deed in DEEDS}
    violations = {}
    for state in STATES:
        _, done, language, size, theme = state
        if state[0] != name:
            continue
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        # From page to page, lest it be a mere change of the fragment.
        page.goto("about:blank")
        page.goto(f"{(pages / name).as_uri()}.html#lang={language}")
        if name in PAGES:
            page.locator(".atlas-tabler").wait_for(state="attached")
        deeds[done](page, name)
        page.evaluate(AXE)
        violations[state] = page.evaluate(RUN, RULES)
    assert {state: broken for state, broken in violations.items() if broken} == {}
    assert seen.messages == []


def test_the_overview_keeps_its_weight(pages: Path) -> None:
    page = (pages / "overview.html").read_bytes()
    assert len(page) <= OVERVIEW_BYTES
    assert len(gzip.compress(page, 9)) <= OVERVIEW_GZIPPED


def test_a_summary_leads_to_the_map_that_tells_all(pages: Path, visit: Callable[..., Any]) -> None:
    page = visit(pages / "overview.html", fragment="#lang=ur").page
    page.locator('.atlas-feature[data-feature="gabd-rimdan-gate"]').dispatch_event(
        "keydown", {"key": "Enter"}
    )
    link = page.locator(".atlas-details > p > a[href$='#lang=ur']")
    target = (link.get_attribute("href") or "").partition("#")[0]
    assert (pages / target).is_file()
    page.goto((pages / target).as_uri())
    assert page.locator('.atlas-feature[data-feature="gabd-rimdan-gate"]').count() == 1


def test_the_page_says_what_it_can_without_scripts(browser: Any, pages: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((pages / "markets.html").as_uri())
    told = page.locator("noscript table").inner_text()
    assert "Pishin–Mand border market" in told
    assert page.locator("h1").inner_text().strip()
    context.close()


def test_a_disputed_stretch_says_so(pages: Path, visit: Callable[..., Any]) -> None:
    """Both courses of the pipe's last stretch in Iran are drawn, and neither is vouched for."""
    page = visit(pages / "pipeline.html").page
    for section in ("ipi-chabahar-border", "ipi-iranshahr-border"):
        page.locator(f'.atlas-feature[data-feature="{section}"]').dispatch_event(
            "keydown", {"key": "Enter"}
        )
        told = page.locator(f'.atlas-details[data-feature="{section}"] section').first
        assert "Sources disagree" in told.inner_text()


def test_a_section_tells_of_its_whole_line(pages: Path, visit: Callable[..., Any]) -> None:
    """The pipeline's arbitration is said of no single stretch, and is found from each."""
    page = visit(pages / "pipeline.html").page
    page.locator('.atlas-feature[data-feature="ipi-border-gwadar"]').dispatch_event(
        "keydown", {"key": "Enter"}
    )
    told = page.locator(".atlas-details").text_content() or ""
    assert "The whole line: Iran–Pakistan gas pipeline" in told
    assert "arbitration" in told.partition("The whole line:")[2]
