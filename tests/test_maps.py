"""A map of the atlas as a ``folium.Map`` whose page needs no network."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from typing import TYPE_CHECKING, Any

import pytest

import folium
from folium import plugins, raster_layers

from geo.errors import MapError, RequestError
from geo.project import open_map

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from branca.element import Element

    from geo.maps import AtlasMap
    from tests.conftest import TwoTowns

HERE, THERE, ELSEWHERE = [0.25, 10.5], [1.0, 11.0], [0.0, 12.0]

AWAY = "https://example.org"

POINT = {
    "type": "Feature",
    "properties": {"name": "A well"},
    "geometry": {"type": "Point", "coordinates": [10.25, 0.5]},
}


@pytest.fixture
def atlas_map(two_towns: TwoTowns) -> AtlasMap:
    """Return a fresh map, which a test may add to."""
    return open_map(two_towns.root, "rail-only")


def made(kind: Any, *arguments: Any, **options: Any) -> Callable[[], Element]:
    """Return what makes a layer; folium says of few of them what they take."""
    return lambda: kind(*arguments, **options)


def policy(page: str) -> str:
    """Return a page's content security policy."""
    [found] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    return str(found).replace("&#39;", "'")


def scripts(page: str) -> list[str]:
    """Return the scripts of a page."""
    return re.findall(r"<script>(.*?)</script\s*>", page, flags=re.DOTALL | re.IGNORECASE)


def unhashed(page: str) -> list[str]:
    """Return the scripts of a page that its own policy would refuse."""
    allowed = policy(page)
    digests = {text: hashlib.sha256(text.encode()).digest() for text in scripts(page)}
    return [
        text for text, digest in digests.items() if base64.b64encode(digest).decode() not in allowed
    ]


def test_it_is_a_folium_map(atlas_map: AtlasMap) -> None:
    assert isinstance(atlas_map, folium.Map)
    assert atlas_map.location == [0.0, 11.25]


def test_in_a_notebook_it_shows_itself_in_a_closed_frame(atlas_map: AtlasMap) -> None:
    shown = atlas_map._repr_html_()
    [frame] = re.findall(r"<iframe ([^>]*)>", shown)
    assert 'sandbox="allow-scripts allow-popups"' in frame
    assert 'title="The railway"' in frame
    assert "allow-same-origin" not in frame
    assert "&lt;!doctype html&gt;" in frame


@pytest.mark.parametrize(
    ("layer", "call"),
    [
        (made(folium.Marker, HERE), "L.marker("),
        (made(folium.Marker, HERE, popup="A well", tooltip="Water"), "bindTooltip("),
        (made(folium.Marker, HERE, popup=folium.Popup("A well")), "bindPopup("),
        (made(folium.Marker, HERE, icon=folium.DivIcon("<b>!</b>")), "L.divIcon("),
        (made(folium.PolyLine, [HERE, THERE]), "L.polyline("),
        (made(folium.Polygon, [HERE, THERE, ELSEWHERE]), "L.polygon("),
        (made(folium.Circle, HERE, radius=500), "L.circle("),
        (made(folium.CircleMarker, HERE), "L.circleMarker("),
        (made(folium.GeoJson, POINT), "L.geoJson("),
        (made(folium.LatLngPopup), "L.popup("),
    ],
    ids=[
        "marker",
        "tooltip",
        "popup",
        "icon",
        "line",
        "area",
        "circle",
        "dot",
        "geojson",
        "position",
    ],
)
def test_a_further_layer_survives_into_the_saved_page(
    layer: Callable[[], Element], call: str, atlas_map: AtlasMap, tmp_path: Path
) -> None:
    layer().add_to(atlas_map)
    atlas_map.save(tmp_path / "map.html")
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    _, added = page.split(f"<script>var {atlas_map.get_name()} = L.atlasPage(document);</script>")
    assert call in "".join(scripts(added))
    assert unhashed(page) == []


def test_layers_in_a_group_come_with_it(atlas_map: AtlasMap) -> None:
    group = folium.FeatureGroup("Wells").add_to(atlas_map)
    folium.Marker(HERE).add_to(group)
    folium.LayerControl().add_to(atlas_map)
    added = "".join(scripts(atlas_map.page()))
    assert "L.featureGroup(" in added
    assert '"Wells"' in added


def test_a_marker_brings_its_pictures_with_it(atlas_map: AtlasMap) -> None:
    assert "data:image/png;base64," not in atlas_map.page()
    folium.Marker(HERE).add_to(atlas_map)
    assert atlas_map.page().count("data:image/png;base64,") == 3


