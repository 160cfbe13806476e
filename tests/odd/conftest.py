"""ODDs and sources as the tests write them, and content models from a few lines of compact syntax."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tei.diagnostics import Diagnostic
from tei.odd.bases.base import DocumentBase, specification_nodes
from tei.odd.content_models.automata import Automaton
from tei.odd.content_models.elements import Contents, contents
from tei.odd.source.files import Files
from tei.odd.source.reading import Reader
from tei.odd.specs import AttDef, AttList, AttRef, Spec
from tei.relaxng import sources
from translating import Translated

HERE = Path(__file__).resolve().parent

Opened = Callable[..., DocumentBase]
Write = Callable[..., Path]
Read = Callable[[str], "tuple[Spec, list[Diagnostic]]"]

HEAD = '<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" xmlns:rng="http://relaxng.org/ns/structure/1.0" ident="s">'


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A function that writes specifications as an ODD, from its second line on, and gives the path."""

    def write_odd(specifications: str, name: str = "my.odd") -> Path:
        path = tmp_path / name
        path.write_text(f"{HEAD}\n{specifications}\n</schemaSpec>\n", encoding="utf-8")
        return path

    return write_odd


@pytest.fixture
def read(write: Write) -> Read:
    """A function that reads a specification: it gives this, and the faults."""

    def read_spec(specification: str) -> tuple[Spec, list[Diagnostic]]:
        path = write(specification)
        files = Files(path)
        nodes = specification_nodes(files, files.open(sources.uri(str(path))).root)
        return Reader(files).spec(nodes[0]), files.faults

    return read_spec


@pytest.fixture(scope="session")
def opened() -> Opened:
    """A function that opens a file as a base."""

    def open_base(path: Path, name: str = "the source") -> DocumentBase:
        files = Files(path)
        return DocumentBase(files, files.open(sources.uri(str(path))).root, name)

    return open_base


@pytest.fixture(scope="session")
def source(opened: Opened) -> DocumentBase:
    """A source with one of everything."""
    return opened(HERE / "source.xml")


@pytest.fixture(scope="session")
def facts_of() -> Callable[[Spec | None], Spec | None]:
    """A function that gives a specification without its rules; prose and places do not count for equality."""

    def attributes(member: AttDef | AttRef | AttList) -> AttDef | AttRef | AttList:
        if isinstance(member, AttList):
            return replace(member, members=tuple(map(attributes, member.members)))
        return replace(member, constraints=()) if isinstance(member, AttDef) else member

    def bare(spec: Spec | None) -> Spec | None:
        if spec is None or spec.attributes is None:
            return spec and replace(spec, constraints=())
        members = tuple(map(attributes, spec.attributes.members))
        return replace(spec, constraints=(), attributes=replace(spec.attributes, members=members))

    return bare


@pytest.fixture(scope="session")
def grammar() -> Callable[[str], Contents]:
    """A function that returns what a grammar in compact syntax says of elements."""

    def read(text: str) -> Contents:
        return contents(sources.read(text.encode(), "grammar.rnc"), sources.nothing)

    return read


@pytest.fixture(scope="session")
def automaton(grammar: Callable[[str], Contents]) -> Callable[[str], Automaton]:
    """A function that returns the automaton of a content model over empty elements a to e."""
    empty = "\n".join(f"{name} = element {name} {{ empty }}" for name in "abcde")

    def read(model: str) -> Automaton:
        found = grammar(f"start = element root {{ {model} }}\n{empty}").language("root")
        assert found is not None
        return found

    return read


@pytest.fixture
def translate(tmp_path: Path) -> Callable[[str | Path], Translated]:
    """A function that translates a schema's file, or a grammar in compact syntax."""

    def read(schema: str | Path) -> Translated:
        if isinstance(schema, Path):
            return Translated(schema, tmp_path)
        path = tmp_path / "grammar.rnc"
        path.write_text(schema, encoding="utf-8")
        return Translated(path, tmp_path)

    return read
