"""Days, months and years by the Persian calendar, the solar Hijri one, beside the Gregorian."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from persiantools.jdatetime import JalaliDate

from geo.fields import first_day, last_day

if TYPE_CHECKING:
    from datetime import date


class Day(NamedTuple):
    """A day of the Persian calendar."""

    year: int
    month: int
    day: int


def span(period: str) -> tuple[Day, Day]:
    """Return the first and the last day of a period by the Persian calendar.

    Parameters
    ----------
    period
        A day, a month or a year of the Gregorian calendar: ``2023-05-18``,
        ``2023-05`` or ``2023``.

    Notes
    -----
    From 1178 to 1501 the astronomical calendar has its leap years by a cycle of
    33 years, and so have the library and the browsers.
    """
    return _day(first_day(period)), _day(last_day(period))


def new_year(year: int) -> date:
    """Return the day on which a year of the Persian calendar begins."""
    begins: date = JalaliDate(year, 1, 1).to_gregorian()  # type: ignore[no-untyped-call]  # as below
    return begins


def _day(day: date) -> Day:
    converted = JalaliDate(day)  # type: ignore[no-untyped-call]  # its constructor alone has no types
    return Day(converted.year, converted.month, converted.day)
