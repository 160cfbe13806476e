"""Who wrote to whom, how often and when: the correspondence of a site, counted."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tei.publish.indexes import collating
from tei.publish.indexes.gathering import anchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.publish.indexes.gathering import Entry
    from tei.publish.model import Item, Party, Site


class Sent(NamedTuple):
    """A letter: the document that it is, or in which it is, where that begins, and the day, month or year."""

    item: "Item"
    url: str
    when: str
    is_inside: bool

    @property
    def year(self) -> str:
        """The year, "" if it is not known."""
        return ("-" if self.when.startswith("-") else "") + self.when.removeprefix("-").partition("-")[0]


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody who wrote or got letters. ``anchor`` is an id; ``url`` is the page of the entry, "" without one."""

    key: str
    name: str
    anchor: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """The letters of one to another, in the order of the documents."""

    sender: Correspondent
    recipient: Correspondent
    letters: tuple[Sent, ...]

    @property
    def anchor(self) -> str:
        """An id that no other exchange has."""
        return f"{self.sender.anchor}:{self.recipient.anchor}"

    def years(self) -> list[tuple[str, int]]:
        """Return how many letters there are of each year, those without one last."""
        return sorted(
            Counter(letter.year for letter in self.letters).items(), key=lambda pair: (not pair[0], _of(pair[0]))
        )


def _of(year: str) -> int:
    return int(year) if year else 0


def exchanges(site: "Site", entries: "Iterable[Entry]") -> tuple[Exchange, ...]:
    """Return the correspondence of *site* by sender, then recipient, in the order of its language.

    A letter to several is one to each of them. Who got a copy only has not been written to.
    """
    found: defaultdict[tuple[str, str], list[Sent]] = defaultdict(list)
    names: dict[str, str] = {}
    for sender, recipient, sent in _letters(site):
        for party in (sender, recipient):
            names.setdefault(_key(party), party.name)
        found[_key(sender), _key(recipient)].append(sent)
    known = {entry.key: entry for entry in entries}
    persons = _correspondents(names, known, site.language)
    place = {key: number for number, key in enumerate(persons)}
    order = sorted(found, key=lambda pair: (place[pair[0]], place[pair[1]]))
    return tuple(Exchange(persons[pair[0]], persons[pair[1]], tuple(found[pair])) for pair in order)


def _letters(site: "Site") -> "Iterator[tuple[Party, Party, Sent]]":
    for item in site.items:
        for letter in item.letters:
            url = f"{item.url}#{letter.anchor}" if letter.anchor else item.url
            sent = Sent(item, url, letter.when, bool(letter.anchor))
            for sender in letter.senders:
                for recipient in letter.recipients:
                    yield sender, recipient, sent


def _key(party: "Party") -> str:
    """Return what tells one from another; who has no entry is known by the name alone."""
    return party.key or f"name:{party.name}"


def _correspondents(names: dict[str, str], known: "dict[str, Entry]", language: str) -> dict[str, Correspondent]:
    taken: set[str] = set()
    called = {key: known[key].name if key in known else name for key, name in names.items()}
    order = sorted(called, key=lambda key: (collating.key(called[key], language), key))
    return {
        key: Correspondent(
            key, called[key], anchor(key.partition(":")[2], taken), known[key].url if key in known else ""
        )
        for key in order
    }
