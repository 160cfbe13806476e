"""An example of what an expression fits, for those who read rules and not expressions."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from tei.encode.profile.backtracking import reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# The parser is no public module, and has no types.
_PARSER: Final = import_module("re._parser")
_WORDS: Final = ("…", "some words", "word", "Word", "WORD", "1949", "12", "1", "a", "A", "ab", "Ab", " ", ".", ",")
_SIGNS: Final = " .,;:-–—()[]{}<>?!'\"’“”/\\|*+#$&%@=~^_"


def example(pattern: re.Pattern[str]) -> str:
    """Return words that *pattern* fits, "" if none are found."""
    groups: dict[int, str] = {}
    written = _sequence(_PARSER.parse(pattern.pattern, pattern.flags & ~re.UNICODE), groups)
    return " ".join(written.split()) if pattern.search(written) else ""


def _sequence(items: Iterable[Any], groups: dict[int, str]) -> str:
    return "".join(_item(str(name), value, groups) for name, value in items)


def _item(name: str, value: Any, groups: dict[int, str]) -> str:  # noqa: ANN401 - the parser has no types
    match name:
        case "SUBPATTERN":
            made = _sequence(value[3], groups)
            if value[0] is not None:
                groups[value[0]] = made
            return made
        case "ATOMIC_GROUP":
            return _sequence(value, groups)
        case "BRANCH":
            return min((_sequence(one, groups) for one in value[1]), key=_plainness)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, inner = value
            # What may be missing is shown if the rule makes something of it.
            shown = least > 0 or _has_group(inner) or _is_class(inner)
            return _repeated(least, int(most), list(inner), groups) if shown else ""
        case "GROUPREF":
            return groups.get(value, "")
        case "AT" | "ASSERT" | "ASSERT_NOT" | "GROUPREF_EXISTS":
            return ""
    return _one(name, value, 1, 1)


def _is_class(items: Sequence[Any]) -> bool:
    """Return whether *items* is one character of several."""
    return len(items) == 1 and str(items[0][0]) in {"ANY", "IN", "NOT_LITERAL"}


def _plainness(words: str) -> tuple[bool, int]:
    """Return what is less for words that make a better example: letters, and few of them."""
    return not any(map(str.isalpha, words)), len(words)


def _has_group(items: Iterable[Any]) -> bool:
    """Return whether a group with a name or a number is among *items*, or in them."""
    return any(
        (str(name) == "SUBPATTERN" and (value[0] is not None or _has_group(value[3])))
        or (str(name) == "BRANCH" and any(map(_has_group, value[1])))
        or (str(name).endswith("_REPEAT") and _has_group(value[2]))
        for name, value in items
    )


def _repeated(least: int, most: int, inner: list[Any], groups: dict[int, str]) -> str:
    if _is_class(inner):
        return _one(str(inner[0][0]), inner[0][1], max(least, 1), most)
    return _sequence(inner, groups) * max(least, 1)


def _one(name: str, value: Any, least: int, most: int) -> str:  # noqa: ANN401 - as above
    """Return a word of *least* to *most* characters that the item reads, the shortest that looks like one."""
    if name == "LITERAL":
        return chr(value) * least
    fits = reader(name, value)
    for word in _WORDS:
        if least <= len(word) <= most and all(map(fits, word)):
            return word
    sign = next((one for one in _SIGNS if fits(one)), "")
    single = sign or next((one for one in map(chr, range(32, 0x2100)) if fits(one)), "")
    return single * least
