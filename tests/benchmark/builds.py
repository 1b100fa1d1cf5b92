"""Builds of a copy of the project: how long one takes, and whether a second changes a byte."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

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


def cold_build(root: Path, folder: Path) -> float:
    """Run `sarhad build` in a process of its own and return the seconds from start to end.

    Raises
    ------
    CalledProcessError
        If the project cannot be built.
    """
    command = [sys.executable, "-m", "geo", "build", str(folder), "--quiet"]
    start = time.perf_counter()
    subprocess.run(command, cwd=root, check=True)  # noqa: S603 - our own command, our own folder
    return time.perf_counter() - start


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
