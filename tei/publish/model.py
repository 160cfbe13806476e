"""What a site is made of: one item for each document, and the site that has them all. Pages are made from these alone.

The values are small: thousands are held at once, and sent to the processes that make pages of them; what is large lies
on the disk. Addresses are relative to the root of the site: ``documents/cable-59363/``.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import quote

from tei import wording
from tei.publish import inside as insides
from tei.publish.inside import Inside, Kept
from tei.publish.register import Register
from tei.wording import Words

if TYPE_CHECKING:
    from tei.metadata import Record
    from tei.metadata.values import Date
    from tei.publish.entities import Entity
    from tei.render import Leaf

Kind = Literal["person", "org", "place"]

KINDS: Final[tuple[Kind, ...]] = ("person", "org", "place")


def kind_of(said: str) -> Kind:
    """Return the kind that is called *said*; what is called otherwise is a person."""
    return "org" if said == "org" else "place" if said == "place" else "person"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where a name stands in the text, with the words around it, in its own block.

    ``anchor`` is the id of the name on the document's page, ``block`` the ``xml:id`` of the paragraph that it stands
    in, "" if that has none. ``before`` and ``after`` end at a word, and have no more than some eighty characters;
    a word joined to the name keeps its place: ``before + words + after`` is what the text says.
    """

    anchor: str
    words: str
    before: str = ""
    after: str = ""
    block: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A person, organisation or place that a document names: ``key`` is the same in all documents, ``person:mao``.

    ``entry`` is the ``xml:id`` of its entry in the authority file, "" if it has none there; ``name`` is then the main
    name of the entry, else what the document writes first. Without occurrences it stands in the header only.
    """

    key: str
    kind: Kind
    name: str
    entry: str = ""
    occurrences: tuple[Occurrence, ...] = ()


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand of the document: its ``xml:id``, the letter that stands for it on the page, and what is said of it."""

    identifier: str
    letter: str
    words: str


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who wrote or got the document: ``name`` and ``key`` are as :class:`Name` has them.

    ``written`` is the name as the header writes it. Who is nobody for the index has no key.
    """

    name: str
    key: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date that stands in the text, with the words around it as :class:`Occurrence` has them.

    ``start`` and ``end`` are days, months or years as ``1949-10-23``; both are the same for one that is no period.
    ``anchor`` is the id of what it stands in on the document's page, "" if nothing there has one.
    """

    start: str
    end: str
    words: str
    before: str = ""
    after: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """Who wrote to whom: the document itself, or, with ``anchor``, a message inside it.

    ``when`` is the day, month or year on which it was sent, "" if none is known.
    """

    senders: tuple[Party, ...]
    recipients: tuple[Party, ...]
    when: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a header says of the edition: its project, a principle of editing, its licence and rights.

    ``kind`` is ``project``, ``licence``, ``rights``, or the element of the ``editorialDecl``; the paragraphs of
    ``text`` are divided by line ends; ``address`` is that of a licence.
    """

    kind: str
    text: str
    language: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One document of the site: what pages, indexes and exports need to know of it.

    ``path`` is relative to the corpus, with slashes; ``identifier`` is its ``xml:id`` if no other document has the
    same, else the name of its file; ``url`` ends with a slash. ``date`` is that of the document itself, ``when`` its
    start as ``1949-10-23``, ``1949-10`` or ``1949``, "" if none is known. ``modified`` is the last day on which the
    header says that it was published or changed. ``digest`` is of the file's content. ``leaves`` are the images of its
    pages, ``iiif`` the address of the manifest that it names for them. What is large is ``inside``: ask for it once.
    """

    path: str
    identifier: str
    title: str
    digest: str
    inside: Inside | Kept = field(default=Inside(), repr=False)
    subtitle: str = ""
    title_language: str = ""
    abstract: str = ""
    date: "Date | None" = None
    when: str = ""
    senders: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    copies: tuple[Party, ...] = ()
    archive: str = ""
    reference: str = ""
    genre: str = ""
    languages: tuple[str, ...] = ()
    hands: tuple[Hand, ...] = ()
    letters: tuple[Letter, ...] = ()
    leaves: "tuple[Leaf, ...]" = ()
    iiif: str = ""
    words: int = 0
    modified: str = ""
    declarations: tuple[Declaration, ...] = ()

    @property
    def folder(self) -> str:
        """The folder of its pages and downloads in the site."""
        return f"documents/{self.identifier}"

    @property
    def url(self) -> str:
        """The address of the reading view."""
        return f"{quote(self.folder)}/"

    @property
    def file_name(self) -> str:
        """The name under which the TEI document is kept and downloaded: its own."""
        return self.path.rpartition("/")[2]

    @property
    def year(self) -> str:
        """The year of the date, "" if it is not known."""
        sign = "-" if self.when.startswith("-") else ""
        return sign + self.when.removeprefix("-").partition("-")[0]

    @property
    def record(self) -> "Record":
        """All that the header says."""
        return insides.record(self.inside)

    @property
    def names(self) -> tuple[Name, ...]:
        """Whom and what it names."""
        return tuple(
            Name(key, kind_of(kind), name, entry, tuple(Occurrence(*one) for one in occurrences))
            for key, kind, name, entry, occurrences in insides.told(self.inside).names
        )

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The dates that stand in the text."""
        return tuple(Moment(*one) for one in insides.told(self.inside).moments)

    @property
    def anchors(self) -> tuple[str, ...]:
        """The ids of its paragraphs on its page."""
        return tuple(insides.told(self.inside).anchors)


@dataclass(frozen=True, slots=True)
class Site:
    """An edition: what is said of it as a whole, and its documents, by date, those without one last.

    ``base_url`` is where it will lie, with a slash at its end, or "". ``home`` and ``about`` are the project's own
    words as Markdown. ``modified`` is the day of ``SOURCE_DATE_EPOCH``, else the last on which a header says that
    something was published or changed, "" if none says so: no page has the day on which it was made. ``email`` is the
    address of somebody in charge, for harvesters. ``words`` are the site's own. ``entities`` are the entries of the
    authority file. ``has_search`` tells whether there is a full-text search. ``image_hosts`` are asked for images by
    some pages. ``register`` has what the documents name, by their numbers in ``items``.
    """

    title: str
    items: tuple[Item, ...]
    base_url: str = ""
    words: Words = field(default_factory=wording.read)
    theme: str = ""
    downloads: tuple[str, ...] = ("tei", "text", "lines", "bib", "ris", "csl")
    publisher: str = ""
    home: str = ""
    about: str = ""
    modified: str = ""
    email: str = ""
    entities: "tuple[Entity, ...]" = ()
    has_search: bool = False
    image_hosts: tuple[str, ...] = ()
    register: Register = field(default_factory=Register, repr=False, compare=False)

    @property
    def language(self) -> str:
        """The language of the site's own words."""
        return self.words.language
