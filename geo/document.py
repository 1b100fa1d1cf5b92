"""What every page is made of: style, scripts, data, and a policy that allows only these.

A page makes no request.  Its scripts and its style are allowed by their
hashes, and nothing else is; what it shows comes as data in one JSON block.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from geo import styles
from geo.errors import MapError

if TYPE_CHECKING:
    from collections.abc import Sequence

_SCRIPT_END = re.compile(r"<(/script|!--)", re.IGNORECASE)


def json_block(value: Any) -> Markup:
    """Return a value as JSON that can stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Markup(safe)  # noqa: S704 - no "<" is left in it


def style(texts: Sequence[str]) -> Markup:
    """Return the text of a page's one style element: the palette of both themes, then style sheets.

    Raises
    ------
    MapError
        If a sheet would end the element.
    """
    light, dark = (styles.custom_properties(theme) for theme in ("light", "dark"))
    themes = (
        f":root{{{light}}}",
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}",
        f"@media screen{{:root[data-theme=dark]{{{dark}}}}}",
    )
    joined = "\n".join((*themes, *texts))
    if "</style" in joined.lower():
        msg = "a style sheet holds </style, which would end the page's style; mend the asset"
        raise MapError(msg)
    return Markup(joined)  # noqa: S704 - the project's own assets and Leaflet's


def scripts(texts: Sequence[str]) -> tuple[Markup, ...]:
    """Return the texts of a page's script elements, with nothing in them that would end one."""
    return tuple(
        Markup(_SCRIPT_END.sub(r"<\\\1", text))  # noqa: S704 - what would end it is escaped
        for text in texts
        if text
    )


def policy(
    style: str,
    scripts: Sequence[str],
    *,
    loose_attributes: bool = False,
    pictures_from: Sequence[str] = (),
) -> str:
    """Return the content security policy that allows exactly this style and these scripts.

    Parameters
    ----------
    style, scripts
        The texts of the elements, as they stand in the page.
    loose_attributes
        Allow style attributes, which further folium layers may set; scripts
        are never loosened.
    pictures_from
        Addresses whose hosts pictures may come from, and nothing else.
    """
    hashes = " ".join(f"'{_hash(text)}'" for text in scripts)
    attributes = "; style-src-attr 'unsafe-inline'" if loose_attributes else ""
    hosts = dict.fromkeys(urlsplit(address).hostname for address in pictures_from)
    pictures = "".join(f" https://{host}" for host in hosts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src '{_hash(style)}'{attributes}; "
        f"img-src data:{pictures}; base-uri 'none'; form-action 'none'"
    )


def render(template: str, page: Any) -> str:
    """Return the text of a page: a template of ``geo/templates``, filled in."""
    return _environment().get_template(template).render(page=page)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("geo", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
