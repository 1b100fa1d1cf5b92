"""Published data packages: had through the registry's own client, checked, unpacked.

Nothing is installed and no code of a package runs before its checksum holds.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from geo.errors import GatherError

if TYPE_CHECKING:
    from collections.abc import Sequence

# A name or a version that began with a dash would reach the client as an option.
Name = Annotated[str, StringConstraints(pattern=r"^(@[a-z0-9][a-z0-9._-]*/)?[A-Za-z0-9][\w.+-]*$")]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9][\w.+~:-]*$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Text = Annotated[str, StringConstraints(min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Position = tuple[Annotated[float, Field(ge=-180, le=180)], Annotated[float, Field(ge=-90, le=90)]]

SUFFIXES = {"npm": (".tgz",), "pypi": (".whl", ".tar.gz", ".zip"), "debian": (".deb",)}
CLIENTS = {"npm": "npm pack", "pypi": "pip download", "debian": "apt-get download"}
TELLING = ("Got ", "No matching ", "FetchError", "E: ", "ERROR: ", "npm error ")
"""What marks the line of a client's output that says what went wrong, the best mark first."""

DEB_MAGIC = b"!<arch>\n"
DEB_HEADER = 60


class Strict(BaseModel):
    """Base of everything a recipe says: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Package(Strict):
    """One published archive that data is taken from."""

    registry: Literal["npm", "pypi", "debian"]
    name: Name
    version: Version
    sha256: Sha256 = Field(description="SHA-256 of the archive as the registry serves it")
    licence: Text = Field(description="licence of the package, or of the data in it")

    def __str__(self) -> str:
        """Return what a message calls it."""
        return f"{self.name} {self.version} ({self.registry})"


class Origin(Strict):
    """Where an output's data come from, whose they are, and how they were taken out."""

    data: Text = Field(description="what data it is, in words")
    data_date: str = Field(
        pattern=r"^\d{4}(-\d{2}){0,2}$", description="year, month or day the data stand for"
    )
    licence: str = Field(
        min_length=1, description="licence of the data, as an SPDX id if it has one"
    )
    licence_url: str = Field(pattern=r"^https://\S+$")
    credit: Text
    method: Text = Field(description="how it was extracted, in plain words")


def provenance(packages: Sequence[Package], origin: Origin) -> dict[str, Any]:
    """Return the ``provenance`` member that an output carries."""
    return {"packages": [package.model_dump() for package in packages], **origin.model_dump()}


def fetch(package: Package, store: Path) -> Path:
    """Return a folder with the unpacked archive of a package.

    Parameters
    ----------
    package
        What to have.
    store
        Folder for archives and what is unpacked from them; made if missing.
        An archive in it with the right checksum, under any name, is used and
        nothing is downloaded.

    Raises
    ------
    GatherError
        If the archive cannot be had, or its checksum is not the package's.
    """
    store = store.resolve()
    store.mkdir(parents=True, exist_ok=True)
    folder = store / package.sha256
    if folder.is_dir():
        return folder
    archive = _stored(package, store) or _download(package, store)
    with tempfile.TemporaryDirectory(dir=store) as beside:
        unpacked = Path(beside) / "unpacked"
        unpacked.mkdir()
        try:
            _unpack(archive, unpacked)
        except (tarfile.TarError, shutil.ReadError, OSError, EOFError) as error:
            msg = f"{package}: {archive.name} cannot be unpacked ({error})"
            raise GatherError(msg) from error
        unpacked.replace(folder)
    return folder


def _stored(package: Package, store: Path) -> Path | None:
    for path in sorted(store.iterdir()):
        if path.name.endswith(SUFFIXES[package.registry]) and _sha256(path) == package.sha256:
            return path
    return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _download(package: Package, store: Path) -> Path:
    with tempfile.TemporaryDirectory(dir=store) as beside:
        command = _command(package, Path(beside))
        try:
            done = subprocess.run(  # noqa: S603 - no shell; name and version are held to a pattern
                command, cwd=beside, capture_output=True, text=True, check=False
            )
        except OSError as error:
            msg = (
                f"{package}: it cannot be had, because {command[0]} does not run here "
                f"({error.strerror}); put its archive into a store folder and name that"
            )
            raise GatherError(msg) from error
        found = [p for p in Path(beside).iterdir() if p.name.endswith(SUFFIXES[package.registry])]
        if done.returncode or len(found) != 1:
            msg = (
                f"{package}: {CLIENTS[package.registry]} did not yield it "
                f"({_complaint(done.stderr or done.stdout)}); {_remedy(package)}"
            )
            raise GatherError(msg)
        digest = _sha256(found[0])
        if digest != package.sha256:
            msg = (
                f"{package}: the archive downloaded has SHA-256 {digest}; "
                f"the recipe allows only {package.sha256}"
            )
            raise GatherError(msg)
        return Path(shutil.move(found[0], store / found[0].name))


def _command(package: Package, folder: Path) -> list[str]:
    """Return the client's command that leaves the archive in the folder."""
    if package.registry == "npm":
        return ["npm", "pack", f"{package.name}@{package.version}", "--loglevel=error"]
    if package.registry == "debian":
        return ["apt-get", "download", f"{package.name}={package.version}"]
    if importlib.util.find_spec("pip") is None:
        msg = f"{package}: it cannot be had, because this Python has no pip; add pip to it"
        raise GatherError(msg)
    # Of a source archive pip asks the metadata, which runs the archive's own
    # code.  With the checksum in a requirements file it compares first.
    wanted = folder / "wanted.txt"
    wanted.write_text(
        f"{package.name}=={package.version} --hash=sha256:{package.sha256}\n", encoding="utf-8"
    )
    return [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input"),
        *("--disable-pip-version-check", "--require-hashes", "--requirement", os.fspath(wanted)),
    ]


def _complaint(output: str) -> str:
    """Return the line of a client's output that says most about what went wrong."""
    lines = [" ".join(line.split()) for line in output.splitlines() if line.strip()]
    for telling in TELLING:
        found = [line for line in lines if telling in line]
        if found:
            return found[0]
    return lines[-1] if lines else "it said nothing"


def _remedy(package: Package) -> str:
    if package.registry == "debian":
        return (
            "where Debian has moved on, put the archive of that version into the store, "
            "or look at the new version's data and state it in the recipe"
        )
    return f"the recipe allows only SHA-256 {package.sha256}"


def _unpack(archive: Path, folder: Path) -> None:
    if archive.name.endswith((".whl", ".zip")):
        # A wheel is a zip archive; the format is named because the suffix does not say it.
        shutil.unpack_archive(archive, folder, format="zip")
    elif archive.name.endswith(".deb"):
        with tarfile.open(fileobj=BytesIO(_deb_data(archive))) as members:
            members.extractall(folder, filter="data")
    else:
        with tarfile.open(archive) as members:
            members.extractall(folder, filter="data")


def _deb_data(archive: Path) -> bytes:
    """Return the archive of files inside a Debian package, which is an ar archive (deb(5))."""
    content = archive.read_bytes()
    at = len(DEB_MAGIC) if content.startswith(DEB_MAGIC) else len(content)
    while at + DEB_HEADER <= len(content):
        header = content[at : at + DEB_HEADER]
        size = int(header[48:58])
        start = at + DEB_HEADER
        if header[:16].strip().startswith(b"data.tar"):
            return content[start : start + size]
        at = start + size + size % 2
    msg = "it holds no data.tar"
    raise tarfile.ReadError(msg)
