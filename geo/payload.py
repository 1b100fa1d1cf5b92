"""What a page carries: one JSON value made of a map definition, layers and records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo import facts, status, styles
from geo.basemap import basemap
from geo.basemap import credit as basemap_credit
from geo.encoding import shapes
from geo.fields import first_day
from geo.layers.model import cited_sources, plain
from geo.records import Languages, Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.atlas import Atlas
    from geo.definitions import LayerChoice, MapDefinition
    from geo.layers import Drawn, Layer
    from geo.records import Event, Fact, Name, Thing

METRES_PER_DEGREE = 111_320
"""Of latitude, on the mean sphere; good enough for a tolerance."""

LENGTH = "length"

LEFT_TO_FULL_MAPS = (
    "also",
    "corridor_id",
    "events",
    "facts",
    "notes",
    "note_sources",
    "sources",
    "status_what",
)
"""What a summary leaves out of a feature."""

NOTED_EVERYWHERE = ("market",)
"""Kinds whose notes a summary keeps: a market's very name may be in doubt."""

MEASURED_EVERYWHERE = ("frontier",)
"""Kinds of which a summary keeps every stated length: there is more than one right one."""


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
        What all pages have alike: interface ``strings``, ``brief_strings`` for
        pages without facts, ``digits``, ``links``, and ``full_maps``, the map
        that tells each layer in full.
    """
    summary = definition.depth == "summary"
    # The atlas's own words name properties of facts, which a summary leaves out.
    own = {} if summary else atlas.settings.words
    strings = {
        language: {**table, **{key: getattr(name, language) for key, name in own.items()}}
        for language, table in shared["brief_strings" if summary else "strings"].items()
    }
    shown = [
        _layer(
            atlas,
            layers[pick.layer],
            pick,
            definition,
            shared["full_maps"].get(pick.layer) if summary else None,
        )
        for pick in definition.layers
    ]
    for entry in shown:
        entry["name"] = {lang: table[f"layer.{entry['id']}"] for lang, table in strings.items()}
    corridors = {} if summary else _corridors(atlas, shown)
    told_of = [item for entry in shown for item in entry["features"]] + list(corridors.values())
    cited = {source for item in told_of for source in cites(item)}
    told = {"publisher", "url", "published", *([] if summary else ["title"])}
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
            "credits": owed(atlas, layers, [definition]),
            "links": shared["links"],
        },
        "strings": strings,
        "digits": shared["digits"],
        "countries": {entry.code: words(entry.name) for entry in atlas.settings.countries},
        "sources": {
            key: source.model_dump(include=told, exclude_none=True)
            for key, source in atlas.sources.items()
            if key in cited
        },
        "styles": styles.table(),
        "layers": shown,
        "corridors": corridors,
        "basemap": basemap(atlas, definition.detail),
    }


def words(text: Languages | Name) -> dict[str, str]:
    """Return a text in the languages that it has."""
    given = {language: getattr(text, language) for language in ("en", "fa", "ur")}
    return {language: value for language, value in given.items() if value is not None}


def _layer(
    atlas: Atlas, layer: Layer, choice: LayerChoice, definition: MapDefinition, told_at: str | None
) -> dict[str, Any]:
    chosen = [item for item in layer.drawn if choice.has(item.feature.properties)]
    tolerance = definition.simplify_m / METRES_PER_DEGREE
    drawn = shapes([item.feature.geometry for item in chosen], tolerance)
    features = [
        {**_feature(atlas, item), **_rights(atlas, layer, item), **shape}
        for item, shape in zip(chosen, drawn, strict=True)
    ]
    return {
        "id": layer.id,
        "on": choice.on,
        "licence": layer.licence,
        "licence_url": layer.licence_url,
        "credit": layer.credit,
        **({"told_at": told_at} if told_at else {}),
        "features": [_summarise(entry) if told_at else entry for entry in features],
    }


def _feature(atlas: Atlas, drawn: Drawn) -> dict[str, Any]:
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
        "note_sources": [list(note.sources) for note in record.notes],
        "sources": properties["sources"],
        "mode": properties.get("modes"),
        "rank": properties.get("rank"),
        **_of_section(atlas, record),
        **_of_bloc(atlas, properties),
        **_sides(properties),
    }
    return {key: value for key, value in entry.items() if value not in (None, [], {})}


def _rights(atlas: Atlas, layer: Layer, drawn: Drawn) -> dict[str, Any]:
    """Return licence and credit of a feature where they are not its layer's."""
    licence, credit = (drawn.feature.properties[key] for key in ("licence", "credit"))
    if (licence, credit) == (layer.licence, layer.credit):
        return {}
    url = atlas.settings.licences.get(licence, "")
    return {"rights": {"licence": licence, "licence_url": url, "credit": credit}}


