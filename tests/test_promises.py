"""What has become of a promise by a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geo.promises import lateness, verdict
from geo.records import Commitment, Judgement, Outcome, Trilingual

if TYPE_CHECKING:
    from geo.atlas import Atlas

WORDS = Trilingual(en="Something", fa="چیزی", ur="کچھ")


def judged(day: str, outcome: Outcome | None) -> Judgement:
    """Return an event of a promise."""
    return Judgement(date=day, outcome=outcome, what=WORDS, sources=("a-source",))


def promise(due: str | None, *events: Judgement) -> Commitment:
    """Return a promise of 1 March 2020."""
    return Commitment(
        id="a-promise",
        promise=WORDS,
        by=WORDS,
        countries=("XA",),
        things=("a-thing",),
        made="2020-03-01",
        due=due,
        sources=("a-source",),
        confidence="high",
        events=events,
    )


def standing(commitment: Commitment, day: date) -> str | None:
    """Return the word for a promise on a day."""
    found = verdict(commitment, day)
    return found.standing if found else None


def test_before_it_was_made_there_is_no_promise() -> None:
    assert verdict(promise("2021"), date(2020, 2, 29)) is None


@pytest.mark.parametrize(
    ("due", "last"),
    [
        ("2022-10-05", date(2022, 10, 5)),
        ("2022-10", date(2022, 10, 31)),
        ("2022", date(2022, 12, 31)),
    ],
)
def test_a_promise_falls_due_on_the_last_day_of_its_period(due: str, last: date) -> None:
    assert standing(promise(due), last) == "not-due"
    assert standing(promise(due), date.fromordinal(last.toordinal() + 1)) == "unsettled"


def test_a_promise_without_a_date_is_never_due() -> None:
    assert standing(promise(None), date(2030, 1, 1)) == "no-date"


def test_an_event_without_an_outcome_settles_nothing() -> None:
    assert standing(promise("2022", judged("2021-06-01", None)), date(2021, 7, 1)) == "not-due"


def test_a_promise_kept_on_its_last_day_is_kept() -> None:
    kept = promise("2022-10", judged("2022-10-31", "kept"))
    assert verdict(kept, date(2022, 10, 31)) == ("kept", kept.events[0], None)


def test_a_promise_kept_a_day_later_is_a_day_late() -> None:
    kept = promise("2022-10", judged("2022-11-01", "kept"))
    assert verdict(kept, date(2023, 1, 1)) == ("kept-late", kept.events[0], (1, 1))


def test_a_promise_without_a_date_is_kept_but_never_late() -> None:
    assert standing(promise(None, judged("2025", "kept")), date(2026, 1, 1)) == "kept"


def test_an_imprecise_day_is_late_between_two_numbers_of_days() -> None:
    # From 31 October 2022 to 1 May 2023: 30 + 31 + 31 + 28 + 31 + 30 + 1 days; to 31 May 30 more.
    assert lateness("2022-10", "2023-05") == (182, 212)


def test_an_imprecise_day_that_may_have_been_in_time_is_in_time() -> None:
    assert standing(promise("2022-05-15", judged("2022-05", "kept")), date(2023, 1, 1)) == "kept"


def test_what_is_missed_may_be_kept_later() -> None:
    late = promise("2021", judged("2022-02-01", "missed"), judged("2022-06-01", "kept"))
    by_day = [(2022, 1, 31), (2022, 2, 1), (2022, 5, 31), (2022, 6, 1)]
    assert [standing(late, date(*day)) for day in by_day] == [
        "unsettled",
        "missed",
        "missed",
        "kept-late",
    ]


def test_a_promise_may_be_withdrawn_before_it_is_due() -> None:
    given_up = promise("2030", judged("2025-01-01", "withdrawn"))
    assert standing(given_up, date(2025, 1, 1)) == "withdrawn"


def test_the_market_opened_as_many_days_late_as_the_calendar_has(atlas: Atlas) -> None:
    found = verdict(atlas.commitments["market-by-2018"], date(2020, 6, 30))
    # Due on 31 December 2018, opened on 18 May 2019: 31 + 28 + 31 + 30 + 18 days.
    assert found is not None
    assert (found.standing, found.late) == ("kept-late", (138, 138))
