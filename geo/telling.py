"""What is told of a thing, as plain values: its status, its facts, its promises and their sources.

Pages carry it and the terminal prints it, so that the two cannot differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo import facts, promises, status
from geo.fields import first_day
from geo.records import Corridor, Languages, Section, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.atlas import Atlas
    from geo.records import Commitment, Event, Fact, Thing, Trilingual

LANGUAGES = ("en", "fa", "ur")


def words(text: Languages | Trilingual) -> dict[str, str]:
    """Return a text in the languages that it has."""
    given = {language: getattr(text, language) for language in LANGUAGES}
    return {language: value for language, value in given.items() if value is not None}


def given(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what has no value."""
    return {key: value for key, value in entry.items() if value not in (None, [], {})}


def record(atlas: Atlas, thing: Thing) -> dict[str, Any]:
    """Return what any thing has: its status, history, facts, notes, and who promised what of it.

    Returns
    -------
    dict
        ``status``, ``status_date``, ``status_what``, ``status_sources`` as of
        the atlas's day; ``events``; ``stated`` lengths and other ``facts``;
        ``notes`` with ``note_sources``; ``sources``; ``promises`` and
        ``topics`` by id.  What there is nothing of is left out.
    """
    return given(
        {
            **_status(atlas, thing),
            **_facts(thing),
            "notes": [words(note.text) for note in thing.notes],
            "note_sources": [list(note.sources) for note in thing.notes],
            "promises": promises_of(atlas, thing),
            "topics": topics_of(atlas, thing),
        }
    )


def _status(atlas: Atlas, thing: Thing) -> dict[str, Any]:
    """Return the status on the atlas's day, who says so, and all that happened."""
    deciding = status.deciding_event(thing.events, first_day(atlas.settings.as_of))
    events = [event(item) for item in thing.events]
    if deciding is None:
        return {"events": events}
    return {
        "status": deciding.status,
        "status_date": deciding.date,
        "status_what": words(deciding.what),
        "status_sources": list(deciding.sources),
        "events": events,
    }


def event(happened: Event) -> dict[str, Any]:
    """Return one event."""
    return given(
        {
            "date": happened.date,
            "status": happened.status,
            "what": words(happened.what),
            "sources": list(happened.sources),
        }
    )


def _facts(thing: Thing) -> dict[str, Any]:
    """Return facts grouped by what they are about, lengths apart from the rest."""
    told: dict[str, list[dict[str, Any]]] = {"stated": [], "facts": []}
    for group in facts.grouped(thing.facts):
        key = "stated" if group.property == facts.LENGTH else "facts"
        told[key] += [fact(item) for item in group.facts]
    return told


def fact(stated: Fact) -> dict[str, Any]:
    """Return one fact."""
    value = stated.value
    return given(
        {
            "property": stated.property,
            "of": words(stated.of) if stated.of else None,
            "value": words(value) if isinstance(value, Languages) else value,
            "unit": stated.unit,
            "date": stated.date,
            "source": stated.source,
            "confidence": stated.confidence,
            "note": words(stated.note) if stated.note else None,
            "preferred": stated.preferred or None,
            "reason": words(stated.reason) if stated.reason else None,
        }
    )


def promise(atlas: Atlas, commitment: Commitment) -> dict[str, Any]:
    """Return a promise and where it stands on the atlas's day."""
    verdict = promises.verdict(commitment, first_day(atlas.settings.as_of))
    return given(
        {
            "id": commitment.id,
            "promise": words(commitment.promise),
            "by": words(commitment.by),
            "countries": list(commitment.countries),
            "things": list(commitment.things),
            "made": commitment.made,
            "due": commitment.due,
            "due_note": words(commitment.due_note) if commitment.due_note else None,
            "sources": list(commitment.sources),
            "confidence": commitment.confidence,
            "standing": verdict.standing if verdict else None,
            "settled": verdict.event.date if verdict and verdict.event else None,
            "late_days": list(verdict.late) if verdict and verdict.late else None,
            "events": [
                given(
                    {
                        "date": item.date,
                        "outcome": item.outcome,
                        "what": words(item.what),
                        "sources": list(item.sources),
                    }
                )
                for item in commitment.events
            ],
            "notes": [words(note.text) for note in commitment.notes],
            "note_sources": [list(note.sources) for note in commitment.notes],
        }
    )


def topic(atlas: Atlas, matter: Topic) -> dict[str, Any]:
    """Return a matter that has no place of its own, with all that is told of it."""
    return {"id": matter.id, "name": words(matter.name), **record(atlas, matter)}


def promises_of(atlas: Atlas, thing: Thing) -> list[str]:
    """Return the ids of promises about a thing, by the day on which they were made."""
    about = [item for item in atlas.commitments.values() if thing.id in item.things]
    return [item.id for item in sorted(about, key=lambda item: (first_day(item.made), item.id))]


def topics_of(atlas: Atlas, thing: Thing) -> list[str]:
    """Return the ids of the matters that are told with a thing."""
    return [key for key, matter in atlas.topics.items() if thing.id in matter.told_with]


def kind(thing: Thing) -> str:
    """Return what a thing is called in tables and lists: its kind, in a word."""
    if isinstance(thing, Section | Corridor):
        return thing.kind
    return type(thing).__name__.lower()


def cited(value: Any) -> list[str]:
    """Return the ids of all sources that plain values cite, in order, each once."""
    return list(dict.fromkeys(_cited(value)))


def _cited(value: Any, *, citing: bool = False) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _cited(item, citing=key.endswith(("source", "sources")))
    elif isinstance(value, list):
        for item in value:
            yield from _cited(item, citing=citing)
    elif citing:
        yield value