def test_only_what_is_added_loosens_the_policy_and_only_for_styles(atlas_map: AtlasMap) -> None:
    assert "unsafe" not in policy(atlas_map.page())
    folium.Circle(HERE, radius=500).add_to(atlas_map)
    allowed = policy(atlas_map.page())
    assert allowed.count("unsafe") == 1
    assert "style-src-attr 'unsafe-inline'" in allowed


@pytest.mark.parametrize(
    ("layer", "address"),
    [
        (made(folium.TileLayer), "tile.openstreetmap.org"),
        (made(folium.WmsTileLayer, f"{AWAY}/wms", layers="a"), f"{AWAY}/wms"),
        (made(raster_layers.ImageOverlay, f"{AWAY}/a.png", [HERE, THERE]), f"{AWAY}/a.png"),
        (made(raster_layers.VideoOverlay, f"{AWAY}/a.mp4", [HERE, THERE]), f"{AWAY}/a.mp4"),
        (made(plugins.MarkerCluster), "markercluster"),
        (made(plugins.HeatMap, [HERE]), "leaflet_heat"),
        (made(plugins.Fullscreen), "fullscreen"),
        (made(folium.Marker, HERE, icon=folium.Icon(color="red")), "awesome-markers"),
        (made(folium.Marker, HERE, icon=folium.CustomIcon(f"{AWAY}/b.png")), f"{AWAY}/b.png"),
    ],
    ids=["tiles", "wms", "image", "video", "cluster", "heat", "fullscreen", "icon", "own icon"],
)
def test_what_would_be_fetched_is_refused(
    layer: Callable[[], Element], address: str, atlas_map: AtlasMap, tmp_path: Path
) -> None:
    layer().add_to(atlas_map)
    with pytest.raises(MapError, match="a self-contained page loads nothing") as caught:
        atlas_map.save(tmp_path / "map.html")
    assert address in str(caught.value)
    assert not (tmp_path / "map.html").exists()


def furnish(atlas_map: AtlasMap) -> AtlasMap:
    """Add one of each to a map."""
    folium.Marker(HERE, popup="A well", icon=folium.DivIcon("<b>!</b>")).add_to(atlas_map)
    folium.GeoJson(POINT, tooltip="Water").add_to(folium.FeatureGroup("Wells").add_to(atlas_map))
    folium.LayerControl().add_to(atlas_map)
    return atlas_map


def test_the_same_map_is_the_same_bytes_though_folium_draws_its_ids_by_lot(
    two_towns: TwoTowns,
) -> None:
    first, second = (furnish(open_map(two_towns.root, "rail-only")) for _ in range(2))
    assert first.get_name() != second.get_name()
    assert first.page() == second.page()


def test_asking_twice_changes_nothing(atlas_map: AtlasMap) -> None:
    furnish(atlas_map)
    assert atlas_map.page() == atlas_map.page()


def test_more_may_be_added_after_a_page_was_made(atlas_map: AtlasMap) -> None:
    furnish(atlas_map).page()
    folium.Circle(THERE, radius=500).add_to(atlas_map)
    late = atlas_map.page()
    assert "L.circle(" in "".join(scripts(late))
    names = re.findall(r"var (\w+_\d+) =", "".join(scripts(late)))
    assert len(names) == len(set(names))


def test_a_popup_cannot_end_its_script(atlas_map: AtlasMap) -> None:
    for end in ("</script>", "</SCRIPT >", "<!--"):
        folium.Marker(HERE, popup=f"{end}<script>alert(1)</script>").add_to(atlas_map)
    page = atlas_map.page()
    assert unhashed(page) == []
    assert not any(text.startswith("alert(1)") for text in scripts(page))


def test_a_popup_is_not_read_as_a_template(atlas_map: AtlasMap) -> None:
    folium.Marker(HERE, popup="{{ 6 * 7 }}").add_to(atlas_map)
    assert "{{ 6 * 7 }}" in atlas_map.page()


def test_it_is_saved_to_a_path_or_to_an_open_file(atlas_map: AtlasMap, tmp_path: Path) -> None:
    text = atlas_map.page()
    atlas_map.save(str(tmp_path / "as-text.html"))
    atlas_map.save(tmp_path / "as-path.html")
    opened = io.BytesIO()
    atlas_map.save(opened, close_file=False)
    assert (tmp_path / "as-text.html").read_text(encoding="utf-8") == text
    assert (tmp_path / "as-path.html").read_text(encoding="utf-8") == text
    assert opened.getvalue().decode() == text


def test_a_map_that_is_not_defined_is_told_with_those_that_are(two_towns: TwoTowns) -> None:
    with pytest.raises(RequestError, match="no map 'trams'; maps/ defines both-towns, rail-only"):
        open_map(two_towns.root, "trams")
