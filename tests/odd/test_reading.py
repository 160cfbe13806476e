"""Specification elements as values; places are those of line 2."""

from collections.abc import Callable

import pytest

from tei.diagnostics import Diagnostic, Severity, Span
from tei.names import XML, XMLNS
from tei.odd.specs import (
    AttDef,
    AttList,
    AttName,
    AttRef,
    Classes,
    Constraint,
    DataRef,
    Datatype,
    Empty,
    MemberOf,
    Occurs,
    Spec,
    TextNode,
    ValItem,
    ValList,
    attributes,
)

Read = Callable[[str], tuple[Spec, list[Diagnostic]]]


def place(text: str, marked: str) -> Span:
    column = text.index(marked) + 1
    return Span(2, column, 2, column + len(marked))


@pytest.mark.parametrize(
    "text, expected",
    [
        ('<elementSpec ident=" p " module=" core "/>', Spec("element", "p", "core")),
        ('<elementSpec ident="p" mode="change"/>', Spec("element", "p", mode="change")),
        ('<elementSpec ident="p" ns=""/>', Spec("element", "p", namespace="")),
        ('<elementSpec ident="p" ns=" urn:x " prefix="x_"/>', Spec("element", "p", namespace="urn:x", prefix="x_")),
        ('<elementSpec ident="p"><altIdent> para </altIdent></elementSpec>', Spec("element", "p", alt_ident="para")),
        ('<elementSpec ident="p" validUntil="2030-01-01"/>', Spec("element", "p", valid_until="2030-01-01")),
        ('<elementSpec ident="p"><content/></elementSpec>', Spec("element", "p", content=Empty())),
        (
            '<elementSpec ident="p"><content autoPrefix="false"><textNode/></content></elementSpec>',
            Spec("element", "p", content=TextNode(), auto_prefix=False),
        ),
        (
            '<elementSpec ident="p"><valList type="closed"><valItem ident="a"/></valList></elementSpec>',
            Spec("element", "p", values=ValList((ValItem("a"),), "closed")),
        ),
        ('<classSpec ident="m" type="model"/>', Spec("class", "m", type="model")),
        ('<macroSpec ident="m" type="dt"/>', Spec("macro", "m", type="dt")),
        ('<dataSpec ident="d" module="tei"/>', Spec("data", "d", "tei")),
        ('<classSpec ident="m"><classes/></classSpec>', Spec("class", "m", classes=Classes())),
        (
            '<classSpec ident="m"><classes mode="replace"><memberOf key=" a "/></classes></classSpec>',
            Spec("class", "m", classes=Classes((MemberOf("a"),))),
        ),
        (
            (
                '<elementSpec ident="p"><classes mode="change"><memberOf key="a" mode="delete"/>'
                '<memberOf key="b" min="2" max="6"/></classes></elementSpec>'
            ),
            Spec(
                "element",
                "p",
                classes=Classes((MemberOf("a", "delete"), MemberOf("b", occurs=Occurs(2, 6))), "change"),
            ),
        ),
    ],
)
def test_specification(read: Read, text: str, expected: Spec) -> None:
    assert read(text) == (expected, [])


def attribute_list(read: Read, text: str) -> AttList | None:
    spec, faults = read(f'<elementSpec ident="p">{text}</elementSpec>')
    assert faults == []
    return spec.attributes


