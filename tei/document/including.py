"""A document with what it includes in its place, and the way back from the whole to the files that it is made of.

The files are put together as text, and the whole is parsed as any document is: so whoever checks it need not know that
it is made of several. What they find is told in the file that it stands in by :meth:`Merged.located`.

Source: W3C, XML Inclusions (XInclude) 1.0, second edition.
"""

import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import quoteattr

from tei.diagnostics import Diagnostic
from tei.document import inclusions, plain, xpointers
from tei.document.entities import survey
from tei.document.inclusions import INCLUDE, LANGUAGE, Asked, Misuse
from tei.document.loading import refuse
from tei.document.merged import Instance, Made, Merged, Part, of_xinclude
from tei.document.parsing import parse, parse_text, read
from tei.document.positions import Positions
from tei.document.shelves import Files, Found, Nowhere, RefusedError, Shelf
from tei.document.tags import start_tag
from tei.errors import DocumentError, EnvironmentFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lxml.etree import _Element

    from tei.document.tree import Document
    from tei.limits import Limits

_DEPTH: Final = 100
_INCLUSIONS: Final = 100_000
# Each takes a walk through a file, but for those that are identifiers alone.
_XPOINTERS: Final = 2_000
_MOST_ADVISED: Final = 20
_SHOWN_CHARS: Final = 120
_TOO_MUCH: Final = f"the document includes more than {_INCLUSIONS:,} times, or more than {_DEPTH} deep"
_TOO_MANY_PARTS: Final = f"the document includes more than {_XPOINTERS:,} different parts of files by paths"
_MISCELLANEOUS: Final = re.compile(r"<!--.*?-->|<\?(?!xml\s).*?\?>", re.DOTALL)
_DECLARATION: Final = re.compile(r"\s*<\?xml\s.*?\?>", re.DOTALL)


def is_includer(document: "Document") -> bool:
    """Return whether *document* includes anything."""
    return bool(of_xinclude(document))


def read_whole(path: "Path | str", limits: "Limits", folders: "Iterable[Path]" = ()) -> "Document":
    """Return the document in the file at *path* with what it includes, from its own folder and from *folders*.

    Raises as :func:`tei.document.parsing.read` does, and :class:`~tei.errors.DocumentError` if something cannot be
    included.
    """
    document = read(path, limits)
    if not is_includer(document):
        return document
    around = tuple(os.path.realpath(folder) for folder in folders)
    shelf: Shelf = Nowhere() if document.path.startswith("<") else Files(document.path, around)
    whole = merged(document, shelf, limits)
    if whole.faults:
        raise DocumentError(whole.faults)
    return whole.document


def merged(document: "Document", shelf: Shelf, limits: "Limits") -> "Merged":
    """Return *document* with what it includes.

    What cannot be included stays what it is, and is among the ``faults``.
    """
    return _Merging(document, shelf, limits).run()


class _Landing(NamedTuple):
    """What surrounds that which is included: the base of addresses, the language, the namespaces in scope."""

    base: str
    language: str = ""
    namespaces: "dict[str | None, str] | None" = None


class _FailureError(Exception):
    """Something cannot be included; whether a fallback may stand for it."""

    def __init__(self, finding: Diagnostic, *, is_fatal: bool) -> None:
        super().__init__(finding.message)
        self.findings: tuple[Diagnostic, ...] = (finding,)
        self.is_fatal = is_fatal


