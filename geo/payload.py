"""What a page carries: one JSON value made of a map definition, layers and records."""

from __future__ import annotations

from importlib import metadata
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from shapely import LineString, Point

from geo import entries, styles
from geo.basemap import basemap
from geo.basemap import credit as basemap_credit
from geo.disputed import worldview
from geo.encoding import METRES_PER_DEGREE, point, shapes, vertices
from geo.lexicon import spoken
from geo.lines import knots
from geo.telling import cited as cited_in
from geo.telling import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.atlas import Atlas
    from geo.definitions import LayerChoice, MapDefinition
    from geo.geojson import Feature
    from geo.layers import Layer
    from geo.parts import Source

VERSION = metadata.version("sarhad")
"""Of this package, which a citation names."""

KILOMETRED = ("frontier",)
"""Kinds of line along which a page tells the kilometre under the pointer."""

KNOTS = 5
"""The page knows the kilometre of each vertex of such a line that this divides; between two
it goes by the length drawn, and errs on the Iran-Pakistan frontier by less than 1 km."""


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
        pages without facts, ``digits``, ``links``, ``promises``, the page of
        promises if there is one, ``full_maps``, the map that tells each layer
        in full, and ``boundaries``, what the credit says of them.
    """
    summary = definition.depth == "summary"
    # A summary has no facts, and so no use for the names of their properties.
    own = {
        key: name
        for key, name in atlas.settings.words.items()
        if not (summary and key.startswith("field."))
    }
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
            _told_at(definition, pick, shared["full_maps"]),
        )
        for pick in definition.layers
    ]
    for entry in shown:
        entry["name"] = {lang: table[f"layer.{entry['id']}"] for lang, table in strings.items()}
    features = [item for entry in shown for item in entry["features"]]
    whole = {} if summary else entries.corridors(atlas, features)
    matters = entries.topics(atlas, [*features, *whole.values()])
    promises = entries.promised(atlas, [*features, *whole.values(), *matters.values()])
    cited = cited_in([features, whole, matters, promises])
    told = {
        "map": {
            "id": definition.id,
            "title": words(definition.title),
            "subtitle": words(definition.subtitle),
            "bounds": list(definition.view),
            "max_bounds": list(atlas.settings.extent),
            "language": "en",
            "as_of": atlas.settings.as_of,
            "by": atlas.settings.credit,
            "version": VERSION,
            "simplify_m": definition.simplify_m,
            "notes": [words(note.text) for note in atlas.settings.notes],
            "credits": owed(atlas, layers, [definition]),
            "boundaries": shared["boundaries"],
            "links": shared["links"],
            **({"promises": shared["promises"]} if shared.get("promises") else {}),
        },
        "digits": shared["digits"],
        "countries": {entry.code: words(entry.name) for entry in atlas.settings.countries},
        "sources": {
            key: source.model_dump(include=_told_of(source, summary=summary), exclude_none=True)
            for key, source in atlas.sources.items()
            if key in cited
        },
        "styles": styles.table(),
        "layers": shown,
        "corridors": whole,
        "lines": entries.lines(atlas, features),
        "topics": matters,
        "promises": promises,
        "basemap": basemap(atlas, definition.detail, worldview(atlas, definition)),
    }
    return {"strings": spoken(strings, told), **told}


def _told_of(source: Source, *, summary: bool) -> set[str]:
    """Return what a page tells of a source; one that bears no date is dated by its reading.

    A title that is not in English says in which language it is.
    """
    told = {"publisher", "url", "published"}
    if summary:
        return told
    foreign = source.title is not None and source.language != "en"
    further = {"language": foreign, "accessed": source.published is None}
    return told | {"title"} | {field for field, needed in further.items() if needed}


def _told_at(
    definition: MapDefinition, choice: LayerChoice, full_maps: Mapping[str, str]
) -> str | None:
    """Return the map that tells a layer in full, where this one only sums it up.

    A full map sums up what is not switched on at first, if another map tells it.
    """
    if definition.depth == "full" and (choice.on or full_maps.get(choice.layer) == definition.id):
        return None
    return full_maps.get(choice.layer)


def _layer(
    atlas: Atlas, layer: Layer, choice: LayerChoice, definition: MapDefinition, told_at: str | None
) -> dict[str, Any]:
    chosen = [item for item in layer.drawn if choice.has(item.feature.properties)]
    tolerance = definition.simplify_m / METRES_PER_DEGREE
    geometries = [item.feature.geometry for item in chosen]
    told = [entries.feature(atlas, layer, item) for item in chosen]
    if told_at:
        told = [entries.summary(atlas, entry) for entry in told]
    return {
        "id": layer.id,
        "on": choice.on,
        "licence": layer.licence,
        "licence_url": layer.licence_url,
        "credit": layer.credit,
        **({"told_at": told_at} if told_at else {}),
        "features": [
            {
                **entry,
                **_place(item.feature),
                **_kilometres(item.feature, tolerance),
            }
            for item, entry in zip(chosen, told, strict=True)
        ],
        **shapes([item for item in geometries if not isinstance(item, Point)], tolerance),
    }


def _place(feature: Feature) -> dict[str, list[float]]:
    """Return where a thing is that is a point."""
    if not isinstance(feature.geometry, Point):
        return {}
    return {"point": point(feature.geometry, feature.properties["precision_m"])}


def _kilometres(feature: Feature, tolerance_deg: float) -> dict[str, list[int]]:
    """Return how far it is from each known vertex of a line to the next, in hectometres."""
    line = feature.geometry
    if feature.properties["kind"] not in KILOMETRED or not isinstance(line, LineString):
        return {}
    known = knots([*line.coords], vertices(line, tolerance_deg), KNOTS)
    hectometres = [round(10 * km) for km in known]
    return {"kilometres": [to - from_ for from_, to in pairwise(hectometres)]}


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
