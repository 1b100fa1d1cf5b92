"""Status through time: the slider at the foot of a map, and what it does to what is drawn."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geo import layers, status
from geo import project as projects

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from geo.records import Thing
    from tests.conftest import TwoTowns

ROOT = Path(__file__).parents[2]

MAPS = sorted(path.stem for path in (ROOT / "maps").glob("*.toml"))

DESK, PHONE, EMBED = (1280, 800), (375, 812), (700, 400)

PACE_MS = 1500
"""How long an event stands while time plays: PACE in slider.js."""

TWO_TOWNS_DAYS = [
    "1950-01-01",  # the frontier
    "1990-01-01",  # East port
    "2001-01-01",  # Middle gate
    "2005-01-01",  # Rail gate, and the line from North station to it
    "2010-01-01",  # the pipeline's north
    "2011-07-01",  # the pipeline's south, which is cancelled then
    "2012-01-01",  # the ferry sails
    "2013-01-01",  # the cable
    "2014-01-01",  # the ferry is laid up
    "2015-01-01",  # Upper market agreed
    "2016-04-01",  # Rail gate closed
    "2017-01-01",  # Lower market asked for
    "2018-03-01",  # Upper market begun
    "2019-05-18",  # Upper market opened
    "2020-01-15",  # the line to South station begun
    "2020-06-30",  # as_of
]
"""Every day on which something happened to a layer that the map of both towns has on."""

STATUSES = """
(days) => {
  const { map, layers, corridors } = L.atlasPayload(
    document.getElementById("atlas-payload").textContent);
  const time = new L.AtlasTime(map.as_of, layers, corridors);
  const told = {};
  for (const feature of layers.flatMap((layer) => layer.features)) {
    told[feature.id] = days.map((day) =>
      [time.statusOf(feature, day).status ?? null, time.shows(feature, day)]);
  }
  return told;
}
"""

MOMENTS = """
() => {
  const { map, layers, corridors } = L.atlasPayload(
    document.getElementById("atlas-payload").textContent);
  return new L.AtlasTime(map.as_of, layers, corridors).moments.map(({ day }) => day);
}
"""

WATCH = """
() => {
  window.touched = new Set();
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      window.touched.add(target.closest(".atlas-feature")?.dataset.feature);
    }
  }).observe(document.querySelector(".atlas-features"), {
    attributes: true, childList: true, subtree: true,
  });
}
"""

BOXES = """
() => ["#atlas-map", "#atlas-time", "#atlas-credit"].map((name) => {
  const { top, bottom } = document.querySelector(name).getBoundingClientRect();
  return [Math.round(top), Math.round(bottom)];
})
"""


@pytest.fixture(scope="session")
def both_towns(opened: projects.Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the made-up maps, and return that of both towns."""
    return _written(opened, tmp_path_factory.mktemp("two-towns"))


def _written(project: projects.Project, folder: Path) -> Path:
    for path, text in projects.outputs(project, "maps").items():
        (folder / path.name).write_text(text, encoding="utf-8")
    return folder / "both-towns.html"


@pytest.fixture(scope="session")
def records() -> dict[str, Thing]:
    """Return every thing that a layer of the real atlas draws, by its id."""
    project = projects.open_project(ROOT)
    built = layers.build(project.atlas)
    return {item.record.id: item.record for layer in built.values() for item in layer.drawn}


def said(page: Page) -> str:
    """Return what the slider tells those who hear it, without the marks that isolate dates."""
    text = page.locator("#atlas-time input").get_attribute("aria-valuetext") or ""
    return text.replace("\u2068", "").replace("\u2069", "")


def mark(page: Page, key: str) -> str | None:
    """Return what a mark is called aloud, or None where it is not on the map."""
    node = page.locator(f'.atlas-feature[data-feature="{key}"]')
    return node.get_attribute("aria-label") if node.is_visible() else None


def go(page: Page, day: str) -> None:
    """Turn to a day by the address, as a link or the reader may."""
    page.evaluate("(day) => { location.hash = `date=${day}`; }", day)
    page.wait_for_function("(day) => location.hash === `#date=${day}`", arg=day)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("name", MAPS)
