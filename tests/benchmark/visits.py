"""Visits to a page in the browser: how fast it is, what it asks for, what it complains of."""

from __future__ import annotations

import json
import mimetypes
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import TimeoutError as NotInTime

from geo.errors import MapError

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import (
        Browser,
        BrowserContext,
        ConsoleMessage,
        Page,
        Request,
        Route,
    )

    Answer = Callable[[str], bytes | None]

WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")

SETTLED_MS = 1500
"""How long a page without a network is given to draw what it can."""


@dataclass(frozen=True)
class Subject:
    """A page to visit, and by which selectors its features and its popup are found."""

    path: Path
    feature: str
    popup: str


@dataclass(frozen=True)
class Setting:
    """The screen and the processor that a page is visited with."""

    size: tuple[int, int]
    slowdown: int = 1


@dataclass(frozen=True)
class Times:
    """Milliseconds from the start of the navigation."""

    drawn: float
    answered: float


@dataclass
class Conduct:
    """What a page did when it was opened and left alone."""

    features: int = 0
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    @property
    def hosts(self) -> Counter[str]:
        """How many requests went to each host."""
        return Counter(urlsplit(url).netloc for url in self.requests)


def time_visit(browser: Browser, subject: Subject, setting: Setting, answer: Answer) -> Times:
    """Open a page in a browser that has never seen it, and click on its first feature."""
    context = open_context(browser, setting)
    serve(context, answer)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": setting.slowdown})
    wanted = json.dumps({"feature": subject.feature, "popup": subject.popup})
    page.add_init_script(f"{WATCH}\nwatchPage({wanted});")
    page.goto(subject.path.as_uri())
    try:
        page.wait_for_function("() => window.benchmark")
    except NotInTime as error:
        msg = f"{subject.path.name}: it draws no feature, or answers no click on the first one"
        raise MapError(msg) from error
    told = page.evaluate("() => window.benchmark")
    context.close()
    return Times(told["drawn"], told["answered"])


def observe(browser: Browser, subject: Subject, answer: Answer | None) -> Conduct:
    """Open a page and note its conduct; without an answer the network is off."""
    context = open_context(browser, Setting((1280, 800)), offline=answer is None)
    if answer is not None:
        serve(context, answer)
    page = context.new_page()
    seen = listen(page)
    page.goto(subject.path.as_uri())
    page.wait_for_timeout(SETTLED_MS)
    seen.features = page.locator(f"{subject.feature}:visible").count()
    context.close()
    return seen


def listen(page: Page) -> Conduct:
    """Return what a page will have done; it fills as the page does it."""
    seen = Conduct()

    def note_request(request: Request) -> None:
        if elsewhere(request.url):
            seen.requests.append(request.url)

    def note_message(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            seen.messages.append(message.text)

    page.on("request", note_request)
    page.on("console", note_message)
    page.on("pageerror", lambda error: seen.messages.append(str(error)))
    return seen


def open_context(browser: Browser, setting: Setting, *, offline: bool = False) -> BrowserContext:
    """Return a fresh profile with a setting's window."""
    width, height = setting.size
    return browser.new_context(viewport={"width": width, "height": height}, offline=offline)


def elsewhere(url: str) -> bool:
    """Tell whether an address is on another machine."""
    return urlsplit(url).scheme in ("http", "https")


def serve(context: BrowserContext, answer: Answer) -> None:
    """Answer what pages ask of other machines from this one; what cannot be had fails at once."""
    context.route(elsewhere, lambda route: _fulfil(route, answer(route.request.url)))


def _fulfil(route: Route, body: bytes | None) -> None:
    if body is None:
        route.abort()
        return
    kind, _ = mimetypes.guess_type(urlsplit(route.request.url).path)
    # An address without a suffix is that of an ES module; any page may load any file.
    headers = {"Access-Control-Allow-Origin": "*"}
    route.fulfill(body=body, content_type=kind or "text/javascript", headers=headers)
