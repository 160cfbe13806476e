from tei.settings.lines import line, places

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
