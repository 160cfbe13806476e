"""What a grammar has by name, and in which classes it keeps it: asked only when there is something to explain."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.relaxng import prospects, wording
from tei.relaxng.derivatives import leaves
from tei.relaxng.drafts import Allowed
from tei.relaxng.edges import finite_names
from tei.relaxng.patterns import ElementPattern

if TYPE_CHECKING:
    from tei.relaxng.automaton import Automaton
    from tei.relaxng.states import State

_LIKELY: Final = 3
_MOST_KEPT: Final = 500
# In TEI's grammars a macro is a content model, which says no more than "what is allowed here".
_UNTOLD: Final = "macro."


class Lexicon:
    """The elements of a grammar by their names, and its classes."""

    def __init__(self, automaton: "Automaton") -> None:
        self.automaton: Final = automaton
        self._grouped_before: dict[tuple[ElementPattern, ...], Grouped] = {}

    @cached_property
    def elements(self) -> dict[str, list[ElementPattern]]:
        """The patterns of each element that has a name of its own, by the name as expat gives it."""
        return prospects.known_names(self.automaton.table.elements)

    @cached_property
    def _classes(self) -> dict[str, frozenset[ElementPattern]]:
        found = prospects.classes_of(self.automaton)
        return {name: members for name, members in found.items() if not name.startswith(_UNTOLD)}

    @cached_property
    def _by_local(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self.elements:
            found.setdefault(wording.local(name), []).append(name)
        return found

    @cached_property
    def _parents(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for name, elements in self.elements.items():
            for element in elements:
                for leaf in leaves(element.content):
                    if isinstance(leaf, ElementPattern):
                        for child in finite_names(leaf.name_class) or ():
                            found.setdefault(child, set()).add(name)
        return found

    def parents(self, name: str) -> set[str]:
        """Return the elements in which *name* can stand at all."""
        return self._parents.get(name, set())

    def twins(self, name: str) -> list[str]:
        """Return the elements that have the local name of *name* in another namespace."""
        return [one for one in self._by_local.get(wording.local(name), ()) if one != name]

    def allowed(self, state: "State", used: Counter[str], *, everything: bool = False) -> Allowed:
        """Return what may come next in *state*: the likeliest names first, then text, classes, and the other names.

        *used* counts the names that the document has used so far. With *everything* there are no classes.
        """
        elements = prospects.next_elements(self.automaton, state)
        text = ("text",) if state.text is not None or state.decides else ()
        return self.summary(elements, used, text, everything=everything)

    def summary(
        self,
        elements: Iterable[ElementPattern],
        used: Counter[str],
        text: tuple[str, ...] = (),
        *,
        everything: bool = False,
    ) -> Allowed:
        """Return *elements* as names or, with the likeliest names before them, as the classes that hold them."""
        grouped = self._grouped(tuple(dict.fromkeys(elements)))
        if everything or len(grouped.names) <= _LIKELY + 1:
            return Allowed((*text, *grouped.names))
        known = {grouped.by_raw[raw]: count for raw, count in used.items() if count and raw in grouped.by_raw}
        likely = sorted(known, key=lambda name: (-known[name], name))[:_LIKELY]
        left = (name for name in grouped.left if name not in likely)
        return Allowed((*likely, *text, *grouped.classes, *left), len(text) + len(grouped.names))

    def _grouped(self, elements: tuple[ElementPattern, ...]) -> "Grouped":
        """Return *elements* in the fewest classes that hold them and nothing else, the largest first."""
        found = self._grouped_before.get(elements)
        if found is None:
            if len(self._grouped_before) >= _MOST_KEPT:
                self._grouped_before.clear()
            found = self._grouped_before[elements] = self._new_grouped(elements)
        return found

    def _new_grouped(self, listed: tuple[ElementPattern, ...]) -> "Grouped":
        elements = set(listed)
        left = set(listed)
        classes = [(name, members) for name, members in self._classes.items() if members <= elements]
        grouped: list[str] = []
        for name, members in sorted(classes, key=lambda one: (-len(one[1]), one[0])):
            if len(members & left) > 1:
                grouped.append(name)
                left -= members
        by_raw = {raw: wording.name(raw) for raw in prospects.known_names(listed)}
        return Grouped(wording.element_names(listed), by_raw, grouped, wording.element_names(left))


class Grouped(NamedTuple):
    """Some elements: their *names*, these *by_raw* as expat gives them, their *classes*, and the names *left* over."""

    names: list[str]
    by_raw: dict[str, str]
    classes: list[str]
    left: list[str]