def test_page_and_program_agree_on_every_status(
    name: str, pages: Path, records: dict[str, Thing], visit: Callable[..., Any]
) -> None:
    """On days before, between, on and just beside dates known to the day, month and year."""
    days = [
        *("1856-12-31", "1922-01-01", "1979-02-11", "2005-06-30", "2009-01-01", "2010-08-23"),
        *("2013-03-11", "2014-02-24", "2021-04-20", "2023-05-18", "2025-06-17", "2026-03-11"),
    ]
    told = visit(pages / f"{name}.html").page.evaluate(STATUSES, days)
    assert told
    for key, on_days in told.items():
        # Kilometre marks are made on the way and have no record; nothing happens to them.
        events = records[key].events if key in records else []
        for day, (word, shown) in zip(days, on_days, strict=True):
            event = status.deciding_event(events, date.fromisoformat(day))
            assert word == (event and event.status), (key, day)
            dated = any(item.status for item in events)
            assert shown == (not dated or word not in (None, "cancelled")), (key, day)


@pytest.mark.parametrize(
    "dates",
    [
        # A year after a day of it counts from that day, and so does what follows.
        ["2013-03-11", "2013", "2013-03", "2014"],
        ["2013", "2013-01", "2013-01-01"],
        ["2025-12-31", "2026", "2026-01"],
    ],
)
def test_page_and_program_count_imprecise_dates_alike(
    dates: list[str], both_towns: Path, visit: Callable[..., Any]
) -> None:
    page = visit(both_towns).page
    counted = page.evaluate(
        "(dates) => new L.AtlasTime('2026-11-22', []).days(dates.map((date) => ({ date })))", dates
    )
    assert counted == [day.isoformat() for day in status.days(dates)]


KNOWN = [
    # Opened as the third official crossing.
    ("markets", "pishin-mand-gate", "2021-04-21", "operating"),
    # Inaugurated by both leaders.
    ("markets", "pishin-mand", "2023-05-18", "operating"),
    # The first section of IGAT-7, as far as Iranshahr.
    ("pipeline", "ipi-asaluyeh-iranshahr", "2010-08-23", "operating"),
    # Qazvin–Rasht, inaugurated after a trial train in November.
    ("rail", "rasht-junction-rasht-1", "2019-03-06", "operating"),
]


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known[1])
def test_a_known_day_comes_out_right(
    known: tuple[str, str, str, str], pages: Path, visit: Callable[..., Any]
) -> None:
    name, key, day, word = known
    page = visit(pages / f"{name}.html", fragment=f"#date={day}").page
    assert word in (mark(page, key) or "")
    before = date.fromordinal(date.fromisoformat(day).toordinal() - 1).isoformat()
    go(page, before)
    assert word not in (mark(page, key) or "")


def test_the_indian_leg_leaves_the_map_when_it_is_cancelled(
    pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "pipeline.html", fragment="#date=2008-12-31").page
    assert "agreed" in (mark(page, "ipi-india-leg") or "")
    go(page, "2009-01-01")
    assert mark(page, "ipi-india-leg") is None
    # The state at rest tells of it, struck out.
    go(page, "")
    assert "cancelled" in (mark(page, "ipi-india-leg") or "")


def test_rasht_astara_is_never_built(pages: Path, visit: Callable[..., Any]) -> None:
    page = visit(pages / "rail.html", fragment="#date=2023-05-16").page
    assert mark(page, "rasht-astara") is None
    for day in ("2023-05-17", "2025-01-01", ""):
        go(page, day)
        assert "agreed" in (mark(page, "rasht-astara") or "")


def test_a_train_of_the_whole_line_is_told_of(pages: Path, visit: Callable[..., Any]) -> None:
    """The container train to Istanbul first ran on 14 August 2009, on track that lay already."""
    page = visit(pages / "rail.html", fragment="#date=2009-08-14").page
    assert said(page).startswith("14 August 2009, Islamabad–Tehran–Istanbul railway (ITI), ")
    page.locator(".atlas-thing").click()
    told = page.locator(".atlas-details").text_content() or ""
    assert "Islamabad–Tehran–Istanbul" in told


