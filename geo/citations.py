"""Which sources are cited, in what order, and what cites a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo import telling
from geo.checks import records_with_files, walk
from geo.records import (
    Commitment,
    Doubt,
    Event,
    Fact,
    Judgement,
    Junction,
    Note,
    Settings,
    Step,
)
from geo.telling import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.atlas import Atlas
    from geo.records import Record, Thing


def in_full(atlas: Atlas, key: str) -> dict[str, Any]:
    """Return a source with all that is known of it."""
    told: dict[str, Any] = atlas.sources[key].model_dump(exclude_none=True)
    return told


def cited(value: Any) -> list[str]:
    """Return the ids of all sources that plain values cite, in order, each once."""
    return list(dict.fromkeys(_cited(value)))


def _cited(value: Any, *, citing: bool = False) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _cited(item, citing=key.endswith(("source", "sources")))
    elif isinstance(value, list):
        for item in value:
            yield from _cited(item, citing=citing)
    elif citing:
        yield value


def cited_by(atlas: Atlas, key: str) -> Iterator[dict[str, Any]]:
    """Yield what cites a source: each thing or promise, and for what of it."""
    records = [record for _, record in records_with_files(atlas)]
    for record in [*records, atlas.settings]:
        found = [_use(part) for _, part in walk(record)]
        uses = [use for use, ids in filter(None, found) if key in ids]
        if uses and record.id not in atlas.hidden:
            yield {
                **_called(record),
                "for": [use for at, use in enumerate(uses) if use not in uses[:at]],
            }


def _called(record: Thing | Commitment | Settings) -> dict[str, Any]:
    if isinstance(record, Commitment):
        return {"id": record.id, "kind": "commitment", "name": words(record.promise)}
    if isinstance(record, Settings):
        return {"id": record.id, "kind": "atlas", "name": words(record.title)}
    return {"id": record.id, "kind": telling.kind(record), "name": words(record.name)}


def _use(part: Record) -> tuple[dict[str, Any], Sequence[str | None]] | None:
    """Return for what a part of a record cites sources, and which; None for other parts."""
    if isinstance(part, Fact):
        return {"what": "fact", "property": part.property}, (part.source,)
    if isinstance(part, Event | Judgement):
        return {"what": "event", "date": part.date}, part.sources
    if isinstance(part, Junction | Step):
        return {"what": "path" if isinstance(part, Step) else "district"}, (part.source,)
    if isinstance(part, Note | Commitment | Doubt):
        what = {Note: "note", Commitment: "promise"}.get(type(part), "position")
        return {"what": what}, part.sources
    return None
