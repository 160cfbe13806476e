"""XML Schema 1.0 and 1.1 through xmlschema: its errors as findings, with place and rule.

It takes its time to build a schema. So libxml2 says first, where it can, that a document is valid, and what is built is
kept for the next process (:mod:`tei.validate.xsd_kept`).
"""

import re
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

import xmlschema
from lxml import etree
from xmlschema.validators.exceptions import XMLSchemaChildrenValidationError

from tei import names
from tei.diagnostics import Diagnostic
from tei.document import Document
from tei.errors import SchemaError
from tei.validate import xsd_verdict
from tei.validate.xsd_kept import kept

if TYPE_CHECKING:
    from xmlschema import XMLSchemaValidationError

_VALUE: Final = re.compile(r"attribute (?P<name>\S+?)='.*?': (?P<reason>.*)", re.DOTALL)
_REFUSED_ATTRIBUTE: Final = re.compile(r"'(?P<name>[^']+)' attribute not allowed for element")
_MISSING_ATTRIBUTE: Final = re.compile(r"missing required attribute '(?P<name>[^']+)'")
_CLOSED_LIST: Final = re.compile(r"value must be one of (?P<values>\[.*\])", re.DOTALL)
_CLARK: Final = re.compile(r"\{[^{}\s]*\}[\w.-]+")
_Place = tuple[etree._Element, str]


def load(path: Path, sandbox: Path | None = None) -> "Schema":
    """Return the compiled schema in the file at *path*, which may include files below *sandbox* alone.

    Raises :class:`~tei.errors.SchemaError`.
    """
    return Schema(path, sandbox)


