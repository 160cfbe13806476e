import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei.diagnostics import Span
from tei.document import Document, parse

SOURCE = """<!DOCTYPE a [<!ENTITY e "abc<b>in</b>d"><!ENTITY f "x y"><!ENTITY c "<![CDATA[<k>]]>">]>
<a>
  é one &amp; two\r
 three
  <!-- c --> tail <b/>  <?pi x?>
  A&f;B &e; z&c;&#32; <![CDATA[ <&> q ]]> end
</a>"""


def marked(document: Document, span: Span) -> str:
    """Return what *span* covers, line ends as line feeds."""
    lines = document.source.replace("\r\n", "\n").replace("\r", "\n").split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def document() -> Document:
    return parse(SOURCE.encode())


@pytest.mark.parametrize(
    "number, words",
    [
        (1, "é one &amp; two\n three"),
        (2, "tail"),
        (3, "  "),
        (4, "A&f;B &e;"),
        (5, "&e; z&c;&#32; <![CDATA[ <&> q ]]> end"),
    ],
)
def test_text_stands_from_its_first_word_to_its_last(document: Document, number: int, words: str) -> None:
    assert marked(document, document.text_span(document.root, number)) == words
    assert marked(document, document.span_at(f"/Q{{}}a[1]/text()[{number}]")) == words


def test_text_that_is_not_there_has_the_place_of_the_start_tag(document: Document) -> None:
    assert document.text_span(document.root, 6) == document.span(document.root)
    assert document.text_span(document.root[1]) == document.span(document.root[1])


def test_text_out_of_an_entity_has_the_place_of_the_reference(document: Document) -> None:
    inside = document.root[3]
    assert (inside.tag, inside.text) == ("b", "in")
    assert marked(document, document.text_span(inside, 1)) == "&e;"


def test_first_text_with_words_is_meant_where_no_number_is_given() -> None:
    document = parse(b"<a> <b/>&#32;<b/> c <b/>d</a>")
    assert marked(document, document.text_span(document.root)) == "c"


# The string value of each text, and what stands in the source for its characters.
CHARACTERS = [
    (4, "\n  Ax yB abc", ["\n", " ", " ", "A", "&f;", "&f;", "&f;", "B", " ", "&e;", "&e;", "&e;"]),
    (
        5,
        "d z<k>   <&> q  end\n",
        ["&e;", " ", "z", *["&c;"] * 3, "&#32;", " ", " ", "<", "&", ">", " ", "q", " ", " ", "e", "n", "d", "\n"],
    ),
]


@pytest.mark.parametrize("number, value, sources", CHARACTERS)
def test_single_characters_are_found(document: Document, number: int, value: str, sources: list[str]) -> None:
    assert document.root.xpath(f"string(text()[{number}])") == value
    spans = [document.text_span(document.root, number, (index, 1)) for index in range(1, len(value) + 1)]
    assert [marked(document, span) for span in spans] == sources


@pytest.mark.parametrize("characters", [(0, 0), (100, 1), (3, 0)])
def test_characters_that_are_not_there_mean_the_text(document: Document, characters: tuple[int, int]) -> None:
    assert document.text_span(document.root, 2, characters) == document.text_span(document.root, 2)


def test_characters_beyond_the_end_are_left_out(document: Document) -> None:
    assert marked(document, document.text_span(document.root, 2, (3, 99))) == "ail "


def test_long_text_of_many_lines_is_found_past_its_characters_beyond_ascii() -> None:
    document = parse(("<a>" + "é\n" * 5000 + "[b]</a>").encode())
    assert document.text_span(document.root, 1, (10_001, 3)) == Span(5001, 1, 5001, 4)


PARTS = st.sampled_from(
    ["a", " ", "\n", "\r\n", "é", "&lt;", "&#65;", "<!--b-->", "<?c d?>", "<e/>", "<![CDATA[<&>]]>"]
)


@given(st.lists(PARTS, max_size=12))
@settings(max_examples=100, deadline=None)
def test_texts_and_their_characters_are_counted_as_xpath_counts_them(parts: list[str]) -> None:
    document = parse(f"<r>{''.join(parts)}</r>".encode())
    texts = document.root.xpath("text()")
    assert isinstance(texts, list)
    for number, text in enumerate(map(str, texts), start=1):
        spans = [document.text_span(document.root, number, (index, 1)) for index in range(1, len(text) + 1)]
        assert "".join(html.unescape(marked(document, span)) for span in spans) == text
        words = [span for span, character in zip(spans, text, strict=True) if not character.isspace()] or spans
        first, last = words[0], words[-1]
        whole = Span(first.line, first.column, last.end_line, last.end_column)
        assert document.text_span(document.root, number) == whole
    assert document.text_span(document.root, len(texts) + 1) == document.span(document.root)
