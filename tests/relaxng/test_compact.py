import re
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei.diagnostics import Diagnostic
from tei.errors import SchemaError
from tei.relaxng import compact
from tei.relaxng.model import (
    Annotation,
    AnnotationAttribute,
    AnyName,
    Attribute,
    Choice,
    Data,
    Define,
    Div,
    Element,
    Empty,
    ExternalRef,
    Grammar,
    Group,
    Include,
    Interleave,
    List,
    Mixed,
    Name,
    NameChoice,
    NotAllowed,
    NsName,
    OneOrMore,
    Optional,
    Parameter,
    ParentRef,
    Pattern,
    Place,
    QName,
    Ref,
    Start,
    Text,
    Value,
    ZeroOrMore,
    documentation,
)

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
A, B = Ref("a"), Ref("b")


def read(text: str, *, ns: str = "") -> Pattern:
    return compact.read(text, "schema.rnc", ns=ns)


def faults(data: bytes | str) -> tuple[Diagnostic, ...]:
    with pytest.raises(SchemaError) as caught:
        compact.read(data, "schema.rnc")
    return caught.value.diagnostics


def fault(data: bytes | str) -> tuple[str, tuple[int, int, int, int], str]:
    (found,) = faults(data)
    span = found.span
    return found.rule, (span.line, span.column, span.end_line, span.end_column), found.message


PATTERNS = [
    ("empty", Empty()),
    ("text", Text()),
    ("notAllowed", NotAllowed()),
    ("a", A),
    (r"\element", Ref("element")),
    ("a, b", Group((A, B))),
    ("a & b", Interleave((A, B))),
    ("a | b | a", Choice((A, B, A))),
    ("(a, b), a", Group((Group((A, B)), A))),
    ("((a))", A),
    ("a? , b*", Group((Optional(A), ZeroOrMore(B)))),
    ("(a | b)+", OneOrMore(Choice((A, B)))),
    ("list { a }", List(A)),
    ("mixed { a, b }", Mixed(Group((A, B)))),
    ("element p { text }", Element(Name("", "p"), Text())),
    ("attribute p { text }", Attribute(Name("", "p"), Text())),
    ("attribute xml:id { text }", Attribute(Name("http://www.w3.org/XML/1998/namespace", "id"), Text())),
    ("element element { empty }", Element(Name("", "element"), Empty())),
    ("element a | b { empty }", Element(NameChoice((Name("", "a"), Name("", "b"))), Empty())),
    ("element * { empty }", Element(AnyName(), Empty())),
    ("element * - (a | b) { empty }", Element(AnyName(NameChoice((Name("", "a"), Name("", "b")))), Empty())),
    ("element (* - a) | b { empty }", Element(NameChoice((AnyName(Name("", "a")), Name("", "b"))), Empty())),
    ('"yes"', Value("yes")),
    ('"a" ~ \'"\' ~ "b"', Value('a"b')),
    ('string " yes "', Value(" yes ", "string")),
    ("xsd:date", Data("date", XSD)),
    ('xsd:QName "x:y"', Value("x:y", "QName", XSD)),
    (
        'xsd:string { minLength = "1" pattern = "[a-z]" ~ "+" }',
        Data("string", XSD, (Parameter("minLength", "1"), Parameter("pattern", "[a-z]+"))),
    ),
    ('token - ("x" | "y")', Data("token", "", (), Choice((Value("x"), Value("y"))))),
    ('(token - "x")?', Optional(Data("token", "", (), Value("x")))),
    ('external "a.rnc"', ExternalRef("a.rnc", "")),
    ("grammar { start = parent a }", Grammar((Start(ParentRef("a")),))),
]


@pytest.mark.parametrize("text, pattern", PATTERNS, ids=[text for text, _ in PATTERNS])
def test_pattern_is_read(text: str, pattern: Pattern) -> None:
    assert read(text) == pattern


