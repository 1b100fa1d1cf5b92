"""The chart of promises: when each was made, when it fell due, and what became of it.

Each promise with a due date has one row along a common scale of time.  What is
drawn in it stands in percent of the row's width, so that the row may be as wide
as the page lets it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from geo import persian
from geo.fields import first_day, last_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.promises import Standing, Verdict
    from geo.records import Commitment

YEARS_BETWEEN_LABELS = ((12, 1), (24, 5))
"""Up to how many years a scale has a label every so many; a longer one has them ten apart."""


@dataclass(frozen=True)
class Stroke:
    """A stretch of time: what it stands for, and from where to where, in percent."""

    name: str
    start: str
    end: str


@dataclass(frozen=True)
class Sign:
    """A day: what it stands for, and where, in percent."""

    name: str
    at: str


@dataclass(frozen=True)
class Track:
    """What is drawn of one promise, from the bottom up."""

    strokes: tuple[Stroke, ...]
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class Tick:
    """A year of a calendar on the scale; the label is its number."""

    label: str
    at: str
    calendar: str


@dataclass(frozen=True)
class Scale:
    """Time from one day to another, both at the start of a year."""

    start: date
    end: date

    @classmethod
    def around(cls, items: Iterable[Commitment], as_of: date) -> Scale:
        """Return the scale that holds all that is drawn of promises, in whole years."""
        days = [as_of]
        for item in items:
            days += [first_day(item.made), last_day(item.due or item.made)]
            days += [last_day(event.date) for event in item.events]
        return cls(date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1))

    def part(self, day: date) -> float:
        """Return where a day stands, as a part of the whole."""
        return (day - self.start) / (self.end - self.start)

    def at(self, day: date) -> str:
        """Return where a day stands, in percent."""
        return f"{self.part(day) * 100:.2f}%"

    def ticks(self) -> tuple[Tick, ...]:
        """Return the years that have a label, by each calendar, none at the very ends."""
        years = self.end.year - self.start.year
        step = next((step for most, step in YEARS_BETWEEN_LABELS if years <= most), 10)
        return tuple(
            Tick(str(year), self.at(begins), calendar)
            for calendar, first, new_year in (
                ("greg", self.start.year, _new_year),
                ("persian", persian.span(self.start.isoformat())[0].year, persian.new_year),
            )
            for year in range(first, first + years + 1)
            if year % step == 0 and self.start < (begins := new_year(year)) < self.end
        )


def _new_year(year: int) -> date:
    return date(year, 1, 1)


def track(item: Commitment, found: Verdict, scale: Scale, as_of: date) -> Track | None:
    """Return what is drawn of a promise; None if no date was set for it.

    A promise that was kept shows the day; one kept late also the time from its
    due date.  One that was missed shows how long after its due date it was seen
    undone, and one that is past due and unsettled runs on to ``as_of``.
    """
    if item.due is None:
        return None
    made, due = scale.at(first_day(item.made)), scale.at(last_day(item.due))
    done = scale.at(middle(found.event.date)) if found.event else ""
    after = {
        "kept-late": (Stroke("late", due, done),),
        "missed": (Stroke("undone", due, done),),
        "unsettled": (Stroke("unknown", due, scale.at(as_of)),),
    }
    ends = {
        "kept": (Sign("due", due), Sign("kept", done)),
        "kept-late": (Sign("due", due), Sign("kept-late", done)),
        "missed": (Sign("seen", done), Sign("missed", due)),
        "withdrawn": (Sign("withdrawn", due),),
    }
    return Track(
        (Stroke("leader", "0%", made), Stroke("wait", made, due), *after.get(found.standing, ())),
        (Sign("made", made), *ends.get(found.standing, (Sign("due", due),))),
    )


def middle(period: str) -> date:
    """Return the day in the middle of a day, a month or a year."""
    first = first_day(period)
    return first + (last_day(period) - first) / 2


SIGNS: dict[Standing, str] = {
    "kept": "kept",
    "kept-late": "kept-late",
    "missed": "missed",
    "withdrawn": "withdrawn",
    "no-date": "undated",
}
"""The sign of each standing; of what is open with a date it is that of the date."""

KEYS: dict[Standing, Track] = {
    "kept": Track(
        (Stroke("wait", "6%", "60%"),),
        (Sign("made", "6%"), Sign("due", "80%"), Sign("kept", "60%")),
    ),
    "kept-late": Track(
        (Stroke("wait", "6%", "36%"), Stroke("late", "36%", "80%")),
        (Sign("made", "6%"), Sign("due", "36%"), Sign("kept-late", "80%")),
    ),
    "missed": Track(
        (Stroke("wait", "6%", "45%"), Stroke("undone", "45%", "88%")),
        (Sign("made", "6%"), Sign("seen", "88%"), Sign("missed", "45%")),
    ),
    "withdrawn": Track(
        (Stroke("wait", "6%", "60%"),), (Sign("made", "6%"), Sign("withdrawn", "60%"))
    ),
    "not-due": Track((Stroke("wait", "6%", "80%"),), (Sign("made", "6%"), Sign("due", "80%"))),
    "no-date": Track((Stroke("unknown", "6%", "88%"),), (Sign("made", "6%"),)),
    "unsettled": Track(
        (Stroke("wait", "6%", "45%"), Stroke("unknown", "45%", "88%")),
        (Sign("made", "6%"), Sign("due", "45%")),
    ),
}
"""How each standing looks, for the key."""
