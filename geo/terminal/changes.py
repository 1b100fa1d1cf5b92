"""What changed on the map, in English sentences, grouped by thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.differences.change import differing
from geo.terminal.phrases import Phrases
from geo.terminal.sheet import STRONG, Line, Piece, line
from geo.terminal.words import capital

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from geo.differences import Change, Kind
    from geo.terminal.words import Words

AMOUNT = ("value", "unit")


def changes(
    words: Words, publishers: Mapping[str, str], changed: Sequence[Change]
) -> Iterator[Line]:
    """Yield each thing that has changed, and below it what changed, a sentence each.

    Parameters
    ----------
    words
        English words.
    publishers
        Who published each source of either side, by its id.
    changed
        What `geo.differences.compare` found.
    """
    phrases = Phrases(words, publishers)
    before = None
    for change in changed:
        if change.thing != before:
            yield line(Piece(change.name, STRONG), f" ({change.thing})")
        before = change.thing
        yield line(sentence(phrases, change), indent=1)


def sentence(phrases: Phrases, change: Change) -> str:
    """Return a change in a sentence."""
    return f"{capital(SENTENCES[change.kind](phrases, change))}."


def _renamed(phrases: Phrases, change: Change) -> str:
    language = phrases.language(str(change.field))
    return f"renamed in {language}: “{change.old}” → “{change.new}”"


def _status(phrases: Phrases, change: Change) -> str:
    words, old, new = phrases.words, change.old, change.new
    if new is None:
        return f"no status any more; it was {phrases.status(old)}"
    if old is None:
        return f"has a status now: {phrases.status(new)}"
    since, word = words.date(new["date"]), words.t(f"status.{new['status']}")
    if old["status"] == new["status"]:
        return f"status: still {word}, since {since} instead of {words.date(old['date'])}"
    return f"status: from {words.t('status.' + old['status'])} to {word}, since {since}"


def _moved(phrases: Phrases, change: Change) -> str:
    places = [phrases.place(position) for position in (change.old, change.new)]
    return f"moved by {phrases.metres(change.metres)}: {places[0]} → {places[1]}"


def _radius(phrases: Phrases, change: Change) -> str:
    radii = [phrases.words.measure(radius, "m") for radius in (change.old, change.new)]
    return f"radius of doubt: {radii[0]} → {radii[1]}"


def _line(phrases: Phrases, change: Change) -> str:
    words, apart = phrases.words, phrases.words.distance(change.metres or 0)
    lengths = [words.measure(round(km, 1), "km") for km in (change.old, change.new)]
    long = f"{lengths[0]} → {lengths[1]}" if lengths[0] != lengths[1] else f"{lengths[0]} as before"
    return f"line redrawn: {long}, up to {apart} apart"


def _preferred(phrases: Phrases, change: Change) -> str:
    old, new = change.old, change.new
    if new is None:
        return f"no longer the value used: {phrases.fact(old)}"
    because = f", because: {_ended(phrases.words.pick(new['reason']))}" if "reason" in new else ""
    if old is None:
        return f"value used: {phrases.fact(new)}{because}"
    if phrases.fact(old) == phrases.fact(new):
        return f"value used as before: {phrases.fact(new)}{because}"
    return f"value used: {phrases.fact(new)} instead of {phrases.fact(old)}{because}"


def _ended(text: str) -> str:
    """Return a text without the full stop that the sentence around it brings."""
    return text.removesuffix(".")


def _fact_changed(phrases: Phrases, change: Change) -> str:
    old, new = change.old, change.new
    amounts = [phrases.amount(fact) for fact in (old, new)]
    value = f"{amounts[0]} → {amounts[1]}" if amounts[0] != amounts[1] else amounts[0]
    without = ("source", "property", *(AMOUNT if amounts[0] != amounts[1] else ()))
    rest = _differences(phrases, old, new, without)
    told = f"fact changed: {phrases.property(new)} {value} ({phrases.by([new['source']])})"
    return "; ".join([told, *rest])


def _event_changed(phrases: Phrases, change: Change) -> str:
    rest = _differences(phrases, change.old, change.new)
    return "; ".join([f"event changed: {_ended(phrases.event(change.new))}", *rest])


def _note_changed(phrases: Phrases, change: Change) -> str:
    same = change.old["text"] == change.new["text"]
    text = f" {phrases.quoted(change.new['text'])}" if same else ""
    return f"remark changed:{text} {'; '.join(_differences(phrases, change.old, change.new))}"


def _differences(
    phrases: Phrases, old: Mapping[str, Any], new: Mapping[str, Any], without: Sequence[str] = ()
) -> list[str]:
    """Return what else differs between two statements."""
    kept = [{key: one[key] for key in one if key not in without} for one in (old, new)]
    return [phrases.difference(*found) for found in differing(kept[0], kept[1])]


def _note(phrases: Phrases, note: Mapping[str, Any]) -> str:
    by = f" ({phrases.by(note['sources'])})" if "sources" in note else ""
    return f"{phrases.quoted(note['text'])}{by}"


def _source(source: Mapping[str, Any]) -> str:
    parts = [source[key] for key in ("title", "url") if key in source]
    return f": {', '.join(parts)}" if parts else ""


def _changed(phrases: Phrases, change: Change) -> str:
    return f"changed: {phrases.difference(str(change.field), change.old, change.new)}"


SENTENCES: dict[Kind, Callable[[Phrases, Change], str]] = {
    "thing-added": lambda say, change: f"new: {say.being(change.new)}",
    "thing-gone": lambda say, change: f"gone: {say.being(change.old)}",
    "kind": lambda _, change: f"kind: {change.old} → {change.new}",
    "renamed": _renamed,
    "status": _status,
    "moved": _moved,
    "radius": _radius,
    "line": _line,
    "outline": lambda _, change: f"outline redrawn: {change.field}",
    "fact-added": lambda say, change: f"fact added: {say.fact(change.new)}",
    "fact-gone": lambda say, change: f"fact gone: {say.fact(change.old)}",
    "fact-changed": _fact_changed,
    "preferred": _preferred,
    "event-added": lambda say, change: f"event added: {say.event(change.new)}",
    "event-gone": lambda say, change: f"event gone: {say.event(change.old)}",
    "event-changed": _event_changed,
    "note-added": lambda say, change: f"remark added: {_note(say, change.new)}",
    "note-gone": lambda say, change: f"remark gone: {_note(say, change.old)}",
    "note-changed": _note_changed,
    "cites": lambda say, change: f"cites now: {say.by(change.new)}",
    "cites-no-longer": lambda say, change: f"cites no longer: {say.by(change.old)}",
    "promise-added": lambda say, change: f"new promise: {say.standing(change.new)}",
    "promise-gone": lambda say, change: f"promise gone: it was {say.standing(change.old)}",
    "promise-standing": lambda say, change: (
        f"judged anew: {say.standing(change.old)} → {say.standing(change.new)}"
    ),
    "source-added": lambda _, change: f"new source{_source(change.new)}",
    "source-gone": lambda _, change: f"source gone{_source(change.old)}",
    "basemap": lambda _say, _change: "basemap redrawn",
    "changed": _changed,
}
"""How each kind of change is said, without the first capital and the full stop."""
