"""Whether every text is there in every language of the atlas, and in its own letters."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from geo.atlas import BASEMAP, GEOMETRY, SETTINGS
from geo.checks import records_with_files, walk
from geo.parts import Languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.atlas import Atlas, Reading
    from geo.definitions import MapDefinition
    from geo.records import Record

NAMES = {"en": "English", "fa": "Persian", "ur": "Urdu"}

_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200d-\u200f"
    "\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Characters that nobody sees and that turn, split or hide text.  U+200C is Persian spelling."""

_LOOSE = re.compile("(?<![^\\W\\d_])\u200c|\u200c(?![^\\W\\d_])")
"""A half space that does not stand between two letters."""

_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefe]")
"""Shapes of Arabic letters, which fonts choose by themselves."""

_NOT_IN = {
    "fa": {
        "\u064a": "\u06cc",
        "\u0643": "\u06a9",
        "\u0649": "\u06cc",
        "\u06c1": "\u0647",
        "\u06d2": "\u06cc",
        "\u06be": "\u0647",
    },
    "ur": {
        "\u064a": "\u06cc",
        "\u0643": "\u06a9",
        "\u0649": "\u06cc",
        "\u0647": "\u06c1",
        "\u06c0": "\u06c2",
    },
}
"""Letters of another language that look like a language's own, and which is meant."""


def writing_check(
    atlas: Atlas, reading: Reading, definitions: Mapping[str, MapDefinition]
) -> list[str]:
    """Return every finding about texts that lack a language, and about wrong letters."""
    written = [
        *records_with_files(atlas),
        *((f"{reading.source_files[key]}: {key}", item) for key, item in atlas.sources.items()),
        (f"seeds/{SETTINGS}", atlas.settings),
        *((f"maps/{key}.toml", item) for key, item in definitions.items()),
    ]
    findings = [
        f"{where}: {fault}"
        for where, record in written
        for fault in (*_missing(record, atlas.settings.languages), *letter_faults(record))
    ]
    return [*findings, *_labels(atlas)]


def _missing(record: Record, languages: tuple[str, ...]) -> Iterator[str]:
    for path, part in walk(record):
        if isinstance(part, Languages) and any(letter.isalpha() for letter in part.en):
            lacking = [NAMES[one] for one in languages if getattr(part, one) is None]
            if lacking:
                yield f"{path} is not written in {' and '.join(lacking)}"


def _labels(atlas: Atlas) -> Iterator[str]:
    """Yield names of the basemap that lack a language."""
    features = atlas.geometry[BASEMAP].features if BASEMAP in atlas.geometry else ()
    for feature in features:
        given = feature.properties
        if given["kind"] == "label":
            keys = {"en": "name", "fa": "name_fa", "ur": "name_ur"}
            lacking = [NAMES[one] for one in atlas.settings.languages if not given.get(keys[one])]
            if lacking:
                name = f"seeds/{GEOMETRY}/{BASEMAP}.geojson: the label {given['name']}"
                yield f"{name} is not written in {' and '.join(lacking)}"


def letter_faults(record: Record) -> Iterator[str]:
    """Yield texts with invisible characters, or with letters of another language."""
    for path, language, text in _texts(record.model_dump(exclude_none=True)):
        unseen = _UNSEEN.search(text)
        if unseen:
            yield f"{path} has an invisible character, {_called(unseen.group())}; take it out"
        form = _FORMS.search(text)
        if form:
            yield (
                f"{path} has {_called(form.group())}, the shape of a letter; "
                f"write {unicodedata.normalize('NFKC', form.group())}"
            )
        if _LOOSE.search(text):
            yield f"{path} has a half space (U+200C) that is not between two letters; take it out"
        for wrong, right in _NOT_IN.get(language, {}).items():
            if wrong in text:
                yield (
                    f"{path} has {_called(wrong)}, which is not used in "
                    f"{NAMES[language]}; write {_called(right)}"
                )


def _called(letter: str) -> str:
    return f"U+{ord(letter):04X} {unicodedata.name(letter, 'CONTROL')}"


def _texts(value: Any, path: str = "", language: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield every text in plain values, with its path and, where it is told, its language."""
    if isinstance(value, str):
        yield path, language, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, f"{path}.{key}" if path else key, key if key in _NOT_IN else "")
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _texts(item, f"{path}[{index}]")
