"""Each construct of Schematron, in a schema of its own."""

import pickle

import pytest

from tei import saxon, schematron
from tei.diagnostics import Diagnostic, Severity
from tei.document import parse
from tei.schematron import Schema, compiling

HEAD = (
    '<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" '
    'xmlns:xsl="http://www.w3.org/1999/XSL/Transform" queryBinding="xslt3"{}>'
)
DOCUMENT = b"""<letter date="1952-05-03">
  <!-- bloom -->
  <?check orchard?>
  <p n="1">The <tree>pear</tree> is in bloom.</p>
  <p n="2" xml:lang="en">The bees are out.</p>
</letter>"""


def loaded(schema: str, head: str = "") -> Schema:
    return schematron.load(f"{HEAD.format(head)}{schema}</sch:schema>".encode())


def found(schema: str, *, head: str = "", phase: str | None = None, data: bytes = DOCUMENT) -> list[Diagnostic]:
    return loaded(schema, head).validate(parse(data, "letter.xml"), phase=phase)


def messages(schema: str, *, head: str = "", phase: str | None = None, data: bytes = DOCUMENT) -> list[str]:
    return [finding.message for finding in found(schema, head=head, phase=phase, data=data)]


def rule(context: str, body: str) -> str:
    return f'<sch:pattern><sch:rule context="{context}">{body}</sch:rule></sch:pattern>'


def test_failed_assertion_is_a_finding_at_the_start_tag() -> None:
    (finding,) = found(rule("p", '<sch:assert id="with-tree" test="tree">A tree is missing.</sch:assert>'))
    assert (finding.rule, finding.message, finding.path) == ("sch.with-tree", "A tree is missing.", "letter.xml")
    assert (finding.span.line, finding.span.column, finding.span.end_line, finding.span.end_column) == (5, 3, 5, 26)
    assert finding.xpath == "/letter/p[2]"


def test_report_is_a_finding_where_its_test_holds() -> None:
    (finding,) = found(rule("p", '<sch:report id="tree" test="tree">There is a tree.</sch:report>'))
    assert (finding.rule, finding.span.line, finding.span.column) == ("sch.tree", 4, 3)


@pytest.mark.parametrize(
    "context, line, column, xpath",
    [
        ("/", 1, 1, "/letter"),
        ("letter", 1, 1, "/letter"),
        ("@date", 1, 9, "/letter/@date"),
        ("@xml:lang", 5, 12, "/letter/p[2]/@xml:lang"),
        ("comment()", 1, 1, "/letter"),
        ("processing-instruction()", 1, 1, "/letter"),
        ("tree/text()", 4, 22, "/letter/p[1]/tree"),
        ("letter/p[last()] | nothing", 5, 3, "/letter/p[2]"),
    ],
)
def test_every_kind_of_node_can_be_a_context(context: str, line: int, column: int, xpath: str) -> None:
    (finding,) = found(rule(context, '<sch:report test="true()">here</sch:report>'))
    assert (finding.span.line, finding.span.column, finding.xpath) == (line, column, xpath)


def test_each_node_is_visited_once() -> None:
    schema = rule("/ | node() | @*", '<sch:report test="true()"><sch:value-of select="path()"/></sch:report>')
    paths = messages(schema, data=b"<a b='1'>t<!--c--><?d?></a>")
    assert sorted(paths) == [
        "/",
        "/Q{}a[1]",
        "/Q{}a[1]/@b",
        "/Q{}a[1]/comment()[1]",
        "/Q{}a[1]/processing-instruction(d)[1]",
        "/Q{}a[1]/text()[1]",
    ]


def test_only_the_first_rule_that_matches_is_fired() -> None:
    schema = """<sch:pattern>
      <sch:rule context="p[tree]"><sch:report test="true()">with tree</sch:report></sch:rule>
      <sch:rule context="p"><sch:report test="true()">without</sch:report></sch:rule>
      <sch:rule context="tree | p"><sch:report test="true()">the tree</sch:report></sch:rule>
    </sch:pattern>"""
    assert messages(schema) == ["with tree", "the tree", "without"]


