"""What no single seed can know: whether the seeds agree with one another.

Every check yields findings, one sentence each, and none stops another.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from shapely import LineString, MultiPolygon, Polygon

from geo.atlas import BASEMAP, GEOMETRY, SETTINGS, TOWNS
from geo.fields import first_day, is_period
from geo.records import (
    Commitment,
    Crossing,
    Doubt,
    Event,
    Fact,
    Frontier,
    Judgement,
    Junction,
    Market,
    Note,
    Position,
    Record,
    Step,
    Thing,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from geo.atlas import Atlas, Reading


@dataclass(frozen=True)
class Known:
    """The ids that a record may refer to, those in files that failed among them."""

    points: frozenset[str]
    sources: frozenset[str]
    lines: frozenset[str]
    areas: frozenset[str]


def cross_check(atlas: Atlas, reading: Reading) -> list[str]:
    """Return every finding about how the seeds fit together.

    Parameters
    ----------
    atlas
        All that could be read.
    reading
        Tells which ids stood in files that failed: what refers to them is not
        blamed for it.
    """
    findings: list[str] = []
    findings += _twins(atlas)
    known = _known(atlas, reading)
    findings += _settings(atlas, reading, known)
    findings += _late_sources(atlas, reading)
    # The source of all gathered towns is named once, in the settings, and judged there.
    settled = atlas.settings.towns.sources if atlas.settings.towns else ()
    of_towns = replace(known, sources=known.sources.union(settled))
    for where, record in records_with_files(atlas):
        there = of_towns if where.startswith(f"seeds/{GEOMETRY}/") else known
        findings += (f"{where}: {fault}" for fault in _faults(atlas, there, record))
    for where, table in reading.refused.items():
        findings += (f"{where}: {fault}" for fault in _raw_faults(atlas, known, table))
    findings += _references(atlas, reading, known)
    return findings


def _raw_faults(atlas: Atlas, known: Known, value: Any, path: str = "") -> Iterator[str]:
    """Yield what is wrong with sources and dates in a table that fits no model.

    What the model has said of it is not said again: only values of the right
    form are looked at.
    """
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _raw_faults(atlas, known, item, f"{path}[{index}]")
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        inner = f"{path}.{key}" if path else key
        cited = [item] if key == "source" else item if key == "sources" else []
        for source in cited if isinstance(cited, list) else []:
            if isinstance(source, str) and source not in known.sources:
                yield f"{path or 'it'} names source {source!r}; {_nearest(source, known.sources)}"
        if key == "date" and isinstance(item, str) and is_period(item):
            yield from filter(None, [_late(atlas, inner, item)])
        yield from _raw_faults(atlas, known, item, inner)


def _known(atlas: Atlas, reading: Reading) -> Known:
    features = [
        feature
        for stem, collection in atlas.geometry.items()
        for feature in (collection.features if stem != BASEMAP else ())
    ]
    lines = (item.id for item in features if isinstance(item.geometry, LineString))
    areas = (item.id for item in features if isinstance(item.geometry, Polygon | MultiPolygon))
    return Known(
        *(frozenset({*ids, *reading.failed}) for ids in (atlas.points, atlas.sources, lines, areas))
    )


def records_with_files(atlas: Atlas) -> Iterator[tuple[str, Thing | Commitment]]:
    """Yield every thing and promise with the file that it stands in, as findings name it."""
    gathered = (
        {feature.id for feature in atlas.geometry[TOWNS].features}
        if TOWNS in atlas.geometry
        else set()
    )
    for folder, records in atlas.records.items():
        for key, record in records.items():
            town = folder == "places" and key in gathered
            where = f"{GEOMETRY}/{TOWNS}.geojson: {key}" if town else f"{folder}/{key}.toml"
            if isinstance(record, Thing | Commitment):
                yield f"seeds/{where}", record


def _twins(atlas: Atlas) -> Iterator[str]:
    owner: dict[str, str] = {}
    for where, record in records_with_files(atlas):
        if record.id in owner:
            yield f"{where}: id {record.id!r} is also that of {owner[record.id]}; an id stands once"
        owner.setdefault(record.id, where)


def _settings(atlas: Atlas, reading: Reading, known: Known) -> Iterator[str]:
    settings = atlas.settings
    where = f"seeds/{SETTINGS}"
    frontiers = atlas.of(Frontier)
    if settings.frontier not in {*frontiers, *reading.failed}:
        yield (
            f"{where}: frontier is {settings.frontier!r}; "
            f"seeds/frontiers has {_listed(settings.frontier, frontiers)}"
        )
    for path, value in walk(settings):
        yield from (f"{where}: {fault}" for fault in _source_faults(known, path, value))


def _late_sources(atlas: Atlas, reading: Reading) -> Iterator[str]:
    for source in atlas.sources.values():
        where = f"{reading.source_files[source.id]}: {source.id}"
        for field in ("published", "accessed"):
            fault = _late(atlas, field, getattr(source, field))
            if fault:
                yield f"{where}: {fault}"


def _faults(atlas: Atlas, known: Known, record: Thing | Commitment) -> Iterator[str]:
    """Yield what is wrong anywhere inside one record."""
    for path, value in walk(record):
        yield from _source_faults(known, path, value)
        yield from _place_faults(atlas, path, value)
        if isinstance(value, Event | Judgement | Fact):
            fault = _late(atlas, f"{path}.date", value.date)
            if fault:
                yield fault
        if isinstance(value, Step):
            yield from _step_faults(known, path, value)
    if isinstance(record, Commitment):
        yield from filter(None, [_late(atlas, "made", record.made)])
    yield from _country_faults(atlas, record)


def _country_faults(atlas: Atlas, record: Thing | Commitment) -> Iterator[str]:
    codes = {entry.code for entry in atlas.settings.countries}
    named = [("countries", code) for code in record.countries]
    if isinstance(record, Frontier):
        named += [("left", record.left), ("right", record.right)]
        sides = {record.left, record.right}
        for index, junction in enumerate(record.junctions):
            if junction.country not in sides:
                yield (
                    f"junctions[{index}].country is {junction.country!r}; "
                    f"the frontier's sides are {record.left} and {record.right}"
                )
    for field, code in named:
        if code not in codes:
            yield f"{field} names {code!r}; seeds/{SETTINGS} has {', '.join(sorted(codes))}"


def walk(record: Record, path: str = "") -> Iterator[tuple[str, Record]]:
    """Yield a record and every record inside it, each with its dotted path."""
    yield path, record
    for name in type(record).model_fields:
        value: Any = getattr(record, name)
        inner = f"{path}.{name}" if path else name
        if isinstance(value, Record):
            yield from walk(value, inner)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Record):
                    yield from walk(item, f"{inner}[{index}]")


def cites(part: Record) -> tuple[str, ...]:
    """Return the ids of the sources that a part of a record names itself."""
    if isinstance(part, Event | Judgement | Note | Doubt | Commitment):
        return part.sources
    if isinstance(part, Fact | Junction | Step) and part.source is not None:
        return (part.source,)
    return ()


def _source_faults(known: Known, path: str, value: Record) -> Iterator[str]:
    for source in cites(value):
        if source not in known.sources:
            yield f"{path or 'it'} names source {source!r}; {_nearest(source, known.sources)}"


def _late(atlas: Atlas, path: str, period: str | None) -> str | None:
    as_of = atlas.settings.as_of
    if period is not None and first_day(period) > first_day(as_of):
        return f"{path} is {period}; the atlas ends at {as_of} (as_of in seeds/{SETTINGS})"
    return None


def _place_faults(atlas: Atlas, path: str, value: Record) -> Iterator[str]:
    if isinstance(value, Position):
        lon, lat = value.lon, value.lat
    elif isinstance(value, Junction) or (isinstance(value, Step) and value.at is not None):
        lon, lat = value.at  # type: ignore[misc]  # a step's is not None here
    else:
        return
    extent = atlas.settings.extent
    if _within(extent, lon, lat):
        return
    found = f"{path} is at lon {lon:g}, lat {lat:g}, outside the extent {list(extent)}"
    if _within(extent, lat, lon):
        yield f"{found}; longitude and latitude look swapped: lon {lat:g}, lat {lon:g} is inside"
    else:
        yield f"{found} (seeds/{SETTINGS})"


def _within(extent: tuple[float, float, float, float], lon: float, lat: float) -> bool:
    west, south, east, north = extent
    return west <= lon <= east and south <= lat <= north


def _step_faults(known: Known, path: str, step: Step) -> Iterator[str]:
    for field, ids in (("place", known.points), ("crossing", known.points), ("line", known.lines)):
        named = getattr(step, field)
        if named is not None and named not in ids:
            yield f"{path}.{field} is {named!r}; {_nearest(named, ids)}"


def _references(atlas: Atlas, reading: Reading, known: Known) -> Iterator[str]:
    """Yield ids that one record gives for another and that stand nowhere."""
    for where, named, ids in [*_pointers(atlas, reading, known), *_told(atlas, reading)]:
        if named is not None and named not in ids:
            yield f"seeds/{where} names {named!r}; {_nearest(named, ids)}"
    codes = {entry.code for entry in atlas.settings.countries}
    for bloc in atlas.blocs.values():
        for member in bloc.members:
            if member in known.areas and member.upper() not in codes:
                yield (
                    f"seeds/blocs/{bloc.id}.toml: members names {member!r}, and "
                    f"seeds/{SETTINGS} has no country {member.upper()!r}"
                )


def _pointers(
    atlas: Atlas, reading: Reading, known: Known
) -> Iterator[tuple[str, str | None, Collection[str]]]:
    """Yield file and field, the id that stands there, and the ids that may."""
    failed = reading.failed
    for frontier in atlas.of(Frontier).values():
        yield f"frontiers/{frontier.id}.toml: line", frontier.line, known.lines
        sea_line = frontier.sea.line if frontier.sea else None
        yield f"frontiers/{frontier.id}.toml: sea.line", sea_line, known.lines
    for section in atlas.sections.values():
        where = f"sections/{section.id}.toml: corridor"
        yield where, section.corridor, {*atlas.corridors, *failed}
    for corridor in atlas.corridors.values():
        for item in corridor.route:
            yield f"corridors/{corridor.id}.toml: route", item, {*atlas.sections, *failed}
    for bloc in atlas.blocs.values():
        for item in bloc.members:
            yield f"blocs/{bloc.id}.toml: members", item, known.areas
    for market in atlas.of(Market).values():
        where = f"markets/{market.id}.toml: crossing"
        yield where, market.crossing, {*atlas.of(Crossing), *failed}


def _told(atlas: Atlas, reading: Reading) -> Iterator[tuple[str, str | None, Collection[str]]]:
    """Yield the same for what is told, or promised, of things."""
    there = {*atlas.things, *reading.failed}
    for topic in atlas.topics.values():
        for item in topic.told_with:
            yield f"topics/{topic.id}.toml: told_with", item, there
    for promise in atlas.commitments.values():
        for item in promise.things:
            yield f"commitments/{promise.id}.toml: things", item, there


def _nearest(word: str, known: Collection[str] | Mapping[str, Any]) -> str:
    close = difflib.get_close_matches(word, sorted(known), n=1)
    return f"there is none; did you mean {close[0]!r}?" if close else "there is none of that id"


def _listed(word: str, known: Mapping[str, Any]) -> str:
    return ", ".join(sorted(known)) if known else _nearest(word, known)
