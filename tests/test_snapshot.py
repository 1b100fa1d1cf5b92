"""The atlas of an earlier day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo import layers
from geo.errors import RequestError
from geo.snapshot import on_day

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from tests.conftest import TwoTowns


def drawn(atlas: Atlas, day: str, layer: str) -> dict[str, str | None]:
    """Return what a layer shows on a day: the status of each feature."""
    built = layers.build(on_day(atlas, day))[layer]
    return {item.record.id: item.feature.properties["status"] for item in built.drawn}


def test_a_market_goes_through_its_life(atlas: Atlas) -> None:
    # Agreed in 2015, building from March 2018, open from 18 May 2019.
    days = ["2014-12-31", "2015-01-01", "2018-03-01", "2019-05-17", "2019-05-18"]
    assert [drawn(atlas, day, "markets").get("upper-market") for day in days] == [
        None,
        "agreed",
        "construction",
        "construction",
        "operating",
    ]


def test_what_is_not_there_yet_is_on_no_layer(atlas: Atlas) -> None:
    assert "upper-market" not in drawn(atlas, "2014-12-31", "markets")


def test_what_has_no_status_is_always_there(atlas: Atlas) -> None:
    assert "hill-town" in drawn(atlas, "1900-01-01", "places")


def test_on_its_last_day_the_atlas_is_itself(atlas: Atlas) -> None:
    before, after = layers.build(atlas), layers.build(on_day(atlas, "2020-06-30"))
    assert {key: layer.collection() for key, layer in before.items()} == {
        key: layer.collection() for key, layer in after.items()
    }


def test_an_atlas_does_not_reach_beyond_its_last_day(atlas: Atlas) -> None:
    with pytest.raises(RequestError, match="2020-07-01 lies after 2020-06-30"):
        on_day(atlas, "2020-07-01")


def test_a_fact_counts_from_its_own_date(atlas: Atlas) -> None:
    # Stated in 2018 and measured in February 2019.
    def lengths(day: str) -> list[object]:
        return [fact.value for fact in on_day(atlas, day).frontier.facts]

    assert lengths("2017-12-31") == []
    assert lengths("2018-01-01") == [200]
    assert lengths("2019-02-01") == [200, 222.6]


def test_a_promise_is_there_from_the_day_it_was_made(atlas: Atlas) -> None:
    assert "market-by-2018" not in on_day(atlas, "2017-05-31").commitments
    promise = on_day(atlas, "2019-02-01").commitments["market-by-2018"]
    assert [event.outcome for event in promise.events] == ["missed"]


def test_a_remark_counts_from_the_last_of_its_sources_or_its_own_date(
    two_towns: TwoTowns,
) -> None:
    two_towns.append(
        "seeds/ports/east-port.toml",
        '\n[[notes]]\ntext = "By the survey"\nsources = ["survey-2019-frontier"]\n'
        '\n[[notes]]\ntext = "By itself"\nsince = "2010"\n'
        '\n[[notes]]\ntext = "Always"\n',
    )
    atlas = two_towns.opened().atlas

    def notes(day: str) -> list[str]:
        return [note.text.en for note in on_day(atlas, day).things["east-port"].notes]

    assert notes("2009-12-31") == ["Always"]
    assert notes("2010-01-01") == ["By itself", "Always"]
    assert notes("2019-02-01") == ["By the survey", "By itself", "Always"]
