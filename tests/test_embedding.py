"""What puts a map into an article: the markup, the command that prints it, and what it refuses."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from geo import cli, embed_page, embedding
from geo.dataset import dataset
from geo.embedding import Options, Shown
from geo.project import open_map

if TYPE_CHECKING:
    from collections.abc import Mapping

    from click.testing import Result

    from geo.layers import Layer
    from geo.project import Project
    from tests.conftest import TwoTowns

TOWNS = Shown("towns", "Towns", "Two of them", [("Us", "CC-BY-4.0"), ("Them", "")], "2026-01-02")

HOSTILE = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("\"'<>&`=\u202e{}$")), max_size=40
)


class Elements(HTMLParser):
    """The elements of a markup with their attributes, and its text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def embed(*arguments: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(cli.main, ["embed", *map(str, arguments)])


def test_a_frame_fills_its_column_waits_its_turn_and_says_what_it_is() -> None:
    frame, link = Elements(embedding.frame(TOWNS, Options(height=700))).elements
    assert frame == (
        "iframe",
        {
            "src": "towns.html#lang=en",
            "title": "Towns",
            "width": "100%",
            "height": "700",
            "loading": "lazy",
            "style": "width:100%;border:0",
            "allow": "fullscreen; clipboard-write",
        },
    )
    assert link == ("a", {"href": "towns.html#lang=en"})


def test_without_a_frame_a_picture_leads_to_the_map_and_names_who_made_it() -> None:
    markup = embedding.picture(TOWNS, Options(url="https://example.org/maps/", day="2020-01-02"))
    read = Elements(markup)
    page = "https://example.org/maps/towns.html#lang=en&date=2020-01-02"
    tags = dict(read.elements)
    assert list(tags) == ["figure", "a", "img", "figcaption"]
    assert tags["a"]["href"] == page
    assert tags["img"]["src"] == "https://example.org/maps/towns.png"
    assert tags["img"]["alt"] == "Towns. Two of them"
    assert read.text == "Towns. Us (CC-BY-4.0) · Them · 2026-01-02"


@given(title=HOSTILE, subtitle=HOSTILE, credit=HOSTILE)
def test_no_word_of_a_map_acts_in_an_article(title: str, subtitle: str, credit: str) -> None:
    shown = Shown("towns", title, subtitle, [(credit, credit)], "2026-01-02")
    frame = Elements(embedding.frame(shown, Options()))
    assert [tag for tag, _ in frame.elements] == ["iframe", "a"]
    picture = Elements(embedding.picture(shown, Options()))
    assert [tag for tag, _ in picture.elements] == ["figure", "a", "img", "figcaption"]
    known = {"src", "alt", "width", "height", "loading", "style"}
    assert dict(picture.elements)["img"].keys() == known


NAMES = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)


@given(
    layers=st.lists(NAMES, max_size=4).map(tuple),
    feature=st.none() | NAMES,
    west=st.floats(-180, 179),
    south=st.floats(-85, 84),
    parent=st.sampled_from([None, "https://example.org", "http://127.0.0.1:8000"]),
)
def test_an_address_says_what_was_asked(
    layers: tuple[str, ...], feature: str | None, west: float, south: float, parent: str | None
) -> None:
    box = (west, south, west + 1, south + 1)
    options = Options(layers=layers, feature=feature, extent=box, parent=parent)
    read = parse_qs(urlsplit(embedding.address("towns", options)).fragment)
    assert read["lang"] == ["en"]
    assert read.get("layers", [""]) == [",".join(layers)]
    assert read.get("feature", [None]) == [feature]
    assert read.get("parent", [None]) == [parent]
    sides = [float(side) for side in read["extent"][0].split(",")]
    assert sides == pytest.approx(box, abs=0.00005)
    assert "e" not in read["extent"][0]


def test_the_command_prints_one_snippet_and_nothing_else(two_towns: TwoTowns) -> None:
    printed = embed("rail-only", two_towns.root, "--lang", "fa", "--layers", "rail,stations")
    assert printed.exit_code == 0, printed.output
    assert printed.stdout.count("\n") == 1
    frame = Elements(printed.stdout).elements[0][1]
    assert frame["src"] == "rail-only.html#lang=fa&layers=rail,stations"
    assert frame["title"] == "راه‌آهن"


