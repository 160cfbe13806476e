import pytest

from tei.errors import SchemaError
from tei.relaxng import grammar, model
from tei.relaxng.model import (
    Annotation,
    AnnotationAttribute,
    Attribute,
    Choice,
    Data,
    Define,
    Element,
    Empty,
    ExternalRef,
    Grammar,
    Group,
    Include,
    Name,
    NameChoice,
    NsName,
    Parameter,
    Pattern,
    QName,
    Ref,
    Start,
    Text,
    Value,
)

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
DOCUMENTATION = 'xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0"'


def read(text: str, *, ns: str = "") -> Pattern:
    return grammar.read(text.encode(), "schema.rng", ns=ns)


def faults(text: str) -> list[tuple[str, int, int, int, int]]:
    with pytest.raises(SchemaError) as caught:
        read(text)
    found = caught.value.diagnostics
    assert all(one.path == "schema.rng" and one.rule.startswith("rng.schema.") for one in found)
    return [(one.rule[11:], one.span.line, one.span.column, one.span.end_line, one.span.end_column) for one in found]


def test_several_patterns_are_a_group() -> None:
    pattern = read(f'<element {RNG} name="a"><text/><empty/></element>')
    assert pattern == Element(Name("", "a"), Group((Text(), Empty())))


def test_group_of_one_is_its_member_and_keeps_annotations() -> None:
    group = "<group><a:documentation>x</a:documentation><text/></group>"
    pattern = read(f'<element {RNG} {DOCUMENTATION} name="a">{group}</element>')
    assert pattern == Element(Name("", "a"), Text())
    assert isinstance(pattern, Element)
    assert model.documentation(pattern.pattern) == "x"


def test_attribute_without_pattern_has_text() -> None:
    assert read(f'<attribute {RNG} name="a"/>') == Attribute(Name("", "a"), Text())


def test_ns_is_inherited_by_elements_and_names_but_not_by_attributes() -> None:
    pattern = read(
        f'<element {RNG} name="a" ns="urn:x"><attribute name="b"/>'
        '<attribute name="c" ns="urn:y"/><attribute><name>d</name></attribute></element>'
    )
    assert pattern == Element(
        Name("urn:x", "a"),
        Group(
            (
                Attribute(Name("", "b"), Text()),
                Attribute(Name("urn:y", "c"), Text()),
                Attribute(Name("urn:x", "d"), Text()),
            )
        ),
    )


def test_prefix_wins_over_ns() -> None:
    pattern = read(f'<element {RNG} name=" p:a " xmlns:p="urn:p" ns="urn:x"><empty/></element>')
    assert pattern == Element(Name("urn:p", "a"), Empty())


def test_namespace_of_the_reference_is_inherited() -> None:
    assert read(f'<element {RNG} name="a"><empty/></element>', ns="urn:x") == Element(Name("urn:x", "a"), Empty())


def test_choice_of_name_classes_is_told_from_choice_of_patterns() -> None:
    pattern = read(
        f'<element {RNG}><choice><name>a</name><nsName ns="urn:x"/></choice><choice><text/><empty/></choice></element>'
    )
    assert pattern == Element(NameChoice((Name("", "a"), NsName("urn:x"))), Choice((Text(), Empty())))


def test_datatype_library_is_inherited_and_value_without_type_is_token() -> None:
    pattern = read(
        f'<choice {RNG} datatypeLibrary="urn:types"><value>x </value><value type="int">1</value>'
        '<data type=" int "><param name="min"> 1</param><except><value>2</value></except></data></choice>'
    )
    assert pattern == Choice(
        (
            Value("x "),
            Value("1", "int", "urn:types"),
            Data("int", "urn:types", (Parameter("min", " 1"),), Value("2")),
        )
    )


