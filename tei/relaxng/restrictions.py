"""What a grammar in simple form must not be: section 7 of the specification.

Every pattern is looked at once, its parts before it, in the order of a stack of our own; what is known of the parts is
enough to judge the whole. Messages cite the section.

Source: RELAX NG, section 7.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tei.relaxng import model
from tei.relaxng.faults import Faults
from tei.relaxng.name_classes import NO_NAMES, Names, described, names
from tei.relaxng.name_sets import NameSet
from tei.relaxng.patterns import (
    NOT_ALLOWED,
    AttributePattern,
    ChoicePattern,
    DataPattern,
    ElementPattern,
    EmptyPattern,
    GroupPattern,
    InterleavePattern,
    ListPattern,
    NotAllowedPattern,
    OneOrMorePattern,
    Pattern,
    Table,
    TextPattern,
    ValuePattern,
)

if TYPE_CHECKING:
    from tei.relaxng.model import Place


# For each attribute in a group, those that follow it are kept as a set.
_MOST_ATTRIBUTES: Final = 2_000
# Matching walks through the content of an element by recursion, and meets what stands in several places of it in each.
_DEEPEST: Final = 150
_LARGEST: Final = 1_000_000


class _Has:
    """What a pattern has outside of the elements, attributes and lists in it."""

    ELEMENT: Final = 1
    ATTRIBUTE: Final = 2
    TEXT: Final = 4
    LIST: Final = 8
    GROUP: Final = 16
    INTERLEAVE: Final = 32
    ONE_OR_MORE: Final = 64
    DATA: Final = 128
    VALUE: Final = 256
    EMPTY: Final = 512
    GROUPED_ATTRIBUTE: Final = 1024
    SINGLE_ANY_ATTRIBUTE: Final = 2048
    """An attribute with names without end, and no oneOrMore around it."""


class _Content(IntEnum):
    """The content types of section 7.2; a pattern without one is a fault in an element or attribute."""

    EMPTY = 1
    COMPLEX = 2
    SIMPLE = 3


class _Facts(NamedTuple):
    """What is known of a pattern."""

    has: int
    content: _Content | None
    attributes: Names = NO_NAMES


_WORDS: Final = {
    _Has.ELEMENT: "an element",
    _Has.ATTRIBUTE: "an attribute",
    _Has.TEXT: "text",
    _Has.LIST: "a list",
    _Has.GROUP: "a group",
    _Has.INTERLEAVE: "an interleave",
    _Has.ONE_OR_MORE: "oneOrMore",
    _Has.DATA: "data",
    _Has.VALUE: "a value",
    _Has.EMPTY: "empty",
}
_IN_ATTRIBUTE: Final = (_Has.ELEMENT, _Has.ATTRIBUTE)
_IN_LIST: Final = (_Has.ELEMENT, _Has.ATTRIBUTE, _Has.TEXT, _Has.INTERLEAVE, _Has.LIST)
_IN_START: Final = (
    *(_Has.ATTRIBUTE, _Has.DATA, _Has.VALUE, _Has.TEXT, _Has.LIST, _Has.GROUP, _Has.INTERLEAVE, _Has.ONE_OR_MORE),
    _Has.EMPTY,
)
_IN_EXCEPT: Final = (
    *(_Has.ELEMENT, _Has.ATTRIBUTE, _Has.TEXT, _Has.LIST, _Has.GROUP, _Has.INTERLEAVE, _Has.ONE_OR_MORE),
    _Has.EMPTY,
)


def check(start: Pattern, table: Table) -> Faults:
    """Return what section 7 forbids in the grammar that begins with *start*.

    Each fault stands where *table* knows the pattern to be, otherwise at the element around it: a table without
    interning gives every pattern its place.
    """
    check = _Check(table)
    check.start(start)
    return check.faults


class _Check:
    """One grammar being looked at."""

    def __init__(self, table: Table) -> None:
        self.faults = Faults()
        self.facts: dict[Pattern, _Facts] = {NOT_ALLOWED: _Facts(0, _Content.EMPTY)}
        self._extents: dict[Pattern, tuple[int, int]] = {}
        """The height of a pattern and its size, where it is more than 1; what it has several times counts each time."""
        self.element_names: dict[Pattern, Names] = {}
        self._places = table.places
        self._around: Place = model.NOWHERE
        self._elements: list[ElementPattern] = []
        self._seen: set[ElementPattern] = set()

    def start(self, start: Pattern) -> None:
        self._around = self._places.get(start, model.NOWHERE)
        for pattern in _parts_first(start, self.facts):
            self._look_at(pattern)
        self.forbid(start, start, _IN_START, "the start has", "a document begins with one element (section 7.1.5)")
        while self._elements:
            element = self._elements.pop()
            self._around = element.place
            self._content(element)

    def _content(self, element: ElementPattern) -> None:
        content = element.content
        for pattern in _parts_first(content, self.facts):
            self._look_at(pattern)
        self.require_content_type(content)
        if self.facts[content].has & _Has.SINGLE_ANY_ATTRIBUTE:
            message = "an attribute whose names have no end must stand in oneOrMore or zeroOrMore (section 7.3)"
            self.faults.add("attributes", message, self.place(self._find(content, _Has.SINGLE_ANY_ATTRIBUTE)))

    def _look_at(self, pattern: Pattern) -> None:
        if isinstance(pattern, ElementPattern) and pattern not in self._seen:
            self._seen.add(pattern)
            self._elements.append(pattern)
        self.facts[pattern] = _JUDGES[type(pattern)](self, pattern)
        if parts := _children(pattern):
            self._measure(pattern, parts)

    def _measure(self, pattern: Pattern, parts: tuple[Pattern, ...]) -> None:
        # Most parts are leaves, of height and size 1.
        known = self._extents
        height, size = 2, 1 + len(parts)
        for part in parts:
            if part in known:
                inner_height, inner_size = known[part]
                # The rest of a group is gone through by a loop.
                level = isinstance(pattern, GroupPattern) and part is parts[-1]
                height = max(height, inner_height if level else inner_height + 1)
                size += inner_size - 1
        self._extents[pattern] = height, size
        if height > _DEEPEST:
            self._refuse("too-deep", f"patterns are nested more than {_DEEPEST} deep", pattern)
        if size > _LARGEST:
            self._refuse("too-large", f"a content comes to more than {_LARGEST:,} patterns", pattern)

    def _refuse(self, rule: str, message: str, pattern: Pattern) -> None:
        self.faults.add(rule, message, self.place(pattern))
        self.faults.fail()

    def place(self, pattern: Pattern, otherwise: Pattern | None = None) -> "Place":
        """Return where *pattern* stands, or *otherwise*, or the element around them."""
        if isinstance(pattern, ElementPattern):
            return pattern.place
        fallback = self._around if otherwise is None else self._places.get(otherwise, self._around)
        return fallback if isinstance(pattern, EmptyPattern) else self._places.get(pattern, fallback)

    def forbid(self, around: Pattern, inside: Pattern, forbidden: Iterable[int], what: str, why: str) -> None:
        """Report the first of the *forbidden* things that *inside* has."""
        has = self.facts[inside].has
        for thing in forbidden:
            if has & thing:
                culprit = self._find(inside, thing)
                self.faults.add("path", f"{what} {_WORDS[thing]}, but {why}", self.place(culprit, around))
                return

    def require_content_type(self, content: Pattern) -> None:
        """Report data that is in sequence with data, or with elements or text (7.2)."""
        if self.facts[content].content is not None:
            return
        culprit = content
        while deeper := [part for part in _children(culprit) if self.facts[part].content is None]:
            culprit = deeper[0]
        data = next((part for part in _descendants(culprit) if isinstance(part, _STRINGS)), culprit)
        message = "data, a value or a list is all that its element or attribute can contain (section 7.2)"
        self.faults.add("string-sequence", message, self.place(data, culprit))

    def forbid_shared_attributes(self, parts: Iterable[Pattern]) -> Names:
        """Report an attribute that two of *parts* have; return the names of all attributes in them (7.3)."""
        known = NO_NAMES
        for part in parts:
            attributes = self.facts[part].attributes
            if attributes is NO_NAMES:
                continue
            name = known.shared(attributes)
            if name is not None:
                culprit = next(found for found in _descendants(part) if _names_attribute(found, name))
                message = f"two attributes here can both have {described(name)} (section 7.3)"
                self.faults.add("attributes", message, self.place(culprit))
            known |= attributes
            if len(known.single) > _MOST_ATTRIBUTES:
                message = f"more than {_MOST_ATTRIBUTES:,} attributes stand in one group or interleave"
                self._refuse("too-large", message, part)
        return known

    def forbid_shared_elements(self, parts: Iterable[Pattern]) -> None:
        """Report an element, or text, that two of *parts* of an interleave have (7.4)."""
        known, text_seen = NO_NAMES, False
        for part in parts:
            has = self.facts[part].has
            if has & _Has.TEXT:
                if text_seen:
                    message = "text can stand in one part of an interleave only (section 7.4)"
                    self.faults.add("interleave", message, self.place(self._find(part, _Has.TEXT)))
                text_seen = True
            if has & _Has.ELEMENT:
                elements = self._element_names(part)
                name = known.shared(elements)
                if name is not None:
                    culprit = next(found for found in _descendants(part) if _names_element(found, name))
                    message = f"elements in two parts of an interleave can both have {described(name)} (section 7.4)"
                    self.faults.add("interleave", message, self.place(culprit))
                known |= elements

    def _element_names(self, pattern: Pattern) -> Names:
        known = self.element_names.get(pattern)
        if known is None:
            single: set[tuple[str, str]] = set()
            classes: list[NameSet] = []
            for part in _descendants(pattern):
                if isinstance(part, ElementPattern):
                    found = names(part.name_class)
                    single |= found.single
                    classes.extend(found.classes)
            known = self.element_names[pattern] = Names(frozenset(single), tuple(classes))
        return known

    def _find(self, pattern: Pattern, thing: int) -> Pattern:
        """Return the innermost pattern in *pattern* that has *thing*."""
        while deeper := [part for part in _inside(pattern) if self.facts[part].has & thing]:
            pattern = deeper[0]
        return pattern


_STRINGS: Final = (DataPattern, ValuePattern, ListPattern)


def _names_attribute(pattern: Pattern, name: tuple[str, str]) -> bool:
    return isinstance(pattern, AttributePattern) and pattern.name_class.contains(*name)


def _names_element(pattern: Pattern, name: tuple[str, str]) -> bool:
    return isinstance(pattern, ElementPattern) and pattern.name_class.contains(*name)


def _inside(pattern: Pattern) -> tuple[Pattern, ...]:
    """Return the parts of *pattern* that count as its own: not those of attributes and lists."""
    if isinstance(pattern, GroupPattern):
        return pattern.first, pattern.rest
    if isinstance(pattern, ChoicePattern | InterleavePattern):
        return pattern.members
    return (pattern.pattern,) if isinstance(pattern, OneOrMorePattern) else ()


def _children(pattern: Pattern) -> tuple[Pattern, ...]:
    """Return the parts of *pattern*, but for the content of elements."""
    if isinstance(pattern, AttributePattern | ListPattern):
        return (pattern.pattern,)
    if isinstance(pattern, DataPattern):
        return () if pattern.exception is None else (pattern.exception,)
    return _inside(pattern)


def _descendants(pattern: Pattern) -> Iterator[Pattern]:
    """Yield *pattern* and its own parts, each once."""
    seen, pending = {pattern}, [pattern]
    while pending:
        current = pending.pop()
        yield current
        for part in reversed(_inside(current)):
            if part not in seen:
                seen.add(part)
                pending.append(part)


def _parts_first(pattern: Pattern, known: dict[Pattern, _Facts]) -> Iterator[Pattern]:
    """Yield *pattern* and its parts that are not *known*, each after its own parts; the caller makes them known."""
    pending = [pattern]
    while pending:
        current = pending[-1]
        if current in known:
            pending.pop()
            continue
        missing = [part for part in _children(current) if part not in known]
        if missing:
            pending.extend(reversed(missing))
        else:
            pending.pop()
            yield current


def _all(check: _Check, parts: Iterable[Pattern]) -> int:
    has = 0
    for part in parts:
        has |= check.facts[part].has
    return has


def _sequence(check: _Check, parts: Iterable[Pattern]) -> _Content | None:
    """Return the content type of *parts* together: with a SIMPLE one, no other may be but EMPTY ones (7.2)."""
    whole = _Content.EMPTY
    for part in parts:
        content = check.facts[part].content
        if content is None or (_Content.SIMPLE in {content, whole} and _Content.EMPTY not in {content, whole}):
            return None
        whole = max(whole, content)
    return whole


def _group(check: _Check, pattern: Pattern) -> _Facts:
    parts = _inside(pattern)
    has = _all(check, parts) | (_Has.GROUP if isinstance(pattern, GroupPattern) else _Has.INTERLEAVE)
    attributes = NO_NAMES
    if has & _Has.ATTRIBUTE:
        has |= _Has.GROUPED_ATTRIBUTE
        attributes = check.forbid_shared_attributes(parts)
    if isinstance(pattern, InterleavePattern):
        check.forbid_shared_elements(parts)
    return _Facts(has, _sequence(check, parts), attributes)


def _choice(check: _Check, pattern: ChoicePattern) -> _Facts:
    parts = pattern.members
    facts = [check.facts[part] for part in parts]
    types = [fact.content for fact in facts]
    content = None if None in types else max(found for found in types if found is not None)
    attributes = NO_NAMES
    for fact in facts:
        attributes |= fact.attributes
    return _Facts(_all(check, parts), content, attributes)


def _one_or_more(check: _Check, pattern: OneOrMorePattern) -> _Facts:
    inside = check.facts[pattern.pattern]
    if inside.has & _Has.GROUPED_ATTRIBUTE:
        culprit = check._find(pattern.pattern, _Has.GROUPED_ATTRIBUTE)
        attribute = next(part for part in _descendants(culprit) if isinstance(part, AttributePattern))
        message = "an attribute in a group or interleave cannot be repeated (section 7.1.2)"
        check.faults.add("path", message, check.place(attribute, pattern))
    has = (inside.has & ~_Has.SINGLE_ANY_ATTRIBUTE) | _Has.ONE_OR_MORE
    return _Facts(has, _sequence(check, (pattern.pattern, pattern.pattern)), inside.attributes)


def _attribute(check: _Check, pattern: AttributePattern) -> _Facts:
    why = "its value is text (section 7.1.1)"
    check.forbid(pattern, pattern.pattern, _IN_ATTRIBUTE, "an attribute has", why)
    check.require_content_type(pattern.pattern)
    found = names(pattern.name_class)
    has = _Has.ATTRIBUTE | (_Has.SINGLE_ANY_ATTRIBUTE if found.classes else 0)
    return _Facts(has, _Content.EMPTY, found)


def _list(check: _Check, pattern: ListPattern) -> _Facts:
    why = "it is made of data and values (section 7.1.3)"
    check.forbid(pattern, pattern.pattern, _IN_LIST, "a list has", why)
    return _Facts(_Has.LIST, _Content.SIMPLE)


def _data(check: _Check, pattern: DataPattern) -> _Facts:
    if pattern.exception is not None:
        why = "only data and values can be excepted (section 7.1.4)"
        check.forbid(pattern, pattern.exception, _IN_EXCEPT, "an exception has", why)
    return _Facts(_Has.DATA, _Content.SIMPLE)


_JUDGES: Final[dict[type[Pattern], Callable[[_Check, Any], _Facts]]] = {
    EmptyPattern: lambda _check, _pattern: _Facts(_Has.EMPTY, _Content.EMPTY),
    NotAllowedPattern: lambda _check, _pattern: _Facts(0, _Content.EMPTY),
    TextPattern: lambda _check, _pattern: _Facts(_Has.TEXT, _Content.COMPLEX),
    ElementPattern: lambda _check, _pattern: _Facts(_Has.ELEMENT, _Content.COMPLEX),
    ValuePattern: lambda _check, _pattern: _Facts(_Has.VALUE, _Content.SIMPLE),
    GroupPattern: _group,
    InterleavePattern: _group,
    ChoicePattern: _choice,
    OneOrMorePattern: _one_or_more,
    AttributePattern: _attribute,
    ListPattern: _list,
    DataPattern: _data,
}
