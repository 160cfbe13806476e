"""The leaves that a document fills in its file, as its reference counts them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.encode.heading.elements import make
from tei.notation.white import normal

if TYPE_CHECKING:
    from tei.encode.heading.elements import Element
    from tei.encode.information.references import Reference

_PAGES: Final = re.compile(r"p|стр|с\.|s\.|seite|页|頁|第", re.IGNORECASE)
_RUN: Final = re.compile(r"(\d{1,7})(?:\s?[-‐‑–—]\s?(\d{1,7}))?")
_WORD: Final = re.compile(r"\S+")


def count(reference: Reference | None) -> tuple[int, str] | None:
    """Return how many there are and what they are, ``leaf`` or ``page``; None unless it is one plain run of numbers."""
    written = _written(reference)
    if reference is None or not written:
        return None
    run = _RUN.fullmatch(reference.value("leaves"))
    if run is None:
        return None
    first, last = int(run[1]), int(run[2] or run[1])
    return (last - first + 1, "page" if _PAGES.match(written) else "leaf") if first <= last else None


def locus(reference: Reference | None) -> Element | None:
    """Return the ``locus`` of the leaves, None if they are not told."""
    written = _written(reference)
    if reference is None or not written:
        return None
    first, last = reference.leaves or ("", "")
    if not _WORD.fullmatch(first) or not _WORD.fullmatch(last):
        first = last = ""
    return make("locus", written, from_=first, to=last)


def _written(reference: Reference | None) -> str:
    """Return the leaves with their label, as the reference has them."""
    parts = reference.parts if reference else ()
    return next((normal(part.text) for part in parts if part.kind == "leaves"), "")
