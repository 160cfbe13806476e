"""Whatever the bytes are, there come lines or an error that says what is wrong, and the same each time."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from tei.encode.reading import Text, read_bytes
from tei.errors import TeiError

NAMES: Final = ("a.txt", "a.html", "a.md", "a.docx", "a")
SPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
VALUES: Final = st.sampled_from(
    ["1", "0", "-1", "99999999999999", "", "x", "²", "decimal", "bullet", "begin", "end", "separate"]
)
ELEMENTS: Final = st.recursive(
    st.sampled_from(["word", " ", "&amp;"]),
    lambda inner: st.builds(
        lambda name, said, parts: (
            f"<w:{name} w:val='{said}' w:id='{said}' w:fldCharType='{said}'>{''.join(parts)}</w:{name}>"
        ),
        st.sampled_from(
            [
                "p",
                "pPr",
                "r",
                "rPr",
                "t",
                "tbl",
                "tr",
                "tc",
                "ins",
                "del",
                "sdt",
                "fldChar",
                "instrText",
                "numPr",
                "numId",
                "ilvl",
                "br",
                "sym",
                "footnoteReference",
                "footnoteRef",
                "hyperlink",
                "sectPr",
                "outlineLvl",
                "pict",
            ]
        ),
        VALUES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


def outcome(data: bytes, name: str) -> Text | str:
    """The text, or what is said of the bytes."""
    try:
        return read_bytes(data, name)
    except TeiError as fault:
        return str(fault)


def packed(body: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document xmlns:w='{SPACE}'><w:body>{body}</w:body></w:document>")
    return stream.getvalue()


WHOLE: Final = packed("<w:p><w:r><w:t>word</w:t></w:r></w:p>")


@given(st.sampled_from(NAMES), st.binary(max_size=200))
def test_any_bytes_give_lines_or_an_error(name: str, data: bytes) -> None:
    assert outcome(data, name) == outcome(data, name)


@given(st.sampled_from(NAMES), st.text(st.sampled_from("<>/pb[]()*_`#\"'=! \n\ttd&;|-\u202e\u0301\x00"), max_size=60))
def test_any_markup_gives_lines_or_an_error(name: str, text: str) -> None:
    assert outcome(text.encode(), name) == outcome(text.encode(), name)


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255), st.integers(0, 20))
def test_a_damaged_docx_gives_lines_or_an_error(at: int, byte: int, cut: int) -> None:
    data = WHOLE[:at] + bytes([byte]) + WHOLE[at + cut :]
    assert outcome(data, "a.docx") == outcome(data, "a.docx")


@given(st.lists(ELEMENTS, max_size=5))
def test_any_nesting_of_words_elements_gives_lines(body: list[str]) -> None:
    found = outcome(packed("".join(body)), "a.docx")
    assert isinstance(found, Text)
    assert found == outcome(packed("".join(body)), "a.docx")
