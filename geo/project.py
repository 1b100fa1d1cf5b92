"""A project folder as a whole: finding it, reading it, building it, publishing what was built."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from geo import atlas as atlases
from geo import geojson, layers, publishing, tables
from geo.checks import cross_check
from geo.definitions import MapDefinition
from geo.disputed import ground_check
from geo.errors import RequestError, SeedError
from geo.evidence import evidence_check
from geo.records import FOLDERS, Record, Settings
from geo.snapshot import on_day
from geo.topology import topology_check
from geo.writing import writing_check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from geo.atlas import Atlas, Reading
    from geo.layers import Layer
    from geo.maps import AtlasMap

_SEEDS: dict[str, type[Record]] = {"atlas": Settings, "maps": MapDefinition, **FOLDERS}

SCHEMAS = {f"{name}.schema.json": model for name, model in _SEEDS.items()}
"""The JSON Schemas that stand beside the seeds, so that an editor checks while one types."""


@dataclass(frozen=True)
class Project:
    """A project whose seeds and map definitions have been found good."""

    atlas: Atlas
    definitions: Mapping[str, MapDefinition]


def find_root(start: Path) -> Path:
    """Return the project that a folder is in: the nearest one above that has ``seeds/atlas.toml``.

    Raises
    ------
    RequestError
        If there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "seeds" / atlases.SETTINGS).is_file():
            return folder
    msg = f"{start}: no seeds/{atlases.SETTINGS} here or above; give the folder of a project"
    raise RequestError(msg)


def examine(root: Path) -> tuple[Atlas, dict[str, MapDefinition], list[str]]:
    """Read a project and return it with every finding, each one sentence."""
    atlas, reading = atlases.read(root)
    definitions = _read_definitions(reading)
    findings = [*reading.findings, *cross_check(atlas, reading), *topology_check(atlas)]
    findings += evidence_check(atlas, reading)
    findings += writing_check(atlas, reading, definitions)
    findings += _empty_choices(atlas, definitions, reading)
    return atlas, definitions, findings


def look_again(atlas: Atlas, definitions: Mapping[str, MapDefinition]) -> list[str]:
    """Return what can be found only on the maps of seeds that have been found good."""
    return list(ground_check(atlas, layers.build(atlas), definitions.values()))


def _empty_choices(
    atlas: Atlas, definitions: Mapping[str, MapDefinition], reading: Reading
) -> Iterator[str]:
    known = {
        *atlas.things,
        *(f"{bloc.id}-{one}" for bloc in atlas.blocs.values() for one in bloc.members),
        *reading.failed,
    }
    for definition in definitions.values():
        for index, choice in enumerate(definition.layers):
            for named in choice.only:
                if named not in known:
                    yield (
                        f"maps/{definition.id}.toml: layers[{index}].only names {named!r}; "
                        "there is no feature and no corridor of that id"
                    )


def targets(project: Project) -> list[str]:
    """Return what a build can be limited to."""
    promised = [publishing.PROMISES] if project.atlas.commitments else []
    return ["layers", "maps", *layers.LAYERS, *project.definitions, *promised]


def open_project(root: Path) -> Project:
    """Read and check a project.

    Raises
    ------
    SeedError
        With all findings, if there are any.
    """
    atlas, definitions, findings = examine(root)
    if findings:
        raise SeedError(findings)
    return Project(atlas, definitions)


def open_map(root: Path, map_id: str) -> AtlasMap:
    """Return one map of a project, for a notebook or to draw more on.

    Raises
    ------
    SeedError, RequestError
        If the seeds have faults, or there is no such map.
    """
    project = open_project(root)
    named_map(project, map_id)
    return publishing.folium_map(_stock(project), map_id)


def named_map(project: Project, map_id: str) -> MapDefinition:
    """Return the definition of a map.

    Raises
    ------
    RequestError
        If there is no such map.
    """
    if map_id not in project.definitions:
        msg = f"no map {map_id!r}; maps/ defines {', '.join(project.definitions)}"
        raise RequestError(msg)
    return project.definitions[map_id]


def at(project: Project, day: str) -> Project:
    """Return the project as it would have stood on a day, as ``YYYY-MM-DD``.

    Raises
    ------
    RequestError
        If the seeds do not reach so far.
    """
    return Project(on_day(project.atlas, day), project.definitions)


