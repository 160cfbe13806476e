from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.odd.content_models import automata, determinism, particles, widening
from tei.odd.content_models.automata import Automaton
from tei.odd.content_models.expressions import EPSILON, Expression, Expressions
from tei.odd.content_models.particles import AnyOrder, Either, InOrder, OneOf, Particle, Times

Read = Callable[[str], Automaton]


def written(particle: Particle | None) -> str:
    """*particle* in the syntax of DTDs, with bounds in braces."""
    if particle is None:
        return "none"
    if isinstance(particle, OneOf):
        return "|".join(particle.symbols) if len(particle.symbols) == 1 else f"({'|'.join(particle.symbols)})"
    if isinstance(particle, Times):
        bounds = {(0, 1): "?", (0, None): "*", (1, None): "+"}
        marks = bounds.get((particle.least, particle.most), f"{{{particle.least},{particle.most or ''}}}")
        return f"{written(particle.part)}{marks}"
    if isinstance(particle, AnyOrder):
        return "&".join(particle.symbols)
    joint = "," if isinstance(particle, InOrder) else "|"
    return f"({joint.join(map(written, particle.parts))})"


def expression(particle: Particle, table: Expressions) -> Expression:
    """The words of *particle*."""
    if isinstance(particle, OneOf):
        return table.symbols(particle.symbols)
    if isinstance(particle, InOrder):
        return table.sequence([expression(part, table) for part in particle.parts])
    if isinstance(particle, Either):
        return table.choice([expression(part, table) for part in particle.parts])
    assert isinstance(particle, Times)
    once = expression(particle.part, table)
    if particle.most is None:
        return table.sequence([*[once] * particle.least, table.star(once)])
    perhaps = table.choice([EPSILON, once])
    return table.sequence([once] * particle.least + [perhaps] * (particle.most - particle.least))


def again(particle: Particle) -> Automaton:
    """The automaton of the words of *particle*."""
    table = Expressions()
    found = automata.minimal(expression(particle, table), table)
    assert found is not None
    return found


def ambiguous(particle: Particle) -> bool:
    """Whether a symbol of a word may stand for two places in *particle*, by the definition of Glushkov's automaton."""
    places: list[str] = []

    def walk(one: Particle) -> tuple[bool, set[int], set[int], set[tuple[int, int]]]:
        if isinstance(one, OneOf):
            new = set(range(len(places), len(places) + len(one.symbols)))
            places.extend(one.symbols)
            return False, new, set(new), set()
        if isinstance(one, Times):
            # Each copy by itself would have places of its own: one place stands for the particle that is written.
            empty, first, last, follow = walk(one.part)
            if one.most is None or one.most > 1:
                follow |= {(before, after) for before in last for after in first}
            return empty or one.least == 0, first, last, follow
        assert isinstance(one, InOrder | Either)
        parts = [walk(part) for part in one.parts]
        if isinstance(one, Either):
            first, last, follow = (set[int](), set[int](), set[tuple[int, int]]())
            for _empty, its_first, its_last, its_follow in parts:
                first, last, follow = first | its_first, last | its_last, follow | its_follow
            return any(part[0] for part in parts), first, last, follow
        empty, first, last, follow = True, set[int](), set[int](), set[tuple[int, int]]()
        for its_empty, its_first, its_last, its_follow in parts:
            follow |= its_follow | {(before, after) for before in last for after in its_first}
            first |= its_first if empty else set()
            last = its_last | (last if its_empty else set())
            empty = empty and its_empty
        return empty, first, last, follow

    _empty, first, _last, follow = walk(particle)
    after: dict[int, list[int]] = {-1: sorted(first)}
    for before, one in follow:
        after.setdefault(before, []).append(one)
    return any(len({places[one] for one in found}) < len(found) for found in after.values())


@pytest.mark.parametrize(
    "model, expected",
    [
        ("empty", "()"),
        ("a, b", "(a,b)"),
        ("(a, b) | (a, c)", "(a,(b|c))"),
        ("(a | b)*", "(a|b)*"),
        ("a+, b?", "(a+,b?)"),
        ("a?, b?, c?, d?, e?", "(a?,b?,c?,d?,e?)"),
        ("(a, b)+", "(a,b)+"),
        ("a, a, a?", "a{2,3}"),
        ("a, a?, a?, (b, b?, b?, c?)?", "(a{1,3},(b{1,3},c?)?)"),
        ("a?, a?, b", "(a{0,2},b)"),
        ("(a, b)?, a?", "(a,(b,a?)?)?"),
        ("(a, b), (a, b)?", "(a,b){1,2}"),
        ("(a | (b, c)), d", "((a|(b,c)),d)"),
        ("((a | (b, c)), d)?", "((a|(b,c)),d)?"),
        ("(a, b*)?, c", "((a,b*)?,c)"),
        ("a*, b*, c*", "(a*,b*,c*)"),
        ("(a, b?, c)*, d", "((a,b?,c)*,d)"),
        ("a & b", "((a,b)|(b,a))"),
        ("(a?, b)+", "(a?,b,(b|(a,b))*)"),
        ("(a*, b)+, c", "(a*,b,(b|(a+,b))*,c)"),
    ],
)
def test_an_expression_is_found_that_has_one_place_for_each_symbol(automaton: Read, model: str, expected: str) -> None:
    found = determinism.deterministic(automaton(model))
    assert written(found) == expected
    assert found is not None
    assert again(found) == automaton(model)


@pytest.mark.parametrize(
    "model, expected",
    [
        ("(a, b)*, a?", "(a,b?)*"),
        ("(a | b)*, a, (a | b)", "(a|b)*"),
        ("c, (a, b)*, a?, d", "(c,(a|b)*,d)"),
    ],
)
def test_what_has_none_is_widened_to_the_nearest_that_has(automaton: Read, model: str, expected: str) -> None:
    assert determinism.deterministic(automaton(model)) is None
    found = widening.widened(automaton(model))
    assert written(found.particle) == expected
    assert again(found.particle) == found.automaton
    assert automata.includes(found.automaton, automaton(model))


_MODELS = st.recursive(
    st.sampled_from(["a", "b", "c", "empty"]),
    lambda parts: (
        st.tuples(parts, st.sampled_from("?*+")).map(lambda one: f"({one[0]}){one[1]}")
        | st.tuples(parts, st.sampled_from(",|"), parts).map(lambda one: f"({one[0]}){one[1]}({one[2]})")
    ),
    max_leaves=7,
)


@given(model=_MODELS)
def test_expressions_have_the_words_and_no_ambiguity(automaton: Read, model: str) -> None:
    wanted = automaton(model)
    found = determinism.deterministic(wanted)
    if found is not None:
        assert not ambiguous(found)
        assert again(found) == wanted
    wide = widening.widened(wanted)
    assert not ambiguous(wide.particle)
    assert again(wide.particle) == wide.automaton
    assert automata.includes(wide.automaton, wanted)


def test_a_long_optional_tail_is_written_with_bounds(automaton: Read) -> None:
    found = determinism.deterministic(automaton(", ".join(["a?"] * 30)))
    assert found == Times(OneOf(("a",)), 0, 30)
    assert particles.depth(found) == 0
    assert particles.size(found) == 1


def test_far_too_many_states_leave_the_symbols(automaton: Read) -> None:
    wanted = automaton(", ".join(["(a | b), c?"] * 80))
    assert written(widening.widened(wanted).particle) == "(a|b|c)*"
