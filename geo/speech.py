"""Text, numbers, dates and units in the languages of the pages, as a reader would write them.

On a map ``geo/assets/words.js`` says the same as the reader looks at it.  A page
that is written beforehand stands in English, for where no script runs.  Its
texts in the other languages travel beside it in columns, and each element says
by a number which of them it holds.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from geo import bundle, persian

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Digits = Literal["auto", "latn", "local"]

FALLBACK = "en"

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_ISOLATE = ("\u2068", "\u2069")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_NUMBERS = re.compile(
    r"[A-Z]{1,4} [0-9]+|[A-Za-z0-9_./:-]*[A-Za-z][A-Za-z0-9_./:-]*"
    r"|[0-9\u06f0-\u06f9]+(?:[.,٫٬][0-9\u06f0-\u06f9]+)*"
)
"""Codes, which keep their digits wherever they stand (ML-3, MP 250), and numbers."""

_FIRST_COUNTED, _LAST_YEAR = 1000, 2100
_KM = 1000
_ROUND_KM = 10


class Speech:
    """One language of the interface.

    Parameters
    ----------
    language
        ``"en"``, ``"fa"`` or ``"ur"``.
    digits
        ``"local"``: the language's own, if it has any; ``"latn"``: 0-9;
        ``"auto"``: as the language does by itself.
    """

    def __init__(self, language: str, digits: Digits = "auto") -> None:
        self.language = language
        self._kind = digits
        self._strings: Mapping[str, str] = bundle.every_string()[language]
        mirrored = bundle.LANGUAGES[language] == "rtl"
        self._around = _ISOLATE if mirrored else ("", "")
        # Two years alone would stand from left to right.
        self._turn = "\u200f" if mirrored else ""

    def has(self, key: str) -> bool:
        """Tell whether there is a string of this key."""
        return key in self._strings

    def t(self, key: str, **values: str) -> str:
        """Return the string of a key; a value is isolated where the page runs right to left.

        Raises
        ------
        KeyError
            If there is no such string.
        """
        before, after = self._around
        return _PLACEHOLDER.sub(
            lambda found: f"{before}{values[found[1]]}{after}", self._prose(self._strings[key])
        )

    def isolated(self, text: str) -> str:
        """Return a text of any script so that its direction is its own."""
        before, after = self._around
        return f"{before}{text}{after}"

    def word(self, group: str, value: str) -> str:
        """Return a word of a list that may grow; an unknown one stands as it is."""
        key = f"{group}.{value}"
        return self.t(key) if self.has(key) else re.sub(r"[_-]+", " ", value)

    def pick(self, text: Mapping[str, str] | str) -> str:
        """Return a text in the language, else in English; one that is but a date, as a date."""
        if isinstance(text, str):
            return text
        own = text.get(self.language)
        if own and self.language != FALLBACK:
            return self._prose(own)
        plain = text.get(FALLBACK, "")
        return self.date(plain) if _DATE.fullmatch(plain) else plain

    def listed(self, items: Sequence[str]) -> str:
        """Join items as a list is written in the language."""
        return self.t("list.comma").join(items)

    def digits(self, text: str) -> str:
        """Return a text with the digits of the language; codes keep theirs."""
        own = bundle.DIGITS.get(self.language)
        if own is None:
            return text
        kind = self._strings["language.digits"] if self._kind == "auto" else self._kind
        table = str.maketrans("0123456789.,", f"{own}٫٬")
        if kind == "latn":
            table = {there: here for here, there in table.items()}
        return _NUMBERS.sub(lambda found: _turned(found[0], table), text)

    def _prose(self, text: str) -> str:
        """Return a text that somebody wrote; its digits are its own, until others are chosen."""
        return text if self._kind == "auto" else self.digits(text)

    def number(self, value: float, decimals: int = 3) -> str:
        """Return a number with its thousands apart, rounded to some decimals."""
        text = f"{abs(value):,.{decimals}f}"
        text = text.rstrip("0").rstrip(".") if decimals else text
        return self.digits(f"\u2212{text}" if value < 0 else text)

    def measure(self, value: float | str, unit: str, sign: str = "") -> str:
        """Return a value with its unit; an unknown unit is written out after it."""
        plain = self.digits(value) if isinstance(value, str) else self.number(value)
        key = "unit." + re.sub(r"[^\w%]+", "_", unit.lower(), flags=re.ASCII)
        n = f"{sign}{plain}"
        return self.t(key, n=n) if self.has(key) else f"{n} {unit}"

    def amount(self, value: Any, unit: str | None = None) -> str:
        """Return the value of a fact: words, a number with its unit, a year, a date."""
        if isinstance(value, dict):
            text = self.pick(value)
            return text if unit is None else self.measure(text, unit)
        if unit is not None:
            return self.measure(value, unit)
        if isinstance(value, str) or _FIRST_COUNTED <= value <= _LAST_YEAR:
            return self.date(str(value))
        return self.number(value)

    def distance(self, metres: float, sign: str = "") -> str:
        """Return a distance in metres, from one kilometre on in kilometres."""
        if metres < _KM:
            return self.measure(round(metres), "m", sign)
        km = metres / _KM
        return self.measure(round(km, 1 if km < _ROUND_KM else 0), "km", sign)

    def date(self, text: str) -> str:
        """Return "2023-05-18", "2023-05" or "2023" as a reader would write it.

        In Persian it stands by the Persian calendar with the Gregorian beside
        it.  Other text stands as it is.
        """
        if not _DATE.fullmatch(text):
            return self.digits(text)
        date = self._dated("greg", *text.split("-"))
        return f"{self._span(text)} ({date})" if self._by_persian_calendar() else date

    def brief(self, text: str) -> str:
        """Return the same where there is little room: by the language's own calendar alone."""
        return self._span(text) if self._by_persian_calendar() else self.date(text)

    def year(self, text: str) -> str:
        """Return the year alone, by the language's own calendar; both years, where that is open."""
        if not self._by_persian_calendar():
            return self.digits(text[: len("YYYY")])
        return self.digits("–".join(dict.fromkeys(str(day.year) for day in persian.span(text))))

    def _by_persian_calendar(self) -> bool:
        return self._strings["language.calendar"] == "persian"

    def _dated(self, calendar: str, *parts: str | int) -> str:
        """Return a year, a month of a year, or a day."""
        form = ("date.year", "date.month", "date.day")[len(parts) - 1]
        year, month, day = (*parts, "", "")[:3]
        values = {
            "year": self.digits(str(year)),
            "month": self._strings[f"month.{calendar}.{int(month)}"] if month else "",
            "day": self.digits(str(int(day))) if day else "",
        }
        return _PLACEHOLDER.sub(lambda found: values[found[1]], self._strings[form])

    def _span(self, period: str) -> str:
        """Return the days, months or years of the Persian calendar that a period reaches over."""
        first, last = persian.span(period)
        known = period.count("-") + 1
        if known == 1:
            return f"{self._turn}{self.year(period)}"
        until = self._dated("persian", *last[:known])
        if first == last:
            return until
        # A Gregorian month lies in two of the Persian calendar, in March in two years.
        if first.year == last.year:
            return f"{self._strings[f'month.persian.{first.month}']}–{until}"
        return f"{self._dated('persian', *first[:known])} – {until}"

    def position(self, position: Sequence[float], precision_m: float) -> str:
        """Return a position with no more decimals than its precision bears out."""
        lon, lat = position
        decimals = min(5, max(1, math.ceil(5 - math.log10(precision_m))))
        written = [self.digits(f"{abs(value):.{decimals}f}") for value in (lat, lon)]
        return self.t(
            "field.lat_lon",
            lat=self.t(f"coordinate.{'south' if lat < 0 else 'north'}", n=written[0]),
            lon=self.t(f"coordinate.{'west' if lon < 0 else 'east'}", n=written[1]),
        )

    def capital(self, text: str) -> str:
        """Return a text that begins with a capital, where the script has any."""
        return text[:1].upper() + text[1:]


def _turned(part: str, table: Mapping[int, Any]) -> str:
    """Return a number in other digits; a code as it is."""
    return part if re.search("[A-Za-z]", part) else part.translate(table)


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
