"""``sarhad build``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NamedTuple

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from geo.commands.console import ERR, FINDINGS, FOLDER, OUT, checked_day, guarded


class Order(NamedTuple):
    """What is to be built: which part, of which day, into which folder; with tiles or not."""

    only: str | None
    day: str | None
    output: Path | None
    tiles: bool


@click.command()
@FOLDER
@click.option("--only", metavar="layers|maps|ID", help="Build only these, or one layer or map.")
@click.option("--check", is_flag=True, help="Write nothing; fail if a file would change.")
@click.option(
    "--as-of", "day", metavar="DAY", callback=checked_day, help="Build what stood on a day."
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Build into this folder; with --as-of and without this, into as-of/DAY.",
)
@click.option(
    "--tiles", is_flag=True, help="Offer online pictures of the ground, which pages else have not."
)
@click.option("--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@click.pass_obj
def build(debug: bool, /, folder: Path, **asked: Any) -> None:  # noqa: FBT001 - click passes options by name
    """Build layers and maps from the seeds.

    Faulty seeds change nothing: each fault is told in a line, and what was
    built before stays as it was.

    With --as-of 2013-03-11 it builds what stood on that day, into a folder of
    its own: things that were there, the status they had, what had been said
    and promised by then.

    With --tiles a page can show the online tiles of seeds/atlas.toml below its
    lines. It requests none before its reader chooses them; without a network it
    stays as it is.
    """
    from geo import project as projects  # noqa: PLC0415 - `sarhad --help` need not load folium
    from geo.files import write_texts  # noqa: PLC0415 - as above

    def run() -> int:
        root = projects.find_root(folder)
        order = Order(asked["only"], asked["day"], asked["output"], asked["tiles"])
        if order.day and not order.output:
            order = order._replace(output=root / "as-of" / order.day)
        texts = _built(root, order, quiet=asked["quiet"] or not ERR.is_terminal)
        if asked["check"]:
            return _report_stale(order.output or root, projects.stale(texts), quiet=asked["quiet"])
        changed = [path for path, text in texts.items() if not projects.same(path, text)]
        write_texts({path: texts[path] for path in changed})
        if not asked["quiet"]:
            where = f" in {order.output}" if order.output else ""
            OUT.print(
                f"{len(texts)} files built{where}, {len(changed)} of them new or changed.",
                markup=False,
            )
        return 0

    sys.exit(guarded(run, debug=debug))


def _built(root: Path, order: Order, *, quiet: bool) -> dict[Path, str]:
    from geo import project as projects  # noqa: PLC0415 - as above

    columns = (TextColumn("{task.description:<32}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=ERR, transient=True, disable=quiet) as progress:
        task = progress.add_task("reading seeds", total=None)
        project = projects.open_project(root)
        if order.day:
            project = projects.at(project, order.day)
        plan = projects.plan(project, order.only, order.output, tiles=order.tiles)
        texts: dict[Path, str] = {}
        for path, make in plan.items():
            name = path.relative_to(order.output or root).as_posix()
            progress.update(task, description=name, total=len(plan), completed=len(texts))
            texts[path] = make()
        return texts


def _report_stale(root: Path, stale: list[Path], *, quiet: bool) -> int:
    for path in stale:
        what = "would change" if path.exists() else "is missing"
        ERR.print(f"{path.relative_to(root).as_posix()}: {what}; run `sarhad build`", markup=False)
    if stale:
        return FINDINGS
    if not quiet:
        OUT.print("Nothing would change.")
    return 0
