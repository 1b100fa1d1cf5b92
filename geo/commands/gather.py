"""``sarhad gather``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from geo.commands.console import ERR, FOLDER, OUT, guarded


@click.command()
@FOLDER
@click.option(
    "--store",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the downloaded packages in this folder; left out, they go when it is done.",
)
@click.pass_obj
def gather(debug: bool, folder: Path, store: Path | None) -> None:  # noqa: FBT001 - click passes it
    """Take geometry out of published data packages, by the recipes in seeds/gather.

    For maintainers: this alone reaches the network. What it writes into
    seeds/geometry is committed, so that building needs none of it.
    """
    from geo import gather as gathering  # noqa: PLC0415 - `sarhad --help` need not load it
    from geo import project as projects  # noqa: PLC0415 - as above

    def run() -> int:
        root = projects.find_root(folder)
        written = gathering.gather(root, lambda text: ERR.print(text, markup=False), store)
        for path in written:
            OUT.print(path.relative_to(root).as_posix(), markup=False)
        return 0

    sys.exit(guarded(run, debug=debug))
