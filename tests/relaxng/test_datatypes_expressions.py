"""Regular expressions of XML Schema: what they match, where they are wrong, and how long they take."""

from functools import reduce
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.relaxng.datatypes import DatatypeError
from tei.relaxng.datatypes.expression_parser import compile_expression
from tei.relaxng.datatypes.expressions import Expression

# Expression, texts that match as a whole, texts that do not.
MATCHES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("", ("",), ("a",)),
    ("ab", ("ab",), ("a", "abb", " ab", "AB")),
    ("a|", ("a", ""), ("|",)),
    ("|", ("",), ("|",)),
    ("a|bc|", ("a", "bc", ""), ("b", "abc")),
    ("()", ("",), ("a",)),
    ("()*a", ("a",), ("",)),
    ("(a*)*", ("", "aaa"), ("b",)),
    ("(a?b?){2}", ("", "ab", "abab", "ba"), ("aaa", "bab" * 2)),
    ("a?b+c*", ("b", "abbc", "bcc"), ("a", "aab", "")),
    ("a{2}", ("aa",), ("a", "aaa")),
    ("a{0}", ("",), ("a",)),
    ("a{0}b", ("b",), ("ab",)),
    ("a{1,2}b{2,}", ("abb", "aabbb"), ("ab", "aaabb", "bb")),
    ("(ab){2,3}", ("abab", "ababab"), ("ab", "abababab", "aba")),
    ("(a{2}){2}", ("aaaa",), ("aa", "aaa", "aaaaa")),
    ("(a{2,3}){2}", ("aaaa", "aaaaa", "aaaaaa"), ("aaa", "a" * 7)),
    ("((ab?){1,2}c?){2}", ("aa", "abcab", "aaaa", "acac"), ("a", "aaaaa", "c")),
    ("x{0,2147483648}", ("", "xx"), ("y",)),
    ("x{02,0003}", ("xx", "xxx"), ("x",)),
    (".", ("a", "\t", "𐌰", "."), ("", "\n", "\r", "ab")),
    ("^a$", ("^a$",), ("a",)),
    (r"\^\.\-\[\]\{\}\(\)\|\*\+\?\\", ("^.-[]{}()|*+?\\",), ("",)),
    (r"\n\r\t", ("\n\r\t",), ("nrt",)),
    ("~!@#%&`_=:;\"',<>/", ("~!@#%&`_=:;\"',<>/",), ("",)),
    ("-", ("-",), ("",)),
    ("[abc]", ("a", "c"), ("d", "ab", "")),
    ("[a-cx]", ("b", "x"), ("d", "-")),
    ("[^a-c]", ("d", "\n", "^"), ("a", "")),
    ("[^^]", ("a",), ("^",)),
    ("[a^]", ("a", "^"), ("b",)),
    ("[-a]", ("-", "a"), ("b",)),
    ("[a-]", ("-", "a"), ("b",)),
    ("[a-z-]", ("-", "q"), ("A",)),
    ("[^-a]", ("b",), ("-", "a")),
    ("[-]", ("-",), ("a",)),
    (r"[\-a-c\]]", ("-", "b", "]"), ("\\",)),
    ("[?+*(){}|.$]", tuple("?+*(){}|.$"), ("x",)),
    ("[f&&g]", ("f", "&", "g"), ("x",)),
    ("[a-z-[aeiou]]", ("b", "z"), ("a", "-", "[")),
    ("[a-z-[aeiou-[e]]]", ("b", "e"), ("a",)),
    ("[^a-[b]]", ("c",), ("a", "b")),
    ("[a-[^b]]", (), ("a", "b", "c")),
    ("[^a-z-[0-9]]", ("A", "-"), ("a", "5")),
    (r"[\d-[0-4]]", ("5", "٣"), ("4", "a")),
    (r"[^\P{Nd}1]", ("2",), ("1", "a")),
    (r"[^\s\S]", (), ("a", " ")),
    (r"\d", ("0", "٣"), ("a", "²", "Ⅷ")),
    (r"\D", ("a",), ("0",)),
    (r"\s+", (" \t\n\r",), ("\u00a0", "a")),
    (r"\S", ("a", "\u00a0"), (" ", "\n")),
    (r"\w", ("a", "é", "5", "²", "+", "$", "中"), (" ", ".", "-", "_", "\u200b")),
    (r"\W", (".", "_", " "), ("a",)),
    (r"\i", ("a", "_", ":", "é", "中"), ("1", "-", ".", "·")),
    (r"\I", ("1", "-"), ("a", ":")),
    (r"\c+", ("a1.-_:·",), (" ", "/", "×")),
    (r"\C", ("/", " "), ("a",)),
    (r"[\i-[:]][\c-[:]]*", ("a-1",), ("a:b", "1")),
    (r"\p{L}", ("a", "中", "ǅ"), ("1", " ")),
    (r"\p{Lu}", ("A", "É"), ("a", "ǅ")),
    (r"\P{Lu}", ("a", "1"), ("A",)),
    (r"\p{Co}\p{Cf}\p{Cn}", ("\ue000\u200b\u0378",), ("",)),
    (r"[^\p{C}\p{Z}]+", ("Zürich", "a-b"), ("a b", "a\u200b", "\ue000", "")),
    (r"\p{IsBasicLatin}", ("a", "~"), ("é",)),
    (r"\p{IsLatin-1Supplement}", ("é",), ("a",)),
    (r"\p{IsGreek}\p{IsGreekandCoptic}", ("ΩΩ",), ("aa",)),
    (r"\p{IsCombiningMarksforSymbols}", ("\u20d0",), ("a",)),
    (r"\p{IsPrivateUse}", ("\ue000", "\U000f0000", "\U0010fffd"), ("a",)),
    (r"\P{IsGothic}", ("a", "\U0001032f"), ("\U00010330",)),
    ("(" * 40 + "a" + "b?|c)*" * 40, ("abcab", ""), ("d",)),
    (r"\p{IsCherokeeSupplement}", ("\uab70",), ("a",)),
)

