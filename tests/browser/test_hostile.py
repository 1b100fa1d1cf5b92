"""An atlas whose every text is an attack: on the pages it is text, and nothing of it runs."""

from __future__ import annotations

import json
import re
import shutil
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geo import project as projects
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
)
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
        return json.dumps(f"{number} {ATTACKS[number % len(ATTACKS)]}")

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
    assert next(numbers) > 8 * len(ATTACKS)
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
    assert "onerror" in page.locator("body").inner_text()
    assert len(asked) == 1
    context.close()


@pytest.mark.parametrize("text", HIDDEN)
def test_a_text_that_hides_something_is_refused(two_towns: TwoTowns, text: str) -> None:
    name = "seeds/markets/upper-market.toml"
    two_towns.edit(name, 'en = "Upper market"', f"en = {json.dumps('Upper ' + text)}")
    with pytest.raises(SeedError, match=r"upper-market\.toml: name\.en has an invisible character"):
        two_towns.opened()
