"""The page of the search, and the script that makes it work; the index is made when all other pages are there."""

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from tei.publish.framing import SEARCHING, Page
from tei.publish.indexes import gathering, names
from tei.publish.pages import contents
from tei.publish.search.folding import LETTERS
from tei.publish.search.indexing import FILTERS, FOLDER
from tei.publish.search.leaves import ELIDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.publish.framing import Frame
    from tei.publish.model import Site

URL: Final = "search/"
SCRIPT: Final = "assets/search.js"
_SCRIPTS: Final = ("search.js", "search-index.js")

TOLD: Final = (
    *("all", "any", "chosen", "every", "failed", "fewer", "found"),
    *("loading", "more", "none", "nothing", "passages", "start", "title"),
)
"""What the script says, by the keys of the words."""


def applies(site: "Site") -> bool:
    """Return whether *site* has a search."""
    return site.has_search


def pages(site: "Site", frame: "Frame") -> "Iterator[Page]":
    """Yield the page of the search and its scripts."""
    said = site.words
    # The script puts the numbers and the query in.
    parts = {name: f"{{{name}}}" for name in ("number", "query")}
    told = {key: said(f"search.{key}", **parts) for key in (*TOLD, *FILTERS)}
    yield frame.page(
        "search.html",
        URL,
        policy=SEARCHING,
        script=SCRIPT,
        index=FOLDER,
        contents=contents.URL,
        indexes=gathering.URL if names.applies(site) else "",
        told=_compact(told),
        letters=_compact(LETTERS),
        filters=" ".join(FILTERS),
        eliding=" ".join(ELIDING),
    )
    for name in _SCRIPTS:
        yield Page(f"assets/{name}", (files("tei.publish") / "scripts" / name).read_text(encoding="utf-8"))


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