# Expression, the character at which it is wrong, words of the complaint.
WRONG: tuple[tuple[str, int, str], ...] = (
    ("(", 2, "“)” is expected"),
    ("(a", 3, "“)” is expected"),
    (")", 1, r"stands for itself as \)"),
    ("a)", 2, r"stands for itself as \)"),
    ("*", 1, "no meaning"),
    ("?", 1, "no meaning"),
    ("+", 1, "no meaning"),
    ("{", 1, "no meaning"),
    ("a}", 2, "no meaning"),
    ("a]", 2, "no meaning"),
    ("a**", 3, "no meaning"),
    ("a*?", 3, "no meaning"),
    ("a{2}{3}", 5, "no meaning"),
    ("(?:a)", 2, "no meaning"),
    ("a{", 3, "a digit is expected"),
    ("a{,2}", 3, "a digit is expected"),
    ("a{1, 2}", 5, "“}” is expected"),
    ("a{3,1}", 7, "greater"),
    ("a{" + "9" * 30 + "}", 33, "at most 18 digits"),
    ("[", 2, "a character is expected"),
    ("[]", 2, "a character is expected"),
    ("[^]", 3, "a character is expected"),
    ("[a", 3, "“]” is expected"),
    ("[[]", 2, r"stands for itself as \["),
    ("[z-a]", 5, "backwards"),
    ("[a-z-9]", 5, "only at the beginning or the end"),
    ("[--z]", 3, "only at the beginning or the end"),
    ("[a--]", 4, r"stands for itself as \-"),
    ("[-[a]]", 2, "a character is expected"),
    (r"[\d-z]", 4, "a range cannot begin with a set"),
    (r"[a-\d]", 4, "has no meaning"),
    ("[a-[b]c]", 7, "“]” is expected"),
    ("\\", 1, "has no meaning"),
    (r"\b", 1, "has no meaning"),
    (r"\1", 1, "has no meaning"),
    (r"a\$", 2, "“$” needs no backslash"),
    (r"\p", 3, "“{” is expected"),
    (r"\pL", 3, "“{” is expected"),
    (r"\p{L", 4, "“}” is expected"),
    (r"\p{}", 4, "no category or block"),
    (r"\p{Lx}", 4, "Lx is no category or block"),
    (r"\p{Cs}", 4, "no category"),
    (r"\p{IsNowhere}", 4, "IsNowhere is no category or block"),
    (r"\p{IsHighSurrogates}", 4, "no category or block"),
    ("(" * 200 + ")" * 200, 51, "nested"),
    ("[a-" * 200 + "[b]" + "]" * 200, 151, "nested"),
)


@pytest.mark.parametrize("expression,good,bad", MATCHES)
def test_expression_matches_whole_texts(expression: str, good: tuple[str, ...], bad: tuple[str, ...]) -> None:
    compiled = compile_expression(expression)

    assert [text for text in (*good, *bad) if compiled.matches(text)] == list(good)


