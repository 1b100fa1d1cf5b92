"""Of the words that a page may need, those that what it tells does need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Strings = Mapping[str, Mapping[str, str]]

_ALWAYS = {
    "unit": {"km", "m", "%", "days", "months", "years"},
    "kind": {"line"},
    "layer": frozenset[str](),
    "mode": frozenset[str](),
    "confidence": frozenset[str](),
    "publisher": frozenset[str](),
}
"""The lists that may grow, by the name under which a value of each stands in what a page tells,
and those of their words that scripts use by themselves."""


def unit_key(unit: str) -> str:
    """Return the name that a unit has among the words."""
    return re.sub(r"[^\w%]+", "_", unit.lower(), flags=re.ASCII)


def spoken(strings: Strings, told: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return the words of a page without units, kinds and the like of which it tells nothing.

    Parameters
    ----------
    strings
        Per language, from key to text.
    told
        All else that the page carries.
    """
    used = {group: set(words) for group, words in _ALWAYS.items()}
    used["layer"] |= {layer["id"] for layer in told["layers"]}
    for group, value in _values(told):
        used[group].add(unit_key(value) if group == "unit" else value)

    def needed(key: str) -> bool:
        group, _, word = key.partition(".")
        return group not in used or word in used[group]

    return {
        language: {key: text for key, text in table.items() if needed(key)}
        for language, table in strings.items()
    }


def _values(told: Any) -> Iterator[tuple[str, str]]:
    if isinstance(told, list):
        for item in told:
            yield from _values(item)
    elif isinstance(told, dict):
        for key, item in told.items():
            if key in _ALWAYS:
                yield from ((key, one) for one in _listed(item) if isinstance(one, str))
            yield from _values(item)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