def test_each_pattern_fires_its_own_rules() -> None:
    one = rule("tree", '<sch:report test="true()">one</sch:report>')
    assert messages(one + one.replace(">one<", ">two<")) == ["one", "two"]


def test_message_has_values_and_names_and_single_spaces() -> None:
    schema = rule(
        "tree",
        """<sch:report test="true()">
             The <sch:emph>element</sch:emph> <sch:name/> in <sch:name path="local-name(..)"/>
             (<sch:span class="x">n</sch:span>=<sch:value-of select="../@n, 'last'"/>) is <sch:dir value="ltr">a
             “<sch:value-of select="."/>”</sch:dir>.
           </sch:report>""",
    )
    assert messages(schema) == ["The element tree in p (n=1 last) is a “pear”."]


def test_message_without_words_is_the_test() -> None:
    assert messages(rule("tree", '<sch:report test="true()"/>')) == ["this applies: true()"]
    assert messages(rule("tree", "<sch:assert test=\". = '{x}'\"/>")) == ["this does not hold: . = '{x}'"]


def test_braces_in_ids_and_messages_are_plain_text() -> None:
    schema = rule("tree", '<sch:report id="a" role="{1}" test="\'{\' ne \'}\'">{1 + 1}</sch:report>')
    assert messages(schema) == ["{1 + 1}"]


@pytest.mark.parametrize(
    "pattern, rule_, assertion, expected",
    [
        (' id="p"', ' id="r"', ' id="a"', "sch.a"),
        (' id="p"', ' id="r"', "", "sch.r"),
        (' id="p"', "", "", "sch.p"),
        ("", "", "", "sch.assertion"),
    ],
)
def test_rule_id_is_the_nearest_id(pattern: str, rule_: str, assertion: str, expected: str) -> None:
    schema = (
        f'<sch:pattern{pattern}><sch:rule{rule_} context="tree">'
        f'<sch:report{assertion} test="true()">x</sch:report></sch:rule></sch:pattern>'
    )
    (finding,) = found(schema)
    assert finding.rule == expected


@pytest.mark.parametrize(
    "rule_, assertion, severity",
    [
        ("", "", Severity.ERROR),
        ("", 'role="warning"', Severity.WARNING),
        ("", 'role="WARN"', Severity.WARNING),
        ("", 'role="nonfatal"', Severity.WARNING),
        ("", 'role="info"', Severity.INFO),
        ("", 'flag="information"', Severity.INFO),
        ("", 'role="fatal"', Severity.ERROR),
        ("", 'role="editor" flag="warning"', Severity.WARNING),
        ('role="warning"', "", Severity.WARNING),
        ('role="warning"', 'role="error"', Severity.ERROR),
    ],
)
def test_role_or_flag_is_the_severity(rule_: str, assertion: str, severity: Severity) -> None:
    schema = (
        f'<sch:pattern><sch:rule context="tree" {rule_}>'
        f'<sch:report {assertion} test="true()">x</sch:report></sch:rule></sch:pattern>'
    )
    (finding,) = found(schema)
    assert finding.severity is severity


def test_errors_are_the_findings_without_what_is_less() -> None:
    schema = loaded(
        rule(
            "p",
            '<sch:report id="minor" role="warning" test="@n = 1">x</sch:report>'
            '<sch:report id="grave" test="@n = 2">y</sch:report>',
        )
    )
    document = parse(DOCUMENT, "letter.xml")
    every = schema.validate(document)
    assert [one.rule for one in every] == ["sch.minor", "sch.grave"]
    assert schema.errors(document) == every[1:]


