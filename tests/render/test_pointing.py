"""Private prefixes in pointers: what follows them sees what they stand for."""

from collections.abc import Callable
from typing import Any

from tei import render
from tei.document import Document, parse

MakeDocument = Callable[..., Document]

DECLARED = """<listPrefixDef><prefixDef ident="psn" matchPattern="([a-z]+)" replacementPattern="authority.xml#$1">
<p>Persons.</p></prefixDef></listPrefixDef></encodingDesc>"""
AUTHORITY = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><standOff><listPerson>
<person xml:id="ada"><persName type="main">Osero, Ada</persName></person></listPerson></standOff></TEI>"""


def test_name_with_a_private_prefix_leads_to_its_entry(make_document: MakeDocument, page: Callable[..., Any]) -> None:
    header = (
        "<teiHeader><fileDesc><titleStmt><title>A</title></titleStmt><publicationStmt><p/></publicationStmt>"
        f"<sourceDesc><p/></sourceDesc></fileDesc><encodingDesc>{DECLARED}</teiHeader>"
    )
    body = '<p><persName ref="psn:ada">Ada</persName> <persName ref="psn:A1">n</persName><seg n="psn:ada">x</seg></p>'
    made = page(make_document(body, header=header), authority=parse(AUTHORITY, "authority.xml"))
    assert made.xpath("//section[@id='edition:text']//a[@href='#person:ada']/text()") == ["Ada"]
    assert "Osero, Ada" in made.xpath("string(//*[@id='person:ada'])")


def test_pointers_stay_as_they_are_where_nothing_is_declared(make_document: MakeDocument) -> None:
    text = render.html(make_document('<p><ref target="psn:ada">x</ref></p>'))
    assert "authority.xml" not in text
