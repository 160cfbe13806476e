"""What is wrong with a schema is told at the place where its author wrote it."""

from pathlib import Path

import pytest

from tei import schematron
from tei.diagnostics import Diagnostic
from tei.document import parse
from tei.errors import SchemaError, UsageError
from tei.schematron import Schema

HEAD = (
    '<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"{}>\n'
)


def loaded(body: str, head: str = "") -> Schema:
    return schematron.load(f"{HEAD.format(head)}{body}</sch:schema>".encode())


def faults(body: str, head: str = "") -> tuple[Diagnostic, ...]:
    with pytest.raises(SchemaError) as raised:
        loaded(body, head)
    return raised.value.diagnostics


def rule(body: str, context: str = "p") -> str:
    return f'<sch:pattern>\n<sch:rule context="{context}">\n{body}\n</sch:rule></sch:pattern>'


@pytest.mark.parametrize(
    "body, line, column, code",
    [
        (rule('<sch:assert test="1 +">x</sch:assert>'), 4, 13, "XPST0003"),
        (rule('<sch:report id="é" test="nothing()">x</sch:report>'), 4, 20, "XPST0017"),
        (rule("<sch:assert test=\"1 + 'a'\">x</sch:assert>"), 4, 13, "XPTY0004"),
        (rule('<sch:assert test="t:p">x</sch:assert>'), 4, 13, "XPST0081"),
        (rule('<sch:assert test="true()" subject="1 +">x</sch:assert>'), 4, 27, "XPST0003"),
        (rule('<sch:assert test="true()">x <sch:value-of select="1 +"/></sch:assert>'), 4, 43, "XPST0003"),
        (rule('<sch:assert test="true()">x <sch:name path="1 +"/></sch:assert>'), 4, 39, "XPST0003"),
        (rule('<sch:let name="a" value="1 +"/>'), 4, 19, "XPST0003"),
        (rule("", "p["), 3, 11, "XTSE0340"),
        ('<sch:let name="a" value="1 +"/>', 2, 19, "XPST0003"),
        ('<sch:pattern><sch:let name="a" value="1 +"/></sch:pattern>', 2, 32, "XPST0003"),
        ('<sch:pattern documents="1 +"><sch:rule context="a"/></sch:pattern>', 2, 14, "XPST0003"),
    ],
)
def test_faulty_expression_is_found_at_its_attribute(body: str, line: int, column: int, code: str) -> None:
    (found,) = faults(body)
    assert (found.rule, found.path, found.span.line, found.span.column) == (
        "sch.schema.xpath",
        "<schema>",
        line,
        column,
    )
    assert code in found.message
    assert "External function calls" not in found.message


def test_every_faulty_expression_is_found() -> None:
    body = rule(
        '<sch:assert test="1 +">x</sch:assert>\n<sch:assert test="$none">x</sch:assert>\n<sch:report test="f(1)"/>'
    )
    places = [(found.rule, found.span.line) for found in faults(body)]
    assert places == [("sch.schema.xpath", 4), ("sch.schema.variable-undefined", 5), ("sch.schema.xpath", 6)]


def test_undeclared_prefix_names_the_declaration_that_is_missing() -> None:
    (found,) = faults(rule('<sch:assert test="t:p">x</sch:assert>'))
    assert found.help == ('declare it in the schema: <sch:ns prefix="t" uri="…"/>',)


