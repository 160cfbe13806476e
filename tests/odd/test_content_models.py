"""What stands in ``content`` and ``datatype``, in Pure ODD and in RELAX NG, as values; places are those of line 2."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tei.diagnostics import Diagnostic, Severity, Span
from tei.names import RNG, TEI
from tei.odd.specs import (
    Alternate,
    AnyElement,
    ClassRef,
    Content,
    DataRef,
    Datatype,
    ElementRef,
    Empty,
    EveryElement,
    Facet,
    Foreign,
    ListOf,
    MacroRef,
    NameRef,
    Occurs,
    Sequence,
    Spec,
    TextNode,
    ValItem,
    ValList,
    attributes,
)
from tei.relaxng import model

Read = Callable[[str], tuple[Spec, list[Diagnostic]]]

BEFORE = len('<elementSpec ident="e"><content>')
XSD = "http://www.w3.org/2001/XMLSchema-datatypes"


def content(read: Read, text: str) -> tuple[Content | None, list[Diagnostic]]:
    spec, faults = read(f'<elementSpec ident="e"><content>{text}</content></elementSpec>')
    return spec.content, faults


def place(text: str, marked: str) -> Span:
    """The place of *marked* in *text*, the content of an element on line 2."""
    column = BEFORE + text.index(marked) + 1
    return Span(2, column, 2, column + len(marked))


A, B = ElementRef("a"), ElementRef("b")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", Empty()),
        ("<empty/>", Empty()),
        ("<textNode/>", TextNode()),
        ("<!-- none --> ", Empty()),
        ("<?NameList?>", EveryElement()),
        ('<elementRef key=" a "/>', A),
        ('<elementRef key="a" minOccurs="0"/>', ElementRef("a", Occurs(0, 1))),
        ('<elementRef key="a" minOccurs="0" maxOccurs="unbounded"/>', ElementRef("a", Occurs(0, None))),
        ('<elementRef key="a" maxOccurs=" 3 "/>', ElementRef("a", Occurs(1, 3))),
        ('<elementRef key="a" minOccurs="0" maxOccurs="0"/>', ElementRef("a", Occurs(0, 0))),
        ('<elementRef key="a"/><elementRef key="b"/>', Sequence((A, B))),
        ('<macroRef key="macro.m"/>', MacroRef("macro.m")),
        ('<classRef key="model.m"/>', ClassRef("model.m")),
        ('<classRef key="m" expand="sequence"/>', ClassRef("m", expand="sequence")),
        ('<classRef key="m" include="a b" except="c"/>', ClassRef("m", include=("a", "b"), excluded=("c",))),
        ('<classRef key="m" include=""/>', ClassRef("m", include=())),
        ('<sequence><elementRef key="a"/></sequence>', Sequence((A,))),
        ('<sequence minOccurs="0"><elementRef key="a"/></sequence>', Sequence((A,), Occurs(0, 1))),
        ('<sequence preserveOrder="false"><elementRef key="a"/></sequence>', Sequence((A,), ordered=False)),
        ('<sequence preserveOrder="true"><elementRef key="a"/></sequence>', Sequence((A,))),
        ('<interleave maxOccurs="2"><elementRef key="a"/></interleave>', Sequence((A,), Occurs(1, 2), ordered=False)),
        (
            '<alternate maxOccurs="2"><elementRef key="a"/><textNode/></alternate>',
            Alternate((A, TextNode()), Occurs(1, 2)),
        ),
        ("<anyElement/>", AnyElement()),
        ('<anyElement minOccurs="0" require="urn:a urn:b"/>', AnyElement(Occurs(0, 1), ("{urn:a}*", "{urn:b}*"))),
        (
            '<anyElement except="rng:text http://x.org/n"/>',
            AnyElement(excluded=(f"{{{RNG}}}text", "{http://x.org/n}*")),
        ),
        ('<anyElement except=""/>', AnyElement(excluded=())),
        ('<dataRef key="teidata.word"/>', DataRef("teidata.word")),
        ('<dataRef name="token" restriction="[a-z]"/>', DataRef(name="token", restriction="[a-z]")),
        (
            '<dataRef name="int"><dataFacet name="minInclusive" value="1"/></dataRef>',
            DataRef(name="int", facets=(Facet("minInclusive", "1"),)),
        ),
        ('<valList type="closed"><valItem ident="x"/></valList>', ValList((ValItem("x"),), "closed")),
    ],
)
def test_pure_odd(read: Read, text: str, expected: Content) -> None:
    assert content(read, text) == (expected, [])


@pytest.mark.parametrize(
    "text, expected",
    [
        ("<rng:text/>", TextNode()),
        ("<rng:empty/>", Empty()),
        ('<rng:ref name=" a "/>', NameRef("a")),
        ('<rng:optional><rng:ref name="a"/></rng:optional>', Sequence((NameRef("a"),), Occurs(0, 1))),
        ('<rng:zeroOrMore><rng:ref name="a"/></rng:zeroOrMore>', Sequence((NameRef("a"),), Occurs(0, None))),
        (
            '<rng:oneOrMore><rng:ref name="a"/><rng:text/></rng:oneOrMore>',
            Sequence((NameRef("a"), TextNode()), Occurs(1, None)),
        ),
        (
            "<rng:optional><rng:choice><rng:text/><rng:empty/></rng:choice></rng:optional>",
            Sequence((Alternate((TextNode(), Empty())),), Occurs(0, 1)),
        ),
        ('<rng:group><rng:ref name="a"/></rng:group>', NameRef("a")),
        ("<rng:interleave><rng:text/><rng:empty/></rng:interleave>", Sequence((TextNode(), Empty()), ordered=False)),
        (
            '<rng:mixed><rng:ref name="a"/></rng:mixed>',
            Sequence((TextNode(), Sequence((NameRef("a"),))), ordered=False),
        ),
        ('<rng:list><rng:ref name="a"/></rng:list>', ListOf(NameRef("a"))),
        ('<rng:data type="NCName"/>', DataRef(name="NCName")),
        (
            '<rng:data type="token"><rng:param name="pattern">a|b</rng:param></rng:data>',
            DataRef(name="token", restriction="a|b"),
        ),
        (
            '<rng:data type="int"><rng:param name="minInclusive">1</rng:param></rng:data>',
            DataRef(name="int", facets=(Facet("minInclusive", "1"),)),
        ),
        ('<rng:data type="token" datatypeLibrary=""/>', Foreign(model.Data("token"))),
        ("<rng:value>yes</rng:value>", Foreign(model.Value("yes"))),
        ("<rng:notAllowed/>", Foreign(model.NotAllowed())),
        (
            '<rng:data type="token"><rng:except><rng:value>no</rng:value></rng:except></rng:data>',
            Foreign(model.Data("token", XSD, exception=model.Value("no"))),
        ),
        (
            '<rng:element name="x"><rng:empty/></rng:element>',
            Foreign(model.Element(model.Name(TEI, "x"), model.Empty())),
        ),
        (
            '<rng:attribute name="x"/>',
            Foreign(model.Attribute(model.Name("", "x"), model.Text())),
        ),
        (
            '<rng:element><rng:nsName ns="urn:n"/><rng:ref name="a"/></rng:element>',
            Foreign(model.Element(model.NsName("urn:n"), model.Ref("a"))),
        ),
    ],
)
def test_relax_ng(read: Read, text: str, expected: Content) -> None:
    assert content(read, text) == (expected, [])


def test_annotations_in_relax_ng_are_no_part_of_it(read: Read) -> None:
    text = '<rng:choice><a:documentation xmlns:a="urn:a">either</a:documentation><rng:text/><rng:empty/></rng:choice>'
    assert content(read, text) == (Alternate((TextNode(), Empty())), [])


def test_library_that_is_written_further_out_holds(read: Read) -> None:
    text = f'<rng:group datatypeLibrary="{XSD}"><rng:data type="anyURI"/></rng:group>'
    assert content(read, text) == (DataRef(name="anyURI"), [])
    text = '<rng:group datatypeLibrary=""><rng:data type="string"/></rng:group>'
    assert content(read, text) == (Foreign(model.Data("string")), [])


@pytest.mark.parametrize(
    "specification, namespace",
    [
        ('<elementSpec ident="e"><content><rng:group ns="urn:g">{}</rng:group></content></elementSpec>', "urn:g"),
        ('<elementSpec ident="e" ns="urn:e"><content>{}</content></elementSpec>', "urn:e"),
        ('<macroSpec ident="m"><content>{}</content></macroSpec>', TEI),
    ],
)
def test_namespace_that_is_written_further_out_holds(read: Read, specification: str, namespace: str) -> None:
    spec, faults = read(specification.format('<rng:element name="x"><rng:empty/></rng:element>'))
    assert spec.content == Foreign(model.Element(model.Name(namespace, "x"), model.Empty()))
    assert faults == []


def test_prefix_that_is_declared_further_out_is_known(read: Read) -> None:
    text = '<rng:element name="q:x"><rng:empty/></rng:element>'
    spec, faults = read(f'<elementSpec ident="e" xmlns:q="urn:q"><content>{text}</content></elementSpec>')
    assert spec.content == Foreign(model.Element(model.Name("urn:q", "x"), model.Empty()))
    assert faults == []


def test_text_after_a_pattern_is_no_part_of_it(read: Read) -> None:
    assert content(read, "<rng:notAllowed/> or so") == (Foreign(model.NotAllowed()), [])


# --- faults ---


@pytest.mark.parametrize(
    "text, expected, rule, message, marked, advice",
    [
        (
            '<elementRef key="a" minOccurs="2"/>',
            ElementRef("a", Occurs(2, 2)),
            "odd.occurrence",
            "at least 2 and at most 1 of <elementRef> is never fulfilled",
            'minOccurs="2"',
            'maxOccurs is 1 where nothing is written: add maxOccurs="2" or maxOccurs="unbounded"',
        ),
        (
            '<sequence minOccurs="3" maxOccurs="2"><elementRef key="a"/></sequence>',
            Sequence((A,), Occurs(3, 3)),
            "odd.occurrence",
            "at least 3 and at most 2 of <sequence> is never fulfilled",
            'minOccurs="3"',
            "make minOccurs no greater than maxOccurs",
        ),
        (
            '<elementRef key="a" minOccurs="2" maxOccurs="many"/>',
            ElementRef("a", Occurs(2, None)),
            "odd.value",
            "“many” is no number of occurrences",
            'maxOccurs="many"',
            "write a number into @maxOccurs",
        ),
        (
            '<elementRef key="a" minOccurs="unbounded"/>',
            ElementRef("a", Occurs(0, 1)),
            "odd.value",
            "“unbounded” is no number of occurrences",
            'minOccurs="unbounded"',
            "write a number into @minOccurs",
        ),
        (
            '<elementRef key="a" minOccurs="-1"/>',
            ElementRef("a", Occurs(0, 1)),
            "odd.value",
            "“-1” is no number of occurrences",
            'minOccurs="-1"',
            "write a number into @minOccurs",
        ),
        (
            '<elementRef key="a" maxOccurs="²"/>',
            ElementRef("a", Occurs(1, None)),
            "odd.value",
            "“²” is no number of occurrences",
            'maxOccurs="²"',
            "write a number into @maxOccurs",
        ),
        (
            '<classRef ident="m"/>',
            ClassRef(""),
            "odd.value",
            "<classRef> does not say in @key what it refers to",
            '<classRef ident="m"/>',
            "",
        ),
        (
            "<dataRef/>",
            DataRef(),
            "odd.value",
            "<dataRef> has neither @key nor @name",
            "<dataRef/>",
            "name a datatype of the TEI with @key, one of XML Schema with @name",
        ),
        (
            '<dataRef ref="http://x.org/t"/>',
            DataRef(),
            "odd.value",
            "a datatype cannot be taken from an address: @ref of <dataRef> is known to no processor",
            'ref="http://x.org/t"',
            "use @name or @key",
        ),
        (
            '<valList type="close"><valItem ident="x"/></valList>',
            ValList((ValItem("x"),)),
            "odd.value",
            "“close” is no type of <valList>",
            'type="close"',
            "write closed, semi or open",
        ),
        (
            '<valList><valItem ident="x" mode="remove"/></valList>',
            ValList((ValItem("x"),)),
            "odd.value",
            "“remove” is no mode of <valItem>",
            'mode="remove"',
            "write add, change, replace or delete",
        ),
        (
            "<rng:ref/>",
            Empty(),
            "odd.pattern",
            "this is not RELAX NG: <ref> lacks the attribute name",
            "<rng:ref/>",
            "",
        ),
        (
            "<rng:optionl/>",
            Empty(),
            "odd.pattern",
            "this is not RELAX NG: RELAX NG has no element <optionl>",
            "<rng:optionl/>",
            "",
        ),
    ],
)
def test_fault_is_found_where_it_is(
    read: Read, text: str, expected: Content, rule: str, message: str, marked: str, advice: str
) -> None:
    found, faults = content(read, text)
    assert found == expected
    assert [(fault.rule, fault.message, fault.span) for fault in faults] == [(rule, message, place(text, marked))]
    assert faults[0].severity is Severity.ERROR
    assert faults[0].help == ((advice,) if advice else ())


@pytest.mark.parametrize(
    "text, expected, rule, message, marked",
    [
        (
            '<elementRef key="a"/><elemenRef key="b"/>',
            A,
            "odd.content",
            "<elemenRef> is no part of a content model; it is passed over",
            '<elemenRef key="b"/>',
        ),
        ("<alternate/>", Alternate(()), "odd.content", "there is nothing in this <alternate>", "<alternate/>"),
        (
            '<anyElement except="eg:egXML"/>',
            AnyElement(excluded=("{eg:egXML}*",)),
            "odd.value",
            "the prefix eg of eg:egXML is not declared here, so this counts as a namespace",
            'except="eg:egXML"',
        ),
    ],
)
def test_what_is_probably_not_meant_is_a_warning(
    read: Read, text: str, expected: Content, rule: str, message: str, marked: str
) -> None:
    found, faults = content(read, text)
    assert found == expected
    assert [(fault.rule, fault.message, fault.span, fault.severity) for fault in faults] == [
        (rule, message, place(text, marked), Severity.WARNING)
    ]


def test_elements_of_other_vocabularies_are_passed_over(read: Read) -> None:
    assert content(read, '<x xmlns="urn:x"/><textNode/>') == (TextNode(), [])


def test_number_that_no_machine_reads_is_no_number(read: Read) -> None:
    found, faults = content(read, f'<elementRef key="a" maxOccurs="{"9" * 5000}"/>')
    assert found == ElementRef("a", Occurs(1, None))
    assert [fault.rule for fault in faults] == ["odd.value"]
    assert len(faults[0].message) < 120


def test_groups_may_lie_in_one_another_but_not_without_end(read: Read) -> None:
    found, faults = content(read, "<sequence>" * 40 + "<textNode/>" + "</sequence>" * 40)
    assert faults == []
    for _ in range(40):
        assert isinstance(found, Sequence)
        (found,) = found.members
    assert found == TextNode()
    _, faults = content(read, "<sequence>" * 900 + "<textNode/>" + "</sequence>" * 900)
    assert [fault.rule for fault in faults] == ["odd.content"]
    assert faults[0].span == Span(2, BEFORE + 49 * len("<sequence>") + 1, 2, BEFORE + 50 * len("<sequence>") + 1)


# --- datatypes and values ---


@pytest.mark.parametrize(
    "text, expected",
    [
        ("<datatype/>", Datatype(None)),
        ('<datatype><dataRef name="token"/></datatype>', Datatype(DataRef(name="token"))),
        (
            '<datatype minOccurs="1" maxOccurs="unbounded"><dataRef key="d"/></datatype>',
            Datatype(DataRef("d"), Occurs(1, None)),
        ),
        ('<datatype><rng:ref name="data.word"/></datatype>', Datatype(NameRef("data.word"))),
        ("<datatype><textNode/></datatype>", Datatype(TextNode())),
    ],
)
def test_datatype(read: Read, text: str, expected: Datatype) -> None:
    spec, faults = read(f'<classSpec ident="c"><attList><attDef ident="a">{text}</attDef></attList></classSpec>')
    assert [attribute.datatype for attribute in attributes(spec.attributes)] == [expected]
    assert faults == []


def test_values_keep_their_modes_names_and_dates(read: Read) -> None:
    text = (
        '<valList type="semi" mode="change"><desc>the values</desc>'
        '<valItem ident="a"><altIdent> aa </altIdent><gloss xml:lang="en">first</gloss></valItem>'
        '<valItem ident="b" mode="delete"/><valItem ident="c" validUntil="2030-01-01"/></valList>'
    )
    found, faults = content(read, text)
    items = (
        ValItem("a", alt_ident="aa"),
        ValItem("b", "delete"),
        ValItem("c", valid_until="2030-01-01"),
    )
    assert (found, faults) == (ValList(items, "semi", "change"), [])
    assert isinstance(found, ValList)
    assert [item.value for item in found.items] == ["aa", "b", "c"]
    assert [(prose.kind, prose.language) for prose in found.items[0].prose] == [("gloss", "en")]
    assert replace(found, mode="add") != found