def test_every_stop_is_a_day_on_which_something_happened(
    both_towns: Path, visit: Callable[..., Any]
) -> None:
    page = visit(both_towns).page
    assert page.evaluate(MOMENTS) == TWO_TOWNS_DAYS
    slider = page.get_by_role("slider", name="Day shown on the map")
    assert slider.get_attribute("max") == str(len(TWO_TOWNS_DAYS) - 1)
    assert slider.input_value() == str(len(TWO_TOWNS_DAYS) - 1)
    assert said(page) == "As of 30 June 2020, events since 1950"


def test_arrow_keys_go_from_event_to_event(both_towns: Path, visit: Callable[..., Any]) -> None:
    page = visit(both_towns).page
    page.locator("#atlas-time input").focus()
    page.keyboard.press("ArrowLeft")
    assert said(page) == "15 January 2020, Rail gate – South station, Building begun"
    page.keyboard.press("ArrowLeft")
    assert said(page) == "18 May 2019, Upper market, Opened"
    page.keyboard.press("ArrowLeft")
    assert said(page) == "March 2018, Upper market, Building begun"
    page.keyboard.press("ArrowRight")
    assert said(page) == "18 May 2019, Upper market, Opened"
    page.keyboard.press("Home")
    assert said(page) == "1950, Arland–Borland frontier, Drawn along the equator"
    page.keyboard.press("End")
    assert said(page).startswith("As of 30 June 2020")


def test_page_keys_jump_farther(pages: Path, visit: Callable[..., Any]) -> None:
    """A tenth of the way, where there is a way worth jumping over."""
    page = visit(pages / "rail.html").page
    slider = page.locator("#atlas-time input")
    last = int(slider.input_value())
    slider.press("PageDown")
    assert int(slider.input_value()) < last - 1
    slider.press("PageUp")
    assert int(slider.input_value()) == last


def test_things_appear_change_and_vanish(both_towns: Path, visit: Callable[..., Any]) -> None:
    page = visit(both_towns, fragment="#date=2014-12-31").page
    market = page.locator('.atlas-feature[data-feature="upper-market"]')
    hollow = market.locator(".is-hollow")
    label = page.locator(".atlas-label:not(.is-off)", has_text="Upper market")
    assert mark(page, "upper-market") is None
    assert label.count() == 0
    go(page, "2015-01-01")
    assert mark(page, "upper-market") == "Upper market, border market, agreed"
    assert hollow.count() == 1
    assert label.count() == 1
    go(page, "2018-03-01")
    assert mark(page, "upper-market") == "Upper market, border market, under construction"
    go(page, "2019-05-18")
    assert mark(page, "upper-market") == "Upper market, border market, operating"
    assert hollow.count() == 0

    ferry = page.locator('.atlas-feature[data-feature="railway-ferry"]')
    grey = "(node) => node.style.getPropertyValue('--hue')"
    go(page, "2013-12-31")
    assert ferry.evaluate(grey) == "var(--atlas-rail)"
    go(page, "2014-01-01")
    assert ferry.evaluate(grey) == "var(--atlas-muted)"

    # Cancelled in July 2011, the pipe's south never was on the map; only at rest it stands, struck.
    go(page, "2012-01-01")
    assert mark(page, "pipeline-south") is None
    doubts = page.locator(".atlas-band:not(.is-off)").count()
    go(page, "2009-12-31")
    assert page.locator(".atlas-band:not(.is-off)").count() < doubts
    go(page, "")
    assert "cancelled" in (mark(page, "pipeline-south") or "")


def test_a_step_touches_only_what_changed(both_towns: Path, visit: Callable[..., Any]) -> None:
    page = visit(both_towns, fragment="#date=2018-03-01").page
    page.evaluate(WATCH)
    press(page, "Next event")
    assert said(page).startswith("18 May 2019, Upper market")
    # The union of both countries was spoken of in 2019, between the two stops.
    touched = {"upper-market", "two-towns-union-xa", "two-towns-union-xb"}
    assert set(page.evaluate("() => [...window.touched]")) == touched


