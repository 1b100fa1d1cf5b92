"""What a page says of itself to networks and messengers, and the card beside it."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from geo import cli
from geo.about import About, published

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.conftest import TwoTowns

BASE = "https://example.org/maps"


def run(*arguments: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def metas(page: str) -> dict[str, str]:
    """Return what the meta elements of a page say, by their names."""
    found = re.findall(r'<meta (?:property|name)="([^"]*)" content="([^"]*)">', page)
    return {name: unescape(content) for name, content in found}


@pytest.fixture
def shared(two_towns: TwoTowns) -> TwoTowns:
    """Return a project that was built for an address."""
    assert run("build", two_towns.root, "--base-url", f"{BASE}/", "--quiet").exit_code == 0
    return two_towns


def test_an_address_that_is_not_known_is_not_made_up(two_towns: TwoTowns) -> None:
    assert run("build", two_towns.root, "--quiet").exit_code == 0
    for name in ("both-towns", "index", "promises"):
        page = two_towns.read(f"maps/{name}.html")
        told = metas(page)
        assert told["og:title"]
        assert told["og:description"] == told["description"]
        assert not {"og:image", "og:url", "twitter:card"} & told.keys()
        assert "canonical" not in page
    assert not list(two_towns.root.glob("maps/*.png"))


def test_a_published_page_has_its_address_and_its_card(shared: TwoTowns) -> None:
    page = shared.read("maps/both-towns.html")
    told = metas(page)
    assert f'<link rel="canonical" href="{BASE}/both-towns.html">' in page
    assert told["og:type"] == "website"
    assert told["og:title"] == "Both towns"
    assert told["og:description"] == "A frontier on the equator, and all that crosses it"
    assert told["og:url"] == f"{BASE}/both-towns.html"
    assert told["og:image"] == f"{BASE}/both-towns.png"
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert "Both towns" in told["og:image:alt"]
    assert told["og:locale"] == "en_GB"
    assert told["twitter:card"] == "summary_large_image"
    # The first bytes of a PNG, and its size in the chunk after them.
    card = (shared.root / "maps" / "both-towns.png").read_bytes()
    assert card[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(card[at : at + 4], "big") for at in (16, 20)] == [1200, 630]


def test_the_gallery_shows_the_card_of_its_first_map_and_promises_have_none(
    shared: TwoTowns,
) -> None:
    assert metas(shared.read("maps/index.html"))["og:image"] == f"{BASE}/both-towns.png"
    promises = metas(shared.read("maps/promises.html"))
    assert promises["og:url"] == f"{BASE}/promises.html"
    assert "og:image" not in promises
    assert promises["twitter:card"] == "summary"


def test_a_second_build_for_the_same_address_changes_nothing(shared: TwoTowns) -> None:
    before = shared.snapshot()
    again = run("build", shared.root, "--base-url", BASE)
    assert again.stdout.endswith("0 of them new or changed.\n")
    assert shared.snapshot() == before


@pytest.mark.parametrize(
    "address",
    [
        "example.org/maps",
        "ftp://example.org",
        "javascript:alert(1)",
        "https://",
        "https://me:secret@example.org",
        "https://example.org/maps?x=1",
        "https://example.org/maps#x",
        "https://exa[mple",
        "https://example.org/\nmaps",
    ],
)
def test_what_is_no_address_of_a_folder_is_refused(two_towns: TwoTowns, address: str) -> None:
    before = two_towns.snapshot()
    result = run("build", two_towns.root, "--base-url", address)
    assert result.exit_code == 2
    assert "is no address of a folder; write one as https://example.org/maps" in result.stderr
    assert two_towns.snapshot() == before


def test_what_stands_in_an_address_is_no_markup(two_towns: TwoTowns) -> None:
    address = 'https://example.org/"><b>'
    only = run("build", two_towns.root, "--only", "rail-only", "--base-url", address, "--quiet")
    assert only.exit_code == 0
    assert "<b>" not in two_towns.read("maps/rail-only.html")


def test_the_languages_of_a_page_are_named_as_networks_name_them() -> None:
    about = published(About("A", "B", "fa"), None, "a.html", None)
    told = [(meta.name, meta.content) for meta in about.metas]
    assert ("og:locale", "fa_IR") in told
    assert {content for name, content in told if name == "og:locale:alternate"} == {
        "en_GB",
        "ur_PK",
    }


def test_a_build_without_an_address_loads_no_graphics_library(two_towns: TwoTowns) -> None:
    program = (
        "import sys; from geo.project import open_project, outputs; from pathlib import Path; "
        "outputs(open_project(Path(sys.argv[1]))); sys.exit('matplotlib' in sys.modules)"
    )
    ended = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", program, str(two_towns.root)], check=False
    )
    assert ended.returncode == 0


@pytest.mark.parametrize("name", ["both.svg", "both.PNG", "both.pdf"])
def test_a_figure_is_written_as_its_name_says(
    two_towns: TwoTowns, tmp_path: Path, name: str
) -> None:
    result = run("figure", "both-towns", two_towns.root, "-o", tmp_path / name, "--lang", "fa")
    assert result.exit_code == 0, result.stderr
    start = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[name[-3:].lower()]
    assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["both-towns", "-o", "out/x.gif"], "a figure is .svg, .png or .pdf"),
        (["both", "-o", "out/x.svg"], "no map 'both'; maps/ defines both-towns, rail-only"),
        (["both-towns", "-o", "x.svg/y.svg"], "cannot be written"),
        (["both-towns", "-o", "out/x.svg", "--size", "huge"], "'huge' is no size"),
        (["both-towns", "-o", "out/x.svg", "--as-of", "2999-01-01"], "lies after 2020-06-30"),
    ],
)
def test_a_figure_that_cannot_be_says_why_in_one_line(
    two_towns: TwoTowns, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    two_towns.write("x.svg", "a file in the way")
    monkeypatch.chdir(two_towns.root)
    before = two_towns.snapshot()
    result = run("figure", *arguments)
    assert result.exit_code in (1, 2)
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert two_towns.snapshot() == before


def test_two_runs_of_the_command_write_the_same_bytes(two_towns: TwoTowns, tmp_path: Path) -> None:
    held = set()
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.svg"
        command = [sys.executable, "-m", "geo", "figure", "both-towns", two_towns.root, "-o", out]
        subprocess.run(  # noqa: S603 - our own command
            [str(word) for word in command], check=True, env={"PYTHONHASHSEED": seed, "PATH": ""}
        )
        held.add(out.read_bytes())
    assert len(held) == 1
