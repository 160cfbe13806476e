"""The Schematron of a customisation: what rules apply to, in which words they speak, and what they warn of."""

from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from tei import schematron
from tei.diagnostics import Diagnostic, Severity
from tei.document import parse
from tei.names import RNG, SCH, TEI
from tei.odd.bases.base import DocumentBase
from tei.odd.resolution import resolving
from tei.odd.resolution.inheritance import Inheritance
from tei.odd.rules.constraints import authored
from tei.odd.rules.embedding import embedded
from tei.odd.rules.schematron import Schematron, emit
from tei.odd.source import assembly
from tei.odd.source.files import Files
from tei.relaxng import grammar, model, sources, writing_xml

BASE = f"""<TEI xmlns="{TEI}" xmlns:sch="{SCH}" xml:lang="en">
<classSpec ident="att.global" type="atts" module="m"><attList>
  <attDef ident="rend"><constraintSpec ident="rend-kept" scheme="schematron"><constraint>
    <sch:assert test="normalize-space(.)">Empty.</sch:assert></constraint></constraintSpec></attDef>
  <attDef ident="n"/></attList></classSpec>
<classSpec ident="att.sub" type="atts" module="m"><classes><memberOf key="att.global"/></classes></classSpec>
<classSpec ident="model.inline" type="model" module="m"/>
<elementSpec ident="TEI" module="m"><classes><memberOf key="att.global"/></classes>
  <content><elementRef key="p" minOccurs="0" maxOccurs="unbounded"/></content>
  <constraintSpec ident="prefixes" scheme="schematron"><constraint><sch:ns prefix="tei" uri="{TEI}"/></constraint>
  </constraintSpec></elementSpec>
<elementSpec ident="p" module="m"><classes><memberOf key="att.sub"/></classes>
  <content><classRef key="model.inline" minOccurs="0" maxOccurs="unbounded"/></content>
  <constraintSpec ident="p-in-p" scheme="schematron"><constraint><sch:rule context="tei:p">
    <sch:report test="ancestor::tei:p or tei:gone">P in p.</sch:report></sch:rule></constraint></constraintSpec>
</elementSpec>
<elementSpec ident="hi" module="m"><classes><memberOf key="att.global"/><memberOf key="model.inline"/></classes>
  <content><textNode/></content></elementSpec>
<elementSpec ident="gone" module="m"><content><textNode/></content>
  <constraintSpec ident="gone-too" scheme="schematron"><constraint><sch:rule context="tei:gone">
    <sch:assert test="false()">Gone.</sch:assert></sch:rule></constraint></constraintSpec></elementSpec>
</TEI>"""
START = '<moduleRef key="m" except="gone"/>'


class Compiled(NamedTuple):
    """The Schematron of an ODD, and what was found in the ODD while it was written."""

    schematron: Schematron
    findings: list[Diagnostic]

    @property
    def root(self) -> etree._Element:
        """The schema as an element."""
        return etree.fromstring(self.schematron.text.encode())

    @property
    def rules(self) -> list[tuple[str, list[str]]]:
        """The context of each rule, and its tests."""
        return [
            (str(rule.get("context")), [str(check.get("test")) for check in rule.iterfind("*[@test]")])
            for rule in self.root.iter(f"{{{SCH}}}rule")
        ]

    def contexts(self, test: str) -> list[str]:
        """Return the contexts of the rules that ask *test*."""
        return [context for context, tests in self.rules if test in tests]

    def said(self, body: str) -> list[tuple[str, str]]:
        """Return rule and message of each finding on a document with this *body*."""
        found = schematron.load(self.schematron.text.encode()).validate(parse(body.encode()))
        return [(finding.rule, finding.message) for finding in found]