def test_components_are_read() -> None:
    schema = """
        start = a
        a |= empty
        a &= text
        div { b = a }
        include "other.rnc" { start = b }
        include "third.rnc" inherit = xml
    """
    assert read(schema) == Grammar(
        (
            Start(A),
            Define("a", Empty(), "choice"),
            Define("a", Text(), "interleave"),
            Div((Define("b", A),)),
            Include("other.rnc", "", "", (Start(B),)),
            Include("third.rnc", "", "http://www.w3.org/XML/1998/namespace"),
        ),
    )


def test_empty_schema_is_an_empty_grammar() -> None:
    assert read("") == Grammar(())
    assert read("# nothing yet\n") == Grammar(())


def test_default_namespace_is_for_elements_and_not_for_attributes() -> None:
    schema = 'default namespace = "urn:x"\nelement a { attribute b { text } }'
    assert read(schema) == Element(Name("urn:x", "a"), Attribute(Name("", "b"), Text()))


def test_default_namespace_may_have_a_prefix_as_well() -> None:
    assert read('default namespace x = "urn:x"\nattribute x:b { text }') == Attribute(Name("urn:x", "b"), Text())


def test_names_inherit_the_namespace_of_what_refers_to_the_schema() -> None:
    assert read("element a { empty }", ns="urn:in") == Element(Name("urn:in", "a"), Empty())
    schema = 'namespace i = inherit\ndefault namespace = "urn:x"\nelement a | i:b { external "c.rnc" inherit = i }'
    names = NameChoice((Name("urn:x", "a"), Name("urn:in", "b")))
    assert read(schema, ns="urn:in") == Element(names, ExternalRef("c.rnc", "", "urn:in"))


def test_wildcard_for_a_namespace_with_an_exception() -> None:
    schema = 'namespace x = "urn:x"\nattribute x:* - x:a { text }'
    assert read(schema) == Attribute(NsName("urn:x", Name("urn:x", "a")), Text())


def test_references_are_relative_to_the_schema() -> None:
    pattern = compact.read('external "a.rnc"', "http://example.org/schemas/s.rnc")
    assert isinstance(pattern, ExternalRef)
    assert pattern.base == "http://example.org/schemas/s.rnc"


def test_values_know_the_namespaces_that_their_prefixes_mean() -> None:
    pattern = read('namespace x = "urn:x"\ndefault namespace = "urn:d"\nxsd:QName "x:y"')
    assert isinstance(pattern, Value)
    assert pattern.namespaces["x"] == "urn:x"
    assert pattern.namespaces[""] == "urn:d"
    assert "y" not in pattern.namespaces


# Characters


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_are_one_whatever_the_machine(line_end: str) -> None:
    assert read(f'"""a{line_end}b"""') == Value("a\nb")
    assert fault(f"a,{line_end}  ?")[1] == (2, 3, 2, 4)


def test_escapes_are_replaced_before_anything_else() -> None:
    assert read(r"\x{65}lement \x{70} { empty \x{7D}") == Element(Name("", "p"), Empty())
    assert read(r'"a\x{A}b\xxx{00000D}"') == Value("a\nb\r")


def test_places_are_those_before_escapes_are_replaced() -> None:
    assert fault("\\x{61} |\r\n\\x{62} , c")[1] == (2, 8, 2, 9)


def test_utf_8_and_utf_16_are_told_apart_by_the_byte_order_mark() -> None:
    for codec in ("utf-8", "utf-8-sig", "utf-16"):
        assert compact.read('"é𐌀"'.encode(codec), "schema.rnc") == Value("é𐌀")


def test_columns_are_counted_in_code_points() -> None:
    assert fault('"𐌀" ?? a')[1] == (1, 6, 1, 7)


# Annotations


def test_documentation_lines_are_one_annotation() -> None:
    pattern = read("## One\n  ##  two\n####three\nelement p { empty }")
    assert documentation(pattern) == "One\n two\nthree"


def test_documentation_after_a_blank_line_is_another_annotation() -> None:
    pattern = read("## One\n\n## two\nelement p { empty }")
    assert [part.text for part in pattern.annotations if isinstance(part, Annotation)] == ["One", "two"]


