"""A sign in brackets is a footnote's where it begins a line and is called elsewhere."""

from collections.abc import Callable

from tei.encode import brackets
from tei.encode.resolving import footnotes
from tei.encode.resolving.naming import Identifiers

Taken = Callable[..., list[tuple[str, str]]]


def found(source: str) -> footnotes.Footnotes:
    return footnotes.find(source, brackets.parse(source), Identifiers())


def test_a_note_and_its_call_share_an_identifier() -> None:
    source = "The lock[1] is shut.\n[1] Since May."
    made = found(source)
    assert made.notes == {source.index("[1] S"): "note-since-may"}
    assert made.calls == {source.index("[1] i"): "note-since-may"}
    assert (made.kind(8), made.of(8), made.kind(3), made.of(3)) == ("call", "note-since-may", "", "")


def test_a_sign_that_nothing_calls_is_no_footnote_and_one_without_note_no_call() -> None:
    assert found("[1] The lock is shut.\n[2] It is dry.") == footnotes.Footnotes()
    assert found("The lock[1] is shut.") == footnotes.Footnotes()


def test_a_letter_calls_only_where_it_is_attached_and_ends_the_word() -> None:
    note = "\n[a] Since May."
    assert list(found(f"The lock[a] is shut.{note}").calls) == [8]
    assert found(f"The lock is [a] wreck.{note}").calls == {}
    assert found(f"The l[a]ck is shut.{note}").calls == {}
    assert list(found("The lock [1] is shut.\n[1] Since May.").calls) == [9]


def test_notes_that_are_counted_anew_on_each_page_are_called_by_what_precedes_them() -> None:
    source = "The lock.[1]\n[1] Old.\nThe weir.[1]\n[1] New.\nThe mill.[1]"
    made = found(source)
    assert list(made.calls.values()) == ["note-old", "note-new", "note-new"]


def test_a_note_may_stand_after_a_heading_of_notes() -> None:
    source = "The lock[1] is shut.\nEditorial notes: [1] Since May."
    assert list(found(source).notes) == [source.rindex("[1]")]


def test_a_note_holds_the_rest_of_its_line_and_the_brackets_in_it(taken: Taken) -> None:
    (_, written), *inner = taken("The lock.[1]\n[1] Shut since [illegible].")[1:]
    assert written == (
        '<note type="footnote" n="1" xml:id="note-shut-since-illegible" resp="#translator">'
        'Shut since <gap reason="illegible"/>.</note>'
    )
    assert inner == [("illegible", '<gap reason="illegible"/>')]


def test_a_number_after_a_full_stop_calls_a_note_that_is_not_there() -> None:
    assert found("It is shut.[7] It is dry.").calls == {}


def test_a_call_without_its_note_is_told(taken: Taken, doubts: Callable[..., list[tuple[str, int, int]]]) -> None:
    assert taken("It is shut.[7] It is dry.") == [("footnote-marker", "<ref>7</ref>")]
    assert doubts("It is shut.[7] It is dry.") == [("ambiguous", 11, 14)]
