"""Writes what the benchmark found as ``docs/benchmarks.md``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.benchmark import scores
from tests.benchmark.results import kilobytes

if TYPE_CHECKING:
    from datetime import date

    from tests.benchmark.results import Results

TEMPLATE = "benchmarks.md.jinja"

COMMAND = "make bench"


def text(results: Results, day: date) -> str:
    """Return the page in Markdown."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - Markdown out of our own numbers
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["kilobytes"] = kilobytes
    environment.filters["lost"] = scores.lost
    template = environment.get_template(TEMPLATE)
    contest = scores.table(results.scores)
    return template.render(results=results, contest=contest, day=day.isoformat(), command=COMMAND)
