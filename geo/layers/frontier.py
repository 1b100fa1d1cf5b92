"""The frontier, its continuation at sea, and the kilometre posts along it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import LineString, Point

from geo.errors import GeometryError
from geo.geojson import round_position
from geo.geometry import insert_vertex
from geo.layers.model import Sketch, plain
from geo.lines import Located, locate, posts
from geo.measure import distance_m
from geo.records import Frontier, Name, PointThing, Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.atlas import Atlas
    from geo.measure import LonLat
    from geo.records import Junction

PERSIAN_DIGITS = str.maketrans("0123456789.", "۰۱۲۳۴۵۶۷۸۹٫")

_SAME_VERTEX_M = 1.0
"""Closer than this a crossing takes the vertex that is there: file precision is 0.1 m."""


@dataclass(frozen=True)
class FrontierLine:
    """The frontier's vertices, among them one for each thing that crosses it, by its id."""

    vertices: tuple[LonLat, ...]
    anchors: Mapping[str, LonLat]


def frontier_line(atlas: Atlas) -> FrontierLine:
    """Build the land frontier with a vertex where each corridor crosses it.

    A crossing's position is laid onto the nearest point of the gathered line,
    which moves the line by less than the last decimal.

    Raises
    ------
    GeometryError
        If the gathered line is not there.
    """
    vertices = gathered_vertices(atlas, atlas.frontier.line)
    anchors: dict[str, LonLat] = {}
    for point_id in crossing_ids(atlas):
        position = atlas.points[point_id].position
        found = locate(vertices, (position.lon, position.lat))
        ends = vertices[found.segment : found.segment + 2]
        near = [end for end in ends if distance_m(end, found.position) < _SAME_VERTEX_M]
        anchors[point_id] = near[0] if near else round_position(found.position)
        vertices = insert_vertex(vertices, found.segment, anchors[point_id])
    return FrontierLine(tuple(vertices), anchors)


def crossing_ids(atlas: Atlas) -> list[str]:
    """Return the ids of all points at which a section crosses the frontier, sorted."""
    from_sections = {
        step.crossing
        for section in atlas.sections.values()
        for step in section.path
        if step.crossing is not None
    }
    return sorted(key for key in from_sections if key in atlas.points)


def gathered_vertices(atlas: Atlas, line_id: str) -> list[LonLat]:
    """Return the vertices of a gathered line as they stand in its file."""
    gathered = atlas.gathered(line_id)
    if gathered is None or not isinstance(gathered.feature.geometry, LineString):
        msg = f"seeds/geometry: no line {line_id!r}; run `sarhad gather`, or mend the id"
        raise GeometryError(msg)
    return [round_position(position) for position in gathered.feature.geometry.coords]


def sketch_frontier(atlas: Atlas, line: FrontierLine) -> Iterable[Sketch]:
    """Sketch the land frontier."""
    frontier = atlas.frontier
    yield Sketch(
        frontier,
        "frontier",
        LineString(line.vertices),
        frontier.geometry,
        {"left": frontier.left, "right": frontier.right},
        *_rights(atlas, frontier.line),
    )


def sketch_sea(atlas: Atlas) -> Iterable[Sketch]:
    """Sketch the continuation of the frontier through the territorial sea, if there is one."""
    sea = atlas.frontier.sea
    if sea is not None:
        geometry = LineString(gathered_vertices(atlas, sea.line))
        rights = _rights(atlas, sea.line)
        yield Sketch(sea, "maritime-boundary", geometry, sea.geometry, {}, *rights)


def sketch_posts(atlas: Atlas, line: FrontierLine) -> Iterable[Sketch]:
    """Sketch the posts along the frontier, each with the districts on either side."""
    frontier = atlas.frontier
    located = [(locate(line.vertices, junction.at), junction) for junction in frontier.junctions]
    for km, position in posts(line.vertices, frontier.posts_every_km):
        lon, lat = round_position(position)
        number = f"{plain(km)}"
        post = PointThing(
            id=f"{frontier.id}-km-{plain(km):04}",
            name=Name(
                en=f"Kilometre {number}",
                fa=f"کیلومتر {number.translate(PERSIAN_DIGITS)}",
                ur=f"کلومیٹر {number}",
            ),
            countries=frontier.countries,
            position=Position(lon=lon, lat=lat, **dict(frontier.geometry)),
        )
        extra = {"km": plain(km), **_districts(frontier, located, km)}
        geometry = Point(lon, lat)
        rights = _rights(atlas, frontier.line)
        yield Sketch(post, "kilometre-post", geometry, post.position, extra, *rights)


def _districts(
    frontier: Frontier, located: list[tuple[Located, Junction]], km: float
) -> dict[str, str | None]:
    """Return the name of the district on each side at a kilometre, None where it is not known."""
    names: dict[str, str | None] = {}
    for side, country in (("left", frontier.left), ("right", frontier.right)):
        along = sorted(
            ((place.km, junction) for place, junction in located if junction.country == country),
            key=lambda item: item[0],
        )
        passed = [junction.below for at, junction in along if at <= km]
        ahead = [junction.above for at, junction in along if at > km]
        name = passed[-1] if passed else ahead[0] if ahead else None
        names[f"{side}_district"] = name.en if name else None
        names[f"{side}_district_fa"] = name.fa if name else None
        names[f"{side}_district_ur"] = name.ur if name else None
    return names


def _rights(atlas: Atlas, line_id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    gathered = atlas.gathered(line_id)
    provenance = gathered.provenance if gathered else {}
    return (
        (provenance["licence"],) if "licence" in provenance else (),
        (provenance["credit"],) if "credit" in provenance else (),
    )
