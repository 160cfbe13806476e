"""A DTD through libxml2: what it refuses as findings, with place and rule.

The files of a DTD come through our own loader: those of its folder and project, and what a catalog maps to. Nothing is
read from the network, and what its entities come to is bounded by libxml2.

Source: XML 1.0, sections 3 and 4.2.2.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from tei import names
from tei.diagnostics import Diagnostic, Span
from tei.errors import DocumentError, SchemaError
from tei.limits import DEFAULT
from tei.relaxng import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.document import Document
    from tei.odd.source.catalog import Catalog

_FILES: Final = 1000
_SHOWN_CHARS: Final = 160
_ATTRIBUTE: Final = re.compile(r"attribute (?P<name>\S+) (?:of|references)|carry attribute (?P<missing>\S+)")
_CONTENT: Final = re.compile(r"expecting (?P<declared>.*), got (?P<got>.*)$", re.DOTALL)
_REPEATED: Final = re.compile(r"ID (?P<value>\S+) already defined")
_UNKNOWN_ID: Final = re.compile(r'unknown ID "(?P<value>.*)"$', re.DOTALL)
_RULES: Final = {
    "DTD_MISSING_ATTRIBUTE": "dtd.attribute-missing",
    "DTD_UNKNOWN_ATTRIBUTE": "dtd.attribute-not-allowed",
    "DTD_CONTENT_MODEL": "dtd.content",
    "DTD_NOT_EMPTY": "dtd.content",
    "DTD_NOT_PCDATA": "dtd.content",
    "DTD_STANDALONE_WHITE_SPACE": "dtd.content",
    "DTD_UNKNOWN_ELEM": "dtd.element-not-declared",
    "DTD_UNKNOWN_ID": "dtd.idref",
    "DTD_ATTRIBUTE_VALUE": "dtd.value",
    "DTD_ATTRIBUTE_DEFAULT": "dtd.value",
    "DTD_ELEM_NAMESPACE": "dtd.value",
    "DTD_ELEM_DEFAULT_NAMESPACE": "dtd.value",
    "DTD_ID_REDEFINED": "dtd.value",
}


_WRONG_VALUES: Final = {
    "DTD_ATTRIBUTE_VALUE": "is not of the type declared, or not one of the values",
    "DTD_ATTRIBUTE_DEFAULT": "is not the value that the DTD fixes",
    "DTD_ELEM_NAMESPACE": "is not the namespace that the DTD fixes",
    "DTD_ELEM_DEFAULT_NAMESPACE": "is not the namespace that the DTD fixes",
    "DTD_ID_REDEFINED": "is an identifier that another element has",
}


def load(path: Path, catalogs: "tuple[Catalog, ...]" = ()) -> "Schema":
    """Return the DTD in the file at *path*. Raises :class:`~tei.errors.SchemaError`."""
    return Schema(path, catalogs)


class _Files(etree.Resolver):
    """Gives libxml2 the files that a DTD may be made of, and keeps what it may not have."""

    def __init__(self, path: Path, catalogs: "tuple[Catalog, ...]") -> None:
        self._load = sources.files(path, tuple(folder for one in catalogs for folder in one.folders))
        self._catalogs = catalogs
        self._path = path
        self._count = 0
        self._left_bytes = DEFAULT.size_bytes
        self.faults: list[Diagnostic] = []
        self.read: dict[str, Path] = {}

    def resolve(  # type: ignore[override] # the stubs lack the context
        self,
        system_url: str,
        public_id: str | None,
        context: Any,  # noqa: ANN401 - lxml's own
    ) -> Any:  # noqa: ANN401 - as above
        """Return the input for *system_url*, an empty one if it cannot be had: the fault is kept."""
        try:
            data, path = self._data(system_url, public_id or "")
        except (sources.UnreadableError, DocumentError) as fault:
            advice = getattr(fault, "advice", "")
            message = f"{system_url} is not read: {fault}"
            self.faults.append(Diagnostic("dtd.schema", message, str(self._path), help=(advice,) if advice else ()))
            return self.resolve_string("", context, base_url=system_url)
        self.read[system_url] = Path(path)
        return self.resolve_string(data, context, base_url=system_url)

    def _data(self, address: str, public: str) -> tuple[bytes, str]:
        target = address
        for catalog in self._catalogs:
            target = catalog.address(address)
            target = (catalog.public(public) or address) if target == address and public else target
            if target != address:
                break
        data, path = self._load(target)
        self._count += 1
        self._left_bytes -= len(data)
        if self._count > _FILES or self._left_bytes < 0:
            message = "the DTD is of too many files, or too large"
            raise sources.UnreadableError(message)
        return data, path


class Schema:
    """A DTD that can be used."""

    def __init__(self, path: Path, catalogs: "tuple[Catalog, ...]" = ()) -> None:
        self.path = path
        files = _Files(path, catalogs)
        parser = etree.XMLParser(load_dtd=True, no_network=True, resolve_entities=False)
        parser.resolvers.add(files)
        address = sources.uri(str(path))
        # The only way to a DTD on which the files that it names go through a loader of ours.
        carrier = f'<!DOCTYPE none SYSTEM "{address}"><none/>'
        try:
            root = etree.fromstring(carrier.encode(), parser, base_url=address)
        except etree.XMLSyntaxError as fault:
            raise SchemaError(files.faults or [_syntax(fault, files.read, path)]) from fault
        dtd: Any = root.getroottree().docinfo.externalDTD  # The stubs lack most of its methods.
        if files.faults:
            raise SchemaError(files.faults)
        if dtd is None or not any(True for _element in dtd.iterelements()):
            raise SchemaError([Diagnostic("dtd.schema", "the DTD declares no element", str(path))])
        self._dtd: Any = dtd
        self.files: tuple[Path, ...] = tuple(dict.fromkeys(files.read.values()))

    def validate(self, document: "Document") -> list[Diagnostic]:
        """Return the findings. What the internal subset of a DOCTYPE declares besides entities is not looked at."""
        if self._dtd.validate(document.tree):
            return []
        found: dict[tuple[str, Span, str], Diagnostic] = {}
        for entry in self._dtd.error_log:
            finding = _finding(document, entry)
            found.setdefault((finding.rule, finding.span, finding.xpath), finding)
        return sorted(found.values())


def _syntax(fault: etree.XMLSyntaxError, read: dict[str, Path], path: Path) -> Diagnostic:
    line, column = fault.position if fault.position[0] else (1, 1)
    place = read.get(str(fault.filename), path)
    words = str(fault.msg).rpartition(", line ")[0] or str(fault.msg)
    span = Span(line, max(column, 1), line, max(column, 1) + 1)
    return Diagnostic("dtd.schema", f"the DTD cannot be read: {words}", str(place), span)


def _finding(document: "Document", entry: etree._LogEntry) -> Diagnostic:
    element = _element(document, entry)
    rule = _RULES.get(entry.type_name, "dtd.invalid")
    shown = f"<{names.prefixed(str(element.tag))}>"
    found = _ATTRIBUTE.search(entry.message)
    names_found = _clark(element, found["name"]) if found and found["name"] else _repeated(element, entry.message)
    name = next(names_found, "")
    span = document.attribute_span(element, name) if name else document.span(element)
    xpath = document.xpath(element) + (f"/@{names.prefixed(name)}" if name else "")
    missing = found["missing"] if found and found["missing"] else ""
    message = _said(entry, rule, shown, names.prefixed(name) if name else missing, element.get(name) if name else None)
    return Diagnostic(rule, message, document.path, span, xpath=xpath)


def _element(document: "Document", entry: etree._LogEntry) -> etree._Element:
    try:
        return document.resolve(str(entry.path or ""))
    except (LookupError, ValueError):
        return document.root


def _clark(element: etree._Element, name: str) -> "Iterator[str]":
    """Yield the attributes of *element* that libxml2 calls *name*, in Clark's notation."""
    local = name.rpartition(":")[2]
    return (key for key in map(str, element.attrib) if names.local_name(key) == local)


