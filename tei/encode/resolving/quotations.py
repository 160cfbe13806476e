"""Quotation marks that close what nothing opens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.encode.tree import Range
from tei.encode.tree.ranges import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MARK: Final = re.compile("(?P<line>^[ \t]*)?(?P<mark>[“”])", re.MULTILINE)
_LOW: Final = "„"
_HIGH: Final = "”"
_DITTO: Final = re.compile(r"(?:^|\s)”(?:\s|$)", re.MULTILINE)
_MEASURED: Final = re.compile(r"\d”")


def lone(source: str, known: Iterable[Range]) -> Iterator[Range]:
    """Yield a ``sic`` for each closing mark of *source* that has no partner before it and is in none of *known*.

    A mark that opens a paragraph goes on with the quotation before. Where the low mark of other languages stands, the
    marks mean something else; one alone repeats the word above it, and one after a digit measures.
    """
    taken = {one.start for one in known if one.name == "sic"}
    for at in _unopened(source) if _HIGH in source and _LOW not in source else ():
        if at not in taken:
            yield Range(at, at + 1, "sic", rank=NAME, rule="quotation")


def _unopened(source: str) -> Iterator[int]:
    depth = 0
    for found in _MARK.finditer(source):
        at = found.start("mark")
        if found["mark"] == "“":
            depth += not (depth and found["line"] is not None)
        elif depth:
            depth -= 1
        elif not _DITTO.match(source, max(at - 1, 0)) and not _MEASURED.match(source, max(at - 1, 0)):
            yield at
