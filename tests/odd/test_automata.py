import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.odd.content_models import automata
from tei.odd.content_models.automata import Automaton, State
from tei.odd.content_models.expressions import EPSILON, NOTHING, Expression, Expressions

Read = Callable[[str], Automaton]


def test_an_automaton_is_numbered_along_its_ordered_symbols(automaton: Read) -> None:
    assert automaton("b?, a") == (
        State(accepts=False, steps=(("a", 1), ("b", 2))),
        State(accepts=True, steps=()),
        State(accepts=False, steps=(("a", 1),)),
    )


@pytest.mark.parametrize(
    "one, other",
    [
        ("(a, b) | (a, c)", "a, (b | c)"),
        ("(a*, b*)*", "(a | b)*"),
        ("a & b", "(a, b) | (b, a)"),
        ("(a?, b?) | empty", "a?, b?"),
        ("(a+)+", "a, a*"),
        ("a | notAllowed", "a"),
        ("a, (b | notAllowed), attribute x { text }?", "attribute y { text }, a, b"),
        ("mixed { a* }", "(text | a)*"),
        ("text, text", "text"),
    ],
)
def test_what_has_the_same_words_is_equal(automaton: Read, one: str, other: str) -> None:
    assert automaton(one) == automaton(other)


@pytest.mark.parametrize(
    "one, other, word",
    [
        ("a*", "a?", ("a", "a")),
        ("a?", "a*", None),
        ("a | (b, c)", "a", ("b", "c")),
        ("(text | a)*", "a*", ("#text",)),
        ("xsd:date", "xsd:gYear", ("#data:date",)),
        ('"yes" | "no"', '"yes"', ('#"no"',)),
        ("list { xsd:int+ }", "xsd:int", ("#list(oneOrMore(data:int))",)),
        ("a, (b | c), d", "a, b, d", ("a", "c", "d")),
        ("(d | a), e", "empty", ("a", "e")),
        ("empty", "a", ()),
        ("notAllowed", "a", None),
    ],
)
def test_the_difference_is_a_shortest_word(automaton: Read, one: str, other: str, word: tuple[str, ...] | None) -> None:
    assert automata.difference(automaton(one), automaton(other)) == word
    assert automata.includes(automaton(other), automaton(one)) == (word is None)


def test_a_union_has_the_words_of_both(automaton: Read) -> None:
    assert automata.united([automaton("a, b"), automaton("a, c*")]) == automaton("a, (b | c*)")
    assert automata.united([automaton("a, b"), automaton("c")], most=2) is None


def test_what_has_too_many_states_has_no_automaton() -> None:
    table = Expressions()
    parts = [table.symbols([name]) for name in "abcdefghij"]
    assert automata.minimal(table.interleaving(parts), table, most=500) is None
    found = automata.minimal(table.interleaving(parts), table, most=2_000)
    assert found is not None
    assert len(found) == 1024


def test_what_is_nested_too_deep_has_none() -> None:
    table = Expressions()
    deep = table.symbols(["a"])
    for _ in range(100):
        deep = table.sequence([table.symbols(["b"]), table.choice([EPSILON, table.sequence([deep, deep])])])
    assert automata.minimal(deep, table) is None


def test_symbols_are_those_of_some_word(automaton: Read) -> None:
    assert automata.symbols(automaton("a, (b | notAllowed), (c, notAllowed)?")) == {"a", "b"}


# Random expressions, with the words that they have by definition.

_WORDS = [word for length in range(5) for word in itertools.product("ab", repeat=length)]
_Made = tuple[str, tuple["_Made", ...]]
_LEAVES = st.sampled_from([("a", ()), ("b", ()), ("empty", ()), ("nothing", ())])


def _larger(parts: st.SearchStrategy[_Made]) -> st.SearchStrategy[_Made]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    kinds = st.sampled_from(["sequence", "choice", "interleaving"])
    return st.tuples(kinds, several) | st.tuples(st.just("star"), st.tuples(parts))


def _expression(made: _Made, table: Expressions) -> Expression:
    kind, parts = made
    inner = [_expression(part, table) for part in parts]
    if kind in {"a", "b"}:
        return table.symbols([kind])
    if kind in {"empty", "nothing"}:
        return EPSILON if kind == "empty" else NOTHING
    if kind == "star":
        return table.star(inner[0])
    made_of: dict[str, Expression] = {
        "sequence": table.sequence(inner),
        "choice": table.choice(inner),
        "interleaving": table.interleaving(inner),
    }
    return made_of[kind]


def _has(made: _Made, word: tuple[str, ...]) -> bool:
    kind, parts = made
    if kind in {"a", "b"}:
        return word == (kind,)
    if kind in {"empty", "nothing"}:
        return kind == "empty" and not word
    if kind == "choice":
        return any(_has(part, word) for part in parts)
    if kind == "star":
        return not word or any(
            _has(parts[0], word[:place]) and _has(made, word[place:]) for place in range(1, len(word) + 1)
        )
    if len(parts) == 1:
        return _has(parts[0], word)
    rest: _Made = (kind, parts[1:])
    if kind == "sequence":
        return any(_has(parts[0], word[:place]) and _has(rest, word[place:]) for place in range(len(word) + 1))
    chosen = itertools.product((True, False), repeat=len(word))
    return any(
        _has(parts[0], tuple(itertools.compress(word, choice)))
        and _has(rest, tuple(itertools.compress(word, [not one for one in choice])))
        for choice in chosen
    )


def _accepts(automaton: Automaton, word: tuple[str, ...]) -> bool:
    state = automaton[0]
    for symbol in word:
        steps = dict(state.steps)
        if symbol not in steps:
            return False
        state = automaton[steps[symbol]]
    return state.accepts


@given(st.recursive(_LEAVES, _larger, max_leaves=6))
def test_the_automaton_has_the_words_of_the_expression(made: _Made) -> None:
    table = Expressions()
    found = automata.minimal(_expression(made, table), table)
    assert found is not None
    assert [word for word in _WORDS if _accepts(found, word)] == [word for word in _WORDS if _has(made, word)]


@given(st.recursive(_LEAVES, _larger, max_leaves=6), st.recursive(_LEAVES, _larger, max_leaves=6))
def test_differences_are_of_one_and_not_of_the_other(made: _Made, other: _Made) -> None:
    table = Expressions()
    found = [automata.minimal(_expression(one, table), table) for one in (made, other)]
    assert found[0] is not None
    assert found[1] is not None
    word = automata.difference(found[0], found[1])
    if word is not None:
        assert _has(made, word)
        assert not _has(other, word)
    else:
        assert not [one for one in _WORDS if _has(made, one) and not _has(other, one)]
    assert (found[0] == found[1]) == (word is automata.difference(found[1], found[0]) is None)
