"""The constraints that are in force in a resolved schema: of whom, in which language, each of them once.

Source: TEI Guidelines, section TDTAGCONS (Additional Constraints).
"""

from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from tei import names
from tei.names import SCH
from tei.odd.rules.contexts import Owner
from tei.odd.rules.languages import rank
from tei.odd.source.assembly import SpecItem
from tei.odd.specs import Constraint, attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from tei.odd.bases.base import Base
    from tei.odd.schema import ResolvedSchema
    from tei.odd.source.assembly import Assembled
    from tei.odd.source.files import Files

SCHEMES: Final = frozenset({"schematron", "isoschematron"})
"""The values of ``@scheme`` that mean ISO Schematron; the second is that of TEI before 3.2."""

_CHECKS: Final = frozenset(f"{{{SCH}}}{local}" for local in ("assert", "report", "extends"))
_BODY: Final = names.tei_name("constraint")


class Authored(NamedTuple):
    """What the author of a customisation can mend: *constraints* are the ``constraintSpec`` that are not the base's.

    *absent* are the idents of elements that the base has and the schema has not.
    """

    constraints: "frozenset[_Element]" = frozenset()
    absent: frozenset[str] = frozenset()


class Owned(NamedTuple):
    """A constraint and what it belongs to; where a definition was copied, to the first."""

    constraint: Constraint
    owner: Owner


def authored(assembled: "Assembled", schema: "ResolvedSchema", bases: "Iterable[Base]") -> Authored:
    """Return what the author of *assembled* can mend, if *schema* is what it makes of *bases*."""
    specs = [item.spec for item in assembled.items if isinstance(item, SpecItem)]
    constraints = [constraint for spec in specs for constraint in spec.constraints]
    constraints += [
        constraint
        for spec in specs
        for attribute in attributes(spec.attributes)
        for constraint in attribute.constraints
    ]
    known = frozenset(ident for base in bases for ident in base.idents("element"))
    nodes = frozenset(constraint.node for constraint in (*assembled.constraints, *constraints))
    return Authored(nodes, known - {key.ident for key in schema.specs if key.kind == "element"})


def owned_constraints(schema: "ResolvedSchema", files: "Files") -> "Iterator[Owned]":
    """Yield the constraints in Schematron that *schema* has, each once."""
    found: dict[_Element, Owned] = {}
    for constraint, owner in _each(schema):
        found.setdefault(constraint.node, Owned(constraint, owner))
    for one in found.values():
        if one.constraint.scheme in SCHEMES:
            yield one
        elif not one.constraint.scheme:
            message = f"the constraint {one.constraint.ident} does not say in which language it is written"
            files.fault("odd.constraint-scheme", message, one.constraint.node, 'add scheme="schematron"')


def _each(schema: "ResolvedSchema") -> "Iterator[tuple[Constraint, Owner]]":
    for constraint in schema.constraints:
        yield constraint, Owner(None)
    for spec in schema.specs.values():
        for constraint in spec.constraints:
            yield constraint, Owner(spec)
        for attribute in attributes(spec.attributes):
            for constraint in attribute.constraints if attribute.mode != "delete" else ():
                yield constraint, Owner(spec, attribute)


def spoken(owned: list[Owned], languages: tuple[str, ...]) -> list[Owned]:
    """Return *owned* without those that say in a language less wanted what another one says."""
    best: dict[tuple[object, ...], int] = {}
    keys = [(one.owner.path, *signature(one.constraint.node)) for one in owned]
    ranks = [rank(one.constraint.language, languages) for one in owned]
    for key, own in zip(keys, ranks, strict=True):
        best[key] = min(own, best.get(key, own))
    return [one for one, key, own in zip(owned, keys, ranks, strict=True) if own == best[key]]


def distinct(owned: list[Owned]) -> list[Owned]:
    """Return *owned* without what is written word for word a second time, of whatever owner.

    TEI 4.7 and 4.8 have one rule about ``@calendar`` on each of 66 elements.
    """
    found: dict[tuple[str, ...], Owned] = {}
    for one in owned:
        bodies = [body for body in one.constraint.node.iterchildren(etree.Element) if body.tag == _BODY]
        # What has its context from its owner is another rule for each of them.
        owner = one.owner.path if any(map(_asks_for_a_context, bodies)) else ""
        written = (" ".join(etree.tostring(body, method="c14n", with_tail=False).decode().split()) for body in bodies)
        found.setdefault((owner, *written), one)
    return list(found.values())


def _asks_for_a_context(body: "_Element") -> bool:
    """Return whether something in the ``constraint`` *body* applies to its owner."""
    checks = any(child.tag in _CHECKS for child in body)
    return checks or any("context" not in rule.attrib for rule in body.iter(f"{{{SCH}}}rule"))


def signature(node: "_Element") -> tuple[str, ...]:
    """Return what the rules in *node* look at and ask, without the words that they say."""
    return tuple(
        f"{element.tag} {name} {' '.join(element.get(name, '').split())}"
        for element in node.iter(f"{{{SCH}}}*")
        for name in ("context", "test", "value")
        if name in element.attrib
    )
