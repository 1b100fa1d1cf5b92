"""``sarhad check``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from geo.commands.console import ERR, FINDINGS, FOLDER, OUT, counted, guarded

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@FOLDER
@click.pass_obj
def check(debug: bool, folder: Path) -> None:  # noqa: FBT001 - click passes it
    """Find what is wrong with the seeds and the map definitions; write nothing."""
    from geo import project as projects  # noqa: PLC0415 - `sarhad --help` need not load folium

    def run() -> int:
        root = projects.find_root(folder)
        atlas, definitions, findings = projects.examine(root)
        findings = findings or projects.look_again(atlas, definitions)
        for finding in findings:
            ERR.print(finding, markup=False)
        if findings:
            ERR.print(counted(len(findings), "finding"), style="bold red")
            return FINDINGS
        OUT.print(f"No findings; {counted(len(definitions), 'map')} can be built.")
        return 0

    sys.exit(guarded(run, debug=debug))
