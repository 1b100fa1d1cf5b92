"""What a page weighs, as a whole and part by part."""

from __future__ import annotations

import gzip
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from geo import bundle, document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PAYLOAD = re.compile(r'<script type="application/json"[^>]*>(.*?)</script>', re.DOTALL)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)

_NAMES = {
    "basemap": "basemap",
    "parts": "parts that features share",
    "shapes": "lines and areas of features and basemap, packed",
    "sources": "sources",
    "strings": "words of the interface, three languages",
}

_GEOMETRY = ("point",)


class Weight(NamedTuple):
    """Bytes as they are, and after ``gzip -9``."""

    raw: int
    gzipped: int


class Part(NamedTuple):
    """A part of a page, with its weight taken alone."""

    name: str
    weight: Weight


def weigh(content: bytes) -> Weight:
    """Return the weight of one file; what gzip would enlarge a server sends as it is."""
    packed = len(gzip.compress(content, 9, mtime=0))
    return Weight(len(content), min(packed, len(content)))


def total(contents: Iterable[bytes]) -> Weight:
    """Return the weight of several files, each packed alone as a server does."""
    weights = [weigh(content) for content in contents]
    return Weight(sum(item.raw for item in weights), sum(item.gzipped for item in weights))


def parts(text: str) -> list[Part]:
    """Return the parts of one of our pages, heaviest first."""
    payload = json.loads(_PAYLOAD.findall(text)[0])
    scripts = _SCRIPT.findall(text)
    leaflet = bundle.leaflet_js()
    markup = _STYLE.sub("", _SCRIPT.sub("", _PAYLOAD.sub("", text)))
    texts = {
        "Leaflet's script": leaflet,
        "own scripts": "\n".join(script for script in scripts if script != leaflet),
        "styles (Leaflet's and own)": "".join(_STYLE.findall(text)),
        "markup, the table for readers without scripts in it": markup,
        **_of_payload(payload),
    }
    found = [Part(name, weigh(part.encode("utf-8"))) for name, part in texts.items()]
    return sorted(found, key=lambda part: -part.weight.raw)


def _of_payload(payload: Mapping[str, Any]) -> dict[str, str]:
    """Return the data of a page in parts, as they stand in it: shared texts apart from the rest."""
    data = dict(payload)
    layers = data.pop("layers")
    features = [item for layer in layers for item in layer["features"]]
    bare = [
        {key: value for key, value in item.items() if key not in _GEOMETRY} for item in features
    ]
    texts = {
        "positions of points": _json([_geometry(item) for item in features]),
        "features, without positions and what they share": _json(bare),
    }
    for language, column in data.pop("texts", {}).items():
        texts[f"texts of features and sources, {language}"] = _json(column)
    named = {name: _json(data.pop(key)) for key, name in _NAMES.items() if key in data}
    return {**texts, **named, "the rest of the data": _json(data)}


def _geometry(feature: Mapping[str, Any]) -> dict[str, Any]:
    return {key: feature[key] for key in _GEOMETRY if key in feature}


def _json(value: Any) -> str:
    return str(document.json_block(value))
