"""A grammar's patterns as JSON, and back: what a cache can keep and anyone can read without running code.

Patterns are numbered by age, so each refers to older ones only, but for elements, whose content may be anything. The
content of an element is made when it is first asked for: a letter needs a tenth of TEI.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple, TypeVar

from tei.relaxng.datatypes import Datatype, DatatypeError, library
from tei.relaxng.nodes import NOWHERE, AnyName, Name, NameChoice, NameClass, NsName
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
    Table,
    ValuePattern,
)

_SINGLETONS: Final = {pattern.uid: pattern for pattern in (NOT_ALLOWED, EMPTY, TEXT)}
_CHOICE, _GROUP, _INTERLEAVE, _ONE_OR_MORE, _LIST, _DATA, _VALUE, _ATTRIBUTE, _ELEMENT = range(9)
_NAME, _ANY_NAME, _NS_NAME, _NAME_CHOICE = range(4)
_JOINED: Final = {
    _CHOICE: ChoicePattern,
    _GROUP: GroupPattern,
    _INTERLEAVE: InterleavePattern,
    _ONE_OR_MORE: OneOrMorePattern,
    _LIST: ListPattern,
}
# JSON of our own making: its shape is checked by use.
_Json = Any


class ArchiveError(ValueError):
    """The data is not a grammar that was written here."""


_MOST_PATTERNS: Final = 1 << 31
# What reading meets where a shape is not the expected one.
_FAULTS: Final = (ValueError, KeyError, TypeError, IndexError, AttributeError, DatatypeError, RecursionError)
_Made = TypeVar("_Made")


def _sound(make: Callable[[], _Made]) -> _Made:
    """Return what *make* returns. Raises :class:`ArchiveError` where what it is made of is not as it was written."""
    try:
        return make()
    except _FAULTS as fault:
        message = f"this is no grammar: {fault!r}"
        raise ArchiveError(message) from fault


class Archived(NamedTuple):
    """A grammar out of an archive, and what is known of it beforehand."""

    start: Pattern
    table: Table
    has_context: bool
    files: tuple[tuple[str, str], ...]


# Writing


def written(start: Pattern, table: Table, *, has_context: bool, files: Iterable[tuple[str, str]] = ()) -> bytes:
    """Return the grammar as JSON; *files* are the addresses of what it was read from, each with its digest."""
    writing = _Writing(table)
    content = {
        "start": writing.reference(start),
        "next": len(table),
        "context": has_context,
        "files": [list(file) for file in files],
        "elements": [element.uid for element in table.elements],
        "patterns": writing.records(start),
        "datatypes": [[one.library, one.name, [list(pair) for pair in one.parameters]] for one in writing.datatypes],
        "origins": [[pattern.uid, list(names)] for pattern, names in _classes(table)],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _classes(table: Table) -> Iterator[tuple[Pattern, tuple[str, ...]]]:
    """Yield the choices that have a name: of what else is defined no finding speaks."""
    for pattern, names in table.origins.items():
        if isinstance(pattern, ChoicePattern) and not pattern.has_attributes:
            yield pattern, names


class _Writing:
    """One grammar on its way into JSON."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._numbers: dict[Datatype, int] = {}
        self.seen: set[Pattern] = set()

    @property
    def datatypes(self) -> list[Datatype]:
        """The datatypes, in the order of their numbers."""
        return list(self._numbers)

    @staticmethod
    def reference(pattern: Pattern) -> int:
        """Return the number of *pattern*."""
        return pattern.uid

    def records(self, start: Pattern) -> list[_Json]:
        """Return a record for each pattern that can be reached, the older first."""
        waiting: list[Pattern] = [start, *self._table.elements, *(pattern for pattern, _names in _classes(self._table))]
        while waiting:
            pattern = waiting.pop()
            if pattern not in self.seen and pattern.uid not in _SINGLETONS:
                self.seen.add(pattern)
                waiting.extend(_referred(pattern))
        return [self._record(pattern) for pattern in sorted(self.seen, key=lambda one: one.uid)]

    def _record(self, pattern: Pattern) -> _Json:
        for kind, made in _JOINED.items():
            if isinstance(pattern, made):
                return [pattern.uid, kind, *(part.uid for part in _referred(pattern))]
        if isinstance(pattern, DataPattern):
            exception = None if pattern.exception is None else pattern.exception.uid
            return [pattern.uid, _DATA, self._number(pattern.datatype), exception]
        if isinstance(pattern, ValuePattern):
            bindings = [list(pair) for pair in pattern.namespaces]
            return [pattern.uid, _VALUE, self._number(pattern.datatype), pattern.text, bindings]
        if isinstance(pattern, AttributePattern):
            return [pattern.uid, _ATTRIBUTE, _name_class_record(pattern.name_class), pattern.pattern.uid]
        if isinstance(pattern, ElementPattern):
            return [pattern.uid, _ELEMENT, _name_class_record(pattern.name_class), pattern.content.uid]
        message = f"{pattern!r} cannot be written"
        raise ArchiveError(message)

    def _number(self, datatype: Datatype) -> int:
        return self._numbers.setdefault(datatype, len(self._numbers))


