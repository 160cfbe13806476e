"""What TEI's Stylesheets make of real ODDs, and what we make: the same, or different for a reason that has a name.

``benchmarks/odds.py`` compares them, ``benchmarks/odd_reference.py`` prints the table.
"""

from pathlib import Path

import pytest

import odds
from tei.odd.quirks import STYLESHEETS
from tei.relaxng import sources

SMALL = {
    "exemplar-isofs",
    "exemplar-tei_bare",
    "exemplar-tei_minimal",
    "exemplar-tei_tite",
    "real-TEIC_atop_Tests_resources_in_vivo_ODDs_bnf_reliure_tei_col_odd",
    "sty-test-pure",
    "sty-test-pure2",
    "sty-test34",
    "sty-testClass",
    "sty-testODD",
    "sty2-testNonTeiOdd1",
    "sty2-testPure1",
}
"""Those that take no second, and have most of what the Stylesheets do in their own way."""

REFUSED = {
    "exemplar-tei_simplePrint": ("odd.no-group",),
    "sty-test34": ("odd.exists",),
    "sty2-testNonTeiOdd1": ("odd.datatype",),
}
"""The ODDs with an error in them that the Stylesheets pass in silence."""

HOW_MANY = 56

COLLECTION = [
    pytest.param(odd, id=odd.name, marks=[] if odd.name in SMALL else [pytest.mark.full]) for odd in odds.collection()
]


@pytest.mark.parametrize("odd", COLLECTION)
def test_with_the_compatibility_the_schema_is_that_of_the_stylesheets(odd: odds.Odd) -> None:
    assert odds.differences(odds.facts(odd.compiled(STYLESHEETS)), odd.reference) == set()


@pytest.mark.parametrize("odd", COLLECTION)
def test_without_it_every_difference_is_one_of_the_errors_of_the_stylesheets(odd: odds.Odd) -> None:
    comparison = odds.Comparison(odd)
    assert comparison.refusal == REFUSED.get(odd.name, ())
    assert comparison.unexplained == set()


def test_all_odds_of_the_collection_are_compared(shared_data: Path) -> None:
    folders = {folder.name for folder in (shared_data / "odd").iterdir() if folder.is_dir()}
    assert {odd.name for odd in odds.collection()} == folders - odds.INCOMPLETE.keys()
    assert len(COLLECTION) == HOW_MANY


def test_differences_name_the_element_and_its_part() -> None:
    def read(text: str) -> odds.Facts:
        return odds.facts(sources.read(text.encode(), "grammar.rnc"))

    one = read("start = a\na = element a { attribute x { text }, b* }\nb = element b { empty }")
    assert odds.differences(one, one) == set()
    other = read(
        "start = a | b\na = element a { attribute x { text }?, attribute y { text }, b+ }\nb = element b { empty }"
    )
    assert odds.differences(one, other) == {
        odds.Place("", odds.START),
        odds.Place("a", odds.CONTENT),
        odds.Place("a", "@x"),
        odds.Place("a", "@y"),
    }


def test_attributes_of_what_nothing_can_fulfil_do_not_count() -> None:
    def read(text: str) -> odds.Facts:
        return odds.facts(sources.read(text.encode(), "grammar.rnc"))

    one = read("start = element a { b? }\nb = element b { attribute x { text }, notAllowed }")
    reference = one._replace(
        contents={**one.contents, "b": ((odds.REFUSES_ALL, 1),)},
        attributes={**one.attributes, "b": {"x": ("req", "text")}},
    )
    assert odds.differences(one, reference) == set()


def test_printed_table_is_of_these_odds_and_leaves_nothing_unexplained(repository: Path) -> None:
    page = (repository / "benchmarks" / "odd_reference.md").read_text(encoding="utf-8")
    assert "Unexplained differences: 0." in page
    assert f"| schemas | {HOW_MANY} | {HOW_MANY} |" in page
    for odd in odds.collection():
        assert f"| {odd.name} | " in page
    for name in odds.INCOMPLETE:
        assert f"`{name}` is left out" in page
