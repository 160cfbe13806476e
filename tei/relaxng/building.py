"""What a complete element of RELAX NG's XML syntax says: its attributes resolved, its children sorted and counted.

Source: RELAX NG, section 3, and what sections 4.2, 4.8, 4.10 and 4.12 say of a single element.
"""

from typing import TYPE_CHECKING, Final, cast

from tei.relaxng import model
from tei.relaxng.model import Node, QName
from tei.relaxng.syntax import KIND, NAME_CLASSES, PATTERNS, ExceptPart, FaultyPart, Frame, is_ncname

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tei.relaxng.faults import Faults, TagPlaces

_SPACE: Final = " \t\r\n"


class Builder:
    """Reads the complete elements of one file, one at a time."""

    __slots__ = ("_faults", "_places", "frame")

    def __init__(self, places: "TagPlaces", faults: "Faults") -> None:
        self._places = places
        self._faults = faults

    def at(self, frame: Frame) -> None:
        """Turn to *frame*, which is complete."""
        self.frame = frame

    def fault(self, rule: str, message: str, *, attribute: str = "", at: Node | None = None) -> None:
        """Report a fault of the frame, of one of its attributes, or of the part *at*."""
        place = at.place if at else self.frame.place
        if attribute:
            place = self._places.attribute(place, attribute)
        self._faults.add(rule, message, place)

    def trimmed(self, attribute: str) -> str:
        """Return an attribute without the white space around it (section 4.2)."""
        return self.frame.attributes.get(attribute, "").strip(_SPACE)

    def ncname(self, attribute: str) -> str:
        """Return an attribute that must be a name without a colon."""
        name = self.trimmed(attribute)
        if attribute in self.frame.attributes and not is_ncname(name):
            message = f"“{name}” cannot be the {attribute} of <{self.frame.local}>: it must be a name without a colon"
            self.fault("name", message, attribute=attribute)
        return name

    def qname(self, written: str, ns: str, *, attribute: str = "") -> QName:
        """Return the name that *written* is, *ns* being the namespace of one without a prefix (section 4.10)."""
        written = written.strip(_SPACE)
        prefix, colon, local = written.rpartition(":")
        if not is_ncname(local) or (colon and not is_ncname(prefix)):
            self.fault("name", f"“{written}” cannot be the name of an element or attribute", attribute=attribute)
        elif colon and prefix not in self.frame.namespaces:
            self.fault("name", f"the prefix {prefix} of “{written}” is not declared here", attribute=attribute)
        elif colon:
            ns = self.frame.namespaces[prefix]
        return QName(ns, local)

    def combine(self) -> str:
        """Return how a definition is combined with others of its name (section 4.17)."""
        combine = self.trimmed("combine")
        if "combine" in self.frame.attributes and combine not in {"choice", "interleave"}:
            message = f"combine is “choice” or “interleave”, not “{combine}”"
            self.fault("attribute", message, attribute="combine")
        return combine

    def only(self, kind: frozenset[type], wanted: str, children: "Iterable[Node]") -> tuple[Node, ...]:
        """Return *children*, those of another kind replaced and reported."""
        kept = []
        for child in children:
            if type(child) not in kind:
                message = f"{KIND[type(child)]} cannot stand here in <{self.frame.local}>, which has {wanted}"
                self.fault("element", message, at=child)
                child = FaultyPart()  # noqa: PLW2901 - what was wrong is not looked at again
            kept.append(child)
        return tuple(kept)

    def patterns(self, children: "Iterable[Node] | None" = None) -> tuple[model.Pattern, ...]:
        """Return the patterns inside; none is a fault."""
        found = self.only(PATTERNS, "patterns", self.frame.children if children is None else children)
        if not found:
            self.fault("content", f"<{self.frame.local}> lacks a pattern")
            found = (FaultyPart(),)
        return cast("tuple[model.Pattern, ...]", found)

    def pattern(self, children: "Iterable[Node] | None" = None) -> model.Pattern:
        """Return the pattern inside; several are a group (section 4.12)."""
        found = self.patterns(children)
        return found[0] if len(found) == 1 else model.Group(found, place=self.frame.place)

    def nothing(self) -> None:
        """Report children, of which there should be none."""
        for child in self.frame.children:
            self.fault("element", f"nothing can stand in <{self.frame.local}>", at=child)

    def name_class(self, children: "Iterable[Node]") -> model.NameClass:
        """Return the name class inside; several are a choice (section 4.12)."""
        found = self.only(NAME_CLASSES, "name classes", children)
        if not found:
            self.fault("content", f"<{self.frame.local}> lacks a name class")
            found = (FaultyPart(),)
        classes = cast("tuple[model.NameClass, ...]", found)
        return classes[0] if len(classes) == 1 else model.NameChoice(classes, place=self.frame.place)

    def named(self) -> tuple[model.NameClass, list[Node]]:
        """Return the name class of an element or attribute and its other children (section 4.8)."""
        frame = self.frame
        children = frame.children
        if "name" in frame.attributes:
            # The name of an attribute does not inherit ns (section 4.9).
            ns = frame.ns if frame.local == "element" else frame.attributes.get("ns", "")
            return model.Name(*self.qname(frame.attributes["name"], ns, attribute="name"), place=frame.place), children
        if children and type(children[0]) in NAME_CLASSES:
            return cast("model.NameClass", children[0]), children[1:]
        self.fault("content", f"<{frame.local}> lacks its name: an attribute name, or a name class as its first child")
        return cast("model.NameClass", FaultyPart()), children

    def namespaces(self) -> "Mapping[str, str]":
        """Return the bindings for names in values, where no prefix means ``ns``."""
        return {**self.frame.namespaces, "": self.frame.ns}

    def excepted(self, children: list[Node]) -> tuple[Node, ...]:
        """Return what is inside the ``except`` that *children*, one or none, are."""
        inside: tuple[Node, ...] = ()
        for number, child in enumerate(children):
            if type(child) is ExceptPart and not number:
                inside = child.children
            elif type(child) is not FaultyPart:
                message = f"{KIND[type(child)]} cannot stand here in <{self.frame.local}>, which can have one <except>"
                self.fault("element", message, at=child)
        return inside
