"""A record that is judged, and the places in its document at which something is missing or wrong."""

from typing import TYPE_CHECKING, Final

from tei.diagnostics import RULES, Diagnostic
from tei.document import Document
from tei.metadata import Record, nodes
from tei.metadata.context import Context

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tei.metadata.values import Origin

_HOMES: Final = ("TEI", "TEI.2", "teiCorpus")


class Case:
    """One record with its document, whose header stands somewhere in it."""

    def __init__(self, record: Record, document: Document) -> None:
        self.record = record
        self.document = document
        self._context = Context(document)
        self._home = self._element()

    def missing(self, rule: str, message: str, advice: str, *steps: str) -> Diagnostic:
        """Return the finding that something is missing at the end of *steps* (``fileDesc``, ``titleStmt``, …).

        It stands at the last of these elements that there is; the help says to write *advice* in the last of *steps*.
        """
        element, absent = self._reached(steps)
        new = [f"a new <{name}>" for name in reversed(steps[len(steps) - absent :])]
        inside = [*new, *(f"<{name}>" for name in steps[len(steps) - absent - 1 : len(steps) - absent])]
        return self.wrong(rule, message, f"write {advice} in {' in '.join(inside)}", self._context.origin(element))

    def wrong(self, rule: str, message: str, advice: str, origin: "Origin") -> Diagnostic:
        """Return the finding that what was read at *origin* is not as it should be."""
        severity = RULES[rule].severity
        return Diagnostic(rule, message, origin.path, origin.span, severity, origin.xpath, (advice,))

    def inside(self, origin: "Origin", wanted: str) -> "Origin":
        """Return the place of the first element of this name in the one at *origin*, or *origin* itself."""
        for element in nodes.descendants(self.document.root, wanted):
            around = element.iterancestors("*")
            if any(self.document.span(one) == origin.span for one in around):
                return self._context.origin(element)
        return origin

    def _reached(self, steps: tuple[str, ...]) -> "tuple[Element, int]":
        """Return the last element there is on the way of *steps* down the header, and how many steps lack one."""
        reached = nodes.child(self._home, "teiHeader")
        if reached is None:
            return self._home, len(steps)
        for number, step in enumerate(steps):
            below = nodes.child(reached, step)
            if below is None:
                return reached, len(steps) - number
            reached = below
        return reached, 0

    def _element(self) -> "Element":
        """Return the ``TEI`` or ``teiCorpus`` that the record was read from."""
        span = self.record.origin.span
        for element in self.document.root.iter("*"):
            if nodes.name(element) == "teiHeader" and self.document.span(element) == span:
                parent = element.getparent()
                return element if parent is None else parent
            if nodes.name(element) in _HOMES and self.document.span(element) == span:
                return element
        return self.document.root
