"""What a thing is on a date."""

from __future__ import annotations

from datetime import date

import pytest

from geo.records import Event, Languages, Status
from geo.status import chronological, deciding_event


def event(day: str, status: Status | None, what: str = "Something happened") -> Event:
    """Return an event on a day."""
    return Event(date=day, status=status, what=Languages(en=what), sources=("a-source",))


LIFE = [
    event("2019-05-18", "operating"),
    event("2015", "agreed"),
    event("2018-03", "construction"),
    event("2019-06-01", None, "A minister came by"),
]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2014, 12, 31), None),
        (date(2015, 1, 1), "agreed"),
        (date(2018, 2, 28), "agreed"),
        (date(2018, 3, 1), "construction"),
        (date(2019, 5, 17), "construction"),
        (date(2019, 5, 18), "operating"),
        (date(2030, 1, 1), "operating"),
    ],
    ids=str,
)
def test_status_holds_from_the_first_day_of_its_event(day: date, status: str | None) -> None:
    deciding = deciding_event(LIFE, day)
    assert (deciding.status if deciding else None) == status


def test_an_event_without_a_status_changes_none() -> None:
    deciding = deciding_event(LIFE, date(2019, 6, 1))
    assert deciding is not None
    assert deciding.date == "2019-05-18"


def test_of_two_events_on_one_day_the_later_in_the_seed_decides() -> None:
    day = [event("2020", "operating"), event("2020-01-01", "suspended")]
    deciding = deciding_event(day, date(2020, 1, 1))
    assert deciding is not None
    assert deciding.status == "suspended"


def test_a_thing_without_events_has_no_status() -> None:
    assert deciding_event([], date(2020, 1, 1)) is None


def test_events_are_put_in_the_order_of_their_first_days() -> None:
    dates = [item.date for item in chronological(LIFE)]
    assert dates == ["2015", "2018-03", "2019-05-18", "2019-06-01"]