def _summarise(entry: dict[str, Any]) -> dict[str, Any]:
    """Leave history, facts and most notes of a feature to the map that tells it in full."""
    noted = entry["kind"] in NOTED_EVERYWHERE
    left = set(LEFT_TO_FULL_MAPS) - ({"notes", "note_sources"} if noted else set())
    stated = entry.get("stated", [])
    if entry["kind"] not in MEASURED_EVERYWHERE:
        # What the drawing's own data say of its length is no statement by anybody else.
        stated = [
            {key: fact[key] for key in ("property", "value", "unit", "source")}
            for fact in stated[:1]
            if fact["source"] not in entry["position_sources"]
        ]
    short = {key: value for key, value in entry.items() if key not in {*left, "stated"}}
    return {**short, **({"stated": stated} if stated else {})}


def cites(feature: Mapping[str, Any]) -> list[str]:
    """Return the ids of all sources that a feature on a page cites, each once, sorted."""
    return sorted(
        {
            *feature.get("sources", ()),
            *feature.get("position_sources", ()),
            *feature.get("status_sources", ()),
            *(fact["source"] for fact in feature.get("stated", ())),
            *(source for sources in feature.get("note_sources", ()) for source in sources),
        }
    )


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


def _corridors(atlas: Atlas, shown: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what is told of each whole line whose sections a map shows, by its id."""
    ids = {item.get("corridor_id") for entry in shown for item in entry["features"]}
    told: dict[str, Any] = {}
    for corridor in (atlas.corridors[key] for key in sorted(filter(None, ids))):
        entry = {
            "name": words(corridor.name),
            **_status(atlas, corridor),
            **_facts(corridor),
            "notes": [words(note.text) for note in corridor.notes],
            "note_sources": [list(note.sources) for note in corridor.notes],
            "sources": cited_sources(corridor),
        }
        told[corridor.id] = {key: value for key, value in entry.items() if value}
    return told


def _of_bloc(atlas: Atlas, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a country is a member of, said where a section says its corridor."""
    bloc = atlas.blocs.get(properties.get("bloc", ""))
    return {"corridor": words(bloc.name)} if bloc else {}


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


def owed(
    atlas: Atlas, layers: Mapping[str, Layer], definitions: Sequence[MapDefinition]
) -> list[dict[str, str]]:
    """Return who is to be credited for what maps draw, each once, the basemap last."""
    licences = {credit: licence for credit, licence in _owners(atlas) if credit}
    given = [
        credit
        for definition in definitions
        for choice in definition.layers
        for item in layers[choice.layer].drawn
        if choice.has(item.feature.properties)
        for credit in item.feature.properties["credit"].split("; ")
    ]
    below = basemap_credit(atlas)
    urls = atlas.settings.licences
    return [
        {"text": credit, "licence": licences[credit], "url": urls.get(licences[credit], "")}
        for credit in dict.fromkeys([*given, *([below] if below else [])])
    ]


def _owners(atlas: Atlas) -> Iterator[tuple[str, str]]:
    """Yield every credit text that can stand on a map with the licence it stands for."""
    yield atlas.settings.credit, atlas.settings.licence
    for source in atlas.sources.values():
        yield source.credit or "", source.licence or atlas.settings.licence
    for collection in atlas.geometry.values():
        provenance = collection.members.get("provenance", {})
        yield provenance.get("credit", ""), provenance.get("licence", "")
