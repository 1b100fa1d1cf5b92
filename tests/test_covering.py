"""The states in which the pages are examined: few, and every two values of theirs together."""

from __future__ import annotations

from itertools import combinations

from tests.covering import pairwise


def test_four_rows_of_eight_have_all_pairs_of_three_switches() -> None:
    switches = [("off", "on")] * 3
    assert len(pairwise(*switches)) == 4


def test_any_two_values_meet_in_a_row() -> None:
    factors = [tuple("abcde"), tuple("fgh"), tuple("ij"), tuple("klm")]
    rows = pairwise(*factors)
    for one, other in combinations(range(4), 2):
        met = {(row[one], row[other]) for row in rows}
        assert len(met) == len(factors[one]) * len(factors[other])
    # No fewer than the two longest factors ask for, and not many more.
    assert 15 <= len(rows) <= 18
