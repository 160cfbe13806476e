"""What remains of a pattern when a part of the document has been read.

A choice of elements, of which TEI's have hundreds, is not walked through: its elements are found by name. Where all is
asked for that can come next, a pattern has a few *edges*, each of which says which elements these are and what remains
of the pattern after any of them.

Source: Clark, "An algorithm for RELAX NG validation", with the ``After`` patterns taken apart: what must follow the
element is kept on a stack (see :mod:`tei.relaxng.automaton`), not inside the pattern.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from tei.relaxng.edges import AttributeEdge, Edge, Elements, divided, finite_names
from tei.relaxng.patterns import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    AttributePattern,
    ChoicePattern,
    DataPattern,
    ElementPattern,
    GroupPattern,
    InterleavePattern,
    ListPattern,
    OneOrMorePattern,
    Pattern,
    TextPattern,
    ValuePattern,
)

if TYPE_CHECKING:
    from tei.relaxng.patterns import Table

WHITE_SPACE: Final = " \t\n\r"
"""What XML calls white space: less than str.isspace does."""


class Derivatives:
    """The derivatives of the patterns of one table, each made once."""

    def __init__(self, table: "Table") -> None:
        self._table = table
        self._edges: dict[Pattern, tuple[Edge, ...]] = {}
        self._choices: dict[ChoicePattern, tuple[Elements, tuple[Pattern, ...]]] = {}
        self._attribute_names: dict[Pattern, frozenset[str] | None] = {}
        self._closed: dict[Pattern, Pattern] = {}
        self._closed_leniently: dict[Pattern, Pattern] = {}
        self._decides: dict[Pattern, bool] = {}
        self._likely: dict[Pattern, Pattern] = {}

    def forget(self) -> None:
        """Drop what has been kept."""
        self._edges.clear()
        self._choices.clear()
        self._attribute_names.clear()
        self._closed.clear()
        self._closed_leniently.clear()
        self._decides.clear()
        self._likely.clear()

    # Elements

    def opened(self, pattern: Pattern, name: str) -> dict[ElementPattern, Pattern]:
        """Return each element in *pattern* that the start tag *name* may be, and what remains after it.

        What other names would lead to is not made: for an interleave of n elements that would be n patterns of that
        size at each step. Of one element the remains are one pattern at every level: to spread them over the group or
        interleave around it would make a product of what is a sum.
        """
        found: dict[ElementPattern, list[Pattern]] = {}
        for element, rest in self._opened(pattern, name):
            found.setdefault(element, []).append(rest)
        return {element: self._table.choice_of(rests) for element, rests in found.items()}

    def _opened(  # noqa: C901 - one branch for each kind of pattern
        self, pattern: Pattern, name: str
    ) -> Iterator[tuple[ElementPattern, Pattern]]:
        if isinstance(pattern, ElementPattern):
            if pattern.name_class.contains(*divided(name)):
                yield pattern, EMPTY
        elif isinstance(pattern, ChoicePattern):
            elements, others = self._members(pattern)
            yield from dict.fromkeys(elements.matching(name), EMPTY).items()
            for member in others:
                yield from self._opened(member, name)
        elif isinstance(pattern, GroupPattern):
            yield from self._group_opened(pattern, name)
        elif isinstance(pattern, InterleavePattern):
            for index, member in enumerate(pattern.members):
                for element, rest in self.opened(member, name).items():
                    others = pattern.members[:index] + pattern.members[index + 1 :]
                    yield element, self._table.interleave(rest, *others)
        elif isinstance(pattern, OneOrMorePattern):
            again = self._table.optional(pattern)
            for element, rest in self.opened(pattern.pattern, name).items():
                yield element, self._table.group(rest, again)

    def _members(self, pattern: ChoicePattern) -> tuple[Elements, tuple[Pattern, ...]]:
        """Return the members that are elements, to be found by name, and those that are not."""
        found = self._choices.get(pattern)
        if found is None:
            elements = Elements(member for member in pattern.members if isinstance(member, ElementPattern))
            others = tuple([member for member in pattern.members if not isinstance(member, ElementPattern)])
            found = self._choices[pattern] = elements, others
        return found

    def _group_opened(self, pattern: Pattern, name: str) -> Iterator[tuple[ElementPattern, Pattern]]:
        # A loop, not a recursion: a group of a thousand optional elements is legal.
        while isinstance(pattern, GroupPattern):
            for element, rest in self.opened(pattern.first, name).items():
                yield element, self._table.group(rest, pattern.rest)
            if not pattern.first.nullable:
                return
            pattern = pattern.rest
        yield from self._opened(pattern, name)

    def edges(self, pattern: Pattern) -> tuple[Edge, ...]:
        """Return all elements that can come next in *pattern*, and what remains of it then."""
        found = self._edges.get(pattern)
        if found is None:
            found = self._edges[pattern] = tuple(self._new_edges(pattern))
        return found

    def _new_edges(self, pattern: Pattern) -> Iterator[Edge]:
        if isinstance(pattern, ElementPattern):
            yield Edge(Elements((pattern,)), EMPTY)
        elif isinstance(pattern, ChoicePattern):
            yield from self._choice_edges(pattern)
        elif isinstance(pattern, GroupPattern):
            yield from self._group_edges(pattern)
        elif isinstance(pattern, InterleavePattern):
            for index, member in enumerate(pattern.members):
                others = pattern.members[:index] + pattern.members[index + 1 :]
                for elements, rest in self.edges(member):
                    yield Edge(elements, self._table.interleave(rest, *others))
        elif isinstance(pattern, OneOrMorePattern):
            again = self._table.optional(pattern)
            for elements, rest in self.edges(pattern.pattern):
                yield Edge(elements, self._table.group(rest, again))

    def _choice_edges(self, pattern: ChoicePattern) -> Iterator[Edge]:
        elements, others = self._members(pattern)
        yield Edge(elements, EMPTY)
        for member in others:
            yield from self.edges(member)

    def _group_edges(self, pattern: Pattern) -> Iterator[Edge]:
        while isinstance(pattern, GroupPattern):
            for elements, rest in self.edges(pattern.first):
                yield Edge(elements, self._table.group(rest, pattern.rest))
            if not pattern.first.nullable:
                return
            pattern = pattern.rest
        yield from self.edges(pattern)

    # Attributes

    def attribute_edges(self, pattern: Pattern, name: str) -> list[AttributeEdge]:
        """Return what the value of the attribute *name* must match, and what remains then (attDeriv)."""
        return list(self._attribute_edges(pattern, name))

    def _attribute_edges(  # noqa: C901 - one branch for each kind of pattern
        self,
        pattern: Pattern,
        name: str,
    ) -> Iterator[AttributeEdge]:
        if isinstance(pattern, AttributePattern):
            if pattern.name_class.contains(*divided(name)):
                yield AttributeEdge(pattern.pattern, EMPTY)
        elif isinstance(pattern, ChoicePattern):
            for _before, edge, _after in self._inner_edges(pattern.members, name):
                yield edge
        elif isinstance(pattern, GroupPattern):
            members, last = spine(pattern)
            for before, edge, after in self._inner_edges((*members, last), name):
                yield AttributeEdge(edge.value, self._grouped([*before, edge.rest, *after]))
        elif isinstance(pattern, InterleavePattern):
            for before, edge, after in self._inner_edges(pattern.members, name):
                yield AttributeEdge(edge.value, self._table.interleave(edge.rest, *before, *after))
        elif isinstance(pattern, OneOrMorePattern):
            again = self._table.optional(pattern)
            for value, rest in self._attribute_edges(pattern.pattern, name):
                yield AttributeEdge(value, self._table.group(rest, again))

    def _inner_edges(
        self,
        members: tuple[Pattern, ...],
        name: str,
    ) -> Iterator[tuple[tuple[Pattern, ...], AttributeEdge, tuple[Pattern, ...]]]:
        """Yield each attribute edge of one of *members*, with the members before and after that one."""
        for index, member in enumerate(members):
            # Most have a few attributes of the hundred that an element of TEI can have.
            if member.has_attributes and self._may_have(member, name):
                for edge in self._attribute_edges(member, name):
                    yield members[:index], edge, members[index + 1 :]

    def _may_have(self, pattern: Pattern, name: str) -> bool:
        """Return whether an attribute in *pattern* may be called *name*."""
        names = self._names_in(pattern)
        return names is None or name in names

    def _names_in(self, pattern: Pattern) -> frozenset[str] | None:
        """Return the names of all attributes in *pattern*, None where there is no end of them."""
        if pattern not in self._attribute_names:
            self._attribute_names[pattern] = self._new_names_in(pattern)
        return self._attribute_names[pattern]

    def _new_names_in(self, pattern: Pattern) -> frozenset[str] | None:
        if isinstance(pattern, AttributePattern):
            listed = finite_names(pattern.name_class)
            return None if listed is None else frozenset(listed)
        inner = parts(pattern)
        if isinstance(pattern, GroupPattern):
            members, last = spine(pattern)
            inner = (*members, last)
        found = [self._names_in(part) for part in inner if part.has_attributes]
        return None if None in found else frozenset().union(*filter(None, found))

    def _grouped(self, members: list[Pattern]) -> Pattern:
        grouped: Pattern = EMPTY
        for member in reversed(members):
            grouped = self._table.group(member, grouped)
        return grouped

    def closed(self, pattern: Pattern, *, leniently: bool = False) -> Pattern:
        """Return what remains when the start tag ends (startTagCloseDeriv): no attribute can come any more.

        *leniently*: an attribute that is still missing is taken as given.
        """
        if not pattern.has_attributes:
            return pattern
        known = self._closed_leniently if leniently else self._closed
        found = known.get(pattern)
        if found is None:
            found = known[pattern] = self._close(pattern, leniently=leniently)
        return found

    def _close(self, pattern: Pattern, *, leniently: bool) -> Pattern:
        if isinstance(pattern, AttributePattern):
            return EMPTY if leniently else NOT_ALLOWED
        if isinstance(pattern, ChoicePattern):
            return self._table.choice_of([self.closed(member, leniently=leniently) for member in pattern.members])
        if isinstance(pattern, GroupPattern):
            members, last = spine(pattern)
            return self._grouped([self.closed(member, leniently=leniently) for member in (*members, last)])
        if isinstance(pattern, InterleavePattern):
            return self._table.interleave_of([self.closed(member, leniently=leniently) for member in pattern.members])
        if isinstance(pattern, OneOrMorePattern):
            return self._table.one_or_more(self.closed(pattern.pattern, leniently=leniently))
        return pattern

    # Text

    def decides(self, pattern: Pattern) -> bool:
        """Return whether it depends on the text that comes next what remains of *pattern* after it."""
        if not pattern.has_data:
            return False
        found = self._decides.get(pattern)
        if found is None:
            found = self._decides[pattern] = self._new_decides(pattern)
        return found

    def _new_decides(self, pattern: Pattern) -> bool:
        if isinstance(pattern, ChoicePattern):
            # Beside a member that takes any text, what else takes it makes no difference.
            return not any(map(takes_any_text, pattern.members)) and any(map(self.decides, pattern.members))
        if isinstance(pattern, GroupPattern):
            members, last = spine(pattern)
            return any(map(self.decides, (*members, last)))
        if isinstance(pattern, InterleavePattern):
            return any(map(self.decides, pattern.members))
        if isinstance(pattern, OneOrMorePattern):
            return self.decides(pattern.pattern)
        return not takes_any_text(pattern)

    def after_text(self, pattern: Pattern, text: str, namespaces: Mapping[str, str]) -> Pattern:
        """Return what remains of *pattern* after *text* (textDeriv).

        Text that an unconstrained datatype takes may come in pieces, so there it remains what takes any text.
        """
        if isinstance(pattern, TextPattern):
            return TEXT
        if not (pattern.allows_text or pattern.has_data):
            return NOT_ALLOWED
        if isinstance(pattern, ChoicePattern):
            return self._table.choice_of([self.after_text(one, text, namespaces) for one in pattern.members])
        if isinstance(pattern, GroupPattern):
            return self._table.choice_of(self._group_after_text(pattern, text, namespaces))
        if isinstance(pattern, InterleavePattern):
            return self._table.choice_of(
                [
                    self._table.interleave(
                        self.after_text(member, text, namespaces),
                        *pattern.members[:index],
                        *pattern.members[index + 1 :],
                    )
                    for index, member in enumerate(pattern.members)
                    if member.allows_text or member.has_data
                ],
            )
        if isinstance(pattern, OneOrMorePattern):
            after = self.after_text(pattern.pattern, text, namespaces)
            return self._table.group(after, self._table.optional(pattern))
        if takes_any_text(pattern):
            return TEXT
        return EMPTY if self._allows(pattern, text, namespaces) else NOT_ALLOWED

    def _group_after_text(self, pattern: Pattern, text: str, namespaces: Mapping[str, str]) -> Iterator[Pattern]:
        while isinstance(pattern, GroupPattern):
            yield self._table.group(self.after_text(pattern.first, text, namespaces), pattern.rest)
            if not pattern.first.nullable:
                return
            pattern = pattern.rest
        yield self.after_text(pattern, text, namespaces)

    def matches(self, pattern: Pattern, text: str, namespaces: Mapping[str, str]) -> bool:
        """Return whether *text* is all that *pattern* asks for, as the value of an attribute or as a content."""
        if isinstance(pattern, ChoicePattern):
            return self._matches_one(pattern, text, namespaces)
        if pattern.nullable and not text.strip(WHITE_SPACE):
            return True
        return self.after_text(pattern, text, namespaces).nullable

    def _matches_one(self, pattern: ChoicePattern, text: str, namespaces: Mapping[str, str]) -> bool:
        """Return whether *text* is what a member of *pattern* asks for: one is enough, and TEI's dates have nine types.

        Values of an attribute are mostly of one form: the member that the last one matched is tried first.
        """
        likely = self._likely.get(pattern)
        if likely is not None and self.matches(likely, text, namespaces):
            return True
        for member in pattern.members:
            if member is not likely and self.matches(member, text, namespaces):
                self._likely[pattern] = member
                return True
        return False

    def _allows(self, pattern: Pattern, text: str, namespaces: Mapping[str, str]) -> bool:
        """Return whether *text* is in the value space of a data, value or list pattern."""
        if isinstance(pattern, ValuePattern):
            value = pattern.datatype.value(text, namespaces)
            return value is not None and value == pattern.value
        if isinstance(pattern, DataPattern):
            if not pattern.datatype.allows(text, namespaces):
                return False
            exception = pattern.exception
            return exception is None or not self.after_text(exception, text, namespaces).nullable
        return isinstance(pattern, ListPattern) and self.list_matches(pattern.pattern, text, namespaces)

    def list_matches(self, pattern: Pattern, text: str, namespaces: Mapping[str, str]) -> bool:
        """Return whether the words of *text* match *pattern*, the content of a list, one after the other."""
        for word in words(text):
            pattern = self.after_word(pattern, word, namespaces)
            if pattern is NOT_ALLOWED:
                return False
        return pattern.nullable

    def after_word(self, pattern: Pattern, word: str, namespaces: Mapping[str, str]) -> Pattern:
        """Return what remains of *pattern*, inside a list, after one word; there is no interleave (section 7.1.3)."""
        table = self._table
        if isinstance(pattern, ChoicePattern):
            return table.choice_of([self.after_word(member, word, namespaces) for member in pattern.members])
        if isinstance(pattern, GroupPattern):
            return table.choice_of(self._group_after_word(pattern, word, namespaces))
        if isinstance(pattern, OneOrMorePattern):
            return table.group(self.after_word(pattern.pattern, word, namespaces), table.optional(pattern))
        return EMPTY if self._allows(pattern, word, namespaces) else NOT_ALLOWED

    def _group_after_word(self, pattern: Pattern, word: str, namespaces: Mapping[str, str]) -> Iterator[Pattern]:
        while isinstance(pattern, GroupPattern):
            yield self._table.group(self.after_word(pattern.first, word, namespaces), pattern.rest)
            if not pattern.first.nullable:
                return
            pattern = pattern.rest
        yield self.after_word(pattern, word, namespaces)

    # The end

    def may_end(self, pattern: Pattern) -> bool:
        """Return whether an element whose content has come to *pattern* may end, without further text."""
        return pattern.nullable or (pattern.has_data and self.matches(pattern, "", {}))


def spine(pattern: GroupPattern) -> tuple[list[Pattern], Pattern]:
    """Return the members of a group but the last, and the last."""
    members: list[Pattern] = []
    last: Pattern = pattern
    while isinstance(last, GroupPattern):
        members.append(last.first)
        last = last.rest
    return members, last


def words(text: str) -> list[str]:
    """Return the tokens of *text* between XML's white space; str.split would divide at others too."""
    return [word for word in text.translate(_SPACES).split(" ") if word]


