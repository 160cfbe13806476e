import re

import pytest

from tei.encode.profile import backtracking
from tei.encode.profile.expressions import Expressions

WITHOUT_END = "without end"
TOO_LONG = "takes too long"


@pytest.mark.parametrize(
    "expression",
    [
        r"(a*)*b",
        r"(?:\w+ ?)*",
        r"(?:[A-Z]\w*[- ]?)+!",
        r"(a|a)*",
        r"(a|aa)+$",
        r"(?:x?y?)*z",
        r"(?:a{0,50}){0,50}",
        r"(?:\d+[.,]?)+",
        r"(?i:(?:ab|AB)*)c",
        r"(?=(?:a+)+b).",
    ],
)
def test_expression_that_reads_words_in_ever_more_ways_is_refused(expression: str) -> None:
    assert WITHOUT_END in backtracking.fault(re.compile(expression))


@pytest.mark.parametrize("expression", [r".*a.*b.*c.*d", r"\s*\s*\s*\s*x"])
def test_expression_with_many_repetitions_of_the_same_is_refused(expression: str) -> None:
    assert TOO_LONG in backtracking.fault(re.compile(expression))


@pytest.mark.parametrize(
    "expression",
    [
        r".*",
        r".*a.*b.*",
        r"(?:\w+\s+)*x",
        r"(?:[A-Z]\w*[- ])*",
        r"(?:\w+, (?:and )?)*\w+",
        r"\w+\s+\w+\s+\w+\s+\w+\s+\w+",
        r"(?:[^()]*\([^()]*\))*",
        r"(?:a{1,9}){1,9}",
        r"(?:\s++\w*)*x",
        r"(?i:one|two|three) words?",
    ],
)
def test_expression_that_ends_soon_is_let_pass(expression: str) -> None:
    assert backtracking.fault(re.compile(expression, re.DOTALL)) == ""


def test_space_takes_all_white_space_and_gives_none_back() -> None:
    compiled = Expressions({}, {}).compile("(?P<a>.*?) (?P<b>.*)")
    found = compiled.fullmatch("so \n  it is")
    assert found
    assert (found["a"], found["b"]) == ("so", "it is")


def test_space_with_a_question_mark_is_some_or_none() -> None:
    compiled = Expressions({"places": {"at the top": "top"}}, {}).compile("a ?b {places}")
    assert compiled.fullmatch("ab at  the\ntop")
    assert compiled.fullmatch("a  b At the top")
    assert not compiled.fullmatch("abat the top")


def test_set_may_begin_with_its_own_end() -> None:
    compiled = Expressions({"x": {"y": "y"}}, {}).compile("[]{x}]+ [^]]")
    assert compiled.fullmatch("]{x} a")
    assert not compiled.fullmatch("]{x} ]")
