import re
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tei import render
from tei.document import Document
from tei.errors import EnvironmentFault, UsageError
from tei.render import printing

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _weasyprint() -> None:
    pytest.importorskip("weasyprint", reason="PDF needs tei[pdf]")


@pytest.fixture(scope="module")
def cable_objects(cable: Document, authority: Document) -> bytes:
    """The PDF of the cable with its streams opened."""
    pytest.importorskip("weasyprint", reason="PDF needs tei[pdf]")
    return objects(render.pdf(cable, authority=authority))


def objects(pdf: bytes) -> bytes:
    """The file with its compressed streams opened, to look for words in."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    opened = []
    for stream in streams:
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            opened.append(stream)
    return b"\n".join([pdf, *opened])


def test_pdf_has_title_language_authors_and_the_day_of_publication(cable_objects: bytes) -> None:
    found = cable_objects
    assert found.startswith(b"%PDF-1.")
    assert b"/Title (Cable Telegram no. 59363" in found
    assert b"/Author (Ivan Vladimirovich Kovalev, Mao Zedong)" in found
    assert b"/Lang (en)" in found
    assert b"/CreationDate (D:20261123000000Z)" in found


def test_pdf_is_tagged_and_says_that_it_is_pdf_ua(make_document: Callable[..., Document]) -> None:
    found = objects(render.pdf(make_document("<p>Word.</p>")))
    assert b"/Marked true" in found
    assert re.search(rb"pdfuaid:part(?:>|=\")1", found)


def test_pdf_of_the_same_document_has_the_same_bytes_in_another_zone(
    make_document: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = render.pdf(make_document("<p>Word.</p>"))
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert render.pdf(make_document("<p>Word.</p>")) == first
    assert render.pdf(make_document("<p>Other.</p>")) != first


def test_day_of_the_environment_is_the_pdfs(
    make_document: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert b"/CreationDate (D:19700102000000Z)" in objects(render.pdf(make_document("<p>Word.</p>")))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH must be a number of seconds since 1970; it is 'soon'"):
        render.pdf(make_document("<p>Word.</p>"))


def test_document_without_a_day_gives_a_pdf_without_one(make_document: Callable[..., Document]) -> None:
    header = (
        "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/></publicationStmt>"
        "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
    )
    assert b"/CreationDate" not in objects(render.pdf(make_document("<p>Word.</p>", header=header)))


def test_nothing_is_read_or_fetched_for_a_pdf(make_document: Callable[..., Document], tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    sheet = tmp_path / "house.xsl"
    sheet.write_text(
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:e="urn:tei:edition"'
        ' xpath-default-namespace="http://www.tei-c.org/ns/1.0"><xsl:include href="html.xsl"/>'
        '<xsl:template match="p" mode="e:reading"><p>'
        f'<img src="{secret.as_uri()}" alt=""/><link rel="attachment" href="{secret.as_uri()}"/>'
        f'<style>@import "{secret.as_uri()}"; p {{ background: url({secret.as_uri()}) }}</style>'
        "</p></xsl:template></xsl:stylesheet>",
        encoding="utf-8",
    )
    opened: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in {"open", "socket.connect", "urllib.Request"}:
            opened.append(f"{event} {arguments[0]}")

    sys.addaudithook(watch)
    try:
        made = render.pdf(make_document("<p>Word.</p>"), stylesheet=sheet)
    finally:
        watching = False
    assert b"EmbeddedFile" not in objects(made)
    assert any("house.xsl" in one for one in opened)
    assert not [one for one in opened if "secret" in one or "socket" in one or "urllib" in one]


def test_pdf_goes_to_a_file_and_never_to_standard_output(tmp_path: Path, repository: Path) -> None:
    cable = repository / "corpus" / "cable-59363.xml"
    with pytest.raises(UsageError, match="a PDF is no text for standard output"):
        render.render([cable], form="pdf", out="-")
    report = render.render([cable], form="pdf", out=f"{tmp_path}/")
    assert report.written == (tmp_path / "cable-59363.pdf",)
    assert (tmp_path / "cable-59363.pdf").read_bytes().startswith(b"%PDF-")


def test_missing_library_is_told_with_the_way_to_get_it(
    make_document: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "AVAILABLE", False)
    with pytest.raises(EnvironmentFault, match=re.escape("is not installed: pip install 'tei[pdf]'")):
        render.pdf(make_document("<p>Word.</p>"))


def test_pdf_is_for_archives_and_for_everybody(cable_objects: bytes) -> None:
    found = cable_objects
    xmp = re.search(rb"<x:xmpmeta.*?</x:xmpmeta>", found, re.DOTALL)
    assert xmp is not None
    described = etree.fromstring(xmp.group())
    found_in = {
        "a": "http://www.aiim.org/pdfa/ns/id/",
        "ua": "http://www.aiim.org/pdfua/ns/id/",
        "schema": "http://www.aiim.org/pdfa/ns/schema#",
        "dc": "http://purl.org/dc/elements/1.1/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    }
    assert len(described.findall("rdf:RDF", found_in)) == 1
    said = {key: value for one in described.iter("{*}Description") for key, value in one.items()}
    assert said["{http://www.aiim.org/pdfa/ns/id/}part"] == "3"
    assert said["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
    assert described.findtext(".//ua:part", "", found_in) == "1"
    assert described.findtext(".//schema:prefix", "", found_in) == "pdfuaid"
    (title,) = described.findall(".//dc:title", found_in)
    assert "".join(map(str, title.itertext())).strip().startswith("Cable Telegram no. 59363")
    assert re.search(rb"/OutputIntents \[.*?/GTS_PDFA1", found, re.DOTALL)
    for asked in (rb"/Marked true", rb"/StructTreeRoot", rb"/DisplayDocTitle true", rb"/Lang \(en\)", rb"/ID ?\["):
        assert re.search(asked, found), asked
    for refused in (rb"/Encrypt\b", rb"/JavaScript", rb"/Launch\b", rb"/LZWDecode"):
        assert not re.search(refused, found), refused


def test_every_font_of_a_pdf_is_inside_and_knows_its_letters(cable_objects: bytes) -> None:
    found = cable_objects
    descriptors = re.findall(rb"/Type /FontDescriptor.*?>>", found, re.DOTALL)
    assert descriptors
    assert all(re.search(rb"/FontFile[23]? ", one) for one in descriptors)
    assert len(re.findall(rb"/Subtype /Type0", found)) == len(re.findall(rb"/ToUnicode ", found))


def test_every_annotation_of_a_pdf_is_printed(cable_objects: bytes) -> None:
    found = cable_objects
    assert found.count(b"/Type /Annot/") > 0
    assert found.count(b"/Type /Annot/") == len(re.findall(rb"/StructParent \d+/F 4>>", found))
