"""Archive references: which archive a reference names, and what its parts are; no character of it goes missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.information import keepers, practices, repositories

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.encode.information.repositories import Practice, Repository

TYPED: Final = frozenset(
    {"fond", "opis", "delo", "leaves", "box", "folder", "volume", "document", "reel", "number", "registration"}
)
"""The kinds of parts that have an ``idno`` of their own.

The practices share the words of the schema: ``fond`` is also a record group, a class or a Bestand, ``delo`` any file or
piece, ``leaves`` also pages.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a reference.

    ``kind`` is one of `TYPED`, or ``repository``, ``collection``, ``series``, ``place``, ``year``; "" is what divides
    two parts, ``unread`` what was not understood. ``value`` is the text without its label.
    """

    kind: str
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as it was read: ``whole`` is what was given, and the texts of ``parts`` joined are ``whole``.

    What is not told is "". ``leaves`` are the first and the last leaf; ``doubts`` are sentences for people.
    """

    practice: Practice
    country: str
    settlement: str
    repository: str
    abbreviation: str
    collection: str
    parts: tuple[Part, ...]
    leaves: tuple[str, str] | None
    whole: str
    doubts: tuple[str, ...] = ()

    @property
    def is_located(self) -> bool:
        """Whether it tells where in the archive the document lies."""
        return any(part.kind in TYPED for part in self.parts)

    def value(self, kind: str) -> str:
        """Return the value of the first part of *kind*, "" if there is none."""
        return next((part.value for part in self.parts if part.kind == kind), "")


def unknown(text: str) -> Reference:
    """Return *text* as a reference of which nothing is known, for where a page says that it is one."""
    doubt = f"no archive that is known is named in “{text}”"
    return Reference("general", "", "", "", "", "", (Part("unread", text, text),), None, text, (doubt,))


class Located(NamedTuple):
    """A reference and where it stands in a text: offsets, the end exclusive."""

    start: int
    end: int
    reference: Reference


def read(text: str) -> Reference | None:
    """Return the reference that *text* is, or None if it names no archive and has nothing of a reference.

    The whole of *text* is taken for it; what stands beside it is to be cut off before (see `find`).
    """
    keeper = keepers.keeper(text)
    practice = keeper.repository.practice if keeper else keepers.practice_of(text)
    if practice is None:
        return None
    repository = keeper.repository if keeper else None
    parts = tuple(_parts(text, practice, repository, keeper.places if keeper else ()))
    doubts = keeper.doubts if keeper else ("no archive is named that is known",)
    return _reference(text, practice, repository, parts, (*doubts, *_doubts(parts, repository)))


@lru_cache(maxsize=16)
def find(text: str) -> tuple[Located, ...]:
    """Return the references in running *text*, in order: an archive with at least one part, or parts that tell.

    What is found is kept for a while: a line is asked about when it is told apart, and when it is read.
    """
    found: list[Located] = []
    at = 0
    for start, after, practice, repository in _beginnings(text):
        if start < at:
            continue
        end, count = _extent(text, practice, after, repository)
        if repository is None:
            end = _with_archive(text, end)
        if not count:
            continue
        reference = read(text[start:end])
        if reference is not None:
            found.append(Located(start, end, reference))
            at = end
    return tuple(found)


def _beginnings(text: str) -> list[tuple[int, int, Practice, Repository | None]]:
    """Return where references may begin: offset, from where their parts are looked for, practice, the archive named."""
    named = [(start, end, one.practice, one) for start, end, one in repositories.named(text)]
    signs = ((found.start(), practice) for practice, sign in keepers.SIGNS for found in sign.finditer(text))
    return sorted([*named, *((start, start, practice, None) for start, practice in signs)], key=lambda one: one[:2])


_DIVIDES: Final = re.compile(r"[\s.,;:，、；：()（）/–—-]*")
_GAP_CHARS: Final = 160
"""How far a part may stand from the one before it: the name of a collection lies between."""
_SENTENCE_END: Final = re.compile(r"(?<!\s\w)[.!?]\s+[^\W\d_a-z]|\n\s*\n|[\[\]]|\bby\b")


def _extent(text: str, practice: Practice, start: int, repository: Repository | None) -> tuple[int, int]:
    """Return where the reference ends whose parts are looked for from *start*, and how many parts it has."""
    end, count = start, 0
    while True:
        at = _DIVIDES.match(text, end)
        part = practices.part_at(text, practice, at.end() if at else end)
        part = part or practices.part_at(text, practice, end)
        part = part or next(practices.parts(text, practice, end, end + _GAP_CHARS), None)
        if part is None or not _may_divide(text[end : part.start], repository):
            return end, count
        if part.kind == "fond" and count and ";" in text[end : part.start]:
            return end, count
        end, count = part.end, count + 1


def _may_divide(gap: str, repository: Repository | None) -> bool:
    """Return whether *gap* may stand between two parts: names of collections, no sentence, no other archive."""
    pieces = (piece.strip(keepers.EDGES) for piece in keepers.PIECE.split(gap))
    if _SENTENCE_END.search(gap) or any(piece and piece[0].islower() for piece in pieces):
        return False
    return all(one is repository or one.is_part_of(repository) for _, _, one in repositories.named(gap))


_BEHIND: Final = re.compile(r"\s?[,(]\s?")


