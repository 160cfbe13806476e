"""Names to entries: what is named in several documents is one entry."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tei.publish.indexes import collating
from tei.publish.model import KINDS, Kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.publish.entities import Entity, Form
    from tei.publish.model import Site
    from tei.publish.register import Named

FOLDERS: Final[dict[Kind, str]] = {"person": "persons", "org": "organisations", "place": "places"}
"""What the folder of each kind is called, below that of the indexes."""

URL: Final = "indexes/"
LETTERS: Final = "a-z"
"""The folder of the pages of single letters, where the index of a kind is divided; no entry has this name."""

_UNFIT: Final = re.compile(r"[\W_]+")
_MOST_CHARS: Final = 80


@dataclass(frozen=True, slots=True)
class Entry:
    """A person, organisation or place that the site names: in how many documents, and how often in their texts.

    ``url`` is that of its page; ``entity`` is what the authority file says of it, if it has it.
    """

    key: str
    kind: Kind
    name: str
    url: str
    letter: str
    documents: int
    occurrences: int
    entity: "Entity | None" = None

    def covers(self) -> "list[Form]":
        """Return the names that were to hide it, each once, whatever its capitals."""
        return list(_distinct((form for form in self._forms() if form.type == "cover"), set()))

    def variants(self) -> "list[Form]":
        """Return its other names, each once, whatever its capitals."""
        return list(_distinct((form for form in self._forms() if form.type != "cover"), {self.name.lower()}))

    def _forms(self) -> "tuple[Form, ...]":
        return self.entity.names if self.entity is not None else ()


def gathered(site: "Site") -> tuple[Entry, ...]:
    """Return all entries of *site*: persons, organisations, places, each by name in the order of its language."""
    known = {(entity.kind, entity.identifier): entity for entity in site.entities}
    found = sorted(site.register.named, key=lambda one: _order(one, site.language))
    taken: dict[Kind, set[str]] = {kind: {LETTERS} for kind in KINDS}
    return tuple(_entry(one, known, taken, site.language) for one in found)


def of_kind(entries: "Iterable[Entry]", kind: Kind) -> tuple[Entry, ...]:
    """Return those of *entries* that are of *kind*."""
    return tuple(entry for entry in entries if entry.kind == kind)


def _order(named: "Named", language: str) -> tuple[int, collating.Key, str]:
    return KINDS.index(kind_of(named.kind)), collating.key(named.name, language), named.key


def _entry(
    named: "Named", known: "dict[tuple[Kind, str], Entity]", taken: dict[Kind, set[str]], language: str
) -> Entry:
    kind = kind_of(named.kind)
    folder = f"{URL}{FOLDERS[kind]}/"
    return Entry(
        key=named.key,
        kind=kind,
        name=named.name,
        url=f"{folder}{anchor(named.key.partition(':')[2], taken[kind])}/",
        letter=collating.letter(named.name, language),
        documents=named.documents,
        occurrences=named.occurrences,
        entity=known.get((kind, named.entry)) if named.entry else None,
    )


def anchor(name: str, taken: set[str]) -> str:
    """Return *name* as an id and the name of a folder, with a number if it is *taken*; now it is."""
    plain = _UNFIT.sub("-", name).strip("-").casefold()[:_MOST_CHARS] or "entry"
    number, chosen = 1, plain
    while chosen in taken:
        number += 1
        chosen = f"{plain}-{number}"
    taken.add(chosen)
    return chosen


def _distinct(forms: "Iterable[Form]", seen: set[str]) -> "Iterator[Form]":
    for form in forms:
        if form.words.lower() not in seen:
            seen.add(form.words.lower())
            yield form
