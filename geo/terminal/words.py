"""The words of the pages, those that only the terminal needs, and the names of an atlas."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from geo.bundle import read_strings
from geo.speech import FALLBACK, Digits, Speech
from geo.telling import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.atlas import Atlas

STRINGS = "strings.toml"


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


class Words(Speech):
    """The words of one language, and the names that an atlas gives to things and countries.

    Parameters
    ----------
    atlas
        Its things may stand in the names of properties: ``distance_to_`` and an id.
    language, digits
        As `Speech` has them.
    """

    def __init__(self, atlas: Atlas, language: str = FALLBACK, digits: Digits = "auto") -> None:
        super().__init__(language, digits)
        own = {key: words(name)[language] for key, name in atlas.settings.words.items()}
        self._strings = {**self._strings, **own_strings()[language], **own}
        # A terminal is given no characters that steer its direction.
        self._around, self._turn = ("", ""), ""
        self._names = {key: words(thing.name) for key, thing in atlas.things.items()}
        self._countries = {one.code: words(one.name) for one in atlas.settings.countries}

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
        name = self._place(parts[:length]) or {FALLBACK: self.capital(parts[0])}
        return [self.pick(name), *self._places(parts[length:])]

    def _place(self, parts: Sequence[str]) -> Mapping[str, str] | None:
        key = "-".join(parts)
        return self._names.get(key) or self._names.get(f"{key}-station")

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
