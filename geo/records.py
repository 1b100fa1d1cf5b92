"""What a seed may say: one strict, frozen pydantic model per kind of record.

The folders of ``seeds/`` and the model that each file in them must fit:

=========== ============== =============================================
folder      model          one file is
=========== ============== =============================================
(root)      `Settings`     ``atlas.toml``: extent, date, languages, countries
sources     `SourceFile`   the pages of one publisher
frontiers   `Frontier`     a frontier on land, and at sea
markets     `Market`       a border market
crossings   `Crossing`     a place where the frontier may be crossed
stations    `Station`      a railway station
ports       `Port`         a sea or lake port
places      `Place`        a village or town that orients the reader
corridors   `Corridor`     a pipeline, railway or power line as a whole
sections    `Section`      one stretch of a corridor
blocs       `Bloc`         a group of countries
topics      `Topic`        a matter between countries: trade, a treaty, a war
commitments `Commitment`   a promise, when it falls due, what became of it
=========== ============== =============================================

A file's name is its record's id.  Unknown keys are errors, and no default stands in for a fact.
What the models are made of (texts, sources, facts, events …) stands in `geo.parts`, and can be
had from here as well.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import (
    Field,
    model_validator,
)

from geo.fields import Box, Country, Credit, Id, LonLat, Period, TilesUrl, Url, Words, Worldview
from geo.parts import (
    ACCURACY_LIMIT_M,
    Accuracy,
    Confidence,
    Doubt,
    Event,
    Fact,
    Languages,
    Name,
    Note,
    Notes,
    Outcome,
    Position,
    Record,
    Source,
    SourceFile,
    Status,
    Text,
    Trilingual,
    accuracy_word,
)

__all__ = [
    "ACCURACY_LIMIT_M",
    "FOLDERS",
    "Accuracy",
    "Bloc",
    "Commitment",
    "Confidence",
    "Corridor",
    "CountryNames",
    "Crossing",
    "Doubt",
    "Event",
    "Fact",
    "Frontier",
    "Judgement",
    "Junction",
    "Languages",
    "Market",
    "Name",
    "Note",
    "Notes",
    "Outcome",
    "Place",
    "PointThing",
    "Port",
    "Position",
    "Record",
    "Sea",
    "Section",
    "Settings",
    "Source",
    "SourceFile",
    "Station",
    "Status",
    "Step",
    "Text",
    "Thing",
    "Topic",
    "Trilingual",
    "accuracy_word",
]


class Thing(Record):
    """What every thing on the map has."""

    id: Id
    name: Name
    also: tuple[Words, ...] = ()
    countries: tuple[Country, ...] = Field(min_length=1)
    events: tuple[Event, ...] = ()
    facts: tuple[Fact, ...] = ()
    notes: Notes = ()


class PointThing(Thing):
    """A thing that stands at a position."""

    position: Position


class Market(PointThing):
    """A border market, and the crossing that it stands at."""

    crossing: Id | None = None


class Crossing(PointThing):
    """A place where people or goods may cross the frontier."""

    modes: tuple[Literal["road", "rail", "foot"], ...] = Field(min_length=1)
    official: bool


class Station(PointThing):
    """A railway station, with the gauges that meet in it, in millimetres."""

    gauges_mm: tuple[int, ...] = Field(min_length=1)


class Port(PointThing):
    """A port."""


class Place(PointThing):
    """A village, a town or a region's middle.  ``rank`` 1 is named first, 5 last."""

    rank: Annotated[int, Field(ge=1, le=5)] = 5


class Step(Record):
    """One step of a section's path: a known point, a bare position, or a gathered line.

    ``place`` is the id of any point record or town, ``crossing`` that of a crossing, which is laid
    onto the frontier; ``at`` is a control point and needs a source; ``line`` is the id of a line in
    ``seeds/geometry``.
    """

    place: Id | None = None
    crossing: Id | None = None
    at: LonLat | None = None
    line: Id | None = None
    source: Id | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _one_of(self) -> Self:
        given = [key for key in ("place", "crossing", "at", "line") if getattr(self, key)]
        if len(given) != 1:
            msg = f"a step is one of place, crossing, at, line; found {given or 'none of them'}"
            raise ValueError(msg)
        if self.at and not self.source:
            msg = "a step that gives a position needs its source"
            raise ValueError(msg)
        return self


