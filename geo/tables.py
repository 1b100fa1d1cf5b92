"""The record as plain tables, and the data package that describes them and the layers.

Tables are UTF-8 and RFC 4180.  A text that a spreadsheet would take for a
formula stands behind an apostrophe, which spreadsheets read as "this is text".
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from geo import facts, promises, status, telling
from geo.fields import first_day
from geo.records import Languages
from geo.telling import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from geo.atlas import Atlas
    from geo.records import Commitment, Fact, Thing, Trilingual

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LIST = "; "
PERIOD = {"pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}

DESCRIPTION = "datapackage.json"


class Column(NamedTuple):
    """A column of a table: its name, its type in Table Schema, what it holds, what it allows."""

    name: str
    type: str
    description: str
    constraints: Mapping[str, Any] | None = None


def _texts(name: str, description: str) -> tuple[Column, ...]:
    """Return one column a language; English has the bare name."""
    languages = ("English", "Persian", "Urdu")
    return tuple(
        Column(_key(name, code), "string", f"{description}, in {language}")
        for code, language in zip(LANGUAGES, languages, strict=True)
    )


def _key(name: str, language: str) -> str:
    return name if language == "en" else f"{name}_{language}"


_THING = Column("thing", "string", "id of the thing: of a feature in the layers, a line, a matter")
_KIND = Column("kind", "string", "what kind of thing it is")
_SOURCES = Column("sources", "string", "ids of the sources, with a semicolon between them")
_CONFIDENCE = Column(
    "confidence", "string", "how sure it is", {"enum": ["high", "medium", "low"], "required": True}
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "facts": (
        _THING,
        _KIND,
        *_texts("name", "name of the thing"),
        Column("property", "string", "what is stated of it", {"required": True}),
        *_texts("of", "which year, part or direction the value is of"),
        *_texts("value", "the value; a number stands in the first of the three"),
        Column("unit", "string", "unit of the value"),
        Column("date", "string", "when the value held or was stated", PERIOD),
        Column("source", "string", "id of the source", {"required": True}),
        _CONFIDENCE,
        Column("disagrees", "boolean", "whether another source gives another value"),
        Column("preferred", "boolean", "whether this is the value used where they disagree"),
        *_texts("reason", "why it is used"),
        *_texts("note", "remark"),
    ),
    "events": (
        _THING,
        _KIND,
        *_texts("name", "name of the thing"),
        Column("number", "integer", "place among the thing's events", {"minimum": 1}),
        Column("date", "string", "when it happened, as far as known", {**PERIOD, "required": True}),
        Column("counts_from", "date", "the day from which it counts"),
        Column("status", "string", "what the thing was from then on; empty if it changed nothing"),
        *_texts("what", "what happened"),
        _SOURCES,
    ),
    "sources": (
        Column("id", "string", "id of the source", {"required": True, "unique": True}),
        Column("publisher", "string", "who published it", {"required": True}),
        Column("title", "string", "its title, where known"),
        Column("url", "string", "its address"),
        Column("published", "string", "when it was published", PERIOD),
        Column("accessed", "string", "when it was read", PERIOD),
        Column("language", "string", "its language, ISO 639-1"),
        Column("licence", "string", "licence of what is taken from it, if it is drawn"),
        Column("credit", "string", "whom to credit for it"),
        *_texts("note", "remark"),
    ),
    "commitments": (
        Column("id", "string", "id of the promise", {"required": True, "unique": True}),
        *_texts("promise", "what was promised"),
        *_texts("by", "who promised it"),
        Column("countries", "string", "countries of those who promised, ISO 3166-1"),
        Column("things", "string", "ids of the things that it is about, the chief one first"),
        Column("made", "string", "when it was promised", {**PERIOD, "required": True}),
        Column("due", "string", "for when; empty if no date was set", PERIOD),
        *_texts("due_note", "how vague words were read as a date"),
        Column(
            "standing",
            "string",
            "what became of it by the day that the data reach",
            {"enum": list(promises.STANDINGS), "required": True},
        ),
        Column("settled", "string", "when that was settled", PERIOD),
        Column("late_days_least", "integer", "days after the due date, at the least"),
        Column("late_days_most", "integer", "days after the due date, at the most"),
        *_texts("evidence", "what settled it, or the last that is known"),
        Column("evidence_sources", "string", "ids of the sources of that"),
        Column("promise_sources", "string", "ids of the sources of the promise"),
        _CONFIDENCE,
        *_texts("note", "remark"),
    ),
}
"""The columns of each table, in order; a page or a database may be made from them too."""

KEYS: dict[str, dict[str, Any]] = {
    "facts": {
        "foreignKeys": [
            {"fields": ["source"], "reference": {"resource": "sources", "fields": ["id"]}}
        ]
    },
    "events": {"primaryKey": ["thing", "number"]},
    "sources": {"primaryKey": ["id"]},
    "commitments": {"primaryKey": ["id"]},
}


def tables(atlas: Atlas) -> dict[str, Callable[[], str]]:
    """Return how the text of each table is made, by its name."""
    rows: dict[str, Callable[[Atlas], Iterator[dict[str, Any]]]] = {
        "facts": _fact_rows,
        "events": _event_rows,
        "sources": _source_rows,
        "commitments": _commitment_rows,
    }
    return {name: partial(_csv, name, atlas, rows[name]) for name in COLUMNS}


def description(atlas: Atlas, texts: Mapping[str, str], licences: Mapping[str, str]) -> str:
    """Return ``datapackage.json``: what each file of ``layers/`` is and what its columns mean.

    Parameters
    ----------
    atlas
        The seeds.
    texts
        The text of each file, by its name.
    licences
        The licence of each file, by its name.
    """
    settings = atlas.settings
    package = {
        "profile": "data-package",
        "name": settings.id,
        "title": settings.title.en,
        "version": settings.as_of,
        "licenses": [_licence(atlas, name) for name in sorted(set(licences.values()))],
        "contributors": [{"title": settings.credit, "role": "author"}],
        "resources": [_resource(atlas, name, text, licences[name]) for name, text in texts.items()],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(atlas: Atlas, name: str, text: str, licence: str) -> dict[str, Any]:
    stem, _, ending = name.rpartition(".")
    content = text.encode()
    about: dict[str, Any] = {
        "name": stem,
        "path": name,
        "format": ending,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "licenses": [_licence(atlas, licence)],
    }
    if ending != "csv":
        return {**about, "mediatype": "application/geo+json"}
    fields = [
        {
            "name": column.name,
            "type": column.type,
            "description": column.description,
            **({"constraints": dict(column.constraints)} if column.constraints else {}),
        }
        for column in COLUMNS[stem]
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""], **KEYS[stem]}
    return {**about, "profile": "tabular-data-resource", "mediatype": "text/csv", "schema": schema}


def _licence(atlas: Atlas, name: str) -> dict[str, str]:
    url = atlas.settings.licences.get(name)
    return {"name": name.replace(" ", "-"), "title": name, **({"path": url} if url else {})}


def _csv(name: str, atlas: Atlas, rows: Callable[[Atlas], Iterator[dict[str, Any]]]) -> str:
    columns = COLUMNS[name]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for row in rows(atlas):
        writer.writerow([_cell(row.get(column.name)) for column in columns])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return _cell(LIST.join(value))
    text = str(value)
    harmless = isinstance(value, int | float) or not text.startswith(FORMULA_STARTS)
    return text if harmless else f"'{text}"


def _spoken(name: str, text: Languages | Trilingual | None) -> dict[str, str]:
    """Return a text in a column each language."""
    given = telling.words(text) if text else {}
    return {_key(name, language): words for language, words in given.items()}


def _things(atlas: Atlas) -> Iterator[tuple[Thing, dict[str, Any]]]:
    """Yield everything that is there on the atlas's day, with the columns that name it."""
    for key, thing in sorted(atlas.things.items()):
        if key not in atlas.hidden:
            named = {"thing": key, "kind": telling.kind(thing), **_spoken("name", thing.name)}
            yield thing, named


