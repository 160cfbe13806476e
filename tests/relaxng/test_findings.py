"""What is said of a document that the grammar refuses: rule, place, words, help, and nothing twice."""

from collections.abc import Callable

import pytest

from tei.diagnostics import Diagnostic
from tei.relaxng.validator import Validator

Grammar = Callable[[str], Validator]
TEI = "http://www.tei-c.org/ns/1.0"

LETTER = f"""
default namespace = "{TEI}"
namespace o = "urn:other"
start = element-text
element-text = element text {{ (front | group), p*, note*, trailer? }}
front = element front {{ global, text }}
group = element group {{ text }}
trailer = element trailer {{ text }}
note = element note {{ (text | p | hi)* }}
p = element p {{ global, (text | model.phrase | model.inter)* }}
model.phrase = persName | date | hi
model.inter = element-list | table | bibl
persName = element persName {{ global, text }}
hi = element hi {{ global, (text | model.phrase)* }}
element-list = element list {{ head?, item+ }}
head = element head {{ text }}
item = element item {{ global, (text | model.phrase)* }}
table = element table {{ row+ }}
row = element row {{ cell, cell* }}
cell = element cell {{ text }}
bibl = element bibl {{ author, title, date?, place? }}
author = element author {{ text }}
title = element title {{ text }}
place = element o:place {{ empty }}
date = element date {{
  attribute when {{ xsd:gYear | xsd:date }}?,
  (attribute from {{ xsd:date }} | attribute dur {{ xsd:duration }})?,
  attribute cert {{ "high" | "low" }}?,
  text
}}
global = attribute xml:id {{ xsd:ID }}?, attribute rend {{ list {{ ("bold" | "italic")+ }} }}?,
  attribute ref {{ xsd:IDREF }}?
"""


@pytest.fixture(scope="module")
def letter(grammar: Grammar) -> Validator:
    return grammar(LETTER)


def found_in(validator: Validator, content: str, *, everything: bool = False) -> list[Diagnostic]:
    text = f'<text xmlns="{TEI}">\n{content}</text>'
    return validator.validate(text.encode(), "x.xml", everything=everything)


def place(one: Diagnostic) -> tuple[int, int, int, int]:
    return one.span.line, one.span.column, one.span.end_line, one.span.end_column


