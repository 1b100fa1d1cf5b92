"""An atlas whose every text is an attack: on the pages it is text, and nothing of it runs."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tomllib
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from geo import project as projects
from geo.cli import main
from geo.errors import SeedError
from geo.records import Market
from tests.browser_program import DESK, PHONE
from tests.conftest import TWO_TOWNS, TwoTowns

if TYPE_CHECKING:
    from collections.abc import Callable

RUN = "document.documentElement.dataset.attacked=1"
"""What the attacks would do: leave a mark on the page."""

ATTACKS = (
    f"</script><script>{RUN}</script>",
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'"><svg onload="{RUN}">',
    f"' onfocus='{RUN}' autofocus='",
    f"</title></style><style>*{{display:none}}</style><script>{RUN}</script>",
    f"</noscript><iframe srcdoc='<script>top.{RUN}</script>'></iframe>",
    f"</textarea><a href='javascript:{RUN}'>press</a>",
    f"javascript:{RUN}",
    f"${{{RUN}}}",
    f"`${{{RUN}}}`",
    "{{ 7 * 7 }}{% for one in () %}{{ one }}{% endfor %}",
    "{{ ''.__class__.__mro__ }}",
    "{name} {date} {n} {status} $& $1 $`",
    "<!--<script>",
    "]]><x>&lt;b&gt;&amp;amp;&#x3c;",
    "\\u003cscript\\u003e \\x3cimg\\x3e \\",
    "*/}body{background:url(https://attack.example/x)}/*",
    "expression(alert(1)); @import 'https://attack.example/y'",
    "__proto__ constructor toString",
    "=HYPERLINK(A1)",
    "+A1",
    "-A1",
    "@SUM(A1)",
)
FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula."""

HIDDEN = ("\u202egnihton", "\u2066unclosed", "\u2028next line", "\u200bzero")
"""What would turn the direction of text, or is not to be seen: no seed may have it."""

TEXTS = "en|fa|ur|title|publisher|what|note|text|method|reason|subtitle|value|promise|by"
QUOTED = r'"(?:[^"\\]|\\.)*"'
ASSIGNED = re.compile(rf"\b({TEXTS}) = ({QUOTED})")
LISTED = re.compile(rf"\b(also|notes) = \[({QUOTED}(?:, {QUOTED})*)\]")


