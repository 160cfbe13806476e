"""The lines around a document: what each of them is, and what they say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from tei.encode.information import credits as people_and_tasks
from tei.encode.information import languages, layout, references
from tei.encode.information.credits import Credit, Credits
from tei.encode.information.layout import Passage
from tei.encode.information.people import person
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.encode.information.conventions import Conventions
    from tei.encode.information.references import Reference


@dataclass(frozen=True, slots=True)
class Information:
    """What a page says of its document; what it does not say is empty.

    ``passages`` have each line of the page once. ``citations`` are the lines on the source as they are written; so are
    ``date`` and ``dateline``; ``languages`` are BCP 47 tags. ``id``, ``licence``, ``places`` and
    ``subject_scheme`` come from a side file alone. ``doubts`` are sentences for people.
    """

    passages: tuple[Passage, ...] = ()
    title: str = ""
    date: str = ""
    number: str = ""
    dateline: str = ""
    summary: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    reference: Reference | None = None
    credits: Credits = field(default_factory=Credits)
    rights: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    record: str = ""
    uploaded: str = ""
    classification: str = ""
    creators: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    sender: str = ""
    recipients: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    id: str = ""
    genre: str = ""
    licence: str = ""
    places: tuple[str, ...] = ()
    subject_scheme: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def body(self) -> tuple[int, int] | None:
        """The first and the last line of the document itself, from 1; None if there are none."""
        found = [one for one in self.passages if one.kind == "body"]
        return (found[0].first, found[-1].last) if found else None

    def of(self, kind: str) -> tuple[Passage, ...]:
        """Return the passages of *kind*."""
        return tuple(one for one in self.passages if one.kind == kind)

    def quoted(self) -> tuple[str, ...]:
        """Return the lines that a header has in no place of their own: to be quoted as the page's, each once."""
        lines = (
            line
            for one in self.passages
            if one.kind not in _OF_THE_HEADER or (one.text != one.value and one.kind != "citation")
            for line in map(normal, one.text.split("\n"))
            if line
        )
        return tuple(dict.fromkeys(lines))


# What has a place in the header in which it stands word for word.
_OF_THE_HEADER: Final = frozenset({"title", "date", "summary", "citation", "rights", "body", "blank"})
_HEAD_LINES: Final = 12
"""So many lines of a document may be its head, with place, date, sender and addressee."""
_HEAD_CHARS: Final = 300


def read(lines: Sequence[str], conventions: Conventions) -> Information:
    """Return what the *lines* of a page say of the document on it; each line is in one passage.

    Never raises, whatever the lines are.
    """
    return _information(layout.passages(lines, conventions), lines, conventions)


def with_sources(information: Information, lines: Sequence[str]) -> Information:
    """Return *information* with what *lines* of the document itself say of its source, as far as the page does not."""
    passages = [Passage("citation", 0, 0, one, one) for one in map(normal, lines) if one]
    reference, told, doubts = _sources(passages)
    return replace(
        information,
        citations=(*information.citations, *(one.text for one in passages)),
        reference=information.reference or reference,
        credits=_together([information.credits, told]),
        doubts=(*information.doubts, *doubts),
    )


def _information(passages: tuple[Passage, ...], lines: Sequence[str], conventions: Conventions) -> Information:
    def values(kind: str) -> tuple[str, ...]:
        return tuple(one.value for one in passages if one.kind == kind and one.value)

    def first(kind: str) -> str:
        return next(iter(values(kind)), "")

    head = dict(_head(passages, lines, conventions))
    reference, told, doubts = _sources(passages)
    spoken = languages.read("; ".join(values("languages")))
    unread = [*(f"“{one}” is no language that is known" for one in spoken.unread)]
    unread += [f"“{one.text[:60]}” is not understood" for one in passages if one.kind == "unread"]
    return Information(
        passages,
        title=first("title"),
        date=first("date") or head.get("date", ""),
        number=first("number") or head.get("number", "") or _leading_number(first("title"), conventions),
        dateline=head.get("dateline", ""),
        summary=values("summary"),
        citations=tuple(one.text for one in passages if one.kind == "citation"),
        reference=reference,
        credits=told,
        rights=values("rights"),
        languages=spoken.tags,
        record=first("record"),
        uploaded=first("uploaded"),
        classification=first("classification"),
        genre=first("genre"),
        creators=_listed(values("creators")),
        subjects=_listed(values("subjects")),
        people=_listed(values("people")),
        sender=first("from") or head.get("from", ""),
        recipients=_listed((head.get("to", ""), *values("to"))),
        copies=_listed((head.get("copies", ""), *values("copies"))),
        doubts=(*doubts, *unread),
    )


def _listed(values: Sequence[str]) -> tuple[str, ...]:
    """Return what stands in *values*, divided by semicolons or line ends: a comma is part of a name."""
    return tuple(
        dict.fromkeys(one.strip() for value in values for one in value.replace("\n", ";").split(";") if one.strip())
    )


