"""What a reader does with the keyboard alone, from the first Tab to the code in the article."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from geo.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]

DESK, PHONE = (1280, 800), (375, 812)

MOST = 400
"""No control is farther away than so many presses of Tab."""

# What has the focus, and whether that can be seen: by an outline, or by a halo on the map.
HERE = """
() => {
  const node = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(node);
  const halo = node.querySelector(":scope .atlas-halo");
  const [box] = node.getClientRects();
  return {
    lost: node === document.body,
    shown: (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2)
      || Boolean(halo && getComputedStyle(halo).stroke !== "none")
      // What is told of a thing takes the focus as a whole, framed already.
      || node.matches(".atlas-details, .atlas-table"),
    inside: Boolean(box) && box.right > 0 && box.bottom > 0
      && box.left < innerWidth && box.top < innerHeight,
    html: node.outerHTML.slice(0, 120),
  };
}
"""


class Reader:
    """One who has a keyboard and nothing else; the focus is looked at after every press."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            here = self.page.evaluate(HERE)
            assert not here["lost"], f"after {key} nothing has the focus"
            assert here["shown"], f"after {key} the focus is not seen: {here['html']}"
            # The map moves to what has the focus.
            self.page.wait_for_function(f"() => ({HERE})().inside", timeout=5000)

    def reach(self, selector: str, key: str = "Tab") -> None:
        """Press Tab until something has the focus."""
        for _ in range(MOST):
            if self.at(selector):
                return
            self.press(key)
        pytest.fail(f"{selector} is not reached by {key}")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def at(self, selector: str) -> bool:
        found: bool = self.page.evaluate(
            "(selector) => document.activeElement.matches(selector)", selector
        )
        return found

    def text(self, selector: str) -> str:
        return self.page.locator(selector).first.text_content() or ""


def _printed(page: Page, day: str) -> str:
    """Return what `sarhad embed` prints of what a page shows, in Urdu."""
    layers = page.url.partition("layers=")[2].partition("&")[0]
    extent = page.locator(".atlas-share select[name=extent]").input_value()
    asked = ["--lang", "ur", "--date", day, *(["--layers", layers] if layers else [])]
    asked += ["--bbox", *extent.split(",")] if extent else []
    # From a disk, a page does not know where it is published, and names its file.
    command = ["embed", "overview", str(ROOT), "--url", "http://a.example", *asked]
    printed = CliRunner().invoke(main, command)
    assert printed.exit_code == 0, printed.output
    return printed.stdout.rstrip("\n").replace("http://a.example/", "")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=str)
def test_gabd_rimdan_is_found_read_and_taken_along(
    size: tuple[int, int], pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / "overview.html", size)
    page: Page = seen.page
    page.locator(".atlas-tabler").wait_for(state="attached")
    reader = Reader(page)

    # Found by another spelling, and its sources are read.
    reader.reach("[role=combobox]")
    reader.type("gabd reemdan")
    reader.press("ArrowDown", "Enter")
    assert "Gabd–Rimdan" in reader.text(".atlas-details h2")
    assert reader.at(".atlas-details")
    reader.reach(".atlas-details summary")
    unfolded = "() => document.activeElement.parentNode.open"
    before = page.evaluate(unfolded)
    reader.press("Enter")
    assert page.evaluate(unfolded) is not before
    reader.reach(".atlas-details a[href^=http]")
    assert page.evaluate("() => document.activeElement.target") == "_blank"
    reader.press("Escape")
    page.locator(".atlas-details").wait_for(state="hidden")
    assert reader.at(".atlas-feature[data-feature^=gabd-rimdan]")

    # In Urdu, which is said.
    reader.reach("#atlas-languages [lang=ur]", "Shift+Tab")
    reader.press("Enter")
    assert page.evaluate("() => [document.documentElement.lang, document.dir]") == ["ur", "rtl"]
    assert reader.text("#atlas-aloud") == "اردو"

    # A step back in time, by the button and by the arrow; the years run to the left.
    reader.reach("#atlas-time .atlas-steps button")
    reader.press("Enter")
    told = reader.text("#atlas-time [role=status]")
    assert told
    assert told == page.locator("#atlas-time input").get_attribute("aria-valuetext")
    reader.reach("#atlas-time input")
    reader.press("ArrowRight")
    earlier = page.locator("#atlas-time input").get_attribute("aria-valuetext")
    assert earlier not in ("", told)
    day = page.url.partition("date=")[2].partition("&")[0]
    as_of = "L.atlasPayload(document.getElementById('atlas-payload').textContent).map.as_of"
    assert "2000-01-01" < day < page.evaluate(as_of)

    # The code for an article is that of the command.
    reader.reach("#atlas-actions [aria-haspopup=dialog]", "Shift+Tab")
    reader.press("Enter")
    reader.reach("dialog form.atlas-options + .atlas-row textarea")
    code = page.evaluate("() => document.activeElement.value")
    # What has the focus is chosen whole, to be copied by its keys too.
    assert page.evaluate("() => getSelection().toString().length") == len(code)
    reader.press("Tab", "Enter")
    page.locator("dialog [role=status]:not(:empty)").wait_for()
    assert code == _printed(page, day)
    reader.press("Escape")
    assert reader.at("#atlas-actions button")
    assert seen.messages == []
    assert seen.requests == []


def test_the_table_is_opened_sorted_sifted_and_leads_to_the_map(
    pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / "markets.html")
    page: Page = seen.page
    page.locator(".atlas-tabler").wait_for(state="attached")
    reader = Reader(page)

    # Two links lead over all that stands before.
    reader.press("Tab")
    assert reader.at("#atlas-skip")
    reader.press("Enter")
    assert reader.at("#atlas-map")
    reader.reach(".atlas-skip", "Shift+Tab")
    reader.press("Enter")
    assert reader.at("#atlas-table")
    assert page.locator("#atlas-table").is_visible()

    reader.reach(".atlas-sift input")
    reader.type("pishin")
    rows = page.locator("#atlas-table tr[data-id]")
    assert 0 < rows.count() < 10
    reader.reach("#atlas-table th button")
    reader.press("Enter")
    head = page.locator("#atlas-table th[aria-sort]").first
    assert head.get_attribute("aria-sort") == "ascending"
    reader.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    reader.reach("#atlas-table tr[data-id=pishin-mand] .atlas-fold")
    reader.press("Enter")
    assert "Sources" in reader.text("#atlas-more-pishin-mand")
    reader.reach("#atlas-more-pishin-mand a[href^=http]")
    reader.reach("#atlas-table tr[data-id=pishin-mand] [aria-haspopup]", "Shift+Tab")
    reader.press("Enter")
    assert reader.at(".atlas-details[data-feature=pishin-mand]")
    reader.press("Escape")
    assert reader.at("tr[data-id=pishin-mand] [aria-haspopup]")
    reader.reach(".atlas-sift > div button", "Shift+Tab")
    reader.press("Enter")
    assert page.locator("#atlas-table").is_hidden()
    assert reader.at(".atlas-tabler")
    assert seen.messages == []
