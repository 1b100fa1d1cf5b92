"""Runs the contest: has the pages made, visits them in turn, gathers the scores."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from geo import styles
from tests.benchmark import contest, rivals, weights
from tests.benchmark.contest import Contender
from tests.benchmark.scores import Score, Visit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.benchmark.supply import Supply
    from tests.benchmark.visits import Setting

TOOLS = {
    "geopandas": "geopandas.explore",
    "lonboard": "lonboard",
    "keplergl": "kepler.gl (keplergl)",
    "leafmap": "leafmap",
}
"""What each distribution's tool is called in the table."""


@dataclass(frozen=True)
class Course:
    """Where everybody runs: the browser, the settings, how often, and who answers."""

    browser: Browser
    settings: Mapping[str, Setting]
    runs: int
    supply: Supply
    say: Callable[[str], None]


def contenders(ours: Path, folium: Path, project: Path, name: str) -> list[Contender]:
    """Return all pages, ours and plain folium's first; the others are made here."""
    rail = styles.COLOURS["rail"].light
    red, green, blue = (int(rail[at : at + 2], 16) for at in (1, 3, 5))
    entered = [
        Contender("Sarhad", version("sarhad"), ours, (red, green, blue)),
        Contender("folium", version("folium"), folium, rivals.COLOUR),
    ]
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned, max_tasks_per_child=1) as pool:
        for package, tool in TOOLS.items():
            path = folium.with_name(f"{package}.html")
            pool.submit(rivals.write, package, project, name, path).result()
            entered.append(Contender(tool, version(package), path, rivals.COLOUR))
    return entered


def run(course: Course, entered: list[Contender]) -> list[Score]:
    """Visit all pages in turn and return the scores; the first visit has every file fetched."""
    for contender in entered:
        course.supply.read(contender.path.read_text(encoding="utf-8"))
    scores = []
    for contender in entered:
        course.say(f"contest: what the page of {contender.tool} asks for")
        scores.append(_score(course, contender))
    for name, setting in course.settings.items():
        for at in range(1, course.runs + 1):
            for contender, score in zip(entered, scores, strict=True):
                course.say(f"contest, {name}: {at} of {course.runs}, {contender.tool}")
                told = contest.visit(course.browser, contender, setting, course.supply)
                score.visits[name].append(told)
    return scores


def _score(course: Course, contender: Contender) -> Score:
    """Return what needs no clock, with no visits in it yet."""
    desk = course.settings["desk"]
    online, violations = contest.conduct(course.browser, contender, desk, course.supply)
    answers = [course.supply(url) or b"" for url in sorted(set(online.requests))]
    visits: dict[str, list[Visit]] = {name: [] for name in course.settings}
    return Score(
        tool=contender.tool,
        version=contender.version,
        page=weights.weigh(contender.path.read_bytes()),
        loaded=weights.total(answers),
        online=online,
        missing=contest.lacking(online, course.supply),
        violations=violations,
        unplugged=contest.unplugged(course.browser, contender, desk),
        visits=visits,
    )
