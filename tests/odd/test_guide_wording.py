"""Content models and datatypes in words, one test a construct."""

import pytest

from tei.odd.compiling import compile_text
from tei.odd.grammar.definitions import Definitions
from tei.odd.guide.wording import Wording
from tei.odd.guide.words import Listing, plain

ODD = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:rng="http://relaxng.org/ns/structure/1.0"><teiHeader/><text><body>
<schemaSpec ident="words" start="x" source="tei:4.8.0" defaultExceptions="">
<classSpec ident="model.ab" type="model" module="m"/>
<macroSpec ident="macro.text" module="m"><content><textNode/></content></macroSpec>
<dataSpec ident="data.size" module="m"><content><dataRef name="decimal"/></content></dataSpec>
<elementSpec ident="a" module="m"><classes><memberOf key="model.ab"/></classes><content><empty/></content></elementSpec>
<elementSpec ident="b" module="m"><classes><memberOf key="model.ab"/></classes><content/></elementSpec>
<elementSpec ident="c" module="m"><altIdent>see</altIdent><content/></elementSpec>
<elementSpec ident="x" module="m">{content}<attList><attDef ident="v">{datatype}</attDef></attList></elementSpec>
</schemaSpec></body></text></TEI>"""


def words(content: str = "<content/>", datatype: str = "") -> tuple[str, str]:
    """The content of x and the datatype of its attribute, in words."""
    text = ODD.format(content=content, datatype=datatype)
    schema = compile_text(text.encode(), "words").schema
    wording = Wording(schema, Definitions(schema))
    spec = schema.find("element", "x")
    assert spec is not None
    assert spec.attributes is not None
    (attribute,) = spec.attributes.members
    return plain(wording.content(spec)), plain(wording.datatype(attribute.datatype))  # type: ignore[union-attr] # an attDef


ANY_NUMBER = 'minOccurs="0" maxOccurs="unbounded"'
CHOICE = '<rng:choice><rng:ref name="model.ab"/><rng:ref name="macro.text"/></rng:choice>'
CONTENTS = {
    "": "nothing",
    "<empty/>": "nothing",
    "<textNode/>": "text",
    '<elementRef key="a"/>': "one <a>",
    '<elementRef key="c"/>': "one <see>",
    '<elementRef key="a" minOccurs="0"/>': "perhaps one <a>",
    '<elementRef key="a" minOccurs="0" maxOccurs="unbounded"/>': "any number of <a>",
    '<elementRef key="a" maxOccurs="unbounded"/>': "one or more of <a>",
    '<elementRef key="a" minOccurs="3" maxOccurs="unbounded"/>': "three or more of <a>",
    '<elementRef key="a" minOccurs="2" maxOccurs="2"/>': "exactly two <a>",
    '<elementRef key="a" minOccurs="2" maxOccurs="14"/>': "two to 14 <a>",
    '<elementRef key="a" minOccurs="0" maxOccurs="3"/>': "at most three <a>",
    '<classRef key="model.ab"/>': "one of model.ab",
    '<classRef key="model.ab" minOccurs="0" maxOccurs="2"/>': "at most two of model.ab",
    '<classRef key="model.ab" expand="sequence"/>': "one of each member of model.ab, in their order",
    '<classRef key="model.ab" expand="sequenceOptional"/>': "at most one of each member of model.ab, in their order",
    '<classRef key="model.ab" expand="sequenceRepeatable"/>': "one or more of each member of model.ab, in their order",
    '<classRef key="model.ab" expand="sequenceOptionalRepeatable" maxOccurs="2"/>': (
        "one to two times: any number of each member of model.ab, in their order"
    ),
    '<classRef key="model.ab" include="a"/>': "one of model.ab (only <a>)",
    '<classRef key="model.ab" except="a"/>': "one of model.ab (but not <a>)",
    '<macroRef key="macro.text"/>': "what macro.text allows",
    '<dataRef key="data.size"/>': "a value of data.size",
    '<dataRef name="token" restriction="[a-z]"/>': "text (xs:token) that matches [a-z]",
    '<dataRef name="hexBinary"/>': "a value of xs:hexBinary",
    '<valList type="closed"><valItem ident="yes"/><valItem ident="no"/></valList>': "“yes” or “no”",
    '<sequence><elementRef key="a"/><elementRef key="b" minOccurs="0"/></sequence>': "one <a>, then perhaps one <b>",
    '<sequence maxOccurs="unbounded"><elementRef key="a"/><elementRef key="b"/></sequence>': (
        "one or more times: one <a>, then one <b>"
    ),
    '<sequence minOccurs="0"><elementRef key="a"/><elementRef key="b"/></sequence>': "perhaps: one <a>, then one <b>",
    '<sequence minOccurs="0" maxOccurs="unbounded"><elementRef key="a"/><elementRef key="b"/></sequence>': (
        "any number of times: one <a>, then one <b>"
    ),
    '<sequence maxOccurs="unbounded"><elementRef key="a"/></sequence>': "one or more of <a>",
    '<sequence><sequence><elementRef key="a"/><elementRef key="b"/></sequence><elementRef key="c"/></sequence>': (
        "one <a>, then one <b>, then one <see>"
    ),
    '<sequence><elementRef key="a"/><alternate><elementRef key="b"/><elementRef key="c"/></alternate></sequence>': (
        "in this order: [1. one <a>; 2. either one <b> or one <see>]"
    ),
    '<sequence preserveOrder="false"><elementRef key="a"/><elementRef key="b"/></sequence>': (
        "all of these, in any order: one <a> and one <b>"
    ),
    '<sequence><elementRef key="a"/><elementRef key="gone"/></sequence>': "one <a>",
    '<alternate><elementRef key="gone"/></alternate>': "nothing",
    '<alternate><elementRef key="a"/><textNode/></alternate>': "either one <a> or text",
    '<alternate><elementRef key="a"/><sequence><elementRef key="b"/><elementRef key="c"/></sequence></alternate>': (
        "one of these: [one <a>; one <b>, then one <see>]"
    ),
    f"<alternate {ANY_NUMBER}><textNode/><elementRef key='a'/><classRef key='model.ab'/></alternate>": (
        "text, mixed with any number of <a> and model.ab"
    ),
    '<alternate minOccurs="0" maxOccurs="unbounded"><textNode/></alternate>': "text",
    '<alternate maxOccurs="unbounded"><elementRef key="b"/><elementRef key="a"/></alternate>': (
        "one or more of these, in any order: <b> and <a>"
    ),
    "<anyElement/>": "one element of any name",
    '<anyElement minOccurs="0" maxOccurs="unbounded" require="http://example.org/a"/>': (
        "any number of elements of the namespace http://example.org/a"
    ),
    '<anyElement except="http://www.tei-c.org/ns/1.0 rng:text"/>': (
        "one element of any name but not TEI or <text> of the namespace http://relaxng.org/ns/structure/1.0"
    ),
    '<rng:ref name="model.ab_sequenceOptional"/>': "at most one of each member of model.ab, in their order",
    '<rng:oneOrMore><rng:ref name="a"/></rng:oneOrMore>': "one or more of <a>",
    f"<rng:zeroOrMore>{CHOICE}</rng:zeroOrMore>": (
        "any number of these, in any order: model.ab and what macro.text allows"
    ),
    '<rng:list><rng:ref name="data.size"/></rng:list>': "words separated by spaces: a value of data.size",
    '<rng:mixed><rng:ref name="a"/></rng:mixed>': "text, mixed with one <a>",
    '<rng:element name="inner"><rng:ref name="a"/></rng:element>': (
        "what the pattern of RELAX NG below says of one <a> and an element inner"
    ),
}


@pytest.mark.parametrize("content", CONTENTS)
def test_content_in_words(content: str) -> None:
    assert words(f"<content>{content}</content>")[0] == CONTENTS[content]


def test_closed_list_of_an_element_stands_for_its_content() -> None:
    values = (
        '<content><textNode/></content><valList type="closed"><valItem ident="on"/><valItem ident="off"/></valList>'
    )
    assert words(values)[0] == "“on” or “off”"


DATATYPES = {
    "": "text",
    '<datatype><dataRef key="data.size"/></datatype>': "a value of data.size",
    '<datatype minOccurs="0"><dataRef key="data.size"/></datatype>': "a value of data.size, or nothing",
    '<datatype maxOccurs="unbounded"><dataRef key="data.size"/></datatype>': (
        "one or more values, separated by spaces, each of them a value of data.size"
    ),
    '<datatype><dataRef name="decimal"><dataFacet name="minInclusive" value="0"/></dataRef></datatype>': (
        "a decimal number (xs:decimal) with minInclusive 0"
    ),
}


@pytest.mark.parametrize("datatype", DATATYPES)
def test_datatype_in_words(datatype: str) -> None:
    assert words(datatype=datatype)[1] == DATATYPES[datatype]


def test_long_choice_is_a_list() -> None:
    many = "".join(f'<elementRef key="e{number}"/>' for number in range(9))
    specs = "".join(f'<elementSpec ident="e{number}" module="m"><content/></elementSpec>' for number in range(9))
    content = f'<content><alternate maxOccurs="unbounded">{many}</alternate></content>'
    odd = ODD.format(content=content, datatype="").replace("</schemaSpec>", f"{specs}</schemaSpec>")
    schema = compile_text(odd.encode(), "words").schema
    spec = schema.find("element", "x")
    assert spec is not None
    *lead, listing = Wording(schema, Definitions(schema)).content(spec)
    assert lead == ["one or more", " of these, in any order: "]
    assert isinstance(listing, Listing)
    assert [plain(item) for item in listing.items] == [f"<e{number}>" for number in range(9)]
