"""The words of a language together with the numbers of the sources that are cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.terminal.sheet import QUIET, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.terminal.words import Words

DOT = " · "


class Voice:
    """Tells in one language, and marks each statement with its sources.

    Parameters
    ----------
    words
        The words of the language.
    sources
        The sources in full, in the order of their numbers.
    """

    def __init__(self, words: Words, sources: Sequence[Mapping[str, Any]] = ()) -> None:
        self.words = words
        self.t = words.t
        self.pick = words.pick
        self._numbers = {source["id"]: at for at, source in enumerate(sources, start=1)}
        self._publishers = {source["id"]: source["publisher"] for source in sources}

    def marks(self, ids: Iterable[str]) -> Piece:
        """Return the numbers of sources, as they follow a statement: `` [1][2]``."""
        numbers = "".join(f"[{self._numbers[key]}]" for key in ids)
        return Piece(f" {numbers}" if numbers else "", QUIET)

    def said_by(self, ids: Sequence[str]) -> str:
        """Return who says something, each with the number of the source."""
        said = [f"{self._publishers[key]} [{self._numbers[key]}]" for key in ids]
        return f" – {self.words.listed(said)}" if said else ""

    def named(self, thing: Mapping[str, Any]) -> str:
        """Return the name of a thing with its id."""
        return f"{self.pick(thing['name'])} ({thing['id']})"
