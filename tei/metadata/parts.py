"""The documents in a ``teiCorpus``, as what the corpus consists of."""

from typing import TYPE_CHECKING, Final

from tei.metadata import identifiers, nodes, titles
from tei.metadata.values import RelatedItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from tei.metadata.context import Context

CORPUS: Final = "teiCorpus"
MEMBERS: Final = ("TEI", "TEI.2", CORPUS)


def read(context: "Context", corpus: "Element") -> tuple[RelatedItem, ...]:
    """Return the members of *corpus* by title and identifiers; none if it is a document, not a corpus.

    A corpus inside is one member: what is in that is said by its own record.
    """
    if nodes.name(corpus) != CORPUS:
        return ()
    return tuple(_items(context, nodes.children(corpus, *MEMBERS)))


def _items(context: "Context", members: "Iterable[Element]") -> "Iterator[RelatedItem]":
    for member in members:
        description = nodes.child(nodes.child(member, "teiHeader"), "fileDesc")
        publication = nodes.child(description, "publicationStmt")
        title = titles.main(titles.read(context, nodes.children(nodes.child(description, "titleStmt"), "title")))
        homes = (publication, *nodes.children(publication, "p", "ab"))
        ids = identifiers.distinct(one for home in homes for one in identifiers.read(context, home))
        words = title.text if title else member.get(nodes.XML_ID, "")
        if words or ids:
            yield RelatedItem("hasPart", words, title.origin if title else context.origin(member), ids)
