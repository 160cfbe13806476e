"""The guide of an ODD: its prose, its entries, what the corpus shows, what was changed, and that it is safe."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml.html import document_fromstring

from tei.odd.compiling import compile_odd, compile_text
from tei.odd.guide import Guide, guide
from tei.odd.guide.examples import abridged, read

HERE = Path(__file__).resolve().parent
"""The checker does not compute hashes."""

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:l="http://example.org/letters"><teiHeader>
<fileDesc><titleStmt><title>{title}</title></titleStmt><publicationStmt><p n="0">-</p></publicationStmt>
<sourceDesc><p n="0">-</p></sourceDesc></fileDesc></teiHeader><text><body>{body}</body></text></TEI>"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two letters, and a file that is not well-formed."""
    folder = tmp_path_factory.mktemp("corpus")
    stamped = '<p n="1">Dear <hi>A</hi>, <l:stamp kind="round">B &lt; C</l:stamp></p>'
    (folder / "one.xml").write_text(LETTER.format(title="One", body=stamped * 2), encoding="utf-8")
    (folder / "two.xml").write_text(LETTER.format(title="Two", body='<p n="2">Yes.</p>'), encoding="utf-8")
    (folder / "worse.xml").write_text("<TEI>", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def page(corpus: Path) -> Any:
    """The guide of guide.odd with the corpus."""
    return parsed(guide(compile_odd(HERE / "guide.odd"), [corpus]))


def parsed(found: Guide) -> Any:
    """The page as a browser reads it."""
    return document_fromstring(found.html)


BLOCKS = {"p", "div", "dl", "dt", "dd", "ul", "ol", "li", "section", "h2", "h3", "h4", "pre", "th", "td", "figcaption"}


def said(element: Any) -> str:
    """The text of an element, white space made equal."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Any) -> Iterator[str]:
    if element.tag in BLOCKS:
        yield " "
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    if element.tag in BLOCKS:
        yield " "


def fact(page: Any, entry: str, label: str) -> str:
    """What the entry says under this label."""
    (found,) = [
        said(dd)
        for dd in page.get_element_by_id(entry).xpath("./dl[@class='facts']/div/dd")
        if said(dd.getprevious()) == label
    ]
    return found


# --- prose ---


def test_head_says_who_and_what(page: Any) -> None:
    assert page.xpath("string(//title)") == "How we encode letters"
    assert [said(found) for found in page.xpath("//header/*")] == [
        "How we encode letters",
        "Ada Low, Bo Hay",
        "Second edition · The Letter Press · 25 November 2026",
        (
            "The schema letters customises TEI P5 4.8.0: 15 elements, 168 classes, 7 macros, 35 datatypes. "
            "Examples and counts are from 2 documents."
        ),
    ]


def test_contents_lead_to_divisions_and_sections(page: Any) -> None:
    links = [(said(link), link.get("href")) for link in page.xpath("//nav//a")]
    assert links[:5] == [
        ("Preface", "#guide-section-1"),
        ("Paragraphs", "#paragraphs"),
        ("Lists and tables", "#lists"),
        ("Inside", "#guide-section-3.1"),
        ("The schema", "#guide-section-4"),
    ]
    assert links[-3:] == [
        ("Rules of the whole schema", "#guide-rules"),
        ("Changes to the source", "#guide-changes"),
        ("Index", "#guide-index"),
    ]


def test_every_link_within_the_page_leads_somewhere_and_no_identifier_is_there_twice(page: Any) -> None:
    identifiers = page.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    links = {href[1:] for href in page.xpath("//a/@href") if href.startswith("#")}
    assert links - set(identifiers) == set()
    assert {"element-p", "class-att.global", "macro-macro.paraContent", "datatype-teidata.enumerated"} <= set(
        identifiers
    )
    assert {"element-stamp@kind", "class-att.global@xml:id"} <= set(identifiers)


def test_phrases_of_prose(page: Any) -> None:
    first = page.get_element_by_id("first")
    assert {said(link): link.get("href") for link in first.xpath(".//a")} == {
        "<p>": "#element-p",
        "@n": "#class-att.global@n",
        "<stamp>": "#element-stamp",
        "@kind": "#element-stamp@kind",
        "the lists": "#lists",
        "Lists and tables": "#lists",
        "the web": "https://example.org/?a=b&c=%25zz",
        "a neighbour": "other.html",
        "the stamp": "#element-stamp",
        "att.global": "#class-att.global",
        "a@example.org": "mailto:a@example.org",
        "2": "#guide-note-2",
    }
    assert [found.tag for found in first.xpath("./*[not(self::a)]")] == (
        ["code", "dfn", "cite", "q", "q", "code", "code", "strong", "i", "sup"]
    )
    assert said(page.get_element_by_id("guide-note-2")) == "At the <p> end. ↩"


def test_example_of_encoding_is_written_as_it_stands(page: Any) -> None:
    source = page.get_element_by_id("paragraphs").xpath(".//pre[@class='source']")[0]
    assert source.text_content() == (
        '<p n="1 &amp; 2">Dear <stamp kind="round">A &lt; B</stamp>,\n'
        "  <!-- a comment --><rng:text/>\n"
        "</p>\n"
        "<script>alert(1)</script>"
    )
    assert [link.get("href") for link in source.xpath(".//a")] == ["#element-p", "#element-stamp"]


def test_blocks_of_prose(page: Any) -> None:
    inside = page.get_element_by_id("guide-section-3.1")
    assert [said(found) for found in inside.xpath(".//dt")] == ["a", "b"]
    assert said(inside.xpath(".//caption")[0]) == "Numbers"
    assert [found.get("scope") for found in inside.xpath(".//th")] == ["col", "col", "row"]
    assert [said(found) for found in inside.xpath(".//blockquote")] == ["A block.", "words a source"]
    assert inside.xpath(".//figure/a/@href") == ["https://example.org/leaf.png"]
    assert said(inside.xpath(".//figcaption")[0]) == "The leaf: seen from above"


def test_specifications_stand_where_they_are_written(page: Any) -> None:
    assert [said(found) for found in page.get_element_by_id("letter-specs")] == ["Specified here", "Changed <p>"]
    (schema,) = page.get_element_by_id("guide-section-4").xpath("./div")
    assert [said(found) for found in schema] == [
        "The schema letters",
        (
            "module tei module core: only <head> <hi> <note> <p> <title> module header: only <fileDesc> "
            "<publicationStmt> <sourceDesc> <teiHeader> <titleStmt> module textstructure: only <body> <div> "
            "<TEI> <text>"
        ),
        "New <stamp>",
        "With Paragraphs",
    ]


def test_list_of_specifications_says_what_they_are(page: Any) -> None:
    (listed,) = page.xpath("//dl[@class='specs']")
    assert said(listed) == "<stamp> mark of an office what an office has pressed on the leaf @kind its shape <nothing>"


# --- entries ---


def test_entry_of_an_element(page: Any) -> None:
    entry = page.get_element_by_id("element-stamp")
    assert said(entry[0]) == "<stamp> mark of an office #"
    assert said(entry[1]) == "Element · module letters · namespace http://example.org/letters · new in this schema"
    assert said(entry[2]) == "what an office has pressed on the leaf"
    assert (
        said(entry[3]) == "Deprecated: not to be used any more; it may be gone after 2031-01-01. Write a note instead."
    )
    assert fact(page, "element-stamp", "Content") == "text"
    assert fact(page, "element-stamp", "May contain") == "Text only."
    assert fact(page, "element-stamp", "Member of") == "model.global"
    compact = fact(page, "element-stamp", "RELAX NG")
    assert compact.startswith('default namespace = "http://example.org/letters" ')
    assert " stamp = element stamp { text, model.global" not in compact
    assert " stamp = element stamp { text, attribute kind { list { " in compact
    assert fact(page, "element-hi", "Content") == "what macro.paraContent allows"
    assert fact(page, "element-TEI", "May occur in").startswith("It may be the root of a document.")
    assert fact(page, "element-body", "May occur in") == "textstructure <text>"


def test_attributes_of_an_element(page: Any) -> None:
    kind, size, ink = page.get_element_by_id("element-stamp").xpath(".//section[@class='attribute']")
    assert [said(part) for part in kind][:3] == [
        "@kind required #",
        "its shape",
        "One to two of these values, separated by spaces:",
    ]
    assert [said(part) for part in kind.xpath("./dl/div")] == [
        "round like a coin",
        "square with corners Deprecated: not to be used any more; it may be gone after 2030-01-01.",
    ]
    assert [said(part) for part in size] == [
        "@size recommended #",
        "Value: a decimal number (xs:decimal) with minInclusive 0; 1 if it is not there",
    ]
    assert [said(part) for part in ink] == [
        "@ink optional #",
        "Deprecated: not to be used any more; it may be gone after 2030-02-03.",
        "Value: text (xs:token) that matches [a-z]+, or nothing",
        "One of these values, or another:",
        "red blue",
    ]
    assert fact(page, "element-p", "Attributes of its own") == "@n required # its number Value: a value of teidata.text"
    assert "att.global: @xml:id @xml:lang" in fact(page, "element-p", "Attributes from classes")


def test_rules_say_what_documents_are_told(page: Any) -> None:
    assert fact(page, "element-stamp", "Rules") == ("a stamp has words, not “…” no square stamps Rule stamp-words")
    assert "there is one body" in said(page.get_element_by_id("guide-rules"))


def test_entry_of_a_class(page: Any) -> None:
    assert "<stamp>" in fact(page, "class-model.global", "Members")
    assert fact(page, "class-model.pLike", "Members") == "<p>"
    assert fact(page, "class-model.pLike", "RELAX NG") == "model.pLike = p"


def test_example_and_remarks_of_a_specification(page: Any) -> None:
    assert fact(page, "element-p", "Examples").startswith('<p n="2">Yes.</p>')
    assert fact(page, "element-p", "Remarks") == "Never empty."


def test_long_list_is_shown_once_and_referred_to() -> None:
    found = parsed(guide(compile_text(ALL, "all")))
    assert fact(found, "element-add", "May contain").startswith("text and ")
    assert fact(found, "element-p", "May contain").endswith(", the same as those in <add>")
    (target,) = found.get_element_by_id("element-p").xpath(".//a[contains(., 'the same as')]/@href")
    assert target == "#element-add.contains"
    assert len(found.get_element_by_id("element-add.contains").xpath(".//a")) > 24


ALL = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<schemaSpec ident="all" start="TEI" source="tei:4.8.0"><moduleRef key="tei"/><moduleRef key="core"/>
<moduleRef key="header"/><moduleRef key="textstructure"/></schemaSpec></body></text></TEI>"""


def test_changes_to_the_source(page: Any) -> None:
    changes = page.get_element_by_id("guide-changes")
    text = said(changes)
    assert "New <stamp> (http://example.org/letters) Changed <p>" in text
    (changed,) = changes.xpath("./h3[.='Changed']/following-sibling::dl[1]/div")
    assert said(changed) == "<p> @n required, described; description"
    left = {
        said(dt): said(dt.getnext()) for dt in changes.xpath("./h3[.='Elements left out']/following-sibling::dl[1]//dt")
    }
    assert left["all of drama"].startswith("actor camera")
    assert "abbr" in left["core"].split()
    assert "p" not in left["core"].split()


def test_index_has_elements_and_attributes_with_their_owners(page: Any) -> None:
    index = page.get_element_by_id("guide-index")
    elements, attributes = (
        [said(item) for item in index.xpath(f"./h3[.='{heading}']/following-sibling::ul[1]/li")]
        for heading in ("Elements", "Attributes")
    )
    assert elements == sorted(elements, key=str.casefold)
    assert len(elements) == 15
    assert "@kind <stamp>" in attributes
    assert "@n att.global <p>" in attributes or "@n <p> att.global" in attributes


# --- the corpus ---


def test_corpus_tells_how_often_and_where(page: Any) -> None:
    assert fact(page, "element-stamp", "In the corpus") == "2 times, in 1 of 2 documents; in <p> (2)"
    assert fact(page, "element-TEI", "In the corpus") == "2 times, in 2 of 2 documents; as the root of 2 documents"
    assert fact(page, "element-note", "In the corpus") == "not used"
    (example,) = page.get_element_by_id("element-stamp").xpath(".//figure[@class='example']")
    assert (
        example.xpath("string(pre)") == '<l:stamp xmlns:l="http://example.org/letters" kind="round">B &lt; C</l:stamp>'
    )
    assert said(example.xpath("figcaption")[0]) == "one.xml"


def test_document_that_is_not_well_formed_is_told_and_left_out(corpus: Path) -> None:
    found = guide(compile_odd(HERE / "guide.odd"), [corpus])
    assert [(Path(fault.path).name, fault.rule) for fault in found.faults] == [("worse.xml", "xml.not-well-formed")]


def test_long_example_is_shortened(tmp_path: Path) -> None:
    body = f"<div>{'<p>Word after word after word.</p>' * 100}</div>"
    (tmp_path / "long.xml").write_text(LETTER.format(title="x" * 500, body=body), encoding="utf-8")
    found = read([tmp_path])
    (example,) = found.elements["{http://www.tei-c.org/ns/1.0}div"].examples
    text = str(example.node.xpath("string()"))
    assert len(text) < 800
    assert text.endswith("…")
    assert abridged(example.node).xpath("count(*)") == example.node.xpath("count(*)")


# --- languages, sources, sameness ---


def test_language_that_is_asked_for_is_taken_and_marked() -> None:
    found = parsed(guide(compile_odd(HERE / "guide.odd"), languages=("fr",)))
    entry = found.get_element_by_id("element-stamp")
    assert said(entry[0]) == "<stamp> cachet #"
    assert (entry[2].get("lang"), said(entry[2])) == ("fr", "ce qu’un bureau a mis sur la feuille")
    assert said(entry.xpath(".//dl[@class='values']/div")[0]) == "round rond"
    assert said(found.get_element_by_id("element-p")[2]) == "un alinéa"


def test_words_of_a_source_are_attributed(tmp_path: Path) -> None:
    odd = tmp_path / "small.odd"
    odd.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><schemaSpec ident="s" start="p">'
        '<moduleRef key="core"/></schemaSpec></body></text></TEI>',
        encoding="utf-8",
    )
    found = parsed(guide(compile_odd(odd, source=HERE / "source.xml")))
    assert said(found.get_element_by_id("element-p")[2]) == "marks what is said in one go"
    (line,) = found.xpath("//footer/p[@class='attribution']")
    assert "Creative Commons Attribution 3.0" in said(line)


