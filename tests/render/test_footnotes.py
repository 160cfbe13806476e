"""Notes on paper: at the foot of the page that has their number."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml.html import document_fromstring

from tei import render
from tei.document import Document
from tei.render import edition

MakeDocument = Callable[..., Document]

FILLING = "many words to fill the page with "


def note(number: int) -> str:
    return f'<note type="editorial">Foot{number}end.</note>'


def pages(pdf: bytes, folder: Path) -> list[str]:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    path = folder / "printed.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([program, "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")


def paper(document: Document) -> Any:
    """The page that is printed, parsed."""
    return document_fromstring(edition.printed_page(document, "reading", None, None))


@pytest.mark.slow
@pytest.mark.parametrize(
    "before, after",
    [
        (0, 3),
        (4, 9),
        *(pytest.param(before, after, marks=pytest.mark.full) for before, after in ((4, 3), (0, 9), (0, 12), (4, 12))),
    ],
)
def test_note_stands_at_the_foot_of_the_page_that_has_its_number(
    make_document: MakeDocument, tmp_path: Path, before: int, after: int
) -> None:
    pytest.importorskip("weasyprint", reason="PDF needs tei[pdf]")
    numbers = range(1, 30)
    text = "".join(
        f"<p>{FILLING * before}Call{number}end <hi>and</hi> {note(number)} {FILLING * after}</p>" for number in numbers
    )
    printed = pages(render.pdf(make_document(text)), tmp_path)
    calls = [next(n for n, page in enumerate(printed) if f"Call{number}end" in page) for number in numbers]
    feet = [next(n for n, page in enumerate(printed) if f"Foot{number}end" in page) for number in numbers]
    assert len(set(calls)) > 2
    assert feet == calls
    first = printed[calls[0]]
    assert re.search(r"^\s*1 +Editor’s note +Foot1end\.$", first, re.MULTILINE)
    assert first.index("Foot1end") > first.rindex("many words")


def test_note_of_a_page_and_more_stands_whole_at_the_end(make_document: MakeDocument, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint", reason="PDF needs tei[pdf]")
    words = [f"Word{number}end" for number in range(1500)]
    document = make_document(f"<p>One{note(1)}, two{note(2).replace('.', ' '.join(words))}.</p>")
    printed = "".join(pages(render.pdf(document), tmp_path))
    assert all(word in printed for word in words)
    (left,) = paper(document).xpath("//section[contains(@class, 'notes')]//li")
    assert (left.get("value"), left.get("id")) == ("2", "note:2")


def test_page_whose_notes_are_lost_at_the_foot_has_them_at_the_end(
    make_document: MakeDocument, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weasyprint = pytest.importorskip("weasyprint", reason="PDF needs tei[pdf]")
    rendered = weasyprint.HTML.render

    def losing(html: Any, **wishes: Any) -> Any:
        for foot in html.etree_element.findall(".//span[@class='footnote']"):
            foot.set("style", "display: none")
        return rendered(html, **wishes)

    monkeypatch.setattr(weasyprint.HTML, "render", losing)
    printed = "".join(pages(render.pdf(make_document(f"<p>One{note(1)}.</p>")), tmp_path))
    assert printed.upper().index("NOTES") < printed.index("Foot1end")


def test_printed_page_has_each_note_once_and_at_its_number(make_document: MakeDocument) -> None:
    document = make_document('<p>One<note type="editorial"><p>A.</p><p>B.</p></note> two.</p>')
    page = paper(document)
    (foot,) = page.xpath("//span[@class = 'footnote']")
    assert foot.get("id") == "note:1"
    assert foot.xpath("ancestor::p") != []
    assert foot.xpath(".//p | .//div") == []
    assert " ".join(foot.text_content().split()).startswith("1 Editor’s note A.")
    assert page.xpath("//section[contains(@class, 'notes')]") == []
    assert page.xpath("//script | //nav | //*[@id = 'edition:download']") == []


def test_note_in_a_note_stays_at_the_end(make_document: MakeDocument) -> None:
    document = make_document('<p>One<note type="editorial">Outer<note type="editorial">Inner.</note>.</note> two.</p>')
    page = paper(document)
    assert "Inner" not in page.xpath("//span[@class = 'footnote']")[0].text_content()
    (left,) = page.xpath("//section[contains(@class, 'notes')]//li")
    assert "Inner." in left.text_content()


def test_note_of_a_stylesheet_of_ones_own_needs_no_number(make_document: MakeDocument, tmp_path: Path) -> None:
    own = tmp_path / "own.xsl"
    own.write_text(
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
        ' xmlns:t="http://www.tei-c.org/ns/1.0"><xsl:import href="edition.xsl"/>'
        '<xsl:template match="t:p" mode="e:reading" xmlns:e="urn:tei:edition">'
        '<div class="footnote" id="own">Lonely</div></xsl:template></xsl:stylesheet>',
        encoding="utf-8",
    )
    printed = render.pdf(make_document("<p>x</p>"), stylesheet=own)
    assert printed.startswith(b"%PDF-")
