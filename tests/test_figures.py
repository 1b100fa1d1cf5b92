"""Still figures: text as text, the style table's strokes, a right scale, nothing that overlaps."""

from __future__ import annotations

import io
import re
import struct
import unicodedata
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib import font_manager, image

from geo import layers
from geo.drawing import strokes
from geo.drawing.placing import meet
from geo.errors import MapError, RequestError
from geo.figures import fonts, sheet
from geo.figures.canvas import Canvas, Type, Voice, measure
from geo.figures.figure import Request, Subject, draw, plan
from geo.figures.lettering import Lettering
from geo.project import Project, at, open_project
from geo.styles import COLOURS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.figures.plan import Plan
    from geo.layers import Layer
    from tests.conftest import TwoTowns

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).parents[1]

PRINT_POINTS = 0.85 * 72 / 96
"""A pixel of a figure for print, in points."""

TITLES = {"en": "Both towns", "fa": "هر دو شهر", "ur": "دونوں قصبے"}


def writable(language: str) -> bool:
    """Tell whether this machine has the letters of a language: the last fallback lacks Urdu's."""
    return ord("ے") in fonts._glyphs(language, "text")  # noqa: SLF001 - what is asked for is in there


URDU = pytest.param(
    "ur", marks=pytest.mark.skipif(not writable("ur"), reason="no font of this machine writes Urdu")
)
LANGUAGES = ["en", "fa", URDU]


@pytest.fixture(scope="module")
def subject(opened: Project, built: Mapping[str, Layer]) -> Subject:
    """Return the made-up map."""
    return Subject(opened.atlas, built, opened.definitions["both-towns"])


@pytest.fixture(scope="module")
def real() -> tuple[Project, Mapping[str, Layer]]:
    """Return the project itself, with its layers."""
    project = open_project(ROOT)
    return project, layers.build(project.atlas)


Plans = dict[tuple[str, str, str], "Plan"]


@pytest.fixture(scope="module")
def plans(real: tuple[Project, Mapping[str, Layer]]) -> Plans:
    """Return where everything stands on the figures of all maps, by map, language and size."""
    project, built = real
    return {
        (map_id, language, size): planned(Subject(project.atlas, built, definition), language, size)
        for map_id, definition in project.definitions.items()
        for language, size in (("en", "print"), ("fa", "card"), ("en", "90x150mm"))
    }


def planned(subject: Subject, language: str = "en", size: str = "print") -> Plan:
    """Return where everything stands on a figure."""
    made = sheet.size(size)
    lettering = Lettering(language, "light", small=made.width < sheet.NARROW)
    return plan(subject, made, lettering)


def texts(svg: bytes, prefix: str = "") -> list[str]:
    """Return the texts of a figure whose names begin so, halos left out."""
    found = [
        text
        for text in ET.fromstring(svg).iter(f"{SVG}text")  # noqa: S314 - our own
        if not text.attrib["id"].startswith("halo-") and text.attrib["id"].startswith(prefix)
    ]
    return [text.text or "" for text in found]


def style(element: ET.Element) -> dict[str, str]:
    """Return the style of an element."""
    pairs = (part.split(":", 1) for part in element.attrib.get("style", "").split(";") if part)
    return {name.strip(): value.strip() for name, value in pairs}


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_stays_text(subject: Subject, language: str) -> None:
    svg = draw(subject, Request("svg", language))
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert texts(svg, "title") == [TITLES[language]]
    [head] = root.findall(f"{SVG}title")
    assert head.text == root.attrib["aria-label"] == TITLES[language]
    market = next(iter(subject.atlas.of(type(subject.layers["markets"].drawn[0].record)).values()))
    assert getattr(market.name, language) in texts(svg, "name-market")


@pytest.mark.parametrize(("language", "day"), [("en", "30 June 2020"), ("fa", "۳۰ ژوئن ۲۰۲۰")])
def test_credit_and_the_day_that_the_data_reach_to_are_there(
    subject: Subject, language: str, day: str
) -> None:
    credit = " ".join(texts(draw(subject, Request("svg", language)), "credit"))
    assert "Two Towns Atlas (CC-BY-4.0)" in credit
    assert "Public map of nowhere (public domain)" in credit
    assert day in re.sub("[\u2066-\u2069]", "", credit)


