"""The public RELAX NG suite: every schema that is right is accepted, every other refused, every document judged so."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

import pytest
from lxml import etree

from tei.errors import SchemaError
from tei.relaxng import compact, compilation, grammar, model, writing_compact, writing_xml
from tei.relaxng.bindings import walk
from tei.relaxng.derivatives import parts
from tei.relaxng.patterns import Pattern
from tei.relaxng.sources import Loader, UnreadableError
from tei.relaxng.validator import Validator

SUITE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "relaxng" / "spectest.xml"
ADDRESS = "http://suite.example/"
EXCLUDED: dict[int, str] = {}
"""Cases that are not run, by the line of the suite at which they begin, with the reason. There are none."""

pytestmark = pytest.mark.skipif(
    not SUITE.exists(), reason="the conformance cases are not beside the checkout (../shared)"
)


class Case(NamedTuple):
    line: int
    section: str
    correct: bool
    schema: bytes
    files: dict[str, bytes]
    documents: tuple[tuple[bool, bytes], ...]


def inside(element: etree._Element) -> bytes:
    (child,) = element.iterchildren(etree.Element)
    return etree.tostring(child, encoding="utf-8", with_tail=False)


def files(element: etree._Element, address: str) -> Iterator[tuple[str, bytes]]:
    for resource in element.iterchildren("resource"):
        yield urljoin(address, resource.get("name", "")), inside(resource)
    for folder in element.iterchildren("dir"):
        yield from files(folder, urljoin(address, folder.get("name", "") + "/"))


def cases() -> Iterator[Case]:
    if not SUITE.exists():
        return
    for element in etree.parse(SUITE).iter("testCase"):
        line = element.sourceline
        assert isinstance(line, int)
        if line in EXCLUDED:
            continue
        schema = next(element.iterchildren("correct", "incorrect"))
        documents = tuple(
            (document.tag == "valid", inside(document)) for document in element.iterchildren("valid", "invalid")
        )
        section = element.findtext("section") or "?"
        correct = schema.tag == "correct"
        yield Case(line, section, correct, inside(schema), dict(files(element, ADDRESS)), documents)


CASES = list(cases())


def loader(case: Case) -> Loader:
    def load(address: str) -> tuple[bytes, str]:
        if address not in case.files:
            raise UnreadableError(address)
        return case.files[address], address

    return load


def compiled(case: Case) -> compilation.Grammar:
    return compilation.compiled(case.schema, f"{ADDRESS}schema.rng", loader(case))


def name(case: Case) -> str:
    return f"{case.section} line {case.line}"


def test_suite_is_whole() -> None:
    assert len(CASES) == 385
    assert sum(case.correct for case in CASES) == 172
    assert sum(valid for case in CASES for valid, _ in case.documents) == 289
    assert sum(not valid for case in CASES for valid, _ in case.documents) == 291


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("case", [case for case in CASES if case.correct], ids=name)
def test_correct_schema_judges_documents(case: Case) -> None:
    start, table = compiled(case)
    validator = Validator(start, table)
    for valid, document in case.documents:
        assert validator.is_valid(document) is valid, document.decode()
        findings = validator.validate(document, "document.xml")
        assert (not findings) is valid, findings


@pytest.mark.parametrize("case", [case for case in CASES if case.correct], ids=name)
def test_correct_schema_is_written_in_both_syntaxes_and_read_again(case: Case) -> None:
    pattern = grammar.read(case.schema, f"{ADDRESS}schema.rng")
    in_compact = compact.read(writing_compact.write(pattern), f"{ADDRESS}schema.rnc")
    again = grammar.read(writing_xml.write(in_compact).encode(), f"{ADDRESS}schema.rng")
    assert shape(pattern, case) == shape(in_compact, case) == shape(again, case)
    assert noted(pattern) == noted(in_compact) == noted(again)


def shape(pattern: model.Pattern, case: Case) -> list[object]:
    """Return the grammar in simple form, each pattern with the numbers of those that it joins."""
    made = compilation.simplified(pattern, loader(case))
    rows: list[object] = []
    waiting, seen = [made.start], {made.start}
    while waiting:
        one = waiting.pop()
        leaf = [getattr(one, name, None) for name in ("name_class", "datatype", "value")]
        joined = [*parts(one), *(getattr(one, name, None) for name in ("content", "pattern", "exception"))]
        others = [part for part in joined if isinstance(part, Pattern)]
        rows.append((type(one).__name__, one.uid, leaf, [other.uid for other in others]))
        waiting += [other for other in others if other not in seen]
        seen.update(others)
    return rows


def noted(pattern: model.Pattern) -> list[object]:
    """Return the annotations of every part of *pattern*."""
    return [(type(node).__name__, node.annotations, node.following) for node in walk(pattern)]


@pytest.mark.parametrize("case", [case for case in CASES if not case.correct], ids=name)
def test_incorrect_schema_is_refused_where_it_is_wrong(case: Case) -> None:
    with pytest.raises(SchemaError) as caught:
        compiled(case)
    for finding in caught.value.diagnostics:
        assert finding.rule.startswith("rng.schema.")
        assert finding.path.startswith(ADDRESS)
        assert finding.span > type(finding.span)(1, 1, 1, 1)