def test_the_legend_shows_what_stands_on_the_day(
    both_towns: Path, visit: Callable[..., Any]
) -> None:
    page = visit(both_towns, fragment="#date=2014-06-01").page
    key = page.locator(".atlas-double li")
    # The ferry is laid up; everything else that is there works.
    assert key.all_text_contents() == ["Operating", "Shelved"]
    count = page.locator("li:has([data-layer=markets]) .atlas-count")
    assert count.text_content() == "0"
    go(page, "2018-03-01")
    assert key.all_text_contents() == [
        "Proposed",
        "Under construction",
        "Operating",
        "Suspended",
        "Shelved",
    ]
    assert count.text_content() == "2"


def test_layers_that_are_off_give_no_events(both_towns: Path, visit: Callable[..., Any]) -> None:
    """Of the railway's four days one is also a crossing's."""
    page = visit(both_towns).page
    slider = page.locator("#atlas-time input")
    page.locator("[data-layer=rail]").uncheck()
    assert slider.get_attribute("max") == str(len(TWO_TOWNS_DAYS) - 1 - 3)
    press(page, "Previous event")
    assert said(page) == "18 May 2019, Upper market, Opened"
    page.locator("[data-layer=rail]").check()
    assert slider.get_attribute("max") == str(len(TWO_TOWNS_DAYS) - 1)
    assert said(page) == "18 May 2019, Upper market, Opened"
    assert slider.input_value() == str(TWO_TOWNS_DAYS.index("2019-05-18"))


def test_all_events_of_one_day_can_be_reached_and_opened(
    both_towns: Path, visit: Callable[..., Any]
) -> None:
    page = visit(both_towns, fragment="#date=2005-01-01").page
    thing, more = page.locator(".atlas-thing"), page.locator(".atlas-more")
    opened = page.locator(".atlas-details")
    assert thing.text_content() == "North station – Rail gate"
    assert more.text_content() == "and 1 more"
    thing.click()
    assert opened.get_attribute("data-feature") == "railway-north"
    more.click()
    assert thing.text_content() == "Rail gate"
    assert page.locator("#atlas-time [role=status]").text_content() == said(page)
    thing.click()
    assert opened.get_attribute("data-feature") == "rail-gate"
    more.click()
    assert thing.text_content() == "North station – Rail gate"


def test_time_plays_one_moment_after_the_other_and_stops_at_the_end(
    both_towns: Path, visit: Callable[..., Any]
) -> None:
    page = visit(both_towns).page
    page.clock.install()
    aloud = page.locator("#atlas-time [role=status]")
    press(page, "Play")
    assert said(page).startswith("1950,")
    page.clock.run_for(PACE_MS)
    assert said(page).startswith("1990,")
    assert aloud.text_content() == ""
    press(page, "Pause")
    assert aloud.text_content() == said(page)
    page.clock.run_for(10 * PACE_MS)
    assert said(page).startswith("1990,")
    press(page, "Play")
    page.clock.run_for(PACE_MS)
    assert said(page).startswith("2001,")
    page.clock.run_for(len(TWO_TOWNS_DAYS) * PACE_MS)
    assert said(page).startswith("As of 30 June 2020")
    assert page.get_by_role("button", name="Play", exact=True).is_visible()
    assert aloud.text_content() == said(page)


def test_touching_the_slider_stops_the_play(both_towns: Path, visit: Callable[..., Any]) -> None:
    page = visit(both_towns).page
    page.clock.install()
    press(page, "Play")
    page.locator("#atlas-time input").press("ArrowRight")
    assert said(page).startswith("1990,")
    page.clock.run_for(10 * PACE_MS)
    assert said(page).startswith("1990,")


def test_time_plays_also_where_motion_is_unwelcome(
    both_towns: Path, visit: Callable[..., Any]
) -> None:
    page = visit(both_towns).page
    page.emulate_media(reduced_motion="reduce")
    page.clock.install()
    press(page, "Play")
    page.clock.run_for(PACE_MS)
    assert said(page).startswith("1990,")


