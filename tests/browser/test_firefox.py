"""Every page in Firefox, from the disk, where the machine has one; by Mozilla's own driver."""

from __future__ import annotations

import gc
import shutil
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_access import OPENED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = shutil.which("firefox-esr") or shutil.which("firefox")

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="there is no Firefox on this machine")

# What the later controls leave behind, and the last of them among it: all were made.
LATER = """
  return {
    lang: document.documentElement.lang,
    dir: document.dir,
    search: document.querySelectorAll(".atlas-search input").length,
    table: document.querySelectorAll("#atlas-actions .atlas-tabler").length,
    share: document.querySelectorAll("#atlas-actions [aria-haspopup=dialog]").length > 0,
    drawn: [...document.querySelectorAll(".atlas-feature:not(.is-off)")]
      .filter((mark) => mark.getBoundingClientRect().width > 0).length > 0,
    labels: document.querySelectorAll(".atlas-label").length > 0,
    chosen: document.querySelector(".atlas-details")?.dataset.feature,
    inside: Boolean(document.activeElement.closest(".atlas-details")),
  };
"""

# Errors of scripts and of the policy of contents, as the browser's own log has them. It warns of
# what it does not know in the `allow` of a frame, which other browsers need.
LOGGED = """
  return Services.console.getMessageArray()
    .filter((one) => one instanceof Ci.nsIScriptError && one.sourceName.startsWith("file:"))
    .filter(({ flags }) => !(flags & Ci.nsIScriptError.warningFlag))
    .map(String);
"""

# Ink on the picture: how many colours it has, and how many of its dots are not the commonest.
INK = """
  const image = new Image();
  image.src = `data:image/png;base64,${arguments[0]}`;
  return image.decode().then(() => {
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, image.width, image.height);
    const seen = new Map();
    for (const dot of new Uint32Array(data.buffer)) seen.set(dot, (seen.get(dot) ?? 0) + 1);
    return [seen.size, 1 - Math.max(...seen.values()) / (data.length / 4)];
  });
"""


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Start it once, without a window, in a profile of its own."""
    folder = tmp_path_factory.mktemp("firefox")
    with unwarned():
        from marionette_driver.marionette import Marionette  # noqa: PLC0415 - where it is needed

        # Any port that is free, so that two may run side by side.
        driver = Marionette(bin=PROGRAM, headless=True, port=0, gecko_log=str(folder / "log"))
        driver.start_session()
    driver.set_window_rect(width=1280, height=800)
    yield driver
    with unwarned():
        driver.quit()
        driver.cleanup()
        del driver


@contextmanager
def unwarned() -> Iterator[None]:
    """Let the driver ask for the system's name by a way that is to go, and leave files open."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
        gc.collect()


def opened(firefox: Any, address: str, ready: str) -> dict[str, Any]:
    """Open an address, wait until there is what a selector says, and return what there is."""
    from marionette_driver.wait import Wait  # noqa: PLC0415 - as above

    # From page to page, lest it be a mere change of the fragment.
    firefox.navigate("about:blank")
    firefox.navigate(address)
    there = f"return Boolean(document.querySelector({ready!r}))"
    Wait(firefox, timeout=30).until(lambda driver: driver.execute_script(there))
    told: dict[str, Any] = firefox.execute_script(LATER)
    return told


def logged(firefox: Any) -> list[str]:
    with firefox.using_context("chrome"):
        messages: list[str] = firefox.execute_script(LOGGED)
    return messages


@pytest.mark.parametrize("language", ["en", "ur", "fa"])
def test_every_map_is_whole_in_firefox(language: str, pages: Path, firefox: Any) -> None:
    for name, key in OPENED.items():
        address = f"{(pages / name).as_uri()}.html#lang={language}&feature={key}"
        told = opened(firefox, address, ".atlas-details")
        assert told == {
            "lang": language,
            "dir": "ltr" if language == "en" else "rtl",
            "search": 1,
            "table": 1,
            "share": True,
            "drawn": True,
            "labels": True,
            "chosen": key,
            "inside": True,
        }
        assert logged(firefox) == []


@pytest.mark.parametrize("language", ["en", "ur", "fa"])
def test_the_other_pages_are_whole_in_firefox(language: str, pages: Path, firefox: Any) -> None:
    ready = f"html[lang={language}] #atlas-languages [lang={language}][aria-pressed=true]"
    for name in ("index", "promises", "embed-test"):
        told = opened(firefox, f"{(pages / name).as_uri()}.html#lang={language}", ready)
        assert told["dir"] == ("ltr" if language == "en" else "rtl")
        assert logged(firefox) == []


def test_firefox_opens_a_thing_by_enter_and_escape_returns(pages: Path, firefox: Any) -> None:
    from marionette_driver.keys import Keys  # noqa: PLC0415 - as above
    from marionette_driver.wait import Wait  # noqa: PLC0415 - as above

    opened(firefox, f"{(pages / 'markets').as_uri()}.html#lang=ur", ".atlas-label")
    firefox.execute_script(
        "document.querySelector('.atlas-feature[data-feature=pishin-mand]').focus()"
    )
    active = "return document.activeElement.closest('[data-feature]')?.dataset.feature"
    press(firefox, Keys.ENTER)
    assert firefox.execute_script(LATER)["chosen"] == "pishin-mand"
    assert firefox.execute_script(LATER)["inside"] is True
    press(firefox, Keys.ESCAPE)
    # The popup fades.
    Wait(firefox, timeout=30).until(lambda driver: not driver.execute_script(LATER)["chosen"])
    assert firefox.execute_script(active) == "pishin-mand"
    assert logged(firefox) == []


def press(firefox: Any, key: str) -> None:
    firefox.actions.sequence("key", "keyboard").key_down(key).key_up(key).perform()


def test_firefox_draws_what_can_be_seen(pages: Path, firefox: Any) -> None:
    """A map has land, sea, lines and letters; an empty one would be of very few colours."""
    opened(firefox, f"{(pages / 'overview').as_uri()}.html#lang=fa", ".atlas-label")
    view = firefox.find_element("id", "atlas-map")
    picture = firefox.screenshot(element=view)
    firefox.navigate("about:blank")
    colours, ink = firefox.execute_script(INK, script_args=(picture,))
    assert colours > 500
    assert ink > 0.3
