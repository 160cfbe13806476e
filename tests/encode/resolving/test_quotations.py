"""Closing quotation marks that nothing opens."""

from tei.encode.resolving import quotations
from tei.encode.tree import Range


def places(source: str, *known: Range) -> list[int]:
    found = list(quotations.lone(source, known))
    assert all(one.name == "sic" and one.end == one.start + 1 for one in found)
    return [one.start for one in found]


def test_a_mark_that_nothing_opens_is_told() -> None:
    assert places("He agreed.”") == [10]
    assert places("“a” b” “c” d”") == [5, 12]


def test_a_partner_may_be_paragraphs_before() -> None:
    assert places("“One.\n“Two.\n“Three.”") == []
    assert places("“One.\n“Two.”\nThree.”") == [19]


def test_inner_quotations_close_by_themselves() -> None:
    assert places("“a “b” c”") == []
    assert places("“a “b” c” d”") == [11]


def test_other_uses_of_the_mark_are_none() -> None:
    assert places("„Nein“, sagte er.”") == []
    assert places("Coal\n ” \n ”") == []
    assert places("a pipe of 3” and") == []


def test_what_is_known_is_not_told_again() -> None:
    assert places("He agreed.”", Range(10, 11, "sic")) == []
    assert places("He agreed.”", Range(10, 11, "p")) == [10]
