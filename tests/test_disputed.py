"""Disputed ground: how a map draws it, that it says so, and that its story needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo import bundle, disputed
from geo.project import look_again, open_map

if TYPE_CHECKING:
    from tests.conftest import TwoTowns

MAP = "maps/both-towns.toml"
REASON = 'disputed_ground = "Both countries are shown whole."\n'


def told(project: TwoTowns) -> list[str]:
    """Return what is found on the maps of seeds that are good."""
    opened = project.opened()
    return look_again(opened.atlas, opened.definitions)


def boundaries(project: TwoTowns, map_id: str = "both-towns") -> str:
    """Return what the credit of a map says of its boundaries, in English."""
    return str(open_map(project.root, map_id).payload["map"]["boundaries"]["en"])


def test_claims_are_drawn_unless_a_map_or_its_atlas_says_otherwise(two_towns: TwoTowns) -> None:
    assert boundaries(two_towns).endswith("claims dashed")
    two_towns.append("maps/rail-only.toml", 'worldview = "control"\n')
    assert boundaries(two_towns, "rail-only").endswith("claims not drawn")
    two_towns.edit("seeds/atlas.toml", 'licence = "CC', 'worldview = "control"\nlicence = "CC')
    assert boundaries(two_towns).endswith("claims not drawn")
    two_towns.edit(MAP, REASON, f'{REASON}worldview = "claims"\n')
    assert boundaries(two_towns).endswith("claims dashed")


def test_a_way_of_drawing_that_there_is_not_is_one_finding_with_those_that_there_are(
    two_towns: TwoTowns,
) -> None:
    two_towns.edit(MAP, REASON, f'{REASON}worldview = "arland"\n')
    assert two_towns.findings() == [
        f"{MAP}: worldview is \"arland\"; allowed are 'claims' or 'control'"
    ]


@pytest.mark.parametrize("worldview", disputed.DRAWN)
def test_every_way_of_drawing_is_named_in_all_languages(worldview: str) -> None:
    credit = bundle.boundaries_credit(worldview)  # type: ignore[arg-type]  # a key of the table
    assert list(credit) == list(bundle.LANGUAGES)
    assert len(set(credit.values())) == len(credit)


def test_disputed_ground_that_nothing_is_near_needs_a_reason(two_towns: TwoTowns) -> None:
    assert told(two_towns) == []
    two_towns.edit(MAP, REASON, "")
    # From the far west, ending at 9.75 degrees, to the westernmost thing at 10 degrees on the
    # same parallels it is more than 50 km; a degree of the equator is 111 km.
    [finding] = told(two_towns)
    assert finding == (
        f"{MAP}: view shows disputed ground with nothing of the map within 50 km of it: Far West; "
        "take in less, or say in disputed_ground why it has to be there"
    )
    two_towns.edit(MAP, "view = [9.5,", "view = [9.8,")
    assert told(two_towns) == []


def test_disputed_ground_that_a_thing_on_the_map_is_near_needs_none(two_towns: TwoTowns) -> None:
    two_towns.edit(MAP, REASON, "")
    hut = two_towns.read("seeds/places/north-town.toml").replace("north-town", "hut")
    hut = hut.replace("lon = 10.5", "lon = 9.9").replace("lat = 0.5", "lat = 1.2")
    two_towns.write("seeds/places/hut.toml", hut)
    assert told(two_towns) == []
    # What is switched on only by the reader is not the story.
    two_towns.edit(MAP, '{layer = "places"}', '{layer = "places", on = false}')
    assert len(told(two_towns)) == 1


def test_a_reason_without_need_is_found(two_towns: TwoTowns) -> None:
    two_towns.edit(MAP, "view = [9.5,", "view = [9.8,")
    assert told(two_towns) == [
        f"{MAP}: disputed_ground gives a reason, but the view shows none without need"
    ]


def test_a_disputed_line_without_a_name_is_found(two_towns: TwoTowns) -> None:
    name = '"kind":"claimed","level":"50m","name":"Far West",'
    two_towns.edit("seeds/geometry/basemap.geojson", name, name.replace('"name":"Far West",', ""))
    where = "seeds/geometry/basemap.geojson: claimed-far-west-50m"
    assert two_towns.findings() == [f"{where}: name missing; a page says what is disputed"]
