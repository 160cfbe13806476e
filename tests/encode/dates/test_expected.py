"""A table of texts with all that is found in them, and the schema's rules held over it.

`expected.tsv` has in a row a text, the date of the document, and for each date or time found four columns: its words,
the kind with the attributes, the EDTF, the doubts.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from tei.encode.dates import Context, Found, find


class Row(NamedTuple):
    text: str
    reference: str
    found: list[tuple[str, ...]]


def _rows() -> list[Row]:
    lines = (Path(__file__).parent / "expected.tsv").read_text(encoding="utf-8").splitlines()
    rows = []
    for line in lines:
        if line.startswith("#"):
            continue
        text, reference, *columns = line.split("\t")
        assert len(columns) % 4 == 0, line
        rows.append(Row(text, reference, [tuple(columns[at : at + 4]) for at in range(0, len(columns), 4)]))
    return rows


ROWS = _rows()


def _told(text: str, found: Found) -> tuple[str, ...]:
    attributes = "".join(f" {name}={value}" for name, value in found.attributes)
    return text[found.start : found.end], found.kind + attributes, found.edtf, " / ".join(found.doubts)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.text}@{row.reference}")
def test_a_text_has_exactly_these_dates(row: Row) -> None:
    assert [_told(row.text, found) for found in find(row.text, Context(row.reference))] == row.found


def test_the_table_is_large_and_no_row_is_twice_in_it() -> None:
    keys = [(row.text, row.reference) for row in ROWS]
    assert len(keys) == len(set(keys)) >= 250


def _faults(text: str, found: Found) -> Iterator[str]:
    """What the rules ``sch.date-evidence``, ``sch.date-year`` and ``sch.date-when-iso`` would say."""
    attributes = dict(found.attributes)
    values = [attributes[name] for name in ("when", "notBefore", "from", "notAfter", "to") if name in attributes]
    if found.kind == "time":
        if not all(re.fullmatch(r"\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?", value) for value in values):
            yield "time"
        return
    if not values and not found.doubts:
        yield "normalised"
    years = [number for number in re.split("[^0-9]+", text[found.start : found.end]) if len(number) == 4]
    if values and "evidence" not in attributes and not years:
        yield "evidence"
    if values and "evidence" not in attributes and not any(value[:4] in years for value in values):
        yield "year"
    if "when-iso" in attributes and not attributes["when-iso"].startswith(attributes["when"] + "T"):
        yield "when-iso"


def test_what_is_found_keeps_the_rules_of_the_schematron() -> None:
    assert [
        (row.text, fault)
        for row in ROWS
        for found in find(row.text, Context(row.reference))
        for fault in _faults(row.text, found)
    ] == []


def test_edtf_is_of_the_grammar(is_edtf: Callable[[str], bool]) -> None:
    told = [edtf for row in ROWS for _, _, edtf, _ in row.found if edtf]
    assert len(told) > 200
    assert [edtf for edtf in told if not is_edtf(edtf)] == []


def test_places_are_those_of_the_words_and_do_not_overlap() -> None:
    for text, reference, _ in ROWS:
        found = find(text, Context(reference))
        assert all(0 <= one.start < one.end <= len(text) for one in found)
        assert all(left.end <= right.start for left, right in pairwise(found))
