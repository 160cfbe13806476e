"""What has another name in the second schema, but is the same: told by the names of its pattern, or by the ODD.

A compiled ODD names patterns by idents, which stay when ``altIdent`` gives documents another name.
"""

from collections.abc import Mapping
from typing import Final

from tei.odd.comparing.sides import Side
from tei.odd.content_models.elements import symbol
from tei.odd.content_models.expressions import Symbol
from tei.odd.specs import attributes
from tei.relaxng import model, name_sets

_ATTRIBUTE: Final = ".attribute."


def elements(before: Side, after: Side) -> dict[Symbol, Symbol]:
    """Return for elements of *before* that *after* has under another name only that name."""
    known = _elements(before)
    found = {}
    for ident, new in _elements(after).items():
        old = known.get(ident, new)
        if old != new and old not in after.contents.named and new not in before.contents.named:
            found[old] = new
    return found


def _elements(side: Side) -> dict[str, Symbol]:
    """Return the symbol of each element that is defined as a pattern of its own, by the name of the pattern."""
    return {
        name: found
        for name, pattern in side.definitions.items()
        if isinstance(pattern, model.Element) and (found := _symbol(pattern.name_class)) in side.contents.named
    }


def attributes_called(side: Side) -> Mapping[Symbol, frozenset[str]]:
    """Return by which idents an attribute, by its symbol, is specified."""
    found: dict[Symbol, set[str]] = {}
    for name, pattern in side.definitions.items():
        inside = pattern.pattern if isinstance(pattern, model.Optional) else pattern
        if _ATTRIBUTE in name and isinstance(inside, model.Attribute):
            found.setdefault(_symbol(inside.name_class), set()).add(name.rpartition(_ATTRIBUTE)[2])
    for spec in side.schema.specs.values() if side.schema else ():
        for definition in attributes(spec.attributes):
            if definition.alt_ident:
                shown = symbol(name_sets.Name(*definition.output_name))
                found.setdefault(shown, set()).add(definition.ident.replace(":", ""))
    return {one: frozenset(idents) for one, idents in found.items()}


def _symbol(name_class: model.NameClass) -> Symbol:
    if not isinstance(name_class, model.Name):
        return ""
    return symbol(name_sets.Name(name_class.namespace, name_class.local))
