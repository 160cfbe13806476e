"""Reports on the leaf point at paragraphs, and their marks with them."""

from collections.abc import Callable

import pytest

from tei.encode import encoding, profile

Taken = Callable[..., list[tuple[str, str]]]
Doubts = Callable[..., list[tuple[str, int, int]]]
ONE = "The mill was shut."
TWO = "The weir was not."


def reported(source: str) -> list[dict[str, str]]:
    """The attributes of the reports and marks of *source*, in their order."""
    body = encoding.body(source, profile.load("wilson"))
    notes = [node for node in body.root.nodes() if node.name == "note"]
    return [{name: value for name, value in one.attributes.items() if name != "hand"} for one in notes]


def note(target: str, **more: str) -> dict[str, str]:
    pointing = {"target": target} if target else {}
    return {"type": "translator", "subtype": "physical", "resp": "#translator", **pointing, **more}


def mark(target: str, place: str, rend: str) -> dict[str, str]:
    return {"type": "mark", "place": place, "rend": rend, "target": target}


@pytest.mark.parametrize(
    "words,place,rend",
    [
        ("were crossed out in blue pencil in the right-hand margin", "margin right", "crossed-out pencil blue"),
        ("are underlined twice at left", "left", "underlined double"),
        ("have been ticked at the foot", "bottom", "ticked"),
    ],
)
def test_the_mark_has_the_place_and_the_look_of_the_report(words: str, place: str, rend: str) -> None:
    both = "#p-the-mill-was #p-the-weir-was"
    source = f"{ONE}\n\n{TWO}\n\n[Translator’s note: the previous two paragraphs {words}]\n\nThe end of it."
    assert reported(source) == [note(both), mark(both, place, rend)]


def test_this_paragraph_is_the_one_around_the_report_or_else_the_next() -> None:
    inside = reported(f"{ONE} [Translator’s note: this paragraph was underlined on the left] {TWO}\n\nThe end of it.")
    assert [one["target"] for one in inside] == ["#p-the-mill-was", "#p-the-mill-was"]
    before = reported(f"{ONE}\n\n[Translator’s note: this paragraph was underlined on the left] {TWO}")
    assert [one["target"] for one in before] == ["#p-the-weir-was", "#p-the-weir-was"]


def test_a_report_inside_a_paragraph_does_not_mean_its_own_with_the_preceding() -> None:
    source = f"{ONE}\n\n{TWO} [Translator’s note: the preceding paragraph was ticked in the left margin]"
    assert [one["target"] for one in reported(source)] == ["#p-the-mill-was", "#p-the-mill-was"]


def test_fewer_paragraphs_than_the_report_says_are_none(doubts: Doubts) -> None:
    source = f"[Translator’s note: the next five paragraphs were ticked at left]\n\n{ONE}\n\n{TWO}"
    assert reported(source) == [note("")]
    start = source.index("the next five")
    assert doubts(source) == [("ambiguous", start, start + len("the next five paragraphs"))]


def test_what_is_less_than_a_paragraph_is_reported_and_not_marked() -> None:
    source = f"[Translator’s note: the following sentence was underlined in the text] {ONE}"
    assert reported(source) == [note("")]


def test_a_report_without_its_author_is_the_editor_s() -> None:
    source = f"[the following paragraph was underlined in red in the left margin:]\n\n{ONE}"
    report, marked = reported(source)
    assert report["type"] == "editorial"
    assert marked == mark("#p-the-mill-was", "margin left", "underlined red")


def test_a_report_that_is_never_closed_has_no_mark_in_itself() -> None:
    source = f"[the following paragraph was underlined [in red] in the left margin:\n\n{ONE}"
    assert [one["type"] for one in reported(source)] == ["editorial"]
