"""What the edition of 2025 adds: groups, phases by condition and for a part, severities, items to visit, parameters."""

import pytest

from tei import schematron
from tei.diagnostics import Diagnostic, Severity
from tei.document import parse
from tei.errors import SchemaError

HEAD = (
    '<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" '
    'queryBinding="xslt3" schematronEdition="2025"{}>'
)
DOCUMENT = b"""<letter date="1952-05-03">
  <p n="1">The <tree>pear</tree> is in bloom.</p>
  <note><p n="2">The bees are out.</p></note>
</letter>"""


def found(schema: str, *, head: str = "", phase: str | None = None, data: bytes = DOCUMENT) -> list[Diagnostic]:
    loaded = schematron.load(f"{HEAD.format(head)}{schema}</sch:schema>".encode())
    return loaded.validate(parse(data, "letter.xml"), phase=phase)


def messages(schema: str, *, head: str = "", phase: str | None = None, data: bytes = DOCUMENT) -> list[str]:
    return [finding.message for finding in found(schema, head=head, phase=phase, data=data)]


def column(schema: str, attribute: str) -> int:
    """Return the column of the first *attribute* in a schema that stands in one line."""
    return f"{HEAD.format('')}{schema}".index(f" {attribute}=") + 2


def report(text: str) -> str:
    return f'<sch:report test="true()">{text}</sch:report>'


RULES = f"""
  <sch:rule context="*">{report("any <sch:name/>")}</sch:rule>
  <sch:rule context="tree | p">{report("a tree or a <sch:name/>")}</sch:rule>
  <sch:rule context="p">{report("a paragraph")}</sch:rule>"""


def test_every_rule_of_a_group_that_matches_is_fired() -> None:
    said = messages(f"<sch:group>{RULES}</sch:group>", data=b"<p><tree/></p>")
    assert sorted(said) == ["a paragraph", "a tree or a p", "a tree or a tree", "any p", "any tree"]


def test_only_the_first_rule_of_a_pattern_that_matches_is_fired() -> None:
    assert messages(f"<sch:pattern>{RULES}</sch:pattern>", data=b"<p><tree/></p>") == ["any p", "any tree"]


@pytest.mark.parametrize("kind", ["/", "@n", "text()", "comment()"])
def test_group_fires_for_every_kind_of_node(kind: str) -> None:
    schema = f'<sch:group><sch:rule context="{kind}">{report("x")}</sch:rule></sch:group>'.replace(
        "</sch:rule>", f'</sch:rule><sch:rule context="{kind}">{report("y")}</sch:rule>'
    )
    assert sorted(messages(schema, data=b"<p n='1'>t<!--c--></p>")) == ["x", "y"]


def test_group_may_be_abstract_and_active_and_have_variables_and_extended_rules() -> None:
    schema = f"""
      <sch:phase id="f"><sch:active pattern="g"/></sch:phase>
      <sch:rules><sch:rule abstract="true" id="base">{report("base")}</sch:rule></sch:rules>
      <sch:group abstract="true" id="a"><sch:param name="what"/><sch:let name="all" value="count(//$what)"/>
        <sch:rule context="$what"><sch:extends rule="base"/>{report('<sch:value-of select="$all"/>')}</sch:rule>
      </sch:group>
      <sch:group id="g" is-a="a"><sch:param name="what" value="tree"/></sch:group>
      <sch:group id="h" is-a="a"><sch:param name="what" value="p"/></sch:group>"""
    assert sorted(messages(schema, phase="f")) == ["1", "base"]


PHASES = f"""
  <sch:phase id="notes" when="//footnote"><sch:active pattern="n"/></sch:phase>
  <sch:phase id="trees" when="//tree"><sch:active pattern="t"/></sch:phase>
  <sch:phase id="letters" when="/letter[$on]"><sch:active pattern="l"/></sch:phase>
  <sch:phase id="never"><sch:active pattern="n"/></sch:phase>
  <sch:let name="on" value="true()"/>
  <sch:pattern id="n"><sch:rule context="note">{report("note")}</sch:rule></sch:pattern>
  <sch:pattern id="t"><sch:rule context="tree">{report("tree")}</sch:rule></sch:pattern>
  <sch:pattern id="l"><sch:rule context="letter">{report("letter")}</sch:rule></sch:pattern>"""


@pytest.mark.parametrize(
    "data, expected",
    [
        (DOCUMENT, ["tree"]),
        (b"<letter><note/></letter>", ["letter"]),
        (b"<other><note/></other>", ["note"]),
        (b"<other><footnote/><note/><tree/></other>", ["note"]),
    ],
)
def test_any_is_the_first_phase_whose_condition_holds_else_all_patterns(data: bytes, expected: list[str]) -> None:
    assert messages(PHASES, phase="#ANY", data=data) == expected
    assert messages(PHASES, head=' defaultPhase="#ANY"', data=data) == expected


def test_conditions_of_phases_choose_nothing_unless_any_is_asked_for() -> None:
    assert sorted(messages(PHASES)) == ["letter", "note", "tree"]


