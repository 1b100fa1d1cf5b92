"""The rows of the page of promises: each told in all languages, with its sources and a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo import promises
from geo.fields import first_day, last_day
from geo.promise_chart import SIGNS, Scale, Track, track
from geo.records import Corridor, Topic
from geo.telling import kind, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.atlas import Atlas
    from geo.promises import Standing, Verdict
    from geo.records import Commitment, Judgement, Note
    from geo.speech import Said, Speech, Texts

LAYER_OF_KIND = {
    "market": "markets",
    "crossing": "crossings",
    "pipeline": "pipeline",
    "railway": "rail",
    "ferry": "rail",
    "sea-leg": "rail",
    "station": "rail",
    "power-line": "power",
    "port": "ports",
    "place": "places",
    "bloc": "bloc",
}
"""The layer under which promises about a kind of thing are found; all others under the frontier."""

LATE_IN_DAYS, LATE_IN_MONTHS = 60, 730
"""Up to how many days a delay is said in days alone, and up to how many in months too."""

DAYS_IN_MONTH, DAYS_IN_YEAR = 30.4375, 365.25


@dataclass(frozen=True)
class Cite:
    """A source: publisher and year, its title, and where it can be read."""

    publisher: str
    year: Said | None
    title: str
    url: str


@dataclass(frozen=True)
class Told:
    """A text with its sources: a remark; or, with a date, what was seen of a promise."""

    text: Said
    cites: tuple[Cite, ...]
    date: str = ""
    day: Said | None = None


@dataclass(frozen=True)
class Place:
    """What a promise is about; ``href`` is where it stands on a map, empty if it does not."""

    name: Said
    href: str
    layer: str


@dataclass(frozen=True)
class Deadline:
    """For when a promise was made: as written, its last day, and in words."""

    due: str
    last: str
    said: Said
    note: Said | None


@dataclass(frozen=True)
class Outcome:
    """What became of a promise: its standing, by how many days it was late, and what was seen."""

    standing: Standing
    sign: str
    rank: int
    late: int
    said: Said
    lateness: Said | None
    events: tuple[Told, ...]


@dataclass(frozen=True)
class Row:
    """One promise; ``countries`` are the codes of those who made it."""

    id: str
    countries: str
    promise: Said
    by: Said
    cites: tuple[Cite, ...]
    notes: tuple[Told, ...]
    sure: Said | None
    made: str
    made_said: Said
    deadline: Deadline
    outcome: Outcome
    place: Place
    track: Track | None
    summary: Said


@dataclass(frozen=True)
class Teller:
    """What it takes to tell of promises.

    Parameters
    ----------
    atlas
        The seeds.
    maps
        For each feature the id of the map that shows it best.
    texts
        Where all texts are kept.
    """

    atlas: Atlas
    maps: Mapping[str, str]
    texts: Texts

    def rows(self) -> tuple[Row, ...]:
        """Return all promises: those due last come first, those without a date at the end.

        What a reader would look up is mostly what is open or has just run out.
        """
        day = first_day(self.atlas.settings.as_of)
        scale = Scale.around(self.atlas.commitments.values(), day)
        found = {
            item.id: (item, verdict)
            for item in self.atlas.commitments.values()
            if (verdict := promises.verdict(item, day))
        }
        newest = sorted(found.values(), key=lambda pair: _age(pair[0]), reverse=True)
        return tuple(
            self._row(item, verdict, track(item, verdict, scale, day)) for item, verdict in newest
        )

    def _row(self, item: Commitment, verdict: Verdict, drawn: Track | None) -> Row:
        texts = self.texts
        made = texts.spoken(lambda speech: speech.date(item.made))
        deadline, outcome = self._deadline(item), self._outcome(item, verdict)
        dated = f"promises.summary{'' if item.due else '_undated'}"
        return Row(
            id=item.id,
            countries=" ".join(item.countries),
            promise=texts.say(words(item.promise)),
            by=texts.say(words(item.by)),
            cites=self._cites(item.sources),
            notes=tuple(self._note(note) for note in item.notes),
            sure=None
            if item.confidence == "high"
            else texts.string(f"confidence.{item.confidence}"),
            made=item.made,
            made_said=made,
            deadline=deadline,
            outcome=outcome,
            place=self._place(item.things),
            track=drawn,
            summary=texts.spoken(
                lambda speech: speech.t(
                    dated,
                    made=speech.date(item.made),
                    due=speech.date(item.due or item.made),
                    became=speech.t(f"promise.{verdict.standing}"),
                )
            ),
        )

    def _deadline(self, item: Commitment) -> Deadline:
        due, note = item.due, item.due_note
        said = (
            self.texts.spoken(lambda speech: speech.date(due))
            if due
            else self.texts.string("promises.undated")
        )
        last = last_day(due).isoformat() if due else ""
        return Deadline(due or "", last, said, self.texts.say(words(note)) if note else None)

    def _outcome(self, item: Commitment, verdict: Verdict) -> Outcome:
        least, most = verdict.late or (0, 0)
        return Outcome(
            standing=verdict.standing,
            sign=SIGNS.get(verdict.standing, "due"),
            rank=promises.STANDINGS.index(verdict.standing),
            late=most,
            said=standing_said(self.texts, verdict.standing),
            lateness=self.texts.spoken(lambda speech: delay(speech, least, most)) if most else None,
            events=tuple(self._event(event) for event in item.events),
        )

    def _event(self, event: Judgement) -> Told:
        day = self.texts.spoken(lambda speech: speech.date(event.date))
        cites = self._cites(event.sources)
        return Told(self.texts.say(words(event.what)), cites, event.date, day)

    def _note(self, note: Note) -> Told:
        return Told(self.texts.say(words(note.text)), self._cites(note.sources))

    def _cites(self, ids: Iterable[str]) -> tuple[Cite, ...]:
        sources = (self.atlas.sources[key] for key in ids)
        return tuple(
            Cite(
                source.publisher,
                self._year(source.published),
                source.title or "",
                source.url or "",
            )
            for source in sources
        )

    def _year(self, published: str | None) -> Said | None:
        if published is None:
            return None
        return self.texts.spoken(lambda speech: speech.year(published))

    def _place(self, things: Iterable[str]) -> Place:
        """Return the first thing that a map shows; else the first one, without an address."""
        chief, *others = (self._found(key) for key in things)
        return next((place for place in (chief, *others) if place.href), chief)

    def _found(self, key: str) -> Place:
        """Return where a thing is: a line at its first section, a topic at what it is told with."""
        thing = self.atlas.things[key]
        feature = key
        if isinstance(thing, Topic):
            return self._found(thing.told_with[0])
        if isinstance(thing, Corridor):
            sections = (*thing.route, *_sections(self.atlas, key))
            feature = next((section for section in sections if section in self.maps), key)
        at = self.maps.get(feature)
        href = f"{at}.html#lang=en&feature={feature}" if at else ""
        layer = LAYER_OF_KIND.get(kind(thing), "frontier")
        return Place(self.texts.say(words(thing.name)), href, layer)


def _sections(atlas: Atlas, corridor: str) -> list[str]:
    return [key for key, section in atlas.sections.items() if section.corridor == corridor]


def _age(item: Commitment) -> tuple[str, str, str]:
    due = last_day(item.due).isoformat() if item.due else ""
    return due, item.made, item.id


def standing_said(texts: Texts, standing: Standing) -> Said:
    """Return what a standing is called, with a capital where the script has any."""
    return texts.spoken(lambda speech: speech.capital(speech.t(f"promise.{standing}")))


def delay(speech: Speech, least: int, most: int) -> str:
    """Say how many days late something was done; a long delay also in months or years."""
    days = speech.t("promise.one_days") if most == 1 else _days(speech, least, most)
    if most <= LATE_IN_DAYS:
        return days
    if most <= LATE_IN_MONTHS:
        span = speech.t("unit.months", n=speech.number(round(most / DAYS_IN_MONTH)))
    else:
        span = speech.t("unit.years", n=speech.number(most / DAYS_IN_YEAR, 1))
    return speech.t("promises.about", days=days, span=span)


def _days(speech: Speech, least: int, most: int) -> str:
    n = speech.number(most)
    if least < most:
        n = speech.t("promise.between", **{"from": speech.number(least), "to": n})
    return speech.t("unit.days", n=n)
