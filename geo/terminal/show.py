"""What is known of one thing, in lines and in the order in which a popup tells it.

It takes what `geo.show` returns, so that lines and JSON tell the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.terminal import history
from geo.terminal.blocks import kind, rows, set_off, under
from geo.terminal.facts import facts
from geo.terminal.references import references, source
from geo.terminal.sheet import QUIET, STRONG, Line, Piece, deeper, line
from geo.terminal.voice import DOT, Voice
from geo.terminal.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.terminal.words import Words

COMMITMENT, SOURCE = "commitment", "source"


def tell(words: Words, told: Mapping[str, Any]) -> Iterator[Line]:
    """Yield all that is known of a thing, a promise or a source.

    Parameters
    ----------
    words
        The words of a language.
    told
        What `geo.show.account` returned.
    """
    voice = Voice(words, told.get("sources", ()))
    yield from _head(voice, told)
    if "not_before" in told:
        promised = told["kind"] == COMMITMENT
        key = "terminal.not_promised_before" if promised else "terminal.not_before"
        yield line(capital(voice.t(key, date=words.date(told["not_before"]))))
    elif told["kind"] == SOURCE:
        yield from source(voice, told)
    elif told["kind"] == COMMITMENT:
        yield line()
        yield from history.promise(voice, told)
        yield from rows(voice, "terminal.about", told.get("things", ()))
    else:
        yield from _thing(voice, told)
    yield from references(voice, told.get("sources", ()))
    if told["kind"] != SOURCE and "licence" in told:
        yield line()
        yield line(Piece(f"{told['credit']}{DOT}{told['licence']}", QUIET))


def _head(voice: Voice, told: Mapping[str, Any]) -> Iterator[Line]:
    """Yield the names of a thing, its kind, its countries and its other names."""
    words = voice.words
    own, *others = dict.fromkeys([voice.pick(told["name"]), *told["name"].values()])
    yield line(Piece(own, STRONG))
    if others:
        yield line(DOT.join(others))
    parts = [
        kind(words, told),
        *(words.word("mode", mode) for mode in told.get("mode", ())),
        words.listed([words.country(code) for code in told.get("countries", ())]),
        told["id"],
        words.t("field.as_of_date", date=words.date(told["as_of"])),
    ]
    yield line(capital(DOT.join(filter(None, parts))))
    if "corridor" in told:
        yield line(voice.pick(told["corridor"]))
    if "also" in told:
        yield line(f"{words.t('ui.also')} {words.listed(told['also'])}")


def _thing(voice: Voice, told: Mapping[str, Any]) -> Iterator[Line]:
    yield from set_off(history.status(voice, told))
    yield from under(voice, "field.facts", facts(voice, told))
    yield from under(voice, "terminal.doubts", _doubts(voice, told))
    yield from _further(voice, told)
    if "whole_line" in told:
        whole = told["whole_line"]
        title = f"{voice.t('field.whole_line')} {voice.named(whole)}"
        yield from under(voice, title, _belonging(voice, whole))
    yield from rows(voice, "terminal.sections", told.get("sections", ()))
    yield from rows(voice, "terminal.about", told.get("told_with", ()))
    for topic in told.get("topics", ()):
        title = f"{voice.t('terminal.topic')} {voice.named(topic)}"
        yield from under(voice, title, _belonging(voice, topic))


def _doubts(voice: Voice, told: Mapping[str, Any]) -> Iterator[Line]:
    """Yield how sure a position is, how it was found, and remarks."""
    if "disputed" in told:
        yield line(voice.t("field.sources_disagree"))
    if "accuracy" in told:
        yield from _accuracy(voice, told)
    sides = [voice.pick(told[key]) for key in ("left_district", "right_district") if key in told]
    if sides:
        yield line(f"{voice.t('field.sides')}: {voice.words.listed(sides)}")
    yield from history.notes(voice, told)


def _accuracy(voice: Voice, told: Mapping[str, Any]) -> Iterator[Line]:
    words, radius = voice.words, told["precision_m"]
    parts = [
        voice.t(f"accuracy.{told['accuracy']}"),
        voice.t("accuracy.within", distance=words.distance(radius, "±")),
    ]
    if "position" in told:
        parts.append(words.position(told["position"], radius))
    yield line(Piece(f"{voice.t('accuracy.label')}: ", STRONG), DOT.join(parts))
    if told["accuracy"] == "schematic":
        yield line(voice.t("accuracy.schematic_gloss"), indent=1)
    yield line(voice.pick(told["method"]), voice.marks(told["position_sources"]), indent=1)


def _further(voice: Voice, told: Mapping[str, Any]) -> Iterator[Line]:
    """Yield promises and history."""
    yield from under(voice, "promise.title", _promises(voice, told.get("promises", ())))
    happened = told.get("events", ())
    title = "field.status_history" if "status" in told else "field.timeline"
    yield from under(voice, title, history.events(voice, happened))


def _promises(voice: Voice, promises: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    for promise in promises:
        name = Piece(f"• {voice.pick(promise['promise'])}", STRONG)
        yield line(name, Piece(f" ({promise['id']})", QUIET))
        yield from deeper(history.promise(voice, promise))


def _belonging(voice: Voice, told: Mapping[str, Any]) -> Iterator[Line]:
    """Yield what is told of the line or matter that a thing belongs to."""
    yield from history.status(voice, told)
    yield from facts(voice, told)
    yield from history.notes(voice, told)
    yield from _further(voice, told)
