"""What the grammar's own words add to libxml2's refusals."""

from pathlib import Path

import pytest

from tei import relaxng
from tei.diagnostics import Diagnostic

HEAD = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">"""
GRAMMAR = f"""{HEAD}
  <start><ref name="text"/></start>
  <define name="text"><element name="text">
    <choice><ref name="front"/><ref name="group"/></choice>
    <zeroOrMore><ref name="p"/></zeroOrMore><optional><ref name="trailer"/></optional>
  </element></define>
  <define name="front"><element name="front"><text/></element></define>
  <define name="group"><element name="group"><text/></element></define>
  <define name="trailer"><element name="trailer"><text/></element></define>
  <define name="p"><element name="p"><ref name="global"/>
    <zeroOrMore><choice><text/><ref name="persName"/><ref name="list"/><ref name="date"/></choice></zeroOrMore>
  </element></define>
  <define name="persName"><element name="persName"><ref name="global"/><text/></element></define>
  <define name="list"><element name="list"><oneOrMore><ref name="item"/></oneOrMore></element></define>
  <define name="item"><element name="item"><ref name="global"/><text/></element></define>
  <define name="date"><element name="date">
    <ref name="when"/>
    <optional><attribute name="cert"><choice><value>high</value><value>low</value></choice></attribute></optional>
    <text/>
  </element></define>
  <define name="when"><attribute name="when"><ref name="point"/></attribute></define>
  <define name="point"><choice><data type="gYear"/><data type="date"/></choice></define>
  <define name="global">
    <optional><attribute name="xml:id"><data type="ID"/></attribute></optional>
    <optional><attribute name="rend"><list><oneOrMore><choice><value>bold</value><value>italic</value></choice>
    </oneOrMore></list></attribute></optional>
  </define>
</grammar>"""


@pytest.fixture(scope="module")
def schema() -> relaxng.Schema:
    return relaxng.load(GRAMMAR.encode())


def _found(schema: relaxng.Schema, content: str) -> list[Diagnostic]:
    return schema.validate(f'<text xmlns="http://www.tei-c.org/ns/1.0">{content}</text>'.encode())


def _said(schema: relaxng.Schema, content: str) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    (found,) = _found(schema, content)
    return found.rule, found.message, found.help, found.expected


@pytest.mark.parametrize(
    "content, rule, message, advice",
    [
        (
            "<front/><p><persname/></p>",
            "rng.element-not-allowed",
            "<persname> is not allowed in <p>",
            ("did you mean <persName>?",),
        ),
        (
            "<front/><p><trailr/></p>",
            "rng.element-not-allowed",
            "<trailr> is not allowed in <p>",
            ("the schema has no element <trailr>; it has <trailer>, which is not allowed here either",),
        ),
        (
            "<front/><p><zzz/></p>",
            "rng.element-not-allowed",
            "<zzz> is not allowed in <p>",
            ("the schema has no element <zzz>",),
        ),
        (
            "<front/><p><item/></p>",
            "rng.element-not-allowed",
            "<item> is not allowed in <p>",
            ("a <list> is allowed here and may contain <item>",),
        ),
        ("<front/><p><front/></p>", "rng.element-not-allowed", "<front> is not allowed in <p>", ()),
        (
            '<front/><p><persName xmlns=""/></p>',
            "rng.element-not-allowed",
            "<persName> is not allowed in <p>",
            ('<persName> is in no namespace; TEI’s has xmlns="http://www.tei-c.org/ns/1.0"',),
        ),
        (
            "<p/>",
            "rng.element-missing",
            "<p> is not allowed here yet: <text> must have <front> or <group> first",
            (),
        ),
        (
            "<front/><trailer/><p/>",
            "rng.element-not-allowed",
            "<p> is allowed in <text>, but not here among its other elements",
            (),
        ),
        ("", "rng.content-incomplete", "<text> is incomplete: it lacks <front> or <group>", ()),
        ("<front/>stray words", "rng.text-not-allowed", "text is not allowed in <text>: “stray words”", ()),
        (
            f"<front/>{'stray ' * 20}",
            "rng.text-not-allowed",
            "text is not allowed in <text>: “stray stray stray stray stray…”",
            (),
        ),
    ],
)
def test_misplaced_content_is_explained(
    schema: relaxng.Schema,
    content: str,
    rule: str,
    message: str,
    advice: tuple[str, ...],
) -> None:
    assert _said(schema, content)[:3] == (rule, message, advice)


