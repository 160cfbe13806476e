"""Namespaces, the three spellings of a qualified name: Clark, local, prefixed; and the characters that XML has."""

import re
from functools import lru_cache
from types import MappingProxyType
from typing import Final

TEI: Final = "http://www.tei-c.org/ns/1.0"
XML: Final = "http://www.w3.org/XML/1998/namespace"
XMLNS: Final = "http://www.w3.org/2000/xmlns/"
XI: Final = "http://www.w3.org/2001/XInclude"
XS: Final = "http://www.w3.org/2001/XMLSchema"
XSL: Final = "http://www.w3.org/1999/XSL/Transform"
RNG: Final = "http://relaxng.org/ns/structure/1.0"
SCH: Final = "http://purl.oclc.org/dsdl/schematron"
SVRL: Final = "http://purl.oclc.org/dsdl/svrl"
SQF: Final = "http://www.schematron-quickfix.com/validator/process"
HTML: Final = "http://www.w3.org/1999/xhtml"
SVG: Final = "http://www.w3.org/2000/svg"
MATHML: Final = "http://www.w3.org/1998/Math/MathML"

NOT_CHARACTERS: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML can hold, halves of characters among it: production 2 (Char) of XML 1.0, negated."""

PREFIXES: Final = MappingProxyType(
    {
        XML: "xml",
        XI: "xi",
        XS: "xs",
        XSL: "xsl",
        RNG: "rng",
        SCH: "sch",
        SVRL: "svrl",
        SQF: "sqf",
        HTML: "html",
        SVG: "svg",
        MATHML: "mml",
    },
)
"""The prefix under which each namespace is shown to people. TEI, the default here, has none."""


def tei_name(local: str) -> str:
    """Return the Clark name ``{http://www.tei-c.org/ns/1.0}local``."""
    return f"{{{TEI}}}{local}"


# A corpus has few names, and asks for each of them thousands of times.
@lru_cache(maxsize=4096)
def split(tag: str) -> tuple[str, str]:
    """Return the namespace ("" for none) and the local name of the Clark name *tag*."""
    if tag.startswith("{"):
        namespace, _, local = tag[1:].rpartition("}")
        return namespace, local
    return "", tag


def local_name(tag: str) -> str:
    """Return the local part of the Clark name *tag*."""
    return split(tag)[1]


def prefixed(tag: str) -> str:
    """Return *tag* as people write it: ``p`` for TEI, ``xml:id``, ``svg:circle``, else ``Q{namespace}local``.

    A name in no namespace has no prefix either: attributes are meant, for which that is the usual case.
    """
    namespace, local = split(tag)
    if namespace in ("", TEI):
        return local
    if namespace in PREFIXES:
        return f"{PREFIXES[namespace]}:{local}"
    return f"Q{{{namespace}}}{local}"