def _with_archive(text: str, end: int) -> int:
    """Return *end*, or the end of the archive's name that follows: ``fond 3, opis 65, delo 776, APRF``."""
    divides = _BEHIND.match(text, end)
    after = divides.end() if divides else end
    named = next(repositories.named(text[after : after + _GAP_CHARS]), None)
    return after + named[1] if divides and named and named[0] == 0 else end


def _parts(
    text: str, practice: Practice, repository: Repository | None, places: Sequence[tuple[int, int]]
) -> Iterator[Part]:
    """Yield the parts, those between the known ones included: joined they are *text*."""
    at = 0
    is_collection_known = False
    for start, end, kind, value in _known(text, practice, places):
        for part in _between(text[at:start], repository, practice, is_collection_known=is_collection_known):
            is_collection_known |= part.kind == "collection"
            yield part
        yield Part(kind, text[start:end], value)
        at = end
    yield from _between(text[at:], repository, practice, is_collection_known=is_collection_known)


def _known(text: str, practice: Practice, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str, str]]:
    """Yield the names of the archive and the parts of the practice, in order."""
    at = 0
    for start, end in places:
        yield from practices.parts(text, practice, at, start)
        yield start, end, "repository", text[start:end]
        at = end
    yield from practices.parts(text, practice, at, len(text))


def _between(
    text: str, repository: Repository | None, practice: Practice, *, is_collection_known: bool
) -> Iterator[Part]:
    """Yield what stands between two known parts: names of collections, places, and what divides."""
    at = 0
    for found in (*keepers.PIECE.finditer(text), None):
        end = found.start() if found else len(text)
        piece = text[at:end]
        core = piece.strip(keepers.EDGES)
        if not core:
            yield from _literal(text[at : found.end() if found else end])
        else:
            before = piece.index(core)
            yield from _literal(piece[:before])
            kind = _kind(core, repository, practice, is_collection_known=is_collection_known)
            is_collection_known |= kind == "collection"
            yield Part(kind, core, core)
            yield from _literal(piece[before + len(core) :] + (found[0] if found else ""))
        at = found.end() if found else end


def _literal(text: str) -> Iterator[Part]:
    if text:
        yield Part("", text, "")


# States in which the archives of the table stand, and how they are shortened.
_STATES: Final = (
    "Maryland",
    "MD",
    "Missouri",
    "MO",
    "Kansas",
    "KS",
    "Massachusetts",
    "MA",
    "Texas",
    "TX",
    "California",
    "CA",
)


@cache
def _places() -> frozenset[str]:
    """The places of the table in small letters: what they are in a reference, a collection is not."""
    told = (place for one in repositories.table() for place in (one.settlement, one.country))
    return frozenset(place.casefold() for place in (*told, *_STATES, "UK", "USA") if place)


def _kind(core: str, repository: Repository | None, practice: Practice, *, is_collection_known: bool) -> str:
    if core.casefold() in _places():
        return "place"
    is_name = core[0].isupper() or core[0].isdigit() or not core[0].isascii()
    if practice == "russian" or not is_name or (repository is None and practice != "us"):
        return "unread"
    return "series" if is_collection_known else "collection"


def _doubts(parts: Sequence[Part], repository: Repository | None) -> Iterator[str]:
    yield from (f"“{part.text}” is not understood" for part in parts if part.kind == "unread")
    kinds = [part.kind for part in parts if part.kind in TYPED]
    if repository is not None and not kinds and not _value(parts, "series"):
        yield "nothing follows the name of the archive that tells where the document lies"
    yield from (f"there are two parts of the kind “{kind}”" for kind in dict.fromkeys(kinds) if kinds.count(kind) > 1)
    if re.search(r"\d\s*[,;+]\s*\d", _value(parts, "leaves")):
        yield "the leaves are no single run; the first and the last are given"


def _value(parts: Sequence[Part], kind: str) -> str:
    return next((part.value for part in parts if part.kind == kind), "")


_LEAF: Final = re.compile(r"\d+(?:\s?(?:об|ob|обор|зв|zv|verso|recto|RS|[a-zа-я])\b\.?)?")


def _leaves(value: str) -> tuple[str, str] | None:
    found = [one[0].replace(" ", "").rstrip(".") for one in _LEAF.finditer(value)]
    return (found[0], found[-1]) if found else None


def _collection(practice: Practice, repository: Repository | None, parts: Sequence[Part]) -> str:
    """Return what the fond, record group or class is called; a label is written out where it has one."""
    fond = _value(parts, "fond")
    if practice == "russian" or (practice == "general" and fond):
        return f"Fond {fond}" if fond else ""
    if practice == "us" and fond:
        return f"Record Group {fond}"
    if repository is not None and repository.publication:
        return ", ".join(filter(None, (repository.name, _value(parts, "year"))))
    return fond or _value(parts, "collection")


def _reference(
    text: str, practice: Practice, repository: Repository | None, parts: tuple[Part, ...], doubts: tuple[str, ...]
) -> Reference:
    keeper = repository if repository and not repository.publication else None
    return Reference(
        practice,
        repository.country if keeper and repository else "",
        (keeper.settlement or _value(parts, "place")) if keeper else "",
        keeper.display if keeper else "",
        repository.abbreviation if repository else "",
        _collection(practice, repository, parts),
        parts,
        _leaves(_value(parts, "leaves")),
        text,
        doubts,
    )
