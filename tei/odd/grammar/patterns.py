"""Patterns of RELAX NG put together: sequences, alternatives and repetitions without parts that say nothing."""

from typing import TYPE_CHECKING, Final

from tei.errors import TeiError
from tei.odd.specs import ONCE
from tei.relaxng import model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.odd.specs import Occurs

XSD: Final = "http://www.w3.org/2001/XMLSchema-datatypes"
EMPTY: Final = model.Empty()
TEXT: Final = model.Text()
NOT_ALLOWED: Final = model.NotAllowed()
MOST_PARTS: Final = 100_000
"""How many parts a sequence may have, those written out that occur a certain number of times."""


_DEEPEST: Final = 50
"""How deep optional parts are nested in one another."""


class TooManyPartsError(TeiError):
    """A sequence has more parts than :data:`MOST_PARTS`."""


def group(patterns: "Iterable[model.Pattern]") -> model.Pattern:
    """Return *patterns* one after the other."""
    members = tuple(_flat(patterns, model.Group))
    return _joined([member for member in members if member != EMPTY], model.Group)


def interleave(patterns: "Iterable[model.Pattern]") -> model.Pattern:
    """Return *patterns* in any order."""
    return _joined([member for member in _flat(patterns, model.Interleave) if member != EMPTY], model.Interleave)


def choice(patterns: "Iterable[model.Pattern]") -> model.Pattern:
    """Return one of *patterns*; none of none is allowed."""
    members = list(dict.fromkeys(_flat(patterns, model.Choice)))
    if EMPTY in members and len(members) > 1:
        return optional(choice(member for member in members if member != EMPTY))
    return _joined(members, model.Choice) if members else NOT_ALLOWED


def _flat(
    patterns: "Iterable[model.Pattern]", kind: type[model.Group | model.Interleave | model.Choice]
) -> "Iterable[model.Pattern]":
    for pattern in patterns:
        if isinstance(pattern, kind):
            yield from pattern.patterns
        else:
            yield pattern


def _joined(members: list[model.Pattern], kind: type[model.Group | model.Interleave | model.Choice]) -> model.Pattern:
    if not members:
        return EMPTY
    _require_few(len(members))
    return members[0] if len(members) == 1 else kind(tuple(members))


def optional(pattern: model.Pattern) -> model.Pattern:
    """Return *pattern* or nothing."""
    if isinstance(pattern, model.OneOrMore):
        return model.ZeroOrMore(pattern.pattern)
    if isinstance(pattern, model.Optional | model.ZeroOrMore | model.Empty):
        return pattern
    return model.Optional(pattern)


def zero_or_more(pattern: model.Pattern) -> model.Pattern:
    """Return *pattern* as often as one likes."""
    if isinstance(pattern, model.Optional | model.OneOrMore | model.ZeroOrMore):
        return model.ZeroOrMore(pattern.pattern)
    return EMPTY if pattern == EMPTY else model.ZeroOrMore(pattern)


def one_or_more(pattern: model.Pattern) -> model.Pattern:
    """Return *pattern* at least once."""
    if isinstance(pattern, model.Optional | model.ZeroOrMore):
        return model.ZeroOrMore(pattern.pattern)
    return pattern if isinstance(pattern, model.OneOrMore | model.Empty) else model.OneOrMore(pattern)


def tokens(pattern: model.Pattern, occurs: "Occurs") -> model.Pattern:
    """Return *pattern* so often, as it is written in a list: ``v, v?, v?``."""
    least, most = occurs
    if most is None:
        return repeated(pattern, occurs)
    _require_few(most)
    return group([*[pattern] * least, *[optional(pattern)] * (most - least)])


def repeated(pattern: model.Pattern, occurs: "Occurs") -> model.Pattern:
    """Return *pattern* as often as *occurs* says."""
    least, most = occurs
    if occurs == ONCE:
        return pattern
    _require_few(most or least)
    if most is None:
        return one_or_more(pattern) if least == 1 else group([*[pattern] * least, zero_or_more(pattern)])
    if most == 0:
        return EMPTY
    if most - least > _DEEPEST:
        return tokens(pattern, occurs)
    rest: model.Pattern = EMPTY
    # a?, (a, a?)?, …: nested, so that one token decides.
    for _ in range(most - least):
        rest = optional(group([pattern, rest]))
    return group([*[pattern] * least, rest])


def _require_few(parts: int) -> None:
    if parts > MOST_PARTS:
        message = (
            f"{parts:,} parts are more than a grammar should have in one place; at most {MOST_PARTS:,} are written out"
        )
        raise TooManyPartsError(message)
