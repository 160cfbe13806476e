"""Plain text gives its lines back, in any encoding that is declared or marked, and what is not text is a finding."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.encode import reading
from tei.encode.reading import Line, read_bytes
from tei.errors import DocumentError, UsageError
from tei.limits import Limits


def texts(data: bytes | str, encoding: str = "") -> list[str]:
    """The text of each line."""
    raw = data.encode() if isinstance(data, str) else data
    return [line.text for line in read_bytes(raw, "t.txt", encoding=encoding).lines]


def places(text: str) -> list[tuple[str, int, int]]:
    return [(line.text, line.number, line.column) for line in read_bytes(text.encode(), "t.txt").lines]


def test_a_file_is_read_as_lines_with_empty_ones(tmp_path: Path) -> None:
    path = tmp_path / "cable.txt"
    path.write_bytes("CABLE Nº 1\n\nto FILIPPOV [Stalin]\n".encode())
    text = reading.read(path)
    assert text.lines == (Line("CABLE Nº 1", 1), Line("", 2), Line("to FILIPPOV [Stalin]", 3))
    assert (text.path, text.encoding, text.form, text.doubts) == (str(path), "utf-8", "text", ())
    assert text.original == "CABLE Nº 1\n\nto FILIPPOV [Stalin]\n"


def test_a_missing_file_is_a_fault_of_the_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no file"):
        reading.read(tmp_path / "none.txt")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_line_end_of_editors_counts_a_line(end: str) -> None:
    assert places(f"one{end}{end}three{end}") == [("one", 1, 1), ("", 2, 1), ("three", 3, 1)]


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029", "\x0b"])
def test_other_line_ends_begin_a_line_within_the_line_that_editors_count(end: str) -> None:
    assert places(f"one{end}two\nthree") == [("one", 1, 1), ("two", 1, 5), ("three", 2, 1)]


def test_a_form_feed_ends_a_page() -> None:
    lines = read_bytes(b"one\n\x0ctwo\x0cthree", "t.txt").lines
    assert lines == (
        Line("one", 1),
        Line("", 2, 1, kind="rule", note="page"),
        Line("two", 2, 2),
        Line("", 2, 5, kind="rule", note="page"),
        Line("three", 2, 6),
    )


def test_what_is_hard_to_see_is_kept() -> None:
    kept = "a\tb\u00a0c\u00add\u200be\u200ff\u202bg\u202ch\u2066i\u2069j\ufeffk e\u0301"
    assert texts(kept) == [kept]


@pytest.mark.parametrize(
    "mark,codec",
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_says_the_encoding_and_is_no_text(mark: bytes, codec: str) -> None:
    text = read_bytes(mark + "Посол 大使\n".encode(codec), "t.txt")
    assert (text.lines, text.encoding, text.doubts) == ((Line("Посол 大使", 1),), codec, ())
    declared = read_bytes(mark + "Посол".encode(codec), "t.txt", encoding=codec.removesuffix("-le").removesuffix("-be"))
    assert declared.original == "Посол"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("words", ["To the ambassador, 2 May.", "Посол прибыл вчера, 2 мая."])
def test_wide_encodings_are_told_without_a_mark(codec: str, words: str) -> None:
    text = read_bytes(words.encode(codec), "t.txt")
    assert (text.original, text.encoding) == (words, codec)
    assert read_bytes(words.encode(codec), "t.txt", encoding=codec[:6]).original == words


@pytest.mark.parametrize("codec,words", [("iso2022_jp_2", "大使は昨夜東京に到着"), ("iso2022_kr", "대사는 어젯밤")])
def test_encodings_of_ascii_bytes_are_told_by_their_escapes(codec: str, words: str) -> None:
    text = read_bytes(words.encode(codec), "t.txt")
    assert (text.original, text.encoding) == (words, codec)


def test_a_declaration_is_followed_against_a_mark_which_is_a_doubt() -> None:
    text = read_bytes("яю конец".encode("cp1251"), "t.txt", encoding="windows-1251")
    assert text.original == "яю конец"
    assert text.doubts == ("the file begins as UTF-16-LE does, and was read as cp1251, which was asked for",)


@pytest.mark.parametrize("name", ["klingon", "rot13", "hex", "unicode_escape", "undefined", "utf-7", ""])
def test_only_a_character_set_can_be_asked_for(name: str) -> None:
    if not name:
        assert texts(b"x", name) == ["x"]
        return
    with pytest.raises(UsageError, match=f"the encoding “{name}” is not known"):
        texts(b"x", name)


@pytest.mark.parametrize(
    "data,encoding,place,message",
    [
        (b"one\r\ntw\xff", "utf-8", (2, 3), "byte 0xFF is not utf-8"),
        (b"\xef\xbb\xbfone\n\xc3", "", (2, 1), "the file ends in the middle of a character (byte 0xC3, utf-8)"),
        (b"\xff\xfea\0\0\xd8", "", (1, 2), "the file ends in the middle of a character"),
        ("é".encode("cp1252") + b"x\x81", "cp1252", (1, 3), "byte 0x81 is not cp1252"),
    ],
)
def test_a_byte_that_is_not_in_the_encoding_is_found_in_its_place(
    data: bytes, encoding: str, place: tuple[int, int], message: str
) -> None:
    with pytest.raises(DocumentError) as raised:
        texts(data, encoding)
    (finding,) = raised.value.diagnostics
    assert (finding.rule, finding.span.line, finding.span.column) == ("fid.encoding", *place)
    assert finding.message.startswith(message)


@pytest.mark.parametrize(
    "data,kind",
    [
        (b"%PDF-1.4 ", "a PDF"),
        (b"PK\x03\x04aa", "a ZIP archive"),
        (b"{\\rtf1 x}", "an RTF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or an encrypted Microsoft Office file"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(DocumentError, match=f"this is not text but {kind}") as raised:
        texts(data)
    assert raised.value.diagnostics[0].rule == "fid.encoding"


def test_control_characters_are_kept_and_doubted() -> None:
    text = read_bytes(b"one\ntw\x00o\x01", "t.txt", encoding="utf-8")
    assert [line.text for line in text.lines] == ["one", "tw\x00o\x01"]
    assert text.doubts == ("the text has U+0000 at 2:3, and 1 more of such, which XML does not allow",)


def test_html_in_a_text_file_is_doubted() -> None:
    (doubt,) = read_bytes(b"<!DOCTYPE html><p>x", "t.txt").doubts
    assert doubt == "the file looks like HTML, and was read as plain text: its name does not end in .html"


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(DocumentError) as raised:
        read_bytes(b"x" * 11, "t.txt", limits=Limits(size_bytes=10))
    assert raised.value.diagnostics[0].rule == "xml.too-large"


def test_an_empty_file_has_no_lines() -> None:
    assert read_bytes(b"", "t.txt").lines == ()


def test_ten_megabytes_in_one_line_are_one_line() -> None:
    words = "слово " * 1_000_000
    (line,) = read_bytes(words.encode(), "t.txt").lines
    assert line.text == words


@pytest.mark.parametrize(
    "name,data,form",
    [
        ("a.txt", b"<html>", "text"),
        ("a.HTM", b"", "html"),
        ("a.v2.xhtml", b"", "html"),
        ("a.docx", b"", "docx"),
        ("a.md", b"", "markdown"),
        ("a", b"PK\x03\x04", "docx"),
        ("dir.html/a", b"", "text"),
        ("a", b"\xef\xbb\xbf\n<!DOCTYPE HTML>", "html"),
        (".md", b"", "markdown"),
    ],
)
def test_the_form_is_told_by_the_name_and_without_an_ending_by_the_bytes(name: str, data: bytes, form: str) -> None:
    assert reading.form_of(name, data) == form


ENCODINGS = [
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1250", "cp1251", "cp1252"),
    *("koi8-r", "mac-cyrillic", "gb18030", "euc-kr", "euc-jp", "shift_jis", "big5", "iso8859-2", "cp866", "cp1256"),
]
SAMPLE = "Cable No 1 [x] Посол Łódź naïve 大使到北京 대사는 東京です السفير — “q”\t\u00a0\u00ad\u2028\u0301\n\r\n\r"


@given(st.sampled_from(ENCODINGS), st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(SAMPLE))))
def test_any_text_in_any_declared_encoding_comes_back(encoding: str, text: str) -> None:
    kept = text.encode(encoding, errors="ignore").decode(encoding)
    marked = kept.removeprefix("\ufeff")
    found = read_bytes(kept.encode(encoding), "t.txt", encoding=encoding)
    if kept != marked or any(
        kept.encode(encoding).startswith(mark) for mark in (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
    ):
        assert found.original in {kept, marked}
        return
    assert found.original == kept
    words = "".join(line.text for line in found.lines)
    assert words == "".join(character for character in kept if character not in "\r\n\x0b\x0c\x85\u2028\u2029")
    counted = kept.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line in found.lines:
        assert counted[line.number - 1][line.column - 1 :].startswith(line.text)
