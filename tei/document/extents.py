"""Where each element of a document ends: a pass with expat, made when the first end is asked for."""

import pyexpat
from array import array


def ends(text: str) -> "array[int]":
    """Return for each element, in the order of the start tags, the offset in UTF-8 at which its end is told.

    That is where its end tag begins; for an empty tag, and for what comes out of an entity, it is of no use.
    """
    parser = pyexpat.ParserCreate("UTF-8")
    found: array[int] = array("q")
    opened: list[int] = []

    def start(_name: str, _attributes: dict[str, str]) -> None:
        opened.append(len(found))
        found.append(0)

    def end(_name: str) -> None:
        found[opened.pop()] = parser.CurrentByteIndex

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(text.encode("utf-8"), True)  # noqa: FBT003 - pyexpat takes no keyword
    return found
