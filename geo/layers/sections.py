"""Sections of pipelines, railways and power lines, laid along their paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import LineString

from geo.errors import GeometryError
from geo.facts import grouped
from geo.geojson import round_position
from geo.geometry import join
from geo.layers.frontier import FrontierLine, gathered_vertices
from geo.layers.model import Sketch
from geo.records import Languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.atlas import Atlas
    from geo.measure import LonLat
    from geo.records import Fact, Section, Step

GAUGE = "gauge"


def sketch_sections(atlas: Atlas, line: FrontierLine, kind: str) -> Iterable[Sketch]:
    """Sketch all sections of the corridors of one kind."""
    for section in atlas.sections.values():
        corridor = atlas.corridors[section.corridor]
        if corridor.kind != kind:
            continue
        licences, credits_ = _rights(atlas, section)
        yield Sketch(
            section,
            section.kind,
            LineString(section_vertices(atlas, line, section)),
            section.geometry,
            {
                "corridor": corridor.id,
                "disputed": section.disputed,
                "length_note": section.length_note.en if section.length_note else None,
                **({"gauge_mm": _gauge(section.facts)} if kind == "railway" else {}),
            },
            licences,
            credits_,
        )


def section_vertices(atlas: Atlas, line: FrontierLine, section: Section) -> list[LonLat]:
    """Return the vertices of a section, from the first step of its path to the last.

    Raises
    ------
    GeometryError
        If a step leads nowhere, or the path has fewer than two positions.
    """
    try:
        return join([_step_vertices(atlas, line, step) for step in section.path])
    except GeometryError as error:
        msg = f"seeds/sections/{section.id}.toml: path: {error}"
        raise GeometryError(msg) from error


def _step_vertices(atlas: Atlas, line: FrontierLine, step: Step) -> list[LonLat]:
    if step.line is not None:
        return gathered_vertices(atlas, step.line)
    if step.crossing is not None:
        return [line.anchors[step.crossing]]
    if step.place is not None:
        position = atlas.points[step.place].position
        return [round_position((position.lon, position.lat))]
    return [round_position(step.at)] if step.at is not None else []


def _rights(atlas: Atlas, section: Section) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return licences and credits of everything that a section's path is laid along."""
    licences: list[str] = []
    credits_: list[str] = []
    for step in section.path:
        gathered = atlas.gathered(step.line) if step.line is not None else None
        point = atlas.points.get(step.place or step.crossing or "")
        cited = point.position.sources if point else (step.source,) if step.source else ()
        owners = [atlas.sources[key] for key in cited]
        licences += [owner.licence for owner in owners if owner.licence]
        credits_ += [owner.credit for owner in owners if owner.credit]
        if gathered:
            licences.append(gathered.provenance.get("licence", ""))
            credits_.append(gathered.provenance.get("credit", ""))
    return tuple(filter(None, licences)), tuple(filter(None, credits_))


def _gauge(facts: Iterable[Fact]) -> float | None:
    """Return the track gauge of a section in millimetres, where it has one and not several."""
    gauges = [group for group in grouped(facts) if group.property == GAUGE]
    value = gauges[0].facts[0].value if len(gauges) == 1 else None
    return None if isinstance(value, Languages) else value
