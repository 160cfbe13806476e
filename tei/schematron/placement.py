"""Which elements and attributes Schematron has, and where each element has an effect.

Source: ISO/IEC 19757-3:2025, annex A, which has all that the editions of 2016 and 2020 have. What is accepted is wider
where an element does in another place what its author expects of it, such as diagnostics in the pattern that speaks of
them.
"""

import difflib
from typing import TYPE_CHECKING, Final

from tei.names import SCH, split
from tei.schematron.source import AT, Source, sch_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from tei.diagnostics import Diagnostic

_TEXTS: Final = frozenset({"assert", "report", "diagnostic", "property", "emph", "dir", "span"})
_PATTERNS: Final = frozenset({"pattern", "group"})
_ANYWHERE: Final = frozenset[str]()
_NOWHERE: Final = frozenset({""})

_PARENTS: Final = {
    "active": frozenset({"phase"}),
    "assert": frozenset({"rule"}),
    "diagnostic": frozenset({"diagnostics"}),
    "diagnostics": _PATTERNS | {"schema"},
    "dir": _ANYWHERE,
    "emph": _ANYWHERE,
    "extends": frozenset({"rule", "schema"}),
    "group": frozenset({"schema"}),
    "include": _ANYWHERE,
    "let": _PATTERNS | {"schema", "phase", "rule"},
    "library": _NOWHERE,
    "name": _TEXTS,
    "ns": frozenset({"schema"}),
    "p": _ANYWHERE,
    "param": _PATTERNS | {"schema"},
    "pattern": frozenset({"schema"}),
    "phase": frozenset({"schema"}),
    "properties": _PATTERNS | {"schema"},
    "property": frozenset({"properties"}),
    "report": frozenset({"rule"}),
    "rule": _PATTERNS | {"rules"},
    "rules": frozenset({"schema"}),
    "schema": _NOWHERE,
    "span": _ANYWHERE,
    "title": _ANYWHERE,
    "value-of": _TEXTS,
}
"""The elements of Schematron, each with those that it may stand in; with none, it says something wherever it stands."""

_RICH: Final = ("id", "see", "icon", "fpi")
_ASSERTION: Final = (*_RICH, "test", "flag", "diagnostics", "properties", "role", "subject", "severity")
_PATTERN: Final = (*_RICH, "documents", "role", "abstract", "is-a", "name")

_ATTRIBUTES: Final = {
    "active": ("pattern",),
    "assert": _ASSERTION,
    "diagnostic": (*_RICH, "role"),
    "dir": ("value",),
    "extends": ("rule", "href"),
    "group": _PATTERN,
    "include": ("href",),
    "let": ("name", "as", "value"),
    "name": ("path",),
    "ns": ("prefix", "uri"),
    "param": ("name", "value"),
    "pattern": _PATTERN,
    "phase": (*_RICH, "from", "when"),
    "property": (*_RICH, "role", "scheme"),
    "report": _ASSERTION,
    "rule": (*_RICH, "context", "visit-each", "abstract", "flag", "role", "subject", "name"),
    "schema": (*_RICH, "schemaVersion", "schematronEdition", "defaultPhase", "queryBinding"),
    "span": ("class",),
    "value-of": ("select",),
}
"""The attributes of those elements whose attributes say how something is checked or told."""

_CLOSE: Final = 0.8
"""How near to a name an attribute must be to be taken for a slip; what is farther may be a project's own."""

_CONSEQUENCES: Final = {
    "assert": "nothing would check it",
    "report": "nothing would check it",
    "rule": "it would never be fired",
    "pattern": "it would not be applied",
    "group": "it would not be applied",
}


def misplaced(source: Source) -> "Iterator[Diagnostic]":
    """Yield the findings on elements that are none of Schematron's, or that stand where they would have no effect."""
    for element in source.root.iter(f"{{{SCH}}}*"):
        # The prefixes of an included part were put there without a mark: they are not the author's.
        if element is source.root or AT not in element.attrib:
            continue
        local = split(str(element.tag))[1]
        if local not in _PARENTS:
            yield _unknown(source, element, local)
        elif fault := _displaced(source, element, local):
            yield fault


def misspelt(source: Source) -> "Iterator[Diagnostic]":
    """Yield the findings on attributes that are not Schematron's, but all but one that is."""
    for element in source.root.iter(f"{{{SCH}}}*"):
        local = split(str(element.tag))[1]
        known = [name for name in _ATTRIBUTES.get(local, ()) if name not in element.attrib]
        for name in map(str, element.attrib):
            if name.startswith("{") or name in _ATTRIBUTES.get(local, ()):
                continue
            for close in difflib.get_close_matches(name.lower(), known, 1, _CLOSE):
                message = f"<sch:{local}> has no attribute {name!r}"
                yield source.finding_at("sch.schema.attribute", message, element, name, f"is @{close} meant?")


def _unknown(source: Source, element: "_Element", local: str) -> "Diagnostic":
    close = difflib.get_close_matches(local, _PARENTS, 1)
    advice = [f"is <sch:{close[0]}> meant?"] if close else []
    message = f"<sch:{local}> is not an element of Schematron"
    return source.finding_at("sch.schema.element", message, element, None, *advice)


def _displaced(source: Source, element: "_Element", local: str) -> "Diagnostic | None":
    parent = element.getparent()
    allowed = _PARENTS[local]
    # A schema inside a schema is what is left of one that includes itself, which has been told.
    if parent is None or not allowed or (local == "schema" and source.faults):
        return None
    namespace, outer = split(str(parent.tag))
    # In an element of another vocabulary its own rules hold, as in the text of a message.
    if namespace != SCH or outer not in _PARENTS or outer in allowed:
        return _never_fired(source, element, local, outer)
    message = f"<sch:{local}> has no place in <sch:{outer}>"
    if local in _CONSEQUENCES:
        message += f", and {_CONSEQUENCES[local]} there"
    return source.finding_at("sch.schema.element", message, element, None, _advice(local, allowed))


def _never_fired(source: Source, element: "_Element", local: str, outer: str) -> "Diagnostic | None":
    if local == "rule" and outer == "rules" and element.get("abstract") != "true":
        message = "a <sch:rule> in <sch:rules> must be abstract: it is there for others to extend"
        return source.finding_at("sch.schema.element", message, element, None, 'add abstract="true", and an id')
    return None


def _advice(local: str, allowed: "frozenset[str]") -> str:
    if local in {"schema", "library"}:
        return 'take it over with <sch:extends href="…"/>, or a part of it with <sch:include href="…#id"/>'
    return f"it belongs in {', '.join(f'<sch:{parent}>' for parent in sorted(allowed))}"


def patterns(source: Source) -> "Iterator[_Element]":
    """Yield the patterns and the groups of *source*."""
    return source.root.iterchildren(sch_name("pattern"), sch_name("group"))