@pytest.mark.parametrize(
    "body, rule_id, line, column",
    [
        (rule('<sch:assert test="$none">x</sch:assert>'), "sch.schema.variable-undefined", 4, 13),
        ('<sch:pattern is-a="none"/>', "sch.schema.abstract-unknown", 2, 14),
        ('<sch:pattern id="plain"/>\n<sch:pattern is-a="plain"/>', "sch.schema.abstract-unknown", 3, 14),
        (rule('<sch:extends rule="none"/>'), "sch.schema.abstract-unknown", 4, 14),
        (rule('<sch:assert test="1" diagnostics="none">x</sch:assert>'), "sch.schema.reference-unknown", 4, 22),
        (rule('<sch:assert test="1" properties="none">x</sch:assert>'), "sch.schema.reference-unknown", 4, 22),
        ('<sch:phase id="f"><sch:active pattern="none"/></sch:phase>', "sch.schema.reference-unknown", 2, 31),
        (rule("<sch:assert>x</sch:assert>"), "sch.schema.attribute", 4, 1),
        (rule('<sch:assert test=" ">x</sch:assert>'), "sch.schema.attribute", 4, 13),
        ("<sch:pattern><sch:rule/></sch:pattern>", "sch.schema.attribute", 2, 14),
        (rule("<sch:extends/>"), "sch.schema.attribute", 4, 1),
        ('<sch:ns prefix="a"/>', "sch.schema.attribute", 2, 1),
        ('<sch:ns prefix="1" uri="urn:a"/>', "sch.schema.attribute", 2, 9),
        ('<sch:ns prefix="xmlns" uri="urn:a"/>', "sch.schema.attribute", 2, 9),
        ('<sch:ns prefix="a" uri=""/>', "sch.schema.attribute", 2, 20),
        ('<sch:ns prefix="a" uri="urn:a"/><sch:ns prefix="a" uri="urn:b"/>', "sch.schema.attribute", 2, 41),
        (rule('<sch:asert test="1">x</sch:asert>'), "sch.schema.element", 4, 1),
        ('<sch:pattern><sch:assert test="1">x</sch:assert></sch:pattern>', "sch.schema.element", 2, 14),
        ('<sch:let name="a" value="1"/><sch:let name="a" value="2"/>', "sch.schema.variable-repeated", 2, 39),
        ('<sch:param name="a" value="1"/><sch:let name="a" value="2"/>', "sch.schema.variable-repeated", 2, 41),
        (
            '<sch:let name="a" value="1"/><sch:group><sch:let name="a" value="2"/></sch:group>',
            "sch.schema.variable-repeated",
            2,
            50,
        ),
        ('<sch:param name="a"/>', "sch.schema.parameter", 2, 1),
        ('<sch:param name="a" value="1"/>\n<sch:param name="a" value="2"/>', "sch.schema.variable-repeated", 3, 12),
        (
            '<sch:pattern abstract="true" id="a"><sch:param name="b"/>\n<sch:param name="b"/></sch:pattern>',
            "sch.schema.parameter",
            3,
            12,
        ),
        (rule('<sch:let name="a" value="1"/><sch:let name="a" value="2"/>'), "sch.schema.variable-repeated", 4, 39),
        (
            '<sch:let name="a" value="1"/><sch:pattern><sch:let name="a" value="2"/></sch:pattern>',
            "sch.schema.variable-repeated",
            2,
            52,
        ),
        ('<xsl:template match="/"/>', "sch.schema.xslt", 2, 1),
        ('<xsl:include href="x.xsl"/>', "sch.schema.include", 2, 14),
        ('<xsl:import href="x.xsl"/>', "sch.schema.xslt", 2, 1),
        ("<xsl:import-schema/>", "sch.schema.xslt", 2, 1),
        ('<xsl:function name="none"/>', "sch.schema.xslt", 2, 1),
        ('<sch:include href="x.sch"/>', "sch.schema.include", 2, 14),
    ],
)
def test_faulty_schema_is_found_at_its_place(body: str, rule_id: str, line: int, column: int) -> None:
    (found,) = faults(body)
    assert (found.rule, found.span.line, found.span.column) == (rule_id, line, column)


ABSTRACT = """<sch:pattern abstract="true" id="a"><sch:param name="what"/><sch:param name="most" value="1"/>
<sch:rule context="$what"><sch:assert test="count(.) le $most"/></sch:rule></sch:pattern>
"""


@pytest.mark.parametrize(
    "params, column, message, advice",
    [
        ("", 14, "the parameter 'what' of the pattern 'a' has no value here", 'add <sch:param name="what" value="…"/>'),
        (
            '<sch:param name="what" value="p"/><sch:param name="least" value="1"/>',
            68,
            "the pattern 'a' has no parameter 'least'",
            "its parameters: what, most",
        ),
        ('<sch:param name="what"/>', 23, "the parameter 'what' has no value", None),
    ],
)
def test_parameters_of_an_instance_are_those_of_the_abstract_pattern(
    params: str, column: int, message: str, advice: str | None
) -> None:
    found, *_others = faults(f'{ABSTRACT}<sch:pattern is-a="a">{params}</sch:pattern>')
    assert (found.rule, found.span.line, found.span.column, found.message) == (
        "sch.schema.parameter",
        4,
        column,
        message,
    )
    assert found.help == ((advice,) if advice else ())


@pytest.mark.parametrize(
    "attribute, column, advice",
    [
        ('diagnostic="d"', 22, "is @diagnostics meant?"),
        ('Severity="info"', 22, "is @severity meant?"),
        ('roles="info"', 22, "is @role meant?"),
    ],
)
def test_misspelt_attribute_gets_a_suggestion(attribute: str, column: int, advice: str) -> None:
    (found,) = faults(rule(f'<sch:report test="1" {attribute}>x</sch:report>'))
    assert (found.rule, found.span.line, found.span.column) == ("sch.schema.attribute", 4, column)
    assert found.help == (advice,)


