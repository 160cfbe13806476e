"""What the room promises, whichever engine stands behind it."""

import pickle
from pathlib import Path

import pytest

from tei import relaxng
from tei.diagnostics import Span
from tei.document import parse
from tei.errors import SchemaError, UsageError

GRAMMAR = b"""<grammar xmlns="http://relaxng.org/ns/structure/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="list">
    <optional><attribute name="size"><data type="integer"/></attribute></optional>
    <element name="head"><text/></element>
    <oneOrMore><element name="item"><attribute name="n"/><text/></element></oneOrMore>
    <optional><element name="trailer"><empty/></element></optional>
  </element></start>
</grammar>"""

CLASSES = b"""<grammar xmlns="http://relaxng.org/ns/structure/1.0">
  <start><element name="p"><zeroOrMore><ref name="model.phrase"/></zeroOrMore></element></start>
  <define name="model.phrase">
    <choice>
      <element name="a"><empty/></element>
      <element name="b"><empty/></element>
      <element name="c"><empty/></element>
      <element name="d"><empty/></element>
      <element name="e"><empty/></element>
    </choice>
  </define>
</grammar>"""


@pytest.fixture(scope="module")
def schema() -> relaxng.Schema:
    return relaxng.load(GRAMMAR)


def test_valid_document_has_no_findings(schema: relaxng.Schema) -> None:
    assert schema.validate(b'<list size="2"><head>h</head><item n="1">a</item></list>') == []


@pytest.mark.parametrize(
    "document, valid",
    [(b"<list><head/><item n='1'/></list>", True), (b"<list><head/></list>", False), (b"<list><head/>", False)],
)
def test_a_verdict_can_be_had_without_findings(schema: relaxng.Schema, document: bytes, *, valid: bool) -> None:
    assert schema.is_valid(document) is valid
    assert (schema.validate(document) == []) is valid


@pytest.mark.parametrize(
    "document, rule, span, message, xpath",
    [
        (
            '<list><head/>\n<item n="1"/><foo/></list>',
            "rng.element-not-allowed",
            (2, 14, 2, 20),
            "<foo> is not allowed in <list>",
            "/list/foo",
        ),
        (
            '<list>\n<item n="1"/></list>',
            "rng.element-missing",
            (2, 1, 2, 14),
            "<item> is not allowed here yet: <list> must have <head> first",
            "/list/item",
        ),
        (
            "<list>\n<head/></list>",
            "rng.content-incomplete",
            (2, 8, 2, 15),
            "<list> is incomplete: it lacks <item>",
            "/list",
        ),
        (
            '<list><head/><item n="1" m="2"/></list>',
            "rng.attribute-not-allowed",
            (1, 26, 1, 31),
            "the attribute m is not allowed on <item>",
            "/list/item/@m",
        ),
        (
            "<list><head/>\n<item/></list>",
            "rng.attribute-missing",
            (2, 1, 2, 8),
            "<item> lacks the attribute n",
            "/list/item",
        ),
        (
            '<list><head/><item n="1"/><trailer>t</trailer></list>',
            "rng.text-not-allowed",
            (1, 36, 1, 37),
            "text is not allowed in <trailer>: “t”",
            "/list/trailer",
        ),
        (
            "<table/>",
            "rng.root-not-allowed",
            (1, 1, 1, 9),
            "<table> cannot be the outermost element of a document under this schema",
            "/table",
        ),
        ("<list>", "xml.not-well-formed", (1, 7, 1, 7), "the file ends, but <list>, opened at 1:1, is not closed", ""),
    ],
)
def test_finding_has_rule_place_and_words(
    schema: relaxng.Schema,
    document: str,
    rule: str,
    span: tuple[int, int, int, int],
    message: str,
    xpath: str,
) -> None:
    (found,) = schema.validate(document.encode())
    assert (found.rule, found.span, found.message, found.xpath) == (rule, Span(*span), message, xpath)


PAIR = b"""<element name="pair" xmlns="http://relaxng.org/ns/structure/1.0">
  <element name="one"><empty/></element><element name="two"><empty/></element>
  <optional><attribute name="n"><value>1</value></attribute></optional>
</element>"""


@pytest.mark.parametrize(
    "document, rule, column, message",
    [
        (
            "<pair><two/></pair>",
            "rng.element-missing",
            7,
            "<two> is not allowed here yet: <pair> must have <one> first",
        ),
        ("<pair><one/></pair>", "rng.content-incomplete", 13, "<pair> is incomplete: it lacks <two>"),
        ("<pair>text</pair>", "rng.text-not-allowed", 7, "text is not allowed in <pair>: “text”"),
        ("<pair><one/>text<two/></pair>", "rng.text-not-allowed", 13, "text is not allowed in <pair>: “text”"),
    ],
)
def test_missing_element_and_stray_text_are_named(
    document: str,
    rule: str,
    column: int,
    message: str,
) -> None:
    (found,) = relaxng.load(PAIR).validate(document.encode())
    assert (found.rule, found.span.column, found.message) == (rule, column, message)


