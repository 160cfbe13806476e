"""The automaton against the definition: what section 9 says a pattern matches, tried out by brute force."""

from collections.abc import Iterator, Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tei.relaxng.automaton import Automaton
from tei.relaxng.driver import accepts, accepts_in_python
from tei.relaxng.name_sets import Name
from tei.relaxng.patterns import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    AttributePattern,
    ChoicePattern,
    ElementPattern,
    GroupPattern,
    InterleavePattern,
    OneOrMorePattern,
    Pattern,
    Table,
)

NAMES = "ab"
# A node is a text or an element: its name, its attributes' names, its nodes.
Node = "str | tuple[str, frozenset[str], tuple[Node, ...]]"


def matches(pattern: Pattern, attributes: frozenset[str], nodes: tuple) -> bool:  # type: ignore[type-arg]
    """Return whether the attributes and nodes are what *pattern* describes (section 9.3), by trying all divisions."""
    if pattern is EMPTY:
        return not attributes and not nodes
    if pattern is NOT_ALLOWED:
        return False
    if pattern is TEXT:
        return not attributes and all(isinstance(node, str) for node in nodes)
    if isinstance(pattern, ChoicePattern):
        return any(matches(member, attributes, nodes) for member in pattern.members)
    if isinstance(pattern, AttributePattern):
        return not nodes and len(attributes) == 1 and all(pattern.name_class.contains("", one) for one in attributes)
    if isinstance(pattern, ElementPattern):
        if attributes or len(nodes) != 1 or isinstance(nodes[0], str):
            return False
        name, inner, content = nodes[0]
        return pattern.name_class.contains("", name) and matches(pattern.content, inner, content)
    if isinstance(pattern, GroupPattern):
        return any(
            matches(pattern.first, one, nodes[:cut]) and matches(pattern.rest, attributes - one, nodes[cut:])
            for one in subsets(attributes)
            for cut in range(len(nodes) + 1)
        )
    if isinstance(pattern, InterleavePattern):
        first, rest = pattern.members[0], pattern.members[1:]
        others = rest[0] if len(rest) == 1 else InterleavePattern(0, rest)
        return any(
            matches(first, one, some) and matches(others, attributes - one, more)
            for one in subsets(attributes)
            for some, more in divisions(nodes)
        )
    assert isinstance(pattern, OneOrMorePattern)
    return any(
        matches(pattern.pattern, one, nodes[:cut])
        and ((cut == len(nodes) and one == attributes) or (cut > 0 and matches(pattern, attributes - one, nodes[cut:])))
        for one in subsets(attributes)
        for cut in range(len(nodes) + 1)
    )


def subsets(names: frozenset[str]) -> Iterator[frozenset[str]]:
    listed = sorted(names)
    for chosen in product((False, True), repeat=len(listed)):
        yield frozenset(name for name, taken in zip(listed, chosen, strict=True) if taken)


def divisions(nodes: Sequence[object]) -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
    for chosen in product((False, True), repeat=len(nodes)):
        pairs = list(zip(nodes, chosen, strict=True))
        yield tuple(node for node, taken in pairs if taken), tuple(node for node, taken in pairs if not taken)


def content(table: Table, elements: list[ElementPattern]) -> st.SearchStrategy[Pattern]:
    leaf = st.sampled_from([EMPTY, TEXT, *elements])
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda pair: table.choice(*pair)),
            st.tuples(inner, inner).map(lambda pair: table.group(*pair)),
            st.tuples(inner, inner).map(lambda pair: table.interleave(*pair)),
            inner.map(table.one_or_more),
            inner.map(table.optional),
        ),
        max_leaves=6,
    )


@st.composite
def grammars(draw: st.DrawFn) -> tuple[Table, Pattern]:
    """A root element and three others, two of one name, whose contents refer to each other."""
    table = Table()
    elements = [table.element(Name("", name)) for name in (*NAMES, "a")]
    attributes = [table.attribute(Name("", name), TEXT) for name in "xy"]
    # As section 7.3 asks, no attribute is repeated or stands twice in a group.
    lists = st.lists(st.sampled_from(attributes), unique=True, max_size=2)
    for element in elements:
        pattern = draw(content(table, elements))
        for attribute in draw(lists):
            one = table.optional(attribute) if draw(st.booleans()) else attribute
            pattern = table.group(one, pattern)
        element.content = pattern
    root = table.element(Name("", "r"))
    root.content = draw(content(table, elements))
    return table, root


def elements_of_document() -> st.SearchStrategy[object]:
    attributes = st.frozensets(st.sampled_from("xy"), max_size=2)
    leaf = st.tuples(st.sampled_from(NAMES), attributes, st.just(()))
    return st.recursive(
        leaf,
        lambda inner: st.tuples(
            st.sampled_from(NAMES), attributes, st.lists(st.one_of(inner, st.just("t")), max_size=3).map(joined)
        ),
        max_leaves=4,
    )


def joined(nodes: list[object]) -> tuple[object, ...]:
    """Return the nodes without a text after a text: in a document these would be one."""
    kept: list[object] = []
    for node in nodes:
        if not (isinstance(node, str) and kept and isinstance(kept[-1], str)):
            kept.append(node)
    return tuple(kept)


def written(node: object) -> str:
    if isinstance(node, str):
        return node
    assert isinstance(node, tuple)
    name, attributes, nodes = node
    shown = "".join(f' {attribute}=""' for attribute in sorted(attributes))
    return f"<{name}{shown}>{''.join(map(written, nodes))}</{name}>"


@settings(max_examples=300, deadline=None)
@given(grammars(), st.lists(st.one_of(elements_of_document(), st.just("t")), max_size=3).map(joined))
def test_automaton_accepts_what_the_definition_says(grammar: tuple[Table, Pattern], nodes: tuple[object, ...]) -> None:
    table, root = grammar
    document = ("r", frozenset[str](), nodes)
    expected = matches(root, frozenset(), (document,))
    assert accepts(Automaton(table, root), written(document).encode()) == expected
    assert accepts_in_python(Automaton(table, root), written(document).encode()) == expected
