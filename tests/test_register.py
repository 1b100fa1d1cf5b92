"""Everything that can be shown: how it is found, by an id or a name, and how it is listed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from geo import cli
from tests.shown import EVERYTHING, MADE_UP, lines, show

if TYPE_CHECKING:
    from tests.conftest import TwoTowns

TWO_TOWNS = Path(__file__).parent / "data" / "two-towns"

MARKET = "seeds/markets/upper-market.toml"


@pytest.mark.parametrize("asked", ["upper-market", "Upper market", "HIGH  market", "بالائي منڈی"])
def test_a_thing_is_found_by_its_id_and_by_any_name_that_it_alone_has(asked: str) -> None:
    assert lines(asked)[0] == "Upper market"


def test_a_thing_is_found_by_its_own_name_before_another_things_other_name(
    two_towns: TwoTowns,
) -> None:
    two_towns.edit(MARKET, '"High market"', '"East port"')
    assert lines("East port", folder=two_towns.root)[2].startswith("Port · ")


def test_a_name_that_several_things_have_is_told_with_their_ids(two_towns: TwoTowns) -> None:
    two_towns.edit("seeds/ports/east-port.toml", '"East port"', '"Upper market"')
    result = show("upper Market", folder=two_towns.root)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "'upper Market' is a name of upper-market (Upper market) or east-port (Upper market); "
        "give the id\n"
    )


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("uper-market", "did you mean upper-market (Upper market)"),
        ("railway-nroth", "did you mean railway-north (North station – Rail gate)"),
        ("markt-by-2018", "did you mean market-by-2018 (Upper market to open by the end of 2018)"),
        ("gazetteer", "did you mean gazetteer-2018-towns (Towns and villages)"),
        ("xyzzy", "`sarhad show` lists everything"),
        ("", "`sarhad show` lists everything"),
    ],
)
def test_a_mistyped_id_suggests_the_nearest(asked: str, hint: str) -> None:
    result = show(asked)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"there is no {asked!r}; {hint}")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a", "b", "c"], "one thing at a time; found a, b, c"),
        (["upper-market", "nowhere"], "nowhere: there is no such folder"),
        (["upper-market", str(TWO_TOWNS), "--as-of", "2013"], "is no day"),
        (["upper-market", str(TWO_TOWNS), "--as-of", "2030-01-01"], "lies after 2020-06-30"),
        (["upper-market", str(TWO_TOWNS), "--lang", "de"], "'de' is not one of"),
    ],
)
def test_a_wrong_request_ends_with_2(arguments: list[str], told: str) -> None:
    result = CliRunner().invoke(cli.main, ["show", *arguments])
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_faulty_seeds_are_told_and_nothing_is_shown(two_towns: TwoTowns) -> None:
    two_towns.edit(MARKET, 'status = "agreed"', 'status = "dreamt of"')
    result = show("upper-market", folder=two_towns.root)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "dreamt of" in result.stderr


def test_without_an_id_everything_is_listed_by_its_kind() -> None:
    told = lines()
    at = told.index("Border market (2)")
    assert told[at : at + 3] == [
        "Border market (2)",
        "  lower-market  proposed since 2017          Lower market",
        "  upper-market  operating since 18 May 2019  Upper market",
    ]
    listed = {text.split()[0] for text in told if text.startswith("  ")}
    assert listed == {*EVERYTHING} - {*MADE_UP.sources}
    assert told[-1] == "Sources: 4; `sarhad show SOURCE` tells what cites one"


def test_the_folder_alone_lists_what_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = lines()
    monkeypatch.chdir(TWO_TOWNS / "seeds" / "markets")
    for arguments in ([], [".."]):
        result = CliRunner().invoke(cli.main, ["show", *arguments])
        assert result.stdout.splitlines() == listed
