"""What a text is about and what kind it is: keywords, class codes, and categories of the header's taxonomies."""

from typing import TYPE_CHECKING

from tei.metadata import nodes
from tei.metadata.values import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tei.metadata.context import Context


def read(context: "Context", text_class: "Element | None") -> tuple[Subject, ...]:
    """Return the ``keywords`` and ``classCode``s of ``textClass``."""
    found = []
    for element in nodes.children(text_class, "keywords", "classCode"):
        for one in _terms(element):
            words = nodes.plain(one)
            if words:
                scheme, name = _scheme(context, one, element)
                uri = nodes.attribute(one, "ref") or nodes.attribute(one, "target")
                found.append(Subject(words, context.origin(one), scheme, name, uri, nodes.language(one)))
    return tuple(found)


def categories(context: "Context", text_class: "Element | None") -> tuple[Subject, ...]:
    """Return what each pointer of ``catRef`` leads to: a category's words, or the pointer if it leads elsewhere."""
    found = []
    for element in nodes.children(text_class, "catRef"):
        for pointer in (element.get("target") or "").split():
            scheme, name = _scheme(context, element, element)
            uri = None if pointer.startswith("#") else pointer
            words = _category(context, pointer) or pointer.removeprefix("#")
            found.append(Subject(words, context.origin(element, "target"), scheme, name, uri, nodes.language(element)))
    return tuple(found)


def _terms(element: "Element") -> "Iterator[Element]":
    """Yield the terms of ``keywords``, also in its lists; a ``classCode`` is one."""
    if nodes.name(element) == "classCode":
        yield element
        return
    for one in nodes.outermost(element, "term", "item", "name", "persName", "placeName", "orgName"):
        inner = list(nodes.outermost(one, "term")) if nodes.name(one) == "item" else []
        yield from inner or [one]


def _scheme(context: "Context", element: "Element", around: "Element") -> tuple[str | None, str | None]:
    """Return the scheme as it is pointed at, and the name that a taxonomy of the header gives to it."""
    pointer = nodes.attribute(element, "scheme") or nodes.attribute(around, "scheme")
    entry = context.entry(pointer) if pointer else None
    if entry is None:
        return pointer, None
    named = next(iter(nodes.children(entry.element, "bibl", "desc", "head", "gloss", "title")), None)
    return pointer, nodes.plain(named) or None


def _category(context: "Context", pointer: str) -> str:
    entry = context.entry(pointer)
    if entry is None:
        return ""
    described = next(iter(nodes.children(entry.element, "catDesc", "desc", "gloss")), None)
    return nodes.plain(described)
