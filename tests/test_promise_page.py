"""The page of promises: what it counts, how it tells a delay, and what it draws."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from geo import layers, project, promises
from geo.promise_chart import KEYS, Scale, Tick, track
from geo.promise_page import best_maps, render_promises
from geo.promise_rows import Teller, delay
from geo.records import Commitment
from geo.speech import Speech, Texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.layers import Layer
    from geo.project import Project
    from geo.promise_rows import Row
    from tests.conftest import TwoTowns

ATTACK = "</script><script>alert(1)</script><!--"

WORDS = {"en": "said", "fa": "گفته", "ur": "کہا"}

LEAP_YEAR = Scale(date(2020, 1, 1), date(2021, 1, 1))
"""366 days, so that 1 July, the 183rd after the first, is the middle."""


@pytest.fixture(scope="module")
def rows(opened: Project, built: Mapping[str, Layer]) -> dict[str, Row]:
    """Return the rows of the made-up promises, by id, in the order of the page."""
    maps = best_maps(built, list(opened.definitions.values()))
    return {row.id: row for row in Teller(opened.atlas, maps, Texts()).rows()}


def page_of(opened: Project) -> str:
    """Return the page of a project."""
    definitions = list(opened.definitions.values())
    return render_promises(opened.atlas, layers.build(opened.atlas), definitions)


def promise(**given: Any) -> Commitment:
    """Return a promise of which only what matters is given."""
    events = [{"what": WORDS, "sources": ("a",), **event} for event in given.pop("events", ())]
    rest = {"countries": ("XA",), "things": ("a",), "sources": ("a",), "confidence": "high"}
    record = {"id": "a", "promise": WORDS, "by": WORDS, **rest, "events": tuple(events), **given}
    return Commitment.model_validate(record)


def drawn(day: date, **given: Any) -> dict[str, str]:
    """Return where each sign of a promise stands, on the scale of 2020."""
    item = promise(**given)
    found = promises.verdict(item, day)
    assert found
    shown = track(item, found, LEAP_YEAR, day)
    assert shown
    return {sign.name: sign.at for sign in shown.signs}


def test_what_falls_due_last_comes_first_and_what_has_no_date_at_the_end(
    rows: dict[str, Row],
) -> None:
    dues = {key: row.deadline.due for key, row in rows.items()}
    assert list(dues.items()) == [
        ("railway-by-2030", "2030"),
        ("gates-by-may-2020", "2020-05"),
        ("market-by-2018", "2018"),
        ("ferry-some-day", ""),
    ]


def test_each_promise_stands_as_the_record_judges_it(rows: dict[str, Row]) -> None:
    assert {key: row.outcome.standing for key, row in rows.items()} == {
        "railway-by-2030": "not-due",
        "gates-by-may-2020": "unsettled",
        "market-by-2018": "kept-late",
        "ferry-some-day": "withdrawn",
    }


def test_a_delay_is_counted_from_the_last_day_of_the_term(rows: dict[str, Row]) -> None:
    outcome = rows["market-by-2018"].outcome
    # From 31 December 2018 to 18 May 2019: 31 + 28 + 31 + 30 + 18 days.
    assert outcome.late == 138
    assert outcome.lateness
    assert outcome.lateness.en == "138 days, about 5 months"


@pytest.mark.parametrize(
    ("language", "least", "most", "text"),
    [
        ("en", 1, 1, "1 day"),
        ("en", 60, 60, "60 days"),
        ("en", 16, 46, "16 to 46 days"),
        ("en", 61, 61, "61 days, about 2 months"),
        ("en", 730, 730, "730 days, about 24 months"),
        # 1,242 / 365.25 is 3.40 years.
        ("en", 1242, 1242, "1,242 days, about 3.4 years"),
        ("fa", 1242, 1242, "۱٬۲۴۲ روز، حدود ۳٫۴ سال"),
        ("ur", 1242, 1242, "1,242 دن، تقریباً 3.4 سال"),
    ],
)
def test_a_long_delay_is_said_in_months_or_years_too(
    language: str, least: int, most: int, text: str
) -> None:
    said = delay(Speech(language), least, most)
    assert re.sub("[\u2068\u2069]", "", said) == text


@pytest.mark.parametrize(
    ("language", "period", "text"),
    [
        ("en", "2023-05-08", "8 May 2023"),
        ("en", "2023-05", "May 2023"),
        ("en", "2023", "2023"),
        ("fa", "2023-05-08", "۱۸ اردیبهشت ۱۴۰۲ (۸ مه ۲۰۲۳)"),
        ("ur", "2023-05", "مئی 2023"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(language: str, period: str, text: str) -> None:
    assert Speech(language).date(period) == text


def test_a_promise_about_a_line_leads_to_its_first_section(rows: dict[str, Row]) -> None:
    places = {key: (row.place.name.en, row.place.href) for key, row in rows.items()}
    assert places == {
        "railway-by-2030": (
            "Two towns railway",
            "both-towns.html#lang=en&feature=railway-north",
        ),
        "gates-by-may-2020": ("Upper market", "both-towns.html#lang=en&feature=upper-market"),
        "market-by-2018": ("Upper market", "both-towns.html#lang=en&feature=upper-market"),
        "ferry-some-day": (
            "Ferry to East port",
            "both-towns.html#lang=en&feature=railway-ferry",
        ),
    }


def test_a_promise_about_a_matter_leads_to_what_it_is_told_with(two_towns: TwoTowns) -> None:
    two_towns.edit("seeds/commitments/railway-by-2030.toml", "two-towns-railway", "two-towns-trade")
    page = page_of(two_towns.opened())
    # The made-up trade is told with the frontier first.
    assert 'href="both-towns.html#lang=en&amp;feature=arland-borland"' in page


@pytest.mark.parametrize(
    ("things", "link"),
    [
        ('["lower-market"]', None),
        ('["lower-market", "railway-ferry"]', "both-towns.html#lang=en&amp;feature=railway-ferry"),
    ],
)
def test_a_thing_that_is_not_on_the_map_yet_has_no_link(
    things: str, link: str | None, two_towns: TwoTowns
) -> None:
    # The lower market was asked for in 2017, a year after the promise.
    two_towns.edit("seeds/commitments/ferry-some-day.toml", '["railway-ferry"]', things)
    early = project.at(two_towns.opened(), "2016-06-01")
    page = page_of(early)
    assert re.findall(r'href="([^"]*feature=[^"]*)"', page) == ([link] if link else [])
    assert ("Lower market" in page) is (link is None)


def test_the_closest_map_that_shows_the_whole_of_a_thing_is_chosen(
    opened: Project, built: Mapping[str, Layer]
) -> None:
    best = best_maps(built, list(opened.definitions.values()))
    # The view of rail-only ends at 10.5° E; railway-north begins west of it.
    assert (best["railway-north"], best["railway-south"]) == ("both-towns", "rail-only")
    assert best["upper-market"] == "both-towns"


def test_time_runs_evenly_in_whole_years() -> None:
    items = [promise(made="2012-05", due="2015-03"), promise(made="2014", due="2022-06-01")]
    scale = Scale.around(items, date(2020, 6, 30))
    assert (scale.start, scale.end) == (date(2012, 1, 1), date(2023, 1, 1))
    assert LEAP_YEAR.at(date(2020, 7, 2)) == "50.00%"


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (2018, 2021, ["2019", "2020", "2021"]),
        (2009, 2029, ["2010", "2015", "2020", "2025"]),
        (1990, 2030, ["2000", "2010", "2020", "2030"]),
    ],
)
def test_a_longer_time_has_its_labels_farther_apart(
    first: int, last: int, labels: list[str]
) -> None:
    scale = Scale(date(first, 1, 1), date(last + 1, 1, 1))
    assert [tick.label for tick in scale.ticks() if tick.calendar == "greg"] == labels


def test_a_promise_runs_from_its_day_to_its_due_date_and_to_what_came_of_it() -> None:
    end = date(2020, 12, 31)
    # The year begins at 0 %; 2 July is its middle; 183 days later it is over.
    made, due = {"made": "2020-01-01"}, {"due": "2020-07-02"}
    kept = {"date": "2020-01-01", "outcome": "kept"}
    late = {"date": "2020-07-03", "outcome": "kept"}
    missed = {"date": "2020-07-03", "outcome": "missed"}
    start, middle, next_day = "0.00%", "50.00%", "50.27%"
    on_time = {"made": start, "due": middle, "kept": start}
    assert drawn(end, **made, **due, events=[kept]) == on_time
    assert drawn(end, **made, **due, events=[late]) == {
        "made": start,
        "due": middle,
        "kept-late": next_day,
    }
    assert drawn(end, **made, **due, events=[missed]) == {
        "made": start,
        "missed": middle,
        "seen": next_day,
    }
    assert drawn(end, **made, **due) == {"made": start, "due": middle}


def test_a_promise_without_a_date_is_not_drawn() -> None:
    item = promise(made="2020-01-01")
    found = promises.verdict(item, date(2020, 12, 31))
    assert found
    assert track(item, found, LEAP_YEAR, date(2020, 12, 31)) is None


def test_every_standing_has_a_key() -> None:
    assert set(KEYS) == set(promises.STANDINGS)


def test_the_page_says_what_it_counts_and_as_of_which_day(opened: Project) -> None:
    page = page_of(opened)
    assert "4 promises on record" in page
    assert "made since 2016" in page
    assert "by 30 June 2020." in page
    counted = dict(re.findall(r'<li data-standing="([a-z-]+)".*?data-n>(\d+)<', page))
    assert {key: int(count) for key, count in counted.items()} == {
        "kept": 0,
        "kept-late": 1,
        "missed": 0,
        "withdrawn": 1,
        "not-due": 1,
        "no-date": 0,
        "unsettled": 1,
    }


def test_every_source_of_a_promise_and_of_its_evidence_is_named_or_linked(opened: Project) -> None:
    page = page_of(opened)
    for item in opened.atlas.commitments.values():
        [row] = re.findall(rf'<tr role="row" id="promise={item.id}".*?</tr>', page, re.DOTALL)
        cited = [*item.sources, *(key for event in item.events for key in event.sources)]
        for source in (opened.atlas.sources[key] for key in cited):
            # The made-up paper was never put on the web; it is named all the same.
            told = f'href="{source.url}"' if source.url else f"<bdi>{source.publisher}</bdi>"
            assert told in row, (item.id, source.id)


def test_every_text_of_the_page_stands_in_every_language(opened: Project) -> None:
    page = page_of(opened)
    [data] = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    columns = json.loads(data)["texts"]
    numbers = {int(number) for number in re.findall(r'data-[tl]="(\d+)"', page)}
    assert set(columns) == {"fa", "ur"}
    for column in columns.values():
        assert max(numbers) < len(column)
        # The made-up promises are in all languages, and so are the page's own words.
        assert None not in [column[number] for number in numbers]


def test_a_promise_cannot_end_the_data_or_begin_a_script(two_towns: TwoTowns) -> None:
    name = "seeds/commitments/railway-by-2030.toml"
    two_towns.edit(name, '"Railway to run through"', json.dumps(ATTACK))
    two_towns.edit(name, '"وعده‌ای ساختگی"', json.dumps(ATTACK))
    page = page_of(two_towns.opened())
    assert page.count("<script") == 2
    assert "alert(1)</script>" not in page
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in page


def test_an_atlas_without_promises_has_no_such_page(two_towns: TwoTowns) -> None:
    for path in (two_towns.root / "seeds" / "commitments").glob("*.toml"):
        path.unlink()
    opened = two_towns.opened()
    pages = {path.name: text for path, text in project.outputs(opened, "maps").items()}
    assert set(pages) == {"both-towns.html", "rail-only.html", "index.html", "embed-test.html"}
    assert "promises.html" not in "".join(pages.values())
    assert "promises" not in project.targets(opened)


def test_the_page_can_be_built_alone(opened: Project) -> None:
    assert [path.name for path in project.plan(opened, "promises")] == ["promises.html"]


def test_gallery_and_maps_lead_to_the_page(opened: Project) -> None:
    pages = {path.name: text for path, text in project.outputs(opened, "maps").items()}
    assert 'href="promises.html"' in pages["index.html"]
    for name in ("both-towns.html", "rail-only.html"):
        assert '"promises":"promises.html"' in pages[name]


def test_no_map_may_take_the_name_of_the_page(two_towns: TwoTowns) -> None:
    text = two_towns.read("maps/rail-only.toml").replace('"rail-only"', '"promises"')
    two_towns.write("maps/promises.toml", text)
    [finding] = two_towns.findings()
    assert finding.startswith("maps/promises.toml: id is 'promises'; it must be the file's name")
    assert "'promises', which is the page of promises" in finding


def test_years_of_the_persian_calendar_stand_where_they_begin() -> None:
    """1399 began on 20 March 2020, the 80th day of a year of 366; 1398 does before, 1400 after."""
    (tick,) = (tick for tick in LEAP_YEAR.ticks() if tick.calendar == "persian")
    assert tick == Tick("1399", f"{79 / 366 * 100:.2f}%", "persian")