def test_attribute_of_a_project_or_of_another_vocabulary_is_accepted() -> None:
    body = '<sch:report test="1" since="2020" x:tests="1" xmlns:x="urn:x" rule="a">x</sch:report>'
    assert [found.message for found in loaded(rule(body)).validate(parse(b"<p/>"))] == ["x"]


def test_abstract_pattern_that_declares_no_parameters_takes_any() -> None:
    body = (
        '<sch:pattern abstract="true" id="a"><sch:rule context="$what"><sch:report test="1">x</sch:report></sch:rule>'
    )
    schema = loaded(f'{body}</sch:pattern><sch:pattern is-a="a"><sch:param name="what" value="p"/></sch:pattern>')
    assert [found.message for found in schema.validate(parse(b"<p/>"))] == ["x"]


TEXTS = {"assert", "diagnostic", "dir", "emph", "property", "report", "span"}


@pytest.mark.parametrize(
    "body, message, advice",
    [
        ('<sch:rule context="a"/>', "<sch:rule> has no place in <sch:schema>, and it would never be fired there",
         "it belongs in <sch:group>, <sch:pattern>, <sch:rules>"),
        ('<sch:pattern><sch:pattern id="b"/></sch:pattern>',
         "<sch:pattern> has no place in <sch:pattern>, and it would not be applied there",
         "it belongs in <sch:schema>"),
        ('<sch:pattern><sch:group id="b"/></sch:pattern>',
         "<sch:group> has no place in <sch:pattern>, and it would not be applied there",
         "it belongs in <sch:schema>"),
        ('<sch:group><sch:report test="1"/></sch:group>',
         "<sch:report> has no place in <sch:group>, and nothing would check it there",
         "it belongs in <sch:rule>"),
        ('<sch:phase id="a"><sch:phase id="b"/></sch:phase>', "<sch:phase> has no place in <sch:phase>",
         "it belongs in <sch:schema>"),
        ('<sch:diagnostic id="d">x</sch:diagnostic>', "<sch:diagnostic> has no place in <sch:schema>",
         "it belongs in <sch:diagnostics>"),
        (rule('<sch:value-of select="."/>'), "<sch:value-of> has no place in <sch:rule>",
         "it belongs in " + ", ".join(f"<sch:{name}>" for name in sorted(TEXTS))),
        ('<sch:pattern><sch:ns prefix="a" uri="urn:a"/></sch:pattern>', "<sch:ns> has no place in <sch:pattern>",
         "it belongs in <sch:schema>"),
        ("<sch:schema/>", "<sch:schema> has no place in <sch:schema>",
         'take it over with <sch:extends href="…"/>, or a part of it with <sch:include href="…#id"/>'),
        ("<sch:library/>", "<sch:library> has no place in <sch:schema>",
         'take it over with <sch:extends href="…"/>, or a part of it with <sch:include href="…#id"/>'),
        ('<sch:rules><sch:rule id="a" context="b"/></sch:rules>',
         "a <sch:rule> in <sch:rules> must be abstract: it is there for others to extend",
         'add abstract="true", and an id'),
    ],
)  # fmt: skip
def test_element_out_of_place_is_told_where_it_belongs(body: str, message: str, advice: str) -> None:
    (found,) = faults(body)
    assert (found.rule, found.message, found.help) == ("sch.schema.element", message, (advice,))


@pytest.mark.parametrize(
    "body",
    [
        '<sch:pattern><sch:title>t</sch:title><sch:p>p</sch:p><sch:rule context="a"><sch:p/></sch:rule></sch:pattern>',
        '<x xmlns="urn:x"><sch:assert test="1"/></x>',
        rule('<sch:assert test="1"><b xmlns="urn:x"><sch:value-of select="1"/></b></sch:assert>'),
        '<sch:pattern><sch:diagnostics><sch:diagnostic id="d"/></sch:diagnostics></sch:pattern>',
        rule('<sch:assert test="1"><sch:emph><sch:name/></sch:emph></sch:assert>'),
    ],
)
def test_element_that_has_its_effect_where_it_stands_is_accepted(body: str) -> None:
    assert loaded(body).validate(parse(b"<p/>")) == []


