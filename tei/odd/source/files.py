"""The files an ODD is made of, where something stands in them, and what is wrong with them.

Nothing is read but files of the ODD's own folder, of the project that it lies in and of folders that are named; an
OASIS catalog maps addresses to such files. The network is never asked.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei import document, names
from tei.diagnostics import Diagnostic, Severity, Span
from tei.errors import DocumentError, SchemaError
from tei.names import XI, XML
from tei.odd.source.catalog import Catalog
from tei.relaxng import sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from tei.document import Document
    from tei.relaxng.sources import Loader

_INCLUDE: Final = f"{{{XI}}}include"
_FALLBACK: Final = f"{{{XI}}}fallback"
_BASE: Final = f"{{{XML}}}base"
_EXAMPLE: Final = "{http://www.tei-c.org/ns/Examples}egXML"
_BY_IDENTIFIER: Final = re.compile(r"""(?:element\()?([^\W\d][\w.\-]*)\)?""")


class Files:
    """The files that one ODD is made of; ``faults`` are what is wrong with them.

    *passed* are rules whose violation is only warned of.
    """

    def __init__(
        self,
        odd: Path | str,
        folders: "Iterable[Path | str]" = (),
        catalog: Catalog | None = None,
        passed: frozenset[str] = frozenset(),
    ) -> None:
        self.path = str(odd)
        self._passed = passed
        self.faults: list[Diagnostic] = []
        self.read_paths: list[str] = []
        """Every file that has been read, in this order."""
        self._load: Loader = sources.files(odd, (*folders, *(catalog.folders if catalog else ())))
        self._catalog = catalog or Catalog()
        self._documents: dict[str, Document] = {}
        self._by_root: dict[_Element, Document] = {}
        self._targets: dict[_Element, _Element | None] = {}
        """For each ``xi:include`` that was followed, what it means; None where its fallback is taken."""
        self._including: dict[_Element, list[_Element]] = {}
        """For what is included, each ``xi:include`` that it stands for."""

    def open(self, address: str) -> "Document":
        """Return the document at the URI *address*.

        Raises :class:`~tei.relaxng.sources.UnreadableError` and :class:`~tei.errors.DocumentError`.
        """
        address = self._catalog.address(address)
        if address not in self._documents:
            data, path = self.load(address)
            found = document.parse(data, path)
            self._documents[address] = found
            self._by_root[found.root] = found
        return self._documents[address]

    def add(self, found: "Document") -> None:
        """Take in a document that is no file; its path is its name."""
        self._documents[found.path] = found
        self._by_root[found.root] = found

    def load(self, address: str) -> tuple[bytes, str]:
        """Return the bytes at the URI *address* and the path of the file.

        Raises :class:`~tei.relaxng.sources.UnreadableError`.
        """
        data, path = self._load(self._catalog.address(address))
        self.read_paths.append(path)
        return data, path

    @property
    def has_errors(self) -> bool:
        """Whether one of the findings is an error."""
        return any(fault.severity is Severity.ERROR for fault in self.faults)

    def refuse_errors(self) -> None:
        """Raise :class:`~tei.errors.SchemaError` with every finding if one of them is an error."""
        if self.has_errors:
            raise SchemaError(sorted(set(self.faults)))

    def address(self, node: "_Element", href: str) -> str:
        """Return the URI that *href*, written at *node*, means."""
        return sources.resolve(self.base(node), href)

    def base(self, node: "_Element") -> str:
        """Return the URI against which addresses at *node* are resolved: that of its file, and ``xml:base``."""
        written = [outer.get(_BASE) for outer in [node, *node.iterancestors()]]
        base = sources.uri(self.document(node).path)
        for part in reversed([part for part in written if part is not None]):
            base = sources.resolve(base, part)
        return base

    def document(self, node: "_Element") -> "Document":
        """Return the document that *node* is of."""
        return self._by_root[node.getroottree().getroot()]

    def children(self, node: "_Element") -> "Iterator[_Element]":
        """Yield the elements in *node*; what an ``xi:include`` brings in stands in its place."""
        for child in node.iterchildren(etree.Element):
            if child.tag == _INCLUDE:
                yield from self.in_place_of(child)
            else:
                yield child

    def in_place_of(self, node: "_Element") -> "Iterator[_Element]":
        """Yield what *node* stands for: itself, or what it brings in if it is an ``xi:include``."""
        pending = [node]
        while pending:
            current = pending.pop()
            if current.tag != _INCLUDE:
                yield current
            elif current.get("parse", "xml") == "xml":
                pending.extend(reversed(self._included(current)))

    def descendants(self, node: "_Element") -> "Iterator[_Element]":
        """Yield *node* and every element in it, inclusions resolved, in the order of the document."""
        pending = [node]
        while pending:
            current = pending.pop()
            yield current
            pending.extend(reversed(list(self.children(current))))

    def _included(self, include: "_Element") -> "list[_Element]":
        """Return what stands for *include*: an element of the other file, or what its fallback has."""
        if include not in self._targets:
            self._targets[include] = self._target(include)
        found = self._targets[include]
        if found is not None:
            return [found]
        return [node for fallback in include.iterchildren(_FALLBACK) for node in fallback.iterchildren(etree.Element)]

    def _target(self, include: "_Element") -> "_Element | None":
        """Return the element that *include* means, None where its fallback is to be taken."""
        href = include.get("href", "").strip()
        try:
            found = self.open(self.address(include, href)) if href else self.document(include)
        except sources.UnreadableError as fault:
            if next(include.iterchildren(_FALLBACK), None) is None:
                self.fault("odd.unresolved", str(fault), include, fault.advice, attribute="href")
            return None
        except DocumentError as fault:
            self.faults.extend(fault.diagnostics)
            return None
        pointer = include.get("xpointer", "").strip()
        target = self._pointed(include, found, pointer) if pointer else found.root
        if target is None:
            return None
        if target in self._around(include):
            what = f"the element “{pointer}”" if pointer else f"the file {href or found.path}"
            self.fault("odd.cycle", f"{what} includes itself", include, attribute="xpointer" if pointer else "href")
            return None
        self._including.setdefault(target, []).append(include)
        return target

    def _pointed(self, include: "_Element", found: "Document", pointer: str) -> "_Element | None":
        """Return the element of *found* that *pointer* leads to: an ``xml:id``, alone or as ``element(…)``."""
        identifier = _BY_IDENTIFIER.fullmatch(pointer)
        target = self.identified(found.root, identifier[1]) if identifier else None
        if target is None and next(include.iterchildren(_FALLBACK), None) is None:
            message = f"there is nothing with the xml:id “{pointer}” in {found.path}"
            advice = ""
            if identifier is None:
                message = f"the pointer {pointer} is of a kind that is not followed"
                advice = "point to an element that has an xml:id, with nothing but that"
            self.fault("odd.unresolved", message, include, advice, attribute="xpointer")
        return target

    def _around(self, include: "_Element") -> "set[_Element]":
        """Return every element that *include* is in, on any way through inclusions."""
        around: set[_Element] = set()
        pending = [include]
        while pending:
            current: _Element | None = pending.pop()
            while current is not None and current not in around:
                around.add(current)
                pending.extend(self._including.get(current, ()))
                current = current.getparent()
        return around

    def identified(self, root: "_Element", identifier: str) -> "_Element | None":
        """Return the element of the file of *root* that has this ``xml:id`` and is not in an example."""
        wanted = f"{{{XML}}}id"
        found = (node for node in root.iter(etree.Element) if node.get(wanted) == identifier)
        return next((node for node in found if next(node.iterancestors(_EXAMPLE), None) is None), None)

    def fault(
        self,
        rule: str,
        message: str,
        node: "_Element | None",
        *advice: str,
        attribute: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note what is wrong at *node*, or at its *attribute*; None stands for the ODD as a whole."""
        if rule in self._passed:
            severity = Severity.WARNING
        self.faults.append(self.finding(rule, message, node, *advice, attribute=attribute, severity=severity))

    def warn(self, rule: str, message: str, node: "_Element | None", *advice: str, attribute: str = "") -> None:
        """Note what is probably not meant at *node*."""
        self.fault(rule, message, node, *advice, attribute=attribute, severity=Severity.WARNING)

    def finding(
        self,
        rule: str,
        message: str,
        node: "_Element | None",
        *advice: str,
        attribute: str = "",
        severity: Severity = Severity.ERROR,
    ) -> Diagnostic:
        """Return the finding that :meth:`fault` would note."""
        found = self._by_root.get(node.getroottree().getroot()) if node is not None else None
        help_lines = tuple(line for line in advice if line)
        if found is None or node is None:
            return Diagnostic(rule, message, self.path, Span(), severity, help=help_lines)
        span = found.attribute_span(node, attribute) if attribute else found.span(node)
        return Diagnostic(rule, message, found.path, span, severity, found.xpath(node), help_lines)


def is_element(node: "_Element", local: str) -> bool:
    """Return whether *node* is TEI's element *local*."""
    return str(node.tag) == names.tei_name(local)