class _Merging:
    """One document on its way."""

    def __init__(self, document: "Document", shelf: Shelf, limits: "Limits") -> None:
        self._shelf = shelf
        self._limits = limits
        self._made = Made()
        self._known: dict[tuple[str, str], Part | tuple[Diagnostic, ...]] = {}
        self._count = self._level = self._advised = 0
        self._selected: dict[tuple[str, str], list[_Element] | xpointers.XPointerError] = {}
        address = document.path.replace("\\", "/").rpartition("/")[2]
        own = Found(shelf.own(), document.path)
        self._main = Part(own, inclusions.quoted(address), document.source, document, limits)
        self._known[shelf.own(), ""] = self._main

    def run(self) -> Merged:
        """Return the whole."""
        self._made.instances.append(Instance(self._main, (), ((self._main.place, ""),)))
        landing = _Landing(self._main.address, namespaces={})
        try:
            self._all_of(0, landing)
        except DocumentError as fault:  # It would be too large.
            self._made.faults += fault.diagnostics
            return Merged(None, self._made)
        text = self._made.splice.text
        try:
            whole = parse_text(text, self._main.path, self._limits)
        except DocumentError as fault:
            # What could not be included is the reason, if there is such a thing.
            positions = Positions(self._main.path, text)
            self._made.faults = self._made.faults or [self._made.located(one, positions) for one in fault.diagnostics]
            return Merged(None, self._made)
        return Merged(whole, self._made)

    # Stretches of a part

    def _copy(self, source: int, first: int, last: int) -> None:
        part = self._made.instances[source].part
        self._made.splice.copy(source, part.whole.source, first, last)
        if self._made.splice.length > self._limits.size_bytes:
            refuse(self._main.path, self._made.splice.length, self._limits)

    def _all_of(self, source: int, landing: _Landing) -> None:
        """Add a document with the comments and instructions around its outermost element."""
        document = self._made.instances[source].part.whole
        start, end = document.extent(document.root)
        doctype = survey(document.source)
        head = _DECLARATION.match(document.source)
        after = doctype.end if doctype else 0
        self._miscellaneous(source, head.end() if head else 0, doctype.start if doctype else start)
        self._miscellaneous(source, after, start if doctype else 0)
        self._element(source, document.root, landing, is_own=source == 0)
        self._miscellaneous(source, end, len(document.source))

    def _miscellaneous(self, source: int, first: int, last: int) -> None:
        text = self._made.instances[source].part.whole.source
        for found in _MISCELLANEOUS.finditer(text, first, last) if first < last else ():
            self._copy(source, *found.span())

    def _stretch(self, source: int, first: int, last: int) -> None:
        """Add what stands in a part from *first* to *last*, with what is included there."""
        part = self._made.instances[source].part
        cursor = first
        for start, end, element in part.includes_between(first, last):
            if start < cursor:  # It stands in another.
                continue
            self._copy(source, cursor, start)
            self._include(source, element, self._landing(source, element.getparent()))
            cursor = end
        self._copy(source, cursor, last)

    def _landing(self, source: int, parent: "_Element | None") -> _Landing:
        part = self._made.instances[source].part
        namespaces = {} if parent is None else dict(parent.nsmap)
        return _Landing(inclusions.base(parent, part.address), inclusions.language(parent), namespaces)

    def _element(self, source: int, element: "_Element", landing: _Landing, *, is_own: bool = False) -> None:
        """Add an element, with what it loses by the change of its surroundings written into its start tag.

        Source: XInclude, sections 4.5.5 and 4.5.6; XML Namespaces.
        """
        if element.tag == INCLUDE:
            self._include(source, element, landing)
            return
        part = self._made.instances[source].part
        start, end = part.whole.extent(element)
        tag = start_tag(part.whole.source, start)
        cursor = start + 1 + len(tag.name)
        self._copy(source, start, cursor)
        added = {} if is_own else self._additions(source, element, landing)
        for name, value in added.items():
            self._made.splice.invent(f" {name}={quoteattr(value)}")
        for attribute in tag.attributes:
            if attribute.name in added:
                self._stretch(source, cursor, attribute.start)
                cursor = attribute.end
        self._stretch(source, cursor, end)

    def _additions(self, source: int, element: "_Element", landing: _Landing) -> dict[str, str]:
        part = self._made.instances[source].part
        around = landing.namespaces or {}
        declared: dict[str | None, str] = dict(element.nsmap)
        added = {
            f"xmlns:{prefix}" if prefix else "xmlns": uri
            for prefix, uri in declared.items()
            if around.get(prefix) != uri
        }
        if None not in declared and around.get(None):
            added["xmlns"] = ""
        base = inclusions.base(element, part.address)
        if not inclusions.is_same(base, landing.base):
            added["xml:base"] = inclusions.relative(base, landing.base)
        language = inclusions.language(element)
        if language != landing.language and LANGUAGE not in element.attrib:
            added["xml:lang"] = language
        return added

    # Inclusions

    def _include(self, source: int, element: "_Element", landing: _Landing) -> None:
        """Add what *element* includes, its fallback, or the element itself, if it cannot be included."""
        part = self._made.instances[source].part
        start, end = part.whole.extent(element)
        asked: Asked | Misuse | None = None
        self._level += 1
        try:
            if self._level > _DEPTH:
                raise DocumentError([self._finding(source, element, "xi.too-much", _TOO_MUCH)])
            asked = self._asked(source, element)
            if asked.text:
                self._text(source, element, asked)
            else:
                self._markup(source, element, asked, landing)
        except _FailureError as fault:
            fallback = asked.fallback if isinstance(asked, Asked) else None
            if fallback is not None and not fault.is_fatal:
                self._fallback(source, fallback, landing)
                return
            self._made.faults += fault.findings
            self._made.failed.setdefault(part.place, []).append((start, end))
            self._copy(source, start, end)
        finally:
            self._level -= 1

    def _asked(self, source: int, element: "_Element") -> Asked:
        if element.tag != INCLUDE:
            raise self._fatal(source, element, "xi.syntax", "<xi:fallback> stands outside an <xi:include>")
        found = inclusions.asked(element)
        if isinstance(found, Misuse):
            where = element if found.element is None else found.element
            raise self._fatal(source, where, "xi.syntax", found.message, found.attribute)
        if found.text and element.getparent() is None and not self._made.instances[source].via:
            message = "a document cannot be text alone"
            raise self._fatal(source, element, "xi.syntax", message, "parse")
        return found

    def _fatal(self, source: int, element: "_Element", rule: str, message: str, attribute: str = "") -> _FailureError:
        return _FailureError(self._finding(source, element, rule, message, attribute), is_fatal=True)

    def _finding(
        self, source: int, element: "_Element", rule: str, message: str, attribute: str = "", *advice: str
    ) -> Diagnostic:
        instance = self._made.instances[source]
        document = instance.part.whole
        span = instance.part.span(*document.attribute_offsets(element, attribute))
        xpath = document.xpath(element) + (f"/@{attribute}" if attribute and attribute in element.attrib else "")
        return Diagnostic(rule, message, instance.part.path, span, xpath=xpath, help=advice, included_by=instance.via)

    def _found(self, source: int, element: "_Element", asked: Asked) -> tuple[Found, str]:
        """Return the file that is to be included and its address. Raises :class:`_FailureError`."""
        part = self._made.instances[source].part
        if not asked.href:
            return Found(part.place, part.path), part.address
        address = inclusions.joined(inclusions.base(element, part.address), asked.href)
        try:
            return self._shelf.find(address), address
        except RefusedError as fault:
            missing = fault.rule == "ptr.file-missing"
            href = _short(asked.href)
            message = f"{href} is to be included, and {fault}" if missing else f"{href} {fault}"
            advice = (fault.advice,) if fault.advice else ()
            if missing:
                # To compare names takes its time: a document with thousands of wrong ones is told that they are wrong.
                self._advised += 1
                near = self._shelf.advice(asked.href, fault.place) if self._advised <= _MOST_ADVISED else ""
                advice = (f"did you mean {near}?" if near else "correct the name, or add an <xi:fallback>",)
            finding = self._finding(source, element, fault.rule, message, "href", *advice)
            raise _FailureError(finding, is_fatal=False) from fault

    def _entered(self, source: int, element: "_Element", part: Part, xpointer: str) -> int:
        """Return the number of the new instance of *part*. Raises :class:`_FailureError` for a circle."""
        instance = self._made.instances[source]
        key = part.place, xpointer
        if key in instance.keys:
            message = f"{part.path} is included in itself"
            raise self._fatal(source, element, "xi.loop", message, "href" if "href" in element.attrib else "xpointer")
        self._count += 1
        if self._count > _INCLUSIONS:
            raise DocumentError([self._finding(source, element, "xi.too-much", _TOO_MUCH)])
        span = instance.part.span(*instance.part.whole.extent(element))
        via = (f"{instance.part.path}:{span.line}:{span.column}", *instance.via)
        self._made.instances.append(Instance(part, via, (*instance.keys, key)))
        return len(self._made.instances) - 1

    def _part(self, source: int, element: "_Element", asked: Asked) -> Part:
        """Return the file that is to be included. Raises :class:`_FailureError`."""
        found, address = self._found(source, element, asked)
        kind = f"text {asked.encoding}" if asked.text else ""
        if (found.place, kind) not in self._known:
            self._known[found.place, kind] = self._read(found, address, asked)
        known = self._known[found.place, kind]
        if isinstance(known, Part):
            return known
        raise self._unusable(source, element, known)

    def _unusable(self, source: int, element: "_Element", known: tuple[Diagnostic, ...]) -> _FailureError:
        instance = self._made.instances[source]
        span = instance.part.span(*instance.part.whole.extent(element))
        via = (f"{instance.part.path}:{span.line}:{span.column}", *instance.via)
        failure = _FailureError(known[0], is_fatal=True)
        failure.findings = tuple(replace(one, included_by=via) for one in known)
        return failure

    def _read(self, found: Found, address: str, asked: Asked) -> "Part | tuple[Diagnostic, ...]":
        """Return the part in a file, or what is wrong with it."""
        data = b""
        try:
            data = self._shelf.read(found, self._limits)
            if asked.text:
                text = plain.text(data, found.path, asked.encoding)
                return Part(found, address, text, None, self._limits)
            document = parse(data, found.path, self._limits)
            return Part(found, address, document.source, document, self._limits)
        except DocumentError as fault:
            self._made.unread[found.path] = plain.readable(data, found.path)
            return fault.diagnostics
        except (UsageError, EnvironmentFault) as fault:
            return (Diagnostic("xi.elsewhere", str(fault), found.path),)

    def _text(self, source: int, element: "_Element", asked: Asked) -> None:
        part = self._part(source, element, asked)
        number = self._entered(source, element, part, "\0text")
        # As a section in which markup is none; what would end it is divided over two.
        cursor = 0
        while cursor < len(part.text):
            end = part.text.find("]]>", cursor)
            end = len(part.text) if end < 0 else end + 2
            self._made.splice.invent("<![CDATA[")
            self._made.splice.copy(number, part.text, cursor, end)
            self._made.splice.invent("]]>")
            cursor = end
        if self._made.splice.length > self._limits.size_bytes:
            refuse(self._main.path, self._made.splice.length, self._limits)

    def _markup(self, source: int, element: "_Element", asked: Asked, landing: _Landing) -> None:
        part = self._part(source, element, asked)
        chosen = self._chosen(source, element, part, asked.xpointer)
        outermost = element.getparent() is None and not self._made.instances[source].via
        if outermost and chosen is not None and len(chosen) != 1:
            message = f"{asked.xpointer} means several elements, and a document has one outermost"
            raise self._fatal(source, element, "xi.syntax", message, "xpointer")
        number = self._entered(source, element, part, asked.xpointer)
        if chosen is None:
            self._all_of(number, landing)
        for one in chosen or ():
            self._element(number, one, landing)

    def _chosen(self, source: int, element: "_Element", part: Part, xpointer: str) -> "list[_Element] | None":
        """Return the elements that are meant, None for the whole part. Raises :class:`_FailureError`."""
        if not xpointer:
            return None
        key = part.place, xpointer
        if key not in self._selected:
            if len(self._selected) >= _XPOINTERS and not xpointers.is_identifier(xpointer):
                raise DocumentError([self._finding(source, element, "xi.too-much", _TOO_MANY_PARTS, "xpointer")])
            self._selected[key] = part.selection(xpointer)
        found = self._selected[key]
        if isinstance(found, list):
            return found
        message = f"the xpointer {_short(xpointer)} {found}"
        finding = self._finding(source, element, "xi.xpointer", message, "xpointer")
        raise _FailureError(finding, is_fatal=False) from found

    def _fallback(self, source: int, fallback: "_Element", landing: _Landing) -> None:
        """Add what stands in a fallback."""
        document = self._made.instances[source].part.whole
        start, end = document.extent(fallback)
        tag = start_tag(document.source, start)
        if tag.end == end:
            return
        cursor, last = tag.end, document.source.rindex("</", start, end)
        for child in fallback.iterchildren("*"):
            first, after = document.extent(child)
            self._copy(source, cursor, first)
            self._element(source, child, landing)
            cursor = after
        self._copy(source, cursor, last)


def _short(written: str) -> str:
    """Return what is written in an attribute as a message tells it."""
    return written if len(written) <= _SHOWN_CHARS else f"{written[: _SHOWN_CHARS - 1]}…"