def _head(passages: Sequence[Passage], lines: Sequence[str], conventions: Conventions) -> Iterator[tuple[str, str]]:
    """Yield what the document's own first lines say, as far as the order of the page tells to look for it."""
    body = next((one for one in passages if one.kind == "body"), None)
    if body is None:
        return
    written = (line for line in lines[body.first - 1 : body.last] if line.strip(" \t\r\n"))
    rows = [normal(line) for line in islice(written, _HEAD_LINES) if len(line) <= _HEAD_CHARS]
    told: dict[str, str] = {}
    for row in rows:
        labelled = conventions.label(row) if "headers" in conventions.order else None
        if labelled and labelled[0] in layout.HEAD and labelled[1]:
            told.setdefault(*labelled)
        elif "dateline" in conventions.order and conventions.is_like("dateline", row):
            told.setdefault("dateline", row)
        elif "headers" in conventions.order and conventions.is_like("date", row):
            told.setdefault("date", row)
        elif "headers" in conventions.order and conventions.is_like("number", row) and _has_word(row):
            told.setdefault("number", row)
    yield from told.items()


def _leading_number(title: str, conventions: Conventions) -> str:
    """Return the number before a title, ``561. Telegram From the Embassy``, where the order tells of numbers."""
    found = re.match(r"\[?(\d{1,4})\]?\.\s", title) if "number" in conventions.order else None
    return found[1] if found else ""


def _has_word(row: str) -> bool:
    """Return whether a number has a word or sign before it: one alone may be that of a page or paragraph."""
    return not row.strip("[]. ").isdigit()


def _sources(passages: Sequence[Passage]) -> tuple[Reference | None, Credits, list[str]]:
    """Return the reference and the credits of the page, and what is doubtful about them."""
    found: list[Reference] = []
    said: list[Credits] = []
    for one in passages:
        if one.kind == "citation":
            of_line, told = _source(normal(one.value))
            found += of_line
            said.append(told)
        elif one.kind in {"contributor", "translator", "credits"}:
            said.append(_credited(one.kind, one.value))
    # A line that names an archive says more than one that has a file number alone; the order is kept otherwise.
    found.sort(key=lambda one: (not (one.repository or one.abbreviation), not one.is_located))
    doubts = [doubt for reference in found[:1] for doubt in reference.doubts]
    doubts += [
        f"a second reference is given: “{reference.whole}”"
        for reference in found[1:]
        if reference.is_located or reference.repository != found[0].repository
    ]
    doubts += [doubt for told in said for doubt in told.doubts]
    return (found[0] if found else None), _together(said), doubts


def _source(text: str) -> tuple[list[Reference], Credits]:
    """Return the references that a line of the source has, and the people in the rest of it."""
    located = references.find(text)
    if located:
        first = _widened(text, located[0].start, located[0].end)
        later = [one for one in located[1:] if one.start >= first[1]]
        rest, at = "", 0
        for start, end in (first, *((one.start, one.end) for one in later)):
            rest, at = f"{rest} {text[at:start]}", end
        told = people_and_tasks.read(f"{rest} {text[at:]}".strip(" .,;"))
        whole = references.read(text[slice(*first)])
        return [*([whole] if whole else []), *(one.reference for one in later)], told
    told = people_and_tasks.read(text)
    # What comes before the first task is the source, be it what it may.
    lead = told.segments[0].text.strip(" .,;") if told.segments and told.segments[0].kind == "unread" else ""
    if not lead:
        return [], told
    rest = text[text.index(lead) + len(lead) :].strip(" .,;")
    return [references.read(lead) or references.unknown(lead)], people_and_tasks.read(rest)


_CLAUSE_END: Final = re.compile(r"[.;](?=\s|$)")


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a reference's place widened to its clause: the name of the archive before, words behind that tell more."""
    if not _CLAUSE_END.search(text, 0, start) and not people_and_tasks.read(text[:start]).credits:
        start = 0
    clause = _CLAUSE_END.search(text, end)
    behind = text[end : clause.start() if clause else len(text)].rstrip(" ,")
    if not people_and_tasks.read(behind).credits and any(map(str.isalnum, behind)):
        end += len(behind)
    return start, end


def _credited(kind: str, value: str) -> Credits:
    """Return the people under a label; without words of a task of their own they have that of the label."""
    told = people_and_tasks.read(value)
    if kind == "credits" or told.credits:
        return told
    relator = {"contributor": "ctb", "translator": "trl"}[kind]
    return Credits((Credit(kind.title(), (relator,), tuple(map(person, _listed((value,))))),))


def _together(said: Sequence[Credits]) -> Credits:
    return Credits(
        tuple(one for told in said for one in told.credits),
        tuple(one for told in said for one in told.publications),
        tuple(one for told in said for one in told.segments),
    )
