"""Simple patterns, interned: two patterns of one table are equal if and only if they are the same object.

A :class:`Table` makes them with smart constructors, which apply the laws that hold for every pattern (``notAllowed``
and ``empty`` as zero and one, group associative, choice and interleave associative and commutative, choice idempotent),
so that derivatives meet again and again and memory stays bounded.

Source: Clark, "An algorithm for RELAX NG validation"; the simple syntax of RELAX NG, section 5.
"""

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Final, cast

from tei.relaxng.name_sets import NameSet
from tei.relaxng.places import NOWHERE, Place

if TYPE_CHECKING:
    from tei.relaxng.datatypes import Datatype

_Key = tuple[Hashable, ...]


class Pattern:
    """A pattern in simple form.

    *uid* orders the patterns of a table by age; *nullable*: matches nothing at all; *allows_text*: any text can come
    next, because a ``text`` stands in front; *has_data*: a ``data``, ``value`` or ``list`` stands in front;
    *has_attributes*: an ``attribute`` stands outside of any element in it.
    """

    __slots__ = ("allows_text", "has_attributes", "has_data", "nullable", "uid")

    def __init__(
        self,
        uid: int,
        *,
        nullable: bool = False,
        allows_text: bool = False,
        has_data: bool = False,
        has_attributes: bool = False,
    ) -> None:
        self.uid: Final = uid
        self.nullable: Final = nullable
        self.allows_text: Final = allows_text
        self.has_data: Final = has_data
        self.has_attributes: Final = has_attributes

    def __repr__(self) -> str:
        return f"{type(self).__name__}#{self.uid}"


class EmptyPattern(Pattern):
    """Matches nothing at all."""

    __slots__ = ()


class NotAllowedPattern(Pattern):
    """Matches no document."""

    __slots__ = ()


class TextPattern(Pattern):
    """Matches any text, also none."""

    __slots__ = ()


class ChoicePattern(Pattern):
    """Matches what one of its members matches; two or more, none of them a choice, in the order of their age."""

    __slots__ = ("members",)

    def __init__(self, uid: int, members: tuple[Pattern, ...]) -> None:
        self.members: Final = members
        super().__init__(
            uid,
            nullable=any(member.nullable for member in members),
            allows_text=any(member.allows_text for member in members),
            has_data=any(member.has_data for member in members),
            has_attributes=any(member.has_attributes for member in members),
        )


class GroupPattern(Pattern):
    """Matches *first*, then *rest*."""

    __slots__ = ("first", "rest")

    def __init__(self, uid: int, first: Pattern, rest: Pattern) -> None:
        self.first: Final = first
        self.rest: Final = rest
        # Attributes stand anywhere in a group, so one that is not yet matched does not hide what follows it.
        passable = first.nullable or first.has_attributes
        super().__init__(
            uid,
            nullable=first.nullable and rest.nullable,
            allows_text=first.allows_text or (passable and rest.allows_text),
            has_data=first.has_data or (passable and rest.has_data),
            has_attributes=first.has_attributes or rest.has_attributes,
        )


class InterleavePattern(Pattern):
    """Matches all its members, mingled; two or more, none of them an interleave, in the order of their age."""

    __slots__ = ("members",)

    def __init__(self, uid: int, members: tuple[Pattern, ...]) -> None:
        self.members: Final = members
        super().__init__(
            uid,
            nullable=all(member.nullable for member in members),
            allows_text=any(member.allows_text for member in members),
            has_data=any(member.has_data for member in members),
            has_attributes=any(member.has_attributes for member in members),
        )


class OneOrMorePattern(Pattern):
    """Matches the pattern once or more."""

    __slots__ = ("pattern",)

    def __init__(self, uid: int, pattern: Pattern) -> None:
        self.pattern: Final = pattern
        super().__init__(
            uid,
            nullable=pattern.nullable,
            allows_text=pattern.allows_text,
            has_data=pattern.has_data,
            has_attributes=pattern.has_attributes,
        )


class ListPattern(Pattern):
    """Matches text whose tokens, separated by white space, match the pattern."""

    __slots__ = ("pattern",)

    def __init__(self, uid: int, pattern: Pattern) -> None:
        self.pattern: Final = pattern
        super().__init__(uid, has_data=True)


class DataPattern(Pattern):
    """Matches text that the datatype allows and the exception, if there is one, does not match."""

    __slots__ = ("datatype", "exception")

    def __init__(self, uid: int, datatype: "Datatype", exception: Pattern | None) -> None:
        self.datatype: Final = datatype
        self.exception: Final = exception
        super().__init__(uid, has_data=True)