def test_rule_that_extends_itself_is_refused() -> None:
    body = """<sch:pattern><sch:rule abstract="true" id="a"><sch:extends rule="b"/></sch:rule>
<sch:rule abstract="true" id="b"><sch:extends rule="a"/></sch:rule></sch:pattern>"""
    assert [(found.rule, found.span.line) for found in faults(body)] == [
        ("sch.schema.abstract-unknown", 2),
        ("sch.schema.abstract-unknown", 3),
    ]


@pytest.mark.parametrize(
    "body, advice",
    [
        ('<sch:pattern abstract="true" id="counted"/><sch:pattern is-a="conted"/>', "is 'counted' meant?"),
        ('<sch:pattern is-a="none"/>', "there is no abstract pattern at all"),
        ('<sch:asert test="1"/>', "is <sch:assert> meant?"),
    ],
)
def test_misspelt_name_gets_a_suggestion(body: str, advice: str) -> None:
    assert faults(body)[0].help == (advice,)


def test_unknown_query_language_is_found_at_its_attribute() -> None:
    (found,) = faults("", ' queryBinding="stx"')
    assert (found.rule, found.span.line, found.span.column) == ("sch.schema.query-binding", 1, 111)
    assert "xslt3" in found.help[0]


def test_unknown_default_phase_is_found_at_its_attribute() -> None:
    (found,) = faults('<sch:phase id="print"/>', ' defaultPhase="draft"')
    assert (found.rule, found.span.line, found.span.column) == ("sch.schema.phase-unknown", 1, 111)
    assert found.help == ("its phases: print",)


def test_unknown_phase_that_is_asked_for_is_refused() -> None:
    schema = loaded("")
    with pytest.raises(SchemaError) as raised:
        schema.validate(parse(b"<a/>"), phase="draft")
    (found,) = raised.value.diagnostics
    assert (found.rule, found.message, found.help) == (
        "sch.schema.phase-unknown",
        "the schema has no phase 'draft'",
        ("it has no phases",),
    )


def test_variable_of_a_phase_is_missing_only_where_the_phase_is_not_chosen() -> None:
    body = (
        '<sch:phase id="f"><sch:let name="v" value="1"/><sch:active pattern="p"/></sch:phase><sch:pattern id="p">'
        '<sch:rule context="a"><sch:assert test="$v = 2">x</sch:assert></sch:rule></sch:pattern>'
    )
    schema = loaded(body)
    assert [finding.message for finding in schema.validate(parse(b"<a/>"), phase="f")] == ["x"]
    with pytest.raises(SchemaError) as raised:
        schema.validate(parse(b"<a/>"))
    assert raised.value.diagnostics[0].rule == "sch.schema.variable-undefined"


@pytest.mark.parametrize(
    "data, advice",
    [
        (b"<schema/>", ('the namespace is written xmlns:sch="http://purl.oclc.org/dsdl/schematron"',)),
        (b'<p xmlns="http://www.tei-c.org/ns/1.0"/>', ()),
    ],
)
def test_other_outermost_element_is_refused(data: bytes, advice: tuple[str, ...]) -> None:
    with pytest.raises(SchemaError) as raised:
        schematron.load(data)
    (found,) = raised.value.diagnostics
    assert (found.rule, found.span.line, found.span.column, found.help) == ("sch.schema.root", 1, 1, advice)


def test_schema_that_is_not_well_formed_is_refused_with_the_place() -> None:
    with pytest.raises(SchemaError) as raised:
        schematron.load(b"<sch:schema>\n<sch:pattern></sch:schema>")
    assert raised.value.diagnostics[0].rule == "xml.not-well-formed"


def test_schema_that_is_not_there_is_a_fault_of_the_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        schematron.load(tmp_path / "none.sch")


def test_endless_recursion_in_a_function_costs_a_document_one_finding() -> None:
    body = (
        '<sch:ns prefix="f" uri="urn:f"/><xsl:function name="f:f" xmlns:f="urn:f"><xsl:param name="n"/>'
        '<xsl:sequence select="f:f($n + 1) + 1"/></xsl:function>'
    )
    schema = loaded(body + rule('<sch:assert test="f:f(1)">x</sch:assert>'))
    (found,) = schema.validate(parse(b"<p/>", "letter.xml"))
    assert (found.rule, found.path, found.span.line, found.xpath) == ("sch.schema.run", "letter.xml", 1, "/p")
    assert found.help == ("the expression: <schema>:2:95",)
    assert schema.validate(parse(b"<q/>")) == []
    with pytest.raises(SchemaError):
        schema.svrl(parse(b"<p/>"))
