"""``sarhad figure``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo.commands.console import FOLDER, OUT, checked_day, guarded
from geo.errors import RequestError

if TYPE_CHECKING:
    from geo.figures.canvas import Format

FORMATS = ("svg", "png", "pdf")


@click.command()
@click.argument("map_id", metavar="MAP")
@FOLDER
@click.option(
    "--output",
    "-o",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to write; the ending says what: .svg, .png or .pdf.",
)
@click.option(
    "--lang", "language", type=click.Choice(["en", "ur", "fa"]), default="en", show_default=True
)
@click.option(
    "--size",
    default="print",
    show_default=True,
    metavar="print|card|WxH",
    help="180 mm wide, 1200 by 630 pixels, pixels as 1600x900, or millimetres as 90x120mm.",
)
@click.option(
    "--as-of", "day", metavar="DAY", callback=checked_day, help="Draw what stood on a day."
)
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True)
@click.pass_obj
def figure(debug: bool, /, map_id: str, folder: Path, **asked: Any) -> None:  # noqa: FBT001 - click passes options by name
    """Draw a map as a still figure for print or for a social card.

    MAP is the id of a map in maps/. The figure has the map's title, legend,
    scale, locator and credit, and the fonts of this machine. In SVG text stays
    text; in PDF its fonts are embedded.
    """

    def run() -> int:
        form = _form(asked["output"])
        _draw(map_id, folder, form, asked)
        OUT.print(f"{asked['output']} drawn.", markup=False)
        return 0

    sys.exit(guarded(run, debug=debug))


def _form(output: Path) -> Format:
    """Return what a file is to be, by its ending."""
    for form in FORMATS:
        if output.suffix.lower() == f".{form}":
            return form  # type: ignore[return-value]  # one of them
    msg = f"{output}: a figure is .svg, .png or .pdf; end the name with one of these"
    raise RequestError(msg)


def _draw(map_id: str, folder: Path, form: Format, asked: dict[str, Any]) -> None:
    from geo import layers  # noqa: PLC0415 - `sarhad --help` need not load it
    from geo import project as projects  # noqa: PLC0415 - as above
    from geo.figures.figure import Request, Subject, draw  # noqa: PLC0415 - as above
    from geo.files import write_files  # noqa: PLC0415 - as above

    project = projects.open_project(projects.find_root(folder))
    definition = projects.named_map(project, map_id)
    if asked["day"]:
        project = projects.at(project, asked["day"])
    subject = Subject(project.atlas, layers.build(project.atlas), definition)
    request = Request(form, asked["language"], asked["size"], asked["theme"])
    write_files({asked["output"]: draw(subject, request)})
