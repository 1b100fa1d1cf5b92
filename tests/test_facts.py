"""Which value is shown where sources say different things."""

from __future__ import annotations

import pytest

from geo.facts import Spread, disagree, grouped, spread, stated_length
from geo.records import Fact, Languages


def fact(value: float | str, unit: str | None = "km", **given: object) -> Fact:
    """Return a fact on a length."""
    stated = Languages(en=value) if isinstance(value, str) else value
    described = {"property": "length", "source": "a-source", "confidence": "high", **given}
    return Fact.model_validate({"value": stated, "unit": unit, **described})


def test_the_preferred_fact_comes_first_and_the_others_keep_their_order() -> None:
    first, second, third = fact(1), fact(2), fact(3, preferred=True)
    [group] = grouped([first, second, third])
    assert group.facts == (third, first, second)


def test_facts_are_grouped_by_property_in_the_order_of_the_seed() -> None:
    length, area, other = fact(1), fact(4, "ha", property="area"), fact(2)
    assert [(group.property, group.facts) for group in grouped([length, area, other])] == [
        ("length", (length, other)),
        ("area", (area,)),
    ]


def test_values_of_different_years_are_different_groups() -> None:
    of = [Languages(en="2023"), Languages(en="2024"), None]
    facts = [fact(1, of=of[0]), fact(2, of=of[1]), fact(3), fact(4, of=of[0])]
    assert [(group.of, group.facts) for group in grouped(facts)] == [
        (of[0], (facts[0], facts[3])),
        (of[1], (facts[1],)),
        (None, (facts[2],)),
    ]


def test_numbers_of_one_unit_are_so_far_apart() -> None:
    found = spread([fact(909), fact(959), fact(920)])
    assert found == Spread(909, 959, "km")
    assert found.apart == 50


def test_words_lie_at_no_distance_from_numbers() -> None:
    assert spread([fact(909), fact("about 900"), fact(959)]) == Spread(909, 959, "km")


@pytest.mark.parametrize(
    "facts",
    [[], [fact(909)], [fact(909), fact(909)], [fact(909), fact("far")], [fact(1), fact(1.6, "mi")]],
    ids=["none", "one", "two alike", "one and words", "two units"],
)
def test_other_facts_are_at_no_distance(facts: list[Fact]) -> None:
    assert spread(facts) is None


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


def test_two_sources_that_agree_on_a_length_state_it() -> None:
    assert stated_length([fact(909), fact(909, source="another")]) == fact(909)


def test_the_length_of_a_part_is_not_the_length() -> None:
    assert stated_length([fact(450, of=Languages(en="northern half"))]) is None
