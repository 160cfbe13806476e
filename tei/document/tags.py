"""Start tags as they are written: name, attributes, and where each of them stands."""

import re
from dataclasses import dataclass
from typing import Final

_NAME: Final = re.compile(r"[^\s<>/=\"'&;?!]*")
_TAG: Final = re.compile(r"""<(?:[^>"']|"[^"]*"|'[^']*')*+>?""")
_ATTRIBUTE: Final = re.compile(r"""\s([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")
_REFERENCE: Final = re.compile(r"&[^;]*;")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute as written: its qualified name, and the offsets of name and closing quotation mark."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag as written, with the offsets of ``<`` and of what follows ``>``."""

    name: str
    start: int
    end: int
    attributes: tuple[Attribute, ...] = ()


def name_at(text: str, offset: int) -> str:
    """Return the name that is written at *offset*, or ""."""
    match = _NAME.match(text, offset)
    return match[0] if match else ""


def start_tag(text: str, offset: int) -> Tag:
    """Return the start tag at *offset*; what comes out of an entity has the reference's place and no attributes."""
    tag = _TAG.match(text, offset)
    if tag is None:
        reference = _REFERENCE.match(text, offset)
        return Tag("", offset, reference.end() if reference else offset)
    name = name_at(text, offset + 1)
    written = _ATTRIBUTE.finditer(text, offset + 1 + len(name), tag.end())
    attributes = tuple(Attribute(match[1], match.start(1), match.end()) for match in written)
    return Tag(name, offset, tag.end(), attributes)
