"""What a rule may ask of words, beside expressions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tei.encode.profile.rules import Profile


@dataclass(frozen=True, slots=True)
class Asked:
    """What a condition is asked of: the words of the groups, and what is known of the bracket's surroundings.

    The groups of the bracket around this one have ``around_`` before their names. ``footnote`` is ``note`` for the sign
    of a footnote, ``call`` for one that calls a footnote that is there. ``in_date`` tells whether the bracket completes
    a date that begins or ends outside it.
    """

    words: Mapping[str, str]
    profile: Profile
    footnote: str = ""
    in_date: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A question about the words of groups; ``wanted``: the answer that is asked for."""

    name: str
    arguments: tuple[str, ...]
    wanted: bool = True

    def holds(self, asked: Asked) -> bool:
        """Return whether the answer is the one that is wanted."""
        words = [asked.words.get(one, "") for one in self.arguments]
        return CONDITIONS[self.name](asked, *words) is self.wanted


_WRITTEN: Final = re.compile(r"(not )?([a-z-]+)\(([a-z_, ]*)\)")


def parse(text: str) -> Condition:
    """Return the condition that *text* writes.

    ::

        condition = ["not "] name "(" [group *( ", " group )] ")"

    Raises ValueError, in words, for another or one that is not known.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        message = f"a condition is written as similar(target, content), with “not ” before it or without: “{text}”"
        raise ValueError(message)
    if found[2] not in CONDITIONS:
        message = f"there is no condition “{found[2]}”; there are {', '.join(sorted(CONDITIONS))}"
        raise ValueError(message)
    arguments = tuple(one.strip() for one in found[3].split(",") if one.strip())
    return Condition(found[2], arguments, wanted=not found[1])


def _in_date(asked: Asked) -> bool:
    return asked.in_date


def _is_footnote(asked: Asked) -> bool:
    return asked.footnote == "note"


def _calls_footnote(asked: Asked) -> bool:
    return asked.footnote == "call"


def _is_given(_: Asked, words: str) -> bool:
    return bool(words)


CONDITIONS: Final[Mapping[str, Callable[..., bool]]] = {
    "in-date": _in_date,
    "footnote": _is_footnote,
    "calls-footnote": _calls_footnote,
    "given": _is_given,
}
"""The questions by name; each is asked of the words of its groups."""
