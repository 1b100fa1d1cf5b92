"""A reader's minute on every page, in every frame: nothing is asked of a network, nothing said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_access import OPENED, another_day, kept, popup, share, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Frame

NAMES = (*OPENED, "promises", "index", "embed-test")


def minute(frame: Frame, name: str) -> None:
    """Read a thing, the table and another day, change language, and look at what can be shared."""
    # A frame is asked as a page is.
    inside: Any = frame
    frame.locator("#atlas-languages [lang=ur]").wait_for()
    if name in OPENED:
        inside.locator(".atlas-tabler").wait_for(state="attached")
        popup(inside, name)
        frame.locator(".atlas-close button").first.press("Enter")
        table(inside, name)
        another_day(inside, name)
        frame.locator("#atlas-panel input[type=checkbox]").first.click()
        share(inside, name)
        frame.locator("dialog form.atlas-options + .atlas-row button").press("Enter")
        frame.locator("dialog [role=status]:not(:empty)").wait_for()
        frame.locator("dialog h2 + button").click()
    elif name == "promises":
        kept(inside, name)
    frame.locator("#atlas-languages [lang=ur]").click()
    frame.locator("html[lang=ur]").wait_for(state="attached")


@pytest.mark.parametrize("sandbox", ["", "sandbox=allow-scripts"], ids=["open", "sandboxed"])
def test_a_minute_in_a_frame_on_the_web_is_silent(
    sandbox: str, article: Callable[..., Any], maps_site: str
) -> None:
    seen = article(f'<iframe {sandbox} name="map" title="Map" width="1200" height="800"></iframe>')
    for name in NAMES:
        address = f"{maps_site}/{name}.html"
        seen.page.evaluate(
            "(address) => { document.querySelector('iframe').src = address; }", address
        )
        frame = seen.page.frame(name="map")
        frame.wait_for_url(f"{address}**")
        minute(frame, name)
        assert seen.messages == []
    # A page asks for no more than itself; that of embedded maps has maps in its frames.
    pages = {f"{maps_site}/{name}.html" for name in NAMES}
    foreign = {url.partition("#")[0].partition("?")[0] for url in seen.requests} - pages
    assert {url for url in foreign if not url.endswith("/article.html")} == set()


def test_a_minute_with_a_page_from_the_disk_is_silent(
    pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / "index.html")
    for name in NAMES:
        seen.page.goto("about:blank")
        seen.page.goto(f"{(pages / name).as_uri()}.html")
        minute(seen.page.main_frame, name)
        assert seen.messages == []
    asked = {url.partition("#")[0].partition("?")[0] for url in seen.requests}
    assert asked <= {"about:blank", *(f"{(pages / name).as_uri()}.html" for name in NAMES)}