A, B = AttDef("a"), AttDef("b")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", None),
        ("<attList/>", AttList()),
        ('<attList><attDef ident="a"/><attDef ident="b"/></attList>', AttList((A, B))),
        ('<attList org="choice"><attDef ident="a"/><attDef ident="b"/></attList>', AttList((A, B), "choice")),
        (
            '<attList><attDef ident="a"/><attList org="choice"><attDef ident="b"/></attList></attList>',
            AttList((A, AttList((B,), "choice"))),
        ),
        ('<attList><attDef ident="a"/></attList><attList org="group"><attDef ident="b"/></attList>', AttList((A, B))),
        (
            '<attList><attDef ident="a"/></attList><attList org="choice"><attDef ident="b"/></attList>',
            AttList((AttList((A,)), AttList((B,), "choice"))),
        ),
        ('<attList><attRef class="att.x" name="n"/></attList>', AttList((AttRef("att.x", "n"),))),
        ('<attList><attRef class="att.x"/></attList>', AttList((AttRef("att.x"),))),
        ("<attList><p>not an attribute</p></attList>", AttList()),
    ],
)
def test_attributes_are_in_lists(read: Read, text: str, expected: AttList | None) -> None:
    assert attribute_list(read, text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ('<attDef ident="a" usage="req"/>', AttDef("a", usage="req")),
        ('<attDef ident="a" mode="delete"/>', AttDef("a", mode="delete")),
        ('<attDef ident="a" validUntil="2030-01-01"/>', AttDef("a", valid_until="2030-01-01")),
        ('<attDef ident="a"><altIdent>b</altIdent></attDef>', AttDef("a", alt_ident="b")),
        ('<attDef ident="a"><defaultVal> x <!-- y -->z </defaultVal></attDef>', AttDef("a", default="x z")),
        ('<attDef ident="a"><defaultVal/></attDef>', AttDef("a", default="")),
        (
            '<attDef ident="a"><datatype><dataRef key="d"/></datatype></attDef>',
            AttDef("a", datatype=Datatype(DataRef("d"))),
        ),
        ('<attDef ident="a"><valList mode="delete"/></attDef>', AttDef("a", values=ValList(mode="delete"))),
        ('<attDef ident="a" ns="urn:x"/>', AttDef("a", "urn:x")),
        ('<attDef ident="rng:a"/>', AttDef("rng:a", "http://relaxng.org/ns/structure/1.0")),
        ('<attDef ident="rng:a" ns="urn:x"/>', AttDef("rng:a", "urn:x")),
        ('<attDef ident="xml:id"/>', AttDef("xml:id", XML)),
        ('<attDef ident="xmlns:x"/>', AttDef("xmlns:x", XMLNS)),
    ],
)
def test_attribute(read: Read, text: str, expected: AttDef) -> None:
    assert attribute_list(read, f"<attList>{text}</attList>") == AttList((expected,))


def test_attribute_has_the_name_that_documents_have() -> None:
    attribute = AttDef("xml:id", XML, alt_ident="xml:name", usage="req")
    assert attribute.name == AttName(XML, "id")
    assert attribute.output_name == AttName(XML, "name")
    assert attribute.required
    assert not AttDef("a", usage="rec").required


def test_all_attributes_are_found_in_their_order(read: Read) -> None:
    text = '<attDef ident="a"/><attList><attDef ident="b"/><attRef class="c"/></attList><attDef ident="d"/>'
    found = attribute_list(read, f"<attList>{text}</attList>")
    assert [attribute.ident for attribute in attributes(found)] == ["a", "b", "d"]


def test_prose_has_its_language_and_its_order(read: Read) -> None:
    text = (
        '<elementSpec ident="p" xml:lang="de"><gloss>Absatz</gloss><gloss xml:lang="en">paragraph</gloss>'
        '<desc xml:lang="fr">un bloc</desc><remarks><p>…</p></remarks><exemplum><p>…</p></exemplum>'
        '<equiv uri="urn:x"/><listRef/></elementSpec>'
    )
    spec, faults = read(text)
    assert [(prose.kind, prose.language) for prose in spec.prose] == [
        ("gloss", "de"),
        ("gloss", "en"),
        ("desc", "fr"),
        ("remarks", "de"),
        ("exemplum", "de"),
        ("equiv", "de"),
        ("listRef", "de"),
    ]
    assert faults == []


