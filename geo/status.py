"""What a thing is on a date, by its events.

A status holds from the first day of its event's date on, so that an event of
"2013" counts from 1 January 2013.  Events that share a day take effect in the
order in which they stand in the seed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.fields import first_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from geo.records import Event


def chronological(events: Iterable[Event]) -> list[Event]:
    """Return events from first to last; those of one first day keep their order."""
    return sorted(events, key=lambda event: first_day(event.date))


def deciding_event(events: Iterable[Event], day: date) -> Event | None:
    """Return the event that gives the status on a day, or None before the first one."""
    past = [
        event
        for event in chronological(events)
        if event.status is not None and first_day(event.date) <= day
    ]
    return past[-1] if past else None