def test_report_in_svrl_names_the_phase_that_was_chosen() -> None:
    schema = schematron.load(f"{HEAD.format('')}{PHASES}</sch:schema>".encode())
    assert 'phase="trees"' in schema.svrl(parse(DOCUMENT), phase="#ANY")


def test_condition_that_fails_costs_the_document_one_finding() -> None:
    schema = '<sch:phase id="f" when="error()"><sch:active pattern="n"/></sch:phase><sch:pattern id="n"/>'
    (finding,) = found(schema, phase="#ANY")
    assert (finding.rule, finding.path, finding.span.line) == ("sch.schema.run", "letter.xml", 1)
    assert finding.help == (f"the expression: <schema>:1:{column(schema, 'when')}",)


def test_part_that_cannot_be_told_costs_one_finding_a_pattern() -> None:
    schema = '<sch:phase id="f" from="/letter/xs:integer(@date)"><sch:active pattern="n"/></sch:phase>'
    schema += f'<sch:pattern id="n"><sch:rule context="p">{report("x")}</sch:rule></sch:pattern>'
    (finding,) = found(schema, phase="f")
    assert (finding.rule, finding.span.line, finding.span.column) == ("sch.not-evaluated", 1, 1)
    assert finding.message.startswith("the part that the phase f validates could not be evaluated here: ")
    assert finding.help == (f"the expression: <schema>:1:{column(schema, 'from')}",)


@pytest.mark.parametrize("attribute", ["when", "from"])
def test_faulty_expression_of_a_phase_is_found_at_its_attribute(attribute: str) -> None:
    schema = f'<sch:phase id="f" {attribute}="1 +"><sch:active pattern="n"/></sch:phase>'
    schema += '<sch:pattern id="n"><sch:rule context="p"/></sch:pattern>'
    with pytest.raises(SchemaError) as raised:
        found(schema, phase="f")
    (finding,) = raised.value.diagnostics
    assert (finding.rule, finding.span.column) == ("sch.schema.xpath", column(schema, attribute))


@pytest.mark.parametrize(
    "start, context, expected",
    [
        ("/letter/note", "p", ["p 2"]),
        ("//note", "p | note", ["note ", "p 2"]),
        ("/letter/note", "*", ["note ", "p 2"]),
        ("/letter/note", "@n", ["n "]),
        ("/letter/note", "p/text()", [" "]),
        ("/letter/note | //note/p", "p", ["p 2"]),
        ("/letter/note", "/", []),
        ("/", "/", [" "]),
        ("/none", "p", []),
        ("/letter/note", ".[self::p]", ["p 2"]),
    ],
)
def test_phase_may_be_for_a_part_of_the_document(start: str, context: str, expected: list[str]) -> None:
    schema = f"""
      <sch:phase id="f" from="{start}"><sch:active pattern="a"/></sch:phase>
      <sch:pattern id="a"><sch:rule context="{context}">
        {report('<sch:name/> <sch:value-of select="@n"/>')}</sch:rule></sch:pattern>"""
    said = [finding.message for finding in found(schema, phase="f")]
    assert said == [words.strip() or "this applies: true()" for words in expected]


@pytest.mark.parametrize(
    "attributes, severity",
    [
        ('severity="warning"', Severity.WARNING),
        ('severity="info" role="error"', Severity.INFO),
        ('severity="fatal" role="warning"', Severity.ERROR),
        ('severity="M-50" role="warning"', Severity.WARNING),
        ('severity="M-50"', Severity.ERROR),
        ('severity="$how"', Severity.WARNING),
        ('flag="printed warning"', Severity.WARNING),
    ],
)
def test_severity_comes_before_role_and_flag(attributes: str, severity: Severity) -> None:
    schema = f"""<sch:let name="how" value="if (//tree) then 'warning' else 'info'"/>
      <sch:pattern><sch:rule context="letter"><sch:report {attributes} test="true()">x</sch:report></sch:rule>
      </sch:pattern>"""
    (finding,) = found(schema)
    assert finding.severity is severity


def test_severity_may_depend_on_the_phase() -> None:
    schema = """
      <sch:phase id="draft"><sch:let name="how" value="'info'"/><sch:active pattern="a"/></sch:phase>
      <sch:let name="how" value="'error'"/>
      <sch:pattern id="a"><sch:rule context="letter"><sch:report severity="$how" test="true()">x</sch:report></sch:rule>
      </sch:pattern>"""
    assert [finding.severity for finding in found(schema)] == [Severity.ERROR]
    assert [finding.severity for finding in found(schema, phase="draft")] == [Severity.INFO]


def test_undefined_severity_is_found_at_its_attribute() -> None:
    schema = '<sch:pattern><sch:rule context="a"><sch:report severity="$no" test="true()"/></sch:rule></sch:pattern>'
    with pytest.raises(SchemaError) as raised:
        found(schema)
    (finding,) = raised.value.diagnostics
    assert (finding.rule, finding.span.column) == ("sch.schema.variable-undefined", column(schema, "severity"))


