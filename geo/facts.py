"""Which of the values of a property to show, and which disagree with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.records import Languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.records import Fact

LENGTH = "length"


class Group(NamedTuple):
    """What is said of one thing: a property, and of which part or time it is; preferred first."""

    property: str
    of: Languages | None
    facts: tuple[Fact, ...]


class Spread(NamedTuple):
    """How far apart numbers are: the lowest, the highest, and their unit."""

    lowest: float
    highest: float
    unit: str | None

    @property
    def apart(self) -> float:
        """The difference, in the unit."""
        return self.highest - self.lowest


def grouped(facts: Iterable[Fact]) -> list[Group]:
    """Return facts by what they are about, in the order of the seed."""
    groups: dict[tuple[str, str | None], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.property, fact.of.en if fact.of else None), []).append(fact)
    return [
        Group(key[0], group[0].of, tuple(sorted(group, key=lambda fact: not fact.preferred)))
        for key, group in groups.items()
    ]


def disagree(facts: Iterable[Fact]) -> bool:
    """Tell whether facts on one property give more than one value."""
    return len({(plain_value(fact), fact.unit) for fact in facts}) > 1


def spread(facts: Iterable[Fact]) -> Spread | None:
    """Return how far apart the numbers among facts on one property are.

    None where there are not two of them, or where their units differ; what is
    said in words lies at no distance.
    """
    given = [(fact.value, fact.unit) for fact in facts]
    numbers = [value for value, _ in given if not isinstance(value, Languages)]
    units = {unit for value, unit in given if not isinstance(value, Languages)}
    if len(set(numbers)) < 2 or len(units) > 1:  # noqa: PLR2004 - two are apart
        return None
    return Spread(min(numbers), max(numbers), units.pop())


def plain_value(fact: Fact) -> float | str:
    """Return a fact's value; where it is words, in English."""
    return fact.value.en if isinstance(fact.value, Languages) else fact.value


def stated_length(facts: Iterable[Fact]) -> Fact | None:
    """Return the published length to show, in km: the preferred one, or the only value."""
    lengths = [
        fact
        for group in grouped(facts)
        if group.property == LENGTH and group.of is None
        for fact in group.facts
        if fact.unit == "km" and not isinstance(fact.value, Languages)
    ]
    if lengths and (lengths[0].preferred or not disagree(lengths)):
        return lengths[0]
    return None
