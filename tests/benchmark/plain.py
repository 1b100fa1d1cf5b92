"""The page that folium makes of the same layers with no more than its ordinary means."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import folium

if TYPE_CHECKING:
    from pathlib import Path

    from geo.definitions import LayerChoice, MapDefinition

TOOLTIP = ("name", "kind", "status")
POPUP = (
    "name",
    "name_fa",
    "name_ur",
    "kind",
    "status",
    "status_date",
    "accuracy",
    "precision_m",
    "method",
    "length_km",
    "stated_length_km",
    "sources",
    "licence",
    "note",
)


def plain_map(layers: Path, definition: MapDefinition) -> folium.Map:
    """Return a folium map of the layers that a definition shows, without tiles.

    Parameters
    ----------
    layers
        The folder of the built layers.
    definition
        What our own map shows; its extent and its choice of features hold here too.
    """
    west, south, east, north = definition.view
    drawn = folium.Map(tiles=None)
    drawn.fit_bounds([(south, west), (north, east)])
    for choice in definition.layers:
        chosen = collection(layers, choice)
        features = chosen["features"]
        folium.GeoJson(
            chosen,
            name=choice.layer,
            show=choice.on,
            tooltip=folium.GeoJsonTooltip(_known(features, TOOLTIP)),
            popup=folium.GeoJsonPopup(_known(features, POPUP)),
        ).add_to(drawn)
    if not all(choice.on for choice in definition.layers):
        folium.LayerControl().add_to(drawn)
    return drawn


def collection(layers: Path, choice: LayerChoice) -> dict[str, Any]:
    """Return a layer as its file has it, with the features that the map shows."""
    told = json.loads((layers / f"{choice.layer}.geojson").read_text(encoding="utf-8"))
    return {**told, "features": [it for it in told["features"] if choice.has(it["properties"])]}


def _known(features: list[dict[str, Any]], names: tuple[str, ...]) -> list[str]:
    """Return the names that every feature has: folium refuses others."""
    return [name for name in names if all(name in item["properties"] for item in features)]
