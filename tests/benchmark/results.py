"""What the benchmark found, and the budgets that it is held against."""

from __future__ import annotations

import os
import platform
import statistics
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from xstatic.pkg import leaflet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.benchmark.builds import Seconds
    from tests.benchmark.scores import Score
    from tests.benchmark.visits import Conduct, Times
    from tests.benchmark.weights import Part, Weight

RAW_BUDGET = 600_000
GZIPPED_BUDGET = 160_000
"""Of the overview with time, sources and three languages in it; 450 and 130 kB were for without."""
BUILD_BUDGET_S = 5


class Spread(NamedTuple):
    """The middle of several runs, and the two quarters beside it."""

    median: float
    lower: float
    upper: float

    def told(self, decimals: int, unit: str) -> str:
        """Return it in words, as in ``240 ms (231 to 256)``."""
        median, lower, upper = (f"{value:,.{decimals}f}" for value in self)
        return f"{median} {unit} ({lower} to {upper})"


class Budget(NamedTuple):
    """What is allowed, what was found, and whether that holds."""

    what: str
    allowed: str
    found: str
    holds: bool


@dataclass(frozen=True)
class Side:
    """All that was measured of one page: ours, or folium's."""

    page: Weight
    loaded: Weight
    online: Conduct
    offline: Conduct
    times: Mapping[str, Sequence[Times]]

    @property
    def whole(self) -> tuple[int, int]:
        """Bytes that a reader has to have: the page and what it loads, raw and packed."""
        return self.page.raw + self.loaded.raw, self.page.gzipped + self.loaded.gzipped

    def spread(self, setting: str, moment: str) -> Spread:
        """Return the spread of one moment (``drawn`` or ``answered``) in one setting."""
        return spread([getattr(times, moment) for times in self.times[setting]])


@dataclass(frozen=True)
class Results:
    """All that the benchmark found."""

    ours: Side
    plain: Side
    parts: Sequence[Part]
    build_s: Sequence[Seconds]
    changed: Sequence[str]
    plain_same_twice: bool
    runs: int
    machine: Mapping[str, str]
    scores: Sequence[Score] = ()
    contest_runs: int = 0
    instead: Mapping[str, str] = field(default_factory=dict)

    @property
    def build_work(self) -> Spread:
        """Seconds that the processor works on a build."""
        return spread([seconds.processor for seconds in self.build_s])

    def budgets(self) -> list[Budget]:
        """Return each budget with what was found."""
        requests, page = len(self.ours.online.requests), self.ours.page
        ready, beside = (side.spread("desk", "answered") for side in (self.ours, self.plain))
        build = spread([seconds.clock for seconds in self.build_s])
        return [
            Budget("requests that the page makes", "0", str(requests), not requests),
            _size("overview page, with time and three languages", RAW_BUDGET, page.raw),
            _size("the same, gzipped", GZIPPED_BUDGET, page.gzipped),
            Budget(
                "ready: drawn, and a click answered",
                f"not later than plain folium: {beside.told(0, 'ms')}",
                ready.told(0, "ms"),
                ready.median <= beside.median,
            ),
            Budget(
                "`sarhad build`, all layers and maps, cold process",
                f"≤ {BUILD_BUDGET_S} s",
                build.told(1, "s"),
                build.median <= BUILD_BUDGET_S,
            ),
            Budget(
                "second build, nothing changed",
                "no byte differs",
                f"differ: {', '.join(self.changed)}" if self.changed else "no byte differs",
                not self.changed,
            ),
        ]


def _size(what: str, allowed: int, found: int) -> Budget:
    return Budget(what, f"≤ {kilobytes(allowed)}", kilobytes(found), found <= allowed)


def spread(values: Sequence[float]) -> Spread:
    """Return the median of values and the quartiles beside it."""
    if len(values) == 1:
        return Spread(values[0], values[0], values[0])
    lower, median, upper = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(median, lower, upper)


def kilobytes(size: float) -> str:
    """Return a number of bytes in words; a kilobyte is 1000 bytes."""
    return f"{size / 1000:,.1f} kB"


def machine() -> dict[str, str]:
    """Return what kind of machine this is, in general terms, and the versions that matter."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "machine": (
            f"{os.cpu_count()} cores, {memory / 2**30:.0f} GiB of memory, "
            f"{platform.system()} on {platform.machine()}, no graphics card"
        ),
        "other load at the start": f"{os.getloadavg()[0]:.1f} processes, over the minute before",
        "Python": platform.python_version(),
        "folium": version("folium"),
        "Leaflet, in both pages": leaflet.VERSION,
    }
