"""Each way in which a text is not well-formed, with the rule, the place, the message and the help."""

import pytest

from tei.diagnostics import Diagnostic, Span
from tei.document import parse
from tei.errors import DocumentError


def refusals(text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(DocumentError) as caught:
        parse(text.encode("utf-8"), "x.xml")
    return caught.value.diagnostics


def refusal(text: str) -> Diagnostic:
    (only,) = refusals(text)
    return only


@pytest.mark.parametrize(
    "text, span, message, advice",
    [
        ("<a>\n<b>x</c></a>", (2, 5, 2, 9), "</c> does not close <b>, opened at 2:1", "write </b>, or open <c>"),
        (
            "<a><b>x</a></b>",
            (1, 8, 1, 12),
            "</a> does not close <b>, opened at 1:4",
            "write </b> before it; </a> belongs to the tag at 1:1",
        ),
        (
            "<a><b>",
            (1, 7, 1, 7),
            "the file ends, but <b>, opened at 1:4, is not closed",
            "the end lacks </b></a>; the file may be cut off",
        ),
        (
            "<a><b><c><d>",
            (1, 13, 1, 13),
            "the file ends, but <d>, opened at 1:10, is not closed",
            "the end lacks </d></c></b> and 1 more; the file may be cut off",
        ),
        (
            "<a/>\n<b/>",
            (2, 1, 2, 5),
            "<b> follows the end of the outermost element; a document has only one",
            None,
        ),
        ("<a/>and", (1, 5, 1, 8), "text follows the end of the outermost element; a document has only one", None),
        (
            '<a k="1" k="2"/>',
            (1, 10, 1, 11),
            "<a> has the attribute k twice",
            "keep one; several values go into one, with spaces",
        ),
        (
            '<a xmlns:p="u" xmlns:q="u" p:k="1" q:k="2"/>',
            (1, 1, 1, 45),
            "<a> has one attribute twice, under two prefixes of the same namespace",
            None,
        ),
        ("<p n=1/>", (1, 6, 1, 7), "the value of n on <p> is not in quotation marks", 'write n="1"'),
        (
            '<p a="1"b="2"/>',
            (1, 9, 1, 10),
            "a space is missing between two attributes of <p>",
            "write a space after the quotation mark",
        ),
        ("<p>R & D</p>", (1, 6, 1, 7), "“&” begins a reference, but none follows", "write &amp; for an ampersand"),
        ("<p>AT&T</p>", (1, 6, 1, 7), "“&” begins a reference, but none follows", "write &amp; for an ampersand"),
        ("<p>1 < 2</p>", (1, 6, 1, 7), "“<” begins a tag, but no name follows", "write &lt; for a less-than sign"),
        (
            '<p n="a<b"/>',
            (1, 8, 1, 9),
            "“<” stands inside the tag <p>",
            "close the tag or the quotation mark before it, or write &lt; inside a value",
        ),
        (
            '<p n="1></p>',
            (1, 9, 1, 10),
            "“<” stands inside the tag <p>",
            "close the tag or the quotation mark before it, or write &lt; inside a value",
        ),
        (
            "<p><xi:include/></p>",
            (1, 5, 1, 15),
            "the prefix xi of xi:include is not declared",
            'declare it: xmlns:xi="http://www.w3.org/2001/XInclude"',
        ),
        ('<p q:n="1"/>', (1, 4, 1, 7), "the prefix q of q:n is not declared", 'declare it: xmlns:q="…"'),
        ("</a>", (1, 1, 1, 5), "</a> closes nothing", None),
        ("<a>]]></a>", (1, 4, 1, 7), "“]]>” cannot stand in text", "write ]]&gt;"),
        (
            "<a><!-- b -- c --></a>",
            (1, 11, 1, 13),
            "two hyphens cannot stand inside a comment",
            "write a dash or a single hyphen",
        ),
        ("<a><!-- b</a>", (1, 4, 1, 8), "a comment is not closed before the file ends", "close it with -->"),
        ("<a><![CDATA[b</a>", (1, 4, 1, 8), "a CDATA section is not closed before the file ends", "close it with ]]>"),
        ("<a", (1, 1, 1, 3), "a tag is not closed before the file ends", "close it with >"),
        ("<!-- nothing -->", (1, 17, 1, 17), "the file holds no element", None),
        (
            '\n<?xml version="1.0"?><a/>',
            (2, 1, 2, 22),
            "the XML declaration must be the very first thing in the file",
            "remove what stands before it",
        ),
        ('<?xml version="2.0"?><a/>', (1, 16, 1, 19), "version '2.0' of XML is not known", 'write version="1.0"'),
        ('<a xmlns:p=""/>', (1, 1, 1, 16), "a namespace prefix cannot be bound to an empty name", None),
    ],
)
def test_says_what_is_wrong_where_and_what_to_do(
    text: str,
    span: tuple[int, int, int, int],
    message: str,
    advice: str | None,
) -> None:
    found = refusal(text)
    assert found == Diagnostic(
        "xml.not-well-formed",
        message,
        "x.xml",
        Span(*span),
        help=() if advice is None else (advice,),
    )


@pytest.mark.parametrize("text", ["<a>é<b>\U0001f600</c></a>", "<a>é<b>x</c></a>"])
def test_columns_count_code_points(text: str) -> None:
    assert refusal(text).span == Span(1, 9, 1, 13)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_each_kind_of_line_end_counts_once(line_end: str) -> None:
    assert refusal(f"<a>{line_end}{line_end}  <b></a>").span == Span(3, 6, 3, 10)


def test_place_is_right_far_into_a_long_line() -> None:
    text = "<a>" + "é" * 10_000 + "<b></a>"
    assert refusal(text).span == Span(1, 10_007, 1, 10_011)


@pytest.mark.parametrize(
    "text, span",
    [("<a>\x07</a>", (1, 4, 1, 5)), ("<a>\ufffe</a>", (1, 4, 1, 5)), ("<a>&#1;</a>", (1, 4, 1, 8))],
)
def test_character_that_xml_does_not_allow(text: str, span: tuple[int, int, int, int]) -> None:
    found = refusal(text)
    assert (found.rule, found.span) == ("xml.control-character", Span(*span))


def test_all_control_characters_are_named() -> None:
    assert [one.span.column for one in refusals("<a>\x01b\x02</a>")] == [4, 6]


@pytest.mark.parametrize(
    "text",
    ["<!DOCTYPE html><p>one<br>two</p>", "<html><body><br></body></html>", "<!doctype html><title>x</title>"],
)
def test_html_is_called_html(text: str) -> None:
    found = refusal(text)
    assert (found.rule, found.message, found.span.line) == ("xml.not-xml", "this is HTML, not XML", 1)


def test_well_formed_xhtml_is_read() -> None:
    assert parse(b'<html xmlns="http://www.w3.org/1999/xhtml"/>').root.tag == "{http://www.w3.org/1999/xhtml}html"


@pytest.mark.parametrize(
    "text",
    [
        '<a xml:id="1st"/>',
        '<a xml:id="x"><b xml:id="x"/></a>',
        '<a xmlns="not a uri"/>',
        '<a xmlns="relative/uri"/>',
        '<a xml:lang="--" xml:space="never"/>',
        "<a><?php echo <b ?></a>",
    ],
)
def test_what_only_a_schema_can_object_to_is_well_formed(text: str) -> None:
    document = parse(text.encode())
    assert document.root.tag.endswith("a")
    assert len(document.serialised) == len(text)
