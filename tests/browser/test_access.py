"""What automatic checks can say of access: axe-core at WCAG 2.2 AA, and weight on a thin line."""

from __future__ import annotations

import gzip
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]

PAGES = sorted(path.stem for path in (ROOT / "maps").glob("*.toml"))

AXE = (resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

RUN = """
async (tags) => {
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
}
"""

OPEN_A_MARK = """
() => document.querySelector(".atlas-feature[data-kind=frontier], .atlas-feature")
  .dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }))
"""

DESK, PHONE = (1280, 800), (375, 812)

OVERVIEW_BYTES, OVERVIEW_GZIPPED = 600_000, 160_000
"""The budget of the overview, in bytes; docs/benchmarks.md has where they go."""


@pytest.mark.parametrize(("size", "language"), [(DESK, "en"), (DESK, "ur"), (PHONE, "fa")], ids=str)
@pytest.mark.parametrize("name", [*PAGES, "index"])
def test_axe_finds_nothing(
    name: str, size: tuple[int, int], language: str, pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / f"{name}.html", size, f"#lang={language}").page
    page.evaluate(AXE)
    assert page.evaluate(RUN, RULES) == []
    if name != "index":
        page.evaluate(OPEN_A_MARK)
        page.locator(".atlas-details").wait_for()
        assert page.evaluate(RUN, RULES) == []


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
