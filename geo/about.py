"""What a page says of itself to those who link to it: title, sentence, address, card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from geo import bundle

CARD_WIDTH, CARD_HEIGHT = 1200, 630

LOCALES = {"en": "en_GB", "ur": "ur_PK", "fa": "fa_IR"}
"""The languages of the pages, as Open Graph names them."""


class Meta(NamedTuple):
    """One ``meta`` element: the attribute that names it, its name, what it says."""

    by: str
    name: str
    content: str


@dataclass(frozen=True)
class About:
    """What is known of a page.

    ``address`` and ``card`` are those under which it and its picture are
    published; an address that is not known is not made up.
    """

    title: str
    description: str
    language: str
    address: str | None = None
    card: str | None = None
    card_alt: str = ""

    @property
    def metas(self) -> list[Meta]:
        """Return the page's Open Graph and its card, as networks and messengers read them."""
        others = [LOCALES[language] for language in bundle.LANGUAGES if language != self.language]
        return [
            Meta("property", "og:type", "website"),
            Meta("property", "og:title", self.title),
            Meta("property", "og:description", self.description),
            Meta("property", "og:locale", LOCALES[self.language]),
            *(Meta("property", "og:locale:alternate", other) for other in others),
            *self._published(),
        ]

    def _published(self) -> list[Meta]:
        if self.address is None:
            return []
        if self.card is None:
            return [
                Meta("property", "og:url", self.address),
                Meta("name", "twitter:card", "summary"),
            ]
        return [
            Meta("property", "og:url", self.address),
            Meta("property", "og:image", self.card),
            Meta("property", "og:image:type", "image/png"),
            Meta("property", "og:image:width", str(CARD_WIDTH)),
            Meta("property", "og:image:height", str(CARD_HEIGHT)),
            Meta("property", "og:image:alt", self.card_alt),
            Meta("name", "twitter:card", "summary_large_image"),
        ]


def published(about: About, base_url: str | None, page: str, card: str | None) -> About:
    """Return what a page says of itself where it is published.

    Parameters
    ----------
    about
        What is known of it anywhere.
    base_url
        The address of the folder that holds the pages; None if it is not known.
    page, card
        The names of its file and of the picture beside it, if it has one.
    """
    if base_url is None:
        return about
    base = base_url.rstrip("/")
    image = f"{base}/{card}" if card else None
    return About(
        about.title,
        about.description,
        about.language,
        f"{base}/{page}",
        image,
        f"{about.title}. {about.description}" if image else "",
    )