class Compile:
    """Compiles what is put into a ``schemaSpec``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, inside: str, attributes: str = 'ident="x"', head: str = "") -> Compiled:
        base, odd = self._folder / "base.xml", self._folder / "my.odd"
        base.write_text(BASE, encoding="utf-8")
        odd.write_text(
            f'<TEI xmlns="{TEI}" xmlns:sch="{SCH}" xmlns:ex="http://example.org/ns" xml:lang="en">{head}'
            f"<schemaSpec {attributes}>\n{inside}</schemaSpec></TEI>",
            encoding="utf-8",
        )
        return compiled(odd, base)


def compiled(odd: Path, base: Path) -> Compiled:
    files = Files(odd, [base.parent])
    found = assembly.assemble(files, files.open(sources.uri(str(odd))).root)
    assert found
    source = DocumentBase(files, files.open(sources.uri(str(base))).root, "base")
    schema, merging = resolving.resolve(found, files, lambda _source, _node: source)
    inheritance = Inheritance(schema, merging, lambda *_finding: None)
    before = len(files.faults)
    written = emit(schema, inheritance, files, authored(found, schema, [source]))
    return Compiled(written, files.faults[before:])


@pytest.fixture(name="odd")
def _odd(tmp_path: Path) -> Compile:
    return Compile(tmp_path)


def constraint(inside: str, ident: str = "own", more: str = "") -> str:
    return (
        f'<constraintSpec ident="{ident}" scheme="schematron" {more}><constraint>{inside}</constraint></constraintSpec>'
    )


BARE = '<sch:assert test="@n">No number.</sch:assert>'


def places(found: Compiled) -> list[tuple[str, Severity, int, int]]:
    return [(one.rule, one.severity, one.span.line, one.span.column) for one in found.findings]


# What a rule applies to


def test_rules_of_the_base_are_written_as_they_are(odd: Compile) -> None:
    found = odd(START)
    assert found.contexts("ancestor::tei:p or tei:gone") == ["tei:p"]
    assert found.findings == []


def test_rule_without_context_is_about_its_element_and_the_author_is_told(odd: Compile) -> None:
    found = odd(f'{START}\n<elementSpec ident="p" mode="change">{constraint(BARE)}</elementSpec>')
    assert found.contexts("@n") == ["tei:p"]
    assert places(found) == [("odd.rule-context", Severity.WARNING, 3, 38)]
    assert found.findings[0].help == ('put <sch:rule context="tei:p"> around its assertions',)
    assert found.said(f'<TEI xmlns="{TEI}"><p/></TEI>') == [("sch.own", "No number.")]


def test_context_has_the_names_that_documents_have(odd: Compile) -> None:
    attribute = f'<attDef ident="rend" mode="change"><altIdent>look</altIdent>{constraint(BARE, "a")}</attDef>'
    inside = f"<altIdent>para</altIdent>{constraint(BARE)}<attList>{attribute}</attList>"
    found = odd(f'{START}<elementSpec ident="p" mode="change">{inside}</elementSpec>')
    assert found.contexts("@n") == ["tei:para", "tei:para/@look"]


def test_rule_of_a_class_is_about_all_members_also_through_classes(odd: Compile) -> None:
    found = odd(f'{START}<classSpec ident="att.global" type="atts" mode="change">{constraint(BARE)}</classSpec>')
    assert found.contexts("@n") == ["tei:TEI | tei:p | tei:hi"]
    model_class = f'<classSpec ident="model.inline" type="model" mode="change">{constraint(BARE)}</classSpec>'
    assert odd(START + model_class).contexts("@n") == ["tei:hi"]


def test_rule_of_an_attribute_is_about_the_elements_that_have_it_from_there(odd: Compile) -> None:
    assert odd(START).contexts("normalize-space(.)") == ["tei:TEI/@rend | tei:p/@rend | tei:hi/@rend"]
    deleted = (
        '<elementSpec ident="hi" mode="change"><attList><attDef ident="rend" mode="delete"/></attList></elementSpec>'
    )
    anew = '<elementSpec ident="p" mode="change"><attList><attDef ident="rend" mode="replace"/></attList></elementSpec>'
    assert odd(START + deleted + anew).contexts("normalize-space(.)") == ["tei:TEI/@rend"]


def test_rule_is_there_once_when_the_definition_that_has_it_is_copied(odd: Compile) -> None:
    changed = '<attList><attDef ident="rend" mode="change" usage="req"/></attList>'
    found = odd(
        f'{START}<elementSpec ident="p" mode="change">{changed}</elementSpec>'
        f'<classSpec ident="att.global" type="atts" mode="change"><desc>changed</desc></classSpec>'
    )
    assert found.contexts("normalize-space(.)") == ["tei:TEI/@rend | tei:p/@rend | tei:hi/@rend"]
    assert found.said(f'<TEI xmlns="{TEI}"><p rend=""/></TEI>') == [("sch.rend-kept", "Empty.")]


def test_rule_of_the_schema_is_about_the_document(odd: Compile) -> None:
    found = odd(START + constraint('<sch:assert test="*/tei:p">No p.</sch:assert>'))
    assert found.contexts("*/tei:p") == ["/"]
    assert found.said(f'<TEI xmlns="{TEI}"/>') == [("sch.own", "No p.")]


@pytest.mark.parametrize("spec", ['macroSpec ident="macro.x" type="pe"', 'dataSpec ident="my.x"'])
def test_rule_of_a_macro_or_datatype_must_say_what_it_applies_to(odd: Compile, spec: str) -> None:
    inside = f"<content><textNode/></content>{constraint(BARE)}"
    found = odd(f'{START}\n<{spec} mode="add">{inside}</{spec.partition(" ")[0]}>')
    assert [(one.rule, one.severity, one.span.line) for one in found.findings] == [
        ("odd.rule-nowhere", Severity.ERROR, 3)
    ]
    assert found.contexts("@n") == []
    good = inside.replace(BARE, f'<sch:rule context="tei:p">{BARE}</sch:rule>')
    assert odd(f'{START}<{spec} mode="add">{good}</{spec.partition(" ")[0]}>').findings == []


def test_what_is_deleted_takes_its_rules_along(odd: Compile) -> None:
    assert odd(START.replace(' except="gone"', "")).contexts("false()") == ["tei:gone"]
    assert odd(START).contexts("false()") == []
    attribute = '<attList><attDef ident="rend" mode="delete"/></attList>'
    found = odd(f'{START}<classSpec ident="att.global" type="atts" mode="change">{attribute}</classSpec>')
    assert found.contexts("normalize-space(.)") == []
    alone = f'<classSpec ident="att.alone" type="atts" mode="add" module="m">{constraint(BARE)}</classSpec>'
    assert odd(START + alone).contexts("@n") == []


def test_rules_of_a_change_go_by_their_modes(odd: Compile) -> None:
    added = constraint('<sch:rule context="tei:p"><sch:assert test="1">x</sch:assert></sch:rule>', "p-in-p")
    replaced = added.replace("<constraintSpec", '<constraintSpec mode="replace"')
    deleted = '<constraintSpec ident="p-in-p" mode="delete"/>'
    tests = {
        mode: [
            test
            for context, tests in odd(f'{START}<elementSpec ident="p" mode="change">{inside}</elementSpec>').rules
            if context == "tei:p"
            for test in tests
        ]
        for mode, inside in (("add", added), ("replace", replaced), ("delete", deleted))
    }
    assert tests == {"add": ["ancestor::tei:p or tei:gone", "1"], "replace": ["1"], "delete": []}


# The shapes of a constraint


def test_each_shape_of_a_constraint_becomes_a_pattern(odd: Compile) -> None:
    rule = '<sch:rule context="tei:p"><sch:assert test="{0}">{0}</sch:assert></sch:rule>'
    shapes = (
        constraint(f'<sch:pattern id="mine">{rule.format(1)}</sch:pattern><sch:pattern>{rule.format(2)}</sch:pattern>')
        + constraint(rule.format(3) + rule.format(4).replace("tei:p", "tei:hi"), "two")
        + constraint(f'<sch:let name="q" value="5"/>{BARE}<sch:report test="$q = 6">no</sch:report>', "bare")
        + constraint(f'<sch:let name="r" value="7"/>{rule.format("$r")}', "let")
    )
    found = odd(START + shapes)
    patterns = {
        str(pattern.get("id")): [str(check.get("test")) for check in pattern.iter() if check.get("test")]
        for pattern in found.root.iter(f"{{{SCH}}}pattern")
    }
    assert patterns == {
        "mine": ["1"],
        "own": ["2"],
        "two": ["3", "4"],
        "bare": ["@n", "$q = 6"],
        "let": ["$r"],
        "rend-kept": ["normalize-space(.)"],
        "p-in-p": ["ancestor::tei:p or tei:gone"],
    }
    assert found.said(f'<TEI xmlns="{TEI}"/>') == [("sch.bare", "No number.")]


def test_rules_and_assertions_side_by_side_are_both_kept(odd: Compile) -> None:
    body = f'<sch:rule context="tei:hi"><sch:assert test="1">x</sch:assert></sch:rule>{BARE}'
    found = odd(f'{START}<elementSpec ident="p" mode="change">{constraint(body)}</elementSpec>')
    assert (found.contexts("1"), found.contexts("@n")) == (["tei:hi"], ["tei:p"])


def test_rule_without_context_stands_for_its_owner(odd: Compile) -> None:
    found = odd(
        f'{START}<elementSpec ident="p" mode="change">{constraint(f"<sch:rule>{BARE}</sch:rule>")}</elementSpec>'
    )
    assert found.contexts("@n") == ["tei:p"]


def test_abstract_rules_have_no_context(odd: Compile) -> None:
    body = (
        f'<sch:pattern><sch:rule abstract="true" id="numbered">{BARE}</sch:rule>'
        '<sch:rule context="tei:p"><sch:extends rule="numbered"/></sch:rule></sch:pattern>'
    )
    found = odd(START + constraint(body))
    assert found.findings == []
    assert found.said(f'<TEI xmlns="{TEI}"><p/></TEI>') == [("sch.own", "No number.")]


def test_patterns_have_ids_of_their_own(odd: Compile) -> None:
    rule = '<sch:rule context="tei:p"><sch:assert test="{}">x</sch:assert></sch:rule>'
    of_p = "".join(constraint(rule.format(test), "p in-p") for test in (1, 2, 3))
    of_hi = constraint(rule.format(4), "p in-p")
    found = odd(
        f'{START}<elementSpec ident="p" mode="change">{of_p}</elementSpec>'
        f'<elementSpec ident="hi" mode="change">{of_hi}</elementSpec>'
    )
    ids = [str(pattern.get("id")) for pattern in found.root.iter(f"{{{SCH}}}pattern")]
    assert ids == ["rend-kept", "p-in-p", "p-p-in-p", "p-p-in-p-2", "p-p-in-p-3", "hi-p-in-p"]
    schematron.load(found.schematron.text.encode())


def test_phases_diagnostics_and_properties_find_their_places(odd: Compile) -> None:
    body = (
        '<sch:phase id="quick"><sch:active pattern="mine"/></sch:phase>'
        '<sch:pattern id="mine"><sch:rule context="tei:p"><sch:assert test="@n" diagnostics="do">No n.</sch:assert>'
        "</sch:rule></sch:pattern><sch:diagnostics>"
        '<sch:diagnostic id="do">Number it.</sch:diagnostic></sch:diagnostics>'
    )
    found = odd(START + constraint(body))
    assert [etree.QName(part).localname for part in found.root] == [
        "title",
        "ns",
        "phase",
        "pattern",
        "pattern",
        "pattern",
        "diagnostics",
    ]
    schema = schematron.load(found.schematron.text.encode())
    (finding,) = schema.validate(parse(f'<TEI xmlns="{TEI}"><p/></TEI>'.encode()), phase="quick")
    assert (finding.rule, finding.help) == ("sch.mine", ("Number it.",))


def test_declarations_of_the_schema_are_taken_over(odd: Compile) -> None:
    xsl = 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
    declared = (
        f'<constraintDecl scheme="schematron" queryBinding="xslt3" {xsl}><desc>ours</desc>'
        '<sch:ns prefix="my" uri="http://example.org/my"/><sch:let name="least" value="2"/>'
        '<xsl:key name="numbered" match="tei:p" use="@n"/>'
        '<xsl:function name="my:twice"><xsl:param name="n"/><xsl:sequence select="$n || $n"/></xsl:function>'
        "</constraintDecl>"
    )
    rule = (
        '<sch:rule context="tei:p"><sch:assert test="count(key(\'numbered\', @n)) ge $least">'
        'Only one <sch:value-of select="my:twice(@n)"/>.</sch:assert></sch:rule>'
    )
    found = odd(START + declared + constraint(rule))
    assert found.root.get("queryBinding") == "xslt3"
    assert found.said(f'<TEI xmlns="{TEI}"><p n="1"/></TEI>') == [("sch.own", "Only one 11.")]
    head = f"<teiHeader><encodingDesc>{declared}</encodingDesc></teiHeader>"
    assert odd(START + constraint(rule), head=head).schematron.text == found.schematron.text
    other = odd(START + declared.replace('scheme="schematron"', 'scheme="spitbol"'))
    assert other.root.get("queryBinding") == "xslt2"
    assert other.root.find(f"{{{SCH}}}let") is None


def test_what_two_constraints_declare_alike_is_declared_once(odd: Compile) -> None:
    body = '<sch:let name="least" value="2"/><sch:pattern><sch:rule context="tei:{}">{}</sch:rule></sch:pattern>'
    check = '<sch:assert test="@n &gt;= $least">Too small.</sch:assert>'
    found = odd(START + constraint(body.format("p", check)) + constraint(body.format("hi", check), "other"))
    assert found.said(f'<TEI xmlns="{TEI}"><hi n="1"/><p n="1"/></TEI>') == [
        ("sch.other", "Too small."),
        ("sch.own", "Too small."),
    ]


def test_fixes_are_copied(odd: Compile) -> None:
    sqf = "http://www.schematron-quickfix.com/validator/process"
    fix = (
        f'<sqf:fix xmlns:sqf="{sqf}" id="number"><sqf:description><sqf:title>Number it</sqf:title></sqf:description>'
        '<sqf:add target="n" node-type="attribute"/></sqf:fix>'
    )
    check = f'<sch:assert xmlns:sqf="{sqf}" test="@n" sqf:fix="number">No number.</sch:assert>'
    bare = odd(f'{START}<elementSpec ident="p" mode="change">{constraint(check + fix)}</elementSpec>')
    (rule,) = [rule for rule in bare.root.iter(f"{{{SCH}}}rule") if rule.find(f"{{{sqf}}}fix") is not None]
    assert rule.get("context") == "tei:p"
    assert bare.said(f'<TEI xmlns="{TEI}"><p/></TEI>') == [("sch.own", "No number.")]
    within = constraint(f'<sch:rule context="tei:p">{check}{fix}</sch:rule>')
    assert odd(START + within).root.find(f".//{{{SCH}}}rule/{{{sqf}}}fix") is not None


SQF_FIX = (
    '<sqf:fix xmlns:sqf="http://www.schematron-quickfix.com/validator/process" id="{}"><sqf:description>'
    "<sqf:title>Mend it</sqf:title></sqf:description>{}</sqf:fix>"
)


@pytest.mark.parametrize(
    "command, mended",
    [
        ('<sqf:add node-type="element" target="hi"/>', ("<hi/>",)),
        ('<sqf:add target="hi"/>', ("<hi/>",)),
        ('<sqf:add node-type="attribute" target="hi"/>', (' hi=""',)),
        ('<sqf:add match="ex:q" xmlns:ex="urn:ex">v</sqf:add>', ()),
        ('<sqf:add xmlns:ex="urn:ex" target="ex:q"/>', ('<ex:q xmlns:ex="urn:ex"/>',)),
        ("<sqf:add><hi/></sqf:add>", ("<hi/>",)),
        ('<sqf:add><hi xmlns="urn:ex"/></sqf:add>', ('<hi xmlns="urn:ex"/>',)),
    ],
)
@pytest.mark.parametrize("beside", [False, True])
def test_fixes_mean_what_they_mean_in_the_odd(
    odd: Compile, command: str, mended: tuple[str, ...], *, beside: bool
) -> None:
    sqf = 'xmlns:sqf="http://www.schematron-quickfix.com/validator/process"'
    check = f'<sch:assert {sqf} test="@n" sqf:fix="number">No number.</sch:assert>'
    fix = SQF_FIX.format("number", command)
    rule = f'<sch:rule context="tei:p">{check}{"" if beside else fix}</sch:rule>{fix if beside else ""}'
    schema = schematron.load(odd(START + constraint(rule)).schematron.text.encode())
    (found,) = schema.validate(parse(f'<TEI xmlns="{TEI}"><p></p></TEI>'.encode()), edits=True)
    assert [fix.title for fix in found.fixes] == ["Mend it"]
    assert tuple(edit.text for edit in found.fixes[0].edits) == mended


# Prefixes


def test_prefix_that_only_the_xml_declares_is_declared(odd: Compile) -> None:
    found = odd(START + constraint('<sch:rule context="ex:foo"><sch:report test="true()">Foo.</sch:report></sch:rule>'))
    assert found.schematron.prefixes == {"tei": TEI, "ex": "http://example.org/ns"}
    assert found.said('<foo xmlns="http://example.org/ns"/>') == [("sch.own", "Foo.")]


def test_prefix_that_nothing_declares_is_a_fault_of_its_expression(odd: Compile) -> None:
    found = odd(
        f'{START}\n{constraint("""<sch:rule context="tei:p"><sch:assert test="my:x">x</sch:assert></sch:rule>""")}'
    )
    assert places(found) == [("odd.rule-prefix", Severity.ERROR, 3, 100)]
    known = constraint(
        "<sch:rule context=\"tei:p\"><sch:assert test=\"'my:x' or xs:date('a:b') or ancestor::p(: my:x :)\">x"
        "</sch:assert></sch:rule>"
    )
    assert odd(START + known).findings == []


def test_prefix_with_two_meanings_is_a_fault_of_the_second(odd: Compile) -> None:
    body = '<sch:ns prefix="tei" uri="http://example.org/ns"/>'
    found = odd(f"{START}\n{constraint(body)}")
    assert [(one.rule, one.severity, one.span.line) for one in found.findings] == [
        ("odd.rule-prefix", Severity.ERROR, 3)
    ]
    assert odd(START + constraint(f'<sch:ns prefix="tei" uri="{TEI}"/>')).findings == []


def test_each_namespace_is_declared_once(odd: Compile) -> None:
    body = '<sch:ns prefix="ex" uri="http://example.org/ns"/>'
    found = odd(START + constraint(body) + constraint(body, "again"))
    declared = [ns.get("prefix") for ns in found.root.iter(f"{{{SCH}}}ns")]
    assert declared == ["tei", "ex"]


@pytest.mark.parametrize(
    "attributes, wanted, prefixes",
    [
        ('ident="y"', "tei:y", {"tei": TEI}),
        ('ident="y" ns="http://example.org/ns"', "ex:y", {"tei": TEI, "ex": "http://example.org/ns"}),
        ('ident="y" ns="http://example.org/other"', "ns1:y", {"tei": TEI, "ns1": "http://example.org/other"}),
        ('ident="y" ns=""', "y", {"tei": TEI}),
    ],
)
def test_context_has_the_namespace_of_the_element(
    odd: Compile, attributes: str, wanted: str, prefixes: dict[str, str]
) -> None:
    found = odd(
        f'{START}<elementSpec {attributes} mode="add"><content><empty/></content>{constraint(BARE)}</elementSpec>'
    )
    assert found.contexts("@n") == [wanted]
    assert found.schematron.prefixes == prefixes


def test_context_has_the_namespace_of_the_schema(odd: Compile) -> None:
    found = odd(
        f'{START}<elementSpec ident="y" mode="add"><content><empty/></content>{constraint(BARE)}</elementSpec>',
        'ident="x" ns="http://example.org/ns"',
    )
    assert found.contexts("@n") == ["ex:y"]


def test_context_has_the_namespace_of_the_attribute(odd: Compile) -> None:
    attributes = "".join(
        f'<attDef {name} mode="add">{constraint(BARE, "c")}</attDef>'
        for name in ('ident="xml:id"', 'ident="ex:a"', 'ident="b" ns="http://example.org/ns"')
    )
    found = odd(f'{START}<elementSpec ident="p" mode="change"><attList>{attributes}</attList></elementSpec>')
    assert found.contexts("@n") == ["tei:p/@xml:id", "tei:p/@ex:a", "tei:p/@ex:b"]


# Languages


def test_rules_in_another_language_are_kept(odd: Compile) -> None:
    french = '<sch:rule context="tei:p"><sch:assert test="@n">Sans numéro.</sch:assert></sch:rule>'
    found = odd(START + constraint(french, more='xml:lang="fr"'), 'ident="x" xml:lang="de"')
    assert found.said(f'<TEI xmlns="{TEI}"><p/></TEI>') == [("sch.own", "Sans numéro.")]


@pytest.mark.parametrize(
    "languages, message",
    [
        ("", "No number."),
        ('docLang="fr"', "Sans numéro."),
        ('docLang="de fr"', "Sans numéro."),
        ('docLang="it"', "No number."),
    ],
)
def test_of_two_rules_that_say_the_same_one_is_taken(odd: Compile, languages: str, message: str) -> None:
    french = '<sch:assert test=" @n " xml:lang="fr">Sans numéro.</sch:assert>'
    two = constraint(BARE) + constraint(french, "fr", 'xml:lang="fr"')
    found = odd(f'{START}<elementSpec ident="p" mode="change">{two}</elementSpec>', f'ident="x" {languages}')
    assert [words for _rule, words in found.said(f'<TEI xmlns="{TEI}"><p/></TEI>')] == [message]
    one = constraint(f'<sch:rule context="tei:p">{BARE}{french}</sch:rule>')
    found = odd(START + one, f'ident="x" {languages}')
    assert [words for _rule, words in found.said(f'<TEI xmlns="{TEI}"><p/></TEI>')] == [message]


def test_same_test_twice_in_one_language_is_left_alone(odd: Compile) -> None:
    two = constraint(BARE) + constraint(BARE.replace("No", "Give a"), "b")
    found = odd(f'{START}<elementSpec ident="p" mode="change">{two}</elementSpec>')
    assert found.contexts("@n") == ["tei:p", "tei:p"]


def test_rule_that_several_elements_have_word_for_word_is_there_once(odd: Compile) -> None:
    rule = '<sch:rule context="tei:*[@n]"><sch:assert test="@n > 1">{}</sch:assert></sch:rule>'
    two = [f'<elementSpec ident="{name}" mode="change">{{}}</elementSpec>' for name in ("p", "hi")]
    same = [spec.format(constraint(rule.format("Too small."), name)) for spec, name in zip(two, "ab", strict=True)]
    assert odd(START + "".join(same)).contexts("@n > 1") == ["tei:*[@n]"]
    other = two[1].format(constraint(rule.format("Too little."), "b"))
    assert odd(START + same[0] + other).contexts("@n > 1") == ["tei:*[@n]", "tei:*[@n]"]
    bare = [spec.format(constraint(BARE, name)) for spec, name in zip(two, "ab", strict=True)]
    assert odd(START + "".join(bare)).contexts("@n") == ["tei:p", "tei:hi"]


# What is going out of use

FADING = (
    '<elementSpec ident="p" mode="change" validUntil="2030-01-01"><attList>'
    '<attDef ident="a" mode="add" validUntil="2031-01-01"/><attDef ident="b" mode="add">'
    '<datatype maxOccurs="unbounded"><dataRef name="token"/></datatype><valList type="closed">'
    '<valItem ident="it\'s" validUntil="2032-01-01"/><valItem ident="new"/></valList></attDef></attList></elementSpec>'
    '<classSpec ident="att.global" type="atts" mode="change"><attList>'
    '<attDef ident="n" mode="change" validUntil="2033-01-01">'
    '<desc type="deprecationInfo">Write  a label.</desc></attDef></attList></classSpec>'
)


def test_deprecated_things_are_warned_of_where_they_stand(odd: Compile) -> None:
    found = odd(START + FADING)
    body = f'<TEI xmlns="{TEI}">\n<hi n="3"/><p/><p a="1"/><p b="new it\'s"/><p b="new"/><p n="4"/></TEI>'
    findings = schematron.load(found.schematron.text.encode()).validate(parse(body.encode()))
    assert {finding.severity for finding in findings} == {Severity.WARNING}
    words = [(finding.rule, finding.span.line, finding.span.column, finding.message) for finding in findings]
    gone = "is deprecated and may be gone after"
    assert words == [
        ("sch.deprecated-attribute", 2, 5, f"@n on <hi> {gone} 2033-01-01."),
        ("sch.deprecated-element", 2, 12, f"<p> {gone} 2030-01-01."),
        ("sch.deprecated-element", 2, 16, f"<p> {gone} 2030-01-01."),
        ("sch.deprecated-attribute", 2, 19, f"@a on <p> {gone} 2031-01-01."),
        ("sch.deprecated-element", 2, 26, f"<p> {gone} 2030-01-01."),
        ("sch.deprecated-value", 2, 29, f"The value “it's” of @b {gone} 2032-01-01."),
        ("sch.deprecated-element", 2, 43, f"<p> {gone} 2030-01-01."),
        ("sch.deprecated-element", 2, 55, f"<p> {gone} 2030-01-01."),
        ("sch.deprecated-attribute", 2, 58, f"@n on <p> {gone} 2033-01-01."),
    ]
    assert findings[0].help == ("Write a label.",)


def test_deprecated_attribute_is_not_warned_of_where_it_is_defined_anew(odd: Compile) -> None:
    anew = '<elementSpec ident="hi" mode="change"><attList><attDef ident="n" mode="replace"/></attList></elementSpec>'
    found = odd(START + FADING + anew)
    (context,) = [context for context, _tests in found.rules if context.endswith("@n")]
    assert context == "tei:TEI/@n | tei:p/@n"


def test_parameters_are_held_to_the_list_of_their_behaviour(odd: Compile) -> None:
    specs = (
        '<elementSpec ident="model" mode="add"><content><elementRef key="param"/></content><attList>'
        '<attDef ident="behaviour"><valList type="open"><valItem ident="cit"><paramList><paramSpec ident="content"/>'
        '<paramSpec ident="source"/></paramList></valItem><valItem ident="omit"/></valList>'
        "</attDef></attList></elementSpec>"
        '<elementSpec ident="param" mode="add"><content><empty/></content></elementSpec>'
    )
    found = odd(START + specs)
    body = f'<TEI xmlns="{TEI}"><model behaviour="cit"><param name="{{}}"/></model></TEI>'
    assert found.said(body.format("source")) == []
    assert found.said(body.format("size")) == [
        ("sch.parameter", "The behaviour “cit” has no parameter “size”; it has: content, source.")
    ]
    assert odd(START + specs.partition('<elementSpec ident="param"')[0]).contexts("@name = ('content', 'source')") == []


# What is doubtful


def test_rule_that_speaks_of_what_is_absent_or_renamed_is_reported_at_its_expression(odd: Compile) -> None:
    renamed = '<elementSpec ident="hi" mode="change"><altIdent>mark</altIdent></elementSpec>'
    check = '<sch:assert test="tei:hi or tei:gone or tei:unheard or $tei:hi">x</sch:assert>'
    rule = f'<sch:rule context="tei:p">\n{check}</sch:rule>'
    found = odd(START + renamed + constraint(rule))
    assert places(found) == [("odd.rule-mentions", Severity.WARNING, 3, 13)] * 2
    assert [one.message for one in found.findings] == [
        "the rule speaks of <hi>, which documents have as <mark>",
        "the rule speaks of <gone>, which is not in the schema",
    ]
    fine = odd(START + renamed + constraint(rule.replace("tei:hi or tei:gone", "tei:mark or tei:p")))
    assert fine.findings == []


def test_constraint_must_say_its_language_and_others_than_schematron_are_left_alone(odd: Compile) -> None:
    own = constraint(BARE)
    found = odd(f'{START}\n<elementSpec ident="p" mode="change">{own.replace("scheme=", "n=")}</elementSpec>')
    assert places(found) == [("odd.constraint-scheme", Severity.ERROR, 3, 38)]
    other = odd(f'{START}<elementSpec ident="p" mode="change">{own.replace("schematron", "spitbol")}</elementSpec>')
    assert (other.findings, other.contexts("@n")) == ([], [])
    old = odd(f'{START}<elementSpec ident="p" mode="change">{own.replace("schematron", "isoschematron")}</elementSpec>')
    assert old.contexts("@n") == ["tei:p"]


def test_nothing_remains_to_be_said_of_a_schema_without_rules(odd: Compile) -> None:
    found = odd('<elementSpec ident="y" mode="add"><content><empty/></content></elementSpec>')
    assert [etree.QName(part).localname for part in found.root] == ["title"]


# Inside a grammar


def words_of(root: etree._Element) -> list[tuple[str, str]]:
    """The context of each rule in a tree, and its words with single spaces."""
    rules = root.iter(f"{{{SCH}}}rule")
    return [(str(rule.get("context")), " ".join("".join(map(str, rule.itertext())).split())) for rule in rules]


def test_rules_can_be_embedded_in_the_grammar(odd: Compile) -> None:
    found = odd(
        START
        + constraint(
            '<sch:let name="a" value="1"/><sch:rule context="ex:y">'
            '<sch:assert test="$a">A &lt;<sch:name/>&gt; is.</sch:assert></sch:rule>'
        )
    )
    plain = model.Grammar((model.Start(model.Empty()),))
    text = writing_xml.write(embedded(plain, found.schematron))
    assert grammar.read(text.encode(), "<text>") == plain
    root = etree.fromstring(text.encode())
    assert root.tag == f"{{{RNG}}}grammar"
    assert words_of(root) == words_of(found.root)
    assert [ns.get("prefix") for ns in root.iter(f"{{{SCH}}}ns")] == ["tei", "ex"]
