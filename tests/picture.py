"""Takes the README's picture of the overview: ``python -m tests.picture OUT.png``."""

from __future__ import annotations

from pathlib import Path

import click
from playwright.sync_api import sync_playwright

from tests.browser_program import DESK, launch

PAGE = Path(__file__).parents[1] / "maps" / "overview.html"

DRAWN = "() => document.querySelector('.atlas-label') && document.fonts.status === 'loaded'"


def take(page: Path, picture: Path) -> None:
    """Save what a reader with a desk's window and a light theme sees first of a page."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        context = browser.new_context(
            viewport={"width": DESK[0], "height": DESK[1]},
            color_scheme="light",
            reduced_motion="reduce",
            offline=True,
        )
        opened = context.new_page()
        opened.goto(page.as_uri())
        opened.wait_for_function(DRAWN)
        picture.parent.mkdir(parents=True, exist_ok=True)
        opened.screenshot(path=picture, animations="disabled")
        browser.close()


@click.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def main(out: Path) -> None:
    """Take a picture of the built overview and save it as OUT, a PNG file."""
    if not PAGE.is_file():
        msg = f"{PAGE.name} is not built; run `sarhad build` first"
        raise click.ClickException(msg)
    take(PAGE, out)


if __name__ == "__main__":
    main()
