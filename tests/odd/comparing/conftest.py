"""Schemas to compare, from a few lines of compact syntax or of an ODD."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tei.odd.comparing import Side, opened
from tei.odd.comparing.changes import Change, Difference, Kind
from tei.odd.comparing.comparison import compare

Open = Callable[[str], Side]
Differ = Callable[[str, str], list[Difference]]

ODD = (
    '<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" ident="own" source="tei:4.7.0" start="p">'
    '<moduleRef key="tei"/><moduleRef key="core" include="p hi"/>{0}</schemaSpec>'
)


@pytest.fixture
def side(tmp_path: Path) -> Open:
    """A function that opens a grammar, or the ODD around what begins with a tag."""
    numbers = count()

    def open_side(text: str) -> Side:
        is_odd = text.startswith("<") or not text
        path = tmp_path / f"schema{next(numbers)}{'.odd' if is_odd else '.rnc'}"
        path.write_text(ODD.format(text) if is_odd else text, encoding="utf-8")
        return opened(str(path))

    return open_side


@pytest.fixture
def differ(side: Open) -> Differ:
    """A function that returns the differences of two schemas."""

    def compared(before: str, after: str) -> list[Difference]:
        return list(compare(side(before), side(after)).differences)

    return compared


@pytest.fixture
def only(differ: Differ) -> Callable[[str, str], Change]:
    """A function that returns the one difference of the element ``p``."""

    def one(before: str, after: str) -> Change:
        own = "start = p\na = element a { empty }\nb = element b { empty }\nc = element c { empty }\np = element p { "
        [difference] = differ(f"{own}{before} }}", f"{own}{after} }}")
        assert difference.elements == ("p",)
        return difference.change

    return one


@pytest.fixture
def of_kind(differ: Differ) -> Callable[..., list[tuple[Change, tuple[str, ...]]]]:
    """A function that returns the differences of some kinds with the local names of their elements."""

    def chosen(before: str, after: str, *kinds: Kind) -> list[tuple[Change, tuple[str, ...]]]:
        return [
            (one.change, tuple(name.rpartition("}")[2] for name in one.elements))
            for one in differ(before, after)
            if not kinds or one.change.kind in kinds
        ]

    return chosen
