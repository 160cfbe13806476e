"""When the values that a corpus has of an attribute are a list worth closing."""

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.odd.infer.vocabulary import is_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tei.odd.specs import AttDef

_LEAST_OCCURRENCES: Final = 10
_LEAST_PER_VALUE: Final = 5
_MOST_NEW: Final = 0.05
"""How likely it may be that the next value is a new one."""


class Closed(NamedTuple):
    """The values of a list, in the order of the alphabet; *replaces* tells whether there has been one before."""

    values: tuple[str, ...]
    replaces: bool


def words(definition: "AttDef", raw: "Mapping[str, int]") -> Counter[str]:
    """Return how often each value of the attribute occurs: each word of it, where there may be several.

    A value that cannot be one of a list is left out: the empty one, and one with white space in it.
    """
    found: Counter[str] = Counter()
    several = is_list(definition)
    for value, count in raw.items():
        parts = value.split()
        if several or len(parts) == 1:
            for part in parts:
                found[part] += count
    return found


def is_few(values: "Mapping[str, int]", most: int) -> bool:
    """Return whether *values* are at most so many, and will hardly become more.

    Each must occur five times on average. How likely a new value is next is told by how many of all are the only one
    of their kind.

    Source: I. J. Good, "The population frequencies of species and the estimation of population parameters", 1953.
    """
    total = sum(values.values())
    single = sum(count == 1 for count in values.values())
    least = max(_LEAST_OCCURRENCES, _LEAST_PER_VALUE * len(values))
    return 0 < len(values) <= most and total >= least and single <= _MOST_NEW * total


def closed(definition: "AttDef", values: "Mapping[str, int]") -> Closed | None:
    """Return the list of *values* for the attribute, None where it would say what the source says already.

    What the source allows is never added to; its default value stays, for it is meant where nothing is written.
    """
    known = definition.values
    chosen = set(values)
    if definition.default is not None:
        chosen.update(definition.default.split())
    if known is not None and known.type == "closed":
        allowed = {item.value for item in known.items}
        chosen &= allowed
        if not chosen or chosen == allowed:
            return None
    return Closed(tuple(sorted(chosen)), replaces=known is not None)
