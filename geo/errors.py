"""Everything that can go wrong, as one tree.

AtlasError
├── SeedError      a seed, or what several seeds say together, is wrong
├── GeometryError  a line or a polygon cannot be built or measured
├── LayerError     a layer cannot be read or written
├── MapError       a map definition or a page is wrong
├── RequestError   what was asked for is not there: no such project, layer or map
└── GatherError    a data package cannot be had, or does not hold what its recipe says
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class AtlasError(Exception):
    """Base of all errors that Sarhad raises on purpose.

    Parameters
    ----------
    findings
        One sentence each: the place, the field, what was found, what is allowed.
    """

    def __init__(self, findings: str | Iterable[str]) -> None:
        self.findings = (findings,) if isinstance(findings, str) else tuple(findings)
        super().__init__("\n".join(self.findings))


class SeedError(AtlasError):
    """A seed is wrong, or contradicts another one."""


class GeometryError(AtlasError, ValueError):
    """A geometry cannot be built, cut or measured."""


class LayerError(AtlasError):
    """A layer file cannot be read or written."""


class MapError(AtlasError):
    """A map definition or a page is wrong."""


class RequestError(AtlasError):
    """What was asked for is not there: no such project, layer or map."""


class GatherError(AtlasError):
    """A data package cannot be had, or does not hold what its recipe says."""
