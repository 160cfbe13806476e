"""XML as it is written out: elements with attributes, two spaces deeper for each level."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

_WIDTH: Final = "  "
# What a parser makes spaces of, in an attribute.
_KEPT: Final = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


class Tag(NamedTuple):
    """An element ``xs:name``; *text* only where there are no *children*."""

    name: str
    attributes: Mapping[str, str] = {}
    children: "tuple[Tag, ...]" = ()
    text: str = ""


def tag(name: str, children: Iterable[Tag] = (), text: str = "", /, **attributes: str | None) -> Tag:
    """Return an element with those of *attributes* that are not None."""
    return Tag(name, {key: value for key, value in attributes.items() if value is not None}, tuple(children), text)


def document(root: Tag) -> str:
    """Return the document of *root*."""
    return "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', *_lines(root, ""), ""))


def _lines(one: Tag, indent: str) -> Iterator[str]:
    attributes = "".join(f" {key}={quoteattr(value, _KEPT)}" for key, value in one.attributes.items())
    start = f"{indent}<xs:{one.name}{attributes}"
    if one.text:
        yield f"{start}>{escape(one.text)}</xs:{one.name}>"
    elif one.children:
        yield f"{start}>"
        for child in one.children:
            yield from _lines(child, indent + _WIDTH)
        yield f"{indent}</xs:{one.name}>"
    else:
        yield f"{start}/>"