def test_rule_visits_each_item_that_it_selects() -> None:
    schema = """<sch:pattern><sch:rule context="p" visit-each="tokenize(.)[starts-with(., 'b')]">
      <sch:let name="n" value="@n"/>
      <sch:assert id="short" test="string-length() lt 4"><sch:value-of select="."/> in <sch:name/> <sch:value-of
        select="$n"/></sch:assert></sch:rule></sch:pattern>"""
    finding, other = found(schema)
    assert (finding.message, other.message) == ("bloom. in p 1", "bees in p 2")
    assert (finding.rule, finding.xpath, finding.span.line, finding.span.column) == ("sch.short", "/letter/p", 2, 3)
    assert (other.xpath, other.span.line, other.span.column) == ("/letter/note/p", 3, 9)


def test_rule_visits_nodes_at_their_own_places() -> None:
    schema = f"""<sch:pattern><sch:rule context="letter" visit-each=".//p/@n">
      {report("<sch:name/>=<sch:value-of select='.'/>")}</sch:rule></sch:pattern>"""
    assert [(one.message, one.xpath, one.span.line) for one in found(schema)] == [
        ("n=1", "/letter/p/@n", 2),
        ("n=2", "/letter/note/p/@n", 3),
    ]


def test_rule_that_visits_nodes_of_its_own_making_stays_where_it_is() -> None:
    schema = f"""<sch:pattern><sch:rule context="tree" visit-each="analyze-string(., 'ea')/fn:match">
      {report("<sch:name/> <sch:value-of select='.'/>")}</sch:rule></sch:pattern>"""
    assert [(one.message, one.xpath, one.span.column) for one in found(schema)] == [
        ("match ea", "/letter/p/tree", 16),
    ]


def test_rule_that_visits_nothing_is_fired_all_the_same() -> None:
    schema = f"""<sch:pattern><sch:rule context="p" visit-each="none">{report("x")}</sch:rule>
      <sch:rule context="*">{report("other")}</sch:rule></sch:pattern>"""
    assert messages(schema, data=b"<p/>") == []


def test_visit_that_fails_costs_one_finding_at_the_node() -> None:
    schema = (
        f"""<sch:pattern><sch:rule context="tree" visit-each="xs:integer(.)">{report("x")}</sch:rule></sch:pattern>"""
    )
    (finding,) = found(schema)
    assert (finding.rule, finding.span.line, finding.span.column) == ("sch.not-evaluated", 2, 16)
    assert finding.message.startswith("what the rule is to visit could not be evaluated here: ")
    assert finding.help == (f"the expression: <schema>:1:{column(schema, 'visit-each')}",)


def test_assertion_that_fails_for_an_item_is_found_at_the_node() -> None:
    schema = """<sch:pattern><sch:rule context="tree" visit-each="1, 0"><sch:assert test="1 idiv . = 1"/></sch:rule>
      </sch:pattern>"""
    (finding,) = found(schema)
    assert (finding.rule, finding.xpath) == ("sch.not-evaluated", "/letter/p/tree")


def test_parameter_of_the_schema_is_a_variable_that_a_phase_may_overrule() -> None:
    schema = f"""<sch:phase id="f"><sch:let name="most" value="3"/><sch:active pattern="a"/></sch:phase>
      <sch:param name="most" value="2 - 1"/>
      <sch:pattern id="a"><sch:rule context="letter">{report('<sch:value-of select="$most"/>')}</sch:rule>
      </sch:pattern>"""
    assert (messages(schema), messages(schema, phase="f")) == (["1"], ["3"])


def test_variable_may_say_its_type() -> None:
    schema = """<sch:pattern><sch:rule context="letter"><sch:let name="d" as="xs:date" value="xs:date(@date)"/>
      <sch:report test="$d lt current-date()">x</sch:report></sch:rule></sch:pattern>"""
    assert messages(schema) == ["x"]
    (finding,) = found(schema, data=b"<letter date='May'/>")
    assert finding.rule == "sch.not-evaluated"


def test_parameters_reach_into_the_diagnostics_and_properties_of_an_instance() -> None:
    schema = """
      <sch:pattern abstract="true" id="a"><sch:param name="what"/>
        <sch:rule context="$what"><sch:report test="true()" diagnostics="d e">x</sch:report></sch:rule></sch:pattern>
      <sch:pattern is-a="a"><sch:param name="what" value="tree"/></sch:pattern>
      <sch:pattern is-a="a"><sch:param name="what" value="note"/></sch:pattern>
      <sch:diagnostics><sch:diagnostic id="d"><sch:value-of select="count(//$what)"/> <sch:value-of
        select="'$what'"/></sch:diagnostic><sch:diagnostic id="e">plain</sch:diagnostic></sch:diagnostics>"""
    assert [one.help for one in found(schema)] == [("1 tree", "plain"), ("1 note", "plain")]


def test_accumulators_may_be_used() -> None:
    schema = """<xsl:accumulator name="paragraphs" initial-value="0">
        <xsl:accumulator-rule match="p" select="$value + 1"/></xsl:accumulator>
      <sch:pattern><sch:rule context="note"><sch:report test="accumulator-after('paragraphs') = 2">x</sch:report>
      </sch:rule></sch:pattern>"""
    assert messages(schema) == ["x"]
