"""Atlas to layers: every file of ``layers/``, each a GeoJSON FeatureCollection."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from shapely import Point

from geo.fields import LayerId
from geo.layers.frontier import (
    FrontierLine,
    frontier_line,
    sketch_frontier,
    sketch_posts,
    sketch_sea,
)
from geo.layers.model import Drawn, Layer, Sketch, layer
from geo.layers.sections import section_vertices, sketch_sections
from geo.records import Crossing, Market, Place, PointThing, Port, Station

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.atlas import Atlas

__all__ = ["LAYERS", "Drawn", "FrontierLine", "Layer", "build", "frontier_line", "section_vertices"]

LAYERS: tuple[str, ...] = get_args(LayerId)
"""The layers, in the order in which a legend lists them."""


def build(atlas: Atlas) -> dict[str, Layer]:
    """Build every layer of an atlas whose seeds have been found good.

    Raises
    ------
    GeometryError
        If a line cannot be built.
    """
    line = frontier_line(atlas)
    sketches: dict[str, Iterable[Sketch]] = {
        "frontier": sketch_frontier(atlas, line),
        "maritime-boundary": sketch_sea(atlas),
        "kilometre-posts": sketch_posts(atlas, line),
        "markets": _sketch_points(atlas, Market, "market"),
        "crossings": _sketch_points(atlas, Crossing, "crossing"),
        "pipeline": sketch_sections(atlas, line, "pipeline"),
        "rail": sketch_sections(atlas, line, "railway"),
        "stations": _sketch_points(atlas, Station, "station"),
        "power": sketch_sections(atlas, line, "power-line"),
        "ports": _sketch_points(atlas, Port, "port"),
        "places": _sketch_points(atlas, Place, "place"),
        "bloc": _sketch_members(atlas),
    }
    return {
        layer_id: layer(
            atlas,
            layer_id,
            (sketch for sketch in sketches[layer_id] if sketch.record.id not in atlas.hidden),
        )
        for layer_id in LAYERS
    }


def _sketch_points(atlas: Atlas, model: type[PointThing], kind: str) -> Iterable[Sketch]:
    for thing in atlas.of(model).values():
        position = thing.position
        extra = _own_properties(thing)
        yield Sketch(thing, kind, Point(position.lon, position.lat), position, extra)


def _own_properties(thing: PointThing) -> dict[str, object]:
    if isinstance(thing, Market):
        return {"crossing": thing.crossing}
    if isinstance(thing, Crossing):
        return {"modes": list(thing.modes), "official": thing.official}
    if isinstance(thing, Station):
        return {"gauges_mm": list(thing.gauges_mm)}
    return {"rank": thing.rank} if isinstance(thing, Place) else {}


def _sketch_members(atlas: Atlas) -> Iterable[Sketch]:
    """Sketch each member of each bloc: the country's own name, the bloc's events and facts."""
    names = {entry.code: entry.name for entry in atlas.settings.countries}
    for bloc in atlas.blocs.values():
        for member in bloc.members:
            gathered = atlas.gathered(member)
            if gathered is None or bloc.id in atlas.hidden:
                continue
            code = member.upper()
            record = bloc.model_copy(
                update={
                    "id": f"{bloc.id}-{member}",
                    "name": names[code],
                    "countries": (code,),
                    "also": (),
                }
            )
            provenance = gathered.provenance
            yield Sketch(
                record,
                "bloc-member",
                gathered.feature.geometry,
                bloc.geometry,
                {"bloc": bloc.id, "bloc_name": bloc.name.en},
                (provenance.get("licence", ""),),
                (provenance.get("credit", ""),) if provenance.get("credit") else (),
            )
