"""Names to entries: what is named in several documents is one entry, with all places where it stands."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tei.publish.indexes import collating
from tei.publish.model import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.publish.entities import Entity, Form
    from tei.publish.model import Item, Name, Site

FOLDERS: Final[dict[Kind, str]] = {"person": "persons", "org": "organisations", "place": "places"}
"""What the folder of each kind is called, below that of the indexes."""

URL: Final = "indexes/"
LETTERS: Final = "a-z"
"""The folder of the pages of single letters, where the index of a kind is divided; no entry has this name."""

_UNFIT: Final = re.compile(r"[\W_]+")
_MOST_CHARS: Final = 80


@dataclass(frozen=True, slots=True)
class Entry:
    """A person, organisation or place that the site names, with the documents that name it, in their order.

    ``url`` is that of its page; ``entity`` is what the authority file says of it, if it has it.
    """

    key: str
    kind: Kind
    name: str
    url: str
    letter: str
    places: "tuple[tuple[Item, Name], ...]"
    entity: "Entity | None" = None

    @property
    def occurrences(self) -> int:
        """How often it is named in texts."""
        return sum(len(name.occurrences) for _, name in self.places)

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
    found: defaultdict[str, list[tuple[Item, Name]]] = defaultdict(list)
    for item, name in site.names():
        found[name.key].append((item, name))
    known = {(entity.kind, entity.identifier): entity for entity in site.entities}
    order = sorted(found, key=lambda key: _order(found[key][0][1], site.language))
    taken: dict[Kind, set[str]] = {kind: {LETTERS} for kind in KINDS}
    return tuple(_entry(found[key], known, taken, site.language) for key in order)


def of_kind(entries: "Iterable[Entry]", kind: Kind) -> tuple[Entry, ...]:
    """Return those of *entries* that are of *kind*."""
    return tuple(entry for entry in entries if entry.kind == kind)


def _order(name: "Name", language: str) -> tuple[int, collating.Key, str]:
    return KINDS.index(name.kind), collating.key(name.name, language), name.key


def _entry(
    places: "list[tuple[Item, Name]]",
    known: "dict[tuple[Kind, str], Entity]",
    taken: dict[Kind, set[str]],
    language: str,
) -> Entry:
    name = places[0][1]
    folder = f"{URL}{FOLDERS[name.kind]}/"
    return Entry(
        key=name.key,
        kind=name.kind,
        name=name.name,
        url=f"{folder}{anchor(name.key.partition(':')[2], taken[name.kind])}/",
        letter=collating.letter(name.name, language),
        places=tuple(places),
        entity=known.get((name.kind, name.entry)) if name.entry else None,
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
