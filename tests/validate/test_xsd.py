import random
import re
from pathlib import Path

import pytest

from tei.diagnostics import Span
from tei.document import parse
from tei.errors import SchemaError
from tei.validate import xsd, xsd_verdict

SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:simpleType name="day"><xs:union memberTypes="xs:date xs:gYear"/></xs:simpleType>
  <xs:element name="list"><xs:complexType>
    <xs:sequence>
      <xs:element name="head" type="xs:string"/>
      <xs:element name="item" maxOccurs="unbounded"><xs:complexType mixed="true">
        <xs:attribute name="n" type="xs:integer" use="required"/>
        <xs:attribute name="when" type="day"/>
        <xs:attribute name="id" type="xs:ID"/>
        <xs:attribute name="kind"><xs:simpleType><xs:restriction base="xs:token">
          <xs:enumeration value="old"/><xs:enumeration value="new"/>
        </xs:restriction></xs:simpleType></xs:attribute>
      </xs:complexType></xs:element>
    </xs:sequence>
  </xs:complexType></xs:element>
</xs:schema>"""


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> xsd.Schema:
    path = tmp_path_factory.mktemp("xsd") / "list.xsd"
    path.write_text(SCHEMA, encoding="utf-8")
    return xsd.load(path)


def test_valid_document_has_no_findings(schema: xsd.Schema) -> None:
    text = b'<list><head>h</head><item n="1" when="1949" kind="old">a</item></list>'
    assert schema.validate(parse(text)) == []


@pytest.mark.parametrize(
    "text, rule, span, message, xpath",
    [
        (
            '<list><!-- c --><head/>\n<item n="1"/><foo/></list>',
            "xsd.element-not-allowed",
            (2, 14, 2, 20),
            "<foo> is not allowed here in <list>",
            "/list/foo",
        ),
        (
            "<list>\n<head/></list>",
            "xsd.content-incomplete",
            (1, 1, 1, 7),
            "<list> is incomplete: it lacks <item>",
            "/list",
        ),
        (
            '<list><head/>\n<item n="x"/></list>',
            "xsd.value",
            (2, 7, 2, 12),
            "n=\"x\" on <item> is not of the type asked for (invalid literal for int() with base 10: 'x')",
            "/list/item/@n",
        ),
        (
            '<list><head/><item n="1" when="May"/></list>',
            "xsd.value",
            (1, 26, 1, 36),
            'when="May" on <item> is not of the type asked for',
            "/list/item/@when",
        ),
        (
            '<list><head/><item n="1" kind="odd"/></list>',
            "xsd.value",
            (1, 26, 1, 36),
            'kind="odd" on <item> is not one of the values allowed',
            "/list/item/@kind",
        ),
        (
            "<list><head/><item/></list>",
            "xsd.attribute-missing",
            (1, 14, 1, 21),
            "<item> lacks the attribute n",
            "/list/item",
        ),
        (
            '<list><head/><item n="1" m="2"/></list>',
            "xsd.attribute-not-allowed",
            (1, 26, 1, 31),
            "the attribute m is not allowed on <item>",
            "/list/item/@m",
        ),
        (
            '<list>text<head/><item n="1"/></list>',
            "xsd.text-not-allowed",
            (1, 7, 1, 11),
            "text is not allowed in <list>",
            "/list",
        ),
        (
            "<table/>",
            "xsd.root-not-allowed",
            (1, 1, 1, 9),
            "<table> cannot be the outermost element of a document under this schema",
            "/table",
        ),
    ],
)
def test_finding_has_rule_place_and_words(
    schema: xsd.Schema,
    text: str,
    rule: str,
    span: tuple[int, int, int, int],
    message: str,
    xpath: str,
) -> None:
    (found,) = schema.validate(parse(text.encode()))
    assert (found.rule, found.span, found.xpath) == (rule, Span(*span), xpath)
    assert found.message == message


def test_closed_list_is_told(schema: xsd.Schema) -> None:
    (found,) = schema.validate(parse(b'<list><head/><item n="1" kind="odd"/></list>'))
    assert found.expected == ("old", "new")


def test_second_use_of_an_identifier_is_found(schema: xsd.Schema) -> None:
    (found,) = schema.validate(parse(b'<list><head/><item n="1" id="a"/>\n<item n="1" id="a"/></list>'))
    assert (found.rule, found.span) == ("xsd.value", Span(2, 13, 2, 19))


def test_unknown_type_in_the_document_is_a_finding_and_no_traceback(schema: xsd.Schema) -> None:
    text = (
        b"""<list xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><head xsi:type="none"/><item n="1"/></list>"""
    )
    (found,) = schema.validate(parse(text))
    assert found.rule == "xsd.invalid"


def test_document_too_deep_for_the_library_is_a_finding_and_no_traceback(repository: Path, minimal: str) -> None:
    words = "The orchard is in bloom."
    opening = '<hi rend="bold">' * 900
    deep = minimal.replace(words, opening + words + "<unknown/>" + "</hi>" * 900)
    (found,) = xsd.load(repository / "schemas" / "tei-documentary.xsd").validate(parse(deep.encode()))
    assert (found.rule, found.message) == (
        "xsd.invalid",
        "elements are nested too deeply to be checked against an XML Schema",
    )


def test_document_cannot_bring_a_schema_of_its_own(schema: xsd.Schema, tmp_path: Path) -> None:
    lax = tmp_path / "lax.xsd"
    lax.write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="table"/></xs:schema>', "utf-8"
    )
    hint = f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="{lax.as_uri()}"'
    assert [found.rule for found in schema.validate(parse(f"<table {hint}/>".encode()))] == ["xsd.root-not-allowed"]


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("<x/>", "'x' is not an element of the schema"),
        ("<xs:schema", "invalid XML syntax"),
        (SCHEMA.replace("xs:gYear", "xs:none"), "xs:none"),
        (
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>',
            "Entities are forbidden",
        ),
        (
            (
                '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
                '<xs:include schemaLocation="http://x.invalid/a.xsd"/></xs:schema>'
            ),
            "remote",
        ),
    ],
)
def test_schema_that_cannot_be_used_is_raised(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "a.xsd"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        xsd.load(path)
    (found,) = caught.value.diagnostics
    assert (found.rule, found.path) == ("xsd.schema", str(path))
    assert sentence in found.message


@pytest.mark.parametrize(
    "text, rule, span",
    [
        ('<list min="3" max="2"/>', "xsd.invalid", (1, 1, 1, 24)),
        ('<list min="x" max="2"/>', "xsd.value", (1, 7, 1, 14)),
    ],
)
def test_schema_of_version_1_1_is_read_as_such(
    tmp_path: Path, text: str, rule: str, span: tuple[int, int, int, int]
) -> None:
    path = tmp_path / "a.xsd"
    path.write_text(
        """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" vc:minVersion="1.1"
      xmlns:vc="http://www.w3.org/2007/XMLSchema-versioning">
      <xs:element name="list"><xs:complexType>
        <xs:attribute name="min" type="xs:integer"/><xs:attribute name="max" type="xs:integer"/>
        <xs:assert test="@min le @max"/>
      </xs:complexType></xs:element></xs:schema>""",
        encoding="utf-8",
    )
    schema = xsd.load(path)
    assert schema.validate(parse(b'<list min="1" max="2"/>')) == []
    found = schema.validate(parse(text.encode()))
    assert (rule, Span(*span)) in [(finding.rule, finding.span) for finding in found]


# --- the quick verdict ---


def _verdict(folder: Path, text: str, sandbox: Path | None = None) -> xsd_verdict.Verdict | None:
    path = folder / "a.xsd"
    path.write_text(text, encoding="utf-8")
    return xsd_verdict.make(path, sandbox)


def test_valid_document_needs_no_schema_of_the_explaining_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xsd"
    path.write_text(SCHEMA, encoding="utf-8")
    monkeypatch.setattr("xmlschema.XMLSchema10", None)
    assert xsd.load(path).validate(parse(b'<list><head/><item n="1"/></list>')) == []


INCLUDING = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="{}"/></xs:schema>'


@pytest.mark.parametrize(
    "text",
    [
        SCHEMA.replace('type="xs:ID"', 'type="xs:IDREF"'),
        SCHEMA.replace('type="xs:ID"', 'type="xs:ENTITY"'),
        f"<!DOCTYPE x [<!ENTITY e 'x'>]>{SCHEMA}",
        INCLUDING.format("http://x.invalid/a.xsd"),
        INCLUDING.format("none.xsd"),
        INCLUDING.format("../outside.xsd"),
        "<x/>",
        "<x",
    ],
)
def test_libxml2_is_not_asked_where_it_does_not_check_or_may_not_read(tmp_path: Path, text: str) -> None:
    inner = tmp_path / "in"
    inner.mkdir()
    (tmp_path / "outside.xsd").write_text(SCHEMA, encoding="utf-8")
    assert _verdict(inner, SCHEMA, inner) is not None
    assert _verdict(inner, text, inner) is None


def test_files_of_a_schema_are_known_to_the_verdict(tmp_path: Path) -> None:
    (tmp_path / "b.xsd").write_text(SCHEMA, encoding="utf-8")
    verdict = _verdict(tmp_path, INCLUDING.format("b.xsd"))
    assert verdict is not None
    assert verdict.files == (tmp_path / "a.xsd", tmp_path / "b.xsd")


def test_reference_to_no_identifier_is_found_although_libxml2_would_not(tmp_path: Path) -> None:
    path = tmp_path / "a.xsd"
    path.write_text(SCHEMA.replace('name="id" type="xs:ID"', 'name="to" type="xs:IDREF"'), encoding="utf-8")
    found = xsd.load(path).validate(parse(b'<list><head/><item n="1" to="none"/></list>'))
    assert [finding.rule for finding in found] == ["xsd.invalid"]


def test_both_libraries_agree_on_damaged_documents(repository: Path, minimal: str) -> None:
    schema = xsd.load(repository / "schemas" / "tei-documentary.xsd")
    verdict = xsd_verdict.make(repository / "schemas" / "tei-documentary.xsd", None)
    assert verdict is not None
    tags = list(re.finditer(r"<(/?)([A-Za-z]+)([^<>]*)>", minimal))
    tags = [tag for tag in tags if tag[2] != "TEI"]
    chance = random.Random(6)  # noqa: S311 - nothing secret
    accepted = 0
    for _ in range(60):
        tag, other = chance.choice(tags), chance.choice(tags)
        element = rf"(?s)<{tag[2]}\b[^<>]*/?>|</{tag[2]}>"
        damaged = chance.choice(
            [
                re.sub(element, "", minimal),
                minimal.replace(tag[3], f'{tag[3].rstrip("/")} when="no day"', 1) if tag[3] else minimal,
                re.sub(rf"(</?){tag[2]}\b", rf"\g<1>{other[2]}", minimal),
            ]
        )
        document = parse(damaged.encode())
        valid = verdict.accepts(document)
        accepted += valid
        assert valid == schema._compiled.is_valid(document.tree, use_location_hints=False), damaged
    assert 0 < accepted < 60
