"""The browser of the browser tests, the benchmark and the README's picture."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

DESK, PHONE = (1280, 800), (375, 812)


def program() -> str | None:
    """Return the path of a Chromium on this machine; None leaves it to Playwright."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    """Start it without a window."""
    return playwright.chromium.launch(executable_path=program(), args=FLAGS)
