"""Paragraphs, their numbers, the lines that one is broken into; lists, tables, quotations."""

from collections.abc import Callable

import pytest

Skeleton = Callable[..., str]


@pytest.mark.parametrize("label", ["1.", "12.", "(3)", "3)", "a)", "(b)", "IV.", "(ii)", "2.1.", "§ 4."])
def test_the_number_of_a_paragraph_is_its_label(skeleton: Skeleton, label: str) -> None:
    assert skeleton(f"{label} The crane is idle.") == "div[document](p(label))"


@pytest.mark.parametrize(
    "words", ["1949. It was a wet year.", "J. Sand was there.", "12 men left.", "a crane is idle."]
)
def test_years_initials_and_counts_are_none(skeleton: Skeleton, words: str) -> None:
    assert skeleton(words) == "div[document](p)"


def test_a_capital_is_a_label_beside_its_neighbour(skeleton: Skeleton) -> None:
    assert skeleton("A. The crane is idle.\nB. The barge is late.\nM. Sand is ill.") == (
        "div[document](p(label) p(label) p)"
    )


def test_a_number_may_follow_a_quotation_mark(skeleton: Skeleton) -> None:
    assert skeleton("“1. The crane is idle.”") == "div[document](p(label))"


def test_lines_that_a_typist_broke_are_one_paragraph(skeleton: Skeleton) -> None:
    text = """
The crane on the eastern quay has been idle since the third of May, and
the men who work it have been sent to the lower yard. Nobody can say when
the new gear will come. It was ordered from Velsk in the winter, and was
promised for the spring.

    The barges wait. There are eleven of them, with grain, and the grain is
wet. I ask for instructions.

Sand
"""
    assert skeleton(text) == "div[document](p p closer(signed(persName)))"


def test_each_line_of_a_web_page_is_a_paragraph(skeleton: Skeleton) -> None:
    long = "The crane on the eastern quay has been idle since the third of May, and the men have been sent away"
    assert skeleton(f"{long} to the lower yard.\nThe barges wait.\nIt rains.") == "div[document](p p p)"


def test_a_page_may_begin_within_a_paragraph_or_between_two(skeleton: Skeleton) -> None:
    assert skeleton("The crane on the eastern quay is\n\n(p. 2)\n\nidle since May.") == "div[document](p(pb))"
    assert skeleton("The crane on the eastern quay is idle.\n(p. 2)\nIt is old.") == "div[document](p pb p)"


def test_signs_before_lines_make_a_list_of_two(skeleton: Skeleton) -> None:
    assert skeleton("We need\n- two cranes;\n- a barge.") == "div[document](p list[bulleted](item(label) item(label)))"
    assert skeleton("We need\n- two cranes.") == "div[document](p p)"
    assert skeleton("We need:\n• two cranes.") == "div[document](p list[bulleted](item(label)))"


def test_numbered_lines_are_a_list_below_a_colon_if_they_are_no_sentences(skeleton: Skeleton) -> None:
    items = "list[numbered](item(label) item(label))"
    assert skeleton("We need:\n1) two cranes;\n2) a barge.") == f"div[document](p {items})"
    assert skeleton("We need:\n1) Two cranes are needed.\n2) A barge is.") == "div[document](p p(label) p(label))"
    assert skeleton("We are late.\n1) two cranes;\n2) a barge.") == "div[document](p p(label) p(label))"


def test_items_of_the_files_own_lists_are_items(skeleton: Skeleton) -> None:
    text = "We are late.\n1. A crane is idle.\n2. A barge is late."
    assert skeleton(text, kinds={1: "item", 2: "item"}) == ("div[document](p list[numbered](item(label) item(label)))")


def test_those_present_are_a_list(skeleton: Skeleton) -> None:
    text = "MEMORANDUM\n\nPRESENT:\n\nMr. Sand, Consul\n\nMrs. Rohde\n\nMr. Sand said that the crane is idle."
    assert skeleton(text) == "div[memorandum](head list[present](head item item) p)"


