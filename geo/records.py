"""What a seed may say: one strict, frozen pydantic model per kind of record.

The folders of ``seeds/`` and the model that each file in them must fit:

========== ============== =============================================
folder     model          one file is
========== ============== =============================================
(root)     `Settings`     ``atlas.toml``: extent, date, languages, countries
sources    `SourceFile`   the pages of one publisher
frontiers  `Frontier`     a frontier on land, and at sea
markets    `Market`       a border market
crossings  `Crossing`     a place where the frontier may be crossed
stations   `Station`      a railway station
ports      `Port`         a sea or lake port
places     `Place`        a village or town that orients the reader
corridors  `Corridor`     a pipeline, railway or power line as a whole
sections   `Section`      one stretch of a corridor
blocs      `Bloc`         a group of countries
========== ============== =============================================

A file's name is its record's id.  Unknown keys are errors, and no default stands in for a fact.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from geo.fields import Box, Country, Credit, Id, Lat, Lon, LonLat, Period, Url, Words

Status = Literal[
    "proposed", "agreed", "construction", "operating", "suspended", "shelved", "cancelled"
]
Accuracy = Literal["surveyed", "high", "medium", "low", "schematic"]
Confidence = Literal["high", "medium", "low"]

ACCURACY_LIMIT_M = {"high": 250.0, "medium": 5000.0}
"""The largest ``precision_m`` that an accuracy word allows; ``low`` is what lies beyond."""


def _text(value: Any) -> Any:
    return {"en": value} if isinstance(value, str) else value


def _note(value: Any) -> Any:
    if isinstance(value, str):
        return {"text": {"en": value}}
    return value


class Record(BaseModel):
    """Base of all records: strict, frozen, unknown keys refused, no infinity and no NaN."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)


class Languages(Record):
    """Words in English, and in Persian and Urdu where somebody has written them."""

    en: Words
    fa: Words | None = None
    ur: Words | None = None


Text = Annotated[Languages, BeforeValidator(_text, json_schema_input_type=str | Languages)]


class Name(Record):
    """A name in all three languages; ``checked`` says whether it was found in print."""

    en: Words
    fa: Words
    ur: Words
    checked: Literal["yes", "partly", "no"] | None = None


class Source(Record):
    """A page, a document or a data set that somebody else has published.

    ``title`` is its own; ``licence`` and ``credit`` stand where it is drawn on the map.
    """

    id: Id
    publisher: Words
    title: Words | None = None
    url: Url | None = None
    published: Period | None = None
    accessed: Period
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "en"
    licence: Words | None = None
    credit: Credit | None = None
    note: Text | None = None


class SourceFile(Record):
    """The sources of one publisher."""

    sources: tuple[Source, ...] = Field(min_length=1)


class Fact(Record):
    """One value of one property, with who says so and how sure that is.

    Facts that disagree on a property all stay; the one with ``preferred`` is
    shown first, for the ``reason`` given.
    """

    property: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    value: int | float | Text
    unit: Words | None = None
    date: Period | None = None
    source: Id
    confidence: Confidence
    note: Text | None = None
    preferred: bool = False
    reason: Text | None = None


class Event(Record):
    """Something that happened on a date; with a status, it changes what the thing is."""

    date: Period
    status: Status | None = None
    what: Text
    sources: tuple[Id, ...] = Field(min_length=1)


class Note(Record):
    """A remark that a reader needs, most of all where the record is in doubt."""

    text: Text
    sources: Annotated[tuple[Id, ...], Field(strict=False)] = ()  # behind `_note` it is a list


Notes = tuple[Annotated[Note, BeforeValidator(_note, json_schema_input_type=str | Note)], ...]


class Doubt(Record):
    """How sure a geometry is: a word, a radius in metres, and how it was made."""

    accuracy: Accuracy
    precision_m: Annotated[float, Field(gt=0)]
    method: Text
    sources: tuple[Id, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _word_fits_radius(self) -> Self:
        right = accuracy_word(self.precision_m)
        if self.accuracy in ("high", "medium", "low") and self.accuracy != right:
            msg = (
                f"accuracy is {self.accuracy!r} but precision_m is {self.precision_m:g}; "
                f"that is {right!r} (high to 250 m, medium to 5,000 m, low beyond)"
            )
            raise ValueError(msg)
        return self


def accuracy_word(precision_m: float) -> Accuracy:
    """Return the accuracy word for a radius in metres: high to 250, medium to 5,000, else low."""
    if precision_m <= ACCURACY_LIMIT_M["high"]:
        return "high"
    return "medium" if precision_m <= ACCURACY_LIMIT_M["medium"] else "low"


class Position(Doubt):
    """Where a thing is, in WGS 84 degrees."""

    lon: Lon
    lat: Lat


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


class CountryNames(Record):
    """A country's code and its names."""

    code: Country
    name: Name


class Settings(Record):
    """What holds for the whole atlas.

    ``as_of`` is the last day that the facts reach; nothing in the seeds is
    later.  ``towns`` is the doubt about all gathered towns, ``licences`` the
    address of each licence's text, ``notes`` what every
    map must say, ``words`` the atlas's own words for the page, by key: the
    names of properties that only its facts have.
    """

    id: Id
    title: Name
    as_of: Period
    extent: Box
    frontier: Id
    licence: Words
    credit: Credit
    countries: tuple[CountryNames, ...] = Field(min_length=1)
    towns: Doubt | None = None
    notes: Notes = ()
    words: dict[str, Name] = Field(default_factory=dict)
    licences: dict[str, Url] = Field(default_factory=dict)


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
}
"""The model that the files of each folder of ``seeds/`` must fit."""
