"""The command ``sarhad``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from geo.errors import AtlasError, RequestError

if TYPE_CHECKING:
    from collections.abc import Callable

ResultT = TypeVar("ResultT")

FINDINGS, USAGE = 1, 2

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)

FOLDER = click.argument(
    "folder",
    metavar="[DIR]",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sarhad")
@click.option("--debug", is_flag=True, help="Show Python's own report of an error.")
@click.pass_context
def main(context: click.Context, *, debug: bool) -> None:
    """Turn sourced seeds into GeoJSON layers, and layers into maps that open anywhere.

    DIR is a project: a folder with seeds/, layers/ and maps/. Left out, it is
    the one you stand in, or the nearest above.
    """
    context.obj = debug


@main.command()
@FOLDER
@click.option("--only", metavar="layers|maps|ID", help="Build only these, or one layer or map.")
@click.option("--check", is_flag=True, help="Write nothing; fail if a file would change.")
@click.option("--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@click.pass_obj
def build(debug: bool, folder: Path, only: str | None, check: bool, quiet: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Build layers and maps from the seeds.

    Faulty seeds change nothing: each fault is told in a line, and what was
    built before stays as it was.
    """
    from geo import project as projects  # noqa: PLC0415 - `sarhad --help` need not load folium
    from geo.files import write_texts  # noqa: PLC0415 - as above

    def run() -> int:
        root = projects.find_root(folder)
        texts = _built(root, only, quiet=quiet or not ERR.is_terminal)
        if check:
            return _report_stale(root, projects.stale(texts), quiet=quiet)
        changed = [path for path, text in texts.items() if not projects.same(path, text)]
        write_texts({path: texts[path] for path in changed})
        if not quiet:
            OUT.print(f"{len(texts)} files built, {len(changed)} of them new or changed.")
        return 0

    sys.exit(_guarded(run, debug=debug))


@main.command()
@FOLDER
@click.pass_obj
def check(debug: bool, folder: Path) -> None:  # noqa: FBT001 - click passes it
    """Find what is wrong with the seeds and the map definitions; write nothing."""
    from geo import project as projects  # noqa: PLC0415 - as above

    def run() -> int:
        root = projects.find_root(folder)
        _, definitions, findings = projects.examine(root)
        for finding in findings:
            ERR.print(finding, markup=False)
        if findings:
            ERR.print(_count(len(findings), "finding"), style="bold red")
            return FINDINGS
        OUT.print(f"No findings; {_count(len(definitions), 'map')} can be built.")
        return 0

    sys.exit(_guarded(run, debug=debug))


@main.command()
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
    from geo import gather as gathering  # noqa: PLC0415 - as above
    from geo import project as projects  # noqa: PLC0415 - as above

    def run() -> int:
        root = projects.find_root(folder)
        written = gathering.gather(root, lambda text: ERR.print(text, markup=False), store)
        for path in written:
            OUT.print(path.relative_to(root).as_posix(), markup=False)
        return 0

    sys.exit(_guarded(run, debug=debug))


def _built(root: Path, only: str | None, *, quiet: bool) -> dict[Path, str]:
    from geo import project as projects  # noqa: PLC0415 - as above

    columns = (TextColumn("{task.description:<32}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=ERR, transient=True, disable=quiet) as progress:
        task = progress.add_task("reading seeds", total=None)
        plan = projects.plan(projects.open_project(root), only)
        texts: dict[Path, str] = {}
        for path, make in plan.items():
            name = path.relative_to(root).as_posix()
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


def _guarded(run: Callable[[], int], *, debug: bool) -> int:
    """Run a command; tell errors that were raised on purpose in a line each."""
    try:
        return run()
    except AtlasError as error:
        if debug:
            raise
        for finding in error.findings:
            ERR.print(finding, markup=False)
        return USAGE if isinstance(error, RequestError) else FINDINGS


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
