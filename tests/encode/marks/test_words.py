"""Words become elements where they stand in certain elements."""

from tei.encode import profile
from tei.encode.finishing import wording
from tei.encode.resolving.naming import Identifiers
from tei.encode.tree import Range

RULES = """
name = "own"

[[words]]
within = ["ab[type='stamp'] stamp", "head"]
match = '^no (?P<content>\\\\d+)'
tei = '<idno type="incoming">{content}</idno>'

[[words]]
within = ["stamp"]
match = '(?P<content>\\\\d+)'
tei = '<num>{content}</num>'

[[words]]
within = ["signed"]
match = '(?P<name>\\\\w+), (?P<content>\\\\w+)'
tei = '<persName><name>{name}</name> <roleName>{content}</roleName></persName>'
""".replace("\\\\", "\\")


def made(source: str, *ranges: Range) -> list[tuple[str, str]]:
    """The elements that the rules make, each with its words; nothing of them is generated."""
    found = wording(ranges, source, profile.parse(RULES, "own.toml"), Identifiers())
    assert [(one.before, one.after) for one in found] == [(0, 0)] * len(found)
    return [(one.name, source[one.start : one.end]) for one in found]


def test_a_rule_applies_to_the_elements_that_a_selector_chooses() -> None:
    assert made("no 12 and 5", Range(0, 11, "head")) == [("idno", "12")]
    assert made("no 12 and 5", Range(0, 11, "p")) == []


def test_a_selector_may_name_what_is_around() -> None:
    stamp = Range(0, 11, "stamp")
    assert made("no 12 and 5", Range(0, 11, "ab", {"type": "stamp"}), stamp) == [("idno", "12"), ("num", "5")]
    assert made("no 12 and 5", Range(0, 11, "ab", {"type": "copy"}), stamp) == [("num", "12"), ("num", "5")]


def test_the_beginning_is_that_of_the_text_without_what_is_generated() -> None:
    assert made("[at: no 12]", Range(0, 11, "head", before=5, after=1)) == [("idno", "12")]


def test_what_is_between_two_places_is_text() -> None:
    assert made("Ohm, Consul", Range(0, 11, "signed")) == [
        ("persName", "Ohm, Consul"),
        ("name", "Ohm"),
        ("roleName", "Consul"),
    ]
