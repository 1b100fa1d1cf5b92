"""What changed of one thing, and of one promise."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from geo import facts, promises, status, telling
from geo.differences.change import Change, differing, matched
from geo.fields import first_day
from geo.layers.model import cited_sources, plain
from geo.measure import distance_m
from geo.records import Doubt, Event, Position
from geo.telling import LANGUAGES, given, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.atlas import Atlas
    from geo.records import Commitment, Fact, Judgement, Note, Thing

COMPARED = {"id", "name", "events", "facts", "notes", "position", "geometry", "sea"}
"""Fields of a thing whose changes are told in words of their own; ``sea`` is another thing."""

PROMISED = {"id", "events", "notes"}


def of_thing(atlases: tuple[Atlas, Atlas], old: Thing, new: Thing) -> Iterator[Change]:
    """Yield what changed of a thing, but for the course of its line."""
    say = partial(Change, thing=new.id, name=new.name.en)
    kinds = telling.kind(old), telling.kind(new)
    if type(old) is not type(new):
        yield say("kind", field="kind", old=kinds[0], new=kinds[1])
    for language in LANGUAGES:
        names = getattr(old.name, language), getattr(new.name, language)
        if names[0] != names[1]:
            yield say("renamed", field=f"name.{language}", old=names[0], new=names[1])
    yield from _status(say, atlases, old, new)
    yield from _doubt(say, _doubt_of(old), _doubt_of(new))
    yield from _facts(say, old.facts, new.facts)
    yield from _events(say, old.events, new.events)
    yield from _notes(say, old.notes, new.notes)
    yield from _cites(say, old, new)
    checked = {"checked": old.name.checked}, {"checked": new.name.checked}
    plain_old = {**old.model_dump(mode="json", exclude=COMPARED), "name": checked[0]}
    plain_new = {**new.model_dump(mode="json", exclude=COMPARED), "name": checked[1]}
    for path, before, after in differing(plain_old, plain_new):
        yield say("changed", field=path, old=before, new=after)


def of_promise(atlases: tuple[Atlas, Atlas], old: Commitment, new: Commitment) -> Iterator[Change]:
    """Yield what changed of a promise, and how it is judged anew."""
    say = partial(Change, thing=new.id, name=new.promise.en)
    judged = [standing(atlas, item) for atlas, item in zip(atlases, (old, new), strict=True)]
    if judged[0] != judged[1]:
        yield say("promise-standing", field="standing", old=judged[0], new=judged[1])
    yield from _events(say, old.events, new.events)
    yield from _notes(say, old.notes, new.notes)
    dumped = [item.model_dump(mode="json", exclude=PROMISED) for item in (old, new)]
    for path, before, after in differing(dumped[0], dumped[1]):
        yield say("changed", field=path, old=before, new=after)


def standing(atlas: Atlas, promise: Commitment) -> dict[str, Any] | None:
    """Return where a promise stands on the atlas's last day, and how late it was kept."""
    found = promises.verdict(promise, first_day(atlas.settings.as_of))
    if found is None:
        return None
    late = list(found.late) if found.late else None
    return given({"standing": found.standing, "late_days": late})


def standing_status(atlas: Atlas, thing: Thing) -> dict[str, Any] | None:
    """Return the status of a thing on the atlas's last day, and since when it holds."""
    event = status.deciding_event(thing.events, first_day(atlas.settings.as_of))
    return {"status": event.status, "date": event.date} if event else None


def _status(
    say: Callable[..., Change], atlases: tuple[Atlas, Atlas], old: Thing, new: Thing
) -> Iterator[Change]:
    before, after = standing_status(atlases[0], old), standing_status(atlases[1], new)
    if before != after:
        yield say("status", field="status", old=before, new=after)


def _doubt_of(thing: Thing) -> Doubt | None:
    """Return how sure the position or the line of a thing is."""
    found = getattr(thing, "position", None) or getattr(thing, "geometry", None)
    return found if isinstance(found, Doubt) else None


def _doubt(say: Callable[..., Change], old: Doubt | None, new: Doubt | None) -> Iterator[Change]:
    """Yield a move, another radius, and whatever else is said of a position."""
    if isinstance(old, Position) and isinstance(new, Position):
        places = (old.lon, old.lat), (new.lon, new.lat)
        if places[0] != places[1]:
            metres = round(distance_m(*places), 2)
            yield say("moved", field="position", old=places[0], new=places[1], metres=metres)
    if old is None or new is None:
        return
    if old.precision_m != new.precision_m:
        radii = plain(old.precision_m), plain(new.precision_m)
        yield say("radius", field="precision_m", old=radii[0], new=radii[1])
    fields = {"accuracy", "method"}
    dumped = [item.model_dump(mode="json", include=fields) for item in (old, new)]
    for path, before, after in differing(dumped[0], dumped[1]):
        yield say("changed", field=path, old=before, new=after)


