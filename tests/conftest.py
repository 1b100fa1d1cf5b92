"""A made-up country for the units: two towns on either side of the equator."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from geo import layers, project

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.atlas import Atlas
    from geo.layers import Layer

# The same examples in every run, and none fails for being slow on a busy machine.
settings.register_profile("sarhad", derandomize=True, deadline=None)
settings.load_profile("sarhad")

TWO_TOWNS = Path(__file__).parent / "data" / "two-towns"


@dataclass(frozen=True)
class TwoTowns:
    """A copy of the project that a test may break."""

    root: Path

    def read(self, name: str) -> str:
        """Return the text of a file."""
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file, in folders that are made for it."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands once in a file."""
        text = self.read(name)
        assert text.count(old) == 1, f"{name} has {old!r} {text.count(old)} times"
        self.write(name, text.replace(old, new))

    def append(self, name: str, text: str) -> None:
        """Add lines to the end of a file, which need not be there."""
        before = self.read(name) if (self.root / name).exists() else ""
        self.write(name, before + text)

    def findings(self) -> list[str]:
        """Return everything that is found wrong with the seeds and the maps."""
        return project.examine(self.root)[2]

    def opened(self) -> project.Project:
        """Return the project as it is now, which must be good."""
        return project.open_project(self.root)

    def built(self) -> Mapping[str, Layer]:
        """Return the layers as they are now."""
        return layers.build(self.opened().atlas)

    def snapshot(self) -> dict[str, bytes]:
        """Return every file of the project with what it holds."""
        files = sorted(path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def two_towns(tmp_path: Path) -> TwoTowns:
    """Return a copy of the made-up project, good as it is."""
    return TwoTowns(Path(shutil.copytree(TWO_TOWNS, tmp_path / "two-towns")))


@pytest.fixture(scope="session")
def opened() -> project.Project:
    """Return the made-up project, read and found good."""
    return project.open_project(TWO_TOWNS)


@pytest.fixture(scope="session")
def atlas(opened: project.Project) -> Atlas:
    """Return the atlas of the made-up project."""
    return opened.atlas


@pytest.fixture(scope="session")
def built(atlas: Atlas) -> Mapping[str, Layer]:
    """Return the layers of the made-up project."""
    return layers.build(atlas)
