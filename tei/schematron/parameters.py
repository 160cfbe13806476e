"""Whether the parameters of patterns and of the schema are declared, given, and given once.

Source: ISO/IEC 19757-3:2025, section 5.4.11 and annex B.
"""

from typing import TYPE_CHECKING, Final

from tei.schematron.placement import patterns
from tei.schematron.source import Source, sch_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from tei.diagnostics import Diagnostic

_RULE: Final = "sch.schema.parameter"


def faults(source: Source) -> "Iterator[Diagnostic]":
    """Yield the findings on the parameters in *source*."""
    yield from _of_schema(source)
    abstract = {str(one.get("id")): one for one in patterns(source) if one.get("abstract") == "true"}
    for pattern in patterns(source):
        yield from _repeated(source, pattern)
        if pattern.get("is-a") in abstract:
            yield from _of_instance(source, pattern, abstract[str(pattern.get("is-a"))])


def _of_schema(source: Source) -> "Iterator[Diagnostic]":
    for param in source.root.iterchildren(sch_name("param")):
        if "value" not in param.attrib:
            yield source.finding_at(_RULE, "a parameter of the schema needs @value", param, None)


def _repeated(source: Source, scope: "_Element") -> "Iterator[Diagnostic]":
    seen: set[str] = set()
    for param in scope.iterchildren(sch_name("param")):
        name = param.get("name", "")
        if name in seen:
            yield source.finding_at(_RULE, f"the parameter {name!r} is there already", param, "name")
        seen.add(name)


def _of_instance(source: Source, instance: "_Element", abstract: "_Element") -> "Iterator[Diagnostic]":
    declared = {param.get("name", ""): param.get("value") for param in abstract.iterchildren(sch_name("param"))}
    given = {param.get("name", ""): param for param in instance.iterchildren(sch_name("param"))}
    known = f"its parameters: {', '.join(declared)}"
    for name, param in given.items():
        if declared and name not in declared:
            message = f"the pattern {abstract.get('id')!r} has no parameter {name!r}"
            yield source.finding_at(_RULE, message, param, "name", known)
        if "value" not in param.attrib and declared.get(name) is None:
            yield source.finding_at(_RULE, f"the parameter {name!r} has no value", param, None)
    for name in [name for name, value in declared.items() if value is None and name not in given]:
        message = f"the parameter {name!r} of the pattern {abstract.get('id')!r} has no value here"
        yield source.finding_at(_RULE, message, instance, "is-a", f'add <sch:param name="{name}" value="…"/>')
