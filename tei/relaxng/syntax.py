"""The elements of RELAX NG's XML syntax while they are open: which attributes they may have, and what they inherit.

Source: RELAX NG, section 3, and what sections 4.3 and 4.9 say of inherited attributes.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, get_args

from tei.relaxng import datatypes, model, sources
from tei.relaxng.model import Node

if TYPE_CHECKING:
    from tei.relaxng.faults import Faults, TagPlaces
    from tei.relaxng.model import Annotation, AnnotationAttribute, Place

DEEPEST: Final = 500
_ASCII_NCNAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9._\-]*")
_ABSOLUTE_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[^#%]|%[0-9A-Fa-f]{2})+")

_COMMON: Final = frozenset({"ns", "datatypeLibrary"})
_REQUIRED: Final = {
    "ref": "name",
    "parentRef": "name",
    "define": "name",
    "param": "name",
    "data": "type",
    "externalRef": "href",
    "include": "href",
}
_ALLOWED: Final = {
    **dict.fromkeys(("group", "interleave", "choice", "optional", "zeroOrMore", "oneOrMore", "list", "mixed"), _COMMON),
    **dict.fromkeys(("empty", "text", "notAllowed", "grammar", "div", "except", "anyName", "nsName", "name"), _COMMON),
    **dict.fromkeys(("element", "attribute", "ref", "parentRef", "param"), _COMMON | {"name"}),
    **dict.fromkeys(("data", "value"), _COMMON | {"type"}),
    **dict.fromkeys(("externalRef", "include"), _COMMON | {"href"}),
    "start": _COMMON | {"combine"},
    "define": _COMMON | {"combine", "name"},
}


class Frame:
    """An element of RELAX NG that is still open, with what it inherits."""

    __slots__ = (
        *("annotations", "attributes", "base", "children", "depth", "library", "local", "namespaces", "ns", "outer"),
        *("place", "text"),
    )

    def __init__(self, local: str, place: "Place", outer: "Frame | None" = None) -> None:
        self.local = local
        self.place = place
        self.outer = outer
        self.attributes: dict[str, str] = {}
        self.children: list[Node] = []
        self.annotations: list[Annotation | AnnotationAttribute] = []
        self.text = ""
        self.depth: int = outer.depth + 1 if outer else 0
        self.ns: str = outer.ns if outer else ""
        self.library: str = outer.library if outer else ""
        self.base: str = outer.base if outer else ""
        self.namespaces: dict[str, str] = outer.namespaces if outer else {}

    def annotate(self, annotation: "Annotation") -> None:
        """Add a foreign element where it stands: to the frame, or behind the last part in it."""
        if self.children:
            last = self.children[-1]
            self.children[-1] = replace(last, following=(*last.following, annotation))
        else:
            self.annotations.append(annotation)


# Parts that exist only until the element around them is built.


@dataclass(frozen=True, slots=True)
class ExceptPart(Node):
    """What an ``except`` holds."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ParamPart(Node):
    """A ``param``."""

    parameter: model.Parameter


@dataclass(frozen=True, slots=True)
class FaultyPart(Node):
    """Stands for what was reported; it suits everywhere, so that one fault is reported once."""


PATTERNS: Final = frozenset({*get_args(model.Pattern), FaultyPart})
NAME_CLASSES: Final = frozenset({*get_args(model.NameClass), FaultyPart})
COMPONENTS: Final = frozenset({*get_args(model.Component), FaultyPart})
KIND: Final = {
    **dict.fromkeys(get_args(model.Pattern), "a pattern"),
    **dict.fromkeys(get_args(model.NameClass), "a name class"),
    model.Start: "<start>",
    model.Define: "<define>",
    model.Div: "<div>",
    model.Include: "<include>",
    ExceptPart: "<except>",
    ParamPart: "<param>",
}


@lru_cache(8_192)
def is_ncname(text: str) -> bool:
    """Return whether *text* is a name without a colon."""
    if _ASCII_NCNAME.fullmatch(text):
        return True
    if text.isascii():
        return False
    library = datatypes.library(datatypes.XSD)
    return library is not None and library.datatype("NCName").allows(text)


def check_start(frame: Frame, places: "TagPlaces", faults: "Faults") -> None:
    """Check the attributes of *frame* and let it inherit what they say."""
    local, attributes = frame.local, frame.attributes
    if frame.depth > DEEPEST:
        faults.add("too-deep", f"elements are nested more than {DEEPEST} deep", frame.place)
        faults.fail()
    allowed = _ALLOWED.get(local)
    if allowed is None:
        faults.add("element", f"RELAX NG has no element <{local}>", frame.place)
        return
    required = _REQUIRED.get(local)
    if required and required not in attributes:
        faults.add("attribute", f"<{local}> lacks the attribute {required}", frame.place)
    if not attributes:
        return
    for name in attributes:
        if name not in allowed:
            place = places.attribute(frame.place, name)
            faults.add("attribute", f"<{local}> cannot have the attribute {name}", place)
    if "ns" in attributes:
        frame.ns = attributes["ns"]
    if "datatypeLibrary" in attributes:
        frame.library = _library(frame, places, faults)


def _library(frame: Frame, places: "TagPlaces", faults: "Faults") -> str:
    """Return the datatype library (section 4.3): an absolute URI without a fragment, or nothing."""
    uri = sources.escaped(frame.attributes["datatypeLibrary"])
    if uri and not _ABSOLUTE_URI.fullmatch(uri):
        place = places.attribute(frame.place, "datatypeLibrary")
        faults.add("attribute", f"the name of a datatype library is an absolute URI, which “{uri}” is not", place)
    return uri
