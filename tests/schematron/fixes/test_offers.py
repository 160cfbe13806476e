"""Which fixes a finding offers, what they are called, and what they are given."""

from pathlib import Path

import pytest
from fixing import HEAD, edited, findings, fix, mended, offered, rule

from tei import saxon, schematron
from tei.diagnostics import Diagnostic, Severity
from tei.document import parse
from tei.errors import SchemaError

ADD = "<sqf:add>v</sqf:add>"


def test_normal_run_tells_what_is_offered_and_computes_no_change() -> None:
    schema = rule("b", fix(ADD), fix("<sqf:delete/>", "g"), offered="g f")
    (finding,) = schematron.load(schema.encode()).validate(parse(b"<a><b/></a>"))
    assert [(one.id, one.title, one.edits, one.default) for one in finding.fixes] == [
        ("g", "g", (), False),
        ("f", "f", (), False),
    ]


def test_description_is_evaluated_where_the_finding_is() -> None:
    described = (
        '<sqf:fix id="f"><sch:let name="v" value="@n + 1"/><sqf:description><sqf:title>Make\n <sch:name/> '
        '<sch:value-of select="$v"/></sqf:title>'
        '<sqf:p>It is <sch:emph>now</sch:emph> <sch:value-of select="@n"/>.</sqf:p>'
        "<sqf:p>Good.</sqf:p></sqf:description><sqf:delete/></sqf:fix>"
    )
    (one,) = offered(rule("b", described), '<a><b n="1"/></a>')
    assert (one.title, one.notes) == ("Make b 2", ("It is now 1.", "Good."))


def test_fix_without_a_title_is_called_by_its_id() -> None:
    (one,) = offered(rule("b", '<sqf:fix id="f"><sqf:delete/></sqf:fix>'), "<a><b/></a>")
    assert one.title == "f"


def test_default_fix_is_marked() -> None:
    schema = rule("b", fix(ADD), fix(ADD, "g"), offered="f g").replace(
        'sqf:fix="f g"', 'sqf:fix="f g" sqf:default-fix="g"'
    )
    assert [(one.id, one.default) for one in offered(schema, "<a><b/></a>")] == [("f", False), ("g", True)]


def test_fix_is_offered_when_its_condition_holds() -> None:
    schema = rule("b", fix(ADD, attributes='use-when="@n = 1"'))
    assert [len(found.fixes) for found in findings(schema, '<a><b n="1"/><b n="2"/></a>')] == [1, 0]


def test_group_stands_for_its_fixes_under_its_condition() -> None:
    group = f'<sqf:group id="both" use-when="@n">{fix(ADD)}{fix(ADD, "g")}</sqf:group>'
    found = findings(rule("b", group, offered="both"), '<a><b n="1"/><b/></a>')
    assert [[one.id for one in finding.fixes] for finding in found] == [["f", "g"], []]


def test_fix_inside_a_group_can_be_named_alone() -> None:
    group = f'<sqf:group id="both">{fix(ADD)}{fix(ADD, "g")}</sqf:group>'
    assert [one.id for one in offered(rule("b", group, offered="g"), "<a><b/></a>")] == ["g"]


def test_fix_of_the_rule_goes_before_one_for_all_rules() -> None:
    shared = f"<sqf:fixes>{fix('<sqf:add>shared</sqf:add>')}{fix('<sqf:add>s</sqf:add>', 'g')}</sqf:fixes>"
    assert mended(rule("b", fix(ADD), shared=shared), "<a><b/></a>") == "<a><b>v</b></a>"
    assert mended(rule("b", shared=shared), "<a><b/></a>") == "<a><b>shared</b></a>"


def test_fix_is_made_for_each_of_several_items() -> None:
    body = '<sqf:delete match="$sqf:current"/>'
    one = fix(body, attributes='use-for-each="../c"').replace(
        "<sqf:title>f</sqf:title>", '<sqf:title>Delete <sch:value-of select="$sqf:current/@n"/></sqf:title>'
    )
    text = '<a><b/><c n="1"/><c n="2"/></a>'
    first, second = offered(rule("b", one), text)
    assert [(first.id, first.title), (second.id, second.title)] == [("f[1]", "Delete 1"), ("f[2]", "Delete 2")]
    assert edited(text, second) == '<a><b/><c n="1"/></a>'


def test_fix_for_each_of_no_items_is_not_offered() -> None:
    assert offered(rule("b", fix(ADD, attributes='use-for-each="../c"')), "<a><b/></a>") == []


