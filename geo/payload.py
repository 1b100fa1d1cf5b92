"""What a page carries: one JSON value made of a map definition, layers and records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo import facts, status, styles
from geo.basemap import basemap
from geo.basemap import credit as basemap_credit
from geo.encoding import shape
from geo.layers.model import plain
from geo.records import Languages, Section, first_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.atlas import Atlas
    from geo.definitions import LayerChoice, MapDefinition
    from geo.layers import Drawn, Layer
    from geo.records import Event, Fact, Name, Thing

METRES_PER_DEGREE = 111_320
"""Of latitude, on the mean sphere; good enough for a tolerance."""

LENGTH = "length"


def payload(
    atlas: Atlas,
    layers: Mapping[str, Layer],
    definition: MapDefinition,
    shared: Mapping[str, Any],
) -> dict[str, Any]:
    """Return everything that a map's page needs, ready for JSON.

    Parameters
    ----------
    atlas, layers
        The seeds and the layers built from them.
    definition
        What the map shows.
    shared
        What all pages have alike: interface ``strings``, ``digits``, ``links``.
    """
    strings = shared["strings"]
    shown = [_layer(atlas, layers[pick.layer], pick, definition) for pick in definition.layers]
    for entry in shown:
        entry["name"] = {lang: table[f"layer.{entry['id']}"] for lang, table in strings.items()}
    cited = {source for entry in shown for item in entry["features"] for source in item["sources"]}
    return {
        "map": {
            "id": definition.id,
            "title": words(definition.title),
            "subtitle": words(definition.subtitle),
            "bounds": list(definition.view),
            "max_bounds": list(atlas.settings.extent),
            "language": "en",
            "as_of": atlas.settings.as_of,
            "notes": [words(note.text) for note in atlas.settings.notes],
            "credits": _credits(atlas, layers, definition),
            "links": shared["links"],
        },
        "strings": strings,
        "digits": shared["digits"],
        "countries": {entry.code: words(entry.name) for entry in atlas.settings.countries},
        "sources": {
            key: source.model_dump(
                include={"publisher", "title", "url", "published"}, exclude_none=True
            )
            for key, source in atlas.sources.items()
            if key in cited
        },
        "styles": styles.table(),
        "layers": shown,
        "basemap": basemap(atlas, definition.detail),
    }


def words(text: Languages | Name) -> dict[str, str]:
    """Return a text in the languages that it has."""
    given = {language: getattr(text, language) for language in ("en", "fa", "ur")}
    return {language: value for language, value in given.items() if value is not None}


def _layer(
    atlas: Atlas, layer: Layer, choice: LayerChoice, definition: MapDefinition
) -> dict[str, Any]:
    only = set(choice.only)
    chosen = [
        item
        for item in layer.drawn
        if not only or only & {item.feature.id, item.feature.properties.get("corridor")}
    ]
    tolerance = definition.simplify_m / METRES_PER_DEGREE
    return {
        "id": layer.id,
        "on": choice.on,
        "licence": layer.licence,
        "licence_url": layer.licence_url,
        "credit": layer.credit,
        "features": [_feature(atlas, item, tolerance) for item in chosen],
    }


def _feature(atlas: Atlas, drawn: Drawn, tolerance: float) -> dict[str, Any]:
    record, properties = drawn.record, drawn.feature.properties
    entry: dict[str, Any] = {
        "id": record.id,
        "kind": properties["kind"],
        "name": words(record.name),
        "also": list(record.also),
        "countries": list(record.countries),
        **_status(atlas, record),
        "accuracy": drawn.doubt.accuracy,
        "precision_m": plain(drawn.doubt.precision_m),
        "method": words(drawn.doubt.method),
        "position_sources": list(drawn.doubt.sources),
        "length_km": properties.get("length_km"),
        **_facts(record),
        "notes": [words(note.text) for note in record.notes],
        "sources": properties["sources"],
        "mode": properties.get("modes"),
        "rank": properties.get("rank"),
        **_of_section(atlas, record),
        **_sides(properties),
        **shape(drawn.feature.geometry, tolerance),
    }
    return {key: value for key, value in entry.items() if value not in (None, [], {})}


def _status(atlas: Atlas, record: Thing) -> dict[str, Any]:
    """Return the status on the atlas's day, who says so, and what led to it."""
    event = status.deciding_event(record.events, first_day(atlas.settings.as_of))
    events = [_event(item) for item in status.chronological(record.events)]
    if event is None:
        return {"events": events}
    return {
        "status": event.status,
        "status_date": event.date,
        "status_what": words(event.what),
        "status_sources": list(event.sources),
        "events": events,
    }


def _event(event: Event) -> dict[str, Any]:
    entry = {"date": event.date, "what": words(event.what), "sources": list(event.sources)}
    return {**entry, "status": event.status} if event.status else entry


def _facts(record: Thing) -> dict[str, Any]:
    """Return facts grouped by property, lengths apart from the rest."""
    groups = facts.by_property(record.facts)
    lengths = groups.pop(LENGTH, [])
    return {
        "stated": [_fact(fact) for fact in lengths],
        "facts": [_fact(fact) for group in groups.values() for fact in group],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    entry = {
        "property": fact.property,
        "value": words(fact.value) if isinstance(fact.value, Languages) else fact.value,
        "unit": fact.unit,
        "date": fact.date,
        "source": fact.source,
        "confidence": fact.confidence,
        "note": words(fact.note) if fact.note else None,
        "preferred": fact.preferred or None,
        "reason": words(fact.reason) if fact.reason else None,
    }
    return {key: item for key, item in entry.items() if item is not None}


def _of_section(atlas: Atlas, record: Thing) -> dict[str, Any]:
    if not isinstance(record, Section):
        return {}
    return {
        "corridor": words(atlas.corridors[record.corridor].name),
        "corridor_id": record.corridor,
        "disputed": record.disputed or None,
        "length_note": words(record.length_note) if record.length_note else None,
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


def _credits(
    atlas: Atlas, layers: Mapping[str, Layer], definition: MapDefinition
) -> list[dict[str, str]]:
    """Return who is to be credited for what the map draws, each once, the basemap last."""
    credits_: dict[str, dict[str, str]] = {}
    for choice in definition.layers:
        for item in layers[choice.layer].drawn:
            licence = item.feature.properties["licence"]
            url = atlas.settings.licences.get(licence, "")
            for text in item.feature.properties["credit"].split("; "):
                credits_.setdefault(text, {"text": text, "licence": licence, "url": url})
    below = basemap_credit(atlas)
    if below is not None:
        credits_.setdefault(below["text"], below)
    return list(credits_.values())
