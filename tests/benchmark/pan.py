"""The same drag on every page, and how long the page was kept busy by it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import TimeoutError as NotInTime

from tests.benchmark.film import picture
from tests.benchmark.pixels import differ

if TYPE_CHECKING:
    from playwright.sync_api import Page

WATCH = Path(__file__).with_name("pan.js").read_text(encoding="utf-8")

STEPS = 8
"""Moves of the pointer on each leg of the way, a frame apart."""

FRAME_MS = 16

LEGS = ((-0.2, 0.0), (0.0, -0.15), (0.2, 0.1), (-0.1, 0.05))
"""Shares of the window's width and height; the map ends a tenth of the width away."""

QUIET = "() => performance.now() - Math.max(0, ...longTasks.map(([at, ms]) => at + ms)) > 1000"
"""A page that has loaded may still be at work; the drag begins when that is over."""

PATIENCE_MS = 30_000

AFTER_MS = 500
"""What the end of the drag sets off is counted for so long."""


class Pan(NamedTuple):
    """What the drag did: how many long tasks, how many ms together, whether the map moved."""

    tasks: int
    busy_ms: float
    moved: bool


def pan(page: Page) -> Pan:
    """Drag the map along the way, from the middle of the window."""
    size = page.viewport_size
    assert size is not None  # every context here has one
    x, y = size["width"] / 2, size["height"] / 2
    # A page that never rests is dragged all the same.
    with contextlib.suppress(NotInTime):
        page.wait_for_function(QUIET, timeout=PATIENCE_MS)
    before = picture(page.screenshot())
    page.mouse.move(x, y)
    start: float = page.evaluate("() => performance.now()")
    page.mouse.down()
    for right, down in LEGS:
        for _ in range(STEPS):
            x += right * size["width"] / STEPS
            y += down * size["height"] / STEPS
            page.mouse.move(x, y)
            page.wait_for_timeout(FRAME_MS)
    page.mouse.up()
    page.wait_for_timeout(AFTER_MS)
    told: list[tuple[float, float]] = page.evaluate("() => globalThis.longTasks")
    durations = [duration for began, duration in told if began >= start]
    return Pan(len(durations), sum(durations), differ(before, picture(page.screenshot())))
