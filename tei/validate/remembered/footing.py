"""What the findings of a plan stand on besides the document: a digest that changes with any of it.

That is:

- this package itself, the libraries and Python (:mod:`engine`);
- the plan with all that it says: the paths of schemas, phases, limits, what the call asks for;
- the bytes of each schema, and of each file that it is made of: grammars and DTDs tell them, of Schematron and XML
  Schema they are found by looking (:mod:`reached`);
- whether a grammar made from an ODD is one without identifiers, and which files of an ODD rules were made from;
- the authority file, with what it includes, and the catalogs;
- the difference between the local time and UTC, which dates without one are compared by.

The day belongs to it as well, for the documents to which it may matter. What else a document's findings depend on is
known only when it has been checked, and kept with them: where the paths in it lead, which files are there, the bytes of
those that it includes (:mod:`tei.document.observed`).
"""

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.document.decoding import decode
from tei.errors import DocumentError, TeiError
from tei.odd.prepared import MANIFEST
from tei.odd.wish import WITHOUT_IDS
from tei.relaxng.digests import digest
from tei.validate.remembered import engine, reached
from tei.validate.remembered.reached import ALWAYS, Reached, UnknownError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tei.validate.associate import Plan

_ENTITY: Final = "<!ENTITY"


class Footing(NamedTuple):
    """What the findings of a plan stand on.

    ``engine`` is the part of it that whoever carries out the checks must be; ``schemas`` has the digest of each schema
    with all that it is made of, by its path; ``dated`` is as in :class:`~tei.validate.remembered.reached.Reached`.
    """

    digest: bytes
    engine: bytes = b""
    schemas: tuple[tuple[Path, bytes], ...] = ()
    dated: frozenset[str] = frozenset()

    def made_of(self, path: Path) -> bytes:
        """Return the digest of all that the schema at *path* is made of."""
        return digest(*(one for known, one in self.schemas if known == path))

    def key(self, places: tuple[str, ...], data: bytes, subject: str, now: "time.struct_time") -> bytes:
        """Return what is kept of the document in *data* at *places*, as to *subject*, is found by *now*."""
        day = f"{now.tm_year} {now.tm_yday}" if self._is_dated(data) else ""
        said = "\n".join((*places, f"{now.tm_gmtoff} {day}", subject))
        return digest(self.digest, digest(said.encode("utf-8", "surrogatepass")), digest(data))

    def _is_dated(self, data: bytes) -> bool:
        if not self.dated:
            return False
        try:
            text = decode(data, "")
        except DocumentError:
            return True
        return ALWAYS in self.dated or _ENTITY in text or any(name in text for name in self.dated)


def places(path: str) -> tuple[str, ...]:
    """Return the places of the document at *path*: as it is shown, from the root, and without symbolic links."""
    return path, os.path.abspath(path), os.path.realpath(path)  # noqa: PTH100 - strings, links kept in one


class Footings:
    """The footings of plans at one moment: what several plans have in common is looked at once."""

    def __init__(self) -> None:
        now = engine.state()
        # A process that goes on while its source is changed is no known engine.
        self._engine = now if now == engine.loaded() else b""
        self._reached: dict[tuple[object, ...], Reached | None] = {}
        self._known: dict[Plan, Footing | None] = {}

    def of(self, plan: "Plan | None") -> Footing | None:
        """Return what the findings of *plan* stand on, None where that cannot be said; with no plan, what all do."""
        if plan is None:
            return Footing(self._engine, self._engine) if self._engine else None
        if plan not in self._known:
            self._known[plan] = self._footing(plan)
        return self._known[plan]

    def _footing(self, plan: "Plan") -> Footing | None:
        rules = (*plan.schematrons, *(path for path, _watched in plan.watched), *plan.xsds)
        schemas = {*plan.grammars, *plan.dtds, *rules}
        # The authority file, the catalogs, and whatever other file a plan will name one day.
        beside = [path for path in dict.fromkeys(_paths(plan)) if path not in schemas and path.is_file()]
        found = [
            *((path, self._once(_grammar, path, plan.schema_folders, plan.ids)) for path in plan.grammars),
            *((path, self._once(_dtd, path, plan.catalogs)) for path in plan.dtds),
            *((path, self._once(reached.schema, path)) for path in rules),
            *((path, self._once(_made_from, path)) for path in rules),
            *((path, self._once(reached.document, path)) for path in beside),
        ]
        known = [(path, one) for path, one in found if one is not None]
        if not self._engine or len(known) < len(found):
            return None
        said = reached.known_as(repr(tuple(plan))).encode("utf-8", "surrogateescape")
        dated = frozenset[str]().union(*(one.dated for _path, one in known))
        whole = digest(self._engine, digest(said), *(one.digest for _path, one in known))
        return Footing(whole, self._engine, tuple((path, one.digest) for path, one in known), dated)

    def _once(self, look: "Callable[..., Reached]", *arguments: object) -> Reached | None:
        key = (look, *arguments)
        if key not in self._reached:
            try:
                self._reached[key] = look(*arguments)
            except (UnknownError, TeiError, OSError):  # Whoever applies it will tell what is wrong.
                self._reached[key] = None
        return self._reached[key]


def _paths(value: object) -> "Iterator[Path]":
    """Yield the paths that a plan, or a part of one, has in it."""
    if isinstance(value, Path):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _paths(one)


def _grammar(path: Path, folders: tuple[Path, ...], ids: bool) -> Reached:  # noqa: FBT001 - one of the arguments above
    from tei import relaxng  # noqa: PLC0415 - loaded with the first grammar

    marked = os.path.exists(f"{path}{WITHOUT_IDS}")  # noqa: PTH110 - beside the path, as a string
    schema = relaxng.load(path, folders=folders, ids=ids and not marked)
    return _of_files(schema.files, b"without ids" if marked else b"")


def _made_from(rules: Path) -> Reached:
    """Return from which files of an ODD *rules* were made, if they were: findings may name places in these."""
    manifest = rules.with_name(MANIFEST)
    return Reached(digest(manifest.read_bytes() if manifest.is_file() else b""))


def _dtd(path: Path, catalogs: tuple[Path, ...]) -> Reached:
    from tei.validate import dtd, stand_ins  # noqa: PLC0415 - few documents have one

    return _of_files(dtd.load(path, stand_ins.catalogs(catalogs)).files)


def _of_files(files: "Iterable[Path]", more: bytes = b"") -> Reached:
    """Return *files* as what a schema is made of."""
    rows = []
    for file in files:
        place = reached.known_as(os.path.realpath(file)).encode("utf-8", "surrogateescape")
        rows.append(digest(place, b"\n", file.read_bytes()))
    return Reached(digest(more, *rows))
