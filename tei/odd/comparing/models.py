"""Content models side by side, as automata over symbols that mean the same on both sides.

Of two schemas, an element may have another name in each, and names without end (``*``) have names in common that are
symbols of their own: here each symbol stands for names that no other one stands for.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Final, NamedTuple

from tei.odd.comparing import values
from tei.odd.comparing.changes import Change, Kind, Verdict
from tei.odd.comparing.values import Values
from tei.odd.content_models import automata
from tei.odd.content_models.automata import Automaton, State
from tei.odd.content_models.elements import TEXT, Contents, symbol
from tei.odd.content_models.expressions import Choice, Expression, Interleaving, Sequence, Star, Symbol, Symbols
from tei.relaxng import name_classes, patterns
from tei.relaxng.derivatives import Derivatives
from tei.relaxng.name_sets import AnyName, Name, NameSet, NsName

_REST: Final = "\0"
"""What :func:`tei.relaxng.name_classes.representatives` writes for all names, or namespaces, not spoken of."""


class Models(NamedTuple):
    """The content models of one side; *renamed* gives its symbols as the first side has them."""

    contents: Contents
    derivatives: Derivatives
    renamed: Mapping[Symbol, Symbol]

    def automaton(self, name: Symbol) -> Automaton | None:
        """Return what may be in elements called *name*, in the first side's symbols; None where it is too large."""
        found = self.contents.language(name)
        if found is None or not self.renamed.keys() & automata.symbols(found):
            return found
        return _exchanged(found, lambda one: (self.renamed.get(one, one),))

    def forms(self, name: Symbol) -> set[Hashable]:
        """Return how the contents of elements called *name* are written, in the first side's symbols."""
        return {self._form(self.contents.expression(element.content)) for element in self.contents.named[name]}

    def _form(self, expression: Expression) -> Hashable:
        if isinstance(expression, Symbols):
            return frozenset(self.renamed.get(one, one) for one in expression.symbols)
        if isinstance(expression, Star):
            return "star", self._form(expression.part)
        if isinstance(expression, Sequence):
            return tuple(map(self._form, expression.parts))
        if isinstance(expression, Choice | Interleaving):
            # Equal parts of an interleaving count as often as they are there.
            return type(expression).__name__, frozenset(Counter(map(self._form, expression.parts)).items())
        return type(expression).__name__

    def names(self, one: Symbol) -> NameSet | None:
        """Return the names that the symbol, one of the first side's, stands for."""
        own = next((mine for mine, theirs in self.renamed.items() if theirs == one), one)
        found = self.contents.name_sets.get(own)
        return _single(one) if isinstance(found, Name) else found

    def text(self, found: Automaton) -> Values:
        """Return what may be in an element that has *found*, as far as that is text alone."""
        targets = dict(found[0].steps)
        ends = [one for one, target in targets.items() if found[target].accepts]
        data = [self.contents.data[one] for one in ends if one in self.contents.data]
        if TEXT in ends:
            data.append(patterns.TEXT)
        if found[0].accepts:
            data.append(patterns.EMPTY)
        return values.values(data, self.contents, self.derivatives)


def compared(before: Models, one: Symbol, after: Models, other: Symbol) -> Change | None:
    """Return what became of the content of the element *one*, which is *other* after; None if it is the same.

    What is too large to be looked into has changed where it is not written alike; there are no examples then.
    """
    found, new = before.automaton(one), after.automaton(other)
    if found is None or new is None:
        return None if before.forms(one) == after.forms(other) else Change(Kind.CONTENT, verdict=Verdict.CHANGED)
    typed = _typed(before, found, after, new)
    found, new = _apart(before, _untyped(found), after, _untyped(new))
    if found == new:
        return None if typed is None else _of_text(typed)
    lost, gained = automata.difference(found, new), automata.difference(new, found)
    if typed is not None:
        # Typed text that any text has taken the place of is not lost.
        lost = lost if lost is not None or typed.verdict is Verdict.WIDENED else _data(typed.only_before)
        gained = gained if gained is not None or typed.verdict is Verdict.NARROWED else _data(typed.only_after)
    old_symbols, new_symbols = automata.symbols(found), automata.symbols(new)
    return Change(
        Kind.CONTENT,
        verdict=Verdict.WIDENED if lost is None else Verdict.NARROWED if gained is None else Verdict.CHANGED,
        came=tuple(sorted(new_symbols - old_symbols)),
        gone=tuple(sorted(old_symbols - new_symbols)),
        only_before=lost,
        only_after=gained,
    )


