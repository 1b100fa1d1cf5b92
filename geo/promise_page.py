"""The page of promises: who promised what for when, and what became of it, as one HTML text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import box

from geo import bundle, document, promises
from geo.about import About, published
from geo.fields import first_day
from geo.promise_chart import KEYS, Scale, Tick, Track
from geo.promise_rows import LAYER_OF_KIND, Row, Teller, standing_said
from geo.speech import Said, Texts, in_all_languages
from geo.telling import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from geo.atlas import Atlas
    from geo.definitions import MapDefinition
    from geo.layers import Layer
    from geo.promises import Standing

SUBJECTS = ("frontier", *dict.fromkeys(LAYER_OF_KIND.values()))
"""What promises may be about, in the order in which a reader chooses."""

NEAR_THE_END = 0.88
"""The part of the scale beyond which a label centred on a day would not fit."""

SETTLED: tuple[Standing, ...] = tuple(
    standing for standing in promises.STANDINGS if standing not in promises.OPEN
)


@dataclass(frozen=True)
class Count:
    """A standing: its name, what it means, how many promises stand so, and how it is drawn."""

    standing: Standing
    name: Said
    meaning: Said
    count: int
    key: Track


@dataclass(frozen=True)
class Group:
    """Standings that belong together, under their name."""

    name: Said
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class Choice:
    """What the table may be limited to: a country, or what promises are about."""

    value: str
    name: Said


@dataclass(frozen=True)
class Chart:
    """The scale that all rows of the chart share, with the day that the atlas reaches to.

    ``last`` says that the day stands near the end, ``undated`` how many promises have no row.
    """

    ticks: tuple[Tick, ...]
    now: str
    now_said: Said
    last: bool
    undated: int


@dataclass(frozen=True)
class Link:
    """Another page beside this one."""

    href: str
    name: Said


@dataclass(frozen=True)
class PromisePage:
    """What the template takes; ``words`` are those of the page itself, by key."""

    language: str
    direction: str
    about: About
    csp: str
    style: Markup
    payload: Markup
    scripts: tuple[Markup, ...]
    words: Mapping[str, Said]
    lead: Said
    groups: tuple[Group, ...]
    countries: tuple[Choice, ...]
    subjects: tuple[Choice, ...]
    chart: Chart
    rows: tuple[Row, ...]
    maps: tuple[Link, ...]
    credit: str
    licence: str
    licence_url: str


def title() -> dict[str, str]:
    """Return the title of the page, by language."""
    return in_all_languages(lambda speech: speech.t("promises.title"))


def lead(atlas: Atlas) -> dict[str, str]:
    """Return the sentence that says what is counted and as of which day, by language."""
    made = min((item.made for item in atlas.commitments.values()), key=first_day)
    return in_all_languages(
        lambda speech: speech.t(
            "promises.lead",
            n=speech.number(len(atlas.commitments)),
            year=speech.year(made),
            date=speech.date(atlas.settings.as_of),
        )
    )


def render_promises(
    atlas: Atlas,
    layers: Mapping[str, Layer],
    definitions: Sequence[MapDefinition],
    base_url: str | None = None,
) -> str:
    """Return the HTML text of the page of promises.

    Parameters
    ----------
    atlas
        The seeds, with at least one promise.
    layers
        The layers built from them.
    definitions
        The maps beside the page, in the order in which they are listed.
    base_url
        The address of the folder that holds the pages, if it is known.
    """
    texts = Texts()
    rows = Teller(atlas, best_maps(layers, definitions), texts).rows()
    style = document.style([bundle.asset(name) for name in bundle.PROMISE_STYLES])
    scripts = document.scripts([";\n".join(bundle.asset(name) for name in bundle.PROMISE_SCRIPTS)])
    settings = atlas.settings
    said = {key: texts.string(key) for key in _own_words()}
    page = PromisePage(
        language="en",
        direction=bundle.LANGUAGES["en"],
        about=published(
            About(title()["en"], lead(atlas)["en"], "en"), base_url, "promises.html", None
        ),
        csp=document.policy(style, scripts),
        style=style,
        scripts=scripts,
        words=said,
        lead=texts.say(lead(atlas)),
        groups=_groups(rows, said, texts),
        countries=_countries(atlas, rows, texts),
        subjects=_subjects(rows, said),
        chart=_chart(atlas, rows, texts),
        rows=rows,
        maps=tuple(Link(f"{one.id}.html", texts.say(words(one.title))) for one in definitions),
        credit=settings.credit,
        licence=settings.licence,
        licence_url=settings.licences.get(settings.licence, ""),
        # The columns are complete only now.
        payload=document.json_block(
            {
                "strings": bundle.promise_strings(),
                "digits": bundle.DIGITS,
                "texts": texts.columns(),
            }
        ),
    )
    return document.render("promises.html", page)


def best_maps(layers: Mapping[str, Layer], definitions: Sequence[MapDefinition]) -> dict[str, str]:
    """Return for each feature the map that shows it best.

    A map that tells all comes before a summary, one whose layer is on at first
    before one whose layer is off, one that has the whole of it in its first
    view before one that has not, and then the closest view.
    """
    best: dict[str, tuple[bool, bool, bool, float]] = {}
    maps: dict[str, str] = {}
    for definition in definitions:
        view = box(*definition.view)
        for choice in definition.layers:
            for drawn in layers[choice.layer].drawn:
                feature = drawn.feature
                if not choice.has(feature.properties):
                    continue
                seen = view.contains(box(*feature.geometry.bounds))
                worth = (definition.depth == "full", choice.on, seen, -view.area)
                if feature.id not in best or worth > best[feature.id]:
                    best[feature.id], maps[feature.id] = worth, definition.id
    return maps


def _own_words() -> list[str]:
    """Return the keys of the words that stand on the page as they are."""
    return [
        key
        for key, text in bundle.every_string()["en"].items()
        if key.startswith(("promises.", "layer.")) and "{" not in text
    ]


def _groups(rows: Sequence[Row], said: Mapping[str, Said], texts: Texts) -> tuple[Group, ...]:
    counted = Counter(row.outcome.standing for row in rows)
    return tuple(
        Group(
            said[f"promises.{name}"],
            tuple(
                Count(
                    standing,
                    standing_said(texts, standing),
                    said[f"promises.{standing}.meaning"],
                    counted[standing],
                    KEYS[standing],
                )
                for standing in standings
            ),
        )
        for name, standings in (("settled", SETTLED), ("open", promises.OPEN))
    )


def _countries(atlas: Atlas, rows: Sequence[Row], texts: Texts) -> tuple[Choice, ...]:
    """Return the countries that promised anything, those that promised most first."""
    counted = Counter(code for row in rows for code in row.countries.split())
    names = {entry.code: entry.name for entry in atlas.settings.countries}
    return tuple(
        Choice(code, texts.say(words(names[code])))
        for code, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    )


def _subjects(rows: Sequence[Row], said: Mapping[str, Said]) -> tuple[Choice, ...]:
    found = {row.place.layer for row in rows}
    own = {"frontier": said["promises.frontier"]}
    return tuple(
        Choice(layer, own.get(layer) or said[f"layer.{layer}"])
        for layer in SUBJECTS
        if layer in found
    )


def _chart(atlas: Atlas, rows: Sequence[Row], texts: Texts) -> Chart:
    day = first_day(atlas.settings.as_of)
    scale = Scale.around(atlas.commitments.values(), day)
    said = texts.spoken(lambda speech: speech.brief(atlas.settings.as_of))
    undated = sum(row.track is None for row in rows)
    return Chart(scale.ticks(), scale.at(day), said, scale.part(day) > NEAR_THE_END, undated)
