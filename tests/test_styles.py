"""The palette and the grammar, measured: for weak eyes, colour-blind ones, and print in grey."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from shapely import union_all

from geo import layers, styles
from geo.atlas import BASEMAP
from geo.drawing import strokes
from geo.project import open_project
from geo.records import Section, Status
from geo.styles import COLOURS, KINDS, STATUSES
from tests.colours import VISION, contrast, distance, grey, lightness

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).parents[1]

LINES = sorted({style.colour for style in KINDS.values() if style.width > 1})
POINTS = ("port", "gate")

LINE_KINDS = sorted(kind for kind, style in KINDS.items() if style.width > 1)
ON_WATER = {"ferry", "maritime-boundary", "sea-leg"}

LIKE_IN_GREY = 20
"""Lines less than this apart in lightness (CIE L*) are alike in grey: the distance that hues keep
for the colour-blind, and in grey CIE76 is the difference of L*."""

TOLD_BY_WIDTH = 1.5
"""A line at least so many times as wide as another is told from it by its width."""

STATED = {
    # The contrasts that the palette was chosen for: light on land, on sea, dark on land, on sea.
    "frontier": (15.7, 13.7, 13.3, 15.6),
    "rail": (7.3, 6.4, 7.1, 8.3),
    "pipeline": (4.2, 3.6, 9.4, 11.1),
    "power": (5.7, 5.0, 6.2, 7.2),
    "port": (4.3, 3.7, 6.6, 7.8),
    "gate": (4.7, 4.1, 5.5, 6.5),
}


def test_the_measures_are_right_for_black_and_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert distance("#000000", "#FFFFFF", "full") == pytest.approx(100)
    # Grey is the same grey to everybody: each row of a matrix sums to 1.
    for matrix in VISION.values():
        assert matrix.sum(axis=1) == pytest.approx(1, abs=2e-6)


@pytest.mark.parametrize("name", STATED)
def test_contrast_is_what_the_palette_was_chosen_for(name: str) -> None:
    measured = [
        contrast(getattr(COLOURS[name], theme), getattr(COLOURS[ground], theme))
        for theme in ("light", "dark")
        for ground in ("land", "sea")
    ]
    assert measured == pytest.approx(STATED[name], abs=0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["land", "neighbour", "sea"])
@pytest.mark.parametrize("name", [*LINES, *POINTS])
def test_what_is_drawn_stands_out_from_any_ground(name: str, ground: str, theme: str) -> None:
    # WCAG 2.2, 1.4.11: graphics need 3:1.
    ratio = contrast(getattr(COLOURS[name], theme), getattr(COLOURS[ground], theme))
    assert ratio >= 3.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), [("ink", "panel"), ("quiet", "panel"), ("ink", "land")])
def test_words_can_be_read(ink: str, ground: str, theme: str) -> None:
    # WCAG 2.2, 1.4.3: text needs 4.5:1.
    ratio = contrast(getattr(COLOURS[ink], theme), getattr(COLOURS[ground], theme))
    assert ratio >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize(("one", "other"), list(combinations(LINES, 2)))
def test_any_two_lines_can_be_told_apart(one: str, other: str, vision: str, theme: str) -> None:
    colours = (getattr(COLOURS[one], theme), getattr(COLOURS[other], theme))
    assert distance(*colours, vision) >= 20


def test_the_lines_are_four() -> None:
    assert LINES == ["frontier", "pipeline", "power", "rail"]


def test_every_kind_has_its_colour_and_every_status_its_stroke() -> None:
    assert {style.colour for style in KINDS.values()} <= set(COLOURS)
    assert set(STATUSES) == set(get_args(Status))


def test_no_two_statuses_are_drawn_alike() -> None:
    looks = [
        (style.dash, style.width_factor, style.muted, style.bar, style.struck)
        for style in STATUSES.values()
    ]
    assert len(set(looks)) == len(STATUSES)


def test_points_differ_in_symbol_where_they_share_a_hue() -> None:
    points = [(style.colour, style.symbol) for style in KINDS.values() if style.symbol]
    assert len(set(points)) == len(points)
    assert {KINDS[kind].colour for kind in ("market", "crossing")} == {"gate"}


def test_every_kind_of_section_is_in_the_table() -> None:
    assert set(get_args(Section.model_fields["kind"].annotation)) <= set(KINDS)


def test_the_page_takes_the_palette_as_custom_properties() -> None:
    assert "--atlas-frontier:#1D1B18;" in styles.custom_properties("light")
    assert "--atlas-frontier:#F4F0E6;" in styles.custom_properties("dark")
    assert styles.table()["kinds"]["market"]["symbol"] == "stall"


def hues(*kinds: str) -> set[str]:
    """Return the names of the colours of some kinds."""
    return {KINDS[kind].colour for kind in kinds}


def close_in_grey(one: str, other: str) -> bool:
    """Return whether two kinds of line of different hues are alike in grey, in either theme."""
    return len(hues(one, other)) > 1 and any(
        lightness_apart(one, other, theme) < LIKE_IN_GREY for theme in ("light", "dark")
    )


def lightness_apart(one: str, other: str, theme: str) -> float:
    """Return the difference in L* of two kinds of line."""
    pair = [getattr(COLOURS[KINDS[kind].colour], theme) for kind in (one, other)]
    return abs(lightness(pair[0]) - lightness(pair[1]))


def told_apart(one: str, other: str, status: str) -> set[str]:
    """Return what, beside hue, tells two kinds of line in the same status apart."""
    drawn = [strokes.line(KINDS[kind], STATUSES[status], schematic=False) for kind in (one, other)]
    widths = sorted(stroke.width for line in drawn for stroke in line if stroke.role == "line")
    tied = [any(stroke.role == "tie" for stroke in line) for line in drawn]
    signs = {
        "width": widths[1] >= TOLD_BY_WIDTH * widths[0],
        "ties": tied[0] != tied[1],
        "ground": (one in ON_WATER) != (other in ON_WATER),
    }
    return {sign for sign, there in signs.items() if there}


def test_a_grey_is_as_light_as_its_colour() -> None:
    assert grey("#FFFFFF") == "#FFFFFF"
    assert lightness("#808080") == pytest.approx(53.6, abs=0.05)  # sRGB's middle grey
    for colour in COLOURS.values():
        assert lightness(grey(colour.light)) == pytest.approx(lightness(colour.light), abs=0.3)


def test_these_pairs_of_lines_are_alike_in_grey() -> None:
    alike = {pair for pair in combinations(LINE_KINDS, 2) if close_in_grey(*pair)}
    assert alike == {
        ("ferry", "pipeline"),
        ("ferry", "power-line"),
        ("frontier", "pipeline"),
        ("maritime-boundary", "pipeline"),
        ("pipeline", "power-line"),
        ("pipeline", "railway"),
        ("pipeline", "sea-leg"),
        ("power-line", "railway"),
        ("power-line", "sea-leg"),
    }


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize(("one", "other"), list(combinations(LINE_KINDS, 2)))
def test_lines_alike_in_grey_are_told_apart_by_more_than_hue(
    one: str, other: str, status: str
) -> None:
    # What is shelved or cancelled has no hue in the first place; a boundary has no status.
    muted = STATUSES[status].muted and "frontier" not in (hue := hues(one, other)) and len(hue) > 1
    if close_in_grey(one, other) or muted:
        assert told_apart(one, other, status)


def test_ferries_and_sea_legs_lie_on_water_and_other_lines_on_land() -> None:
    atlas = open_project(ROOT).atlas
    ground: dict[str, list[BaseGeometry]] = {"land": [], "focus": [], "lake": []}
    for feature in atlas.geometry[BASEMAP].features:
        kind = feature.properties["kind"]
        if kind == "lake" or (kind in ground and feature.properties["level"] == "10m"):
            ground[kind].append(feature.geometry)
    dry = union_all(ground["land"] + ground["focus"]).difference(union_all(ground["lake"]))
    whole = dict.fromkeys(LINE_KINDS, 0.0)
    on_land = dict.fromkeys(LINE_KINDS, 0.0)
    for layer in layers.build(atlas).values():
        for drawn in layer.drawn:
            kind, shape = drawn.feature.properties["kind"], drawn.feature.geometry
            if kind in whole:
                whole[kind] += shape.length
                on_land[kind] += shape.intersection(dry).length
    for kind in LINE_KINDS:
        share = on_land[kind] / whole[kind]
        # A schematic power line cuts across the bay of Gwatar; a quay is ashore on a coarse coast.
        assert share < 0.05 if kind in ON_WATER else share > 0.85, (kind, share)


def test_points_are_told_apart_by_their_symbols_alone() -> None:
    symbols = [style.symbol for style in KINDS.values() if style.symbol]
    assert len(set(symbols)) == len(symbols)


def test_the_style_guide_says_what_is_measured() -> None:
    guide = (ROOT / "docs" / "style.md").read_text(encoding="utf-8")
    for name in [*STATED, "muted", "place"]:
        cells = []
        for theme in ("light", "dark"):
            colour, land, sea = (getattr(COLOURS[one], theme) for one in (name, "land", "sea"))
            on_land, on_sea = contrast(colour, land), contrast(colour, sea)
            cells += [f"`{colour}`", f"{on_land:.1f}", f"{on_sea:.1f}", f"{lightness(colour):.0f}"]
        assert f"| {name} | {' | '.join(cells)} |" in guide
    for vision in VISION:
        nearest = [nearest_lines(vision, theme) for theme in ("light", "dark")]
        assert f"| {vision} | {' | '.join(nearest)} |" in guide
    alike = [pair for pair in combinations(LINE_KINDS, 2) if close_in_grey(*pair)]
    for one, other in alike:
        apart = [f"{lightness_apart(one, other, theme):.0f}" for theme in ("light", "dark")]
        told = ", ".join(sorted(told_apart(one, other, "operating")))
        assert f"| {one}, {other} | {' | '.join(apart)} | {told} |" in guide


def nearest_lines(vision: str, theme: str) -> str:
    """Return how far apart the nearest two hues of lines are, and which they are."""
    apart, one, other = min(
        (distance(getattr(COLOURS[one], theme), getattr(COLOURS[other], theme), vision), one, other)
        for one, other in combinations(LINES, 2)
    )
    return f"{apart:.1f} ({one}, {other})"


@pytest.mark.parametrize(
    "picture", ["palette", "grammar", "vision", "languages-light", "languages-dark"]
)
def test_the_style_guide_has_its_pictures_and_they_are_small(picture: str) -> None:
    guide = (ROOT / "docs" / "style.md").read_text(encoding="utf-8")
    assert f"](style/{picture}.png)" in guide
    assert (ROOT / "docs" / "style" / f"{picture}.png").stat().st_size < 120_000
