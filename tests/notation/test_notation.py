"""What a document's renditions generate, and the words and lines that come of it."""

import pytest
from lxml import etree

from tei import notation
from tei.notation.selectors import Compound, Selector, parse_selectors

TEI = "http://www.tei-c.org/ns/1.0"


def document(body: str, renditions: str = "", responsible: str = "") -> etree._Element:
    """A document with *body* in its body, *renditions* in its tagsDecl and *responsible* in its titleStmt."""
    return etree.fromstring(
        f"""<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>T</title>{responsible}</titleStmt></fileDesc>
        <encodingDesc><tagsDecl>{renditions}</tagsDecl></encodingDesc></teiHeader>
        <text><body>{body}</body></text></TEI>"""
    )


def pair(name: str, before: str, after: str, selector: str = "") -> str:
    """Two renditions that put *before* and *after* around what *selector* chooses."""
    chosen = f'selector="{selector}"' if selector else ""
    return (
        f'<rendition xml:id="nota-{name}-before" scheme="css" scope="before" {chosen}>content: "{before}"</rendition>'
        f'<rendition xml:id="nota-{name}-after" scheme="css" scope="after" {chosen}>content: "{after}"</rendition>'
    )


def test_brackets_are_generated_around_what_a_selector_chooses() -> None:
    root = document("<p>a <supplied>b</supplied> c</p>", pair("supplied", "[", "]", "supplied"))
    assert notation.lines(root) == ("a [b] c",)


def test_a_descendant_selector_beats_the_plain_one() -> None:
    rules = pair("inner", "[[", "]]", "stamp gloss") + pair("gloss", "[", "]", "gloss")
    root = document("<ab>x <gloss>y</gloss></ab><ab><stamp>z <gloss>w</gloss></stamp></ab>", rules)
    assert notation.lines(root) == ("x [y]", "z [[w]]")


def test_an_attribute_selector_beats_any_number_of_names_and_the_later_of_equals_wins() -> None:
    rules = (
        pair("typed", "{", "}", "note[type='x']")
        + pair("deep", "(", ")", "body div p note")
        + pair("last", "&lt;", "&gt;", "note[type='x']")
    )
    root = document("<div><p><note type='x'>a</note></p></div>", rules)
    assert notation.lines(root) == ("<a>",)


def test_an_elements_own_rendition_overrules_every_selector_on_both_sides() -> None:
    rules = pair("supplied", "[", "]", "supplied") + (
        '<rendition xml:id="nota-open-lost" scheme="css" scope="before">content: "["</rendition>'
    )
    root = document('<p><supplied rendition="#nota-open-lost">a</supplied> b</p>', rules)
    assert notation.lines(root) == ("[a b",)


def test_an_empty_element_generates_its_whole_notation() -> None:
    root = document(
        "<p>by <gap unit='signature'/> 1100</p>", pair("s", "[illegible", " signature]", "gap[unit='signature']")
    )
    assert notation.lines(root) == ("by [illegible signature] 1100",)


@pytest.mark.parametrize(
    "css,generated",
    [
        (r"content: '\5B x'", "[x"),
        (r'content: "\"quoted\""', '"quoted"'),
        ('color: red; content: "a" "b";', "ab"),
        (r'content: "\110000 "', "\N{REPLACEMENT CHARACTER}"),
        (r'content: "\0 "', "\N{REPLACEMENT CHARACTER}"),
        ('content: "semi;colon }"', "semi;colon }"),
    ],
)
def test_strings_of_css_are_read_with_their_escapes(css: str, generated: str) -> None:
    rule = f'<rendition scheme="css" scope="before" selector="p">{css}</rendition>'
    root = document("<p/>", rule)
    assert notation.read(root).generated(next(root.iter(f"{{{TEI}}}p")))[0] == generated


@pytest.mark.parametrize("selector", ["p > hi", "p:first-child", "p + p", "p[type~='a']", "p.class", "p,,hi", "#p"])
def test_a_selector_outside_the_grammar_is_a_fault_with_its_reason(selector: str) -> None:
    rule = f'<rendition scheme="css" scope="before" selector="{selector.replace(">", "&gt;")}">content: "["</rendition>'
    (fault,) = notation.read(document("<p/>", rule)).faults
    assert "@selector" in fault.reason


def test_a_generating_rendition_without_content_is_a_fault() -> None:
    (fault,) = notation.read(document("<p/>", '<rendition scope="before" selector="p">color: red</rendition>')).faults
    assert fault.reason == 'no content: "…" in it'


def test_renditions_of_another_scheme_are_left_alone() -> None:
    root = document("<p>a</p>", '<rendition scheme="free" scope="before" selector="p">in red ink</rendition>')
    assert notation.read(root) == notation.Notation()


