"""The lines and outlines of an atlas, and how far apart two courses of a line are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pyproj import Proj
from shapely import LineString, transform, union_all

from geo.errors import GeometryError
from geo.layers import frontier_line, section_vertices
from geo.layers.frontier import FrontierLine, gathered_vertices
from geo.records import Frontier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo.atlas import Atlas
    from geo.records import Section

SAME_M = 0.5
"""Closer than this two courses are one: a crossing laid onto a line moves it by less."""


class Shapes(NamedTuple):
    """Lines by the id of what they draw, and the ids of those that could not be drawn."""

    lines: Mapping[str, LineString]
    undrawn: frozenset[str]


def drawn_shapes(atlas: Atlas) -> Shapes:
    """Draw every line of an atlas that can be drawn, also where other seeds could not be read."""
    lines: dict[str, LineString] = {}
    undrawn: set[str] = set()
    frontier = _frontier(atlas)
    for found in atlas.of(Frontier).values():
        parts = [(found.id, found.line), *([(found.sea.id, found.sea.line)] if found.sea else [])]
        for key, line_id in parts:
            try:
                lines[key] = LineString(gathered_vertices(atlas, line_id))
            except GeometryError:
                undrawn.add(key)
    for section in atlas.sections.values():
        line = _section(atlas, frontier, section)
        if line is None:
            undrawn.add(section.id)
        else:
            lines[section.id] = line
    return Shapes(lines, frozenset(undrawn))


def _frontier(atlas: Atlas) -> FrontierLine:
    if atlas.settings.frontier in atlas.of(Frontier):
        try:
            return frontier_line(atlas)
        except GeometryError:
            pass
    return FrontierLine((), {})


def _section(atlas: Atlas, frontier: FrontierLine, section: Section) -> LineString | None:
    """Return the course of a section, or None where one of its steps is not there."""
    places = {step.place for step in section.path} - {None}
    crossings = {step.crossing for step in section.path} - {None}
    if not (places <= atlas.points.keys() and crossings <= frontier.anchors.keys()):
        return None
    try:
        return LineString(section_vertices(atlas, frontier, section))
    except GeometryError:
        return None


def apart_m(old: LineString, new: LineString) -> float:
    """Return how far apart two courses of a line are at most, in metres.

    Notes
    -----
    The Hausdorff distance, seen from the vertices of both, in the azimuthal
    equidistant projection around the middle of their box; its distances are
    within 0.2 % at 500 km from there.
    """
    west, south, east, north = union_all([old, new]).bounds
    plane = Proj(proj="aeqd", lon_0=(west + east) / 2, lat_0=(south + north) / 2, ellps="WGS84")

    def projected(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(plane(lonlat[:, 0], lonlat[:, 1]))

    return float(transform(old, projected).hausdorff_distance(transform(new, projected)))
