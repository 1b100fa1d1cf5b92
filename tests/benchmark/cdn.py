"""Which package has the file of an address that a page loads from elsewhere: names, no bytes.

Servers of script libraries put the package's name, its version and the path
into the address.  These rules read them; they know the few shapes that are in
use, and no server by name.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit


class Place(NamedTuple):
    """Where the file of an address is: the package on npm, the version wanted, the path in it."""

    package: str
    wanted: str
    path: str


class Module(NamedTuple):
    """An ES module that a server makes of a package on demand."""

    package: str
    wanted: str
    entry: str
    externals: tuple[str, ...]


class Shortened(NamedTuple):
    """A file that nobody has packed as it is: what UglifyJS makes of the one at a place."""

    place: Place
    uglify: str


# A package's name with the version or the range of versions after it, and the rest.
_PACKED = re.compile(
    r"^/(?:npm[/:])?(?P<name>(?:@[\w.-]+/)?[\w.-]+)@(?P<wanted>[^/@]+)(?P<rest>/.*)?$"
)
_LIBRARY = re.compile(r"^/ajax/libs/(?P<name>[^/]+)/(?P<wanted>[^/]+)/(?P<rest>.+)$")
_JQUERY = re.compile(r"^/jquery-(?P<wanted>[\d.]+?)(?P<rest>(\.min)?\.js)$")

# Libraries that a server keeps under a name of its own.
_RENAMED = {"Leaflet.awesome-markers": "drmonty-leaflet-awesome-markers"}

# With UglifyJS 3.0.25 it comes out byte for byte: pages that load it name its SHA-256, and a
# browser would run no other.
_REQUIRE = ("require.js", "2.3.4", "require.min.js")


def locate(url: str) -> Place | Module | Shortened | None:
    """Return where the file of an address is; None if these rules know no package with it."""
    address = urlsplit(url)
    path = unquote(address.path)
    if found := _PACKED.match(path):
        rest = found["rest"] or ""
        if "." in rest.rpartition("/")[2]:
            return Place(found["name"], found["wanted"], rest[1:])
        externals = parse_qs(address.query).get("external", [""])[0]
        return Module(
            found["name"],
            found["wanted"],
            found["name"] + rest,
            tuple(name for name in externals.split(",") if name),
        )
    if found := _LIBRARY.match(path):
        return _of_library(found["name"], found["wanted"], found["rest"])
    if found := _JQUERY.match(path):
        return Place("jquery", found["wanted"], f"dist/jquery{found['rest']}")
    return None


def _of_library(name: str, wanted: str, rest: str) -> Place | Shortened | None:
    if (name, wanted, rest) == _REQUIRE:
        return Shortened(Place("requirejs", wanted, "require.js"), uglify="3.0.25")
    if name in _RENAMED:
        return Place(_RENAMED[name], wanted, f"{rest.rpartition('.')[2]}/{rest}")
    return None