def _repeated(element: etree._Element, message: str) -> "Iterator[str]":
    """Yield the attributes of *element* whose value is the identifier that *message* says another element has."""
    again = _REPEATED.search(message)
    return (str(key) for key, value in element.attrib.items() if again and value == again["value"])


def _said(entry: etree._LogEntry, rule: str, shown: str, name: str, value: str | None) -> str:
    """Return the message of a finding in our own words; those of libxml2 where there are none."""
    content = _CONTENT.search(entry.message)
    if rule == "dtd.attribute-missing" and name:
        return f"{shown} lacks the attribute {name}"
    if rule == "dtd.attribute-not-allowed" and name:
        return f"the attribute {name} is not declared for {shown}"
    if rule == "dtd.element-not-declared":
        return f"{shown} is not declared"
    if rule == "dtd.content" and content:
        return f"{shown} holds {_short(content['got'])}, where {_short(content['declared'])} is declared"
    if entry.type_name == "DTD_NOT_EMPTY":
        return f"{shown} is declared to be empty, and has content"
    if entry.type_name == "DTD_NOT_PCDATA":
        return f"{shown} is declared to hold text alone, and has elements"
    if rule == "dtd.idref" and (unknown := _UNKNOWN_ID.search(entry.message)):
        return f"{name or 'an attribute'} of {shown} refers to “{unknown['value']}”, and no element has this identifier"
    if rule == "dtd.value" and value is not None:
        return f'{name}="{value}" on {shown} {_WRONG_VALUES.get(entry.type_name, "")}'.rstrip()
    return f"{shown}: {_short(entry.message)}"


def _short(words: str) -> str:
    written = re.sub(r"#?P?CDATA", "text", " ".join(words.split()))
    return written if len(written) <= _SHOWN_CHARS else written[: _SHOWN_CHARS - 1] + "…"
