"""A file of TOML whose faults are findings: its text, and where in it something stands."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tei.diagnostics import Diagnostic, Span
from tei.errors import DocumentError, UsageError
from tei.settings import lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.settings.lines import Key

RULE: Final = "enc.profile"
SIZE_BYTES: Final = 4 * 1024 * 1024
"""The size that a profile, or a file of specimens, may have."""
_AT_PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class Source:
    """The file at ``path``, or a text that is called so; ``faults`` are gathered, and raised all at once."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        self.faults: list[Diagnostic] = []

    @classmethod
    def of(cls, path: Path) -> Source:
        """Return the file at *path*.

        Raises `UsageError` if there is none, `DocumentError` if it cannot be read, is too large or is not UTF-8.
        """
        if not path.exists():
            message = f"there is no file {path}"
            raise UsageError(message)
        try:
            with path.open("rb") as stream:
                data = stream.read(SIZE_BYTES + 1)
        except OSError as fault:
            raise _refused(path, f"the file cannot be read: {fault.strerror or fault}") from None
        if len(data) > SIZE_BYTES:
            raise _refused(path, f"the file is larger than {SIZE_BYTES:,} bytes, too large for what it is")
        try:
            return cls(str(path), data.decode("utf-8"))
        except UnicodeDecodeError as fault:
            before = data[: fault.start].decode("utf-8")
            raise _refused(path, "the file is not UTF-8", _span(before, len(before), 1)) from None

    def tables(self) -> dict[str, Any]:
        """Return what the file says. Raises `DocumentError` if it is not TOML."""
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as fault:
            # tomllib puts the place into its sentence, and none where the file ends too early.
            said, place = str(fault), _AT_PLACE.search(str(fault))
            if place and place[1]:
                line, column = int(place[1]), int(place[2])
                span = Span(line, column, line, column + 1)
            else:
                span = _span(self.text, len(self.text), 0)
            raise _refused(self.path, f"not TOML: {_AT_PLACE.sub('', said)}", span) from None
        except RecursionError:
            raise _refused(self.path, "not TOML that can be read: it is nested too deeply") from None

    def fault(  # noqa: PLR0913 - a place has many parts, a caller gives few
        self,
        key: Key,
        message: str,
        *,
        value: str = "",
        at: int = -1,
        given: str = "",
        known: Iterable[str] = (),
    ) -> None:
        """Note a fault of *key*: of its *value* or of one in its list, of the character *at* in that, else of its name.

        With *given*, what may have been meant among the *known*.
        """
        advice = _advice(given, known)
        self.faults.append(Diagnostic(RULE, message, self.path, self.span(key, value, at), help=advice))

    def finish(self) -> None:
        """Raise `DocumentError` with all faults, if there are any."""
        if self.faults:
            raise DocumentError(sorted(self.faults))

    def span(self, key: Key, value: str = "", at: int = -1) -> Span:
        """Return where *value* is in what *key* says, or its character *at*; if it is not written so, the key."""
        known = next((key[:length] for length in range(len(key), 0, -1) if key[:length] in self._offsets), None)
        if known is None:
            return Span()
        start = self._offsets[known]
        if value:
            end = lines.value_end(self.text, start)
            found = self.text.find(value, self._value_start(start, known), end)
            if found >= 0:
                return self._span_of(found + max(at, 0), len(value) if at < 0 else 1)
        return self._span_of(start, len(str(known[-1])) if isinstance(known[-1], str) else len(str(known[-2])))

    def line(self, key: Key) -> int:
        """Return the line on which *key* stands, or its table."""
        return self.span(key).line

    def value_line(self, key: Key, value: str) -> int:
        """Return the line on which *value*, the text of *key*, begins."""
        return self.span(key, value).line

    @cached_property
    def _offsets(self) -> dict[Key, int]:
        return lines.offsets(self.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def _value_start(self, start: int, key: Key) -> int:
        """Behind the name and what is between it and the value."""
        return start + len(str(key[-1])) if isinstance(key[-1], str) else start

    def _span_of(self, start: int, length: int) -> Span:
        end = min(start + max(length, 1), len(self.text))
        first, last = self._place(start), self._place(end)
        return Span(*first, *last)

    def _place(self, offset: int) -> tuple[int, int]:
        from bisect import bisect_right  # noqa: PLC0415 - most profiles have no fault

        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1


def shown(key: Key) -> str:
    """Return a table's name as it is written: ``[structure]``, ``[[bracket]]``."""
    name = ".".join(str(word) for word in key if isinstance(word, str))
    return f"[[{name}]]" if key and isinstance(key[-1], int) else f"[{name}]"


def _advice(given: str, known: Iterable[str]) -> tuple[str, ...]:
    names = tuple(known)
    near = get_close_matches(given, names, n=1)
    if near:
        return (f"did you mean “{near[0]}”?",)
    return (f"known are {', '.join(names)}",) if names else ()


def _refused(path: Path | str, message: str, span: Span | None = None) -> DocumentError:
    return DocumentError([Diagnostic(RULE, message, str(path), span or Span())])


def _span(text: str, offset: int, length: int) -> Span:
    line, column = text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Span(line, column, line, column + length)
