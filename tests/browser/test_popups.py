"""What a popup tells of the evidence: who says what, how far apart they are, who promised what."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geo import project as projects
from geo import promises
from geo.fields import first_day
from tests.conftest import TWO_TOWNS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

ROOT = Path(__file__).parents[2]

MAPS = sorted(path.stem for path in (ROOT / "maps").glob("*.toml"))

FRONTIER = "iran-pakistan-frontier"

DESK, PHONE = (1280, 800), (375, 812)

UNFOLD = """
() => {
  for (const part of document.querySelectorAll(".atlas-details details")) {
    part.open = true;
  }
}
"""

PAYLOAD = "const payload = L.atlasPayload(document.getElementById('atlas-payload').textContent);"

UNTOLD = (
    """
() => {
  """
    + PAYLOAD
    + """
  const words = new L.AtlasWords(payload, "en");
  const amount = ({ value, unit }) => {
    const plain = typeof value === "object" ? words.pick(value).text : value;
    if (unit) return words.measure(plain, unit);
    return typeof value === "object" ? plain : words.bare(plain);
  };
  const said = (fact) => [
    amount(fact),
    ...[fact.of, fact.note, fact.reason].filter(Boolean).map((text) => words.pick(text).text),
  ];
  const untold = [];
  const check = (where, popup, thing) => {
    const text = popup.textContent;
    const marks = [...popup.querySelectorAll(".atlas-mark")].map((mark) => mark.title);
    for (const fact of [...(thing.stated ?? []), ...(thing.facts ?? [])]) {
      const missing = said(fact).filter((part) => !text.includes(part));
      const { publisher, title = "" } = payload.sources[fact.source];
      const known = (mark) => mark.includes(publisher) && mark.includes(title);
      if (missing.length || !marks.some(known)) {
        untold.push([where, fact.property, ...missing]);
      }
    }
  };
  for (const box of document.querySelectorAll("#atlas-panel input[type=checkbox]")) {
    if (!box.checked) box.click();
  }
  const counted = { facts: 0 };
  for (const feature of payload.layers.flatMap((layer) => layer.features)) {
    const mark = document.querySelector(`.atlas-feature[data-feature="${feature.id}"]`);
    mark.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    const popup = document.querySelector(`.atlas-details[data-feature="${feature.id}"]`);
    const line = payload.corridors[feature.corridor_id];
    const topics = [...(feature.topics ?? []), ...(line?.topics ?? [])];
    for (const thing of [feature, line ?? {}, ...topics.map((id) => payload.topics[id])]) {
      check(feature.id, popup, thing);
      counted.facts += (thing.facts ?? []).length;
    }
  }
  return [counted.facts, untold];
}
"""
)

VERDICTS = (
    """
(days) => {
  """
    + PAYLOAD
    + """
  return Object.fromEntries(Object.entries(payload.promises).map(([id, promise]) => [
    id,
    days.map((day) => {
      const found = L.atlasPromises.verdict(promise, day);
      return found && [found.standing, found.event?.date ?? null, found.late || null];
    }),
  ]));
}
"""
)

CLASHES = """
() => {
  // The ink of a text: of its font's box, what lies between the top of "k" and the tail of "g".
  const ink = (text) => {
    const { x, width } = text.getBBox();
    const [y, size] = [Number(text.getAttribute("y")), parseFloat(getComputedStyle(text).fontSize)];
    return { name: text.textContent, left: x, right: x + width,
      top: y - 0.74 * size, bottom: y + 0.24 * size };
  };
  const nodes = [...document.querySelectorAll(".atlas-lengths text")];
  const texts = nodes.map(ink);
  const clash = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const { width, height } = document.querySelector(".atlas-lengths").viewBox.baseVal;
  const outside = texts.filter((one) =>
    one.left < 0 || one.right > width || one.top < 0 || one.bottom > height);
  const pairs = texts.flatMap((one, at) =>
    texts.slice(at + 1).filter((other) => clash(one, other))
      .map((other) => [one.name, other.name]));
  const scale = nodes[0].getBoundingClientRect().height / nodes[0].getBBox().height;
  return [texts.length, outside.map(({ name }) => name), pairs, scale];
}
"""


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the maps of the made-up project."""
    folder = tmp_path_factory.mktemp("two-towns")
    for path, text in projects.outputs(projects.open_project(TWO_TOWNS), "maps").items():
        (folder / path.name).write_text(text, encoding="utf-8")
    return folder / "both-towns.html"


