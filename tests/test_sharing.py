"""What a page says again and again is written once, and comes back whole."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.sharing import Shared, share

WORDS = st.sampled_from(["a", "method", "a source that many things have", "قریب"])
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), WORDS)
TEXTS = st.fixed_dictionaries({"en": WORDS}, optional={"fa": WORDS, "ur": WORDS})
VALUES = st.recursive(
    st.one_of(PLAIN, TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from("abcdef"), inner, max_size=4)
    ),
    max_leaves=30,
)


def restore(value: Any, shared: Shared, known: int | None = None) -> Any:
    """Put back what references stand for, as the page does; ``known`` limits the table."""
    if isinstance(value, list):
        return [restore(item, shared, known) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"$"}:
        return restore(shared.parts[:known][value["$"]], shared, known)
    if set(value) == {"#"}:
        row = {language: column[value["#"]] for language, column in shared.texts.items()}
        return {language: words for language, words in row.items() if words is not None}
    return {key: restore(item, shared, known) for key, item in value.items()}


@given(st.lists(VALUES, max_size=6))
def test_what_is_shared_comes_back_as_it_was(value: list[Any]) -> None:
    doubled = [*value, {"again": value}]
    rest, shared = share(doubled)
    assert restore(rest, shared) == doubled


@given(st.lists(VALUES, max_size=6))
def test_an_entry_refers_only_to_entries_before_it(value: list[Any]) -> None:
    _, shared = share([value, {"again": value}])
    for index, entry in enumerate(shared.parts):
        restore(entry, shared, known=index)


def test_a_part_that_stands_twice_is_written_once() -> None:
    event = {"date": "2019-05-18", "sources": ["a-source"]}
    rest, shared = share([{"id": "one", "event": event}, {"id": "two", "event": event}])
    assert shared.parts == [event]
    assert rest == [{"id": "one", "event": {"$": 0}}, {"id": "two", "event": {"$": 0}}]


def test_texts_stand_in_columns_one_a_language() -> None:
    rest, shared = share([{"en": "Opened", "fa": "گشایش"}, {"en": "Closed"}, {"en": "Closed"}])
    assert shared.texts["en"] == ["Opened", "Closed"]
    assert shared.texts["fa"] == ["گشایش", None]
    assert rest == [{"#": 0}, {"#": 1}, {"#": 1}]


@pytest.mark.parametrize("short", [{"n": 1}, {"date": "2019"}])
def test_a_part_too_short_to_save_anything_stays(short: dict[str, Any]) -> None:
    rest, shared = share([short, short])
    assert (rest, shared.parts) == ([short, short], [])
