"""``sarhad diff``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from geo.commands.console import CHANGED, ERR, OUT, USAGE, guarded, print_json


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="Print a list of changes as JSON.")
@click.pass_obj
def diff(debug: bool, /, old: str, new: str, *, as_json: bool) -> None:  # noqa: FBT001 - click passes it
    """Tell what changed on the map between two states of the seeds.

    OLD and NEW are each the folder of a project, or a git revision of the
    project that you stand in: `sarhad diff HEAD~1 .`

    Files of an older state that cannot be read any more are named, and the
    rest is compared. Ends with 1 if something changed, with 0 if nothing did,
    with 2 if the two cannot be compared.
    """

    def run() -> int:
        return _diff(old, new, as_json=as_json)

    sys.exit(guarded(run, debug=debug, trouble=USAGE))


def _diff(old: str, new: str, *, as_json: bool) -> int:
    from geo import terminal  # noqa: PLC0415 - `sarhad --help` need not load folium
    from geo.differences import compare  # noqa: PLC0415 - as above
    from geo.revisions import left_out, read_seeds  # noqa: PLC0415 - as above

    sides = [read_seeds(name, Path()) for name in (old, new)]
    found = compare(sides[0].atlas, sides[1].atlas, left_out(*sides))
    for told in (*sides[0].told(), *sides[1].told()):
        ERR.print(terminal.clean(told), markup=False)
    for key in found.undrawn:
        ERR.print(f"{key}: its line was not compared, for it cannot be drawn", markup=False)
    words = terminal.Words(sides[1].atlas)
    publishers = {
        key: source.publisher for side in sides for key, source in side.atlas.sources.items()
    }
    if as_json:
        phrases = terminal.Phrases(words, publishers)
        changes = [
            {**change._asdict(), "sentence": terminal.sentence(phrases, change)}
            for change in found.changes
        ]
        print_json(changes)
    elif found.changes:
        terminal.put(OUT, terminal.changes(words, publishers, found.changes))
    else:
        OUT.print("Nothing changed on the map.")
    return CHANGED if found.changes else 0