class Section(Thing):
    """One stretch of a corridor: where it runs, how sure that is, and what became of it."""

    corridor: Id
    kind: Literal["pipeline", "railway", "ferry", "sea-leg", "power-line"]
    path: tuple[Step, ...] = Field(min_length=1)
    geometry: Doubt
    length_note: Text | None = None
    disputed: bool = False


class Corridor(Thing):
    """A pipeline, railway or power line.  ``route`` is its sections from first to last."""

    kind: Literal["pipeline", "railway", "power-line"]
    route: tuple[Id, ...] = ()


class Junction(Record):
    """Where two districts or counties of one country meet the frontier."""

    country: Country
    above: Name
    below: Name
    at: LonLat
    precision_m: Annotated[float, Field(gt=0)]
    source: Id


class Sea(Thing):
    """The continuation of a frontier through the territorial sea."""

    line: Id
    geometry: Doubt


class Frontier(Thing):
    """A frontier: its gathered line from start to end, and the districts along it.

    ``left`` and ``right`` are the countries on either hand, seen along the line.
    """

    line: Id
    left: Country
    right: Country
    geometry: Doubt
    posts_every_km: Annotated[int, Field(gt=0)]
    sea: Sea | None = None
    junctions: tuple[Junction, ...] = ()


class Bloc(Thing):
    """A group of countries; ``members`` are ids of polygons in ``seeds/geometry``."""

    members: tuple[Id, ...] = Field(min_length=1)
    geometry: Doubt


class Topic(Thing):
    """A matter between countries that has no place of its own: trade, a treaty, a war.

    ``told_with`` names the things on the map in whose popups it is told.
    """

    told_with: tuple[Id, ...] = Field(min_length=1)


class Judgement(Record):
    """What was seen of a promise on a date; with an outcome, it settles what became of it.

    A promise is ``kept`` on the day on which the thing was done, ``missed`` on
    the day from which a source shows it undone after its due date.
    """

    date: Period
    outcome: Outcome | None = None
    what: Trilingual
    sources: tuple[Id, ...] = Field(min_length=1)


class Commitment(Record):
    """A promise: who made it when, for when, about what on the map, and what became of it.

    ``due`` counts to the last day of its period; absent, no date was set.
    ``due_note`` says how vague words were read.  ``sources`` are those of the
    promise itself.
    """

    id: Id
    promise: Trilingual
    by: Trilingual
    countries: tuple[Country, ...] = Field(min_length=1)
    things: tuple[Id, ...] = Field(min_length=1)
    made: Period
    due: Period | None = None
    due_note: Trilingual | None = None
    sources: tuple[Id, ...] = Field(min_length=1)
    confidence: Confidence
    events: tuple[Judgement, ...] = ()
    notes: Notes = ()


class CountryNames(Record):
    """A country's code and its names."""

    code: Country
    name: Name


class Tiles(Record):
    """Pictures of the ground that a page takes from elsewhere, if it is built so and asked to.

    The provider must allow it without a key; ``attribution`` is what it asks to be named by.
    """

    id: Id
    name: Name
    url: TilesUrl
    attribution: Words
    attribution_url: Url
    max_zoom: Annotated[int, Field(ge=1, le=22)]


class Settings(Record):
    """What holds for the whole atlas.

    ``as_of`` is the last day that the facts reach; nothing in the seeds is
    later.  ``languages`` are those in which every text of the seeds is
    written.  ``towns`` is the doubt about all gathered towns, ``licences`` the
    address of each licence's text, ``worldview`` how maps draw disputed
    boundaries, ``notes`` what every map must say, ``words`` the atlas's own words
    for the page, by key: the names of properties that only its facts have.
    """

    id: Id
    title: Name
    as_of: Period
    languages: tuple[Literal["en", "fa", "ur"], ...] = ("en", "fa", "ur")
    extent: Box
    frontier: Id
    licence: Words
    credit: Credit
    countries: tuple[CountryNames, ...] = Field(min_length=1)
    towns: Doubt | None = None
    worldview: Worldview = "claims"
    notes: Notes = ()
    words: dict[str, Name] = Field(default_factory=dict)
    licences: dict[str, Url] = Field(default_factory=dict)
    tiles: tuple[Tiles, ...] = ()


FOLDERS: dict[str, type[Record]] = {
    "sources": SourceFile,
    "frontiers": Frontier,
    "markets": Market,
    "crossings": Crossing,
    "stations": Station,
    "ports": Port,
    "places": Place,
    "corridors": Corridor,
    "sections": Section,
    "blocs": Bloc,
    "topics": Topic,
    "commitments": Commitment,
}
"""The model that the files of each folder of ``seeds/`` must fit."""
