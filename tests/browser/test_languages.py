"""Numbers and dates on the pages: as Python writes them, in the digits that a reader chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geo.speech import Speech
from tests.browser_program import DESK, PHONE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.speech import Digits

pytestmark = pytest.mark.browser

PERIODS = [
    *("1905-11-15", "1922", "1958-02", "1979-03-20", "1979-03-21", "1999-12-31", "2009"),
    *("2017-03", "2020-03-19", "2020-03-20", "2021-03-20", "2021-03-21", "2023-01", "2023-05-18"),
    *("2024-02-29", "2025", "2025-03-20", "2026-11-22", "2029-12", "2030-03-20"),
]
NUMBERS = [0, 7, 999.94, 1000, 1234.5678, 15_000_000, -2.5]
POSITIONS = [([61.655, 25.379], 300), ([-3.5, -40.25], 5000), ([60.87, 29.85], 20)]
LENGTHS = [0, 250, 999, 1000, 1234, 9940, 10_400, 909_000]
TEXTS = [
    {"en": "ML-3", "ur": "ML-3 پر 12.5 کلومیٹر، MP 250 تک", "fa": "ML-3، ۱۲٫۵ کیلومتر تا MP 250"},
    {"en": "by 2018 the road of 1,200 km", "ur": "2018 تک 1,200 کلومیٹر", "fa": "تا ۲۰۱۸، ۱٬۲۰۰"},
    {"en": "2023-05-18"},
    {"en": "2023"},
    {"en": "Only in English, 12 km"},
]

WRITTEN = """
([language, kind, { periods, numbers, positions, lengths, texts }]) => {
  const payload = L.atlasPayload(document.getElementById("atlas-payload").textContent);
  const words = new L.AtlasWords(payload, language);
  words.useDigits(kind);
  return [
    ...["date", "brief", "year"].flatMap((form) => periods.map((period) => words[form](period))),
    words.date("some day"),
    ...numbers.map((number) => words.number(number)),
    ...numbers.map((number) => words.measure(number, "USD m")),
    ...positions.map(([position, precision]) => words.position(position, precision)),
    ...lengths.map((metres) => words.distance(metres)),
    ...texts.map((text) => words.pick(text).text),
    words.t("accuracy.ring"),
  ];
}
"""


def _spoken(language: str, kind: Digits) -> list[str]:
    speech = Speech(language, kind)
    return [
        *map(speech.date, PERIODS),
        *map(speech.brief, PERIODS),
        *map(speech.year, PERIODS),
        speech.date("some day"),
        *(speech.number(number) for number in NUMBERS),
        *(speech.measure(number, "USD m") for number in NUMBERS),
        *(speech.position(position, precision) for position, precision in POSITIONS),
        *(speech.distance(metres) for metres in LENGTHS),
        *(speech.pick(text) for text in TEXTS),
        speech.t("accuracy.ring"),
    ]


@pytest.mark.parametrize("kind", ["auto", "latn", "local"])
@pytest.mark.parametrize("language", ["en", "ur", "fa"])
def test_page_and_python_write_the_same(
    language: str, kind: Digits, pages: Path, visit: Callable[..., Any]
) -> None:
    page = visit(pages / "markets.html").page
    given = {
        "periods": PERIODS,
        "numbers": NUMBERS,
        "positions": POSITIONS,
        "lengths": LENGTHS,
        "texts": TEXTS,
    }
    assert page.evaluate(WRITTEN, [language, kind, given]) == _spoken(language, kind)


def test_the_years_of_a_range_stand_from_right_to_left(
    pages: Path, visit: Callable[..., Any]
) -> None:
    """A date that is but two years has no letter to tell its direction by."""
    page = visit(pages / "markets.html", fragment="#lang=fa").page
    first, second = page.evaluate(
        """() => {
          const payload = L.atlasPayload(document.getElementById("atlas-payload").textContent);
          const bdi = L.atlasDom.html("bdi", new L.AtlasWords(payload, "fa").date("2023"));
          document.querySelector("#atlas-subtitle").replaceChildren(bdi);
          return ["۱۴۰۱", "۱۴۰۲"].map((year) => {
            const range = document.createRange();
            const at = bdi.textContent.indexOf(year);
            range.setStart(bdi.firstChild, at);
            range.setEnd(bdi.firstChild, at + 4);
            return range.getBoundingClientRect().left;
          });
        }"""
    )
    assert first > second


def test_the_choice_of_digits_is_there_where_a_language_has_two(
    pages: Path, visit: Callable[..., Any]
) -> None:
    seen = visit(pages / "promises.html", PHONE)
    page = seen.page
    choice = page.locator("#atlas-digits")
    assert choice.is_hidden()
    number = page.locator(".atlas-standings .atlas-number").first
    page.locator("#atlas-languages [lang=fa]").click()
    assert choice.locator("[aria-pressed=true]").inner_text() == "۱۲۳"
    assert choice.get_attribute("aria-label") == Speech("fa").t("ui.digits")
    said = number.inner_text()
    assert said == Speech("fa").digits(str(int(said)))
    choice.get_by_text("123", exact=True).click()
    assert number.inner_text() == str(int(said))
    made = page.locator(".atlas-made time").first
    assert made.inner_text() == Speech("fa", "latn").date(made.get_attribute("datetime") or "")
    assert "digits=latn" in page.url
    page.locator("#atlas-languages [lang=ur]").click()
    assert choice.locator("[aria-pressed=true]").inner_text() == "123"
    assert seen.messages == []


def test_the_address_names_the_digits(pages: Path, visit: Callable[..., Any]) -> None:
    page = visit(pages / "promises.html", DESK, "#lang=ur&digits=local").page
    made = page.locator(".atlas-made time").first
    assert made.inner_text() == Speech("ur", "local").date(made.get_attribute("datetime") or "")
    page.evaluate("location.hash = '#lang=ur&digits=none'")
    page.locator("#atlas-digits [data-kind=latn][aria-pressed=true]").wait_for()
    assert made.inner_text() == Speech("ur").date(made.get_attribute("datetime") or "")


def test_the_titles_of_sources_say_their_language(pages: Path, visit: Callable[..., Any]) -> None:
    page = visit(pages / "markets.html", DESK, "#feature=gabd-rimdan").page
    titles = page.locator(".atlas-details ol bdi[lang]")
    page.locator(".atlas-details").wait_for()
    told = titles.evaluate_all("(all) => all.map(({ lang, textContent }) => [lang, textContent])")
    persian = [text for lang, text in told if lang == "fa"]
    assert persian
    assert all(any("آ" <= letter <= "ی" for letter in text) for text in persian)
    assert not [text for lang, text in told if lang == "en" and "آ" <= text[0] <= "ی"]
