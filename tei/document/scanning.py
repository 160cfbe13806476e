"""One pass over a document with expat: where each start tag stands, or the first thing that is wrong.

expat reports exact byte offsets and stops where we tell it to, which libxml2 does neither of; so expat looks first,
and libxml2 builds the tree of what passed.
"""

import pyexpat
from array import array
from typing import TYPE_CHECKING, NoReturn

from tei.document import entities, wording
from tei.errors import DocumentError

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic
    from tei.document.entities import Doctype
    from tei.document.positions import Positions
    from tei.limits import Limits


class _Refusal(Exception):
    """Ends the pass from inside a handler; the finding is its only argument."""


def _start(finding: "Diagnostic") -> tuple[int, int]:
    return finding.span.line, finding.span.column


class Scan:
    """One document on its way through expat."""

    def __init__(self, positions: "Positions", limits: "Limits") -> None:
        self._positions = positions
        self._limits = limits
        self._parser = pyexpat.ParserCreate("UTF-8", namespace_separator="\n")
        self._open: list[int] = []
        self._doctype_seen = False
        self.starts: array[int] = array("q")

    def run(self) -> "Doctype | None":
        """Fill :attr:`starts` with the byte offset of each start tag and return the DOCTYPE.

        Raises :class:`~tei.errors.DocumentError` with what is wrong.
        """
        doctype = entities.survey(self._positions.text)
        faults = entities.findings(self._positions, doctype, self._limits)
        if any(fault.rule != "xml.entity-undeclared" for fault in faults):
            raise DocumentError(faults)
        first = self._parse()
        # An undeclared entity stops expat too, unless a DTD elsewhere might declare it. The earlier fault is told.
        if faults and (first is None or _start(faults[0]) <= _start(first)):
            raise DocumentError(faults)
        if first is not None:
            raise DocumentError([first])
        if self._doctype_seen and (doctype is None or not doctype.complete):
            message = "the DOCTYPE cannot be read"
            raise DocumentError([self._positions.finding("xml.not-well-formed", message, 0, 0)])
        return doctype

    def places(self) -> "array[int]":
        """Return the byte offset of each start tag. Raises as :meth:`run` does."""
        self.run()
        return self.starts

    def _parse(self) -> "Diagnostic | None":
        parser = self._parser
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start_handler()
        parser.EndElementHandler = self._end_handler()
        parser.StartDoctypeDeclHandler = self._see_doctype
        try:
            parser.Parse(self._positions.text.encode("utf-8"), True)  # noqa: FBT003 - pyexpat takes no keyword
        except _Refusal as refusal:
            finding: Diagnostic = refusal.args[0]
            return finding
        except pyexpat.ExpatError as fault:
            offset = self._positions.from_bytes(max(parser.ErrorByteIndex, 0))
            opened = [self._positions.from_bytes(start) for start in self._open]
            return wording.malformed(self._positions, fault.code, offset, opened)
        return None

    def _see_doctype(self, *_declared: object) -> None:
        self._doctype_seen = True

    def _start_handler(self) -> "StartHandler":
        """Return the handler, a closure over what it needs: it runs once for each element."""
        parser, record, enter, opened = self._parser, self.starts.append, self._open.append, self._open
        depth, longest = self._limits.depth, self._limits.attribute_chars

        def start(_name: str, attributes: list[str]) -> None:
            offset = parser.CurrentByteIndex
            record(offset)
            enter(offset)
            if len(opened) > depth:
                self._refuse("xml.too-deep", f"elements are nested more than {depth:,} deep", offset)
            if attributes and max(map(len, attributes)) > longest:
                self._refuse("xml.attribute-too-long", f"an attribute has more than {longest:,} characters", offset)

        return start

    def _end_handler(self) -> "EndHandler":
        leave = self._open.pop

        def end(_name: str) -> None:
            leave()

        return end

    def _refuse(self, rule: str, message: str, offset_bytes: int) -> NoReturn:
        start = self._positions.from_bytes(offset_bytes)
        name = wording.name_at(self._positions.text, start + 1)
        raise _Refusal(self._positions.finding(rule, message, start, start + 1 + len(name)))


if TYPE_CHECKING:
    from collections.abc import Callable

    StartHandler = Callable[[str, list[str]], None]
    EndHandler = Callable[[str], None]
