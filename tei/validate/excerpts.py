"""The line of text that a finding stands on, cut to what can be shown."""

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.diagnostics import Diagnostic

_LINE_END: Final = re.compile(r"\r\n?|\n")
# Enough for any terminal, and little beside a document that is one line of many megabytes.
_CONTEXT_CHARS: Final = 240


class Excerpt(NamedTuple):
    """A stretch of one line; what is marked is ``text[start:end]``, in code points."""

    text: str
    start: int
    end: int
    cut_before: bool = False
    cut_after: bool = False


def excerpts(source: str, findings: "Iterable[Diagnostic]") -> tuple[Excerpt | None, ...]:
    """Return the excerpt from *source* for each finding, or None where there is no such line, or nothing on any."""
    lines: list[tuple[int, int]] = []
    found: list[Excerpt | None] = []
    for finding in findings:
        lines = lines or _lines(source)  # Only now: a document without findings pays nothing.
        found.append(_excerpt(source, lines, finding) if source else None)
    return tuple(found)


def _lines(source: str) -> list[tuple[int, int]]:
    """Return where each line begins and ends, without the line end itself."""
    ends = [match.span() for match in _LINE_END.finditer(source)]
    starts = [0, *(after for _, after in ends)]
    return list(zip(starts, [*(end for end, _ in ends), len(source)], strict=True))


def _excerpt(source: str, lines: list[tuple[int, int]], finding: "Diagnostic") -> Excerpt | None:
    span = finding.span
    if not 1 <= span.line <= len(lines):
        return None
    line_start, line_end = lines[span.line - 1]
    start = min(line_start + span.column - 1, line_end)
    end = min(line_start + span.end_column - 1, line_end) if span.end_line == span.line else line_end
    first, last = max(line_start, start - _CONTEXT_CHARS), min(line_end, start + _CONTEXT_CHARS)
    return Excerpt(
        source[first:last],
        start - first,
        max(start, min(end, last)) - first,
        cut_before=first > line_start,
        cut_after=last < line_end,
    )
