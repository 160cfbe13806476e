"""The fixes that a report offers for a finding, with the changes that they would make."""

from typing import TYPE_CHECKING, Final

from tei.diagnostics import Edit, Fix
from tei.schematron.fixes.changes import Change, Changes
from tei.schematron.fixes.markup import REPORT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from tei.document import Document

_FIX: Final = f"{REPORT}fix"
_EDIT: Final = f"{REPORT}edit"


def offered(entry: "_Element", document: "Document", *, here: bool) -> tuple[Fix, ...]:
    """Return the fixes in *entry*, an assertion of the report on *document*; not *here*, they cannot be applied."""
    return tuple(_fix(own, document, here=here) for own in entry.iterchildren(_FIX))


def _fix(own: "_Element", document: "Document", *, here: bool) -> Fix:
    number = own.get("number")
    identifier = own.get("id", "")
    edits, refusal = _edits(own, document) if here else ((), "it would change another document")
    return Fix(
        f"{identifier}[{number}]" if number else identifier,
        own.findtext(f"{REPORT}title") or identifier,
        tuple(words for note in own.iterchildren(f"{REPORT}p") if (words := note.text)),
        default=own.get("default") == "true",
        entries=tuple(entry.get("name", "") for entry in own.iterchildren(f"{REPORT}entry")),
        edits=edits,
        refusal=refusal,
    )


def _edits(own: "_Element", document: "Document") -> tuple[tuple[Edit, ...], str]:
    """Return what the fix changes, or why it cannot."""
    commands = list(own.iterchildren(_EDIT))
    if not commands:
        return (), ""
    changes = Changes(document.written)
    try:
        made = [change for command in commands for change in changes.of(command)]
    except LookupError as reason:
        return (), str(reason.args[0])
    return tuple(Edit(document.place(one.start, one.end), one.text) for one in joined(made)), ""


def joined(changes: "Iterable[Change]") -> list[Change]:
    """Return *changes* in the order of their places, none of them twice and no two at one place.

    Of two that change the same text the first counts (section 5.3.4, resolvable conflicts).
    """
    kept: list[Change] = []
    for change in changes:
        same = next((number for number, other in enumerate(kept) if _is_one(change, other)), None)
        if same is not None:
            kept[same] = kept[same]._replace(text=kept[same].text + change.text)
        elif not any(_overlap(change, other) for other in kept):
            kept.append(change)
    written = [Change(one.start, one.end, f"{one.before}{one.text}{one.after}") for one in kept]
    return _united(sorted(written, key=lambda one: (one.start, one.end)))


def _is_one(change: Change, other: Change) -> bool:
    """Return whether both put something in one place: between two characters, or into one empty element."""
    place = (change.start, change.end) == (other.start, other.end)
    return place and (change.start == change.end or bool(change.before and other.before))


def _overlap(change: Change, other: Change) -> bool:
    return change.start < other.end and other.start < change.end


def _united(changes: list[Change]) -> list[Change]:
    """Return *changes* with what is inserted before something joined to what comes in its place."""
    found: list[Change] = []
    for change in changes:
        if found and found[-1].start == found[-1].end == change.start:
            change = change._replace(text=found.pop().text + change.text)  # noqa: PLW2901 - the two are one
        found.append(change)
    return found
