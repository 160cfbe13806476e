"""A reference as ``msIdentifier``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.encode.information.references import TYPED
from tei.names import NOT_CHARACTERS, TEI, tei_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tei.encode.information.references import Reference


def ms_identifier(reference: Reference) -> Element:
    """Return the ``msIdentifier`` of *reference*; a character that XML does not have is U+FFFD in it.

    The whole reference is the text of ``<idno type="reference">``, in which each part that has a number is an ``idno``
    of its own. An archive that is not known is called what the reference begins with, if that looks like a name.

    Source: TEI P5 Guidelines, 11.4 (The Manuscript Identifier).
    """
    identifier = etree.Element(tei_name("msIdentifier"), nsmap={None: TEI})  # type: ignore[dict-item] # no prefix
    told = (
        ("country", reference.country),
        ("settlement", reference.settlement),
        ("repository", reference.repository or _as_written(reference)),
        ("collection", reference.collection),
    )
    for name, value in told:
        if value.strip():
            etree.SubElement(identifier, tei_name(name)).text = _sound(value)
    identifier.append(_idno(reference))
    return identifier


# Words that all begin with a capital, two at least, or one that is an abbreviation: “Photocopy of it” is no archive.
_NAME: Final = re.compile(r"(?=[^\W\d_]+ |[^\W\d_a-z]{3})[^\W\d_a-zа-я]\w{0,40}(?:[ -][^\W\d_a-zа-я]\w{0,40}){0,5}")
_PIECE: Final = re.compile(r"[,;:]")


def _as_written(reference: Reference) -> str:
    """Return the name that *reference* begins with, "" if it has none or nothing comes after it."""
    first = reference.parts[0] if reference.parts else None
    if first is None or first.kind != "unread" or reference.country or reference.settlement:
        return ""
    name = _PIECE.split(first.text, maxsplit=1)[0].strip()
    return name if len(name) < len(reference.whole.strip()) and _NAME.fullmatch(name) else ""


def _idno(reference: Reference) -> Element:
    whole = etree.Element(tei_name("idno"), type="reference", nsmap={None: TEI})  # type: ignore[dict-item] # no prefix
    for part in reference.parts:
        if part.kind in TYPED:
            etree.SubElement(whole, tei_name("idno"), type=part.kind).text = _sound(part.text)
        elif len(whole):
            whole[-1].tail = (whole[-1].tail or "") + _sound(part.text)
        else:
            whole.text = (whole.text or "") + _sound(part.text)
    return whole


def _sound(text: str) -> str:
    return NOT_CHARACTERS.sub("\ufffd", text)
