"""Takes the pictures of README and style guide: ``python -m tests.picture docs``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from playwright.sync_api import sync_playwright

from tests.browser_program import DESK, launch
from tests.style import sheets

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = Path(__file__).parents[1] / "maps" / "overview.html"


def take(browser: Browser, page: Path, picture: Path) -> None:
    """Save what a reader with a desk's window and a light theme sees first of a page."""
    context = browser.new_context(
        viewport={"width": DESK[0], "height": DESK[1]},
        color_scheme="light",
        reduced_motion="reduce",
        offline=True,
    )
    opened = context.new_page()
    opened.goto(page.as_uri())
    opened.wait_for_function(sheets.DRAWN)
    picture.parent.mkdir(parents=True, exist_ok=True)
    opened.screenshot(path=picture, animations="disabled")
    context.close()


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def main(folder: Path) -> None:
    """Take pictures of the built overview: FOLDER/overview.png and those in FOLDER/style."""
    if not PAGE.is_file():
        msg = f"{PAGE.name} is not built; run `sarhad build` first"
        raise click.ClickException(msg)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        take(browser, PAGE, folder / "overview.png")
        for picture in sheets.take(browser, PAGE, folder / "style"):
            click.echo(f"{picture}: {picture.stat().st_size:,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