def plan(
    project: Project,
    only: str | None = None,
    output: Path | None = None,
    base_url: str | None = None,
    *,
    tiles: bool = False,
) -> dict[Path, Callable[[], str]]:
    """Return how each file is made, by its path; calling it gives the file's text.

    Parameters
    ----------
    project
        A project that has been checked.
    only
        ``"layers"``, ``"maps"``, or the id of one layer or one map.
    output
        A folder to build into, other than the project; the schemas beside the
        seeds are left alone then.
    base_url
        The address of the folder in which the pages will be published, if it is known.
    tiles
        Offer the atlas's online tiles on the pages of the maps.

    Raises
    ------
    RequestError
        If ``only`` is none of these, or ``output`` is a project itself.
    """
    if only is not None and only not in targets(project):
        msg = f"there is no {only!r} to build; choose from {', '.join(targets(project))}"
        raise RequestError(msg)
    if output is not None and (output / "seeds" / atlases.SETTINGS).exists():
        msg = (
            f"{output}: this is a project, whose layers and maps would be lost; name another folder"
        )
        raise RequestError(msg)
    stock = _stock(project)
    made = _layer_files(project.atlas, stock.built, only)
    published = publishing.Publication(base_url, tiles)
    made |= {
        f"maps/{name}.html": make
        for name, make in publishing.pages(stock, published).items()
        if only in (None, "maps", name)
    }
    if only is None and output is None:
        made |= {
            f"seeds/{atlases.SCHEMAS}/{name}": partial(_schema_text, model)
            for name, model in SCHEMAS.items()
        }
    return {(output or project.atlas.root) / name: make for name, make in made.items()}


def cards(
    project: Project, only: str | None = None, output: Path | None = None
) -> dict[Path, Callable[[], bytes]]:
    """Return how the picture beside each map is made, which networks show for its page.

    Parameters
    ----------
    project, only, output
        As for ``plan``.
    """
    return {
        (output or project.atlas.root) / "maps" / f"{key}.png": make
        for key, make in publishing.cards(_stock(project)).items()
        if only in (None, "maps", key)
    }


def _stock(project: Project) -> publishing.Stock:
    return publishing.Stock(project.atlas, project.definitions, layers.build(project.atlas))


def _layer_files(
    atlas: Atlas, built: Mapping[str, Layer], only: str | None
) -> dict[str, Callable[[], str]]:
    """Return how layers, tables and their description are made, by their names in the project."""
    made = {f"{key}.geojson": cache(partial(_layer_text, layer)) for key, layer in built.items()}
    if only not in (None, "layers"):
        return {f"layers/{name}": make for name, make in made.items() if name == f"{only}.geojson"}
    made |= {f"{name}.csv": cache(make) for name, make in tables.tables(atlas).items()}
    licences = {f"{key}.geojson": layer.licence for key, layer in built.items()}
    own = dict.fromkeys(made, atlas.settings.licence)

    def description() -> str:
        texts = {name: make() for name, make in made.items()}
        return tables.description(atlas, texts, {**own, **licences})

    every: dict[str, Callable[[], str]] = {**made, tables.DESCRIPTION: description}
    return {f"layers/{name}": make for name, make in every.items()}


def outputs(project: Project, only: str | None = None) -> dict[Path, str]:
    """Build everything, or only a part of it, in memory: the text of each file, by its path."""
    return {path: make() for path, make in plan(project, only).items()}


def _layer_text(layer: Layer) -> str:
    return geojson.dumps(layer.collection())


def _schema_text(model: type[Record]) -> str:
    return json.dumps(model.model_json_schema(), indent=1, ensure_ascii=False) + "\n"


def stale(files: Mapping[Path, str | bytes]) -> list[Path]:
    """Return the files that are missing or differ from what a build makes.

    Pages and their cards are not committed: one that is not there is not missed.
    """
    return [
        path
        for path, held in files.items()
        if not same(path, held) and (path.exists() or path.suffix not in (".html", ".png"))
    ]


def same(path: Path, held: str | bytes) -> bool:
    """Tell whether a file holds exactly this."""
    try:
        return path.read_bytes() == (held.encode("utf-8") if isinstance(held, str) else held)
    except OSError:
        return False


def _read_definitions(reading: Reading) -> dict[str, MapDefinition]:
    """Read ``maps/*.toml``, in the order that they ask for."""
    definitions: dict[str, MapDefinition] = {}
    for path in sorted((reading.root / "maps").glob("*.toml")):
        definition = atlases.read_record(reading, path, MapDefinition)
        if definition is None:
            continue
        if definition.id != path.stem or definition.id in publishing.RESERVED:
            reserved = publishing.RESERVED.items()
            taken = " nor ".join(f"{name!r}, which is {what}" for name, what in reserved)
            reading.findings.append(
                f"{reading.name(path)}: id is {definition.id!r}; "
                f"it must be the file's name, and neither {taken}"
            )
        definitions[definition.id] = definition
    return dict(sorted(definitions.items(), key=lambda item: (item[1].order, item[0])))
