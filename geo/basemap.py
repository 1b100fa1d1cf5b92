"""The background that a page carries with it: land, lakes, boundaries and their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapely import box, line_merge, union_all

from geo.arcs import Shape, near_each_other, pack
from geo.atlas import BASEMAP
from geo.disputed import DRAWN, grounds
from geo.encoding import paths, rings

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas
    from geo.disputed import Ground
    from geo.fields import Box, Worldview
    from geo.geojson import Feature

FINE, COARSE = "10m", "50m"

UNITS = {FINE: 1000, COARSE: 100}
"""Units per degree at each level: 100 m and 1 km, a tenth of what the level is good to."""

LABEL_DECIMALS = 2

AREAS = {"land": ("land",), "focus": ("focus",), "lakes": ("lake",)}
LINES = {"boundaries": ("boundary",), "disputed": DRAWN["claims"], "provinces": ("province",)}


def basemap(atlas: Atlas, detail: Box, drawn: Worldview = "claims") -> dict[str, Any]:
    """Return the basemap as a page carries it.

    Parameters
    ----------
    atlas
        Its gathered basemap has each kind at two levels, fit for 1:10 million
        and 1:50 million.
    detail
        The window (west, south, east, north) in which the finer level is used;
        the coarser one is cut away there.
    drawn
        How disputed boundaries are drawn.
    """
    if BASEMAP not in atlas.geometry:
        return {"levels": [], "labels": [], "disputed": []}
    left_out = set(DRAWN["claims"]) - set(DRAWN[drawn])
    features = tuple(
        feature
        for feature in atlas.geometry[BASEMAP].features
        if feature.properties["kind"] not in left_out
    )
    window = box(*detail)
    levels = [
        _level(features, COARSE, lambda shape: shape.difference(window)),
        _level(features, FINE, lambda shape: shape.intersection(window)),
    ]
    labels = [_label(feature) for feature in features if feature.properties["kind"] == "label"]
    about = [{"name": dict(ground.name), "ring": _ring(ground)} for ground in grounds(atlas)]
    return {"levels": levels, "labels": labels, "disputed": about}


def _ring(ground: Ground) -> list[list[float]]:
    return [[round(value, 1) for value in at] for at in ground.area.exterior.coords[:-1]]


def credit(atlas: Atlas) -> str | None:
    """Return whom the basemap is owed to."""
    if BASEMAP not in atlas.geometry:
        return None
    return str(atlas.geometry[BASEMAP].members["provenance"]["credit"])


def _level(
    features: tuple[Feature, ...], level: str, cut: Callable[[BaseGeometry], BaseGeometry]
) -> dict[str, Any]:
    """Return one level of the basemap, cut to its side of the window of detail."""
    units = UNITS[level]
    drawn = []
    for name, kinds in (AREAS | LINES).items():
        shapes = [cut(item.geometry) for item in features if _is(item, kinds, level)]
        whole = union_all(shapes)
        lines = rings(whole, units) if name in AREAS else paths(line_merge(whole), units)
        drawn.append(Shape(lines=near_each_other(line for line in lines if len(line) > 1)))
    return {"units": units, "shapes": pack(drawn)}


def _is(feature: Feature, kinds: tuple[str, ...], level: str) -> bool:
    return feature.properties["kind"] in kinds and feature.properties.get("level") == level


def _label(feature: Feature) -> dict[str, Any]:
    given = feature.properties
    point = feature.geometry.representative_point()
    name = {"en": given["name"], "fa": given.get("name_fa"), "ur": given.get("name_ur")}
    return {
        "kind": given["of"],
        "name": {language: text for language, text in name.items() if text},
        "point": [round(point.x, LABEL_DECIMALS), round(point.y, LABEL_DECIMALS)],
        "rank": given["rank"],
    }
