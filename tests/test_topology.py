"""Lines and points that do not lie where their records say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.layers import frontier_line, section_vertices
from geo.topology import topology_check

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from tests.conftest import TwoTowns

NORTH = "seeds/sections/railway-north.toml"
SOUTH = "seeds/sections/railway-south.toml"
FERRY = "seeds/sections/railway-ferry.toml"
RAILWAY = "seeds/corridors/two-towns-railway.toml"

NOTE = 'length_note = "Drawn straight; the track winds"\n'


def path_of(*points: tuple[float, float]) -> str:
    """Return a path of bare positions as a seed has it."""
    steps = (f'{{at = [{lon}, {lat}], source = "morning-paper-2020"}}' for lon, lat in points)
    return f"path = [{', '.join(steps)}]"


def test_the_made_up_country_is_sound(atlas: Atlas) -> None:
    assert topology_check(atlas) == []


def test_a_market_may_lie_as_far_from_the_frontier_as_its_radius(two_towns: TwoTowns) -> None:
    # A thousandth of a degree of the meridian is 110.574 m.
    market = "seeds/markets/upper-market.toml"
    two_towns.edit(market, "precision_m = 200", "precision_m = 110.6")
    assert two_towns.findings() == []
    two_towns.edit(market, "precision_m = 110.6", "precision_m = 110.5")
    [finding] = two_towns.findings()
    assert finding == (
        f"{market}: position is 111 m from the frontier; "
        "a market lies within its precision_m of it, here 110 m"
    )


def test_a_section_crosses_the_frontier_near_the_frontier(two_towns: TwoTowns) -> None:
    # A fiftieth of a degree of the meridian: 110.574 km / 50 = 2,211 m.
    two_towns.edit("seeds/places/pipe-marker.toml", "lat = -0.001", "lat = -0.02")
    [finding] = two_towns.findings()
    assert finding == (
        "seeds/places/pipe-marker.toml: position is 2,211 m from the frontier; "
        "a section crosses the frontier within its precision_m of it, here 1,000 m"
    )


@pytest.mark.parametrize(
    "points",
    [
        [(11, -0.5), (12, 0.5), (12, -0.5), (11, 0.5)],
        [(11, -0.5), (12, -0.5), (11.5, -0.5)],
    ],
    ids=["a bow", "there and half the way back"],
)
def test_a_section_does_not_cross_or_retrace_itself(
    points: list[tuple[float, float]], two_towns: TwoTowns
) -> None:
    text = two_towns.read(FERRY)
    before, _, rest = text.partition("path = [")
    two_towns.write(FERRY, before + path_of(*points) + rest[rest.index("\n]\n") + 2 :])
    assert two_towns.findings() == [f"{FERRY}: path crosses or retraces itself"]


def test_lengths_that_differ_by_more_than_15_percent_need_a_reason(two_towns: TwoTowns) -> None:
    # Half a degree of the meridian is 55.287 km: 55.287 / 70 is 21 % short.
    two_towns.edit(SOUTH, NOTE, "")
    [finding] = two_towns.findings()
    assert finding == (
        f"{SOUTH}: the line is 55.3 km and the stated length 70 km, 21% apart; "
        "length_note must say why (allowed without: 15%)"
    )


@pytest.mark.parametrize(("stated", "count"), [(48.1, 0), (48.0, 1), (65.0, 0), (65.1, 1)])
def test_up_to_15_percent_need_none(stated: float, count: int, two_towns: TwoTowns) -> None:
    # 55.287 km is 1.15 times 48.08 km and 0.85 times 65.04 km.
    two_towns.edit(SOUTH, NOTE, "")
    two_towns.edit(SOUTH, "value = 70,", f"value = {stated},")
    assert len(two_towns.findings()) == count


def test_the_preferred_length_is_the_one_compared(two_towns: TwoTowns) -> None:
    # Of 110 and 130 km, 110 is preferred; one degree of the meridian is 110.574.
    reason = ', preferred = true, reason = "Measured"'
    two_towns.edit(NORTH, reason, "")
    two_towns.edit(NORTH, 'confidence = "low"}', f'confidence = "low"{reason}}}')
    assert two_towns.findings() == []
    two_towns.edit(NORTH, "value = 130, ", "value = 131, ")
    assert len(two_towns.findings()) == 1


def test_sections_that_follow_one_another_share_an_end(two_towns: TwoTowns) -> None:
    two_towns.edit(RAILWAY, '"railway-south", ', "")
    [finding] = two_towns.findings()
    assert finding == (
        f"{RAILWAY}: route: 'railway-north' and 'railway-ferry' share no end point; "
        "'railway-north' ends at (11.0, 0.0), 'railway-ferry' begins at (11.0, -0.5)"
    )


def test_sections_meet_whichever_way_they_are_drawn(two_towns: TwoTowns) -> None:
    two_towns.edit(
        SOUTH,
        '{crossing = "rail-gate"}, {place = "south-station"}',
        '{place = "south-station"}, {crossing = "rail-gate"}',
    )
    assert two_towns.findings() == []


def test_a_route_with_a_section_that_failed_is_not_judged(two_towns: TwoTowns) -> None:
    two_towns.edit(SOUTH, 'kind = "railway"', 'kind = "tramway"')
    [finding] = two_towns.findings()
    assert finding.startswith(f"{SOUTH}: kind is")


def test_a_section_shares_its_crossing_with_the_frontier(atlas: Atlas) -> None:
    line = frontier_line(atlas)
    for section_id in ("railway-north", "railway-south", "power-cable", "pipeline-south"):
        section = section_vertices(atlas, line, atlas.sections[section_id])
        assert set(section) & set(line.vertices), section_id
