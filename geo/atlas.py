"""Reading ``seeds/`` into an `Atlas`, with every fault found on the way.

A file that cannot be read hides no other: all faults come in one list, each
with its file, its field, what was found and what is allowed.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from geo import geojson
from geo.errors import LayerError, SeedError
from geo.records import (
    FOLDERS,
    Bloc,
    Commitment,
    Corridor,
    Crossing,
    Doubt,
    Frontier,
    Market,
    Name,
    Place,
    PointThing,
    Port,
    Position,
    Record,
    Section,
    Settings,
    Source,
    SourceFile,
    Station,
    Thing,
    Topic,
)
from geo.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SETTINGS = "atlas.toml"
GEOMETRY = "geometry"
BASEMAP = "basemap"
TOWNS = "towns"
RECIPES = "gather"
SCHEMAS = "schemas"

RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True)
class Gathered:
    """A geometry taken from a published data package, and where it came from."""

    feature: geojson.Feature
    provenance: Mapping[str, Any]


@dataclass(frozen=True)
class Atlas:
    """Everything the seeds say: records by folder and id, gathered geometry by file.

    ``hidden`` are ids of things that are not on the map yet, in the atlas of an earlier day.
    """

    root: Path
    settings: Settings
    sources: Mapping[str, Source]
    records: Mapping[str, Mapping[str, Record]]
    geometry: Mapping[str, geojson.Collection] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    def of(self, model: type[RecordT]) -> dict[str, RecordT]:
        """Return all records of one model, by id, in the order of their ids."""
        return {
            record.id: record  # type: ignore[attr-defined]  # every model but SourceFile has an id
            for folder in self.records.values()
            for record in folder.values()
            if type(record) is model
        }

    def gathered(self, feature_id: str) -> Gathered | None:
        """Return the gathered line or area with this id; the basemap is not looked at."""
        for stem, collection in self.geometry.items():
            for feature in collection.features if stem != BASEMAP else ():
                if feature.id == feature_id:
                    return Gathered(feature, collection.members.get("provenance", {}))
        return None

    @property
    def frontier(self) -> Frontier:
        """The frontier that the atlas is about."""
        return self.of(Frontier)[self.settings.frontier]

    @cached_property
    def sections(self) -> dict[str, Section]:
        """All sections of all corridors, by id."""
        return self.of(Section)

    @cached_property
    def corridors(self) -> dict[str, Corridor]:
        """All corridors, by id."""
        return self.of(Corridor)

    @cached_property
    def blocs(self) -> dict[str, Bloc]:
        """All groups of countries, by id."""
        return self.of(Bloc)

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """All matters without a place of their own, by id."""
        return self.of(Topic)

    @cached_property
    def commitments(self) -> dict[str, Commitment]:
        """All promises, by id."""
        return self.of(Commitment)

    @cached_property
    def points(self) -> dict[str, PointThing]:
        """All things that stand at a position, by id."""
        kinds: tuple[type[PointThing], ...] = (Market, Crossing, Station, Port, Place)
        return {key: thing for kind in kinds for key, thing in self.of(kind).items()}

    @cached_property
    def things(self) -> dict[str, Thing]:
        """Everything that has a name, events and facts, by id."""
        kinds: tuple[type[Thing], ...] = (Frontier, Section, Corridor, Bloc, Topic)
        lines = {key: thing for kind in kinds for key, thing in self.of(kind).items()}
        return {**lines, **self.points}


@dataclass
class Reading:
    """What was found wrong, and what of it later checks must know.

    ``failed`` are ids that stood in files that failed, ``source_files`` the
    file of each source, ``refused`` the tables that fit no model, by file.
    """

    root: Path
    findings: list[str] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    source_files: dict[str, str] = field(default_factory=dict)
    refused: dict[str, dict[str, Any]] = field(default_factory=dict)

    def name(self, path: Path) -> str:
        """Return a path as findings show it: from the project's folder."""
        return path.relative_to(self.root).as_posix()


def read(root: Path) -> tuple[Atlas, Reading]:
    """Read the seeds below a project folder.

    Returns
    -------
    tuple
        The atlas of all that could be read, and the reading with its findings.
        An atlas with findings is good for further checks and for nothing else.

    Raises
    ------
    SeedError
        If there are no seeds, or ``atlas.toml`` itself cannot be used.
    """
    reading = Reading(root)
    seeds = root / "seeds"
    if not seeds.is_dir():
        msg = f"{root}: no seeds/{SETTINGS} here; a project is a folder with seeds, layers and maps"
        raise SeedError(msg)
    settings = read_record(reading, seeds / SETTINGS, Settings)
    records = {folder: _read_folder(reading, seeds, folder) for folder in sorted(FOLDERS)}
    sources = _join_sources(reading, records.pop("sources"))
    geometry = _read_geometry(reading, seeds / GEOMETRY)
    if settings is None:
        raise SeedError(reading.findings)
    if TOWNS in geometry:
        towns = _towns(reading, settings, geometry[TOWNS])
        reading.findings += (
            f"seeds/places/{key}.toml: id {key!r} is also that of a town in "
            f"seeds/{GEOMETRY}/{TOWNS}.geojson; an id stands once"
            for key in sorted(towns.keys() & records["places"].keys())
        )
        records["places"] = dict(sorted({**towns, **records["places"]}.items()))
    _refuse_strangers(reading, seeds)
    atlas = Atlas(
        root,
        settings,
        MappingProxyType(sources),
        MappingProxyType(records),
        MappingProxyType(geometry),
    )
    return atlas, reading