def test_the_address_keeps_the_day(both_towns: Path, visit: Callable[..., Any]) -> None:
    page = visit(both_towns, fragment="#lang=en").page
    press(page, "Previous event")
    assert page.url.endswith("#lang=en&date=2020-01-15")
    page.reload()
    assert said(page).startswith("15 January 2020,")
    press(page, "Next event")
    assert page.url.endswith("#lang=en")
    page.goto(both_towns.as_uri())
    page.locator("#atlas-time input").press("ArrowLeft")
    assert page.url.endswith("#date=2020-01-15")
    page.locator("#atlas-time input").press("ArrowRight")
    assert page.url == both_towns.as_uri()


def test_any_day_can_be_asked_for(both_towns: Path, visit: Callable[..., Any]) -> None:
    page = visit(both_towns, fragment="#date=2013-03-11").page
    slider = page.locator("#atlas-time input")
    assert slider.input_value() == str(TWO_TOWNS_DAYS.index("2013-01-01"))
    assert (
        said(page) == "11 March 2013, last event: 2013, Cable between the towns, Told by the paper"
    )
    slider.press("ArrowLeft")
    assert said(page).startswith("2013, Cable")
    go(page, "2013-03-11")
    slider.press("ArrowRight")
    assert said(page).startswith("2014, Ferry")
    go(page, "1900-01-01")
    assert said(page) == "1 January 1900"
    assert mark(page, "arland-borland") is None
    slider.press("ArrowRight")
    assert said(page).startswith("1950,")


