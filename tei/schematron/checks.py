"""What is wrong with a schema before any of its expressions is looked at."""

import difflib
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from tei.names import SCH, XML, XMLNS, XSL, prefixed, split
from tei.schematron import parameters, placement
from tei.schematron.placement import patterns
from tei.schematron.source import AT, Source, sch_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from tei.diagnostics import Diagnostic

BINDINGS: Final = frozenset({"", "xslt", "xslt2", "xslt3", "xpath", "xpath2", "xpath3", "xpath31"})
"""Query languages that XPath 3.1 serves: with "xslt" and "xpath" in its mode of compatibility with XPath 1.0.

A schema that names none is not read in that mode, though ISO's default is "xslt": those who write nothing mostly write
XPath 2.0 or later.
"""

_NOT_SERVED: Final = {
    "exslt": "the functions of EXSLT are not here; most have a counterpart in XPath 3.1",
    "stx": "STX is not run here",
    "xpath4": "XPath 4.0 is a draft",
    "xquery": "XQuery is not run here",
    "xquery3": "XQuery is not run here",
    "xquery31": "XQuery is not run here",
    "xslt1.1": "XSLT 1.1 never became a standard",
    "xslt4": "XSLT 4.0 is a draft",
}
"""Why a query language that has a name is not supported."""

_DECLARED: Final = ("function", "key", "accumulator", "decimal-format", "variable", "param")

DECLARATIONS: Final = frozenset(f"{{{XSL}}}{name}" for name in _DECLARED)
"""The declarations of XSLT that a schema may hold; generate.xsl has the same list."""

_REQUIRED: Final = {
    "active": ("pattern",),
    "assert": ("test",),
    "diagnostic": ("id",),
    "include": ("href",),
    "let": ("name",),
    "ns": ("prefix", "uri"),
    "param": ("name",),
    "phase": ("id",),
    "property": ("id",),
    "report": ("test",),
    "value-of": ("select",),
}
_EXPRESSIONS: Final = ("context", "documents", "from", "path", "select", "subject", "test", "visit-each", "when")
_PATTERNS: Final = frozenset({sch_name("pattern"), sch_name("group")})
_OLD_NAMESPACE: Final = "http://www.ascc.net/xml/schematron"
_NCNAME: Final = re.compile(r"[^\W\d][\w.\-]*")


def faults(source: Source) -> "list[Diagnostic]":
    """Return the findings on *source*: its structure, its names and what they refer to."""
    if source.root.tag != sch_name("schema"):
        return [_wrong_root(source)]
    return [finding for check in _CHECKS for finding in check(source)]


def phase_fault(source: Source, phase: str) -> "Diagnostic | None":
    """Return the finding that *source* has no phase of that name, or None if it has."""
    known = [str(element.get("id")) for element in source.root.iterchildren(sch_name("phase"))]
    if phase in {"#ALL", "#ANY", "#DEFAULT", *known}:
        return None
    advice = f"its phases: {', '.join(known)}" if known else "it has no phases"
    return source.finding_at(
        "sch.schema.phase-unknown", f"the schema has no phase {phase!r}", source.root, None, advice
    )


def _wrong_root(source: Source) -> "Diagnostic":
    namespace, local = split(str(source.root.tag))
    if source.root.tag == sch_name("library"):
        message = "a library checks nothing by itself: a schema takes it over with <sch:extends href=…>"
        return source.finding_at("sch.schema.root", message, source.root, None)
    message = f"<{prefixed(str(source.root.tag))}> is not a Schematron schema; <sch:schema> is expected"
    advice = [f'the namespace is written xmlns:sch="{SCH}"'] if local == "schema" or namespace == _OLD_NAMESPACE else []
    return source.finding_at("sch.schema.root", message, source.root, None, *advice)


def _attributes(source: Source) -> "Iterator[Diagnostic]":
    for element in source.root.iter(f"{{{SCH}}}*"):
        if AT not in element.attrib:
            continue
        local = split(str(element.tag))[1]
        missing = [name for name in _REQUIRED.get(local, ()) if name not in element.attrib]
        if local == "rule" and "context" not in element.attrib and element.get("abstract") != "true":
            missing.append("context")
        if local == "extends" and "rule" not in element.attrib:
            missing.append("rule")
        for name in missing:
            yield source.finding_at("sch.schema.attribute", f"<sch:{local}> needs @{name}", element, None)
        for name in _EXPRESSIONS:
            if name in element.attrib and not element.attrib[name].strip():
                yield source.finding_at("sch.schema.attribute", f"@{name} is empty", element, name)


def _query_binding(source: Source) -> "Iterator[Diagnostic]":
    binding = source.root.get("queryBinding", "")
    if binding.strip().lower() not in BINDINGS:
        known = ", ".join(sorted(BINDINGS - {""}))
        reason = _NOT_SERVED.get(binding.strip().lower())
        message = f"the query language {binding!r} is not supported" + (f": {reason}" if reason else "")
        yield source.finding_at("sch.schema.query-binding", message, source.root, "queryBinding", f"supported: {known}")


def _namespaces(source: Source) -> "Iterator[Diagnostic]":
    bound: dict[str, str] = {}
    for element in source.root.iterchildren(sch_name("ns")):
        prefix, uri = element.get("prefix", ""), element.get("uri", "")
        if "prefix" not in element.attrib or "uri" not in element.attrib:
            continue  # _attributes has said so.
        if not _NCNAME.fullmatch(prefix) or prefix == "xmlns" or (prefix == "xml") != (uri == XML):
            yield source.finding_at("sch.schema.attribute", f"{prefix!r} cannot be a prefix here", element, "prefix")
        elif not uri or uri == XMLNS:
            yield source.finding_at("sch.schema.attribute", f"{uri!r} cannot be a namespace here", element, "uri")
        elif bound.setdefault(prefix, uri) != uri:
            message = f"the prefix {prefix!r} stands for {bound[prefix]} already"
            yield source.finding_at("sch.schema.attribute", message, element, "prefix")


