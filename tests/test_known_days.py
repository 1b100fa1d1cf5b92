"""Days that the record knows, and what stood on them and on the day before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from geo import layers
from geo import project as projects
from geo.promises import verdict
from geo.snapshot import on_day
from geo.status import deciding_event
from tests.test_real_atlas import ROOT

if TYPE_CHECKING:
    from geo.atlas import Atlas

TURNS = [
    # thing, first day, the status before, the status from then on
    ("pishin-mand-gate", "2021-04-21", None, "operating"),
    ("pishin-mand", "2023-05-18", "construction", "operating"),
    ("pishin-mand", "2025-06-16", "operating", "suspended"),
    ("pishin-mand-gate", "2025-06-16", "operating", "suspended"),
    ("gabd-rimdan-gate", "2020-12-19", None, "operating"),
    ("ipi-asaluyeh-iranshahr", "2010-08-23", None, "operating"),
    ("ipi-india-leg", "2009-01-01", "agreed", "cancelled"),
    ("islamabad-tehran-istanbul", "2009-08-14", None, "operating"),
    ("islamabad-tehran-istanbul", "2011-11-05", "operating", "suspended"),
    ("islamabad-tehran-istanbul", "2021-12-21", "suspended", "operating"),
    ("islamabad-tehran-istanbul", "2022-08-01", "operating", "suspended"),
    ("galangur-nushki", "2026-01-31", "operating", "suspended"),
    ("nushki-dalbandin", "2026-01-31", "operating", "suspended"),
    *((f"rasht-junction-rasht-{n}", "2019-03-06", "construction", "operating") for n in "1234"),
]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """Return the real atlas."""
    return projects.open_project(ROOT).atlas


def status(atlas: Atlas, key: str, day: date) -> str | None:
    """Return what a thing is on a day."""
    event = deciding_event(atlas.things[key].events, day)
    return event.status if event else None


@pytest.mark.parametrize(
    ("key", "day", "before", "after"), TURNS, ids=[f"{key} {day}" for key, day, *_ in TURNS]
)
def test_a_status_turns_on_its_day(
    key: str, day: str, before: str | None, after: str, atlas: Atlas
) -> None:
    first = date.fromisoformat(day)
    assert status(atlas, key, first - timedelta(days=1)) == before
    assert status(atlas, key, first) == after


def test_pishin_mand_stayed_closed_through_june_2025(atlas: Atlas) -> None:
    for key in ("pishin-mand", "pishin-mand-gate"):
        assert status(atlas, key, date(2025, 6, 30)) == "suspended"


def test_the_train_of_31_december_2025_did_not_run(atlas: Atlas) -> None:
    train = "islamabad-tehran-istanbul"
    assert status(atlas, train, date(2025, 12, 31)) == "suspended"
    [missed] = [event for event in atlas.things[train].events if event.date == "2025-12-31"]
    assert missed.status is None
    promised = [item for item in atlas.commitments.values() if train in item.things]
    due = [item for item in promised if item.due == "2025-12-31"]
    assert due
    standings = {found.standing for item in due if (found := verdict(item, date(2026, 11, 21)))}
    assert standings == {"missed"}


def test_rasht_astara_was_never_built(atlas: Atlas) -> None:
    words = {event.status for event in atlas.things["rasht-astara"].events}
    assert words == {"agreed", None}


def test_the_map_of_the_ground_breaking_shows_what_stood_that_day(atlas: Atlas) -> None:
    """11 March 2013: the first pipe in Iran is laid, no border market is on the map yet."""
    built = layers.build(on_day(atlas, "2013-03-11"))
    drawn = {
        item.record.id: item.feature.properties["status"]
        for layer in built.values()
        for item in layer.drawn
    }
    assert drawn["ipi-asaluyeh-iranshahr"] == "operating"
    assert drawn["ipi-india-leg"] == "cancelled"
    assert "pishin-mand" not in drawn
    assert "gabd-rimdan-gate" not in drawn
    assert "rasht-caspian-port" not in drawn
    assert drawn["taftan-mirjaveh-gate"] == "operating"
    assert drawn["rasht-junction-rasht-1"] == "construction"


def test_promises_stand_as_they_did_on_a_day(atlas: Atlas) -> None:
    market = atlas.commitments["pishin-mand-market-october-2022"]
    days = ["2022-09-14", "2022-09-15", "2022-10-31", "2022-11-01", "2023-05-18"]
    found = [verdict(market, date.fromisoformat(day)) for day in days]
    assert [item and item.standing for item in found] == [
        None,
        "not-due",
        "not-due",
        "unsettled",
        "kept-late",
    ]
    # From 31 October 2022 to 18 May 2023: 30 + 31 + 31 + 28 + 31 + 30 + 18 days.
    assert found[-1] is not None
    assert found[-1].late == (199, 199)
