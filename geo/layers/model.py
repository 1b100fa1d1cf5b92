"""What a layer is: features drawn from records, with the properties that all of them have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shapely import LineString, MultiLineString

from geo import facts, status
from geo.fields import first_day
from geo.geojson import Collection, Feature
from geo.measure import length_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas
    from geo.records import Doubt, Thing

STRICTEST_FIRST = ("ODbL-1.0", "CC-BY-4.0")
"""Licences that bind what is made from the data; the first that occurs holds for the whole."""

LENGTH_DECIMALS = 3


@dataclass(frozen=True)
class Drawn:
    """A feature, the record it was made from, and how sure its geometry is."""

    feature: Feature
    record: Thing
    doubt: Doubt


@dataclass(frozen=True)
class Layer:
    """One layer: one file, one switch in a legend, one licence."""

    id: str
    drawn: tuple[Drawn, ...]
    licence: str
    licence_url: str
    credit: str
    as_of: str

    def collection(self) -> Collection:
        """Return the layer as a GeoJSON collection, features sorted by id."""
        members = {
            "name": self.id,
            "as_of": self.as_of,
            "licence": self.licence,
            "licence_url": self.licence_url,
            "credit": self.credit,
        }
        return Collection(tuple(drawn.feature for drawn in self.drawn), members)

    def frame(self) -> gpd.GeoDataFrame:
        """Return the layer as a GeoDataFrame in EPSG:4326, indexed by feature id."""
        import geopandas as gpd  # noqa: PLC0415 - pandas takes a second to load; a build does not need it

        rows = [dict(drawn.feature.properties) for drawn in self.drawn]
        shapes = [drawn.feature.geometry for drawn in self.drawn]
        return gpd.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4326").set_index("id")


@dataclass(frozen=True)
class Sketch:
    """What is needed to draw one feature: record, kind, geometry, doubt, own properties.

    ``licences`` and ``credits`` are those of gathered geometry; those of the
    sources of a position are found by themselves.
    """

    record: Thing
    kind: str
    geometry: BaseGeometry
    doubt: Doubt
    extra: Mapping[str, Any] = field(default_factory=dict)
    licences: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()


def draw(atlas: Atlas, sketch: Sketch) -> Drawn:
    """Turn a sketch into a feature with all properties of the contract."""
    record, doubt = sketch.record, sketch.doubt
    event = status.deciding_event(record.events, first_day(atlas.settings.as_of))
    cited = [atlas.sources[key] for key in doubt.sources]
    licences = [*sketch.licences, *(source.licence for source in cited if source.licence)]
    credits_ = [*sketch.credits, *(source.credit for source in cited if source.credit)]
    properties: dict[str, Any] = {
        "id": record.id,
        "kind": sketch.kind,
        "name": record.name.en,
        "name_fa": record.name.fa,
        "name_ur": record.name.ur,
        "countries": list(record.countries),
        "status": event.status if event else None,
        "status_date": event.date if event else None,
        "accuracy": doubt.accuracy,
        "precision_m": plain(doubt.precision_m),
        "method": doubt.method.en,
        "as_of": atlas.settings.as_of,
        "sources": cited_sources(record, doubt),
        "licence": strictest(licences, atlas.settings.licence),
        "credit": "; ".join(dict.fromkeys([*credits_, atlas.settings.credit])),
        **_lengths(record, sketch.geometry),
        **sketch.extra,
        "note": " ".join(note.text.en for note in record.notes) or None,
    }
    return Drawn(Feature(record.id, sketch.geometry, properties), record, doubt)


def _lengths(record: Thing, geometry: BaseGeometry) -> dict[str, Any]:
    if not isinstance(geometry, LineString | MultiLineString):
        return {}
    stated = facts.stated_length(record.facts)
    return {
        "length_km": round(length_km(geometry), LENGTH_DECIMALS),
        "stated_length_km": stated.value if stated else None,
        "stated_length_source": stated.source if stated else None,
    }


def cited_sources(record: Thing, doubt: Doubt | None = None) -> list[str]:
    """Return the ids of all sources behind a record and its geometry, each once, sorted."""
    cited = {
        *(doubt.sources if doubt else ()),
        *(source for event in record.events for source in event.sources),
        *(fact.source for fact in record.facts),
        *(source for note in record.notes for source in note.sources),
    }
    return sorted(cited)


def layer(atlas: Atlas, layer_id: str, sketches: Iterable[Sketch]) -> Layer:
    """Draw sketches into a layer, sorted by id, under the strictest licence among them."""
    drawn = sorted((draw(atlas, sketch) for sketch in sketches), key=lambda item: item.feature.id)
    own = atlas.settings.licence
    licence = strictest([item.feature.properties["licence"] for item in drawn], own)
    credits_ = [
        credit for item in drawn for credit in item.feature.properties["credit"].split("; ")
    ]
    return Layer(
        layer_id,
        tuple(drawn),
        licence,
        atlas.settings.licences.get(licence, ""),
        "; ".join(sorted(dict.fromkeys(credits_))) or atlas.settings.credit,
        atlas.settings.as_of,
    )


def strictest(licences: Iterable[str], own: str) -> str:
    """Return the licence under which something made of several parts may be passed on."""
    given = set(licences)
    return next((licence for licence in STRICTEST_FIRST if licence in given), own)


def plain(number: float) -> int | float:
    """Return a whole number without its decimal point."""
    return int(number) if float(number).is_integer() else number
