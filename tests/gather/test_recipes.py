"""Gathering as a whole: everything or nothing, and the same twice."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from geo import gather as gathering
from geo.errors import GatherError
from geo.gather import gather, packages

if TYPE_CHECKING:
    from pathlib import Path

LANES = {"features": [{"geometry": {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}}]}
TOWNS = {
    "7": {
        "name": "Hilltown",
        "longitude": 0.0,
        "latitude": 1.0,
        "countrycode": "WS",
        "population": 0,
        "alternatenames": [],
    }
}

COMMON = """
[[packages]]
registry = "pypi"
name = "{name}"
version = "1.0"
sha256 = "{sha256}"
licence = "CC0-1.0"

[origin]
data = "made up"
data_date = "2020"
licence = "CC0-1.0"
licence_url = "https://example.org/"
credit = "nobody"
method = "made up"
"""
SEA = """
file_name = "legs.geojson"
file = "lanes.json"
joins_within_km = 1
legs = [{ id = "leg", precision_m = 9000, start = { name = "A", at = [0, 0.1], joins = [0, 0], \
reason = "so" }, end = { name = "B", at = [1, 1.1], joins = [1, 1], reason = "so" } }]
"""
HILLTOWN = """
file_name = "towns.geojson"
file = "towns.json"
near_km = 8
population_note = "none"
towns = [{ id = "hilltown", geonameid = 7, country = "WS", name = "Hilltown", name_fa = "x", \
name_ur = "x", near = [0.0, 1.0], rank = 1, names_from = "nobody" }]
"""


def wheel(name: str, document: object) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as members:
        members.writestr(zipfile.ZipInfo(name), json.dumps(document))
    return buffer.getvalue()


ARCHIVES = {"lanes": wheel("lanes.json", LANES), "towns": wheel("towns.json", TOWNS)}


def recipe(said: str, name: str, sha256: str = "") -> str:
    digest = sha256 or hashlib.sha256(ARCHIVES[name]).hexdigest()
    return said + COMMON.format(name=name, sha256=digest)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Write a project with two recipes, and a store beside it with their archives."""
    recipes = tmp_path / "project" / "seeds" / "gather"
    recipes.mkdir(parents=True)
    (recipes / "sea.toml").write_text(recipe(SEA, "lanes"), encoding="utf-8")
    (recipes / "towns.toml").write_text(recipe(HILLTOWN, "towns"), encoding="utf-8")
    store = tmp_path / "store"
    store.mkdir()
    for name, content in ARCHIVES.items():
        (store / f"{name}-1.0-py3-none-any.whl").write_bytes(content)
    return tmp_path / "project"


@pytest.fixture(autouse=True)
def _no_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test reach a registry."""

    def refuse(*_: object, **__: object) -> None:
        msg = 2, "there is no network"
        raise FileNotFoundError(*msg)

    monkeypatch.setattr("geo.gather.packages.subprocess.run", refuse)


def run(root: Path) -> list[str]:
    said: list[str] = []
    gather(root, said.append, root.parent / "store")
    return said


def outputs(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "seeds" / "geometry").glob("*")}


def test_every_recipe_is_run_and_each_step_is_told(root: Path) -> None:
    assert run(root) == [
        "sea: fetching lanes 1.0 (pypi)",
        "towns: fetching towns 1.0 (pypi)",
        "sea: extracting",
        "sea: legs.geojson has 1 features",
        "towns: extracting",
        "towns: towns.geojson has 1 features",
    ]
    assert sorted(outputs(root)) == ["legs.geojson", "towns.geojson"]


def test_every_output_says_where_it_comes_from(root: Path) -> None:
    run(root)
    for content in outputs(root).values():
        document = json.loads(content)
        assert list(document)[:2] == ["type", "provenance"]
        assert document["provenance"]["packages"][0]["registry"] == "pypi"


def test_gathered_twice_no_byte_differs(root: Path) -> None:
    run(root)
    before = outputs(root)
    run(root)
    assert outputs(root) == before


def test_a_package_that_cannot_be_had_is_one_error_and_touches_nothing(root: Path) -> None:
    run(root)
    (root / "seeds" / "geometry" / "legs.geojson").write_text("older", encoding="utf-8")
    before = outputs(root)
    path = root / "seeds" / "gather" / "towns.toml"
    path.write_text(recipe(HILLTOWN, "towns", "0" * 64), encoding="utf-8")
    with pytest.raises(GatherError) as caught:
        run(root)
    (finding,) = caught.value.findings
    assert finding.startswith("towns 1.0 (pypi): it cannot be had")
    assert outputs(root) == before


def test_data_that_are_not_as_the_recipe_says_touch_nothing(root: Path) -> None:
    run(root)
    before = outputs(root)
    path = root / "seeds" / "gather" / "towns.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("geonameid = 7", "geonameid = 8"), encoding="utf-8")
    with pytest.raises(GatherError, match="geonameid 8 is not in"):
        run(root)
    assert outputs(root) == before


def test_all_that_is_wrong_with_recipes_is_said_at_once(root: Path) -> None:
    recipes = root / "seeds" / "gather"
    (recipes / "roads.toml").write_text("", encoding="utf-8")
    (recipes / "sea.toml").write_text("file_name = ", encoding="utf-8")
    text = (recipes / "towns.toml").read_text(encoding="utf-8")
    (recipes / "towns.toml").write_text(text.replace("rank = 1", "rank = 9"), encoding="utf-8")
    with pytest.raises(GatherError) as caught:
        run(root)
    roads, sea, towns = caught.value.findings
    assert roads.startswith("seeds/gather/roads.toml: no kind of recipe is called so")
    assert sea.startswith("seeds/gather/sea.toml: not TOML (Invalid value (at end")
    assert towns == (
        "seeds/gather/towns.toml: towns.0.rank: Input should be less than or equal to 4"
    )


def test_a_folder_without_recipes_is_said(tmp_path: Path) -> None:
    with pytest.raises(GatherError, match="seeds/gather: no recipe"):
        gather(tmp_path, print)


def test_without_a_store_nothing_stays_behind(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[Path] = []

    def fetch(package: packages.Package, store: Path) -> Path:
        used.append(store)
        return unchanged(package, root.parent / "store")

    unchanged = packages.fetch
    monkeypatch.setattr(gathering.packages, "fetch", fetch)
    assert [path.name for path in gather(root, lambda _: None)] == ["legs.geojson", "towns.geojson"]
    assert not used[0].exists()
