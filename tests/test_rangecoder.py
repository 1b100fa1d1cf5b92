"""Numbers as text, and back."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.rangecoder import Writer
from tests.packed import Reader

LARGEST = 2**31 - 2

NUMBERS = st.lists(st.tuples(st.integers(0, 15), st.integers(-LARGEST, LARGEST)))


@given(NUMBERS)
def test_what_is_written_is_read_again(numbers: list[tuple[int, int]]) -> None:
    writer = Writer()
    for kind, value in numbers:
        writer.whole(kind, abs(value))
        writer.signed(kind, value)
    reader = Reader(writer.text())
    for kind, value in numbers:
        assert reader.whole(kind) == abs(value)
        assert reader.signed(kind) == value


def written(values: list[int]) -> str:
    """Return numbers of one kind as text."""
    writer = Writer()
    for value in values:
        writer.whole(0, value)
    return writer.text()


def test_an_overflow_is_carried_through_bytes_that_are_full() -> None:
    # Ones after a long run of zeros lie at the very top of what is left: they overflow.
    values = [0] * 3000 + [LARGEST] * 40 + [0] * 300 + [1, LARGEST] * 40
    reader = Reader(written(values))
    assert [reader.whole(0) for _ in values] == values


def test_what_never_changes_takes_next_to_nothing() -> None:
    # The chance of what was always so is 1 - 1/160 at least: 0.01 bits each.
    assert len(written([0] * 8000)) * 6 <= 8000 * 0.012


@pytest.mark.parametrize("share", [0.5, 0.1, 0.02])
def test_a_number_takes_as_many_bits_as_its_chance_is_worth(share: float) -> None:
    # Steps of the golden section fall evenly between 0 and 1.
    values = [int(n * 0.618_034 % 1 < share) for n in range(20_000)]
    # Shannon's entropy; a letter of base64 has six bits.  Counting only what came lately costs
    # a tenth where the chance stays the same.
    ones = sum(values) / len(values)
    entropy = -sum(part * math.log2(part) for part in (ones, 1 - ones))
    assert len(written(values)) * 6 <= 1.12 * entropy * len(values)


def test_nothing_is_no_text() -> None:
    assert Writer().text() == ""
