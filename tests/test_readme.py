"""The README tells the truth: its layers, counts, links, commands and code."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from geo.cli import main
from geo.layers import LAYERS

ROOT = Path(__file__).parents[1]

README = (ROOT / "README.md").read_text(encoding="utf-8")

ROW = re.compile(r"^\| \[([a-z-]+)\]\(layers/[a-z-]+\.geojson\) \| (\d+) ", re.MULTILINE)

ROWS = dict(ROW.findall(README))


def test_every_layer_stands_in_the_table_and_no_other() -> None:
    assert tuple(ROWS) == LAYERS


@pytest.mark.parametrize("layer", LAYERS)
def test_the_count_in_the_table_is_that_of_the_file(layer: str) -> None:
    document = json.loads((ROOT / "layers" / f"{layer}.geojson").read_text(encoding="utf-8"))
    assert len(document["features"]) == int(ROWS[layer])


@pytest.mark.parametrize("target", re.findall(r"\]\((?!http)([^)#]+)\)", README))
def test_a_link_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


def test_every_command_is_told() -> None:
    told = set(re.findall(r"^sarhad ([a-z]+)", README, re.MULTILINE))
    assert told == set(main.commands)


@pytest.mark.parametrize("name", re.findall(r"`maps/([a-z]+)\.html`", README))
def test_a_map_that_is_told_is_defined(name: str) -> None:
    made = {"index", "promises"}
    assert name in made or (ROOT / "maps" / f"{name}.toml").is_file()


@pytest.mark.parametrize("table", ["facts", "events", "commitments", "sources"])
def test_the_rows_of_a_table_are_counted_right(table: str) -> None:
    counted = re.search(rf"\[{table}\]\(layers/{table}\.csv\) \(([\d,]+)", README)
    assert counted is not None
    with (ROOT / "layers" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        assert sum(1 for _ in csv.DictReader(file)) == int(counted[1].replace(",", ""))


def test_every_make_target_is_told_by_help() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert targets is not None
    for target in targets[1].split():
        assert re.search(rf"^{target}:.*## ", text, re.MULTILINE), target


def test_the_accuracy_of_the_railways_is_counted_right() -> None:
    document = json.loads((ROOT / "layers" / "rail.geojson").read_text(encoding="utf-8"))
    words = [feature["properties"]["accuracy"] for feature in document["features"]]
    counted = re.search(
        r"(\d+) of (\d+) sections are guesses \(`low`\) and drawn as such; (\d+) are schematic",
        " ".join(README.split()),
    )
    assert counted is not None
    expected = [words.count("low"), len(words), words.count("schematic")]
    assert [int(number) for number in counted.groups()] == expected


def test_the_code_for_a_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code is not None
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    (tmp_path / "maps").symlink_to(ROOT / "maps")
    exec(compile(code[1], "README.md", "exec"), {})  # noqa: S102 - it is the README's own code
    assert (tmp_path / "frontier.html").read_text(encoding="utf-8").startswith("<!doctype html>")
