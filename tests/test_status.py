"""What a thing is on a date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geo.records import Event, Languages, Status
from geo.status import days, deciding_event, on_the_map, until

if TYPE_CHECKING:
    from geo.atlas import Atlas


def event(day: str, status: Status | None, what: str = "Something happened") -> Event:
    """Return an event on a day."""
    return Event(date=day, status=status, what=Languages(en=what), sources=("a-source",))


LIFE = [
    event("2015", "agreed"),
    event("2018-03", "construction"),
    event("2019-05-18", "operating"),
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


def test_an_imprecise_event_counts_from_the_first_day_of_its_period() -> None:
    assert days(["2015", "2018-03", "2019-05-18"]) == [
        date(2015, 1, 1),
        date(2018, 3, 1),
        date(2019, 5, 18),
    ]


def test_an_imprecise_event_does_not_count_before_the_one_above_it() -> None:
    # "2013" below "2013-03-11": what happened later that year, not on 1 January.
    later = [event("2013-03-11", "construction"), event("2013", "suspended")]
    assert days([item.date for item in later]) == [date(2013, 3, 11), date(2013, 3, 11)]
    assert deciding_event(later, date(2013, 3, 10)) is None
    assert deciding_event(later, date(2013, 3, 11)) == later[1]


def test_of_two_events_on_one_day_the_later_in_the_seed_decides() -> None:
    day = [event("2020", "operating"), event("2020-01-01", "suspended")]
    deciding = deciding_event(day, date(2020, 1, 1))
    assert deciding is not None
    assert deciding.status == "suspended"


def test_a_thing_without_events_has_no_status() -> None:
    assert deciding_event([], date(2020, 1, 1)) is None


def test_by_a_day_only_what_had_happened_counts() -> None:
    assert [item.date for item in until(LIFE, date(2018, 12, 31))] == ["2015", "2018-03"]


def test_a_thing_is_on_the_map_from_its_first_status_on(atlas: Atlas) -> None:
    market = atlas.things["upper-market"]  # agreed upon in 2015
    assert not on_the_map(market, date(2014, 12, 31))
    assert on_the_map(market, date(2015, 1, 1))


def test_a_thing_without_a_status_is_always_on_the_map(atlas: Atlas) -> None:
    assert on_the_map(atlas.things["hill-town"], date(1900, 1, 1))
