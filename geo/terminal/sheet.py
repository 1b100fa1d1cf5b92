"""Lines for a terminal: folded under themselves where one reads, whole where a program does."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

PLAIN, STRONG, QUIET = "", "bold", "dim"

_NON_JOINER = "\u200c"
"""Persian spelling, the one format character that words need."""

_BREAKS = "\n\t\r\u2028\u2029"
_STEP = "  "
_NARROWEST = 24


class Piece(NamedTuple):
    """A part of a line in a style of its own."""

    text: str
    style: str = PLAIN


class Line(NamedTuple):
    """A line: its pieces, how many steps to the right it stands, and whether it may be folded."""

    pieces: Sequence[Piece]
    indent: int = 0
    fold: bool = True


def line(*pieces: str | Piece, indent: int = 0, fold: bool = True) -> Line:
    """Return a line; a piece that is a text has no style."""
    styled = [Piece(piece) if isinstance(piece, str) else piece for piece in pieces]
    return Line(styled, indent, fold)


def deeper(lines: Iterable[Line], steps: int = 1) -> Iterator[Line]:
    """Yield lines some steps further to the right."""
    return (item._replace(indent=item.indent + steps) for item in lines)


def clean(text: str) -> str:
    """Leave out what steers a terminal or turns text round; breaks and tabs become spaces."""
    return "".join(
        " " if letter in _BREAKS else letter
        for letter in text
        if letter in _BREAKS or letter == _NON_JOINER or _harmless(letter)
    )


def _harmless(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs"}


def put(console: Console, lines: Iterable[Line]) -> None:
    """Print lines on a console.

    Text is printed as it is, never read as rich's markup, and without the
    characters that steer a terminal.  On a terminal long lines are folded
    under themselves; into a file or a program each goes as one.
    """
    for item in lines:
        text = Text()
        for words, style in item.pieces:
            text.append(clean(words), style)
        for folded in _folded(console, text, item):
            folded.rstrip()
            console.print(folded, soft_wrap=True)


def _folded(console: Console, text: Text, item: Line) -> list[Text]:
    start = Text(_STEP * item.indent)
    hang = Text(_STEP * (item.indent + 1))
    width = console.width - len(hang)
    if not (console.is_terminal and item.fold and width >= _NARROWEST):
        return [start.append_text(text)]
    parts = text.wrap(console, width)
    return [
        (hang.copy() if number else start).append_text(part) for number, part in enumerate(parts)
    ]


def table(rows: Sequence[Sequence[str]], indent: int = 0) -> Iterator[Line]:
    """Yield rows whose columns stand under one another; a column without words takes no room."""
    cells = [[clean(cell) for cell in row] for row in rows]
    columns = [column for column in zip(*cells, strict=True) if any(column)]
    widths = [max(cell_len(cell) for cell in column) for column in columns]
    for row in zip(*columns, strict=True):
        padded = (
            f"{cell}{' ' * (width - cell_len(cell))}"
            for cell, width in zip(row, widths, strict=True)
        )
        yield line(_STEP.join(padded), indent=indent, fold=False)
