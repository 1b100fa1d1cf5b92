"""``sarhad build``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from geo.commands.console import ERR, FINDINGS, FOLDER, OUT, checked_day, guarded, uncollected

if TYPE_CHECKING:
    from collections.abc import Callable


def checked_base(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> str | None:
    """Return an address as it was written, if pages can be published under it.

    Raises
    ------
    click.BadParameter
        If they cannot.
    """
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or "@" in parts.netloc or parts.query or parts.fragment or not value.isprintable():
        msg = f"{value!r} is no address of a folder; write one as https://example.org/maps"
        raise click.BadParameter(msg)
    return value


class Order(NamedTuple):
    """What is to be built: which part, of which day, into which folder; with tiles or not."""

    only: str | None
    day: str | None
    output: Path | None
    base_url: str | None
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
    "--base-url",
    metavar="URL",
    callback=checked_base,
    help="Where the folder of the pages is published: pages name it, and get a card to share.",
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
    with uncollected():
        code = _run(folder, asked, debug=debug)
    sys.exit(code)


def _run(folder: Path, asked: dict[str, Any], *, debug: bool) -> int:
    from geo import project as projects  # noqa: PLC0415 - `sarhad --help` need not load folium
    from geo.files import write_files  # noqa: PLC0415 - as above

    def run() -> int:
        root = projects.find_root(folder)
        order = Order(
            asked["only"], asked["day"], asked["output"], asked["base_url"], asked["tiles"]
        )
        if order.day and not order.output:
            order = order._replace(output=root / "as-of" / order.day)
        files = _built(root, order, quiet=asked["quiet"] or not ERR.is_terminal)
        if asked["check"]:
            return _report_stale(order.output or root, projects.stale(files), quiet=asked["quiet"])
        changed = [path for path, held in files.items() if not projects.same(path, held)]
        write_files({path: files[path] for path in changed})
        if not asked["quiet"]:
            where = f" in {order.output}" if order.output else ""
            OUT.print(
                f"{len(files)} files built{where}, {len(changed)} of them new or changed.",
                markup=False,
            )
        return 0

    return guarded(run, debug=debug)


def _built(root: Path, order: Order, *, quiet: bool) -> dict[Path, str | bytes]:
    from geo import project as projects  # noqa: PLC0415 - as above

    columns = (TextColumn("{task.description:<32}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=ERR, transient=True, disable=quiet) as progress:
        task = progress.add_task("reading seeds", total=None)
        project = projects.open_project(root)
        if order.day:
            project = projects.at(project, order.day)
        plan: dict[Path, Callable[[], str | bytes]] = {
            **projects.plan(project, order.only, order.output, order.base_url, tiles=order.tiles)
        }
        if order.base_url:
            plan |= projects.cards(project, order.only, order.output)
        files: dict[Path, str | bytes] = {}
        for path, make in plan.items():
            name = path.relative_to(order.output or root).as_posix()
            progress.update(task, description=name, total=len(plan), completed=len(files))
            files[path] = make()
        return files


def _report_stale(root: Path, stale: list[Path], *, quiet: bool) -> int:
    for path in stale:
        what = "would change" if path.exists() else "is missing"
        ERR.print(f"{path.relative_to(root).as_posix()}: {what}; run `sarhad build`", markup=False)
    if stale:
        return FINDINGS
    if not quiet:
        OUT.print("Nothing would change.")
    return 0
