"""What is wrong with the evidence: dates, conflicts, events, promises and sources."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo import facts
from geo.checks import cites, records_with_files, walk
from geo.fields import first_day, last_day
from geo.records import Commitment, Event, Fact, Judgement, Thing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.atlas import Atlas, Reading

_DAY = len("2013-03-11")


def evidence_check(atlas: Atlas, reading: Reading) -> list[str]:
    """Return every finding about facts, events, promises and sources."""
    findings: list[str] = []
    for where, record in records_with_files(atlas):
        faults: list[str] = []
        for path, part in walk(record):
            if isinstance(part, Thing):
                faults += _fact_faults(path, part)
                faults += _event_faults(_inside(path, "events"), part.events)
        if isinstance(record, Commitment):
            faults += _event_faults("events", record.events)
            faults += _promise_faults(record)
        findings += (f"{where}: {fault}" for fault in faults)
    findings += _source_faults(atlas, reading)
    return findings


def _inside(path: str, field: str) -> str:
    return f"{path}.{field}" if path else field


def _fact_faults(path: str, thing: Thing) -> Iterator[str]:
    places = {id(fact): index for index, fact in enumerate(thing.facts)}
    for index, fact in enumerate(thing.facts):
        where = f"{_inside(path, 'facts')}[{index}]"
        if fact.date is None:
            yield f"{where}: date is missing; give the day, month or year of {fact.property}"
        if fact.preferred and fact.reason is None:
            yield f"{where}: reason is missing; say why this {fact.property} is preferred"
    for group in facts.grouped(thing.facts):
        numbers = ", ".join(str(places[id(fact)]) for fact in _as_in_seed(group.facts, places))
        where = f"{_inside(path, 'facts')} on {_named(group)}"
        preferred = sum(fact.preferred for fact in group.facts)
        if facts.disagree(group.facts):
            if preferred != 1:
                yield (
                    f"{where}: {len(group.facts)} disagree ({numbers}) and "
                    f"{preferred or 'none'} of them {'is' if preferred < 2 else 'are'} "  # noqa: PLR2004 - grammar
                    "preferred; prefer one, or tell them apart by `of`"
                )
        elif preferred:
            yield f"{where}: one is preferred, but nothing disagrees with it ({numbers})"


def _as_in_seed(group: tuple[Fact, ...], places: dict[int, int]) -> list[Fact]:
    """Return facts in the order in which they stand in the seed."""
    return sorted(group, key=lambda fact: places[id(fact)])


def _named(group: facts.Group) -> str:
    return f"{group.property} ({group.of.en})" if group.of else group.property


def _event_faults(path: str, events: Sequence[Event | Judgement]) -> Iterator[str]:
    """Yield events that stand before what came first, and those that contradict each other."""
    reached = None
    for index, event in enumerate(events):
        if reached is not None and last_day(event.date) < first_day(reached):
            yield (
                f"{path}[{index}].date is {event.date}, after an event of {reached}; "
                "events stand in the order in which they happened"
            )
        if reached is None or first_day(event.date) > first_day(reached):
            reached = event.date
    now = None
    for index, event in enumerate(events):
        turn = _turn(event)
        if turn is not None and turn == now:
            yield (
                f"{path}[{index}] says {turn!r}, which stands already; "
                "an event that changes nothing says only what happened"
            )
        now = turn or now
    turns = Counter(
        (event.date, turn)
        for event in events
        if len(event.date) == _DAY and (turn := _turn(event)) is not None
    )
    for day in sorted({date for date, _ in turns}):
        given = " and ".join(repr(turn) for date, turn in turns if date == day)
        if " and " in given:
            yield f"{path}: {day} is given as {given}; a day has one status"


def _turn(event: Event | Judgement) -> str | None:
    return event.status if isinstance(event, Event) else event.outcome


def _promise_faults(promise: Commitment) -> Iterator[str]:
    outcomes = [event.outcome for event in promise.events if event.outcome is not None]
    for index, event in enumerate(promise.events):
        where = f"events[{index}]"
        if last_day(event.date) < first_day(promise.made):
            yield f"{where}.date is {event.date}, before the promise was made ({promise.made})"
        if event.outcome != "missed":
            continue
        if promise.due is None:
            yield f"{where}.outcome is 'missed', but the promise has no due date"
        elif last_day(event.date) <= last_day(promise.due):
            yield (
                f"{where}.outcome is 'missed' on {event.date}, before its due date is over "
                f"({promise.due}); date it by the source that shows it undone afterwards"
            )
    if outcomes not in ([], ["kept"], ["missed"], ["withdrawn"], ["missed", "kept"]):
        yield (
            f"events: the outcomes are {', '.join(outcomes)}; "
            "a promise has one, or is missed and kept later"
        )


def _source_faults(atlas: Atlas, reading: Reading) -> Iterator[str]:
    cited = _cited(atlas)
    owners: dict[str, str] = {}
    for key, source in atlas.sources.items():
        where = f"{reading.source_files[key]}: {key}"
        if key not in cited and not reading.failed:
            yield f"{where}: nothing cites it; cite it where it bears something out, or take it out"
        if source.url is not None and source.url in owners:
            yield f"{where}: url is also that of {owners[source.url]}; one page is one source"
        owners.setdefault(source.url or key, key)
        if source.published and last_day(source.accessed) < first_day(source.published):
            yield (
                f"{where}: accessed is {source.accessed}, before it was published "
                f"({source.published})"
            )


def _cited(atlas: Atlas) -> set[str]:
    """Return the ids of all sources that anything in the atlas cites."""
    cited: set[str] = set()
    records = [record for _, record in records_with_files(atlas)]
    for record in [*records, atlas.settings]:
        for _, part in walk(record):
            cited.update(cites(part))
    return cited
