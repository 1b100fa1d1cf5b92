"""What is wrong with a record, in a sentence."""

from __future__ import annotations

import json
import typing
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

_LONGEST_FOUND = 60

FROM_EVENTS = ("status", "status_date", "outcome", "standing")
"""What is never written down by itself, because an event gives it."""

_ALLOWED = {
    "value_error": ": {error}",
    "too_short": "; it needs at least {min_length}",
    "literal_error": "; allowed are {expected}",
    "string_pattern_mismatch": "; it must match {pattern}",
}
"""What to say after what was found, by pydantic's kind of error."""


def sentence(model: type[BaseModel], detail: ErrorDetails) -> str:
    """Say in one sentence what is wrong with a field, what was found and what is allowed."""
    location = detail["loc"]
    where = _dotted(location) or "the record"
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        known = ", ".join(_keys_at(model, location[:-1]))
        if location[-1] in FROM_EVENTS:
            return f"{where} is not given here; it comes from events, each with date and sources"
        return f"{where} is an unknown key; known here are {known}"
    if kind == "missing":
        return f"{where} is missing"
    found = json.dumps(detail["input"], ensure_ascii=False, default=str)
    if len(found) > _LONGEST_FOUND:
        found = f"{found[:_LONGEST_FOUND]}…"
    if kind in _ALLOWED:
        return f"{where} is {found}{_ALLOWED[kind].format(**context)}"
    message = detail["msg"]
    return f"{where} is {found}; {message[0].lower()}{message[1:]}"


def _dotted(location: tuple[int | str, ...]) -> str:
    text = ""
    for part in location:
        if isinstance(part, int):
            text += f"[{part}]"
        elif part.isidentifier():
            text += f".{part}" if text else part
    return text


def _keys_at(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Return the keys of the model that stands at a location inside another model."""
    for part in location:
        if isinstance(part, str) and part in model.model_fields:
            inner = next(_models_in(model.model_fields[part].annotation), None)
            model = inner or model
    return list(model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models_in(argument)
