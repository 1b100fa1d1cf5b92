"""Packages are checked before they are used, and never fetched twice.

No test reaches a registry: archives are written into the store, and where a
client would run, a stand-in runs.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import subprocess
import tarfile
import zipfile
from typing import TYPE_CHECKING, Any, Literal

import pytest
from pydantic import ValidationError

from geo.errors import GatherError
from geo.gather.packages import Origin, Package, fetch, provenance

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Registry = Literal["npm", "pypi", "debian"]
HELLO = b"two towns\n"
ORIGIN = Origin(
    data="towns",
    data_date="2020-05",
    licence="CC0-1.0",
    licence_url="https://example.org/licence",
    credit="nobody",
    method="by hand",
)


def tar(name: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as members:
        entry = tarfile.TarInfo(name)
        entry.size = len(HELLO)
        members.addfile(entry, io.BytesIO(HELLO))
    return buffer.getvalue()


def tgz(name: str = "package/towns.txt") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as members:
        entry = tarfile.TarInfo(name)
        entry.size = len(HELLO)
        members.addfile(entry, io.BytesIO(HELLO))
    return buffer.getvalue()


def wheel() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as members:
        members.writestr("towns/towns.txt", HELLO)
    return buffer.getvalue()


def deb() -> bytes:
    """Return an ar archive with the members that deb(5) asks for; the first has an odd size."""
    members = {
        "debian-binary": b"2.0\n.",
        "control.tar.xz": lzma.compress(tar("./control")),
        "data.tar.xz": lzma.compress(tar("./usr/share/towns.txt")),
    }
    content = b"!<arch>\n"
    for name, data in members.items():
        content += f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}`\n".encode()
        content += data + b"\n" * (len(data) % 2)
    return content


def package(content: bytes, registry: Registry = "npm") -> Package:
    digest = hashlib.sha256(content).hexdigest()
    return Package(registry=registry, name="towns", version="1.0", sha256=digest, licence="CC0-1.0")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[list[str]]]:
    """Stand in for a registry's client: leaves an archive, or fails as one does."""

    def stand_in(name: str = "", content: bytes = b"", stderr: str = "") -> list[list[str]]:
        calls: list[list[str]] = []

        def run(command: list[str], cwd: Path, **_: Any) -> subprocess.CompletedProcess[str]:
            calls.append(command)
            if name:
                (Path(cwd) / name).write_bytes(content)
            return subprocess.CompletedProcess(command, 0 if name else 1, "", stderr)

        monkeypatch.setattr("geo.gather.packages.subprocess.run", run)
        return calls

    from pathlib import Path  # noqa: PLC0415 - only this stand-in needs it at run time

    return stand_in


@pytest.mark.parametrize(
    ("registry", "name", "content", "inside"),
    [
        ("npm", "any-name.tgz", tgz(), "package/towns.txt"),
        ("pypi", "towns.whl", wheel(), "towns/towns.txt"),
        ("pypi", "towns.tar.gz", tgz("towns-1.0/towns.txt"), "towns-1.0/towns.txt"),
        ("debian", "towns_1.0_all.deb", deb(), "usr/share/towns.txt"),
    ],
)
def test_an_archive_in_the_store_is_unpacked_and_nothing_is_downloaded(
    tmp_path: Path, registry: Registry, name: str, content: bytes, inside: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / f"other-{name}").write_bytes(b"another archive")
    folder = fetch(package(content, registry), tmp_path)
    assert (folder / inside).read_bytes() == HELLO


def test_what_is_unpacked_is_used_again(tmp_path: Path) -> None:
    (tmp_path / "towns.tgz").write_bytes(tgz())
    wanted = package(tgz())
    folder = fetch(wanted, tmp_path)
    (tmp_path / "towns.tgz").unlink()
    assert fetch(wanted, tmp_path) == folder


def test_an_archive_is_downloaded_into_the_store_once(
    tmp_path: Path, client: Callable[..., list[list[str]]]
) -> None:
    calls = client("towns-1.0.tgz", tgz())
    store = tmp_path / "new" / "store"
    assert (fetch(package(tgz()), store) / "package/towns.txt").read_bytes() == HELLO
    assert fetch(package(tgz()), store).is_dir()
    assert calls == [["npm", "pack", "towns@1.0", "--loglevel=error"]]
    assert (store / "towns-1.0.tgz").read_bytes() == tgz()