def test_use_for_each_may_give_values_and_has_its_place_in_the_document() -> None:
    one = fix(
        '<sqf:add node-type="attribute" target="n" select="$sqf:current, name()"/>', attributes='use-for-each="1 to 2"'
    )
    assert edited("<a><b/></a>", offered(rule("b", one), "<a><b/></a>")[1]) == '<a><b n="2 b"/></a>'


# Parameters and calls


SHARED = (
    '<sqf:fixes><sqf:fix id="set"><sqf:param name="v" default="\'d\'"/><sqf:param name="w"/>'
    "<sqf:description><sqf:title>Set <sch:value-of select='name()'/></sqf:title></sqf:description>"
    '<sqf:add node-type="attribute" target="n" select="$v, $w"/></sqf:fix></sqf:fixes>'
)


@pytest.mark.parametrize(
    "given, value",
    [
        ("", "d "),
        ('<sqf:with-param name="v" select="@x + 1"/>', "2 "),
        ('<sqf:with-param name="w">t</sqf:with-param>', "d t"),
        ('<sqf:with-param name="w"><xsl:value-of select="name()"/></sqf:with-param>', "d b"),
    ],
)
def test_called_fix_gets_its_parameters(given: str, value: str) -> None:
    schema = rule("b", fix(f'<sqf:call-fix ref="set">{given}</sqf:call-fix>'), shared=SHARED)
    assert mended(schema, '<a><b x="1"/></a>') == f'<a><b x="1" n="{value}"/></a>'


def test_variables_of_a_called_fix_are_its_own() -> None:
    body = (
        '<sch:let name="v" value="\'mine\'"/>'
        '<sqf:call-fix ref="set"><sqf:with-param name="w" select="$v"/></sqf:call-fix>'
        '<sqf:call-fix ref="set"/><sqf:add select="$v"/>'
    )
    assert mended(rule("b", fix(body), shared=SHARED), "<a><b/></a>") == '<a><b n="d mine">mine</b></a>'


def test_fix_that_only_calls_is_described_by_what_it_calls() -> None:
    schema = rule("b", '<sqf:fix id="f"><sqf:call-fix ref="set"/></sqf:fix>', shared=SHARED)
    (one,) = offered(schema, "<a><b/></a>")
    assert (one.id, one.title) == ("f", "Set b")


def test_fix_that_only_calls_is_offered_when_what_it_calls_is() -> None:
    shared = f"""<sqf:fixes>{fix(ADD, "g", 'use-when="@n"')}</sqf:fixes>"""
    calling = '<sqf:fix id="f"><sqf:call-fix ref="g"/></sqf:fix>'
    more = fix(f'<sqf:call-fix ref="g"/>{ADD}', "h")
    found = findings(rule("b", calling, more, offered="f h", shared=shared), "<a><b n='1'/><b/></a>")
    assert [[one.id for one in finding.fixes] for finding in found] == [["f", "h"], ["h"]]


def test_fix_of_a_rule_may_call_the_one_of_its_name_for_all_rules() -> None:
    shared = f"<sqf:fixes>{fix('<sqf:add>shared</sqf:add>')}</sqf:fixes>"
    schema = rule("b", fix('<sqf:call-fix ref="f"/><sqf:add position="last-child">own</sqf:add>'), shared=shared)
    assert mended(schema, "<a><b/></a>") == "<a><b>sharedown</b></a>"


def test_variables_may_be_those_of_schema_rule_and_fix() -> None:
    body = '<xsl:variable name="z">z</xsl:variable><sqf:add select="concat($x, $y, $z)"/>'
    schema = rule("b", '<sch:let name="y" value="\'y\'"/>', fix(body)).replace(
        "<sch:pattern>", '<sch:let name="x" value="\'x\'"/><sch:pattern>'
    )
    assert mended(schema, "<a><b/></a>") == "<a><b>xyz</b></a>"


def test_fixes_of_abstract_patterns_and_rules_are_those_of_their_instances() -> None:
    pattern = (
        f'{HEAD}<sch:pattern abstract="true" id="p"><sch:rule context="$where">'
        f"""<sch:report test="true()" sqf:fix="f">x</sch:report>{fix('<sqf:delete match="$what"/>')}"""
        '</sch:rule></sch:pattern><sch:pattern is-a="p"><sch:param name="where" value="b"/>'
        '<sch:param name="what" value="@n"/></sch:pattern></sch:schema>'
    )
    assert mended(pattern, '<a><b n="1"/></a>') == "<a><b/></a>"
    abstract = (
        f'{HEAD}<sch:pattern><sch:rule abstract="true" id="r"><sch:report test="true()" sqf:fix="f">x</sch:report>'
        f'{fix(ADD)}</sch:rule><sch:rule context="b"><sch:extends rule="r"/></sch:rule></sch:pattern></sch:schema>'
    )
    assert mended(abstract, "<a><b/></a>") == "<a><b>v</b></a>"


