"""A pattern visits only some nodes of a document, and yet all that its rules select."""

import random
import re
from xml.sax.saxutils import quoteattr

import pytest
from lxml import etree

from tei import saxon, schematron
from tei.document import parse
from tei.errors import SchemaError

DOCUMENT = b"""<r xmlns:u="urn:u" n="0"><!--c--><?pi x?>t<a n="1" u:k="2"><b n="2" k="3">x<c/></b></a><u:a k="1">
<u:b/></u:a><b k="9"/><a><a n="2"><b n="1">y</b></a></a></r>"""
ELEMENTS = ["a", "b", "r", "u:a", "*", "u:*", "*:a", "child::a", "descendant::b", "element(a)", "node()"]
OTHERS = ["@n", "@k", "@u:k", "@*", "@*:k", "attribute::n", "text()", "comment()", "processing-instruction()"]
PREDICATES = ["", "", "[@n]", "[@n and @k]", "[@n or @k]", "[1]", "[@n = '1']", "[@n != 2][@k]", "[b[@n]]", "[not(@n)]"]
FULL = r'\1descendant-or-self::node()/(., @*)"'


def context(chance: random.Random) -> str:
    def step(names: list[str]) -> str:
        return chance.choice(names) + chance.choice(PREDICATES)

    def path() -> str:
        inner = [step(ELEMENTS) for _ in range(chance.randint(0, 2))]
        start = chance.choice(["", "", "//", "/r/", "(a | u:a)/"])
        return start + chance.choice(["/", "//"]).join([*inner, step(ELEMENTS + OTHERS)])

    return chance.choice([" | ", "|", " union "]).join(path() for _ in range(chance.choice([1, 1, 2])))


def compared(contexts: list[str]) -> tuple[list[str], list[str]] | None:
    """Return what rules with these contexts say, and what they would if every node were visited; None if refused."""
    rules = "".join(
        f'<sch:rule context={quoteattr(one)}><sch:report test="true()"><sch:value-of select="path()"/> {number}'
        "</sch:report></sch:rule>"
        for number, one in enumerate(contexts)
    )
    head = '<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:u="urn:u" queryBinding="xslt3">'
    document = parse(DOCUMENT)
    try:
        schema = schematron.load(f"{head}<sch:pattern>{rules}</sch:pattern></sch:schema>".encode())
    except SchemaError:
        return None
    everywhere = re.sub(r'(<xsl:apply-templates mode="[^"]*" select=")[^"]*"', FULL, schema._stylesheet("#ALL").text)
    report = etree.fromstring(saxon.compile(everywhere, trusted=False).transform(saxon.node(document)).text)
    expected = [str(one.text) for one in report.iter("{urn:tei:schematron:report}message")]
    return sorted(one.message for one in schema.validate(document)), sorted(expected)


def found_by(seed: int, count: int) -> int:
    """Return how many of *count* schemas at random could be compared; they must agree."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    done = 0
    for _ in range(count):
        contexts = [context(chance) for _ in range(chance.choice([1, 1, 2]))]
        outcome = compared(contexts)
        if outcome is not None:
            assert outcome[0] == outcome[1], contexts
            done += 1
    return done


def test_contexts_at_random_select_what_they_select_everywhere() -> None:
    assert found_by(1, 8) > 5


@pytest.mark.full
def test_many_contexts_at_random_select_what_they_select_everywhere() -> None:
    assert found_by(2, 1000) > 800


def test_patterns_of_many_attributes_share_one_walk_and_each_finds_its_own() -> None:
    def pattern(names: list[str], extra: str = "") -> str:
        context = " | ".join(f"@{name}" for name in names)
        return (
            f'<sch:pattern{extra}><sch:rule context="{context}"><sch:report test="true()">'
            f'{names[0]} <sch:value-of select="path()"/></sch:report></sch:rule></sch:pattern>'
        )

    first, second = [f"a{number}" for number in range(13)], [f"a{number}" for number in range(5, 20)]
    head = '<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">'
    elsewhere = pattern(first, " documents=\"'other.xml'\"")
    schema = schematron.load(f"{head}{pattern(first)}{pattern(second)}{elsewhere}</sch:schema>".encode())
    other = saxon.node(parse(b'<s a2="" a19=""/>'))
    found = schema.validate(parse(b'<r a0="" a6=""><s a7="" a19="" b=""/></r>'), documents={"other.xml": other})
    assert sorted((one.path, one.message) for one in found) == [
        ("<memory>", "a0 /Q{}r[1]/@a0"),
        ("<memory>", "a0 /Q{}r[1]/@a6"),
        ("<memory>", "a0 /Q{}r[1]/Q{}s[1]/@a7"),
        ("<memory>", "a5 /Q{}r[1]/@a6"),
        ("<memory>", "a5 /Q{}r[1]/Q{}s[1]/@a19"),
        ("<memory>", "a5 /Q{}r[1]/Q{}s[1]/@a7"),
        ("other.xml", "a0 /Q{}s[1]/@a2"),
    ]
    assert schema._stylesheet("#DEFAULT").text.count("descendant::*/@a6") == 2  # One of them for the other document.


def test_patterns_of_many_attributes_walk_where_a_phase_validates_a_part() -> None:
    context = " | ".join(f"@a{number}" for number in range(13))
    schema = schematron.load(
        '<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">'
        '<sch:phase id="part" from="/r/s"><sch:active pattern="p"/></sch:phase>'
        f'<sch:pattern id="p"><sch:rule context="{context}"><sch:report test="true()"><sch:value-of select="path()"/>'
        "</sch:report></sch:rule></sch:pattern></sch:schema>".encode()
    )
    document = parse(b'<r a0=""><s a1=""/></r>')
    assert [one.message for one in schema.validate(document, phase="part")] == ["/Q{}r[1]/Q{}s[1]/@a1"]
    assert len(schema.validate(document)) == 2
