"""What search engines for data are told of a map: a schema.org Dataset as JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

if TYPE_CHECKING:
    from collections.abc import Mapping


def dataset(payload: Mapping[str, Any], base_url: str | None = None) -> dict[str, Any]:
    """Return a map's data as a schema.org Dataset.

    Parameters
    ----------
    payload
        What `geo.payload.payload` made.
    base_url
        The folder where the maps are published, with ``layers/`` beside it.
        Without it the page is nowhere in particular: then no address is given
        of the page and its files, for schema.org has no relative ones.
    """
    described, language = payload["map"], payload["map"]["language"]
    west, south, east, north = described["bounds"]
    credits_ = described["credits"]
    told = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": described["title"][language],
        "description": described["subtitle"][language],
        "inLanguage": list(payload["strings"]),
        "license": list(dict.fromkeys(one["url"] for one in credits_ if one["url"])),
        "creator": {"@type": "Organization", "name": described["by"]},
        "version": described["version"],
        "dateModified": described["as_of"],
        "temporalCoverage": f"{_first(payload)}/{described['as_of']}",
        "spatialCoverage": {
            "@type": "Place",
            "geo": {"@type": "GeoShape", "box": f"{south:g} {west:g} {north:g} {east:g}"},
        },
        "isBasedOn": [
            {"@type": "CreativeWork", "name": one["text"]}
            for one in credits_
            if one["text"] != described["by"]
        ],
    }
    return told if base_url is None else {**told, **_places(payload, f"{base_url.rstrip('/')}/")}


def _first(payload: Mapping[str, Any]) -> str:
    """Return the date of the first event on the map; two dots, which mean open, without any."""
    dates = [
        event["date"]
        for layer in payload["layers"]
        for feature in layer["features"]
        for event in feature.get("events", ())
    ]
    return min(dates, default="..")


def _places(payload: Mapping[str, Any], folder: str) -> dict[str, Any]:
    """Return where the page and the files of its layers are."""
    return {
        "url": urljoin(folder, f"{payload['map']['id']}.html"),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": layer["id"],
                "encodingFormat": "application/geo+json",
                "contentUrl": urljoin(folder, f"../layers/{layer['id']}.geojson"),
            }
            for layer in payload["layers"]
        ],
    }
