"""A reference as ``msIdentifier``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei.encode.information.references import TYPED
from tei.names import TEI, tei_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tei.encode.information.references import Reference

# XML 1.0, production [2] Char, negated.
_NOT_CHARACTERS: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def ms_identifier(reference: Reference) -> Element:
    """Return the ``msIdentifier`` of *reference*; a character that XML does not have is U+FFFD in it.

    The whole reference is the text of ``<idno type="reference">``, in which each part that has a number is an ``idno``
    of its own.

    Source: TEI P5 Guidelines, 11.4 (The Manuscript Identifier).
    """
    identifier = etree.Element(tei_name("msIdentifier"), nsmap={None: TEI})  # type: ignore[dict-item] # no prefix
    told = (
        ("country", reference.country),
        ("settlement", reference.settlement),
        ("repository", reference.repository),
        ("collection", reference.collection),
    )
    for name, value in told:
        if value.strip():
            etree.SubElement(identifier, tei_name(name)).text = _sound(value)
    identifier.append(_idno(reference))
    return identifier


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
    return _NOT_CHARACTERS.sub("\ufffd", text)
