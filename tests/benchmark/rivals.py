"""The pages that other tools make of the layers of one of our maps, by their ordinary means.

Each shows the same features in one colour and no basemap: tiles could not be
answered here, and a reader can have each of these pages without them.
"""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import lonboard
from keplergl import KeplerGl
from leafmap import leafmap

import geopandas

from geo import project as projects
from tests.benchmark import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import folium

    from geo.definitions import MapDefinition

COLOUR = (51, 136, 255)
"""Leaflet's own blue, which most of them draw in anyhow."""

_HEX = "#{:02x}{:02x}{:02x}".format(*COLOUR)

ZOOM = 6
"""What shows the whole view in a window 1280 pixels wide, in Leaflet's count."""

_ZOOM_WEBGL = ZOOM - 1
"""The same in that of tools whose world is 512 pixels wide at zoom 0."""


@dataclass(frozen=True)
class Shown:
    """What a page is to show: the features of each layer, and where the middle is."""

    layers: Mapping[str, dict[str, Any]]
    view: tuple[float, float, float, float]

    @property
    def middle(self) -> tuple[float, float]:
        """Longitude and latitude, degrees."""
        west, south, east, north = self.view
        return (west + east) / 2, (south + north) / 2


def shown(layers: Path, definition: MapDefinition) -> Shown:
    """Return what our map has on when it opens, out of the files of its layers."""
    on = [choice for choice in definition.layers if choice.on]
    return Shown({it.layer: plain.collection(layers, it) for it in on}, definition.view)


def explored(what: Shown, path: Path) -> None:
    """GeoPandas' own map: ``GeoDataFrame.explore``."""
    drawn: folium.Map | None = None
    for name, frame in _frames(what):
        drawn = frame.explore(m=drawn, name=name, color=_HEX, tiles=None)
    assert drawn is not None  # a map has at least one layer
    west, south, east, north = what.view
    drawn.fit_bounds([(south, west), (north, east)])
    drawn.save(path)


def lonboarded(what: Shown, path: Path) -> None:
    """Draw with lonboard's ``viz``, on deck.gl."""
    lon, lat = what.middle
    colour = list(COLOUR)
    drawn = lonboard.viz(
        [frame for _, frame in _frames(what)],
        scatterplot_kwargs={"get_fill_color": colour},
        path_kwargs={"get_color": colour},
        map_kwargs={
            "view_state": {"longitude": lon, "latitude": lat, "zoom": _ZOOM_WEBGL},
        },
    )
    drawn.basemap = None
    drawn.to_html(path)


def keplered(what: Shown, path: Path) -> None:
    """Draw with kepler.gl through keplergl, without its side panel."""
    lon, lat = what.middle
    layers = [
        {
            "id": name,
            "type": "geojson",
            "config": {
                "dataId": name,
                "label": name,
                "color": list(COLOUR),
                "columns": {"geojson": "_geojson"},
                "isVisible": True,
                "visConfig": {"strokeColor": list(COLOUR), "opacity": 1},
            },
        }
        for name in what.layers
    ]
    config = {
        "version": "v1",
        "config": {
            "visState": {"layers": layers},
            "mapState": {"longitude": lon, "latitude": lat, "zoom": _ZOOM_WEBGL},
            "mapStyle": {"styleType": "no_map"},
        },
    }
    # It prints where it has saved.
    with contextlib.redirect_stdout(io.StringIO()):
        drawn = KeplerGl(data=dict(what.layers), config=config)
        drawn.save_to_html(file_name=str(path), read_only=True, center_map=False)


def leafmapped(what: Shown, path: Path) -> None:
    """Draw with leafmap's first map, which is ipyleaflet's."""
    lon, lat = what.middle
    drawn = leafmap.Map(center=[lat, lon], zoom=ZOOM, toolbar_control=False, draw_control=False)
    drawn.clear_layers()
    for name, collection in what.layers.items():
        style = {"color": _HEX}
        drawn.add_geojson(collection, layer_name=name, style=style, info_mode=None)
    drawn.to_html(str(path))


def _frames(what: Shown) -> Sequence[tuple[str, geopandas.GeoDataFrame]]:
    """Return each layer as a table; what is not text or number in it, as text."""
    return [
        (name, geopandas.read_file(io.BytesIO(json.dumps(collection).encode())))
        for name, collection in what.layers.items()
    ]


WRITERS: dict[str, Callable[[Shown, Path], None]] = {
    "geopandas": explored,
    "lonboard": lonboarded,
    "keplergl": keplered,
    "leafmap": leafmapped,
}
"""How each distribution writes its page."""


def write(package: str, project: Path, name: str, path: Path) -> None:
    """Write a tool's page of what one of a project's maps shows.

    Tools that draw with widgets write all widgets of the process into a page,
    so each is to have a process of its own.
    """
    definition = projects.open_project(project).definitions[name]
    WRITERS[package](shown(project / "layers", definition), path)
