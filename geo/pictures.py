"""Small still pictures of maps for the gallery: SVG from the same style table as the pages."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import LineString, Point, Polygon, box

from geo import styles
from geo.atlas import BASEMAP
from geo.basemap import COARSE, FINE
from geo.disputed import DRAWN, worldview
from geo.encoding import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas
    from geo.definitions import MapDefinition
    from geo.fields import Box
    from geo.layers import Layer

WIDTH, HEIGHT = 480.0, 360.0

BACKGROUND = (("land", "neighbour"), ("focus", "land"), ("lake", "lake"))
"""Kinds of the basemap's areas, in the order in which they are painted, and their colours."""

POINT_RADIUS = {"market": 5.0, "crossing": 3.0, "port": 3.5}
"""Radii in pixels of the points that a picture of this size can bear."""

_SIMPLIFY_PX = 0.6

_NARROW_DEG = 20
"""Views narrower than this show the basemap's finer level."""


@dataclass(frozen=True)
class Frame:
    """A window on the Mercator plane, scaled to the picture."""

    west: float
    north: float
    scale: float

    @classmethod
    def around(cls, view: Box) -> Frame:
        """Return the frame that shows a view whole, centred."""
        west, south, east, north = view
        left, top = mercator(west, north)
        right, bottom = mercator(east, south)
        scale = min(WIDTH / (right - left), HEIGHT / (top - bottom))
        spare_x = (WIDTH / scale - (right - left)) / 2
        spare_y = (HEIGHT / scale - (top - bottom)) / 2
        return cls(left - spare_x, top + spare_y, scale)

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Return picture coordinates of a position, in pixels from the upper left."""
        x, y = mercator(lon, lat)
        return (x - self.west) * self.scale, (self.north - y) * self.scale


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """Return spherical Mercator coordinates in radians."""
    return math.radians(lon), math.asinh(math.tan(math.radians(lat)))


def picture(atlas: Atlas, layers: Mapping[str, Layer], definition: MapDefinition) -> str:
    """Return a map's still picture as SVG markup; colours come from custom properties."""
    frame = Frame.around(definition.view)
    west, _, east, _ = definition.view
    level = FINE if east - west < _NARROW_DEG else COARSE
    dashed = DRAWN[worldview(atlas, definition)]
    shapes = [*_background(atlas, frame, level, dashed), *_features(layers, definition, frame)]
    # The link around it says what it shows.
    return (
        f'<svg class="atlas-picture" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" aria-hidden="true">'
        f"{''.join(shapes)}</svg>"
    )


def _background(atlas: Atlas, frame: Frame, level: str, dashed: tuple[str, ...]) -> Iterable[str]:
    features = atlas.geometry[BASEMAP].features if BASEMAP in atlas.geometry else ()
    yield f'<rect class="sea" width="{WIDTH:g}" height="{HEIGHT:g}"/>'
    for kind, colour in BACKGROUND:
        for feature in features:
            given = feature.properties
            if given["kind"] == kind and given.get("level") == level:
                outline = _area(feature.geometry, frame)
                yield f'<path class="{colour}" d="{outline}"/>' if outline else ""
    for feature in features:
        given = feature.properties
        if given["kind"] in ("boundary", *dashed) and given.get("level") == level:
            kind = "boundary" if given["kind"] == "boundary" else "disputed"
            yield f'<path class="{kind}" d="{_line(feature.geometry, frame)}"/>'


def _features(
    layers: Mapping[str, Layer], definition: MapDefinition, frame: Frame
) -> Iterable[str]:
    drawn = [
        item
        for choice in definition.layers
        if choice.on
        for item in layers[choice.layer].drawn
        if choice.has(item.feature.properties)
    ]
    for item in sorted(drawn, key=lambda item: styles.KINDS[item.feature.properties["kind"]].order):
        kind = item.feature.properties["kind"]
        style = styles.KINDS[kind]
        if isinstance(item.feature.geometry, LineString):
            yield _stroke(item.feature.geometry, item.feature.properties, style, frame)
        elif isinstance(item.feature.geometry, Point) and kind in POINT_RADIUS:
            x, y = frame.xy(item.feature.geometry.x, item.feature.geometry.y)
            spot = f'cx="{x:.1f}" cy="{y:.1f}" r="{POINT_RADIUS[kind]:g}"'
            yield f'<circle class="{style.colour}" {spot}/>'


def _stroke(
    line: LineString, properties: Mapping[str, object], style: styles.KindStyle, frame: Frame
) -> str:
    status = styles.STATUSES.get(str(properties["status"]), styles.StatusStyle())
    dash = styles.SCHEMATIC_DASH if properties["accuracy"] == "schematic" else status.dash
    width = style.width * status.width_factor * 0.75
    dashes = " ".join(f"{max(part, 0.1) * width:.1f}" for part in dash)
    colour = "muted" if status.muted else style.colour
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    path = _line(line, frame)
    return f'<path class="line {colour}" stroke-width="{width:.2f}"{dashed} d="{path}"/>'


def _area(geometry: BaseGeometry, frame: Frame) -> str:
    return "".join(
        f"{_trace(ring.coords, frame)}Z"
        for part in parts(_clip(geometry, frame), Polygon)
        for ring in (part.exterior, *part.interiors)
    )


def _line(geometry: BaseGeometry, frame: Frame) -> str:
    return "".join(_trace(part.coords, frame) for part in parts(_clip(geometry, frame), LineString))


def _clip(geometry: BaseGeometry, frame: Frame) -> BaseGeometry:
    """Return what of a geometry the picture shows, no finer than its pixels."""
    west, south = _degrees(frame, 0, HEIGHT)
    east, north = _degrees(frame, WIDTH, 0)
    margin = (east - west) / 20
    window = box(west - margin, south - margin, east + margin, north + margin)
    tolerance = _SIMPLIFY_PX * (east - west) / WIDTH
    return geometry.intersection(window).simplify(tolerance)


def _degrees(frame: Frame, x: float, y: float) -> tuple[float, float]:
    lon = math.degrees(frame.west + x / frame.scale)
    return lon, math.degrees(math.atan(math.sinh(frame.north - y / frame.scale)))


def _trace(positions: Iterable[tuple[float, ...]], frame: Frame) -> str:
    points = [frame.xy(lon, lat) for lon, lat, *_ in positions]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
