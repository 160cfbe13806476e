"""What a line is: its words tell it, and where it stands; what nothing tells is a paragraph."""

from collections.abc import Callable

import pytest

Skeleton = Callable[..., str]


def test_lines_of_a_bureau_are_what_their_first_words_say(skeleton: Skeleton) -> None:
    text = """
Enciphered by Lind
Received at 0410 on 3 June
Copy No. 4

to the Harbour Master

The barges are late.

ROHDE

Decoded by Lind at 0500
Typed by Sand
Checked by the duty clerk – [illegible signature]
In the file: none
"""
    assert skeleton(text) == (
        "div[document](div[routing](ab[enciphered] ab[received] ab[copy]) "
        "div[message](opener p closer(signed(persName))) "
        "div[handling](ab[deciphered] ab[printed] ab[verified](seg[signature](gap)) p))"
    )


def test_fields_of_a_form_stand_above_the_text(skeleton: Skeleton) -> None:
    text = """
TELEGRAM
From: Port Office
To: Grain Board
No.: 31
11 June 1951

The quay is free.
"""
    assert skeleton(text) == (
        "div[telegram](head div[routing](ab[form] ab[form] ab[reference](idno[cable]) ab[sent]) div[message](p))"
    )


def test_a_short_line_above_a_field_is_one_too(skeleton: Skeleton) -> None:
    assert skeleton("OSERO\n2nd issue\nRef. No.:\nFrom: Lind\n3 May\n\nThe quay is free.", "venona") == (
        "div[telegram](div[routing](ab[form] ab[form] ab[reference] ab[form] ab[sent]) div[message](p))"
    )
    assert skeleton("The crane is idle\nTyped by Lind") == "div[document](div[message](p) div[handling](ab[printed]))"


def test_words_of_a_bureau_within_a_text_are_text(skeleton: Skeleton) -> None:
    text = (
        "The hull is sound.\n\nReceived by Rohde, it went to the yard.\n\nPrinted by whom I do not know.\n\nIt floats."
    )
    assert skeleton(text) == "div[document](p p p p)"


def test_an_address_opens_a_text_and_above_nothing_is_one(skeleton: Skeleton) -> None:
    assert skeleton("To Consul Sand\nThe ferry is late.") == "div[document](opener p)"
    assert skeleton("The ferry is late.\nTo Consul Sand") == "div[document](p p)"
    assert skeleton("To Consul Sand") == "div[document](p)"
    assert skeleton("To the north there is ice. It melts.\nThe ferry is late.") == "div[document](p p)"


def test_a_letter_has_its_openers_and_its_subject_above_them(skeleton: Skeleton) -> None:
    text = """
Port Authority of Lind
Quay Street

Lind, 8 May 1951

Subject: The crane

Dear Mr. Sand,

The crane is idle.

Yours faithfully,
B. Rohde
Harbour Master
"""
    assert skeleton(text) == (
        "div[letter](opener opener opener(dateline) argument(ab[subject]) opener(salute) p "
        "closer(salute signed(persName roleName)))"
    )


def test_a_subject_below_which_nothing_opens_is_a_line(skeleton: Skeleton) -> None:
    assert skeleton("8 May 1951\nSubject: The crane\nThe crane is idle.") == (
        "div[document](opener(dateline) ab[subject] p)"
    )


@pytest.mark.parametrize(
    "head,genre,written",
    [
        ("REPORT", "report", "head"),
        ("Memorandum of Conversation", "conversation", "head"),
        ("14. Minutes of the Meeting of the Board", "minutes", "head(label)"),
        ("CIPHERED TELEGRAM Nº 7/k", "cable", "head(idno[cable])"),
        ("LETTER Nº 12", "letter", "head(idno[reference])"),
        ("THE GRAIN OF THE UPPER COUNTIES", "document", "head"),
    ],
)
def test_a_heading_tells_the_genre(skeleton: Skeleton, head: str, genre: str, written: str) -> None:
    assert skeleton(f"{head}\n\nThe crane is idle.") == f"div[{genre}]({written} p)"


