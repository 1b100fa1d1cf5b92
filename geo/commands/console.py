"""What all commands have alike: where they print, what they are given, and how they end."""

from __future__ import annotations

import gc
import json
import re
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from geo.errors import AtlasError, RequestError
from geo.fields import is_period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FINDINGS, USAGE = 1, 2
CHANGED = 1

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)

_STEERING = re.compile("[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""What JSON may hold as it is, and a terminal would obey or hide."""

FOLDER = click.argument(
    "folder",
    metavar="[DIR]",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)


def checked_day(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Return a day as it was written, if there is such a day.

    Raises
    ------
    click.BadParameter
        If there is none.
    """
    if value is not None and (len(value) != len("2013-03-11") or not is_period(value)):
        msg = f"{value!r} is no day; write one as 2013-03-11"
        raise click.BadParameter(msg)
    return value


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave out the search for values that only hold one another.

    A build makes millions of values and keeps them to its end: looking through
    them again and again costs a fifth of its time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def guarded(run: Callable[[], int], *, debug: bool, trouble: int = FINDINGS) -> int:
    """Run a command; tell errors that were raised on purpose in a line each.

    Parameters
    ----------
    run
        The command; it returns how the program is to end.
    debug
        Let Python report such errors itself.
    trouble
        How the program ends after an error that is no wrong request.
    """
    try:
        return run()
    except AtlasError as error:
        if debug:
            raise
        for finding in error.findings:
            ERR.print(finding, markup=False)
        return USAGE if isinstance(error, RequestError) else trouble


def print_json(value: Any) -> None:
    """Print a value as JSON in UTF-8, whatever the terminal's own encoding."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    safe = _STEERING.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
    sys.stdout.buffer.write(f"{safe}\n".encode())
    sys.stdout.flush()


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 map``, ``2 maps``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
