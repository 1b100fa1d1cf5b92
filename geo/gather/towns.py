"""Towns for orientation: position and population from a gazetteer, names from the recipe.

The gazetteer's other names carry no language, so that it cannot give the names
in three languages by itself.  It confirms them, or the recipe says who does.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

from pydantic import Field

from shapely import Point

from geo import measure
from geo.errors import GatherError
from geo.gather.packages import Id, Origin, Package, Position, Strict, Text, provenance
from geo.geojson import Collection, Feature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ALIKE = {ord("\u064a"): "\u06cc", ord("\u0643"): "\u06a9", ord("\u200c"): None}
"""Arabic yeh and kaf to the letters of Persian and Urdu; no zero-width non-joiner."""


class Town(Strict):
    """A town to be taken, with its names and how early they show."""

    id: Id
    geonameid: int = Field(gt=0)
    country: str = Field(pattern=r"^[A-Z]{2}$")
    name: Text
    name_fa: Text
    name_ur: Text
    near: Position = Field(description="where it is, to a tenth of a degree: guards the id")
    rank: int = Field(ge=1, le=4, description="1 is named first, 4 last")
    names_from: Text | None = Field(
        default=None, description="who has those names that the gazetteer does not have"
    )
    note: Text | None = None


class TownsRecipe(Strict):
    """A list of towns and the gazetteer they are looked up in."""

    packages: tuple[Package, ...] = Field(min_length=1, max_length=1)
    file_name: Text
    origin: Origin
    file: Text = Field(description="path inside the package: JSON, an object by geonameid")
    population_note: Text = Field(description="what the population is worth")
    near_km: float = Field(gt=0)
    towns: tuple[Town, ...] = Field(min_length=1)


def collect(recipe: TownsRecipe, folders: Mapping[str, Path]) -> list[tuple[str, Collection]]:
    """Return the towns, sorted by id.

    Raises
    ------
    GatherError
        If a town is not in the gazetteer, stands elsewhere there, or has a name
        that neither the gazetteer nor a source in the recipe confirms.
    """
    gazetteer = _read(folders[recipe.packages[0].name] / recipe.file)
    faults = [fault for town in recipe.towns for fault in _faults(town, recipe, gazetteer)]
    ids = [town.id for town in recipe.towns]
    faults += [
        f"{town_id}: listed twice" for town_id in sorted({i for i in ids if ids.count(i) > 1})
    ]
    if faults:
        raise GatherError(faults)
    features = tuple(
        _feature(town, gazetteer[str(town.geonameid)])
        for town in sorted(recipe.towns, key=lambda town: town.id)
    )
    members = {
        "provenance": provenance(recipe.packages, recipe.origin),
        "population_note": recipe.population_note,
    }
    return [(recipe.file_name, Collection(features, members))]


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        found: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        msg = f"{path.name}: not a JSON gazetteer ({error})"
        raise GatherError(msg) from error
    return found


def _faults(
    town: Town, recipe: TownsRecipe, gazetteer: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    entry = gazetteer.get(str(town.geonameid))
    if entry is None:
        yield f"{town.id}: geonameid {town.geonameid} is not in {recipe.file}"
        return
    if entry["countrycode"] != town.country:
        yield f"{town.id}: the gazetteer has it in {entry['countrycode']}, not {town.country}"
    off_km = measure.distance_m(town.near, (entry["longitude"], entry["latitude"])) / 1000
    if off_km > recipe.near_km:
        yield f"{town.id}: the gazetteer has it {off_km:.0f} km from {town.near}"
    if town.names_from is None:
        known = {_folded(name) for name in (entry["name"], *entry["alternatenames"])}
        for name in (town.name_fa, town.name_ur):
            if _folded(name) not in known:
                yield f"{town.id}: the gazetteer has no name {name}; say in names_from who has"


def _folded(name: str) -> str:
    """Return a name without the differences of spelling that are none of the name.

    The gazetteer has Arabic yeh and kaf for Persian ones, vowel signs, and a
    space or nothing for the zero-width non-joiner.
    """
    letters = name.translate(ALIKE)
    return "".join(
        letter for letter in letters if not unicodedata.combining(letter) and not letter.isspace()
    )


def _feature(town: Town, entry: Mapping[str, Any]) -> Feature:
    properties: dict[str, Any] = {
        "name": town.name,
        "name_fa": town.name_fa,
        "name_ur": town.name_ur,
        "countries": [town.country],
        "rank": town.rank,
        "geonameid": town.geonameid,
        "gazetteer_name": entry["name"],
    }
    # The gazetteer writes 0 where it knows no number.
    if entry["population"]:
        properties["population"] = entry["population"]
    properties |= town.model_dump(include={"names_from", "note"}, exclude_none=True)
    return Feature(town.id, Point(entry["longitude"], entry["latitude"]), properties)
