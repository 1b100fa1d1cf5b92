"""The small still pictures: in the gallery, and on a page where no script runs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from shapely import box

from geo import layers
from geo.pictures import HEIGHT, HIGH, WIDE, WIDTH, named_picture, picture
from geo.project import Project, open_project

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.layers import Layer
    from tests.conftest import TwoTowns

ROOT = Path(__file__).parents[1]


def classes(svg: str, tag: str) -> list[str]:
    """Return the classes of all elements of one tag, or of one of several (``a|b``), as drawn."""
    return re.findall(rf'<(?:{tag}) class="([^"]*)"', svg)


def corners(trace: str) -> Iterator[tuple[float, float]]:
    """Yield the corners of a path of M and relative l."""
    for start, steps in re.findall(r"M([^l]*)l([^Mz]*)", trace):
        x, y = map(float, start.split())
        yield x, y
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", steps)]
        for along, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + along, y + down
            yield x, y


@pytest.fixture(scope="module")
def drawn(opened: Project, built: Mapping[str, Layer]) -> str:
    """Return the picture of both towns for the gallery."""
    return picture(opened.atlas, built, opened.definitions["both-towns"])


@pytest.fixture(scope="module")
def named(opened: Project, built: Mapping[str, Layer]) -> str:
    """Return the picture of both towns with names."""
    return named_picture(opened.atlas, built, opened.definitions["both-towns"], "en")


@pytest.fixture(scope="module")
def real() -> tuple[Project, Mapping[str, Layer]]:
    """Return the project itself, with its layers."""
    project = open_project(ROOT)
    return project, layers.build(project.atlas)


def test_points_come_last_and_lines_in_their_order(drawn: str) -> None:
    assert classes(drawn, "rect") == ["sea"]
    lines = [name.removeprefix("line ") for name in classes(drawn, "path|use") if "line" in name]
    # The ferry is laid up and one half of the pipeline cancelled: both are grey.
    assert set(lines) == {"frontier", "muted", "pipeline", "power", "rail"}
    assert lines[-1] == "frontier"
    assert classes(drawn, "circle") == ["spot port", *["spot gate"] * 4]
    assert drawn.rindex("<path") < drawn.index("<circle")


def test_strokes_along_one_path_share_it(drawn: str) -> None:
    paths = re.findall(r'<path id="([^"]*)"', drawn)
    used = re.findall(r'<use class="(\w+) rail"[^>]* href="#([^"]*)"', drawn)
    assert len(set(paths)) == len(paths)
    assert {role for role, _ in used} >= {"line", "tie"}
    assert {path for _, path in used} <= set(paths)


def test_a_layer_that_is_off_is_not_drawn(two_towns: TwoTowns) -> None:
    two_towns.edit("maps/both-towns.toml", '"markets"', '"markets", on = false')
    opened = open_project(two_towns.root)
    svg = picture(opened.atlas, two_towns.built(), opened.definitions["both-towns"])
    assert classes(svg, "circle") == ["spot port", *["spot gate"] * 2]


def test_a_corridor_alone_may_be_drawn(opened: Project, built: Mapping[str, Layer]) -> None:
    svg = picture(opened.atlas, built, opened.definitions["rail-only"])
    lines = {name for name in classes(svg, "path|use") if name.startswith("line ")}
    assert lines == {"line frontier", "line power", "line rail"}


def test_a_schematic_line_is_short_strokes_and_a_sure_one_is_whole(drawn: str) -> None:
    [power] = re.findall(r'<path class="line power"[^>]*>', drawn)
    assert "stroke-dasharray" in power
    frontier = re.findall(r'<path class="line frontier"[^>]*>', drawn)[-1]
    assert "stroke-dasharray" not in frontier


@pytest.mark.parametrize(("which", "width", "height"), [(0, WIDTH, HEIGHT), (1, WIDE, HIGH)])
def test_nothing_is_drawn_far_outside_the_picture(
    drawn: str, named: str, which: int, width: float, height: float
) -> None:
    traces = re.findall(r' d="(M[^"]*l[^"]*)"', (drawn, named)[which])
    assert traces
    for trace in traces:
        for x, y in corners(trace):
            assert -width / 10 < x < width * 1.1
            assert -height / 5 < y < height * 1.2


def test_a_picture_of_the_gallery_carries_no_words(two_towns: TwoTowns, drawn: str) -> None:
    """The link around it says what it shows, so that nothing in a seed can reach its markup."""
    attack = "<b onload='1'> & \\\"two\\\" towns"
    two_towns.edit("maps/both-towns.toml", '"Both towns"', f'"{attack}"')
    opened = open_project(two_towns.root)
    assert picture(opened.atlas, two_towns.built(), opened.definitions["both-towns"]) == drawn
    assert 'aria-hidden="true"' in drawn


def test_names_are_text_and_what_is_in_them_is_no_markup(two_towns: TwoTowns) -> None:
    attack = "<b onload='1'> & \\\"two\\\" towns"
    two_towns.edit("maps/both-towns.toml", '"Both towns"', f'"{attack}"')
    two_towns.edit("seeds/markets/upper-market.toml", '"Upper market"', '"<i>Upper & market"')
    opened = open_project(two_towns.root)
    svg = named_picture(opened.atlas, two_towns.built(), opened.definitions["both-towns"], "en")
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert "<i>Upper & market" in [text.text for text in root.iter("text")]
    assert root.attrib["aria-label"].startswith("Map: <b onload='1'> & \"two\" towns. ")


def test_a_named_picture_says_in_words_what_it_shows(named: str) -> None:
    root = ET.fromstring(named)  # noqa: S314 - our own
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == (
        "Map: Both towns. A frontier on the equator, and all that crosses it "
        "Border markets: Lower market, Upper market."
    )
    names = {text.text for text in root.iter("text")}
    assert {"Lower market", "Upper market", "Arland", "Borland"} <= names


def test_the_scale_of_a_named_picture_is_right_on_the_equator(named: str) -> None:
    [length] = re.findall(r'class="scale" d="M[^"]*h([\d.]+)v', named)
    [words] = re.findall(r">(\d+) km</text>", named)
    # The view is 3 degrees high and 3.5 wide; 540 to 720 pixels are 3 to 4 degrees.
    assert float(length) == pytest.approx(int(words) / 111.319 * HIGH / 3, rel=1e-2)


def test_no_picture_has_what_the_policy_of_a_page_forbids(drawn: str, named: str) -> None:
    for svg in (drawn, named):
        assert not re.search(r"\sstyle=|<style|<script|\son\w+=|https?:", svg)


def test_the_same_map_is_the_same_picture(
    opened: Project, built: Mapping[str, Layer], drawn: str, named: str
) -> None:
    definition = opened.definitions["both-towns"]
    assert picture(opened.atlas, built, definition) == drawn
    assert named_picture(opened.atlas, built, definition, "en") == named


def test_the_overviews_picture_costs_its_page_less_than_5_kb(
    real: tuple[Project, Mapping[str, Layer]],
) -> None:
    project, built = real
    svg = named_picture(project.atlas, built, project.definitions["overview"], "en")
    assert len(gzip.compress(svg.encode("utf-8"))) < 5_000


@pytest.mark.parametrize("map_id", ["overview", "frontier", "markets"])
def test_every_market_is_named_where_no_script_runs(
    real: tuple[Project, Mapping[str, Layer]], map_id: str
) -> None:
    project, built = real
    svg = named_picture(project.atlas, built, project.definitions[map_id], "en")
    west, south, east, north = project.definitions[map_id].view
    inside = [
        item
        for item in built["markets"].drawn
        if box(west, south, east, north).contains(item.feature.geometry)
    ]
    assert svg.count('class="is-market"') == len(inside) >= 3
