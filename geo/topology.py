"""Whether the lines and points of an atlas lie where their records say they do."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from shapely import LineString, Point, box

from geo import facts
from geo.errors import GeometryError
from geo.geometry import without_repeats
from geo.layers.frontier import crossing_ids, frontier_line
from geo.layers.sections import section_vertices
from geo.lines import locate
from geo.measure import length_km
from geo.records import Frontier, Languages, Market

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.atlas import Atlas
    from geo.layers.frontier import FrontierLine
    from geo.measure import LonLat
    from geo.records import Corridor, Section

LENGTH_TOLERANCE = 0.15
"""A section whose drawn and stated lengths differ by more than this share must say why."""


def topology_check(atlas: Atlas) -> list[str]:
    """Return every finding about geometry; what refers to nothing is passed over."""
    frontier = atlas.of(Frontier).get(atlas.settings.frontier)
    if frontier is None or not _is_line(atlas, frontier.line):
        return []
    line = frontier_line(atlas)
    findings = [*_off_the_frontier(atlas, line), *_stray_junctions(atlas, line)]
    drawn: dict[str, list[LonLat]] = {}
    for section in (item for item in atlas.sections.values() if _resolves(atlas, item)):
        try:
            drawn[section.id] = section_vertices(atlas, line, section)
        except GeometryError as error:
            findings += error.findings
        else:
            where = f"seeds/sections/{section.id}.toml"
            faults = _section_faults(section, drawn[section.id])
            findings += (f"{where}: {fault}" for fault in faults)
    for corridor in atlas.corridors.values():
        findings += _gaps(corridor, drawn)
    return findings


def _resolves(atlas: Atlas, section: Section) -> bool:
    points = atlas.points
    return all(
        (step.place or step.crossing or step.line) is None
        or (step.place or step.crossing) in points
        or (step.line is not None and _is_line(atlas, step.line))
        for step in section.path
    )


def _is_line(atlas: Atlas, line_id: str) -> bool:
    gathered = atlas.gathered(line_id)
    return gathered is not None and isinstance(gathered.feature.geometry, LineString)


def _off_the_frontier(atlas: Atlas, line: FrontierLine) -> Iterator[str]:
    """Yield markets and frontier crossings that lie farther off than their radius allows."""
    crossed = dict.fromkeys(crossing_ids(atlas), "a section crosses the frontier")
    for market in atlas.of(Market):
        crossed.setdefault(market, "a market lies")
    points = atlas.points
    west, south, east, north = atlas.settings.extent
    for point_id, what in sorted(crossed.items()):
        position = points[point_id].position
        if not (west <= position.lon <= east and south <= position.lat <= north):
            continue  # found already, as a point outside the extent
        offset = locate(line.vertices, (position.lon, position.lat)).offset_m
        if offset > position.precision_m:
            folder = next(name for name, group in atlas.records.items() if point_id in group)
            yield (
                f"seeds/{folder}/{point_id}.toml: position is {offset:,.0f} m from the frontier; "
                f"{what} within its precision_m of it, here {position.precision_m:,.0f} m"
            )


def _stray_junctions(atlas: Atlas, line: FrontierLine) -> Iterator[str]:
    """Yield junctions of districts that lie farther from the frontier than their radius.

    One outside the atlas's extent has been found already.
    """
    extent = box(*atlas.settings.extent)
    for index, junction in enumerate(atlas.frontier.junctions):
        offset = locate(line.vertices, junction.at).offset_m
        if offset > junction.precision_m and extent.covers(Point(junction.at)):
            yield (
                f"seeds/frontiers/{atlas.settings.frontier}.toml: junctions[{index}] is "
                f"{offset:,.0f} m from the frontier; its precision_m is {junction.precision_m:,.0f}"
            )


def _section_faults(section: Section, vertices: list[LonLat]) -> Iterator[str]:
    shape = LineString(vertices)
    if not shape.is_simple:
        yield "path crosses or retraces itself"
    if len(without_repeats(vertices)) != len(vertices):
        yield "path has the same position twice in a row"
    stated = facts.stated_length(section.facts)
    if stated is None or isinstance(stated.value, Languages):
        return
    drawn_km = length_km(shape)
    off = abs(drawn_km - stated.value) / stated.value
    if off > LENGTH_TOLERANCE and section.length_note is None:
        yield (
            f"the line is {drawn_km:,.1f} km and the stated length {stated.value:g} km, "
            f"{off:.0%} apart; length_note must say why (allowed without: {LENGTH_TOLERANCE:.0%})"
        )


def _gaps(corridor: Corridor, drawn: Mapping[str, list[LonLat]]) -> Iterator[str]:
    """Yield where a corridor's route has sections that do not share an end point."""
    known = [section_id for section_id in corridor.route if section_id in drawn]
    if len(known) != len(corridor.route):
        return
    for before, after in pairwise(known):
        ends = {drawn[before][0], drawn[before][-1]}
        if not ends & {drawn[after][0], drawn[after][-1]}:
            yield (
                f"seeds/corridors/{corridor.id}.toml: route: {before!r} and {after!r} share no "
                f"end point; {before!r} ends at {drawn[before][-1]}, "
                f"{after!r} begins at {drawn[after][0]}"
            )
