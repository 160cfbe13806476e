"""TEI's own rules: two documents keep them all, and each change that breaks one has its finding and no other."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from lxml import etree

from tei import relaxng, schematron
from tei.diagnostics import Severity
from tei.document import parse, read
from tei.names import SCH, TEI

HERE = Path(__file__).parent
SCHEMA = HERE.parents[1] / "schemas" / "tei-conformance.sch"
KEPT = (HERE / "conformance.xml", HERE / "specifications.xml")
TEXTS = [path.read_text(encoding="utf-8") for path in KEPT]
SOON = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()


class Breach(NamedTuple):
    """One change that breaks a rule; in what is put in, "¦" stands before the place of the finding."""

    rule: str
    old: str
    new: str
    # Whether the grammar of all of TEI refuses the changed document too.
    refused: bool = False

    @property
    def kept(self) -> str:
        """The document that keeps the rule."""
        (found,) = (text for text in TEXTS if self.old in text)
        assert found.count(self.old) == 1, self
        return found

    @property
    def text(self) -> str:
        """The document that breaks the rule."""
        return self.kept.replace(self.old, self.new.replace("¦", ""))

    @property
    def place(self) -> tuple[int, int]:
        """The line and column at which it does."""
        assert self.new.count("¦") == 1, self
        before = (self.kept[: self.kept.index(self.old)] + self.new[: self.new.index("¦")]).split("\n")
        return len(before), len(before[-1]) + 1


BREACHES: Final = [
    # Attributes that need or exclude one another.
    Breach("date-when-alone", '<date when="1951-05-02">', '<date ¦when="1951-05-02" notAfter="1951-06">'),
    Breach("date-when-alone", '<date when="1951-05-02">', '<date from="1951-05" ¦when="1951-05-02">'),
    Breach("date-two-beginnings", 'from="1951-05-03" n', '¦from="1951-05-03" notBefore="1951-05-03" n'),
    Breach("date-two-ends", ' to="1951-05-05"', ' ¦to="1951-05-05" notAfter="1951-05-06"'),
    Breach(
        "calendar-without-words",
        'calendar="#julian" from="1951-04-19" to="1951-04-21">19 to 21 April<',
        '¦calendar="#julian" from="1951-04-19" to="1951-04-21"> <',
    ),
    Breach("unit-twice", '<measure unitRef="#sack">', '<measure unit="sack" ¦unitRef="#sack">'),
    Breach("subtype-without-type", '<div type="diary" subtype="log">', '<div ¦subtype="log">'),
    Breach("target-lang-alone", '<ptr target="#petrov" targetLang="en"/>', '<ptr cRef="x" ¦targetLang="en"/>'),
    Breach("scheme-version-alone", 'scheme="css" schemeVersion', 'scheme="free" ¦schemeVersion'),
    Breach("generated-outside-post", "<seg>was wet", '<seg ¦generatedBy="human">was wet'),
    Breach("apparatus-outside-parallel", 'location="internal"', '¦location="external"'),
    Breach("path-closed", 'points="1,1 1,5 5,5"', '¦points="1,1 1,5 5,5 1.0,1"'),
    Breach("cite-structure-outer", 'match="//lg"', '¦match="lg"'),
    Breach("cite-structure-inner", 'match="l"', '¦match="/l"'),
    Breach("rt-end-missing", '<rt from="#base" to="#base">', '<rt ¦from="#base">'),
    Breach("rt-end-missing", '<rt from="#base" to="#base">', '<rt ¦to="#base">'),
    Breach("rt-target-and-ends", '<rt target="#base">', '<rt ¦target="#base" from="#base" to="#base">'),
    # What points, and where to.
    Breach("target-and-cref", '<ref cRef="Songs 1">', '¦<ref target="#base" cRef="Songs 1">'),
    Breach("target-and-cref", '<ptr target="#petrov"', '¦<ptr cRef="x" target="#petrov"'),
    Breach("link-one-target", '<link target="#petrov #orlov"/>', '¦<link target=" #petrov "/>'),
    Breach("link-one-target", '<join target="#petrov #orlov"/>', '¦<join target="#petrov"/>'),
    Breach("related-item-twice", "<relatedItem>", '¦<relatedItem target="#reprint">'),
    Breach("related-item-missing", '<relatedItem target="#reprint"/>', "¦<relatedItem/>"),
    Breach("span-target-and-ends", '<span target="#base #petrov">', '¦<span target="#base" from="#base">'),
    Breach("span-without-from", '<span from="#base" to="#base">', '¦<span to="#base">'),
    Breach("span-end-several", '<span from="#base">', '<span ¦from="#base notes.xml">', refused=True),
    Breach(
        "span-end-several", '<span from="#base" to="#base">', '<span from="#base" ¦to="notes.xml #base">', refused=True
    ),
    Breach("span-to-missing", '<addSpan spanTo="#end-of-addition"/>', "¦<addSpan/>"),
    Breach("span-to-missing", '<delSpan spanTo="#end-of-deletion"/>', "¦<delSpan/>"),
    Breach("span-to-missing", '<damageSpan spanTo="#end-of-damage"/>', "¦<damageSpan/>"),
    Breach("span-to-astray", 'spanTo="#end-of-damage"', '¦spanTo="#end-of-addition"'),
    Breach("span-to-astray", 'spanTo="#end-of-damage"', '¦spanTo="#nowhere"'),
    Breach("span-to-astray", 'spanTo="#end-of-damage"', '¦spanTo="other.xml#end-of-damage"'),
    Breach("relation-unnamed", '<relation key="friend" ', "¦<relation "),
    Breach("relation-passive-alone", 'key="friend" active', 'key="friend" ¦passive'),
    Breach(
        "relation-mutual-active", ' mutual="#petrov #orlov"', ' ¦mutual="#petrov #orlov" active="#petrov"', refused=True
    ),
    # What may not stand within what.
    Breach("p-in-block", "<s>It rained.</s></p>", "<s>It rained.</s> <seg>¦<p>Still.</p></seg></p>", refused=True),
    Breach(
        "p-in-block",
        "<s>It rained.</s></p>",
        "<s>It rained.</s> <cit><bibl>¦<p>Still.</p></bibl></cit></p>",
        refused=True,
    ),
    Breach("p-in-block", "<s>It rained.</s></p>", "<listPerson><person>¦<p>A cook.</p></person></listPerson></p>"),
    Breach("p-in-verse", '<lg n="1">', '<lg n="1"><epigraph>¦<p>Sing.</p></epigraph>'),
    Breach("ab-in-verse", '<lg n="1">', '<lg n="1"><epigraph>¦<ab>Sing.</ab></epigraph>'),
    Breach("div-in-block", "<s>It rained.</s></p>", "<s>It rained.</s> ¦<div><p>Still.</p></div></p>", refused=True),
    Breach("div-in-verse", '<lg n="1">', '<lg n="1">¦<div><ab/></div>', refused=True),
    Breach("line-in-line", "<l>Rope and rain ", "<l>¦<l>Rope</l> and rain ", refused=True),
    Breach("line-in-line", "<l>Rope and rain ", "<l><q>¦<l>Rope</l></q> and rain "),
    Breach("stanza-in-line", "<l>Rope and rain ", "<l>Rope <q>¦<lg><gap/><l/></lg></q> and rain "),
    Breach("stanza-without-lines", '<lg><unclear><gap reason="illegible"/></unclear></lg>', "¦<lg><unclear/></lg>"),
    Breach("sentence-in-sentence", "<s>It rained.</s>", "<s>It ¦<s>rained.</s></s>"),
    Breach("stand-off-untyped", "<linkGrp>", "¦<standOff><list><item/></list></standOff><linkGrp>", refused=True),
    Breach("outside-ms-desc", "<s>It rained.</s>", "¦<catchwords>It rained.</catchwords>"),
    Breach("outside-ms-desc", "<s>It rained.</s>", "¦<signatures>A</signatures>"),
    Breach("outside-ms-desc", "<s>It rained.</s>", "¦<secFol>It rained.</secFol>"),
    Breach("facsimile-words", "<line> <!-- no words --> </line>", "<line> <!-- no words --> ¦words</line>"),
    # What an element must contain.
    Breach("gloss-list-labels", '<list type="gloss">\n          <label>quay</label>', '¦<list type="gloss">\n'),
    Breach(
        "subst-one-half", "<subst><del>wind</del><add>storm</add></subst>", "¦<subst><add>a</add><add>b</add></subst>"
    ),
    Breach("subst-one-half", "<subst><add>in</add>", "¦<subst><del>in</del>"),
    Breach("lemma-twice", "<rdg>robe</rdg>", "¦<lem>robe</lem>", refused=True),
    Breach("quotation-unsaid", '<quotation marks="none"/>', '¦<quotation n="1"/>'),
    Breach("shift-without-new", '<shift feature="tempo" new="a"/>', '¦<shift feature="tempo"/>'),
    Breach(
        "ms-identifier-empty",
        "<msIdentifier>\n            <settlement>Varna</settlement>\n            <idno>17</idno>",
        "¦<msIdentifier>\n            <settlement/>\n            <idno> </idno>",
    ),
    Breach("ms-identifier-unplaced", "<msIdentifier>\n            <settlement>Varna</settlement>", "¦<msIdentifier>"),
    Breach("ms-part-twice", "</history>", "</history>¦<history><p>And lost.</p></history>"),
    Breach("dimension-twice", "<width>140</width>", "<width>140</width>¦<width>141</width>"),
    # How an ODD is put together.
    Breach("source-several", ' source="tei:4.8.0"', ' ¦source="tei:4.8.0 tei:4.7.0"'),
    Breach("source-several", ' source="ships.odd"', ' ¦source="ships.odd boats.odd"'),
    Breach("source-in-content", '<elementRef key="p"/>', '<elementRef key="p" ¦source="ships.odd"/>'),
    Breach("reference-repeated", '<elementRef key="ship" source', '¦<elementRef key="ship" minOccurs="0" source'),
    Breach("include-and-except", '<moduleRef key="core"', '¦<moduleRef key="core" include="p"', refused=True),
    Breach(
        "module-with-content", '<moduleRef key="tei"/>', '¦<moduleRef key="tei"><content><empty/></content></moduleRef>'
    ),
    Breach("prefix-twice", 'prefix="svg_"', '¦prefix="tei_"'),
    Breach(
        "delete-with-content",
        '<elementSpec ident="caesura" mode="delete"/>',
        '¦<elementSpec ident="caesura" mode="delete"><gloss/></elementSpec>',
    ),
    Breach(
        "specification-empty",
        '<elementSpec ident="caesura" mode="delete"/>',
        '¦<elementSpec ident="caesura" mode="change"/>',
    ),
    Breach("module-unknown", 'module="core"', '¦module="drama"'),
    Breach(
        "constraint-deleted",
        '<constraintSpec ident="old" mode="delete"/>',
        '¦<constraintSpec ident="old" mode="delete"><desc>x</desc></constraintSpec>',
    ),
    Breach(
        "constraint-empty",
        '<constraintSpec ident="gone" mode="change"><desc>changed</desc></constraintSpec>',
        '¦<constraintSpec ident="gone" mode="change"/>',
    ),
    Breach(
        "constraint-empty",
        '<constraintSpec ident="again" mode="add" scheme="spitbol"><constraint>LEN(3)</constraint>',
        '¦<constraintSpec ident="again" mode="add" scheme="spitbol"><desc>x</desc>',
    ),
    Breach(
        "constraint-scheme-missing",
        '<constraintSpec ident="dated" scheme="schematron">',
        '¦<constraintSpec ident="dated">',
    ),
    Breach("constraint-scheme-other", 'ident="dated" scheme="schematron"', 'ident="dated" ¦scheme="isoschematron"'),
    Breach(
        "constraint-old-schematron",
        '<constraintSpec ident="dated" scheme="schematron">\n            <constraint>',
        '¦<constraintSpec ident="dated" scheme="schematron">\n            <constraint>'
        '<rule xmlns="http://www.ascc.net/xml/schematron"/>',
    ),
    Breach(
        "constraint-without-context",
        '<constraintSpec ident="dated" scheme="schematron">\n            <constraint>\n'
        '              <sch:rule context="tei:p">',
        '¦<constraintSpec ident="dated" scheme="schematron">\n            <constraint>\n              <sch:rule>',
    ),
    Breach("constraint-twice", 'ident="again"', '¦ident="dated"'),
    Breach(
        "attribute-untyped",
        '<attDef ident="code"><datatype><dataRef name="token" restriction="[A-Z]"/></datatype>',
        '¦<attDef ident="code">',
    ),
    Breach(
        "attribute-untyped",
        '<attDef ident="kind"><valList type="closed"><valItem ident="quay"',
        '¦<attDef ident="kind"><valList type="open"><valItem ident="quay"',
    ),
    Breach(
        "default-of-required", "</datatype>\n            </attDef>", "</datatype>\n¦<defaultVal>0</defaultVal></attDef>"
    ),
    Breach("default-not-listed", "<defaultVal>left right</defaultVal>", "¦<defaultVal>left rear</defaultVal>"),
    Breach(
        "default-not-listed",
        '<datatype maxOccurs="2"><dataRef key="teidata.enumerated"/></datatype>\n              <d',
        '<datatype><dataRef key="teidata.enumerated"/></datatype>\n              ¦<d',
    ),
    Breach("facets-without-name", '<dataRef name="decimal"><', '¦<dataRef key="teidata.numeric"><'),
    Breach(
        "facets-and-restriction",
        '<dataRef name="decimal"><',
        '<dataRef name="decimal" ¦restriction="[0-9]"><',
    ),
    Breach("restriction-without-name", 'name="token" restriction', 'key="teidata.word" ¦restriction'),
    Breach(
        "datatype-of-elements",
        '<content><dataRef name="decimal"/></content>',
        '<content>¦<elementRef key="p"/></content>',
    ),
    Breach(
        "list-ref-nested",
        '<listRef><ptr target="#berths"/></listRef>',
        '<listRef>¦<listRef><ptr target="#b"/></listRef></listRef>',
    ),
    Breach("list-ref-target", '<ptr target="#berths"/>', '¦<ptr cRef="x"/>'),
    Breach("list-ref-target", '<ptr target="#berths"/>', '¦<ptr target="#berths #quays"/>'),
    Breach("sequence-output", '<modelSequence output="web"><model', '<modelSequence output="web"><model ¦output="web"'),
    Breach("model-twice", '<model behaviour="inline" output="print"/>', '¦<model behaviour="inline"/>'),
    Breach("model-twice", "<modelSequence", '¦<model behaviour="block" predicate=" @n"/><modelSequence'),
    Breach(
        "sequence-empty",
        '<alternate minOccurs="0" maxOccurs="unbounded"><textNode/><elementRef key="p"/></alternate>',
        "¦<alternate/>",
        refused=True,
    ),
    Breach("deprecation-undated", ' validUntil="2999-01-01">\n          <desc', ">\n          ¦<desc"),
    Breach("deprecation-over", 'validUntil="2999-01-01"', '¦validUntil="2020-01-01"'),
    Breach("deprecation-near", 'validUntil="2999-01-01"', f'¦validUntil="{SOON}"'),
    Breach(
        "deprecation-unexplained",
        '<elementSpec ident="rhyme" mode="delete"',
        '<elementSpec ident="rhyme" mode="delete" ¦validUntil="2999-01-01"',
    ),
    Breach("occurs-never", 'minOccurs="2" maxOccurs="2"', '¦minOccurs="2" maxOccurs="1"'),
    Breach("occurs-never", 'minOccurs="2" maxOccurs="2"', '¦minOccurs="2"'),
]
WARNINGS: Final = {
    "constraint-without-context": Severity.WARNING,
    "datatype-of-elements": Severity.WARNING,
    "deprecation-near": Severity.WARNING,
    "deprecation-unexplained": Severity.WARNING,
    "sequence-output": Severity.WARNING,
    "date-when-alone": Severity.WARNING,
    "date-two-beginnings": Severity.WARNING,
    "date-two-ends": Severity.WARNING,
    "ms-identifier-unplaced": Severity.WARNING,
    "shift-without-new": Severity.WARNING,
    "unit-twice": Severity.INFO,
}


@cache
def schema() -> schematron.Schema:
    """TEI's own rules, compiled once."""
    return schematron.load(SCHEMA)


