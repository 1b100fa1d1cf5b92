"""Reads countries, provinces, claims and lakes of a world map as one coverage."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import geopandas
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from shapely import Point, box

from geo.errors import GatherError
from geo.gather import coverage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from shapely import LineString, Polygon
    from shapely.geometry.base import BaseGeometry

    from geo.gather.basemap_recipe import BasemapRecipe
    from geo.gather.coverage import Face


def read_faces(recipe: BasemapRecipe, folders: Mapping[str, Path]) -> list[Face]:
    """Return the coverage: a face per polygon, the two in focus by province, cut by claims.

    What touches the window is taken whole, and cut at the window's edge later.
    """
    world = recipe.world
    faces = []
    by_country = _by_country(recipe, folders)
    for code in sorted(by_country):
        faces += coverage.faces_of(shapely.union_all(by_country[code]), code)
    provinces = _read(recipe, folders, world.provinces)
    for code in recipe.focus:
        by_name = defaultdict(list)
        for row in provinces[provinces[world.province_country] == code].to_dict("records"):
            by_name[_today(recipe, code, row[world.province_name])].append(row["geometry"])
        if not by_name:
            msg = f"{world.file}: {world.provinces} has no province of {code}"
            raise GatherError(msg)
        for name in sorted(by_name):
            faces += coverage.faces_of(shapely.union_all(by_name[name]), code, name)
    pins = {pin.about: pin.to for pin in recipe.pins}
    faces = coverage.moved(faces, pins, recipe.pin_within_m)
    return coverage.split(faces, _claims(recipe, folders), recipe.claim_within_m)


def _by_country(
    recipe: BasemapRecipe, folders: Mapping[str, Path]
) -> dict[str, list[BaseGeometry]]:
    """Return the polygons by country; of the two in focus only what no province covers."""
    world, window = recipe.world, box(*recipe.window)
    countries: dict[str, list[BaseGeometry]] = defaultdict(list)
    for row in _read(recipe, folders, world.countries).to_dict("records"):
        if row[world.code] in recipe.focus:
            continue
        if row[world.code] != world.nameless:
            countries[row[world.code]].append(row["geometry"])
            continue
        for part in shapely.get_parts(row["geometry"]):
            if part.intersects(window):
                countries[_code_of(recipe, part)].append(part)
    return countries


def _code_of(recipe: BasemapRecipe, part: Polygon) -> str:
    for said in recipe.nameless:
        if part.contains(Point(said.at)):
            return said.code
    at = part.representative_point()
    msg = (
        f"{recipe.world.file}: the polygon at {at.x:.3f}, {at.y:.3f} is no country's; "
        "the recipe has to say under [[nameless]] whose it is"
    )
    raise GatherError(msg)


def _today(recipe: BasemapRecipe, code: str, province: str) -> str:
    for merged in recipe.merged:
        if (merged.country, merged.province) == (code, province):
            return merged.into
    return province


def _claims(recipe: BasemapRecipe, folders: Mapping[str, Path]) -> list[LineString]:
    """Return the lines of the claims to be drawn; a claim the recipe does not know is an error."""
    world, window = recipe.world, box(*recipe.window)
    uses = {(claim.name, claim.country): claim.use for claim in recipe.claims}
    lines: dict[tuple[str, str], list[BaseGeometry]] = defaultdict(list)
    for row in _read(recipe, folders, world.claims).to_dict("records"):
        key = row[world.claim_name], row[world.claim_country]
        if row["geometry"].intersects(window):
            lines[key].append(row["geometry"])
    unknown = sorted(set(lines) - set(uses))
    if unknown:
        msg = f"{world.file}: the recipe does not say under [[claims]] what becomes of {unknown}"
        raise GatherError(msg)
    return [
        part
        for key in sorted(lines)
        if uses[key] == "draw"
        for part in shapely.get_parts(shapely.line_merge(shapely.union_all(lines[key])))
    ]


def _read(recipe: BasemapRecipe, folders: Mapping[str, Path], layer: str) -> Any:
    world = recipe.world
    path = folders[world.package] / world.file
    fields = {
        world.countries: {world.code},
        world.provinces: {world.province_country, world.province_name},
        world.claims: {world.claim_name, world.claim_country},
    }
    rows = _rows(path, recipe, layer)
    missing = sorted(fields[layer] - set(rows.columns))
    if missing:
        msg = f"{path.name}: {layer} has no field {' and no '.join(missing)}"
        raise GatherError(msg)
    return rows


def _rows(path: Path, recipe: BasemapRecipe, layer: str | None = None) -> Any:
    try:
        return geopandas.read_file(path, layer=layer, bbox=recipe.window, engine="pyogrio")
    except (DataSourceError, DataLayerError) as error:
        msg = f"{path.name}: {layer or 'it'} cannot be read ({error})"
        raise GatherError(msg) from error


def read_lakes(recipe: BasemapRecipe, folders: Mapping[str, Path]) -> list[Face]:
    """Return the lakes that touch the window; a named one has its id for a province."""
    geometries = _rows(folders[recipe.lakes.package] / recipe.lakes.file, recipe).geometry
    faces = []
    missing = {lake.id for lake in recipe.lakes.named}
    # In the source some lakes lie a little over their neighbours.
    for part in shapely.get_parts(shapely.union_all(geometries)):
        names = [lake.id for lake in recipe.lakes.named if part.contains(Point(lake.at))]
        missing -= set(names)
        faces += coverage.faces_of(part, "", names[0] if names else "")
    if missing:
        msg = f"{recipe.lakes.file}: no lake is where the recipe has {', '.join(sorted(missing))}"
        raise GatherError(msg)
    return faces
