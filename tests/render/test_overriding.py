"""A project's own stylesheet over ours: what the manual names is there, and its examples work everywhere."""

import os
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from tei import publish, render
from tei import settings as projects
from tei.document import Document, parse
from tei.errors import SchemaError
from tei.names import XSL

ROOT = Path(__file__).resolve().parents[2]
MANUAL = (ROOT / "docs" / "overriding.md").read_text(encoding="utf-8")
OURS = ROOT / "xslt" / "edition"
LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="letter" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>A letter</title></titleStmt><publicationStmt><p>x</p></publicationStmt>
<sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
<text><body><p>To <persName>Ann</persName>, under the <seal xmlns="urn:house">harbour</seal>.<note type="lexical">A
place.</note></p></body></text></TEI>"""


def example(name: str) -> str:
    found = re.search(rf":caption: {re.escape(name)}\n\n(.*?)```", MANUAL, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def letter() -> Document:
    return parse(LETTER.encode("utf-8"), "letter.xml")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "house.xsl"
    path.write_text(text, encoding="utf-8")
    return path


def own(body: str, taken_in: str = '<xsl:import href="edition.xsl"/>') -> str:
    return (
        f'<xsl:stylesheet version="3.0" xmlns:xsl="{XSL}" xmlns:e="urn:tei:edition" exclude-result-prefixes="#all"'
        f' xpath-default-namespace="http://www.tei-c.org/ns/1.0">{taken_in}{body}</xsl:stylesheet>'
    )


EXAMPLES = [
    ("house.xsl", '<b class="person"><span', "To ANN, under"),
    ("examples/element.xsl", '<span class="seal">seal of harbour</span>', "under the [seal of harbour]."),
    ("examples/heading.xsl", '<p class="series">Cables of 1949</p>', "Cables of 1949\nA letter\n"),
    ("examples/note.xsl", '<span class="caption">Word</span>', "[1] Word: A place."),
]


@pytest.mark.parametrize("name, markup, words", EXAMPLES)
def test_example_works_in_every_form(tmp_path: Path, letter: Document, name: str, markup: str, words: str) -> None:
    sheet = written(tmp_path, example(name))
    assert markup in render.html(letter, stylesheet=sheet)
    assert words in render.text(letter, stylesheet=sheet)
    with zipfile.ZipFile(BytesIO(render.epub(letter, stylesheet=sheet))) as book:
        pages = "".join(book.read(one).decode() for one in book.namelist() if one.endswith(".xhtml"))
    assert markup in pages


@pytest.mark.parametrize("name, markup, words", EXAMPLES)
def test_example_works_in_a_site(tmp_path: Path, name: str, markup: str, words: str) -> None:
    written(tmp_path, example(name))
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "letter.xml").write_text(LETTER, encoding="utf-8")
    (tmp_path / "tei.toml").write_text('[render]\nstylesheet = "house.xsl"\n', encoding="utf-8")
    publish.publish(tmp_path / "corpus", tmp_path / "site", settings=projects.load(tmp_path), force=True, cache=False)
    folder = tmp_path / "site" / "documents" / "letter"
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert markup in page
    assert '<nav class="document-bar"' in page
    assert words in (folder / "letter.txt").read_text(encoding="utf-8")


def declared(kind: str, form: str) -> set[str]:
    """The names of all declarations of a kind in what a form is made by."""
    names: set[str] = set()
    waiting, seen = [form], set[str]()
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        root = etree.parse(OURS / file).getroot()
        waiting += [one.get("href", "") for one in root.iterchildren(f"{{{XSL}}}include")]
        names |= {one.get("name", "") for one in root.iterchildren(*(f"{{{XSL}}}{each}" for each in kind.split()))}
    return names


def documented() -> dict[str, set[str]]:
    surface = MANUAL.partition("## What you can rely on")[2]
    modes, _, rest = surface.partition("**Named templates.**")
    templates, _, rest = rest.partition("**Functions.**")
    functions, _, variables = rest.partition("**Variables**")
    return {
        "mode": set(re.findall(r"^\| `(e:[\w-]+)` ", modes, re.MULTILINE)),
        "template": set(re.findall(r"`(e:[\w-]+)`", templates)) - {"e:reading"},
        "function": set(re.findall(r"^\| `(e:[\w-]+)\(", functions, re.MULTILINE)),
        "variable param": set(re.findall(r"`\$([\w-]+)`", variables)),
    }


@pytest.mark.parametrize("kind", ["mode", "template", "function", "variable param"])
def test_what_the_manual_names_is_there(kind: str) -> None:
    names = documented()[kind]
    assert len(names) > 5
    assert names <= declared(kind, "html.xsl") | declared(kind, "text.xsl")


@pytest.mark.parametrize("form", ["html.xsl", "text.xsl"])
@pytest.mark.parametrize("kind", ["function", "variable param"])
def test_what_may_be_called_is_there_in_both_forms(kind: str, form: str) -> None:
    assert documented()[kind] <= declared(kind, form)


@pytest.mark.parametrize("form", ["html.xsl", "text.xsl"])
def test_templates_that_may_be_called_are_there_in_both_forms(form: str) -> None:
    assert {"e:content", "e:block", "e:text-heading"} <= declared("template", form)


INNER = {"e:page-route", "e:page-hands", "e:page-signs", "e:page-rights", "e:citation"}
CALLED = {"e:content", "e:block", "e:text-heading"}


@pytest.mark.parametrize("inner", [False, True])
def test_parts_can_be_replaced(tmp_path: Path, inner: bool) -> None:  # noqa: FBT001 - a parameter of the test
    app = "<app><lem wit='#a'>x</lem><rdg wit='#b'>y</rdg></app>"
    source = (
        (ROOT / "corpus" / "cable-59363.xml").read_text(encoding="utf-8").replace("</body>", f"<p>{app}</p></body>")
    )
    cable = parse(source.encode("utf-8"), "cable.xml")
    parts = INNER if inner else documented()["template"] - INNER - CALLED
    line = "<xsl:sequence select=\"e:line('MINE', '', '')\"/>"
    body = "".join(
        f'<xsl:template name="{part}">{line if part.startswith("e:text") else "<p>MINE</p>"}</xsl:template>'
        for part in parts
    )
    sheet = written(tmp_path, own(body))
    in_text = sum(part.startswith("e:text") for part in parts)
    assert render.text(cable, stylesheet=sheet).count("MINE") == in_text
    assert render.html(cable, stylesheet=sheet).count("<p>MINE</p>") == len(parts) - in_text


def test_ours_with_a_high_priority_gives_way(tmp_path: Path, letter: Document) -> None:
    sheet = written(tmp_path, own('<xsl:template match="persName" mode="e:reading"><i>mine</i></xsl:template>'))
    assert "To <i>mine</i>, under" in render.html(letter, stylesheet=sheet)


@pytest.mark.parametrize("taken_in", ['<xsl:import href="edition.xsl"/>', '<xsl:include href="html.xsl"/>', ""])
@pytest.mark.parametrize("match", ["/", "document-node() | x"])
def test_template_for_the_whole_is_refused_with_its_place(
    tmp_path: Path, letter: Document, taken_in: str, match: str
) -> None:
    sheet = written(tmp_path, own(f'\n<xsl:template match="{match}"><p/></xsl:template>', taken_in))
    with pytest.raises(SchemaError, match="take the place of the whole edition") as caught:
        render.html(letter, stylesheet=sheet)
    (found,) = caught.value.diagnostics
    assert (found.rule, found.path, found.span.line, found.span.column) == ("xsl.stylesheet", str(sheet), 2, 1)


@pytest.mark.parametrize("instruction", ["import", "include"])
@pytest.mark.parametrize(
    "address", ["../words/en.toml", "../../other.xsl", "{here}/part.xsl", "part.xsl", "../edition"]
)
def test_nothing_but_what_tei_ships_is_taken_in(
    tmp_path: Path, letter: Document, instruction: str, address: str
) -> None:
    (tmp_path / "part.xsl").write_text(own(""), encoding="utf-8")
    named = address.format(here=os.path.relpath(tmp_path, OURS))
    sheet = written(tmp_path, own("", f'\n  <xsl:{instruction} href="{named}"/>'))
    with pytest.raises(SchemaError) as caught:
        render.html(letter, stylesheet=sheet)
    (found,) = caught.value.diagnostics
    assert (found.rule, found.span.line, found.span.column) == ("xsl.stylesheet", 2, 3)
    assert found.message == f"“{named}” is none of the stylesheets that tei ships: no others are taken in here"


def test_template_for_the_whole_in_a_mode_of_ones_own_is_not(tmp_path: Path, letter: Document) -> None:
    sheet = written(tmp_path, own('<xsl:template match="/" mode="mine"><p/></xsl:template>'))
    assert "A letter" in render.html(letter, stylesheet=sheet)


def test_page_that_has_lost_a_place_of_the_site_is_refused(tmp_path: Path, letter: Document) -> None:
    sheet = written(tmp_path, own('<xsl:template name="e:page-footer"><footer/></xsl:template>'))
    assert "<footer></footer>" in render.html(letter, stylesheet=sheet)
    with pytest.raises(SchemaError, match=r"no place .* any more: downloads"):
        render.framed(letter, render.Frame("a.css", "style-src 'self'"), stylesheet=sheet)


def test_plain_text_is_not_affected_by_what_changes_pages_alone(tmp_path: Path, letter: Document) -> None:
    body = '<xsl:template match="persName" mode="e:phrase">mine</xsl:template>'
    sheet = written(tmp_path, own(body, '<xsl:include href="html.xsl"/>'))
    assert render.text(letter, stylesheet=sheet) == render.text(letter)


def test_fault_in_a_template_of_ones_own_has_its_place(tmp_path: Path, letter: Document) -> None:
    sheet = written(
        tmp_path, own('\n\n<xsl:template match="p" mode="e:reading"><xsl:value-of select="1 +"/></xsl:template>')
    )
    with pytest.raises(SchemaError) as caught:
        render.html(letter, stylesheet=sheet)
    (found,) = caught.value.diagnostics
    assert (found.path, found.span.line) == (str(sheet), 3)