def _referred(pattern: Pattern) -> tuple[Pattern, ...]:
    """Return the patterns that *pattern* refers to."""
    if isinstance(pattern, ChoicePattern | InterleavePattern):
        return pattern.members
    if isinstance(pattern, GroupPattern):
        return pattern.first, pattern.rest
    if isinstance(pattern, OneOrMorePattern | ListPattern | AttributePattern):
        return (pattern.pattern,)
    if isinstance(pattern, ElementPattern):
        return (pattern.content,)
    if isinstance(pattern, DataPattern) and pattern.exception is not None:
        return (pattern.exception,)
    return ()


def _name_class_record(name_class: NameClass) -> _Json:
    if isinstance(name_class, Name):
        return [_NAME, name_class.namespace, name_class.local]
    if isinstance(name_class, NameChoice):
        return [_NAME_CHOICE, *map(_name_class_record, name_class.classes)]
    exception = None if name_class.exception is None else _name_class_record(name_class.exception)
    return [_ANY_NAME, exception] if isinstance(name_class, AnyName) else [_NS_NAME, name_class.namespace, exception]


# Reading


def read(data: bytes) -> Archived:
    """Return the grammar that *data* holds. Raises :class:`ArchiveError` if it holds none.

    So does whoever comes upon a content that has not been made before, if that is not as it was written.
    """
    return _sound(lambda: _read(data))


def _read(data: bytes) -> Archived:
    content = json.loads(data)
    reading = _Reading(content)
    files = tuple((str(address), str(digest)) for address, digest in content["files"])
    return Archived(reading.pattern(content["start"]), reading.table, bool(content["context"]), files)


class _StoredElement(ElementPattern):
    """An element pattern whose content is made when it is first asked for."""

    __slots__ = ("_content", "_make")

    def __init__(self, uid: int, name_class: NameClass, make: Callable[[], Pattern]) -> None:
        self._make: Callable[[], Pattern] | None = None
        self._content: Pattern = NOT_ALLOWED
        super().__init__(uid, name_class, NOWHERE, "")
        self._make = make

    @property
    def content(self) -> Pattern:
        """What the element holds."""
        if self._make is not None:
            self._content, self._make = _sound(self._make), None
        return self._content

    @content.setter
    def content(self, pattern: Pattern) -> None:
        self._content = pattern


class _StoredTable(Table):
    """A table whose origins are made when they are asked for: only a finding needs them."""

    def __init__(self) -> None:
        self._make: Callable[[], dict[Pattern, tuple[str, ...]]] | None = None
        self._origins: dict[Pattern, tuple[str, ...]] = {}
        super().__init__()

    def defer(self, make: Callable[[], dict[Pattern, tuple[str, ...]]]) -> None:
        """Have the origins made by *make*."""
        self._make = make

    @property
    def origins(self) -> dict[Pattern, tuple[str, ...]]:
        """Under which names the grammar defines a pattern."""
        if self._make is not None:
            self._origins, self._make = _sound(self._make), None
        return self._origins

    @origins.setter
    def origins(self, origins: dict[Pattern, tuple[str, ...]]) -> None:
        self._origins = origins


