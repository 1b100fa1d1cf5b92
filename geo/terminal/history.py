"""What happened to a thing, and what became of promises, in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.fields import last_day
from geo.terminal.sheet import QUIET, STRONG, Line, Piece, line
from geo.terminal.voice import DOT
from geo.terminal.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.terminal.voice import Voice


def status(voice: Voice, told: Mapping[str, Any]) -> Iterator[Line]:
    """Yield the status of a thing, since when it holds, who says so, and what happened then."""
    if "status" in told:
        word = capital(voice.words.status(told["status"], told["status_date"]))
        yield line(Piece(word, STRONG), voice.said_by(told["status_sources"]))
        yield line(voice.pick(told["status_what"]))


def events(voice: Voice, happened: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    """Yield what happened, an event a line."""
    for event in happened:
        when = [voice.words.date(event["date"])]
        if "status" in event:
            when.append(voice.t(f"status.{event['status']}"))
        if "outcome" in event:
            when.append(voice.t(f"promise.{event['outcome']}"))
        title = Piece(f"{DOT.join(when)}: ", STRONG)
        yield line(title, voice.pick(event["what"]), voice.marks(event["sources"]))


def promise(voice: Voice, told: Mapping[str, Any]) -> Iterator[Line]:
    """Yield where a promise stands, who made it when and for when, and what was seen of it."""
    words = voice.words
    made, due = words.date(told["made"]), words.date(told.get("due", ""))
    when = voice.t("promise.made_for" if due else "promise.made", made=made, due=due)
    sources = told["promise_sources"] if "promise_sources" in told else told["sources"]
    confidence = f"{DOT}{voice.t('confidence.' + told['confidence'])}"
    yield line(Piece(capital(_standing(voice, told)), STRONG))
    said = DOT.join([voice.pick(told["by"]), when])
    yield line(said, voice.marks(sources), Piece(confidence, QUIET))
    if "due_note" in told:
        yield line(voice.pick(told["due_note"]))
    yield from events(voice, told.get("events", ()))
    yield from notes(voice, told)


def _standing(voice: Voice, told: Mapping[str, Any]) -> str:
    """Return where a promise stands; the three ways of being open are told apart."""
    if told["standing"] == "not-due":
        return voice.t("promise.due_on", date=voice.words.date(told["due"]))
    if told["standing"] == "unsettled":
        due = last_day(told["due"])
        heard = any(last_day(event["date"]) > due for event in told.get("events", ()))
        key = "promise.unclear" if heard else "promise.silent"
        return voice.t(key, date=voice.words.date(told["due"]))
    return voice.words.standing(told)


def notes(voice: Voice, told: Mapping[str, Any]) -> Iterator[Line]:
    """Yield the remarks on a thing."""
    pairs = zip(told.get("notes", ()), told.get("note_sources", ()), strict=True)
    for note, sources in pairs:
        yield line(f"• {voice.pick(note)}", voice.marks(sources))