def test_copies_are_a_list_and_one_alone_is_a_line(skeleton: Skeleton) -> None:
    text = "Copy No. 1 to Sand\nCopy No. 2 to Rohde\n\nCopy No. 2\n\nThe crane is idle."
    assert skeleton(text) == ("div[document](div[routing](list[distribution](item item) ab[copy]) div[message](p))")
    text = "The crane is idle.\n\nSand\n\n2 copies made:\n1 - to Rohde\n2 - to the file"
    assert skeleton(text) == (
        "div[document](div[message](p closer(signed(persName))) div[handling](list[distribution](head item item)))"
    )


def test_tabs_make_columns(skeleton: Skeleton) -> None:
    row, head = "row(cell cell)", "row(cell cell)"
    assert skeleton("Yard\tCranes\nLind\t4\nSand\t-") == f"div[document](table({head} {row} {row}))"
    assert skeleton("Lind\t4") == "div[document](p)"
    assert skeleton("Lind\t4\nSand\t5\t6") == "div[document](p p)"


def test_a_cell_may_be_empty_or_hold_a_bracket(skeleton: Skeleton) -> None:
    assert (
        skeleton("\t4\t\nLind\t\t[illegible]") == "div[document](table(row(cell cell cell) row(cell cell cell(gap))))"
    )


def test_spaces_make_columns_in_three_lines(skeleton: Skeleton) -> None:
    text = "Lind    4   late\nSand   11   idle\nRohde   2   sold"
    assert skeleton(text) == f"div[document](table({' '.join(['row(cell cell cell)'] * 3)}))"
    assert skeleton("Lind    4\nSand   11") == "div[document](p p)"
    sentences = "It is old.  It leaks.\nIt is wet.  It rots.\nIt is late.  It ends."
    assert skeleton(sentences) == "div[document](p p p)"


def test_rows_of_the_files_own_tables_are_rows(skeleton: Skeleton) -> None:
    assert skeleton("It is old.\nLind\t4", kinds={1: "row"}) == "div[document](p table(row(cell cell)))"


def test_headings_of_the_file_divide_the_text(skeleton: Skeleton) -> None:
    text = "On cranes\nIt is old.\nOn barges\nThey are late.\nOn men\nThey are few.\n[signed] Sand"
    assert skeleton(text, kinds={0: "heading-1", 2: "heading-2", 4: "heading-2"}) == (
        "div[document](head p div[section](head p) div[section](head p) closer(signed(persName)))"
    )


def test_quotations_that_are_set_in_are_quoted(skeleton: Skeleton) -> None:
    assert skeleton("He wrote:\nIt is old.\nIt leaks.", kinds={1: "quote", 2: "quote"}) == (
        "div[document](p quote(p p))"
    )
    text = """
The harbour master has written to me about the cranes on the eastern quay,
and I give you what he says in his own words, which are as follows:

      The cranes are old, and the men who know them are older than
      they are. I have asked for new ones.

I have nothing to add to this. The men have been told that they will have
to wait, and they wait.
"""
    assert skeleton(text) == "div[document](p quote(p) p)"


def test_a_closing_quotation_mark_that_closes_nothing_is_marked_as_found(skeleton: Skeleton) -> None:
    assert skeleton("The crane is idle.”") == "div[document](p(sic))"
    assert skeleton("“The crane is idle.\nIt is old.”") == "div[document](p p)"


def test_a_heading_of_the_file_after_the_first_begins_a_section(skeleton: Skeleton) -> None:
    text = "Report of the Board\nLind, 3 May 1951\n1. On cranes\nIt is old.\n2. On men\nThey are few."
    assert skeleton(text, kinds={0: "heading-1", 2: "heading-2", 4: "heading-2"}) == (
        "div[report](head opener(dateline) div[section](head(label) p) div[section](head(label) p))"
    )


def test_notes_of_the_file_have_a_division(skeleton: Skeleton) -> None:
    text = "It is old.\nROHDE\n1. A steam crane.\n2. Of Lind."
    assert skeleton(text, kinds={2: "note", 3: "note"}) == (
        "div[document](div[message](p closer(signed(persName))) div[notes](p(label) p(label)))"
    )
