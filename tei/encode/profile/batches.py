"""Rules by the dozen: one look at a bracket's words says whether any of them may take it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.encode.profile.rules import BracketRule

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
