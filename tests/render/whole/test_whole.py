"""Every element of TEI P5 that may be in a text: an instance of each is rendered, and all its words are there."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final, Literal

import pytest
import smallest
from lxml import etree
from smallest import Vocabulary

from tei import relaxng, render
from tei.document import Document, parse
from tei.names import RNG, TEI, tei_name
from tei.odd.compiling import Compiled

View = Literal["reading", "diplomatic"]

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>Whole</title></titleStmt><publicationStmt><p/></publicationStmt>"
    "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)
WORD = re.compile(r"w\d{4,6}q")
# The checker does not compute hashes, takes JSON-LD, which no browser runs, for a script, and guesses at the language
# of words that are none.
NOT_A_FAULT = ".*(violates Content Security Policy|appears to be written in).*"
DATA_ADDRESS = re.compile(r'"data:[^"]*"')

# What is deliberately not among the words: of these elements nothing, or everything but the reading that is shown.
NO_WORDS: Final = {"binaryObject": "holds data in base64, and no words"}
ONE_READING: Final = {
    ("reading", "html"): {},
    ("reading", "text"): {"choice": "plain text has one reading; the page tells the others on demand"},
    ("diplomatic", "html"): {
        "choice": "the lines of the source have what stands there, and not what an editor made of it",
        "app": "the lines are those of one witness",
    },
    ("diplomatic", "text"): {"choice": "as on the page", "app": "as on the page"},
}

# HTML has no end tag for these.
VOID = {"meta", "link", "br", "img", "input"}
BLOCKS = {"p", "div", "ul", "ol", "dl", "table", "section", "pre", "figure", "blockquote", "h2", "h3", "h4", "h5", "h6"}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    """The whole of TEI P5 as a schema."""
    return smallest.schema(tmp_path_factory.mktemp("odd"))


@pytest.fixture(scope="module")
def vocabulary(compiled: Compiled) -> Vocabulary:
    """Its elements, those that may be in a text."""
    return smallest.vocabulary(compiled)


@pytest.fixture(scope="module")
def parts(vocabulary: Vocabulary) -> dict[str, str]:
    """An instance of each element, within a division."""
    return {symbol: vocabulary.hosted(symbol) for symbol in vocabulary.elements}


def document(parts: Iterable[str]) -> Document:
    source = f'<TEI xmlns="{TEI}">{HEADER}<text><body>{"".join(parts)}</body></text></TEI>'
    return parse(source.encode("utf-8"), "whole.xml")


def words_of(elements: Iterable[etree._Element]) -> set[str]:
    return {word for element in elements for word in WORD.findall("".join(map(str, element.itertext())))}


def missing(part: str, shown: set[str], view: View, form: str) -> set[str]:
    """The words of an instance that should be shown and are not; of readings those of the first, if none is shown."""
    root = etree.fromstring(f'<x xmlns="{TEI}">{part}</x>')
    hidden = words_of(element for name in NO_WORDS for element in root.iter(tei_name(name)))
    found: set[str] = set()
    for name in ONE_READING[view, form]:
        for element in root.iter(tei_name(name)):
            readings = [words_of([reading]) - hidden for reading in element]
            if not any(reading & shown for reading in readings):
                found |= readings[0]
            hidden |= words_of(element)
    return found | (set(WORD.findall(part)) - hidden - shown)


def rendered(source: Document, view: View, form: str) -> str:
    output = render.html(source, view=view) if form == "html" else render.text(source, view=view)
    return DATA_ADDRESS.sub('""', output)


def lost(parts: dict[str, str], view: View, form: str) -> dict[str, set[str]]:
    """The words of each instance that are not in the edition."""
    shown = set(WORD.findall(rendered(document(parts.values()), view, form)))
    return {name: found for name, part in parts.items() if (found := missing(part, shown, view, form))}


def test_whole_of_tei_is_looked_at(vocabulary: Vocabulary, parts: dict[str, str]) -> None:
    assert len(parts) == 512
    wordy = [name for name in parts if vocabulary.may_have_words(name)]
    assert len(wordy) == 466
    assert all(WORD.search(parts[name]) for name in wordy)
    assert sum(1 for name in parts if not name.startswith(f"{{{TEI}}}")) == 1


def test_instances_are_valid(compiled: Compiled, parts: dict[str, str]) -> None:
    schema = relaxng.load(compiled.rng.encode("utf-8"))
    assert schema.validate(document(parts.values()).source.encode("utf-8")) == []


@pytest.mark.parametrize("form", ["html", "text"])
@pytest.mark.parametrize("view", ["reading", "diplomatic"])
def test_no_element_loses_its_words(parts: dict[str, str], view: View, form: str) -> None:
    assert lost(parts, view, form) == {}


@pytest.mark.parametrize("form", ["html", "text"])
@pytest.mark.parametrize("view", ["reading", "diplomatic"])
def test_no_element_is_called_unknown(parts: dict[str, str], view: View, form: str) -> None:
    assert "unknown" not in rendered(document(parts.values()), view, form).lower()


@pytest.mark.parametrize("form", ["html", pytest.param("text", marks=pytest.mark.full)])
@pytest.mark.parametrize("view", ["reading", pytest.param("diplomatic", marks=pytest.mark.full)])
def test_every_element_may_have_every_attribute(
    compiled: Compiled, parts: dict[str, str], view: View, form: str
) -> None:
    grammar = etree.fromstring(compiled.rng.encode("utf-8"))
    names = {str(one.get("name")) for one in grammar.iter(f"{{{RNG}}}attribute") if ":" not in one.get("name", ":")}
    assert {"rend", "type", "place", "hand"} < names
    source = document(parts.values())
    for element in next(source.root.iter(tei_name("text"))).iter(f"{{{TEI}}}*"):
        for name in names - set(map(str, element.attrib)):
            element.set(name, "two words")
    # They may make a word into another reading, or a mark; that it comes to an end is what counts.
    assert rendered(parse(etree.tostring(source.root), "whole.xml"), view, form)


@pytest.mark.full
def test_no_child_of_any_element_loses_its_words(vocabulary: Vocabulary) -> None:
    pairs = list(vocabulary.pairs())
    assert len(pairs) > 46_000
    for start in range(0, len(pairs), 2000):
        parts = {f"{outer} {inner}": vocabulary.within(outer, inner) for outer, inner in pairs[start : start + 2000]}
        for view in VIEWS:
            for form in ("html", "text"):
                assert lost(parts, view, form) == {}


VIEWS: Final[tuple[View, ...]] = ("reading", "diplomatic")


class Tags(HTMLParser):
    """Reads a page as it is written: what is not closed in its turn, and blocks within paragraphs, are faults."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()
        self.targets: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS and "p" in self.open:
            self.faults.append(f"<{tag}> in <p>, at {self.getpos()}")
        if tag == "a" and "a" in self.open:
            self.faults.append(f"<a> in <a>, at {self.getpos()}")
        for name, value in attrs:
            if name == "id" and value:
                self.ids[value] += 1
            elif name == "href" and value and value.startswith("#"):
                self.targets.add(value[1:])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing, at {self.getpos()}")


@pytest.mark.parametrize("view", VIEWS)
def test_page_of_all_elements_is_well_formed(parts: dict[str, str], view: View) -> None:
    tags = Tags(render.html(document(parts.values()), view=view))
    assert tags.faults == []
    assert tags.open == []
    assert [name for name, count in tags.ids.items() if count > 1] == []
    assert tags.targets <= set(tags.ids)


@pytest.fixture(scope="module")
def pages(parts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[View, Path]:
    """The page of all elements in both views."""
    folder = tmp_path_factory.mktemp("pages")
    for view in VIEWS:
        page = render.html(document(parts.values()), view=view)
        (folder / f"{view}.html").write_text(page, encoding="utf-8", newline="\n")
    return {view: folder / f"{view}.html" for view in VIEWS}


@pytest.mark.slow
def test_nu_checker_finds_nothing(nu_checker: Callable[..., list[str]], pages: dict[View, Path]) -> None:
    assert nu_checker(pages.values(), NOT_A_FAULT) == []


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS)
def test_page_is_accessible_and_fits(
    browser: Any, pages: dict[View, Path], view: View, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(pages[view].as_uri())
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    page.close()
