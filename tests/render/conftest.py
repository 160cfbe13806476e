"""The corpus's cable, small documents made on the spot, and pages parsed as a browser would."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring

from tei import render
from tei.document import Document, parse, read

MakeDocument = Callable[..., Document]

HEADER = """<teiHeader><fileDesc>
<titleStmt><title>A letter</title>
<respStmt xml:id="trl"><resp ref="http://id.loc.gov/vocabulary/relators/trl">tr</resp><name>Ada Low</name></respStmt>
<respStmt xml:id="enc"><resp ref="http://id.loc.gov/vocabulary/relators/mrk">enc</resp><name>Coders</name></respStmt>
</titleStmt><publicationStmt><p>unpublished</p></publicationStmt>
<sourceDesc><msDesc><msIdentifier><idno>1</idno></msIdentifier><physDesc><handDesc>
<handNote xml:id="red">Red pencil.</handNote><handNote xml:id="blue">Blue ink.</handNote>
</handDesc></physDesc></msDesc></sourceDesc></fileDesc>
<encodingDesc><tagsDecl>
<rendition xml:id="nota-sic-before" scope="before" selector="supplied">content: "&lt;"</rendition>
<rendition xml:id="nota-sic-after" scope="after" selector="supplied">content: "&gt;"</rendition>
</tagsDecl></encodingDesc></teiHeader>"""


@pytest.fixture(scope="session")
def make_document() -> MakeDocument:
    """A function that gives a document whose body holds the XML given to it."""

    def make(body: str, *, header: str = HEADER, language: str = "en", path: str = "letter.xml") -> Document:
        text = body if body.lstrip().startswith("<text") else f"<text><body>{body}</body></text>"
        source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{language}">{header}{text}</TEI>'
        return parse(source.encode("utf-8"), path)

    return make


@pytest.fixture(scope="session")
def cable(repository: Path) -> Document:
    """The document that the corpus publishes."""
    return read(repository / "corpus" / "cable-59363.xml")


@pytest.fixture(scope="session")
def authority(repository: Path) -> Document:
    """The corpus's persons, organisations and places."""
    return read(repository / "corpus" / "authority.xml")


@pytest.fixture(scope="session")
def cable_html(cable: Document, authority: Document) -> str:
    """The cable as a page in the reading view."""
    return render.html(cable, authority=authority)


@pytest.fixture(scope="session")
def cable_page(cable_html: str) -> HtmlElement:
    """The same, parsed."""
    return document_fromstring(cable_html)


@pytest.fixture(scope="session")
def page() -> Callable[..., HtmlElement]:
    """A function that gives the parsed page of a document; it takes what `render.html` takes."""
    return lambda document, **wishes: document_fromstring(render.html(document, **wishes))
