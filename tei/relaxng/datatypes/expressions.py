"""Regular expressions matched in linear time: an automaton made state by state, as the text asks for it.

The expressions of XML Schema are regular in the strict sense, so no backtracking is needed, and none is done: over
``(a+)+b``, Python's ``re`` takes exponential time, and a text is not to be trusted to be short. A state is the set of
what may still follow, each a sequence of nodes; reading a character replaces each by its derivatives. Counts stay
numbers (``x{1,1000}`` is one node, not a thousand), and sequences that differ in one count are merged.

Source: V. Antimirov, "Partial derivatives of regular expressions and finite automaton constructions" (1996).
"""

from collections.abc import Iterable, Iterator
from typing import Final

from tei.relaxng.datatypes.character_classes import Predicate

# Some 15 MB at the most, for counts over long texts; a word in any script needs a few dozen.
_TRANSITIONS_MAX: Final = 20_000
_COUNTS_MAX: Final = 10_000

Bounds = tuple[int, int | None]


class Characters:
    """One character of a set."""

    __slots__ = ("members",)

    nullable = False

    def __init__(self, members: Predicate) -> None:
        self.members = members

    def derivatives(self, character: str) -> "Iterator[Rest]":
        """Yield what may follow once *character* is read: nothing more, if it is in the set."""
        if self.members(character):
            yield ()


class Alternatives:
    """Any of several sequences."""

    __slots__ = ("branches", "nullable")

    def __init__(self, branches: "tuple[Rest, ...]") -> None:
        self.branches = branches
        self.nullable: bool = any(all(node.nullable for node in branch) for branch in branches)

    def derivatives(self, character: str) -> "Iterator[Rest]":
        """Yield what may follow in each branch once *character* is read."""
        for branch in self.branches:
            yield from after(branch, character)


class Repetition:
    """A node so many times, without end where *most* is None.

    *counts* holds the repetitions of one node, so that equal ones are one object and sequences compare by identity;
    where it was emptied, equal ones become one again with the next character.
    """

    __slots__ = ("counts", "least", "most", "node", "nullable")

    def __init__(self, node: "Node", bounds: Bounds, counts: "dict[Bounds, Repetition]") -> None:
        self.node = node
        self.least, self.most = bounds
        self.nullable: bool = self.least == 0 or node.nullable
        self.counts = counts

    def counted(self, least: int, most: int | None) -> "Repetition":
        """Return the repetition of the same node between *least* and *most* times."""
        found = self.counts.get((least, most))
        if found is None:
            if len(self.counts) >= _COUNTS_MAX:
                self.counts.clear()
            found = self.counts[least, most] = Repetition(self.node, (least, most), self.counts)
        return found

    def derivatives(self, character: str) -> "Iterator[Rest]":
        """Yield what may follow once *character* is read: the rest of this turn, then the turns that are left."""
        most = None if self.most is None else self.most - 1
        turns: Rest = () if most == 0 else (self.counted(max(self.least - 1, 0), most),)
        for rest in self.node.derivatives(character):
            yield rest + turns


Node = Characters | Alternatives | Repetition
Rest = tuple[Node, ...]


def repeated(node: Node, least: int, most: int | None) -> Repetition:
    """Return *node* between *least* and *most* times."""
    # A node that may be empty makes up any number of missing turns.
    least = 0 if node.nullable else least
    return Repetition(node, (least, most), {}).counted(least, most)


def after(sequence: Rest, character: str) -> Iterator[Rest]:
    """Yield what may follow in *sequence* once *character* is read."""
    for place, node in enumerate(sequence):
        rest = sequence[place + 1 :]
        for derivative in node.derivatives(character):
            yield derivative + rest
        if not node.nullable:
            return


def _joined(bounds: list[Bounds]) -> list[Bounds]:
    """Return *bounds* with those that overlap or touch made one: ``{1,2}`` or ``{2,5}`` is ``{1,5}``."""
    bounds.sort(key=lambda pair: pair[0])
    joined = bounds[:1]
    for least, most in bounds[1:]:
        last_least, last_most = joined[-1]
        if last_most is None or least <= last_most + 1:
            reach = None if last_most is None or most is None else max(last_most, most)
            joined[-1] = (last_least, reach)
        else:
            joined.append((least, most))
    return joined


def _merged(sequences: set[Rest]) -> set[Rest]:
    """Return *sequences* with those made one that differ in one count only: else nested counts multiply."""
    for place in range(max(map(len, sequences), default=0)):
        groups: dict[tuple[Rest, int, Rest], list[Rest]] = {}
        merged = set()
        for sequence in sequences:
            node = sequence[place] if place < len(sequence) else None
            if isinstance(node, Repetition):
                key = (sequence[:place], id(node.counts), sequence[place + 1 :])
                groups.setdefault(key, []).append(sequence)
            else:
                merged.add(sequence)
        for (before, _, behind), members in groups.items():
            nodes = [node for member in members if isinstance(node := member[place], Repetition)]
            for least, most in _joined([(node.least, node.most) for node in nodes]):
                merged.add((*before, nodes[0].counted(least, most), *behind))
        sequences = merged
    return sequences


class State(dict[str, "State"]):
    """Where each character leads; a character not met before is worked out by the automaton."""

    __slots__ = ("accepts", "automaton", "sequences")

    def __init__(self, automaton: "Expression", sequences: Iterable[Rest]) -> None:
        super().__init__()
        self.automaton = automaton
        self.sequences = frozenset(sequences)
        self.accepts = any(all(node.nullable for node in sequence) for sequence in self.sequences)

    def __missing__(self, character: str) -> "State":
        following = {rest for sequence in self.sequences for rest in after(sequence, character)}
        state = self[character] = self.automaton.state(following)
        return state


class Expression:
    """A compiled regular expression, which matches a text as a whole."""

    __slots__ = ("_room", "_start", "_states")

    def __init__(self, sequence: Rest) -> None:
        self._states: dict[frozenset[Rest], State] = {}
        self._room = _TRANSITIONS_MAX
        self._start = State(self, (sequence,))

    @property
    def start(self) -> State:
        """The state in which nothing has been read."""
        return self._start

    def state(self, sequences: set[Rest]) -> State:
        """Return the state of *sequences*, making room first where too many transitions are kept."""
        self._room -= 1
        if self._room < 0:
            self._forget()
        merged = frozenset(_merged(sequences) if len(sequences) > 1 else sequences)
        found = self._states.get(merged)
        if found is None:
            found = self._states[merged] = State(self, merged)
        return found

    def _forget(self) -> None:
        for state in (self._start, *self._states.values()):
            state.clear()
        self._states.clear()
        self._room = _TRANSITIONS_MAX

    def matches(self, text: str) -> bool:
        """Whether the whole of *text* matches; the time taken is linear in its length."""
        state = self._start
        for character in text:
            state = state[character]
            if not state.sequences:
                return False
        return state.accepts
