"""The background: fine inside a window, coarse outside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from shapely import LineString, MultiLineString, Polygon, box

from geo.basemap import AREAS, LINES, basemap, credit
from tests.packed import shapes

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas

Window = tuple[float, float, float, float]

# The coast is at 12° E on the fine level and at 12.1° E on the coarse one.
WINDOW = (9.0, -0.5, 13.0, 0.5)
NOWHERE = (0.0, 0.0, 1.0, 1.0)
EVERYWHERE = (0.0, -10.0, 20.0, 10.0)


def levels(atlas: Atlas, detail: Window) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the coarse level of a basemap and the fine one."""
    coarse, fine = basemap(atlas, detail)["levels"]
    return coarse, fine


def drawn(level: dict[str, Any], name: str) -> list[list[tuple[float, float]]]:
    """Return the lines of one kind, rings if it is an area."""
    kinds = [*AREAS, *LINES]
    return shapes(level, len(kinds))[kinds.index(name)].lines


def areas(level: dict[str, Any], name: str) -> BaseGeometry:
    """Return the areas of one kind that a page draws: what lies in an odd number of rings."""
    found: BaseGeometry = Polygon()
    for ring in drawn(level, name):
        found = found.symmetric_difference(Polygon(ring))
    return found


def lines(level: dict[str, Any], name: str) -> BaseGeometry:
    """Return the lines of one kind that a page draws."""
    return MultiLineString([LineString(line) for line in drawn(level, name)])


def land(coast: float) -> BaseGeometry:
    """Return the land with its lake, up to a coast."""
    return box(9.5, -1.5, coast, 1.5) - box(11.2, -1.1, 11.4, -0.9)


def test_inside_the_window_the_fine_level_is_drawn(atlas: Atlas) -> None:
    _, fine = levels(atlas, WINDOW)
    assert areas(fine, "land").equals(box(9.5, -0.5, 12, 0.5))


def test_outside_the_window_the_coarse_level_is_drawn(atlas: Atlas) -> None:
    coarse, _ = levels(atlas, WINDOW)
    assert areas(coarse, "land").equals(land(12.1) - box(*WINDOW))


def test_the_two_levels_meet_at_the_edge_of_the_window(atlas: Atlas) -> None:
    coarse, fine = levels(atlas, WINDOW)
    for name in ("land", "focus"):
        outside, inside = areas(coarse, name), areas(fine, name)
        assert outside.intersection(inside).area == 0
        assert (outside | inside).equals(land(12.1) - box(12, -0.5, 12.1, 0.5))


@pytest.mark.parametrize(("detail", "level"), [(EVERYWHERE, 1), (NOWHERE, 0)])
def test_a_level_that_is_not_wanted_is_empty(detail: Window, level: int, atlas: Atlas) -> None:
    both = levels(atlas, detail)
    assert areas(both[level], "land").equals(land((12.1, 12)[level]))
    assert not any(shape.lines for shape in shapes(both[1 - level], len(AREAS | LINES)))


def test_each_level_has_every_kind(atlas: Atlas) -> None:
    for detail, level in ((NOWHERE, 0), (EVERYWHERE, 1)):
        assert all(drawn(levels(atlas, detail)[level], name) for name in (*AREAS, *LINES))


def test_a_boundary_goes_on_across_the_edge_of_the_window(atlas: Atlas) -> None:
    # A province's boundary runs along 11° E from the equator to 1.5° N.
    coarse, fine = levels(atlas, WINDOW)
    assert lines(fine, "provinces").bounds == (11, 0, 11, 0.5)
    assert lines(coarse, "provinces").bounds == (11, 0.5, 11, 1.5)


def test_disputed_boundaries_are_apart_from_the_others(atlas: Atlas) -> None:
    coarse, _ = levels(atlas, NOWHERE)
    assert lines(coarse, "disputed").equals(
        MultiLineString([[(9.5, 0.75), (9.65, 1.2), (9.75, 1.5)], [(9.5, 1.2), (9.65, 1.2)]])
    )
    assert lines(coarse, "boundaries").bounds == (9.5, 0, 12.1, 0)


def test_claims_are_drawn_or_not(atlas: Atlas) -> None:
    for level in basemap(atlas, EVERYWHERE, "control")["levels"]:
        claims_left = [line for line in drawn(level, "disputed") if line[0][1] == line[-1][1]]
        assert claims_left == []
    fine = basemap(atlas, EVERYWHERE, "control")["levels"][1]
    assert lines(fine, "disputed").equals(LineString([(9.5, 0.75), (9.75, 1.5)]))


def test_a_page_knows_where_disputed_ground_is_however_it_is_drawn(atlas: Atlas) -> None:
    for worldview in ("claims", "control"):
        [ground] = basemap(atlas, EVERYWHERE, worldview)["disputed"]
        assert ground["name"] == {"en": "Far West", "fa": "باختر دور", "ur": "دور مغرب"}
        # Between the disputed line and the foot of the claim, to a tenth of a degree.
        assert Polygon(ground["ring"]).bounds == pytest.approx((9.5, 0.75, 9.75, 1.5), abs=0.06)


def test_labels_have_the_languages_that_there_are(atlas: Atlas) -> None:
    labels = {label["name"]["en"]: label for label in basemap(atlas, WINDOW)["labels"]}
    assert labels["Arland"] == {
        "kind": "country",
        "name": {"en": "Arland", "fa": "آرلند", "ur": "آرلینڈ"},
        "point": [10.0, 1.0],
        "rank": 1,
    }
    assert labels["Still Sea"]["name"] == {"en": "Still Sea"}


def test_the_basemap_has_its_credit(atlas: Atlas) -> None:
    assert credit(atlas) == "Public map of nowhere"


def test_an_atlas_without_a_basemap_has_none(atlas: Atlas) -> None:
    bare = replace(atlas, geometry={})
    assert basemap(bare, WINDOW) == {"levels": [], "labels": [], "disputed": []}
    assert credit(bare) is None
