"""How long a line is at one detail after another."""

from __future__ import annotations

import pytest

from shapely import LineString

from geo.detail import TOLERANCES_M, ladder

EQUATOR_KM = 111.319
"""One degree of the equator: 6,378.137 km × π / 180."""


def test_a_straight_line_is_as_long_at_every_detail() -> None:
    steps = ladder(LineString([(10, 0), (10.25, 0), (11, 0)]))
    assert [tolerance for tolerance, _ in steps] == list(TOLERANCES_M)
    assert [km for _, km in steps] == pytest.approx([EQUATOR_KM] * len(TOLERANCES_M), abs=0.05)


def test_a_bend_is_seen_down_to_its_own_size() -> None:
    # Half way along one degree of the equator the line steps 0.01°, about 1,106 m, to the north.
    steps = dict(ladder(LineString([(10, 0), (10.5, 0.01), (11, 0)])))
    straight, bent = EQUATOR_KM, 2 * ((EQUATOR_KM / 2) ** 2 + 1.106**2) ** 0.5
    assert bent - straight == pytest.approx(0.022, abs=0.001)
    # A tooth that can be measured to 0.1 km: one kilometre out and back in.
    toothed = dict(ladder(LineString([(10, 0), (10.5, 0), (10.5, 0.01), (10.5001, 0), (11, 0)])))
    assert toothed[1000] - toothed[2000] == pytest.approx(2 * 1.106, abs=0.1)
    assert steps[2000] == pytest.approx(straight, abs=0.05)


def test_a_line_grows_no_longer_with_less_detail() -> None:
    zigzag = LineString([(10 + index / 100, (index % 2) / 200) for index in range(101)])
    lengths = [km for _, km in ladder(zigzag)]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] > lengths[-1]
