"""Builds of a copy of the project: how long one takes, and whether a second changes a byte."""

from __future__ import annotations

import hashlib
import resource
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

OUTPUTS = ("layers", "maps", "seeds")


def copy_sources(root: Path, folder: Path) -> None:
    """Copy what a build reads, and nothing that it has written."""
    shutil.copytree(root / "seeds", folder / "seeds")
    (folder / "maps").mkdir()
    (folder / "layers").mkdir()
    for definition in (root / "maps").glob("*.toml"):
        shutil.copy(definition, folder / "maps")


class Seconds(NamedTuple):
    """How long a process took by the clock, and how long the processor worked on it."""

    clock: float
    processor: float


def cold_build(root: Path, folder: Path) -> Seconds:
    """Run `sarhad build` in a process of its own, from its start to its end.

    Raises
    ------
    CalledProcessError
        If the project cannot be built.
    """
    command = [sys.executable, "-m", "geo", "build", str(folder), "--quiet"]
    start, worked = time.perf_counter(), _processor_s()
    subprocess.run(command, cwd=root, check=True)  # noqa: S603 - our own command, our own folder
    return Seconds(time.perf_counter() - start, _processor_s() - worked)


def _processor_s() -> float:
    """Return the seconds that the processor has worked on all child processes so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def remove_outputs(folder: Path) -> None:
    """Take away layers and pages, so that the next build writes them all."""
    for path in [*(folder / "layers").glob("*.geojson"), *(folder / "maps").glob("*.html")]:
        path.unlink()


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file under a project's folders, by its path there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for name in OUTPUTS
        for path in sorted((folder / name).rglob("*"))
        if path.is_file()
    }
