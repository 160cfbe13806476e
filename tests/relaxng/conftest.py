"""Grammars from a few lines of compact syntax."""

from collections.abc import Callable

import pytest

from tei.relaxng import acceleration
from tei.relaxng.compilation import compiled
from tei.relaxng.validator import Validator

Grammar = Callable[[str], Validator]


@pytest.fixture(scope="session")
def grammar() -> Grammar:
    """A function that returns the validator for a grammar in compact syntax."""

    def validator(text: str) -> Validator:
        made = compiled(text.encode(), "grammar.rnc")
        return Validator(made.start, made.table)

    return validator


@pytest.fixture(params=["in Python", "in C"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Who reads the documents in a test: the fast pass in Python, then the one in C."""
    chosen = str(request.param)
    monkeypatch.setenv("TEI_NO_ACCEL", "0" if chosen == "in C" else "1")
    if chosen == "in C" and not acceleration.BUILT:
        pytest.skip("the accelerator has not been built: there was no C compiler")
    return chosen
