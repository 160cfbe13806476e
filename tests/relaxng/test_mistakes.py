"""Mistakes as editors make them, one a document, or several: exactly these findings, in these places, in these words.

The documents and what is expected of them are in ``mistakes/``; ``benchmarks/mistakes.py`` tells how they are written.
"""

from functools import cache
from pathlib import Path

import pytest

import mistakes
from tei.relaxng import Schema, load

SINGLE = mistakes.collection("single")
SEVERAL = mistakes.collection("several")
LEAST_SINGLE = 120
LEAST_SEVERAL = 15


@cache
def schema(name: str) -> Schema:
    path = mistakes.SCHEMAS[name]
    if not path.is_file():
        pytest.skip(f"{path.name} is not beside the checkout (../shared/data)")
    return load(path)


@pytest.mark.parametrize("mistake", SINGLE + SEVERAL, ids=lambda mistake: mistake.name)
def test_findings_are_those_expected(mistake: mistakes.Mistake) -> None:
    found = schema(mistake.schema).validate(mistake.path)
    expected = mistake.findings
    assert [one.message for one in found] == [one.message for one in expected]
    for one, wanted in zip(found, expected, strict=True):
        span = one.span
        assert (one.rule, one.help) == (wanted.rule, wanted.help)
        assert f"{span.line}:{span.column}-{span.end_line}:{span.end_column}" == wanted.place
        assert wanted.allowed is None or one.expected == wanted.allowed


def test_collection_is_large_enough_and_one_mistake_is_one_finding() -> None:
    assert len({mistake.path for mistake in SINGLE}) >= LEAST_SINGLE
    assert len({mistake.path for mistake in SEVERAL}) >= LEAST_SEVERAL
    assert {len(mistake.findings) for mistake in SINGLE} == {1}
    assert {len(mistake.findings) for mistake in SEVERAL} == {2, 3, 4, 5}


def test_printed_comparison_is_of_these_documents(repository: Path) -> None:
    table = (repository / "benchmarks" / "diagnostics.md").read_text(encoding="utf-8")
    rows = {line.split(" | ")[0].removeprefix("| "): line for line in table.splitlines() if line.startswith("| ")}
    for mistake in reversed(SINGLE):
        answers = {each.findings[0].message for each in SINGLE if each.path == mistake.path}
        row = rows[mistake.path.stem]
        assert mistake.title in row
        assert any(answer in row.replace("\\|", "|") for answer in answers)


def test_most_mistakes_need_nothing_beside_the_checkout() -> None:
    own = {mistake.path for mistake in SINGLE if mistake.schema == "tei-documentary"}
    assert len(own) >= LEAST_SINGLE


def test_what_is_expected_must_be_written_as_agreed(tmp_path: Path) -> None:
    for text in ("<TEI/>", "<!-- a --><TEI/><?expect tei_all\nrule 1:1\nmessage\n?>"):
        path = tmp_path / "a.xml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ValueError, match="expected"):
            mistakes.read(path)
