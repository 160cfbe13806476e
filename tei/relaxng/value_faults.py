"""Why a value, of an attribute or of an element's content, is not what the grammar asks for."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.relaxng import rewriting, wording
from tei.relaxng.derivatives import WHITE_SPACE, leaves, words
from tei.relaxng.patterns import (
    NOT_ALLOWED,
    ChoicePattern,
    DataPattern,
    GroupPattern,
    ListPattern,
    Pattern,
    ValuePattern,
)

if TYPE_CHECKING:
    from tei.relaxng.derivatives import Derivatives

_MOST_DESCRIBED: Final = 4
_MOST_LITERALS: Final = 5
EMPTY_TOLD: Final = "it is empty"
# As the datatypes put it.
_OUT_OF_CALENDAR: Final = " has no "
_PATTERN: Final = "matching "
# The likelier kinds first.
_EXAMPLES: Final = {
    "date": "1949-10-23",
    "gYear": "1949",
    "gYearMonth": "1949-10",
    "dateTime": "1949-10-23T08:40:00",
    "time": "08:40:00",
    "gMonthDay": "--10-23",
    "gMonth": "--10",
    "gDay": "---23",
    "duration": "P2D",
    "language": "en or ru-Latn",
}
_NUMBERS: Final = frozenset(("decimal", "double", "float"))
_ORDER: Final = {name: index for index, name in enumerate(_EXAMPLES)}


class ValueFault(NamedTuple):
    """What is said of a value that is at fault; *message* goes on after the value."""

    message: str
    word: str = ""
    help: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()


def value_fault(derivatives: "Derivatives", pattern: Pattern, value: str, context: Mapping[str, str]) -> ValueFault:
    """Return what is wrong with *value*, which does not match *pattern*."""
    members = list(_alternatives(pattern))
    lists = [member.pattern for member in members if isinstance(member, ListPattern)]
    if lists:
        return _list_fault(derivatives, lists, members, value, context)
    return _single_fault(derivatives, members, value, context)


def _alternatives(pattern: Pattern) -> Iterator[Pattern]:
    if isinstance(pattern, ChoicePattern):
        yield from pattern.members
    else:
        yield pattern


def _single_fault(
    derivatives: "Derivatives",
    members: list[Pattern],
    value: str,
    context: Mapping[str, str],
) -> ValueFault:
    literals = tuple(sorted({member.text for member in members if isinstance(member, ValuePattern)}))
    data = [member for member in members if isinstance(member, DataPattern)]
    advice = _nearest(derivatives, members, value, literals, context)
    if literals and not data:
        return ValueFault("", help=advice, expected=literals)
    if len(words(value)) > 1 and advice and not literals and all(map(_by_expression, data)):
        # What is wrong with it is plain, and regular expressions are not.
        return ValueFault("there is a space in it", help=advice)
    return ValueFault(_described(data, value, literals, context), help=advice, expected=tuple(filter(None, literals)))


def _nearest(
    derivatives: "Derivatives",
    members: list[Pattern],
    value: str,
    literals: tuple[str, ...],
    context: Mapping[str, str],
) -> tuple[str, ...]:
    """Return the advice to write what is nearest to *value* and matches: a literal, or what it may mean."""

    def matching(candidates: Iterable[str]) -> list[str]:
        tried = (one for one in candidates if any(derivatives.matches(member, one, context) for member in members))
        return list(dict.fromkeys(tried))

    given = words(value)
    plain, joined = " ".join(given), "-".join(given)
    near = matching(wording.nearest(plain, literals))[:1] or matching(rewriting.meanings(plain))
    if near:
        return (f"did you mean {wording.either(near)}?",)
    if len(given) > 1 and matching([joined]):
        return (f"a space is not allowed in it; {joined} would be",)
    return tuple([f"{one} would be allowed" for one in matching(rewriting.remedies(plain))[:1]])


def _described(data: list[DataPattern], value: str, literals: tuple[str, ...], context: Mapping[str, str]) -> str:
    """Return what the value should be, or the one thing that is wrong with it."""
    reasons = [reason for member in data if (reason := member.datatype.reason(value, context))]
    empty = not value.strip(WHITE_SPACE)
    if len(data) == 1 and reasons and not literals and not empty:
        return reasons[0]
    # Of several types one may have the value's form; then the others are beside the point.
    telling = [reason for reason in reasons if _OUT_OF_CALENDAR in reason]
    if telling:
        return telling[0]
    told = [literal for literal in literals if literal]
    kinds = [f"“{literal}”" for literal in told] if len(told) <= _MOST_LITERALS else []
    kinds += list(dict.fromkeys(_kind(member) for member in _plainest(data)))[:_MOST_DESCRIBED]
    wanted = f"this should be {_alternatives_told(kinds)}" if kinds else "no value is allowed"
    if not empty:
        return wanted
    return f"{EMPTY_TOLD}; {wanted}" if kinds and _PATTERN not in wanted else EMPTY_TOLD


def _plainest(data: list[DataPattern]) -> list[DataPattern]:
    """Return the types that are not told by a regular expression, if there are any, the likelier first."""
    plain = [member for member in data if not _by_expression(member)]
    return sorted(plain or data, key=lambda member: _ORDER.get(member.datatype.name, len(_ORDER)))


def _by_expression(member: DataPattern) -> bool:
    return _PATTERN in member.datatype.describe()


def _kind(member: DataPattern) -> str:
    if member.datatype.name in _NUMBERS and not member.datatype.parameters:
        return "a number such as 2 or 2.5"
    example = _EXAMPLES.get(member.datatype.name) if not member.datatype.parameters else None
    described = member.datatype.describe()
    return f"{described} such as {example}" if example else described


def _alternatives_told(kinds: list[str]) -> str:
    """Return *kinds* joined so that the commas inside one of them do not divide it."""
    if len(kinds) > 1 and any("," in kind for kind in kinds):
        return f"{'; '.join(kinds[:-1])}; or {kinds[-1]}"
    return wording.either(kinds)


def _list_fault(
    derivatives: "Derivatives",
    lists: list[Pattern],
    members: list[Pattern],
    value: str,
    context: Mapping[str, str],
) -> ValueFault:
    """Return what is wrong with a list of words: the first word that no list goes on with, or what is missing."""
    given = words(value)
    if len(given) == 1 and any(isinstance(member, DataPattern | ValuePattern) for member in members):
        others = [inner for member in members for inner in _first_words(member)]
        return _single_fault(derivatives, others, value, context)
    index, remaining = max((_progress(derivatives, one, given, context) for one in lists), key=lambda way: way[0])
    if index == len(given):
        return ValueFault("there are too few words in it" if given else EMPTY_TOLD)
    word, options = given[index], [option for one in remaining for option in _first_words(one)]
    if not options:
        return ValueFault(f"there should be no more than {index} {'word' if index == 1 else 'words'} in it", word)
    fault = _single_fault(derivatives, options, word, context)
    if len(given) == 1:
        return fault
    return fault._replace(word=word)


def _progress(
    derivatives: "Derivatives",
    pattern: Pattern,
    given: list[str],
    context: Mapping[str, str],
) -> tuple[int, list[Pattern]]:
    """Return how many of the words *pattern* takes, and what it would go on with."""
    for index, word in enumerate(given):
        after = derivatives.after_word(pattern, word, context)
        if after is NOT_ALLOWED:
            return index, [pattern]
        pattern = after
    return len(given), [pattern]


def _first_words(pattern: Pattern) -> Iterator[Pattern]:
    """Yield the patterns that the first word of a list may match."""
    if isinstance(pattern, GroupPattern):
        yield from _first_words(pattern.first)
        if pattern.first.nullable:
            yield from _first_words(pattern.rest)
    elif isinstance(pattern, ChoicePattern):
        for member in pattern.members:
            yield from _first_words(member)
    else:
        yield from leaves(pattern)
