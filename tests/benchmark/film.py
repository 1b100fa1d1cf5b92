"""Films a page as it loads, and finds the first frame that shows a feature."""

from __future__ import annotations

import base64
import io
import time
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from tests.benchmark.pixels import shows

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from playwright.sync_api import BrowserContext, Page

LOOK_MS = 100
"""How often the newest frame is looked at; the time told is the frame's own."""


def picture(content: bytes) -> NDArray[np.uint8]:
    """Return a PNG as rows of columns of red, green and blue."""
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))


class Film:
    """The frames that the browser has shown of a page, each with the moment it was shown at."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self._page = page
        self._frames: list[tuple[float, bytes]] = []
        self._camera = context.new_cdp_session(page)
        self._camera.on("Page.screencastFrame", self._keep)
        self._camera.send("Page.startScreencast", {"format": "png"})

    def _keep(self, frame: dict[str, Any]) -> None:
        self._frames.append((frame["metadata"]["timestamp"] * 1000, frame["data"]))
        self._camera.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

    def first(self, colour: tuple[int, int, int], limit_s: float) -> float | None:
        """Return when a colour was first seen, in ms since the navigation began; None if never."""
        end = time.monotonic() + limit_s
        looked_at = 0
        while time.monotonic() < end:
            count = len(self._frames)
            if count > looked_at and self._has(count - 1, colour):
                self._camera.send("Page.stopScreencast")
                began: float = self._page.evaluate("() => performance.timeOrigin")
                seen = next(at for at in range(looked_at, count) if self._has(at, colour))
                return self._frames[seen][0] - began
            looked_at = count
            self._page.wait_for_timeout(LOOK_MS)
        return None

    def _has(self, at: int, colour: tuple[int, int, int]) -> bool:
        return shows(picture(base64.b64decode(self._frames[at][1])), colour)
