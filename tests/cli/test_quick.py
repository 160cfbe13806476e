"""The plainest calls of `tei validate` are read without typer, and mean what typer makes of them."""

from collections.abc import Callable

import pytest

from tei.cli import checking, main, quick
from tei.cli.checking import Call
from tei.cli.commands import COMMANDS
from tei.cli.running import run

PLAIN = [
    [],
    ["a.xml"],
    ["--schema", "s.rng", "a.xml", "b/c.xml"],
    ["a.xml", "--schema", "s.rnc", "--schema", "t.sch", "--format", "json", "--explain", "--all", "--no-ids"],
    ["--format", "concise", "--format", "text", "å b.xml", "a.xml"],
    ["--pointers", "a.xml"],
    ["--no-pointers", "--unused", "a.xml"],
]
OTHERS = [
    ["--help"],
    ["--jobs", "2", "a.xml"],
    ["--schema=s.rng", "a.xml"],
    ["--schema"],
    ["--schema", "-x", "a.xml"],
    ["--format", "xml", "a.xml"],
    ["--format", "sarif", "a.xml"],
    ["--statistics", "a.xml"],
    ["--baseline", "base.json", "a.xml"],
    ["--write-baseline", "base.json", "a.xml"],
    ["-o", "out.txt", "a.xml"],
    ["--xsd", "a.xml"],
    ["--", "-a.xml"],
    ["-"],
    [""],
    ["--schem", "s.rng", "a.xml"],
]


def noting(made: list[Call]) -> Callable[[Call], int]:
    """A function that notes each call in *made*, and finds nothing."""

    def note(call: Call) -> int:
        made.append(call)
        return 0

    return note


@pytest.mark.parametrize("words", PLAIN, ids=" ".join)
def test_plain_call_means_what_typer_makes_of_it(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Call] = []
    monkeypatch.setattr("tei.cli.validate.run", noting(made))
    assert run("validate", COMMANDS["validate"], words) == 0
    assert [quick.read(words)] == made


@pytest.mark.parametrize("words", OTHERS, ids=" ".join)
def test_other_calls_are_left_to_typer(words: list[str]) -> None:
    assert quick.read(words) is None


def test_plain_call_is_not_given_to_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Call] = []
    monkeypatch.setattr(checking, "run", noting(made))
    monkeypatch.setattr("tei.cli.running.run", lambda *_words: pytest.fail("typer was asked"))
    assert main(["validate", "a.xml"]) == 0
    assert made == [quick.read(["a.xml"])]
