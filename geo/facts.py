"""Which of the values of a property to show, and which disagree with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.records import Languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.records import Fact


def by_property(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """Group facts by property; in each group the preferred one comes first."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.property, []).append(fact)
    return {
        key: sorted(group, key=lambda fact: not fact.preferred) for key, group in groups.items()
    }


def disagree(facts: Iterable[Fact]) -> bool:
    """Tell whether facts on one property give more than one value."""
    values = {
        (fact.value.en if isinstance(fact.value, Languages) else fact.value, fact.unit)
        for fact in facts
    }
    return len(values) > 1


def stated_length(facts: Iterable[Fact]) -> Fact | None:
    """Return the published length to show, in km: the preferred one, or the only one."""
    lengths = [
        fact
        for fact in by_property(facts).get("length", [])
        if fact.unit == "km" and not isinstance(fact.value, Languages)
    ]
    if lengths and (lengths[0].preferred or len(lengths) == 1):
        return lengths[0]
    return None
