"""The parts that records are made of: texts, sources, facts, events, notes and doubts."""

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

from geo.fields import Credit, Id, Lat, Lon, Period, Url, Words

Status = Literal[
    "proposed", "agreed", "construction", "operating", "suspended", "shelved", "cancelled"
]
Accuracy = Literal["surveyed", "high", "medium", "low", "schematic"]
Confidence = Literal["high", "medium", "low"]
Outcome = Literal["kept", "missed", "withdrawn"]

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


class Trilingual(Record):
    """Words in all three languages."""

    en: Words
    fa: Words
    ur: Words


class Name(Trilingual):
    """A name in all three languages; ``checked`` says whether it was found in print."""

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
    shown first, for the ``reason`` given.  ``of`` tells apart values that do
    not disagree because they are of different things: a year, a part, a
    direction.  ``date`` is when the value held or was stated; where the page
    does not tell, the day on which it was read.
    """

    property: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
    of: Text | None = None
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
    """A remark that a reader needs, most of all where the record is in doubt.

    ``since`` is the date from which it holds, where its sources do not tell.
    """

    text: Text
    since: Period | None = None
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
