"""Elements by their local names, and their plain text.

Headers without the TEI namespace are read too: what is wrong with them is for validation to say.
"""

import re
from typing import TYPE_CHECKING, Final

from tei import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

LANG: Final = f"{{{names.XML}}}lang"
XML_ID: Final = f"{{{names.XML}}}id"
_SPACE: Final = re.compile(r"[ \t\r\n]+")
_SILENT: Final = frozenset({"note", "del", "figure", "fw", "index", "ptr", "surplus"})
_BREAKS: Final = frozenset({"lb", "pb", "cb", "gb"})
_BLOCKS: Final = frozenset({"p", "ab", "head", "item", "list", "l", "lg", "row", "cell", "table", "div"})
_PREFERRED: Final = ("corr", "reg", "expan", "unclear")


def name(element: "Element") -> str:
    """Return the local name of a TEI element or of one in no namespace, "" for all else."""
    # The tag of a comment or processing instruction is a function, whatever the stubs say.
    tag: object = element.tag
    if not isinstance(tag, str):
        return ""
    namespace, local = names.split(tag)
    return local if namespace in {"", names.TEI} else ""


def children(element: "Element | None", *wanted: str) -> "Iterator[Element]":
    """Yield the children with one of these names, in document order; none of a missing element."""
    if element is not None:
        yield from (child for child in element if name(child) in wanted)


def child(element: "Element | None", *steps: str) -> "Element | None":
    """Return the first child with the first name, its first child with the second, and so on."""
    current = element
    for step in steps:
        current = next(children(current, step), None)
    return current


def descendants(element: "Element | None", *wanted: str) -> "Iterator[Element]":
    """Yield the descendants with one of these names, in document order."""
    if element is not None:
        yield from (one for one in element.iterdescendants("*") if name(one) in wanted)


def outermost(element: "Element | None", *wanted: str) -> "Iterator[Element]":
    """Yield the descendants with one of these names that stand in no other of them."""
    waiting = [] if element is None else list(reversed(element))
    while waiting:
        one = waiting.pop()
        if name(one) in wanted:
            yield one
        elif isinstance(one.tag, str):
            waiting.extend(reversed(one))


def plain(element: "Element | None", *without: str) -> str:
    """Return the text in one line: of a ``choice`` the corrected, regular and expanded reading, and no notes.

    *without* names further elements that are left out.
    """
    return "" if element is None else squeezed("".join(_pieces(element, frozenset(without))))


def squeezed(text: str) -> str:
    """Return *text* with each run of white space as one space and none at the ends."""
    return _SPACE.sub(" ", text).strip(" ")


def paragraphs(element: "Element") -> list[str]:
    """Return the paragraphs of *element* as plain text; all of it, if it has none."""
    blocks = [plain(block) for block in outermost(element, "p", "ab", "head", "item", "l")]
    return [block for block in blocks if block] or [text for text in [plain(element)] if text]


def language(element: "Element") -> str | None:
    """Return the nearest ``@xml:lang``; an empty one says that the language is not known."""
    current: Element | None = element
    while current is not None:
        written = current.get(LANG)
        if written is not None:
            return squeezed(written) or None
        current = current.getparent()
    return None


def attribute(element: "Element", wanted: str) -> str | None:
    """Return the value of an attribute with its white space normalised, None for one that is empty."""
    return squeezed(element.get(wanted, "")) or None


def _pieces(element: "Element", without: frozenset[str]) -> "Iterator[str]":
    # A stack of one's own: a hostile document nests deeper than Python calls.
    waiting: list[Element | str] = [element]
    while waiting:
        current = waiting.pop()
        if isinstance(current, str):
            yield current
        elif current is element or _is_read(current, without):
            waiting.extend(reversed(list(_parts(current))))


def _is_read(element: "Element", without: frozenset[str]) -> bool:
    local = name(element)
    return isinstance(element.tag, str) and local not in _SILENT and local not in without


def _parts(element: "Element") -> "Iterator[Element | str]":
    """Yield what *element* consists of, in order: of a ``choice`` one reading, of a break a space."""
    local = name(element)
    if local == "choice":
        yield from _reading(element)
        return
    if local in _BREAKS:
        yield "" if element.get("break") == "no" else " "
    space = " " if local in _BLOCKS else ""
    yield space + (element.text or "")
    for inner in element:
        yield inner
        yield inner.tail or ""
    yield space


def _reading(choice: "Element") -> "list[Element]":
    """Return the reading of a ``choice`` that is taken."""
    for wanted in _PREFERRED:
        found = next(children(choice, wanted), None)
        if found is not None:
            return [found]
    return [one for one in choice if isinstance(one.tag, str)][:1]
