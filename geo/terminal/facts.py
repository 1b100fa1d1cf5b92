"""The facts on a thing in lines, one for each property, with all sides of a conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from geo.facts import LENGTH
from geo.terminal.sheet import QUIET, STRONG, Line, Piece, line
from geo.terminal.voice import DOT
from geo.terminal.words import capital

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.terminal.voice import Voice

TO_A_TENTH_KM = 10
"""Lengths below this are told to a tenth of a kilometre."""

TWO_DIGITS = 10
"""Percentages from this on are told with two digits, others with one."""


class Group(NamedTuple):
    """What is said of a property, and of which part or time of the thing; preferred first."""

    property: str
    of: Mapping[str, str] | None
    facts: Sequence[Mapping[str, Any]] = ()


def facts(voice: Voice, told: Mapping[str, Any]) -> Iterator[Line]:
    """Yield the facts on a thing, lengths first, one property a line."""
    measured = _measured(voice, told)
    groups = _grouped(told.get("stated", ()))
    if measured and not groups:
        groups = [Group(LENGTH, None)]
    for at, group in enumerate(groups):
        yield from _group(voice, told, group, measured if at == 0 else "")
    yield from _details(voice, told)
    for group in _grouped(told.get("facts", ())):
        yield from _group(voice, told, group)


def _grouped(stated: Sequence[Mapping[str, Any]]) -> list[Group]:
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for fact in stated:
        of = fact["of"]["en"] if "of" in fact else ""
        groups.setdefault((fact["property"], of), []).append(fact)
    return [Group(key[0], group[0].get("of"), group) for key, group in groups.items()]


def _measured(voice: Voice, told: Mapping[str, Any]) -> str:
    """Return the length of the line on the map."""
    if "length_km" not in told:
        return ""
    km = told["length_km"]
    length = voice.words.measure(round(km, 1 if km < TO_A_TENTH_KM else 0), "km")
    if "ladder" in told:
        finest = voice.words.distance(told["ladder"][0][0])
        return voice.t("evidence.measured_at", length=length, detail=finest)
    return voice.t("length.measured", length=length)


def _details(voice: Voice, told: Mapping[str, Any]) -> Iterator[Line]:
    """Yield what else is told of the length: a remark, and what it is at which detail."""
    if "length_note" in told:
        yield line(voice.pick(told["length_note"]), indent=1)
    if "ladder" in told:
        words = voice.words
        steps = [
            f"{words.distance(detail)} → {words.measure(km, 'km')}" for detail, km in told["ladder"]
        ]
        yield line(Piece(f"{voice.t('curve.table')}: ", STRONG), DOT.join(steps), indent=1)


def _group(voice: Voice, told: Mapping[str, Any], group: Group, measured: str = "") -> list[Line]:
    """Return a property in a line, how far apart its values are, and remarks on them."""
    name = capital(voice.words.property(group.property))
    if group.of:
        name += f" ({voice.words.amount(group.of)})"
    values = [_value(voice, same) for same in _alike(group.facts)]
    if measured:
        values.append([Piece(measured)])
    pieces = [Piece(f"{name}: ", STRONG)]
    for at, value in enumerate(values):
        pieces += [Piece(DOT if at else ""), *value]
    below = [*_conflict(voice, told, group), *_remarks(voice, group)]
    return [line(*pieces), *(line(*item, indent=1) for item in below)]


def _alike(stated: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Return facts by their values, so that each value is told once."""
    alike: list[list[Mapping[str, Any]]] = []
    for fact in stated:
        found = [same for same in alike if _amount(same[0]) == _amount(fact)]
        if found:
            found[0].append(fact)
        else:
            alike.append([fact])
    return alike


def _amount(fact: Mapping[str, Any]) -> tuple[Any, Any]:
    return fact["value"], fact.get("unit")


def _value(voice: Voice, same: Sequence[Mapping[str, Any]]) -> list[Piece]:
    """Return a value, and each source of it with its date and how sure it is."""
    said: dict[str, list[str]] = {}
    for fact in same:
        about = [voice.words.date(fact["date"])] if "date" in fact else []
        about.append(voice.t(f"confidence.{fact['confidence']}"))
        said.setdefault(voice.words.listed(about), []).append(fact["source"])
    pieces = [Piece(voice.words.amount(*_amount(same[0])))]
    for told, sources in said.items():
        pieces += [voice.marks(sources), Piece(f" ({told})", QUIET)]
    return pieces


def _conflict(voice: Voice, told: Mapping[str, Any], group: Group) -> Iterator[list[Piece]]:
    """Yield how far apart sources are, which value is used, and why."""
    for one in told.get("disagreements", ()):
        if (one["property"], one.get("of")) == (group.property, group.of):
            yield [Piece(voice.t("terminal.disagree", apart=_apart(voice, one)))]
    for fact in group.facts:
        if "reason" in fact:
            value = voice.words.amount(*_amount(fact))
            reason = voice.pick(fact["reason"])
            yield [Piece(voice.t("terminal.used", value=value, reason=reason))]


def _apart(voice: Voice, one: Mapping[str, Any]) -> str:
    """Return how far apart values are; where that cannot be counted, how many there are."""
    words = voice.words
    if "apart" not in one:
        return voice.t("evidence.versions", n=words.number(one["values"]))
    unit = one.get("unit")
    ends = {
        key: words.measure(one[key], unit) if unit else words.number(one[key])
        for key in ("lowest", "highest", "apart")
    }
    parts = [voice.t("evidence.apart", **ends)]
    if "percent" in one:
        percent = float(f"{one['percent']:.{1 if one['percent'] < TWO_DIGITS else 2}g}")
        parts.append(voice.t("evidence.share", percent=words.measure(percent, "%")))
    return words.listed(parts)


def _remarks(voice: Voice, group: Group) -> Iterator[list[Piece]]:
    for fact in group.facts:
        if "note" in fact:
            mark = voice.marks([fact["source"]])
            yield [Piece(f"{mark.text.strip()} ", mark.style), Piece(voice.pick(fact["note"]))]
