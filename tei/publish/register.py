"""The register of a site: what its documents name, and which days, in the order in which pages ask for it.

A large edition has a million of these. They are in a database on the disk, which is made anew for each build, so that a
page has in memory what stands on it, and no more. Documents are numbers there: their places in the site.
"""

import json
import weakref
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tei.errors import EnvironmentFault
from tei.publish import inside as insides
from tei.publish.indexes.moments import DATE, DOCUMENT, days, is_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.publish.inside import Strings, Told
    from tei.publish.model import Item

_MEMORY: Final = ":memory:"
_FILE: Final = "register.db"
_PAGES_KIB: Final = 4096
# The database is gone with the build: nobody has to be able to go on with it.
_MAKE: Final = f"""
pragma journal_mode = off;
pragma synchronous = off;
pragma locking_mode = exclusive;
pragma temp_store = file;
pragma cache_size = -{_PAGES_KIB};
create table names (id integer primary key, document integer, key text, kind text, name text, entry text,
  occurrences integer, said text);
create table marks (id integer primary key, document integer, first integer, last integer, what integer, day text,
  said text);
"""
_ORDER: Final = """
create index names_by_key on names (key, id);
create index marks_by_time on marks (first, last desc, what, id);
"""


class Named(NamedTuple):
    """What is named, as the document says that names it first: in how many documents, and how often in their texts."""

    key: str
    kind: str
    name: str
    entry: str
    documents: int
    occurrences: int


class Place(NamedTuple):
    """A document that names something; ``said`` are the occurrences, packed."""

    document: int
    occurrences: int
    said: str

    def all(self) -> "list[Strings]":
        """Return the occurrences, each with the fields of :class:`~tei.publish.model.Occurrence`."""
        found: list[Strings] = json.loads(self.said)
        return found


class Marked(NamedTuple):
    """A document with its day, or a date in one; ``said`` is then what stands there, packed."""

    document: int
    what: int
    day: str
    said: str

    def fields(self) -> "Strings":
        """Return the fields of the :class:`~tei.publish.model.Moment`."""
        found: Strings = json.loads(self.said)
        return found


class Register:
    """The register of documents, in *folder*, or in memory."""

    def __init__(self, items: "Iterable[Item]" = (), folder: Path | None = None) -> None:
        """Enter *items* in the order of the site.

        Raises :class:`~tei.errors.EnvironmentFault`, as all that is asked does, if the disk is full or cannot be read.
        """
        try:
            import sqlite3  # noqa: PLC0415 - whoever builds Python may leave it out
        except ImportError as fault:
            message = "a site is made with SQLite, which this Python has been built without"
            raise EnvironmentFault(message) from fault
        self._fault = sqlite3.Error
        self._place = folder / _FILE if folder else _MEMORY
        with self._told():
            self._database = sqlite3.connect(self._place, isolation_level=None)
            self.close = weakref.finalize(self, self._database.close)
            self._database.executescript(_MAKE)
            self._database.execute("begin")
            for number, item in enumerate(items):
                self._enter(number, item)
            self._database.execute("commit")
            self._database.executescript(_ORDER)

    def _enter(self, number: int, item: "Item") -> None:
        told = insides.told(item.inside)
        self._database.executemany(
            "insert into names (document, key, kind, name, entry, occurrences, said) values (?, ?, ?, ?, ?, ?, ?)",
            [(number, *name[:4], len(name[4]), _packed(name[4])) for name in told.names],
        )
        self._database.executemany(
            "insert into marks (document, first, last, what, day, said) values (?, ?, ?, ?, ?, ?)",
            [(number, *days(day), what, day, said) for what, day, said in _days(item, told)],
        )

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """All that is named, in the order in which it is named first."""
        # Of columns without a function, SQLite gives those of the row with the least id.
        found = self._rows(
            "select key, kind, name, entry, count(*), sum(occurrences), min(id) as at "
            "from names group by key order by at"
        )
        return tuple(Named(*row[:-1]) for row in found)

    def keys(self) -> "Iterator[tuple[int, str, str]]":
        """Yield the document, the key and the kind of each name, in the order of the documents."""
        return self._rows("select document, key, kind from names order by id")

    def counts(self, key: str) -> list[int]:
        """Return how often *key* is named in each document that names it, in their order."""
        return [count for (count,) in self._rows("select occurrences from names where key = ? order by id", key)]

    def places(self, key: str) -> "Iterator[Place]":
        """Yield the documents that name *key*, in their order."""
        found = self._rows("select document, occurrences, said from names where key = ? order by id", key)
        return map(Place._make, found)

    def days(self) -> "Iterator[tuple[str, int, int]]":
        """Yield each day, month and year, how many documents are of it, and how many dates in documents name it."""
        return self._rows("select day, sum(what = ?), sum(what = ?) from marks group by day", DOCUMENT, DATE)

    def is_dated(self) -> bool:
        """Return whether anything has a day."""
        return any(found for (found,) in self._rows("select exists (select 1 from marks)"))

    def marks(self, within: str = "") -> "Iterator[Marked]":
        """Yield what has a day in the order of time, a month before its days: all, or *within* a month or year."""
        if not within:
            return self._marks("true")
        where = "first between ? and ? and (day = ? or day like ?)"
        return self._marks(where, *days(within), within, f"{within}-%")

    def marks_of(self, when: str) -> "Iterator[Marked]":
        """Yield what has just that day, month or year; "" is none."""
        return self._marks("first = ? and last = ? and day = ?", *days(when), when) if when else iter(())

    def _marks(self, where: str, *values: object) -> "Iterator[Marked]":
        asked = f"select document, what, day, said from marks where {where} "  # noqa: S608 - it has no values
        return map(Marked._make, self._rows(f"{asked} order by first, last desc, what, id", *values))

    def _rows(self, asked: str, *values: object) -> "Iterator[Any]":
        with self._told():
            yield from self._database.execute(asked, values)

    @contextmanager
    def _told(self) -> "Iterator[None]":
        """Say what the database could not do as a fault of the machine."""
        try:
            yield
        except self._fault as fault:
            message = f"the register of the site, {self._place}, cannot be written or read: {fault}"
            raise EnvironmentFault(message) from fault


def _days(item: "Item", told: "Told") -> "Iterator[tuple[int, str, str]]":
    if is_day(item.when):
        yield DOCUMENT, item.when, ""
    for moment in told.moments:
        if is_day(moment[0]):
            yield DATE, moment[0], _packed(moment)


def _packed(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