@pytest.mark.parametrize(
    "pattern, assertion, errors",
    [
        ("", "", 1),
        ('role="warning"', "", 0),
        ('role="warning"', 'role="error"', 1),
        ('role="warning"', 'severity="fatal"', 1),
        ("", 'flag="nonfatal"', 0),
        ('flag="urgent info"', "", 0),
        ('role="error"', 'flag="info"', 1),
    ],
)
def test_pattern_that_finds_no_errors_is_not_applied_for_them(pattern: str, assertion: str, errors: int) -> None:
    # Division by zero: whoever evaluates the test is told.
    schema = loaded(
        f'<sch:pattern {pattern}><sch:rule context="tree">'
        f'<sch:report {assertion} test="1 idiv count(nothing) = 1">x</sch:report></sch:rule></sch:pattern>'
    )
    document = parse(DOCUMENT, "letter.xml")
    assert [one.rule for one in schema.validate(document)] == ["sch.not-evaluated"]
    assert len(schema.errors(document)) == errors


def test_subject_is_the_place_of_the_finding() -> None:
    (finding,) = found(rule("letter", '<sch:report test="true()" subject="p/@n[. = 2]">x</sch:report>'))
    assert (finding.span.line, finding.span.column, finding.xpath) == (5, 6, "/letter/p[2]/@n")


def test_subject_that_is_nowhere_leaves_the_context_as_the_place() -> None:
    (finding,) = found(rule("tree", '<sch:report test="true()" subject="@none">x</sch:report>'))
    assert (finding.span.line, finding.span.column) == (4, 16)


def test_diagnostics_become_help() -> None:
    schema = rule("tree", '<sch:report test="true()" diagnostics="one two">x</sch:report>') + (
        '<sch:diagnostics><sch:diagnostic id="two">Cut\n it.</sch:diagnostic>'
        '<sch:diagnostic id="one">Water the <sch:value-of select="."/>.</sch:diagnostic></sch:diagnostics>'
    )
    (finding,) = found(schema)
    assert finding.help == ("Water the pear.", "Cut it.")


def test_variables_hold_at_every_level_and_build_on_each_other() -> None:
    schema = """
      <sch:let name="one" value="1"/><sch:let name="two" value="$one + 1"/>
      <sch:let name="holder"><tree age="7"/></sch:let>
      <sch:pattern><sch:let name="three" value="$two + count(/letter)"/>
        <sch:rule context="tree[$three = 3]">
          <sch:let name="four" value="$three + 1"/><sch:let name="five" value="$four + string-length() - 3"/>
          <sch:report test="true()">
            <sch:value-of select="$one, $two, $three, $four, $five, $holder/tree/@age"/></sch:report>
        </sch:rule></sch:pattern>"""
    assert messages(schema) == ["1 2 3 4 5 7"]


def test_variables_of_two_patterns_may_share_a_name() -> None:
    schema = "".join(
        f'<sch:pattern><sch:let name="n" value="{value}"/><sch:rule context="tree">'
        '<sch:report test="true()"><sch:value-of select="$n"/></sch:report></sch:rule></sch:pattern>'
        for value in ("count(//p)", "'x'")
    )
    assert messages(schema) == ["2", "x"]


def test_abstract_pattern_is_instantiated_with_parameters() -> None:
    schema = """
      <sch:pattern abstract="true" id="counted">
        <sch:param name="what" value="unused"/><sch:param name="most" value="0"/><sch:param name="where"/>
        <sch:let name="all" value="count(//$what)"/>
        <sch:rule context="$where">
          <sch:assert test="count($what) le $most" id="few">At most $most of <sch:value-of select="$all"/>.</sch:assert>
        </sch:rule>
      </sch:pattern>
      <sch:pattern is-a="counted">
        <sch:param name="where" value="letter"/><sch:param name="what" value="p"/></sch:pattern>
      <sch:pattern is-a="counted">
        <sch:param name="where" value="p"/><sch:param name="what" value="tree"/></sch:pattern>"""
    assert messages(schema) == ["At most $most of 2.", "At most $most of 1."]


