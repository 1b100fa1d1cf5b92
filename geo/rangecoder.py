"""Whole numbers as a short text: an adaptive binary range coder, its bytes in base64.

A number is written bit by bit, each bit in as much of a byte as its chance is
worth (Martin 1979, "Range encoding").  The chances are not given but counted,
by writer and reader alike, from the bits that came before in the same place of
a number of the same kind (Krichevsky and Trofimov 1981).  ``assets/numbers.js``
reads what this writes; both count in whole numbers, so that neither rounds.

A page's text is packed once more on its way, by an encoding that gives each
character a whole number of bits: numbers written as characters do not pack as
well there as they do here.
"""

from __future__ import annotations

import base64
from collections import defaultdict

CONTEXTS = 1024
"""Bits that a kind counts apart: 32 lengths, of up to 31 places, and the sign."""

SIGN = CONTEXTS - 1

MOST_SEEN = 160
"""Counts are halved when they reach this sum, so that what came lately counts for more."""

_TOP, _WHOLE = 1 << 24, 1 << 32


class Writer:
    """Takes numbers, each of a kind; gives them all as one text."""

    def __init__(self) -> None:
        self._seen: defaultdict[int, list[int]] = defaultdict(lambda: [1, 1])
        self._bytes = bytearray()
        self._low = 0
        self._range = _WHOLE - 1

    def whole(self, kind: int, value: int) -> None:
        """Write a number from 0 on, below 2**31 - 1: its length in bits, then its bits."""
        base = kind * CONTEXTS
        length = (value + 1).bit_length() - 1
        for place in range(length):
            self._bit(base + place, 1)
        self._bit(base + length, 0)
        base += 32 * (length + 1)
        for place in range(length - 1, -1, -1):
            self._bit(base + place, (value + 1) >> place & 1)

    def signed(self, kind: int, value: int) -> None:
        """Write a number that may be negative: its size, then its sign."""
        self.whole(kind, abs(value))
        if value:
            self._bit(kind * CONTEXTS + SIGN, int(value < 0))

    def text(self) -> str:
        """Return all that was written; nothing may be written afterwards."""
        for _ in range(4):
            self._shift()
        return base64.b64encode(self._bytes.rstrip(b"\0")).decode("ascii").rstrip("=")

    def _bit(self, context: int, bit: int) -> None:
        seen = self._seen[context]
        zeros, ones = seen
        part = self._range // (zeros + ones) * zeros
        if bit:
            self._low += part
            self._range -= part
        else:
            self._range = part
        while self._range < _TOP:
            self._shift()
        seen[bit] += 2
        if zeros + ones >= MOST_SEEN:
            seen[:] = [(count + 1) // 2 for count in seen]

    def _shift(self) -> None:
        """Let go of the highest byte; what overflows is carried into those let go before."""
        if self._low >= _WHOLE:
            self._low -= _WHOLE
            place = len(self._bytes) - 1
            while self._bytes[place] == 255:  # noqa: PLR2004 - the highest byte
                self._bytes[place] = 0
                place -= 1
            self._bytes[place] += 1
        self._bytes.append(self._low >> 24)
        self._low = (self._low << 8) % _WHOLE
        self._range = (self._range << 8) % _WHOLE
