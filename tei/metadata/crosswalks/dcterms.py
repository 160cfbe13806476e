"""DCMI Metadata Terms, by ``xslt/metadata/dcterms.xsl``."""

import re
from typing import TYPE_CHECKING, Final

from tei.metadata.crosswalks import unsaid
from tei.metadata.crosswalks.record_xml import transformed
from tei.metadata.crosswalks.shortfalls import Loss, Unsaid, from_table, in_part, together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.metadata.record import Record

_RELATIONS: Final = frozenset(
    """ispartof haspart isversionof hasversion isformatof hasformat references isreferencedby requires isrequiredby
    replaces isreplacedby conformsto source""".split(),  # noqa: SIM905 - a literal would take sixteen lines
)
_POINT: Final = re.compile(r"-?\d{4}(-\d\d(-\d\d)?)?")


def _has_no_term(value: object) -> bool:
    return (getattr(value, "relation", None) or "ispartof").lower() not in _RELATIONS


_TABLE: Final = (
    *unsaid.WORDS_ALONE,
    Unsaid(("status",), "there is no term for the state of an edition"),
    in_part("subtitles and other forms of the title are all alternative", "titles", when=unsaid.is_form_of_title),
    in_part(
        "the vocabulary of the term is told only by the term's own address",
        "subjects",
        "genres",
        when=unsaid.has_vocabulary,
    ),
    Unsaid(("funders",), "there is no term for who paid"),
    Unsaid(("edition",), "there is no term for the number of an edition or version"),
    Unsaid(("publication_places", "creation_places"), "there is no term for where something was made"),
    Unsaid(("series.editors",), "a series is its title, volume and number alone"),
    in_part("how it is related is not among the relations of DCMI", "related", when=_has_no_term),
)


def write(record: "Record") -> bytes:
    """Return *record* as ``metadata`` with elements of ``dcterms``."""
    return transformed(record, "dcterms.xsl")


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what of *record* the terms cannot say."""
    return together(record, from_table(record, _TABLE), _changes_lost(record), unsaid.sources(record, unsaid.CITED))


def _changes_lost(record: "Record") -> "Iterator[Loss]":
    ends = [one.date.end if one.date else None for one in record.changes]
    last = max((end for end in ends if end and _POINT.fullmatch(end)), default=None)
    for number, end in enumerate(ends, start=1):
        reason = "of the history of the document only the last day is said, as modified"
        yield Loss(f"changes[{number}]", reason, last is not None and end == last)