@pytest.mark.parametrize("expression,place,complaint", WRONG)
def test_wrong_expression_names_the_place(expression: str, place: int, complaint: str) -> None:
    with pytest.raises(DatatypeError) as caught:
        compile_expression(expression)

    assert f"is wrong at its character {place}: " in str(caught.value)
    assert complaint in str(caught.value)


class Sequence(NamedTuple):
    """An expression as a tree, for a second matcher that is too simple to be wrong."""

    parts: tuple["Tree", ...]


class Choice(NamedTuple):
    first: "Tree"
    second: "Tree"


class Repeat(NamedTuple):
    part: "Tree"
    least: int
    most: int | None


Tree = str | Sequence | Choice | Repeat
_SETS = {"a": "a", "b": "b", "[ab]": "ab", "[^a]": "bc", ".": "abc"}


def _written(tree: Tree) -> str:
    match tree:
        case Sequence(parts):
            return "".join(map(_written, parts))
        case Choice(first, second):
            return f"({_written(first)}|{_written(second)})"
        case Repeat(part, least, most):
            return f"({_written(part)}){{{least},{'' if most is None else most}}}"
        case _:
            return tree


def _ends(tree: Tree, text: str, starts: frozenset[int]) -> frozenset[int]:
    """Return where *tree* may end in *text* if it begins at one of *starts*."""
    match tree:
        case Sequence(parts):
            return reduce(lambda found, part: _ends(part, text, found), parts, starts)
        case Choice(first, second):
            return _ends(first, text, starts) | _ends(second, text, starts)
        case Repeat(part, least, most):
            found = reduce(lambda found, _: _ends(part, text, found), range(least), starts)
            # No turn that is not empty begins later than the text ends.
            for _ in range(len(text) if most is None else most - least):
                found |= _ends(part, text, found)
            return found
        case _:
            return frozenset(start + 1 for start in starts if start < len(text) and text[start] in _SETS[tree])


_COUNTS = st.sampled_from([(0, None), (1, None), (2, None), (0, 1), (0, 2), (1, 3), (2, 2), (2, 4), (3, 5), (0, 0)])
_TREES: st.SearchStrategy[Tree] = st.recursive(
    st.sampled_from(list(_SETS)),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple).map(Sequence)
        | st.builds(Choice, inner, inner)
        | st.tuples(inner, _COUNTS).map(lambda pair: Repeat(pair[0], *pair[1]))
    ),
    max_leaves=8,
)


@given(_TREES, st.lists(st.text("abc", max_size=12), min_size=4, max_size=8))
def test_verdict_is_that_of_a_simple_matcher(tree: Tree, texts: list[str]) -> None:
    compiled = compile_expression(_written(tree))

    assert [compiled.matches(text) for text in texts] == [
        len(text) in _ends(tree, text, frozenset({0})) for text in texts
    ]


def _states(expression: Expression) -> int:
    return len(expression._states)


@pytest.mark.parametrize("expression", ["(a+)+b", "(a|a)*b", "(a*)*b", "a*a*a*a*a*a*b", "(.*)(.*)(.*)b"])
def test_expression_that_backtracking_cannot_match_takes_a_few_states(expression: str) -> None:
    compiled = compile_expression(expression)

    assert not compiled.matches("a" * 20_000)
    assert compiled.matches("a" * 20_000 + "b")
    assert _states(compiled) <= 3


@pytest.mark.parametrize(
    "expression,text,longest",
    [
        ("(a{1,100}){1,100}", "a" * 2000, 100),
        ("((a{1,100}){1,100}){1,100}", "a" * 1000, 200),
        (r"(.{1,255}\.){1,127}", "." * 1000, 300),
        ("(a?){1000}a{1000}", "a" * 1500, 4),
    ],
)
def test_nested_counts_do_not_multiply(expression: str, text: str, longest: int) -> None:
    compiled = compile_expression.__wrapped__(expression)

    assert compiled.matches(text)
    assert max(len(sequences) for sequences in compiled._states) <= longest


def test_memory_is_bounded_and_what_was_forgotten_is_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tei.relaxng.datatypes.expressions._TRANSITIONS_MAX", 50)
    monkeypatch.setattr("tei.relaxng.datatypes.expressions._COUNTS_MAX", 20)
    compiled = compile_expression.__wrapped__("(ab{1,3}){400,1000}c{1,500}")

    for _ in range(2):
        assert compiled.matches("abbabbb" * 300 + "c" * 400)
        assert not compiled.matches("abbabbb" * 300 + "c" * 501)
        assert _states(compiled) <= 51
