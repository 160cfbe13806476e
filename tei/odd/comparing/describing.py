"""Patterns of values in words, for a report: what may stand in an attribute."""

from typing import Final

from tei.odd.comparing import values
from tei.odd.comparing.values import Values
from tei.odd.content_models.elements import key, members
from tei.relaxng import patterns
from tei.relaxng.patterns import (
    ChoicePattern,
    DataPattern,
    GroupPattern,
    ListPattern,
    OneOrMorePattern,
    Pattern,
    TextPattern,
    ValuePattern,
)

_MOST_SHOWN: Final = 8
"""How many values of a list are told."""


def described(found: Values) -> str:
    """Return in words what values may be: ``“a” | “b” | a URI reference``, the listed ones first."""
    literals = values.texts(found.alternatives)
    shown = [f"“{text}”" for text in literals[:_MOST_SHOWN]]
    if len(literals) > _MOST_SHOWN:
        shown.append(f"{len(literals) - _MOST_SHOWN} more values")
    shown += [_described(one) for one in found.alternatives if not isinstance(one, ValuePattern)]
    return " | ".join(dict.fromkeys(shown)) or "nothing"


def beside(one: Values, other: Values) -> str:
    """Return in words what *one* has and *other* has not; of two lists, the values are told apart already."""
    known = values.keys(other)
    left = [each for each in one.alternatives if key(each) not in known]
    if other.literals:
        left = [
            each for each in left if not all(isinstance(part, ValuePattern) for part in values.members([each], one))
        ]
    return described(one._replace(alternatives=tuple(left))) if left else ""


def _described(pattern: Pattern) -> str:
    if isinstance(pattern, ValuePattern):
        return f"“{pattern.text}”"
    if isinstance(pattern, DataPattern):
        excepted = "" if pattern.exception is None else f" but not {_described(pattern.exception)}"
        return f"{pattern.datatype.describe()}{excepted}"
    if isinstance(pattern, ListPattern):
        return _list_described(pattern.pattern)
    if isinstance(pattern, ChoicePattern):
        return " | ".join(dict.fromkeys(map(_described, pattern.members)))
    return "any text" if isinstance(pattern, TextPattern) else "an empty value"


def _list_described(inside: Pattern) -> str:
    """Return what a list is made of; where it is more than one kind of word or more, as grammars write it."""
    if isinstance(inside, OneOrMorePattern) and isinstance(inside.pattern, ChoicePattern | DataPattern | ValuePattern):
        return f"one word or more, each {_described(inside.pattern)}"
    return f"words: {_sequence(inside)}"


def _sequence(pattern: Pattern) -> str:
    if isinstance(pattern, GroupPattern):
        return ", ".join(map(_sequence, members(pattern)))
    if isinstance(pattern, OneOrMorePattern):
        return f"({_sequence(pattern.pattern)})+"
    if isinstance(pattern, ChoicePattern) and patterns.EMPTY in pattern.members:
        rest = [one for one in pattern.members if one is not patterns.EMPTY]
        repeated = [one.pattern for one in rest if isinstance(one, OneOrMorePattern)]
        inner = " | ".join(map(_sequence, repeated if len(rest) == len(repeated) == 1 else rest))
        return f"({inner}){'*' if len(rest) == len(repeated) == 1 else '?'}"
    return _described(pattern)
