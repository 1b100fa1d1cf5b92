"""What the contest found of each tool, and the table of it: numbers in, words out."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from tests.benchmark.results import kilobytes, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.benchmark.pan import Pan
    from tests.benchmark.visits import Conduct
    from tests.benchmark.weights import Weight


class Visit(NamedTuple):
    """What one visit told: ms to the first feature, if one was drawn, and the drag."""

    drawn_ms: float | None
    pan: Pan | None


@dataclass(frozen=True)
class Score:
    """All that was measured of one tool's page."""

    tool: str
    version: str
    page: Weight
    loaded: Weight
    online: Conduct
    missing: Sequence[str]
    violations: Mapping[str, int]
    unplugged: bool
    visits: Mapping[str, list[Visit]]

    @property
    def whole(self) -> tuple[int, int]:
        """Bytes that a reader has to have: the page and what it loads, raw and packed."""
        return self.page.raw + self.loaded.raw, self.page.gzipped + self.loaded.gzipped

    def drawn(self, setting: str) -> str:
        """Return in words when the first feature was there."""
        times = [visit.drawn_ms for visit in self.visits[setting] if visit.drawn_ms is not None]
        if not times:
            return "never"
        failed = len(self.visits[setting]) - len(times)
        return spread(times).told(0, "ms") + (f", {failed} times never" if failed else "")

    def panned(self, setting: str) -> str:
        """Return in words how many long tasks the drag set off, and how long they were."""
        pans = [visit.pan for visit in self.visits[setting] if visit.pan]
        if not pans:
            return "nothing to drag"
        if not all(pan.moved for pan in pans):
            return "the map did not move"
        tasks = statistics.median(pan.tasks for pan in pans)
        busy = statistics.median(pan.busy_ms for pan in pans)
        return f"{tasks:g} of {busy:,.0f} ms together" if tasks else "none"

    def broken(self) -> str:
        """Return in words the rules that axe finds broken, each with how often."""
        rules = ", ".join(f"{rule} ({count})" for rule, count in sorted(self.violations.items()))
        return f"{len(self.violations)}: {rules}" if rules else "none"


ROWS: tuple[tuple[str, Callable[[Score], str]], ...] = (
    ("version", lambda it: it.version),
    ("the page", lambda it: kilobytes(it.page.raw)),
    ("the page, gzipped", lambda it: kilobytes(it.page.gzipped)),
    ("the page and what it loads", lambda it: kilobytes(it.whole[0])),
    ("the same, gzipped", lambda it: kilobytes(it.whole[1])),
    ("requests", lambda it: str(len(it.online.requests))),
    ("hosts asked", lambda it: str(len(it.online.hosts))),
    ("first feature drawn, desk", lambda it: it.drawn("desk")),
    ("first feature drawn, phone", lambda it: it.drawn("phone")),
    ("drawn with the network off", lambda it: "yes" if it.unplugged else "nothing"),
    ("long tasks in the drag, desk", lambda it: it.panned("desk")),
    ("long tasks in the drag, phone", lambda it: it.panned("phone")),
    ("errors and warnings in the console", lambda it: str(len(it.online.messages))),
    ("WCAG rules broken, after axe (how often)", lambda it: it.broken()),
    ("files that could not be had", lambda it: str(len(it.missing))),
)


def table(scores: Sequence[Score]) -> str:
    """Return the table of all tools in Markdown: a row for each measure, a column for each tool."""
    rows = [
        ["", *(score.tool for score in scores)],
        ["---"] * (len(scores) + 1),
        *([what, *(told(score) for score in scores)] for what, told in ROWS),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def lost(score: Score) -> str:
    """Return in words what files of a tool's page could not be had, without their query."""
    files = [f"`{urlsplit(url).netloc}{urlsplit(url).path}`" for url in score.missing]
    return ", ".join(files) or "none"
