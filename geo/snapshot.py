"""The atlas of an earlier day: what had happened, been said and been promised by then.

What the record tells later of an earlier day counts: the day of an event
decides, not the day of its report.  A fact counts from its own date.  A remark
counts from the date that it gives, else from the day on which the last of its
sources was published.  A thing whose status begins later stays in the atlas, because lines
may run through it, but is hidden: no layer draws it.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from geo.errors import RequestError
from geo.fields import first_day
from geo.records import Commitment, Frontier, Thing
from geo.status import on_the_map, until

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from geo.atlas import Atlas
    from geo.records import Fact, Note, Record

ThingT = TypeVar("ThingT", bound=Thing)


def on_day(atlas: Atlas, period: str) -> Atlas:
    """Return the atlas as it would have ended on a day.

    Parameters
    ----------
    atlas
        The atlas up to its own last day.
    period
        A day, as ``YYYY-MM-DD``, not after that one.

    Raises
    ------
    RequestError
        If the atlas does not reach so far.
    """
    day = first_day(period)
    if day > first_day(atlas.settings.as_of):
        msg = f"{period} lies after {atlas.settings.as_of}, the last day that the seeds reach"
        raise RequestError(msg)
    settings = atlas.settings.model_copy(
        update={"as_of": period, "notes": _notes(atlas, atlas.settings.notes, day)}
    )
    records = {
        folder: MappingProxyType(
            {key: kept for key, record in held.items() if (kept := _record(atlas, record, day))}
        )
        for folder, held in atlas.records.items()
    }
    later = {
        thing.id
        for folder in atlas.records.values()
        for record in folder.values()
        for thing in _things(record)
        if not on_the_map(thing, day)
    }
    return replace(
        atlas,
        settings=settings,
        records=MappingProxyType(records),
        hidden=frozenset(later),
    )


def _things(record: Record) -> Iterable[Thing]:
    if isinstance(record, Thing):
        yield record
    if isinstance(record, Frontier) and record.sea is not None:
        yield record.sea


def _record(atlas: Atlas, record: Record, day: date) -> Record | None:
    if isinstance(record, Thing):
        return _thing(atlas, record, day)
    if isinstance(record, Commitment):
        if first_day(record.made) > day:
            return None
        kept = {"events": tuple(until(record.events, day))}
        return record.model_copy(update={**kept, "notes": _notes(atlas, record.notes, day)})
    return record


def _thing(atlas: Atlas, thing: ThingT, day: date) -> ThingT:
    """Return a thing with what is known of it by a day."""
    update: dict[str, object] = {
        "events": tuple(until(thing.events, day)),
        "facts": tuple(_facts(thing.facts, day)),
        "notes": _notes(atlas, thing.notes, day),
    }
    if isinstance(thing, Frontier) and thing.sea is not None:
        update["sea"] = _thing(atlas, thing.sea, day)
    return thing.model_copy(update=update)


def _facts(facts: Iterable[Fact], day: date) -> Iterable[Fact]:
    return (fact for fact in facts if fact.date is None or first_day(fact.date) <= day)


def _notes(atlas: Atlas, notes: Iterable[Note], day: date) -> tuple[Note, ...]:
    return tuple(note for note in notes if all(first_day(d) <= day for d in _told(atlas, note)))


def _told(atlas: Atlas, note: Note) -> list[str]:
    """Return the dates from which a remark counts."""
    if note.since is not None:
        return [note.since]
    dates = (atlas.sources[source].published for source in note.sources)
    return [published for published in dates if published is not None]
