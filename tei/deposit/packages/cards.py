"""What a package says of a document outside its metadata files: the few facts that README, crate and bag need."""

from typing import TYPE_CHECKING, NamedTuple

from tei.metadata import stamps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.metadata import Record
    from tei.metadata.values import Agent


class Person(NamedTuple):
    """Somebody by name, in the order of speech and in that of catalogues, with an address that identifies them."""

    name: str
    sort_name: str
    uri: str | None
    is_organisation: bool = False


class Card(NamedTuple):
    """The few facts; what the header does not say is empty. ``day`` is that of publication."""

    title: str
    creators: tuple[Person, ...] = ()
    publisher: Person | None = None
    day: str | None = None
    language: str | None = None
    description: str = ""
    identifiers: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    licence: tuple[str, str | None] | None = None
    rights: str = ""

    @property
    def citation(self) -> str:
        """How to cite the document: who, what, whose and when."""
        creators = "; ".join(person.sort_name for person in self.creators)
        publisher = self.publisher.name if self.publisher else ""
        imprint = ", ".join(part for part in (publisher, self.day) if part)
        parts = [creators, self.title, imprint, *self.identifiers[:1]]
        return ". ".join(part.rstrip(".") for part in parts if part) + "."


def card(record: "Record", name: str) -> Card:
    """Return the card of *record*; a document without a title is called *name*."""
    licence = next(iter(record.licences), None)
    return Card(
        title=record.title.text if record.title else name,
        creators=tuple(_person(one) for one in record.creators),
        publisher=_person(record.publisher) if record.publisher else None,
        day=stamps.published(record),
        language=record.language.tag if record.language else None,
        description=record.abstracts[0].text if record.abstracts else "",
        identifiers=tuple(one.uri or one.value for one in record.identifiers if one.valid is not False),
        keywords=tuple(dict.fromkeys(one.term for one in record.subjects)),
        licence=(licence.spdx or licence.text, licence.uri) if licence else None,
        rights=" ".join(one.text for one in record.rights if one.text),
    )


def latest(cards: "Iterable[Card]") -> str | None:
    """Return the latest day among *cards*."""
    return max((one.day for one in cards if one.day), default=None)


def _person(agent: "Agent") -> Person:
    addresses = (one.uri for one in agent.identifiers if one.uri and one.valid is not False)
    return Person(agent.natural_name, agent.sort_name, next(addresses, None), agent.kind == "organisation")
