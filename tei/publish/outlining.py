"""Documents to items: each is read once, and what a site needs to know of it is kept."""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei import metadata, render
from tei.document import Document, read
from tei.document.including import read_whole
from tei.errors import DocumentError
from tei.limits import Limits
from tei.publish import inside
from tei.publish.inside import Inside, Told
from tei.publish.model import Declaration, Hand, Item, Letter, Party

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from tei.diagnostics import Diagnostic
    from tei.metadata import Record
    from tei.metadata.values import Date
    from tei.publish.inside import Strings
    from tei.wording import Words

EFFORT: Final = 0.2
"""What reading a letter, or making its pages, takes beside the start of a process for it."""

_INCLUDING: Final = b"http://www.w3.org/2001/XInclude"
_DAY: Final = re.compile(r"\d{4}(-\d\d){0,2}")
_DAY_CHARS: Final = len("1949-10-23")


@dataclass(frozen=True, slots=True)
class Source:
    """What documents are read with: the folder of the corpus, the limits, the authority file and its digest.

    ``folders`` are those that documents may include files of, besides their own. ``words`` are those of their pages.
    """

    corpus: Path
    limits: Limits
    folders: tuple[Path, ...] = ()
    authority: Path | None = None
    authority_digest: str = ""
    words: "Words | None" = None

    def document(self, path: str) -> Document:
        """Return the document at *path*, relative to the corpus, with what it includes."""
        return read_whole(self.corpus / path, self.limits, self.folders)

    def authorities(self) -> Document | None:
        """Return the authority file, read once a process as long as it is the same."""
        return None if self.authority is None else _authority(self.authority, self.authority_digest, self.limits)


@dataclass(frozen=True, slots=True)
class Left:
    """A document of which there is no page: it has no text, or, with ``findings``, cannot be read."""

    path: str
    findings: "tuple[Diagnostic, ...]" = ()


@lru_cache(maxsize=1)
def _authority(path: Path, _digest: str, limits: Limits) -> Document:
    return read(path, limits)


def digest(data: bytes) -> str:
    """Return the digest of a document's file, "" if the file is not all of the document: it includes others."""
    # In UTF-16 each second byte is 0, and the address would not be found.
    return "" if _INCLUDING in data or b"\0" in data else hashlib.sha256(data).hexdigest()


def file_digest(path: Path | None) -> str:
    """Return the digest of a file, "" if there is none."""
    return "" if path is None else hashlib.sha256(path.read_bytes()).hexdigest()


def outlined(path: str, source: Source) -> "Item | Left":
    """Return the item of the document at *path*; its identifier is its own ``xml:id``, or ""."""
    try:
        data = (source.corpus / path).read_bytes()
        document = source.document(path)
    except DocumentError as fault:
        return Left(path, tuple(fault.diagnostics))
    if not render.has_text(document):
        return Left(path)
    known = digest(data) or hashlib.sha256(document.source.encode("utf-8")).hexdigest()
    record = metadata.read(document, source.authorities())
    outline = render.outline(document, source.authorities(), source.words)
    return _item(path, known, record, outline, render.facsimile(document))


def _item(path: str, known: str, record: "Record", outline: "Element", images: render.Facsimile) -> Item:
    """Return the item that *outline*, the result of ``item.xsl``, *record* and *images* describe."""
    said = outline.attrib
    date = _date(record)
    return Item(
        path=path,
        identifier=record.xml_id.text if record.xml_id else "",
        title=str(said["title"]),
        digest=known,
        inside=Inside(inside.packed(record, _told(outline))),
        subtitle=str(said["subtitle"]),
        title_language=str(said["title-language"]),
        abstract=str(said["abstract"]),
        date=date,
        when=(date.start or date.end or "")[:_DAY_CHARS] if date else "",
        senders=_parties(outline, "sent"),
        recipients=_parties(outline, "received"),
        copies=_parties(outline, "cc"),
        archive=str(said["archive"]),
        reference=str(said["reference"]),
        genre=_genre(record) or str(said["genre"]).capitalize(),
        languages=tuple(language.tag for language in record.languages[:1]),
        hands=tuple(
            Hand(one.get("id", ""), one.get("letter", ""), one.text or "") for one in outline.iterfind("{*}hand")
        ),
        letters=tuple(_letters(outline)),
        leaves=images.leaves,
        iiif=images.manifest,
        words=int(said["words"]),
        modified=_modified(record),
        declarations=tuple(_declarations(record)),
    )


def _date(record: "Record") -> "Date | None":
    """Return the date of the document: when it was sent, else that of its source, else when it was made."""
    sent = (date for act in record.correspondences[:1] for one in act.actions_of("sent") for date in one.dates)
    sources = (date for source in record.sources for date in source.dates)
    dates = (*sent, *sources, *record.creation_dates)
    return next((date for date in dates if date.edtf), next(iter(dates), None))


def _modified(record: "Record") -> str:
    changes = (change.date for change in record.changes if change.date is not None)
    days = (date.end or date.start or "" for date in (*record.publication_dates, *changes))
    return max((day for day in days if _DAY.fullmatch(day)), default="")


def _declarations(record: "Record") -> "Iterator[Declaration]":
    for said in record.project:
        yield Declaration("project", said.text, said.language or "")
    for said in record.editorial:
        yield Declaration(said.type or "p", said.text, said.language or "")
    for licence in record.licences:
        yield Declaration("licence", licence.text, address=licence.uri or "")
    for right in record.rights:
        yield Declaration("rights", right.text, right.language or "", right.uri or "")


def _genre(record: "Record") -> str:
    """Return what kind of document it is: of a category that explains itself, what stands before the colon."""
    return next((genre.term.partition(":")[0].strip() for genre in record.genres), "")


def _parties(outline: "Element", part: str) -> tuple[Party, ...]:
    found = (one for one in outline.iterfind("{*}party") if one.get("part") == part)
    return tuple(Party(one.get("name", ""), one.get("key", ""), one.get("written", "")) for one in found)


def _told(outline: "Element") -> Told:
    return Told(str(outline.attrib["anchors"]).split(), list(_names(outline)), list(_moments(outline)))


def _names(outline: "Element") -> "Iterator[tuple[str, str, str, str, list[Strings]]]":
    """Yield the names, each with its occurrences, in the order of their fields."""
    for one in outline.iterfind("{*}name"):
        places = [
            [at.get("anchor", ""), at.text or "", at.get("before", ""), at.get("after", ""), at.get("block", "")]
            for at in one
        ]
        yield one.get("key", ""), one.get("kind", ""), one.get("name", ""), one.get("entry", ""), places


def _moments(outline: "Element") -> "Iterator[Strings]":
    """Yield the dates in the text, in the order of their fields."""
    for one in outline.iterfind("{*}moment"):
        start, end = one.get("start", ""), one.get("end", "")
        said = one.text or "", one.get("before", ""), one.get("after", ""), one.get("anchor", "")
        yield [start or end, end or start, *said]


def _letters(outline: "Element") -> "Iterator[Letter]":
    for one in outline.iterfind("{*}letter"):
        yield Letter(_parties(one, "sent"), _parties(one, "received"), one.get("when", ""), one.get("anchor", ""))
