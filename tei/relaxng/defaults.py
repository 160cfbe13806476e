"""Whether the default values in a schema (``a:defaultValue``) are ones that a document could be completed with.

They change nothing in what is valid, so what is wrong with them is a warning, and looked for only on request.

Source: RELAX NG DTD Compatibility, section 4.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from tei.diagnostics import Diagnostic, Severity
from tei.relaxng.compilation import simplified
from tei.relaxng.derivatives import Derivatives, parts
from tei.relaxng.edges import divided, finite_names
from tei.relaxng.name_sets import Name
from tei.relaxng.patterns import (
    EMPTY,
    AttributePattern,
    ChoicePattern,
    ElementPattern,
    OneOrMorePattern,
    Pattern,
    Table,
)
from tei.relaxng.simplify import simplify
from tei.relaxng.values import needs_context, reachable
from tei.relaxng.wording import tag

if TYPE_CHECKING:
    from tei.relaxng import model
    from tei.relaxng.places import Place
    from tei.relaxng.sources import Loader

_SECTION: Final = "(DTD compatibility, section 4)"


def check(pattern: "model.Pattern", load: "Loader") -> list[Diagnostic]:
    """Return what is wrong with the default values in the grammar that *pattern* and the files it refers to are.

    Raises :class:`~tei.errors.SchemaError` if it is no grammar.
    """
    start, table = simplified(pattern, load, with_identifiers=False)
    check = _Check()
    check.values(start, table)
    places = Table(interning=False)
    check.elements(reachable(simplify(pattern, load, places)), places)
    return sorted(check.findings)


class _Check:
    """One grammar being looked at."""

    def __init__(self) -> None:
        self.findings: dict[Diagnostic, None] = {}
        self._defaults: dict[Pattern, dict[str, Place]] = {}

    def _warn(self, message: str, place: "Place") -> None:
        finding = Diagnostic(
            "rng.schema.default-value", f"{message} {_SECTION}", place.path, place.span, severity=Severity.WARNING
        )
        self.findings.setdefault(finding)

    def values(self, start: Pattern, table: Table) -> None:
        """Look at the values: here each pattern stands for all that are like it."""
        derivatives = Derivatives(table)
        for attribute in reachable(start):
            if not isinstance(attribute, AttributePattern):
                continue
            for value, place in table.defaults.get(attribute, {}).items():
                if needs_context(attribute.pattern):
                    self._warn(f"what the default value “{value}” means depends on where it stands", place)
                elif not derivatives.matches(attribute.pattern, value, {}):
                    self._warn(f"the default value “{value}” is not one that the attribute can have", place)

    def elements(self, leaves: Iterable[Pattern], table: Table) -> None:
        """Look at where the attributes stand: here each has its own place."""
        self._defaults = table.defaults
        elements = [leaf for leaf in leaves if isinstance(leaf, ElementPattern)]
        found = {element: dict(self._of(element)) for element in elements} if self._defaults else {}
        for element, defaults in found.items():
            if defaults and finite_names(element.name_class) is None:
                message = "an element with a default value for an attribute must have names that can be listed"
                self._warn(message, element.place)
        self._compare(found)

    def _of(self, element: ElementPattern) -> "Iterator[tuple[str, tuple[str, Place]]]":
        """Yield the attributes of *element* that have a default value, by name."""
        waiting = [(element.content, False, False, False)]
        seen = set(waiting)
        while waiting:
            pattern, optional, chosen, repeated = waiting.pop()
            if isinstance(pattern, AttributePattern):
                for value, place in self._defaults.get(pattern, {}).items():
                    self._look_at(pattern, place, optional=optional and not chosen, repeated=repeated)
                    if isinstance(pattern.name_class, Name):
                        yield (finite_names(pattern.name_class) or [""])[0], (value, place)
            if isinstance(pattern, ChoicePattern):
                or_nothing = EMPTY in pattern.members and len(pattern.members) == 2  # noqa: PLR2004 - it and nothing
                optional, chosen = optional or or_nothing, chosen or not or_nothing
            repeated = repeated or isinstance(pattern, OneOrMorePattern)
            for part in parts(pattern):
                if part.has_attributes and (step := (part, optional, chosen, repeated)) not in seen:
                    seen.add(step)
                    waiting.append(step)

    def _look_at(self, attribute: AttributePattern, place: "Place", *, optional: bool, repeated: bool) -> None:
        if not isinstance(attribute.name_class, Name):
            self._warn("an attribute with a default value must have one name", place)
        elif repeated:
            self._warn("an attribute with a default value cannot be repeated", place)
        elif not optional:
            self._warn("an attribute with a default value must be optional, whatever else the element has", place)

    def _compare(self, found: "dict[ElementPattern, dict[str, tuple[str, Place]]]") -> None:
        """Report a default value that another element of the same name does not have."""
        by_name: dict[str, list[ElementPattern]] = {}
        wild: list[ElementPattern] = []
        for element in found:
            names = finite_names(element.name_class)
            for name in names or ():
                by_name.setdefault(name, []).append(element)
            if names is None:
                wild.append(element)
        for name, elements in by_name.items():
            given = {
                attribute: (value, place)
                for element in elements
                for attribute, (value, place) in found[element].items()
            }
            others = elements + [one for one in wild if given and one.name_class.contains(*divided(name))]
            for attribute, (value, place) in given.items():
                if any((found[other].get(attribute) or (None,))[0] != value for other in others):
                    what = f"the attribute {divided(attribute)[1]} of {tag(name)} has not everywhere"
                    self._warn(f"{what} the default value “{value}”", place)
