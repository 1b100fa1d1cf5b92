"""``sarhad show``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from geo.commands.console import OUT, checked_day, guarded, print_json
from geo.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.register import Entry
    from geo.show import Shown
    from geo.speech import Digits


class Asked(NamedTuple):
    """What is to be shown, of which project; of which day, in which language and digits."""

    name: str | None
    folder: Path
    day: str | None
    language: str
    digits: Digits


@click.command()
@click.argument("arguments", metavar="[ID] [DIR]", nargs=-1)
@click.option(
    "--as-of", "day", metavar="DAY", callback=checked_day, help="Show what stood on a day."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--lang", "language", type=click.Choice(["en", "fa", "ur"]), default="en", show_default=True
)
@click.option(
    "--digits",
    type=click.Choice(["auto", "latn", "local"]),
    default="auto",
    show_default=True,
    help="Write numbers in 0-9 or in the language's own digits.",
)
@click.pass_obj
def show(debug: bool, /, arguments: tuple[str, ...], **options: Any) -> None:  # noqa: FBT001 - click passes options by name
    """Show all that is known of a thing, and who says so.

    ID is that of anything on the map, of a whole line, a matter, a promise or
    a source; or a name that one thing alone has, in any spelling. Left out,
    everything is listed with its kind and its status.
    """

    def run() -> int:
        name, folder = _split(arguments)
        asked = Asked(name, folder, options["day"], options["language"], options["digits"])
        _show(asked, as_json=options["as_json"])
        return 0

    sys.exit(guarded(run, debug=debug))


def _split(arguments: tuple[str, ...]) -> tuple[str | None, Path]:
    """Return what is asked for, and the folder; alone, the folder of a project is a folder."""
    from geo.atlas import SETTINGS  # noqa: PLC0415 - `sarhad --help` need not load it

    match arguments:
        case ():
            return None, Path()
        case (folder,) if folder in (".", "..") or (Path(folder) / "seeds" / SETTINGS).is_file():
            return None, Path(folder)
        case (name,):
            return name, Path()
        case (name, folder) if Path(folder).is_dir():
            return name, Path(folder)
        case (_, folder):
            msg = f"{folder}: there is no such folder"
            raise RequestError(msg)
    msg = f"one thing at a time; found {', '.join(arguments)}"
    raise RequestError(msg)


def _show(asked: Asked, *, as_json: bool) -> None:
    from geo import layers  # noqa: PLC0415 - as above
    from geo import project as projects  # noqa: PLC0415 - as above
    from geo.register import find, register  # noqa: PLC0415 - as above
    from geo.show import Shown, account, listing  # noqa: PLC0415 - as above

    project = projects.open_project(projects.find_root(asked.folder))
    shown = Shown(project.atlas, layers.build(project.atlas))
    known = register(*shown)
    if asked.day:
        earlier = projects.at(project, asked.day).atlas
        shown = Shown(earlier, layers.build(earlier))
    told = listing(shown, known) if asked.name is None else account(shown, find(known, asked.name))
    if as_json:
        print_json(told)
    else:
        _print(shown, told, known.values(), asked)


def _print(shown: Shown, told: Any, known: Iterable[Entry], asked: Asked) -> None:
    from geo import terminal  # noqa: PLC0415 - as above

    words = terminal.Words(shown.atlas, asked.language, asked.digits)
    sources = sum(entry.kind == "source" for entry in known)
    if isinstance(told, list):
        terminal.put(OUT, terminal.listing(words, told, sources))
    else:
        terminal.put(OUT, terminal.tell(words, told))
