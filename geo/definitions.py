"""What a map shows: the records in ``maps/*.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from geo.fields import Box, Id, LayerId, Words, Worldview
from geo.records import Name, Record

if TYPE_CHECKING:
    from collections.abc import Mapping


class LayerChoice(Record):
    """A layer on a map: whether it shows at first, and which of its features it has.

    ``only`` names feature ids or corridor ids; absent, all are there.  ``rank``
    is the last rank of places that the map has: 5 are all, 1 the chief towns.
    """

    layer: LayerId
    on: bool = True
    only: tuple[Id, ...] = ()
    rank: Annotated[int, Field(ge=1, le=5)] = 5

    def has(self, properties: Mapping[str, Any]) -> bool:
        """Tell whether the map shows the feature of the layer that has these properties."""
        known = {properties["id"], properties.get("corridor")}
        return (not self.only or bool(known & set(self.only))) and (
            properties.get("rank") or 0
        ) <= self.rank


class MapDefinition(Record):
    """What one map shows.

    ``view`` is the first extent, ``detail`` the window in which the basemap is
    fit for 1:10 million instead of 1:50 million.  A ``summary`` leaves each
    thing's facts, notes and the words of its history to the maps that tell them
    in full, and links there; so does a ``full`` map with a layer that is off.
    ``simplify_m`` is how far a line drawn on the page may stray from the layer's.
    ``worldview`` is how disputed boundaries are drawn, if not as the atlas says;
    ``disputed_ground`` why the view has to show some that nothing on the map is near.
    """

    id: Id
    order: int
    title: Name
    subtitle: Name
    view: Box
    detail: Box
    depth: Literal["full", "summary"] = "full"
    simplify_m: Annotated[float, Field(gt=0, le=1000)] = 50
    worldview: Worldview | None = None
    disputed_ground: Words | None = None
    layers: tuple[LayerChoice, ...] = Field(min_length=1)
