"""What a seed may say, and what it may not."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from geo.definitions import MapDefinition
from geo.fields import first_day
from geo.records import (
    FOLDERS,
    Doubt,
    Event,
    Fact,
    Languages,
    Market,
    Note,
    Record,
    Settings,
    Source,
    Step,
    accuracy_word,
)

TWO_TOWNS = Path(__file__).parent / "data" / "two-towns"

MODELS: dict[str, type[Record]] = {
    **{
        path.relative_to(TWO_TOWNS).as_posix(): FOLDERS[path.parent.name]
        for path in sorted((TWO_TOWNS / "seeds").glob("*/*.toml"))
    },
    **{f"maps/{path.name}": MapDefinition for path in sorted((TWO_TOWNS / "maps").glob("*.toml"))},
    "seeds/atlas.toml": Settings,
}


def seed(name: str) -> dict[str, Any]:
    """Return a seed of the made-up country as plain values."""
    return tomllib.loads((TWO_TOWNS / name).read_text(encoding="utf-8"))


def accepted(model: type[Record], value: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a record that is read as a seed is."""
    return model.model_validate_json(json.dumps(value)).model_dump()


SOURCE = {"id": "a-source", "publisher": "Somebody", "accessed": "2020-01-01"}
DOUBT = {"accuracy": "high", "precision_m": 100, "method": "Measured", "sources": ["a-source"]}
EVENT = {"date": "2020", "what": "Opened", "sources": ["a-source"]}
FACT = {"property": "area", "value": 4, "source": "a-source", "confidence": "high"}


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2023", date(2023, 1, 1)),
        ("2023-05", date(2023, 5, 1)),
        ("2023-05-18", date(2023, 5, 18)),
        ("2020-02-29", date(2020, 2, 29)),
    ],
)
def test_a_period_begins_on_its_first_day(period: str, day: date) -> None:
    assert first_day(period) == day
    assert accepted(Event, {**EVENT, "date": period})["date"] == period


@pytest.mark.parametrize(
    "period",
    [
        "",
        "23",
        "2023-5",
        "2023-13",
        "2023-00",
        "2023-02-29",
        "2023-05-18T00:00",
        "18 May 2023",
        "c2023",
    ],
)
def test_anything_else_is_no_date(period: str) -> None:
    with pytest.raises(ValidationError, match="date"):
        accepted(Event, {**EVENT, "date": period})


@pytest.mark.parametrize(
    ("precision_m", "word"),
    [(0.1, "high"), (250, "high"), (250.1, "medium"), (5000, "medium"), (5000.1, "low")],
)
def test_the_accuracy_word_follows_from_the_radius(precision_m: float, word: str) -> None:
    assert accuracy_word(precision_m) == word
    given = {**DOUBT, "precision_m": precision_m, "accuracy": word}
    assert accepted(Doubt, given)["accuracy"] == word


@pytest.mark.parametrize(("word", "precision_m"), [("high", 251), ("medium", 250), ("low", 5000)])
def test_an_accuracy_word_that_the_radius_denies_is_refused(word: str, precision_m: float) -> None:
    with pytest.raises(ValidationError, match=f"accuracy is '{word}' but precision_m is"):
        accepted(Doubt, {**DOUBT, "accuracy": word, "precision_m": precision_m})


@pytest.mark.parametrize("word", ["surveyed", "schematic"])
@pytest.mark.parametrize("precision_m", [1, 90_000])
def test_surveyed_and_schematic_go_with_any_radius(word: str, precision_m: float) -> None:
    given = {**DOUBT, "accuracy": word, "precision_m": precision_m}
    assert accepted(Doubt, given)["precision_m"] == precision_m


@pytest.mark.parametrize("url", ["http://example.org", "https://example.org/a?b=c#d"])
def test_an_address_is_http_or_https(url: str) -> None:
    assert accepted(Source, {**SOURCE, "url": url})["url"] == url


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "https://",
        "https://a b.org",
        "http://x",
    ],
)
def test_anything_else_is_no_address(url: str) -> None:
    with pytest.raises(ValidationError, match="begins with http:// or https://"):
        accepted(Source, {**SOURCE, "url": url})


def test_a_text_may_be_plain_english_or_in_three_languages() -> None:
    plain = accepted(Event, {**EVENT, "what": "Opened"})
    full = accepted(Event, {**EVENT, "what": {"en": "Opened", "fa": "گشایش یافت"}})
    assert plain["what"] == {"en": "Opened", "fa": None, "ur": None}
    assert full["what"] == {"en": "Opened", "fa": "گشایش یافت", "ur": None}


def test_a_note_may_be_plain_english_or_name_its_sources() -> None:
    market = seed("seeds/markets/upper-market.toml")
    notes = ["In doubt", {"text": "Disputed", "sources": ["a-source"]}]
    record = Market.model_validate_json(json.dumps({**market, "notes": notes}))
    assert record.notes == (
        Note(text=Languages(en="In doubt")),
        Note(text=Languages(en="Disputed"), sources=("a-source",)),
    )


@pytest.mark.parametrize("words", ["", "   "])
def test_a_text_is_not_empty(words: str) -> None:
    with pytest.raises(ValidationError, match="at least 1 character"):
        accepted(Event, {**EVENT, "what": words})


@pytest.mark.parametrize("value", [4, 4.5, {"en": "four", "fa": "چهار", "ur": None}])
def test_the_value_of_a_fact_is_a_number_or_words(value: object) -> None:
    assert accepted(Fact, {**FACT, "value": value})["value"] == value


@pytest.mark.parametrize("value", [True, [4], None, float("nan"), float("inf")])
def test_the_value_of_a_fact_is_nothing_else(value: object) -> None:
    with pytest.raises(ValidationError):
        accepted(Fact, {**FACT, "value": value})


@pytest.mark.parametrize(
    "step", [{}, {"place": "a", "line": "b"}, {"at": [10, 0], "crossing": "c"}]
)
def test_a_step_is_exactly_one_of_four(step: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="a step is one of place, crossing, at, line"):
        accepted(Step, {**step, "source": "a-source"})


def test_a_control_point_needs_its_source() -> None:
    assert accepted(Step, {"at": [0, 0], "source": "a-source"})["at"] == (0, 0)
    with pytest.raises(ValidationError, match="needs its source"):
        accepted(Step, {"at": [0, 0]})


def test_a_record_cannot_be_changed() -> None:
    source = Source(id="a-source", publisher="Somebody", accessed="2020")
    with pytest.raises(ValidationError, match="frozen"):
        source.publisher = "Somebody else"


def test_nothing_is_converted_on_the_quiet() -> None:
    with pytest.raises(ValidationError, match="valid number"):
        accepted(Doubt, {**DOUBT, "precision_m": "100"})
    with pytest.raises(ValidationError, match="valid boolean"):
        accepted(Fact, {**FACT, "preferred": "yes"})


@pytest.mark.parametrize("name", MODELS)
def test_the_published_schema_accepts_the_seed(name: str) -> None:
    schema = MODELS[name].model_json_schema()
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(seed(name))) == []


@pytest.mark.parametrize("name", MODELS)
def test_the_published_schema_refuses_an_unknown_key(name: str) -> None:
    validator = Draft202012Validator(MODELS[name].model_json_schema())
    [error] = validator.iter_errors({**seed(name), "remark": "unknown"})
    assert "'remark' was unexpected" in error.message