def _refuse_strangers(reading: Reading, seeds: Path) -> None:
    known = {*FOLDERS, GEOMETRY, RECIPES, SCHEMAS, SETTINGS}
    for path in sorted(seeds.iterdir()):
        if path.name not in known and not path.name.startswith("."):
            allowed = ", ".join(sorted(known))
            reading.findings.append(
                f"{reading.name(path)}: nothing reads this; seeds/ holds {allowed}"
            )


def _read_folder(reading: Reading, seeds: Path, folder: str) -> dict[str, Record]:
    records: dict[str, Record] = {}
    for path in sorted((seeds / folder).glob("*.toml")):
        record = read_record(reading, path, FOLDERS[folder])
        if record is None:
            reading.failed.update((path.stem, *_ids_in(path)))
        elif folder != "sources" and record.id != path.stem:  # type: ignore[attr-defined]
            found = record.id  # type: ignore[attr-defined]  # only SourceFile has no id
            reading.findings.append(
                f"{reading.name(path)}: id is {found!r}; it must be the file's name, {path.stem!r}"
            )
            reading.failed.update((path.stem, found))
        else:
            records[path.stem] = record
    return records


def _ids_in(path: Path) -> list[str]:
    """Return what looks like the ids in a file that could not be read.

    What refers to them is not to be blamed for the file's fault.
    """
    try:
        text = path.read_bytes().decode("utf-8", errors="replace")
    except OSError:
        return []
    return re.findall(r'\bid"?\s*[=:]\s*"([^"\n]+)"', text)


def read_record(reading: Reading, path: Path, model: type[RecordT]) -> RecordT | None:
    """Read one TOML file into a record; None, and findings, where it is wrong."""
    where = reading.name(path)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return model.model_validate_json(json.dumps(table, default=str))
    except OSError as error:
        reading.findings.append(f"{where}: cannot be read ({error.strerror})")
    except UnicodeDecodeError as error:
        reading.findings.append(f"{where}: byte {error.start} is not UTF-8; save it as UTF-8")
    except tomllib.TOMLDecodeError as error:
        reading.findings.append(f"{where}: not TOML: {error}")
    except ValidationError as error:
        details = error.errors(include_url=False)
        reading.findings.extend(f"{where}: {sentence(model, detail)}" for detail in details)
        reading.refused[where] = table
    return None


def _join_sources(reading: Reading, files: Mapping[str, Record]) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for stem, record in files.items():
        where = f"seeds/sources/{stem}.toml"
        for source in record.sources if isinstance(record, SourceFile) else ():
            if source.id in sources:
                reading.findings.append(
                    f"{where}: source id {source.id!r} is also in "
                    f"{reading.source_files[source.id]}; an id stands once"
                )
            sources[source.id] = source
            reading.source_files.setdefault(source.id, where)
    return dict(sorted(sources.items()))


def _read_geometry(reading: Reading, folder: Path) -> dict[str, geojson.Collection]:
    geometry: dict[str, geojson.Collection] = {}
    owners: dict[str, str] = {}
    for path in sorted(folder.glob("*.geojson")):
        where = reading.name(path)
        try:
            collection = geojson.read(path)
        except LayerError as error:
            found = (finding.replace(f"{path}", where) for finding in error.findings)
            reading.findings.extend(found)
            reading.failed.update(_ids_in(path))
            continue
        reading.findings += (
            f"{where}: {fault}" for fault in _gathered_faults(path.stem, collection)
        )
        geometry[path.stem] = collection
        for feature in collection.features if path.stem != BASEMAP else ():
            if feature.id in owners:
                reading.findings.append(
                    f"{where}: id {feature.id!r} is also in {owners[feature.id]}; an id stands once"
                )
            owners[feature.id] = where
    return geometry


def _gathered_faults(stem: str, collection: geojson.Collection) -> Iterator[str]:
    """Yield what a file of gathered geometry lacks that the pages and layers need."""
    provenance = collection.members.get("provenance")
    given = provenance if isinstance(provenance, dict) else {}
    for key in ("licence", "credit"):
        if not isinstance(given.get(key), str) or ";" in given[key]:
            yield f"provenance.{key} must be a text without a semicolon; run `sarhad gather`"
    for feature in collection.features if stem == BASEMAP else ():
        if "kind" not in feature.properties:
            yield f"{feature.id}: kind is missing; the basemap is drawn by it"
        elif feature.properties["kind"] in ("disputed", "claimed"):
            lacking = [
                key for key in ("name", "name_fa", "name_ur") if key not in feature.properties
            ]
            if lacking:
                yield f"{feature.id}: {', '.join(lacking)} missing; a page says what is disputed"


def _towns(reading: Reading, settings: Settings, towns: geojson.Collection) -> dict[str, Record]:
    """Return gathered towns as places, all with the doubt that the settings give them."""
    if settings.towns is None:
        reading.findings.append(
            f"seeds/{SETTINGS}: towns is missing; gathered towns need a radius, method and source"
        )
        return {}
    places: dict[str, Record] = {}
    for town in towns.features:
        where = f"seeds/{GEOMETRY}/{TOWNS}.geojson: {town.id}"
        try:
            places[town.id] = _town(town, settings.towns)
        except KeyError as error:
            reading.findings.append(f"{where}: {error.args[0]} is missing")
        except ValidationError as error:
            details = error.errors(include_url=False)
            reading.findings.extend(f"{where}: {sentence(Place, detail)}" for detail in details)
    return places


def _town(town: geojson.Feature, doubt: Doubt) -> Place:
    given = town.properties
    point = town.geometry.representative_point()
    return Place(
        id=town.id,
        name=Name(en=given["name"], fa=given["name_fa"], ur=given["name_ur"]),
        countries=tuple(given["countries"]),
        rank=given["rank"],
        position=Position(lon=point.x, lat=point.y, **dict(doubt)),
    )
