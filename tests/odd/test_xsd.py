"""Grammars as XML Schema: each construct by itself, judged by libxml2 and xmlschema beside the RELAX NG engine."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tei.errors import SchemaError
from tei.odd.xsd import translated
from tei.relaxng import sources
from translating import Translated

Translate = Callable[[str | Path], Translated]

A = "a = element a { empty }\nb = element b { empty }\nc = element c { empty }\n"
XSD = 'datatypes xsd = "http://www.w3.org/2001/XMLSchema-datatypes"\n'
COMPATIBILITY = 'namespace a = "http://relaxng.org/ns/compatibility/annotations/1.0"\n'

# What XML Schema can say: every document has the verdict that the grammar has.
EXACT = {
    "empty, also with white space": (
        "start = element r { empty }",
        ["<r/>", "<r> \n</r>", "<r><!-- --></r>"],
        ["<r>x</r>", "<r><r/></r>", "<r a='1'/>"],
    ),
    "text": ("start = element r { text }", ["<r/>", "<r>x</r>", "<r> </r>"], ["<r>x<r/></r>"]),
    "a sequence": (
        A + "start = element r { a, b?, c* }",
        ["<r><a/></r>", "<r><a/><b/><c/><c/></r>"],
        ["<r/>", "<r><b/></r>", "<r><a/><b/><b/></r>", "<r><a/>x</r>"],
    ),
    "branches that begin alike": (
        A + "start = element r { (a, b) | (a, c) | (a, a) }",
        ["<r><a/><b/></r>", "<r><a/><c/></r>", "<r><a/><a/></r>"],
        ["<r><a/></r>", "<r><a/><b/><c/></r>"],
    ),
    "what may be repeated before it must stand": (
        A + "start = element r { a*, b?, a }",
        ["<r><a/></r>", "<r><a/><b/><a/></r>", "<r><a/><a/></r>"],
        ["<r/>", "<r><a/><b/></r>", "<r><b/><a/><a/></r>"],
    ),
    "bounds": (
        A + "start = element r { a, a, a?, a? }",
        ["<r><a/><a/></r>", "<r><a/><a/><a/><a/></r>"],
        ["<r><a/></r>", "<r><a/><a/><a/><a/><a/></r>"],
    ),
    "children in any order": (
        A + "start = element r { a & b? & c }",
        ["<r><a/><c/></r>", "<r><c/><b/><a/></r>"],
        ["<r><a/></r>", "<r><a/><c/><a/></r>"],
    ),
    "children in any order, some repeated": (
        A + "start = element r { a & b* }",
        ["<r><a/></r>", "<r><b/><a/><b/></r>"],
        ["<r><b/></r>", "<r><a/><a/></r>"],
    ),
    "mixed content": (
        A + "start = element r { mixed { a?, b } }",
        ["<r>x<a/>y<b/>z</r>", "<r><b/></r>"],
        ["<r>x</r>", "<r><b/><a/></r>"],
    ),
    "no way to be complete": (
        A + "start = element r { a, (b | d)? }  d = element d { r2 }  r2 = element r2 { notAllowed }",
        ["<r><a/></r>", "<r><a/><b/></r>"],
        ["<r><a/><d/></r>", "<r><a/><d><r2/></d></r>"],
    ),
    "attributes": (
        "start = element r { attribute a { text }, attribute b { text }?, empty }",
        ["<r a=''/>", "<r a='x' b='y'/>"],
        ["<r/>", "<r b=''/>", "<r a='' c=''/>"],
    ),
    "values": (
        'start = element r { attribute a { "one" | "two words" | "" }?, attribute b { string "  x " }?, empty }',
        ["<r a=' two  words '/>", "<r a=''/>", "<r b='  x '/>"],
        ["<r a='three'/>", "<r b='x'/>"],
    ),
    "values of datatypes": (
        XSD + 'start = element r { attribute a { xsd:integer "1" | xsd:boolean "true" }, empty }',
        ["<r a='01'/>", "<r a='true'/>", "<r a='1'/>"],
        ["<r a='2'/>", "<r a='false'/>", "<r a='0'/>"],
    ),
    "facets": (
        XSD + 'start = element r { xsd:token { minLength = "2" maxLength = "4" pattern = "[a-z]+" pattern = ".*a" } }',
        ["<r>ba</r>", "<r> aaaa </r>"],
        ["<r>a</r>", "<r>ab</r>", "<r>aaaaa</r>", "<r>Ba</r>"],
    ),
    "bounds of numbers": (
        XSD + 'start = element r { xsd:integer { minInclusive = "-1" maxExclusive = "3" } }',
        ["<r>-1</r>", "<r>2</r>"],
        ["<r>3</r>", "<r>-2</r>", "<r>x</r>"],
    ),
    "values or text of a datatype": (
        XSD + 'start = element r { attribute a { xsd:date | "unknown" }, (xsd:int | "none" | empty) }',
        ["<r a='1951-05-01'>3</r>", "<r a='unknown'>none</r>", "<r a='unknown'/>"],
        ["<r a='x'/>", "<r a='unknown'>x</r>"],
    ),
    "lists": (
        XSD
        + """start = element r {
          attribute a { list { xsd:int+ } }?, attribute b { list { ("x" | "y"), ("x" | "y")? } }?,
          attribute c { list { xsd:date* } }?, attribute d { list { xsd:NCName, xsd:NCName, xsd:NCName } }?, empty
        }""",
        ["<r a='1 2 3'/>", "<r b='x'/>", "<r b='x y'/>", "<r c=''/>", "<r d='a b c'/>"],
        ["<r a=''/>", "<r a='1 x'/>", "<r b=''/>", "<r b='x y x'/>", "<r d='a b'/>", "<r d='a b c d'/>"],
    ),
    "identifiers and references": (
        XSD + "start = element r { element x { attribute i { xsd:ID }?, attribute s { xsd:IDREFS }?, empty }* }",
        ["<r><x i='a'/><x s='a a'/></r>"],
        ["<r><x i='a'/><x i='a'/></r>", "<r><x i='1'/></r>"],
    ),
    "names of several namespaces": (
        """namespace o = "urn:o" default namespace = "urn:r"
        start = element r { attribute o:a { text }?, attribute xml:lang { text }?, element o:x { y? }* }
        y = element y { empty }""",
        [
            "<r xmlns='urn:r' xml:lang='en'><x xmlns='urn:o'><y xmlns='urn:r'/></x></r>",
            "<r xmlns='urn:r' o:a='' xmlns:o='urn:o'/>",
        ],
        ["<r xmlns='urn:r'><x/></r>", "<r xmlns='urn:r' a=''/>", "<r xmlns='urn:r'><x xmlns='urn:o'><y/></x></r>"],
    ),
    "wildcards in several places": (
        """default namespace r = "urn:r" namespace o = "urn:o" namespace p = "urn:p"
        start = element r { s+, o+, s, (o | (p+, o)) }
        s = element s { empty } o = element o:* { empty } p = element p:* { empty }""",
        [
            "<r xmlns='urn:r'><s/><x xmlns='urn:o'/><s/><x xmlns='urn:o'/></r>",
            "<r xmlns='urn:r'><s/><s/><x xmlns='urn:o'/><s/><y xmlns='urn:p'/><x xmlns='urn:o'/></r>",
        ],
        ["<r xmlns='urn:r'/>", "<r xmlns='urn:r'><s/><x xmlns='urn:o'/><s/><y xmlns='urn:p'/></r>"],
    ),
    "an attribute by name or by wildcard": (
        'start = element r { (attribute a { "x" } | (attribute b { text }, attribute * - b { text }*)), empty }',
        ["<r a='x'/>", "<r a='y' b=''/>"],
        [],
    ),
    "a choice of names": (
        "start = element (r | s) { attribute a { text }?, empty }",
        ["<r a=''/>", "<s/>"],
        ["<t/>", "<s c=''/>"],
    ),
    "attributes of any name": (
        'namespace local = "" start = element r { attribute a { "x" }, attribute * - (a) { text }*, empty }',
        ["<r a='x' b='y' xml:lang='?'/>"],
        ["<r b='y'/>", "<r a='y'/>"],
    ),
    "attributes of a namespace": (
        'namespace o = "urn:o" default namespace = "urn:r" start = element r { attribute o:* { text }*, empty }',
        ["<r xmlns='urn:r' xmlns:o='urn:o' o:a='' o:b=''/>"],
        ["<r xmlns='urn:r' a=''/>", "<r xmlns='urn:r' xml:id='a'/>"],
    ),
    "elements of another namespace": (
        'default namespace r = "urn:r" start = element r { element s { empty }, element * - r:* { text }* }',
        ["<r xmlns='urn:r'><s/><x xmlns='urn:x'/><y xmlns=''>t</y></r>"],
        ["<r xmlns='urn:r'><s/><s/></r>", "<r xmlns='urn:r'><x xmlns='urn:x'/></r>"],
    ),
    "an attribute with a type in each branch": (
        XSD + "start = element r { (attribute n { xsd:int } | attribute n { xsd:date }), empty }",
        ["<r n='1'/>", "<r n='1951-05-01'/>"],
        ["<r/>", "<r n='x'/>"],
    ),
}

# What it cannot say: a document that is accepted too, and what is reported.
WIDER = {
    "one attribute or the other": (
        "start = element r { (attribute a { text } | attribute b { text }), attribute c { text }, empty }",
        ["<r a='' c=''/>", "<r b='' c=''/>"],
        ["<r c=''/>", "<r a='' b='' c=''/>"],
        [("r", "ATTRIBUTES", (), "")],
    ),
    "attributes that belong together": (
        "start = element r { (attribute a { text }, attribute b { text }?)?, empty }",
        ["<r/>", "<r a=''/>", "<r a='' b=''/>"],
        ["<r b=''/>"],
        [("r", "ATTRIBUTES", ("@b",), "")],
    ),
    "a content that depends on an attribute": (
        A + "start = element r { (attribute a { text }, a) | b }",
        ["<r a=''><a/></r>", "<r><b/></r>"],
        ["<r><a/></r>"],
        [("r", "ATTRIBUTES", None, "")],
    ),
    "no deterministic expression": (
        A + "start = element r { (a, b)*, a? }",
        ["<r/>", "<r><a/><b/><a/></r>"],
        ["<r><a/><a/></r>"],
        [("r", "ORDER", ("a", "a"), "")],
    ),
    "text in one place": (
        A + "start = element r { a, text, b }",
        ["<r><a/>x<b/></r>"],
        ["<r>x<a/><b/></r>"],
        [("r", "TEXT", ("#text", "a", "b"), "")],
    ),
    "a value or elements": (
        XSD + A + "start = element r { xsd:int | a }",
        ["<r>1</r>", "<r><a/></r>"],
        ["<r>x<a/></r>"],
        [("r", "TEXT", (), "")],
    ),
    "two definitions of a name": (
        A + "start = element r { x, y }  x = element x { attribute n { text }, a }  y = element y { element x { b } }",
        ["<r><x n=''><a/></x><y><x><b/></x></y></r>"],
        ["<r><x><b/></x><y><x><a/></x></y></r>"],
        [("x", "DEFINITIONS", None, ""), ("x", "DEFINITIONS", ("b",), "")],
    ),
    "an exception from a datatype": (
        XSD + 'start = element r { attribute n { xsd:NCName - "none" }, empty }',
        ["<r n='a'/>"],
        ["<r n='none'/>"],
        [("r", "VALUE", ("none",), "n")],
    ),
    "a list in an order": (
        XSD + 'start = element r { list { xsd:int, ("mm" | "cm") } }',
        ["<r>1 mm</r>"],
        ["<r>mm 1</r>", "<r>1 2</r>"],
        [("r", "VALUE", ('"cm"', '"cm"'), "")],
    ),
    "what a wildcard must not have": (
        """default namespace r = "urn:r" namespace o = "urn:o"
        start = element r { any* }  any = element * - (r:* | o:x) { any* }""",
        ["<r xmlns='urn:r'><y xmlns='urn:o'/></r>"],
        ["<r xmlns='urn:r'><x xmlns='urn:o'/></r>", "<r xmlns='urn:r'><y xmlns='urn:o'><r xmlns='urn:r'/></y></r>"],
        [("{urn:r}r", "WILDCARD", ("{urn:o}x",), "")],
    ),
    "an element beside a wildcard that has it": (
        'default namespace r = "urn:r" start = element r { element s { empty }, element * - r:t { text }* }',
        ["<r xmlns='urn:r'><s/><x xmlns='urn:x'/></r>"],
        ["<r xmlns='urn:r'><x xmlns='urn:x'/><s/></r>", "<r xmlns='urn:r'><s>x</s></r>"],
        [("{urn:r}r", "WILDCARD", ("{urn:r}t",), "")],
    ),
    "one attribute of several names": (
        "start = element r { attribute (a | b) { text }?, empty }",
        ["<r a=''/>", "<r b=''/>", "<r/>"],
        ["<r a='' b=''/>"],
        [("r", "ATTRIBUTES", ("@a", "@b"), "")],
    ),
}


@pytest.mark.parametrize("name", EXACT)
def test_what_xml_schema_can_say_has_the_same_verdict(translate: Translate, name: str) -> None:
    text, good, bad = EXACT[name]
    judge = translate(text)
    assert [judge.said(document) for document in good] == [(True, [])] * len(good)
    assert [(accepted, bool(said)) for accepted, said in map(judge.said, bad)] == [(False, True)] * len(bad)
    assert [one for one in judge.widenings if one[1] not in {"WILDCARD", "ATTRIBUTES"}] == []


@pytest.mark.parametrize("name", WIDER)
def test_what_it_cannot_is_wider_and_reported(translate: Translate, name: str) -> None:
    text, good, bad, reported = WIDER[name]
    judge = translate(text)
    assert [judge.said(document) for document in good] == [(True, [])] * len(good)
    assert [judge.said(document)[0] for document in bad] == [False] * len(bad)
    assert any(not said for _accepted, said in map(judge.said, bad))
    assert judge.widenings == reported


def test_names_of_the_grammar_are_kept(translate: Translate) -> None:
    judge = translate(
        """
        namespace a = "http://relaxng.org/ns/compatibility/annotations/1.0"
        start = element r { p, q, attribute x { text } }
        model.pLike = p | q | s
        att.global.attributes = attribute n { text }?, attribute rend { text }?
        macro.paraContent = (text | model.pLike)*
        p =
          ## a paragraph
          element p { macro.paraContent, att.global.attributes }
        q = element q { macro.paraContent, att.global.attributes, attribute y { text } }
        s = element s { model.pLike, att.global.attributes }
        """
    )
    found = etree.fromstring(judge.translation.files["translated.xsd"].encode())
    named = {(etree.QName(one).localname, one.get("name")) for one in found if one.get("name")}
    assert named == {
        *(("element", name) for name in "rpqs"),
        ("group", "model.pLike"),
        ("attributeGroup", "att.global.attributes"),
        ("complexType", "macro.paraContent"),
    }
    assert str(found.findtext(".//{*}documentation")).split() == ["a", "paragraph"]
    assert list(judge.translation.files) == ["translated.xsd"]


def test_a_default_value_stands_where_it_may(translate: Translate) -> None:
    judge = translate(
        COMPATIBILITY
        + XSD
        + """start = element r {
          [ a:defaultValue = "1" ] attribute a { xsd:int }?,
          [ a:defaultValue = "x" ] attribute b { xsd:int }?,
          [ a:defaultValue = "1" ] attribute c { xsd:int },
          [ a:defaultValue = "x" ] attribute d { xsd:IDREF }?,
          empty
        }"""
    )
    found = etree.fromstring(judge.translation.files["translated.xsd"].encode())
    defaults = {one.get("name"): one.get("default") for one in found.iter("{*}attribute")}
    assert defaults == {"a": "1", "b": None, "c": None, "d": None}


def test_a_datatype_is_written_once_however_often_it_is_used(translate: Translate) -> None:
    judge = translate(
        XSD
        + """start = element r { attribute a { t }, attribute b { list { t+ } }, attribute c { t | "x" }, empty }
        t = xsd:token { pattern = "[a-z]+" }"""
    )
    assert judge.translation.files["translated.xsd"].count("[a-z]+") == 1
    assert judge.said("<r a='a' b='a b' c='x'/>") == (True, [])


def test_identifiers_that_names_do_not_tell_are_names_like_others(translate: Translate) -> None:
    text = XSD + "start = element r { attribute i { xsd:ID }?, element * { attribute i { xsd:ID }?, empty }* }"
    found = translated(sources.read(text.encode(), "grammar.rnc"), sources.nothing).files["schema.xsd"]
    assert 'type="xs:NCName"' in found
    assert "xs:ID" not in found
    known = text.replace("element *", "element s")
    assert 'type="xs:ID"' in translate(known).translation.files["translated.xsd"]


def test_a_wildcard_cannot_be_the_root(translate: Translate) -> None:
    judge = translate("start = element r { empty } | element * - r { empty }")
    assert judge.widenings == [("*-r", "WILD_ROOT", None, "")]
    assert judge.said("<r/>") == (True, [])


def test_any_declared_element_may_be_the_root(translate: Translate) -> None:
    judge = translate(A + "start = element r { a }")
    [root] = judge.translation.widenings
    assert (root.element, root.reason.name, root.example) == ("", "ROOT", ("a",))
    assert judge.said("<a/>") == (False, [])


def test_a_document_for_each_namespace_knows_the_others(translate: Translate) -> None:
    judge = translate(
        """default namespace = "http://www.tei-c.org/ns/1.0" namespace x = "urn:x" namespace local = ""
        start = element TEI { attribute xml:id { text }, element x:y { element p { element local:z { empty } } } }"""
    )
    assert list(judge.translation.files) == [
        "translated.xsd",
        "translated-none.xsd",
        "translated-xml.xsd",
        "translated-ns1.xsd",
    ]
    document = "<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:id='?'><y xmlns='urn:x'>{}</y></TEI>"
    good = document.format("<p xmlns='http://www.tei-c.org/ns/1.0'><z xmlns=''/></p>")
    assert judge.said(good) == (True, [])
    accepted, said = judge.said(document.format("<p xmlns='http://www.tei-c.org/ns/1.0'><z/></p>"))
    assert not accepted
    assert said


def test_the_same_grammar_gives_the_same_documents(translate: Translate) -> None:
    text = A + "start = element r { (a | b | c)*, attribute x { text }?, attribute y { text }? }"
    assert translate(text).translation == translate(text).translation


def test_what_is_no_grammar_is_told(translate: Translate) -> None:
    with pytest.raises(SchemaError) as raised:
        translate("start = element p { missing }")
    assert [one.rule for one in raised.value.diagnostics] == ["rng.schema.undefined"]


def test_what_is_nested_as_deep_as_a_grammar_may_be_is_translated(translate: Translate) -> None:
    content = "a"
    for number in range(35):
        content = f"(a, attribute x{number} {{ text }}?, ({content} | b)?)"
    judge = translate(A + f"start = element r {{ {content} }}")
    assert judge.said(f"<r>{'<a/>' * 36}</r>") == (True, [])
    assert judge.said(f"<r>{'<a/>' * 10}<b/></r>") == (True, [])
