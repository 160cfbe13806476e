"""TEI authority files as entries.

Source: TEI P5 Guidelines, chapter 14 (Names, Dates, People, and Places): ``person``, ``org``, ``place``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from tei import document
from tei.diagnostics import Diagnostic
from tei.encode.authority.entries import Entry, Name
from tei.errors import DocumentError
from tei.names import XML, local_name, tei_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lxml.etree import _Element as Element

    from tei.document import Document
    from tei.limits import Limits

_NAMES: Final = {
    "person": frozenset({"persName", "name"}),
    "org": frozenset({"orgName", "name"}),
    "place": frozenset(
        {"placeName", "geogName", "country", "region", "settlement", "district", "bloc", "name"},
    ),
}
"""The elements that name an entry of each kind, as its children."""
_ID: Final = f"{{{XML}}}id"
_LANGUAGE: Final = f"{{{XML}}}lang"


def entries(paths: Iterable[Path | str], limits: Limits) -> Iterator[Entry]:
    """The entries of the files *paths* in their order.

    What has no ``xml:id`` cannot be pointed at, what has no name cannot be found: both are left out. Raises
    `DocumentError` for a file that is not well-formed or has an identifier twice (``ptr.duplicate-id``).
    """
    for path in paths:
        yield from of(document.read(path, limits))


def of(source: Document) -> Iterator[Entry]:
    """The entries in the document *source*. Raises `DocumentError` for an identifier that two of them have."""
    seen: set[str] = set()
    for element in source.root.iter(*(tei_name(kind) for kind in _NAMES)):
        identifier = element.get(_ID, "")
        names = tuple(_names(element))
        if not identifier or not names:
            continue
        if identifier in seen:
            message = f"the xml:id {identifier} is given to two entries"
            raise DocumentError(
                [Diagnostic("ptr.duplicate-id", message, source.path, source.attribute_span(element, _ID))]
            )
        seen.add(identifier)
        yield Entry(
            identifier,
            local_name(str(element.tag)),
            names,
            _date(element, "birth"),
            _date(element, "death"),
            tuple(_identifiers(element)),
            source.path,
            source.span(element),
        )


def _names(entry: Element) -> Iterator[Name]:
    wanted = _NAMES[local_name(str(entry.tag))]
    first = True
    for child in entry.iterchildren(tag="*"):
        if local_name(child.tag) not in wanted:
            continue
        text = plain(child)
        if text:
            surname, forename = _structure(child, text) if local_name(entry.tag) == "person" else ("", "")
            kind = child.get("type") or ("main" if first else "variant")
            yield Name(text, kind, local_name(child.tag), _language(child, entry), surname, forename)
            first = False


def _structure(name: Element, text: str) -> tuple[str, str]:
    """Surname and forenames of a person's name: by its elements, else by a comma."""
    # The “de” of de Gaulle belongs to what stands for him alone.
    surname = " ".join(plain(one) for one in name.iter(tei_name("nameLink"), tei_name("surname")))
    forename = " ".join(plain(one) for one in name.iter(tei_name("forename")))
    if surname or forename:
        return surname, forename
    before, comma, after = text.partition(", ")
    return (before, after) if comma and "," not in after else ("", "")


def _language(name: Element, entry: Element) -> str:
    """The language that the name or its entry declares; the file's own is that of its notes."""
    return name.get(_LANGUAGE) or entry.get(_LANGUAGE) or ""


def _date(entry: Element, event: str) -> str:
    found = entry.find(tei_name(event))
    return "" if found is None else found.get("when") or found.get("notBefore") or found.get("notAfter") or ""


def _identifiers(entry: Element) -> Iterator[tuple[str, str]]:
    for idno in entry.iterchildren(tei_name("idno")):
        yield idno.get("type", ""), plain(idno)


def plain(element: Element) -> str:
    """The text of *element* without notes and comments, white space collapsed."""
    parts: list[str] = []
    # Without recursion, for documents may be a thousand levels deep.
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event == "start" and node.tag == tei_name("note"):
            walk.skip_subtree()
        elif event == "start":
            parts.append(node.text or "")
        elif node is not element:
            parts.append(node.tail or "")
    return " ".join("".join(parts).split())