def test_annotations_are_attributes_before_elements() -> None:
    pattern = read('namespace x = "urn:x"\n## doc\n[ x:a = "1" b [ c = "2" "in" x:d [] "side" ] ]\nempty')
    inner = Annotation(
        QName("", "b"),
        (AnnotationAttribute(QName("", "c"), "2"),),
        ("in", Annotation(QName("urn:x", "d")), "side"),
    )
    assert pattern.annotations[0] == AnnotationAttribute(QName("urn:x", "a"), "1")
    assert pattern.annotations[2] == inner
    assert documentation(pattern) == "doc"


def test_annotation_before_parentheses_is_that_of_what_they_hold() -> None:
    pattern = read("element p { [ x [] ] (a, b) }")
    assert isinstance(pattern, Element)
    assert pattern.pattern.annotations == (Annotation(QName("", "x")),)


def test_annotation_before_a_repeated_pattern_is_not_that_of_the_repetition() -> None:
    pattern = read("[ x [] ] a* >> y []\n, b")
    assert isinstance(pattern, Group)
    repeated = pattern.patterns[0]
    assert isinstance(repeated, ZeroOrMore)
    assert repeated.pattern.annotations == (Annotation(QName("", "x")),)
    assert repeated.following == (Annotation(QName("", "y")),)


def test_annotation_of_a_value_follows_it_as_it_must_in_xml_syntax() -> None:
    pattern = read('element p { ## doc\n "v" }')
    assert isinstance(pattern, Element)
    assert pattern.pattern.annotations == ()
    assert [element.text for element in pattern.pattern.following] == ["doc"]


def test_annotation_among_components_is_the_grammars_or_follows_a_component() -> None:
    grammar = read("x []\na = empty\ny []\nz []\nb = empty")
    assert isinstance(grammar, Grammar)
    assert grammar.annotations == (Annotation(QName("", "x")),)
    assert grammar.components[0].following == (Annotation(QName("", "y")), Annotation(QName("", "z")))


# Places


def test_every_part_knows_its_place() -> None:
    grammar = read("start =\n  element p {\n    a | b*\n  }")
    assert isinstance(grammar, Grammar)
    start = grammar.components[0]
    assert start.place == Place("schema.rnc", 1, 1, 1, 6)
    assert isinstance(start, Start)
    element = start.pattern
    assert element.place == Place("schema.rnc", 2, 3, 2, 12)
    assert isinstance(element, Element)
    assert element.name_class.place == Place("schema.rnc", 2, 11, 2, 12)
    choice = element.pattern
    assert choice.place == Place("schema.rnc", 3, 7, 3, 8)
    assert isinstance(choice, Choice)
    assert choice.patterns[0].place == Place("schema.rnc", 3, 5, 3, 6)
    assert choice.patterns[1].place == Place("schema.rnc", 3, 10, 3, 11)


# Faults


