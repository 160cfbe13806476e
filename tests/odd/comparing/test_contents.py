import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.odd.comparing.changes import Change, Difference, Kind, Verdict
from tei.odd.comparing.comparison import compare
from tei.odd.comparing.sides import Side
from tei.odd.content_models.elements import Contents
from tei.relaxng import sources
from tei.relaxng.patterns import Table
from tei.relaxng.simplify import simplify
from tei.relaxng.validator import Validator

Only = Callable[[str, str], Change]
Differ = Callable[[str, str], list[Difference]]


@pytest.mark.parametrize(
    "before, after, verdict, only_before, only_after",
    [
        ("a", "a?", Verdict.WIDENED, None, ()),
        ("a*", "a?", Verdict.NARROWED, ("a", "a"), None),
        ("a, b", "b, a", Verdict.CHANGED, ("a", "b"), ("b", "a")),
        ("(text | a)*", "a*", Verdict.NARROWED, ("#text",), None),
        ("a, b", "a, b, (a | b)*", Verdict.WIDENED, None, ("a", "b", "a")),
        ("a & b", "a, b", Verdict.NARROWED, ("b", "a"), None),
        ("empty", "text", Verdict.WIDENED, None, ("#text",)),
    ],
)
def test_contents_are_compared_by_their_words(
    only: Only,
    before: str,
    after: str,
    verdict: Verdict,
    only_before: tuple[str, ...] | None,
    only_after: tuple[str, ...] | None,
) -> None:
    both = "(element z { a?, b?, c? } | ({0}))"
    change = only(both.replace("{0}", before), both.replace("{0}", after))
    assert (change.kind, change.verdict) == (Kind.CONTENT, verdict)
    assert (change.only_before, change.only_after) == (only_before, only_after)


@pytest.mark.parametrize(
    "before, after",
    [
        ("a*, b*", "(a+, b*) | b*"),
        ("attribute n { text }, a", "a, attribute n { text }"),
        ("(a, b) | (a, c)", "a, (b | c)"),
    ],
)
def test_what_has_the_same_words_does_not_differ(differ: Differ, before: str, after: str) -> None:
    rest = "\na = element a { empty }\nb = element b { empty }\nc = element c { empty }"
    assert differ(f"start = element p {{ {before} }}{rest}", f"start = element p {{ {after} }}{rest}") == []


@pytest.mark.parametrize(
    "before, after, verdict, only_before, only_after",
    [
        ("xsd:date", "text", Verdict.WIDENED, None, ()),
        ("text", "xsd:date", Verdict.NARROWED, (), None),
        ("xsd:integer", "xsd:decimal", Verdict.WIDENED, None, ('#"1.5"',)),
        ('"yes" | "no"', '"yes" | "maybe"', Verdict.CHANGED, ('#"no"',), ('#"maybe"',)),
        ("xsd:date?", "xsd:date", Verdict.NARROWED, (), None),
    ],
)
def test_typed_text_is_compared_by_its_values(
    only: Only,
    before: str,
    after: str,
    verdict: Verdict,
    only_before: tuple[str, ...] | None,
    only_after: tuple[str, ...] | None,
) -> None:
    change = only(before, after)
    assert (change.kind, change.verdict) == (Kind.CONTENT, verdict)
    assert (change.only_before, change.only_after) == (only_before, only_after)


def test_a_name_is_one_of_the_names_without_end(differ: Differ) -> None:
    content, new = differ(
        "start = element p { any* }\nany = element * { any* }",
        "start = element p { element x { any* }* , any? }\nany = element * { any* }",
    )
    assert (new.elements, new.change.kind) == (("x",), Kind.ELEMENT_ADDED)
    assert (content.elements, content.change.kind, content.change.verdict) == (
        ("p",),
        Kind.CONTENT,
        Verdict.NARROWED,
    )
    assert content.change.only_before == ("*", "*")


def test_what_is_too_large_to_be_looked_into_is_compared_as_it_is_written(differ: Differ) -> None:
    names = [f"e{number:02}" for number in range(14)]
    elements = "\n".join(f"{name} = element {name} {{ empty }}" for name in names)
    mingled = " & ".join(names)

    def grammar(model: str) -> str:
        return f"start = element p {{ {model} }}\n{elements}"

    assert differ(grammar(mingled), grammar(" & ".join(reversed(names)))) == []
    [found] = differ(grammar(mingled), grammar(mingled.replace("e00", "e00?")))
    assert found == Difference(Change(Kind.CONTENT, verdict=Verdict.CHANGED), ("p",))


