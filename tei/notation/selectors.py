"""The selectors and strings of CSS that a ``rendition`` may use: names, attribute values, descendants; quoted strings.

Source: Selectors Level 3, sections 5, 6.3.1 and 8.1; CSS Syntax Module Level 3, section 4.3.7.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tei.names import XML, tei_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

STRING: Final = r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
"""A quoted string of CSS, as a regular expression."""

_NAME: Final = r"[A-Za-z_][\w.-]*(?:[:|][A-Za-z_][\w.-]*)?"
_ELEMENT: Final = r"[A-Za-z_][\w-]*"
_COMPOUND: Final = re.compile(rf"(\*|{_ELEMENT})?((?:\[\s*{_NAME}\s*=\s*(?:{STRING}|{_NAME})\s*\])*)")
_CONDITION: Final = re.compile(rf"\[\s*({_NAME})\s*=\s*({STRING}|{_NAME})\s*\]")
_ESCAPE: Final = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})[ \t\r\n]?|(.))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Compound:
    """One simple selector: an element name (empty for any) and the attribute values it asks for."""

    element: str
    attributes: tuple[tuple[str, str], ...] = ()

    def matches(self, element: Element) -> bool:
        """Whether *element* has this name and these attribute values."""
        if self.element and element.tag != tei_name(self.element):
            return False
        return all(element.get(name) == value for name, value in self.attributes)


@dataclass(frozen=True, slots=True)
class Selector:
    """A descendant chain of simple selectors; the last one is the subject."""

    compounds: tuple[Compound, ...]

    @property
    def specificity(self) -> tuple[int, int]:
        """How many attribute conditions and how many element names the chain has, compared as CSS compares them."""
        return (
            sum(len(compound.attributes) for compound in self.compounds),
            sum(1 for compound in self.compounds if compound.element),
        )

    def matches(self, element: Element) -> bool:
        """Whether *element* is the subject of this selector.

        Taking the nearest fitting ancestor for each step is enough: the only combinator is the descendant's.
        """
        *outer, subject = self.compounds
        if not subject.matches(element):
            return False
        ancestors = element.iterancestors()
        return all(any(step.matches(ancestor) for ancestor in ancestors) for step in reversed(outer))


@lru_cache(maxsize=1024)
def parse_selectors(text: str) -> tuple[Selector, ...]:
    """The selectors of a ``@selector``.

    ::

        list     = selector *( "," selector )
        selector = compound *( space compound )
        compound = ( name / "*" ) *condition / 1*condition
        condition = "[" name "=" ( string / name ) "]"

    Raises ValueError, in words, for anything else of CSS.
    """
    if not text.strip():
        return ()
    return tuple(_selector(part.strip()) for part in _outside_strings(text))


def _outside_strings(text: str) -> list[str]:
    """*text* cut at the commas that are not in a string."""
    parts = [""]
    for part in re.split(rf"({STRING}|,)", text):
        if part == ",":
            parts.append("")
        else:
            parts[-1] += part
    return parts


def _selector(text: str) -> Selector:
    compounds = []
    at = 0
    while at < len(text):
        found = _COMPOUND.match(text, at)
        if found is None or found.end() == at:
            message = (
                f"@selector cannot be read at “{text[at:]}”: "
                "an element name, [attribute='value'] and the space of a descendant are understood"
            )
            raise ValueError(message)
        conditions = tuple((_attribute(name), unquote(value)) for name, value in _CONDITION.findall(found[2]))
        compounds.append(Compound((found[1] or "").replace("*", ""), conditions))
        at = found.end()
        spaces = re.compile(r"\s*").match(text, at)
        gap = spaces.end() - at if spaces else 0
        if at < len(text) and not gap:
            message = f"@selector cannot be read at “{text[at:]}”"
            raise ValueError(message)
        at += gap
    if not compounds:
        message = "@selector has an empty part"
        raise ValueError(message)
    return Selector(tuple(compounds))


def _attribute(name: str) -> str:
    prefix, _, local = name.replace("|", ":").rpartition(":")
    return f"{{{XML}}}{local}" if prefix == "xml" else local


def unquote(text: str) -> str:
    """The characters of a CSS string or identifier, escapes resolved.

    Source: CSS Syntax Module Level 3, section 4.3.7 (Consume an escaped code point).
    """
    inner = text[1:-1] if text[:1] in {'"', "'"} else text
    return _ESCAPE.sub(lambda found: _character(found[1]) if found[1] else found[2].replace("\n", ""), inner)


_XML_CHARACTERS: Final = ((0x9, 0xA), (0xD, 0xD), (0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
"""Source: Extensible Markup Language 1.0, production 2 (Char)."""


def _character(digits: str) -> str:
    """The character of a hexadecimal escape; what XML cannot hold becomes U+FFFD, as CSS does for what it cannot."""
    code = int(digits, 16)
    allowed = any(low <= code <= high for low, high in _XML_CHARACTERS)
    return chr(code) if allowed else "\N{REPLACEMENT CHARACTER}"
