"""All that is known of one thing, one promise or one source, as plain values.

``sarhad show`` prints it in lines or as JSON.  Keys stand in the order in
which a popup tells: what it is, its status, its facts, the doubts, promises,
history, what it belongs to, and at last every source in full.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from shapely import Point

from geo import entries, facts, telling
from geo.citations import cited_by, in_full
from geo.fields import first_day
from geo.layers.model import plain
from geo.records import Bloc, Commitment, Corridor, Languages, Source, Topic
from geo.status import days
from geo.telling import cited, given, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.atlas import Atlas
    from geo.layers import Drawn, Layer
    from geo.records import Fact, Thing
    from geo.register import Entry

FIRST = ("id", "kind", "name", "also", "countries", "corridor", "corridor_id", "bloc_id", "mode")
TOLD = ("status", "status_date", "status_what", "status_sources", "disputed")
VALUES = ("length_km", "length_note", "ladder", "stated", "facts", "disagreements")
SURE = ("position", "accuracy", "precision_m", "method", "position_sources")
REMARKS = ("left_district", "right_district", "notes", "note_sources")
LAST = ("promises", "events", "whole_line", "sections", "told_with", "topics")
KEYS = (*FIRST, "as_of", *TOLD, *VALUES, *SURE, *REMARKS, *LAST, "licence", "credit", "sources")
"""What is told of a thing, in this order."""


class Shown(NamedTuple):
    """An atlas on its day, and the layers built from it."""

    atlas: Atlas
    built: Mapping[str, Layer]


def account(shown: Shown, entry: Entry) -> dict[str, Any]:
    """Return all that is known of what an entry names.

    Returns
    -------
    dict
        Plain values; ``sources`` in full, in the order in which they are
        cited.  Of what is not there yet on the atlas's day, ``not_before``
        says when it will be.
    """
    head = {"id": entry.id, "kind": entry.kind, "name": dict(entry.name), "also": list(entry.also)}
    as_of = {"as_of": shown.atlas.settings.as_of}
    if isinstance(entry.record, Source):
        full = in_full(shown.atlas, entry.id)
        uses = list(cited_by(shown.atlas, entry.id))
        return given({**full, **head, **as_of, "cited_by": uses})
    before = not_before(shown, entry)
    if before is not None:
        return given({**head, "countries": list(entry.record.countries), **as_of, **before})
    told = _told(shown, entry)
    told = given({**head, **as_of, **told})
    told = {key: told[key] for key in (*KEYS, *told) if key in told}
    told["sources"] = [in_full(shown.atlas, key) for key in cited(told)]
    return told


def not_before(shown: Shown, entry: Entry) -> dict[str, Any] | None:
    """Return from when on something is there; None if it is there on the atlas's day."""
    record = entry.record
    if isinstance(record, Commitment):
        there = entry.id in shown.atlas.commitments
        return None if there else {"not_before": record.made}
    if isinstance(record, Source) or _is_there(shown, entry):
        return None
    counted = zip(record.events, days([item.date for item in record.events]), strict=True)
    event, day = next((event, day) for event, day in counted if event.status is not None)
    return {"not_before": event.date if first_day(event.date) == day else day.isoformat()}


def _is_there(shown: Shown, entry: Entry) -> bool:
    """Tell whether a thing is on the map; what no layer draws is there unless it is hidden."""
    if entry.id in shown.atlas.things:
        return entry.id not in shown.atlas.hidden
    return _drawn(shown, entry.id) is not None


def _drawn(shown: Shown, key: str) -> tuple[Layer, Drawn] | None:
    return next(
        (
            (layer, item)
            for layer in shown.built.values()
            for item in layer.drawn
            if item.feature.id == key
        ),
        None,
    )


def _told(shown: Shown, entry: Entry) -> dict[str, Any]:
    atlas = shown.atlas
    if isinstance(entry.record, Commitment):
        promise = _promise(atlas, entry.id)
        return {**promise, "promise_sources": promise.pop("sources")}
    found = _drawn(shown, entry.id)
    if found is not None:
        layer, drawn = found
        return _full(atlas, drawn.record, _feature(atlas, layer, drawn))
    thing = atlas.things[entry.id]
    told = {"countries": list(thing.countries), **telling.record(atlas, thing)}
    return _full(atlas, thing, {**told, **_own(shown, thing)})


def _feature(atlas: Atlas, layer: Layer, drawn: Drawn) -> dict[str, Any]:
    """Return what is told of a feature on the map."""
    shape = drawn.feature.geometry
    told = entries.feature(atlas, layer, drawn)
    line = atlas.corridors.get(told.get("corridor_id", ""))
    if line is not None and line.id in atlas.hidden:
        line = None
    return {
        **{key: value for key, value in told.items() if key not in ("rank", "rights", "sources")},
        "position": [shape.x, shape.y] if isinstance(shape, Point) else None,
        "whole_line": _full(atlas, line, telling.record(atlas, line), head=True) if line else None,
        "licence": drawn.feature.properties["licence"],
        "credit": drawn.feature.properties["credit"],
    }


