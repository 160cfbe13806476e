"""Content models from a few lines of compact syntax."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tei.odd.automata import Automaton
from tei.odd.contents import Contents, contents
from tei.relaxng import sources
from translating import Translated


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
