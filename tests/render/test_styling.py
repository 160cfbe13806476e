"""What a document says of its look: taken over as far as it only says that."""

from collections.abc import Callable

import pytest
from lxml.html import HtmlElement

from tei import render
from tei.document import Document
from tei.render.styling import declarations

MakeDocument = Callable[..., Document]
MakePage = Callable[..., HtmlElement]


def style(page: HtmlElement) -> str:
    return str(page.xpath("//style")[0].text)


@pytest.mark.parametrize(
    "css, taken",
    [
        ("font-style: italic; COLOR: Red", {"font-style": "italic", "color": "red"}),
        ("/* why */ .x { font-weight : 700 ; }", {"font-weight": "700"}),
        ("text-decoration: underline  dotted", {"text-decoration": "underline dotted"}),
        ('font-family: "Junicode", Times New Roman, serif', {"font-family": '"Junicode", Times New Roman, serif'}),
        ("writing-mode: vertical-rl; direction: rtl", {"writing-mode": "vertical-rl", "direction": "rtl"}),
        (
            "margin-left: 2em; text-indent: -1em; letter-spacing: .1em",
            {"margin-left": "2em", "text-indent": "-1em", "letter-spacing": ".1em"},
        ),
        ("border: 1px solid #000", {"border": "1px solid #000"}),
    ],
)
def test_what_only_tells_a_look_is_taken_over(css: str, taken: dict[str, str]) -> None:
    assert declarations(css) == taken


@pytest.mark.parametrize(
    "css",
    [
        "background: url(https://example.org/x.png)",
        "background-image: image-set('x')",
        "content: 'x'",
        "position: fixed",
        "display: none",
        "visibility: hidden",
        "z-index: 99",
        "color: transparent",
        "font-size: 0",
        "font-size: 1px",
        "line-height: 0",
        "text-indent: -999em",
        "margin-left: -50px",
        "color: expression(alert(1))",
        "color: var(--x)",
        "color: r\\65 d",
        "color: red; } body { display: none",
        "color: red</style><script>",
        "@import 'x'",
        "font-family: 'x; } *{}'",
        "animation: x 1s",
        "",
    ],
)
def test_what_fetches_moves_or_hides_is_not(css: str) -> None:
    assert declarations(css) == {}


def test_style_of_an_element_becomes_a_class_of_it(make_document: MakeDocument, page: MakePage) -> None:
    document = make_document('<p><hi style="hyphens: none">x</hi> <hi style="HYPHENS:none;">y</hi></p>')
    found = page(document)
    first, second = found.xpath("//main//p/span/@class")
    assert first == second
    assert f".{first.removeprefix('hi ')} {{ hyphens: none }}" in style(found)


def test_renditions_are_applied_by_pointer_and_by_selector(make_document: MakeDocument, page: MakePage) -> None:
    header = (
        "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc>"
        "<p/></sourceDesc></fileDesc><encodingDesc><tagsDecl>"
        '<rendition xml:id="b">font-weight: bold</rendition><rendition selector="emph">font-style: normal</rendition>'
        '<rendition xml:id="other" scheme="free">very bold</rendition></tagsDecl></encodingDesc></teiHeader>'
    )
    body = '<p><hi rendition="#b #other">x</hi> <emph rendition="#b" style="font-style: oblique">y</emph></p>'
    found = page(make_document(body, header=header))
    looks = {str(name).split()[-1] for name in found.xpath("//main//p/*/@class")}
    rules = [line for line in style(found).splitlines() if line.startswith(tuple(f".{look} " for look in looks))]
    assert sorted(rule.partition(" ")[2] for rule in rules) == [
        "{ font-style: oblique; font-weight: bold }",
        "{ font-weight: bold }",
    ]


def test_colours_are_those_of_a_light_page(make_document: MakeDocument, page: MakePage) -> None:
    css = style(page(make_document('<p style="color: navy">x</p>')))
    assert "@media print { .look-" in css
    assert "@media (prefers-color-scheme: light) { .look-" in css


def test_document_without_a_look_leaves_the_style_alone(make_document: MakeDocument, page: MakePage) -> None:
    assert ".look-" not in style(page(make_document("<p>x</p>")))


def test_upright_script_can_be_scrolled_with_the_keyboard(make_document: MakeDocument, page: MakePage) -> None:
    document = make_document(
        '<p style="writing-mode: vertical-rl">x</p><p rend="vertical-lr">y</p><p xml:lang="mn-Mong">z</p><p>q</p>'
    )
    found = page(document).xpath("//main//p[contains(@class, 'vertical')]")
    assert [(element.text, element.get("tabindex")) for element in found] == [("x", "0"), ("y", "0"), ("z", "0")]


def test_diplomatic_view_has_the_looks_too(make_document: MakeDocument, page: MakePage) -> None:
    found = page(make_document('<p>x <hi style="font-weight: bold">y</hi></p>'), view="diplomatic")
    look = found.xpath("//p[@class='line']/span/@class")[0]
    assert f".{look} {{ font-weight: bold }}" in style(found)


def test_plain_text_has_no_looks(make_document: MakeDocument) -> None:
    assert "bold" not in render.text(make_document('<p style="font-weight: bold">x</p>'))


def test_long_document_may_have_a_look_on_each_of_its_paragraphs(make_document: MakeDocument, page: MakePage) -> None:
    # Saxon takes 2,047 prefixes.
    paragraphs = '<p style="font-style: italic">x</p>' * 2_100
    assert len(page(make_document(paragraphs)).xpath("//p[contains(@class, 'look-')]")) == 2_100
