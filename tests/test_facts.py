"""Which value is shown where sources say different things."""

from __future__ import annotations

import pytest

from geo.facts import by_property, disagree, stated_length
from geo.records import Fact, Languages


def fact(value: float | str, unit: str | None = "km", **given: object) -> Fact:
    """Return a fact on a length."""
    stated = Languages(en=value) if isinstance(value, str) else value
    described = {"property": "length", "source": "a-source", "confidence": "high", **given}
    return Fact.model_validate({"value": stated, "unit": unit, **described})


def test_the_preferred_fact_comes_first_and_the_others_keep_their_order() -> None:
    first, second, third = fact(1), fact(2), fact(3, preferred=True)
    assert by_property([first, second, third]) == {"length": [third, first, second]}


def test_facts_are_grouped_by_property_in_the_order_of_the_seed() -> None:
    length, area, other = fact(1), fact(4, "ha", property="area"), fact(2)
    assert list(by_property([length, area, other]).items()) == [
        ("length", [length, other]),
        ("area", [area]),
    ]


@pytest.mark.parametrize(
    ("facts", "they_do"),
    [
        ([], False),
        ([fact(909)], False),
        ([fact(909), fact(909)], False),
        ([fact(909), fact(909.0)], False),
        ([fact(909), fact(959)], True),
        ([fact(909), fact(909, "mi")], True),
        ([fact("some way"), fact("some way")], False),
        ([fact("some way"), fact("a long way")], True),
    ],
    ids=[
        "none",
        "one",
        "two alike",
        "written differently",
        "two values",
        "two units",
        "the same words",
        "other words",
    ],
)
def test_facts_disagree_where_value_or_unit_differs(facts: list[Fact], *, they_do: bool) -> None:
    assert disagree(facts) is they_do


def test_words_agree_where_their_english_does() -> None:
    translated = Languages(en="some way", fa="مقداری راه")
    described = {"property": "length", "source": "a-source", "confidence": "high", "unit": "km"}
    assert not disagree([fact("some way"), Fact.model_validate({**described, "value": translated})])


def test_a_single_stated_length_is_shown() -> None:
    assert stated_length([fact(909), fact(1, "ha", property="area")]) == fact(909)


def test_of_several_stated_lengths_the_preferred_is_shown() -> None:
    assert stated_length([fact(909), fact(959, preferred=True)]) == fact(959, preferred=True)


def test_of_several_stated_lengths_none_is_shown_where_none_is_preferred() -> None:
    assert stated_length([fact(909), fact(959)]) is None


@pytest.mark.parametrize("other", [fact(565, "mi"), fact("a long way")], ids=["miles", "words"])
def test_only_kilometres_are_a_stated_length(other: Fact) -> None:
    assert stated_length([other]) is None
    assert stated_length([other, fact(909)]) == fact(909)
