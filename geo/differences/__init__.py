"""What changed on the map between two atlases, each change by itself.

Two atlases are compared, not two sets of files: another order of keys or of
files is no change, and neither is a fact that only moved within its list.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from geo import telling
from geo.atlas import BASEMAP
from geo.differences.change import Change, Kind, differing
from geo.differences.shapes import SAME_M, Shapes, apart_m, drawn_shapes
from geo.differences.things import of_promise, of_thing, standing, standing_status
from geo.measure import length_km
from geo.records import Bloc
from geo.register import place, things

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from geo.atlas import Atlas
    from geo.records import Record, Source, Thing

__all__ = ["Change", "Comparison", "Kind", "compare"]

PATH = "path"


class Comparison(NamedTuple):
    """Every change, grouped by thing, and the ids of lines that could not be compared."""

    changes: tuple[Change, ...]
    undrawn: tuple[str, ...]


def compare(old: Atlas, new: Atlas, unread: Collection[str] = ()) -> Comparison:
    """Compare two atlases.

    Parameters
    ----------
    old, new
        The atlases, as they were read; they may have findings.
    unread
        Ids that stand in files which could not be read on one of the sides:
        nothing is said of them.

    Returns
    -------
    Comparison
        Changes of things in the order of lists, then of promises, of sources,
        of the atlas as a whole.
    """
    shapes = drawn_shapes(old), drawn_shapes(new)
    before, after = things(old), things(new)
    both = {**before, **after}
    order = sorted(both.keys() - {*unread}, key=lambda key: (place(both[key]), key))
    changes = [
        change
        for key in order
        for change in _thing((old, new), shapes, before.get(key), after.get(key))
    ]
    changes += _promises((old, new), unread)
    changes += _sources(old.sources, new.sources, unread)
    changes += _whole(old, new)
    missing = (shapes[0].undrawn | shapes[1].undrawn) & before.keys() & after.keys() - {*unread}
    return Comparison(tuple(changes), tuple(sorted(missing)))


def _thing(
    atlases: tuple[Atlas, Atlas],
    shapes: tuple[Shapes, Shapes],
    old: Thing | None,
    new: Thing | None,
) -> Iterator[Change]:
    if old is None or new is None:
        yield from _alone(atlases, old, new)
        return
    say = partial(Change, thing=new.id, name=new.name.en)
    redrawn = [
        *_line(say, shapes[0].lines.get(new.id), shapes[1].lines.get(new.id)),
        *(_outlines(say, atlases, new) if isinstance(new, Bloc) else ()),
    ]
    for change in of_thing(atlases, old, new):
        # A line that was drawn anew says by how much; how its path is written says no more.
        if not (redrawn and str(change.field).startswith(PATH)):
            yield change
    yield from redrawn


def _alone(atlases: tuple[Atlas, Atlas], old: Thing | None, new: Thing | None) -> Iterator[Change]:
    """Yield that a thing is new, or gone: its kind, and its status then."""
    for kind, atlas, thing in (("thing-gone", atlases[0], old), ("thing-added", atlases[1], new)):
        if thing is not None:
            told = {"kind": telling.kind(thing), **(standing_status(atlas, thing) or {})}
            yield _coming_or_going(kind, thing.id, thing.name.en, told)


def _coming_or_going(kind: str, key: str, name: str, told: Any) -> Change:
    side = {"old": told} if kind.endswith("gone") else {"new": told}
    return Change(kind, key, name, **side)  # type: ignore[arg-type]  # one of `Kind`


def _line(say: Callable[..., Change], old: Any, new: Any) -> Iterator[Change]:
    """Yield that a line takes another course, how long it is and how far off at most."""
    if old is None or new is None or old == new:
        return
    metres = round(apart_m(old, new), 2)
    if metres >= SAME_M:
        lengths = [round(length_km(line), 3) for line in (old, new)]
        yield say("line", field="line", old=lengths[0], new=lengths[1], metres=metres)


def _outlines(
    say: Callable[..., Change], atlases: tuple[Atlas, Atlas], bloc: Bloc
) -> Iterator[Change]:
    """Yield members of a bloc whose outlines were drawn anew."""
    for member in bloc.members:
        before, after = (atlas.gathered(member) for atlas in atlases)
        if before and after and before.feature.geometry != after.feature.geometry:
            yield say("outline", field=member)


def _promises(atlases: tuple[Atlas, Atlas], unread: Collection[str]) -> Iterator[Change]:
    before, after = (atlas.commitments for atlas in atlases)
    for key in sorted({*before, *after} - {*unread}):
        if key not in after:
            told = standing(atlases[0], before[key])
            yield _coming_or_going("promise-gone", key, before[key].promise.en, told)
        elif key not in before:
            told = standing(atlases[1], after[key])
            yield _coming_or_going("promise-added", key, after[key].promise.en, told)
        else:
            yield from of_promise(atlases, before[key], after[key])


def _sources(
    old: Mapping[str, Source], new: Mapping[str, Source], unread: Collection[str]
) -> Iterator[Change]:
    for key in sorted({*old, *new} - {*unread}):
        name = (new.get(key) or old[key]).publisher
        if key not in new:
            yield _coming_or_going("source-gone", key, name, _dump(old[key]))
        elif key not in old:
            yield _coming_or_going("source-added", key, name, _dump(new[key]))
        else:
            for path, before, after in differing(_dump(old[key]), _dump(new[key])):
                yield Change("changed", key, name, path, before, after)


def _dump(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_none=True)


def _whole(old: Atlas, new: Atlas) -> Iterator[Change]:
    """Yield what changed of the atlas as a whole: settings, gathered files, the basemap."""
    key, name = new.settings.id, new.settings.title.en
    for path, before, after in differing(_dump(old.settings), _dump(new.settings)):
        yield Change("changed", key, name, path, before, after)
    for stem in sorted(old.geometry.keys() & new.geometry.keys()):
        files = [atlas.geometry[stem] for atlas in (old, new)]
        made = [file.members.get("provenance") for file in files]
        for path, before, after in differing(made[0], made[1], f"{stem}.provenance"):
            yield Change("changed", key, name, path, before, after)
        if stem == BASEMAP and files[0].features != files[1].features:
            yield Change("basemap", key, name, BASEMAP)
