"""Polygons that share their edges, cut, generalised and taken apart together.

Whatever is drawn of a basemap, land, countries, boundaries between them and
between provinces, comes from one such coverage, so that no two of them leave a
sliver or cross.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

import shapely
from shapely import LineString, MultiLineString, Point, Polygon, STRtree

from geo import measure
from geo.errors import GatherError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from shapely.geometry.base import BaseGeometry

    from geo.measure import LonLat

Edge = frozenset[tuple[float, float]]

_EARTH_M = 6_378_137.0
_RING = 4


@dataclass(frozen=True)
class Face:
    """One polygon of the coverage and whose it is."""

    country: str
    province: str
    polygon: Polygon


def faces_of(geometry: BaseGeometry, country: str, province: str = "") -> list[Face]:
    """Return a face for each polygon of a geometry."""
    return [Face(country, province, part) for part in shapely.get_parts(geometry)]


def moved(faces: Iterable[Face], pins: Mapping[LonLat, LonLat], within_m: float) -> list[Face]:
    """Return the faces with single vertices put elsewhere, in every face that has them.

    Parameters
    ----------
    faces
        A coverage in lon/lat degrees.
    pins
        Where a vertex is about, and where it goes.
    within_m
        How far the vertex may be from where it is said to be, in metres.
    """
    faces = list(faces)
    vertices = shapely.get_coordinates([face.polygon for face in faces])
    goals = {}
    for about, goal in pins.items():
        vertex = _nearest(vertices, about)
        if measure.distance_m(vertex, about) > within_m:
            msg = f"no vertex stands within {within_m} m of {about}; the nearest is {vertex}"
            raise GatherError(msg)
        goals[vertex] = goal

    def put(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        for vertex, goal in goals.items():
            coordinates[(coordinates == vertex).all(axis=1)] = goal
        return coordinates

    return [replace(face, polygon=shapely.transform(face.polygon, put)) for face in faces]


def _nearest(vertices: NDArray[np.float64], about: LonLat) -> LonLat:
    stretch = np.cos(np.radians(about[1]))
    offsets = (vertices - about) * (stretch, 1)
    lon, lat = vertices[int(np.argmin((offsets**2).sum(axis=1)))]
    return float(lon), float(lat)


def split(faces: Iterable[Face], lines: Iterable[LineString], within_m: float) -> list[Face]:
    """Return the faces cut along lines, whose ends are first put on the nearest edge.

    Parameters
    ----------
    faces
        A coverage in lon/lat degrees.
    lines
        Lines that each run from edge to edge.
    within_m
        How far an end may be from an edge, in metres.

    Raises
    ------
    GatherError
        If an end is farther away, or a line does not cut anything off.
    """
    faces = list(faces)
    polygons = [face.polygon for face in faces]
    edges = [LineString(_ends(edge)) for edge in _owners(polygons)]
    cutters = _joined(list(lines), edges, within_m)
    pieces, dangles, cuts, invalid = (
        shapely.get_parts(found)
        for found in shapely.polygonize_full([shapely.union_all([*edges, *cutters])])
    )
    if len(dangles) or len(cuts) or len(invalid):
        where = [*dangles, *cuts, *invalid][0].coords[0]
        msg = f"a line ends at {where} without having cut anything off"
        raise GatherError(msg)
    inside, of = STRtree(polygons).query(shapely.point_on_surface(pieces), predicate="within")
    order = np.lexsort((inside, of))
    return [replace(faces[of[at]], polygon=pieces[inside[at]]) for at in order]


def _joined(
    lines: Sequence[LineString], edges: list[LineString], within_m: float
) -> list[LineString]:
    """Return the lines with their ends on edges; the edges get a vertex there, in place."""
    joined = []
    for line in lines:
        positions = [(lon, lat) for lon, lat in line.coords]
        for at in (0, -1):
            positions[at] = _put_on_edge(positions[at], edges, within_m)
        joined.append(LineString(positions))
    return joined


def _put_on_edge(end: LonLat, edges: list[LineString], within_m: float) -> LonLat:
    nearest = int(np.argmin(shapely.distance(np.array(edges), Point(end))))
    edge = edges[nearest]
    foot = edge.interpolate(edge.project(Point(end)))
    where = foot.x, foot.y
    if measure.distance_m(where, end) > within_m:
        msg = f"a line ends at {end}, more than {within_m} m from every edge"
        raise GatherError(msg)
    if where not in edge.coords:
        first, last = edge.coords
        edges[nearest : nearest + 1] = [LineString([first, where]), LineString([where, last])]
    return where


def generalised(faces: Iterable[Face], tolerance_m: float, island_km2: float) -> list[Face]:
    """Return the faces with fewer vertices, still sharing their edges.

    Small islands go first.  Then triangles of less than the square of the
    tolerance are taken out of the lines (Visvalingam and Whyatt 1993,
    doi:10.1179/000870493786962263), all lines together, so that none crosses
    another.  It is done in the Mercator projection that web maps are drawn in:
    the tolerance is metres at the equator, and less on the ground farther north.
    """
    kept = _without_islands(list(faces), island_km2)
    plane = shapely.transform(np.array([face.polygon for face in kept]), _mercator)
    simple = shapely.coverage_simplify(plane, tolerance_m)
    back = shapely.transform(simple, _degrees)
    return [replace(face, polygon=polygon) for face, polygon in zip(kept, back, strict=True)]


def _mercator(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    lon, lat = np.radians(coordinates).T
    return np.column_stack([_EARTH_M * lon, _EARTH_M * np.arcsinh(np.tan(lat))])


def _degrees(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    lon, lat = coordinates.T / _EARTH_M
    return np.column_stack([np.degrees(lon), np.degrees(np.arctan(np.sinh(lat)))])


def _without_islands(faces: list[Face], island_km2: float) -> list[Face]:
    """Leave out the faces that touch no other and are smaller than this."""
    neighboured = {
        index
        for owners in _owners([face.polygon for face in faces]).values()
        if len(owners) > 1
        for index in owners
    }
    return [
        face
        for index, face in enumerate(faces)
        if index in neighboured or area_km2(face.polygon) >= island_km2
    ]


def area_km2(polygon: BaseGeometry) -> float:
    """Geodesic area of a polygon in lon/lat degrees, in square kilometres."""
    return abs(float(measure.WGS84.geometry_area_perimeter(polygon)[0])) / 1e6


def rounded(faces: Iterable[Face], decimals: int) -> list[Face]:
    """Return the faces with rounded coordinates; what vanishes by it is left out.

    Raises
    ------
    GatherError
        If the rounded faces do not share their edges any more.
    """
    found = []
    for face in faces:
        ring, *holes = (_rounded_ring(ring, decimals) for ring in _rings(face.polygon))
        if len(ring) >= _RING:
            polygon = Polygon(ring, [hole for hole in holes if len(hole) >= _RING])
            found.append(replace(face, polygon=polygon))
    polygons = np.array([face.polygon for face in found])
    if not shapely.coverage_is_valid(polygons):
        broken = [
            str(line.representative_point())
            for line in shapely.coverage_invalid_edges(polygons)
            if not line.is_empty
        ]
        msg = f"rounded to {decimals} decimals the polygons overlap or part at {broken[:3]}"
        raise GatherError(msg)
    return found


def _rounded_ring(ring: Sequence[LonLat], decimals: int) -> list[LonLat]:
    positions = [(round(lon, decimals) + 0.0, round(lat, decimals) + 0.0) for lon, lat in ring]
    return [here for here, after in pairwise(positions) if here != after] + positions[-1:]


def _rings(polygon: Polygon) -> Iterator[list[LonLat]]:
    for ring in (polygon.exterior, *polygon.interiors):
        yield [(lon, lat) for lon, lat in ring.coords]


def _owners(polygons: Sequence[Polygon]) -> dict[Edge, list[int]]:
    """Return the polygons at each edge: one at a coast, two between neighbours."""
    owners: dict[Edge, list[int]] = defaultdict(list)
    for index, polygon in enumerate(polygons):
        for ring in _rings(polygon):
            for edge in pairwise(ring):
                owners[frozenset(edge)].append(index)
    return owners


def _ends(edge: Edge) -> list[LonLat]:
    """Return the ends of an edge in an order that is always the same."""
    return sorted(edge)


def lines_between(
    faces: Sequence[Face], kind_of: Callable[[Face, Face, Point], str]
) -> dict[str, MultiLineString]:
    """Return the lines between neighbouring faces by kind, each of them once.

    Parameters
    ----------
    faces
        A coverage in lon/lat degrees.
    kind_of
        Told two neighbours and the middle of an edge between them, returns its
        kind, or nothing for an edge that is not to be drawn.
    """
    edges: dict[str, list[list[LonLat]]] = defaultdict(list)
    for edge, owners in _owners([face.polygon for face in faces]).items():
        if len(owners) > 1:
            ends = _ends(edge)
            middle = LineString(ends).centroid
            kind = kind_of(faces[owners[0]], faces[owners[1]], middle)
            if kind:
                edges[kind].append(ends)
    return {kind: _merged(edges[kind]) for kind in sorted(edges)}


def _merged(edges: Sequence[list[LonLat]]) -> MultiLineString:
    joined = shapely.line_merge(MultiLineString(sorted(edges)))
    parts = sorted(shapely.get_parts(joined), key=lambda line: sorted(line.coords))
    return MultiLineString(parts)


def union(faces: Iterable[Face]) -> BaseGeometry:
    """Return the area of the faces without the lines between them."""
    return shapely.coverage_union_all(np.array([face.polygon for face in faces]))
