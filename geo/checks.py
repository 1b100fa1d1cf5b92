"""What no single seed can know: whether the seeds agree with one another.

Every check yields findings, one sentence each, and none stops another.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from geo.atlas import GEOMETRY, SETTINGS, TOWNS
from geo.records import (
    Crossing,
    Doubt,
    Event,
    Fact,
    Frontier,
    Junction,
    Market,
    Note,
    Position,
    Record,
    Step,
    Thing,
    first_day,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from geo.atlas import Atlas, Reading


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
    findings += _settings(atlas, reading)
    findings += _late_sources(atlas, reading)
    for where, record in records_with_files(atlas):
        known_ids = {*atlas.points, *reading.failed}
        findings += (f"{where}: {fault}" for fault in _faults(atlas, known_ids, record))
    findings += _references(atlas, reading)
    return findings


def records_with_files(atlas: Atlas) -> Iterator[tuple[str, Thing]]:
    """Yield every thing with the file that it stands in, as findings name it."""
    gathered = (
        {feature.id for feature in atlas.geometry[TOWNS].features}
        if TOWNS in atlas.geometry
        else set()
    )
    for folder, records in atlas.records.items():
        for key, record in records.items():
            town = folder == "places" and key in gathered
            where = f"{GEOMETRY}/{TOWNS}.geojson: {key}" if town else f"{folder}/{key}.toml"
            if isinstance(record, Thing):
                yield f"seeds/{where}", record


def _twins(atlas: Atlas) -> Iterator[str]:
    owner: dict[str, str] = {}
    for where, record in records_with_files(atlas):
        if record.id in owner:
            yield f"{where}: id {record.id!r} is also that of {owner[record.id]}; an id stands once"
        owner.setdefault(record.id, where)


def _settings(atlas: Atlas, reading: Reading) -> Iterator[str]:
    settings = atlas.settings
    where = f"seeds/{SETTINGS}"
    frontiers = atlas.of(Frontier)
    if settings.frontier not in {*frontiers, *reading.failed}:
        yield (
            f"{where}: frontier is {settings.frontier!r}; "
            f"seeds/frontiers has {_listed(settings.frontier, frontiers)}"
        )
    west, south, east, north = settings.extent
    if west >= east or south >= north:
        yield f"{where}: extent is {list(settings.extent)}; it must be [west, south, east, north]"
    for source in settings.towns.sources if settings.towns else ():
        if source not in atlas.sources:
            yield f"{where}: towns.sources names {source!r}; {_nearest(source, atlas.sources)}"


def _late_sources(atlas: Atlas, reading: Reading) -> Iterator[str]:
    for source in atlas.sources.values():
        where = f"{reading.source_files[source.id]}: {source.id}"
        for field in ("published", "accessed"):
            fault = _late(atlas, field, getattr(source, field))
            if fault:
                yield f"{where}: {fault}"


def _faults(atlas: Atlas, known_ids: Collection[str], record: Thing) -> Iterator[str]:
    """Yield what is wrong anywhere inside one record."""
    for path, value in walk(record):
        yield from _source_faults(atlas, path, value)
        yield from _place_faults(atlas, path, value)
        if isinstance(value, Event | Fact):
            fault = _late(atlas, f"{path}.date", value.date)
            if fault:
                yield fault
        if isinstance(value, Step):
            yield from _step_faults(atlas, known_ids, path, value)
    codes = {entry.code for entry in atlas.settings.countries}
    for code in record.countries:
        if code not in codes:
            yield f"countries names {code!r}; seeds/{SETTINGS} has {', '.join(sorted(codes))}"


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


def _source_faults(atlas: Atlas, path: str, value: Record) -> Iterator[str]:
    cited: tuple[str, ...] = ()
    if isinstance(value, Event | Note | Doubt):
        cited = value.sources
    elif isinstance(value, Fact | Junction) or (isinstance(value, Step) and value.source):
        cited = (value.source or "",)
    for source in cited:
        if source not in atlas.sources:
            yield f"{path} names source {source!r}; {_nearest(source, atlas.sources)}"


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


def _step_faults(atlas: Atlas, known_ids: Collection[str], path: str, step: Step) -> Iterator[str]:
    for field in ("place", "crossing"):
        point_id = getattr(step, field)
        if point_id is not None and point_id not in known_ids:
            yield f"{path}.{field} is {point_id!r}; {_nearest(point_id, known_ids)}"
    if step.line is not None and atlas.gathered(step.line) is None:
        lines = {
            feature.id
            for stem, collection in atlas.geometry.items()
            if stem != TOWNS
            for feature in collection.features
        }
        yield f"{path}.line is {step.line!r}; {_nearest(step.line, lines)}"


def _references(atlas: Atlas, reading: Reading) -> Iterator[str]:
    """Yield ids that one record gives for another and that stand nowhere."""
    failed = reading.failed
    areas = {key for thing in atlas.blocs.values() for key in thing.members if atlas.gathered(key)}
    pointers: list[tuple[str, str, Collection[str]]] = []
    for section in atlas.sections.values():
        where = f"seeds/sections/{section.id}.toml: corridor"
        pointers.append((where, section.corridor, {*atlas.corridors, *failed}))
        if len(section.path) == 1 and section.path[0].line is None:
            yield f"seeds/sections/{section.id}.toml: path has one point; a line needs two or more"
    for corridor in atlas.corridors.values():
        where = f"seeds/corridors/{corridor.id}.toml: route"
        pointers += [(where, item, {*atlas.sections, *failed}) for item in corridor.route]
    for bloc in atlas.blocs.values():
        where = f"seeds/blocs/{bloc.id}.toml: members"
        pointers += [(where, item, areas) for item in bloc.members]
    for market in atlas.of(Market).values():
        where = f"seeds/markets/{market.id}.toml: crossing"
        pointers += [
            (where, item, {*atlas.of(Crossing), *failed}) for item in (market.crossing,) if item
        ]
    for where, named, known in pointers:
        if named not in known:
            yield f"{where} names {named!r}; {_nearest(named, known)}"


def _nearest(word: str, known: Collection[str] | Mapping[str, Any]) -> str:
    close = difflib.get_close_matches(word, sorted(known), n=1)
    return f"there is none; did you mean {close[0]!r}?" if close else "there is none of that id"


def _listed(word: str, known: Mapping[str, Any]) -> str:
    return ", ".join(sorted(known)) if known else _nearest(word, known)
