from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei.odd.comparing import values
from tei.odd.comparing.changes import Change, Difference, Kind, Verdict
from tei.odd.comparing.values import Compared, Values
from tei.odd.content_models.elements import Contents
from tei.relaxng import compilation, sources
from tei.relaxng.derivatives import Derivatives
from tei.relaxng.patterns import AttributePattern
from tei.relaxng.values import reachable

Only = Callable[[str, str], Change]
Differ = Callable[[str, str], list[Difference]]


def test_an_attribute_that_came_has_its_type(only: Only) -> None:
    assert only("empty", 'attribute n { "x" | xsd:date }?') == Change(Kind.ATTRIBUTE_ADDED, "n", after="“x” | a date")


def test_an_attribute_that_must_be_there_breaks_documents(only: Only) -> None:
    added = only("empty", "attribute n { text }")
    assert (added.kind, added.required, added.breaks) == (Kind.ATTRIBUTE_ADDED, True, True)
    assert only("attribute n { text }?", "attribute n { text }") == Change(Kind.ATTRIBUTE_REQUIRED, "n")
    assert not only("attribute n { text }", "attribute n { text }?").breaks


def test_an_attribute_that_went_breaks_documents(only: Only) -> None:
    gone = only("attribute n { text }?", "empty")
    assert (gone.kind, gone.name, gone.breaks) == (Kind.ATTRIBUTE_REMOVED, "n", True)


def test_values_that_came_and_went_are_named(only: Only) -> None:
    change = only('attribute n { "a" | "b" }?', 'attribute n { "b" | "c" | "d" }?')
    assert change == Change(Kind.VALUES, "n", Verdict.CHANGED, came=("c", "d"), gone=("a",))


def test_values_of_which_several_may_stand_are_named(only: Only) -> None:
    change = only('attribute n { list { ("a" | "b")+ } }?', 'attribute n { list { ("b" | "c")+ } }?')
    assert change == Change(Kind.VALUES, "n", Verdict.CHANGED, came=("c",), gone=("a",))


def test_a_list_that_is_opened_is_wider(only: Only) -> None:
    change = only('attribute n { "a" | "b" }?', "attribute n { xsd:NCName }?")
    assert (change.verdict, change.came, change.gone) == (Verdict.WIDENED, (), ())
    assert (change.before, change.after) == ("“a” | “b”", "an XML name without colons")
    assert change.only_after == ("A",)


@pytest.mark.parametrize(
    "before, after, verdict",
    [
        ("xsd:integer", "xsd:decimal", Verdict.WIDENED),
        ("xsd:nonNegativeInteger", "xsd:int", Verdict.CHANGED),
        ("xsd:NCName", "xsd:token", Verdict.WIDENED),
        ("text", "xsd:NMTOKEN", Verdict.NARROWED),
        ('xsd:token { pattern = "[a-z]+" }', 'xsd:token { pattern = "[a-z0-9]+" }', Verdict.WIDENED),
        ('xsd:token { pattern = "[a-z]{3}" }', "xsd:NCName", Verdict.WIDENED),
        (r'xsd:token { pattern = "\p{L}+" }', r'xsd:token { pattern = "\p{Lu}+" }', Verdict.NARROWED),
        ('xsd:double { minInclusive = "0" maxInclusive = "1" }', "xsd:double", Verdict.WIDENED),
        ("xsd:NCName", "list { xsd:NCName+ }", Verdict.WIDENED),
        ("list { xsd:NCName+ }", "list { xsd:NCName, xsd:NCName? }", Verdict.NARROWED),
        ("list { xsd:integer+ }", "list { xsd:decimal* }", Verdict.WIDENED),
        ("xsd:date", "xsd:gYear", Verdict.CHANGED),
        ("xsd:date | xsd:gYear", "xsd:gYear", Verdict.NARROWED),
        ('"a" | "b"', "text", Verdict.WIDENED),
    ],
)
def test_datatypes_are_wider_or_narrower(only: Only, before: str, after: str, verdict: Verdict) -> None:
    change = only(f"attribute n {{ {before} }}?", f"attribute n {{ {after} }}?")
    assert (change.kind, change.verdict) == (Kind.VALUES, verdict)
    assert (change.only_before is None) == (verdict is Verdict.WIDENED)
    assert (change.only_after is None) == (verdict is Verdict.NARROWED)