def test_a_title_is_no_markup_and_no_mathematics(two_towns: TwoTowns) -> None:
    attack = '<b>$1^2$ & \\"two\\"</b> </svg> %d'
    two_towns.edit("maps/both-towns.toml", '"Both towns"', f'"{attack}"')
    project = two_towns.opened()
    subject = Subject(project.atlas, two_towns.built(), project.definitions["both-towns"])
    svg = draw(subject, Request("svg"))
    assert " ".join(texts(svg, "title")) == '<b>$1^2$ & "two"</b> </svg> %d'


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_strokes_are_those_of_the_style_table(subject: Subject, theme: Any) -> None:
    svg = draw(subject, Request("svg", theme=theme))
    drawn = set()
    for path in ET.fromstring(svg).iter(f"{SVG}path"):  # noqa: S314 - our own
        look = style(path)
        dash = tuple(
            round(float(part), 2)
            for part in re.findall(r"[\d.]+", look.get("stroke-dasharray", ""))
        )
        width = round(float(look.get("stroke-width", 1)), 2)
        drawn.add((look.get("stroke", "").upper(), width, dash))
    lines = [mark for mark in planned(subject).marks if mark.lines]
    assert {mark.kind for mark in lines} >= {"frontier", "railway", "pipeline", "power-line"}
    for mark in lines:
        for stroke in strokes.line(mark.style, mark.status, schematic=mark.schematic):
            name = "land" if stroke.role == "casing" else mark.hue
            colour = getattr(COLOURS[name], theme)
            width = round(stroke.width * PRINT_POINTS, 2)
            dash = tuple(round(part * PRINT_POINTS, 2) for part in stroke.dash)
            near = [
                seen
                for colour_, width_, seen in drawn
                if colour_ == colour and abs(width_ - width) < 0.02 and len(seen) == len(dash)
            ]
            assert any(np.allclose(seen, dash, atol=0.02) for seen in near), (mark.kind, stroke)


def test_the_scale_bar_is_as_long_as_its_kilometres(subject: Subject) -> None:
    svg = draw(subject, Request("svg"))
    made = planned(subject)
    # On the equator a degree is 111.319 km, and the whole window so many degrees wide.
    west, _, east, _ = made.frame.bounds
    per_km = made.frame.width / ((east - west) * 111.319)
    assert made.scale.length == pytest.approx(made.scale.km * per_km, rel=1e-3)
    assert texts(svg, "scale") == [f"{made.scale.km:g} km"]
    lengths = []
    for path in ET.fromstring(svg).iter(f"{SVG}path"):  # noqa: S314 - our own
        points = re.findall(r"[ML] ([\d.]+) ([\d.]+)", path.attrib["d"])
        if len(points) == 4 and style(path).get("stroke", "").upper() == COLOURS["quiet"].light:
            lengths.append(float(points[2][0]) - float(points[1][0]))
    assert lengths == [pytest.approx(made.scale.length * PRINT_POINTS, abs=0.01)]


def test_no_two_names_meet_and_none_is_cut(plans: Plans) -> None:
    for (_, language, _), made in plans.items():
        boxes = [label.box for label in made.labels]
        assert len(boxes) > 12
        assert not [pair for pair in combinations(boxes, 2) if meet(*pair)]
        lettering = Lettering(language, "light", small=made.layout.width < sheet.NARROW)
        for label in made.labels:
            west, north, east, south = label.box
            assert west > 0 < north
            assert east < made.frame.width
            assert south < made.frame.height
            assert east - west >= lettering.measure_label(label.text, label.kind).width


def test_no_name_stands_on_the_scale_or_the_locator(plans: Plans) -> None:
    for made in plans.values():
        furniture = [made.scale_box, *([made.locator.rect] if made.locator else [])]
        assert not any(meet(label.box, other) for label in made.labels for other in furniture)
        assert not [pair for pair in combinations(furniture, 2) if meet(*pair)]


def test_every_market_on_a_figure_is_named(plans: Plans) -> None:
    for (map_id, _, size), made in plans.items():
        if size == "90x150mm" and map_id == "overview":
            # There is no room in a column for four long names side by side; none is led astray.
            continue
        markets = [mark for mark in made.marks if mark.kind == "market"]
        assert len(markets) >= (3 if map_id in ("overview", "frontier", "markets") else 0)
        assert sum(label.kind == "market" for label in made.labels) == len(markets)


def test_title_legend_map_and_credit_lie_apart_and_on_the_sheet(plans: Plans) -> None:
    for made in plans.values():
        layout = made.layout
        parts = [layout.window, layout.head, layout.legend, layout.foot]
        assert not [pair for pair in combinations(parts, 2) if meet(*pair)]
        for west, north, east, south in parts:
            assert west >= 0 <= north
            assert east <= layout.width
            assert south <= layout.height


def test_from_right_to_left_a_figure_is_mirrored(
    real: tuple[Project, Mapping[str, Layer]],
) -> None:
    project, built = real
    subject = Subject(project.atlas, built, project.definitions["markets"])
    left, right = (planned(subject, language, "card") for language in ("en", "fa"))
    assert left.layout.head[0] < left.layout.window[0]
    assert right.layout.head[0] > right.layout.window[0]
    assert left.layout.head[0] == pytest.approx(right.layout.width - right.layout.head[2])
    svg = draw(subject, Request("svg", "fa"))
    title = next(
        text
        for text in ET.fromstring(svg).iter(f"{SVG}text")  # noqa: S314 - our own
        if text.attrib["id"].startswith("title")
    )
    assert title.attrib["direction"] == "rtl"
    assert style(title)["text-anchor"] == "start"


