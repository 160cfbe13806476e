"""Markdown, read back by a program that has nothing to do with ours."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement, document_fromstring

from tei import render
from tei.document import Document, read

MakeDocument = Callable[..., Document]
MakePage = Callable[..., HtmlElement]

PAYLOADS = [
    "# no heading",
    "- no item",
    "+ no item",
    "1. no item",
    "2) no item",
    "> no quotation",
    "---",
    "===",
    "*no* _emphasis_ **at** __all__",
    "`no code` ~~~ ```",
    "[no](link) ![no](image) [^1]: no note",
    "<b>no markup</b> <http://example.org> &copy; &#65;",
    "a \\ b \\* c \\",
    "| no | table |",
    "\ue000\ue001x\ue002",
]


@pytest.fixture(scope="session")
def shown() -> Callable[[str], HtmlElement]:
    """A function that gives the page that markdown-it-py makes of Markdown."""
    reader = pytest.importorskip("markdown_it", reason="markdown-it-py, of the extra `encode`, is not installed")
    footnotes = pytest.importorskip("mdit_py_plugins.footnote", reason="mdit-py-plugins is not installed")
    parser = reader.MarkdownIt("commonmark", {"html": True}).enable("table").use(footnotes.footnote_plugin)
    return lambda text: document_fromstring(f"<html><body>{parser.render(text)}</body></html>")


def body(markdown: str) -> str:
    """What stands below the heading of the text."""
    return markdown.partition("## Text\n")[2].partition("\n## ")[0].strip()


def squeezed(element: HtmlElement) -> str:
    return "".join(element.text_content().split())


def test_cable_has_the_structure_of_the_page(
    cable: Document, authority: Document, shown: Callable[[str], HtmlElement]
) -> None:
    page = shown(render.markdown(cable, authority=authority))
    assert page.xpath("//h1")[0].text == (
        "Cable Telegram no. 59363 from Kovalev to Stalin, containing a message from Mao Zedong"
    )
    assert [head.text_content() for head in page.xpath("//h2")][:2] == ["Abstract", "Text"]
    assert page.xpath("//h3")[0].text_content() == "CABLE Nº 59363"
    assert [strong.text for strong in page.xpath("(//ul)[1]//strong")][:3] == ["Date", "From", "To"]
    assert page.xpath("//em")[0].text == "to Cde. Stalin"
    assert len(page.xpath("//blockquote/p")) == 19
    assert len(page.xpath("//section[@class = 'footnotes']//li")) == 3
    assert page.xpath("string(//section[@class = 'footnotes']//li[1]/p)").startswith(
        "Translator’s note: which is the GRU"
    )
    assert len(page.xpath("//ol/li[starts-with(., 'Deciphered Finenko')]")) == 1


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "template", ["<p>{}</p>", "<p>x<lb/>{}</p>", "<ab>x<lb/>{}</ab>", "<head>{}</head>", "<list><item>{}</item></list>"]
)
def test_words_stay_words(
    payload: str, template: str, make_document: MakeDocument, shown: Callable[[str], HtmlElement]
) -> None:
    data = payload.replace("&", "&amp;").replace("<", "&lt;")
    page = shown(body(render.markdown(make_document(f"<div>{template.format(data)}<p>End.</p></div>"))))
    kept = payload.replace("\ue000", "\ufffd").replace("\ue001", "\ufffd").replace("\ue002", "\ufffd")
    assert "".join(kept.split()) in squeezed(page)
    assert page.xpath("//em | //strong | //code | //a | //img | //b | //blockquote | //hr | //table | //section") == []
    assert len(page.xpath("//h3")) == ("<head>" in template)
    assert len(page.xpath("//li")) == ("<item>" in template)


def test_table_has_its_rows_and_columns_and_bars_stay_words(
    make_document: MakeDocument, shown: Callable[[str], HtmlElement]
) -> None:
    table = (
        '<table><head>Losses</head><row role="label"><cell>Day</cell><cell>Men | guns</cell><cell>Sum</cell></row>'
        '<row><cell>1</cell><cell cols="2">two</cell></row><row><cell>3</cell></row></table>'
    )
    page = shown(body(render.markdown(make_document(table))))
    assert page.xpath("//p")[0].text == "Losses"
    assert [cell.text for cell in page.xpath("//th")] == ["Day", "Men | guns", "Sum"]
    assert [[cell.text for cell in row] for row in page.xpath("//tbody/tr")] == [["1", "two", None], ["3", None, None]]


def test_table_without_labels_has_an_empty_head(
    make_document: MakeDocument, shown: Callable[[str], HtmlElement]
) -> None:
    page = shown(body(render.markdown(make_document("<table><row><cell>a</cell><cell>b</cell></row></table>"))))
    assert [cell.text for cell in page.xpath("//th")] == [None, None]
    assert [cell.text for cell in page.xpath("//td")] == ["a", "b"]


def test_lists_in_lists_and_side_by_side_stay_apart(
    make_document: MakeDocument, shown: Callable[[str], HtmlElement]
) -> None:
    lists = (
        '<list><item>one <list type="numbered"><item>deep</item><item>deeper</item></list></item>'
        "<item>two</item></list>"
        "<list><item>other</item></list>"
    )
    page = shown(body(render.markdown(make_document(lists))))
    assert len(page.xpath("/html/body/ul")) == 2
    assert [item.text_content() for item in page.xpath("/html/body/ul/li/ol/li")] == ["deep", "deeper"]


def test_emphasis_that_would_not_be_one_is_left_out(
    make_document: MakeDocument, shown: Callable[[str], HtmlElement]
) -> None:
    page = shown(
        body(render.markdown(make_document("<p>wo<emph>rd</emph>s a<emph>“b”</emph>c <emph> in </emph>d</p>")))
    )
    assert [em.text for em in page.xpath("//em")] == ["rd", "in"]
    assert page.xpath("//p")[0].text_content().split() == ["words", "a“b”c", "in", "d"]


def test_note_of_several_paragraphs_is_one_footnote(
    make_document: MakeDocument, shown: Callable[[str], HtmlElement]
) -> None:
    made = render.markdown(make_document('<p>Word<note type="editorial"><p>One.</p><p>Two.</p></note>.</p>'))
    (note,) = shown(body(made)).xpath("//section[@class = 'footnotes']//li")
    assert [" ".join(p.text_content().split()) for p in note.xpath("p")][-1].startswith("Two.")
    assert "One." in note.text_content()


def test_address_is_a_link_and_a_name_is_none(make_document: MakeDocument, shown: Callable[[str], HtmlElement]) -> None:
    text = (
        '<p>See <ref target="https://example.org/a_(b)?c=1&amp;copy=2">the page</ref> of <persName>Ada</persName>.</p>'
    )
    page = shown(body(render.markdown(make_document(text))))
    assert page.xpath("//a/@href") == ["https://example.org/a_(b)?c=1&copy=2"]
    assert page.xpath("//p")[0].text_content() == "See the page of Ada."


def test_every_word_of_the_text_is_there_in_its_order(
    repository: Path, make_document: MakeDocument, page: MakePage, shown: Callable[[str], HtmlElement]
) -> None:
    encode = repository / "tests" / "encode"
    pieces = [
        tomllib.loads(path.read_text(encoding="utf-8"))["specimen"][0]["tei"]
        for path in sorted((encode / "specimens").glob("*.toml"))[::3]
    ]
    documents = [make_document(f"<div>{piece}</div>") for piece in pieces]
    documents += [read(path) for path in sorted((encode / "archives").glob("*.xml"))]
    assert len(documents) > 15
    for document in documents:
        original = page(document)
        for control in original.xpath("//*[@class = 'tip' or @class = 'self' or @class = 'hand-link']"):
            control.drop_tree()
        for reference in original.xpath("//sup[@class = 'note-reference']"):
            reference.drop_tree()
        found = iter(squeezed(shown(body(render.markdown(document)))))
        section = original.xpath("//section[contains(@class, 'text')]")[0]
        section.remove(section.find("h2"))
        # Words may come in between, of hands and deletions; none may be missing or change its place.
        missing = [one for one in squeezed(section) if one not in found]
        assert missing == [], html.tostring(section)


def test_diplomatic_view_keeps_the_lines(cable: Document, shown: Callable[[str], HtmlElement]) -> None:
    made = render.markdown(cable, view="diplomatic").partition("## Transcription\n")[2].partition("\n## ")[0].strip()
    paragraph = shown(made).xpath("//p")[0]
    lines = paragraph.text_content().splitlines()
    assert lines == render.text(cable, view="diplomatic").splitlines()
    assert len(paragraph.xpath("br")) == 34


def test_deeply_nested_document_is_rendered(make_document: MakeDocument) -> None:
    assert "needle" in render.markdown(make_document("<p>" + "<hi>" * 600 + "needle" + "</hi>" * 600 + "</p>"))


def test_one_document_goes_to_standard_output_and_more_to_files(tmp_path: Path, repository: Path) -> None:
    letter = repository / "tests" / "fixtures" / "valid" / "letter.xml"
    assert render.render([letter], form="markdown").text.startswith("# ")
    report = render.render([letter], form="markdown", out=f"{tmp_path}/")
    assert report.written == (tmp_path / "letter.md",)
