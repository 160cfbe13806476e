"""What generates a bracket generates it for those elements alone that were written so."""

from tei.encode import encoding, profile


def test_a_selector_of_an_element_around_is_not_chosen_where_others_are_around_by_that_name_too() -> None:
    # Both stamps are in an ab, though only one of these is a bracket itself.
    source = "[stamp over the text: SECRET]\n[[[stamp: SECRET]\n"
    made = encoding.body(source, profile.load("plain"))
    assert [one for one in made.renditions if one.selector.startswith("ab ")] == []
    assert {one.content for one in made.renditions if one.scope == "before"} == {
        "[stamp over the text: ",
        "[stamp: ",
        "[[",
    }
