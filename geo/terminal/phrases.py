"""The parts of sentences about changes: values, dates, distances, who says so.  In English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.terminal.words import Words

DATES = ("date", "made", "due", "since", "as_of", "published", "accessed")
"""Fields that hold a day, a month or a year."""

LANGUAGES = {"en": "English", "fa": "Persian", "ur": "Urdu"}

_SMALLEST_M, _TO_A_TENTH_M = 0.1, 10


class Phrases:
    """Writes the parts of a sentence.

    Parameters
    ----------
    words
        English words.
    publishers
        Who published each source of either side, by its id.
    """

    def __init__(self, words: Words, publishers: Mapping[str, str]) -> None:
        self.words = words
        self._publishers = publishers

    def status(self, told: Mapping[str, Any] | None) -> str:
        """Return a status and since when it holds; nothing where there is none."""
        return self.words.status(told["status"], told["date"]) if told and "status" in told else ""

    def being(self, told: Mapping[str, Any]) -> str:
        """Return the kind of a thing and its status."""
        kinds = [f"{group}.{told['kind']}" for group in ("kind", "terminal.kind")]
        kind = next((self.words.t(key) for key in kinds if self.words.has(key)), told["kind"])
        return ", ".join(filter(None, [kind, self.status(told)]))

    def standing(self, told: Mapping[str, Any] | None) -> str:
        """Return where a promise stands, and how late it was kept."""
        return self.words.standing(told) if told else "not yet made"

    def metres(self, metres: float | None) -> str:
        """Return a distance in metres: to the metre, and below ten metres to a tenth."""
        if metres is None or metres < _SMALLEST_M:
            return "less than 0.1 m"
        return self.words.measure(round(metres, 1 if metres < _TO_A_TENTH_M else 0), "m")

    def place(self, position: Sequence[float]) -> str:
        """Return a position as exactly as files hold it."""
        lon, lat = position
        parts = (
            ("south" if lat < 0 else "north", lat),
            ("west" if lon < 0 else "east", lon),
        )
        return ", ".join(
            self.words.t(f"coordinate.{side}", n=f"{abs(value):.6f}".rstrip("0").rstrip("."))
            for side, value in parts
        )

    def amount(self, fact: Mapping[str, Any]) -> str:
        """Return the value of a fact with its unit."""
        return self.words.amount(fact["value"], fact.get("unit"))

    def property(self, fact: Mapping[str, Any]) -> str:
        """Return what a fact is about."""
        of = f" ({self.words.amount(fact['of'])})" if "of" in fact else ""
        return self.words.property(fact["property"]) + of

    def by(self, ids: Sequence[str]) -> str:
        """Return who says so; a source that could not be read has its id alone."""
        return "; ".join(
            f"{self._publishers[key]}, {key}" if key in self._publishers else key for key in ids
        )

    def fact(self, fact: Mapping[str, Any]) -> str:
        """Return a fact: property, value, source."""
        return f"{self.property(fact)} {self.amount(fact)} ({self.by([fact['source']])})"

    def event(self, event: Mapping[str, Any]) -> str:
        """Return an event: date, what it turned the thing into, what happened, sources."""
        turns = [
            self.words.t(f"{group}.{event[key]}")
            for key, group in (("status", "status"), ("outcome", "promise"))
            if key in event
        ]
        when = ", ".join([self.words.date(event["date"]), *turns])
        return f"{when}: {self.quoted(event['what'])} ({self.by(event['sources'])})"

    def quoted(self, text: Mapping[str, str] | str) -> str:
        """Return a text between quotation marks."""
        return f"“{self.words.pick(text)}”"

    def language(self, field: str) -> str | None:
        """Return the language of a text, by the end of its path."""
        return LANGUAGES.get(field.rpartition(".")[2])

    def difference(self, field: str, old: Any, new: Any) -> str:
        """Return how a field differs; of a translation, only that it does."""
        text, _, _ = field.rpartition(".")
        language = self.language(field) if text else None
        if language and not field.endswith(".en"):
            turn = "also" if old is None else "no longer" if new is None else "otherwise"
            return f"{text} {turn} in {language}"
        name = text if language else field
        if _plain_list(old) and _plain_list(new):
            more = [f"+ {self.value(field, one)}" for one in new if one not in old]
            fewer = [f"\u2212 {self.value(field, one)}" for one in old if one not in new]
            return f"{name} {', '.join([*fewer, *more]) or 'in another order'}"
        values = [self.value(field, value) for value in (old, new)]
        return f"{name} {values[0]} → {values[1]}" if values[0] != values[1] else name

    def value(self, field: str, value: Any) -> str:
        """Return the plain value of any field."""
        if value is None:
            return "nothing"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int | float):
            return self.words.number(value, 6)
        if isinstance(value, str):
            dated = field.rpartition(".")[2] in DATES
            return self.words.date(value) if dated else self.quoted(value)
        if isinstance(value, dict) and "en" in value:
            return self.quoted(value)
        return self._several(field, value)

    def _several(self, field: str, value: Any) -> str:
        """Return a list of plain values; of others, how many there are."""
        if _plain_list(value) and value:
            return ", ".join(self.value(field, one) for one in value)
        return f"{len(value)} {'entry' if len(value) == 1 else 'entries'}"


def _plain_list(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(one, dict | list) for one in value)
