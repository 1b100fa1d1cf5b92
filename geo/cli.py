"""The command ``sarhad``."""

from __future__ import annotations

import click

from geo.commands.build import build
from geo.commands.check import check
from geo.commands.diff import diff
from geo.commands.embed import embed
from geo.commands.figure import figure
from geo.commands.gather import gather
from geo.commands.show import show


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sarhad")
@click.option("--debug", is_flag=True, help="Show Python's own report of an error.")
@click.pass_context
def main(context: click.Context, *, debug: bool) -> None:
    """Turn sourced seeds into GeoJSON layers, and layers into maps that open anywhere.

    DIR is a project: a folder with seeds/, layers/ and maps/. Left out, it is
    the one you stand in, or the nearest above.
    """
    context.obj = debug


for command in (build, check, show, figure, diff, embed, gather):
    main.add_command(command)
