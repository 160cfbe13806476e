import re

import pytest

from tei.encode.profile.wording import example


@pytest.mark.parametrize(
    "expression, words",
    [
        (r"handwritten(?: (?P<place>at the top|in ink))?: (?P<content>.*)", "handwritten in ink: …"),
        (r"(?:very )?illegible", "illegible"),
        (r"(?P<n>\d+) (?:groups|words) lost", "1949 words lost"),
        (r"[A-Z]{2}\.", "AA."),
        (r"(a)\1", "aa"),
        (r"x(?!y)", "x"),
        (r"", ""),
        (r"(?=b)a", ""),
    ],
)
def test_example_is_what_the_expression_fits(expression: str, words: str) -> None:
    pattern = re.compile(expression)
    assert example(pattern) == words
    assert not words or pattern.fullmatch(words)
