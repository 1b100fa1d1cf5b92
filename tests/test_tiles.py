"""Online tiles: only on pages that are built with them, and from their own hosts alone."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from geo import cli
from geo.errors import SeedError
from geo.project import plan

if TYPE_CHECKING:
    from tests.conftest import TwoTowns

PAGE = "maps/both-towns.html"


def pages(project: TwoTowns, *, tiles: bool) -> dict[str, str]:
    """Return all pages of a project."""
    made = plan(project.opened(), "maps", tiles=tiles)
    return {path.relative_to(project.root).as_posix(): make() for path, make in made.items()}


def pictures_from(page: str) -> list[str]:
    """Return what the policy of a page lets pictures come from."""
    found = re.search(r"img-src ([^;]*);", page)
    assert found
    return found[1].split()


def test_a_page_has_no_tiles_unless_it_is_asked_for_them(two_towns: TwoTowns) -> None:
    before = pages(two_towns, tiles=False)
    assert pictures_from(before[PAGE]) == ["data:"]
    assert not any("tiles.example.org" in page for page in before.values())
    # Not a byte of what is only theirs.
    settings = two_towns.read("seeds/atlas.toml")
    two_towns.write("seeds/atlas.toml", settings[: settings.index("[[tiles]]")])
    assert pages(two_towns, tiles=False) == before


def test_a_page_built_with_tiles_allows_their_host_and_no_other(two_towns: TwoTowns) -> None:
    page = pages(two_towns, tiles=True)[PAGE]
    assert pictures_from(page) == ["data:", "https://tiles.example.org"]
    assert "default-src 'none'" in html.unescape(page)
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page)
    assert found
    [offered] = json.loads(found[1])["map"]["tiles"]
    assert offered["attribution"] == "Pictures of nowhere"
    assert "note" not in offered


def test_the_command_builds_them_on_request(two_towns: TwoTowns) -> None:
    for options, hosts in (([], 1), (["--tiles"], 2)):
        result = CliRunner().invoke(cli.main, ["build", str(two_towns.root), "--quiet", *options])
        assert result.exit_code == 0
        assert len(pictures_from(two_towns.read(PAGE))) == hosts


@pytest.mark.parametrize(
    "url",
    [
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "https://{s}.tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}.png",
        "https://tiles.example.org/{z}/{x}/{y}.png; script-src *",
        "https://tiles.example.org",
    ],
)
def test_an_address_is_one_https_host_and_a_path(url: str, two_towns: TwoTowns) -> None:
    two_towns.edit("seeds/atlas.toml", "https://tiles.example.org/{z}/{x}/{y}.png", url)
    with pytest.raises(SeedError, match=r"tiles\[0\]\.url is .* come from one https:// host"):
        two_towns.findings()
