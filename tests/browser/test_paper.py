"""What a page is on paper: printed by the browser, and read again from the PDF."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from geo import project as projects
from geo.records import Market
from tests.browser.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

MM = 72 / 25.4
"""Points in a millimetre."""


def printed(page: Page) -> PdfReader:
    page.locator(".atlas-label").first.wait_for(state="attached")
    return PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True)))


def squeezed(text: str) -> str:
    """Return a text without the spaces that line breaks bring."""
    return re.sub(r"\s", "", text)


def words_of(paper: PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in paper.pages))


def test_paper_has_map_legend_sources_and_address(pages: Path, visit: Callable[..., Any]) -> None:
    visited = visit(pages / "overview.html", fragment="#layers=markets,frontier")
    paper = printed(visited.page)
    text = words_of(paper)
    assert "The Iran–Pakistan frontier and what crosses it" in text
    assert "As of 22 November 2026" in text
    # Names on the map, what they mean, and how sure they are.
    for word in ("Gabd–Rimdan border market", "Border markets", "Position accuracy"):
        assert word in text
    assert "overview.html#layers=markets,frontier" in squeezed(text)
    # Every source of what is on view, with where it is to be found.
    atlas = projects.open_project(ROOT).atlas
    for market in atlas.of(Market).values():
        for source in market.position.sources:
            assert squeezed(atlas.sources[source].publisher) in squeezed(text)
            assert squeezed(str(atlas.sources[source].url or "")) in squeezed(text)
    # What cannot be pressed on paper is not there.
    assert "Zoom" not in text
    assert visited.messages == []


def test_what_is_off_is_not_printed(pages: Path, visit: Callable[..., Any]) -> None:
    text = words_of(printed(visit(pages / "overview.html", fragment="#layers=frontier").page))
    assert "Frontier" in text
    assert "Gas pipeline" not in text


@pytest.mark.parametrize("language", ["en", "ur", "fa"])
def test_the_map_is_whole_on_the_first_sheet(
    pages: Path, visit: Callable[..., Any], language: str
) -> None:
    page = visit(pages / "frontier.html", fragment=f"#lang={language}").page
    paper = printed(page)
    width, height = (float(side) for side in paper.pages[0].mediabox[2:])
    # A4 is 210 mm by 297 mm.
    assert (width / MM, height / MM) == pytest.approx((210, 297), abs=1)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    box = page.locator("#atlas-map").bounding_box()
    assert box is not None
    # The sheet has 182 mm between its margins; a CSS millimetre is 96/25.4 pixels.
    assert box["width"] == pytest.approx(182 * 96 / 25.4, abs=1)
    assert box["y"] + box["height"] < (297 - 28) * 96 / 25.4


def test_after_printing_the_page_is_as_before(pages: Path, visit: Callable[..., Any]) -> None:
    page = visit(pages / "overview.html").page
    page.locator(".atlas-label").first.wait_for(state="attached")
    before = page.locator("#atlas-map").bounding_box()
    page.pdf(format="A4")
    assert page.locator("#atlas-map").bounding_box() == before
    assert page.locator("#atlas-paper").inner_text() == ""
    assert "#" not in page.url
