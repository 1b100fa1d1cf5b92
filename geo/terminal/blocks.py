"""Lines under a heading, and things in rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.terminal.sheet import STRONG, Line, Piece, deeper, line, table
from geo.terminal.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.terminal.voice import Voice
    from geo.terminal.words import Words


def set_off(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines, if there are any, apart from what stands above them."""
    for number, item in enumerate(lines):
        if number == 0:
            yield line()
        yield item


def under(voice: Voice, title: str, lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines, if there are any, under a heading: the key of a string, or a text."""
    for number, item in enumerate(deeper(lines)):
        if number == 0:
            text = voice.t(title) if voice.words.has(title) else title
            yield from (line(), line(Piece(text, STRONG)))
        if number or item.pieces:
            yield item


def rows(voice: Voice, title: str, things: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    """Yield things with their status under a heading, a line each."""
    if things:
        yield from under(voice, title, table([_row(voice.words, one) for one in things]))


def listing(words: Words, things: Sequence[Mapping[str, Any]], sources: int) -> Iterator[Line]:
    """Yield everything by its kind, a line each, with its status.

    Parameters
    ----------
    words
        The words of a language.
    things
        What `geo.show.listing` returned.
    sources
        How many sources there are, which are not listed.
    """
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for one in things:
        groups.setdefault(kind(words, one), []).append(one)
    for name, members in groups.items():
        yield line(Piece(f"{capital(name)} ({words.number(len(members))})", STRONG))
        yield from table([_row(words, one) for one in members], indent=1)
    yield line(words.t("terminal.sources_told", n=words.number(sources)))


def kind(words: Words, told: Mapping[str, Any]) -> str:
    """Return what something is, in a word."""
    own = f"terminal.kind.{'corridor' if 'sections' in told else told['kind']}"
    return words.t(own) if words.has(own) else words.word("kind", told["kind"])


def _row(words: Words, one: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return a thing's id, its status and its name, which may be long and so stands last."""
    return one["id"], _standing(words, one), words.pick(one["name"])


def _standing(words: Words, one: Mapping[str, Any]) -> str:
    """Return the status of a thing with its date, or where a promise stands."""
    if "standing" in one:
        return words.standing(one)
    return words.status(one["status"], one["status_date"]) if "status" in one else ""