def _phases(source: Source) -> "Iterator[Diagnostic]":
    default = source.root.get("defaultPhase", "#ALL")
    if fault := phase_fault(source, default):
        yield source.finding_at(fault.rule, fault.message, source.root, "defaultPhase", *fault.help)
    known = _identifiers(patterns(source))
    for phase in source.root.iterchildren(sch_name("phase")):
        for active in phase.iterchildren(sch_name("active")):
            if active.get("pattern") is not None and active.get("pattern") not in known:
                yield _unknown(source, active, "pattern", kind="pattern", known=known)


def _abstract_patterns(source: Source) -> "Iterator[Diagnostic]":
    abstract = _identifiers(pattern for pattern in patterns(source) if pattern.get("abstract") == "true")
    for pattern in patterns(source):
        if "is-a" in pattern.attrib and pattern.get("is-a") not in abstract:
            yield _unknown(source, pattern, "is-a", kind="abstract pattern", known=abstract)


def _abstract_rules(source: Source) -> "Iterator[Diagnostic]":
    shared = {str(rule.get("id")): rule for rule in source.root.findall(f"{sch_name('rules')}/{sch_name('rule')}")}
    for group in source.root.iterchildren(*map(sch_name, ("pattern", "group", "rules"))):
        own = {str(rule.get("id")): rule for rule in group.iterchildren(sch_name("rule"))}
        abstract = {name: rule for name, rule in (shared | own).items() if rule.get("abstract") == "true"}
        for extends in group.iter(sch_name("extends")):
            if "rule" in extends.attrib and extends.get("rule") not in abstract:
                yield _unknown(source, extends, "rule", kind="abstract rule", known=sorted(abstract))
        for name, rule in abstract.items():
            if name in own and _reaches(name, rule, abstract):
                yield source.finding_at("sch.schema.abstract-unknown", f"the rule {name!r} extends itself", rule, "id")


def _reaches(name: str, rule: "_Element", abstract: "dict[str, _Element]") -> bool:
    """Return whether *rule* extends, by however many steps, the rule called *name*."""
    seen: set[str] = set()
    waiting = [rule]
    while waiting:
        for extends in waiting.pop().iterchildren(sch_name("extends")):
            target = str(extends.get("rule"))
            if target == name:
                return True
            if target in abstract and target not in seen:
                seen.add(target)
                waiting.append(abstract[target])
    return False


def _references(source: Source) -> "Iterator[Diagnostic]":
    for attribute, local in (("diagnostics", "diagnostic"), ("properties", "property")):
        known = _identifiers(source.root.iter(sch_name(local)))
        for element in source.root.iter(sch_name("assert"), sch_name("report")):
            for name in element.get(attribute, "").split():
                if name not in known:
                    yield _unknown(source, element, attribute, kind=local, known=known, name=name)


def _variables(source: Source) -> "Iterator[Diagnostic]":
    """A name may be used again in another rule or another pattern, but not where the first still holds."""
    everywhere = {let.get("name") for let in source.root.iterchildren(sch_name("let"), sch_name("param"))}
    for scope in source.root.iter(*map(sch_name, ("schema", "phase", "pattern", "group", "rule"))):
        # The parameters of a pattern are no variables, those of the schema are.
        lets = list(scope.iterchildren(sch_name("let"), *[sch_name("param")] * (scope is source.root)))
        counts: Counter[str | None] = Counter()
        for let in lets:
            name = let.get("name")
            counts[name] += 1
            if counts[name] > 1 or (scope.tag in _PATTERNS and name in everywhere):
                message = f"the variable ${name} is defined already"
                yield source.finding_at("sch.schema.variable-repeated", message, let, "name")


def _embedded(source: Source) -> "Iterator[Diagnostic]":
    for element in source.root.iterchildren(f"{{{XSL}}}*"):
        if element.tag not in DECLARATIONS:
            names = ", ".join(sorted(prefixed(name) for name in DECLARATIONS))
            message = f"<{prefixed(str(element.tag))}> is not accepted in a schema"
            yield source.finding_at("sch.schema.xslt", message, element, None, f"accepted: {names}")


def _identifiers(elements: "Iterator[_Element]") -> list[str]:
    return [str(element.get("id")) for element in elements if "id" in element.attrib]


def _unknown(  # noqa: PLR0913 - the words of one sentence
    source: Source,
    element: "_Element",
    attribute: str,
    *,
    kind: str,
    known: list[str],
    name: str | None = None,
) -> "Diagnostic":
    """Return the finding that *attribute* names a *kind* of thing that is not among the *known*."""
    rule = f"sch.schema.{'abstract' if kind.startswith('abstract') else 'reference'}-unknown"
    wanted = element.get(attribute, "") if name is None else name
    close = difflib.get_close_matches(wanted, known, 1)
    if close:
        advice = f"is {close[0]!r} meant?"
    else:
        advice = f"there are: {', '.join(known)}" if known else f"there is no {kind} at all"
    return source.finding_at(rule, f"there is no {kind} {wanted!r} here", element, attribute, advice)


_CHECKS: Final = (
    placement.misplaced,
    placement.misspelt,
    parameters.faults,
    _attributes,
    _query_binding,
    _namespaces,
    _phases,
    _abstract_patterns,
    _abstract_rules,
    _references,
    _variables,
    _embedded,
)
