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

PARAGRAPH = "<p>Call{0}end <hi>and</hi> " + "many words to fill the page with " * 12 + "</p>"


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
def test_note_stands_at_the_foot_of_the_page_that_has_its_number(make_document: MakeDocument, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint", reason="PDF needs tei[pdf]")
    text = "".join(PARAGRAPH.format(f"{number}end{note(number)} ") for number in range(1, 25))
    printed = pages(render.pdf(make_document(text)), tmp_path)
    calls = [next(n for n, page in enumerate(printed) if f"Call{number}end" in page) for number in range(1, 25)]
    feet = [next(n for n, page in enumerate(printed) if f"Foot{number}end" in page) for number in range(1, 25)]
    assert len(set(calls)) > 2
    assert feet == calls
    first = printed[calls[0]]
    assert re.search(r"^\s*1 +Editor’s note +Foot1end\.$", first, re.MULTILINE)
    assert first.index("Foot1end") > first.rindex("many words")


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
