"""What an ``xi:include`` says, before anything is included, and where the addresses in a document lead.

Source: W3C, XML Inclusions (XInclude) 1.0, second edition, section 3.
"""

import posixpath
import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, urljoin

from tei import names

if TYPE_CHECKING:
    from lxml.etree import _Element

INCLUDE: Final = f"{{{names.XI}}}include"
FALLBACK: Final = f"{{{names.XI}}}fallback"
EXAMPLES: Final = "http://www.tei-c.org/ns/Examples"
BASE: Final = f"{{{names.XML}}}base"
LANGUAGE: Final = f"{{{names.XML}}}lang"
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|[/\\]")


class Asked(NamedTuple):
    """What is to be included: all of ``href`` or, with ``xpointer``, parts of it; as ``text`` or as markup."""

    href: str
    text: bool = False
    xpointer: str = ""
    encoding: str = ""
    fallback: "_Element | None" = None


class Misuse(NamedTuple):
    """Why an element of XInclude does not say what is to be included, and the attribute that is wrong, "" for none."""

    message: str
    attribute: str = ""
    element: "_Element | None" = None


def asked(element: "_Element") -> Asked | Misuse:
    """Return what an ``xi:include`` asks for."""
    href, parse = element.get("href", ""), element.get("parse", "xml")
    xpointer = element.get("xpointer", "")
    if parse not in {"xml", "text"}:
        return Misuse(f'parse="{parse}" is neither xml nor text', "parse")
    if "#" in href:
        return Misuse("href names a part of a file with “#”; write what follows it as xpointer", "href")
    if xpointer and parse == "text":
        return Misuse('xpointer does not go with parse="text"', "xpointer")
    if not href and (parse == "text" or not xpointer):
        return Misuse("<xi:include> has neither an href nor an xpointer: it does not say what to include")
    children = [child for child in element.iterchildren("*") if names.split(str(child.tag))[0] == names.XI]
    wrong = next((child for child in children if child.tag != FALLBACK), None)
    if wrong is not None:
        return Misuse(f"<{names.prefixed(str(wrong.tag))}> may not stand in <xi:include>", element=wrong)
    if len(children) > 1:
        return Misuse("<xi:include> has a second <xi:fallback>", element=children[1])
    fallback = children[0] if children else None
    return Asked(href, parse == "text", xpointer, element.get("encoding", ""), fallback)


def base(element: "_Element | None", address: str) -> str:
    """Return the base of addresses in *element* of the document at *address*, as ``xml:base`` moves it."""
    if element is None:
        return address
    moved = [one.get(BASE, "") for one in (*reversed(list(element.iterancestors())), element)]
    for value in filter(None, moved):
        address = joined(address, value)
    return address


def joined(address: str, reference: str) -> str:
    """Return where *reference*, written in what lies at *address*, leads: relative if both are."""
    if _ABSOLUTE.match(reference):
        return reference
    if _ABSOLUTE.match(address):
        return urljoin(address, reference)
    return posixpath.join(posixpath.dirname(address), reference) if reference else address


def quoted(name: str) -> str:
    """Return the *name* of a file as an address has it."""
    return quote(name, errors="surrogatepass")


def is_same(address: str, other: str) -> bool:
    """Return whether two addresses are one, however the ways to them are written."""
    return address == other or posixpath.normpath(address) == posixpath.normpath(other)


def relative(address: str, start: str) -> str:
    """Return *address* as it is written in what lies at *start*."""
    if _ABSOLUTE.match(address) or _ABSOLUTE.match(start):
        return address
    path = posixpath.relpath(posixpath.normpath(address), posixpath.dirname(posixpath.normpath(f"{start}x")) or ".")
    return f"{path}/" if address.endswith("/") else path


def language(element: "_Element | None") -> str:
    """Return the language that ``xml:lang`` gives *element*, "" for none."""
    while element is not None:
        if LANGUAGE in element.attrib:
            return str(element.attrib[LANGUAGE])
        element = element.getparent()
    return ""
