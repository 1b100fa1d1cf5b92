"""A source with all that is known of it, and what cites it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo import telling
from geo.checks import cites, records_with_files, walk
from geo.records import (
    Commitment,
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
    from collections.abc import Iterator

    from geo.atlas import Atlas
    from geo.records import Record, Thing


def in_full(atlas: Atlas, key: str) -> dict[str, Any]:
    """Return a source with all that is known of it."""
    told: dict[str, Any] = atlas.sources[key].model_dump(exclude_none=True)
    return told


def cited_by(atlas: Atlas, key: str) -> Iterator[dict[str, Any]]:
    """Yield what cites a source: each thing or promise, and for what of it."""
    records = [record for _, record in records_with_files(atlas)]
    for record in [*records, atlas.settings]:
        uses = [_use(part) for _, part in walk(record) if key in cites(part)]
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


def _use(part: Record) -> dict[str, Any]:
    """Return for what a part of a record cites sources."""
    if isinstance(part, Fact):
        return {"what": "fact", "property": part.property}
    if isinstance(part, Event | Judgement):
        return {"what": "event", "date": part.date}
    named = {Junction: "district", Step: "path", Note: "note", Commitment: "promise"}
    return {"what": named.get(type(part), "position")}
