"""How lines reach a terminal, a pipe or a program, and how words and numbers are written."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console

from geo.terminal import Words, clean, put
from geo.terminal.sheet import line
from geo.terminal.words import own_strings

if TYPE_CHECKING:
    from geo.atlas import Atlas

ROOT = Path(__file__).parents[1]

TWO_TOWNS = Path(__file__).parent / "data" / "two-towns"


def spawn(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "geo", "show", *arguments, str(TWO_TOWNS)],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={"PATH": "", "PYTHONUTF8": "1", **environment},
    )


def test_into_a_pipe_go_whole_lines_without_colours() -> None:
    told = spawn("railway-north", COLUMNS="40").stdout.decode()
    assert "\x1b" not in told
    assert max(map(len, told.splitlines())) > 100
    assert not any(text != text.rstrip() for text in told.splitlines())


def test_on_a_terminal_lines_are_folded_under_themselves_and_addresses_are_not() -> None:
    told = spawn("railway-north", COLUMNS="40", FORCE_COLOR="1", TERM="xterm").stdout.decode()
    assert "\x1b[1m" in told
    plain = re.sub(r"\x1b\[[\d;]*m", "", told).splitlines()
    at = next(number for number, text in enumerate(plain) if text.startswith("  Length: "))
    assert plain[at + 1].startswith("    ")
    assert "    http://example.org/survey/gates" in plain
    assert max(map(len, plain)) <= 60
    assert max(len(text) for text in plain if "http" not in text and "، " not in text) <= 60


def test_a_reader_that_stops_early_meets_no_traceback() -> None:
    command = [sys.executable, "-m", "geo", "show", str(TWO_TOWNS)]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_json_is_utf_8_whatever_the_terminal_is() -> None:
    spawned = spawn("upper-market", "--json", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "بازار بالا" in spawned.stdout.decode("utf-8")


def test_nothing_that_steers_a_terminal_reaches_it() -> None:
    text = "\x1b[31mred\x07\u202eturned\u2066\u009b0m\u200ecut\rtab\tnew\nline می\u200cرود"
    assert clean(text) == "[31mredturned0mcut tab new line می\u200cرود"
    console = Console(record=True, width=80, force_terminal=False)
    with console.capture() as captured:
        put(console, [line(text)])
    assert captured.get() == "[31mredturned0mcut tab new line می\u200cرود\n"


def test_every_string_is_there_in_all_languages() -> None:
    tables = own_strings()
    assert len({frozenset(table) for table in tables.values()}) == 1
    for key in tables["en"]:
        places = {
            language: set(re.findall(r"\{\w+\}", tables[language][key])) for language in tables
        }
        assert len({frozenset(found) for found in places.values()}) == 1, key


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (1004.66, "km", "1,004.66 km"),
        (-0.5, "m", "−0.5 m"),
        (1500000, None, "1,500,000"),
        (2013, None, "2013"),
        (12, "parsecs", "12 parsecs"),
        ("2023-05-18", None, "18 May 2023"),
        ("about 20", "km", "about 20 km"),
        ({"en": "many", "fa": "بسیار"}, None, "many"),
        ({"en": "about 900"}, "km", "about 900 km"),
    ],
)
def test_amounts_are_written_as_on_the_pages(
    value: Any, unit: str | None, told: str, atlas: Atlas
) -> None:
    assert Words(atlas).amount(value, unit) == told


def test_properties_go_on_with_the_names_of_places(atlas: Atlas) -> None:
    words = Words(atlas)
    assert words.property("distance_to_north_town") == "Distance to North town"
    assert words.property("length_north_south") == "Length, North station–South station"
    assert words.property("stalls_in_use") == "stalls in use"