SYNTAX = "rng.schema.syntax"
PREFIX = "rng.schema.prefix"
ANNOTATION = "rng.schema.annotation"
CHARACTER = "rng.schema.character"
FAULTS = [
    ("element p { }", SYNTAX, (1, 13, 1, 14), "a pattern was expected, but “}” stands here"),
    ("element p { text", SYNTAX, (1, 17, 1, 17), "but the schema ends here"),
    ("element { text }", SYNTAX, (1, 9, 1, 10), "a name was expected"),
    ("a | b, c", SYNTAX, (1, 6, 1, 7), "“|” and “,” cannot stand side by side"),
    ("a??", SYNTAX, (1, 3, 1, 4), "the end of the pattern was expected"),
    ('string - "a"*', SYNTAX, (1, 13, 1, 14), "“-” and “*” cannot stand side by side"),
    ('a, string - "a"', SYNTAX, (1, 11, 1, 12), "“-” and “,” cannot stand side by side"),
    ("element * - a | b { empty }", SYNTAX, (1, 11, 1, 12), "a name class with “-”"),
    ("(a, b", SYNTAX, (1, 6, 1, 6), "“)”"),
    ("a b", SYNTAX, (1, 3, 1, 4), "the end of the schema"),
    ("start = \ndiv = a", SYNTAX, (2, 1, 2, 4), "“div” stands here"),
    ("start a", SYNTAX, (1, 7, 1, 8), "“=”, “|=” or “&=” was expected"),
    ("a = text\nlist = text", SYNTAX, (2, 1, 2, 5), "a definition, `start`, `div` or `include` was expected"),
    ("grammar { start = grammar { start = parent } }", SYNTAX, (1, 44, 1, 45), "the name of a definition"),
    ('include "a.rnc" { include "b.rnc" }', SYNTAX, (1, 19, 1, 26), "an include cannot stand inside another"),
    ("include a", SYNTAX, (1, 9, 1, 10), "the address of a schema"),
    ('external "a.rnc#b"', "rng.schema.reference", (1, 10, 1, 19), "names a part of a file"),
    ("xsd:string { = }", SYNTAX, (1, 14, 1, 15), "a facet’s name or “}” was expected"),
    ("namespace = a", SYNTAX, (1, 11, 1, 12), "a prefix was expected"),
    ('element p { "a }', SYNTAX, (1, 13, 1, 17), "the literal is not closed"),
    ('"a\nb"', SYNTAX, (1, 1, 1, 3), "the literal is not closed"),
    ('"""a"', SYNTAX, (1, 1, 1, 6), "the literal is not closed"),
    ("element \u0132 { empty }", SYNTAX, (1, 9, 1, 10), "“\u0132” means nothing in compact syntax here"),
    ("element p : q { empty }", SYNTAX, (1, 11, 1, 12), "“:” means nothing in compact syntax here"),
    ("<grammar/>", SYNTAX, (1, 1, 1, 2), "“<” means nothing in compact syntax"),
    ("element \\x{A}p { empty }", SYNTAX, (1, 9, 1, 14), "a line end written as an escape"),
    ("a | \\x{D800}", CHARACTER, (1, 5, 1, 13), "is no character that XML allows"),
    ("a | \\x{FFFFFFFFFFFF}", CHARACTER, (1, 5, 1, 21), "is no character that XML allows"),
    ("a | \\x{zz}", CHARACTER, (1, 5, 1, 8), "an escape is written"),
    ("a\0b", CHARACTER, (1, 2, 1, 3), "U+0000 is no character that XML allows"),
    ("a\n'\ufffe'", CHARACTER, (2, 2, 2, 3), "U+FFFE is no character that XML allows"),
    ("element x:p { text }", PREFIX, (1, 9, 1, 12), "“x” is not declared for a namespace"),
    ("xs:date", PREFIX, (1, 1, 1, 8), "“xs” is not declared for a datatype library"),
    ('include "a" inherit = x', PREFIX, (1, 23, 1, 24), "“x” is not declared for a namespace"),
    ('namespace xmlns = "urn:x"\nempty', PREFIX, (1, 11, 1, 16), "cannot be declared"),
    ('namespace xml = "urn:x"\nempty', PREFIX, (1, 11, 1, 14), "and nothing else"),
    ('namespace x = "http://www.w3.org/XML/1998/namespace"\nempty', PREFIX, (1, 11, 1, 12), "and no other"),
    ('datatypes d = "types"\nempty', "rng.schema.datatype", (1, 15, 1, 22), "cannot be a datatype library"),
    ('[ xml:a = "1" xml:a = "2" ] empty', ANNOTATION, (1, 15, 1, 20), "it is given twice"),
    ('[ x [ xmlns = "1" ] ] empty', ANNOTATION, (1, 7, 1, 12), "it would be a namespace declaration"),
    ('[ a = "1" ] empty', SYNTAX, (1, 3, 1, 4), "a prefixed name was expected"),
    ('namespace r = "http://relaxng.org/ns/structure/1.0"\n[ r:a [] ] empty', ANNOTATION, (2, 3, 2, 6), "RELAX NG"),
    ("namespace i = inherit\n[ i:a [] ] empty", ANNOTATION, (2, 3, 2, 6), "the inherited namespace"),
    ("empty >> x []", ANNOTATION, (1, 7, 1, 9), "cannot be followed by an annotation"),
    ('## doc\n"x"', ANNOTATION, (1, 1, 1, 7), "cannot be annotated"),
    ("[ x [] empty", SYNTAX, (1, 13, 1, 13), "“[” was expected, but the schema ends here"),
    (
        'namespace x = "urn:x"\nnamespace i = inherit\nelement x:* - i:a { empty }',
        "rng.schema.name-class",
        (3, 15, 3, 18),
        "“i:a” is in the inherited namespace, and x:* names another",
    ),
]