class Schema:
    """An XML Schema. What it includes is read from files only, never from the network.

    xmlschema's own form of it is built with the first document that libxml2 does not accept.
    """

    def __init__(self, path: Path, sandbox: Path | None = None) -> None:
        self.path = path
        self._sandbox = sandbox
        self._version = xsd_verdict.version(path)
        self._verdict = xsd_verdict.make(path, sandbox) if self._version == "1.0" else None
        if self._verdict is None:
            _ = self._compiled

    @cached_property
    def _compiled(self) -> xmlschema.XMLSchemaBase:
        # What a stranger's package holds is kept nowhere.
        return kept(self.path, self._built) if self._sandbox is None else self._built()

    def _built(self) -> xmlschema.XMLSchemaBase:
        base = None if self._sandbox is None else f"{self._sandbox.as_uri()}/"
        allowed = "local" if self._sandbox is None else "sandbox"
        kind = xmlschema.XMLSchema11 if self._version == "1.1" else xmlschema.XMLSchema10
        try:
            return kind(self.path, base_url=base, allow=allowed, defuse="always")
        except (xmlschema.XMLSchemaException, OSError) as fault:
            first = str(fault).strip().partition("\n")[0].rstrip(":")
            raise SchemaError([Diagnostic("xsd.schema", _readable(first), str(self.path))]) from fault

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that the schema is made of, its own first."""
        if self._verdict is not None:
            return self._verdict.files
        library = Path(xmlschema.__file__).parent
        addresses = [schema.url for schema in self._compiled.maps.iter_schemas() if schema.url]
        paths = [Path(url2pathname(urlsplit(address).path)) for address in addresses]
        return tuple(dict.fromkeys([self.path, *(path for path in paths if not path.is_relative_to(library))]))

    def validate(self, document: Document) -> list[Diagnostic]:
        """Return the findings, one for each place: xmlschema gives every facet of a value a turn."""
        if self._verdict is not None and self._verdict.accepts(document):
            return []
        found: dict[_Place, Diagnostic] = {}
        try:
            # Location hints of the document could make it read other schemas than the one that was asked for.
            for error in self._compiled.iter_errors(document.tree, use_location_hints=False):
                place, finding = _finding(document, error)
                found.setdefault(place, finding)
        except RecursionError:
            # xmlschema takes some frames of Python for each level, and gives up far below our own limit of depth.
            message = "elements are nested too deeply to be checked against an XML Schema"
            found.setdefault((document.root, "\0"), _at(document, document.root, "xsd.invalid", message))
        except xmlschema.XMLSchemaException as fault:
            # An unknown xsi:type, or a document beyond the library's own limits, ends the validation.
            message = f"XML Schema validation ended: {_readable(str(fault))}"
            found.setdefault((document.root, "\0"), _at(document, document.root, "xsd.invalid", message))
        return sorted(found.values())


def _finding(document: Document, error: "XMLSchemaValidationError") -> tuple[_Place, Diagnostic]:
    """Return the finding for *error*, and the element and attribute it is about."""
    element = error.elem if isinstance(error.elem, etree._Element) else document.root
    reason = str(error.reason or "the document does not conform")
    if isinstance(error, XMLSchemaChildrenValidationError):
        return _children(document, element, error)
    if value := _VALUE.match(reason):
        return (element, value["name"]), _value(document, element, value["name"], value["reason"])
    if refused := _REFUSED_ATTRIBUTE.match(reason):
        name = refused["name"]
        message = f"the attribute {names.prefixed(name)} is not allowed on {_shown(element)}"
        return (element, name), _at(document, element, "xsd.attribute-not-allowed", message, attribute=name)
    if missing := _MISSING_ATTRIBUTE.match(reason):
        name = missing["name"]
        message = f"{_shown(element)} lacks the attribute {names.prefixed(name)}"
        return (element, name), _at(document, element, "xsd.attribute-missing", message)
    if "character data" in reason:
        message = f"text is not allowed in {_shown(element)}"
        finding = _at(document, element, "xsd.text-not-allowed", message)
        return (element, ""), replace(finding, span=document.text_span(element))
    if "is not an element of the schema" in reason:
        message = f"{_shown(element)} cannot be the outermost element of a document under this schema"
        return (element, ""), _at(document, element, "xsd.root-not-allowed", message)
    return (element, ""), _at(document, element, "xsd.invalid", f"{_shown(element)}: {_readable(reason)}")


def _children(
    document: Document,
    element: etree._Element,
    error: XMLSchemaChildrenValidationError,
) -> tuple[_Place, Diagnostic]:
    wanted = (str(getattr(particle, "name", None) or "") for particle in error.expected or ())
    expected = tuple(names.prefixed(name) for name in wanted if name)
    child: object = error.invalid_child
    if not isinstance(child, etree._Element):
        message = f"{_shown(element)} is incomplete"
        if 0 < len(expected) <= 3:  # noqa: PLR2004 - as many as can be read in a sentence
            message += ": it lacks " + " or ".join(f"<{name}>" for name in expected)
        return (element, ""), _at(document, element, "xsd.content-incomplete", message, expected=expected)
    message = f"{_shown(child)} is not allowed here in {_shown(element)}"
    return (child, ""), _at(document, child, "xsd.element-not-allowed", message, expected=expected)


def _value(document: Document, element: etree._Element, name: str, reason: str) -> Diagnostic:
    closed = _CLOSED_LIST.match(reason)
    shown, value = names.prefixed(name), element.get(name, "")
    expected = tuple(re.findall(r"'([^']*)'", closed["values"])) if closed else ()
    why = "is not one of the values allowed" if closed else f"is not of the type asked for ({_readable(reason)})"
    if not closed and reason.startswith("invalid value"):
        why = "is not of the type asked for"
    message = f'{shown}="{value}" on {_shown(element)} {why}'
    return _at(document, element, "xsd.value", message, attribute=name, expected=expected)


def _at(  # noqa: PLR0913 - a finding has as many parts
    document: Document,
    element: etree._Element,
    rule: str,
    message: str,
    *,
    attribute: str = "",
    expected: tuple[str, ...] = (),
) -> Diagnostic:
    """Return a finding on *element*, or on its attribute with the Clark name *attribute*."""
    span = document.attribute_span(element, attribute) if attribute else document.span(element)
    xpath = document.xpath(element) + (f"/@{names.prefixed(attribute)}" if attribute else "")
    return Diagnostic(rule, message, document.path, span, xpath=xpath, expected=expected)


def _shown(element: etree._Element) -> str:
    return f"<{names.prefixed(str(element.tag))}>"


def _readable(reason: str) -> str:
    """Return xmlschema's *reason* on one line, with names as people write them."""
    return _CLARK.sub(lambda match: names.prefixed(match[0]), " ".join(reason.split()))
