"""Titles, by type, level and language."""

from typing import TYPE_CHECKING, Final

from tei.metadata import nodes
from tei.metadata.values import Title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from tei.metadata.context import Context

_NO_MAIN: Final = ("s", "j")


def read(context: "Context", elements: "Iterable[Element]") -> tuple[Title, ...]:
    """Return the titles that *elements* hold; of a ``title`` that consists of others, those."""
    return tuple(title for element in elements for title in _of(context, element))


def main(titles: "Iterable[Title]") -> Title | None:
    """Return the title to call the document by: of type ``main``, else without a type, the series' only if no other."""
    every = tuple(titles)
    own = [title for title in every if title.level not in _NO_MAIN] or list(every)
    for wanted in ("main", None):
        found = next((title for title in own if title.type == wanted), None)
        if found is not None:
            return found
    return next(iter(own), None)


def _of(context: "Context", element: "Element") -> "Iterator[Title]":
    parts = [one for one in nodes.children(element, "title") if nodes.plain(one)]
    # A title inside another is a part of it, unless words stand between them: then it is a title that is named.
    if parts and not nodes.plain(element, "title"):
        for part in parts:
            yield _title(context, part, nodes.attribute(part, "level") or nodes.attribute(element, "level"))
    elif nodes.plain(element):
        yield _title(context, element, nodes.attribute(element, "level"))


def _title(context: "Context", element: "Element", level: str | None) -> Title:
    kind = nodes.attribute(element, "type")
    return Title(nodes.plain(element), context.origin(element), kind, level, nodes.language(element))
