"""Signs that are brackets only with their partner."""

from tei.encode.brackets import SQUARE, Bracket, Kind, parse

ROUND = Kind("(", ")", paired=True)
ABOVE = Kind("\\", "/", paired=True)
KINDS = (SQUARE, ROUND, ABOVE)


def shown(source: str) -> list[str]:
    """The brackets of each line, as the words that they hold."""

    def told(brackets: list[Bracket]) -> str:
        return " ".join(
            source[one.start : one.end] + (f"<{told(one.children)}>" if one.children else "") for one in brackets
        )

    return [told(line.brackets) for line in parse(source, KINDS)]


def test_with_a_partner_it_is_a_bracket() -> None:
    assert shown("a (b) \\c/ d") == ["(b) \\c/"]
    assert shown("a (b [c] (d)) e") == ["(b [c] (d))<[c] (d)>"]


def test_without_one_it_is_text() -> None:
    assert shown("a) b (c 1/2") == [""]
    assert shown("7/5 and \\c") == [""]


def test_what_is_in_one_that_is_none_stays_a_bracket() -> None:
    assert shown("a (b [c] [d]") == ["[c] [d]"]
    assert shown("[a (b [c] d]") == ["[a (b [c] d]<[c]>"]


def test_it_closes_nothing_but_the_innermost() -> None:
    (line,) = parse("(a [b) c]", KINDS)
    (one,) = line.brackets
    assert (one.start, one.end, one.lost, one.children) == (3, 9, "", [])


def test_its_partner_is_in_the_same_line_unless_another_bracket_runs_on() -> None:
    assert shown("a (b\nc) d") == ["", ""]
    assert shown("[a (b\nc) d]") == ["[a (b\nc) d]<(b\nc)>"]


def test_any_number_of_them_is_read() -> None:
    assert shown("(" * 500 + ")") == ["()"]
    (line,) = parse("(a) " * 500 + "(" * 500, KINDS)
    assert len(line.brackets) == 500