def assertions() -> list[etree._Element]:
    return list(etree.parse(SCHEMA).getroot().iter(f"{{{SCH}}}assert", f"{{{SCH}}}report"))


def ids(breach: Breach) -> str:
    return breach.rule


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_the_document_that_keeps_all_rules_has_no_finding(path: Path) -> None:
    assert schema().validate(read(path)) == []


@pytest.mark.parametrize("breach", BREACHES, ids=ids)
def test_breach_has_its_finding_where_it_stands_and_no_other(breach: Breach) -> None:
    found = schema().validate(parse(breach.text.encode()))
    places = [(finding.rule, (finding.span.line, finding.span.column)) for finding in found]
    assert places == [(f"sch.{breach.rule}", breach.place)]


@pytest.mark.parametrize("breach", BREACHES, ids=ids)
def test_finding_says_what_is_wrong_and_how_to_mend_it(breach: Breach) -> None:
    (found,) = schema().validate(parse(breach.text.encode()))
    assert found.severity is WARNINGS.get(breach.rule, Severity.ERROR)
    assert found.message.endswith(".")
    assert len(found.help) == 1
    assert found.help[0].endswith(".")


def test_every_rule_is_broken_once_at_least() -> None:
    identifiers = [str(assertion.get("id")) for assertion in assertions()]
    assert len(set(identifiers)) == len(identifiers)
    assert {breach.rule for breach in BREACHES} == set(identifiers)


