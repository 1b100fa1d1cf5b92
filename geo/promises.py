"""What has become of a promise by a day.

A due date counts to the last day of its period: "October 2022" falls due on
31 October.  A promise kept after that is kept late, by a number of days; where
a date is known to the month or year only, between two numbers of days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from geo.fields import first_day, last_day
from geo.status import until

if TYPE_CHECKING:
    from datetime import date

    from geo.records import Commitment, Judgement

Standing = Literal["kept", "kept-late", "missed", "withdrawn", "not-due", "no-date", "unsettled"]

STANDINGS: tuple[Standing, ...] = get_args(Standing)

OPEN: tuple[Standing, ...] = ("not-due", "no-date", "unsettled")
"""The three ways of being open: not due yet, without a date, past its date and unsettled."""


class Verdict(NamedTuple):
    """Where a promise stands, the event that settled it, and how many days late it was kept."""

    standing: Standing
    event: Judgement | None = None
    late: tuple[int, int] | None = None


def verdict(commitment: Commitment, day: date) -> Verdict | None:
    """Return where a promise stands on a day; None before it was made."""
    if first_day(commitment.made) > day:
        return None
    settled = [event for event in until(commitment.events, day) if event.outcome is not None]
    if not settled:
        return Verdict(_open(commitment, day))
    event = settled[-1]
    if event.outcome == "kept" and commitment.due and lateness(commitment.due, event.date)[0] > 0:
        return Verdict("kept-late", event, lateness(commitment.due, event.date))
    return Verdict(event.outcome or "missed", event)


def lateness(due: str, done: str) -> tuple[int, int]:
    """Return how many days after its due date a thing was done, at the least and at the most."""
    last = last_day(due)
    return (first_day(done) - last).days, (last_day(done) - last).days


def _open(commitment: Commitment, day: date) -> Standing:
    if commitment.due is None:
        return "no-date"
    return "not-due" if day <= last_day(commitment.due) else "unsettled"
