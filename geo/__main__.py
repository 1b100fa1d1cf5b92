"""``python -m geo`` is the command ``sarhad``."""

from geo.cli import main

main()
