"""The page: no request, no foreign word that acts, a policy that allows exactly its own parts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from geo import bundle, document
from geo.errors import MapError
from geo.project import open_project, outputs

if TYPE_CHECKING:
    from tests.conftest import TwoTowns

ATTACK = "</script><script>alert(1)</script><!--"
"""A name that would end the data and begin a script, were it not for the escapes."""


class Parts(HTMLParser):
    """Scripts, styles, attributes and policy of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.data: list[str] = []
        self.told: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.policy = ""
        self._texts: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.attributes += [(tag, name, value) for name, value in given.items()]
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]
        if tag == "script":
            kinds = {"application/json": self.data, "application/ld+json": self.told}
            self._texts = kinds.get(given.get("type", ""), self.scripts)
        elif tag == "style":
            self._texts = self.styles
        if self._texts is not None:
            self._texts.append("")

    def handle_data(self, data: str) -> None:
        if self._texts is not None:
            self._texts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._texts = None


@pytest.fixture(scope="module")
def pages(opened: Any) -> dict[str, str]:
    """Return the text of every page of the made-up project."""
    return {path.stem: text for path, text in outputs(opened, "maps").items()}


@pytest.fixture(params=["both-towns", "rail-only", "promises", "index"])
def parts(request: pytest.FixtureRequest, pages: dict[str, str]) -> Parts:
    """Return the parts of one page after another."""
    return Parts(pages[request.param])


def directives(policy: str) -> dict[str, list[str]]:
    """Return a policy's sources by directive."""
    return {name: values for name, *values in (part.split() for part in policy.split(";"))}


def hash_of(text: str) -> str:
    """Return the source expression that allows a text."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def test_the_policy_allows_each_script_and_style_and_no_other(parts: Parts) -> None:
    allowed = directives(parts.policy)
    assert allowed["default-src"] == ["'none'"]
    assert allowed["script-src"] == [hash_of(script) for script in parts.scripts]
    assert allowed["style-src"] == [hash_of(style) for style in parts.styles]
    assert "unsafe" not in parts.policy
    assert set(allowed) == {
        "default-src",
        "script-src",
        "style-src",
        "img-src",
        "base-uri",
        "form-action",
    }
    assert allowed["img-src"] == ["data:"]


def test_nothing_is_fetched(parts: Parts) -> None:
    fetched = [
        (tag, name, value)
        for tag, name, value in parts.attributes
        if name in ("src", "srcset", "data", "poster", "action", "background")
        or (tag == "link" and name == "href")
    ]
    assert [item for item in fetched if not item[2].startswith("data:")] == []
    for style in parts.styles:
        assert "@import" not in style
        assert re.findall(r"url\((?!\s*['\"]?data:)", style) == []


def test_no_attribute_runs_or_styles(parts: Parts) -> None:
    # A policy without 'unsafe-inline' and 'unsafe-hashes' would refuse them.
    assert [item for item in parts.attributes if item[1].startswith("on")] == []
    assert [item for item in parts.attributes if item[1] == "style"] == []


def test_no_script_points_to_a_source_map(parts: Parts) -> None:
    assert not any("sourceMappingURL" in script for script in parts.scripts)


def test_the_data_of_a_page_is_one_json_value(parts: Parts) -> None:
    [data] = parts.data
    assert "<" not in data
    assert json.loads(data)["strings"]["en"]


def test_title_and_subtitle_are_there_without_a_script(pages: dict[str, str]) -> None:
    body = re.sub(r"<script.*?</script>", "", pages["rail-only"], flags=re.DOTALL)
    assert "<h1>The railway</h1>" in body
    assert "From North station to the gate" in body


def test_without_a_script_a_table_tells_of_the_markets(pages: dict[str, str]) -> None:
    [table] = re.findall(r"<noscript>.*?</noscript>", pages["both-towns"], flags=re.DOTALL)
    [row] = re.findall(r"<tr>(?:(?!</tr>).)*Upper market.*?</tr>", table, flags=re.DOTALL)
    assert "18 May 2019" in row
    assert "The Morning Paper" in row


def test_a_name_cannot_end_the_data_or_begin_a_script(two_towns: TwoTowns) -> None:
    two_towns.edit("seeds/markets/upper-market.toml", '"Upper market"', json.dumps(ATTACK))
    two_towns.edit("maps/both-towns.toml", '"Both towns"', json.dumps(ATTACK))
    texts = outputs(open_project(two_towns.root), "maps")
    for path, text in texts.items():
        # rail-only shows neither; the page of promises has its English in the markup.
        if path.stem not in ("rail-only", "promises"):
            parts = Parts(text)
            hashes = directives(parts.policy)["script-src"]
            assert [hash_of(script) for script in parts.scripts] == hashes
            assert "alert(1)" not in "".join(parts.scripts)
            # The page of embedded maps has the title in the markup.
            if path.stem != "embed-test":
                assert ATTACK in json.dumps(json.loads(parts.data[0])).replace("\\u003c", "<")


@pytest.mark.parametrize("text", ["<", "</script>", "\u2028", "\u2029", "<!--"])
def test_json_in_a_page_holds_nothing_that_html_or_a_script_would_read(text: str) -> None:
    block = document.json_block({"name": text})
    assert not {"<", "\u2028", "\u2029"} & set(block)
    assert json.loads(block) == {"name": text}


def test_json_in_a_page_has_no_infinity() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        document.json_block({"length_km": float("inf")})


def test_every_word_of_the_interface_is_in_every_language() -> None:
    table = bundle.strings()
    assert set(table) == {"en", "ur", "fa"}
    months = {f"month.persian.{month}" for month in range(1, 13)}
    assert set(table["en"]) == set(table["ur"]) == set(table["fa"]) - months
    assert months <= set(table["fa"])


def test_a_word_that_lacks_a_language_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    bundle.every_string.cache_clear()
    monkeypatch.setattr(bundle, "asset", lambda _: '"ui.zoom" = {en = "Zoom", fa = "بزرگ‌نمایی"}')
    with pytest.raises(MapError, match=r"strings/\w+\.toml: ui\.zoom has no ur"):
        bundle.every_string()
    bundle.every_string.cache_clear()


def test_leaflets_style_asks_for_no_picture() -> None:
    assert "url(" in bundle.leaflet_file("leaflet.css")
    assert "url(" not in bundle.leaflet_css()
    assert bundle.leaflet_css().count("{") == bundle.leaflet_css().count("}")
