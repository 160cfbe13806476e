import pytest
from hypothesis import given
from hypothesis import strategies as some

from tei.relaxng import name_classes
from tei.relaxng.model import AnyName, Name, NameChoice, NameClass, NsName
from tei.relaxng.name_sets import NameSet

A, B = Name("urn:x", "a"), Name("urn:y", "b")
UNIVERSE = [(namespace, local) for namespace in ("", "urn:x", "urn:y", "urn:z") for local in "abc"]

single = some.builds(Name, some.sampled_from(["", "urn:x", "urn:y"]), some.sampled_from("ab"))
classes: some.SearchStrategy[NameClass] = some.recursive(
    single,
    lambda inner: some.one_of(
        some.builds(AnyName, some.none() | inner),
        some.builds(NsName, some.sampled_from(["", "urn:x"]), some.none() | inner),
        some.builds(NameChoice, some.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=4,
)


@pytest.mark.parametrize(
    "one, other, expected",
    [
        (A, A, ("urn:x", "a")),
        (A, B, None),
        (A, NsName("urn:x"), ("urn:x", "a")),
        (A, NsName("urn:x", A), None),
        (B, AnyName(A), ("urn:y", "b")),
        (NsName("urn:x"), NsName("urn:y"), None),
        (NsName("urn:x", A), NsName("urn:x", B), ("urn:x", "\0")),
        (AnyName(NsName("urn:x")), NsName("urn:x"), None),
        (AnyName(A), AnyName(), ("\0", "\0")),
        (NameChoice((A, B)), NameChoice((Name("", "c"), B)), ("urn:y", "b")),
    ],
)
def test_shared_name(one: NameClass, other: NameClass, expected: tuple[str, str] | None) -> None:
    first, second = name_classes.simple(one), name_classes.simple(other)
    assert name_classes.shared(first, second) == expected
    assert name_classes.names(first).shared(name_classes.names(second)) == expected


@given(classes, classes)
def test_classes_are_equal_in_simple_form_where_they_are_written_alike(one: NameClass, other: NameClass) -> None:
    assert (name_classes.simple(one) == name_classes.simple(other)) is (one == other)


@given(classes.map(name_classes.simple), classes.map(name_classes.simple))
def test_classes_that_share_a_name_are_found(one: NameSet, other: NameSet) -> None:
    common = [name for name in UNIVERSE if one.contains(*name) and other.contains(*name)]
    found = name_classes.shared(one, other)
    assert (found is not None) >= bool(common)
    assert found is None or (one.contains(*found) and other.contains(*found))
    assert (name_classes.names(one).shared(name_classes.names(other)) is None) is (found is None)


@pytest.mark.parametrize(
    "name_class, rules",
    [
        (AnyName(AnyName()), ["name-class"]),
        (AnyName(NsName("urn:x")), []),
        (NsName("urn:x", AnyName()), ["name-class"]),
        (NsName("urn:x", NameChoice((A, NsName("urn:x")))), ["name-class"]),
        (AnyName(NsName("urn:x", AnyName())), ["name-class"]),
        (Name("", "xmlns"), ["name"]),
        (Name("urn:x", "xmlns"), []),
        (AnyName(Name("", "xmlns")), ["name"]),
        (NameChoice((A, NsName("http://www.w3.org/2000/xmlns/"))), ["name"]),
        (NsName("http://www.w3.org/2000/xmlns"), ["name"]),
    ],
)
def test_forbidden_name_classes_of_attributes(name_class: NameClass, rules: list[str]) -> None:
    assert [rule for rule, _, _ in name_classes.faults(name_class, of_attribute=True)] == rules


def test_element_may_be_called_xmlns() -> None:
    assert not list(name_classes.faults(Name("", "xmlns"), of_attribute=False))


def test_endless_nesting_is_refused() -> None:
    nested: NameClass = A
    for _ in range(200):
        nested = NameChoice((B, nested))
    assert [rule for rule, _, _ in name_classes.faults(nested, of_attribute=False)] == ["too-deep"]


@pytest.mark.parametrize(
    "name, words",
    [
        (("", "a"), "the name a"),
        (("urn:x", "a"), "the name a of urn:x"),
        (("urn:x", "\0"), "any name of urn:x"),
        (("", "\0"), "any name of no namespace"),
        (("\0", "\0"), "any name"),
    ],
)
def test_shared_name_in_words(name: tuple[str, str], words: str) -> None:
    assert name_classes.described(name) == words
