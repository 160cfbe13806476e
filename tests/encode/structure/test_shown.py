"""A line as rules see it: without the signs of brackets; and where in the source each part of it is."""

import pytest

from tei.encode import brackets, profile
from tei.encode.dates import Context
from tei.encode.resolving import Resolver, footnotes
from tei.encode.resolving.naming import Identifiers
from tei.encode.structure.pieces import Piece, ReadLine, cut


def piece(source: str) -> Piece:
    """The words of a line, the last of its pieces."""
    own = profile.load("wilson")
    parsed = brackets.parse(source, own.kinds)
    identifiers = Identifiers()
    resolver = Resolver(source, own, Context(), identifiers, footnotes.find(source, parsed, identifiers))
    lines = [ReadLine(line, tuple(one for one in resolver.line(line) if one.depth == 0)) for line in parsed]
    return [one for one in cut(source, lines, resolver.dates) if one.block is None][-1]


@pytest.mark.parametrize(
    "source,shown",
    [
        ("  [Copy No.] 3 to file ", "Copy No. 3 to file"),
        ("J[ohn] Sand", "John Sand"),
        ("to FILIPPOV [Stalin]", "to FILIPPOV Stalin"),
        ("Consul [signature] /Sand/", "Consul \N{OBJECT REPLACEMENT CHARACTER} /Sand/"),
        ("[signed] Sand", "Sand"),
        ("It is old [Translator’s note: of 1901] and leaks", "It is old  and leaks"),
        ("[p. 2] it leaks", "it leaks"),
        ("[stamp: SECRET] It leaks", "It leaks"),
        ("OS [special [[or secret]] sector]", "OS special or secret sector"),
    ],
)
def test_words_are_shown_without_signs(source: str, shown: str) -> None:
    assert piece(source).text == shown


def test_a_part_is_where_it_was_and_has_a_bracket_whole_or_not_at_all() -> None:
    one = piece("  RUDIN [KARL] and J[ohn] S.")
    assert one.text == "RUDIN KARL and John S."
    assert one.shown.stretch(0, 5) == (2, 14)
    assert one.shown.stretch(6, 10) == (2, 14)
    assert one.shown.stretch(11, 14) == (15, 18)
    assert one.source[slice(*one.shown.stretch(15, 22))] == "J[ohn] S."
    assert [one.shown.index(at) for at in (2, 8, 9, 15, 18)] == [0, 6, 6, 11, 14]