def test_persian_letters_join(subject: Subject) -> None:
    voice, face = Voice("fa", rightward=False), Type(40, "#000000")
    word = "هستند"
    alone = sum(measure(letter, face, voice).width for letter in word)
    # A joiner between letters that does not join them keeps the forms that they have alone.
    apart = measure("\u200c".join(word), face, voice).width
    joined = measure(word, face, voice).width
    assert joined < 0.9 * apart
    assert joined < 0.9 * alone
    assert subject.definition.title.fa


def test_persian_runs_from_right_to_left() -> None:
    canvas = Canvas(200, 100, 1, Voice("fa", rightward=False), "png")
    # The alef, which alone is high, comes first.
    canvas.text((100, 60), "اددد", Type(40, "#000000"), "center")
    pixels = image.imread(io.BytesIO(canvas.save("", 96)))
    dark = np.argwhere(pixels[:, :, 0] < 0.5)
    top = dark[dark[:, 0] < dark[:, 0].min() + 6]
    assert top[:, 1].mean() > dark[:, 1].mean()


def test_a_letter_that_no_font_has_is_an_error_that_says_what_to_install(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    have = frozenset({*range(0x250), *range(0x2000, 0x2070)})
    monkeypatch.setattr(fonts, "_glyphs", lambda _language, _use: have)
    with pytest.raises(MapError, match=r"آ \(U\+0622\).*install Vazirmatn or Noto Sans Arabic"):
        draw(subject, Request("svg", "fa"))
    assert draw(subject, Request("svg", "en"))


def test_the_last_face_has_all_letters_of_persian() -> None:
    path = font_manager.findfont(fonts.LAST, fallback_to_default=False)
    glyphs = font_manager.get_font(path).get_charmap()
    alphabet = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآئء۰۱۲۳۴۵۶۷۸۹٫٬،؛؟"
    assert not [unicodedata.name(letter) for letter in alphabet if ord(letter) not in glyphs]


def png_size(held: bytes) -> tuple[int, int]:
    """Return width and height of a PNG, out of its first chunk."""
    width, height = struct.unpack(">II", held[16:24])
    return width, height


@pytest.mark.parametrize(
    ("size", "expected"),
    [("card", (1200, 630)), ("640x480", (640, 480)), ("1600x900", (1600, 900))],
)
def test_a_png_has_the_size_that_was_asked_for(
    subject: Subject, size: str, expected: tuple[int, int]
) -> None:
    assert png_size(draw(subject, Request("png", size=size))) == expected


def test_print_is_180_mm_wide_at_300_dots_an_inch(subject: Subject) -> None:
    width, _ = png_size(draw(subject, Request("png")))
    assert width == pytest.approx(180 / 25.4 * 300, abs=1)


def test_a_pdf_is_one_page_with_its_fonts_inside(subject: Subject) -> None:
    held = draw(subject, Request("pdf", "fa"))
    assert len(re.findall(rb"/Type /Page\b(?!s)", held)) == 1
    described = held.count(b"/Type /FontDescriptor")
    assert described >= 1
    assert len(re.findall(rb"/FontFile2?\b", held)) == described
    assert b"/CreationDate" not in held
    [box] = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ", held)
    assert float(box) == pytest.approx(180 / 25.4 * 72, abs=0.01)


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_the_same_figure_is_the_same_bytes(subject: Subject, form: Any) -> None:
    request = Request(form, "fa", "card")
    assert draw(subject, request) == draw(subject, request)


def test_an_earlier_day_shows_what_stood_then(opened: Project) -> None:
    earlier = at(opened, "2016-01-01").atlas
    subject = Subject(earlier, layers.build(earlier), opened.definitions["both-towns"])
    svg = draw(subject, Request("svg"))
    assert "1 January 2016" in " ".join(texts(svg, "credit"))
    there = {mark.item.feature.id for mark in planned(subject).marks}
    now = layers.build(opened.atlas)
    assert there < {item.feature.id for layer in now.values() for item in layer.drawn}


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ("poster", "give print, card, pixels as 1600x900 or 90x120mm"),
        ("12x12", "the least is 300x220 pixels"),
        ("20x20mm", "the least is 67x49mm"),
        ("9999x9999", "cannot be drawn"),
    ],
)
def test_a_size_that_is_none_is_told(size: str, told: str) -> None:
    with pytest.raises(RequestError, match=told):
        sheet.size(size)
