from tei.settings.lines import line, offsets, places

TEXT = """\
title.x = 1

[a]
b = 1
"c.d" = 2

[[e.f]]
g = [
  "h = 1",
]
[[e.f]]
g = 2
[e.f.i]
j = 3
"""


def test_each_table_and_key_has_its_line() -> None:
    found = places(TEXT)
    for key, number in {
        ("title",): 1,
        ("title", "x"): 1,
        ("a",): 3,
        ("a", "b"): 4,
        ("a", "c.d"): 5,
        ("e", "f", 0): 7,
        ("e", "f", 0, "g"): 8,
        ("e", "f", 1): 11,
        ("e", "f", 1, "g"): 12,
        ("e", "f", 1, "i", "j"): 14,
    }.items():
        assert line(found, key) == number, key


def test_what_has_no_line_of_its_own_has_that_of_its_table_or_the_first() -> None:
    found = places(TEXT)
    assert line(found, ("a", "b", "c")) == 4
    assert line(found, ("a", "z")) == 3
    assert line(found, ("z",)) == 1


def test_what_stands_in_texts_and_lists_of_several_lines_is_no_key() -> None:
    text = 'a = \'\'\'\n[b]\nc = 1\n\'\'\'\nd = """\n\\"""\n[e]\n"""\nf = [ # [\n  "x = ]",\n[ "g" ],\n]\n[h]\ni = 1\n'
    assert places(text) == {("a",): 1, ("d",): 5, ("f",): 9, ("h",): 13, ("h", "i"): 14}


def test_offset_of_a_key_is_that_of_its_name() -> None:
    assert [TEXT[at:][:5] for at in offsets(TEXT).values()][:4] == ["title", "title", "a]\nb ", "b = 1"]
