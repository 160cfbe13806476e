"""What a document has that pointers lead to, and what it wants of others: small values that go between processes."""

import zlib
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from tei import names
from tei.validate.pointers.tables import aim, entries
from tei.validate.pointers.written import EXAMPLES, Pointer, attributes, inclusions, own_place, pointers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from tei.document import Document

_IDENTIFIERS: Final = etree.XPath("//@xml:id")
_LEVEL: Final = 1


class Want(NamedTuple):
    """What an attribute of an element asks for: an element with this identifier."""

    identifier: str
    element: str
    attribute: str


class Facts(NamedTuple):
    """What the check of a corpus needs of one document.

    ``place`` is its true path. ``identifiers`` has each ``xml:id`` with the name of its element, ``wants`` by place
    what its pointers ask for there, both packed; what it asks of itself and has, is not among them. ``included`` are
    the places of the files that it includes. ``unused`` are the entries that it does not itself point at.
    """

    place: str
    identifiers: bytes
    wants: dict[str, bytes]
    included: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()


class Identified(NamedTuple):
    """The identifiers of a document and the names of their elements; ``repeated`` are those that occur twice."""

    elements: dict[str, str]
    repeated: frozenset[str] = frozenset()


class Fault(NamedTuple):
    """What is wrong with what is wanted of the document at ``place``.

    ``found`` is the element there, ``near`` the identifier that may be meant, ``elsewhere`` the place of another file
    that has the identifier.
    """

    rule: str
    place: str
    want: Want
    found: str = ""
    near: str = ""
    elsewhere: str = ""


def gather(document: "Document", asking: "Iterable[Pointer] | None" = None) -> tuple[Facts, list[Fault]]:
    """Return the facts of *document*, and what is wrong whatever other documents have.

    *asking* are its pointers, where somebody has them already.
    """
    place = own_place(document)
    having = [(identifier, names.local_name(str(element.tag))) for identifier, element in identified(document)]
    elements = dict(reversed(having))
    asked: dict[str, dict[Want, None]] = {}
    for one in pointers(document) if asking is None else asking:
        asked.setdefault(one.place, {})[want(one)] = None
    faults = [Fault("ptr.prefix", "", one) for one in asked.pop("", ())]
    own = asked.pop(place, {})
    missing = [one for one in own if one.identifier not in elements]
    if missing:
        asked[place] = dict.fromkeys(missing)
    faults += [
        Fault("ptr.kind", place, one, elements[one.identifier])
        for one in own
        if one.identifier in elements and misled(one, elements[one.identifier])
    ]
    counts = Counter(identifier for identifier, _element in having) if len(elements) < len(having) else {}
    faults += [Fault("ptr.duplicate-id", place, Want(one, "", "")) for one, count in counts.items() if count > 1]
    pointed_at = {one.identifier for one in own}
    facts = Facts(
        place,
        _packed("\t".join(pair) for pair in having),
        {goal: _packed("\t".join(one) for one in wanted) for goal, wanted in asked.items()},
        tuple(dict.fromkeys(goal for one, _file, goal in inclusions(document) if goal and one.get("parse") != "text")),
        tuple(one for one, element in having if element in entries() and one not in pointed_at),
    )
    return facts, faults


def missing_here(facts: Facts) -> list[Fault]:
    """Return what a document wants of itself and has not, unless others may be included that have it."""
    return [] if facts.included else [Fault("ptr.dangling", facts.place, one) for one in wants(facts, facts.place)]


def want(pointer: Pointer) -> Want:
    """Return what *pointer* asks for."""
    return Want(pointer.identifier, names.local_name(str(pointer.element.tag)), pointer.attribute)


def identified(document: "Document") -> "Iterator[tuple[str, _Element]]":
    """Yield each identifier and its element, examples left out."""
    for element, _name, value in attributes(document, _IDENTIFIERS):
        # One with white space is none, and the grammar says so.
        if value.split() == [value] and names.split(str(element.tag))[0] != EXAMPLES:
            yield value, element


def misled(wanted: Want, found: str) -> bool:
    """Return whether an element of the name *found* is known not to be what is wanted."""
    goal = aim(wanted.element, wanted.attribute)
    return goal is not None and found in goal.wrong


def identifiers(facts: Facts) -> Identified:
    """Return the identifiers in *facts*."""
    pairs = [line.split("\t") for line in _lines(facts.identifiers)]
    elements: dict[str, str] = {}
    for identifier, element in pairs:
        elements.setdefault(identifier, element)
    repeated = frozenset[str]()
    if len(elements) < len(pairs):
        counts = Counter(identifier for identifier, _element in pairs)
        repeated = frozenset(one for one, count in counts.items() if count > 1)
    return Identified(elements, repeated)


def wants(facts: Facts, place: str) -> list[Want]:
    """Return what *facts* have that is wanted of the document at *place*."""
    return list(map(wanted, written_wants(facts, place)))


def written_wants(facts: Facts, place: str) -> list[str]:
    """Return the same, each as the line that is packed: the same line is the same want, in whichever document."""
    return _lines(facts.wants.get(place, b""))


def wanted(line: str) -> Want:
    """Return the want that a line stands for."""
    return Want(*line.split("\t"))


def _packed(lines: "Iterable[str]") -> bytes:
    text = "\n".join(lines).encode()
    return zlib.compress(text, _LEVEL) if text else b""


def _lines(packed: bytes) -> list[str]:
    return zlib.decompress(packed).decode().split("\n") if packed else []
