"""The record as plain tables, and the data package that describes them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from frictionless import Package, system

from geo import tables
from geo.project import outputs

if TYPE_CHECKING:
    from pathlib import Path

    from geo.project import Project
    from tests.conftest import TwoTowns


@pytest.fixture
def texts(opened: Project) -> dict[str, str]:
    """Return the text of every file of ``layers/``, by its name."""
    return {path.name: text for path, text in outputs(opened, "layers").items()}


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_table_has_the_columns_that_describe_it(texts: dict[str, str]) -> None:
    for name, columns in tables.COLUMNS.items():
        [head, *_] = csv.reader(io.StringIO(texts[f"{name}.csv"], newline=""))
        assert head == [column.name for column in columns]


def test_lines_end_as_rfc_4180_has_it(texts: dict[str, str]) -> None:
    for name in tables.COLUMNS:
        lines = texts[f"{name}.csv"].split("\r\n")
        assert lines[-1] == ""
        assert not any("\n" in line for line in lines)


def test_every_fact_has_a_row(texts: dict[str, str], opened: Project) -> None:
    stated = [(key, fact) for key, thing in opened.atlas.things.items() for fact in thing.facts]
    found = [(row["thing"], row["property"], row["source"]) for row in rows(texts["facts.csv"])]
    assert sorted(found) == sorted((key, fact.property, fact.source) for key, fact in stated)


def test_a_disagreement_says_so_and_which_value_is_used(texts: dict[str, str]) -> None:
    lengths = [
        (row["value"], row["disagrees"], row["preferred"], row["reason"])
        for row in rows(texts["facts.csv"])
        if (row["thing"], row["property"]) == ("railway-north", "length")
    ]
    assert lengths == [("110", "true", "true", "Measured"), ("130", "true", "false", "")]


def test_an_event_has_the_day_from_which_it_counts(texts: dict[str, str]) -> None:
    life = [
        (row["number"], row["date"], row["counts_from"], row["status"])
        for row in rows(texts["events.csv"])
        if row["thing"] == "upper-market"
    ]
    assert life == [
        ("1", "2015", "2015-01-01", "agreed"),
        ("2", "2018-03", "2018-03-01", "construction"),
        ("3", "2019-05-18", "2019-05-18", "operating"),
    ]


def test_a_promise_says_how_late_it_was_kept(texts: dict[str, str]) -> None:
    [market] = [row for row in rows(texts["commitments.csv"]) if row["id"] == "market-by-2018"]
    # From 31 December 2018 to 18 May 2019: 31 + 28 + 31 + 30 + 18 days.
    late = ("kept-late", "2019-05-18", "138", "138")
    keys = ("standing", "settled", "late_days_least", "late_days_most")
    assert tuple(market[key] for key in keys) == late


@pytest.mark.parametrize("text", ["=1+1", "+92 81", "-5 degrees", "@home", '=HYPERLINK("x")'])
def test_no_text_is_a_formula_to_a_spreadsheet(text: str, two_towns: TwoTowns) -> None:
    note = json.dumps(text)
    two_towns.edit("seeds/markets/upper-market.toml", '"Of both towns"', note)
    made = {path.name: text for path, text in outputs(two_towns.opened(), "layers").items()}
    [users] = [row for row in rows(made["facts.csv"]) if row["property"] == "users"]
    assert users["note"] == f"'{text}"


def test_a_number_below_zero_stays_a_number(two_towns: TwoTowns) -> None:
    two_towns.edit("seeds/markets/upper-market.toml", "value = 4,", "value = -4,")
    made = {path.name: text for path, text in outputs(two_towns.opened(), "layers").items()}
    [area] = [row for row in rows(made["facts.csv"]) if row["property"] == "area"]
    assert area["value"] == "-4"


def test_the_frictionless_program_finds_nothing(texts: dict[str, str], tmp_path: Path) -> None:
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text.encode())
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["path", "rowNumber", "fieldName", "message"]) == []
    assert report.stats["tasks"] == 12 + 4


def test_the_frictionless_program_finds_a_source_that_is_not_there(
    texts: dict[str, str], tmp_path: Path
) -> None:
    broken = texts["facts.csv"].replace("survey-2019-gates", "survey-2019-goats")
    package: dict[str, Any] = json.loads(texts["datapackage.json"])
    for resource in package["resources"]:
        del resource["hash"], resource["bytes"]
    for name, text in {**texts, "facts.csv": broken}.items():
        (tmp_path / name).write_bytes(text.encode())
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert {found for [found] in report.flatten(["type"])} == {"foreign-key"}


def test_the_package_describes_every_file_with_its_checksum(texts: dict[str, str]) -> None:
    package = json.loads(texts["datapackage.json"])
    described = {resource["path"]: resource for resource in package["resources"]}
    assert set(described) == set(texts) - {"datapackage.json"}
    for name, resource in described.items():
        content = texts[name].encode()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_each_file_has_the_licence_of_what_is_in_it(texts: dict[str, str]) -> None:
    package = json.loads(texts["datapackage.json"])
    licences = {item["name"]: item["licenses"][0]["name"] for item in package["resources"]}
    assert licences["frontier"] == "ODbL-1.0"
    assert licences["facts"] == "CC-BY-4.0"
