"""Dates, digits and letters of the three languages, against what others have published."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from persiantools.jdatetime import JalaliDate

from geo import bundle, persian
from geo.project import examine
from geo.speech import Speech
from geo.terminal.words import own_strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.speech import Digits
    from tests.conftest import TwoTowns

ROOT = Path(__file__).parents[1]
NAMES = ("en", "fa", "ur")

PUBLISHED = {
    # Days that pages cited in the seeds give by both calendars, or as the end of a Persian year.
    "2020-12-19": (1399, 9, 29),
    "2009-06-09": (1388, 3, 19),
    "2021-03-20": (1399, 12, 30),
    "2026-03-20": (1404, 12, 29),
    "2025-09-22": (1404, 6, 31),
    "2013-09-22": (1392, 6, 31),
}

EQUINOXES = {
    # The moment of the March equinox in UTC, to the minute, as almanacs give it.
    1396: "2017-03-20 10:29",
    1399: "2020-03-20 03:50",
    1400: "2021-03-20 09:37",
    1403: "2024-03-20 03:06",
    1404: "2025-03-20 09:01",
    1405: "2026-03-20 14:46",
    1408: "2029-03-20 08:02",
    1409: "2030-03-20 13:52",
}
TEHRAN = timedelta(hours=3, minutes=30)

LEAP_YEARS = [1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412]
"""Every fourth year, and once in 33 years the fifth: from 1403 to 1408."""


@pytest.mark.parametrize(("day", "expected"), PUBLISHED.items())
def test_a_day_is_that_of_published_calendars(day: str, expected: tuple[int, int, int]) -> None:
    assert persian.span(day) == (expected, expected)


@pytest.mark.parametrize(("year", "equinox"), EQUINOXES.items())
def test_a_year_begins_on_the_day_whose_noon_in_tehran_is_next_after_the_equinox(
    year: int, equinox: str
) -> None:
    to_noon = datetime.fromisoformat(equinox) + TEHRAN + timedelta(hours=12)
    assert persian.span(to_noon.date().isoformat())[0] == (year, 1, 1)


def test_leap_years_have_thirty_days_in_their_last_month() -> None:
    leap = [
        year
        for year in range(1372, 1413)
        if JalaliDate(year + 1, 1, 1).to_gregorian() - JalaliDate(year, 12, 1).to_gregorian()  # type: ignore[no-untyped-call]
        == timedelta(days=30)
    ]
    assert leap == LEAP_YEARS


def test_every_day_follows_the_day_before() -> None:
    """A month has 31 days up to the sixth, then 30; the last has 29, in a leap year 30."""
    day, end = date(1979, 3, 21), date(2037, 3, 20)
    year, month, number = 1358, 1, 1
    while day <= end:
        assert persian.span(day.isoformat())[0] == (year, month, number)
        last = 31 if month <= 6 else 30 if month < 12 or year in (1358, 1362, 1366, 1370) else 29
        if month == 12 and year in LEAP_YEARS:
            last = 30
        day += timedelta(days=1)
        number += 1
        if number > last:
            year, month, number = (year + 1, 1, 1) if month == 12 else (year, month + 1, 1)


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("2023-05-18", "۲۸ اردیبهشت ۱۴۰۲ (۱۸ مه ۲۰۲۳)"),
        # January lies in Dey and Bahman, and a year of twelve months in two.
        ("2023-01", "دی–بهمن ۱۴۰۱ (ژانویه ۲۰۲۳)"),
        # Two years alone stand from right to left by a mark that nobody sees.
        ("2023", "\u200f۱۴۰۱–۱۴۰۲ (۲۰۲۳)"),
        # In March the year turns.
        ("2023-03", "اسفند ۱۴۰۱ – فروردین ۱۴۰۲ (مارس ۲۰۲۳)"),
        ("2021-03-20", "۳۰ اسفند ۱۳۹۹ (۲۰ مارس ۲۰۲۱)"),
        ("no date", "no date"),
    ],
)
def test_a_persian_date_has_the_gregorian_beside_it(period: str, text: str) -> None:
    assert Speech("fa").date(period) == text


def test_where_there_is_little_room_the_own_calendar_stands_alone() -> None:
    assert [Speech(language).brief("2023-05-18") for language in NAMES] == [
        "18 May 2023",
        "۲۸ اردیبهشت ۱۴۰۲",
        "18 مئی 2023",
    ]
    assert [Speech(language).year("2023-05-18") for language in NAMES] == ["2023", "۱۴۰۲", "2023"]
    assert [Speech("fa").year(period) for period in ("2023", "2023-02")] == ["۱۴۰۱–۱۴۰۲", "۱۴۰۱"]


@pytest.mark.parametrize(
    ("language", "digits", "number", "month"),
    [
        ("en", "local", "1,234.5", "May 2023"),
        ("fa", "auto", "۱٬۲۳۴٫۵", "اردیبهشت–خرداد ۱۴۰۲ (مه ۲۰۲۳)"),
        ("fa", "latn", "1,234.5", "اردیبهشت–خرداد 1402 (مه 2023)"),
        ("ur", "auto", "1,234.5", "مئی 2023"),
        ("ur", "local", "۱٬۲۳۴٫۵", "مئی ۲۰۲۳"),
    ],
)
def test_numbers_and_dates_follow_the_digits_that_are_chosen(
    language: str, digits: Digits, number: str, month: str
) -> None:
    speech = Speech(language, digits)
    assert [speech.number(1234.5), speech.date("2023-05")] == [number, month]


def test_codes_keep_their_digits_and_prose_follows_the_choice() -> None:
    text = {"en": "", "ur": "ML-3 پر 12.5 کلومیٹر، MP 250 اور N-40 تک 1,200 میٹر"}
    assert Speech("ur").pick(text) == text["ur"]
    turned = "ML-3 پر ۱۲٫۵ کلومیٹر، MP 250 اور N-40 تک ۱٬۲۰۰ میٹر"
    assert Speech("ur", "local").pick(text) == turned
    assert Speech("fa", "latn").t("accuracy.high_gloss") == "250 متر یا بهتر"


def test_a_text_that_is_but_a_date_is_written_in_each_language() -> None:
    told = [Speech(language).amount({"en": "2023-05-18"}) for language in NAMES]
    assert told == ["18 May 2023", "۲۸ اردیبهشت ۱۴۰۲ (۱۸ مه ۲۰۲۳)", "18 مئی 2023"]


def test_the_words_of_pages_and_terminal_are_in_the_letters_of_their_language() -> None:
    for table in (bundle.every_string(), own_strings()):
        for language in ("fa", "ur"):
            for key, text in table[language].items():
                assert not re.search(WRONG[language], text), f"{key}: {text}"


EVERYWHERE = "\u064a\u0649\u0643\u202a-\u202e\u2066-\u2069\ufb50-\ufdff\ufe70-\ufefe"
"""Arabic yeh, alef maksura and kaf, signs that turn text, and shapes of letters."""

WRONG = {
    "fa": f"[{EVERYWHERE}\u06c1\u06d2\u06be]|(?<![آ-ی])\u200c|\u200c(?![آ-ی])",
    "ur": f"[{EVERYWHERE}\u0647\u06c0\u200c]",
}
"""Letters of the other language too, and half spaces that join nothing."""


def _persian_texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "fa" and isinstance(item, str):
                yield item
            else:
                yield from _persian_texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _persian_texts(item)


def test_every_gregorian_day_in_persian_prose_stands_beside_its_persian_day() -> None:
    speech, strings = Speech("fa"), bundle.every_string()["fa"]
    months = {strings[f"month.greg.{month}"]: month for month in range(1, 13)}
    day = re.compile(rf"([۰-۹]{{1,2}}) ({'|'.join(months)}) ([۰-۹]{{4}})")
    files = [*ROOT.glob("seeds/**/*.toml"), *ROOT.glob("maps/*.toml")]
    seen = 0
    for path in files:
        for text in _persian_texts(tomllib.loads(path.read_text(encoding="utf-8"))):
            for found in day.finditer(text):
                number, month, year = int(found[1]), months[found[2]], int(found[3])
                said = speech.date(f"{year}-{month:02}-{number:02}").split(" (")[0]
                before = text[: found.start()].rstrip("(").removesuffix(" ")
                # The year, or the day within it, may stand in the sentence already.
                named = said.rsplit(" ", 1)[0]
                whole = (said, named, f"پایان {said.split(' ', 1)[1]}، برابر", f"پایان {year}")
                seen += 1
                assert before.endswith(whole) or "تا حدود" in before or "پایان" in before, text
    assert seen > 40


def test_what_lacks_a_language_is_told_in_one_line_with_file_and_place(
    two_towns: TwoTowns,
) -> None:
    two_towns.edit("seeds/atlas.toml", 'languages = ["en"]', 'languages = ["en", "ur"]')
    findings = examine(two_towns.root)[2]
    assert {
        "seeds/sections/railway-south.toml: facts[1].of is not written in Urdu",
        "seeds/sources/survey.toml: survey-2019-gates: note is not written in Urdu",
        "seeds/atlas.toml: notes[0].text is not written in Urdu",
        "seeds/geometry/towns.geojson: hill-town: position.method is not written in Urdu",
        "seeds/geometry/basemap.geojson: the label Still Sea is not written in Urdu",
    } <= set(findings)
    assert all(finding.endswith("is not written in Urdu") for finding in findings)


def test_without_a_choice_an_atlas_is_written_in_all_three_languages(two_towns: TwoTowns) -> None:
    two_towns.edit("seeds/atlas.toml", 'languages = ["en"]\n', "")
    findings = examine(two_towns.root)[2]
    market = "seeds/markets/upper-market.toml: notes[0].text is not written in Persian and Urdu"
    assert market in findings


def test_a_year_or_a_number_needs_no_translation(two_towns: TwoTowns) -> None:
    """The trade of 2018 and of 2019 is told apart by the years alone."""
    two_towns.edit("seeds/atlas.toml", 'languages = ["en"]\n', "")
    findings = examine(two_towns.root)[2]
    assert not [text for text in findings if "two-towns-trade.toml: facts" in text]
