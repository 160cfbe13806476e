"""A unified diff of a document whose headers alone have changed."""

from difflib import unified_diff
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTEXT: Final = 3


def unified(before: str, after: str, file: str) -> str:
    """Return the difference as ``patch -p0`` takes it, lines ended as in the document.

    What both have at the beginning and at the end is not compared: a text of thousands of lines costs nothing.
    """
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    first = _shared(old, new, 0)
    last = _shared(old[::-1], new[::-1], first)
    start = max(first - _CONTEXT, 0)
    shown = unified_diff(
        old[start : len(old) - max(last - _CONTEXT, 0)],
        new[start : len(new) - max(last - _CONTEXT, 0)],
        file,
        file,
        n=_CONTEXT,
    )
    return "".join(_lines(shown, start))


def _shared(old: list[str], new: list[str], taken: int) -> int:
    """Return how many lines both begin with, without the *taken* ones at the other end."""
    most = min(len(old), len(new)) - taken
    return next((index for index in range(most) if old[index] != new[index]), max(most, 0))


def _lines(lines: "Iterator[str]", skipped: int) -> "Iterator[str]":
    """Yield *lines* with the numbers of their hunks as they are in the whole document."""
    for line in lines:
        if line.startswith("@@ "):
            _, old, new, _ = line.split(" ", 3)
            yield f"@@ {_moved(old, skipped)} {_moved(new, skipped)} @@\n"
        else:
            yield line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n"


def _moved(range_: str, skipped: int) -> str:
    start, comma, count = range_.partition(",")
    return f"{start[0]}{int(start[1:]) + skipped}{comma}{count}"