class ValuePattern(Pattern):
    """Matches text that stands for *value* in the datatype; *text* is how the author wrote it.

    *namespaces* are the bindings in which *text* was read, and empty where they make no difference.
    """

    __slots__ = ("datatype", "namespaces", "text", "value")

    def __init__(
        self, uid: int, datatype: "Datatype", value: Hashable, text: str, namespaces: tuple[tuple[str, str], ...]
    ) -> None:
        self.datatype: Final = datatype
        self.value: Final = value
        self.text: Final = text
        self.namespaces: Final = namespaces
        super().__init__(uid, has_data=True)


class AttributePattern(Pattern):
    """Matches an attribute with one of the names and such a value."""

    __slots__ = ("name_class", "pattern")

    def __init__(self, uid: int, name_class: NameSet, pattern: Pattern) -> None:
        self.name_class: Final = name_class
        self.pattern: Final = pattern
        super().__init__(uid, has_attributes=True)


class ElementPattern(Pattern):
    """Matches an element with one of the names and such content.

    Each is an individual, for elements may contain themselves: *content* is set once, after the element is made.
    """

    __slots__ = ("content", "documentation", "name_class", "place")

    def __init__(self, uid: int, name_class: NameSet, place: Place, documentation: str) -> None:
        self.name_class: Final = name_class
        self.place: Final = place
        self.documentation: Final = documentation
        self.content: Pattern = NOT_ALLOWED
        super().__init__(uid)


NOT_ALLOWED: Final = NotAllowedPattern(0)
EMPTY: Final = EmptyPattern(1, nullable=True)
TEXT: Final = TextPattern(2, nullable=True, allows_text=True)


def _age(pattern: Pattern) -> int:
    return pattern.uid


def _key(pattern: Pattern) -> _Key:
    """Return under what a table keeps *pattern*."""
    kind = cast("Hashable", type(pattern))
    if isinstance(pattern, ChoicePattern | InterleavePattern):
        return kind, *pattern.members
    if isinstance(pattern, GroupPattern):
        return kind, pattern.first, pattern.rest
    if isinstance(pattern, DataPattern):
        return kind, pattern.datatype, pattern.exception
    if isinstance(pattern, ValuePattern):
        return kind, pattern.datatype, pattern.value
    if isinstance(pattern, AttributePattern):
        return kind, pattern.name_class, pattern.pattern
    return (kind, pattern.pattern) if isinstance(pattern, OneOrMorePattern | ListPattern) else (pattern,)


