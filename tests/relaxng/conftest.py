"""Grammars from a few lines of compact syntax."""

from collections.abc import Callable

import pytest

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
