"""What a map shows: the records in ``maps/*.toml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from geo.records import Box, Id, Name, Record

LayerId = Literal[
    "frontier",
    "maritime-boundary",
    "kilometre-posts",
    "markets",
    "crossings",
    "pipeline",
    "rail",
    "stations",
    "power",
    "ports",
    "places",
    "bloc",
]


class LayerChoice(Record):
    """A layer on a map: whether it shows at first, and which of its features it has.

    ``only`` names feature ids or corridor ids; absent, all are there.
    """

    layer: LayerId
    on: bool = True
    only: tuple[Id, ...] = ()


class MapDefinition(Record):
    """What one map shows.

    ``view`` is the first extent, ``detail`` the window in which the basemap is
    fit for 1:10 million instead of 1:50 million, ``simplify_m`` how far a line
    drawn on the page may stray from the layer's.
    """

    id: Id
    order: int
    title: Name
    subtitle: Name
    view: Box
    detail: Box
    simplify_m: Annotated[float, Field(gt=0, le=1000)] = 50
    layers: tuple[LayerChoice, ...] = Field(min_length=1)
