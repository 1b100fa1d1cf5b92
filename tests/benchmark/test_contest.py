"""What the contest with other tools rests on, without a browser, a clock or a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import folium

from tests.benchmark import cdn, scores
from tests.benchmark.npm import Npm
from tests.benchmark.pan import Pan
from tests.benchmark.pixels import ENOUGH, differ, painted, shows
from tests.benchmark.scores import Score, Visit
from tests.benchmark.supply import Supply
from tests.benchmark.visits import Conduct
from tests.benchmark.weights import Weight

if TYPE_CHECKING:
    from pathlib import Path

BLUE = (51, 136, 255)


class Shelf(Npm):
    """Stands in for npm: a package of one folder, and a version of it that is not to be had."""

    def package(self, name: str, wanted: str) -> Path | None:
        return None if (name, wanted) == ("map", "2.0.0-alpha.9") else self._store


@pytest.fixture
def supply(tmp_path: Path) -> Supply:
    (tmp_path / "package.json").write_text('{"version": "2.0.0-alpha.3"}', encoding="utf-8")
    (tmp_path / "map.js").write_text("draw()", encoding="utf-8")
    return Supply(Shelf(tmp_path))


def score(**changes: object) -> Score:
    told = {
        "tool": "tool",
        "version": "1.2",
        "page": Weight(1000, 400),
        "loaded": Weight(500, 100),
        "online": Conduct(requests=["https://a.example/x.js", "https://a.example/y.js"]),
        "missing": [],
        "violations": {},
        "unplugged": True,
        "visits": {"desk": [Visit(100, Pan(0, 0, moved=True))], "phone": [Visit(None, None)]},
    }
    return Score(**{**told, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/npm/leaflet@1.9.3/dist/leaflet.js", ("leaflet", "1.9.3", "dist/leaflet.js")),
        ("/npm/@scope/a@%5E1.0.1/dist/b.js", ("@scope/a", "^1.0.1", "dist/b.js")),
        ("/npm/anywidget@~0.11.*/dist/index.js", ("anywidget", "~0.11.*", "dist/index.js")),
        ("/map.gl@3.3.0-alpha.18/umd/map.min.js", ("map.gl", "3.3.0-alpha.18", "umd/map.min.js")),
        ("/npm:shims@2.8.1/dist/shims.js", ("shims", "2.8.1", "dist/shims.js")),
        ("/jquery-3.7.1.min.js", ("jquery", "3.7.1", "dist/jquery.min.js")),
        (
            "/ajax/libs/Leaflet.awesome-markers/2.0.2/leaflet.awesome-markers.css",
            ("drmonty-leaflet-awesome-markers", "2.0.2", "css/leaflet.awesome-markers.css"),
        ),
    ],
)
def test_an_address_names_package_version_and_path(path: str, place: tuple[str, str, str]) -> None:
    assert cdn.locate(f"https://files.example{path}") == cdn.Place(*place)


def test_an_address_without_a_file_is_a_module_with_what_it_leaves_outside() -> None:
    assert cdn.locate("https://m.example/react@19.1.0") == cdn.Module(
        "react", "19.1.0", "react", ()
    )
    assert cdn.locate("https://m.example/a@2/client?external=react,redux") == cdn.Module(
        "a", "2", "a/client", ("react", "redux")
    )


def test_tiles_and_fonts_are_in_no_package() -> None:
    assert cdn.locate("https://tiles.example/5/20/13.png") is None
    assert cdn.locate("https://fonts.example/fonts/4.0.0/superfine.css") is None


def test_of_what_folium_loads_only_two_style_sheets_are_in_no_package() -> None:
    drawn = folium.Map(tiles=None)
    addresses = [url for _, url in [*drawn.default_js, *drawn.default_css]]
    unknown = [url for url in addresses if cdn.locate(url) is None]
    assert [url.rpartition("/")[2] for url in unknown] == [
        "bootstrap-glyphicons.css",
        "leaflet.awesome.rotate.min.css",
    ]


def test_a_file_that_could_not_be_had_fails_and_a_style_sheet_is_empty(supply: Supply) -> None:
    assert supply("https://f.example/map@1.0.0/map.js") == b"draw()"
    assert supply("https://f.example/map@1.0.0/gone.js") is None
    assert supply("https://f.example/map@1.0.0/gone.css") == b""
    assert supply.lacks("https://f.example/map@1.0.0/gone.css")
    assert not supply.lacks("https://f.example/map@1.0.0/map.js")


def test_a_version_given_for_another_is_told(supply: Supply) -> None:
    assert supply("https://f.example/map@2.0.0-alpha.9/map.js") == b"draw()"
    assert supply.instead == {"map 2.0.0-alpha.9": "2.0.0-alpha.3"}


def test_a_line_of_the_colour_in_the_middle_is_a_feature_and_a_legend_at_the_side_is_none() -> None:
    # 400 by 200: the middle is columns 100 to 299 and rows 50 to 149.
    page = np.full((200, 400, 3), 221, dtype=np.uint8)
    page[20:180, 10:40] = BLUE
    assert not shows(page, BLUE)
    page[100, 100 : 100 + ENOUGH - 1] = BLUE
    assert not shows(page, BLUE)
    page[100, 100 : 100 + ENOUGH] = (60, 130, 250)  # antialiased, at most 9 off
    assert painted(page, BLUE) == ENOUGH
    assert shows(page, BLUE)


def test_a_map_has_moved_when_a_hundredth_of_its_pixels_changed() -> None:
    before = np.zeros((100, 100, 3), dtype=np.uint8)
    after = before.copy()
    after[0, :99] = 255
    assert not differ(before, after)
    after[0, 99] = 255
    assert differ(before, after)


def test_the_table_has_a_column_for_each_tool_and_says_what_was_not_drawn() -> None:
    violations = {"image-alt": 3, "color-contrast": 1}
    pans = [Visit(2000, Pan(4, 410.4, moved=True)), Visit(None, None)]
    other = score(
        tool="other", violations=violations, unplugged=False, visits={"desk": pans, "phone": []}
    )
    lines = scores.table([score(), other]).splitlines()
    assert lines[:2] == ["|  | tool | other |", "| --- | --- | --- |"]
    assert "| the page and what it loads | 1.5 kB | 1.5 kB |" in lines
    assert "| hosts asked | 1 | 1 |" in lines
    assert (
        "| first feature drawn, desk | 100 ms (100 to 100) "
        "| 2,000 ms (2,000 to 2,000), 1 times never |" in lines
    )
    assert "| first feature drawn, phone | never | never |" in lines
    assert "| drawn with the network off | yes | nothing |" in lines
    assert "| long tasks in the drag, desk | none | 4 of 410 ms together |" in lines
    assert "| long tasks in the drag, phone | nothing to drag | nothing to drag |" in lines
    assert (
        "| WCAG rules broken, after axe (how often) | none "
        "| 2: color-contrast (1), image-alt (3) |" in lines
    )


def test_a_map_that_a_drag_did_not_move_is_not_praised_for_having_no_long_tasks() -> None:
    still = score(visits={"desk": [Visit(1, Pan(0, 0, moved=False))], "phone": []})
    assert still.panned("desk") == "the map did not move"
