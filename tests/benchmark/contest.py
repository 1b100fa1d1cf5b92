"""Visits to the pages of several tools, ours among them, all by one measure."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from tests.benchmark.film import Film, picture
from tests.benchmark.pan import WATCH, pan
from tests.benchmark.pixels import shows
from tests.benchmark.scores import Visit
from tests.benchmark.visits import Conduct, Setting, elsewhere, listen, open_context, serve

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.benchmark.supply import Supply

AXE = (resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")

ASK_AXE = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
  return violations.map(({ id, nodes }) => [id, nodes.length]);
}"""

LIMIT_S = 120
"""A page that has drawn nothing by then is held to draw nothing."""

SETTLED_MS = 1500

UNPLUGGED_MS = 5000
"""How long a page without a network is given to draw what it can."""


@dataclass(frozen=True)
class Contender:
    """A page in the contest: whose it is, where, and the colour that its features have."""

    tool: str
    version: str
    path: Path
    colour: tuple[int, int, int]


def visit(browser: Browser, contender: Contender, setting: Setting, supply: Supply) -> Visit:
    """Open a page that the browser has never seen, wait for a feature, and drag the map."""
    context = open_context(browser, setting)
    serve(context, supply)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": setting.slowdown})
    page.add_init_script(WATCH)
    film = Film(context, page)
    page.goto(contender.path.as_uri(), wait_until="commit")
    drawn = film.first(contender.colour, LIMIT_S)
    dragged = None
    if drawn is not None:
        dragged = pan(page)
    context.close()
    return Visit(drawn, dragged)


def conduct(
    browser: Browser, contender: Contender, setting: Setting, supply: Supply
) -> tuple[Conduct, dict[str, int]]:
    """Open a page with everything answered; return what it did, and axe's rules that it breaks."""
    context = open_context(browser, setting)
    serve(context, supply)
    page = context.new_page()
    seen = listen(page)
    film = Film(context, page)
    page.goto(contender.path.as_uri())
    film.first(contender.colour, LIMIT_S)
    page.wait_for_timeout(SETTLED_MS)
    page.evaluate(AXE)
    violations: list[tuple[str, int]] = page.evaluate(ASK_AXE)
    context.close()
    return seen, dict(violations)


def unplugged(browser: Browser, contender: Contender, setting: Setting) -> bool:
    """Tell whether a page draws a feature with the network off, by a picture of it."""
    context = open_context(browser, setting, offline=True)
    page = context.new_page()
    page.goto(contender.path.as_uri())
    page.wait_for_timeout(UNPLUGGED_MS)
    seen = shows(picture(page.screenshot()), contender.colour)
    context.close()
    return seen


def lacking(seen: Conduct, supply: Supply) -> list[str]:
    """Return the addresses asked for that could not be had."""
    return sorted({url for url in seen.requests if elsewhere(url) and supply.lacks(url)})
