"""What can be said of a pattern for a value without looking at any value."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from tei.relaxng.derivatives import leaves, parts
from tei.relaxng.edges import finite_names
from tei.relaxng.patterns import AttributePattern, DataPattern, ElementPattern, Pattern, ValuePattern

if TYPE_CHECKING:
    from tei.relaxng.datatypes import Datatype

_NAMES: Final = frozenset({"ID", "IDREF", "NCName"})


def datatypes(pattern: Pattern) -> "Iterator[Datatype]":
    """Yield the datatypes of the data and value patterns in *pattern*, exceptions too, but not inside elements."""
    for leaf in leaves(pattern):
        if isinstance(leaf, DataPattern):
            yield leaf.datatype
            if leaf.exception is not None:
                yield from datatypes(leaf.exception)
        elif isinstance(leaf, ValuePattern):
            yield leaf.datatype


def needs_context(pattern: Pattern) -> bool:
    """Return whether it depends on the declarations in scope which values match."""
    return any(one.needs_namespaces or one.needs_declarations for one in datatypes(pattern))


def identifier_kind(pattern: Pattern) -> str:
    """Return ID, IDREF or IDREFS if values are identifiers or references to them, else ""."""
    return next((one.kind for one in datatypes(pattern) if one.kind), "")


def takes_names(pattern: Pattern) -> bool:
    """Return whether *pattern* is known to match every name without colons, with or without white space around it."""
    if not isinstance(pattern, DataPattern) or pattern.exception is not None:
        return False
    return pattern.datatype.name in _NAMES and not pattern.datatype.facets


def reachable(start: Pattern) -> list[Pattern]:
    """Return the leaves of *start* and of the elements that it leads to: those elements, attributes, text and data."""
    found: list[Pattern] = []
    seen: set[Pattern] = set()
    waiting = [start]
    while waiting:
        for leaf in leaves(waiting.pop(), seen):
            found.append(leaf)
            if isinstance(leaf, ElementPattern):
                waiting.append(leaf.content)
    return found


def contextual(elements: Iterable[ElementPattern]) -> bool:
    """Return whether some value in the *elements* must be read in its context."""
    return any(needs_context(_value(leaf)) for leaf in _leaves_of_all(elements) if not isinstance(leaf, ElementPattern))


def _value(leaf: Pattern) -> Pattern:
    return leaf.pattern if isinstance(leaf, AttributePattern) else leaf


def _leaves_of_all(elements: Iterable[ElementPattern]) -> Iterator[Pattern]:
    """Yield what :func:`leaves` does for the contents of all *elements*; what they share is visited once."""
    seen: set[Pattern] = set()
    for element in elements:
        yield from leaves(element.content, seen)


def identifiers(elements: Iterable[ElementPattern]) -> Mapping[tuple[str, str], str]:
    """Return the kind, ID, IDREF or IDREFS, of each attribute that has one, by element's and attribute's name.

    Source: RELAX NG DTD Compatibility, section 5.
    """
    listed = list(elements)
    kinds = {
        leaf: kind
        for leaf in _leaves_of_all(listed)
        if isinstance(leaf, AttributePattern) and (kind := identifier_kind(leaf.pattern))
    }
    found: dict[tuple[str, str], str] = {}
    if kinds:
        having = owners(listed, kinds)
        for attribute, kind in kinds.items():
            attributes = finite_names(attribute.name_class) or ()
            named = {name for owner in having[attribute] for name in finite_names(owner.name_class) or ()}
            found.update({(name, one): kind for name in named for one in attributes})
    return found


def owners(
    elements: Iterable[ElementPattern],
    attributes: Iterable[AttributePattern],
) -> dict[AttributePattern, list[ElementPattern]]:
    """Return which elements may have each of *attributes*: one walk down, then one up from each attribute."""
    above: dict[Pattern, list[Pattern]] = {}
    having: dict[Pattern, list[ElementPattern]] = {}
    waiting: list[Pattern] = []
    for element in elements:
        having.setdefault(element.content, []).append(element)
        waiting.append(element.content)
    seen: set[Pattern] = set()
    while waiting:
        one = waiting.pop()
        if one.has_attributes and one not in seen:
            seen.add(one)
            for part in parts(one):
                above.setdefault(part, []).append(one)
                waiting.append(part)
    return {attribute: _climb(attribute, above, having) for attribute in attributes}


def _climb(
    attribute: Pattern,
    above: Mapping[Pattern, list[Pattern]],
    owners: Mapping[Pattern, list[ElementPattern]],
) -> list[ElementPattern]:
    found: list[ElementPattern] = []
    seen = {attribute}
    waiting = [attribute]
    while waiting:
        one = waiting.pop()
        found += owners.get(one, ())
        new = [around for around in above.get(one, ()) if around not in seen]
        seen.update(new)
        waiting += new
    return found