def test_every_advice_is_given() -> None:
    root = etree.parse(SCHEMA).getroot()
    advice = [str(element.get("id")) for element in root.iter(f"{{{SCH}}}diagnostic")]
    assert set(advice) == {str(assertion.get("diagnostics")) for assertion in assertions()}


def test_no_rule_looks_at_every_element() -> None:
    contexts = [str(rule.get("context")) for rule in etree.parse(SCHEMA).getroot().iter(f"{{{SCH}}}rule")]
    parts = [part.strip() for context in contexts for part in context.split("|")]
    assert [part for part in parts if part.startswith("*") or part.split("[")[0].endswith("*")] == []


def test_all_of_tei_accepts_what_only_these_rules_forbid(shared_data: Path) -> None:
    grammar = relaxng.load(shared_data / "p5" / "tei_all.rng")
    assert [finding for path in KEPT for finding in grammar.validate(path)] == []
    accepted = {breach for breach in BREACHES if grammar.validate(breach.text.encode()) == []}
    assert [breach for breach in BREACHES if (breach in accepted) == breach.refused] == []


# What TEI's own Schematron means to forbid, and does not: it looks for idno in no namespace, and of several values of
# a default it asks for one that is listed.
ONLY_OURS: Final = {"ms-identifier-unplaced", "default-not-listed"}


