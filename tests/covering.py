"""Few rows in which every pair of values occurs: where two things go wrong, one shows it."""

from __future__ import annotations

from itertools import combinations, product


def pairwise(*factors: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Choose rows of one value of each factor, so that any two values of two factors meet in one.

    Each next row is the first of those that bring the most pairs that have not met; of three
    factors of two values, four rows of eight are enough.
    """
    rows = list(product(*factors))
    pairs = {row: set(combinations(enumerate(row), 2)) for row in rows}
    missing = set[tuple[tuple[int, str], tuple[int, str]]]().union(*pairs.values())
    chosen = []
    while missing:
        best = max(rows, key=lambda row: len(pairs[row] & missing))
        chosen.append(best)
        missing -= pairs[best]
    return chosen
