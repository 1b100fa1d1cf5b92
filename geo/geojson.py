"""Reading and writing RFC 7946 GeoJSON, the same in giving the same bytes out.

Positions are WGS 84 ``lon, lat`` with at most six decimals (0.1 m).  Exterior
rings run counterclockwise.  A collection's features stand one to a line, in
the order given.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shapely import MultiPolygon, Polygon
from shapely.geometry import mapping, shape
from shapely.geometry.polygon import orient

from geo.errors import LayerError
from geo.files import write_texts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

DECIMALS = 6


@dataclass(frozen=True)
class Feature:
    """One thing with its geometry in lon/lat degrees and its properties."""

    id: str
    geometry: BaseGeometry
    properties: Mapping[str, Any]


@dataclass(frozen=True)
class Collection:
    """Features, and the foreign members that stand before them in the file."""

    features: tuple[Feature, ...]
    members: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, feature_id: str) -> Feature:
        """Return the feature with this id."""
        for feature in self.features:
            if feature.id == feature_id:
                return feature
        msg = f"no feature {feature_id!r}; there are {', '.join(f.id for f in self.features)}"
        raise LayerError(msg)


def read(path: Path) -> Collection:
    """Read a FeatureCollection.

    Raises
    ------
    LayerError
        If the file is missing, is not JSON, or is not a FeatureCollection whose
        features all have an id and a geometry.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"), parse_constant=_refuse)
        if document["type"] != "FeatureCollection":
            _refuse(document["type"])
        members = {key: document[key] for key in document if key not in ("type", "features")}
        features = tuple(
            Feature(str(entry["id"]), shape(entry["geometry"]), entry["properties"] or {})
            for entry in document["features"]
        )
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror})"
        raise LayerError(msg) from error
    except json.JSONDecodeError as error:
        msg = f"{path}: line {error.lineno} is not JSON ({error.msg})"
        raise LayerError(msg) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        msg = f"{path}: not a FeatureCollection of features with id and geometry ({error})"
        raise LayerError(msg) from error
    return Collection(features, members)


def _refuse(found: str) -> None:
    msg = f"found {found}"
    raise ValueError(msg)


def dumps(collection: Collection) -> str:
    """Return the collection as GeoJSON text, one feature a line, newline at the end.

    Raises
    ------
    LayerError
        If a number is infinite or not a number: JSON has neither.
    """
    head = "".join(f",\n{_json(key)}:{_json(value)}" for key, value in collection.members.items())
    lines = ",\n".join(_feature_text(feature) for feature in collection.features)
    return f'{{"type":"FeatureCollection"{head},\n"features":[\n{lines}\n]}}\n'


def write(path: Path, collection: Collection) -> None:
    """Write the collection, whole or not at all."""
    write_texts({path: dumps(collection)})


def round_position(position: tuple[float, ...]) -> tuple[float, float]:
    """Return lon and lat as they stand in a file: six decimals, no negative zero."""
    return round(position[0], DECIMALS) + 0.0, round(position[1], DECIMALS) + 0.0


def _feature_text(feature: Feature) -> str:
    return (
        f'{{"type":"Feature","id":{_json(feature.id)},'
        f'"properties":{_json(dict(feature.properties))},'
        f'"geometry":{_json(geometry_object(feature.geometry))}}}'
    )


def geometry_object(geometry: BaseGeometry) -> dict[str, Any]:
    """Return a geometry as a GeoJSON object: rounded, exterior rings counterclockwise."""
    if isinstance(geometry, Polygon):
        geometry = orient(geometry)
    elif isinstance(geometry, MultiPolygon):
        geometry = MultiPolygon([orient(part) for part in geometry.geoms])
    described = mapping(geometry)
    return {"type": described["type"], "coordinates": _rounded(described["coordinates"])}


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates[0], (int, float)):
        return list(round_position(coordinates))
    return [_rounded(part) for part in coordinates]


def _json(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError as error:
        msg = f"cannot be written as GeoJSON: {error}"
        raise LayerError(msg) from error