def test_page_without_words_of_a_source_attributes_nothing(page: Any) -> None:
    assert page.xpath("//footer/p[@class='attribution']") == []


def test_same_odd_makes_the_same_page(corpus: Path) -> None:
    pages = {guide(compile_odd(HERE / "guide.odd"), [corpus]).html for _ in range(2)}
    assert len(pages) == 1


def test_schema_without_prose_has_entries_alone() -> None:
    odd = b'<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="bare" start="p" source="tei:4.8.0">'
    odd += b'<moduleRef key="tei"/><moduleRef key="core" include="p"/></schemaSpec>'
    found = parsed(guide(compile_text(odd, "bare.odd")))
    assert said(found.xpath("//h1")[0]) == "bare"
    assert found.xpath("//*[@class='prose']") == []
    assert said(found.get_element_by_id("element-p")[0]) == "<p> #"


def test_schema_is_described_where_it_stands() -> None:
    odd = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><div>
<schemaSpec ident="s" start="p" source="tei:4.8.0"><gloss>small</gloss><desc>for <gi>p</gi> alone</desc>
<moduleRef key="core" include="p"/></schemaSpec></div></body></text></TEI>"""
    found = parsed(guide(compile_text(odd.encode(), "described.odd")))
    (division,) = found.xpath("//div[@class='prose']/*")
    assert (division.tag, division.get("id")) == ("div", "guide-section-1")
    assert [said(part) for part in division][:2] == ["small", "for <p> alone"]


# --- hostile ---


PAYLOAD = "&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/",
        "https://user@evil.example/",
        "https://",
        "#nowhere",
        'https://example.org/"onclick="x',
    ],
)
def test_address_that_is_not_safe_is_no_link(address: str) -> None:
    target = address.replace('"', "&quot;")
    odd = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
<publicationStmt><availability><licence target="{target}">L</licence></availability></publicationStmt>
</fileDesc></teiHeader>
<text><body><div><head>H</head><p><ref target="{target}">r</ref><ptr target="{target}"/>
<graphic url="{target}"/></p></div>
<schemaSpec ident="s" start="p" source="tei:4.8.0">
<moduleRef key="core" include="p"/></schemaSpec></body></text></TEI>"""
    found = parsed(guide(compile_text(odd.encode(), "hostile.odd")))
    links = found.xpath("//div[@class='prose']//p[not(parent::div[@class='specified'])]/a | //a[@rel='license']")
    assert [link.get("href") for link in links] == []


