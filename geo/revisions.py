"""The seeds of a folder, or of a git revision of the project one stands in."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from geo import atlas as atlases
from geo.errors import RequestError, SeedError
from geo.project import find_root
from geo.records import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.atlas import Atlas, Reading

SEEDS = "seeds"
_GEOMETRY = f"{SEEDS}/{atlases.GEOMETRY}"

_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""Set while git runs a hook, and then in the way of looking into a folder's own repository."""

_ON_ITS_OWN = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
"""Git neither fetches what a partial clone lacks, nor asks, nor writes to its index."""


@dataclass(frozen=True)
class Seeds:
    """What could be read of the seeds of a folder or a revision.

    ``unread`` says of each file that could not be read what is wrong with it,
    ``failed`` are the ids that could still be seen in such files; ``files``
    tells of sources and gathered towns in which file they stand, which their
    ids do not.
    """

    name: str
    atlas: Atlas
    unread: Mapping[str, str]
    failed: frozenset[str]
    files: Mapping[str, str]

    def told(self) -> list[str]:
        """Return a sentence for each file that could not be read."""
        return [
            f"{self.name}: {where} cannot be read and is left out: {fault}"
            for where, fault in self.unread.items()
        ]


def read_seeds(name: str, start: Path) -> Seeds:
    """Read the seeds of a folder or a revision.

    Parameters
    ----------
    name
        A folder of a project, or a git revision of the project that ``start``
        is in.  What is both is the folder.
    start
        The folder one stands in.

    Raises
    ------
    RequestError
        If there is no such folder or revision, no project in it, or nothing
        that can be read.
    """
    folder = start / name
    if (folder / SEEDS / atlases.SETTINGS).is_file():
        return _read(name, folder.resolve())
    commit = _commit(name, start, is_folder=folder.is_dir())
    if commit is None:
        return _read(name, find_root(folder))
    with tempfile.TemporaryDirectory(prefix="sarhad-") as temporary:
        root = Path(temporary)
        _unpack(name, commit, find_root(start), root)
        return _read(name, root)


def _read(name: str, root: Path) -> Seeds:
    try:
        atlas, reading = atlases.read(root)
    except SeedError as error:
        msg = f"{name}: nothing of it can be compared, for its settings cannot be read"
        findings = [f"{name}: {finding}" for finding in error.findings]
        raise RequestError([*findings, msg]) from error
    towns = atlas.geometry.get(atlases.TOWNS)
    where = f"{_GEOMETRY}/{atlases.TOWNS}.geojson"
    files = {
        **reading.source_files,
        **{town.id: where for town in (towns.features if towns else ())},
    }
    return Seeds(name, atlas, dict(_unread(atlas, reading)), frozenset(reading.failed), files)


def left_out(old: Seeds, new: Seeds) -> frozenset[str]:
    """Return the ids of which nothing can be said, for one side could not be read."""
    hidden = (
        key
        for side, other in ((old, new), (new, old))
        for key, where in side.files.items()
        if where in other.unread
    )
    return old.failed | new.failed | {*hidden}


def _unread(atlas: Atlas, reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the files that are in the folder and not in the atlas, and what is wrong with each."""
    read = {*reading.source_files.values()}
    read |= {f"{SEEDS}/{folder}/{key}.toml" for folder in FOLDERS for key in _of(atlas, folder)}
    read |= {f"{_GEOMETRY}/{stem}.geojson" for stem in atlas.geometry}
    seeds = reading.root / SEEDS
    files = [path for folder in FOLDERS for path in sorted((seeds / folder).glob("*.toml"))]
    for path in [*files, *sorted((reading.root / _GEOMETRY).glob("*.geojson"))]:
        where = reading.name(path)
        if where not in read:
            faults = [finding for finding in reading.findings if finding.startswith(f"{where}:")]
            more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
            fault = faults[0].removeprefix(f"{where}: ") if faults else "nothing of it is there"
            yield where, f"{fault}{more}"


def _of(atlas: Atlas, folder: str) -> Mapping[str, object]:
    return atlas.records.get(folder, {})


def _commit(name: str, start: Path, *, is_folder: bool) -> str | None:
    """Return the commit that a revision names; None if the name is that of a folder instead.

    Raises
    ------
    RequestError
        If it is neither.
    """
    if name.startswith("-"):
        msg = f"{name!r} is no revision; the name of one does not begin with a hyphen"
        raise RequestError(msg)
    if is_folder and shutil.which("git") is None:
        return None
    root = find_root(start)
    found = _git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if found.returncode == 0:
        return found.stdout.decode().strip()
    if is_folder:
        return None
    known = _git(root, "rev-parse", "--git-dir").returncode == 0
    which = "no such revision" if known else f"{root} is in no git repository"
    msg = f"{name}: there is no such folder, and {which}"
    raise RequestError(msg)


def _unpack(name: str, commit: str, root: Path, target: Path) -> None:
    """Write the seeds of a commit below a folder.

    Raises
    ------
    RequestError
        If the commit has no project where the folder is.
    """
    there = _git(root, "cat-file", "-e", f"{commit}:./{SEEDS}/{atlases.SETTINGS}")
    packed = _git(root, "archive", "--format=tar", commit, SEEDS)
    if there.returncode or packed.returncode:
        msg = f"{name}: no {SEEDS}/{atlases.SETTINGS} in this revision"
        raise RequestError(msg)
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        for member in archive:
            inside = PurePosixPath(member.name)
            content = archive.extractfile(member) if member.isfile() else None
            if content is not None and ".." not in inside.parts:
                path = target / inside
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder; it never asks, never fetches and never writes.

    Raises
    ------
    RequestError
        If there is no git.
    """
    program = shutil.which("git")
    if program is None:
        msg = "git is not installed; without it, only folders can be compared"
        raise RequestError(msg)
    environment = {key: value for key, value in os.environ.items() if key not in _ELSEWHERE}
    return subprocess.run(  # noqa: S603 - fixed arguments, no shell, no name that looks like an option
        [program, "-C", str(folder), *arguments],
        capture_output=True,
        check=False,
        env={**environment, **_ON_ITS_OWN},
        stdin=subprocess.DEVNULL,
    )
