"""Private URI schemes, as ``psn:ada``: what the ``prefixDef``s of a document make of them.

Source: TEI Guidelines, 16.2.3, "Using Abbreviated Pointers".
"""

import math
import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import names

if TYPE_CHECKING:
    from lxml.etree import _Element

# A pattern is run on every pointer of a corpus: what could take for ever is not run at all.
_LONGEST: Final = 200
_MOST_REPEATED: Final = 3
# What an expression tries, in steps of one letter: all lengths of what is repeated, for each way through its choices.
_MOST_WAYS: Final = 256
_MOST_STEPS: Final = _LONGEST**_MOST_REPEATED * 16
_REPEATED: Final = re.compile(r"[*+]|\{\d*,\d*\}")
_REPEATED_GROUP: Final = re.compile(r"\)[*+{]")
_CHOICE: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<sign>\(\??|\)|\||(?<![*+?}])\?)", re.DOTALL)
_GROUP: Final = re.compile(r"\$([0-9])")


class Expanded(NamedTuple):
    """What a pointer stands for; ``declared`` tells a private scheme of which no pattern fits."""

    pointer: str
    declared: bool = False


class Prefixes:
    """The private schemes that documents declare: for each declaration the scheme, the pattern and the replacement."""

    def __init__(self, declarations: tuple[tuple[str, str, str], ...]) -> None:
        self._patterns: dict[str, list[tuple[re.Pattern[str], list[str | int]]]] = {}
        self._unknown: set[str] = set()
        for one in declarations:
            self._declare(*one)

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self._patterns)

    def expand(self, pointer: str) -> Expanded:
        """Return what *pointer* stands for: itself, unless its scheme is a private one.

        Where several declarations fit, the first is taken.
        """
        scheme, colon, rest = pointer.partition(":")
        if not colon or scheme not in self._patterns:
            return Expanded(pointer)
        for pattern, replacement in self._patterns[scheme] if len(rest) <= _LONGEST else ():
            if match := pattern.fullmatch(rest):
                return Expanded(_replaced(match, replacement))
        return Expanded(pointer, declared=scheme not in self._unknown and len(rest) <= _LONGEST)

    def _declare(self, scheme: str, pattern: str, replacement: str) -> None:
        compiled = _compiled(pattern)
        known = self._patterns.setdefault(scheme, [])
        if compiled is None:
            self._unknown.add(scheme)
        else:
            known.append((compiled, _divided(replacement, compiled.groups)))


def in_header(root: "_Element") -> Prefixes:
    """Return what is declared below *root*: one object for all documents that declare the same."""
    found = root.iter(names.tei_name("prefixDef"))
    return _known(
        tuple((one.get("ident", ""), one.get("matchPattern", ""), one.get("replacementPattern", "")) for one in found)
    )


_known = lru_cache(maxsize=16)(Prefixes)


def _compiled(pattern: str) -> re.Pattern[str] | None:
    """Return the expression, None if it is none or could be slow."""
    repeated = len(_REPEATED.findall(pattern))
    if not pattern or len(pattern) > _LONGEST or repeated > _MOST_REPEATED or _REPEATED_GROUP.search(pattern):
        return None
    ways = _ways(pattern)
    if ways > _MOST_WAYS or ways * _LONGEST**repeated > _MOST_STEPS:
        return None
    try:
        with warnings.catch_warnings():
            # That a later Python may read it otherwise is nothing to those who validate.
            warnings.simplefilter("ignore", FutureWarning)
            return re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return None


def _ways(pattern: str) -> int:
    """Return how many ways there are through the alternatives and options of *pattern*."""
    ways, bars = 1, [0]
    for found in _CHOICE.finditer(pattern):
        sign = found["sign"]
        if sign == "?":
            ways *= 2
        elif sign == "|":
            bars[-1] += 1
        elif sign == ")" and len(bars) > 1:
            ways *= 1 + bars.pop()
        elif sign and sign.startswith("("):
            bars.append(0)
    return ways * math.prod(1 + each for each in bars)


def _replaced(match: re.Match[str], replacement: "list[str | int]") -> str:
    """Return *replacement* with the groups of *match* put in."""
    return "".join(one if isinstance(one, str) else match[one] or "" for one in replacement)


def _divided(replacement: str, groups: int) -> "list[str | int]":
    """Return *replacement* as texts and the numbers of groups; ``$0`` is all that is matched."""
    # What is split by a group has texts and what the group found by turns.
    pieces = enumerate(_GROUP.split(replacement))
    divided = [int(piece) if index % 2 else piece for index, piece in pieces]
    return [one for one in divided if isinstance(one, str) or one <= groups]