def _own(shown: Shown, thing: Thing) -> dict[str, Any]:
    """Return what a line as a whole, a bloc or a matter has of its own."""
    atlas = shown.atlas
    if isinstance(thing, Corridor):
        route = [atlas.sections[key] for key in thing.route if key not in atlas.hidden]
        return {"sections": [_brief(atlas, section) for section in route]}
    if isinstance(thing, Bloc):
        doubt = thing.geometry
        return {
            "accuracy": doubt.accuracy,
            "precision_m": plain(doubt.precision_m),
            "method": words(doubt.method),
            "position_sources": list(doubt.sources),
        }
    return {"told_with": _named(atlas, thing.told_with)} if isinstance(thing, Topic) else {}


def _full(
    atlas: Atlas, thing: Thing, told: Mapping[str, Any], *, head: bool = False
) -> dict[str, Any]:
    """Write out promises and matters, and how far apart sources are, and order it all."""
    matters = [atlas.topics[key] for key in told.get("topics", ()) if key not in atlas.hidden]
    full = given(
        {
            **({"id": thing.id, "name": words(thing.name)} if head else {}),
            **told,
            "disagreements": list(_disagreements(thing)),
            "promises": [_promise(atlas, key) for key in told.get("promises", ())],
            "topics": [_full(atlas, item, telling.topic(atlas, item)) for item in matters],
        }
    )
    return {key: full[key] for key in (*KEYS, *full) if key in full}


def _disagreements(thing: Thing) -> Iterator[dict[str, Any]]:
    """Yield the properties on which sources disagree, and how far, where that can be counted."""
    for group in facts.grouped(thing.facts):
        if facts.disagree(group.facts):
            found = _spread(group.facts)
            yield {
                "property": group.property,
                **({"of": words(group.of)} if group.of else {}),
                "values": len({(facts.plain_value(fact), fact.unit) for fact in group.facts}),
                **(found or {}),
            }


def _spread(stated: Sequence[Fact]) -> dict[str, Any] | None:
    """Return how far apart the numbers among facts are that have the unit of the first."""
    first = stated[0]
    numbers = [fact for fact in stated if not isinstance(fact.value, Languages)]
    found = facts.spread(fact for fact in numbers if fact.unit == first.unit)
    if found is None:
        return None
    share = abs(found.apart / first.value * 100) if first in numbers and first.value else None  # type: ignore[operator]  # a number
    return given(
        {
            "lowest": found.lowest,
            "highest": found.highest,
            "apart": plain(round(found.apart, 6)),
            "unit": found.unit,
            "percent": share,
        }
    )


def _promise(atlas: Atlas, key: str) -> dict[str, Any]:
    told = telling.promise(atlas, atlas.commitments[key])
    return {**told, "things": _named(atlas, told["things"])}


def _named(atlas: Atlas, ids: Sequence[str]) -> list[dict[str, Any]]:
    return [_brief(atlas, atlas.things[key]) for key in ids]


def _brief(atlas: Atlas, thing: Thing) -> dict[str, Any]:
    """Return a thing in a line: its id, its name and its status."""
    told = telling.record(atlas, thing)
    head = {"id": thing.id, "kind": telling.kind(thing), "name": words(thing.name)}
    return {**head, **_status(told)}


def _status(told: Mapping[str, Any]) -> dict[str, Any]:
    keys: tuple[str, ...] = ("status", "status_date")
    return {key: told[key] for key in keys if key in told}


def listing(shown: Shown, known: Mapping[str, Entry]) -> list[dict[str, Any]]:
    """Return everything that is there on the atlas's day but sources, each in a line."""
    return [
        _line(shown.atlas, entry)
        for entry in known.values()
        if not isinstance(entry.record, Source) and not_before(shown, entry) is None
    ]


def _line(atlas: Atlas, entry: Entry) -> dict[str, Any]:
    head: dict[str, Any] = {"id": entry.id, "kind": entry.kind, "name": dict(entry.name)}
    if isinstance(entry.record, Commitment):
        told = telling.promise(atlas, atlas.commitments[entry.id])
        keys: tuple[str, ...] = ("made", "due", "standing", "settled", "late_days")
        return {**head, **{key: told[key] for key in keys if key in told}}
    if isinstance(entry.record, Corridor):
        head["sections"] = list(entry.record.route)
    if isinstance(entry.record, Source):
        return head
    return {**head, **_status(telling.record(atlas, entry.record))}
