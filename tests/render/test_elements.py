"""Every element that may stand in a text: none of its words are lost, and nothing it holds becomes markup."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from lxml.html import HtmlElement

from tei import render
from tei.document import Document

MakeDocument = Callable[..., Document]
MakePage = Callable[[Document], HtmlElement]

RNG = "{http://relaxng.org/ns/structure/1.0}"
# Empty in TEI, so that there are no words to lose.
EMPTY = {"anchor", "cb", "gap", "geo", "graphic", "handShift", "lb", "milestone", "pb", "ptr", "space"}
# Of these every child is a line of its own, so that a word cannot run through them.
DIVISIONS = {"div", "floatingText", "postscript"}
# Shows one of its readings; it has a test of its own.
CHOICE = {"choice"}
# Parts of the header and of the authority file.
OUTSIDE_TEXT = {"TEI", "teiHeader", "facsimile", "standOff", "text", "front", "body", "back"}

OUTER = ("hi", "persName", "supplied", "note", "item", "cell", "head", "ab", "ref", "del", "seg")
INNER = ("p", "list", "table", "floatingText", "quote", "note", "figure", "persName", "hi")


def allowed_elements() -> list[str]:
    schema = Path(__file__).parents[2] / "schemas" / "tei-documentary.rng"
    names = {str(element.get("name")) for element in etree.parse(str(schema)).iter(f"{RNG}element")}
    return sorted(names - EMPTY - OUTSIDE_TEXT - CHOICE)


def words(page: HtmlElement, path: str = "//main") -> str:
    return " ".join(" ".join(element.text_content() for element in page.xpath(path)).split())


@pytest.mark.parametrize("name", [*allowed_elements(), "app", "sp", "u", "notInTei"])
def test_words_of_an_element_are_shown_once(name: str, make_document: MakeDocument, page: MakePage) -> None:
    word = "needle" if name in DIVISIONS else "nee<hi>d</hi>le"
    element = f"<{name}>{word}</{name}>"
    document = make_document(f"<p>before {element} after</p><div>{element}<p>last</p></div>")
    assert words(page(document)).count("needle") == 2
    assert render.text(document).count("needle") == 2


@pytest.mark.parametrize("inner", INNER)
@pytest.mark.parametrize("outer", OUTER)
def test_words_are_shown_once_wherever_an_element_stands(
    outer: str,
    inner: str,
    make_document: MakeDocument,
    page: MakePage,
) -> None:
    core = {"list": "<item>needle</item>", "table": "<row><cell>needle</cell></row>"}.get(inner, "needle")
    around = {"item": "<list>{}</list>", "cell": "<table><row>{}</row></table>"}.get(outer, "<p>x {} y</p>")
    document = make_document(around.format(f"<{outer}>a <{inner}>{core}</{inner}> b</{outer}>"))
    assert words(page(document)).count("needle") == 1
    assert render.text(document).count("needle") == 1


@pytest.mark.parametrize(
    "choice, shown, told",
    [
        ("<sic>teh</sic><corr>the</corr>", "the", "In the source: “teh”."),
        ("<orig>olde</orig><reg>old</reg>", "old", "In the source: “olde”."),
        ("<abbr>Dr</abbr><expan>D<ex>octo</ex>r</expan>", "D[octo", "In the source: “Dr”."),
        ("<unclear>cat</unclear><unclear>cot</unclear>", "cat", "Doubtful reading; also possible: “cot”."),
    ],
)
def test_choice_shows_one_reading_and_tells_the_other(
    choice: str,
    shown: str,
    told: str,
    make_document: MakeDocument,
    page: MakePage,
) -> None:
    found = page(make_document(f"<p>x <choice>{choice}</choice> y</p>")).xpath("//main//*[@tabindex]")[0]
    assert found.text_content().startswith(shown)
    assert found.xpath("*[@role='tooltip']")[0].text == told


@pytest.mark.parametrize(
    "gap, shown",
    [
        ('<gap reason="editorial"/>', "[…]"),
        ('<gap reason="illegible" quantity="2" unit="word"/>', "[two words illegible]"),
        ('<gap reason="illegible"/>', "[illegible]"),
        ('<gap reason="redacted" extent="less than 1 line"/>', "[less than 1 line withheld]"),
        ('<gap reason="garbled" quantity="1" unit="group"/>', "[one group garbled]"),
        ('<gap reason="editorial" unit="signature" quantity="1"/>', "[signature]"),
        ('<gap reason="lost"><desc>corner torn off</desc></gap>', "[corner torn off]"),
        ('<space quantity="3" unit="line"/>', "[space: three lines]"),
    ],
)
def test_what_is_not_there_is_told_in_words(gap: str, shown: str, make_document: MakeDocument, page: MakePage) -> None:
    document = make_document(f"<p>x {gap} y</p>")
    found = page(document).xpath("//main//p/*[@tabindex]")[0]
    assert found.text == shown
    assert f"x {shown} y" in render.text(document)


def test_name_without_authority_is_indexed_by_its_words(make_document: MakeDocument, page: MakePage) -> None:
    found = page(make_document("<p><persName>Ann Lee</persName> met <persName>ann  lee</persName>.</p>"))
    entry = found.xpath("//li[@id='person:ann-lee']")[0]
    assert entry.xpath("*[@class='main-name']")[0].text == "Ann Lee"
    assert entry.xpath(".//a/@href") == ["#person:ann-lee:1", "#person:ann-lee:2"]


def test_numbered_list_is_ordered_and_a_list_of_terms_is_one(make_document: MakeDocument, page: MakePage) -> None:
    found = page(
        make_document(
            '<list type="numbered"><item>one</item><pb n="2"/><item>two</item></list>'
            "<list><label>T</label><item>D</item></list>",
        ),
    )
    items = found.xpath("//main//ol[contains(@class, 'list')]/li")
    assert [item.text_content() for item in items] == ["one", "p. 2two"]
    assert [item.tag for item in found.xpath("//main//dl/*")] == ["dt", "dd"]


def test_items_with_labels_of_their_own_get_no_numbers(make_document: MakeDocument, page: MakePage) -> None:
    labelled = "<item><label>a)</label> one</item><item><label>b)</label> two</item>"
    document = make_document(f'<list type="numbered">{labelled}</list>')
    found = page(document)
    assert not found.xpath("//main//ol[contains(@class, 'list')]")
    assert found.xpath("//main//ul/@class") == ["list list-numbered list-labelled"]
    assert "a) one\nb) two\n" in render.text(document)
    assert "- a) one\n- b) two\n" in render.markdown(document)
    later = make_document('<list type="numbered"><item>one <label>a)</label></item></list>')
    assert page(later).xpath("//main//ol/@class") == ["list list-numbered"]


def test_table_has_its_caption_heads_and_spans(make_document: MakeDocument, page: MakePage) -> None:
    rows = '<row role="label"><cell>A</cell><cell>B</cell></row><row><cell cols="2">wide</cell></row>'
    table = page(make_document(f"<table><head>Sums</head>{rows}</table>")).xpath("//table")[0]
    assert table.findtext("caption") == "Sums"
    assert [cell.tag for cell in table.xpath(".//tr/*")] == ["th", "th", "td"]
    assert table.xpath(".//td/@colspan") == ["2"]


def test_heads_go_down_with_their_divisions(make_document: MakeDocument, page: MakePage) -> None:
    deep = "<div><head>a</head><div><div><head>b</head><p>x</p></div></div></div>"
    assert [head.tag for head in page(make_document(deep)).xpath("//main//*[@class='head']")] == ["h3", "h4"]


def test_line_ends_are_kept_in_an_address_and_not_in_a_paragraph(make_document: MakeDocument, page: MakePage) -> None:
    found = page(make_document('<ab>a<lb/>b</ab><p>c<lb/>d e<lb break="no"/>f</p>'))
    assert len(found.xpath("//main//p[contains(@class, 'ab')]/br")) == 1
    assert found.xpath("//main//p[@class='p']")[0].text_content() == "c d ef"


def test_hands_of_additions_are_linked(make_document: MakeDocument, page: MakePage) -> None:
    found = page(make_document('<p>x <add hand="#blue" place="margin left">y</add></p>'))
    added = found.xpath("//ins")[0]
    assert added.xpath("*[@role='tooltip']")[0].text == "Added in the left margin by hand B."
    assert added.getnext().get("href") == "#blue"


def test_several_marked_paragraphs_share_a_mark(make_document: MakeDocument, page: MakePage) -> None:
    found = page(
        make_document(
            '<p xml:id="a">1</p><p xml:id="b">2</p><p xml:id="c">3</p>'
            '<note type="mark" hand="#red" place="margin right" rend="highlighted" target="#a #c"/>',
        ),
    )
    assert found.xpath("//main//*[contains(@class, 'marked-right')]/@id") == ["a", "c"]


def test_note_between_blocks_goes_to_the_block_it_is_about(make_document: MakeDocument, page: MakePage) -> None:
    found = page(
        make_document('<p xml:id="a">1</p><p>2</p><note type="editorial" target="#a">about 1</note><note>stays</note>'),
    )
    assert found.xpath("//p[@id='a']//a[@role='doc-noteref']/text()") == ["1"]
    assert [note.text_content().split("\xa0")[0] for note in found.xpath("//section[@role='doc-endnotes']//li")] == [
        "Editor’s note about 1",
    ]
    assert [remark.text_content() for remark in found.xpath("//p[@class='remark']")] == ["Note stays"]


def test_notes_within_notes_have_numbers_of_their_own(make_document: MakeDocument, page: MakePage) -> None:
    found = page(make_document("<p>x<note>outer<note>inner</note></note> y<note>next</note></p>"))
    assert [item.text_content()[:8] for item in found.xpath("//section[@role='doc-endnotes']//li")] == [
        "Note out",
        "Note inn",
        "Note nex",
    ]
    assert found.xpath("//section[@role='doc-endnotes']//a[@role='doc-noteref']/text()") == ["2"]


def test_language_from_right_to_left_turns_the_direction(make_document: MakeDocument, page: MakePage) -> None:
    found = page(make_document('<p>x <foreign xml:lang="ar">عربي</foreign></p>', language="de"))
    assert found.xpath("//div[@class='document']/@lang") == ["de"]
    assert found.xpath("//i[@lang='ar']/@dir") == ["rtl"]
    assert found.xpath("/html/@lang") == ["en"]


def test_first_of_two_elements_with_one_identifier_keeps_it(make_document: MakeDocument, page: MakePage) -> None:
    found = page(make_document('<p xml:id="a">1</p><p xml:id="a">2</p>'))
    assert [element.text_content().lstrip("¶") for element in found.xpath("//*[@id='a']")] == ["1"]


def test_date_that_is_none_has_no_machine_readable_value(make_document: MakeDocument, page: MakePage) -> None:
    dates = '<date when="1949-02-30">a</date><date when="1949-02">b</date><date when-iso="1949-02-03T23:59">c</date>'
    found = page(make_document(f"<p>{dates}</p>"))
    assert found.xpath("//main//time/@datetime") == ["1949-02", "1949-02-03T23:59"]


def test_what_the_encoder_added_is_not_in_the_diplomatic_view(make_document: MakeDocument) -> None:
    document = make_document('<p>a <supplied>b</supplied> c<note resp="#enc">ours</note></p>')
    assert render.text(document, view="diplomatic") == "a <b> c\n"
