"""Packages of npm in a folder: had once through npm's own client, read ever after."""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

from geo.errors import GatherError


class Npm:
    """A store of packages; what is asked for and not there yet is fetched.

    Parameters
    ----------
    store
        The folder that they are kept in; made if missing.
    """

    def __init__(self, store: Path) -> None:
        self._store = store.resolve()
        self._store.mkdir(parents=True, exist_ok=True)

    def package(self, name: str, wanted: str) -> Path | None:
        """Return the folder of the newest version that is wanted; None if there is none.

        Parameters
        ----------
        name
            The package's name.
        wanted
            A version, or a range of them as npm writes it: ``^4``, ``~0.11.*``.
        """
        folder = self._store / _safe(f"{name}@{wanted}")
        if not folder.is_dir():
            with tempfile.TemporaryDirectory(dir=self._store) as beside:
                packed = _run("pack", f"{name}@{wanted}", folder=Path(beside))
                if packed.returncode:
                    return None
                with tarfile.open(next(Path(beside).glob("*.tgz"))) as members:
                    members.extractall(folder, filter="data")
        # npm says "package"; a few archives name the folder after themselves.
        return next(path for path in folder.iterdir() if path.is_dir())

    def stand_in(self, name: str, wanted: str) -> Path | None:
        """Return the newest version before one that is not to be had, of the same release."""
        release = wanted.partition("-")[0]
        return self.package(name, f">={release}-0 <={wanted}")

    def workshop(self, *packages: str) -> Path:
        """Return a folder in which packages are installed with what they need to run.

        Parameters
        ----------
        packages
            Each with its version, as in ``redux@5.0.1``.

        Raises
        ------
        GatherError
            If one of them cannot be had.
        """
        folder = self._store / _safe("+".join(("workshop", *packages)))
        done = folder / "done"
        if not done.exists():
            folder.mkdir(exist_ok=True)
            (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
            installed = _run("install", "--no-audit", "--no-fund", *packages, folder=folder)
            if installed.returncode:
                msg = f"npm cannot install {', '.join(packages)}: {installed.stderr.strip()}"
                raise GatherError(msg)
            done.touch()
        return folder


def version_of(folder: Path) -> str:
    """Return the version of an unpacked package."""
    return str(json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"])


def _safe(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "@+.-" else "_" for sign in name)


def _run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run npm; no package's own scripts run when it is fetched."""
    try:
        return subprocess.run(  # noqa: S603 - no shell
            ["npm", *command, "--ignore-scripts", "--loglevel=error"],  # noqa: S607 - wherever it is
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        msg = f"npm does not run here ({error.strerror}), and the benchmark needs it"
        raise GatherError(msg) from error
