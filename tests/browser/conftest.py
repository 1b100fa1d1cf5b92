"""Real pages in a real browser: every built map, with the network off."""

from __future__ import annotations

import threading
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from geo import project as projects
from tests.browser_program import DESK, launch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import ConsoleMessage, Request

ROOT = Path(__file__).parents[2]

NOTE_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`));
"""


@dataclass
class Visit:
    """A page that was opened, and everything it asked for or complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build all maps of the real atlas into a folder of their own."""
    folder = tmp_path_factory.mktemp("maps")
    project = projects.open_project(ROOT)
    for path, text in projects.outputs(project, "maps").items():
        (folder / path.name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and keeps the log of it to itself."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the overridden
        del format, args


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback while the block runs; gives its origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def maps_site(pages: Path) -> Iterator[str]:
    """Return the origin where the maps are published."""
    with serving(pages) as origin:
        yield origin


@pytest.fixture
def article(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Open an article of one's own, on an origin of its own, and listen to all that it does."""
    with ExitStack() as stack:
        site = stack.enter_context(serving(tmp_path))

        def open_article(body: str, head: str = "", width: int = 1280) -> Visit:
            icon = '<link rel="icon" href="data:,">'
            text = f"<!doctype html><html lang=en><title>Article</title>{icon}{head}<body>{body}"
            (tmp_path / "article.html").write_text(text, encoding="utf-8")
            context = browser.new_context(viewport={"width": width, "height": 900})
            stack.callback(context.close)
            return go(context.new_page(), f"{site}/article.html")

        yield open_article


def go(page: Page, url: str) -> Visit:
    """Open an address and note what the page asks for and complains of."""
    visited = Visit(page)
    page.on("request", lambda request: visited.requests.append(request.url))
    page.on("console", lambda message: visited.messages.append(message.text))
    page.on("pageerror", lambda error: visited.messages.append(str(error)))
    page.add_init_script(NOTE_VIOLATIONS)
    page.goto(url)
    return visited


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open a file without a network and listen to all that it does."""
    contexts = []

    def open_file(path: Path, size: tuple[int, int] = DESK, fragment: str = "") -> Visit:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True)
        contexts.append(context)
        page = context.new_page()
        visited = Visit(page)

        def note_request(request: Request) -> None:
            if request.url.partition("#")[0] != path.as_uri():
                visited.requests.append(request.url)

        def note_message(message: ConsoleMessage) -> None:
            visited.messages.append(message.text)

        page.on("request", note_request)
        page.on("console", note_message)
        page.on("pageerror", lambda error: visited.messages.append(str(error)))
        page.add_init_script(NOTE_VIOLATIONS)
        page.goto(f"{path.as_uri()}{fragment}")
        page.wait_for_load_state("load")
        return visited

    yield open_file
    for context in contexts:
        context.close()
