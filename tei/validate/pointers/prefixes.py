"""Private URI schemes, as ``psn:ada``: what the ``prefixDef``s of a document make of them.

Source: TEI Guidelines, 16.2.3, "Using Abbreviated Pointers".
"""

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import names

if TYPE_CHECKING:
    from lxml.etree import _Element

# A pattern is run on every pointer of a corpus: what could take for ever is not run at all.
_LONGEST: Final = 200
_MOST_REPEATED: Final = 3
_REPEATED: Final = re.compile(r"[*+]|\{\d*,\}")
_REPEATED_GROUP: Final = re.compile(r"\)[*+{]")
_GROUP: Final = re.compile(r"\$([0-9])")


class Expanded(NamedTuple):
    """What a pointer stands for; ``declared`` tells a private scheme of which no pattern fits."""

    pointer: str
    declared: bool = False


class Prefixes:
    """The private schemes that a document declares."""

    def __init__(self, root: "_Element") -> None:
        self._patterns: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        self._unknown: set[str] = set()
        for one in root.iter(names.tei_name("prefixDef")):
            self._declare(one.get("ident", ""), one.get("matchPattern", ""), one.get("replacementPattern", ""))

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
        self._patterns.setdefault(scheme, []).extend([(compiled, replacement)] if compiled else [])
        if compiled is None:
            self._unknown.add(scheme)


def _compiled(pattern: str) -> re.Pattern[str] | None:
    """Return the expression, None if it is none or could be slow."""
    too_many = len(_REPEATED.findall(pattern)) > _MOST_REPEATED
    if not pattern or len(pattern) > _LONGEST or too_many or _REPEATED_GROUP.search(pattern):
        return None
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return None


def _replaced(match: re.Match[str], replacement: str) -> str:
    """Return *replacement* with the groups of *match* put in; ``$0`` is all of it."""

    def group(reference: re.Match[str]) -> str:
        number = int(reference[1])
        return (match[number] or "") if number <= match.re.groups else ""

    return _GROUP.sub(group, replacement)