@pytest.mark.parametrize(
    "content, rule, where, message, advice",
    [
        # Names
        (
            "<front/><p><persname>x</persname></p>",
            "rng.element-not-allowed",
            (2, 12, 2, 22),
            "<persname> is not allowed in <p>",
            ("did you mean <persName>?",),
        ),
        (
            "<front/><p><trailr/></p>",
            "rng.element-not-allowed",
            (2, 12, 2, 21),
            "<trailr> is not allowed in <p>",
            ("the schema has no element <trailr>; it has <trailer>, which is not allowed here either",),
        ),
        (
            "<front/><p><zzz a='b'>x<p/></zzz></p>",
            "rng.element-not-allowed",
            (2, 12, 2, 23),
            "<zzz> is not allowed in <p>",
            ("the schema has no element <zzz>",),
        ),
        (
            '<front/><p><persName xmlns="">x</persName></p>',
            "rng.element-not-allowed",
            (2, 12, 2, 31),
            "<persName> in no namespace is not allowed in <p>",
            (f'<persName> is in no namespace; TEI’s has xmlns="{TEI}"',),
        ),
        (
            '<front/><p><hi xmlns="urn:x"><hi>x</hi></hi></p>',
            "rng.element-not-allowed",
            (2, 12, 2, 30),
            "<hi> in the namespace urn:x is not allowed in <p>",
            (f'<hi> is in the namespace urn:x; TEI’s has xmlns="{TEI}"',),
        ),
        (
            "<front/><p><bibl><author/><title/><place/></bibl></p>",
            "rng.element-not-allowed",
            (2, 35, 2, 43),
            f"<place> in the namespace {TEI} is not allowed in <bibl>",
            (f'<place> is in the namespace {TEI}; the schema’s has xmlns="urn:other"',),
        ),
        # What to put it into, where it could stand
        (
            "<front/><p>Bring <item>bread</item> and salt.</p>",
            "rng.element-not-allowed",
            (2, 18, 2, 24),
            "<item> is not allowed in <p>",
            ("a <list> is allowed here and may contain <item>",),
        ),
        (
            "<front/><p><cell/></p>",
            "rng.element-not-allowed",
            (2, 12, 2, 19),
            "<cell> is not allowed in <p>",
            ("a <table> is allowed here, and a <row> in it may contain <cell>",),
        ),
        (
            "<front/><p>a<p>b</p></p>",
            "rng.element-not-allowed",
            (2, 13, 2, 16),
            "<p> is not allowed in <p>",
            ("<p> is allowed after </p>",),
        ),
        (
            "<front/><p><front/></p>",
            "rng.element-not-allowed",
            (2, 12, 2, 20),
            "<front> is not allowed in <p>",
            ("<front> is allowed only in <text>",),
        ),
        # Order and what is missing
        (
            "<p/>",
            "rng.element-missing",
            (2, 1, 2, 5),
            "<p> is not allowed here yet: <text> must have <front> or <group> first",
            (),
        ),
        (
            "<front/><p><bibl><title/></bibl></p>",
            "rng.element-missing",
            (2, 18, 2, 26),
            "<title> is not allowed here yet: <bibl> must have <author> first",
            (),
        ),
        (
            "<front/><p><bibl><date/></bibl></p>",
            "rng.element-missing",
            (2, 18, 2, 25),
            "<date> is not allowed here yet: <bibl> must have <author> and <title> first",
            (),
        ),
        (
            "<front/><p><bibl><title/><author/></bibl></p>",
            "rng.element-missing",
            (2, 18, 2, 26),
            "<title> is not allowed here yet: <bibl> must have <author> first",
            ("the <author> at 2:26 should stand before it",),
        ),
        (
            "<front/><note/><p/>",
            "rng.element-not-allowed",
            (2, 16, 2, 20),
            "<p> is allowed in <text>, but not here among its other elements",
            ("it may stand before the <note> at 2:9",),
        ),
        (
            "<front/><front/>",
            "rng.element-not-allowed",
            (2, 9, 2, 17),
            "<front> is allowed in <text>, but not here among its other elements",
            ("<text> has a <front> already, at 2:1",),
        ),
        (
            "<front/><trailer/><note>x</note>",
            "rng.element-not-allowed",
            (2, 19, 2, 25),
            "<note> is allowed in <text>, but not here among its other elements",
            ("it may stand before the <trailer> at 2:9",),
        ),
        (
            "<front/><p><list></list></p>",
            "rng.content-incomplete",
            (2, 18, 2, 25),
            "<list> is incomplete: it lacks <item>",
            (),
        ),
        (
            "<front/><p><list/></p>",
            "rng.content-incomplete",
            (2, 12, 2, 19),
            "<list> is incomplete: it lacks <item>",
            (),
        ),
        (
            "<front/><p><bibl/></p>",
            "rng.content-incomplete",
            (2, 12, 2, 19),
            "<bibl> is incomplete: it lacks <author> and <title>",
            (),
        ),
        ("", "rng.content-incomplete", (2, 1, 2, 8), "<text> is incomplete: it lacks <front> or <group>", ()),
        # Text
        (
            "<front/>stray\n words ",
            "rng.text-not-allowed",
            (2, 9, 3, 7),
            "text is not allowed in <text>: “stray words”",
            ("a <p> is allowed here and may contain text",),
        ),
        (
            f"<front/>{'stray ' * 20}",
            "rng.text-not-allowed",
            (2, 9, 2, 128),
            "text is not allowed in <text>: “stray stray stray stray stray…”",
            ("a <p> is allowed here and may contain text",),
        ),
        (
            "<front/><p><table>x<row><cell/></row></table></p>",
            "rng.text-not-allowed",
            (2, 19, 2, 20),
            "text is not allowed in <table>: “x”",
            (),
        ),
        (
            "<front/><p><table>&amp;<row><cell/></row></table></p>",
            "rng.text-not-allowed",
            (2, 19, 2, 24),
            "text is not allowed in <table>: “&”",
            (),
        ),
        # Attributes
        (
            '<front/><p Rend="bold"/>',
            "rng.attribute-not-allowed",
            (2, 12, 2, 23),
            "the attribute Rend is not allowed on <p>",
            ("did you mean rend?",),
        ),
        (
            '<front/><p id="a"/>',
            "rng.attribute-not-allowed",
            (2, 12, 2, 18),
            "the attribute id is not allowed on <p>",
            ("did you mean xml:id?",),
        ),
        (
            '<front/><p rend="bold"\n  color="red"/>',
            "rng.attribute-not-allowed",
            (3, 3, 3, 14),
            "the attribute color is not allowed on <p>",
            (),
        ),
        (
            '<front/><p><date from="1949-10-23" dur="P1D">x</date></p>',
            "rng.attribute-not-allowed",
            (2, 36, 2, 45),
            "<date> may not have the attributes from and dur together",
            (),
        ),
        (
            '<front/><p rend="itallic"/>',
            "rng.value",
            (2, 12, 2, 26),
            'rend="itallic" is not a value that <p> allows',
            ("did you mean italic?",),
        ),
        (
            '<front/><p rend="bold itallic"/>',
            "rng.value",
            (2, 12, 2, 31),
            '“itallic” is not among the words that rend="bold itallic" may have on <p>',
            ("did you mean italic?",),
        ),
        ('<front/><p rend=" "/>', "rng.value", (2, 12, 2, 20), 'rend="" on <p>: it is empty', ()),
        (
            '<front/><p><date when="May">a</date></p>',
            "rng.value",
            (2, 18, 2, 28),
            'when="May" on <date>: this should be a date such as 1949-10-23 or a year such as 1949',
            (),
        ),
        (
            '<front/><p><date when="1949-13-01">a</date></p>',
            "rng.value",
            (2, 18, 2, 35),
            'when="1949-13-01" on <date>: not a date: 1949-13-01 has no month 13',
            (),
        ),
        (
            '<front/><p><date from="1949">a</date></p>',
            "rng.value",
            (2, 18, 2, 29),
            'from="1949" on <date>: not a date: 1949 is not of the form YYYY-MM-DD',
            (),
        ),
        (
            '<front/><p><date cert="hihg">a</date></p>',
            "rng.value",
            (2, 18, 2, 29),
            'cert="hihg" is not a value that <date> allows',
            ("did you mean high?",),
        ),
        (
            '<front/><p xml:id="a b"/>',
            "rng.value",
            (2, 12, 2, 24),
            'xml:id="a b" on <p>: not an identifier: “a b” has a space in it',
            ("a space is not allowed in it; a-b would be",),
        ),
        # Identifiers
        (
            '<front/><p xml:id="a"/>\n<p xml:id="b"/>\n<p xml:id="a"/>',
            "rng.duplicate-id",
            (4, 4, 4, 14),
            'xml:id="a" is taken: <p> at 2:12 has it',
            (),
        ),
        (
            '<front/><p xml:id="letter"/><p ref="leter"/>',
            "rng.idref",
            (2, 32, 2, 43),
            "ref on <p> refers to “leter”, which no element has as its identifier",
            ("did you mean letter?",),
        ),
    ],
)
def test_one_mistake_is_one_finding_in_its_place(
    letter: Validator,
    content: str,
    rule: str,
    where: tuple[int, int, int, int],
    message: str,
    advice: tuple[str, ...],
) -> None:
    (found,) = found_in(letter, content)
    assert (found.rule, place(found), found.message, found.help) == (rule, where, message, advice)
    assert found.path == "x.xml"


