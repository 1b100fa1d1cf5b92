"""What ``sarhad show`` prints, for the tests that read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from geo import cli, layers
from geo import project as projects
from geo.register import register
from tests.conftest import TWO_TOWNS

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

MADE_UP = projects.open_project(TWO_TOWNS).atlas

EVERYTHING = tuple(register(MADE_UP, layers.build(MADE_UP)))
"""The id of everything of the made-up project that can be shown."""


def show(*arguments: object, folder: Path = TWO_TOWNS) -> Result:
    """Show something of a project, the made-up one if no other is given."""
    return CliRunner().invoke(cli.main, ["show", *map(str, arguments), str(folder)])


def lines(*arguments: object, folder: Path = TWO_TOWNS) -> list[str]:
    """Return what is shown, line by line; it must have worked."""
    result = show(*arguments, folder=folder)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


def data(*arguments: object, folder: Path = TWO_TOWNS) -> Any:
    """Return what is shown as JSON."""
    return json.loads("\n".join(lines(*arguments, "--json", folder=folder)))