def test_parameter_does_not_reach_into_a_longer_name() -> None:
    schema = """
      <sch:let name="node-name" value="'kept'"/>
      <sch:pattern abstract="true" id="a"><sch:rule context="$node">
        <sch:report test="true()"><sch:value-of select="$node-name, '$node'"/></sch:report></sch:rule></sch:pattern>
      <sch:pattern is-a="a"><sch:param name="node" value="tree"/></sch:pattern>"""
    assert messages(schema) == ["kept tree"]


def test_abstract_rules_are_extended_in_turn() -> None:
    schema = """<sch:pattern>
      <sch:rule abstract="true" id="base"><sch:let name="own" value="name()"/>
        <sch:report test="true()">base <sch:value-of select="$own"/></sch:report></sch:rule>
      <sch:rule abstract="true" id="more"><sch:extends rule="base"/>
        <sch:report test="true()">more</sch:report></sch:rule>
      <sch:rule context="tree"><sch:extends rule="more"/><sch:report test="true()">self</sch:report></sch:rule>
    </sch:pattern>"""
    assert sorted(messages(schema)) == ["base tree", "more", "self"]


def test_abstract_rules_may_stand_outside_patterns() -> None:
    schema = (
        '<sch:rules><sch:rule abstract="true" id="base">'
        '<sch:report test="true()">base</sch:report></sch:rule></sch:rules>'
    )
    assert messages(schema + rule("tree", '<sch:extends rule="base"/>')) == ["base"]


PHASES = """
  <sch:phase id="draft"><sch:let name="words" value="'draft'"/><sch:active pattern="trees"/></sch:phase>
  <sch:phase id="print"><sch:let name="words" value="'print'"/><sch:active pattern="trees"/>
    <sch:active pattern="bees"/></sch:phase>
  <sch:let name="words" value="'none'"/>
  <sch:pattern id="trees"><sch:rule context="tree">
    <sch:report test="true()">tree <sch:value-of select="$words"/></sch:report></sch:rule></sch:pattern>
  <sch:pattern id="bees"><sch:rule context="p[2]">
    <sch:report test="true()">bees <sch:value-of select="$words"/></sch:report></sch:rule></sch:pattern>"""


@pytest.mark.parametrize(
    "head, phase, expected",
    [
        ("", None, ["tree none", "bees none"]),
        ("", "#ALL", ["tree none", "bees none"]),
        ("", "draft", ["tree draft"]),
        ("", "print", ["tree print", "bees print"]),
        (' defaultPhase="draft"', None, ["tree draft"]),
        (' defaultPhase="draft"', "#DEFAULT", ["tree draft"]),
        (' defaultPhase="draft"', "#ALL", ["tree none", "bees none"]),
    ],
)
def test_phase_chooses_patterns_and_variables(head: str, phase: str | None, expected: list[str]) -> None:
    assert messages(PHASES, head=head, phase=phase) == expected


def test_schema_names_its_phases() -> None:
    schema = loaded(PHASES)
    assert schema.phases == ("draft", "print")


def test_functions_and_keys_of_xslt_are_kept() -> None:
    schema = """
      <sch:ns prefix="f" uri="urn:f"/>
      <xsl:key name="by-n" match="p" use="@n"/>
      <xsl:function name="f:shout" xmlns:f="urn:f"><xsl:param name="text"/>
        <xsl:sequence select="upper-case($text) || '!'"/></xsl:function>
    """ + rule("tree", "<sch:report test=\"key('by-n', '2')\"><sch:value-of select=\"f:shout(.)\"/></sch:report>")
    assert messages(schema) == ["PEAR!"]


def test_elements_of_other_vocabularies_are_passed_over() -> None:
    schema = '<note xmlns="urn:x">about <b>this</b></note><sch:p>On trees.</sch:p>' + rule(
        "tree",
        '<sch:report test="true()">a <b xmlns="urn:x">tree</b>'
        '<fix xmlns="http://www.schematron-quickfix.com/validator/process">cut</fix></sch:report>',
    )
    assert messages(schema) == ["a tree"]


