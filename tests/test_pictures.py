"""The gallery's small still pictures."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import pytest

from geo.pictures import HEIGHT, WIDTH, Frame, mercator, picture
from geo.project import open_project

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.layers import Layer
    from geo.project import Project
    from tests.conftest import TwoTowns


def classes(svg: str, tag: str) -> list[str]:
    """Return the classes of all elements of one tag, in the order of drawing."""
    return re.findall(rf'<{tag} class="([^"]*)"', svg)


@pytest.fixture(scope="module")
def drawn(opened: Project, built: Mapping[str, Layer]) -> str:
    """Return the picture of both towns."""
    return picture(opened.atlas, built, opened.definitions["both-towns"])


def test_the_equator_is_the_middle_of_mercators_plane() -> None:
    assert mercator(0, 0) == (0, 0)
    assert mercator(180, 0)[0] == pytest.approx(math.pi)
    assert mercator(0, -40)[1] == -mercator(0, 40)[1]


def test_mercators_plane_is_square_between_85_degrees_north_and_south() -> None:
    # The latitude at which the northing equals half the equator: 2 atan(e^π) - 90°.
    edge = math.degrees(2 * math.atan(math.exp(math.pi))) - 90
    assert edge == pytest.approx(85.0511, abs=1e-4)
    assert mercator(0, edge)[1] == pytest.approx(math.pi)


@pytest.mark.parametrize(
    "view", [(10, -1, 12, 1), (10, -0.1, 12, 0.1), (10, -1, 10.1, 1), (25, 15, 80, 45)]
)
def test_a_frame_shows_its_view_whole_and_as_large_as_can_be(
    view: tuple[float, float, float, float],
) -> None:
    west, south, east, north = view
    frame = Frame.around(view)
    left, top = frame.xy(west, north)
    right, bottom = frame.xy(east, south)
    assert (left + right, top + bottom) == pytest.approx((WIDTH, HEIGHT))
    assert min(left, top) == pytest.approx(0, abs=1e-6)
    assert max(right - left - WIDTH, bottom - top - HEIGHT) == pytest.approx(0, abs=1e-6)


def test_points_come_last_and_lines_in_their_order(drawn: str) -> None:
    assert classes(drawn, "rect") == ["sea"]
    lines = [name.removeprefix("line ") for name in classes(drawn, "path") if "line" in name]
    # The ferry is laid up and one half of the pipeline cancelled: both are grey.
    assert sorted(lines) == [
        "frontier",
        "frontier",
        "muted",
        "muted",
        "pipeline",
        "power",
        "rail",
        "rail",
    ]
    assert lines[-1] == "frontier"
    assert classes(drawn, "circle") == ["port", "gate", "gate", "gate", "gate"]
    assert drawn.rindex("<path") < drawn.index("<circle")


def test_a_layer_that_is_off_is_not_drawn(two_towns: TwoTowns) -> None:
    two_towns.edit("maps/both-towns.toml", '"markets"', '"markets", on = false')
    opened = open_project(two_towns.root)
    svg = picture(opened.atlas, two_towns.built(), opened.definitions["both-towns"])
    assert classes(svg, "circle") == ["port", "gate", "gate"]


def test_a_corridor_alone_may_be_drawn(opened: Project, built: Mapping[str, Layer]) -> None:
    svg = picture(opened.atlas, built, opened.definitions["rail-only"])
    lines = [name for name in classes(svg, "path") if name.startswith("line ")]
    assert sorted(lines) == ["line frontier", "line power", "line rail", "line rail"]


def test_a_schematic_line_is_short_strokes_and_a_sure_one_is_whole(drawn: str) -> None:
    [power] = re.findall(r'<path class="line power"[^>]*>', drawn)
    assert "stroke-dasharray" in power
    frontier = re.findall(r'<path class="line frontier"[^>]*>', drawn)[-1]
    assert "stroke-dasharray" not in frontier


def test_nothing_is_drawn_far_outside_the_picture(drawn: str) -> None:
    traces = re.findall(r' d="([^"]*)"', drawn)
    assert traces
    for trace in traces:
        numbers = [float(number) for number in re.findall(r"-?\d+\.\d", trace)]
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            assert -WIDTH / 10 < x < WIDTH * 1.1
            assert -HEIGHT / 5 < y < HEIGHT * 1.2


def test_a_picture_carries_no_words(two_towns: TwoTowns, drawn: str) -> None:
    """The link around it says what it shows, so that nothing in a seed can reach its markup."""
    attack = "<b onload='1'> & \\\"two\\\" towns"
    two_towns.edit("maps/both-towns.toml", '"Both towns"', f'"{attack}"')
    opened = open_project(two_towns.root)
    assert picture(opened.atlas, two_towns.built(), opened.definitions["both-towns"]) == drawn
    assert 'aria-hidden="true"' in drawn


def test_the_same_map_is_the_same_picture(
    opened: Project, built: Mapping[str, Layer], drawn: str
) -> None:
    assert picture(opened.atlas, built, opened.definitions["both-towns"]) == drawn