_SPACES: Final = str.maketrans(dict.fromkeys(WHITE_SPACE, " "))


def takes_any_text(pattern: Pattern) -> bool:
    """Return whether every text matches *pattern*, and that without a look at the text."""
    if isinstance(pattern, DataPattern):
        return pattern.datatype.is_text and pattern.exception is None
    if isinstance(pattern, ChoicePattern):
        return any(map(takes_any_text, pattern.members))
    return isinstance(pattern, TextPattern)


def parts(pattern: Pattern) -> tuple[Pattern, ...]:
    """Return the patterns that *pattern* joins: none for an element, an attribute, or what matches text."""
    if isinstance(pattern, ChoicePattern | InterleavePattern):
        return pattern.members
    if isinstance(pattern, GroupPattern):
        return pattern.first, pattern.rest
    return (pattern.pattern,) if isinstance(pattern, OneOrMorePattern | ListPattern) else ()


def leaves(pattern: Pattern, seen: set[Pattern] | None = None) -> Iterator[Pattern]:
    """Yield the element, attribute, text, data and value patterns of which *pattern* is made, each once.

    It goes into lists, not into elements or attributes. What is in *seen* has been yielded before.
    """
    visited = set() if seen is None else seen
    waiting = [pattern]
    while waiting:
        one = waiting.pop()
        if one in visited:
            continue
        visited.add(one)
        if inner := parts(one):
            waiting.extend(reversed(inner))
        elif one is not EMPTY and one is not NOT_ALLOWED:
            yield one
