"""A change, and how what stands on one side finds what it became on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ItemT = TypeVar("ItemT")

Kind = Literal[
    "thing-added",
    "thing-gone",
    "kind",
    "renamed",
    "status",
    "moved",
    "radius",
    "line",
    "outline",
    "fact-added",
    "fact-gone",
    "fact-changed",
    "preferred",
    "event-added",
    "event-gone",
    "event-changed",
    "note-added",
    "note-gone",
    "note-changed",
    "cites",
    "cites-no-longer",
    "promise-added",
    "promise-gone",
    "promise-standing",
    "source-added",
    "source-gone",
    "basemap",
    "changed",
]


class Change(NamedTuple):
    """One change.

    Parameters
    ----------
    kind
        What kind of change it is; ``changed`` is any field without a kind of its own.
    thing
        The id of what has changed: a thing, a promise, a source, the atlas itself.
    name
        Its name in English.
    field
        The property, or the path of the field.
    old, new
        What it was and what it is, as plain values; None where there is nothing.
    metres
        How far it moved, or how far apart two courses of a line are at most.
    """

    kind: Kind
    thing: str
    name: str
    field: str | None = None
    old: Any = None
    new: Any = None
    metres: float | None = None


def matched(
    old: Sequence[ItemT], new: Sequence[ItemT], *keys: Callable[[ItemT], object]
) -> Iterator[tuple[ItemT | None, ItemT | None]]:
    """Pair what differs on two sides, by one key after another; what is left stands alone.

    What is the same on both sides is left out, wherever it stands.
    """
    left, right = list(old), list(new)
    for item in old:
        if item in right:
            left.remove(item)
            right.remove(item)
    for key in keys:
        for item in list(left):
            twin = next((other for other in right if key(other) == key(item)), None)
            if twin is not None:
                left.remove(item)
                right.remove(twin)
                yield item, twin
    yield from ((item, None) for item in left)
    yield from ((None, item) for item in right)


def differing(old: Any, new: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield the path of each plain value that differs, and what stands on either side."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            inner = f"{path}.{key}" if path else key
            yield from differing(old.get(key), new.get(key), inner)
    elif _of_tables(old) and _of_tables(new) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from differing(one, other, f"{path}[{index}]")
    else:
        yield path, old, new


def _of_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)