def poisoned(text: str, numbers: count[int]) -> str:
    """Put an attack, numbered so that no two texts are alike, in place of every text of a seed."""

    def attack() -> str:
        number = next(numbers)
        told = ATTACKS[number % len(ATTACKS)]
        # A formula is one only at the beginning.
        return json.dumps(f"{told} {number}" if told.startswith(FORMULA) else f"{number} {told}")

    text = ASSIGNED.sub(lambda found: f"{found[1]} = {attack()}", text)
    return LISTED.sub(
        lambda found: f"{found[1]} = [{', '.join(attack() for _ in re.findall(QUOTED, found[2]))}]",
        text,
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[projects.Project, Path]:
    """Put an attack in every text of the made-up atlas, and build its pages."""
    root = Path(shutil.copytree(TWO_TOWNS, tmp_path_factory.mktemp("hostile") / "atlas"))
    numbers = count()
    for file in sorted(root.rglob("*.toml")):
        text = file.read_text(encoding="utf-8")
        file.write_text(poisoned(text, numbers), encoding="utf-8")
    project = projects.open_project(root)
    for path, text in projects.outputs(project, "maps").items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert next(numbers) > 7 * len(ATTACKS)
    return project, root / "maps"


PAGES = ("both-towns", "rail-only", "index", "promises")

INTRUDERS = """() => ({
  attacked: document.documentElement.dataset.attacked ?? null,
  elements: [...document.querySelectorAll(
    "img, iframe, object, embed, base, form:not(#atlas-filters), x, script[src], " +
    "link:not([rel=icon])"
  )].map((node) => node.outerHTML),
  scripts: document.scripts.length,
  styles: document.styleSheets.length,
  handlers: [...document.querySelectorAll("*")].flatMap((node) =>
    node.getAttributeNames().filter((name) => name.startsWith("on"))),
  links: [...document.links].map((link) => link.protocol)
    .filter((protocol) => !["http:", "https:", "file:"].includes(protocol)),
})"""


def intruders(page: Any) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(INTRUDERS)
    assert found.pop("styles") == 1
    return found


@pytest.mark.parametrize("language", ["en", "ur", "fa"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_full_of_attacks_runs_none(
    hostile: tuple[projects.Project, Path], visit: Callable[..., Any], name: str, language: str
) -> None:
    _, folder = hostile
    text = (folder / f"{name}.html").read_text(encoding="utf-8")
    visited = visit(folder / f"{name}.html", fragment=f"#lang={language}")
    found = intruders(visited.page)
    # The browser sees as many scripts as the template wrote, each with an end of its own.
    assert found.pop("scripts") == len(re.findall(r"</script>", text))
    assert found == {"attacked": None, "elements": [], "handlers": [], "links": []}
    assert visited.requests == []
    assert visited.messages == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_popup_shows_an_attack_as_text(
    hostile: tuple[projects.Project, Path], visit: Callable[..., Any], size: tuple[int, int]
) -> None:
    project, folder = hostile
    visited = visit(folder / "both-towns.html", size=size)
    page = visited.page
    page.locator(".atlas-label").first.wait_for(state="attached")
    markets = project.atlas.of(Market).values()
    for market in markets:
        page.evaluate(f"location.hash = '#feature={market.id}&lang=fa'")
        opened = page.locator(f".atlas-details[data-feature={market.id}]")
        opened.wait_for()
        opened.evaluate(
            "(all) => all.querySelectorAll('details').forEach((one) => one.open = true)"
        )
        assert opened.locator("h2").text_content() == market.name.fa
        written = opened.text_content()
        for event in market.events:
            assert (event.what.fa or event.what.en) in written
    assert intruders(page)["attacked"] is None
    assert intruders(page)["elements"] == []
    assert visited.requests == []
    assert visited.messages == []


class Parts(HTMLParser):
    """The elements of a snippet, each with its attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


SNIPPETS = {
    "frame": {
        "iframe": {"src", "title", "width", "height", "loading", "style", "allow"},
        "a": {"href"},
    },
    "picture": {
        "figure": set(),
        "a": {"href"},
        "img": {"src", "alt", "width", "height", "loading", "style"},
        "figcaption": set(),
    },
}
"""What the code for an article is made of, and nothing else."""


def test_table_search_and_files_hand_out_attacks_as_text(
    hostile: tuple[projects.Project, Path], visit: Callable[..., Any]
) -> None:
    project, folder = hostile
    visited = visit(folder / "both-towns.html", fragment="#table=open&lang=ur")
    page = visited.page
    names = {market.id: market.name for market in project.atlas.of(Market).values()}

    page.locator("#atlas-table tr[data-id]").first.wait_for()
    for fold in page.locator("#atlas-table .atlas-fold").all():
        fold.click()
    for key, name in names.items():
        row = page.locator(f"#atlas-table tr[data-id={key}] th > button").last
        assert row.text_content() == name.ur

    for name in names.values():
        # A number that no other text has.
        page.locator(".atlas-search input").fill(name.ur)
        assert name.ur in page.locator(".atlas-hits li bdi:first-child").all_text_contents()
    page.locator(".atlas-search input").fill(ATTACKS[2])
    page.locator(".atlas-search input").fill("")

    page.locator("#atlas-actions [aria-haspopup=dialog]").last.click()
    title = tomllib.loads((folder / "both-towns.toml").read_text("utf-8"))["title"]
    told = [field.input_value() for field in page.locator("dialog textarea").all()]
    assert any(title["ur"] in text for text in told)
    for kind, whole in SNIPPETS.items():
        page.locator("dialog select[name=kind]").select_option(kind)
        snippet = page.locator("form.atlas-options + .atlas-row textarea").input_value()
        parts = Parts(snippet).found
        assert [(tag, set(values)) for tag, values in parts] == list(whole.items())
        named = [values.get("title") or values.get("alt") or "" for _, values in parts]
        assert any(title["ur"] in name for name in named)
    assert intruders(page)["attacked"] is None

    files = {}
    for kind in ("GeoJSON", "CSV"):
        with page.expect_download() as download:
            page.get_by_role("button", name=kind, exact=True).click()
        files[kind] = Path(download.value.path()).read_bytes().decode()
    features = {one["id"]: one["properties"] for one in json.loads(files["GeoJSON"])["features"]}
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(files["CSV"], newline=""))}
    guarded = 0
    for key, name in names.items():
        assert features[key]["name"] == name.en
        assert rows[key]["name"] in (name.en, f"'{name.en}")
    for cell in (cell for row in rows.values() for cell in row.values()):
        assert not cell.startswith(("=", "@")), cell
        assert not cell.startswith(("+", "-")) or float(cell) is not None
        guarded += cell.startswith("'")
    assert guarded
    assert visited.messages == []


def test_what_machines_read_of_a_page_is_data(
    hostile: tuple[projects.Project, Path], visit: Callable[..., Any]
) -> None:
    _, folder = hostile
    title = tomllib.loads((folder / "both-towns.toml").read_text("utf-8"))["title"]
    page = visit(folder / "both-towns.html").page
    described = json.loads(
        page.locator("script[type='application/ld+json']").text_content() or "{}"
    )
    assert title["en"] in json.dumps(described, ensure_ascii=False).replace('\\"', '"')
    told = page.locator("meta[property='og:title']").get_attribute("content")
    assert told == title["en"]


ACTIVE = {"script", "foreignObject", "iframe", "image", "animate", "set", "handler"}


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_still_figure_has_attacks_as_text(
    hostile: tuple[projects.Project, Path],
    visit: Callable[..., Any],
    tmp_path: Path,
    language: str,
) -> None:
    _, folder = hostile
    figure = tmp_path / "figure.svg"
    asked = ["figure", "both-towns", str(folder.parent), "-o", str(figure), "--lang", language]
    drawn = CliRunner().invoke(main, asked)
    assert drawn.exit_code == 0, drawn.output
    visited = visit(figure)
    tags, names, links = visited.page.evaluate("""() => {
      const all = [...document.querySelectorAll("*")];
      const of = (node, part) => node.getAttributeNames().filter(part);
      return [
        [...new Set(all.map((node) => node.localName))],
        [...new Set(all.flatMap((node) => of(node, (name) => name.startsWith("on"))))],
        all.flatMap((node) => of(node, (name) => /href$/.test(name))
          .map((name) => node.getAttribute(name))),
      ];
    }""")
    assert ACTIVE.isdisjoint(tags)
    assert names == []
    assert all(link.startswith(("#", "https://", "http://")) for link in links)
    assert visited.page.evaluate("document.documentElement.dataset.attacked ?? null") is None
    title = tomllib.loads((folder / "both-towns.toml").read_text("utf-8"))["title"]
    written = visited.page.evaluate("document.documentElement.textContent")
    squeezed = "".join(written.split())
    assert "".join(title[language].split())[:12] in squeezed
    assert visited.requests == []
    assert visited.messages == []


def test_without_scripts_an_attack_is_text_too(
    hostile: tuple[projects.Project, Path], browser: Any
) -> None:
    _, folder = hostile
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "both-towns.html").as_uri())
    assert page.locator("noscript img, noscript script, noscript iframe").count() == 0
    # The picture that stands for the map is there, and is drawn of shapes and letters alone.
    parts = page.locator("noscript figure svg *").evaluate_all(
        "(all) => [...new Set(all.map((node) => node.localName))]"
    )
    assert "path" in parts
    assert ACTIVE.isdisjoint(parts)
    assert "onerror" in page.locator("body").inner_text()
    assert len(asked) == 1
    context.close()


@pytest.mark.parametrize("text", HIDDEN)
def test_a_text_that_hides_something_is_refused(two_towns: TwoTowns, text: str) -> None:
    name = "seeds/markets/upper-market.toml"
    two_towns.edit(name, 'en = "Upper market"', f"en = {json.dumps('Upper ' + text)}")
    with pytest.raises(SeedError, match=r"upper-market\.toml: name\.en has an invisible character"):
        two_towns.opened()
