"""Whether a picture of a page shows map features: pixels of their colour, wherever drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOLERANCE = 16
"""How far each of red, green and blue may be from the colour: antialiasing, a screen's profile."""

ENOUGH = 60
"""Pixels; a line of two pixels that is this many leaves no doubt, and a single dot is fewer."""


def painted(picture: NDArray[np.uint8], colour: tuple[int, int, int]) -> int:
    """Return how many pixels in the middle of a picture have a colour.

    The middle is half the width and half the height: no tool has its legend
    or its buttons there.

    Parameters
    ----------
    picture
        Rows of columns of red, green and blue, 0 to 255.
    colour
        Red, green and blue of the features.
    """
    rows, columns = picture.shape[:2]
    middle = picture[rows // 4 : rows - rows // 4, columns // 4 : columns - columns // 4, :3]
    apart = np.abs(middle.astype(np.int16) - np.array(colour, dtype=np.int16)).max(axis=-1)
    return int((apart <= TOLERANCE).sum())


def shows(picture: NDArray[np.uint8], colour: tuple[int, int, int]) -> bool:
    """Tell whether a picture has features of a colour in its middle."""
    return painted(picture, colour) >= ENOUGH


def differ(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> bool:
    """Tell whether a hundredth of the pixels changed from one picture to the other."""
    changed = (one[..., :3] != other[..., :3]).any(axis=-1)
    return bool(changed.mean() >= 0.01)
