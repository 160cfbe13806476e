import io
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei.diagnostics import Span
from tei.document import Document, Limits, parse, read
from tei.errors import DocumentError
from tei.names import tei_name

LETTER = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="tei.rng"?>
<!-- é -->
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:x="urn:x">
  <text>
    <body><p>One</p><p xml:id="two"
       n='a>b'>Two <hi x:k="1">é</hi><lb/></p>
      <p>Three<x:y/></p></body>
  </text>
</TEI>
"""
NS = "Q{http://www.tei-c.org/ns/1.0}"


@pytest.fixture
def letter() -> Document:
    return parse(LETTER.encode(), "letter.xml")


def element(document: Document, local: str, index: int = 0) -> etree._Element:
    return list(document.root.iter(tei_name(local)))[index]


def test_span_is_that_of_the_start_tag(letter: Document) -> None:
    assert letter.span(letter.root) == Span(4, 1, 4, 58)
    assert letter.span(element(letter, "p", 0)) == Span(6, 11, 6, 14)
    assert letter.span(element(letter, "p", 1)) == Span(6, 21, 7, 16)
    assert letter.span(element(letter, "lb")) == Span(7, 38, 7, 43)


def test_attribute_span_is_that_of_name_and_value(letter: Document) -> None:
    second = element(letter, "p", 1)
    assert letter.attribute_span(second, "n") == Span(7, 8, 7, 15)
    assert letter.attribute_span(second, "{http://www.w3.org/XML/1998/namespace}id") == Span(6, 24, 6, 36)
    assert letter.attribute_span(element(letter, "hi"), "{urn:x}k") == Span(7, 24, 7, 31)


def test_attribute_that_is_not_written_has_the_tags_span(letter: Document) -> None:
    assert letter.attribute_span(element(letter, "hi"), "k") == letter.span(element(letter, "hi"))


def test_xpath_is_readable_and_anchored_at_the_nearest_id(letter: Document) -> None:
    assert letter.xpath(letter.root) == "/TEI"
    assert letter.xpath(element(letter, "p", 0)) == "/TEI/text/body/p[1]"
    assert letter.xpath(element(letter, "p", 1)) == '//p[@xml:id="two"]'
    assert letter.xpath(element(letter, "hi")) == '//p[@xml:id="two"]/hi'
    assert letter.xpath(element(letter, "p", 2)[0]) == "/TEI/text/body/p[3]/Q{urn:x}y"


def test_step_is_numbered_among_the_siblings_of_its_name_and_namespace() -> None:
    document = parse(b"<a><b/><!-- c --><c/><b xmlns='urn:x'/><?b b?><b/><d><b/></d></a>")
    elements = [one for one in document.root.iter("*") if one is not document.root]
    told = ["/a/b[1]", "/a/c", "/a/Q{urn:x}b", "/a/b[2]", "/a/d", "/a/d/b"]
    assert [document.xpath(one) for one in elements] == told
    assert [document.xpath(one) for one in reversed(elements)] == told[::-1]


def test_xpaths_of_siblings_take_work_in_proportion_to_their_number() -> None:
    def work(count: int) -> int:
        document = parse(b"<a>" + b"<b/><c/>" * count + b"</a>")
        elements = list(document.root)
        events = 0

        def meet(_frame: FrameType, _event: str, _argument: object) -> Callable[..., Any]:
            nonlocal events
            events += 1
            return meet

        before = sys.gettrace()
        sys.settrace(meet)
        try:
            told = [document.xpath(one) for one in elements]
        finally:
            sys.settrace(before)
        assert told[-1] == f"/a/c[{count}]"
        return events

    # Ten times as many take ten times the lines and calls; to count the siblings anew for each would take a hundred.
    assert work(300) < 11 * work(30)


@pytest.mark.parametrize(
    "path, local, index",
    [
        ("/", "TEI", 0),
        (f"/{NS}TEI[1]", "TEI", 0),
        (f"/{NS}TEI[1]/{NS}text[1]/{NS}body[1]/{NS}p[2]", "p", 1),
        (f"/{NS}TEI[1]/{NS}text[1]/{NS}body[1]/{NS}p[2]/@n", "p", 1),
        (f"/{NS}TEI[1]/{NS}text[1]/{NS}body[1]/{NS}p[2]/{NS}hi[1]/@Q{{urn:x}}k", "hi", 0),
        (f"/{NS}TEI[1]/{NS}text[1]/{NS}body[1]/{NS}p[2]/text()[1]", "p", 1),
        ("/*/*/*/*[2]", "p", 1),
        ("/*/*/*/*[2]/*[1]", "hi", 0),
        ("/*[1]/*[1]/comment()[1]", "text", 0),
    ],
)
def test_machine_made_paths_lead_to_their_element(letter: Document, path: str, local: str, index: int) -> None:
    assert letter.resolve(path) is element(letter, local, index)


def test_prefixed_step_of_libxml2_leads_to_its_element(letter: Document) -> None:
    assert letter.resolve("/*/*/*/*[3]/x:y").tag == "{urn:x}y"


def test_path_of_a_node_without_document_is_followed(letter: Document) -> None:
    path = f"Q{{http://www.w3.org/2005/xpath-functions}}root()/{NS}TEI[1]"
    assert letter.resolve(path) is letter.root


@pytest.mark.parametrize("path", ["/*/*[7]", "/Q{}TEI[1]", "/TEI", "nonsense", "/*[1]]", "/*/", ""])
def test_path_that_leads_nowhere_is_an_error(letter: Document, path: str) -> None:
    with pytest.raises(LookupError):
        letter.resolve(path)


def test_span_at_a_path_is_that_of_the_attribute_or_text(letter: Document) -> None:
    body = f"/{NS}TEI[1]/{NS}text[1]/{NS}body[1]"
    assert letter.span_at(f"{body}/{NS}p[2]/@n") == Span(7, 8, 7, 15)
    assert letter.span_at(f"{body}/{NS}p[2]/@Q{{http://www.w3.org/XML/1998/namespace}}id") == Span(6, 24, 6, 36)
    assert letter.span_at(f"{body}/{NS}p[2]/text()[1]") == Span(7, 16, 7, 19)


def test_every_element_agrees_with_libxml2s_own_path(letter: Document) -> None:
    for one in letter.root.iter("*"):
        assert letter.resolve(letter.tree.getpath(one)) is one


def test_serialised_has_instructions_and_comments_but_no_doctype() -> None:
    text = '<?xml version="1.0"?><?xml-model href="x"?><!DOCTYPE a [<!ENTITY e "f">]><!--c--><a>&e;\r\n</a><!--d-->'
    assert parse(text.encode()).serialised == '<?xml-model href="x"?><!--c--><a>f\n</a><!--d-->'


def test_base_uri_is_that_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x é.xml"
    path.write_text('<a><b xml:base="sub/"/></a>', encoding="utf-8")
    document = read(path)
    assert document.root[0].base == path.parent.as_uri() + "/sub/"


def test_standard_input_is_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"<a>12345</a>")))
    with pytest.raises(DocumentError) as caught:
        read("-", Limits(size_bytes=5))
    assert [(one.rule, one.path) for one in caught.value.diagnostics] == [("xml.too-large", "<stdin>")]


def test_error_survives_the_way_to_another_process() -> None:
    with pytest.raises(DocumentError) as caught:
        parse(b"<a>", "x.xml")
    back = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - made on the line itself
    assert back.diagnostics == caught.value.diagnostics
    assert str(back) == "x.xml:1:4  xml.not-well-formed  the file ends, but <a>, opened at 1:1, is not closed"


NAMES = st.sampled_from(["a", "b", "é", "x-y"])
TEXTS = st.text(st.sampled_from("ab é\U0001f600\n\r&<>\"'"), max_size=6)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    name = draw(NAMES)
    space = draw(st.sampled_from([" ", "\n"]))
    attributes = "".join(f'{space}{key}="{escaped(draw(TEXTS))}"' for key in ("k", "l"))
    parts = [escaped(draw(TEXTS))]
    if depth:
        for _ in range(draw(st.integers(0, 3))):
            parts += [draw(elements(depth - 1)), draw(st.sampled_from(["", "<!--<a>-->", "<?p <a>?>", "\r\n"]))]
    return f"<{name}{attributes}>{''.join(parts)}</{name}>"


@given(elements())
@settings(max_examples=60, deadline=None)
def test_each_span_holds_the_start_tag_of_its_element(text: str) -> None:
    document = parse(text.encode())
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for one in document.root.iter("*"):
        span = document.span(one)
        assert lines[span.line - 1][span.column - 1 :].startswith(f"<{one.tag}")
        assert lines[span.end_line - 1][: span.end_column - 1].endswith(">")


@given(st.text(st.sampled_from("<>/ab =\"'&;!-[]?é\n"), max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_document_or_a_located_refusal(text: str) -> None:
    try:
        parse(text.encode())
    except DocumentError as fault:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for one in fault.diagnostics:
            assert one.message
            assert 1 <= one.span.line <= len(lines)
            assert 1 <= one.span.column <= len(lines[one.span.line - 1]) + 1
            assert (one.span.line, one.span.column) <= (one.span.end_line, one.span.end_column)
