"""The page draws a line in any status as the still pictures do: one table, two pens."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from geo import styles
from geo.drawing import strokes
from geo.styles import KINDS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DRAWN = """
({ kinds, statuses, schematic_dash }, [kind, status, schematic]) =>
  L.atlasSymbols.line(kinds[kind], statuses[status], schematic, schematic_dash)
"""

STROKES = f"""
([table, looks]) => looks.map((look) => ({DRAWN})(table, look)
  .filter((path) => path.matches(".atlas-casing, .atlas-line"))
  .map((path) => [
    path.getAttribute("stroke-width"),
    path.getAttribute("stroke-dasharray") ?? "",
    path.getAttribute("stroke-dashoffset") ?? 0,
    path.getAttribute("stroke-linecap") === "round",
  ]))
"""


def test_the_page_draws_lines_as_still_pictures_do(pages: Path, visit: Callable[..., Any]) -> None:
    lines = [kind for kind, style in KINDS.items() if style.width > 1]
    looks = list(product(lines, STATUSES, (False, True)))
    drawn = visit(pages / "overview.html").page.evaluate(STROKES, [styles.table(), looks])
    for (kind, status, schematic), paths in zip(looks, drawn, strict=True):
        expected = strokes.line(KINDS[kind], STATUSES[status], schematic=schematic)
        assert len(paths) == len(expected)
        for (width, dashes, offset, rounded), stroke in zip(paths, expected, strict=True):
            assert float(width) == pytest.approx(stroke.width)
            dash = [float(part) for part in dashes.split()]
            assert dash == pytest.approx(stroke.dash, abs=0.006)
            # An offset counts only up to the whole pattern.
            apart = abs(float(offset) - stroke.offset)
            assert min(apart, abs(apart - sum(stroke.dash))) == pytest.approx(0, abs=0.006)
            assert rounded == stroke.round
