"""The legend of a still picture: what is on it, by kind, status and accuracy, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo import styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.drawing.scene import Mark
    from geo.styles import KindStyle

STATUSES = ("operating", "construction", "agreed", "proposed", "suspended", "shelved", "cancelled")
"""The statuses as a legend lists them: what is there, what is to come, what is no more."""


@dataclass(frozen=True)
class Row:
    """One look that occurs on a picture: a status, and whether lines are schematic."""

    status: str | None
    schematic: bool


@dataclass(frozen=True)
class Entry:
    """A kind of thing on a picture, with its looks."""

    kind: str
    rows: tuple[Row, ...]

    @property
    def style(self) -> KindStyle:
        """How the kind looks."""
        return styles.KINDS[self.kind]


@dataclass(frozen=True)
class Legend:
    """All that a legend says: kinds, and the signs of doubt that occur (``disc``, ``band`` …)."""

    entries: tuple[Entry, ...]
    doubts: tuple[str, ...]


def legend(marks: Sequence[Mark], width: float, height: float) -> Legend:
    """Return the legend of what is to be seen within so many pixels."""
    seen = [mark for mark in marks if _inside(mark, width, height)]
    kinds = dict.fromkeys(mark.kind for mark in sorted(seen, key=_importance))
    entries = tuple(Entry(kind, _rows([one for one in seen if one.kind == kind])) for kind in kinds)
    signs = {
        "strokes": any(mark.lines and mark.schematic for mark in seen),
        "band": any(mark.lines and mark.doubtful for mark in seen),
        "disc": any(mark.at and mark.doubtful for mark in seen),
        "ring": any(mark.at and mark.accuracy in ("low", "schematic") for mark in seen),
    }
    return Legend(entries, tuple(name for name, there in signs.items() if there))


def _importance(mark: Mark) -> tuple[int, int]:
    """Order kinds as the map lists its layers."""
    return mark.layer, -mark.style.order


def _inside(mark: Mark, width: float, height: float) -> bool:
    west, north, east, south = mark.shape.bounds
    return west < width and east > 0 and north < height and south > 0


def _rows(marks: Sequence[Mark]) -> tuple[Row, ...]:
    found = {Row(mark.word, bool(mark.lines) and mark.schematic) for mark in marks}
    order = (None, *STATUSES)
    return tuple(sorted(found, key=lambda row: (order.index(row.status), row.schematic)))
