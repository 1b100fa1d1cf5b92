"""Answers what a page asks for with files of npm's packages, and keeps account of it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geo.errors import GatherError
from tests.benchmark import cdn
from tests.benchmark.npm import version_of

if TYPE_CHECKING:
    from tests.benchmark.npm import Npm

MODULE = Path(__file__).with_name("module.mjs")

ESBUILD = "esbuild@0.28.2"

_ADDRESS = re.compile(r"https://[^\s\"'<>]+")
_EXACT = re.compile(r"^\d[\w.-]*$")


class Supply:
    """What can be answered, and what could not be had."""

    def __init__(self, npm: Npm) -> None:
        self._npm = npm
        self._answers: dict[str, bytes | None] = {}
        self._together: list[str] = []
        self.instead: dict[str, str] = {}
        """What was given for a version that could not be had, by ``name version``."""

    def read(self, page: str) -> None:
        """Note the modules that a page names: one may need another, in the page's version of it."""
        places = [cdn.locate(url) for url in _ADDRESS.findall(page)]
        modules = {f"{it.package}@{it.wanted}" for it in places if isinstance(it, cdn.Module)}
        self._together = sorted({*self._together, *modules})

    def __call__(self, url: str) -> bytes | None:
        """Return what an address answers with; None if that could not be had.

        A style sheet that could not be had is answered with nothing: the page
        draws without it as well, and complains of nothing.
        """
        if url not in self._answers:
            self._answers[url] = self._found(url)
        found = self._answers[url]
        return b"" if found is None and _is_style(url) else found

    def lacks(self, url: str) -> bool:
        """Tell whether the file of an address could not be had."""
        self(url)
        return self._answers[url] is None

    def _found(self, url: str) -> bytes | None:
        place = cdn.locate(url)
        if isinstance(place, cdn.Module):
            return self._module(place)
        if isinstance(place, cdn.Shortened):
            return self._shortened(place)
        return self._file(place) if place else None

    def _file(self, place: cdn.Place) -> bytes | None:
        folder = self._npm.package(place.package, place.wanted)
        if folder is None and (file := _of_notebook(place)):
            return file.read_bytes()
        if folder is None and _EXACT.match(place.wanted):
            folder = self._npm.stand_in(place.package, place.wanted)
            if folder:
                self.instead[f"{place.package} {place.wanted}"] = version_of(folder)
        file = folder / place.path if folder else None
        return file.read_bytes() if file and file.is_file() else None

    def _module(self, module: cdn.Module) -> bytes:
        """Return a module as its server would make it: the other modules stay imports in it."""
        folder = self._npm.workshop(*self._together, ESBUILD)
        own = () if module.entry == module.package else (module.package,)
        outside = ",".join((*module.externals, *own))
        return _output("node", str(MODULE), str(folder), module.entry, outside)

    def _shortened(self, shortened: cdn.Shortened) -> bytes | None:
        folder = self._npm.package(shortened.place.package, shortened.place.wanted)
        if folder is None:
            return None
        workshop = self._npm.workshop(f"uglify-js@{shortened.uglify}")
        program = workshop / "node_modules" / ".bin" / "uglifyjs"
        text = _output(str(program), str(folder / shortened.place.path), "--mangle", "--compress")
        return text.rstrip(b"\n")


def _of_notebook(place: cdn.Place) -> Path | None:
    """Return the file as the Python package of the same name and version has brought it."""
    folder = Path(sys.prefix) / "share" / "jupyter" / "nbextensions" / place.package
    file = folder / place.path.removeprefix("dist/")
    return file if file.is_file() else None


def _is_style(url: str) -> bool:
    return urlsplit(url).path.endswith(".css")


def _output(*command: str) -> bytes:
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell
    if done.returncode:
        msg = f"{command[0]} failed: {done.stderr.decode(errors='replace').strip()}"
        raise GatherError(msg)
    return done.stdout
