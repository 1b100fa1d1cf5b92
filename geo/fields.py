"""The types of single fields: what an id, a date, an address or a position must look like."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

_PERIOD = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def _check_period(value: str) -> str:
    if not _PERIOD.fullmatch(value):
        msg = "a date is a day, a month or a year: 2023-05-18, 2023-05 or 2023"
        raise ValueError(msg)
    try:
        first_day(value)
    except ValueError as error:
        msg = f"no such date ({error})"
        raise ValueError(msg) from error
    return value


def is_period(value: str) -> bool:
    """Tell whether a text is a day, a month or a year that there is."""
    try:
        _check_period(value)
    except ValueError:
        return False
    return True


def first_day(period: str) -> date:
    """Return the first day of a period written as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
    parts = [int(part) for part in period.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return date(year, month, day)


def last_day(period: str) -> date:
    """Return the last day of a period written as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
    first = first_day(period)
    if len(period) == len("YYYY"):
        return first.replace(month=12, day=31)
    if len(period) == len("YYYY-MM"):
        return first.replace(day=monthrange(first.year, first.month)[1])
    return first


def _check_url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", value):
        msg = "a source's address begins with http:// or https:// and has no spaces"
        raise ValueError(msg)
    return value


def _check_tiles(value: str) -> str:
    if not re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]+/[^\s'\";<>]+", value) or any(
        value.count(part) != 1 for part in ("{z}", "{x}", "{y}")
    ):
        msg = "tiles come from one https:// host, at a path with {z}, {x} and {y} in it"
        raise ValueError(msg)
    return value


def _check_box(value: Box) -> Box:
    west, south, east, north = value
    if west >= east or south >= north:
        msg = "a window is [west, south, east, north]"
        raise ValueError(msg)
    return value


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Period = Annotated[str, AfterValidator(_check_period)]
Credit = Annotated[str, StringConstraints(pattern=r"^[^;]+$", strip_whitespace=True)]
Url = Annotated[str, AfterValidator(_check_url)]
TilesUrl = Annotated[str, AfterValidator(_check_tiles)]
Lon = Annotated[float, Field(ge=-180, le=180)]
Lat = Annotated[float, Field(ge=-90, le=90)]
LonLat = tuple[Lon, Lat]
Box = Annotated[tuple[Lon, Lat, Lon, Lat], AfterValidator(_check_box)]
Worldview = Literal["claims", "control"]
"""Ways to draw disputed boundaries that the open data supports.

Both draw the lines between those who hold the ground; ``claims`` draws the
claims across them too.
"""
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
"""The layers, in the order in which a legend lists them."""
