"""From the bytes of a schema to patterns that documents can be matched with."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tei.relaxng import identifiers, restrictions, sources
from tei.relaxng.patterns import ElementPattern, Pattern, Table
from tei.relaxng.simplify import simplify
from tei.relaxng.values import reachable

if TYPE_CHECKING:
    from tei.relaxng import model
    from tei.relaxng.sources import Loader


class Grammar(NamedTuple):
    """A grammar in simple form: what a document begins with, and the table of all its patterns."""

    start: Pattern
    table: Table


def compiled(data: bytes, path: str, load: "Loader | None" = None, *, with_identifiers: bool = True) -> Grammar:
    """Return the grammar that *data* holds; *path* tells the syntax, and where the files are that it refers to.

    Without *with_identifiers*, it need not be known by names which attributes are identifiers. Raises
    :class:`~tei.errors.SchemaError` with every fault found.
    """
    return simplified(sources.read(data, path), load or sources.files(Path(path)), with_identifiers=with_identifiers)


def simplified(pattern: "model.Pattern", load: "Loader", *, with_identifiers: bool = True) -> Grammar:
    """Return the grammar that *pattern* and the files it refers to are. Raises as :func:`compiled` does."""
    table = Table()
    start = simplify(pattern, load, table)
    # Interned patterns stand in many places at once, so faults are sought again where each has its own.
    if restrictions.check(start, table):
        places = Table(interning=False)
        restrictions.check(simplify(pattern, load, places), places).fail()
    leaves = reachable(start)
    if with_identifiers and identifiers.check(leaves, table):
        places = Table(interning=False)
        identifiers.check(reachable(simplify(pattern, load, places)), places).fail()
    # Of what nothing refers to, no document has anything.
    table.elements[:] = [leaf for leaf in leaves if isinstance(leaf, ElementPattern)]
    table.freeze()
    return Grammar(start, table)