def test_fix_for_all_rules_has_the_parameters_of_the_abstract_pattern() -> None:
    shared = fix('<sqf:param name="what" abstract="true"/><sqf:delete match="$what"/>')
    instance = (
        '<sch:pattern is-a="p"><sch:param name="where" value="{}"/><sch:param name="what" value="{}"/></sch:pattern>'
    )
    schema = (
        f'{HEAD}<sch:pattern abstract="true" id="p"><sch:rule context="$where">'
        '<sch:report id="r" test="true()" sqf:fix="f">x</sch:report></sch:rule></sch:pattern>'
        f"{instance.format('b', '@n')}{instance.format('c', '*')}<sqf:fixes>{shared}</sqf:fixes></sch:schema>"
    )
    text = '<a><b n="1"/><c><d/></c></a>'
    found = findings(schema, text)
    assert [edited(text, one.fixes[0]) for one in found] == ["<a><b/><c><d/></c></a>", '<a><b n="1"/><c></c></a>']


# What the user gives


def entry(name: str, attributes: str = "") -> str:
    description = "<sqf:description><sqf:title>Which?</sqf:title></sqf:description>"
    return f'<sqf:user-entry name="{name}" {attributes}>{description}</sqf:user-entry>'


def test_what_the_user_gives_is_a_variable() -> None:
    schema = rule("b", fix(entry("v") + entry("w") + "<sqf:add select=\"concat($v, $w, '.')\"/>"))
    (one,) = offered(schema, "<a><b/></a>", {"v": "1 < 2", "other": "no"})
    assert one.entries == ("v", "w")
    assert edited("<a><b/></a>", one) == "<a><b>1 &lt; 2.</b></a>"


@pytest.mark.parametrize(
    "attributes, given, value",
    [
        ("default=\"'d'\"", {}, "d"),
        ("default=\"'d'\"", {"v": ""}, ""),
        ('default="@n"', {}, "7"),
        ('type="xs:integer"', {"v": "3"}, "4"),
        ('type="xs:integer" default="1"', {}, "2"),
    ],
)
def test_type_and_default_of_what_the_user_gives(attributes: str, given: dict[str, str], value: str) -> None:
    select = "$v + 1" if "type" in attributes else "$v"
    schema = rule("b", fix(f'{entry("v", attributes)}<sqf:add node-type="attribute" target="m" select="{select}"/>'))
    assert mended(schema, '<a><b n="7"/></a>', given) == f'<a><b n="7" m="{value}"/></a>'


def test_fix_asks_for_what_those_ask_for_that_it_calls() -> None:
    shared = f"""<sqf:fixes>{fix(entry("v") + '<sqf:add select="$v"/>', "g")}</sqf:fixes>"""
    schema = rule("b", fix('<sqf:call-fix ref="g"/><sqf:delete match="@n"/>'), shared=shared)
    (one,) = offered(schema, '<a><b n="1"/></a>', {"v": "2"})
    assert one.entries == ("v",)
    assert edited('<a><b n="1"/></a>', one) == "<a><b>2</b></a>"


# What fails


def fault(schema: str, text: str = "<a><b/></a>") -> Diagnostic:
    assertion, found = sorted(findings(schema, text), key=lambda one: one.rule, reverse=True)
    assert (assertion.rule, assertion.fixes) == ("sch.r", ())
    return found


def test_fix_that_cannot_be_evaluated_is_a_warning_and_the_finding_stays() -> None:
    found = fault(rule("b", fix('<sqf:add select="1 div 0"/>')))
    assert (found.rule, found.severity) == ("sch.fix-not-evaluated", Severity.WARNING)
    assert found.message == "the fix f could not be evaluated here: Integer division by zero (FOAR0001)"
    assert (found.span.line, found.span.column, found.span.end_column) == (1, 4, 8)
    assert found.help[0].startswith("the fix: <schema>:1:")


def test_match_must_select_nodes() -> None:
    assert fault(rule("b", fix('<sqf:delete match="(., 1)[2]"/>'))).rule == "sch.fix-not-evaluated"


