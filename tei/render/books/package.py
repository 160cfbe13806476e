"""The package of a book: what its header says about it, its files and their order, what it offers to whom."""

from typing import TYPE_CHECKING, Final

from lxml import etree
from lxml.builder import ElementMaker

from tei.metadata import stamps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.metadata import Record
    from tei.render.books.chapters import Chapter
    from tei.wording import Words

_OPF: Final = "http://www.idpf.org/2007/opf"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_O: Final = ElementMaker(namespace=_OPF, nsmap={None: _OPF, "dc": _DC})
_D: Final = ElementMaker(namespace=_DC, nsmap={None: _OPF, "dc": _DC})

_UNKNOWN_LANGUAGE: Final = "und"
_EPOCH: Final = "1970-01-01T00:00:00Z"
"""EPUB demands a moment, and no clock is read: the beginning of all clocks says that the header has none."""


def package(chapters: "Sequence[Chapter]", title: str | None, identifier: str, words: "Words") -> bytes:
    """Return ``package.opf``; *identifier* is for a book that has none of its own."""
    records = [chapter.record for chapter in chapters]
    own = _address(records[0]) if title is None else None
    metadata = _O.metadata(
        _D.identifier(own or identifier, id="identifier"),
        _D.title(title or chapters[0].title),
        *_described(records),
        *_offered(chapters, words),
    )
    made = _O.package(metadata, _manifest(chapters), _spine(chapters), version="3.0")
    made.set("unique-identifier", "identifier")
    made.set("{http://www.w3.org/XML/1998/namespace}lang", words.language)
    etree.indent(made)
    return etree.tostring(made, encoding="utf-8", xml_declaration=True) + b"\n"


def _address(record: "Record") -> str | None:
    """Return the DOI or another lasting address of a document."""
    ranked = [record.identifier("DOI"), *record.identifiers]
    return next((one.uri for one in ranked if one is not None and one.uri and one.valid is not False), None)


def _described(records: "Sequence[Record]") -> "Iterator[etree._Element]":
    """Yield what the headers say, each value once."""
    tags = [record.language.tag for record in records if record.language and record.language.valid is not False]
    for tag in _each(tags) or [_UNKNOWN_LANGUAGE]:
        yield _D.language(tag)
    yield from _agents(records)
    for name in _each(record.publisher.display for record in records if record.publisher):
        yield _D.publisher(name)
    days = sorted(day for record in records if (day := stamps.published(record)))
    if days:
        yield _D.date(days[-1])
    if len(records) == 1:
        yield from (_D.description(words) for words in _each(one.text for one in records[0].abstracts))
    yield from (_D.subject(words) for words in _each(one.term for record in records for one in record.subjects))
    rights = (words for record in records for one in record.licences for words in (one.uri or one.text,))
    yield from (_D.rights(words) for words in _each(rights))
    moments = sorted(moment for record in records if (moment := stamps.moment(stamps.day(record))))
    yield _O.meta(moments[-1] if moments else _EPOCH, property="dcterms:modified")


def _agents(records: "Sequence[Record]") -> "Iterator[etree._Element]":
    """Yield who made it, with roles and the name to sort by, in the order of the headers."""
    seen: set[tuple[str, str]] = set()
    for record in records:
        for kind, agents, default in (("creator", record.creators, "aut"), ("contributor", record.contributors, "ctb")):
            for agent in agents:
                key = (kind, agent.natural_name)
                if key in seen or not agent.natural_name:
                    continue
                seen.add(key)
                name = f"{kind}-{len(seen)}"
                yield getattr(_D, kind)(agent.natural_name, id=name)
                for code in agent.relators or (default,):
                    yield _O.meta(code, refines=f"#{name}", property="role", scheme="marc:relators")
                if agent.sort_name != agent.natural_name:
                    yield _O.meta(agent.sort_name, refines=f"#{name}", property="file-as")


def _offered(chapters: "Sequence[Chapter]", words: "Words") -> "Iterator[etree._Element]":
    """Yield what the book offers to readers who cannot see it, in the words of schema.org."""
    files = [file for chapter in chapters for file in chapter.files]
    features = ["ARIA", "displayTransformability", "structuralNavigation", "tableOfContents"]
    if any(file.type == "index" for file in files):
        features.append("index")
    if any("mathml" in file.properties for file in files):
        features.append("MathML")
    if any(chapter.pages for chapter in chapters):
        features += ["pageBreakMarkers", "pageNavigation"]
    yield _O.meta("textual", property="schema:accessMode")
    yield _O.meta("textual", property="schema:accessModeSufficient")
    for feature in sorted(features):
        yield _O.meta(feature, property="schema:accessibilityFeature")
    yield _O.meta("none", property="schema:accessibilityHazard")
    yield _O.meta(words("book.accessibility"), property="schema:accessibilitySummary")


def _manifest(chapters: "Sequence[Chapter]") -> etree._Element:
    made: etree._Element = _O.manifest(
        _item("nav", "nav.xhtml", ("nav",)),
        _O.item(**{"id": "style", "href": "style.css", "media-type": "text/css"}),
    )
    made.extend(_item(_id(file.name), file.name, file.properties) for chapter in chapters for file in chapter.files)
    return made


def _item(identifier: str, name: str, properties: tuple[str, ...]) -> etree._Element:
    item: etree._Element = _O.item(**{"id": identifier, "href": name, "media-type": "application/xhtml+xml"})
    if properties:
        item.set("properties", " ".join(properties))
    return item


def _spine(chapters: "Sequence[Chapter]") -> etree._Element:
    title, *others = [file for chapter in chapters for file in chapter.files]
    made: etree._Element = _O.spine()
    for name in (_id(title.name), "nav", *(_id(file.name) for file in others)):
        made.append(_O.itemref(idref=name))
    return made


def _id(name: str) -> str:
    """Return the identifier of a file in the package, apart from all others there."""
    return "file-" + name.removesuffix(".xhtml")


def _each(values: "Iterator[str] | list[str]") -> list[str]:
    """Return the *values* that have words, each once."""
    return [value for value in dict.fromkeys(" ".join(value.split()) for value in values) if value]
