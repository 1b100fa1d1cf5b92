"""The background that a page carries with it: land, lakes, boundaries and their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapely import box, line_merge, union_all

from geo.atlas import BASEMAP
from geo.encoding import paths, rings

if TYPE_CHECKING:
    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas
    from geo.geojson import Feature
    from geo.records import Box

PRECISION = 3
"""Decimals of the basemap's positions: 100 m, where 1:10 million is good to about 1 km."""

FINE, COARSE = "10m", "50m"

AREAS = {"land": "land", "focus": "focus", "lakes": "lake"}
LINES = {"boundaries": "boundary", "disputed": "disputed", "provinces": "province"}


def basemap(atlas: Atlas, detail: Box) -> dict[str, Any]:
    """Return the basemap as a page carries it.

    Parameters
    ----------
    atlas
        Its gathered basemap has each kind at two levels, fit for 1:10 million
        and 1:50 million.
    detail
        The window (west, south, east, north) in which the finer level is used.
        Inside and outside are joined, so that no edge of the window shows.
    """
    if BASEMAP not in atlas.geometry:
        return {"levels": [], "labels": []}
    features = atlas.geometry[BASEMAP].features
    window = box(*detail)
    level: dict[str, Any] = {"from_zoom": 0, "to_zoom": 99, "precision": PRECISION}
    for name, kind in AREAS.items():
        level[name] = rings(_blend(features, kind, window), PRECISION)
    for name, kind in LINES.items():
        level[name] = paths(line_merge(_blend(features, kind, window)), PRECISION)
    labels = [_label(feature) for feature in features if feature.properties["kind"] == "label"]
    return {"levels": [level], "labels": labels}


def credit(atlas: Atlas) -> dict[str, str] | None:
    """Return whom the basemap is owed to, and under which licence."""
    if BASEMAP not in atlas.geometry:
        return None
    provenance = atlas.geometry[BASEMAP].members["provenance"]
    return {
        "text": provenance["credit"],
        "licence": provenance["licence"],
        "url": provenance["licence_url"],
    }


def _blend(features: tuple[Feature, ...], kind: str, window: Polygon) -> BaseGeometry:
    """Return all of one kind: the fine level inside the window, the coarse one outside it."""
    inside = [
        feature.geometry.intersection(window)
        for feature in features
        if _is(feature, kind, FINE) and feature.geometry.intersects(window)
    ]
    outside = [
        feature.geometry.difference(window) for feature in features if _is(feature, kind, COARSE)
    ]
    return union_all([*inside, *outside])


def _is(feature: Feature, kind: str, level: str) -> bool:
    return feature.properties["kind"] == kind and feature.properties.get("level") == level


def _label(feature: Feature) -> dict[str, Any]:
    given = feature.properties
    point = feature.geometry.representative_point()
    name = {"en": given["name"], "fa": given.get("name_fa"), "ur": given.get("name_ur")}
    return {
        "kind": given["of"],
        "name": {language: text for language, text in name.items() if text},
        "point": [round(point.x, PRECISION), round(point.y, PRECISION)],
        "rank": given["rank"],
    }
