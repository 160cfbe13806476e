"""A grammar's patterns as text, and back: what a cache can keep and anyone can read without running code.

The first line is JSON: ``names``, ``values`` and ``datatypes``, the ``elements``, the ``origins`` (the choices that
have a name), the number of the ``start``, and what is known of the grammar as a whole. Each line after that is one
pattern in decimal numbers: its kind, then the patterns it is made of, or places in those tables.

Patterns are numbered by age from 3 on (before come ``notAllowed``, ``empty`` and ``text``), so each refers to older
ones only, but for elements, whose content may be anything. A pattern is made when it is first asked for, and the
content of an element when that is: a letter needs a quarter of TEI.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple

from tei.relaxng.datatypes import Datatype, DatatypeError, library
from tei.relaxng.name_sets import AnyName, Name, NameChoice, NameSet, NsName
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
from tei.relaxng.places import NOWHERE

_SINGLETONS: Final = {pattern.uid: pattern for pattern in (NOT_ALLOWED, EMPTY, TEXT)}
_FIRST: Final = len(_SINGLETONS)
_CHOICE, _GROUP, _INTERLEAVE, _ONE_OR_MORE, _LIST, _DATA, _VALUE, _ATTRIBUTE, _ELEMENT = range(9)
_NAME, _ANY_NAME, _NS_NAME, _NAME_CHOICE = range(4)
_JOINED: Final[dict[type[Pattern], int]] = {
    ChoicePattern: _CHOICE,
    GroupPattern: _GROUP,
    InterleavePattern: _INTERLEAVE,
    OneOrMorePattern: _ONE_OR_MORE,
    ListPattern: _LIST,
}
_MADE_OF_ALL: Final = frozenset(_JOINED.values())
# JSON of our own making: its shape is checked by use.
_Json = Any
_Record = list[int]


class ArchiveError(ValueError):
    """The data is not a grammar that was written here."""


class Archived(NamedTuple):
    """A grammar out of an archive, and what is known of it beforehand.

    *records* are those of its patterns, None if it has just been compiled, and *digest* is that of the archive.
    """

    start: Pattern
    table: Table
    has_context: bool
    files: tuple[tuple[str, str], ...]
    records: "Records | None" = None
    digest: str = ""


# Writing


def written(start: Pattern, table: Table, *, has_context: bool, files: Iterable[tuple[str, str]] = ()) -> bytes:
    """Return the grammar as text; *files* are the addresses of what it was read from, each with its digest."""
    writing = _Writing(start, table)
    records = "".join(f"{' '.join(map(str, record))}\n" for record in writing.records())
    header = {
        "start": writing.number(start),
        "context": has_context,
        "files": [list(file) for file in files],
        "elements": [writing.number(element) for element in table.elements],
        "origins": [[writing.number(pattern), list(names)] for pattern, names in _classes(table)],
        "names": [_name_record(names) for names in writing.names],
        "datatypes": [[one.library, one.name, [list(pair) for pair in one.parameters]] for one in writing.datatypes],
        "values": [[text, [list(pair) for pair in bindings]] for text, bindings in writing.values],
    }
    return f"{json.dumps(header, ensure_ascii=False, separators=(',', ':'))}\n{records}".encode()


def _classes(table: Table) -> Iterator[tuple[Pattern, tuple[str, ...]]]:
    """Yield the choices that have a name: of what else is defined no finding speaks."""
    for pattern, names in table.origins.items():
        if isinstance(pattern, ChoicePattern) and not pattern.has_attributes:
            yield pattern, names


class _Writing:
    """One grammar on its way into an archive: its patterns, and what they refer to, in the order of their numbers."""

    def __init__(self, start: Pattern, table: Table) -> None:
        seen: set[Pattern] = set()
        waiting: list[Pattern] = [start, *table.elements, *(pattern for pattern, _names in _classes(table))]
        while waiting:
            pattern = waiting.pop()
            if pattern not in seen and pattern.uid not in _SINGLETONS:
                seen.add(pattern)
                waiting.extend(_referred(pattern))
        self._patterns = sorted(seen, key=lambda one: one.uid)
        self._numbers = {pattern: number for number, pattern in enumerate(self._patterns, start=_FIRST)}
        self._numbers.update({pattern: uid for uid, pattern in _SINGLETONS.items()})
        self.names: dict[NameSet, int] = {}
        self.datatypes: dict[Datatype, int] = {}
        self.values: dict[tuple[str, tuple[tuple[str, str], ...]], int] = {}

    def number(self, pattern: Pattern) -> int:
        """Return the number of *pattern*."""
        return self._numbers[pattern]

    def records(self) -> list[_Record]:
        """Return a record for each pattern."""
        return [self._record(pattern) for pattern in self._patterns]

    def _record(self, pattern: Pattern) -> _Record:
        parts = [self._numbers[part] for part in _referred(pattern)]
        if (kind := _JOINED.get(type(pattern))) is not None:
            return [kind, *parts]
        if isinstance(pattern, DataPattern):
            return [_DATA, _entered(self.datatypes, pattern.datatype), *parts]
        if isinstance(pattern, ValuePattern):
            value = _entered(self.values, (pattern.text, pattern.namespaces))
            return [_VALUE, _entered(self.datatypes, pattern.datatype), value]
        if isinstance(pattern, AttributePattern):
            return [_ATTRIBUTE, _entered(self.names, pattern.name_class), *parts]
        if isinstance(pattern, ElementPattern):
            return [_ELEMENT, _entered(self.names, pattern.name_class), *parts]
        message = f"{pattern!r} cannot be written"
        raise ArchiveError(message)


def _entered(table: dict[Any, int], entry: object) -> int:
    """Return the place of *entry* in *table*, where it is now if it was not before."""
    return table.setdefault(entry, len(table))


def joined_record(pattern: Pattern) -> tuple[int, tuple[Pattern, ...]]:
    """Return the kind and the parts of a pattern that joins others. Raises :class:`ArchiveError` for any else."""
    kind = _JOINED.get(type(pattern))
    if kind is None:
        message = f"{pattern!r} is not made of others"
        raise ArchiveError(message)
    return kind, _referred(pattern)


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


def _name_record(names: NameSet) -> _Json:
    if isinstance(names, Name):
        return [_NAME, names.namespace, names.local]
    if isinstance(names, NameChoice):
        return [_NAME_CHOICE, *map(_name_record, names.classes)]
    exception = None if names.exception is None else _name_record(names.exception)
    return [_ANY_NAME, exception] if isinstance(names, AnyName) else [_NS_NAME, names.namespace, exception]


# Reading

# What reading raises when the data, though it was kept whole, is something else than a grammar.
FAULTS: Final = (ValueError, KeyError, TypeError, AttributeError, IndexError, DatatypeError, RecursionError)


def read(data: bytes) -> Archived:
    """Return the grammar that *data* holds.

    Raises :class:`ArchiveError` if it holds none, as does every pattern in it when it is asked for what cannot be.
    """
    try:
        header, *lines = data.decode("utf-8").removesuffix("\n").split("\n")
        content = json.loads(header)
        records = Records(content, lines)
        files = tuple((str(address), str(digest)) for address, digest in content["files"])
        return Archived(records.pattern(content["start"]), records.table, bool(content["context"]), files, records)
    except FAULTS as fault:
        message = f"this is no grammar: {fault}"
        raise ArchiveError(message) from fault


class _StoredElement(ElementPattern):
    """An element pattern whose content is made when it is first asked for."""

    __slots__ = ("_content", "_make")

    def __init__(self, uid: int, names: NameSet, make: Callable[[], Pattern]) -> None:
        self._make: Callable[[], Pattern] | None = None
        self._content: Pattern = NOT_ALLOWED
        super().__init__(uid, names, NOWHERE, "")
        self._make = make

    @property
    def content(self) -> Pattern:
        """What the element holds."""
        if self._make is not None:
            self._content, self._make = self._make(), None
        return self._content

    @content.setter
    def content(self, pattern: Pattern) -> None:
        self._content = pattern


class _StoredTable(Table):
    """A table whose elements and origins are listed when they are asked for: only a finding needs them all."""

    def __init__(self, records: "Records") -> None:
        self._records: Records | None = None
        self._elements: list[ElementPattern] = []
        self._origins: dict[Pattern, tuple[str, ...]] = {}
        super().__init__()
        self._records = records

    def _list(self) -> None:
        if self._records is not None:
            records, self._records = self._records, None
            try:
                self._elements, self._origins = records.elements(), records.origins()
            except FAULTS as fault:
                message = f"elements and origins cannot be listed: {fault}"
                raise ArchiveError(message) from fault

    @property
    def elements(self) -> list[ElementPattern]:
        """Every element pattern, in the order of their making."""
        self._list()
        return self._elements

    @elements.setter
    def elements(self, elements: list[ElementPattern]) -> None:
        self._elements = elements

    @property
    def origins(self) -> dict[Pattern, tuple[str, ...]]:
        """Under which names the grammar defines a pattern."""
        self._list()
        return self._origins

    @origins.setter
    def origins(self, origins: dict[Pattern, tuple[str, ...]]) -> None:
        self._origins = origins


class Records:
    """One grammar on its way out of an archive, a pattern at a time; *own* is the number after its last."""

    def __init__(self, content: _Json, records: list[str]) -> None:
        self._content = content
        self._records = records
        self._made: dict[int, Pattern] = dict(_SINGLETONS)
        self._names: dict[int, NameSet] = {}
        self._datatypes: dict[int, Datatype] = {}
        self.table: Final = _StoredTable(self)
        self.own: Final = _FIRST + len(records)
        self.table.reserve(self.own)

    def extend(self, records: list[str]) -> None:
        """Add patterns that were derived from the grammar's own."""
        self._records += records
        self.table.reserve(_FIRST + len(self._records))

    def elements(self) -> list[ElementPattern]:
        """Return all elements, in the order of their making."""
        elements = []
        for number in self._content["elements"]:
            element = self.pattern(number)
            if not isinstance(element, ElementPattern):
                message = f"pattern {number} is no element"
                raise ArchiveError(message)
            elements.append(element)
        return elements

    def origins(self) -> dict[Pattern, tuple[str, ...]]:
        """Return the choices that have names."""
        return {self.pattern(number): tuple(map(str, names)) for number, names in self._content["origins"]}

    def pattern(self, number: int) -> Pattern:
        """Return the pattern of this number. Raises :class:`ArchiveError` if there can be none."""
        found = self._made.get(number)
        if found is None:
            try:
                self._make(number)
            except FAULTS as fault:
                message = f"pattern {number} cannot be made: {fault}"
                raise ArchiveError(message) from fault
            found = self._made[number]
        return found

    def _make(self, number: int) -> None:
        """Make the pattern of this number, after the older ones that it is made of: a loop, for chains are long."""
        made = self._made
        waiting = [number]
        records: dict[int, _Record] = {}
        while waiting:
            one = waiting[-1]
            record = records.get(one)
            if record is None:
                record = records[one] = self._record(one)
                older = [part for part in _parts(record) if part not in made]
                if older:
                    if max(older) >= one:
                        message = f"pattern {one} refers to a younger one"
                        raise ArchiveError(message)
                    waiting += older
                    continue
            waiting.pop()
            if one not in made:
                made[one] = pattern = self._new(one, record)
                if record[0] != _ELEMENT:
                    self.table.adopt(pattern)

    def _record(self, number: int) -> _Record:
        if number < _FIRST:
            message = f"there is no pattern {number}"
            raise ArchiveError(message)
        return list(map(int, self._records[number - _FIRST].split(" ")))

    def _new(self, uid: int, record: _Record) -> Pattern:
        kind, first = record[0], record[1]
        made = self._made
        if kind == _CHOICE:
            return ChoicePattern(uid, tuple([made[part] for part in record[1:]]))
        if kind == _ELEMENT:
            content = record[2]
            return _StoredElement(uid, self._name(first), lambda: self.pattern(content))
        if kind == _GROUP:
            return GroupPattern(uid, made[first], made[record[2]])
        if kind == _ATTRIBUTE:
            return AttributePattern(uid, self._name(first), made[record[2]])
        if kind == _ONE_OR_MORE:
            return OneOrMorePattern(uid, made[first])
        if kind == _INTERLEAVE:
            return InterleavePattern(uid, tuple([made[part] for part in record[1:]]))
        if kind == _LIST:
            return ListPattern(uid, made[first])
        if kind == _DATA:
            return DataPattern(uid, self._datatype(first), made[record[2]] if len(record) > 2 else None)  # noqa: PLR2004 - there is an exception
        if kind == _VALUE:
            return self._value(uid, self._datatype(first), record[2])
        message = f"there is no kind {kind}"
        raise ArchiveError(message)

    def _value(self, uid: int, datatype: Datatype, number: int) -> Pattern:
        text, bindings = self._content["values"][number]
        namespaces = tuple((str(prefix), str(namespace)) for prefix, namespace in bindings)
        value = datatype.value(_text(text), dict(namespaces))
        if value is None:
            message = f"{text!r} is no value of {datatype.name}"
            raise ArchiveError(message)
        return ValuePattern(uid, datatype, value, text, namespaces)

    def _name(self, number: int) -> NameSet:
        found = self._names.get(number)
        if found is None:
            found = self._names[number] = _name_set(self._content["names"][number])
        return found

    def _datatype(self, number: int) -> Datatype:
        found = self._datatypes.get(number)
        if found is None:
            uri, name, parameters = self._content["datatypes"][number]
            home = library(uri)
            if home is None:
                message = f"there is no library {uri}"
                raise ArchiveError(message)
            found = self._datatypes[number] = home.datatype(
                name, tuple((str(key), str(value)) for key, value in parameters)
            )
        return found


def _parts(record: _Record) -> _Record:
    """Return the numbers of the patterns that must be made before the one in *record*."""
    kind = record[0]
    if kind in _MADE_OF_ALL:
        return record[1:]
    return record[2:] if kind in {_DATA, _ATTRIBUTE} else []


def _text(record: _Json) -> str:
    if not isinstance(record, str):
        message = f"{record!r} is not text"
        raise ArchiveError(message)
    return record


def _name_set(record: _Json) -> NameSet:
    kind = record[0]
    if kind == _NAME:
        return Name(_text(record[1]), _text(record[2]))
    if kind == _NAME_CHOICE:
        return NameChoice(tuple(map(_name_set, record[1:])))
    exception = None if record[-1] is None else _name_set(record[-1])
    return AnyName(exception) if kind == _ANY_NAME else NsName(_text(record[1]), exception)
