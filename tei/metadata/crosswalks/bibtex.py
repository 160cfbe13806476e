"""BibTeX, also for biblatex: one entry of type misc.

Names and titles are protected: what stands in braces keeps its capitals, and an organisation its name. What TeX takes
for a command is escaped; all else is Unicode, which every processor of today reads.

Source: O. Patashnik, BibTeXing (1988); biblatex manual 3.19, section 2.2 (entry fields) and 3.7 (date).
"""

from typing import TYPE_CHECKING, Final

from tei.metadata.crosswalks import choices, citations, csl, unsaid
from tei.metadata.crosswalks.shortfalls import in_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.metadata.crosswalks import Loss
    from tei.metadata.record import Record
    from tei.metadata.values import Agent, Subject

_ESCAPED: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # BibTeX counts braces whether or not a backslash stands before them.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    },
)
_IN_KEY: Final = "_-:.+/"
_VERBATIM: Final = frozenset({"doi", "url", "date", "year"})
_READY: Final = frozenset(
    {"author", "editor", "translator", "title", "publisher", "series", "keywords", "howpublished"}
)
_CONTRIBUTORS: Final = "BibTeX has editors and translators"
_TABLE: Final = citations.table(
    "BibTeX",
    in_part(f"{_CONTRIBUTORS}; the words are left out", "contributors.roles"),
    in_part("BibTeX has the id or address of a licence, in a field of no style", "licences"),
    in_part("BibTeX has the title and number of a series", "series"),
    in_part("BibTeX has the archive and shelfmark of one source", "sources"),
)


def write(record: "Record") -> bytes:
    """Return *record* as a file with one entry."""
    return entry(record)


def entry(record: "Record", named: str = "", within: str = "") -> bytes:
    """Return the entry of *record*, under the key *named* if there is one, of a part of the whole *within*, a title."""
    fields = (*_fields(record), ("howpublished", _protected(within)))
    lines = [f"  {name:<10} = {{{_field(name, value)}}}," for name, value in fields if value]
    return choices.encoded("\n".join([f"@misc{{{named or key(record)},", *lines, "}", ""]))


def lost(record: "Record") -> "Iterator[Loss]":
    """Yield what BibTeX cannot say of *record*."""
    named = [agent for agent in choices.contributors(record) if {"edt", "trl"} & set(agent.relators)]
    said = (*named, *choices.creators(record))
    others = unsaid.beyond("contributors", said, record.contributors, _CONTRIBUTORS)
    sources = unsaid.beyond("sources", (citations.kept(record),), record.sources, "BibTeX has one source that is kept")
    return citations.lost(record, "BibTeX", _TABLE, others, sources)


def key(record: "Record") -> str:
    """Return the key of the entry of *record*, in the characters that BibTeX allows there."""
    kept = "".join(one if one.isascii() and (one.isalnum() or one in _IN_KEY) else "-" for one in csl.key(record))
    return kept.strip("-") or "tei"


def _fields(record: "Record") -> "Iterator[tuple[str, str | None]]":
    item = csl.content(record)
    yield "author", _names(choices.creators(record))
    for name, code in (("editor", "edt"), ("translator", "trl")):
        yield name, _names(one for one in choices.contributors(record) if code in one.relators)
    yield "title", _protected(choices.full_title(record))
    yield "publisher", _protected(item["publisher"] or "")
    yield "address", item["publisher-place"]
    yield "date", choices.plain_date(record.publication_date)
    yield "year", choices.year(record.publication_date)
    yield "origdate", choices.plain_date(next(filter(choices.plain_date, record.creation_dates), None))
    yield "version", item["version"]
    yield "doi", item["DOI"]
    yield "isbn", item["ISBN"]
    yield "url", item["URL"]
    yield "number", item.get("collection-number")
    yield "series", _protected(item.get("collection-title") or "")
    yield "language", item["language"]
    yield "library", "; ".join(filter(None, (item.get("archive"), item.get("archive_location"))))
    yield "note", "\n".join(filter(None, (item["note"], item["number"])))
    yield "type", item["genre"]
    yield "keywords", ", ".join(map(_keyword, record.subjects))
    yield "abstract", item["abstract"]
    yield "copyright", "; ".join(one.spdx or one.uri or one.text for one in record.licences)


def _field(name: str, value: object) -> str:
    """Return *value* with spaces for line ends; an address is verbatim to biblatex, and its braces are encoded."""
    text = " ".join(str(value).split())
    if name in _VERBATIM:
        return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
    return text if name in _READY else _escaped(text)


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)


def _protected(text: str) -> str:
    return f"{{{_escaped(' '.join(text.split()))}}}" if text else ""


def _keyword(subject: "Subject") -> str:
    """Return a keyword; a comma in it, which would end it, is in braces."""
    return _protected(subject.term) if "," in subject.term else _escaped(subject.term)


def _names(agents: "Iterable[Agent]") -> str:
    """Return names as “von Last, Jr, First”, joined by “and”; what is no person's name is kept whole by braces."""
    return " and ".join(map(_name, agents))


def _name(agent: "Agent") -> str:
    parts = citations.name(agent)
    if parts is None:
        return _protected(agent.display)
    # “von” is told by its small letter; a surname of several words is one in braces.
    surname = _part(parts.surname)
    last = f"{_part(parts.link)} {surname}" if parts.link else surname
    return ", ".join(filter(None, (last, _part(parts.generation), _part(parts.forename))))


def _part(text: str) -> str:
    """Return a part of a name; one in which BibTeX would see an end of the name is in braces."""
    escaped = _escaped(text)
    words = escaped.split()
    return f"{{{escaped}}}" if "," in escaped or "and" in (word.lower() for word in words) else escaped