def test_a_wrong_checksum_names_both_and_leaves_nothing(
    tmp_path: Path, client: Callable[..., list[list[str]]]
) -> None:
    client("towns-1.0.tgz", b"not what was asked for")
    with pytest.raises(GatherError) as caught:
        fetch(package(tgz()), tmp_path)
    (finding,) = caught.value.findings
    assert finding.startswith("towns 1.0 (npm): the archive downloaded has SHA-256 ")
    assert hashlib.sha256(b"not what was asked for").hexdigest() in finding
    assert hashlib.sha256(tgz()).hexdigest() in finding
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("registry", "stderr", "complaint"),
    [
        ("npm", "npm error code E404\nnpm error 404 Not Found", "npm error code E404"),
        ("npm", "npm error code ETARGET\nnpm error No matching version found", "No matching"),
        ("pypi", "ERROR: hashes\n  Expected 0\n    Got        1", "(Got 1)"),
        ("pypi", "ERROR: x\nERROR: No matching distribution", "ERROR: No matching distribution"),
        ("debian", "E: Version '1.0' for 'towns' was not found", "E: Version '1.0' for 'towns'"),
        ("npm", "", "it said nothing"),
        ("npm", "first\nlast words\n", "last words"),
    ],
)
def test_a_client_that_fails_is_quoted(
    tmp_path: Path,
    client: Callable[..., list[list[str]]],
    registry: Registry,
    stderr: str,
    complaint: str,
) -> None:
    client(stderr=stderr)
    with pytest.raises(GatherError) as caught:
        fetch(package(tgz(), registry), tmp_path)
    (finding,) = caught.value.findings
    assert finding.startswith(f"towns 1.0 ({registry}): ")
    assert complaint in finding
    assert list(tmp_path.iterdir()) == []


def test_debian_having_moved_on_is_explained(
    tmp_path: Path, client: Callable[..., list[list[str]]]
) -> None:
    calls = client(stderr="E: Version '1.0' for 'towns' was not found")
    with pytest.raises(GatherError, match="where Debian has moved on, put the archive of that"):
        fetch(package(deb(), "debian"), tmp_path)
    assert calls == [["apt-get", "download", "towns=1.0"]]


def test_pip_is_told_the_checksum_before_it_runs_anything(
    tmp_path: Path, client: Callable[..., list[list[str]]]
) -> None:
    calls = client("towns-1.0.whl", wheel())
    fetch(package(wheel(), "pypi"), tmp_path)
    assert "--require-hashes" in calls[0]
    assert "--no-deps" in calls[0]


def test_a_client_that_is_not_there_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GatherError, match="npm does not run here"):
        fetch(package(tgz()), tmp_path / "store")


def test_a_python_without_pip_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.gather.packages.importlib.util.find_spec", lambda _: None)
    with pytest.raises(GatherError, match="this Python has no pip"):
        fetch(package(wheel(), "pypi"), tmp_path)


@pytest.mark.parametrize(
    ("name", "registry"),
    [("towns.tgz", "npm"), ("towns.whl", "pypi"), ("towns.deb", "debian")],
)
def test_an_archive_that_is_none_is_said(tmp_path: Path, name: str, registry: Registry) -> None:
    (tmp_path / name).write_bytes(b"no archive at all")
    with pytest.raises(GatherError, match=f"{name} cannot be unpacked"):
        fetch(package(b"no archive at all", registry), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "--upgrade"},
        {"name": "towns; rm"},
        {"version": "-1"},
        {"version": "latest"},
        {"sha256": "0" * 63},
        {"registry": "cran"},
        {"licence": ""},
        {"colour": "blue"},
    ],
)
def test_a_package_that_could_reach_the_client_as_an_option_is_refused(
    wrong: dict[str, str],
) -> None:
    with pytest.raises(ValidationError):
        Package.model_validate(package(tgz()).model_dump() | wrong)


def test_provenance_names_every_package_and_the_origin() -> None:
    member = provenance((package(tgz()),), ORIGIN)
    assert list(member) == [
        *("packages", "data", "data_date", "licence", "licence_url", "credit", "method")
    ]
    assert list(member["packages"][0]) == ["registry", "name", "version", "sha256", "licence"]
