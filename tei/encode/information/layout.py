"""The lines of a page told apart: what is the document, and what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tei.encode.information import credits as people_and_tasks
from tei.encode.information import references
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.encode.information.conventions import Conventions


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of the page, counted from 1, both ends inclusive, that are of one kind.

    ``kind`` is a field of :data:`~tei.encode.information.conventions.FIELDS`, or ``body``, ``citation``, ``furniture``,
    ``label``, ``unread`` or ``blank``. ``text`` is what the lines say, ``value`` the same without a label before it.
    """

    kind: str
    first: int
    last: int
    text: str = ""
    value: str = ""


def passages(lines: Sequence[str], conventions: Conventions) -> tuple[Passage, ...]:
    """Return the passages of a page; each of its *lines* is in one of them, and they come in order."""
    layout = _Layout(lines, conventions)
    layout.run()
    return layout.passages()


LISTS: Final = ("creators", "subjects", "people")
"""Fields with a value a line."""


class _Layout:
    """The kinds of the lines; what is between the parts above and below is the document."""

    def __init__(self, lines: Sequence[str], conventions: Conventions) -> None:
        self._lines = [normal(line) for line in lines]
        self._given = lines
        self._conventions = conventions
        self._top = 0
        self._bottom = len(lines)
        self._found: list[Passage] = []

    def run(self) -> None:
        order = list(self._conventions.order)
        at = order.index("body") if "body" in order else len(order)
        self._information()
        for name in order[:at]:
            self._above(name)
        self._skip_down()
        for name in reversed(order[at + 1 :]):
            self._below(name)
        self._skip_up()

    def passages(self) -> tuple[Passage, ...]:
        """Return the passages in order, what is not yet told apart being the body, and blank lines around it."""
        if self._top < self._bottom:
            self._take("body", self._top, self._bottom)
        found = sorted(self._found, key=lambda one: one.first)
        whole: list[Passage] = []
        at = 1
        for one in found:
            if at < one.first:
                whole.append(Passage("blank", at, one.first - 1))
            whole.append(one)
            at = one.last + 1
        if at <= len(self._lines):
            whole.append(Passage("blank", at, len(self._lines)))
        return tuple(whole)

    def _take(self, kind: str, start: int, end: int, value: str | None = None) -> None:
        """Note that the lines from *start* up to *end* (from 0, exclusive) are of *kind*."""
        rows = self._given if kind == "body" else self._lines
        text = "\n".join(rows[start:end])
        self._found.append(Passage(kind, start + 1, end, text, text if value is None else value))

    def _skip_down(self) -> None:
        while self._top < self._bottom:
            if self._conventions.is_furniture(self._lines[self._top]) and self._lines[self._top]:
                self._take("furniture", self._top, self._top + 1)
            elif self._lines[self._top]:
                return
            self._top += 1

    def _skip_up(self) -> None:
        while self._top < self._bottom:
            last = self._bottom - 1
            if self._conventions.is_furniture(self._lines[last]) and self._lines[last]:
                self._take("furniture", last, self._bottom)
            elif self._lines[last]:
                return
            self._bottom = last

    def _above(self, name: str) -> None:
        self._skip_down()
        if self._top == self._bottom or name in {"dateline", "headers", "information"}:
            return
        line = self._lines[self._top]
        kind = name.removesuffix("?")
        if kind == "title":
            labelled = self._conventions.label(line)
            if labelled is None and (kind == name or self._is_title()):
                self._one(kind)
            elif labelled and labelled[0] == kind and labelled[1]:
                self._one(kind, labelled[1])
        elif kind == "summary":
            labelled = self._conventions.label(line)
            if labelled and labelled[0] == kind:
                self._labelled_above(labelled)
        elif found := self._conventions.is_like(kind, line):
            self._one("citation" if kind == "source" else kind, _value(found))

    def _one(self, kind: str, value: str | None = None) -> None:
        self._take(kind, self._top, self._top + 1, value)
        self._top += 1

    def _labelled_above(self, labelled: tuple[str, str]) -> None:
        if labelled[1]:
            self._one(*labelled)
            return
        self._one("label")
        self._skip_down()
        if self._top < self._bottom:
            self._one(labelled[0])

    def _is_title(self) -> bool:
        """Return whether the line looks like a title: short, alone, no sentence, no bracket, no date.

        In capitals it is the heading that the document itself has.
        """
        line = self._lines[self._top]
        after = self._lines[self._top + 1] if self._top + 1 < self._bottom else None
        is_alone = after == "" and any(self._lines[self._top + 2 : self._bottom])
        return (
            is_alone
            and len(line) <= _TITLE_CHARS
            and not line.isupper()
            and not line.endswith((".", ":", ";", ",", "?", "!"))
            and not line.startswith(("[", "(", "“", '"'))
            and not self._conventions.is_like("date", line)
            and not self._conventions.is_like("dateline", line)
        )

    def _below(self, name: str) -> None:
        self._skip_up()
        if self._top == self._bottom:
            return
        start = self._paragraph_start()
        text = "\n".join(self._lines[start : self._bottom])
        if name.removesuffix("?") == "summary" and start > self._top and _is_prose(text):
            # Where no heading introduces it, the line on the source stands where a summary would.
            self._take("citation" if _is_source(text) else "summary", start, self._bottom)
            self._bottom = start
        elif name == "source" and (found := self._conventions.is_like("source", text)):
            self._take("citation", start, self._bottom, _value(found))
            self._bottom = start

    def _paragraph_start(self) -> int:
        start = self._bottom - 1
        while start > self._top and self._lines[start - 1]:
            start -= 1
        return start

    def _information(self) -> None:
        """Take the block behind the document: from its heading on, or the labelled lines at the end."""
        start = self._heading()
        if start is None:
            start = self._first_of_the_end()
        self._block(start)
        self._bottom = start

    def _heading(self) -> int | None:
        """Return the last line that heads the block, the first of all excepted: it would leave no document."""
        for number in range(len(self._lines) - 1, 0, -1):
            if self._conventions.label(self._lines[number]) == ("information", ""):
                return number
        return None

    def _first_of_the_end(self) -> int:
        start = len(self._lines)
        for number in range(len(self._lines) - 1, 0, -1):
            line = self._lines[number]
            if line and not self._is_about(line):
                break
            if line:
                start = number
        return start

    def _is_about(self, line: str) -> bool:
        """Return whether *line* at the end of a page speaks of the document, and is none of its own."""
        labelled = self._conventions.label(line)
        return bool(labelled and labelled[0] not in HEAD) or self._conventions.is_furniture(line)

    def _block(self, start: int) -> None:
        """Tell the lines of the block apart: labels, their values, and paragraphs without a label."""
        at, current = start, ""
        while at < len(self._lines):
            line = self._lines[at]
            if not line:
                at += 1
                continue
            if labelled := self._conventions.label(line):
                self._label(at, labelled)
                current = "" if labelled[1] else labelled[0]
                at += 1
                continue
            if self._conventions.is_furniture(line):
                self._take("furniture", at, at + 1)
                at += 1
                continue
            end = self._end_of_paragraph(at)
            kind = self._kind("\n".join(self._lines[at:end]), current)
            end = at + 1 if kind in LISTS else end
            self._take(kind, at, end)
            current = "" if kind in {"citation", "rights"} or current in _SINGLE else current
            at = end

    def _label(self, at: int, labelled: tuple[str, str]) -> None:
        name, value = labelled
        if not value:
            self._take("label", at, at + 1, name)
        else:
            self._take({"source": "citation", "ignored": "furniture"}.get(name, name), at, at + 1, value)

    def _end_of_paragraph(self, start: int) -> int:
        end = start
        while end < len(self._lines) and self._lines[end]:
            if end > start and (
                self._conventions.label(self._lines[end]) or self._conventions.is_furniture(self._lines[end])
            ):
                break
            end += 1
        return end

    def _kind(self, text: str, current: str) -> str:
        """Return the kind of a paragraph of the block; *current* is the field of the label above it, if one holds."""
        line = normal(text)
        if current and current not in {"information", "ignored"}:
            is_other = current in {*LISTS, *_SINGLE} and self._is_rights(line)
            return "rights" if is_other else {"source": "citation"}.get(current, current)
        if current == "ignored" and not self._is_rights(line):
            return "furniture"
        if references.find(line) or people_and_tasks.read(line).credits or self._conventions.is_like("source", line):
            return "citation"
        if self._is_rights(line):
            return "rights"
        # The first paragraph that nothing introduces is the source, if none has been told.
        is_first = not any(one.kind in {"citation", "unread"} for one in self._found)
        return "citation" if is_first and current == "information" else "unread"

    def _is_rights(self, line: str) -> bool:
        return bool(self._conventions.is_like("rights", line)) and len(line.split()) > _FEW_WORDS


HEAD: Final = frozenset({"from", "to", "number", "date", "copies", "title"})
_SINGLE: Final = frozenset({"record", "uploaded", "genre", "classification", "date", "number"})
_TITLE_CHARS: Final = 200
_FEW_WORDS: Final = 5
_PROSE_WORDS: Final = 8


def _is_prose(text: str) -> bool:
    """Return whether *text* is a sentence of a summary, and no line of a document's end."""
    line = normal(text)
    return len(line.split()) >= _PROSE_WORDS and line.endswith((".", "!", "?", "”", '"')) and not line.startswith("[")


def _is_source(text: str) -> bool:
    """Return whether *text* begins with a reference or a task: a summary may speak of both, and begins otherwise."""
    line = normal(text)
    found = references.find(line)
    if found and line[: found[0].start].count(" ") < _FEW_WORDS:
        return True
    segments = people_and_tasks.read(line).segments
    return bool(segments) and segments[0].kind == "task"


def _value(found: re.Match[str]) -> str | None:
    groups = found.groupdict()
    return next((value for name, value in groups.items() if value and name in {"value", "plain", "file"}), None)