class Table:
    """The patterns of one grammar. Patterns of two tables must not meet.

    Without *interning* every call gives a new object, so that each has its own place: for saying where a restriction
    is violated, not for matching.
    """

    def __init__(self, *, interning: bool = True) -> None:
        self.interning: Final = interning
        self._patterns: dict[_Key, Pattern] = {}
        self._own: dict[_Key, Pattern] = {}
        self._next_uid = 3
        self.elements: list[ElementPattern] = []
        """Every element pattern, in the order of their making."""
        self.origins: dict[Pattern, tuple[str, ...]] = {}
        """Under which names the grammar defines a pattern: ``model.phrase`` for a choice of elements."""
        self.places: dict[Pattern, Place] = {}
        """Where the schema first has a pattern."""
        self.documentation: dict[Pattern, str] = {}
        """The ``a:documentation`` of attributes and values."""
        self.defaults: dict[Pattern, dict[str, Place]] = {}
        """The ``a:defaultValue``s of attributes, each with the place where the schema first has it."""

    def __len__(self) -> int:
        """Return how many patterns there are."""
        return self._next_uid

    def _uid(self) -> int:
        uid = self._next_uid
        self._next_uid += 1
        return uid

    def choice(self, *patterns: Pattern) -> Pattern:
        """Return what matches one of *patterns*."""
        return self.choice_of(patterns)

    def choice_of(self, patterns: Iterable[Pattern]) -> Pattern:
        """Return what matches one of *patterns*; cheaper than joining many in pairs."""
        members: set[Pattern] = set()
        for pattern in patterns:
            if type(pattern) is ChoicePattern:
                members.update(pattern.members)
            else:
                members.add(pattern)
        members.discard(NOT_ALLOWED)
        if EMPTY in members and any(member.nullable for member in members if member is not EMPTY):
            members.discard(EMPTY)
        if not members:
            return NOT_ALLOWED
        if len(members) == 1:
            return members.pop()
        ordered = tuple(sorted(members, key=_age))
        found = self._patterns.get(key := (ChoicePattern, *ordered))
        return found if found is not None else self._add(key, ChoicePattern(self._uid(), ordered))

    def group(self, first: Pattern, rest: Pattern) -> Pattern:
        """Return what matches *first*, then *rest*.

        Groups lean to the right, so that sequences share their ends. Those with attributes do not: the order of
        attributes means nothing, and a group of them that many elements have in common should stay one pattern.
        """
        if first is NOT_ALLOWED or rest is NOT_ALLOWED:
            return NOT_ALLOWED
        if first is EMPTY:
            return rest
        if rest is EMPTY:
            return first
        chain = []
        while type(first) is GroupPattern and not first.has_attributes:
            chain.append(first.first)
            first = first.rest
        chain.append(first)
        for member in reversed(chain):
            key = (GroupPattern, member, rest)
            found = self._patterns.get(key)
            rest = found if found is not None else self._add(key, GroupPattern(self._uid(), member, rest))
        return rest

    def interleave(self, *patterns: Pattern) -> Pattern:
        """Return what matches all *patterns*, mingled."""
        return self.interleave_of(patterns)

    def interleave_of(self, patterns: Iterable[Pattern]) -> Pattern:
        """Return what matches all *patterns*, mingled; cheaper than joining many in pairs."""
        members: list[Pattern] = []
        for pattern in patterns:
            if pattern is NOT_ALLOWED:
                return NOT_ALLOWED
            if type(pattern) is InterleavePattern:
                members.extend(pattern.members)
            elif pattern is not EMPTY:
                members.append(pattern)
        if not members:
            return EMPTY
        if len(members) == 1:
            return members[0]
        members.sort(key=_age)
        found = self._patterns.get(key := (InterleavePattern, *members))
        return found if found is not None else self._add(key, InterleavePattern(self._uid(), tuple(members)))

    def one_or_more(self, pattern: Pattern) -> Pattern:
        """Return what matches *pattern* once or more."""
        if pattern is NOT_ALLOWED or pattern is EMPTY or pattern is TEXT or type(pattern) is OneOrMorePattern:
            return pattern
        found = self._patterns.get(key := (OneOrMorePattern, pattern))
        return found if found is not None else self._add(key, OneOrMorePattern(self._uid(), pattern))

    def optional(self, pattern: Pattern) -> Pattern:
        """Return what matches *pattern* or nothing."""
        return self.choice_of((EMPTY, pattern))

    def list_(self, pattern: Pattern) -> Pattern:
        """Return what matches text whose tokens match *pattern*."""
        if pattern is NOT_ALLOWED:
            return NOT_ALLOWED
        found = self._patterns.get(key := (ListPattern, pattern))
        return found if found is not None else self._add(key, ListPattern(self._uid(), pattern))

    def data(self, datatype: "Datatype", exception: Pattern | None = None) -> Pattern:
        """Return what matches the texts of *datatype* that *exception* does not match."""
        if exception is NOT_ALLOWED:
            exception = None
        found = self._patterns.get(key := (DataPattern, datatype, exception))
        return found if found is not None else self._add(key, DataPattern(self._uid(), datatype, exception))

    def value(
        self, datatype: "Datatype", value: Hashable, text: str, namespaces: tuple[tuple[str, str], ...] = ()
    ) -> Pattern:
        """Return what matches the texts that stand for *value*; the first way of writing it is kept."""
        found = self._patterns.get(key := (ValuePattern, datatype, value))
        if found is not None:
            return found
        return self._add(key, ValuePattern(self._uid(), datatype, value, text, namespaces))

    def attribute(self, name_class: NameSet, pattern: Pattern) -> Pattern:
        """Return what matches an attribute of one of these names with a value that *pattern* matches."""
        if pattern is NOT_ALLOWED:
            return NOT_ALLOWED
        found = self._patterns.get(key := (AttributePattern, name_class, pattern))
        return found if found is not None else self._add(key, AttributePattern(self._uid(), name_class, pattern))

    def element(self, name_class: NameSet, place: Place = NOWHERE, documentation: str = "") -> ElementPattern:
        """Return a new element pattern, whose content is still to be set."""
        element = ElementPattern(self._uid(), name_class, place, documentation)
        self.elements.append(element)
        return element

    def text(self) -> Pattern:
        """Return what matches any text."""
        return TEXT if self.interning else TextPattern(self._uid(), nullable=True, allows_text=True)

    def freeze(self) -> None:
        """Mark the patterns made so far as the grammar's own: :meth:`forget` spares them."""
        self._own = dict(self._patterns)

    def forget(self) -> None:
        """Drop the patterns made since :meth:`freeze`, so that matching keeps within bounds.

        Patterns that are still in use stay valid, but none of them will be met again: the caller drops them, too.
        """
        self._patterns = dict(self._own)

    def adopt(self, pattern: Pattern) -> None:
        """Take in one of the grammar's own patterns that was made elsewhere, its *uid* being that of its making."""
        key = _key(pattern)
        self._patterns[key] = self._own[key] = pattern

    def reserve(self, next_uid: int) -> None:
        """Keep the uids below *next_uid* for patterns that are to be adopted."""
        self._next_uid = max(self._next_uid, next_uid)

    def _add(self, key: _Key, pattern: Pattern) -> Pattern:
        if self.interning:
            self._patterns[key] = pattern
        return pattern
