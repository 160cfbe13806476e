"""Who signs a text, and messages within a text."""

from collections.abc import Callable

import pytest

Skeleton = Callable[..., str]


@pytest.mark.parametrize(
    "lines,closer",
    [
        ("ROHDE", "signed(persName)"),
        ("B. Rohde", "signed(persName)"),
        ("Nº 12 ROHDE 3 May", "idno[outgoing] signed(persName) dateline"),
        ("No. 12\nROHDE", "idno[outgoing] signed(persName)"),
        ("Rohde, Consul General\nLind, 3 May 1951", "signed(persName roleName) dateline"),
        ("Colonel Rohde", "signed(roleName persName)"),
        ("Head of the Grain Board B. Rohde", "signed(roleName persName)"),
        ("The Grain Board\n3 May", "signed(orgName) dateline"),
        ("[signature]", "signed(gap)"),
        ("[signature] /B. Rohde/", "signed(gap persName)"),
        ("Consul [illegible signature]", "signed(roleName gap)"),
        ("(Signed) B. Rohde", "signed(persName)"),
        ("/s/ B. Rohde\nDeputy Minister", "signed(persName roleName)"),
        ("[signed] B. Rohde, Consul", "signed(persName roleName)"),
        ("With kind regards,\n\n[signature]\n\nB. Rohde", "salute signed(gap persName)"),
        ("Lind, 3 May 1951\nROHDE", "dateline signed(persName)"),
        ("[signed] Rohde\n[signed] Sand", "signed(persName) signed(persName)"),
    ],
)
def test_a_text_is_signed_below(skeleton: Skeleton, lines: str, closer: str) -> None:
    assert skeleton(f"The crane is idle.\n\n{lines}") == f"div[document](p closer({closer}))"


@pytest.mark.parametrize(
    "line",
    ["The crane is idle", "It was Rohde.", "Nobody answered", "No", "Why?", "See page 3", "Rohde said: 3 May is late"],
)
def test_the_last_line_of_a_text_need_not_sign_it(skeleton: Skeleton, line: str) -> None:
    assert skeleton(f"The crane is old.\n{line}") == "div[document](p p)"


def test_a_name_within_a_text_is_a_line_and_a_signature_is_one_anywhere(skeleton: Skeleton) -> None:
    assert skeleton("It is old.\nROHDE\nIt leaks.") == "div[document](p p p)"
    assert skeleton("It is old.\n/ROHDE/\nIt leaks.") == (
        "div[document](div[message](p closer(signed(persName))) div[message](p))"
    )


def test_nothing_is_signed_where_nothing_is_written(skeleton: Skeleton) -> None:
    assert skeleton("[signature]") == "div[document](p(seg[signature](gap)))"
    assert skeleton("ROHDE") == "div[document](p)"


def test_a_signature_in_a_line_is_no_closer(skeleton: Skeleton) -> None:
    assert skeleton("Typed by Lind [signature]") == "div[document](ab[printed](seg[signature](gap)))"


def test_a_message_goes_from_its_quotation_mark_to_who_signs_it(skeleton: Skeleton) -> None:
    text = """
The harbour master reports:

“1. The crane is idle.

2. It is old.

SAND 2 May”

I ask for instructions.

Nº 7 ROHDE 3 May
"""
    assert skeleton(text) == (
        "div[document](p floatingText[message](body(p(label) p(label) closer(signed(persName) dateline))) "
        "p closer(idno[outgoing] signed(persName) dateline))"
    )


def test_without_its_opening_mark_a_message_begins_with_the_text(skeleton: Skeleton) -> None:
    assert skeleton("to Sand\n\nThe harbour master reports:\n\nThe crane is idle.\n\nSAND 2 May”\n\nROHDE") == (
        "div[document](opener floatingText[message](body(p p closer(signed(persName) dateline sic))) "
        "closer(signed(persName)))"
    )


def test_without_any_marks_a_message_follows_what_announces_it_if_two_sign(skeleton: Skeleton) -> None:
    text = "I pass on a message of the harbour master:\n\nIt is old.\n\nIt leaks.\n\nSAND\n2 May\n\nROHDE\n3 May"
    assert skeleton(text) == (
        "div[document](p floatingText[message](body(p p closer(signed(persName) dateline))) "
        "closer(signed(persName) dateline))"
    )
    assert skeleton(text.replace("message", "crane")) == (
        "div[document](p p p closer(signed(persName) dateline signed(persName) dateline))"
    )


def test_two_messages_may_be_in_one_text(skeleton: Skeleton) -> None:
    text = "I pass on:\n“It is old.\nSAND”\nAnd this:\n“It leaks.\nLIND”\nROHDE"
    message = "floatingText[message](body(p closer(signed(persName))))"
    assert skeleton(text) == f"div[document](p {message} p {message} closer(signed(persName)))"


def test_a_quotation_that_is_closed_is_no_message(skeleton: Skeleton) -> None:
    assert skeleton("He said “no”.\n“It is old.”\nROHDE") == "div[document](p p closer(signed(persName)))"