def test_names_without_end_are_told_where_they_may_stand(differ: Differ) -> None:
    [found] = differ(
        "start = element p { element * { empty }* }",
        'namespace t = "urn:t"\nstart = element p { element t:* { empty }* }',
    )
    assert (found.elements, found.change.verdict) == (("p",), Verdict.NARROWED)
    assert found.change.gone == ("*",)
    assert found.change.only_before == ("*",)


def test_an_element_that_is_new_is_told_once_and_not_with_each_content(differ: Differ) -> None:
    rest = "q = element q { a* }\nr = element r { a* }\na = element a { empty }"
    found = differ(
        f"start = element p {{ q, r }}\n{rest}",
        f"start = element p {{ q, r }}\n{rest}\na |= element new {{ empty }}".replace("a =", "a |="),
    )
    assert found == [Difference(Change(Kind.ELEMENT_ADDED, within=("q", "r")), ("new",))]


def test_an_element_that_was_needed_and_is_gone_changes_the_content(differ: Differ) -> None:
    found = differ(
        "start = element p { element head { empty }, element a { empty }* }",
        "start = element p { element a { empty }* }",
    )
    assert [(one.change.kind, one.elements) for one in found] == [
        (Kind.ELEMENT_REMOVED, ("head",)),
        (Kind.CONTENT, ("p",)),
    ]
    assert (found[1].change.verdict, found[1].change.only_before, found[1].change.only_after) == (
        Verdict.CHANGED,
        ("head",),
        (),
    )


def test_one_difference_of_many_elements_is_one(differ: Differ) -> None:
    names = [f"e{number:03}" for number in range(500)]
    elements = "\n".join(f"{name} = element {name} {{ shared, any* }}" for name in names)
    grammar = f"start = any\nany = {' | '.join(names)}\n{elements}\nshared = attribute n {{ text }}?"
    found = differ(grammar, f"{grammar}, attribute xml:base {{ xsd:anyURI }}?")
    assert [(one.change.kind, len(one.elements)) for one in found] == [(Kind.ATTRIBUTE_ADDED, 500)]


def test_where_documents_may_begin_is_compared(differ: Differ) -> None:
    rest = "a = element a { b? }\nb = element b { a? }"
    [found] = differ(f"start = a\n{rest}", f"start = b\n{rest}")
    assert found == Difference(Change(Kind.START, came=("b",), gone=("a",)))
    assert found.change.breaks


# Against the validation of words

_WORDS = [word for length in range(5) for word in itertools.product("ab", repeat=length)]
_LEAVES = st.sampled_from(["a", "b", "empty"])


def _larger(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(parts, parts, st.sampled_from([",", "|", "&"]))
    return pairs.map(lambda pair: f"({pair[0]} {pair[2]} {pair[1]})") | st.tuples(
        parts, st.sampled_from(["*", "+", "?"])
    ).map(lambda pair: f"({pair[0]}){pair[1]}")


_MODELS = st.recursive(_LEAVES, _larger, max_leaves=6)


def _made(model: str) -> tuple[Side, list[bool]]:
    """The grammar for a content model, and which words it accepts when documents are validated."""
    # RELAX NG forbids an interleave of the same names, which validators need not know.
    text = f"start = p | a | b\np = element p {{ {model} }}\na = element a {{ empty }}\nb = element b {{ empty }}"
    table = Table()
    start = simplify(sources.read(text.encode(), "g.rnc"), sources.nothing, table)
    validator = Validator(start, table)
    documents = [f"<p>{''.join(f'<{name}/>' for name in word)}</p>".encode() for word in _WORDS]
    side = Side("g.rnc", Contents(start, table), {})
    return side, [validator.is_valid(document) for document in documents]


@given(_MODELS, _MODELS)
def test_the_verdict_agrees_with_validation(one: str, other: str) -> None:
    (before, valid_before), (after, valid_after) = _made(one), _made(other)
    found = [difference.change for difference in compare(before, after).differences]
    lost = [word for word, was, now in zip(_WORDS, valid_before, valid_after, strict=True) if was and not now]
    new = [word for word, was, now in zip(_WORDS, valid_before, valid_after, strict=True) if now and not was]
    if not found:
        assert not lost
        assert not new
        return
    [change] = found
    assert (change.only_before is None) == (change.verdict is Verdict.WIDENED)
    assert (change.only_after is None) == (change.verdict is Verdict.NARROWED)
    for words, example in ((lost, change.only_before), (new, change.only_after)):
        if words:
            assert example is not None
        # Words are in the order of their length, so that the first is a shortest.
        if example is not None and len(example) <= len(_WORDS[-1]):
            assert example in words
            assert len(example) == len(words[0])
