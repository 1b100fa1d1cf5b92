"""What still pictures show, and where: frame, strokes, scale, names and legend."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.drawing import labels, legend, scene, strokes
from geo.drawing.frame import Frame, mercator
from geo.drawing.placing import Measured, Plate, Wish, meet
from geo.drawing.scale import scale_bar
from geo.measure import distance_m
from geo.styles import KINDS, SCHEMATIC_DASH, STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.layers import Layer
    from geo.project import Project

KM_PER_DEGREE = 111.319
"""Of the equator, on WGS 84."""

SYMBOLS_JS = Path(__file__).parents[1] / "geo" / "assets" / "symbols.js"


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
    frame = Frame.around(view, 480, 360)
    left, top = frame.xy(west, north)
    right, bottom = frame.xy(east, south)
    assert (left + right, top + bottom) == pytest.approx((480, 360))
    assert min(left, top) == pytest.approx(0, abs=1e-6)
    assert max(right - left - 480, bottom - top - 360) == pytest.approx(0, abs=1e-6)


def test_a_frame_keeps_to_ground_that_is_known() -> None:
    # Twice as wide as its view it would begin half a view further west, where nothing is known.
    frame = Frame.around((10, -1, 12, 1), 800, 400, within=(10, -5, 20, 5))
    west, _, east, _ = frame.bounds
    assert west == pytest.approx(10)
    assert east - west == pytest.approx(2 * 2, rel=1e-3)


def test_a_position_comes_back_from_the_picture() -> None:
    frame = Frame.around((25, 15, 80, 60), 700, 500)
    assert frame.lonlat(*frame.xy(61.5, 27.3)) == pytest.approx((61.5, 27.3))


def test_the_scale_is_that_of_the_ground_at_the_equator() -> None:
    frame = Frame.around((10, -1, 12, 1), 400, 400)
    bar = scale_bar(frame, 90)
    # 400 pixels are 2 degrees or 222.6 km; 90 pixels 50.1 km: a bar of 50.
    assert bar.km == 50
    assert bar.length == pytest.approx(50 / (2 * KM_PER_DEGREE) * 400, rel=1e-4)
    assert bar.latitude is None


@pytest.mark.parametrize("view", [(60, 24, 64, 30), (27, 17, 75, 47), (50, 22, 74, 36)])
def test_the_scale_holds_at_the_middle_of_the_map(view: tuple[float, float, float, float]) -> None:
    frame = Frame.around(view, 700, 500)
    bar = scale_bar(frame, 90)
    ends = [frame.lonlat(350 + side * bar.length / 2, 250) for side in (-1, 1)]
    assert distance_m(*ends) / 1000 == pytest.approx(bar.km, rel=1e-3)
    assert bar.length <= 90


def test_a_scale_that_changes_over_the_map_says_where_it_holds() -> None:
    wide, narrow = (27, 17, 75, 47), (61, 25, 64, 27)
    # cos 17° / cos 47° is 1.40, cos 25° / cos 27° is 1.02.
    assert scale_bar(Frame.around(narrow, 500, 400), 90).latitude is None
    assert scale_bar(Frame.around(wide, 500, 400), 90).latitude == pytest.approx(33.5, abs=1.5)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("kind", ["railway", "pipeline", "frontier"])
def test_a_line_has_the_dash_and_the_width_of_the_style_table(kind: str, status: str) -> None:
    look, casing = STATUSES[status], KINDS[kind]
    below, drawn, *_ = strokes.line(casing, look, schematic=False)
    width = casing.width * look.width_factor
    assert drawn.width == width
    assert drawn.dash == tuple(part * width for part in look.dash)
    assert below.width == width + 3


def test_a_schematic_line_is_short_strokes_in_any_status() -> None:
    sure = strokes.line(KINDS["railway"], STATUSES["operating"], schematic=True)[1]
    assert sure.dash == pytest.approx([part * 2 for part in SCHEMATIC_DASH])
    # Dots have round caps, which lengthen the strokes beside them by a width: they are shortened.
    stroke, gap = SCHEMATIC_DASH
    planned = strokes.line(KINDS["railway"], STATUSES["proposed"], schematic=True)[1]
    expected = (stroke - 1, gap + 1, *STATUSES["proposed"].dash)
    assert planned.dash == pytest.approx([part * 2 for part in expected])
    assert planned.round


def test_a_suspended_line_has_a_bar_in_the_middle_of_each_gap() -> None:
    _, drawn, bar = strokes.line(KINDS["frontier"], STATUSES["suspended"], schematic=False)
    dash, gap = drawn.dash
    thick, rest = bar.dash
    assert thick + rest == pytest.approx(dash + gap)
    # The pattern begins `offset` before the line does: so far on the bar stands in the gap.
    middle = (thick / 2 - bar.offset) % (dash + gap)
    assert middle == pytest.approx(dash + gap / 2)


@pytest.mark.parametrize("schematic", [False, True])
@pytest.mark.parametrize("status", STATUSES)
def test_a_railway_has_a_tie_in_the_middle_of_a_stroke(status: str, schematic: bool) -> None:  # noqa: FBT001 - pytest gives it
    _, drawn, *others = strokes.line(KINDS["railway"], STATUSES[status], schematic=schematic)
    [tie] = [stroke for stroke in others if stroke.role == "tie"]
    thick, rest = tie.dash
    middle = (thick / 2 - tie.offset) % (thick + rest)
    if drawn.dash:
        assert middle == pytest.approx(drawn.dash[0] / 2)
        # Every so many strokes, never between two of them.
        strokes_between = (thick + rest) / sum(drawn.dash)
        assert strokes_between == pytest.approx(round(strokes_between))
    else:
        assert middle == pytest.approx((thick + rest) / 2)
    assert thick + rest >= 11
    # A bar, which says that it is suspended, reaches further than a tie.
    assert all(stroke.width > tie.width for stroke in others if stroke.role == "bar")


def test_nothing_but_a_railway_has_ties() -> None:
    tied = {
        kind
        for kind, style in KINDS.items()
        if any(
            stroke.role == "tie"
            for stroke in strokes.line(style, STATUSES["operating"], schematic=False)
        )
    }
    assert tied == {"railway"}


def test_what_is_cancelled_is_struck_out_and_what_operates_is_not() -> None:
    assert len(strokes.line(KINDS["pipeline"], STATUSES["cancelled"], schematic=True)) == 3
    assert len(strokes.line(KINDS["pipeline"], STATUSES["operating"], schematic=True)) == 2


def test_symbols_reach_as_far_as_those_of_the_page() -> None:
    script = SYMBOLS_JS.read_text(encoding="utf-8")
    stem = float(re.findall(r"const STEM = (-?\d+)", script)[0])
    radii = re.findall(r"(\w+): \{\s*radius: (\d+),(\s*lift: STEM)?", script)
    assert len(radii) == len(strokes.SYMBOLS)
    for name, radius, lifted in radii:
        assert strokes.SYMBOLS[name] == strokes.Symbol(float(radius), stem if lifted else 0)


def test_what_is_not_built_is_hollow() -> None:
    [built] = strokes.point("square", STATUSES["operating"])
    [planned] = strokes.point("square", STATUSES["proposed"])
    assert (built.fill, planned.fill, planned.stroke) == ("hue", "panel", "hue")


def test_two_names_never_meet_and_the_first_has_the_best_place() -> None:
    plate = Plate(200, 100, [])
    spots = [(100.0, 50.0), (100.0, 70.0)]
    wishes = [Wish({}, "place", str(number), number, lambda _: spots) for number in range(3)]
    found = [plate.put(wish, "name", Measured(40, 12)) for wish in wishes]
    first, second, third = found
    assert first
    assert second
    assert (first.y, second.y, third) == (50, 70, None)
    assert not meet(first.box, second.box)


def test_a_name_that_finds_no_place_at_its_market_is_led_to_it_by_a_line() -> None:
    at = (100.0, 100.0)
    plate = Plate(400, 200, [(80, 80, 220, 120)])
    wish = Wish({}, "market", "m", 10, lambda _: [(130, 100)], at=at, radius=8, led=True)
    label = plate.put(wish, "market", Measured(60, 14))
    assert label
    assert label.lead
    start, _ = label.lead
    assert math.dist(start, at) == pytest.approx(9)
    assert not meet(label.box, (80, 80, 220, 120))


def test_a_name_keeps_off_the_frontier() -> None:
    row = {(x, 5): 6 for x in range(100)}
    plate = Plate(400, 200, [], row)
    wish = Wish({}, "place", "p", 30, lambda _: [(100, 32), (100, 60)])
    label = plate.put(wish, "town", Measured(40, 12))
    assert label
    assert label.y == 60


@pytest.fixture(scope="module")
def marks(opened: Project, built: Mapping[str, Layer]) -> list[scene.Mark]:
    """Return what a picture shows of the made-up map."""
    definition = opened.definitions["both-towns"]
    return scene.marks(built, definition, Frame.around(definition.view, 600, 500))


def test_doubt_is_drawn_to_scale(marks: list[scene.Mark]) -> None:
    frame = Frame.around((9.5, -1.5, 13.0, 1.5), 600, 500)
    for mark in marks:
        near = frame.metres_per_px(11, 0)
        # A degree and a half from the equator the scale is 0.03 per cent larger.
        assert mark.reach == pytest.approx(mark.item.doubt.precision_m / near, rel=2e-3)


def test_lines_come_before_points_and_the_frontier_last_of_lines(marks: list[scene.Mark]) -> None:
    kinds = [mark.kind for mark in marks]
    lines = [mark.kind for mark in marks if mark.lines]
    assert lines[-1] == "frontier"
    assert kinds[: len(lines)] == lines
    assert kinds[-1] == "market"


def test_the_legend_has_what_is_on_the_picture_and_nothing_else(marks: list[scene.Mark]) -> None:
    made = legend.legend(marks, 600, 500)
    there = {(mark.kind, mark.word, bool(mark.lines) and mark.schematic) for mark in marks}
    told = {(one.kind, row.status, row.schematic) for one in made.entries for row in one.rows}
    assert told == there
    assert legend.legend(marks, 0, 0).entries == ()


def test_a_country_is_named_in_what_is_seen_of_it(
    opened: Project, built: Mapping[str, Layer]
) -> None:
    definition = opened.definitions["both-towns"]
    frame = Frame.around(definition.view, 600, 500)
    marks = scene.marks(built, definition, frame)
    room = labels.Room(frame, (), leftward=False)
    placed = labels.place(
        opened.atlas, marks, room, "en", lambda text, _: Measured(len(text) * 7, 14)
    )
    named = {label.text: label for label in placed if label.kind == "country"}
    equator = frame.xy(11, 0)[1]
    north, south = (named[name].y < equator for name in ("Arland", "Borland"))
    assert north != south
