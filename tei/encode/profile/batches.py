"""Rules by the dozen: one look at a bracket's words says whether any of them may take it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.profile.conditions import OF_PLACE, Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tei.encode.profile.conditions import Condition
    from tei.encode.profile.rules import BracketRule, Profile

_SIZE: Final = 12
_NAMED: Final = re.compile(r"\(\?P<\w+>")
_COUNTED: Final = re.compile(r"\(\?P=|\(\?\(|\\[1-9]")
"""What speaks of groups by their names or numbers."""
_ALL: Final = "(?i)"


class Batch(NamedTuple):
    """Rules in their order; ``match`` fits all that one of theirs fits."""

    match: re.Pattern[str]
    rules: tuple[BracketRule, ...]


def batches(rules: Sequence[BracketRule]) -> Iterator[Batch]:
    """Yield *rules* in their order, some at a time."""
    for at in range(0, len(rules), _SIZE):
        some = tuple(rules[at : at + _SIZE])
        yield Batch(_any([rule.match for rule in some]), some)


Fit = tuple["BracketRule", "Mapping[str, tuple[int, int]]"]
"""A rule that fits the words in a bracket, and where in these its groups are."""
_KEPT: Final = 1 << 13
_LONGEST_CHARS: Final = 200
"""Words of so many characters come again, in the same document and in others: what fits them is remembered."""


def fitting(profile: Profile) -> Callable[[str], Sequence[Fit]]:
    """Return what tells which rules of *profile* fit all the words in a bracket, in their order.

    What a rule asks of these words alone is answered with it.
    """
    some = tuple(batches(profile.brackets))
    asked = {id(rule): _of_words(rule) for rule in profile.brackets}

    def fits(words: str) -> tuple[Fit, ...]:
        return tuple(_fits(words))

    def _fits(words: str) -> Iterator[Fit]:
        for batch in some:
            for rule in batch.rules if batch.match.fullmatch(words) else ():
                found = rule.match.fullmatch(words)
                if found is None:
                    continue
                if asked[id(rule)]:
                    question = Asked(
                        {name: text for name, text in found.groupdict().items() if text is not None}, profile
                    )
                    if not all(one.holds(question) for one in asked[id(rule)]):
                        continue
                yield rule, {name: found.span(name) for name in found.re.groupindex if found.start(name) >= 0}

    remembered = lru_cache(maxsize=_KEPT)(fits)
    return lambda words: (remembered if len(words) <= _LONGEST_CHARS else fits)(words)


def _of_words(rule: BracketRule) -> tuple[Condition, ...]:
    """The conditions of *rule* that ask of nothing but the words in the bracket."""
    beside = {name for one in (rule.before, rule.after) if one is not None for name in one.groupindex}
    known = rule.match.groupindex.keys() - beside
    return tuple(
        one for one in rule.when if one.name not in OF_PLACE and one.arguments and known.issuperset(one.arguments)
    )


def _any(patterns: list[re.Pattern[str]]) -> re.Pattern[str]:
    """An expression for whatever one of *patterns* fits, or for everything if they cannot be put together."""
    written = [pattern.pattern for pattern in patterns]
    if not any(_COUNTED.search(one) for one in written):
        try:
            return re.compile("|".join(map(_unnamed, written)), re.DOTALL)
        except re.error:
            # Flags within, and the like: every rule is tried.
            pass
    return re.compile(".*", re.DOTALL)


def _unnamed(written: str) -> str:
    """*written* without the names of its groups, which it may share with others; what holds for all holds for it."""
    plain = _NAMED.sub("(?:", written)
    return f"(?i:{plain.removeprefix(_ALL)})" if plain.startswith(_ALL) else f"(?:{plain})"
