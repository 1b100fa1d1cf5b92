"""``sarhad embed``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from geo.commands.console import FOLDER, checked_day, guarded

if TYPE_CHECKING:
    from pathlib import Path

    from geo.embedding import Options


@click.command()
@click.argument("map_id", metavar="MAP")
@FOLDER
@click.option("--url", default="", help="Where the maps are published: https://example.org/maps")
@click.option(
    "--lang", "language", type=click.Choice(["en", "fa", "ur"]), default="en", show_default=True
)
@click.option("--layers", default="", help="Only these layers, parted by commas; none for none.")
@click.option("--date", "day", metavar="DAY", callback=checked_day, help="As it stood on a day.")
@click.option(
    "--bbox", "extent", nargs=4, type=float, metavar="W S E N", help="Only this window, in degrees."
)
@click.option("--feature", metavar="ID", help="With this thing opened.")
@click.option("--theme", type=click.Choice(["auto", "light", "dark"]), default="auto")
@click.option("--height", type=int, default=560, show_default=True, help="Pixels, to begin with.")
@click.option("--parent", metavar="ORIGIN", help="Whose page is told the height that fits.")
@click.option("--no-frame", is_flag=True, help="A picture and a link, for where no frame may be.")
@click.pass_obj
def embed(debug: bool, /, map_id: str, folder: Path, **asked: Any) -> None:  # noqa: FBT001 - click passes options by name
    """Print the HTML that puts a map into an article.

    MAP is the name of a file in maps/, without its ending. The page itself
    writes the same under Share.
    """

    def run() -> int:
        from geo import embedding  # noqa: PLC0415 - `sarhad --help` need not load it

        options = embedding.Options(
            language=asked["language"],
            layers=tuple(filter(None, map(str.strip, asked["layers"].split(",")))),
            day=asked["day"],
            feature=asked["feature"],
            extent=asked["extent"],
            theme=None if asked["theme"] == "auto" else asked["theme"],
            parent=asked["parent"],
            height=asked["height"],
            url=asked["url"],
        )
        sys.stdout.buffer.write(f"{_snippet(folder, map_id, options, asked)}\n".encode())
        return 0

    sys.exit(guarded(run, debug=debug))


def _snippet(folder: Path, map_id: str, options: Options, asked: dict[str, Any]) -> str:
    from geo import embedding, layers  # noqa: PLC0415 - as above
    from geo import project as projects  # noqa: PLC0415 - as above

    project = projects.open_project(projects.find_root(folder))
    definition = projects.named_map(project, map_id)
    built = layers.build(project.atlas)
    embedding.check(options, embedding.offer(project.atlas, built, definition))
    shown = embedding.shown(project.atlas, built, definition, options.language)
    return (embedding.picture if asked["no_frame"] else embedding.frame)(shown, options)