@pytest.mark.parametrize(
    "content, expected",
    [
        (
            "<front/>\n<p><item/></p>\n<p rend='x'/>\n<p><list/></p>",
            [("rng.element-not-allowed", 3), ("rng.value", 4), ("rng.content-incomplete", 5)],
        ),
        # Inside an element that is misplaced, under a wrong name, or unknown
        (
            "<front/><p><item>\n<hi rnd='bold'/></item></p>",
            [("rng.element-not-allowed", 2), ("rng.attribute-not-allowed", 3)],
        ),
        ("<front/><p><hii>\n<date when='x'/></hii></p>", [("rng.element-not-allowed", 2), ("rng.value", 3)]),
        ("<front/><p><zzz>\n<date when='x'/><yyy/></zzz></p>", [("rng.element-not-allowed", 2), ("rng.value", 3)]),
        ('<front/><p xmlns="">\n<date when="x"/></p>', [("rng.element-not-allowed", 2), ("rng.value", 3)]),
        # After what is missing
        ("<p/>\n<p rend='x'/>", [("rng.element-missing", 2), ("rng.value", 3)]),
        ("<front/><p><bibl><date/>\n</bibl><bibl/></p>", [("rng.element-missing", 2), ("rng.content-incomplete", 3)]),
        # Several attributes
        (
            "<front/><p><date whe='x'\ncert='medium' foo=''/></p>",
            [("rng.attribute-not-allowed", 2), ("rng.value", 3), ("rng.attribute-not-allowed", 3)],
        ),
    ],
)
def test_independent_mistakes_are_all_found(
    letter: Validator,
    content: str,
    expected: list[tuple[str, int]],
) -> None:
    assert [(one.rule, one.span.line) for one in found_in(letter, content)] == expected