def test_prefixes_come_from_sch_ns_alone() -> None:
    schema = '<sch:ns prefix="o" uri="urn:orchard"/>' + rule(
        "o:tree", '<sch:report test="true()"><sch:name/></sch:report>'
    )
    assert messages(schema, data=b'<tree xmlns="urn:orchard"/>') == ["tree"]


def test_prefixes_of_the_compiler_are_free_for_the_author() -> None:
    schema = '<sch:ns prefix="compiled-from" uri="urn:orchard"/><sch:ns prefix="out" uri="urn:orchard"/>' + rule(
        "compiled-from:tree",
        '<sch:report test="self::out:tree"><sch:value-of select="exists(self::compiled-from:tree)"/></sch:report>',
    )
    assert messages(schema, data=b'<tree xmlns="urn:orchard"/>') == ["true"]


@pytest.mark.parametrize("binding", ["xslt2", "xslt3", "xpath2", "xpath3", "xpath31", "XSLT2"])
def test_query_bindings(binding: str) -> None:
    schema = f'<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" queryBinding="{binding}">' + rule(
        "tree",
        '<sch:report test="every $x in (1 to 3) satisfies $x gt 0">x</sch:report>',
    )
    assert len(schematron.load(f"{schema}</sch:schema>".encode()).validate(parse(DOCUMENT))) == 1


def test_expression_that_fails_is_a_finding_and_the_others_are_evaluated() -> None:
    schema = rule(
        "tree",
        '<sch:report id="age" test="xs:integer(.) gt 3">old</sch:report>'
        '<sch:report id="there" test="true()">there</sch:report>',
    )
    first, second = found('<sch:ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>' + schema)
    assert (first.rule, first.span.line, first.span.column) == ("sch.not-evaluated", 4, 16)
    assert "age" in first.message
    assert "FORG0001" in first.message
    assert first.help == ("the expression: <schema>:1:251",)
    assert second.message == "there"


def test_variable_that_fails_is_a_finding() -> None:
    (finding,) = found(rule("tree", '<sch:let name="v" value="error()"/><sch:assert test="$v = 1">x</sch:assert>'))
    assert (finding.rule, finding.span.line, finding.span.column) == ("sch.not-evaluated", 4, 16)
    assert "FOER0000" in finding.message


ELSEWHERE = '<sch:let name="documents" value="map{}"/>' + rule(
    "letter",
    '<sch:report test="true()"><sch:value-of select="exists($documents(\'bees.xml\')/hive)"/></sch:report>',
)


def test_documents_are_a_variable_that_the_caller_sets() -> None:
    schema = loaded(ELSEWHERE)
    bees = {"bees.xml": saxon.node("<hive/>")}
    document = parse(DOCUMENT)
    assert [finding.message for finding in schema.validate(document, documents=bees)] == ["true"]
    assert [finding.message for finding in schema.validate(document)] == ["false"]


def test_variable_of_the_author_with_that_name_is_left_alone() -> None:
    schema = loaded(
        ELSEWHERE.replace("map{}", "map{'bees.xml': 1}").replace("exists($documents('bees.xml')/hive)", "$documents?*")
    )
    found = schema.validate(parse(DOCUMENT), documents={"bees.xml": saxon.node("<hive/>"), "x": saxon.node("<a/>")})
    assert [finding.message for finding in found] == ["1"]


SUBORDINATE = """<sch:pattern id="hives" documents="'bees.xml'"><sch:rule context="hive">
  <sch:report test="true()">a hive</sch:report></sch:rule></sch:pattern>"""


def test_pattern_may_apply_to_another_document() -> None:
    schema = loaded(SUBORDINATE)
    (finding,) = schema.validate(parse(DOCUMENT), documents={"bees.xml": saxon.node("<bees>\n<hive/></bees>")})
    assert (finding.path, finding.message, finding.xpath) == ("bees.xml", "a hive", "/Q{}bees[1]/Q{}hive[1]")


