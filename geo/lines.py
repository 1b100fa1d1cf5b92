"""Linear referencing: where on a line, how far along it, how far from it.

Distances are geodesic on WGS 84.  A segment between two vertices runs as
GeoJSON has it, straight in lon/lat; over 35 km that lies some metres off the
geodesic.  Segments are therefore measured in steps of at most a kilometre,
within which the two agree to a centimetre.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.errors import GeometryError
from geo.measure import WGS84, segment_lengths_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.measure import LonLat

_END_TOLERANCE_KM = 1e-6

_STEP_M = 1000.0

_ON_THE_LINE_M = 0.001
"""Nearer than this to a line, neither side is told: geodesics themselves are no better."""


class Located(NamedTuple):
    """Where a position falls on a line.

    ``km`` from the line's start and ``offset_m`` from the line; ``position``
    is the nearest point of the line, within the segment that begins at vertex
    ``segment``; ``side`` is +1 to the left of the line, -1 to the right, 0 on it.
    """

    km: float
    offset_m: float
    position: LonLat
    segment: int
    side: int


def locate(vertices: Sequence[LonLat], position: LonLat) -> Located:
    """Find the point of a line that is nearest to a position.

    Parameters
    ----------
    vertices
        The line, lon/lat degrees, shape (n, 2).
    position
        Lon/lat degrees.

    Notes
    -----
    Vertices are laid out around the position in the azimuthal equidistant
    projection, in which distances from the position are true.
    """
    line, owners = _in_steps(vertices)
    lons = np.full(len(line), position[0])
    lats = np.full(len(line), position[1])
    azimuths, _, distances = WGS84.inv(lons, lats, line[:, 0], line[:, 1])
    around = distances * np.exp(1j * np.radians(90 - azimuths))
    starts, steps = around[:-1], np.diff(around)
    squared = np.abs(steps) ** 2
    along = np.where(squared > 0, -(starts * steps.conj()).real / np.maximum(squared, 1e-12), 0)
    fractions = np.clip(along, 0, 1)
    offsets = np.abs(starts + fractions * steps)
    nearest = int(np.argmin(offsets))
    fraction = float(fractions[nearest])
    foot = line[nearest] + fraction * (line[nearest + 1] - line[nearest])
    lengths = segment_lengths_m(line)
    km = float(lengths[:nearest].sum() + fraction * lengths[nearest]) / 1000
    cross = (steps[nearest].conjugate() * -starts[nearest]).imag
    return Located(
        km,
        float(offsets[nearest]),
        (float(foot[0]), float(foot[1])),
        int(owners[nearest]),
        int(np.sign(cross)) if offsets[nearest] > _ON_THE_LINE_M else 0,
    )


def _in_steps(vertices: Sequence[LonLat]) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return a line in steps of at most a kilometre, and the segment that each step is of."""
    line = np.asarray(vertices, dtype=float)
    counts = np.maximum(np.ceil(segment_lengths_m(line) / _STEP_M).astype(int), 1)
    owners = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
    fractions = (within / counts[owners])[:, np.newaxis]
    starts = line[owners] + fractions * (line[owners + 1] - line[owners])
    return np.vstack([starts, line[-1:]]), owners


def interpolate(vertices: Sequence[LonLat], km: float) -> LonLat:
    """Return the position on a line at a number of kilometres from its start.

    Raises
    ------
    GeometryError
        If the line is shorter than that, or the number is negative.
    """
    return _at(*_measured(vertices), km)


def _measured(vertices: Sequence[LonLat]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return a line in steps, and the kilometre at which each of its positions lies."""
    line, _ = _in_steps(vertices)
    return line, np.concatenate([[0.0], np.cumsum(segment_lengths_m(line))]) / 1000


def _at(line: NDArray[np.float64], ends: NDArray[np.float64], km: float) -> LonLat:
    if not -_END_TOLERANCE_KM <= km <= ends[-1] + _END_TOLERANCE_KM:
        msg = f"kilometre {km:g} is not on the line, which runs from 0 to {ends[-1]:.3f} km"
        raise GeometryError(msg)
    step = min(max(int(np.searchsorted(ends, km, side="right")) - 1, 0), len(line) - 2)
    span = ends[step + 1] - ends[step]
    fraction = (km - ends[step]) / span if span > 0 else 0.0
    lon, lat = line[step] + fraction * (line[step + 1] - line[step])
    return float(lon), float(lat)


def posts(vertices: Sequence[LonLat], every_km: float) -> list[tuple[float, LonLat]]:
    """Return kilometre and position of every post along a line, from kilometre 0 on."""
    line, ends = _measured(vertices)
    count = int(ends[-1] // every_km)
    return [(index * every_km, _at(line, ends, index * every_km)) for index in range(count + 1)]


def knots(vertices: Sequence[LonLat], kept: Sequence[LonLat], every: int) -> list[float]:
    """Return the kilometre, on a line, of some vertices of a simpler drawing of it.

    A drawing leaves out bends, and not everywhere alike: on the Iran-Pakistan
    frontier at 100 m of detail, kilometres spread evenly over it err by 10 km.

    Parameters
    ----------
    vertices
        The line, lon/lat degrees, shape (n, 2).
    kept
        Those of its vertices that the drawing has, in the same order.
    every
        Take each vertex of the drawing whose number this divides, and the last.

    Returns
    -------
    list
        Kilometres from the start of the line; the first is 0.

    Raises
    ------
    GeometryError
        If the drawing has a vertex that the line has not.
    """
    ends = np.concatenate([[0.0], np.cumsum(segment_lengths_m(np.asarray(vertices)))]) / 1000
    numbered = enumerate(tuple(vertex) for vertex in vertices)
    try:
        found = [next(at for at, own in numbered if own == tuple(vertex)) for vertex in kept]
    except StopIteration:
        msg = "the drawing of a line has a vertex that the line has not; draw it by simplifying"
        raise GeometryError(msg) from None
    last = len(kept) - 1
    return [float(ends[found[at]]) for at in [*range(0, last, every), last]]
