"""What a basemap's recipe says: which layers, which window, and every choice made in it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from geo.gather.packages import Id, Origin, Package, Position, Strict, Text

Positive = Annotated[float, Field(gt=0)]


class World(Strict):
    """The layers of countries, provinces and claims, in one GeoPackage."""

    package: Text
    file: Text
    countries: Text
    provinces: Text
    claims: Text
    code: Text = Field(description="field with the country's code, in the first two layers")
    nameless: Text = Field(description="code of polygons that are no country's")
    province_name: Text
    province_country: Text
    claim_name: Text
    claim_country: Text


class Nameless(Strict):
    """A polygon without a country, found by a position in it, and what it is called here."""

    at: Position
    code: Text = Field(description="a country's code to join it to, or one of its own")
    held_by: Text | None = Field(default=None, description="who holds what has a code of its own")
    reason: Text


class Merged(Strict):
    """A province that is one no more, and the one it is part of now."""

    country: Text
    province: Text
    into: Text
    reason: Text


class Pin(Strict):
    """A vertex that is put elsewhere, so that lines of another source meet it."""

    about: Position
    to: Position
    reason: Text


class Dispute(Strict):
    """Disputed ground: whose lines with one another are drawn so, and where.

    On the countries of ``claims_on`` only claims are.  The first that fits a line is taken.
    """

    id: Id
    name: Text
    name_fa: Text
    name_ur: Text
    codes: tuple[Text, ...] = ()
    claims_on: tuple[Text, ...] = ()
    ring: tuple[Position, ...] | None = Field(
        default=None, description="only inside this ring; everywhere without one"
    )
    reason: Text


class Claim(Strict):
    """What becomes of the lines of one claim.

    ``draw`` draws them as claimed; ``provinces`` says that lines of contested
    provinces stand in for them; ``leave`` leaves them out.
    """

    name: Text
    country: Text
    use: Literal["draw", "provinces", "leave"]
    reason: Text


class Lake(Strict):
    """A lake that is a feature of its own, found by a position in it."""

    id: Id
    name: Text
    name_fa: Text
    name_ur: Text
    at: Position


class Lakes(Strict):
    """The layer of lakes, which has geometry only."""

    package: Text
    file: Text
    named: tuple[Lake, ...]


class Level(Strict):
    """How much detail: what is taken out, and what is too small to be drawn."""

    id: Id
    tolerance_m: Positive = Field(description="in the Mercator plane")
    decimals: int = Field(ge=2, le=6)
    island_km2: Positive
    lake_km2: Positive


class Label(Strict):
    """A name and the place where it reads well."""

    id: Id
    kind: Literal["country", "sea", "lake", "province"]
    name: Text
    name_fa: Text
    name_ur: Text
    at: Position
    rank: int = Field(ge=1, le=5)


class Member(Strict):
    """A country drawn as a polygon of its own."""

    code: Text
    name: Text
    name_fa: Text
    name_ur: Text
    note: Text | None = None


class Countries(Strict):
    """The second output: some countries as polygons."""

    file_name: Text
    level: Id
    origin: Origin
    members: tuple[Member, ...] = Field(min_length=1)


class BasemapRecipe(Strict):
    """A basemap: its window, its levels, and whose lines are drawn how."""

    packages: tuple[Package, ...] = Field(min_length=1)
    file_name: Text
    origin: Origin
    window: tuple[float, float, float, float] = Field(description="west, south, east, north")
    focus: tuple[Text, Text] = Field(description="codes of the two whose frontier is drawn apart")
    world: World
    lakes: Lakes
    levels: tuple[Level, ...] = Field(min_length=1)
    nameless: tuple[Nameless, ...] = ()
    merged: tuple[Merged, ...] = ()
    pins: tuple[Pin, ...] = ()
    pin_within_m: Positive
    disputes: tuple[Dispute, ...] = ()
    contested_provinces: tuple[Text, ...] = ()
    claims: tuple[Claim, ...] = ()
    claim_within_m: Positive = Field(description="how far a claim's end may be from an edge")
    labels: tuple[Label, ...] = ()
    countries: Countries