@pytest.mark.parametrize(
    "content",
    [
        # Siblings that want the same wrapper
        "<front/><p><item>a</item> and <item>b</item></p>",
        "<front/>stray <hi>words</hi> astray",
        "<front/><hi>words</hi> astray",
        # An element whose name is wrong altogether has nothing of what it should have
        "<front/><p><bibl><item>a</item><title/></bibl></p>",
        "<front/><p><list><p>x</p></list></p>",
        "<front/><p><cell rend='bold'><p/>x</cell></p>",
        # Siblings of several names that want the same wrapper, or should all stand before the same one
        "<front/><p><author/><title/></p>",
        "<front/><persName/><date/>",
        "<front/><trailer/><note/><p/>",
    ],
)
def test_what_follows_from_a_mistake_is_not_told(letter: Validator, content: str) -> None:
    assert len(found_in(letter, content)) == 1


def test_misspelt_attribute_that_is_required_is_not_missing_as_well(grammar: Grammar) -> None:
    validator = grammar("start = element graphic { attribute url { text }, attribute width { text }? }")
    for name in ("urll", "uri"):
        (found,) = validator.validate(f"<graphic {name}='x'/>".encode())
        assert (found.rule, found.help) == ("rng.attribute-not-allowed", ("did you mean url?",))


@pytest.mark.parametrize(
    "attributes, messages",
    [
        ("", ["<e> lacks the attribute a", "<e> lacks the attribute b"]),
        ("a=''", ["<e> lacks the attribute b"]),
        ("a='' b=''", ["<e> lacks the attribute c or d"]),
    ],
)
def test_each_attribute_that_is_missing_is_named(grammar: Grammar, attributes: str, messages: list[str]) -> None:
    either = "(attribute c { text } | attribute d { text })"
    validator = grammar(f"start = element e {{ attribute a {{ text }}, attribute b {{ text }}, {either} }}")
    found = validator.validate(f"<e {attributes}/>".encode())
    assert [one.message for one in found] == messages
    assert {one.rule for one in found} == {"rng.attribute-missing"}
    assert {(one.span.line, one.span.column) for one in found} == {(1, 1)}


def test_values_of_a_missing_attribute_are_told(grammar: Grammar) -> None:
    (found,) = grammar("start = element e { attribute a { 'x' | 'y' } }").validate(b"<e/>")
    assert found.expected == ("x", "y")


@pytest.mark.parametrize(
    "content, document, where, message",
    [
        (
            "xsd:date",
            "<e>1949-02-30</e>",
            (1, 4, 1, 14),
            "“1949-02-30” in <e>: not a date: 1949-02-30 has no day 30: the month has 28",
        ),
        ("xsd:date", "<e/>", (1, 1, 1, 5), "<e> is empty; this should be a date such as 1949-10-23"),
        ("'a' | 'b'", "<e> c </e>", (1, 5, 1, 6), "“c” in <e>: it is not a value that is allowed"),
        ("list { 'a', 'b' }", "<e>a</e>", (1, 4, 1, 5), "“a” in <e>: there are too few words in it"),
        ("list { 'a' }", "<e>a b</e>", (1, 4, 1, 7), "“a b” in <e>: there should be no more than 1 word in it"),
        (
            "list { xsd:int+ }",
            "<e>1 x</e>",
            (1, 4, 1, 7),
            "“1 x” in <e>: not a whole number: x is not made of digits, with or without a sign",
        ),
        (
            "xsd:int",
            "<e>1<!-- c -->x</e>",
            (1, 4, 1, 16),
            "“1x” in <e>: not a whole number: 1x is not made of digits, with or without a sign",
        ),
        (
            "xsd:int",
            "<e>x<e/></e>",
            (1, 4, 1, 5),
            "“x” in <e>: not a whole number: x is not made of digits, with or without a sign",
        ),
    ],
)
def test_value_of_an_element_is_explained(
    grammar: Grammar,
    content: str,
    document: str,
    where: tuple[int, int, int, int],
    message: str,
) -> None:
    found = grammar(f"start = element e {{ {content} }}").validate(document.encode())[0]
    assert (found.rule, place(found), found.message) == ("rng.value", where, message)


