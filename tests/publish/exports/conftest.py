"""Documents made of a few parts of a header, as a site publishes them; a site that is made of some of them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tei.limits import Limits
from tei.publish.exports.placing import Published, published
from tei.publish.model import Item, Site
from tei.publish.outlining import Source, outlined

BASE = "https://example.org/oseros/"
WHOLE = "Letters of the Oseros"
REPOSITORY = Path(__file__).resolve().parents[3]

AUTHOR = "<author><persName><forename>Ada</forename> <surname>Osero</surname></persName></author>"
DOCUMENT = """<TEI xmlns="http://www.tei-c.org/ns/1.0" {name}xml:lang="en"><teiHeader><fileDesc>
<titleStmt>{titles}{agents}</titleStmt>
<publicationStmt><publisher>Osero Press</publisher><date when="{published}"/>{publication}
<availability><licence target="https://creativecommons.org/licenses/by/4.0/">CC BY</licence></availability>
</publicationStmt>
<sourceDesc>{source}</sourceDesc></fileDesc><profileDesc>{profile}</profileDesc></teiHeader>
<text><body><p xml:id="p1">First.</p><p xml:id="p2">Second &amp; last.</p></body></text></TEI>"""

HOSTILE = {
    "braces": "A {lone } brace and {{two} \\end{document} \\",
    "quotes": "“He said: ‘no’”, \"and\" 'so' on",
    "bidi": "left \u202eright\u202c \u2067isolated and never closed",
    "lines": "one\n\n  two\tthree\u2028four\n@misc{evil,\nER  - \nTY  - JOUR",
    "markup": "</script><script>alert(1)</script><!-- ]]> & &amp;",
    "long": "A word and another. " * 500,
    "signs": "100% of $5 & #7 a_b ~ ^ ; , = @ % \U0001f600 Жук 書",
}

MakeDocument = Callable[..., Published]
MakeSite = Callable[..., Site]


@pytest.fixture
def make_item(tmp_path: Path) -> Callable[..., Item]:
    """A function that gives the item of a document with these parts; the title is plain text."""

    def make(title: str = "A Letter", *, name: str = "letter", **parts: str) -> Item:
        usual = {
            "titles": f"<title>{escape(title)}</title>",
            "agents": AUTHOR,
            "published": "2025-03-01",
            "publication": "",
            "source": "<p>Made up.</p>",
            "profile": "",
        }
        path = tmp_path / f"{name}.xml"
        text = DOCUMENT.format(name=f'xml:id="{name}" ' if name.isidentifier() else "", **usual | parts)
        path.write_text(text, encoding="utf-8", newline="\n")
        item = outlined(path.name, Source(tmp_path, Limits()))
        assert isinstance(item, Item)
        return item if item.identifier else replace(item, identifier=name)

    return make


@pytest.fixture
def make_document(make_item: Callable[..., Item]) -> MakeDocument:
    """A function that gives such a document as a part of a site, whose address is *base*."""
    return lambda *words, base=BASE, **parts: published(make_item(*words, **parts), WHOLE, base)


@pytest.fixture
def make_site() -> MakeSite:
    """A function that gives the site of some items."""

    def make(*items: Item, **said: str) -> Site:
        usual = {"base_url": BASE, "publisher": "Osero Press", "modified": "2025-04-02", "email": "ada@example.org"}
        return replace(Site(WHOLE, items), **usual | said)  # type: ignore[arg-type] # texts alone

    return make


@pytest.fixture(params=sorted(HOSTILE))
def hostile(request: pytest.FixtureRequest) -> str:
    """Each title that a form could be broken by."""
    return HOSTILE[request.param]


@pytest.fixture(scope="session")
def cable() -> Published:
    """The document of the repository's corpus."""
    corpus = REPOSITORY / "corpus"
    item = outlined("cable-59363.xml", Source(corpus, Limits(), authority=corpus / "authority.xml"))
    assert isinstance(item, Item)
    return published(item, WHOLE, BASE)