def test_words_stay_words_wherever_they_stand() -> None:
    odd = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:h="http://www.w3.org/1999/xhtml" xml:lang="{PAYLOAD}">
<teiHeader><fileDesc><titleStmt><title>{PAYLOAD}</title><author>{PAYLOAD}</author></titleStmt></fileDesc>
</teiHeader><text><body><div xml:id="element-p"><head>{PAYLOAD}</head><p rend="{PAYLOAD}">{PAYLOAD}<gi>{PAYLOAD}</gi>
<att>{PAYLOAD}</att><code>{PAYLOAD}</code><h:script>alert(3)</h:script><h:img src="x" onerror="alert(4)"/>
<ident>{PAYLOAD}</ident></p>
<egXML xmlns="http://www.tei-c.org/ns/Examples"><script a="{PAYLOAD}">{PAYLOAD}</script></egXML>
<eg>{PAYLOAD}</eg></div>
<schemaSpec ident="s" start="p" source="tei:4.8.0"><moduleRef key="tei"/><moduleRef key="core" include="p"/>
<elementSpec ident="bad" module="{PAYLOAD}" validUntil="{PAYLOAD}"><gloss>{PAYLOAD}</gloss><desc>{PAYLOAD}</desc>
<classes><memberOf key="model.pLike"/></classes><content><valList type="closed">
<valItem ident="{PAYLOAD}"/></valList></content>
<attList><attDef ident="a"><defaultVal>{PAYLOAD}</defaultVal></attDef></attList><remarks><p>{PAYLOAD}</p></remarks>
</elementSpec></schemaSpec></body></text></TEI>"""
    found = parsed(guide(compile_text(odd.encode(), "hostile.odd")))
    assert found.xpath("//script | //img | //@onerror | //comment() | //iframe | //object | //link") == []
    assert len(found.xpath("//style")) == 1
    assert found.xpath("//@style | //*[starts-with(name(), 'h:')]") == []
    assert said(found.xpath("//h1")[0]).startswith("</style><script>")
    assert [entry.get("id") for entry in found.xpath("//section[@id='element-p']")] == ["element-p"]


# --- a browser, and the checker ---


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, repository: Path, corpus: Path) -> dict[str, Path]:
    """Guides as files: of an ODD with one of everything, and of those that ship."""
    folder = tmp_path_factory.mktemp("guides")
    schemas = repository / "schemas"
    made = {
        "everything": guide(compile_odd(HERE / "guide.odd"), [corpus]),
        "documentary": guide(compile_odd(schemas / "tei-documentary.odd"), [repository / "corpus"]),
        "lite": guide(compile_odd(schemas / "tei-lite.odd")),
    }
    for name, found in made.items():
        (folder / f"{name}.html").write_text(found.html, encoding="utf-8", newline="\n")
    return {name: folder / f"{name}.html" for name in made}


@pytest.mark.slow
def test_nu_checker_finds_nothing(nu_checker: Callable[..., list[str]], pages: dict[str, Path]) -> None:
    assert nu_checker(pages.values()) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "name, width, scheme",
    [
        ("everything", 390, "dark"),
        # axe takes a minute for a guide with all of the elements that an edition uses.
        *(
            pytest.param(name, width, scheme, marks=pytest.mark.full)
            for name, width, scheme in (
                ("everything", 1280, "light"),
                ("documentary", 1280, "light"),
                ("documentary", 390, "dark"),
                ("lite", 1280, "light"),
                ("lite", 390, "dark"),
            )
        ),
    ],
)
def test_guide_is_accessible_and_fits(browser: Any, pages: dict[str, Path], name: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto(pages[name].as_uri())
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert messages == []
    page.close()


@pytest.mark.slow
def test_guide_works_without_javascript(browser: Any, expect: Any, pages: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["everything"].as_uri())
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".skip")).not_to_be_focused()
    page.locator("#first a.element").first.click()
    expect(page).to_have_url(re.compile("#element-p$"))
    context.close()


@pytest.mark.slow
def test_paper_unfolds_what_the_screen_folds(browser: Any, expect: Any, pages: dict[str, Path]) -> None:
    page = browser.new_page()
    page.goto(pages["documentary"].as_uri())
    folded = page.locator("[id='element-add.contained'] a").first
    expect(folded).to_be_hidden()
    page.emulate_media(media="print")
    expect(folded).to_be_visible()
    expect(page.locator(".self").first).to_be_hidden()
    page.close()


def test_attribute_of_a_choice_says_what_it_may_stand_instead_of() -> None:
    odd = (
        b'<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="choice" start="beat"><elementSpec ident="beat" '
        b'mode="add"><content><empty/></content><attList org="choice"><attDef ident="short" usage="req"/>'
        b'<attDef ident="long"/></attList></elementSpec></schemaSpec>'
    )
    usages = parsed(guide(compile_text(odd, "choice"))).find_class("usage")
    assert [one.text_content() for one in usages] == ["required, or instead of it @long", "not together with @short"]
