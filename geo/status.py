"""What a thing is on a date, by its events.

Events stand in a seed in the order in which they happened.  A status holds from
the first day of its event's date on, so that an event of "2013" counts from
1 January 2013; but never before the event that stands above it, so that
"2013-03-11" and then "2013" both count from 11 March 2013.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from geo.fields import first_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from geo.records import Event, Thing


class Dated(Protocol):
    """What happened on a date that may be known to the day, the month or the year."""

    @property
    def date(self) -> str:
        """The date, as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""


DatedT = TypeVar("DatedT", bound=Dated)


def days(dates: Iterable[str]) -> list[date]:
    """Return the day from which each event counts, by their dates in the order they happened."""
    counted: list[date] = []
    for period in dates:
        first = first_day(period)
        counted.append(max(first, counted[-1]) if counted else first)
    return counted


def until(events: Sequence[DatedT], day: date) -> list[DatedT]:
    """Return the events that count on a day."""
    counted = days([event.date for event in events])
    return [event for event, first in zip(events, counted, strict=True) if first <= day]


def deciding_event(events: Sequence[Event], day: date) -> Event | None:
    """Return the event that gives the status on a day, or None before the first one."""
    past = [event for event in until(events, day) if event.status is not None]
    return past[-1] if past else None


def on_the_map(thing: Thing, day: date) -> bool:
    """Tell whether a thing is on the map on a day: always, or from its first status on."""
    return (
        not any(event.status for event in thing.events)
        or deciding_event(thing.events, day) is not None
    )