@pytest.mark.parametrize(
    "before, after",
    [
        ("text", "xsd:string"),
        ("xsd:token", "xsd:normalizedString"),
        (r'xsd:token { pattern = "\S+" }', r'xsd:token { pattern = "[^\s]+" }'),
        ('xsd:token { pattern = "[a-c]" }', 'xsd:token { pattern = "a|b|c" }'),
        ('"a" | xsd:NCName', "xsd:NCName"),
        ("xsd:integer | xsd:decimal", "xsd:decimal"),
    ],
)
def test_types_with_the_same_values_do_not_differ(differ: Differ, before: str, after: str) -> None:
    assert (
        differ(
            f"start = element p {{ attribute n {{ {before} }} }}", f"start = element p {{ attribute n {{ {after} }} }}"
        )
        == []
    )


def test_what_cannot_be_decided_is_changed(only: Only) -> None:
    change = only(
        r'attribute n { xsd:token { pattern = "\p{IsGreek}+" } }?',
        r'attribute n { xsd:token { pattern = "(\p{IsGreek}|x)*x?" } }?',
    )
    assert change.verdict is Verdict.CHANGED
    assert (change.only_before, change.only_after) == (None, ("",))


def test_a_shortest_text_is_found_where_no_usual_one_serves(only: Only) -> None:
    change = only(
        'attribute n { xsd:token { pattern = "q(rs)*" } }?', 'attribute n { xsd:token { pattern = "q(rs){0,2}" } }?'
    )
    assert (change.verdict, change.only_before) == (Verdict.NARROWED, ("qrsrsrs",))


# Against the validation of texts

_TYPES = [
    *("text", "xsd:token", "xsd:NCName", "xsd:Name", "xsd:NMTOKEN", "xsd:language", "xsd:anyURI", "xsd:boolean"),
    *("xsd:integer", "xsd:decimal", "xsd:double", "xsd:byte", "xsd:positiveInteger", "xsd:date", "xsd:gYear"),
    *('"a"', '"a" | "1"', '"a" | xsd:integer', "list { xsd:NCName+ }", "list { xsd:integer, xsd:integer? }"),
    *("list { xsd:token* }", "list { (xsd:integer | xsd:NCName)+ }", 'xsd:decimal { minInclusive = "0" }'),
    *(r'xsd:token { pattern = "[a-z]+" }', r'xsd:token { pattern = "[\p{L}\p{N}]+" }', "xsd:NCName?", "empty"),
]
_TEXTS = st.text("aZ01-. :é", max_size=5) | st.sampled_from(["2000", "2000-01-01", "true", "INF", "300"])


def _values(of: str) -> Values:
    text = f"start = element p {{ attribute n {{ {of} }} }}"
    grammar = compilation.simplified(sources.read(text.encode(), "g.rnc"), sources.nothing)
    found = [leaf.pattern for leaf in reachable(grammar.start) if isinstance(leaf, AttributePattern)]
    return values.values(found, Contents(grammar.start, grammar.table), Derivatives(grammar.table))


@given(st.sampled_from(_TYPES), st.sampled_from(_TYPES), st.lists(_TEXTS, max_size=20))
def test_the_verdict_on_values_agrees_with_validation(one: str, other: str, texts: list[str]) -> None:
    before, after = _values(one), _values(other)
    found = values.compared(before, after)
    lost = [text for text in texts if before.match(text) and not after.match(text)]
    new = [text for text in texts if after.match(text) and not before.match(text)]
    if found is None or found.verdict is Verdict.WIDENED:
        assert lost == []
    if found is None or found.verdict is Verdict.NARROWED:
        assert new == []
    if found is not None:
        _examples_hold(found, before, after)


def _examples_hold(found: Compared, before: Values, after: Values) -> None:
    if found.only_before is not None:
        assert before.match(found.only_before)
        assert not after.match(found.only_before)
    if found.only_after is not None:
        assert after.match(found.only_after)
        assert not before.match(found.only_after)
