"""Everything in an atlas that has an id, and how it is found by an id or a name."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, NamedTuple

from geo import telling
from geo.errors import RequestError
from geo.records import (
    Bloc,
    Commitment,
    Corridor,
    Crossing,
    Frontier,
    Market,
    Place,
    Port,
    Record,
    Sea,
    Section,
    Source,
    Station,
    Thing,
    Topic,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.atlas import Atlas
    from geo.layers import Layer

ORDER: tuple[type[Record], ...] = (
    Frontier,
    Sea,
    Market,
    Crossing,
    Corridor,
    Section,
    Station,
    Port,
    Place,
    Bloc,
    Topic,
    Commitment,
    Source,
)
"""Kinds of records, in the order in which they are listed."""

_ALIKE = str.maketrans({"–": "-", "—": "-", "\u2011": "-", "ي": "ی", "ك": "ک", "\u200c": " "})
"""What people type for one another."""

_MANY = 5


class Entry(NamedTuple):
    """Something with an id: its kind in a word, its name by language, its other names."""

    id: str
    kind: str
    name: Mapping[str, str]
    also: tuple[str, ...]
    record: Thing | Commitment | Source


def things(atlas: Atlas) -> dict[str, Thing]:
    """Return every thing of an atlas by its id, frontiers at sea among them, in order of lists."""
    found = dict(atlas.things)
    for frontier in atlas.of(Frontier).values():
        if frontier.sea is not None:
            found[frontier.sea.id] = frontier.sea
    return dict(sorted(found.items(), key=lambda item: (place(item[1]), item[0])))


def place(record: Record) -> int:
    """Return the place of a record's kind in lists."""
    return next((at for at, model in enumerate(ORDER) if isinstance(record, model)), len(ORDER))


def register(atlas: Atlas, built: Mapping[str, Layer]) -> dict[str, Entry]:
    """Return all that can be asked for, by id, in the order of lists.

    Parameters
    ----------
    atlas
        The atlas.
    built
        Its layers, which have features that no seed names: posts, members of blocs.
    """
    drawn = {
        item.feature.id: (str(item.feature.properties["kind"]), item.record)
        for layer in built.values()
        for item in layer.drawn
    }
    known: dict[str, Entry] = {}
    for key, thing in things(atlas).items():
        kind = drawn[key][0] if key in drawn else telling.kind(thing)
        known[key] = _entry(thing, kind)
    for key, (kind, thing) in drawn.items():
        known.setdefault(key, _entry(thing, kind))
    for key, promise in atlas.commitments.items():
        name = telling.words(promise.promise)
        known.setdefault(key, Entry(key, "commitment", name, (), promise))
    for key, source in atlas.sources.items():
        name = {"en": source.title or source.publisher}
        known.setdefault(key, Entry(key, "source", name, (), source))
    return known


def _entry(thing: Thing, kind: str) -> Entry:
    return Entry(thing.id, kind, telling.words(thing.name), thing.also, thing)


def find(known: Mapping[str, Entry], asked: str) -> Entry:
    """Return what an id names, or a name that one thing alone has; last come other spellings.

    Raises
    ------
    RequestError
        If there is none, with the nearest; or if several have that name.
    """
    if asked in known:
        return known[asked]
    wanted = _plain(asked)
    for spelt in (_ids, _names, _other_names):
        named = [key for key, entry in known.items() if wanted in spelt(entry)]
        if len(named) == 1:
            return known[named[0]]
        if named:
            msg = f"{asked!r} is a name of {_listed(known, named)}; give the id"
            raise RequestError(msg)
    near = _nearest(known, asked)
    hint = f"did you mean {_listed(known, near)}?" if near else "`sarhad show` lists everything"
    msg = f"there is no {asked!r}; {hint}"
    raise RequestError(msg)


def _ids(entry: Entry) -> set[str]:
    return {entry.id}


def _names(entry: Entry) -> set[str]:
    return {_plain(name) for name in entry.name.values()}


def _other_names(entry: Entry) -> set[str]:
    return {_plain(name) for name in entry.also}


def _plain(name: str) -> str:
    """Return a name without what people write in one way or another."""
    return re.sub(r"\s+", " ", name.translate(_ALIKE)).strip().casefold()


def _nearest(known: Mapping[str, Entry], asked: str) -> list[str]:
    """Return the ids that are written most like what was asked, or have such a name."""
    wanted = _plain(asked)
    if not wanted:
        return []
    # Things stand before sources, and keep a spelling that both have.
    spelt: dict[str, str] = {}
    for entry in known.values():
        for spelling in _spellings(entry):
            spelt.setdefault(spelling, entry.id)
    close = difflib.get_close_matches(wanted, spelt, n=_MANY, cutoff=0.7)
    within = sorted((spelling for spelling in spelt if wanted in spelling), key=len)
    found = dict.fromkeys(spelt[spelling] for spelling in (*close, *within))
    return list(found)[:_MANY]


def _spellings(entry: Entry) -> Iterator[str]:
    yield entry.id
    yield from sorted(_names(entry) | _other_names(entry))


def _listed(known: Mapping[str, Entry], ids: list[str]) -> str:
    told = [f"{key} ({known[key].name['en']})" for key in ids[:_MANY]]
    more = [f"{len(ids) - _MANY} more"] if len(ids) > _MANY else []
    *others, last = [*told, *more]
    joint = " or " if not more else " and "
    return f"{', '.join(others)}{joint if others else ''}{last}"
