"""What the benchmark rests on, without a browser and without a clock."""

from __future__ import annotations

from datetime import date

from tests.benchmark import report, weights
from tests.benchmark.builds import Seconds
from tests.benchmark.results import (
    GZIPPED_BUDGET,
    RAW_BUDGET,
    Results,
    Side,
    spread,
)
from tests.benchmark.visits import Conduct, Times
from tests.benchmark.weights import Part, Weight


def side(raw: int, gzipped: int, answered: float, requests: list[str]) -> Side:
    return Side(
        page=Weight(raw, gzipped),
        loaded=Weight(0, 0),
        online=Conduct(features=3, requests=requests),
        offline=Conduct(messages=["L is not defined"] if requests else []),
        times={name: [Times(answered / 2, answered)] for name in ("desk", "phone")},
    )


def results(ours: Side, *, changed: tuple[str, ...] = ()) -> Results:
    return Results(
        ours=ours,
        plain=side(900_000, 200_000, 200, ["https://example.org/leaflet.js"]),
        parts=[Part("basemap", Weight(1000, 400))],
        build_s=[Seconds(3, 2)],
        changed=changed,
        plain_same_twice=False,
        runs=1,
        machine={"machine": "2 cores"},
    )


def kept(found: Results) -> list[bool]:
    return [budget.holds for budget in found.budgets()]


def test_the_spread_of_runs_is_their_median_and_quartiles() -> None:
    assert spread([5, 1, 4, 2, 3]) == (3, 2, 4)
    assert spread([7]) == (7, 7, 7)


def test_a_budget_holds_up_to_its_limit_and_not_beyond() -> None:
    at_the_limit = results(side(RAW_BUDGET, GZIPPED_BUDGET, 200, []))
    beyond = results(
        side(RAW_BUDGET + 1, GZIPPED_BUDGET + 1, 201, ["https://example.org/x.png"]),
        changed=("maps/overview.html",),
    )
    only_the_build = [False, False, False, False, True, False]
    assert kept(at_the_limit) == [True] * 6
    assert kept(beyond) == only_the_build


def test_the_report_says_when_it_was_measured_what_failed_and_how_to_do_it_again() -> None:
    failed = results(side(601_000, 1000, 100, []))
    text = report.text(failed, date(2026, 11, 21))
    assert "2026-11-21" in text
    assert "`make bench`" in text
    page = "overview page, with time and three languages"
    assert f"| {page} | ≤ 600.0 kB | 601.0 kB | **no** |" in text
    assert "L is not defined" in text


def test_a_file_that_gzip_would_enlarge_weighs_what_it_is() -> None:
    assert weights.weigh(b"a") == (1, 1)
    assert weights.weigh(b"a" * 1000).gzipped < 100
