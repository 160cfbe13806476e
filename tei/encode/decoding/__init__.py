"""From TEI back to the transcription, for people who go on working in text.

What is written are the words and lines that `tei.notation` reads from a document: the brackets that its renditions
generate, nothing of what its encoder has added. White space follows one rule, for it means nothing: lines of a list, a
table, an address or one paragraph stand one below the other, all others have a blank line between them; cells are
parted by tabs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tei import notation
from tei.encode.decoding.doubts import doubts
from tei.encode.decoding.forms import PROFILES, with_profile
from tei.encode.decoding.page import around
from tei.encode.decoding.written import Written, WrittenWord, write

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic
    from tei.document import Document

__all__ = ["PROFILES", "Decoded", "Written", "WrittenWord", "decode", "lines_of", "read_back", "write"]


@dataclass(frozen=True, slots=True)
class Decoded:
    """A transcription, and what would not be read from it again (``enc.decode``, warnings)."""

    text: str
    findings: tuple[Diagnostic, ...] = ()


def decode(document: Document) -> str:
    """The transcription that *document* encodes, in the notation that its header declares."""
    return write(document.root, notation.read(document.root)).text


def lines_of(document: Document) -> tuple[tuple[WrittenWord, ...], ...]:
    """The words of `decode`, line by line: each with the element that holds it and its offsets in the text."""
    return write(document.root, notation.read(document.root)).lines


def read_back(document: Document, *, profile: str | None = None, page: bool = False) -> Decoded:
    """The transcription that *document* encodes, with what cannot be told in it.

    With *profile* (one of `PROFILES`, else `KeyError`), elements of which the header's renditions say nothing are
    written in the forms of that profile. With *page*, the lines that an archive's page has around the document are
    there, as the header has them.
    """
    declared = notation.read(document.root)
    applied = declared if profile is None else with_profile(declared, profile)
    written = write(document.root, applied)
    before, after = around(document.root) if page else ((), ())
    parts = (*before, written.text.removesuffix("\n"), *after)
    text = "\n\n".join(part for part in parts if part)
    return Decoded(f"{text}\n" if text else "", doubts(document, applied, written))
