"""The files that a plain folium page loads from elsewhere, taken from packages instead."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xstatic.pkg import jquery, leaflet

from geo.errors import GatherError
from geo.gather.packages import Package, fetch

if TYPE_CHECKING:
    from collections.abc import Mapping

BOOTSTRAP = Package(
    registry="npm",
    name="bootstrap",
    version="5.2.2",
    sha256="6ae3403f9085283be866fd9bca04f3034ffc755e466e6a1ff9836e8c0a1340d4",
    licence="MIT",
)
FONT_AWESOME = Package(
    registry="npm",
    name="@fortawesome/fontawesome-free",
    version="6.2.0",
    sha256="627ba11e9f2923be8f4c3f8688b9b4f17d787ce02691f32837893f53e8276c2a",
    licence="CC-BY-4.0 AND OFL-1.1 AND MIT",
)
AWESOME_MARKERS = Package(
    registry="npm",
    name="drmonty-leaflet-awesome-markers",
    version="2.0.2",
    sha256="462ab5a8fe53883d44d7c7a1c79c8e43c748ba026abbb9dbefe9e586645a4473",
    licence="MIT",
)


class Place(NamedTuple):
    """Where the file of an address is: the package, and the path in it."""

    package: str
    path: str


# What an address has before the part that is also the path in a package.
_FOLDERS = {
    f"/npm/leaflet@{leaflet.VERSION}/dist/": Place("leaflet", ""),
    f"/npm/{BOOTSTRAP.name}@{BOOTSTRAP.version}/": Place(BOOTSTRAP.name, "package/"),
    f"/npm/{FONT_AWESOME.name}@{FONT_AWESOME.version}/": Place(FONT_AWESOME.name, "package/"),
}

_FILES = {
    f"/jquery-{jquery.VERSION}.min.js": Place("jquery", "jquery.min.js"),
    **{
        f"/Leaflet.awesome-markers/{AWESOME_MARKERS.version}/leaflet.awesome-markers.{kind}": Place(
            AWESOME_MARKERS.name, f"package/{kind}/leaflet.awesome-markers.{kind}"
        )
        for kind in ("js", "css")
    },
}

# No package has these two style sheets.  They are answered with nothing and weigh
# nothing, which is in folium's favour.
_ABSENT = ("/bootstrap-glyphicons.css", "/leaflet.awesome.rotate.min.css")


def locate(url: str) -> Place | None:
    """Return where the file of an address is; None if it is known to be in no package.

    Raises
    ------
    GatherError
        If nothing is known of the address.
    """
    if url.endswith(_ABSENT):
        return None
    for end, place in _FILES.items():
        if url.endswith(end):
            return place
    for prefix, place in _FOLDERS.items():
        _, found, rest = url.partition(prefix)
        if found:
            return Place(place.package, place.path + rest)
    msg = f"{url}: folium loads it, and tests/benchmark/cdn.py names no package that has it"
    raise GatherError(msg)


def installed() -> dict[str, Path]:
    """Return the folders of the packages that Sarhad itself needs, by name."""
    return {"leaflet": Path(leaflet.BASE_DIR), "jquery": Path(jquery.BASE_DIR)}


def fetched(store: Path) -> dict[str, Path]:
    """Return the folders of the packages that only folium's page needs, by name.

    Raises
    ------
    GatherError
        If a package cannot be had.
    """
    wanted = (BOOTSTRAP, FONT_AWESOME, AWESOME_MARKERS)
    return {package.name: fetch(package, store) for package in wanted}


def read(url: str, folders: Mapping[str, Path]) -> bytes:
    """Return what an address answers with."""
    place = locate(url)
    return (folders[place.package] / place.path).read_bytes() if place else b""
