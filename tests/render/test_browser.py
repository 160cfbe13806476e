"""Pages as the Nu checker and a real browser see them; skipped where these are not installed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tei import render
from tei.document import Document, parse

EVERYTHING = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="de"><teiHeader><fileDesc><titleStmt>
<title>Probe</title><editor xml:id="ed">E. D.</editor></titleStmt><publicationStmt><p>-</p></publicationStmt>
<sourceDesc><msDesc><msIdentifier><idno>1</idno></msIdentifier><physDesc><handDesc><handNote xml:id="h">Rot.</handNote>
</handDesc></physDesc></msDesc></sourceDesc></fileDesc></teiHeader>
<text><front><div type="section"><head>Front</head><p xml:id="a.b">x</p></div></front><body>
<div type="letter"><head>One <note>n in head</note></head><head>Second head</head>
<note type="annotation" hand="#h" place="top">hand</note><fw type="letterhead" xml:id="fw">Kopf</fw>
<note type="translator" target="#fw">about the letterhead</note>
<argument><p>argument</p></argument><epigraph><quote>epigraph</quote></epigraph>
<opener><dateline>dl</dateline><salute>Dear <persName>X <supplied reason="lost" resp="#ed">Y</supplied></persName>
</salute></opener>
<p xml:id="p1">Text <hi rend="bold italic">b</hi> <hi rend="superscript">2</hi> <del hand="#h">d</del>
<add hand="#h" place="above">a</add> <subst><del>x</del><add>y</add></subst>
<choice><sic>teh</sic><corr resp="#ed">the</corr></choice>
<choice><abbr>Dr</abbr><expan>D<ex>octo</ex>r</expan></choice>
<choice><unclear>a1</unclear><unclear>b1</unclear></choice> <unclear reason="faded">u</unclear>
<damage agent="water">dm</damage> <gap reason="editorial"/> <gap reason="illegible" quantity="2" unit="word"/>
<space quantity="3" unit="line"/> <foreign xml:lang="ar">عربي</foreign> <term>tm</term> <title level="m">T</title>
<ref target="https://example.org/?a=b&amp;c=%22">ok <persName>Inner</persName></ref> <ref target="#p1">self</ref>
<ptr target="#p1"/> <pb n="2"/> <lb/>after <date when="1949-02">feb</date> <time when="11:00:00">t</time>
<list><head>lh</head><item>i1<list type="numbered"><item>deep</item></list></item><pb n="3"/><item>i2</item></list> tail
<note type="footnote"><p>np1</p><p>np2 <note>nested</note></p></note>
<seg type="signature" hand="#h"><gap reason="illegible" unit="signature" quantity="1"/></seg>
<metamark function="insertion"/> <surplus>su</surplus> <code>c&lt;d</code> <milestone unit="section"/>
<anchor xml:id="anc"/> <handShift new="#h"/>
<figure><graphic url="http://example.org/i.png"/><head>fh</head><figDesc>fd</figDesc></figure></p>
<list><label>L1</label><item>D1</item><label>L2</label><item>D2</item></list>
<list><label>L1</label><item>D1</item><item>D3</item></list>
<table><head>Tab</head><row role="label"><cell>A</cell><cell>B</cell></row><row><cell><p>para</p></cell>
<cell>3<note>cell note</note></cell></row><pb n="4"/></table><row><cell>stray</cell></row><item>stray</item>
<quote><p>block quote</p></quote><cit><quote>cq</quote><bibl>cb</bibl></cit><note>stays</note>
<note type="mark" hand="#h" place="margin right" rend="red" target="#p1 #p2"/><p xml:id="p2">two</p>
<floatingText type="message"><body><head>ft</head><p>inner</p></body></floatingText><stamp type="owner">S<lb/>T</stamp>
<address><addrLine>a1</addrLine><addrLine>a2</addrLine></address><lg><l>v1</l><l>v2</l></lg><zzz>unknown <p>x</p></zzz>
<ab type="unresolved">unres</ab><hi><p>p in hi</p></hi><persName>n <p>p in a name</p></persName>
<closer><salute>Bye</salute><signed rend="autograph"><persName>Z</persName></signed></closer>
<postscript><p>PS</p></postscript><trailer>tr</trailer><listBibl><head>LB</head><bibl>b1</bibl><bibl>b2</bibl></listBibl>
</div></body></text></TEI>"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, cable: Document, authority: Document) -> dict[str, Path]:
    """The cable in both views, and a page with everything on it."""
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "reading": render.html(cable, authority=authority),
        "diplomatic": render.html(cable, view="diplomatic", authority=authority),
        "everything": render.html(parse(EVERYTHING.encode("utf-8"), "everything.xml")),
    }
    for name, page in made.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8", newline="\n")
    return {name: folder / f"{name}.html" for name in made}


@pytest.mark.slow
def test_nu_checker_finds_nothing(nu_checker: Callable[..., list[str]], pages: dict[str, Path]) -> None:
    assert nu_checker(pages.values()) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["reading", "diplomatic", "everything"])
def test_page_is_accessible_and_fits(browser: Any, pages: dict[str, Path], name: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(pages[name].as_uri())
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
def test_tip_shows_on_focus_within_the_screen(browser: Any, expect: Any, pages: dict[str, Path], width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto(pages["reading"].as_uri())
    tips = page.locator(".document .sign > .tip")
    assert tips.count() == 7
    for number in range(tips.count()):
        tip = tips.nth(number)
        expect(tip).to_be_hidden()
        tip.locator("xpath=..").focus()
        expect(tip).to_be_visible()
        box = tip.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    page.close()


@pytest.mark.slow
def test_page_works_without_javascript(browser: Any, expect: Any, pages: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["reading"].as_uri())
    page.locator(".document .sign.original").first.hover()
    expect(page.locator(".document .sign.original .tip").first).to_be_visible()
    page.locator("a[role=doc-noteref]").first.click()
    expect(page).to_have_url(re.compile("#note:1$"))
    context.close()


@pytest.mark.slow
def test_paper_has_no_controls(browser: Any, expect: Any, pages: dict[str, Path]) -> None:
    page = browser.new_page()
    page.goto(pages["reading"].as_uri())
    page.emulate_media(media="print")
    for control in (".skip", ".contents", ".self", ".back", ".hint"):
        expect(page.locator(control).first).to_be_hidden()
    expect(page.locator("section.notes")).to_be_visible()
    # Drawn as a border: browsers print no backgrounds unless they are asked to.
    width = page.evaluate("getComputedStyle(document.querySelector('.marked-left'), '::before').borderLeftWidth")
    assert width == "3px"
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("side", ["left", "right"])
def test_marks_in_the_margin_stand_within_the_paper(browser: Any, pages: dict[str, Path], side: str) -> None:
    probe = EVERYTHING.replace('place="margin right"', f'place="margin {side}"')
    target = pages["everything"].with_name(f"margin-{side}.html")
    target.write_text(render.html(parse(probe.encode("utf-8"), "margin.xml")), encoding="utf-8")
    page = browser.new_page(viewport={"width": 720, "height": 1000})
    page.goto(target.as_uri())
    page.emulate_media(media="print")
    beyond = page.evaluate(
        "(side) => { const one = document.querySelector('.marked-' + side), box = one.getBoundingClientRect(),"
        " away = -parseFloat(getComputedStyle(one, '::before')[side]);"
        " return side === 'left' ? away - box.left : box.right + away - document.documentElement.clientWidth; }",
        side,
    )
    assert beyond <= 0
    page.close()