class _Reading:
    """One grammar on its way out of JSON."""

    def __init__(self, content: _Json) -> None:
        self._records: dict[int, _Json] = {record[0]: record for record in content["patterns"]}
        self._made: dict[int, Pattern] = dict(_SINGLETONS)
        self._datatypes: list[_Json] = content["datatypes"]
        self._known: dict[int, Datatype] = {}
        self.table: Final = _StoredTable()
        next_uid = int(content["next"])
        if next_uid > _MOST_PATTERNS:
            message = f"{next_uid} patterns are more than any grammar has"
            raise ArchiveError(message)
        self.table.reserve(next_uid)
        for uid in content["elements"]:
            self.table.elements.append(self._element(uid))
        self.table.defer(lambda: self._origins(content["origins"]))

    def _origins(self, records: _Json) -> dict[Pattern, tuple[str, ...]]:
        return {self.pattern(uid): tuple(map(str, names)) for uid, names in records}

    def _element(self, uid: int) -> ElementPattern:
        record = self._records[uid]
        content = int(record[3])
        element = _StoredElement(int(uid), _name_class(record[2]), lambda: self.pattern(content))
        self._made[uid] = element
        return element

    def pattern(self, uid: int) -> Pattern:
        """Return the pattern of this number, having made those it is made of, the older first."""
        found = self._made.get(uid)
        if found is not None:
            return found
        needed: set[int] = set()
        waiting = [uid]
        while waiting:
            one = waiting.pop()
            if one in needed or one in self._made:
                continue
            needed.add(one)
            older = list(_older(self._records[one]))
            if any(part >= one for part in older if part not in self._made):
                message = f"pattern {one} refers to a younger one"
                raise ArchiveError(message)
            waiting += older
        for one in sorted(needed):
            made = self._made[one] = self._new(self._records[one])
            self.table.adopt(made)
        return self._made[uid]

    def _new(self, record: _Json) -> Pattern:
        uid, kind = record[0], record[1]
        if kind in {_CHOICE, _INTERLEAVE}:
            members = tuple([self._made[part] for part in record[2:]])
            return ChoicePattern(uid, members) if kind == _CHOICE else InterleavePattern(uid, members)
        if kind == _GROUP:
            return GroupPattern(uid, self._made[record[2]], self._made[record[3]])
        if kind == _ONE_OR_MORE:
            return OneOrMorePattern(uid, self._made[record[2]])
        if kind == _LIST:
            return ListPattern(uid, self._made[record[2]])
        if kind == _DATA:
            return DataPattern(uid, self._datatype(record[2]), None if record[3] is None else self._made[record[3]])
        if kind == _ATTRIBUTE:
            return AttributePattern(uid, _name_class(record[2]), self._made[record[3]])
        return self._value(record)

    def _value(self, record: _Json) -> Pattern:
        uid, _kind, number, text, bindings = record
        datatype = self._datatype(number)
        namespaces = tuple((str(prefix), str(namespace)) for prefix, namespace in bindings)
        value = datatype.value(_text(text), dict(namespaces))
        if value is None:
            message = f"{text!r} is no value of {datatype.name}"
            raise ArchiveError(message)
        return ValuePattern(uid, datatype, value, text, namespaces)

    def _datatype(self, number: int) -> Datatype:
        found = self._known.get(number)
        if found is None:
            uri, name, parameters = self._datatypes[number]
            home = library(uri)
            if home is None:
                message = f"there is no library {uri}"
                raise ArchiveError(message)
            found = self._known[number] = home.datatype(
                name, tuple((str(key), str(value)) for key, value in parameters)
            )
        return found


def _older(record: _Json) -> Iterator[int]:
    """Yield the numbers of the patterns that must be made before the one in *record*."""
    kind = record[1]
    if kind in _JOINED:
        yield from record[2:]
    elif (kind == _DATA and record[3] is not None) or kind == _ATTRIBUTE:
        yield record[3]


def _text(record: _Json) -> str:
    if not isinstance(record, str):
        message = f"{record!r} is not text"
        raise ArchiveError(message)
    return record


def _name_class(record: _Json) -> NameClass:
    kind = record[0]
    if kind == _NAME:
        return Name(_text(record[1]), _text(record[2]))
    if kind == _NAME_CHOICE:
        return NameChoice(tuple(map(_name_class, record[1:])))
    exception = None if record[-1] is None else _name_class(record[-1])
    return AnyName(exception) if kind == _ANY_NAME else NsName(_text(record[1]), exception)