def test_a_title_tells_the_genre_where_no_heading_does(skeleton: Skeleton) -> None:
    assert skeleton("The crane is idle.", title="Telegram from Lind to Sand") == "div[telegram](p)"
    assert skeleton("REPORT\n\nThe crane is idle.", title="Telegram from Lind") == "div[report](head p)"
    assert skeleton("The crane is idle.", "venona") == "div[telegram](p)"


def test_a_sentence_that_names_a_report_is_no_heading(skeleton: Skeleton) -> None:
    assert skeleton("Our report on the crane is late\nThe crane is idle.") == "div[document](p p)"


def test_capitals_are_no_heading_where_all_is_in_capitals(skeleton: Skeleton) -> None:
    assert skeleton("THE CRANE IS IDLE\n\nTHE BARGES ARE LATE\n\nTHE QUAY IS FREE STOP") == "div[document](p p p)"


def test_a_degree_of_secrecy_is_the_pages_wherever_it_stands(skeleton: Skeleton) -> None:
    assert skeleton("TOP SECRET\nThe crane is idle.\nSECRET\nIt is old.\nConfidential") == (
        "div[document](fw[classification] p fw[classification] p fw[classification])"
    )


def test_what_was_written_for_the_file_is_apart(skeleton: Skeleton) -> None:
    text = "The crane is idle.\n\nB. ROHDE\n\nNote for the file:\nThe crane was sold on 3 June.\n\nSand"
    assert skeleton(text) == (
        "div[document](div[message](p closer(signed(persName))) div[handling](head p closer(signed(persName))))"
    )


def test_notes_have_a_division_below_the_word_for_them(skeleton: Skeleton) -> None:
    text = "The crane[1] is idle.\n\nROHDE\n\nNotes:\n[1] A steam crane.\n"
    assert skeleton(text, "frus") == (
        "div[document](div[message](p closer(signed(persName))) div[notes](head note[footnote]))"
    )


def test_a_postscript_may_have_several_paragraphs(skeleton: Skeleton) -> None:
    text = "The crane is idle.\n\nB. Rohde\n\nP.S. It is old.\n\nIt was never good."
    assert skeleton(text) == "div[document](p closer(signed(persName)) postscript(p p))"


def test_enclosures_stand_where_they_are_told(skeleton: Skeleton) -> None:
    assert skeleton("It is old.\nEnclosure: a drawing\nB. Rohde") == (
        "div[document](p ab[enclosure] closer(signed(persName)))"
    )
    assert skeleton("It is old.\nB. Rohde\nEnclosure: a drawing") == (
        "div[document](div[message](p closer(signed(persName))) div[handling](ab[enclosure]))"
    )


def test_a_remark_in_the_line_of_who_signs_a_message_is_in_the_message(skeleton: Skeleton) -> None:
    text = "It is old.\n[Translator’s note: the following paragraph was underlined:] SAND 2 May”\nCopy No. 1 to Lind"
    assert skeleton(text) == (
        "div[document](div[message](floatingText[message](body(p note[translator] "
        "closer(signed(persName) dateline sic)))) div[handling](list[distribution](item)))"
    )


def test_what_a_line_goes_on_with_continues_it(skeleton: Skeleton) -> None:
    text = "It is old.\n[signed] ROHDE\n[Translator’s note: the following paragraph was underlined:] It leaks."
    assert skeleton(text) == (
        "div[document](div[message](p closer(signed(persName))) div[message](note[translator] p))"
    )


def test_a_name_after_to_is_no_rest_of_the_heading_above_a_blank_line(skeleton: Skeleton) -> None:
    told = skeleton("TELEGRAM Nº 118\n\nto Cde. MALIK\n\nThe ships left.")
    assert told == "div[telegram](head(idno[cable]) p p)"
    assert skeleton("MINUTES OF A MEETING\n\nof the Board\n\nThe ships left.").count("head") == 1
