"""Parts of a text: headings, entries, addresses, what runs in before its list or text, and what is none of them."""

from collections.abc import Callable

import pytest

Skeleton = Callable[..., str]


def test_a_title_with_a_number_heads_what_follows_it(skeleton: Skeleton) -> None:
    text = "It is old.\n\n1. The crane\n\nIt is idle.\n\n2. The lock\n\nIt leaks."
    assert skeleton(text) == "div[document](p div[section](head(label) p) div[section](head(label) p))"


@pytest.mark.parametrize(
    "text",
    [
        "It is old.\n\n1. The crane\n\n2. The lock\n\nIt leaks.",
        "It is old.\n\n1. The crane is idle\n\nIt leaks.",
        "It is old.\n\n1. The crane:\n\nIt leaks.",
        "It is old.\n\nThe crane\n\nIt leaks.",
        "It is old.\n\nROHDE\n\nIt leaks.",
        "It is old.\n1. The crane\nIt leaks.",
    ],
)
def test_numbered_lines_in_a_row_sentences_and_names_are_no_headings(skeleton: Skeleton, text: str) -> None:
    assert "head" not in skeleton(text)


def test_a_word_in_capitals_heads_a_part(skeleton: Skeleton) -> None:
    text = "It is old.\n\nCONCLUSIONS\n\nIt is to be sold."
    assert skeleton(text) == "div[document](p div[section](head p))"


def test_each_entry_of_a_diary_has_its_date(skeleton: Skeleton) -> None:
    text = "3 May 1951\n\nThe crane is idle.\n\n4 May 1951\n\nIt is idle again.\n\n5 May 1951\n\nIt was sold at last."
    entry = "div[message](opener(dateline) p)"
    assert skeleton(text) == f"div[document]({entry} {entry} {entry})"


def test_an_address_below_a_letter_signs_nothing(skeleton: Skeleton) -> None:
    text = "Dear Sir,\n\nThe crane is idle.\n\nYours truly,\n\nB. Rohde\n\nMr. A. Sand\n14 High Street\nOsero"
    assert skeleton(text) == (
        "div[letter](opener(salute) p closer(salute signed(persName)) closer(address(addrLine addrLine addrLine)))"
    )


def test_a_list_may_begin_in_the_line_of_its_head(skeleton: Skeleton) -> None:
    text = "MEMORANDUM\n\nParticipants: Mr. Sand\nMrs. Rohde\n\nMr. Sand said that the crane is idle."
    assert skeleton(text) == "div[memorandum](head list[present](head item item) p)"


def test_a_greeting_may_stand_in_the_line_of_its_text(skeleton: Skeleton) -> None:
    text = "Lind, May 3, 1951\n\nDear Mr. Sand: The crane has been idle for a week.\n\nSincerely,\n\nB. Rohde"
    assert skeleton(text) == "div[letter](opener(dateline) opener(salute) p closer(salute signed(persName)))"


@pytest.mark.parametrize(
    "line",
    [
        "Your loving brother,",
        "Ever your affectionate",
        "We are, Gentlemen,",
        "In the hope of an early answer,",
        "With fondest love to you all,",
    ],
)
def test_a_farewell_has_any_words(skeleton: Skeleton, line: str) -> None:
    assert skeleton(f"It is old.\n\n{line}\nB. Rohde") == "div[document](p closer(salute signed(persName)))"


@pytest.mark.parametrize("line", ["Deferred.", "Approved", "Your mother is ill", "Date: unknown"])
def test_a_decision_a_sentence_and_a_field_sign_nothing(skeleton: Skeleton, line: str) -> None:
    assert skeleton(f"The crane is old.\n\n{line}") == "div[document](p p)"


def test_two_names_with_initials_out_of_order_have_no_labels(skeleton: Skeleton) -> None:
    assert skeleton("It is old.\n\nB. Rohde\nA. Sand") == "div[document](p closer(signed(persName persName)))"


@pytest.mark.parametrize(
    "lines,signed",
    [
        ("B. Rohde\nChief, Lock Branch", "persName roleName"),
        ("i. V. Rohde", "persName"),
        ("By order of the Minister,\nB. Rohde", "persName"),
        ("SECRETARY OF THE BOARD I. ROHDE", "roleName persName"),
    ],
)
def test_who_signs_for_another_has_a_name_and_an_office(skeleton: Skeleton, lines: str, signed: str) -> None:
    assert skeleton(f"It is old.\n\n{lines}") == f"div[document](p closer(signed({signed})))"


def test_what_is_enclosed_has_a_heading_and_opens_anew(skeleton: Skeleton) -> None:
    text = "It is old.\n\n[signed] B. Rohde\n\n[Enclosure]\n\nLind, 3 May 1951\n\nDear Sir,\n\nThe crane is idle."
    assert skeleton(text, "frus") == (
        "div[document](div[message](p closer(signed(persName))) div[message](head opener(dateline) opener(salute) p))"
    )


def test_a_tab_after_the_sign_of_an_item_parts_no_columns(skeleton: Skeleton) -> None:
    assert skeleton("He asked for:\n•\ta crane\n•\ta lock") == (
        "div[document](p list[bulleted](item(label) item(label)))"
    )