@pytest.mark.parametrize("text, rule, place, message", FAULTS, ids=[text for text, *_ in FAULTS])
def test_fault_is_found_where_it_is(text: str, rule: str, place: tuple[int, int, int, int], message: str) -> None:
    found_rule, found_place, found_message = fault(text)
    assert (found_rule, found_place) == (rule, place)
    assert message in found_message


def test_undeclared_prefix_is_told_once_with_its_declaration() -> None:
    (found,) = faults("element tei:p | tei:ab { empty }")
    assert found.help == ('declare it before the first pattern: namespace tei = "http://www.tei-c.org/ns/1.0"',)


def test_keyword_for_a_definition_is_told_how_it_is_quoted() -> None:
    (found,) = faults("start = include")
    assert found.help == (r"write \include if a definition of that name is meant",)


def test_bytes_that_are_no_text_are_refused_where_they_stand() -> None:
    rule, place, message = fault(b'a |\n "\xe9"')
    assert (rule, place) == ("rng.schema.encoding", (2, 3, 2, 3))
    assert "0xE9" in message


def test_faults_that_do_not_follow_from_one_another_are_all_found() -> None:
    found = faults("a = element p { }\nb = x:q\nc = element { text\n}\nd = a | b, c\n")
    assert [(fault.rule, fault.span.line, fault.span.column) for fault in found] == [
        (SYNTAX, 1, 17),
        (PREFIX, 2, 5),
        (SYNTAX, 3, 13),
        (SYNTAX, 5, 10),
    ]


def test_what_follows_a_fault_inside_braces_is_no_fault() -> None:
    (found,) = faults('div {\n  a = element p { }\n  b = text\n}\nc = xsd:string {\n  x = "1"\n}\n')
    assert (found.span.line, found.span.column) == (2, 19)


def test_facets_after_a_fault_are_not_taken_for_definitions() -> None:
    (found,) = faults('a = xsd:string {\n  b\n  c = "1"\n  d = "2"\n}\ne = text')
    assert (found.span.line, found.span.column) == (3, 3)


WORDS = [
    *("element", "attribute", "list", "grammar", "start", "div", "include", "external", "inherit", "parent", "string"),
    *("namespace", "default", "datatypes", "a", "x:a", "x:*", "xsd:date", "*", "-", "|", ",", "&", "?", "+", "=", "|="),
    *(
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ">>",
        "~",
        '"l"',
        '"""',
        "'",
        "## doc\n",
        "# comment\n",
        "\n",
        "\\",
        "\\x{61}",
        ":",
    ),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_words_are_a_schema_or_a_located_fault(words: list[str]) -> None:
    text = " ".join(words)
    lines = re.split("\n", text)
    try:
        pattern = read(text)
    except SchemaError as caught:
        for found in caught.diagnostics:
            assert found.rule.startswith("rng.schema.")
            assert found.span.line <= len(lines)
            assert found.span.column <= len(lines[found.span.line - 1]) + 1
    else:
        assert isinstance(pattern, get_args(Pattern))


def test_nesting_without_end_is_refused() -> None:
    rule, place, _ = fault("(" * 5000 + "a" + ")" * 5000)
    assert (rule, place) == ("rng.schema.too-deep", (1, 81, 1, 82))
    assert fault("[ " + "x [ " * 5000)[0] == "rng.schema.too-deep"


def test_nesting_that_is_allowed_is_read() -> None:
    assert read("(" * 80 + "a" + ")" * 80) == A
