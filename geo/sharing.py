"""Writing what occurs again and again only once.

Sections of one railway share a method, posts share a source, features share a
note.  On a page each such part stands once in a table, and a small reference
``{"$": index}`` stands in its places; the page's script puts them back.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

REFERENCE = "$"

_SHORTEST = 32
"""Characters below which a reference saves nothing."""


def share(value: Any) -> tuple[Any, list[Any]]:
    """Replace repeated objects inside a JSON value by references.

    Returns
    -------
    tuple
        The value with references, and the table that they point into.  An entry
        of the table refers only to entries before it.
    """
    seen: Counter[str] = Counter()
    _count(value, seen)
    table: list[Any] = []
    places: dict[str, int] = {}
    return _replace(value, seen, places, table), table


def _count(value: Any, seen: Counter[str]) -> None:
    """Count each object; what is inside a repeated one is counted with its first place only."""
    if isinstance(value, dict):
        key = _key(value)
        seen[key] += 1
        if seen[key] > 1 and len(key) >= _SHORTEST:
            return
        for item in value.values():
            _count(item, seen)
    elif isinstance(value, list):
        for item in value:
            _count(item, seen)


def _replace(value: Any, seen: Counter[str], places: dict[str, int], table: list[Any]) -> Any:
    if isinstance(value, list):
        return [_replace(item, seen, places, table) for item in value]
    if not isinstance(value, dict):
        return value
    key = _key(value)
    if key in places:
        return {REFERENCE: places[key]}
    kept = {name: _replace(item, seen, places, table) for name, item in value.items()}
    if seen[key] < 2 or len(key) < _SHORTEST:  # noqa: PLR2004 - once is not a repetition
        return kept
    table.append(kept)
    places[key] = len(table) - 1
    return {REFERENCE: places[key]}


def _key(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
