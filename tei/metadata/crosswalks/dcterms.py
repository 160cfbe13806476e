"""DCMI Metadata Terms, by ``xslt/metadata/dcterms.xsl``."""

from typing import TYPE_CHECKING, Final

from tei.metadata.crosswalks import unsaid
from tei.metadata.crosswalks.record_xml import transformed
from tei.metadata.crosswalks.unsaid import Unsaid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.crosswalks import Loss
    from tei.metadata.record import Record

_RELATIONS: Final = frozenset(
    """ispartof haspart isversionof hasversion isformatof hasformat references isreferencedby requires isrequiredby
    replaces isreplacedby conformsto source""".split(),  # noqa: SIM905 - a literal would take sixteen lines
)


def _has_no_term(value: object) -> bool:
    return (getattr(value, "relation", None) or "ispartof").lower() not in _RELATIONS


_TABLE: Final = (
    unsaid.INVALID,
    unsaid.XML_ID,
    unsaid.ROLES,
    unsaid.NAMES,
    unsaid.SOURCES,
    unsaid.LETTERS,
    unsaid.DECLARATIONS,
    Unsaid(("changes",), "of the history of the document only the last day is said, as modified"),
    Unsaid(("status",), "there is no term for the state of an edition"),
    Unsaid(("titles",), "subtitles and other forms of the title are all alternative", unsaid.is_form_of_title),
    Unsaid(
        ("subjects", "genres"),
        "the vocabulary of the term is told only by the term's own address",
        unsaid.has_vocabulary,
    ),
    Unsaid(("funders",), "there is no term for who paid"),
    Unsaid(("edition",), "there is no term for the number of an edition or version"),
    Unsaid(("publication_places", "creation_places"), "there is no term for where something was made"),
    Unsaid(("series.editors",), "a series is its title, volume and number alone"),
    Unsaid(("related",), "how it is related is not among the relations of DCMI", _has_no_term),
)


def write(record: "Record") -> bytes:
    """Return *record* as ``metadata`` with elements of ``dcterms``."""
    return transformed(record, "dcterms.xsl")


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what of *record* the terms cannot say."""
    yield from unsaid.from_table(record, _TABLE)
