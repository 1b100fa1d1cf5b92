"""Writing a page's data so that it packs well: repetitions once, languages apart.

Sections of one railway share events, posts share a method, features share a
note.  On a page each such part stands once in a table, and a reference
``{"$": index}`` stands in its places.  Texts in several languages stand in
columns, one a language, and ``{"#": row}`` in their places: text of one
language packs better beside its like.  The page's script puts all of it back.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

LANGUAGES = ("en", "fa", "ur")

_SHORTEST = 32
"""Characters below which a reference saves nothing."""


@dataclass
class Shared:
    """The tables that references point into.

    ``parts``: an entry refers only to entries before it.  ``texts``: per
    language, one entry a row, None where a text lacks the language.
    """

    parts: list[Any] = field(default_factory=list)
    texts: dict[str, list[str | None]] = field(
        default_factory=lambda: {language: [] for language in LANGUAGES}
    )


class Written(NamedTuple):
    """How often each object occurs, by its JSON; and that JSON, by the object's identity."""

    seen: Counter[str]
    keys: dict[int, str]


def share(value: Any) -> tuple[Any, Shared]:
    """Replace texts and repeated objects inside a JSON value by references."""
    shared = Shared()
    value = _texts(value, shared, {})
    seen: Counter[str] = Counter()
    keys: dict[int, str] = {}
    _count(value, seen, keys)
    return _parts(value, shared, Written(seen, keys), {}), shared


def _texts(value: Any, shared: Shared, rows: dict[tuple[str | None, ...], int]) -> Any:
    """Move every text in several languages into the columns."""
    if isinstance(value, list):
        return [_texts(item, shared, rows) for item in value]
    if not isinstance(value, dict):
        return value
    if "en" not in value or not value.keys() <= set(LANGUAGES):
        return {name: _texts(item, shared, rows) for name, item in value.items()}
    row = tuple(value.get(language) for language in LANGUAGES)
    if row not in rows:
        rows[row] = len(rows)
        for language, text in zip(LANGUAGES, row, strict=True):
            shared.texts[language].append(text)
    return {"#": rows[row]}


def _count(value: Any, seen: Counter[str], keys: dict[int, str]) -> None:
    """Count each object; what is inside a repeated one counts in its first place only."""
    if isinstance(value, dict):
        key = keys[id(value)] = _key(value)
        seen[key] += 1
        if seen[key] > 1 and len(key) >= _SHORTEST:
            return
        for item in value.values():
            _count(item, seen, keys)
    elif isinstance(value, list):
        for item in value:
            _count(item, seen, keys)


def _parts(value: Any, shared: Shared, written: Written, places: dict[str, int]) -> Any:
    """Move every repeated object into the table."""
    if isinstance(value, list):
        return [_parts(item, shared, written, places) for item in value]
    if not isinstance(value, dict):
        return value
    key = written.keys.get(id(value)) or _key(value)
    if key not in places:
        kept = {name: _parts(item, shared, written, places) for name, item in value.items()}
        if written.seen[key] == 1 or len(key) < _SHORTEST:
            return kept
        places[key] = len(shared.parts)
        shared.parts.append(kept)
    return {"$": places[key]}


def _key(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
