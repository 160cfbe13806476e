"""What the attributes of ID-types ask of a grammar: that ID, IDREF and IDREFS can be told by names alone.

A document's identifiers are those of its attributes that have an ID-type, and which do is known by the names of element
and attribute, as in a DTD. So the names must be finite, and all attributes of the same names alike.

Source: RELAX NG DTD Compatibility, section 5.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from tei.relaxng.derivatives import leaves
from tei.relaxng.edges import divided, finite_names
from tei.relaxng.faults import Faults
from tei.relaxng.name_sets import Name
from tei.relaxng.patterns import AttributePattern, DataPattern, ElementPattern, Pattern, Table, ValuePattern
from tei.relaxng.places import NOWHERE
from tei.relaxng.values import owners
from tei.relaxng.wording import tag

if TYPE_CHECKING:
    from tei.relaxng.places import Place

_RULE: Final = "id-type"
_HELP: Final = "a schema can be used without identifiers being checked: ids=False, or --no-ids on the command line"


def check(parts: Iterable[Pattern], table: Table) -> Faults:
    """Return what keeps the identifiers of documents from being known, in a grammar with these :func:`reachable` parts.

    The faults stand where *table* knows the patterns to be, as in :func:`tei.relaxng.restrictions.check`.
    """
    check = _Check(table)
    check.run(parts)
    return check.faults


class _Check:
    """One grammar being looked at."""

    def __init__(self, table: Table) -> None:
        self.faults = Faults()
        self._places = table.places
        self._elements: list[ElementPattern] = []
        self._typed: dict[AttributePattern, str] = {}
        self._untyped: list[AttributePattern] = []
        self._kinds: dict[tuple[str, str], str] = {}
        """The ID-type of an attribute by the names of element and attribute."""
        self._seen: set[Pattern] = set()

    def run(self, parts: Iterable[Pattern]) -> None:
        for part in parts:
            if isinstance(part, ElementPattern):
                self._elements.append(part)
            elif isinstance(part, AttributePattern):
                self._sort(part)
            else:
                self._require_none((part,))
        if self._typed:
            self._look_at_names()

    def _sort(self, attribute: AttributePattern) -> None:
        """Note whether *attribute* has an ID-type; only its whole value can have one."""
        value = attribute.pattern
        kind = _kind(value)
        if kind:
            self._typed[attribute] = kind
            inside = _excepted(value)
        else:
            self._untyped.append(attribute)
            inside = leaves(value, self._seen)
        self._require_none(inside)

    def _require_none(self, values: Iterable[Pattern]) -> None:
        for value in values:
            for one in (value, *_excepted(value)):
                if kind := _kind(one):
                    message = f"{kind} can only be the whole value of an attribute (DTD compatibility, section 5)"
                    self._add(message, self._place(one))

    def _look_at_names(self) -> None:
        named = list(dict.fromkeys(_name(attribute) for attribute in self._typed))
        rivals = [one for one in self._untyped if any(one.name_class.contains(*divided(name)) for name in named)]
        found = owners(self._elements, [*self._typed, *rivals])
        for attribute in sorted(self._typed, key=self._place):
            self._look_at_typed(attribute, found[attribute])
        for attribute in rivals:
            names = [name for name in named if attribute.name_class.contains(*divided(name))]
            self._look_at_untyped(attribute, names, found[attribute])

    def _look_at_typed(self, attribute: AttributePattern, around: list[ElementPattern]) -> None:
        kind = self._typed[attribute]
        name = _name(attribute)
        if not name:
            message = f"an attribute of the ID-type {kind} must have one name (DTD compatibility, section 5)"
            self._add(message, self._place(attribute))
            return
        for element in around:
            names = finite_names(element.name_class)
            if names is None:
                message = f"an element with an attribute of the ID-type {kind} must have names that can be listed"
                self._add(f"{message} (DTD compatibility, section 5)", element.place)
            for one in names or ():
                other = self._kinds.setdefault((one, name), kind)
                if other != kind:
                    self._conflict(attribute, (one, name), f"of type {kind} here and of type {other}")
                    return

    def _look_at_untyped(self, attribute: AttributePattern, names: list[str], around: list[ElementPattern]) -> None:
        for element in around:
            for known in self._typed_in(element, names):
                self._conflict(attribute, known, f"of no ID-type here and of type {self._kinds[known]}")
                return

    def _typed_in(self, element: ElementPattern, names: list[str]) -> Iterator[tuple[str, str]]:
        """Yield the names of attributes with an ID-type, among *names*, that elements of the same name have."""
        finite = finite_names(element.name_class)
        if finite is not None:
            yield from (both for one in finite for name in names if (both := (one, name)) in self._kinds)
            return
        contains = element.name_class.contains
        yield from (both for both in self._kinds if both[1] in names and contains(*divided(both[0])))

    def _conflict(self, attribute: AttributePattern, names: tuple[str, str], which: str) -> None:
        element, name = names
        what = f"the attribute {divided(name)[1]} of {tag(element)} is {which} elsewhere"
        self._add(f"{what} (DTD compatibility, section 5)", self._place(attribute))

    def _add(self, message: str, place: "Place") -> None:
        self.faults.add(_RULE, message, place, _HELP)

    def _place(self, pattern: Pattern) -> "Place":
        return self._places.get(pattern, NOWHERE)


def _kind(value: Pattern) -> str:
    return value.datatype.kind if isinstance(value, DataPattern | ValuePattern) else ""


def _excepted(value: Pattern) -> Iterator[Pattern]:
    """Yield the data and values that are excepted from *value*, and what is excepted from those."""
    if isinstance(value, DataPattern) and value.exception is not None:
        for one in leaves(value.exception):
            yield one
            yield from _excepted(one)


def _name(attribute: AttributePattern) -> str:
    """Return the single name of *attribute* as expat gives it, "" if it has several."""
    names = finite_names(attribute.name_class) if isinstance(attribute.name_class, Name) else None
    return names[0] if names else ""
