"""The rules of lines are data: a project has its own, and what is wrong with one is told where it stands."""

import pytest

from tei.encode import encoding, profile
from tei.errors import DocumentError

OWN = """
extends = "wilson"
genre = "report"

[vocabulary]
drivers = ["driven by", "driver:"]

[[line]]
as = "line"
type = "remark"
zone = "end"
match = '{drivers} .+'

[[line]]
as = "items"
type = "references"
match = 'Seen:'
"""


def text(source: str) -> str:
    return encoding.body(source, profile.parse(OWN, "own.toml")).text()


def test_lines_of_a_project_come_before_those_of_what_it_extends() -> None:
    made = text("It is old.\n[signed] Sand\nDriven  by Lind\nTyped by Rohde\nSeen:\na map\na plan")
    assert '<ab type="remark">Driven  by Lind</ab>' in made
    assert '<ab type="printed">Typed by Rohde</ab>' in made
    assert '<list type="references">' in made
    assert '<div type="report">' in made


def test_a_line_is_told_in_its_zones_alone() -> None:
    assert "remark" not in text("Driven by Lind\nIt is old.")


@pytest.mark.parametrize(
    "rule,place,message",
    [
        ('as = "lien"\nmatch = "x"', (3, 7), "unknown as “lien”"),
        ('as = "line"\ntype = "seen"\nmatch = "x"', (4, 9), "unknown type “seen”"),
        ('as = "line"\ntype = "present"\nmatch = "x"', (4, 9), "the type of what is “line” is one of"),
        ('as = "items"\nmatch = "x"', (3, 7), "the type of what is “items” is one of"),
        ('as = "head"\nzone = ["top"]\nmatch = "x"', (4, 10), "unknown zone “top”"),
        ('as = "head"', (2, 3), "does not say match"),
        ('as = "head"\nmatch = "("', (4, 10), "is no regular expression"),
        ('as = "head"\nmatch = "x"\ntei = "<p/>"', (5, 1), "unknown key tei"),
    ],
)
def test_a_faulty_rule_is_told_where_it_stands(rule: str, place: tuple[int, int], message: str) -> None:
    with pytest.raises(DocumentError) as raised:
        profile.parse(f'extends = "plain"\n[[line]]\n{rule}\n', "own.toml")
    (fault,) = raised.value.diagnostics
    assert fault.rule == "enc.profile"
    assert (fault.span.line, fault.span.column) == place
    assert message in fault.message


def test_a_genre_is_one_that_the_schema_has() -> None:
    with pytest.raises(DocumentError) as raised:
        profile.parse('genre = "novel"\n', "own.toml")
    assert "unknown genre “novel”" in raised.value.diagnostics[0].message