@pytest.mark.parametrize(
    "body, attribute",
    [
        ('<sqf:add match="$nix">v</sqf:add>', "match"),
        ('<sqf:add select="1 +"/>', "select"),
        ('<sqf:add use-when="nix()">v</sqf:add>', "use-when"),
        ('<sqf:stringReplace regex="{nix()}"/>', "regex"),
        ('<sqf:call-fix ref="set"><sqf:with-param name="v" select="nix()"/></sqf:call-fix>', "select"),
    ],
)
def test_faulty_expression_of_a_command_is_placed_in_the_schema(body: str, attribute: str) -> None:
    schema = rule("b", fix(body), shared=SHARED)
    with pytest.raises(SchemaError) as raised:
        findings(schema, "<a><b/></a>")
    found = raised.value.diagnostics[0]
    assert found.rule in {"sch.schema.xpath", "sch.schema.variable-undefined"}
    written = schema[found.span.column - 1 : found.span.end_column - 1]
    assert written.startswith(f"{attribute}=")


def test_other_documents_are_not_changed() -> None:
    schema = (
        f'{HEAD}<sch:pattern documents="\'o\'"><sch:rule context="b">'
        '<sch:report test="true()" sqf:fix="f">x</sch:report>'
        f"{fix(ADD)}</sch:rule></sch:pattern></sch:schema>"
    )
    other = {"o": saxon.node("<b/>")}
    (found,) = schematron.load(schema.encode()).validate(parse(b"<a><b/></a>"), documents=other, edits=True)
    assert [(one.edits, one.refusal) for one in found.fixes] == [((), "it would change another document")]


# Faults of the fixes of a schema


@pytest.mark.parametrize(
    "schema, id_, message, advice",
    [
        (
            rule("b", fix(ADD, "add-n"), offered="add-m"),
            "fix-unknown",
            "there is no fix 'add-m' here",
            "is 'add-n' meant?",
        ),
        (
            rule("b", offered="f", shared="<sqf:fixes/>"),
            "fix-unknown",
            "there is no fix 'f' here",
            "there is no fix here at all",
        ),
        (
            rule("b", fix(ADD)).replace('sqf:fix="f"', 'sqf:fix="f" sqf:default-fix="g"'),
            "fix-unknown",
            "the default fix 'g' is none of those that are offered",
            "name it in @sqf:fix, too",
        ),
        (
            rule("b", fix('<sqf:call-fix ref="sett"/>'), shared=SHARED),
            "fix-unknown",
            "there is no fix 'sett' here",
            "is 'set' meant?",
        ),
        (
            rule("b", fix('<sqf:call-fix ref="set"><sqf:with-param name="vv"/></sqf:call-fix>'), shared=SHARED),
            "fix-unknown",
            "the fix 'set' has no parameter 'vv'",
            "is 'v' meant?",
        ),
        (rule("b", fix("<sqf:del/>")), "fix-element", "<sqf:del> is not an element of Schematron Quick Fix", None),
        (
            rule("b", fix("<sqf:ad/>")),
            "fix-element",
            "<sqf:ad> is not an element of Schematron Quick Fix",
            "is <sqf:add> meant?",
        ),
        (
            rule("b", fix(ADD), shared=ADD),
            "fix-element",
            "<sqf:add> stands in <sch:schema>, where it means nothing",
            None,
        ),
        (rule("b", fix("<sqf:stringReplace/>")), "fix-attribute", "<sqf:stringReplace> needs @regex", None),
        (
            rule("b", fix('<sqf:add node-type="elemnt"/>')),
            "fix-attribute",
            "@node-type of <sqf:add> cannot be 'elemnt'",
            "is 'element' meant?",
        ),
        (
            rule("b", fix('<sqf:add position="inside"/>')),
            "fix-attribute",
            "@position of <sqf:add> cannot be 'inside'",
            "there are: first-child, last-child, before, after",
        ),
        (
            rule("b", fix('<sqf:add node-type="pi"/>')),
            "fix-attribute",
            "<sqf:add> needs @target, the name of the new node",
            None,
        ),
        (rule("b", fix('<sqf:delete match=" "/>')), "fix-attribute", "@match is empty", None),
        (rule("b", fix(ADD), fix(ADD)), "fix-attribute", "there is a fix or a group 'f' already", None),
        (
            rule("b", fix('<sqf:call-fix ref="g"/>'), fix('<sqf:call-fix ref="f"/>', "g")),
            "fix-attribute",
            "the fix 'g' calls itself",
            None,
        ),
        (
            rule("b", fix('<sqf:call-fix ref="g"/>'), fix(ADD, "g", 'use-for-each="1"')),
            "fix-attribute",
            "the fix 'g' is made for each of several nodes, and cannot be called",
            None,
        ),
    ],
)
def test_fault_of_a_fix_is_told(schema: str, id_: str, message: str, advice: str | None) -> None:
    with pytest.raises(SchemaError) as raised:
        findings(schema, "<a><b/></a>")
    found = next(one for one in raised.value.diagnostics if one.message == message)
    assert found.rule == f"sch.schema.{id_}"
    assert schema.count("\n") == 0
    assert found.span.line == 1
    assert found.span.column > len(HEAD)
    assert advice is None or found.help == (advice,)


