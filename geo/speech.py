"""Dates, numbers and texts in the languages of the pages, for what is written as a page is built.

On a map ``geo/assets/words.js`` says the same as the reader looks at it.  A page
that is written beforehand stands in English, for where no script runs.  Its
texts in the other languages travel beside it in columns, and each element says
by a number which of them it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo import bundle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_ISOLATE = ("\u2068", "\u2069")


@dataclass(frozen=True)
class Speech:
    """One language of the interface."""

    language: str

    def t(self, key: str, **values: str) -> str:
        """Return the string of a key; a value is isolated where the page runs right to left."""
        return _PLACEHOLDER.sub(lambda found: self.isolated(values[found[1]]), self._plain(key))

    def isolated(self, text: str) -> str:
        """Return a text of any script so that its direction is its own."""
        before, after = _ISOLATE if bundle.LANGUAGES[self.language] == "rtl" else ("", "")
        return f"{before}{text}{after}"

    def digits(self, text: str) -> str:
        """Return a text with the digits of the language."""
        own = bundle.DIGITS.get(self.language)
        return text.translate(str.maketrans("0123456789", own)) if own else text

    def number(self, value: float) -> str:
        """Return a number with its groups apart, to one decimal if it has any."""
        whole, _, part = f"{value:,.1f}".removesuffix(".0").partition(".")
        text = whole.replace(",", self._plain("number.group"))
        return self.digits(f"{text}{self._plain('number.decimal')}{part}" if part else text)

    def date(self, period: str) -> str:
        """Return "2023-05-18", "2023-05" or "2023" as a reader would write it."""
        parts = period.split("-")
        form = ("date.year", "date.month", "date.day")[len(parts) - 1]
        year, month, day = (*parts, "", "")[:3]
        values = {
            "year": self.digits(year),
            "month": self._plain(f"month.greg.{int(month)}") if month else "",
            "day": self.digits(str(int(day))) if day else "",
        }
        return _PLACEHOLDER.sub(lambda found: values[found[1]], self._plain(form))

    def capital(self, text: str) -> str:
        """Return a text that begins with a capital, where the script has any."""
        return text[:1].upper() + text[1:]

    def _plain(self, key: str) -> str:
        return bundle.every_string()[self.language][key]


@dataclass(frozen=True)
class Said:
    """A text of the page: its number in the columns of the other languages, and its English."""

    number: int
    en: str


@dataclass
class Texts:
    """All texts of a page, each once: a number and a row of the columns."""

    numbers: dict[tuple[str | None, ...], int] = field(default_factory=dict)

    def say(self, text: Mapping[str, str]) -> Said:
        """Return a text that is written in several languages, always in English."""
        row = tuple(text.get(language) for language in bundle.LANGUAGES)
        return Said(self.numbers.setdefault(row, len(self.numbers)), text["en"])

    def spoken(self, sentence: Callable[[Speech], str]) -> Said:
        """Return a text that is made anew in each language."""
        return self.say(in_all_languages(sentence))

    def string(self, key: str) -> Said:
        """Return a string of the interface."""
        return self.spoken(lambda speech: speech.t(key))

    def columns(self) -> dict[str, list[str | None]]:
        """Return the columns of all languages but English, which stands in the page."""
        return {
            language: [row[place] for row in self.numbers]
            for place, language in enumerate(bundle.LANGUAGES)
            if language != "en"
        }


def in_all_languages(sentence: Callable[[Speech], str]) -> dict[str, str]:
    """Return what a sentence is in each language."""
    return {language: sentence(Speech(language)) for language in bundle.LANGUAGES}
