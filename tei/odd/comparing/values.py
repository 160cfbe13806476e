"""Values of attributes, and text of elements, side by side: whether one pattern allows all that another does.

That it does is proved by what is known of datatypes, by lists of values and by the automata of regular ones; that it
does not, by a text that one matches and the other does not. Where neither succeeds nothing is claimed.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Final, NamedTuple

from tei.odd.comparing import regular
from tei.odd.comparing.changes import Verdict
from tei.odd.content_models import automata
from tei.odd.content_models.elements import Contents, key
from tei.relaxng import patterns
from tei.relaxng.datatypes import Datatype
from tei.relaxng.derivatives import Derivatives
from tei.relaxng.patterns import (
    ChoicePattern,
    DataPattern,
    ListPattern,
    Pattern,
    TextPattern,
    ValuePattern,
)

_DERIVED: Final = {
    "language": "token",
    "NMTOKEN": "token",
    "Name": "token",
    "NCName": "Name",
    "ID": "NCName",
    "IDREF": "NCName",
    "ENTITY": "NCName",
    "IDREFS": "NMTOKENS",
    "ENTITIES": "NMTOKENS",
    "float": "double",
    "integer": "decimal",
    "nonPositiveInteger": "integer",
    "negativeInteger": "nonPositiveInteger",
    "long": "integer",
    "int": "long",
    "short": "int",
    "byte": "short",
    "nonNegativeInteger": "integer",
    "unsignedLong": "nonNegativeInteger",
    "unsignedInt": "unsignedLong",
    "unsignedShort": "unsignedInt",
    "unsignedByte": "unsignedShort",
    "positiveInteger": "nonNegativeInteger",
    "decimal": "double",
}
"""Of each datatype one whose texts include all of its own; the two of floating point have the same texts."""

_SPECIMENS: Final = (
    "",
    *("a", "A", "é", "1", "0", "-1", "10", "1.5", "-0.5", "1/2", "50%", "1e3", "INF", "NaN", "300", "70000"),
    *("99999999999999999999", "a b", "a  b", "1 2", "a,b", "a-b", "a:b", "a.b", ":a", "-", ".", "(a)", "#a", "“a”"),
    *("http://example.org/", "mailto:a@example.org", "a/b.xml", "%", "en", "en-GB", "und", "x"),
    *("2000", "-0044", "2000-01", "2000-02-29", "2000-01-01T12:00:00", "2000-01-01T12:00:00Z", "--02", "--02-29"),
    *("---29", "12:00:00", "12:00", "P1D", "PT1H", "true", "false", "unknown", "inapplicable", "high", "M", "2"),
    *("\\d+", "p", "//p", "/a/b", "U+0041", "4em", "4cm", "http", "tei:p", "aGk=", "ff", "a\tb"),
)
"""Texts of all sorts, on which datatypes are tried."""

_WORDS: Final = ("a", "1", "1.5", "#a", "2000", "2000-01-01", "true", "en")
_LONGEST_ROW: Final = 6
_NO_NAMESPACES: Final[dict[str, str]] = {}
_ONE_WORD: Final = frozenset(
    {"NMTOKEN", "Name", "language", "double", "boolean", "date", "dateTime", "time", "gYear", "gYearMonth", "gMonth"}
    | {"gMonthDay", "gDay", "duration", "QName"}
)
"""Datatypes whose texts are never empty and have no white space inside."""


class _Unknown(Enum):
    """What could be neither proved nor refuted."""

    UNKNOWN = "unknown"


UNKNOWN: Final = _Unknown.UNKNOWN


class Values(NamedTuple):
    """What values may be: *alternatives*, one of which they match, patterns of one grammar."""

    alternatives: tuple[Pattern, ...]
    contents: Contents
    derivatives: Derivatives

    @property
    def literals(self) -> tuple[str, ...]:
        """The values that are listed, in alphabetical order, those of which several may be chosen too."""
        return texts(members(self.alternatives, self))

    def match(self, text: str) -> bool:
        """Return whether *text* is a value."""
        return any(self.derivatives.matches(one, text, _NO_NAMESPACES) for one in self.alternatives)


def texts(found: Iterable[Pattern]) -> tuple[str, ...]:
    """Return the listed values among *found*, in alphabetical order."""
    return tuple(sorted({one.text for one in found if isinstance(one, ValuePattern)}))


def values(found: Iterable[Pattern], contents: Contents, derivatives: Derivatives) -> Values:
    """Return what values may be that match one of the patterns *found*."""
    return Values(
        tuple(dict.fromkeys(one for pattern in found for one in _alternatives(pattern))), contents, derivatives
    )


def _alternatives(pattern: Pattern) -> Iterator[Pattern]:
    if isinstance(pattern, ChoicePattern):
        for member in pattern.members:
            yield from _alternatives(member)
    elif pattern is not patterns.NOT_ALLOWED:
        yield pattern


class Compared(NamedTuple):
    """What became of values: the listed ones that *came* and went, and texts that only one side matches."""

    verdict: Verdict
    came: tuple[str, ...]
    gone: tuple[str, ...]
    only_before: str | None
    only_after: str | None


def compared(before: Values, after: Values) -> Compared | None:
    """Return what became of the values, None if they are the same."""
    if keys(before) == keys(after):
        return None
    lost = surplus(before, after)
    new = surplus(after, before)
    if lost is None and new is None:
        return None
    return Compared(
        _verdict(lost, new),
        tuple(text for text in after.literals if not before.match(text)),
        tuple(text for text in before.literals if not after.match(text)),
        lost if isinstance(lost, str) else None,
        new if isinstance(new, str) else None,
    )


def _verdict(lost: "str | _Unknown | None", new: "str | _Unknown | None") -> Verdict:
    if lost is None and isinstance(new, str):
        return Verdict.WIDENED
    if new is None and isinstance(lost, str):
        return Verdict.NARROWED
    return Verdict.CHANGED


def keys(one: Values) -> set[str]:
    """Return what is the same for alternatives that are written alike."""
    return {key(alternative) for alternative in one.alternatives}


def surplus(smaller: Values, larger: Values) -> "str | _Unknown | None":
    """Return a text that *smaller* matches and *larger* does not, None if there is none, else UNKNOWN."""
    unproved = [one for one in smaller.alternatives if not _covered(one, smaller, larger)]
    if not unproved:
        return None
    own = {text: None for one in unproved if isinstance(one, ValuePattern) for text in (one.text,)}
    for text in (*own, *_SPECIMENS, *smaller.literals, *larger.literals, *_rows(smaller, larger)):
        if smaller.match(text) and not larger.match(text):
            return text
    return _shortest(unproved, smaller, larger)


def _rows(*sides: Values) -> Iterator[str]:
    """Yield words in a row, where there are lists."""
    if any(isinstance(one, ListPattern) for side in sides for one in side.alternatives):
        words = (*_WORDS, *(text for side in sides for text in side.literals))
        yield from (" ".join([word] * times) for times in range(2, _LONGEST_ROW + 1) for word in words)


def _shortest(unproved: list[Pattern], smaller: Values, larger: Values) -> "str | _Unknown":
    """Return a text of one of the regular datatypes in *unproved*, or in lists there, that *larger* does not match."""
    others = [found for one in members(larger.alternatives, larger) if (found := _language(one)) is not None]
    for one in members(unproved, smaller):
        own = _language(one)
        try:
            text = None if own is None else regular.surplus(own, others)
        except OverflowError:
            continue
        if text is not None and smaller.match(text) and not larger.match(text):
            return text
    return UNKNOWN


def members(found: Iterable[Pattern], side: Values) -> Iterator[Pattern]:
    """Yield *found*, in the place of lists what they are made of."""
    for one in found:
        if not isinstance(one, ListPattern):
            yield one
        elif (words := side.contents.words(one.pattern)) is not None:
            yield from (side.contents.data[each] for each in sorted(automata.symbols(words)))


def _covered(one: Pattern, smaller: Values, larger: Values) -> bool:
    """Return whether *larger* is known to match all texts that *one*, of *smaller*, matches."""
    if isinstance(one, ValuePattern) and one.datatype.name in {"token", "string"}:
        return larger.match(one.text)
    if one is patterns.EMPTY:
        return larger.match("")
    if any(includes(other, larger.contents, one, smaller.contents) for other in larger.alternatives):
        return True
    return _is_regular_part(one, larger.alternatives)


def _is_regular_part(one: Pattern, others: Iterable[Pattern]) -> bool:
    """Return whether the texts of *one* are known to be those of *others*, as far as all of them are regular."""
    own = _language(one)
    known = [found for other in others if (found := _language(other)) is not None]
    try:
        return own is not None and bool(known) and regular.surplus(own, known) is None
    except OverflowError:
        return False


def includes(larger: Pattern, contents: Contents, smaller: Pattern, own: Contents) -> bool:
    """Return whether *larger*, of *contents*, is known to match all texts that *smaller*, of *own*, matches."""
    if _takes_all(larger) or key(larger) == key(smaller):
        return True
    if isinstance(larger, ListPattern):
        return (isinstance(smaller, ListPattern) or _is_word(smaller)) and _list_includes(
            larger, contents, smaller, own
        )
    if isinstance(larger, DataPattern) and isinstance(smaller, DataPattern) and larger.exception is None:
        return _narrower(smaller.datatype, larger.datatype)
    return False


def _has_words(larger: Pattern, smaller: Pattern) -> bool:
    """Return whether *larger* is known to match each single word that *smaller* matches; lists have no other texts."""
    if _takes_all(larger) or key(larger) == key(smaller) or _is_regular_part(smaller, [larger]):
        return True
    if isinstance(larger, DataPattern) and isinstance(smaller, DataPattern) and larger.exception is None:
        return _narrower(smaller.datatype, larger.datatype, words=True)
    return False


def _takes_all(pattern: Pattern) -> bool:
    if isinstance(pattern, DataPattern):
        return pattern.exception is None and pattern.datatype.is_text
    return isinstance(pattern, TextPattern)


def _list_includes(larger: ListPattern, contents: Contents, smaller: Pattern, own: Contents) -> bool:
    """Return whether the words of *smaller* are words of *larger*, each of a datatype known to be included."""
    outer = contents.words(larger.pattern)
    inner = own.words(smaller.pattern if isinstance(smaller, ListPattern) else smaller)
    if outer is None or inner is None:
        return False
    standing_for: dict[str, str] = {}
    for symbol in automata.symbols(inner):
        larger_ones = [other for other in automata.symbols(outer) if _has_words(contents.data[other], own.data[symbol])]
        if not larger_ones:
            return False
        # The same datatype if there is one: another that includes it may stand elsewhere.
        standing_for[symbol] = symbol if symbol in larger_ones else larger_ones[0]
    renamed = [
        automata.State(state.accepts, tuple((standing_for[symbol], target) for symbol, target in state.steps))
        for state in inner
    ]
    return automata.difference(tuple(renamed), outer) is None


def _is_word(pattern: Pattern) -> bool:
    """Return whether texts of *pattern* are known to be one word: never empty, and without white space inside."""
    if not isinstance(pattern, DataPattern):
        return False
    if any(name == "pattern" and regular.is_one_word(text) for name, text in pattern.datatype.parameters):
        return True
    ancestors = set(_ancestors(pattern.datatype.name))
    return bool(ancestors & _ONE_WORD)


def _narrower(one: Datatype, other: Datatype, *, words: bool = False) -> bool:
    """Return whether the texts of datatype *one*, or its single words, are known to be texts of *other*."""
    if one.library != other.library or other.name not in _ancestors(one.name):
        return False
    wanted = set(other.parameters) - set(one.parameters)
    return all(words and name == "pattern" and regular.has_all_words(text) for name, text in wanted)


def _ancestors(name: str) -> Iterator[str]:
    """Yield *name* and the datatypes that have all of its texts."""
    current: str | None = name
    while current is not None:
        yield current
        current = _DERIVED.get(current)


def _language(pattern: Pattern) -> regular.Language | None:
    if isinstance(pattern, DataPattern):
        return None if pattern.exception is not None else regular.language(pattern.datatype)
    if isinstance(pattern, ValuePattern) and pattern.datatype.name == "token":
        return regular.literal(pattern.text)
    return None