def test_parameter_that_must_be_given_is_asked_for() -> None:
    shared = SHARED.replace('name="w"', 'name="w" required="yes"')
    with pytest.raises(SchemaError, match="needs a value for its parameter 'w'"):
        findings(rule("b", fix('<sqf:call-fix ref="set"/>'), shared=shared), "<a><b/></a>")


@pytest.mark.parametrize(
    "schema",
    [
        rule("b", fix(ADD, "g"), offered="f"),
        rule("b", fix('<sqf:ad match="1 +"/>')),
        rule("b", fix("<sqf:user-entry/><sqf:param name='1 2'/>")),
        rule("b", fix(ADD, attributes='use-when="nix()"')),
        rule(
            "b",
            '<sqf:fix id="f"><sqf:description><sqf:title><sch:value-of select="1 +"/></sqf:title>'
            "</sqf:description><sqf:delete/></sqf:fix>",
        ),
    ],
)
def test_schema_with_a_faulty_fix_still_validates(schema: str) -> None:
    loaded = schematron.load(schema.encode())
    assert [found.rule for found in loaded.validate(parse(b"<a><b/></a>"))] == ["sch.r"]
    with pytest.raises(SchemaError):
        loaded.validate(parse(b"<a><b/></a>"), edits=True)


def test_reference_in_a_schema_without_any_fix_is_no_fault() -> None:
    assert offered(rule("b", offered="f"), "<a><b/></a>") == []


def test_fixes_that_are_no_fault() -> None:
    group = f'<sqf:group id="both">{fix(ADD)}{fix(ADD, "g")}</sqf:group>'
    schema = rule("b", group, offered="both").replace('sqf:fix="both"', 'sqf:fix="both" sqf:default-fix="g"')
    assert [one.default for one in offered(schema, "<a><b/></a>")] == [False, True]


# Strangers


@pytest.mark.parametrize(
    "body",
    [
        "<sqf:add select=\"doc('{}')\"/>",
        "<sqf:add select=\"unparsed-text('{}')\"/>",
        "<sqf:add><xsl:copy-of select=\"document('{}')\"/></sqf:add>",
        "<sqf:add match=\"doc('{}')/*\">v</sqf:add>",
        '<sqf:stringReplace match="text()" regex="{{unparsed-text(\'{}\')}}"/>',
        '<sqf:add><xsl:result-document href="{}.out"><x/></xsl:result-document></sqf:add>',
        "<sqf:add><xsl:evaluate xpath=\"'unparsed-text(&quot;{}&quot;)'\"/></sqf:add>",
    ],
)
def test_fix_of_a_stranger_reads_and_writes_no_file(body: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<secret>the-secret</secret>", encoding="utf-8")
    schema = rule("b", fix(body.format(secret.as_uri())))
    try:
        found = findings(schema, "<a><b>t</b></a>")
    except SchemaError as refused:
        found = list(refused.diagnostics)
    assert "the-secret" not in str([(one.message, one.fixes) for one in found])
    assert all(fix.edits == () for one in found for fix in one.fixes)
    assert [path.name for path in tmp_path.iterdir()] == ["secret.xml"]


# Fixes in a grammar


def test_fixes_inside_a_grammar_are_offered() -> None:
    inside = rule("b", offered="f g").removeprefix(HEAD).removesuffix("</sch:schema>")
    inside = inside.replace("</sch:rule>", f"{fix(ADD)}</sch:rule>")
    grammar = (
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron" '
        'xmlns:sqf="http://www.schematron-quickfix.com/validator/process"><start><element name="a">'
        f"{inside}<sqf:fixes>{fix('<sqf:delete/>', 'g')}</sqf:fixes><ref name='any'/></element></start>"
        "<define name='any'><zeroOrMore><element><anyName/><ref name='any'/></element></zeroOrMore></define></grammar>"
    )
    first, second = offered(grammar, "<a><b/></a>")
    assert edited("<a><b/></a>", first) == "<a><b>v</b></a>"
    assert edited("<a><b/></a>", second) == "<a></a>"
