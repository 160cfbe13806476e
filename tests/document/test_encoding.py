import codecs

import pytest

from tei.diagnostics import Diagnostic, Span
from tei.document import parse
from tei.errors import DocumentError


def refusal(data: bytes) -> Diagnostic:
    with pytest.raises(DocumentError) as caught:
        parse(data, "x.xml")
    (only,) = caught.value.diagnostics
    return only


@pytest.mark.parametrize(
    "data",
    [
        "<a>é\U0001f600</a>".encode(),
        codecs.BOM_UTF8 + "<a>é\U0001f600</a>".encode(),
        "<a>é\U0001f600</a>".encode("utf-16"),
        codecs.BOM_UTF16_BE + "<a>é\U0001f600</a>".encode("utf-16-be"),
        "<a>é\U0001f600</a>".encode("utf-16-le"),
        "<a>é\U0001f600</a>".encode("utf-16-be"),
        codecs.BOM_UTF32_LE + "<a>é\U0001f600</a>".encode("utf-32-le"),
        codecs.BOM_UTF8 + '<?xml version="1.0" encoding="utf-8"?><a>é\U0001f600</a>'.encode(),
        '<?xml version="1.0" encoding="UTF-16"?><a>é\U0001f600</a>'.encode("utf-16"),
        '<?xml version="1.0" encoding="UTF-16"?><a>é\U0001f600</a>'.encode("utf-16-le"),
    ],
)
def test_unicode_is_read_with_and_without_byte_order_mark(data: bytes) -> None:
    document = parse(data)
    assert document.root.text == "é\U0001f600"
    assert document.span(document.root).column == document.source.index("<a>") + 1


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "ISO-8859-15"])
def test_declared_encoding_is_read(encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?><a>é</a>"
    assert parse(text.encode(encoding)).root.text == "é"


def test_first_bad_byte_is_placed_and_explained() -> None:
    assert refusal("<a>\nab é</a>".encode("cp1252")) == Diagnostic(
        "xml.encoding",
        "byte 0xE9 is not UTF-8; in Windows-1252 it is “é”, and the file may be in that encoding",
        "x.xml",
        Span(2, 4, 2, 4),
        help=('if it is, save the file as UTF-8, or declare it: <?xml version="1.0" encoding="Windows-1252"?>',),
    )


def test_bytes_that_windows_lacks_are_called_latin_1() -> None:
    assert "in ISO-8859-1 it is" in refusal(b"<a>\xe9\x81</a>").message


def test_bad_byte_in_declared_ascii() -> None:
    found = refusal(b'<?xml version="1.0" encoding="US-ASCII"?>\n<a>\xe9</a>')
    assert (found.rule, found.span) == ("xml.encoding", Span(2, 4, 2, 4))
    assert found.message.startswith("byte 0xE9 is not ASCII")


@pytest.mark.parametrize("data", ["<a>é".encode()[:-1], "<a>é".encode("utf-16")[:-1]])
def test_file_cut_off_inside_a_character(data: bytes) -> None:
    found = refusal(data)
    assert (found.rule, found.span) == ("xml.encoding", Span(1, 4, 1, 4))
    assert found.message.startswith("the file ends in the middle of a character")


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64", "idna", "utf-7", "unicode_escape", "undefined", ""])
def test_encoding_that_is_not_known(name: str) -> None:
    found = refusal(f'<?xml version="1.0" encoding="{name}"?><a/>'.encode())
    assert (found.rule, found.message) == ("xml.encoding", f"the declared encoding “{name}” is not known")


@pytest.mark.parametrize(
    "data, message",
    [
        (
            codecs.BOM_UTF8 + b'<?xml version="1.0" encoding="ISO-8859-1"?><a/>',
            "the file begins with a UTF-8 byte order mark, but its declaration says ISO-8859-1",
        ),
        (
            '<?xml version="1.0" encoding="UTF-8"?><a/>'.encode("utf-16"),
            "the file begins with a UTF-16 byte order mark, but its declaration says UTF-8",
        ),
        (
            '<?xml version="1.0" encoding="UTF-8"?><a/>'.encode("utf-16-le"),
            "the file’s bytes are UTF-16, but its declaration says UTF-8",
        ),
        (
            b'<?xml version="1.0" encoding="UTF-16"?><a/>',
            "the declaration says UTF-16, but the file’s bytes are those of UTF-8 or a similar encoding",
        ),
    ],
)
def test_declaration_that_contradicts_the_bytes(data: bytes, message: str) -> None:
    found = refusal(data)
    assert (found.rule, found.message) == ("xml.encoding", message)


def test_ebcdic_is_recognised() -> None:
    found = refusal('<?xml version="1.0"?><a/>'.encode("cp037"))
    assert (found.rule, found.message) == ("xml.encoding", "the file is in EBCDIC, which is not read here")


@pytest.mark.parametrize(
    "data, message", [(b"", "the file is empty"), (b" \r\n\t", "the file holds nothing but white space")]
)
def test_nothing_at_all(data: bytes, message: str) -> None:
    assert refusal(data) == Diagnostic("xml.empty", message, "x.xml")


def test_nothing_but_a_byte_order_mark() -> None:
    assert refusal(codecs.BOM_UTF8).rule == "xml.empty"


@pytest.mark.parametrize(
    "data, message",
    [
        (b"PK\x03\x04rest", "this is not XML but a ZIP archive, as .docx, .odt and .epub files are"),
        (b"%PDF-1.7", "this is not XML but a PDF"),
        (b"\x89PNG\r\n", "this is not XML but a PNG image"),
        (b"{\\rtf1 x}", "this is not XML but an RTF document"),
        (b"ab\0\0cd", "this is not XML but binary data"),
        (b'{"a": 1}', "this is not XML but looks like JSON: it does not begin with “<”"),
        (b"\n  Dear Sir,\n", "this is not XML but looks like plain text: it does not begin with “<”"),
    ],
)
def test_what_is_not_xml_is_named(data: bytes, message: str) -> None:
    found = refusal(data)
    assert (found.rule, found.message) == ("xml.not-xml", message)


def test_plain_text_is_marked_where_it_begins() -> None:
    assert refusal(b"\n  Dear").span == Span(2, 3, 2, 4)