@pytest.mark.parametrize(
    "wrong", ["2013-02-30", "2013", "yesterday", "2020-07-01", "%2B010000-01-01", "-000001-01-01"]
)
def test_a_day_that_is_none_is_ignored(
    wrong: str, both_towns: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(both_towns, fragment=f"#date={wrong}")
    assert said(seen.page).startswith("As of 30 June 2020")
    assert seen.messages == []


def test_time_runs_to_the_left_where_the_script_does(
    both_towns: Path, visit: Callable[..., Any]
) -> None:
    page = visit(both_towns, fragment="#lang=fa").page
    years = page.locator(".atlas-years span")
    # 1 January 1950 lies in 1328, and 30 June 2020 in 1399.
    first = years.filter(has_text="۱۳۲۸").bounding_box()
    last = years.filter(has_text="۱۳۹۹").bounding_box()
    assert first is not None
    assert last is not None
    assert first["x"] > last["x"]
    slider = page.locator("#atlas-time input")
    assert said(page) == "تا ۱۰ تیر ۱۳۹۹ (۳۰ ژوئن ۲۰۲۰)، رویدادها از ۱۳۲۸"
    slider.press("ArrowRight")
    assert " ژانویه ۲۰۲۰)، دروازه راه‌آهن – ایستگاه جنوبی، " in said(page)
    slider.press("ArrowLeft")
    assert said(page).startswith("تا ۱۰ تیر ۱۳۹۹ (۳۰ ژوئن ۲۰۲۰)")


def test_a_page_on_which_nothing_happened_has_no_slider(
    two_towns: TwoTowns, tmp_path: Path, visit: Callable[..., Any]
) -> None:
    """One event alone, the frontier's, has no before and after to go through."""
    text = two_towns.read("maps/both-towns.toml").partition("layers = [")[0]
    layer = '{layer = "frontier"}, {layer = "places"}'
    two_towns.write("maps/both-towns.toml", f"{text}layers = [{layer}]\n")
    folder = tmp_path / "pages"
    folder.mkdir()
    page = visit(_written(two_towns.opened(), folder)).page
    assert page.locator(".atlas-feature:visible").count() > 0
    assert page.locator("#atlas-time").is_hidden()


def test_the_tab_key_finds_a_crowd_on_any_day(pages: Path, visit: Callable[..., Any]) -> None:
    """In 1900 few of the railway's sections lay; one of those that did takes the focus."""
    page = visit(pages / "rail.html", fragment="#date=1900-01-01").page
    stops = page.locator('.atlas-feature[data-kind="railway"][tabindex="0"]')
    assert stops.count() == 1
    assert stops.is_visible()
    first = stops.get_attribute("data-feature")
    stops.focus()
    page.keyboard.press("ArrowDown")
    focused = page.locator(".atlas-feature:focus")
    assert focused.is_visible()
    assert focused.get_attribute("data-feature") != first


def test_the_focus_stays_on_the_map_when_what_had_it_leaves(
    both_towns: Path, visit: Callable[..., Any]
) -> None:
    page = visit(both_towns, fragment="#date=2015-01-01").page
    page.locator('.atlas-feature[data-feature="upper-market"]').focus()
    go(page, "2014-12-31")
    assert page.evaluate("() => document.activeElement.id") == "atlas-map"


def test_a_summary_says_what_a_thing_became(pages: Path, visit: Callable[..., Any]) -> None:
    page = visit(pages / "overview.html", fragment="#date=2023-05-18").page
    assert said(page).startswith("18 May 2023, Pishin–Mand border market, operating")


@pytest.mark.parametrize("size", [DESK, PHONE, EMBED], ids=str)
@pytest.mark.parametrize("language", ["en", "ur", "fa"])
def test_the_slider_covers_nothing(
    language: str, size: tuple[int, int], pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "markets.html", size, f"#lang={language}&date=2023-05-18").page
    (_, map_end), (start, end), (credit, _) = page.evaluate(BOXES)
    assert map_end <= start < end <= credit
    assert end - start <= 100


@pytest.mark.parametrize("size", [DESK, PHONE], ids=str)
@pytest.mark.parametrize("language", ["en", "ur", "fa"])
def test_the_map_keeps_its_size_whatever_is_told(
    language: str, size: tuple[int, int], pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "markets.html", size, f"#lang={language}&date=2023-05-18").page
    boxes = page.evaluate(BOXES)
    page.locator("#atlas-time input").press("End")
    assert page.locator(".atlas-what").is_hidden()
    assert page.evaluate(BOXES) == boxes


@pytest.mark.parametrize("language", ["en", "ur", "fa"])
def test_between_two_events_a_phone_has_room_for_the_day_of_the_last_and_its_thing(
    language: str, pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "overview.html", PHONE, f"#lang={language}&date=2025-06-20").page
    for part in (".atlas-date", ".atlas-last", ".atlas-thing", ".atlas-more"):
        assert page.locator(part).evaluate("(part) => part.scrollWidth <= part.clientWidth"), part
    told, line = (page.locator(part).bounding_box() for part in (".atlas-what", ".atlas-when"))
    assert told["y"] + told["height"] <= line["y"] + line["height"]


def test_in_a_low_frame_the_slider_is_a_tap_away(
    both_towns: Path, visit: Callable[..., Any]
) -> None:
    page = visit(both_towns, EMBED).page
    bar, slider = page.locator("#atlas-time"), page.locator("#atlas-time input")
    assert bar.is_hidden()
    press(page, "Legend")
    assert slider.is_visible()
    slider.press("ArrowLeft")
    press(page, "Legend")
    # A map of another day never passes for that of today.
    assert slider.is_hidden()
    assert page.locator(".atlas-date").inner_text() == "15 January 2020"


def test_print_says_which_day_the_map_shows(both_towns: Path, visit: Callable[..., Any]) -> None:
    page = visit(both_towns, fragment="#date=2019-05-18").page
    page.emulate_media(media="print")
    assert page.locator(".atlas-date").is_visible()
    assert page.locator("#atlas-time input").is_hidden()
    assert page.get_by_role("button", name="Play").is_hidden()


def test_without_scripts_the_state_of_the_last_day_stands(browser: Any, both_towns: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(f"{both_towns.as_uri()}#date=2015-01-01")
    row = page.locator("noscript tr", has_text="Upper market").inner_text()
    assert "operating, 18 May 2019" in row
    assert page.locator("#atlas-time").is_hidden()
    context.close()