def test_constraints_are_kept_where_they_are(read: Read) -> None:
    text = (
        '<elementSpec ident="p" xml:lang="de"><constraintSpec ident="x" scheme="schematron" mode="delete"/>'
        '<attList><attDef ident="a"><constraintSpec ident="y" scheme="schematron" xml:lang="en"/></attDef></attList>'
        "</elementSpec>"
    )
    spec, faults = read(text)
    node = spec.constraints[0].node
    assert spec.constraints == (Constraint("x", "schematron", "delete", "de", node),)
    (attribute,) = attributes(spec.attributes)
    assert attribute.constraints == (Constraint("y", "schematron", "add", "en", node),)
    assert faults == []


def test_examples_say_nothing(read: Read) -> None:
    example = (
        '<exemplum><egXML xmlns="http://www.tei-c.org/ns/Examples"><content><textNode/></content></egXML></exemplum>'
    )
    spec, faults = read(f'<elementSpec ident="p">{example}</elementSpec>')
    assert spec.content is None
    assert faults == []


@pytest.mark.parametrize(
    "text, message, marked, advice",
    [
        (
            '<elementSpec ident="p" mode="remove"/>',
            "“remove” is no mode of <elementSpec>",
            'mode="remove"',
            "write add, change, replace or delete",
        ),
        ("<macroSpec/>", "<macroSpec> has no @ident that tells what it specifies", "<macroSpec/>", ""),
        (
            '<elementSpec ident="p"><classes mode="add"/></elementSpec>',
            "“add” is no mode of <classes>",
            'mode="add"',
            "write change or replace",
        ),
        (
            '<elementSpec ident="p"><classes><memberOf/></classes></elementSpec>',
            "<memberOf> does not say in @key what it refers to",
            "<memberOf/>",
            "",
        ),
        (
            '<elementSpec ident="p"><attList org="or"/></elementSpec>',
            "“or” is no org of <attList>",
            'org="or"',
            "write group or choice",
        ),
        (
            '<elementSpec ident="p"><attList><attDef ident="a" usage="required"/></attList></elementSpec>',
            "“required” is no usage of <attDef>",
            'usage="required"',
            "write req, rec, opt, mwa or rwa",
        ),
        (
            '<elementSpec ident="p"><attList><attDef usage="req"/></attList></elementSpec>',
            "<attDef> has no @ident that tells what it specifies",
            '<attDef usage="req"/>',
            "",
        ),
        (
            '<elementSpec ident="p"><attList><attDef ident="x:a"/></attList></elementSpec>',
            "the prefix x of the attribute x:a is not declared here",
            'ident="x:a"',
            'declare it with xmlns:x="…", or write the namespace into @ns',
        ),
    ],
)
def test_value_that_is_not_understood_is_found_where_it_is(
    read: Read, text: str, message: str, marked: str, advice: str
) -> None:
    _, faults = read(text)
    assert [(fault.rule, fault.message, fault.span, fault.severity) for fault in faults] == [
        ("odd.value", message, place(text, marked), Severity.ERROR)
    ]
    assert faults[0].help == ((advice,) if advice else ())


def test_memberships_have_occurrences_of_their_own(read: Read) -> None:
    text = '<elementSpec ident="p"><classes><memberOf key="a" min="2"/></classes></elementSpec>'
    _, faults = read(text)
    assert [(fault.rule, fault.message, fault.span) for fault in faults] == [
        ("odd.occurrence", "at least 2 and at most 1 of <memberOf> is never fulfilled", place(text, 'min="2"'))
    ]
    assert faults[0].help == ('max is 1 where nothing is written: add max="2" or max="unbounded"',)


def test_lists_of_attributes_may_not_lie_in_one_another_without_end(read: Read) -> None:
    text = f'<elementSpec ident="p">{"<attList>" * 900}{"</attList>" * 900}</elementSpec>'
    _, faults = read(text)
    assert [fault.rule for fault in faults] == ["odd.content"]
    assert faults[0].span.column == len('<elementSpec ident="p">') + 50 * len("<attList>") + 1
