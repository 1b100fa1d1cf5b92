"""Text, numbers, dates and units in a language, as the pages' ``words.js`` writes them."""

from __future__ import annotations

import math
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from geo.bundle import every_string, read_strings
from geo.speech import Speech
from geo.telling import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.atlas import Atlas

FALLBACK = "en"
STRINGS = "strings.toml"

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_FIRST_COUNTED, _LAST_YEAR = 1000, 2100
_KM = 1000
_ROUND_KM = 10


@cache
def own_strings() -> dict[str, dict[str, str]]:
    """Return the words that only the terminal needs: per language, from key to text.

    Raises
    ------
    MapError
        If a key lacks one of the languages.
    """
    text = (resources.files("geo") / "terminal" / STRINGS).read_text(encoding="utf-8")
    return read_strings(text, f"geo/terminal/{STRINGS}")


class Words:
    """The words of one language, and the names that an atlas gives to things and countries.

    Parameters
    ----------
    atlas
        Its things may stand in the names of properties: ``distance_to_`` and an id.
    language
        ``"en"``, ``"fa"`` or ``"ur"``.
    """

    def __init__(self, atlas: Atlas, language: str = FALLBACK) -> None:
        self.language = language
        self._speech = Speech(language)
        own = atlas.settings.words.items()
        self._strings = {
            code: {
                **every_string()[code],
                **own_strings()[code],
                **{k: words(n)[code] for k, n in own},
            }
            for code in {language, FALLBACK}
        }
        self._names = {key: words(thing.name) for key, thing in atlas.things.items()}
        self._countries = {one.code: words(one.name) for one in atlas.settings.countries}

    def has(self, key: str) -> bool:
        """Tell whether there is a string of this key."""
        return key in self._strings[FALLBACK]

    def t(self, key: str, **values: str) -> str:
        """Return the string of a key; ``{name}`` takes a value.

        Raises
        ------
        KeyError
            If there is no such string.
        """
        pattern = self._strings[self.language].get(key) or self._strings[FALLBACK][key]
        return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], pattern)

    def word(self, group: str, value: str) -> str:
        """Return a word of a list that may grow; an unknown one stands as it is."""
        key = f"{group}.{value}"
        return self.t(key) if self.has(key) else re.sub(r"[_-]+", " ", value)

    def country(self, code: str) -> str:
        """Return a country's name, or its code where the atlas does not name it."""
        return self.pick(self._countries.get(code, code))

    def property(self, name: str) -> str:
        """Return the name of a property; ``distance_to_`` and its like go on with places."""
        parts = name.split("_")
        starts = [at for at in range(1, len(parts)) if self.has(_beginning(parts, at))]
        if self.has(f"field.{name}") or not starts:
            return self.word("field", name)
        places = "–".join(self._places(parts[starts[-1] :]))
        return self.t(_beginning(parts, starts[-1]), name=places)

    def _places(self, parts: Sequence[str]) -> list[str]:
        """Return the names of places whose ids follow one another in the name of a property."""
        if not parts:
            return []
        known = [at for at in range(1, len(parts) + 1) if self._place(parts[:at])]
        length = known[-1] if known else 1
        name = self._place(parts[:length]) or {FALLBACK: capital(parts[0])}
        return [self.pick(name), *self._places(parts[length:])]

    def _place(self, parts: Sequence[str]) -> Mapping[str, str] | None:
        key = "-".join(parts)
        return self._names.get(key) or self._names.get(f"{key}-station")

    def pick(self, text: Mapping[str, str] | str) -> str:
        """Return a text in the language, else in English."""
        if isinstance(text, str):
            return text
        return text.get(self.language) or text.get(FALLBACK, "")

    def listed(self, items: Sequence[str]) -> str:
        """Join items as a list is written in the language."""
        return self.t("list.comma").join(items)

    def digits(self, text: str) -> str:
        """Write digits as the language does."""
        return self._speech.digits(text)

    def number(self, value: float, decimals: int = 3) -> str:
        """Return a number with its thousands apart, rounded to some decimals."""
        rounded = f"{abs(value):.{decimals}f}"
        whole, _, part = rounded.partition(".")
        part = part.rstrip("0")
        text = f"{int(whole):,}".replace(",", self.t("number.group"))
        if part:
            text += self.t("number.decimal") + part
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
            if unit is not None:
                return self.measure(text, unit)
            return self.date(text) if _DATE.fullmatch(text) else text
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
        """Return a day, a month or a year as a reader would write it; other text as it is."""
        return self._speech.date(text) if _DATE.fullmatch(text) else self.digits(text)

    def position(self, position: Sequence[float], precision_m: float) -> str:
        """Return a position with no more decimals than its precision bears out."""
        lon, lat = position
        decimals = min(5, max(1, math.ceil(5 - math.log10(precision_m))))
        written = [
            self.digits(f"{abs(value):.{decimals}f}".replace(".", self.t("number.decimal")))
            for value in (lat, lon)
        ]
        return self.t(
            "field.lat_lon",
            lat=self.t(f"coordinate.{'south' if lat < 0 else 'north'}", n=written[0]),
            lon=self.t(f"coordinate.{'west' if lon < 0 else 'east'}", n=written[1]),
        )

    def status(self, status: str, date: str | None) -> str:
        """Return a status with the day from which it holds."""
        word = self.t(f"status.{status}")
        return self.t("status.line", status=word, date=self.date(date)) if date else word

    def standing(self, promise: Mapping[str, Any]) -> str:
        """Return in a few words where a promise stands, and how late it was kept."""
        if "late_days" in promise:
            return self.t("promise.kept_by", late=self.days(*promise["late_days"]))
        return self.t(f"promise.{promise['standing']}")

    def days(self, least: int, most: int) -> str:
        """Return a number of days, or between which two it lies."""
        if least != most:
            between = {"least": self.number(least), "most": self.number(most)}
            return self.t("promises.between", **between)
        return self.t("promises.one_day") if most == 1 else self.measure(most, "days")


def _beginning(parts: Sequence[str], length: int) -> str:
    return f"field.{'_'.join(parts[:length])}_"


def capital(text: str) -> str:
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]
