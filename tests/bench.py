"""Measures the overview beside other tools' pages: ``python -m tests.bench``, or ``make bench``."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from playwright.sync_api import sync_playwright

from geo import project as projects
from geo.errors import AtlasError
from tests.benchmark import builds, plain, race, report, weights
from tests.benchmark.npm import Npm
from tests.benchmark.results import Results, Side, machine
from tests.benchmark.supply import Supply
from tests.benchmark.visits import Setting, Subject, Times, observe, time_visit
from tests.browser_program import DESK, PHONE, launch

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]

MAP = "overview"

BUILDS = 5

SETTINGS = {"desk": Setting(DESK), "phone": Setting(PHONE, slowdown=4)}


@click.command()
@click.option("--runs", default=15, show_default=True, help="Visits to each page and setting.")
@click.option("--rounds", default=5, show_default=True, help="Of the contest with other tools.")
@click.option(
    "--out",
    default=ROOT / "docs" / "benchmarks.md",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the page of results goes; docs/benchmarks.md if left out.",
)
@click.option(
    "--store",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the downloaded packages in this folder; left out, they go when it is done.",
)
def main(runs: int, rounds: int, out: Path, store: Path | None) -> None:
    """Measure the overview beside the pages that other tools make of the same layers."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            results = measure(Path(folder), store or Path(folder) / "packages", (runs, rounds))
        except AtlasError as error:
            raise click.ClickException(str(error)) from error
    out.write_text(report.text(results, datetime.now(tz=UTC).date()), encoding="utf-8")
    for budget in results.budgets():
        holds = "holds" if budget.holds else "FAILS"
        click.echo(f"{holds}  {budget.what}: {budget.found} ({budget.allowed})")


def measure(folder: Path, store: Path, times: tuple[int, int]) -> Results:
    """Do all the measuring, in a folder that is empty at first.

    Parameters
    ----------
    folder
        Where the project is copied to and the pages are made.
    store
        Where packages are kept.
    times
        Visits to each page in each setting: beside plain folium, and in the contest.
    """
    runs, rounds = times
    began = machine()
    project = folder / "project"
    builds.copy_sources(ROOT, project)
    _say("building the project, several times")
    build_s, changed = _build_times(project)
    answer = Supply(Npm(store))
    ours = Subject(project / "maps" / f"{MAP}.html", ".atlas-feature", ".atlas-details")
    theirs = Subject(folder / "plain.html", ".leaflet-interactive", ".leaflet-popup-content")
    texts = _plain_texts(project)
    theirs.path.write_text(texts[0], encoding="utf-8")
    _say("having the other tools make their pages")
    entered = race.contenders(ours.path, theirs.path, project, MAP)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        chromium = browser.version
        our_side, their_side = _sides(browser, (ours, theirs), answer, runs)
        scores = race.run(race.Course(browser, SETTINGS, rounds, answer, _say), entered)
        browser.close()
    return Results(
        ours=our_side,
        plain=their_side,
        plain_same_twice=texts[0] == texts[1],
        parts=weights.parts(ours.path.read_text(encoding="utf-8")),
        build_s=build_s,
        changed=changed,
        runs=runs,
        machine={**began, "Chromium": chromium},
        scores=scores,
        contest_runs=rounds,
        instead=answer.instead,
    )


def _build_times(project: Path) -> tuple[list[builds.Seconds], list[str]]:
    """Build anew several times, then once more; return the seconds and what the last changed."""
    seconds = []
    for _ in range(BUILDS):
        builds.remove_outputs(project)
        seconds.append(builds.cold_build(ROOT, project))
    before = builds.digests(project)
    builds.cold_build(ROOT, project)
    after = builds.digests(project)
    names = sorted(before | after)
    return seconds, [name for name in names if before.get(name) != after.get(name)]


def _plain_texts(project: Path) -> list[str]:
    """Return folium's page of the layers of the overview, made twice."""
    definition = projects.open_project(project).definitions[MAP]
    maps = [plain.plain_map(project / "layers", definition) for _ in range(2)]
    return [str(one.get_root().render()) for one in maps]


def _visit_times(
    browser: Browser, subjects: tuple[Subject, ...], answer: Supply, runs: int
) -> dict[Subject, dict[str, list[Times]]]:
    """Visit the pages in turn; the first visit finds the browser itself cold and does not count."""
    times: dict[Subject, dict[str, list[Times]]] = {
        subject: {name: [] for name in SETTINGS} for subject in subjects
    }
    for name, setting in SETTINGS.items():
        for run in range(runs + 1):
            _say(f"visits, {name}: {run} of {runs}")
            for subject in subjects:
                told = time_visit(browser, subject, setting, answer)
                if run:
                    times[subject][name].append(told)
    return times


def _sides(
    browser: Browser, subjects: tuple[Subject, ...], answer: Supply, runs: int
) -> list[Side]:
    times = _visit_times(browser, subjects, answer, runs)
    return [_side(browser, subject, answer, times[subject]) for subject in subjects]


def _side(
    browser: Browser, subject: Subject, answer: Supply, times: dict[str, list[Times]]
) -> Side:
    online = observe(browser, subject, answer)
    loaded = sorted(set(online.requests))
    return Side(
        page=weights.weigh(subject.path.read_bytes()),
        loaded=weights.total(answer(url) or b"" for url in loaded),
        online=online,
        offline=observe(browser, subject, None),
        times=times,
    )


def _say(text: str) -> None:
    click.echo(f"{text} …", err=True)


if __name__ == "__main__":
    main()
