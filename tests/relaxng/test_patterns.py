import pytest
from hypothesis import given
from hypothesis import strategies as some

from tei.relaxng.name_sets import Name
from tei.relaxng.patterns import EMPTY, NOT_ALLOWED, TEXT, ChoicePattern, GroupPattern, Pattern, Table


@pytest.fixture
def table() -> Table:
    return Table()


def elements(table: Table, count: int) -> list[Pattern]:
    return [table.element(Name("", f"e{number}")) for number in range(count)]


def test_choice_is_a_set(table: Table) -> None:
    one, two, three = elements(table, 3)
    left = table.choice(table.choice(one, two), table.choice(three, one))
    assert left is table.choice(three, table.choice(two, one))
    assert isinstance(left, ChoicePattern)
    assert left.members == (one, two, three)


def test_choice_of_one_is_that_one(table: Table) -> None:
    (one,) = elements(table, 1)
    assert table.choice(one, NOT_ALLOWED, one) is one
    assert table.choice() is NOT_ALLOWED


def test_empty_adds_nothing_to_what_can_be_empty(table: Table) -> None:
    (one,) = elements(table, 1)
    many = table.optional(table.one_or_more(one))
    assert table.optional(many) is many
    assert table.optional(TEXT) is TEXT
    assert table.choice(EMPTY, one).nullable


def test_group_leans_to_the_right(table: Table) -> None:
    one, two, three = elements(table, 3)
    group = table.group(table.group(one, two), three)
    assert group is table.group(one, table.group(two, three))
    assert isinstance(group, GroupPattern)
    assert group.first is one


def test_group_of_attributes_stays_together(table: Table) -> None:
    attributes = table.group(table.attribute(Name("", "a"), TEXT), table.attribute(Name("", "b"), TEXT))
    group = table.group(attributes, *elements(table, 1))
    assert isinstance(group, GroupPattern)
    assert group.first is attributes


def test_interleave_is_a_bag(table: Table) -> None:
    one, two = elements(table, 2)
    assert table.interleave(two, table.interleave(one, two)) is table.interleave(two, two, one)
    assert table.interleave(one, one) is not one
    assert table.interleave() is EMPTY


@pytest.mark.parametrize("join", ["group", "interleave"])
def test_zero_and_one(table: Table, join: str) -> None:
    (one,) = elements(table, 1)
    joined = getattr(table, join)
    assert joined(one, NOT_ALLOWED) is NOT_ALLOWED
    assert joined(NOT_ALLOWED, one) is NOT_ALLOWED
    assert joined(one, EMPTY) is one
    assert joined(EMPTY, one) is one


def test_repetition_is_not_repeated(table: Table) -> None:
    (one,) = elements(table, 1)
    many = table.one_or_more(one)
    assert table.one_or_more(many) is many
    assert table.one_or_more(EMPTY) is EMPTY
    assert table.one_or_more(NOT_ALLOWED) is NOT_ALLOWED


def test_nothing_can_be_made_of_what_is_not_allowed(table: Table) -> None:
    assert table.attribute(Name("", "a"), NOT_ALLOWED) is NOT_ALLOWED
    assert table.list_(NOT_ALLOWED) is NOT_ALLOWED


def test_equal_name_classes_make_one_attribute(table: Table) -> None:
    assert table.attribute(Name("", "a"), TEXT) is table.attribute(Name("", "a"), TEXT)


def test_text_behind_an_element_does_not_stand_in_front(table: Table) -> None:
    (one,) = elements(table, 1)
    assert not table.group(one, TEXT).allows_text
    assert table.group(table.optional(one), TEXT).allows_text
    assert table.group(table.attribute(Name("", "a"), TEXT), TEXT).allows_text
    assert table.interleave(one, TEXT).allows_text


def test_elements_are_individuals(table: Table) -> None:
    one, two = table.element(Name("", "a")), table.element(Name("", "a"))
    assert one is not two
    assert table.elements == [one, two]


def test_forgetting_spares_the_grammar(table: Table) -> None:
    one, two, three = elements(table, 3)
    own = table.choice(one, two)
    table.freeze()
    passing = table.choice(two, three)
    table.forget()
    assert table.choice(one, two) is own
    assert table.choice(two, three) is not passing
    assert table.choice(two, three).uid > passing.uid


def test_without_interning_every_pattern_has_its_place() -> None:
    table = Table(interning=False)
    one, two = elements(table, 2)
    assert table.choice(one, two) is not table.choice(one, two)
    assert table.text() is not table.text()


_BAGS = some.lists(some.integers(0, 5), min_size=1)


@given(_BAGS.flatmap(lambda numbers: some.tuples(some.just(numbers), some.permutations(numbers))))
def test_order_of_joining_does_not_matter(orders: tuple[list[int], list[int]]) -> None:
    table = Table()
    made = elements(table, 6)
    parts, shuffled = ([made[number] for number in numbers] for numbers in orders)
    choice: Pattern = NOT_ALLOWED
    interleave: Pattern = EMPTY
    for part in shuffled:
        choice, interleave = table.choice(part, choice), table.interleave(interleave, part)
    assert choice is table.choice_of(parts)
    assert interleave is table.interleave_of(parts)
