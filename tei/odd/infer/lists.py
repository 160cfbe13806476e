"""The lists of values that are closed: in a class where its members share them, else in each element.

Where a class gives an attribute to several elements, its list holds for all of them: it is closed there if on average
each value occurs on two of them at least. The types of divisions and of notes are two lists, renditions are one.
"""

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.odd.infer import values
from tei.odd.infer.plan import AttributeChange
from tei.odd.infer.vocabulary import is_enumerated
from tei.odd.specs import attributes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tei.odd.infer.narrowing import Used
    from tei.odd.infer.usage import Usage
    from tei.odd.infer.vocabulary import Vocabulary
    from tei.odd.resolution.inheritance import Inherited
    from tei.odd.specs import AttDef, AttName, Key

_SHARED_BY: Final = 2
"""On so many elements each value of a shared list occurs, on average."""


class _Place(NamedTuple):
    """An attribute of an element, its definition, and how often it has each value."""

    key: "Key"
    definition: "AttDef"
    values: Counter[str]


class Lists:
    """The lists of a corpus: no list has more than *most* values."""

    def __init__(self, vocabulary: "Vocabulary", usage: "Usage", used: "Used", most: int) -> None:
        self._vocabulary = vocabulary
        self._most = most
        self._usage = usage
        self._of_classes: dict[str, list[AttributeChange]] = {}
        self._of_elements: dict[Key, list[AttributeChange]] = {}
        shared: dict[tuple[str, AttName], list[_Place]] = {}
        for element, key in used.elements.items():
            for attribute, given in used.attributes[key].items():
                counted = usage.values.get((element, attribute))
                if counted is not None and is_enumerated(given.definition):
                    place = _Place(key, given.definition, values.words(given.definition, counted))
                    shared.setdefault((self._origin(key, given), given.definition.name), []).append(place)
        for (ident, name), places in shared.items():
            self._close(ident, name, places)

    def of_class(self, ident: str) -> "tuple[AttributeChange, ...]":
        """Return the attributes of the class whose values are closed for all its members."""
        return tuple(self._of_classes.get(ident, ()))

    def of_element(self, key: "Key") -> "tuple[AttributeChange, ...]":
        """Return the attributes of the element whose values are closed."""
        return tuple(self._of_elements.get(key, ()))

    def _origin(self, key: "Key", given: "Inherited") -> str:
        """Return the class whose list would hold for the attribute, "" if it has its values from the element."""
        if given.origin:
            return given.origin
        spec = self._vocabulary.schema.specs[key]
        name = given.definition.name
        own = next((definition for definition in attributes(spec.attributes) if definition.name == name), None)
        if own is None or own.mode != "change" or own.values is not None:
            return ""
        return next((ident for ident in self._vocabulary.reached(spec) if name in self._vocabulary.defined(ident)), "")

    def _close(self, ident: str, name: "AttName", places: list[_Place]) -> None:
        """Close the list of the class for all *places* of its attribute, or one for each that has few values."""
        together: Counter[str] = Counter()
        for place in places:
            together.update(place.values)
        occurrences = sum(len(place.values) for place in places)
        if ident and occurrences >= _SHARED_BY * len(together) and values.is_few(together, self._most):
            definition = self._vocabulary.defined(ident)[name]
            self._of_classes.setdefault(ident, []).extend(_changes(definition, together))
            return
        for place in places:
            if values.is_few(place.values, self._most):
                self._of_elements.setdefault(place.key, []).extend(_changes(place.definition, place.values))


def _changes(definition: "AttDef", counted: "Mapping[str, int]") -> "Iterator[AttributeChange]":
    closed = values.closed(definition, counted)
    if closed is not None:
        yield AttributeChange(definition.ident, "change", definition.namespace, closed)