def test_selectors_are_read_with_quoted_and_bare_values_and_the_xml_prefix() -> None:
    assert parse_selectors("a[b='c, d'][e=f] *, [xml:id=\"g\"]") == (
        Selector((Compound("a", (("b", "c, d"), ("e", "f"))), Compound(""))),
        Selector((Compound("", (("{http://www.w3.org/XML/1998/namespace}id", "g"),)),)),
    )


def test_words_run_over_inline_elements_and_stop_at_blocks() -> None:
    root = document("<p>un<hi>divi</hi>ded</p><p>next</p>")
    assert [(word.text, word.starts_line) for word in notation.words(root)] == [("undivided", True), ("next", True)]


def test_a_no_break_space_is_a_character_of_its_word() -> None:
    assert [word.text for word in notation.words(document("<p>a\N{NO-BREAK SPACE}b c</p>"))] == [
        "a\N{NO-BREAK SPACE}b",
        "c",
    ]


def test_line_and_page_beginnings_end_a_line() -> None:
    assert notation.lines(document("<p>a<lb/>b<pb n='2'/>c</p>")) == ("a", "b", "c")


def test_a_page_beginning_displayed_inline_ends_no_line() -> None:
    rule = '<rendition scheme="css" selector="pb">display: inline</rendition>' + pair("pb", "(p. 1)", "", "pb[n='1']")
    root = document("<p>one <pb n='1'/> two</p>", rule)
    assert notation.lines(root) == ("one (p. 1) two",)
    assert next(notation.annotate(root).iter(f"{{{TEI}}}pb")).get(notation.DISPLAY) == "inline"


def test_cells_stand_apart_however_the_row_was_typed() -> None:
    root = document(
        "<table><row><cell>Ship</cell><cell>Tons</cell></row><row><cell>A</cell> <cell>1</cell></row></table>"
    )
    assert notation.lines(root) == ("Ship Tons", "A 1")


def test_every_child_of_a_division_is_a_line_but_an_empty_mark_is_none() -> None:
    root = document("<div><note>a</note><fw>b</fw><note type='mark'/><p>c</p></div>")
    assert notation.lines(root) == ("a", "b", "c")


def test_a_run_in_block_continues_on_the_line_of_the_next() -> None:
    rule = '<rendition xml:id="page-run-in" scheme="css">display: run-in</rendition>'
    root = document(
        "<p>x</p><note rendition='#page-run-in'>a:</note><note type='mark'/><div><p>b</p></div><p>c</p>", rule
    )
    assert notation.lines(root) == ("x", "a: b", "c")


def test_display_can_be_declared_by_selector_too() -> None:
    rule = '<rendition scheme="css" selector="p seg">display: block</rendition>'
    assert notation.lines(document("<p>a <seg>b</seg> c</p>", rule)) == ("a", "b", "c")


def test_what_the_encoder_answers_for_is_left_out_and_its_tail_stays() -> None:
    responsible = '<respStmt xml:id="me"><resp ref="http://id.loc.gov/vocabulary/relators/mrk">enc</resp><name>N</name></respStmt>'
    root = document("<p>a<note resp='#me'>mine</note>b <note resp='#other'>theirs</note></p>", "", responsible)
    assert notation.lines(root) == ("ab theirs",)


def test_comments_and_processing_instructions_leave_no_trace() -> None:
    assert notation.lines(document("<p>a<!-- no -->b<?no no?>c</p>")) == ("abc",)


def test_nested_texts_are_read_once() -> None:
    root = document("<floatingText><body><p>a</p></body></floatingText>")
    assert notation.lines(root) == ("a",)


def test_a_thousand_levels_do_not_exhaust_the_stack() -> None:
    root = document("<p/>")
    element = next(root.iter(f"{{{TEI}}}p"))
    for _ in range(3_000):
        element = etree.SubElement(element, f"{{{TEI}}}hi")
    element.text = "a"
    assert notation.lines(root) == ("a",)


def test_annotation_marks_a_copy_and_leaves_the_document_alone() -> None:
    responsible = '<respStmt xml:id="me"><resp key="mrk">enc</resp><name>N</name></respStmt>'
    root = document(
        "<p>a <supplied>b</supplied><note resp='#me'>c</note></p>", pair("s", "[", "]", "supplied"), responsible
    )
    before = etree.tostring(root)
    annotated = notation.annotate(root)
    supplied = next(annotated.iter(f"{{{TEI}}}supplied"))
    assert (supplied.get(notation.BEFORE), supplied.get(notation.AFTER)) == ("[", "]")
    assert next(annotated.iter(f"{{{TEI}}}p")).get(notation.DISPLAY) == "block"
    assert next(annotated.iter(f"{{{TEI}}}note")).get(notation.ADDED) == "true"
    assert etree.tostring(root) == before
