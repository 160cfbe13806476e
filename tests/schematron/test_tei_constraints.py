"""TEI's own constraints find what they are there to find, and leave alone what is only next to it.

They are in TEI's files, which may lie beside the checkout: embedded in the grammar of all of TEI, and in the Schematron
that the Stylesheets made of the same release.
"""

from pathlib import Path

import pytest

from tei import schematron
from tei.document import parse
from tei.names import TEI
from tei.schematron import Schema

PLANTED = [
    ("CMC_generatedBy_within_post", '<p generatedBy="human">x</p>', '<post><p generatedBy="human">x</p></post>'),
    ("att-datable-w3c-when", '<date when="1952" notBefore="1951">x</date>', '<date when="1952">x</date>'),
    ("att-datable-w3c-from", '<date from="1952" notBefore="1951">x</date>', '<date from="1952" to="1953">x</date>'),
    ("att-datable-w3c-to", '<date to="1952" notAfter="1951">x</date>', '<date to="1952" notBefore="1950">x</date>'),
    ("att-measurement-unitRef", '<measure unitRef="#a" unit="kg">x</measure>', '<measure unitRef="#a">x</measure>'),
    ("subtypeTyped", '<seg subtype="b">x</seg>', '<seg type="a" subtype="b">x</seg>'),
    ("targetLang", '<ref targetLang="en">x</ref>', '<ref target="#a" targetLang="en">x</ref>'),
    ("spanTo-points-to-following", '<delSpan spanTo="#a"/><seg/>', '<delSpan spanTo="#a"/><anchor xml:id="a"/>'),
    ("schemeVersionRequiresScheme", '<hi schemeVersion="1">x</hi>', '<hi scheme="css" schemeVersion="1">x</hi>'),
    ("calendar_attr_on_empty_element", '<date calendar="#a"/>', '<date calendar="#a">1952</date>'),
    ("p-in-ab-or-p", "<p>x <p>y</p></p>", "<p>x <floatingText><body><p>y</p></body></floatingText></p>"),
    ("p-in-l-or-lg", "<l>x <p>y</p></l>", "<l>x <note><p>y</p></note></l>"),
    ("rt-target-not-span", '<rt target="#a" from="#b" to="#c">x</rt>', '<rt target="#a">x</rt>'),
    ("rt-from", '<rt from="#a">x</rt>', '<rt from="#a" to="#b">x</rt>'),
    ("ptrAtts", '<ptr target="#a" cRef="b"/>', '<ptr target="#a"/>'),
    ("refAtts", '<ref target="#a" cRef="b">x</ref>', '<ref cRef="b">x</ref>'),
    ("gloss-list-must-have-labels", '<list type="gloss"><item/></list>', '<list type="gloss"><label/><item/></list>'),
    ("targetorcontent1", "<relatedItem/>", '<relatedItem target="#a"/>'),
    ("l-in-l", "<l>x <l>y</l></l>", "<lg><l>x</l></lg>"),
    ("atleast1oflggapl", "<lg><head>x</head></lg>", "<lg><l/></lg>"),
    ("quotationContents", "<quotation/>", '<quotation marks="all"/>'),
    ("citestructure-outer-match", '<citeStructure match="p" use="@n"/>', '<citeStructure match="//p" use="@n"/>'),
    ("div-in-l-or-lg", "<lg><l/><div/></lg>", "<div><lg><l/></lg></div>"),
    ("div-in-ab-or-p", "<ab><div/></ab>", "<div><ab/></div>"),
    ("shiftNew", "<shift/>", '<shift new="loud"/>'),
    ("noNestedS", "<s>x <s>y</s></s>", "<s>x</s>"),
    ("target-from", '<span target="#a" from="#b"/>', '<span from="#b"/>'),
    ("tonotfrom", '<span to="#a"/>', '<span from="#b" to="#a"/>'),
    ("one_ms_singleton_max", "<msDesc><history/><history/></msDesc>", "<msDesc><history/><msPart/></msDesc>"),
    ("catchword_in_msDesc", "<catchwords/>", "<msDesc><catchwords/></msDesc>"),
    ("duplicateDim", "<dimensions><width/><width/></dimensions>", "<dimensions><width/><height/></dimensions>"),
    ("no_facsimile_text_nodes", "<facsimile><zone>x</zone></facsimile>", "<facsimile><zone/></facsimile>"),
    ("pathmustnotbeclosed", '<path points="1,2 3,4 1,2"/>', '<path points="1,2 3,4 1,3"/>'),
    ("substContents1", "<subst><add>x</add></subst>", "<subst><del>y</del><add>x</add></subst>"),
    ("only1lem", "<rdgGrp><lem/><lem/></rdgGrp>", "<rdgGrp><lem/><rdg/></rdgGrp>"),
    ("ref-or-key-or-name", '<relation active="#a" passive="#b"/>', '<relation name="x" active="#a" passive="#b"/>'),
    ("active-mutual", '<relation name="x" active="#a" mutual="#b"/>', '<relation name="x" mutual="#a #b"/>'),
    ("linkTargets3", '<link target="#a"/>', '<link target="#a #b"/>'),
    ("joinTargets3", '<join target="#a"/>', '<join target="#a #b"/>'),
    (
        "nested_standOff_should_be_typed",
        "<standOff><standOff/></standOff>",
        '<standOff><standOff type="a"/></standOff>',
    ),
]
"""The name of a constraint, a document that breaks it and no other, and one that breaks none."""

# The Stylesheets give a constraint's name to the schema that they write, but not all of them.
FILES = ("p5/tei_all.rng", "odd/exemplar-tei_all/schema.sch")


@pytest.fixture(name="rules", scope="module", params=FILES)
def _rules(request: pytest.FixtureRequest) -> Schema:
    path = Path(__file__).resolve().parents[3] / "shared" / "data" / request.param
    if not path.is_file():
        pytest.skip("TEI's files are not beside the checkout (../shared)")
    return schematron.load(path)


def found(rules: Schema, content: str) -> list[tuple[str, int]]:
    text = f'<TEI xmlns="{TEI}"><text><body>\n{content}</body></text></TEI>'
    return [(finding.rule, finding.span.line) for finding in rules.validate(parse(text.encode()))]


@pytest.mark.parametrize("name, broken, sound", PLANTED, ids=[name for name, _broken, _sound in PLANTED])
def test_constraint_of_tei_finds_what_is_planted(rules: Schema, name: str, broken: str, sound: str) -> None:
    ((rule, line),) = found(rules, broken)
    assert name in rule
    assert line == 2
    assert found(rules, sound) == []
