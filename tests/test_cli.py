"""The command: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import metadata
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from geo import cli
from geo.errors import SeedError
from geo.layers import LAYERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from click.testing import Result

    from tests.conftest import TwoTowns

MARKET = "seeds/markets/upper-market.toml"


def run(*arguments: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def spawn(arguments: Sequence[object], **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "geo", *map(str, arguments)],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env={"PATH": "", "PYTHONUTF8": "1", **environment},
    )


@pytest.fixture
def built_once(two_towns: TwoTowns) -> TwoTowns:
    """Return a project that has been built."""
    assert run("build", two_towns.root, "--quiet").exit_code == 0
    return two_towns


def break_the_market(project: TwoTowns) -> None:
    """Bring a fault into a seed."""
    project.edit(MARKET, 'status = "agreed"', 'status = "dreamt of"')


def test_a_build_writes_layers_maps_and_schemas(two_towns: TwoTowns) -> None:
    result = run("build", two_towns.root)
    assert result.exit_code == 0
    # 12 layers, 4 tables and what describes them; 2 maps, the promises and the gallery; a schema
    # for each of 12 folders, the settings and the maps.
    assert result.stdout == "36 files built, 36 of them new or changed.\n"
    assert len(LAYERS) + 5 + 4 + 14 == 35
    assert (two_towns.root / "layers" / "markets.geojson").is_file()
    assert (two_towns.root / "maps" / "index.html").is_file()


def test_a_second_build_changes_no_byte(built_once: TwoTowns) -> None:
    before = built_once.snapshot()
    result = run("build", built_once.root)
    assert result.exit_code == 0
    assert result.stdout == "36 files built, 0 of them new or changed.\n"
    assert built_once.snapshot() == before


def test_a_changed_seed_changes_only_what_shows_it(built_once: TwoTowns) -> None:
    before = built_once.snapshot()
    built_once.edit("seeds/stations/north-station.toml", '"North station"', '"Northern station"')
    assert run("build", built_once.root, "--quiet").exit_code == 0
    after = built_once.snapshot()
    assert {file for file in after if after[file] != before[file]} == {
        "seeds/stations/north-station.toml",
        "layers/datapackage.json",
        "layers/stations.geojson",
        "maps/both-towns.html",
        "maps/rail-only.html",
    }


def test_only_one_layer_is_written_on_request(two_towns: TwoTowns) -> None:
    result = run("build", two_towns.root, "--only", "markets")
    assert result.exit_code == 0
    assert [path.name for path in (two_towns.root / "layers").iterdir()] == ["markets.geojson"]
    assert not list(two_towns.root.glob("maps/*.html"))


def test_quiet_says_nothing(two_towns: TwoTowns) -> None:
    result = run("build", two_towns.root, "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_checking_a_fresh_build_finds_nothing_and_writes_nothing(built_once: TwoTowns) -> None:
    before = built_once.snapshot()
    result = run("build", built_once.root, "--check")
    assert (result.exit_code, result.stdout) == (0, "Nothing would change.\n")
    assert built_once.snapshot() == before


def test_checking_tells_what_would_change_and_writes_nothing(built_once: TwoTowns) -> None:
    built_once.edit("seeds/ports/east-port.toml", "precision_m = 2000", "precision_m = 2500")
    (built_once.root / "layers" / "rail.geojson").unlink()
    (built_once.root / "maps" / "both-towns.html").unlink()
    before = built_once.snapshot()
    result = run("build", built_once.root, "--check")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "layers/rail.geojson: is missing; run `sarhad build`",
        "layers/ports.geojson: would change; run `sarhad build`",
        "layers/datapackage.json: would change; run `sarhad build`",
    ]
    assert built_once.snapshot() == before


@pytest.mark.parametrize("command", ["build", "check"])
def test_faults_are_told_on_stderr_and_end_with_1(command: str, two_towns: TwoTowns) -> None:
    break_the_market(two_towns)
    before = two_towns.snapshot()
    result = run(command, two_towns.root)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f'{MARKET}: events[0].status is "dreamt of"; allowed are')
    assert two_towns.snapshot() == before


def test_square_brackets_of_a_finding_are_not_taken_for_markup(two_towns: TwoTowns) -> None:
    two_towns.edit(MARKET, 'area", value = 4', 'area", value = "[bold]"')
    two_towns.edit(MARKET, "lon = 10.5", 'lon = "[red]"')
    assert 'position.lon is "[red]"' in run("check", two_towns.root).stderr


def test_a_long_finding_stays_on_one_line(two_towns: TwoTowns) -> None:
    two_towns.edit(MARKET, 'crossing = "middle-gate"', 'opening_day = "Friday"')
    finding, count = run("check", two_towns.root).stderr.splitlines()
    assert finding.endswith("position, crossing")
    assert count == "1 finding"


def test_checking_good_seeds_says_so(two_towns: TwoTowns) -> None:
    result = run("check", two_towns.root)
    assert (result.exit_code, result.stdout) == (0, "No findings; 2 maps can be built.\n")
    assert not (two_towns.root / "layers").exists()


def test_debug_shows_pythons_own_report(two_towns: TwoTowns) -> None:
    break_the_market(two_towns)
    result = run("--debug", "build", two_towns.root)
    assert isinstance(result.exception, SeedError)


@pytest.mark.parametrize(
    "arguments",
    [["biuld"], ["build", "--onyl", "maps"], ["build", "no-such-folder"], ["check", "a", "b"]],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage: " in result.stderr


def test_a_folder_without_seeds_is_told(two_towns: TwoTowns) -> None:
    result = run("build", two_towns.root.parent)
    assert result.exit_code == 2
    assert "no seeds/atlas.toml here or above" in result.stderr


def test_version_and_help() -> None:
    assert metadata.version("sarhad") in run("--version").stdout
    for arguments in (["--help"], ["-h"], ["build", "--help"]):
        result = run(*arguments)
        assert result.exit_code == 0
        assert result.stdout.startswith("Usage: ")


def test_where_a_folder_cannot_be_written_nothing_is_changed(two_towns: TwoTowns) -> None:
    two_towns.write("layers", "a file where the folder should be")
    before = two_towns.snapshot()
    result = run("build", two_towns.root)
    assert result.exit_code == 1
    assert "layers/frontier.geojson: cannot be written" in result.stderr
    assert two_towns.snapshot() == before


def test_in_a_subfolder_the_project_above_is_built(
    two_towns: TwoTowns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(two_towns.root / "seeds" / "markets")
    assert run("build", "--only", "layers").exit_code == 0
    assert len(list(two_towns.root.glob("layers/*.geojson"))) == 12


@pytest.mark.parametrize(("environment", "coloured"), [({"NO_COLOR": "1"}, False), ({}, True)])
def test_no_color_is_heeded(
    environment: dict[str, str], *, coloured: bool, two_towns: TwoTowns
) -> None:
    break_the_market(two_towns)
    # Rich takes FORCE_COLOR for a terminal; NO_COLOR is stronger (https://no-color.org).
    result = spawn(["check", two_towns.root], FORCE_COLOR="1", TERM="xterm", **environment)
    assert result.returncode == 1
    assert bool(re.search(r"\x1b\[[\d;]*3[0-7]m", result.stderr)) is coloured


def test_python_m_geo_is_the_command(two_towns: TwoTowns) -> None:
    result = spawn(["build", two_towns.root, "--only", "layers"])
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "17 files built, 17 of them new or changed.\n"


def test_the_maps_of_an_earlier_day_go_into_a_folder_of_their_own(built_once: TwoTowns) -> None:
    before = built_once.snapshot()
    result = run("build", built_once.root, "--as-of", "2018-12-31")
    assert result.exit_code == 0
    folder = built_once.root / "as-of" / "2018-12-31"
    # As above, without the 14 schemas, which are of no day.
    assert result.stdout == f"22 files built in {folder}, 22 of them new or changed.\n"
    assert '"status":"construction","status_date":"2018-03"' in (
        folder / "layers" / "markets.geojson"
    ).read_text(encoding="utf-8")
    after = built_once.snapshot()
    assert {name: after[name] for name in before} == before


def test_the_folder_of_an_earlier_day_may_be_named(built_once: TwoTowns, tmp_path: Path) -> None:
    result = run("build", built_once.root, "--as-of", "2018-12-31", "--output", tmp_path / "then")
    assert result.exit_code == 0
    assert (tmp_path / "then" / "maps" / "index.html").is_file()
    assert not (built_once.root / "as-of").exists()


def test_no_other_day_is_built_over_the_published_maps(built_once: TwoTowns) -> None:
    before = built_once.snapshot()
    result = run("build", built_once.root, "--as-of", "2018-12-31", "--output", built_once.root)
    assert result.exit_code == 2
    assert "this is a project, whose layers and maps would be lost" in result.stderr
    assert built_once.snapshot() == before


@pytest.mark.parametrize(
    ("day", "finding"),
    [
        ("2018-13-01", "'2018-13-01' is no day; write one as 2013-03-11"),
        ("2018-12", "'2018-12' is no day; write one as 2013-03-11"),
        ("2020-07-01", "2020-07-01 lies after 2020-06-30, the last day that the seeds reach"),
    ],
)
def test_a_day_that_cannot_be_built_is_refused(day: str, finding: str, two_towns: TwoTowns) -> None:
    result = run("build", two_towns.root, "--as-of", day)
    assert result.exit_code == 2
    assert finding in result.stderr
    assert not (two_towns.root / "as-of").exists()