@pytest.mark.parametrize(
    "content, rule, message, advice, expected",
    [
        ('<p Rend="bold"/>', "rng.attribute-not-allowed", "the attribute Rend is not allowed on <p>", "rend", ()),
        ('<p xml:ID="a"/>', "rng.attribute-not-allowed", "the attribute xml:ID is not allowed on <p>", "xml:id", ()),
        ('<p color="red"/>', "rng.attribute-not-allowed", "the attribute color is not allowed on <p>", "", ()),
        (
            '<p rend="itallic"/>',
            "rng.value",
            'rend="itallic" is not a value that <p> allows',
            "italic",
            ("bold", "italic"),
        ),
        (
            '<p rend="bold itallic"/>',
            "rng.value",
            '“itallic” is not among the words that rend="bold itallic" may have on <p>',
            "italic",
            ("bold", "italic"),
        ),
        (
            '<p><date when="May">a</date></p>',
            "rng.value",
            'when="May" on <date>: this should be a date such as 1949-10-23 or a year such as 1949',
            "",
            (),
        ),
        ("<p><date>a</date></p>", "rng.attribute-missing", "<date> lacks the attribute when", "", ()),
        (
            '<p xml:id="a b"/>',
            "rng.value",
            'xml:id="a b" on <p>: this should be a name that begins with a letter and has no spaces',
            "",
            (),
        ),
    ],
)
def test_attribute_at_fault_is_named_with_the_reason(
    schema: relaxng.Schema,
    content: str,
    rule: str,
    message: str,
    advice: str,
    expected: tuple[str, ...],
) -> None:
    help_texts = (f"did you mean {advice}?",) if advice else ()
    assert _said(schema, f"<front/>{content}") == (rule, message, help_texts, expected)


def test_each_attribute_at_fault_is_a_finding_of_its_own(schema: relaxng.Schema) -> None:
    found = _found(schema, '<front/><p><date whe="1949" cert="medium">a</date></p>')
    assert [(one.rule, one.span.column) for one in found] == [
        ("rng.attribute-missing", 54),
        ("rng.attribute-not-allowed", 60),
        ("rng.value", 71),
    ]


def test_independent_mistakes_are_all_found(schema: relaxng.Schema) -> None:
    found = _found(schema, '<front/>\n<p><item/></p>\n<p rend="x"/>\n<p><list/></p>')
    assert [(one.rule, one.span.line) for one in found] == [
        ("rng.element-not-allowed", 2),
        ("rng.value", 3),
        ("rng.content-incomplete", 4),
    ]


def test_second_use_of_an_identifier_is_one_finding(schema: relaxng.Schema) -> None:
    (found,) = _found(schema, '<front/><p xml:id="a"/>\n<p xml:id="b"/>\n<p xml:id="a"/>')
    assert (found.rule, found.span.line, found.span.column) == ("rng.duplicate-id", 3, 4)
    assert found.message == 'xml:id="a" is taken: <p> at 1:54 has it'
    assert found.xpath == "/text/p[3]/@xml:id"


def test_grammar_without_identifiers_lets_xml_ids_repeat() -> None:
    text = GRAMMAR.replace('<data type="ID"/>', "<text/>").encode()
    assert _found(relaxng.load(text), '<front/><p xml:id="a"/><p xml:id="a"/>') == []


def test_validation_twice_gives_the_same(schema: relaxng.Schema) -> None:
    assert _found(schema, '<front/><p xml:id="a"/>') == _found(schema, '<front/><p xml:id="a"/>') == []


def test_grammar_of_several_files_still_says_where(tmp_path: Path) -> None:
    (tmp_path / "inner.rng").write_text(GRAMMAR, encoding="utf-8")
    (tmp_path / "outer.rng").write_text(f'{HEAD}<include href="inner.rng"/></grammar>', encoding="utf-8")
    schema = relaxng.load(tmp_path / "outer.rng")
    assert _said(schema, "<front/><p><item/></p>")[:3] == (
        "rng.element-not-allowed",
        "<item> is not allowed here in <p>",
        (),
    )
    assert _said(schema, '<front/><p rend="x"/>')[0] == "rng.attribute-not-allowed"


def test_name_declared_twice_is_not_explained_by_one_of_the_two() -> None:
    twice = GRAMMAR.replace(
        '<define name="trailer"><element name="trailer"><text/></element></define>',
        '<define name="trailer"><element name="p"><attribute name="n"/></element></define>',
    )
    assert _said(relaxng.load(twice.encode()), '<front/><p color="red">x</p>')[:2] == (
        "rng.attribute-not-allowed",
        "the attributes of <p> are not allowed together, or one of them is missing",
    )


def test_content_that_is_not_of_its_type_is_a_finding() -> None:
    dated = GRAMMAR.replace(
        '<define name="trailer"><element name="trailer"><text/>',
        '<define name="trailer"><element name="trailer"><data type="date"/>',
    )
    assert _said(relaxng.load(dated.encode()), "<front/><trailer>May</trailer>")[:2] == (
        "rng.value",
        "the content of <trailer> is not of the type asked for",
    )


def test_names_may_be_written_with_a_prefix_or_as_elements() -> None:
    grammar = """<r:grammar xmlns:r="http://relaxng.org/ns/structure/1.0" xmlns:t="http://www.tei-c.org/ns/1.0">
      <r:start><r:element name="t:text"><r:oneOrMore><r:element>
        <r:name ns="http://www.tei-c.org/ns/1.0">item</r:name>
        <r:attribute><r:name ns="">n</r:name></r:attribute>
      </r:element></r:oneOrMore></r:element></r:start></r:grammar>"""
    schema = relaxng.load(grammar.encode())
    assert _said(schema, "<itm/>")[2] == ("did you mean <item>?",)
    assert _said(schema, "<item/>")[1] == "<item> lacks the attribute n"
    assert _said(schema, '<item n="1" m="2"/>')[1] == "the attribute m is not allowed on <item>"
