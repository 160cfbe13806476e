"""A transcription has the same lines in whichever form it comes."""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tei.encode.reading import read, read_bytes

CABLE = Path(__file__).parents[3] / "corpus" / "cable-59363.txt"


def as_html(lines: list[str]) -> bytes:
    return "".join(f"<p>{html.escape(line)}</p>\n" for line in lines).encode()


def as_markdown(lines: list[str]) -> bytes:
    return "\n\n".join(lines).encode()


def as_docx(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "name,written", [("a.html", as_html), ("a.md", as_markdown), ("a.docx", as_docx)], ids=["html", "markdown", "docx"]
)
def test_the_cable_reads_alike_in_each_form(name: str, written: Callable[[list[str]], bytes]) -> None:
    expected = [line.text for line in read(CABLE).lines if line.text]
    text = read_bytes(written(expected), name)
    assert [line.text for line in text.lines if line.text] == expected
    assert text.doubts == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_the_cable_reads_alike_in_each_encoding_of_unicode(encoding: str) -> None:
    source = CABLE.read_bytes().decode()
    assert read_bytes(source.encode(encoding), "a.txt").lines == read(CABLE).lines
