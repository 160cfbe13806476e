"""What cannot be written so that it would be read as the same thing again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tei.diagnostics import Diagnostic, Severity
from tei.encode.decoding.forms import ProfileNotation
from tei.names import local_name, tei_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tei.document import Document
    from tei.encode.decoding.written import Run, Written
    from tei.notation import Notation

_EDITORIAL: Final = frozenset(
    tei_name(name)
    for name in ("add", "corr", "damage", "del", "ex", "gap", "gloss", "reg", "supplied", "surplus", "unclear")
)
"""Elements of which a transcription tells nothing without a bracket."""
_GAP: Final = tei_name("gap")
_BRACKETS: Final = frozenset("[]")


def doubts(document: Document, applied: Notation, written: Written) -> tuple[Diagnostic, ...]:
    """Return a warning ``enc.decode`` for each element that would not be read back, in the order of the document."""
    places = {element: number for number, element in enumerate(document.root.iter())}
    found = [
        (places[element], _finding(document, element, reason))
        for element, reason in (*_unwritten(applied, written), *_literal(applied, written))
    ]
    return tuple(finding for _, finding in sorted(found, key=lambda one: one[0]))


def _unwritten(applied: Notation, written: Written) -> Iterator[tuple[Element, str]]:
    """Elements that no bracket tells of, or one that tells something else."""
    # A header that declares brackets may mean an element without any: only of a gap nothing would be left.
    asked = isinstance(applied, ProfileNotation) or not (applied.by_identifier or applied.by_subject)
    for element in written.ranges:
        form = applied.form(element) if isinstance(applied, ProfileNotation) else None
        if form is not None and form.doubt:
            yield element, form.doubt
        elif not (element.tag in _EDITORIAL and (asked or element.tag == _GAP)):
            continue
        elif not any(applied.generated(element)):
            yield element, "neither the header nor a profile has a bracket for it"


def _literal(applied: Notation, written: Written) -> Iterator[tuple[Element, str]]:
    """Elements whose own text has a square bracket, where brackets are the editors'."""
    if not any(_BRACKETS & set("".join(applied.generated(element))) for element in written.ranges):
        return
    letters = "".join(word.text for word in written.words)
    holders = dict.fromkeys(
        _holder(run)
        for run in written.runs
        if run.slot in {"text", "tail"} and _BRACKETS & set(letters[run.start : run.end])
    )
    for element in holders:
        if element is not None:
            yield element, "its text has a square bracket, which would be read as an editor’s"


def _holder(run: Run) -> Element | None:
    return run.node if run.slot == "text" else run.node.getparent()


def _finding(document: Document, element: Element, reason: str) -> Diagnostic:
    return Diagnostic(
        "enc.decode",
        f"<{local_name(element.tag)}> would not be read back: {reason}",
        document.path,
        document.span(element),
        severity=Severity.WARNING,
        xpath=document.xpath(element),
    )
