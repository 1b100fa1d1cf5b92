"""Sources in lines: the numbered list at the end, and one source with all that cites it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.terminal.blocks import under
from geo.terminal.sheet import QUIET, Line, Piece, line
from geo.terminal.voice import DOT
from geo.terminal.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.terminal.voice import Voice
    from geo.terminal.words import Words


def references(voice: Voice, sources: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    """Yield sources in the order of their numbers."""
    lines = (
        item
        for at, one in enumerate(sources, start=1)
        for item in _reference(voice, one, f"[{at}] ")
    )
    yield from under(voice, "field.sources", lines)


def source(voice: Voice, told: Mapping[str, Any]) -> Iterator[Line]:
    """Yield a source in full, and what cites it."""
    words = voice.words
    yield line()
    yield from _reference(voice, told)
    for key in ("licence", "credit"):
        if key in told:
            yield line(told[key])
    if "note" in told:
        yield line(words.pick(told["note"]))
    cited = (
        line(f"{voice.named(one)}: ", words.listed([_use(words, use) for use in one["for"]]))
        for one in told.get("cited_by", ())
    )
    yield from under(voice, "terminal.cited_by", cited)


def _use(words: Words, use: Mapping[str, Any]) -> str:
    stated = capital(words.property(use["property"])) if "property" in use else ""
    name = stated or words.date(use.get("date", ""))
    return words.t(f"cites.{use['what']}", n=name)


def _reference(voice: Voice, told: Mapping[str, Any], number: str = "") -> Iterator[Line]:
    """Yield publisher, title and dates of a source, and its address, which is never folded."""
    words = voice.words
    parts = [told["publisher"], told.get("title", "")]
    if "published" in told:
        parts.append(voice.t("terminal.published", date=words.date(told["published"])))
    parts.append(voice.t("terminal.accessed", date=words.date(told["accessed"])))
    yield line(Piece(number, QUIET), DOT.join(filter(None, parts)))
    if "url" in told:
        yield line(Piece(told["url"], QUIET), indent=1 if number else 0, fold=False)
