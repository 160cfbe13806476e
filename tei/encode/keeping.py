"""A transcription encoded again: what was done by hand in the document that is there already is kept."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from tei import document
from tei.diagnostics import Diagnostic
from tei.encode import merging, reading
from tei.encode import session as sessions
from tei.errors import DocumentError
from tei.names import tei_name

if TYPE_CHECKING:
    from pathlib import Path

    from tei.document import Document
    from tei.encode.encoded import Encoded
    from tei.encode.session import Session
    from tei.encode.wish import Wish


def merged(session: Session, made: Encoded, to: Path) -> Encoded:
    """Return *made* with what the document *to* has of its own; without a document if they do not go together.

    What is there and is no TEI is not touched.
    """
    try:
        old = document.read(to, session.wish.limits)
    except DocumentError:
        return _refused(made, f"{to} is there and is not well-formed")
    if old.root.tag != tei_name("TEI"):
        return _refused(made, f"{to} is there and is no TEI")
    able = session if _has_page(made.text, old) or not session.wish.page else _of_bodies(session.wish)
    fresh: dict[str, Document] = {}
    if able is session:
        fresh[made.text] = document.parse(made.xml.encode(), str(to), session.wish.limits)

    def encode(text: str) -> Document:
        if text not in fresh:
            again = able.text(reading.read_bytes(text.encode(), f"{made.path}.txt", encoding="utf-8"), to)
            if not again.sound:
                raise DocumentError(again.findings)
            fresh[text] = document.parse(again.xml.encode(), str(to), session.wish.limits)
        return fresh[text]

    try:
        result = merging.merge(old, made.text, encode, limits=session.wish.limits, path=made.path)
    except DocumentError as fault:
        return replace(made, xml="", findings=(*made.findings, *fault.diagnostics))
    return replace(made, xml=result.source, findings=tuple(sorted((*made.findings, *result.findings))))


def _has_page(text: str, old: Document) -> bool:
    """Whether *text* has lines around the document, for which the header of *old* accounts."""
    lines = text.split("\n")
    start, end = merging.own_lines(lines, old)
    return any(line.strip() for line in (*lines[:start], *lines[end:]))


@lru_cache(maxsize=1)
def _of_bodies(wish: Wish) -> Session:
    """A session for texts that have no page around them: nothing in them is to be taken for one."""
    return sessions.Session(replace(wish, page=False))


def _refused(made: Encoded, why: str) -> Encoded:
    advice = "--replace writes the document in its place"
    found = Diagnostic("enc.merge-conflict", f"{why}: nothing can be merged into it", made.path, help=(advice,))
    return replace(made, xml="", findings=(*made.findings, found))
