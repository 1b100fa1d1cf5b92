"""What a page carries of each feature, of each whole line and of each matter it tells."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from shapely import LineString

from geo import detail, promises, status, telling
from geo.fields import first_day
from geo.layers.model import cited_sources, plain
from geo.records import Frontier, Section
from geo.telling import given, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas
    from geo.layers import Drawn, Layer
    from geo.records import Thing

LEFT_TO_FULL_MAPS = (
    "corridor_id",
    "events",
    "facts",
    "notes",
    "note_sources",
    "promises",
    "sources",
    "stated",
    "status_what",
    "topics",
)
"""What a summary leaves out of a feature, or shortens; by its other names it is found."""

NOTED_EVERYWHERE = ("market",)
"""Kinds whose notes a summary keeps: a market's very name may be in doubt."""

MEASURED_EVERYWHERE = ("frontier",)
"""Kinds of which a summary keeps every stated length: there is more than one right one."""


def feature(atlas: Atlas, layer: Layer, drawn: Drawn) -> dict[str, Any]:
    """Return all that a page tells of a feature; its shape is added by the layer."""
    record, properties = drawn.record, drawn.feature.properties
    return given(
        {
            "id": record.id,
            "kind": properties["kind"],
            "name": words(record.name),
            "also": list(record.also),
            "countries": list(record.countries),
            "accuracy": drawn.doubt.accuracy,
            "precision_m": plain(drawn.doubt.precision_m),
            "method": words(drawn.doubt.method),
            "position_sources": list(drawn.doubt.sources),
            "length_km": properties.get("length_km"),
            "ladder": _ladder(record, drawn.feature.geometry),
            **telling.record(atlas, record),
            "sources": properties["sources"],
            "mode": properties.get("modes"),
            "rank": properties.get("rank"),
            **_of_section(atlas, record),
            **_of_bloc(atlas, properties),
            **_sides(properties),
            "rights": _rights(atlas, layer, drawn),
        }
    )


def summary(atlas: Atlas, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Leave facts, most notes and the words of its history to the map that tells it in full."""
    kept = {"notes", "note_sources"} if entry["kind"] in NOTED_EVERYWHERE else set()
    short = {key: item for key, item in entry.items() if key not in {*LEFT_TO_FULL_MAPS} - kept}
    return {
        **short,
        **given(
            {
                "stated": _stated(entry),
                "events": _turns(entry),
                "promised": _promised(atlas, entry),
                "doubts": _doubts(entry),
            }
        ),
    }


def _doubts(entry: Mapping[str, Any]) -> int | None:
    """Return on how many points the sources of a feature disagree; None where they do not."""
    sides: dict[str, set[str]] = {}
    for fact in (*entry.get("stated", ()), *entry.get("facts", ())):
        point, side = (
            json.dumps([fact.get(key) for key in keys])
            for keys in (("property", "of"), ("value", "unit"))
        )
        sides.setdefault(point, set()).add(side)
    return sum(len(given) > 1 for given in sides.values()) or None


def _turns(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return when the status of a feature changed, without words and sources.

    The words cost too much in a summary.  An event counts ``from`` another day
    than its date has where one that is left out stands above it.
    """
    events = entry.get("events", ())
    counted = status.days([event["date"] for event in events])
    return [
        given(
            {
                "date": event["date"],
                "from": None if day == first_day(event["date"]) else day.isoformat(),
                "status": event["status"],
            }
        )
        for event, day in zip(events, counted, strict=True)
        if "status" in event
    ]


def _stated(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    stated: list[dict[str, Any]] = entry.get("stated", [])
    if entry["kind"] in MEASURED_EVERYWHERE:
        return stated
    # What the drawing's own data say of its length is no statement by anybody else.
    return [
        {key: fact[key] for key in ("property", "value", "unit", "source") if key in fact}
        for fact in stated[:1]
        if fact["source"] not in entry["position_sources"]
    ]


def _promised(atlas: Atlas, entry: Mapping[str, Any]) -> dict[str, int]:
    """Return how many promises about a feature, or its whole line, stand how."""
    about = {entry["id"], entry.get("corridor_id"), entry.get("bloc_id")}
    day = first_day(atlas.settings.as_of)
    verdicts = (
        promises.verdict(item, day)
        for item in atlas.commitments.values()
        if about & set(item.things)
    )
    return dict(sorted(Counter(found.standing for found in verdicts if found).items()))


def corridors(atlas: Atlas, features: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what is told of each whole line whose sections a map shows, by its id."""
    ids = {item.get("corridor_id") for item in features}
    lines = [atlas.corridors[key] for key in sorted(filter(None, ids)) if key not in atlas.hidden]
    return {
        line.id: {
            "name": words(line.name),
            **telling.record(atlas, line),
            "sources": cited_sources(line),
        }
        for line in lines
    }


def lines(atlas: Atlas, features: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the further spellings of the whole lines and blocs whose parts a map shows."""
    named = {item["corridor"]["en"] for item in features if "corridor" in item}
    wholes = [*atlas.corridors.values(), *atlas.blocs.values()]
    return [
        {"name": words(whole.name), "also": list(whole.also)}
        for whole in sorted(wholes, key=lambda whole: whole.id)
        if whole.also and whole.name.en in named
    ]


def topics(atlas: Atlas, entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the matters that are told with what a map shows, by their ids."""
    ids = sorted({key for entry in entries for key in entry.get("topics", ())})
    matters = [atlas.topics[key] for key in ids]
    return {
        item.id: {**telling.topic(atlas, item), "sources": cited_sources(item)} for item in matters
    }


def promised(atlas: Atlas, entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the promises about what a map shows, by their ids."""
    ids = sorted({key for entry in entries for key in entry.get("promises", ())})
    return {key: telling.promise(atlas, atlas.commitments[key]) for key in ids}


def _rights(atlas: Atlas, layer: Layer, drawn: Drawn) -> dict[str, Any]:
    """Return licence and credit of a feature where they are not its layer's."""
    licence, credit = (drawn.feature.properties[key] for key in ("licence", "credit"))
    if (licence, credit) == (layer.licence, layer.credit):
        return {}
    url = atlas.settings.licences.get(licence, "")
    return {"licence": licence, "licence_url": url, "credit": credit}


def _of_section(atlas: Atlas, record: Thing) -> dict[str, Any]:
    if not isinstance(record, Section):
        return {}
    return {
        "corridor": words(atlas.corridors[record.corridor].name),
        "corridor_id": record.corridor,
        "disputed": record.disputed or None,
        "length_note": words(record.length_note) if record.length_note else None,
    }


def _of_bloc(atlas: Atlas, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a country is a member of, said where a section says its corridor."""
    bloc = atlas.blocs.get(properties.get("bloc", ""))
    if bloc is None:
        return {}
    return {
        "corridor": words(bloc.name),
        "bloc_id": bloc.id,
        "promises": telling.promises_of(atlas, bloc),
        "topics": telling.topics_of(atlas, bloc),
    }


def _sides(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the districts on both sides of a kilometre post, in three languages."""
    return {
        f"{side}_district": {
            "en": properties[f"{side}_district"],
            "fa": properties[f"{side}_district_fa"],
            "ur": properties[f"{side}_district_ur"],
        }
        for side in ("left", "right")
        if properties.get(f"{side}_district")
    }


def _ladder(record: Thing, line: BaseGeometry) -> list[list[float]] | None:
    """Return how long a frontier is at one detail after another."""
    if isinstance(record, Frontier) and isinstance(line, LineString):
        return [list(step) for step in detail.ladder(line)]
    return None
