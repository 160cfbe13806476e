"""Corpora of a few lines, and what is inferred from them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tei.names import prefixed
from tei.odd.compiling import Compiled, compile_odd
from tei.odd.content_models import elements
from tei.relaxng import sources

TEI = "http://www.tei-c.org/ns/1.0"
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p>P</p></publicationStmt>"
    "<sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader>"
)

Corpus = Callable[..., Path]


def document(body: str, attributes: str = "") -> str:
    """A whole document with *body* in its text."""
    return f'<TEI xmlns="{TEI}"{attributes}>{HEADER}<text><body>{body}</body></text></TEI>'


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """A function that writes documents with these bodies into a folder and returns it."""

    def write(*bodies: str) -> Path:
        folder = tmp_path / "corpus"
        folder.mkdir(exist_ok=True)
        for number, body in enumerate(bodies):
            text = body if body.startswith(("<TEI", "<?xml", "<!DOCTYPE")) else document(body)
            (folder / f"{number:03}.xml").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def whole() -> Callable[[str], str]:
    """A function that returns a whole document with this body."""
    return document


@pytest.fixture
def compiled(tmp_path: Path) -> Callable[[str], Compiled]:
    """A function that compiles the text of an ODD."""

    def compile_text(text: str) -> Compiled:
        path = tmp_path / "inferred.odd"
        path.write_text(text, encoding="utf-8")
        return compile_odd(path)

    return compile_text


@pytest.fixture(scope="session")
def vocabulary() -> Callable[[Compiled], dict[str, set[str]]]:
    """A function that returns the elements of a schema, each with its attributes, by names as people write them."""

    def read(made: Compiled) -> dict[str, set[str]]:
        found = elements.contents(made.grammar, sources.nothing)
        return {
            prefixed(name): {prefixed(elements.symbol(attribute)) for attribute in found.attributes(name)}
            for name in found.named
        }

    return read