REFUSED = [
    (["rail-only", "--layers", "rail,roads"], "no layer 'roads'; choose from frontier, rail"),
    (["rail-only", "--feature", "upper-market"], "shows no 'upper-market'"),
    (["rail-only", "--date", "2999-01-01"], "2999-01-01 lies ahead; the seeds reach to"),
    (["rail-only", "--bbox", "12", "-1", "10", "1"], "12 -1 10 1 is no window; give west, south"),
    (["rail-only", "--bbox", "0", "-86", "10", "1"], "is no window"),
    (["rail-only", "--bbox", "100", "50", "110", "60"], "shows nothing of this map"),
    (["rail-only", "--height", "20"], "a height of 20; give pixels from 200 to 2000"),
    (["rail-only", "--parent", "https://example.org/page"], "is no origin; write one as https:"),
    (["rail-only", "--parent", "*"], "'*' is no origin"),
    (["rail-only", "--url", "maps/"], "'maps/' is no place on the web"),
    (["rail-only", "--url", "javascript:alert(1)"], "is no place on the web"),
    (["roads"], "no map 'roads'; maps/ defines both-towns, rail-only"),
]


@pytest.mark.parametrize(("arguments", "said"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_a_map_has_not_is_refused_with_what_it_has(
    arguments: list[str], said: str, two_towns: TwoTowns
) -> None:
    name, *options = arguments
    result = embed(name, two_towns.root, *options)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_every_fault_is_told_at_once(two_towns: TwoTowns) -> None:
    result = embed("rail-only", two_towns.root, "--height", 1, "--feature", "x", "--url", "y")
    assert len(result.stderr.splitlines()) == 3


@pytest.mark.parametrize("day", ["2013-02-30", "2013", "yesterday"])
def test_a_day_that_is_none_is_refused(day: str, two_towns: TwoTowns) -> None:
    result = embed("rail-only", two_towns.root, "--date", day)
    assert result.exit_code == 2
    assert "is no day; write one as 2013-03-11" in result.stderr


@pytest.fixture(scope="module")
def trials(opened: Project, built: Mapping[str, Layer]) -> str:
    """Return the page of embedded maps of the made-up project."""
    definition = opened.definitions["both-towns"]
    return embed_page.render_embed_page(opened.atlas, built, definition)


def test_the_page_of_embedded_maps_shows_what_it_tells_to_paste(trials: str) -> None:
    cases = re.findall(r'<section id="([a-z]+)".*?</section>', trials, re.DOTALL)
    options = ["language", "layers", "date", "extent", "theme", "feature"]
    assert cases == ["plain", "listener", "pym", "amp", "sandbox", "picture", *options]
    for name in options:
        section = trials.partition(f'<section id="{name}"')[2].partition("</section>")[0]
        frame = re.search(r"<iframe.*?</iframe>", section)
        assert frame is not None
        assert Elements(section).text.count(frame[0]) == 1


def test_the_picture_is_asked_for_only_where_there_is_one(
    trials: str, opened: Project, built: Mapping[str, Layer]
) -> None:
    definition = opened.definitions["both-towns"]
    pictured = embed_page.render_embed_page(opened.atlas, built, definition, pictured=True)
    assert '<img src="both-towns.png"' not in trials
    assert '<img src="both-towns.png"' in pictured


@pytest.fixture(scope="module")
def payload(opened: Project) -> Any:
    """Return what a page of the made-up project carries."""
    return open_map(opened.atlas.root, "both-towns").payload


def test_search_engines_are_told_what_the_data_are(payload: Any) -> None:
    told = dataset(payload)
    assert told["@type"] == "Dataset"
    assert told["name"] == "Both towns"
    # schema.org has a box as south west north east, parted by spaces.
    assert told["spatialCoverage"]["geo"]["box"] == "-1.5 9.5 1.5 13"
    assert all(address.startswith("https://") for address in told["license"])
    assert told["temporalCoverage"].endswith(f"/{payload['map']['as_of']}")
    # From nowhere in particular no address can be given.
    assert not {"url", "distribution"} & told.keys()


def test_with_an_address_they_are_told_where_each_layer_is(payload: Any) -> None:
    told = dataset(payload, "https://example.org/atlas/maps")
    assert told["url"] == "https://example.org/atlas/maps/both-towns.html"
    files = {one["name"]: one["contentUrl"] for one in told["distribution"]}
    assert files["rail"] == "https://example.org/atlas/layers/rail.geojson"
    assert list(files) == [layer["id"] for layer in payload["layers"]]


def test_a_page_tells_them_in_its_head(opened: Project) -> None:
    page = open_map(opened.atlas.root, "rail-only").page()
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert page.index(block) < page.index("</head>")
    assert json.loads(block)["name"] == "The railway"