def test_wrong_value_is_a_finding_of_its_own() -> None:
    one = b'<element name="one" xmlns="http://relaxng.org/ns/structure/1.0"><value>1</value></element>'
    (found,) = relaxng.load(one).validate(b"\n<one>2</one>")
    assert (found.rule, found.span) == ("rng.value", Span(2, 6, 2, 7))


def test_findings_stand_in_the_order_of_their_places(schema: relaxng.Schema) -> None:
    text = b'<list>\n<head/><item n="1" a=""/>\n<item n="1" b=""/></list>'
    assert [one.span.line for one in schema.validate(text)] == [2, 3]


def test_path_text_and_parsed_document_give_the_same(schema: relaxng.Schema, tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(b"<table/>")
    from_path, from_bytes = schema.validate(path), schema.validate(b"<table/>")
    assert schema.validate(parse(b"<table/>", str(path))) == from_path
    assert [one.path for one in (*from_path, *from_bytes)] == [str(path), "<memory>"]


def test_everything_that_is_allowed_is_named_on_request(tmp_path: Path) -> None:
    schema = relaxng.load(CLASSES)
    path = tmp_path / "a.xml"
    path.write_bytes(b"<p><zzz/></p>")
    for given in (path.read_bytes(), path, parse(path.read_bytes())):
        (classes,), (names,) = schema.validate(given), schema.validate(given, everything=True)
        assert (classes.expected, classes.expected_names) == (("model.phrase",), 5)
        assert (names.expected, names.expected_names) == (("a", "b", "c", "d", "e"), 0)


def test_missing_document_and_missing_schema_are_faults_in_the_call(schema: relaxng.Schema, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        schema.validate(tmp_path / "none.xml")
    with pytest.raises(UsageError):
        relaxng.load(tmp_path / "none.rng")


@pytest.mark.parametrize(
    "schema, rule, place",
    [
        (b"<grammar", "rng.schema.not-well-formed", (1, 1)),
        (b"\n<TEI/>", "rng.schema.element", (2, 1)),
        (
            b'<grammar xmlns="http://relaxng.org/ns/structure/1.0">\n<start><ref name="x"/></start></grammar>',
            "rng.schema.undefined",
            (2, 8),
        ),
    ],
)
def test_bad_schema_is_placed(schema: bytes, rule: str, place: tuple[int, int]) -> None:
    with pytest.raises(SchemaError) as caught:
        relaxng.load(schema)
    first = caught.value.diagnostics[0]
    assert (first.rule, (first.span.line, first.span.column)) == (rule, place)


def test_compact_syntax_is_known_by_the_name_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "x.rnc"
    path.write_text("element a { empty }", encoding="utf-8")
    schema = relaxng.load(path)
    assert schema.validate(b"<a/>") == []
    assert [finding.rule for finding in schema.validate(b"<a>x</a>")] == ["rng.text-not-allowed"]


def test_grammar_in_bytes_reads_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.rng").write_bytes(GRAMMAR)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SchemaError) as caught:
        relaxng.load(b'<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="a.rng"/></grammar>')
    assert [finding.rule for finding in caught.value.diagnostics] == ["rng.schema.reference"]


def test_included_grammar_is_found_beside_the_schema(tmp_path: Path) -> None:
    (tmp_path / "a é.rng").write_bytes(GRAMMAR)
    main = tmp_path / "main.rng"
    text = '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="a%20%C3%A9.rng"/></grammar>'
    main.write_text(text, encoding="utf-8")
    assert [one.rule for one in relaxng.load(main).validate(b"<table/>")] == ["rng.root-not-allowed"]


def test_schema_can_be_sent_to_another_process(schema: relaxng.Schema) -> None:
    back = pickle.loads(pickle.dumps(schema))  # noqa: S301 - made on the line itself
    assert [one.rule for one in back.validate(b"<table/>")] == ["rng.root-not-allowed"]


def test_schema_is_written_in_the_other_syntax_and_back(tmp_path: Path, schema: relaxng.Schema) -> None:
    (tmp_path / "a.rng").write_bytes(GRAMMAR)
    (tmp_path / "b.rnc").write_text(relaxng.to_compact(tmp_path / "a.rng"), encoding="utf-8")
    (tmp_path / "c.rng").write_text(relaxng.to_xml(tmp_path / "b.rnc"), encoding="utf-8")
    assert relaxng.to_xml(tmp_path / "c.rng") == relaxng.to_xml(tmp_path / "b.rnc")
    for document in (b"<list/>", b'<list>\n<head/><item n="1"/></list>', b"<table/>"):
        expected = schema.validate(document)
        assert relaxng.load(tmp_path / "b.rnc").validate(document) == expected
        assert relaxng.load(tmp_path / "c.rng").validate(document) == expected
