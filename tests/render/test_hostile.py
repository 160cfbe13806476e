"""Whatever stands in a document is data: none of it becomes markup, script or an address to follow."""

import json
from collections.abc import Callable

import pytest
from lxml.html import HtmlElement

from tei import render
from tei.document import Document, parse
from tei.errors import UsageError

MakeDocument = Callable[..., Document]
MakePage = Callable[..., HtmlElement]

PAYLOADS = [
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<!--<script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "]]><script>alert(1)</script>",
    "\u2028\u2029</title>",
    "{$title}{1 + 1}",
]


def escaped(words: str) -> str:
    for character in "&<>\"'":
        words = words.replace(character, f"&#{ord(character)};")
    return words


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_stay_words_wherever_they_stand(payload: str, page: MakePage) -> None:
    data = escaped(payload)
    source = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{data}</title>
<author>{data}</author><respStmt xml:id="r"><resp>{data}</resp><name>{data}</name></respStmt></titleStmt>
<publicationStmt><publisher>{data}</publisher><idno type="URI">{data}</idno>
<availability><licence target="{data}"><p>{data}</p></licence></availability></publicationStmt>
<sourceDesc><bibl type="copyText"><title>{data}</title></bibl><msDesc><msIdentifier><idno>{data}</idno></msIdentifier>
<physDesc><handDesc><handNote xml:id="h">{data}</handNote></handDesc></physDesc></msDesc></sourceDesc></fileDesc>
<profileDesc><abstract><p>{data}</p></abstract><langUsage><language ident="{data}">{data}</language></langUsage>
<correspDesc><correspAction type="sent"><persName>{data}</persName><date when="{data}">{data}</date></correspAction>
<correspAction type="transmitted" subtype="{data}"><date when-iso="{data}"/></correspAction></correspDesc></profileDesc>
</teiHeader><text xml:lang="{data}"><body><div type="{data}"><head>{data}</head>
<p xml:id="p" rend="{data}" n="{data}">{data} <persName ref="{data}" type="{data}">{data}</persName>
<ref target="{data}">{data}</ref> <graphic url="{data}"/> <gap reason="{data}" unit="{data}" quantity="{data}"/>
<supplied reason="{data}" resp="#r">{data}</supplied><gloss type="{data}" target="#p">{data}</gloss>
<date when="{data}">{data}</date><pb n="{data}"/><note place="{data}" hand="#h" type="{data}">{data}</note></p>
<list type="{data}"><item>{data}</item></list><stamp type="{data}">{data}</stamp>
<table><row><cell cols="{data}" rows="{data}">{data}</cell></row></table></div></body></text></TEI>"""
    document = parse(source.encode("utf-8"), f"{payload}.xml".replace("/", "-"))
    found = page(document)
    assert found.xpath("//script/@type") == ["application/ld+json"]
    assert len(found.xpath("//style")) == 1
    assert found.xpath("//img | //@onerror | //@onmouseover | //comment()") == []
    assert found.xpath("//h1")[0].text_content() == payload
    assert json.loads(found.xpath("//script")[0].text)["name"] == payload
    assert render.text(document).split("\n")[0] == payload


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/x",
        "http:",
        "https://",
        "mailto:",
        "#nowhere",
        "other.xml#p",
    ],
)
def test_what_is_no_safe_address_is_no_link(address: str, make_document: MakeDocument, page: MakePage) -> None:
    value = escaped(address).replace("\t", "&#9;")
    body = f'<p><ref target="{value}">r</ref><ptr target="{value}"/><graphic url="{value}"/></p>'
    assert page(make_document(body)).xpath("//main//p//a/@href") == []


@pytest.mark.parametrize("address", ["https://example.org/?a=b&c=%22#x", "http://example.org", "mailto:a@example.org"])
def test_safe_address_is_a_link(address: str, make_document: MakeDocument, page: MakePage) -> None:
    body = f'<p><ref target="{escaped(address)}">r</ref></p>'
    assert page(make_document(body)).xpath("//main//p//a/@href") == [address]


def test_authority_identifier_that_is_no_address_is_no_link(make_document: MakeDocument, page: MakePage) -> None:
    authority = parse(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person xml:id="a"><persName>A</persName>'
        b'<idno type="x">javascript:alert(1)</idno><idno type="gnd">118577425</idno></person></listPerson></standOff>'
        b"</TEI>",
        "people.xml",
    )
    document = make_document('<p><persName ref="people.xml#a">A</persName></p>')
    found = page(document, authority=authority)
    assert found.xpath("//*[@class='authorities']/a/@href") == ["https://d-nb.info/gnd/118577425"]


def test_pointer_into_another_file_means_no_entry_of_this_one(make_document: MakeDocument) -> None:
    authority = parse(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person xml:id="a"><persName>Right</persName>'
        b"</person></listPerson></standOff></TEI>",
        "people.xml",
    )
    document = make_document('<p><persName ref="elsewhere.xml#a">Wrong</persName></p>')
    assert "Right" not in render.html(document, authority=authority)


def test_file_name_of_the_download_is_harmless(make_document: MakeDocument, page: MakePage) -> None:
    found = page(make_document("<p>x</p>", path='fol/a"b<c>|\n:d.xml'))
    assert found.xpath("//a/@download") == ["a-b-c-d.xml"]


def test_document_without_a_text_is_a_fault_of_the_call() -> None:
    document = parse(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff/></TEI>', "people.xml")
    with pytest.raises(UsageError, match=r"people\.xml has no text to render"):
        render.html(document)


def test_root_that_is_not_tei_is_a_fault_of_the_call() -> None:
    with pytest.raises(UsageError, match=r"page\.xml has no text to render"):
        render.text(parse(b"<html><text/></html>", "page.xml"))
