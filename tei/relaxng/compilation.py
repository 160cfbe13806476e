"""From the bytes of a schema to patterns that documents can be matched with."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tei.relaxng import restrictions, sources
from tei.relaxng.patterns import Pattern, Table
from tei.relaxng.simplify import simplify

if TYPE_CHECKING:
    from tei.relaxng import model
    from tei.relaxng.sources import Loader


class Grammar(NamedTuple):
    """A grammar in simple form: what a document begins with, and the table of all its patterns."""

    start: Pattern
    table: Table


def compiled(data: bytes, path: str, load: "Loader | None" = None) -> Grammar:
    """Return the grammar that *data* holds; *path* tells the syntax, and where the files are that it refers to.

    Raises :class:`~tei.errors.SchemaError` with every fault found.
    """
    return simplified(sources.read(data, path), load or sources.files(Path(path)))


def simplified(pattern: "model.Pattern", load: "Loader") -> Grammar:
    """Return the grammar that *pattern* and the files it refers to are. Raises :class:`~tei.errors.SchemaError`."""
    table = Table()
    start = simplify(pattern, load, table)
    if restrictions.check(start, table):
        # Interned patterns stand in many places at once, so the faults are sought again where each has its own.
        places = Table(interning=False)
        restrictions.check(simplify(pattern, load, places), places).fail()
    table.freeze()
    return Grammar(start, table)