def is_told_by_names(before: Models, one: Symbol, after: Models, other: Symbol, change: Change) -> bool:
    """Return whether the symbols that came and went are all there is in *change*: without them, nothing has changed."""
    found, new = before.automaton(one), after.automaton(other)
    if found is None or new is None or not (change.came or change.gone):
        return False
    return without(found, change.gone) == without(new, change.came)


def without(automaton: Automaton, gone: Iterable[Symbol]) -> Automaton:
    """Return the automaton of those words that have none of the symbols *gone*."""
    absent = set(gone)
    left = [State(state.accepts, tuple(step for step in state.steps if step[0] not in absent)) for state in automaton]
    return _living(left)


def _living(states: list[State]) -> Automaton:
    """Return *states*, the first of which is the start, without those from which no word can end."""
    living = {number for number, state in enumerate(states) if state.accepts}
    count = -1
    while count != len(living):
        count = len(living)
        living |= {n for n, state in enumerate(states) if any(target in living for _symbol, target in state.steps)}
    if 0 not in living:
        return (State(accepts=False, steps=()),)
    numbers = {old: new for new, old in enumerate(sorted(living))}
    return automata.canonical(
        [
            State(
                states[old].accepts,
                tuple((one, numbers[target]) for one, target in states[old].steps if target in living),
            )
            for old in numbers
        ]
    )


def _of_text(typed: values.Compared) -> Change:
    return Change(
        Kind.CONTENT,
        verdict=typed.verdict,
        only_before=_data(typed.only_before),
        only_after=_data(typed.only_after),
        came=tuple(f'#"{text}"' for text in typed.came),
        gone=tuple(f'#"{text}"' for text in typed.gone),
    )


def _data(text: str | None) -> tuple[Symbol, ...] | None:
    """Return an example of text as a word."""
    return None if text is None else (f'#"{text}"',)


# Text of datatypes


def _is_typed(one: Symbol) -> bool:
    return one.startswith("#") and one != TEXT


def _typed(before: Models, found: Automaton, after: Models, new: Automaton) -> values.Compared | None:
    """Return what became of the text, where one side at least has a datatype for it."""
    typed = [any(map(_is_typed, automata.symbols(one))) for one in (found, new)]
    return values.compared(before.text(found), after.text(new)) if any(typed) else None


def _untyped(automaton: Automaton) -> Automaton:
    return without(automaton, filter(_is_typed, automata.symbols(automaton)))


# Names without end


def _apart(before: Models, found: Automaton, after: Models, new: Automaton) -> tuple[Automaton, Automaton]:
    """Return both automata over symbols of which no two have a name in common."""
    used = automata.symbols(found) | automata.symbols(new)
    endless = [one for one in used if "*" in one]
    if not endless:
        return found, new
    named = {one: names for one in used if (names := before.names(one) or after.names(one)) is not None}
    atoms = {name for names in named.values() for name in name_classes.representatives(names)}
    atoms |= {(namespace, _REST) for namespace, _local in atoms} | {(_REST, _REST)}
    having = {
        one: tuple(_shown(atom) for atom in sorted(atoms) if names.contains(*atom)) for one, names in named.items()
    }
    return tuple(_exchanged(one, lambda each: having.get(each, (each,))) for one in (found, new))  # type: ignore[return-value] # two in, two out


def _shown(name: tuple[str, str]) -> Symbol:
    """Return a representative name as a symbol: an asterisk stands for names that are not spoken of."""
    namespace, local = name
    if namespace == _REST:
        return symbol(AnyName())
    return symbol(NsName(namespace)) if local == _REST else symbol(Name(namespace, local))


def _single(one: Symbol) -> NameSet:
    namespace, _, local = one.rpartition("}")
    return Name(namespace.removeprefix("{"), local)


def _exchanged(automaton: Automaton, exchange: Callable[[Symbol], tuple[Symbol, ...]]) -> Automaton:
    """Return *automaton* with other symbols in the place of each; where one stands for two steps, both are taken."""
    start = frozenset({0})
    numbers = {start: 0}
    waiting = [start]
    states: list[State] = []
    for current in waiting:  # It grows.
        reached: dict[Symbol, set[int]] = {}
        for state in current:
            for one, target in automaton[state].steps:
                for each in exchange(one):
                    reached.setdefault(each, set()).add(target)
        steps = []
        for each, targets in reached.items():
            key = frozenset(targets)
            if key not in numbers:
                numbers[key] = len(waiting)
                waiting.append(key)
            steps.append((each, numbers[key]))
        states.append(State(any(automaton[state].accepts for state in current), tuple(steps)))
    return automata.canonical(states)
