"""What a citation of a document is made of, whatever the style: who, what, when, where, and in which edition."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tei.metadata.crosswalks import choices, citations

if TYPE_CHECKING:
    from tei.metadata.values import Agent, Date
    from tei.publish.exports.placing import Published


@dataclass(frozen=True, slots=True)
class Cited:
    """The parts of a citation; what is not known is empty.

    ``date`` is that of the document, ``year`` that of its publication in the ``whole``. ``archive`` is where the
    original lies, with its shelfmark.
    """

    title: str
    whole: str
    authors: "tuple[Agent, ...]" = ()
    translators: "tuple[Agent, ...]" = ()
    editors: "tuple[Agent, ...]" = ()
    date: "Date | None" = None
    publisher: str = ""
    year: str = ""
    archive: str = ""
    address: str = ""


def cited(document: "Published") -> Cited:
    """Return what a citation of *document* is made of. A document without authors is cited by its title."""
    record = document.record
    return Cited(
        title=choices.full_title(record) or document.item.title or document.item.identifier,
        whole=document.whole,
        authors=record.creators,
        translators=_with(document, "trl"),
        editors=_with(document, "edt"),
        date=document.item.date,
        publisher=record.publisher.natural_name if record.publisher else "",
        year=choices.year(record.publication_date) or "",
        archive=_archive(document),
        address=document.cited_address,
    )


def _with(document: "Published", code: str) -> "tuple[Agent, ...]":
    return tuple(one for one in document.record.contributors if code in one.relators)


def _archive(document: "Published") -> str:
    """Return the archive of the original and its shelfmark, which may begin with the archive's name."""
    source = citations.kept(document.record)
    if source is None:
        return ""
    keeper = source.repository or source.institution
    name = " ".join(keeper.text.split()) if keeper else ""
    shelfmark = " ".join("; ".join(one.text for one in source.shelfmarks).split())
    return ", ".join(filter(None, (name, _after(shelfmark, name))))


def _after(shelfmark: str, name: str) -> str:
    """Return *shelfmark* without the archive's name, or the short form that *name* ends with, at its beginning."""
    short = name.rpartition("(")[2].removesuffix(")") if name.endswith(")") else name
    for said in (name, short):
        if said and shelfmark.startswith(f"{said},"):
            return shelfmark.removeprefix(f"{said},").strip()
    return shelfmark
