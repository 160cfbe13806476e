"""What the rules of a specification ask of documents: the messages of their assertions and reports."""

from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from tei.names import SCH, TEI
from tei.odd.rules.constraints import SCHEMES, signature
from tei.odd.rules.languages import preferred

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from tei.odd.specs import Constraint

_ASSERT: Final = f"{{{SCH}}}assert"
_REPORT: Final = f"{{{SCH}}}report"
_VALUES: Final = frozenset({f"{{{SCH}}}value-of", f"{{{SCH}}}name"})
_WARNS: Final = frozenset({"warning", "warn", "info", "information", "nonfatal"})


class Rule(NamedTuple):
    """A rule as it is told: its ident, what a document is told that breaks it, and whether that is only a warning."""

    ident: str
    messages: tuple[str, ...]
    warns: bool


def rules(constraints: "Iterable[Constraint]", languages: tuple[str, ...]) -> "Iterator[Rule]":
    """Yield the rules that are in force, each in one language."""
    by_test: dict[tuple[str, ...], list[Constraint]] = {}
    for constraint in constraints:
        if constraint.scheme in SCHEMES and constraint.mode != "delete":
            by_test.setdefault(signature(constraint.node) or (constraint.ident,), []).append(constraint)
    for alike in by_test.values():
        constraint = preferred(alike, languages)
        checks = list(constraint.node.iter(_ASSERT, _REPORT))
        messages = tuple(dict.fromkeys(text for check in checks if (text := _message(check))))
        if messages or checks:
            roles = {check.get("role") or _rule_role(check) for check in checks}
            yield Rule(constraint.ident, messages or (_described(constraint.node),), bool(roles) and roles <= _WARNS)


def _rule_role(check: "_Element") -> str:
    parent = check.getparent()
    return "" if parent is None else parent.get("role", "")


def _message(check: "_Element") -> str:
    """Return the words of a message; what it takes from the document is “…”."""
    parts = [check.text or ""]
    for child in check.iterchildren(etree.Element):
        parts.append("…" if child.tag in _VALUES else "".join(map(str, child.itertext())))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def _described(node: "_Element") -> str:
    found = node.find(f"{{{TEI}}}desc")
    return "" if found is None else " ".join("".join(map(str, found.itertext())).split())
