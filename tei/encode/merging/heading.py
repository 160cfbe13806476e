"""What the old header must be given, so that it declares what new words need: each in its place, the rest untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tei.encode.merging.tags import opening
from tei.names import TEI, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

    from tei.document import Document

Edit = tuple[int, int, str]
"""What stands in the old document from one offset to another gives way to a text."""


def additions(old: Document, new: Document, wanted: Iterable[tuple[Element, str]]) -> list[Edit]:
    """Return the edits that put into the header of *old* what is *wanted*: a text, and whose place it has in *new*."""
    groups: dict[tuple[int, int, tuple[Element, ...]], list[str]] = {}
    for element, text in wanted:
        above, missing = _place(old, element)
        if above is not None:
            position, behind = _position(old, above, missing[-1] if missing else element)
            groups.setdefault((position, behind, tuple(missing)), []).append(text)
    edits: list[Edit] = []
    for (position, behind, missing_above), texts in groups.items():
        space = old.source[white_before(old.source, behind) : behind]
        inside = (space if not missing_above else "").join(texts)
        for one in missing_above:
            inside = f"{opening(new, one, {})}>{inside}</{local_name(one.tag)}>"
        edits.append((position, position, space + inside))
    return edits


def _place(old: Document, element: Element) -> tuple[Element | None, list[Element]]:
    """What of *old* is the nearest above *element*, and what between them *old* lacks, the inner first."""
    missing: list[Element] = []
    for ancestor in element.iterancestors(f"{{{TEI}}}*"):
        found = _alike(old, ancestor)
        if found is not None:
            return found, missing
        missing.append(ancestor)
    return None, missing


def _alike(old: Document, ancestor: Element) -> Element | None:
    """The first element of *old* under the same names."""
    path = [one.tag for one in (ancestor, *ancestor.iterancestors())][::-1]
    here = [old.root] if old.root.tag == path[0] else []
    for tag in path[1:]:
        here = [child for one in here for child in one.iterchildren(tag)]
    return here[0] if here else None


def _position(old: Document, above: Element, element: Element) -> tuple[int, int]:
    """Where *element* goes in *above*: an offset, and that of a tag before which the same white space stands.

    It goes behind the last child that the new header has before it, else before the first that it has behind it.
    """
    parent = element.getparent()
    siblings = [] if parent is None else [one.tag for one in parent]
    at = 0 if parent is None else parent.index(element)
    earlier, later = {*siblings[:at], element.tag}, set(siblings[at + 1 :])
    children = [child for child in above if isinstance(child.tag, str)]
    behind = [child for child in children if child.tag in earlier]
    if behind:
        return old.extent(behind[-1])[1], old.offset(behind[-1])
    before = [child for child in children if child.tag in later]
    if before:
        start = old.offset(before[0])
        return white_before(old.source, start), start
    if children:
        return old.extent(children[-1])[1], old.offset(children[-1])
    start, end = old.extent(above)
    return old.source.rindex("</", start, end) if old.source[end - 2] != "/" else end, start


def white_before(source: str, offset: int) -> int:
    """Return where the white space before *offset* begins."""
    while offset and source[offset - 1] in " \t\r\n":
        offset -= 1
    return offset