def test_value_that_is_not_there_is_missed_at_the_end_tag(grammar: Grammar) -> None:
    validator = grammar("start = element e { attribute a { text }?, xsd:int }")
    places = [place(found) for text in (b"<e></e>", b"<e> \n</e>") for found in validator.validate(text)]
    assert places == [(1, 4, 1, 8), (2, 1, 2, 5)]
    # What is wrong with the start tag comes first.
    found = validator.validate(b"<e b='1'>\n</e>")
    assert [(one.rule, one.span.line) for one in found] == [("rng.attribute-not-allowed", 1), ("rng.value", 2)]


def test_value_is_not_missed_where_an_element_has_been_refused(grammar: Grammar) -> None:
    validator = grammar("start = element e { (xsd:int | 'x') | element f { element g { empty } } }")
    (found,) = validator.validate(b"<e>\n <g/>\n</e>")
    assert (found.rule, place(found)) == ("rng.element-not-allowed", (2, 2, 2, 6))


def test_space_that_is_no_white_space_is_text(letter: Validator) -> None:
    (found,) = found_in(letter, "<front/> \u00a0 <p/>")
    assert (found.rule, place(found)) == ("rng.text-not-allowed", (2, 10, 2, 11))
    assert found.message == "text is not allowed in <text>: “U+00A0”"


def test_root_that_is_not_allowed_is_read_on_with(letter: Validator) -> None:
    found = letter.validate(f'<p xmlns="{TEI}">\n<hi rend="x"/></p>'.encode())
    assert [(one.rule, one.message) for one in found] == [
        ("rng.root-not-allowed", "<p> cannot be the outermost element of a document under this schema"),
        ("rng.value", 'rend="x" is not a value that <hi> allows'),
    ]
    assert found[0].expected == ("text",)


def test_namespace_missing_from_the_whole_document_is_one_finding(letter: Validator) -> None:
    (found,) = letter.validate(b"<text><front/><p><hi>x</hi></p></text>")
    assert found.rule == "rng.root-not-allowed"
    assert found.message == "<text> in no namespace cannot be the outermost element of a document under this schema"
    assert found.help == (f'<text> is in no namespace; TEI’s has xmlns="{TEI}"',)


def test_misspelt_root_is_named_with_its_namespace(letter: Validator) -> None:
    (found,) = letter.validate(b"<Text><front/></Text>")
    assert found.help == (f'did you mean <text xmlns="{TEI}">?',)


def test_document_of_another_kind_is_one_finding(letter: Validator) -> None:
    (found,) = letter.validate(b"<html><body><div class='x'>y</div></body></html>")
    assert (found.rule, found.help) == ("rng.root-not-allowed", ())


def test_what_is_allowed_is_told_by_classes_the_likely_names_first(letter: Validator) -> None:
    (found,) = found_in(letter, "<front/><p><hi/><hi/><date/><zzz/></p>")
    assert (found.expected, found.expected_names) == (("hi", "date", "text", "model.inter", "model.phrase"), 7)
    (found,) = found_in(letter, "<front/><p><hi/><hi/><date/><zzz/></p>", everything=True)
    names = ("text", "bibl", "date", "hi", "list", "persName", "table")
    assert (found.expected, found.expected_names) == (names, 0)