def _fact_rows(atlas: Atlas) -> Iterator[dict[str, Any]]:
    for thing, named in _things(atlas):
        for group in facts.grouped(thing.facts):
            differ = facts.disagree(group.facts)
            for fact in group.facts:
                yield {
                    **named,
                    "property": fact.property,
                    **_spoken("of", fact.of),
                    **_value(fact),
                    "unit": fact.unit,
                    "date": fact.date,
                    "source": fact.source,
                    "confidence": fact.confidence,
                    "disagrees": differ,
                    "preferred": fact.preferred,
                    **_spoken("reason", fact.reason),
                    **_spoken("note", fact.note),
                }


def _value(fact: Fact) -> dict[str, Any]:
    if isinstance(fact.value, Languages):
        return _spoken("value", fact.value)
    return {"value": fact.value}


def _event_rows(atlas: Atlas) -> Iterator[dict[str, Any]]:
    for thing, named in _things(atlas):
        counted = status.days([event.date for event in thing.events])
        for number, (event, day) in enumerate(zip(thing.events, counted, strict=True), start=1):
            yield {
                **named,
                "number": number,
                "date": event.date,
                "counts_from": day.isoformat(),
                "status": event.status,
                **_spoken("what", event.what),
                "sources": event.sources,
            }


def _source_rows(atlas: Atlas) -> Iterator[dict[str, Any]]:
    for key in sorted(atlas.sources):
        source = atlas.sources[key]
        yield {**source.model_dump(exclude={"note"}), **_spoken("note", source.note)}


def _commitment_rows(atlas: Atlas) -> Iterator[dict[str, Any]]:
    day = first_day(atlas.settings.as_of)
    for key, item in sorted(atlas.commitments.items()):
        found = promises.verdict(item, day)
        if found is None:
            continue
        evidence = found.event or (item.events[-1] if item.events else None)
        yield {
            "id": key,
            **_spoken("promise", item.promise),
            **_spoken("by", item.by),
            "countries": item.countries,
            "things": item.things,
            "made": item.made,
            "due": item.due,
            **_spoken("due_note", item.due_note),
            "standing": found.standing,
            "settled": found.event.date if found.event else None,
            "late_days_least": found.late[0] if found.late else None,
            "late_days_most": found.late[1] if found.late else None,
            **_spoken("evidence", evidence.what if evidence else None),
            "evidence_sources": evidence.sources if evidence else None,
            "promise_sources": item.sources,
            "confidence": item.confidence,
            **_notes(item),
        }


def _notes(item: Commitment) -> dict[str, str]:
    """Return the remarks on a promise, in a column each language."""
    texts = [_spoken("note", note.text) for note in item.notes]
    keys = dict.fromkeys(key for text in texts for key in text)
    return {key: " ".join(text[key] for text in texts if key in text) for key in keys}
