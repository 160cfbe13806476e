"""What each kind of text looks like: verse, plays, readings, speech, dictionaries, records, code, formulas."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml.html import HtmlElement

from tei import render
from tei.document import Document, parse

MakeDocument = Callable[..., Document]
MakePage = Callable[..., HtmlElement]

PLAIN_HEADER = """<teiHeader><fileDesc><titleStmt><title>A text</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><listWit>
<witness xml:id="A">Autograph</witness><witness xml:id="B">Print</witness>
<witness xml:id="C">Copy</witness></listWit></sourceDesc></fileDesc></teiHeader>"""


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def body(text: str) -> str:
    """The lines of plain text below its heading, and above those of notes and apparatus."""
    return text.partition("Text\n----\n\n")[2]


@pytest.fixture
def plain(make_document: MakeDocument) -> Callable[[str], Document]:
    """A function that gives a document without a notation of its own, with three witnesses."""
    return lambda xml: make_document(xml, header=PLAIN_HEADER)


# Verse and plays -----------------------------------------------------------------------------------------------------


def test_every_fifth_line_of_verse_has_its_number(make_document: MakeDocument, page: MakePage) -> None:
    lines = '<l n="4">a</l><l n="5">b</l><l n="6">c</l><l n="7a">d</l><l n="10" part="F">e</l>'
    found = page(make_document(f"<lg>{lines}</lg>")).xpath("//main//p[contains(@class, 'l')]")
    assert [words(line) for line in found] == ["a", "5 b", "c", "7a d", "e"]
    assert found[4].get("class") == "l part-F"


def test_caesura_keeps_the_halves_of_a_line_apart(make_document: MakeDocument, page: MakePage) -> None:
    document = make_document("<l>one<caesura/>two</l>")
    assert page(document).xpath("//main//p/span[@class='caesura']/text()") == ["\u2003"]
    assert "one\u2003two\n" in render.text(document)


def test_direction_is_a_line_of_its_own_or_within_a_speech(make_document: MakeDocument, page: MakePage) -> None:
    document = make_document(
        "<stage>Night.</stage><sp><speaker>Ann</speaker><p>I <stage>sighing</stage> know.</p>"
        "<stage>(Exit.)</stage></sp>"
    )
    found = page(document)
    assert [(stage.tag, words(stage)) for stage in found.xpath("//*[contains(@class, 'stage')]")] == [
        ("p", "Night."),
        ("span", "sighing"),
        ("p", "(Exit.)"),
    ]
    assert words(found.xpath("//p[@class='speaker']")[0]) == "Ann"
    assert body(render.text(document)) == "(Night.)\n\nAnn\nI (sighing) know.\n\n(Exit.)\n"


def test_cast_is_a_list_with_its_groups_as_lists_within(make_document: MakeDocument, page: MakePage) -> None:
    cast = (
        "<castList><head>Persons</head><castItem><role>Ann</role><roleDesc>a queen</roleDesc></castItem>"
        "<castGroup><head>Lords</head><castItem>Kent</castItem></castGroup></castList>"
    )
    document = make_document(f"<div>{cast}</div>")
    outer = page(document).xpath("//main//ul[@class='cast']")[0]
    assert [words(item) for item in outer.xpath("li")] == ["Ann a queen", "LordsKent"]
    assert [words(item) for item in outer.xpath("li/ul/li")] == ["Kent"]
    assert "Ann a queen" in render.text(document)


# Readings ------------------------------------------------------------------------------------------------------------

APP = '<p>It was <app><lem wit="#A">day</lem><rdg wit="#B" type="later">night</rdg></app>.</p>'


def test_reading_of_the_edition_is_in_the_text_and_the_others_in_the_apparatus(
    plain: Callable[[str], Document], page: MakePage
) -> None:
    found = page(plain(APP))
    app = found.xpath("//main//span[@class='app']")[0]
    # C is named by no reading: it has the lemma.
    assert [(reading.get("class"), reading.text) for reading in app.xpath("span")] == [
        ("rdg base witness-1 witness-3", "day"),
        ("rdg witness-2", "night"),
    ]
    entry = found.xpath("//section[@id='edition:apparatus']//li")[0]
    assert words(entry) == "a day A] night (later) B ↩"
    assert app.xpath(".//a/@href") == [f"#{entry.get('id')}"]
    assert entry.xpath(".//a/@href") == [f"#{app.xpath('.//a/@id')[0]}"]


def test_plain_text_has_the_apparatus_after_the_text(plain: Callable[[str], Document]) -> None:
    text = render.text(plain(APP))
    assert "It was day[a]." in text
    assert "[a] day A] night (later) B\n" in text


def test_first_reading_is_the_text_where_none_is_preferred(plain: Callable[[str], Document], page: MakePage) -> None:
    document = plain('<p><app><rdgGrp type="x"><rdg wit="#B">b</rdg></rdgGrp><rdg wit="#C"/></app></p>')
    readings = page(document).xpath("//main//span[@class='app']/span/@class")
    assert readings == ["rdg base witness-1 witness-2", "rdg witness-3"]
    assert "[a] b (x) B] omitted C\n" in render.text(document)


def test_apparatus_in_a_list_is_told_with_its_places(plain: Callable[[str], Document], page: MakePage) -> None:
    document = plain('<listApp><app loc="1,5"><lem>x</lem><rdg wit="#B">y</rdg></app></listApp>')
    assert words(page(document).xpath("//main//p[@class='app']")[0]) == "1,5 x] y B"
    assert "1,5 x] y B\n" in render.text(document)


def test_without_an_apparatus_there_is_no_switch(plain: Callable[[str], Document], page: MakePage) -> None:
    assert page(plain("<p>x</p>")).xpath("//fieldset | //*[@id='edition:apparatus']") == []


@pytest.mark.slow
def test_switch_shows_a_witness_without_javascript(
    plain: Callable[[str], Document], browser: Any, expect: Any, tmp_path: Path
) -> None:
    path = tmp_path / "app.html"
    path.write_text(render.html(plain(APP)), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    shown = page.locator(".document p .rdg:visible")
    expect(shown).to_have_text(["day"])
    page.get_by_label("B", exact=True).check()
    expect(shown).to_have_text(["night"])
    page.get_by_label("C", exact=True).check()
    expect(shown).to_have_text(["day"])
    context.close()


# Changes in a source -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "element, shown, told",
    [
        ("<restore><del>a</del></restore>", "a", "Deleted in the source, and restored there."),
        ("<retrace>a</retrace>", "a", "Written over again in the source."),
        ("<secl>a</secl>", "[a]", "In the source, and in the editor’s opinion not part of the text."),
        ("<choice><seg>a</seg><seg>b</seg></choice>", "a", "Also given: “b”."),
        ("<choice><am>a</am><ex>b</ex></choice>", "b", "In the source: “a”."),
    ],
)
def test_change_is_a_sign_that_tells_what_it_means(
    element: str, shown: str, told: str, make_document: MakeDocument, page: MakePage
) -> None:
    sign = page(make_document(f"<p>x {element} y</p>")).xpath("//main//p/*[@tabindex]")[0]
    tip = sign.xpath("*[@role='tooltip']")[0]
    assert sign.text_content().removesuffix(tip.text) == shown
    assert tip.text == told


@pytest.mark.parametrize(
    "element, told",
    [
        (
            '<addSpan place="bottom" spanTo="#e"/>b<anchor xml:id="e"/>',
            "[addition at the bottom begins]b[addition ends]",
        ),
        ('<delSpan spanTo="#e"/>b<anchor xml:id="e"/>', "[deletion begins]b[deletion ends]"),
        ('<seg xml:id="s">b</seg><undo target="#s"/>', "b[change undone: “b”]"),
        ('<milestone unit="stanza" n="3"/>', "[stanza 3]"),
        ('<cb n="2"/>', "[column 2]"),
        ('<pause dur="PT1.5S"/>', "[pause, 1.5 seconds]"),
        ('<shift feature="loud" new="f"/><shift feature="loud"/>', "[loud: f][loud: as before]"),
        ('<kinesic type="nod"/>', "[nod]"),
        ("<vocal><desc>laughs</desc></vocal>", "[laughs]"),
    ],
)
def test_what_has_no_words_is_told_in_brackets(
    element: str, told: str, make_document: MakeDocument, page: MakePage
) -> None:
    document = make_document(f"<p>x {element} y</p>")
    assert words(page(document).xpath("//main//p")[0]) == f"x {told} y"
    text = body(render.text(document)).replace("\n", " ")
    assert "".join(text.split()) == "".join(f"x{told}y".split())


# Speech and dictionaries ---------------------------------------------------------------------------------------------


def test_speech_has_its_speaker(make_document: MakeDocument, page: MakePage) -> None:
    document = make_document(
        '<listPerson><person xml:id="t"><persName>Tom</persName></person></listPerson>'
        '<u who="#t">Yes.</u><u who="#nobody">No.</u>'
    )
    assert [words(u) for u in page(document).xpath("//p[@class='u']")] == ["Tom Yes.", "nobody No."]
    assert "Tom: Yes.\n" in render.text(document)


def test_entry_has_numbered_senses_and_parts_that_are_apart(make_document: MakeDocument, page: MakePage) -> None:
    entry = (
        "<entry><form><orth>bank</orth><pron>b</pron></form><gramGrp><pos>n.</pos></gramGrp>"
        '<sense n="1"><def>shore</def></sense><sense n="2"><def>house</def>'
        '<sense n="a"><def>room</def></sense></sense></entry>'
    )
    document = make_document(entry)
    found = page(document).xpath("//div[@class='entry']")[0]
    assert words(found).startswith("bank b n.")
    assert [words(sense) for sense in found.xpath("div[@class='sense']")] == ["1. shore", "2. housea. room"]
    assert body(render.text(document)) == "bank b n.\n1. shore\n2. house\n   a. room\n"


STRUCTURED = """<biblStruct><analytic><author>Doe, J.</author></analytic><monogr><title>In</title>
<imprint><pubPlace>Bonn</pubPlace><date>1999</date></imprint></monogr></biblStruct>"""

# Records and lists ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "record, told",
    [
        ("<listPerson><person><persName>Ada</persName><birth>1815</birth></person></listPerson>", "Ada, 1815"),
        (f"<p>{STRUCTURED}</p>", "Doe, J. In, Bonn, 1999"),
        (
            "<msDesc><msIdentifier><settlement>Oxford</settlement><idno>MS 1</idno></msIdentifier></msDesc>",
            "Oxford, MS 1",
        ),
        ("<p><bibl><author>Doe</author>\n<title>Book</title></bibl></p>", "Doe. Book"),
        ("<p><bibl><author>Doe</author>: <title>Book</title></bibl></p>", "Doe: Book"),
    ],
)
def test_facts_of_a_record_are_apart(record: str, told: str, make_document: MakeDocument, page: MakePage) -> None:
    document = make_document(record)
    assert words(page(document).xpath("//div[@class='document']")[0]).lstrip("¶") == told
    assert body(render.text(document)).splitlines()[0] == told


def test_list_in_a_line_stays_in_it(make_document: MakeDocument, page: MakePage) -> None:
    document = make_document('<p>x <list type="inline"><label>a)</label><item>one,</item><item>two</item></list>.</p>')
    paragraph = page(document).xpath("//main//p")[0]
    assert words(paragraph) == "x a) one, two."
    assert body(render.text(document)) == "x a) one, two.\n"


# Code, formulas, pictures --------------------------------------------------------------------------------------------


def test_example_is_shown_as_the_markup_that_it_is(make_document: MakeDocument, page: MakePage) -> None:
    example = '<egXML xmlns="http://www.tei-c.org/ns/Examples">\n  <p n="1">a &amp; <hi/></p>\n  <!-- c -->\n</egXML>'
    document = make_document(f"<div><p>{example}</p></div>")
    assert page(document).xpath("//pre")[0].text == '<p n="1">a &amp; <hi/></p>\n<!-- c -->'
    assert '    <p n="1">a &amp; <hi/></p>\n    <!-- c -->\n' in render.text(document)


def test_names_of_markup_are_written_as_such(make_document: MakeDocument, page: MakePage) -> None:
    document = make_document('<p><gi>hi</gi> <att>rend</att> <val>b</val> <tag type="end">p</tag></p>')
    assert words(page(document).xpath("//main//p")[0]) == "<hi> @rend “b” </p>"
    assert body(render.text(document)) == "<hi> @rend “b” </p>\n"


def test_mathml_is_shown_and_nothing_that_acts_is(make_document: MakeDocument, page: MakePage) -> None:
    formula = (
        '<formula><math xmlns="http://www.w3.org/1998/Math/MathML" onclick="x()"><msup href="https://e.org"><mi>a</mi>'
        '<mn mathvariant="bold">2</mn></msup><annotation-xml encoding="text/html">no</annotation-xml>'
        '<maction actiontype="toggle"><mi>b</mi></maction></math></formula>'
    )
    math = page(make_document(f"<p>{formula}</p>")).xpath("//main//math")[0]
    assert [element.tag for element in math.iter()] == ["math", "msup", "mi", "mn", "mi"]
    assert math.text_content() == "a2b"
    assert {name for element in math.iter() for name in element.attrib} == {"mathvariant", "xmlns"}


def test_tex_is_shown_as_it_is_written(make_document: MakeDocument, page: MakePage) -> None:
    found = page(make_document('<p><formula notation="TeX">a^2</formula></p>'))
    assert found.xpath("//main//span[@class='formula']/code/text()") == ["a^2"]


@pytest.mark.parametrize(
    "kind, data, shown",
    [
        ("image/png", "iVBO Rw0K", ["data:image/png;base64,iVBORw0K"]),
        ("image/svg+xml", "PHN2Zz4=", []),
        ("image/png", "&quot;&gt;x", []),
    ],
)
def test_picture_within_the_document_is_shown_if_it_is_one(
    kind: str, data: str, shown: list[str], make_document: MakeDocument, page: MakePage
) -> None:
    figure = f'<figure><binaryObject mimeType="{kind}">{data}</binaryObject><figDesc>A desk.</figDesc></figure>'
    found = page(make_document(figure))
    assert found.xpath("//main//img/@src") == shown
    assert found.xpath("//main//img/@alt") == ["A desk." for _ in shown]
    policy = found.xpath("//meta[@http-equiv='Content-Security-Policy']")[0].get("content")
    assert ("img-src data:;" in policy) == bool(shown)


# The diplomatic view of documents without a notation -----------------------------------------------------------------


def test_lines_of_a_document_without_notation_are_those_of_the_source(plain: Callable[[str], Document]) -> None:
    document = plain(
        "<p>a <choice><sic>teh</sic><corr>the</corr></choice> <app><lem>b</lem><rdg>c</rdg></app> "
        '<gap reason="illegible"/> <supplied>d</supplied> <expan>D<ex>octo</ex>r</expan></p>'
        "<sp><speaker>Ann</speaker><p>I <stage>(sighs)</stage> know.</p></sp>"
    )
    assert render.text(document, view="diplomatic").splitlines() == [
        "a teh b [illegible] [d] D(octo)r",
        "Ann",
        "I (sighs) know.",
    ]


def test_lines_show_what_is_deleted_and_added(plain: Callable[[str], Document], page: MakePage) -> None:
    found = page(plain('<p>x <del rend="red">y</del><add>z</add></p>'), view="diplomatic")
    line = found.xpath("//p[@class='line']")[0]
    assert [(element.tag, element.get("class"), element.text) for element in line] == [
        ("del", "look-del rend-red", "y"),
        ("ins", "look-add", "z"),
    ]


# Quotations, glosses, leaves -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence, shown",
    [
        ("<said>Yes</said>, he said.", "“Yes”, he said."),
        ("“<said>Yes</said>”, he said.", "“Yes”, he said."),
        ("<said>“Yes”</said>, he said.", "“Yes”, he said."),
        ("<said>She said <q>no</q>.</said>", "“She said ‘no’.”"),
    ],
)
def test_quotation_in_a_line_has_marks_once(
    sentence: str, shown: str, plain: Callable[[str], Document], page: MakePage
) -> None:
    document = plain(f"<p>{sentence}</p>")
    assert words(page(document).xpath("//main//p")[0]) == shown
    assert body(render.text(document)) == f"{shown}\n"


def test_gloss_of_the_source_is_no_sign_of_an_editor(plain: Callable[[str], Document], page: MakePage) -> None:
    document = plain("<p><term>TEI</term>: <gloss>an initiative</gloss></p>")
    assert words(page(document).xpath("//main//p")[0]) == "TEI: an initiative"


def test_leaves_are_rendered_where_there_is_no_text(page: MakePage) -> None:
    source = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{PLAIN_HEADER}<sourceDoc><surface n="1r"><zone><line>One</line>'
        "<line>Two</line></zone></surface></sourceDoc></TEI>"
    )
    document = parse(source.encode("utf-8"), "leaves.xml")
    assert [words(line) for line in page(document).xpath("//div[@class='surface']//p")] == ["Leaf 1r", "One", "Two"]
    assert body(render.text(document)) == "[leaf 1r]\nOne\nTwo\n"
    assert render.text(document, view="diplomatic") == "One\nTwo\n"


@pytest.mark.parametrize(
    "place, told",
    [
        ("above", "Added above."),
        ("below", "Added below."),
        ("margin", "Added in the margin."),
        ("bottom", "Added at the bottom."),
        ("inspace", "Added in a space left for it."),
        ("interlinear", "Added between the lines."),
        ("superimposed", "Added over what stood there."),
        ("end", "Added at the end."),
        ("inline", "Added."),
        ("opposite", "Added opposite."),
    ],
)
def test_place_of_an_addition_is_told(place: str, told: str, make_document: MakeDocument, page: MakePage) -> None:
    found = page(make_document(f'<p>x <add place="{place}">y</add></p>'))
    assert found.xpath("//main//ins/*[@role='tooltip']/text()") == [told]
