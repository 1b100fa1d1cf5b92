"""The palette, measured: contrast for weak eyes, distance for colour-blind ones.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
Dichromacy is simulated with the matrices for severity 1.0 of Machado, Oliveira
and Fernandes 2009 (doi:10.1109/TVCG.2009.113), in linear RGB.  Distance is
CIE76 (ISO/CIE 11664-4), with the D65 white of sRGB (IEC 61966-2-1).
"""

from __future__ import annotations

from itertools import combinations
from typing import get_args

import numpy as np
import pytest
from numpy.typing import NDArray

from geo import styles
from geo.records import Section, Status
from geo.styles import COLOURS, KINDS, STATUSES

Vector = NDArray[np.float64]

VISION = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}

TO_XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]],
)
WHITE = TO_XYZ.sum(axis=1)

LINES = sorted({style.colour for style in KINDS.values() if style.width > 1})
POINTS = ("port", "gate")

STATED = {
    # The contrasts that the palette was chosen for: light on land, on sea, dark on land, on sea.
    "frontier": (15.7, 13.7, 13.3, 15.6),
    "rail": (7.3, 6.4, 7.1, 8.3),
    "pipeline": (4.2, 3.6, 9.4, 11.1),
    "power": (5.7, 5.0, 6.2, 7.2),
    "port": (4.3, 3.7, 6.6, 7.8),
    "gate": (4.7, 4.1, 5.5, 6.5),
}


def linear(colour: str) -> Vector:
    """Return linear red, green and blue, 0 to 1, of ``#RRGGBB``."""
    encoded = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    luminances = [float(TO_XYZ[1] @ linear(colour)) for colour in (one, other)]
    return (max(luminances) + 0.05) / (min(luminances) + 0.05)


def lab(rgb: Vector) -> Vector:
    """Return CIE L*a*b* of linear red, green and blue."""
    ratio = TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    x, y, z = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, vision: str) -> float:
    """Return how far apart two colours look: 2.3 is just noticed, 100 is black and white."""
    seen = [lab(VISION[vision] @ linear(colour)) for colour in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


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