def test_documents_that_cannot_be_told_leave_the_other_patterns_as_they_are() -> None:
    schema = SUBORDINATE.replace("'bees.xml'", "xs:integer(/letter/@date)") + rule(
        "tree", '<sch:report test="true()">tree</sch:report>'
    )
    finding, other = found(schema)
    assert (finding.rule, finding.span.line, finding.span.column) == ("sch.not-evaluated", 1, 1)
    assert finding.message.startswith("what the pattern hives applies to could not be evaluated here: ")
    assert finding.help[0].startswith("the expression: <schema>:")
    assert other.message == "tree"


def test_document_that_is_not_at_hand_is_a_finding() -> None:
    (finding,) = found(SUBORDINATE)
    assert (finding.rule, finding.span.line, finding.span.column) == ("sch.document-absent", 1, 1)
    assert "'bees.xml'" in finding.message


def test_findings_stand_in_the_order_of_their_places() -> None:
    schema = rule("p[2]", '<sch:report test="true()">two</sch:report>') + rule(
        "p[1]", '<sch:report test="true()">one</sch:report>'
    )
    assert messages(schema) == ["one", "two"]


def test_schema_is_compiled_once_for_each_content() -> None:
    schema = rule("tree", '<sch:report test="true()">compiled once</sch:report>')
    loaded(schema)
    before = compiling._generated.cache_info()
    loaded(schema)
    after = compiling._generated.cache_info()
    assert (after.hits - before.hits, after.misses - before.misses) == (1, 0)


def test_schema_can_be_sent_to_another_process() -> None:
    original = loaded(rule("tree", '<sch:report test="true()">x</sch:report>'))
    schema = pickle.loads(pickle.dumps(original))  # noqa: S301 - made in the line itself
    assert [finding.message for finding in schema.validate(parse(DOCUMENT))] == ["x"]


@pytest.mark.parametrize(
    "context, count",
    [
        ("p[@n = '2'] | tree[.. = p[1]]", 1),
        ("p[contains(., ']')] | p[@n = ']'] | letter", 1),
        ("*", 4),
        ("*:p", 2),
        ("/", 1),
        ("/letter/p", 2),
        ("p/@n", 2),
        ("p[@n]/@*", 3),
        ("attribute::n", 2),
        ("p | @n", 4),
        ("text()", 9),
        ("p/text()[contains(., 'bloom')]", 1),
        ("comment()", 1),
        ("processing-instruction()", 1),
        ("node()", 15),
        (".[. instance of attribute()]", 4),
        (".[name() = 'n']", 2),
        ("element(p)", 2),
        ("attribute(n)", 2),
        ("p(: @n :)[1]", 1),
        ("letter/p union tree/text()", 3),
        ("letter/p[1]union p/@n", 3),
        ("(letter | p)/@*", 4),
        ("letter/(p | tree)", 2),
        ("p/ @n | / | comment()", 4),
        ("child::p/attribute :: n", 2),
        ("p['|@n'][']']/text() | tree", 4),
        ("p[@n = '2']/descendant-or-self::p", 1),
        ("*[@n]", 2),
        ("*[not(self::letter)][@n and @xml:lang]", 1),
        ("*[@n or @date]", 3),
        ("*[@n = '2' or @date]", 2),
        ("*:p[@n]", 2),
        ("*[@xml:lang]", 1),
        ("*[@n != '2']", 1),
        ("*[@n][tree]", 1),
        ("*[tree[.]]", 1),
        ("*[@n][tree or true()]", 2),
        ("*[@n]/tree", 1),
        ("tree | *[@n]", 3),
        ("(letter | nothing)/p", 2),
        ("(letter)/p/@n", 2),
        ("(letter | p)/*[@n]", 2),
        ("@*:lang", 1),
        ("@xml:*", 1),
    ],
)
def test_rule_finds_every_node_that_its_context_selects(context: str, count: int) -> None:
    assert len(messages(rule(context, '<sch:report test="true()">here</sch:report>'))) == count
