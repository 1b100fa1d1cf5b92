"""Git revisions of a project, compared with one another and with folders."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from geo import cli

if TYPE_CHECKING:
    from click.testing import Result

    from tests.conftest import TwoTowns

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

TWO_TOWNS = Path(__file__).parent / "data" / "two-towns"


def diff(*arguments: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(cli.main, ["diff", *map(str, arguments)])


class Repository:
    """A git repository with the made-up project in a folder of it."""

    def __init__(self, project: TwoTowns) -> None:
        self.project = project
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> None:
        """Run git on the repository, whatever this machine's settings are."""
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        known = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        name = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
        subprocess.run(  # noqa: S603 - fixed arguments
            ["git", *name, "-C", str(self.project.root.parent), *arguments],  # noqa: S607 - the machine's own
            check=True,
            capture_output=True,
            env={**known, **quiet},
        )

    def commit(self, tag: str) -> None:
        """Commit everything and give it a name."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", tag)
        self.git("tag", tag)


@pytest.fixture
def repository(two_towns: TwoTowns, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Return a repository with two states of the project, and stand in the project."""
    made = Repository(two_towns)
    made.commit("first")
    two_towns.edit("seeds/ports/east-port.toml", "precision_m = 2000", "precision_m = 2500")
    made.commit("second")
    monkeypatch.chdir(two_towns.root)
    return made


GROWN = ["East port (east-port)", "  Radius of doubt: 2,000 m → 2,500 m."]


@pytest.mark.parametrize(
    "sides", [("HEAD~1", "HEAD"), ("first", "second"), ("first", "."), (TWO_TOWNS, "main")]
)
def test_revisions_of_the_project_one_stands_in_are_compared(
    sides: tuple[object, object], repository: Repository
) -> None:
    before = repository.project.snapshot()
    result = diff(*sides)
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.splitlines() == GROWN
    assert repository.project.snapshot() == before


def test_from_a_folder_inside_the_project_too(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.project.root / "seeds" / "ports")
    assert diff("first", ".").stdout.splitlines() == GROWN


def test_what_is_not_committed_is_seen_in_the_folder_alone(repository: Repository) -> None:
    repository.project.edit("seeds/ports/east-port.toml", "lon = 12.0", "lon = 12.1")
    assert diff("second", "HEAD").exit_code == 0
    assert "Moved by" in diff("HEAD", ".").stdout


def test_a_hook_of_git_does_not_lead_astray(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert repository.project.root.is_dir()
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert diff("first", "second").stdout.splitlines() == GROWN


def test_what_an_older_revision_cannot_be_read_of_is_named(repository: Repository) -> None:
    project = repository.project
    project.edit("seeds/places/north-town.toml", "rank = 1", "rank = 1\nheight_m = 20")
    repository.commit("third")
    project.edit("seeds/places/north-town.toml", "height_m = 20", "")
    result = diff("third", ".")
    assert (result.exit_code, result.stdout) == (0, "Nothing changed on the map.\n")
    (unread, *undrawn) = result.stderr.splitlines()
    assert unread.startswith(
        "third: seeds/places/north-town.toml cannot be read and is left out: "
        "height_m is an unknown key"
    )
    assert undrawn == [
        f"{key}: its line was not compared, for it cannot be drawn"
        for key in ("pipeline-north", "power-cable")
    ]


@pytest.mark.parametrize(
    ("sides", "told"),
    [
        (["third", "."], "third: there is no such folder, and no such revision"),
        (["first:seeds", "."], "first:seeds: there is no such folder, and no such revision"),
        (["--", "-first", "."], "'-first' is no revision"),
        (["--output=x", "."], "No such option"),
        (["first"], "Missing argument 'NEW'"),
    ],
    ids=" ".join,
)
def test_a_wrong_request_ends_with_2(sides: list[str], told: str, repository: Repository) -> None:
    result = diff(*sides)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert not (repository.project.root / "x").exists()


def test_a_revision_without_a_project_is_told(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "empty")
    repository.git("rm", "-r", "--quiet", "--force", ".")
    (repository.project.root.parent / "readme").write_text("nothing", encoding="utf-8")
    repository.commit("nothing")
    repository.git("checkout", "--quiet", "main")
    result = diff("nothing", ".")
    assert (result.exit_code, result.stderr) == (
        2,
        "nothing: no seeds/atlas.toml in this revision\n",
    )


def test_outside_of_a_repository_there_are_only_folders(
    two_towns: TwoTowns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(two_towns.root.parents[1]))
    monkeypatch.chdir(two_towns.root)
    result = diff("HEAD", ".")
    assert result.exit_code == 2
    assert result.stderr.startswith("HEAD: there is no such folder, and ")
    assert result.stderr.endswith(" is in no git repository\n")


def test_outside_of_a_project_a_revision_is_no_help(
    two_towns: TwoTowns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(two_towns.root.parent)
    result = diff("HEAD", two_towns.root)
    assert result.exit_code == 2
    assert "no seeds/atlas.toml here or above" in result.stderr


def test_without_git_folders_are_compared_and_revisions_refused(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert diff(TWO_TOWNS, ".").stdout.splitlines() == GROWN
    assert diff(TWO_TOWNS, repository.project.root / "seeds").exit_code == 1
    result = diff("first", ".")
    assert result.exit_code == 2
    assert result.stderr == "git is not installed; without it, only folders can be compared\n"
