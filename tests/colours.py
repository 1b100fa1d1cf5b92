"""Measures of colours: contrast, distance as people see it, and lightness.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
Dichromacy is simulated with the matrices for severity 1.0 of Machado, Oliveira
and Fernandes 2009 (doi:10.1109/TVCG.2009.113), in linear RGB.  Distance is
CIE76 (ISO/CIE 11664-4), with the D65 white of sRGB (IEC 61966-2-1).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

VISION = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}

TO_XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]],
)
WHITE = TO_XYZ.sum(axis=1)


def linear(colour: str) -> Vector:
    """Return linear red, green and blue, 0 to 1, of ``#RRGGBB``."""
    encoded = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    luminances = [float(TO_XYZ[1] @ linear(colour)) for colour in (one, other)]
    return (max(luminances) + 0.05) / (min(luminances) + 0.05)


def lab(rgb: Vector) -> Vector:
    """Return CIE L*a*b* of linear red, green and blue."""
    ratio = TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    x, y, z = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, vision: str) -> float:
    """Return how far apart two colours look: 2.3 is just noticed, 100 is black and white."""
    seen = [lab(VISION[vision] @ linear(colour)) for colour in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


def lightness(colour: str) -> float:
    """Return CIE L* of a colour: 0 is black, 100 white; a grey print keeps nothing else of it."""
    return float(lab(linear(colour))[0])


def grey(colour: str) -> str:
    """Return the grey that is as light as a colour."""
    luminance = float(TO_XYZ[1] @ linear(colour))
    encoded = (
        luminance * 12.92 if luminance <= 0.0031308 else 1.055 * luminance ** (1 / 2.4) - 0.055
    )
    return f"#{round(encoded * 255):02X}" + f"{round(encoded * 255):02X}" * 2
