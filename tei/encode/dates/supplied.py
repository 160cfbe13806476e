"""What editors write in the date of a header: brackets around what they supply, question marks, “n.d.”."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tei.encode.dates.values import Found

_UNDATED: Final = frozenset({
    "nd", "undated", "nodate", "notdated", "dateunknown", "unknowndate", "od", "ohnedatum", "undatiert", "sd",
    "sansdate", "nondaté", "бд", "бездаты", "无日期", "無日期",
})  # fmt: skip
_BRACKETS: Final = str.maketrans("", "", "[]⟨⟩{}")
_DOUBT: Final = re.compile(r"(?:\(\?\)|\?)\s{0,9}\Z")
_LONGEST_CHARS: Final = 40


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a header's date without what editors add; ``is_doubtful``: they ended in a question mark."""

    text: str
    is_doubtful: bool

    @staticmethod
    def doubted(found: Found) -> Found:
        """Return what was found as uncertain; EDTF marks each end of an interval, not a set."""
        edtf = found.edtf
        if edtf and not edtf.startswith("["):
            edtf = "/".join(end if end == ".." else f"{end}?" for end in edtf.replace("~", "").split("/"))
            edtf = edtf.replace("?", "%") if "~" in found.edtf else edtf
        attributes = (*found.attributes, ("cert", "low")) if found.attributes else ()
        return replace(found, attributes=attributes, edtf="" if "T" in edtf else edtf)


def is_undated(text: str) -> bool:
    """Return whether *text* says that there is no date."""
    if len(text) > _LONGEST_CHARS:
        return False
    return "".join(filter(str.isalpha, text.lower())) in _UNDATED


def unbracketed(text: str) -> Words:
    """Return *text* without brackets, and without a question mark at its end."""
    plain = text.translate(_BRACKETS).strip()
    doubt = _DOUBT.search(plain)
    return Words(plain[: doubt.start()] if doubt else plain, doubt is not None)