def test_value_knows_prefixes_and_ns_as_default() -> None:
    pattern = read(f'<value {RNG} xmlns:p="urn:p" ns="urn:x" type="QName" datatypeLibrary="urn:t">p:a</value>')
    assert isinstance(pattern, Value)
    assert pattern.namespaces["p"] == "urn:p"
    assert pattern.namespaces[""] == "urn:x"


def test_components_of_a_grammar() -> None:
    pattern = read(
        f'<grammar {RNG}><start combine=" choice "><ref name="a"/></start><define name="a"><empty/></define>'
        '<include href="b.rng" ns="urn:b"><define name="c"><text/></define></include></grammar>'
    )
    assert pattern == Grammar(
        (
            Start(Ref("a"), "choice"),
            Define("a", Empty()),
            Include("b.rng", ns="urn:b", components=(Define("c", Text()),)),
        )
    )


def test_base_of_a_reference_follows_xml_base() -> None:
    pattern = grammar.read(
        f'<group {RNG} xml:base="sub/"><externalRef href="a"/><externalRef xml:base="b/c" href="d"/></group>'.encode(),
        "http://example.org/x/schema.rng",
    )
    assert isinstance(pattern, Group)
    bases = [part.base for part in pattern.patterns if isinstance(part, ExternalRef)]
    assert bases == ["http://example.org/x/sub/", "http://example.org/x/sub/b/c"]


def test_place_is_the_start_tag_over_its_lines() -> None:
    pattern = read(f'<group {RNG}>\n  <element name="é"\n   ><empty/></element></group>')
    assert isinstance(pattern, Element)
    assert pattern.place == ("schema.rng", 2, 3, 3, 5)


def test_place_counts_a_character_beyond_ascii_once() -> None:
    pattern = read(f'<group {RNG}><element name="ééé"><empty/></element></group>')
    assert isinstance(pattern, Element)
    start = len(f"<group {RNG}>") + 1
    assert pattern.place == ("schema.rng", 1, start, 1, start + len('<element name="ééé">'))


def test_annotations_stand_where_they_were_written() -> None:
    pattern = read(
        f'<element {RNG} {DOCUMENTATION} xmlns:x="urn:x" name="a" x:n="1"><a:documentation>one <x:b>two</x:b>'
        "</a:documentation><text/><x:after>three</x:after></element>"
    )
    assert isinstance(pattern, Element)
    attribute, documentation = pattern.annotations
    assert attribute == AnnotationAttribute(QName("urn:x", "n"), "1")
    assert isinstance(documentation, Annotation)
    assert documentation.prefix == "a"
    assert documentation.text == "one two"
    assert pattern.pattern.following == (Annotation(QName("urn:x", "after"), (), ("three",)),)


def test_internal_entities_are_expanded() -> None:
    schema = f'<!DOCTYPE element [<!ENTITY content "<text/>">]><element {RNG} name="a">&content;</element>'
    assert read(schema) == Element(Name("", "a"), Text())