def test_attributes_that_are_allowed_are_told_where_everything_is_asked_for(letter: Validator) -> None:
    content = '<front/><p><date dur="P1D" whem="1949">x</date></p>'
    (found,) = found_in(letter, content)
    assert found.expected == ()
    (found,) = found_in(letter, content, everything=True)
    assert found.expected == ("cert", "when")


def test_likely_names_are_those_of_elements_like_the_parent_and_then_all_others(letter: Validator) -> None:
    before = "<front/><p><date/><date/><hi><hi/><hi/><hi/><persName/></hi></p>"
    (found,) = found_in(letter, f"{before}<p><zzz/></p>")
    assert found.expected[:3] == ("date", "hi", "persName")


@pytest.mark.parametrize(
    "content, xpath",
    [
        ("<front/><p/><p><zzz/></p>", "/text/p[2]/zzz"),
        ("<front/><p><zzz/></p>", "/text/p/zzz"),
        ("<front/><p><zzz/></p><p/>", "/text/p[1]/zzz"),
        ('<front/><p xml:id="a"><hi/><hi><zzz/></hi></p>', '//p[@xml:id="a"]/hi[2]/zzz'),
        ('<front/><p xml:id="a" rend="x"/>', '//p[@xml:id="a"]/@rend'),
        ('<front/><p xml:id="a"/><p xml:id="a"/>', "/text/p[2]/@xml:id"),
        ("<front/><p><list/></p>", "/text/p/list"),
        ("<front/>x", "/text"),
    ],
)
def test_xpath_leads_to_the_element_or_attribute(letter: Validator, content: str, xpath: str) -> None:
    (found,) = found_in(letter, content)
    assert found.xpath == xpath


def test_tag_that_an_entity_brings_in_has_the_place_of_the_reference(letter: Validator) -> None:
    text = f'<!DOCTYPE text [<!ENTITY e "<zzz/>">]>\n<text xmlns="{TEI}"><front/><p>a &e;</p></text>'
    (found,) = letter.validate(text.encode())
    assert place(found) == (2, 56, 2, 59)


def test_mistakes_beyond_the_first_thousands_are_found_in_linear_time(letter: Validator) -> None:
    rows = "<p><hi>x</hi><date when='1949'/></p>\n" * 3000
    found = found_in(letter, f"<front/>{rows}<p><item/></p>")
    assert [(one.rule, one.span.line) for one in found] == [("rng.element-not-allowed", 3002)]


def test_prefixed_attribute_and_declaration_do_not_confuse_places(letter: Validator) -> None:
    (found,) = found_in(letter, '<front/><p xmlns:a="urn:a" xml:id="x"\n xmlns:b="urn:b" b:c="d"/>')
    assert (place(found), found.message) == (
        (3, 18, 3, 25),
        "the attribute c in the namespace urn:b is not allowed on <p>",
    )


def test_attribute_from_the_dtd_has_the_place_of_the_tag(letter: Validator) -> None:
    text = f'<!DOCTYPE text [<!ATTLIST p foo CDATA "x">]>\n<text xmlns="{TEI}"><front/><p/></text>'
    (found,) = letter.validate(text.encode())
    assert (found.rule, place(found)) == ("rng.attribute-not-allowed", (2, 51, 2, 55))


@pytest.mark.parametrize(
    "content, advice",
    [
        # Another vocabulary's name, with what the grammar allows of ours
        ("<front/><p><i>x</i></p>", ('for HTML’s <i>, TEI has <hi rend="italic">',)),
        ("<front/><p><sup>x</sup></p>", ("for HTML’s <sup>, TEI has <hi>",)),
        ("<front/><p><td>x</td></p>", ("for HTML’s <td>, TEI has <cell>, which is not allowed here",)),
        ("<front/><p><br/></p>", ("the schema has no element <br>",)),
        (
            "<front/><p><Author>x</Author></p>",
            ("the schema has no element <Author>; it has <author>, which is not allowed here either",),
        ),
        (
            "<front/><p><bibl><author/><title><i/></title></bibl></p>",
            ("for HTML’s <i>, TEI has <hi>, which is not allowed here",),
        ),
        (
            '<front/><p><math xmlns="http://www.w3.org/1998/Math/MathML"/></p>',
            ("the schema has no elements of MathML",),
        ),
        ('<front/><p><x xmlns="urn:x"/></p>', ("the schema has no elements in that namespace",)),
        # What a parent is made of
        (
            "<front/><p><list><item/><hi/></list></p>",
            ("an <item> is allowed here and may contain <hi>", "<hi> is allowed after </list>"),
        ),
        ("<front/><p/><hi/>", ("a <p> is allowed here and may contain <hi>",)),
        # Where else
        ("<front/><p><bibl><author/><title/><date/><hi/></bibl></p>", ("<hi> is allowed after </bibl>",)),
        ("<front/><p><trailer/></p>", ("<trailer> is allowed after </p>",)),
        ("<front/><p><hi>a<head/></hi></p>", ("<head> is allowed only in <list>",)),
    ],
)
def test_advice_is_what_the_grammar_allows(letter: Validator, content: str, advice: tuple[str, ...]) -> None:
    (found,) = found_in(letter, content)
    assert found.help == advice


