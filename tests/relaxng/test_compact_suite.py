"""The public suite of RELAX NG's compact syntax: every schema is read, or refused, as it says."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from tei.errors import SchemaError
from tei.relaxng import compact, compilation, grammar, model, writing_compact, writing_xml
from tei.relaxng.sources import UnreadableError

SUITE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "relaxng" / "compacttest.xml"
EXCLUDED: dict[int, str] = {}
"""Cases that are not run, by the line of the suite at which they begin, with the reason. There are none."""

pytestmark = pytest.mark.skipif(
    not SUITE.exists(),
    reason="the conformance cases are not beside the checkout (../shared)",
)


class Case(NamedTuple):
    line: int
    correct: bool
    schema: str
    files: dict[str, str]
    equal: bytes | None


def cases() -> Iterator[Case]:
    if not SUITE.exists():
        return
    for element in etree.parse(SUITE).iter("compact"):
        schema = next(element.iterchildren("correct", "incorrect"))
        line = schema.sourceline
        assert isinstance(line, int)
        if line in EXCLUDED:
            continue
        files = {resource.get("name", ""): resource.text or "" for resource in element.iterchildren("resource")}
        parent = element.getparent()
        same = None if parent is None else parent.find("xml/correct/*")
        equal = None if same is None else etree.tostring(same, encoding="utf-8", with_tail=False)
        yield Case(line, schema.tag == "correct", schema.text or "", files, equal)


CASES = list(cases())
CORRECT = [case for case in CASES if case.correct]


def name(case: Case) -> str:
    return f"line {case.line}"


def in_xml(case: Case) -> model.Pattern:
    """Return the same schema as the suite has it in XML syntax; its files are called .rng there."""
    assert case.equal is not None
    return grammar.read(case.equal.replace(b"x.rng", b"x.rnc"), "schema.rng")


def compiled(case: Case) -> compilation.Grammar:
    def load(address: str) -> tuple[bytes, str]:
        file = address.rpartition("/")[2]
        if file not in case.files:
            raise UnreadableError(address)
        return case.files[file].encode(), file

    return compilation.compiled(case.schema.encode(), "http://suite.example/schema.rnc", load)


def test_suite_is_whole() -> None:
    assert len(CASES) == 88
    assert len(CORRECT) == 56


@pytest.mark.parametrize("case", [case for case in CORRECT if case.equal], ids=name)
def test_correct_schema_is_what_it_is_in_xml_syntax(case: Case) -> None:
    assert compact.read(case.schema, "schema.rnc") == in_xml(case)


@pytest.mark.parametrize("case", CORRECT, ids=name)
def test_correct_schema_is_written_and_read_again(case: Case) -> None:
    pattern = compact.read(case.schema, "schema.rnc")
    assert compact.read(writing_compact.write(pattern), "schema.rnc") == pattern
    assert grammar.read(writing_xml.write(pattern).encode(), "schema.rng") == pattern


@pytest.mark.parametrize("case", [case for case in CASES if not case.correct], ids=name)
def test_incorrect_schema_is_refused_where_it_is_wrong(case: Case) -> None:
    with pytest.raises(SchemaError) as caught:
        compiled(case)
    for finding in caught.value.diagnostics:
        assert finding.rule.startswith("rng.schema.")
        assert finding.span > replace(finding.span, line=1, column=1, end_line=1, end_column=1)