@pytest.mark.parametrize(
    "schema, expected",
    [
        pytest.param(f"<element {RNG}\n name='a'><emty/></element>", [("element", 2, 11, 2, 18)], id="unknown element"),
        pytest.param(
            f"<element {RNG} name='a'>\n <text\n  nam='x'/></element>",
            [("attribute", 3, 3, 3, 10)],
            id="unknown attribute",
        ),
        pytest.param(f"<grammar {RNG}>\n<start><ref/></start></grammar>", [("attribute", 2, 8, 2, 14)], id="no name"),
        pytest.param(
            f"<list {RNG}>\n <optional/>\n <mixed/></list>",
            [("content", 2, 2, 2, 13), ("content", 3, 2, 3, 10)],
            id="two faults",
        ),
        pytest.param(f"<element {RNG} name='a'>\n  some text <empty/></element>", [("text", 2, 3, 2, 12)], id="text"),
        pytest.param(
            f"<group {RNG}>\n<element name='p:a'><empty/></element></group>", [("name", 2, 10, 2, 20)], id="prefix"
        ),
        pytest.param(
            f"<group {RNG}>\n<element name='1a'><empty/></element></group>", [("name", 2, 10, 2, 19)], id="name"
        ),
        pytest.param(f"<group {RNG}>\n<ref name='a:b'/></group>", [("name", 2, 6, 2, 16)], id="colon"),
        pytest.param(f"<group {RNG}>\n<element name='a'/></group>", [("content", 2, 1, 2, 20)], id="no content"),
        pytest.param(
            f"<grammar {RNG}>\n<start><empty/><text/></start></grammar>", [("content", 2, 16, 2, 23)], id="start"
        ),
        pytest.param(
            f"<grammar {RNG}>\n<start combine='or'><empty/></start></grammar>",
            [("attribute", 2, 8, 2, 20)],
            id="combine",
        ),
        pytest.param(
            f"<grammar {RNG}><include href='a'>\n<include href='b'/></include></grammar>",
            [("element", 2, 1, 2, 20)],
            id="include",
        ),
        pytest.param(f"<group {RNG}>\n<externalRef href='a#b'/></group>", [("attribute", 2, 14, 2, 24)], id="fragment"),
        pytest.param(f"<group {RNG}>\n<text datatypeLibrary='x'/></group>", [("attribute", 2, 7, 2, 26)], id="library"),
        pytest.param(
            f"<group {RNG}>\n<value>a<x xmlns='urn:x'/></value></group>",
            [("element", 2, 9, 2, 27)],
            id="foreign in text",
        ),
        pytest.param(f"<group {RNG}>\n<text></group>", [("not-well-formed", 2, 9, 2, 10)], id="malformed"),
        pytest.param("<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", [("element", 1, 1, 1, 43)], id="not a schema"),
        pytest.param(f"<start {RNG}><empty/></start>", [("element", 1, 1, 1, 52)], id="component"),
        pytest.param(
            f"<attribute {RNG} name='a'><text/>\n<empty/></attribute>", [("content", 2, 1, 2, 9)], id="attribute"
        ),
    ],
)
def test_fault_is_named_at_its_place(schema: str, expected: list[tuple[str, int, int, int, int]]) -> None:
    assert faults(schema) == expected


def test_faults_of_one_run_are_all_told() -> None:
    definitions = "<define name='a'/>\n<define name='b'><text x='1'/></define>"
    schema = f"<grammar {RNG}><start><nothing/></start>\n{definitions}</grammar>"
    assert [fault[:2] for fault in faults(schema)] == [("element", 1), ("content", 2), ("attribute", 3)]


def test_external_entity_is_never_read() -> None:
    schema = f'<!DOCTYPE element [<!ENTITY e SYSTEM "other">]>\n<element {RNG} name="a">&e;</element>'
    assert [fault[:2] for fault in faults(schema)] == [("not-well-formed", 2)]


def test_entities_without_bound_are_refused() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    schema = f'<!DOCTYPE element [<!ENTITY e0 "x">{levels}]>\n<element {RNG} name="a"><value>&e9;</value></element>'
    assert [fault[:2] for fault in faults(schema)] == [("not-well-formed", 2)]


@pytest.mark.parametrize("inner", ["group", "x:x"])
def test_endless_nesting_is_refused(inner: str) -> None:
    schema = f"<group {RNG} xmlns:x='urn:x'>" + f"<{inner}>" * 100_000
    assert [fault[0] for fault in faults(schema)] == ["too-deep"]


def test_bytes_in_another_encoding_are_read() -> None:
    schema = f'<?xml version="1.0" encoding="ISO-8859-1"?><element {RNG} name="é"><empty/></element>'
    assert grammar.read(schema.encode("latin-1"), "schema.rng") == Element(Name("", "é"), Empty())


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(SchemaError) as caught:
        grammar.read(b"<element name='\xff'/>", "schema.rng")
    (finding,) = caught.value.diagnostics
    assert (finding.rule, finding.span.line, finding.span.column) == ("rng.schema.not-well-formed", 1, 16)