def opened(page: Page, feature: str) -> Locator:
    """Open a feature as a reader with a keyboard does, and return what it tells."""
    page.locator(f'.atlas-feature[data-feature="{feature}"]').dispatch_event(
        "keydown", {"key": "Enter"}
    )
    popup = page.locator(f'.atlas-details[data-feature="{feature}"]')
    popup.wait_for()
    return popup


def text(locator: Locator) -> str:
    """Return a text as it reads, without the marks that isolate its parts."""
    return re.sub(r"[\u2066-\u2069]", "", locator.text_content() or "")


def row(popup: Locator, name: str) -> Locator:
    """Return the line of facts with a name."""
    return popup.locator("dl > div").filter(has=popup.page.locator("dt", has_text=name)).first


def test_a_popup_begins_with_status_its_day_and_who_says_so(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    popup = opened(visit(made_up).page, "upper-market")
    assert text(popup.locator("section").first) == (
        "Operating since 18 May 2019 [Joint Survey of Arland\u2026 2019] [The Morning Paper]Opened"
    )


def test_on_a_phone_a_thing_that_the_address_names_lies_above_the_sheet(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "rail.html", PHONE, "#feature=rasht-astara").page
    sheet = page.locator(".atlas-sheet")
    sheet.wait_for()
    top = page.locator("#atlas-map").bounding_box()["y"]
    line = page.locator(".atlas-feature.is-chosen .atlas-line").first.bounding_box()
    assert top <= line["y"]
    assert line["y"] + line["height"] <= sheet.bounding_box()["y"]


def test_print_leaves_out_what_is_open(made_up: Path, visit: Callable[..., Any]) -> None:
    page = visit(made_up).page
    popup = opened(page, "upper-market")
    page.emulate_media(media="print")
    assert popup.is_hidden()


def test_all_sides_stand_on_one_line_the_preferred_first(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    length = row(opened(visit(made_up).page, "railway-north"), "Length")
    # 110.574 km of the meridian are drawn; the survey gives 110, the paper 130.
    assert text(length) == (
        "Length 110 km [Joint Survey of Arland\u2026 2019]\u00a0\u00b7 130 km [The Morning Paper] "
        "May 2020 \u00b7 low confidence\u00a0\u00b7 111 km, measured on this line"
    )
    assert length.locator("strong").all_text_contents() == ["110 km"]


def test_the_day_on_which_an_undated_source_was_read_is_no_date_of_what_it_says(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    # The paper bears no date, and was read on 2 June 2020.
    users = row(opened(visit(made_up).page, "upper-market"), "Users")
    assert "about a thousand [The Morning Paper] low confidence" in text(users)


def test_a_disagreement_is_told_with_its_distance_apart_and_why_one_is_preferred(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    popup = opened(visit(made_up).page, "railway-north")
    doubts = popup.locator("section").filter(has_text="Sources disagree")
    doubt = doubts.locator("details").first
    assert not doubt.locator("li").first.is_visible()
    doubt.locator("summary").click()
    # 130 - 110 = 20, and 20 / 110 = 18 %.
    assert text(doubt.locator("summary")) == (
        "Length 110 km to 130 km, 20 km apart, 18% of the value used"
    )
    told = text(doubt)
    assert "Measured" in told
    assert "110 km \u00b7 Value used [Joint Survey of Arland\u2026 2019] 2019" in told
    assert "130 km [The Morning Paper] May 2020 \u00b7 low confidence" in told


def test_only_numbers_of_one_unit_are_said_to_be_apart(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    page = visit(made_up).page
    spread = """(facts) => L.atlasEvidence.grouped(facts).map(L.atlasEvidence.spread)[0]"""
    euros, dollars = ({"property": "cost", "value": 1.6, "unit": unit} for unit in ("EUR", "USD"))
    assert page.evaluate(spread, [euros, dollars]) is None
    assert page.evaluate(spread, [euros, {**euros}]) is None
    rounded = {**euros, "value": {"en": "about two"}}
    dear = {**euros, "value": 2, "preferred": True}
    # 2 - 1.6 = 0.4, a fifth of the value used; what is said in words has no distance.
    found = page.evaluate(spread, [euros, dear, rounded])
    assert (found["lowest"], found["highest"], found["unit"]) == (1.6, 2, "EUR")
    assert (found["apart"], found["share"]) == pytest.approx((0.4, 20))


def test_a_mark_opens_its_source_in_another_tab(made_up: Path, visit: Callable[..., Any]) -> None:
    page = visit(made_up).page
    page.context.route("https://example.org/**", lambda route: route.fulfill(body="The source"))
    popup = opened(page, "arland-borland")
    mark = popup.get_by_role("link", name="Gazetteer of Nowhere 2018, Towns and villages").first
    assert mark.get_attribute("aria-label") == (
        "Gazetteer of Nowhere 2018, Towns and villages, 5 November 2018, low confidence"
    )
    assert mark.get_attribute("rel") == "noopener noreferrer"
    with page.expect_popup() as opening:
        mark.click()
    assert opening.value.url == "https://example.org/gazetteer/towns"
    # The paper has no address: it is named, and cannot be followed.
    paper = opened(page, "upper-market").locator(".atlas-mark", has_text="The Morning Paper").first
    assert paper.evaluate("(node) => node.tagName") == "SPAN"


def test_every_mark_is_big_enough_to_hit(made_up: Path, visit: Callable[..., Any]) -> None:
    popup = opened(visit(made_up, PHONE).page, "railway-north")
    heights = popup.locator("a.atlas-mark").evaluate_all(
        "(marks) => marks.map((mark) => mark.getBoundingClientRect().height)"
    )
    assert [height for height in heights if height and height < 24] == []


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2018-01-15", "Upper market to open by the end of 2018 Not due until 31 December 2018"),
        ("2019-01-15", "Past due since 2018, nothing reported"),
        ("2019-03-01", "Upper market to open by the end of 2018 Missed"),
        # 18 May 2019 is 138 days after the last day of 2018: four months and a half.
        ("2019-06-01", "Upper market to open by the end of 2018 Kept, 5 months late"),
    ],
)
def test_a_promise_stands_as_it_stood_on_the_day(
    day: str, told: str, made_up: Path, visit: Callable[..., Any]
) -> None:
    page = visit(made_up, fragment=f"#date={day}").page
    promises_told = opened(page, "upper-market").locator(".atlas-promises > li")
    assert promises_told.count() == 1
    assert told in " ".join(text(part) for part in promises_told.locator("p").all())
    assert promises_told.locator("svg").count() == 1


def test_the_three_ways_of_being_open_are_told_apart(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    page = visit(made_up).page
    standing = ".atlas-promises strong"
    told = {
        feature: opened(page, feature).locator(standing).all_text_contents()
        for feature in ("upper-market", "railway-north", "railway-ferry")
    }
    assert told == {
        # The latest promise comes first.
        "upper-market": ["Past due since May 2020, nothing reported", "Kept, 5 months late"],
        "railway-north": ["Not due until 2030"],
        "railway-ferry": ["Withdrawn", "Not due until 2030"],
    }
    page.goto(f"{made_up.as_uri()}#date=2018-06-01")
    page.reload()
    assert opened(page, "railway-ferry").locator(standing).all_text_contents() == [
        "No date was set"
    ]


def test_the_status_is_that_of_the_day(made_up: Path, visit: Callable[..., Any]) -> None:
    page = visit(made_up, fragment="#date=2018-06-01").page
    popup = opened(page, "upper-market")
    assert text(popup.locator("section").first) == (
        "On 1 June 2018: under construction since March 2018 [The Morning Paper]Building begun"
    )
    page.evaluate("location.hash = '#date=2019-05-18&feature=upper-market'")
    page.locator(".atlas-details strong", has_text="On 18 May 2019: operating").wait_for()
    assert "since" not in text(popup.locator("section strong").first)
    page.evaluate("location.hash = '#date=2015-02-01&feature=upper-market'")
    page.locator(".atlas-details strong", has_text="agreed since 2015").wait_for()
    assert popup.locator(".atlas-promises").count() == 0


def test_a_popup_closes_when_its_thing_leaves_the_map(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    page = visit(made_up).page
    popup = opened(page, "upper-market")
    page.evaluate("location.hash = '#date=2010-06-01'")
    popup.wait_for(state="detached")


def test_what_was_unfolded_stays_so_on_another_day_and_in_another_language(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    page = visit(made_up).page
    popup = opened(page, "upper-market")
    popup.locator("details[data-fold=history] > summary").first.click()
    page.evaluate("location.hash = '#lang=fa&date=2019-06-01&feature=upper-market'")
    page.locator(
        ".atlas-details[dir=rtl] strong", has_text="\u06f2\u06f0\u06f1\u06f9"
    ).first.wait_for()
    unfolded = popup.locator("details[open]").evaluate_all(
        "(all) => all.map((one) => one.dataset.fold)"
    )
    assert unfolded == ["history"]


def test_what_has_the_focus_is_not_under_the_name(made_up: Path, visit: Callable[..., Any]) -> None:
    """The name stays at the top of a popup that is scrolled; nothing hides beneath it."""
    page = visit(made_up).page
    popup = opened(page, "upper-market")
    page.evaluate(UNFOLD)
    stops = popup.locator("a[href], summary, button").count()
    for _ in range(stops):
        page.keyboard.press("Tab")
    for _ in range(stops - 1):
        page.keyboard.press("Shift+Tab")
        hidden = page.evaluate(
            """() => {
              const { top } = document.activeElement.getBoundingClientRect();
              const name = document.getElementById("atlas-name").getBoundingClientRect();
              return !document.activeElement.closest(".atlas-close") && top < name.bottom - 8;
            }"""
        )
        assert not hidden, page.evaluate("() => document.activeElement.textContent")


def test_the_page_judges_promises_as_the_atlas_does(pages: Path, visit: Callable[..., Any]) -> None:
    commitments = projects.open_project(ROOT).atlas.commitments
    periods = {
        period
        for promise in commitments.values()
        for period in (promise.made, promise.due, *(event.date for event in promise.events))
        if period
    }
    days = sorted({first_day(period) for period in periods} | {date(1999, 12, 31)})
    seen = set()
    for name in MAPS:
        told = visit(pages / f"{name}.html").page.evaluate(VERDICTS, [str(day) for day in days])
        for key, found in told.items():
            seen.add(key)
            for day, verdict in zip(days, found, strict=True):
                assert verdict == _expected(promises.verdict(commitments[key], day)), (key, day)
    assert seen == set(commitments)


def _expected(verdict: promises.Verdict | None) -> list[Any] | None:
    if verdict is None:
        return None
    late = list(verdict.late) if verdict.late else None
    return [verdict.standing, verdict.event.date if verdict.event else None, late]


def test_what_happened_in_a_year_counts_after_what_stands_above_it(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    promise = {
        "made": "2012",
        "due": "2013-06",
        "events": [{"date": "2013-03-11"}, {"date": "2013", "outcome": "withdrawn"}],
    }
    found = visit(made_up).page.evaluate(
        """([promise, days]) =>
          days.map((day) => L.atlasPromises.verdict(promise, day)?.standing ?? null)""",
        [promise, ["2011-12-31", "2013-02-01", "2013-03-10", "2013-03-11"]],
    )
    assert found == [None, "not-due", "not-due", "withdrawn"]


@pytest.mark.parametrize("name", MAPS)
def test_every_fact_is_told_in_the_popup_of_its_thing(
    name: str, pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / f"{name}.html")
    counted, untold = seen.page.evaluate(UNTOLD)
    assert untold == []
    assert counted or name == "overview"
    assert seen.messages == []


def test_the_frontier_tells_how_far_apart_its_lengths_are(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "frontier.html").page
    popup = opened(page, FRONTIER)
    frontier = projects.open_project(ROOT).atlas.frontier
    lengths = [fact for fact in frontier.facts if fact.property == "length" and fact.of is None]
    numbers = [fact.value for fact in lengths if isinstance(fact.value, int | float)]
    used = next(fact.value for fact in lengths if fact.preferred)
    assert isinstance(used, int | float)
    assert {909, 959} <= set(numbers)
    doubt = popup.locator("section details", has=page.locator("summary b", has_text="Length")).first
    low, high = min(numbers), max(numbers)
    assert f"{low} km to {high} km, {high - low} km apart, {(high - low) / used:.0%}" in text(doubt)
    for number in numbers:
        assert f"{number} km" in text(doubt)
    line = text(row(popup, "Length"))
    assert re.search(r"959 km \[CIA.*909 km \[CIA.*measured on this line at 10 m", line)


def test_the_curve_has_the_official_figures_where_the_line_has_that_length(
    pages: Path, visit: Callable[..., Any]
) -> None:
    popup = opened(visit(pages / "frontier.html").page, FRONTIER)
    picture = popup.get_by_role("img")
    sentence = picture.locator("title").text_content() or ""
    details = {
        int(km): int(metres)
        for km, metres in re.findall(r"(\d+) km: this line seen at about (\d+) m", sentence)
    }
    assert 400 <= details[909] <= 500
    assert 90 <= details[959] <= 110
    # Each is labelled, and its point lies on the curve, that of 909 km farther to the coarse end.
    labels = picture.locator(".atlas-figure").all_text_contents()
    assert {"909 km", "959 km"} <= set(labels)
    rows = [text(line) for line in popup.locator("table tbody tr").all()]
    assert any(re.match(r"430 m909 km \[CIA", line) for line in rows), rows
    assert any(re.match(r"94 m959 km \[CIA", line) for line in rows), rows


def test_a_line_as_long_at_every_detail_has_no_curve(
    made_up: Path, visit: Callable[..., Any]
) -> None:
    """The made-up frontier is straight."""
    assert opened(visit(made_up).page, "arland-borland").locator("figure").count() == 0


@pytest.mark.parametrize("width", [264, 360])
@pytest.mark.parametrize("language", ["en", "ur", "fa"])
def test_no_label_of_the_curve_lies_on_another(
    language: str, width: int, pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "frontier.html", fragment=f"#lang={language}").page
    popup = opened(page, FRONTIER)
    popup.locator(".atlas-lengths").evaluate(f"(node) => {{ node.style.width = '{width}px'; }}")
    texts, outside, pairs, scale = page.evaluate(CLASHES)
    assert texts > 10
    assert outside == []
    assert pairs == []
    # Letters of 11.5 px stay legible in the narrowest popup.
    assert 11.5 * scale > 9


def test_the_overview_counts_promises_and_leads_to_them(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "overview.html").page
    popup = opened(page, "pishin-mand")
    told = text(popup.locator(".atlas-standings"))
    assert re.search(r"Kept late: \d", told)
    assert popup.get_by_role("link", name="All promises").get_attribute("href") == (
        "promises.html#lang=en"
    )
