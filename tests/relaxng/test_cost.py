"""What a step through the automaton costs: the same after thousands of steps as after the first, whatever the grammar.

Counted are the Python calls that a step takes, which no other work on the machine changes. A walk goes at random
through what the grammar allows, so that it meets new states as long as there are any.
"""

import contextlib
import random
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TypeVar

import pytest
from lxml import etree

import grammars
from tei.errors import SchemaError
from tei.relaxng import automaton as automaton_module
from tei.relaxng import compilation, prospects
from tei.relaxng.automaton import Automaton
from tei.relaxng.sources import UnreadableError
from tei.relaxng.states import Frame, Refusal

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
SCHEMA = Path(__file__).resolve().parents[2] / "schemas" / "tei-documentary.rng"
BLOCK_STEPS = 400
FIRST_STEPS = 1_000
DEEPEST = 30
Met = TypeVar("Met")


def joined(form: str, count: int, between: str) -> str:
    return between.join(form.format(n=n) for n in range(count))


def ambiguous(one: str, other: str, length: int) -> str:
    """Where *one* is met, it may be the one that so many follow, or not yet."""
    return f"(({one} | {other})*, {one}, {joined(f'({one} | {other})', length, ', ')})"


EMPTY_ONES = " ".join(f"{name} = element {name} {{ empty }}" for name in "abcdef")
OPTIONAL = "element e{n} {{ empty }}?"
PAIR = "(element e{n} {{ empty }}?, element f{n} {{ empty }}*)"
ALIKE = "element x {{ x*, element e{n} {{ empty }}, x* }}"
THREE = f"{ambiguous('a', 'b', 6)} & {ambiguous('c', 'd', 6)} & {ambiguous('e', 'f', 6)}"
HARD = {
    "40 optional elements in any order": ("x*", f"x = element x {{ {joined(OPTIONAL, 40, ' & ')} }}"),
    "16 optional elements in any order, repeated": (f"({joined(OPTIONAL, 16, ' & ')})+", ""),
    "8 optional pairs in any order, repeated": (f"({joined(PAIR, 8, ' & ')})+", ""),
    "the tenth from the end": (ambiguous("a", "b", 9), EMPTY_ONES),
    "the sixth from the end, repeated": (f"{ambiguous('a', 'b', 5)}*", EMPTY_ONES),
    "two ambiguities in any order, repeated": (f"({ambiguous('a', 'b', 5)} & {ambiguous('c', 'd', 5)})+", EMPTY_ONES),
    "three ambiguities in any order": (THREE, EMPTY_ONES),
    "elements that look alike": ("x*", f"x = {joined(ALIKE, 8, ' | ')}"),
    "groups in groups": (f"{'(' * 12}element a {{ empty }}?{', element b { empty }?)*' * 12}", ""),
}


def costs(automaton: Automaton, blocks: int) -> list[int]:
    """How many calls each block of steps takes, after the first steps; fewer blocks if the walk comes to an end."""
    chance = random.Random(1949)  # noqa: S311 - the same walk each time
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    def counted(step: Callable[[], Met]) -> Met:
        sys.setprofile(count)
        try:
            return step()
        finally:
            sys.setprofile(None)

    state, stack = automaton.start(), list[Frame]()
    found: list[int] = []
    for done in range(FIRST_STEPS + blocks * BLOCK_STEPS):
        if done >= FIRST_STEPS and (done - FIRST_STEPS) % BLOCK_STEPS == 0:
            found.append(0)
        calls = 0
        names = list(prospects.known_names(prospects.next_elements(automaton, state)))
        may_end = len(stack) > 1 and any(map(automaton.derivatives.may_end, state.slots))
        if may_end and (not names or chance.random() < len(stack) / DEEPEST):
            frame = stack.pop()
            state = counted(partial(frame.__getitem__, state))
        elif names and len(stack) < 10 * DEEPEST:
            name = chance.choice(names)
            with contextlib.suppress(Refusal):  # An element whose content is notAllowed.
                opening = counted(partial(state.__getitem__, name))
                stack.append(opening.frame)
                state = counted(opening.initial.closed_leniently)
        else:
            # Nowhere to go: what is left is to begin again, with what has been learnt.
            state, stack = automaton.start(), []
        if found:
            found[-1] += calls
    return found


def assert_flat(grammar: compilation.Grammar) -> None:
    """Assert that the last steps cost no more than those a while before, allowing for chance, nor too much for it."""
    size = len(grammar.table)
    early, *_, late = costs(Automaton(grammar.table, grammar.start), blocks=4)
    assert late <= 2 * early + BLOCK_STEPS * 20
    assert late <= BLOCK_STEPS * 50 * size


@pytest.mark.parametrize("content, definitions", HARD.values(), ids=HARD.keys())
def test_hard_grammar_costs_the_same_at_every_step(content: str, definitions: str) -> None:
    assert_flat(compilation.compiled(f"start = element r {{ {content} }} {definitions}".encode(), "hard.rnc"))


def test_forgetting_makes_nothing_dearer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(automaton_module, "_MOST_STATES", 300)
    test_hard_grammar_costs_the_same_at_every_step(*HARD["40 optional elements in any order"])


@pytest.mark.parametrize("seed", range(6))
def test_grammar_at_random_costs_the_same_at_every_step(seed: int, tmp_path: Path) -> None:
    tried = 0
    for number in range(20):
        made = grammars.schema(random.Random(f"{seed} {number}"))  # noqa: S311 - the same grammars each time
        for name, text in made.files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        path = tmp_path / made.name
        with contextlib.suppress(SchemaError):
            assert_flat(compilation.compiled(path.read_bytes(), str(path)))
            tried += 1
    assert tried > 5


def test_own_schema_costs_the_same_at_every_step() -> None:
    assert_flat(compilation.compiled(SCHEMA.read_bytes(), str(SCHEMA)))


@pytest.mark.parametrize("name", ["tei_all", "tei_lite", "tei_simplePrint"])
def test_teis_schema_costs_the_same_at_every_step(shared_data: Path, name: str) -> None:
    path = shared_data / "p5" / f"{name}.rng"
    assert_flat(compilation.compiled(path.read_bytes(), str(path)))


def test_no_schema_of_the_suite_costs_more_and_more(shared_data: Path) -> None:
    def nothing(address: str) -> tuple[bytes, str]:
        raise UnreadableError(address)

    tried = 0
    for case in etree.parse(shared_data / "relaxng" / "spectest.xml").iter("testCase"):
        correct = case.find("correct")
        if correct is not None and case.find("resource") is None and case.find("dir") is None:
            (schema,) = correct.iterchildren(etree.Element)
            assert_flat(compilation.compiled(etree.tostring(schema), "suite.rng", nothing))
            tried += 1
    assert tried > 100