def test_teis_own_schematron_gives_the_same_verdicts(shared_data: Path) -> None:
    reference = schematron.load(shared_data / "odd" / "exemplar-tei_all" / "schema.sch")
    assert [finding for path in KEPT for finding in reference.validate(read(path))] == []
    silent = {breach.rule for breach in BREACHES if not reference.validate(parse(breach.text.encode()))}
    assert silent == ONLY_OURS


def test_real_documents_have_the_findings_that_teis_own_schematron_has(shared_data: Path) -> None:
    reference = schematron.load(shared_data / "odd" / "exemplar-tei_all" / "schema.sch")
    paths = sorted((shared_data / "bench").glob("*/*.xml"))
    assert len(paths) > 100
    found = set()
    for path in paths[:: len(paths) // 60]:
        document = read(path)
        lines = [finding.span.line for finding in schema().validate(document)]
        assert lines == [finding.span.line for finding in reference.validate(document)], path.name
        found |= {finding.rule for finding in schema().validate(document)}
    assert found <= {"sch.date-when-alone", "sch.span-to-missing"}


@pytest.mark.parametrize(
    "body",
    [
        '<standOff><standOff type="links"><list/></standOff></standOff>',
        "<l>Rope <note><q><l>a variant</l></q></note></l>",
        "<l>Rope <floatingText><body><div><p/></div></body></floatingText></l>",
        "<msPart><msIdentifier><idno>5</idno></msIdentifier></msPart>",
        '<div xmlns="http://example.org/"><p><p when="1" from="1" subtype="x"/></p></div>',
        '<schemaSpec targetLang="en"/>',
    ],
)
def test_what_is_only_like_a_breach_has_no_finding(body: str) -> None:
    assert schema().validate(parse(f'<TEI xmlns="{TEI}">{body}</TEI>'.encode())) == []