def _facts(
    say: Callable[..., Change], old: Sequence[Fact], new: Sequence[Fact]
) -> Iterator[Change]:
    """Yield facts that came, went or changed, and which value is used now."""
    for before, after in matched(_bare(old), _bare(new), _statement, _source_of, _saying):
        told = [telling.fact(fact) if fact else None for fact in (before, after)]
        field = (told[1] or told[0] or {}).get("property")
        yield say(_kind("fact", before, after), field=field, old=told[0], new=told[1])
    used_before, used_now = _used(old), _used(new)
    for key in dict.fromkeys([*used_before, *used_now]):
        first, second = used_before.get(key), used_now.get(key)
        if _preference(first) != _preference(second):
            told = [telling.fact(fact) if fact else None for fact in (first, second)]
            yield say("preferred", field=key[0], old=told[0], new=told[1])


def _bare(stated: Sequence[Fact]) -> list[Fact]:
    """Return facts without what is said of their use: that is compared by itself."""
    return [fact.model_copy(update={"preferred": False, "reason": None}) for fact in stated]


def _statement(fact: Fact) -> tuple[Any, ...]:
    """Return what makes a fact the same statement: its property and part, its source, its date."""
    return fact.property, fact.of.en if fact.of else None, fact.source, fact.date


def _source_of(fact: Fact) -> tuple[Any, ...]:
    """Return the same but for the date, which may have been found out later."""
    return _statement(fact)[:-1]


def _saying(fact: Fact) -> tuple[Any, ...]:
    """Return what is left where the part of the thing is told in other words."""
    return fact.property, fact.source, facts.plain_value(fact), fact.unit


def _used(stated: Sequence[Fact]) -> dict[tuple[str, str | None], Fact]:
    """Return the preferred fact of each property and part."""
    return {
        (group.property, group.of.en if group.of else None): group.facts[0]
        for group in facts.grouped(stated)
        if group.facts[0].preferred
    }


def _preference(fact: Fact | None) -> object:
    """Return which statement is used, and why; that its value changed is told with the fact."""
    return (_source_of(fact), fact.reason) if fact else None


def _events(
    say: Callable[..., Change],
    old: Sequence[Event] | Sequence[Judgement],
    new: Sequence[Event] | Sequence[Judgement],
) -> Iterator[Change]:
    pairs = matched(
        list[Any](old), list[Any](new), lambda event: event.date, lambda event: event.what.en
    )
    for before, after in pairs:
        told = [_event(event) if event else None for event in (before, after)]
        date = (told[1] or told[0] or {}).get("date")
        yield say(_kind("event", before, after), field=date, old=told[0], new=told[1])


def _event(event: Event | Judgement) -> dict[str, Any]:
    if isinstance(event, Event):
        return telling.event(event)
    told = {"date": event.date, "outcome": event.outcome, "what": words(event.what)}
    return given({**told, "sources": list(event.sources)})


def _notes(
    say: Callable[..., Change], old: Sequence[Note], new: Sequence[Note]
) -> Iterator[Change]:
    for before, after in matched(old, new, _text, _opening):
        told = [_note(note) if note else None for note in (before, after)]
        yield say(_kind("note", before, after), field="notes", old=told[0], new=told[1])


def _text(note: Note) -> str:
    return note.text.en


def _opening(note: Note) -> list[str]:
    """Return the first words of a remark, by which one knows it after its end was mended."""
    return note.text.en.split()[:5]


def _note(note: Note) -> dict[str, Any]:
    told = {"text": words(note.text), "since": note.since, "sources": list(note.sources)}
    return given(told)


def _cites(say: Callable[..., Change], old: Thing, new: Thing) -> Iterator[Change]:
    """Yield sources that a thing cites now, and those that it cites no longer."""
    before = cited_sources(old, _doubt_of(old))
    after = cited_sources(new, _doubt_of(new))
    more = [key for key in after if key not in before]
    fewer = [key for key in before if key not in after]
    if more:
        yield say("cites", field="sources", new=more)
    if fewer:
        yield say("cites-no-longer", field="sources", old=fewer)


def _kind(what: str, before: object, after: object) -> str:
    """Return the kind of a change of something that may be there on one side only."""
    return f"{what}-{'added' if before is None else 'gone' if after is None else 'changed'}"