def test_element_of_another_vocabulary_is_one_finding_with_all_that_is_in_it(letter: Validator) -> None:
    (found,) = found_in(letter, "<front/><p><ul class='x'><li id='a'>b</li>c</ul></p>")
    assert found.help == ("for HTML’s <ul>, TEI has <list>",)


def test_mistakes_of_other_kinds_are_found_in_an_element_of_another_vocabulary(letter: Validator) -> None:
    found = found_in(letter, "<front/><p><ul><li><date when='x'/><persname/></li></ul></p>")
    assert [one.rule for one in found] == ["rng.element-not-allowed", "rng.value", "rng.element-not-allowed"]


@pytest.mark.parametrize(
    "datatype, value, advice",
    [
        ("xsd:date", "23.10.1949", ("did you mean 1949-10-23?",)),
        ("xsd:date", "5/10/1949", ("did you mean 1949-10-05 or 1949-05-10?",)),
        ("xsd:date", "1949.5.2", ("did you mean 1949-05-02?",)),
        ("xsd:date", "October 23, 1949", ("did you mean 1949-10-23?",)),
        ("xsd:date", "23 Oct. 1949", ("did you mean 1949-10-23?",)),
        ("xsd:date", "2 Vendemiaire 1793", ()),
        ("xsd:date", "31.2.1949", ()),
        ("xsd:gYearMonth", "10/1949", ("did you mean 1949-10?",)),
        ("xsd:gYearMonth", "1949-5", ("did you mean 1949-05?",)),
        ("xsd:gYearMonth", "May 1949", ("did you mean 1949-05?",)),
        ("xsd:time", "8.40", ("did you mean 08:40:00?",)),
        ("xsd:time", "25:00", ()),
        ("xsd:decimal", "2,5", ("did you mean 2.5?",)),
        ("xsd:int", "10px", ("did you mean 10?",)),
        ("xsd:int", "2,5", ()),
        ("xsd:language", "en_US", ("did you mean en-US?",)),
        ("xsd:NCName", "#a", ("did you mean a?",)),
        ("xsd:NCName", "1a", ("id-1a would be allowed",)),
        ("xsd:NCName", "a:b", ("a-b would be allowed",)),
        ("xsd:boolean", "no", ()),
    ],
)
def test_value_is_rewritten_where_the_datatype_accepts_it(
    grammar: Grammar, datatype: str, value: str, advice: tuple[str, ...]
) -> None:
    (found,) = grammar(f"start = element e {{ {datatype} }}").validate(f"<e>{value}</e>".encode())
    assert found.help == advice


def test_attribute_that_has_the_value_of_the_one_missing_is_one_finding(grammar: Grammar) -> None:
    validator = grammar("start = element e { attribute when { xsd:date } }")
    (found,) = validator.validate(b"<e zzz='1949-10-23'/>")
    assert found.help == ("<e> lacks when, which it must have",)
    assert [one.rule for one in validator.validate(b"<e zzz='x'/>")] == [
        "rng.attribute-missing",
        "rng.attribute-not-allowed",
    ]


def test_nearest_is_what_takes_the_fewest_slips(grammar: Grammar) -> None:
    validator = grammar("start = element e { 'copies' | 'copy' | 'corpse' }")
    (found,) = validator.validate(b"<e>copi</e>")
    assert found.help == ("did you mean copy?",)
