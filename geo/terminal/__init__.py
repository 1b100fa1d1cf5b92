"""What the command prints for people: words, lines, what is told of a thing, what has changed."""

from geo.terminal.blocks import listing
from geo.terminal.changes import changes, sentence
from geo.terminal.phrases import Phrases
from geo.terminal.sheet import clean, put
from geo.terminal.show import tell
from geo.terminal.words import Words

__all__ = ["Phrases", "Words", "changes", "clean", "listing", "put", "sentence", "tell"]
