"""Transcriptions in the tests of marks: a few lines, and what became of their brackets."""

from collections.abc import Callable

import pytest

from tei.encode import encoding, profile


@pytest.fixture
def taken() -> Callable[..., list[tuple[str, str]]]:
    """The rules that took the brackets of lines, each with what it made, by a shipped profile or one built on it."""

    def made(source: str, name: str = "wilson", more: str = "") -> list[tuple[str, str]]:
        chosen = profile.parse(f'extends = "{name}"\n{more}', "own.toml") if more else profile.load(name)
        body = encoding.body(source, chosen)
        return [(one.rule, body.written(one)) for one in body.decisions if one.rule]

    return made


@pytest.fixture
def doubts() -> Callable[..., list[tuple[str, int, int]]]:
    """The doubts about lines: kind, start and end of each."""

    def found(source: str, name: str = "wilson") -> list[tuple[str, int, int]]:
        return [(one.kind, one.start, one.end) for one in encoding.body(source, profile.load(name)).all_doubts()]

    return found
