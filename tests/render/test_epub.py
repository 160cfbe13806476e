"""E-books: what epubcheck says of them, and what is in them."""

import json
import re
import subprocess
import tomllib
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from lxml.html import HtmlElement

from tei import render
from tei.document import Document, read
from tei.errors import UsageError
from tei.render import books
from tei.render.edition import View

MakeDocument = Callable[..., Document]
MakePage = Callable[..., HtmlElement]

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
}
CONTROLS = (
    "self::nav",
    "@id = 'edition:download'",
    # The section of notes has its name in a label: readers may show notes over the text alone.
    "@id = 'edition:notes-heading'",
    *(f"@class = '{name}'" for name in ("tip", "self", "hint", "back", "skip")),
)
LONG = """<text><front><p>Preface.</p></front><body>
<div><head>One</head><p>First<note type="editorial">Note of one.</note> <ref target="#later">see below</ref>.</p></div>
<div><head>Two</head><pb n="7"/><p xml:id="later">Second<note type="editorial">Note of two.</note>.</p>
<div><head>Two, a</head><p>Deep.</p></div></div></body></text>"""
WRONG = '<p xml:id="a">See <ref target="http://example.org/%zz">there</ref> <ref target="#no">x</ref></p>'


class Book:
    """An EPUB opened: its files by name, parsed."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self.names = archive.namelist()
            self.files = {name.removeprefix("EPUB/"): archive.read(name) for name in self.names}

    def tree(self, name: str) -> Any:
        return etree.fromstring(self.files[name])

    def find(self, name: str, path: str) -> list[str]:
        """The words or values at *path*, white space as single spaces."""
        found = self.tree(name).xpath(path, namespaces=NAMES)
        return [" ".join((one if isinstance(one, str) else "".join(one.itertext())).split()) for one in found]

    @property
    def spine(self) -> list[str]:
        hrefs = dict(
            zip(self.find("package.opf", "//o:item/@id"), self.find("package.opf", "//o:item/@href"), strict=True)
        )
        return [hrefs[name] for name in self.find("package.opf", "//o:itemref/@idref")]

    def words(self) -> str:
        """All that one reads, in the order of the spine, without contents."""
        return " ".join(" ".join(self.find(name, "//h:body")) for name in self.spine if name != "nav.xhtml")


def checked(command: list[str], data: bytes, folder: Path) -> list[str]:
    """What epubcheck objects to, remarks on usage included."""
    path = folder / "book.epub"
    path.write_bytes(data)
    report = folder / "report.json"
    subprocess.run(
        [*command, str(path), "--usage", "--json", str(report)], capture_output=True, check=False, timeout=300
    )
    messages = json.loads(report.read_text(encoding="utf-8"))["messages"]
    return [f"{one['ID']} {one['message']} {one['locations'][:1]}" for one in messages]


def specimens(repository: Path, make_document: MakeDocument) -> list[Document]:
    """The first specimen of each bracket as a document, and the whole transcriptions beside them."""
    encode = repository / "tests" / "encode"
    pieces = [
        tomllib.loads(path.read_text(encoding="utf-8"))["specimen"][0]["tei"]
        for path in sorted((encode / "specimens").glob("*.toml"))
    ]
    documents = [make_document(f"<div>{piece}</div>") for piece in pieces]
    return [*documents, *(read(path) for path in sorted((encode / "archives").glob("*.xml")))]


@pytest.mark.slow
def test_epubcheck_accepts_the_cable(
    cable: Document, authority: Document, epubcheck: list[str], tmp_path: Path
) -> None:
    assert checked(epubcheck, render.epub(cable, authority=authority), tmp_path) == []


@pytest.mark.slow
def test_epubcheck_accepts_a_book_of_all_specimens_and_archives(
    repository: Path, make_document: MakeDocument, cable: Document, epubcheck: list[str], tmp_path: Path
) -> None:
    documents = [*specimens(repository, make_document), make_document(LONG), make_document(WRONG)]
    assert len(documents) > 40
    chapters = [books.chapter(document, number=number) for number, document in enumerate(documents, start=1)]
    chapters.append(books.chapter(cable, view="diplomatic", number=len(chapters) + 1))
    assert checked(epubcheck, books.book(chapters, "All"), tmp_path) == []


def test_address_that_is_none_is_no_link(make_document: MakeDocument) -> None:
    book = Book(render.epub(make_document(WRONG)))
    assert book.find("text.xhtml", "//h:span[@class = 'ref']//h:span") == ["there"]


def test_media_type_is_the_first_thing_in_the_file_and_not_packed(make_document: MakeDocument) -> None:
    data = render.epub(make_document("<p>Word.</p>"))
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    book = Book(data)
    assert book.names[:3] == ["mimetype", "META-INF/container.xml", "EPUB/package.opf"]
    assert book.spine == ["title.xhtml", "nav.xhtml", "text.xhtml", "about.xhtml", "citation.xhtml"]


def test_package_says_what_the_header_does(cable: Document, authority: Document) -> None:
    book = Book(render.epub(cable, authority=authority))
    package = "package.opf"
    assert book.find(package, "//dc:title") == [
        "Cable Telegram no. 59363 from Kovalev to Stalin, containing a message from Mao Zedong"
    ]
    assert book.find(package, "//dc:language") == ["en"]
    assert book.find(package, "//dc:creator") == ["Ivan Vladimirovich Kovalev", "Mao Zedong"]
    assert book.find(package, "//o:meta[@property = 'file-as']")[:2] == ["Kovalev, Ivan Vladimirovich", "Mao, Zedong"]
    assert book.find(package, "//o:meta[@property = 'role'][@refines = '#contributor-3']") == ["trl"]
    assert book.find(package, "//dc:date") == ["2026-11-23"]
    assert book.find(package, "//dc:rights") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert book.find(package, "//o:meta[@property = 'dcterms:modified']") == ["2026-11-23T00:00:00Z"]
    assert book.find(package, "//o:meta[@property = 'schema:accessibilityFeature']") == [
        "ARIA",
        "displayTransformability",
        "index",
        "structuralNavigation",
        "tableOfContents",
    ]


def test_identifier_is_the_doi_or_a_number_of_the_content(make_document: MakeDocument) -> None:
    header = (
        "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><publisher>P</publisher>"
        '<idno type="DOI">10.5281/zenodo.1234567</idno></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>'
        "</teiHeader>"
    )

    def identifier(document: Document) -> str:
        return Book(render.epub(document)).find("package.opf", "//dc:identifier")[0]

    assert identifier(make_document("<p>Word.</p>", header=header)) == "https://doi.org/10.5281/zenodo.1234567"
    first = identifier(make_document("<p>Word.</p>"))
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", first)
    assert identifier(make_document("<p>Word.</p>")) == first
    assert identifier(make_document("<p>Other.</p>")) != first


def test_same_document_gives_the_same_bytes_in_another_zone(
    make_document: MakeDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = render.epub(make_document("<p>Word.</p>"))
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert render.epub(make_document("<p>Word.</p>")) == first


def test_moment_of_change_is_the_environments_the_headers_or_the_beginning(
    make_document: MakeDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "//o:meta[@property = 'dcterms:modified']"
    document = make_document("<p>Word.</p>")
    assert Book(render.epub(document)).find("package.opf", path) == ["1970-01-01T00:00:00Z"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert Book(render.epub(document)).find("package.opf", path) == ["2001-09-09T00:00:00Z"]


@pytest.mark.parametrize("view", ["reading", "diplomatic"])
def test_every_word_of_the_page_is_in_the_book(
    cable: Document, authority: Document, page: MakePage, view: View
) -> None:
    book = Book(render.epub(cable, authority=authority, view=view)).words()
    html = page(cable, authority=authority, view=view)
    for control in html.xpath(f"//*[{' or '.join(CONTROLS)}]"):
        control.drop_tree()
    texts = html.body.xpath(".//text()[normalize-space()][not(ancestor::script or ancestor::style)]")
    assert len(texts) > 100
    missing = [text for text in texts if " ".join(text.split()) not in book]
    assert missing == []


def test_words_of_specimens_and_archives_stand_in_the_order_of_the_page(
    repository: Path, make_document: MakeDocument, page: MakePage
) -> None:
    for document in specimens(repository, make_document)[::4]:
        html = page(document)
        for control in html.xpath(f"//*[{' or '.join(CONTROLS)}]"):
            control.drop_tree()
        section = html.xpath("//section[contains(@class, 'text')]")[0]
        expected = " ".join(section.text_content().split()).replace(" ", "")
        book = Book(render.epub(document))
        found = "".join(
            word
            for name in book.files
            if name.startswith("text")
            for word in book.tree(name).xpath(
                "//h:body//text()[not(ancestor::h:section[@class = 'footnotes'])]", namespaces=NAMES
            )
        )
        assert "".join(found.split()) == expected


def test_note_is_a_footnote_that_its_number_leads_to_and_back(make_document: MakeDocument) -> None:
    book = Book(render.epub(make_document('<p>First<note type="editorial">A <hi>note</hi>.</note> word.</p>')))
    reference = book.tree("text.xhtml").xpath("//h:a[@epub:type = 'noteref']", namespaces=NAMES)[0]
    assert (reference.get("role"), reference.get("href"), reference.text) == ("doc-noteref", "text.xhtml#note:1", "1")
    note = book.tree("text.xhtml").xpath("//h:aside[@epub:type = 'footnote']", namespaces=NAMES)[0]
    assert (note.get("role"), note.get("id")) == ("doc-footnote", "note:1")
    assert " ".join("".join(note.itertext()).split()) == "1 Editor’s note A note."
    assert note.xpath(".//h:a[@role = 'doc-backlink']/@href", namespaces=NAMES) == ["text.xhtml#note-reference:1"]


def test_headed_divisions_are_files_of_their_own_with_their_notes(make_document: MakeDocument) -> None:
    book = Book(render.epub(make_document(LONG)))
    assert [name for name in book.spine if name.startswith("text")] == ["text.xhtml", "text-2.xhtml", "text-3.xhtml"]
    assert book.find("text-2.xhtml", "//h:aside/@id") == ["note:1"]
    assert book.find("text-3.xhtml", "//h:aside/@id") == ["note:2"]
    assert book.find("text-2.xhtml", "//h:span[@class = 'ref']//h:a/@href") == ["text-3.xhtml#later"]


def test_contents_are_nested_as_the_headings_are(make_document: MakeDocument) -> None:
    book = Book(render.epub(make_document(LONG)))
    toc = "//h:nav[@epub:type = 'toc']/h:ol"
    assert book.find("nav.xhtml", f"{toc}/h:li/h:a")[:2] == ["A letter", "Text"]
    assert book.find("nav.xhtml", f"{toc}/h:li/h:ol/h:li/h:a")[:2] == ["One", "Two"]
    assert book.find("nav.xhtml", f"{toc}/h:li/h:ol/h:li/h:ol/h:li/h:a") == ["Two, a"]
    assert book.find("nav.xhtml", "//h:nav[@epub:type = 'landmarks']//h:a/@epub:type") == [
        "titlepage",
        "bodymatter",
        "toc",
    ]


def test_pages_of_the_source_are_listed(make_document: MakeDocument) -> None:
    book = Book(render.epub(make_document(LONG)))
    pages = "//h:nav[@epub:type = 'page-list']//h:a"
    assert book.find("nav.xhtml", pages) == ["7"]
    (href,) = book.find("nav.xhtml", f"{pages}/@href")
    name, _, fragment = href.partition("#")
    assert book.find(name, f"//*[@id = '{fragment}'][@role = 'doc-pagebreak']") == ["p. 7"]
    assert "pageNavigation" in book.find("package.opf", "//o:meta")
    assert "pageNavigation" not in Book(render.epub(make_document("<p>x</p>"))).find("package.opf", "//o:meta")


def test_every_link_within_the_book_leads_somewhere(cable: Document, authority: Document) -> None:
    chapters = [books.chapter(cable, authority=authority, number=number) for number in (1, 2)]
    book = Book(books.book(chapters, "Twice"))
    pages = [name for name in book.files if name.endswith(".xhtml")]
    ids = {f"{name}#{one}" for name in pages for one in book.find(name, "//@id")} | set(pages)
    links = [
        href if not href.startswith("#") else f"{name}{href}"
        for name in pages
        for href in book.find(name, "//h:a/@href | //h:link/@href")
        if "://" not in href and href != "style.css"
    ]
    assert len(links) > 200
    assert [href for href in links if href not in ids] == []


def test_controls_of_a_page_are_left_out_and_a_sign_keeps_what_it_means(cable: Document) -> None:
    book = Book(render.epub(cable))
    text = book.files["text.xhtml"].decode()
    assert "tabindex" not in text
    assert "tip:" not in text
    assert "¶" not in text
    titles = book.find("text.xhtml", "//*[contains(@class, 'sign')]/@title")
    assert any(title.startswith("Supplied by the translator, Gary Goldberg") for title in titles)


def test_language_and_direction_are_told_in_both_ways(make_document: MakeDocument) -> None:
    book = Book(render.epub(make_document('<p>One <foreign xml:lang="he">שלום</foreign></p>')))
    part = book.tree("text.xhtml").xpath("//*[@lang = 'he']", namespaces=NAMES)[0]
    assert part.get("{http://www.w3.org/XML/1998/namespace}lang") == "he"
    assert part.get("dir") == "rtl"


def test_words_of_a_header_stay_words(make_document: MakeDocument) -> None:
    payload = "]]&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; {1+1}"
    header = (
        f"<teiHeader><fileDesc><titleStmt><title>{payload}</title><author>{payload}</author></titleStmt>"
        f"<publicationStmt><publisher>{payload}</publisher></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
        "</teiHeader>"
    )
    book = Book(render.epub(make_document(f"<div><head>{payload}</head><p>x</p></div>", header=header)))
    words = "]]><script>alert(1)</script> &amp; {1+1}"
    assert book.find("package.opf", "//dc:title | //dc:creator | //dc:publisher") == [words] * 3
    assert words in book.find("nav.xhtml", "//h:nav[@epub:type = 'toc']//h:a")
    assert all(book.find(name, "//h:script") == [] for name in book.spine)


def test_stylesheet_of_a_project_makes_the_book_too(make_document: MakeDocument, tmp_path: Path) -> None:
    sheet = tmp_path / "house.xsl"
    sheet.write_text(
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:e="urn:tei:edition"'
        ' xpath-default-namespace="http://www.tei-c.org/ns/1.0"><xsl:include href="html.xsl"/>'
        '<xsl:template match="p" mode="e:reading"><p class="house">House: <xsl:apply-templates mode="#current"/></p>'
        "</xsl:template></xsl:stylesheet>",
        encoding="utf-8",
    )
    book = Book(render.epub(make_document("<p>word</p>"), stylesheet=sheet))
    assert book.find("text.xhtml", "//h:p[@class = 'house']") == ["House: word"]


def test_several_documents_are_bound_in_their_order_below_their_titles(make_document: MakeDocument) -> None:
    chapters = [books.chapter(make_document(f"<p>{word}</p>"), number=n) for n, word in ((1, "Alpha"), (2, "Beta"))]
    book = Book(books.book(chapters, "  Two\n letters "))
    assert book.find("package.opf", "//dc:title") == ["Two letters"]
    assert book.find("nav.xhtml", "//h:nav[@epub:type = 'toc']/h:ol/h:li/h:a") == ["A letter", "A letter"]
    assert "Text" in book.find("nav.xhtml", "//h:nav[@epub:type = 'toc']/h:ol/h:li/h:ol/h:li/h:a")
    words = book.words()
    assert words.index("Alpha") < words.index("Beta")


def test_book_without_title_or_document_is_a_fault_of_the_call(make_document: MakeDocument) -> None:
    with pytest.raises(UsageError, match="a book needs a title"):
        books.book([books.chapter(make_document("<p>x</p>"))], " ")
    with pytest.raises(UsageError, match=r"the title of the book has U\+DCFF, which is no character"):
        books.book([books.chapter(make_document("<p>x</p>"))], "Letters \udcff")
    with pytest.raises(UsageError, match="a book needs at least one document"):
        books.book([], "Empty")


def test_folder_becomes_one_book_without_what_cannot_be_read(tmp_path: Path, repository: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    letter = (repository / "tests" / "fixtures" / "valid" / "letter.xml").read_bytes()
    (corpus / "a.xml").write_bytes(letter)
    (corpus / "b.xml").write_bytes(letter)
    (corpus / "broken.xml").write_text("<TEI", encoding="utf-8")
    report = render.render([corpus], form="epub", book="Letters", out=f"{tmp_path}/made/")
    assert report.written == (tmp_path / "made" / "book.epub",)
    assert [finding.rule for finding in report.findings] == ["xml.not-well-formed"]
    assert report.exit_code == 1
    assert "document-2-text.xhtml" in Book(report.written[0].read_bytes()).spine


def test_book_is_never_written_over_a_document_or_as_another_form(tmp_path: Path, repository: Path) -> None:
    letter = tmp_path / "letter.xml"
    letter.write_bytes((repository / "tests" / "fixtures" / "valid" / "letter.xml").read_bytes())
    with pytest.raises(UsageError, match="would be written over"):
        render.render([letter], form="epub", book="Letters", out=letter)
    with pytest.raises(UsageError, match="only an EPUB binds several documents into a book; the form is 'text'"):
        render.render([letter], form="text", book="Letters")
    with pytest.raises(UsageError, match="an EPUB is no text for standard output"):
        render.render([letter], form="epub", out="-")
