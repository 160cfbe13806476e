"""The proof that an encoding gives its transcription back, word for word and space for space.

What is compared: the words of the transcription, and the words of the TEI's ``text`` as `tei.notation` writes them,
with the brackets that the header's renditions generate and without what the encoder has added. Lines of the
transcription that surround the document (a web page's title, its citation, its furniture) are accounted for when the
header holds them verbatim.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tei import notation
from tei.diagnostics import Diagnostic, Severity, Span
from tei.encode.alignment import Hunk, align, begin_at
from tei.encode.lookalikes import difference
from tei.encode.surroundings import Surroundings
from tei.names import TEI
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.document import Document
    from tei.encode.transcription import Transcription

_SHOWN_CHARS: Final = 60
"""How much of a stretch a message quotes."""


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What a comparison found.

    ``characters`` counts the document's part of the transcription, runs of space as one; ``kept`` those of them that
    the TEI gives back; ``outside_lines`` the lines that are not the document's and stand in the header.
    """

    findings: tuple[Diagnostic, ...]
    characters: int
    kept: int
    outside_lines: int

    @property
    def faithful(self) -> bool:
        """Whether nothing was lost, added or changed; line ends may differ."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


def check(text: Transcription, document: Document, own: tuple[int, int] | None = None) -> Fidelity:
    """Whether *document* gives *text* back, and where it does not.

    *own* are the first and the last line of the document's own, if that is known; else they are looked for.
    """
    applied = notation.read(document.root)
    findings = [
        Diagnostic("fid.notation", f"this rendition cannot be applied: {fault.reason}", document.path,
                   document.span(fault.element), xpath=document.xpath(fault.element))
        for fault in applied.faults
    ]  # fmt: skip
    comparison = _Comparison(text, document, applied, own)
    findings.extend(comparison.findings())
    return Fidelity(tuple(findings), comparison.characters, comparison.kept, len(comparison.outside))


def whole(source: str, document: Document, own: tuple[int, int]) -> Fidelity | None:
    """Return what `check` finds where *document* gives the lines *own* of *source* back as they are, line by line.

    None if it does not, or if its header does not account for the other lines: then `check` has to say what there is.
    """
    applied = notation.read(document.root)
    rows = [normal(row) for row in source.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    first, last = own
    inside = tuple(filter(None, rows[max(first - 1, 0) : last]))
    if applied.faults or not 0 < first <= last or inside != notation.lines(document.root, applied):
        return None
    outside = [row for row in (*rows[: first - 1], *rows[last:]) if row]
    header = Surroundings(document.root) if outside else None
    if header is not None and not all(header.quotes(row) or header.take(row) for row in outside):
        return None
    characters = len(" ".join(inside))
    return Fidelity((), characters, characters, len(outside))


class _Comparison:
    """One transcription against one document; the counts are right once `findings` has run."""

    def __init__(
        self, text: Transcription, document: Document, applied: notation.Notation, own: tuple[int, int] | None
    ) -> None:
        self._own = own
        self._text = text
        self._mine = text.words
        self._theirs = notation.words(document.root, applied)
        self._notation = applied
        self._document = document
        self._header = Surroundings(document.root)
        self._line_words: dict[int, list[int]] = {}
        for index, word in enumerate(text.words):
            self._line_words.setdefault(word.line, []).append(index)
        self.outside: list[int] = []
        self._lost = 0

    def findings(self) -> list[Diagnostic]:
        found: list[Diagnostic] = []
        for hunk in self._hunks():
            found.extend(self._line_ends(hunk) if hunk.equal else self._difference(hunk))
        return found

    @property
    def characters(self) -> int:
        outside = set(self.outside)
        sizes = [len(word.text) for word in self._mine if word.line not in outside]
        return sum(sizes) + max(len(sizes) - 1, 0)

    @property
    def kept(self) -> int:
        return max(self.characters - self._lost, 0)

    # --- which words face which ---

    def _hunks(self) -> Iterator[Hunk]:
        mine = [word.text for word in self._mine]
        theirs = [word.text for word in self._theirs]
        start, end = self._document_part(mine, theirs)
        if start:
            yield Hunk(0, start, 0, 0, equal=False)
        starts_line = [word.starts_line for word in self._mine[start:end]]
        for hunk in begin_at(align(mine[start:end], theirs), mine[start:end], starts_line):
            yield Hunk(hunk.start + start, hunk.end + start, hunk.other_start, hunk.other_end, hunk.equal)
        if end < len(mine):
            yield Hunk(end, len(mine), len(theirs), len(theirs), equal=False)

    def _document_part(self, mine: list[str], theirs: list[str]) -> tuple[int, int]:
        """Where the document stands among the lines around it.

        If the encoding is faithful it is found whole; otherwise the lines at both ends that the header holds are set
        aside, up to the first that is also the encoding's first, or last.
        """
        if self._own is not None:
            numbers = [word.line for word in self._mine]
            return bisect_left(numbers, self._own[0]), bisect_right(numbers, self._own[1])
        size = len(theirs)
        for at in (index for index, word in enumerate(mine) if size and word == theirs[0]):
            end = at + size
            is_lines = self._mine[at].starts_line and (end >= len(mine) or self._mine[end].starts_line)
            if is_lines and mine[at:end] == theirs:
                return at, end
        lines = list(self._line_words.values())
        first = theirs[: _first_line_length(self._theirs)]
        low, high = 0, len(lines)
        while low < high and self._is_outside(lines[low]):
            low += 1
        low = next((at for at in range(low - 1, -1, -1) if self._line(lines[at]) == first), low)
        while high > low and self._is_outside(lines[high - 1]):
            high -= 1
        high = next((at + 1 for at in range(high, len(lines)) if _ends_with(theirs, self._line(lines[at]))), high)
        start = lines[low][0] if low < len(lines) else len(mine)
        end = lines[high - 1][-1] + 1 if high > low else start
        return start, end

    def _is_outside(self, indexes: list[int]) -> bool:
        line = " ".join(self._line(indexes))
        return self._header.has(line) or self._header.quotes(line)

    def _line(self, indexes: list[int]) -> list[str]:
        return [self._mine[index].text for index in indexes]

    # --- what to say ---

    def _difference(self, hunk: Hunk) -> Iterator[Diagnostic]:
        at_edge = hunk.start == 0 or hunk.end == len(self._mine)
        lost: list[int] = []
        for number in dict.fromkeys(self._mine[index].line for index in range(hunk.start, hunk.end)):
            line = self._line_words[number]
            whole = line[0] >= hunk.start and line[-1] < hunk.end
            if whole and self._accounted(line, at_edge=at_edge):
                self.outside.append(number)
            else:
                lost.extend(index for index in line if hunk.start <= index < hunk.end)
        added = self._theirs[hunk.other_start : hunk.other_end]
        self._lost += sum(len(self._mine[index].text) + 1 for index in lost)
        if lost and added:
            yield self._changed(lost, added)
            return
        for run in _runs(lost):
            yield self._missing(run)
        if added:
            yield self._added(added)

    def _accounted(self, line: list[int], *, at_edge: bool) -> bool:
        text = " ".join(self._line(line))
        return self._header.quotes(text) or (at_edge and self._header.take(text))

    def _changed(self, lost: list[int], added: Sequence[notation.Word]) -> Diagnostic:
        mine = [self._mine[index].text for index in lost]
        theirs = [word.text for word in added]
        if "".join(mine) == "".join(theirs):
            kind = "missing from" if len(mine) > len(theirs) else "too many in"
            return self._at_text(
                "fid.space", lost, f"a space is {kind} the TEI: it has {_quoted(theirs)} for {_quoted(mine)}", added
            )
        message = f"the transcription has {_quoted(mine)}, the TEI {_quoted(theirs)}"
        return self._at_text("fid.changed", lost, message, added, difference(" ".join(mine), " ".join(theirs)))

    def _missing(self, run: list[int]) -> Diagnostic:
        mine = [self._mine[index].text for index in run]
        held = ""
        if any(" ".join(mine) in passage for passage in self._added_passages()):
            held = "they stand in an element whose @resp is the encoder's: that is for what the transcription lacks"
        return self._at_text("fid.missing", run, f"{_quoted(mine)} is not in the TEI", advice=held)

    def _added_passages(self) -> Iterator[str]:
        """What the encoder answers for, and the comparison leaves out."""
        for element in self._document.root.iter(f"{{{TEI}}}*"):
            if element.get("resp") and self._notation.is_added(element):
                yield normal("".join(map(str, element.itertext())))

    def _added(self, added: Sequence[notation.Word]) -> Diagnostic:
        element = added[0].element
        return Diagnostic(
            "fid.added",
            f"{_quoted([word.text for word in added])} is not in the transcription",
            self._document.path,
            self._document.span(element),
            xpath=self._document.xpath(element),
            help=("what an editor adds has @resp, and its respStmt the relator mrk; what brackets add is a rendition",),
        )

    def _at_text(
        self,
        rule: str,
        indexes: list[int],
        message: str,
        added: Sequence[notation.Word] = (),
        advice: str = "",
    ) -> Diagnostic:
        first, last = self._mine[indexes[0]], self._mine[indexes[-1]]
        place = ""
        if added:
            span = self._document.span(added[0].element)
            place = f"in the TEI: {self._document.path}:{span.line}:{span.column}"
        return Diagnostic(
            rule,
            message,
            self._text.path,
            Span(first.line, first.column, last.line, last.column + len(last.text)),
            xpath=self._document.xpath(added[0].element) if added else "",
            help=tuple(filter(None, (advice, place))),
        )

    def _line_ends(self, hunk: Hunk) -> Iterator[Diagnostic]:
        # The first word after a difference is left out: where its line begins, the difference has decided.
        own = self._mine[hunk.start + 1 : hunk.end]
        for mine, theirs in zip(own, self._theirs[hunk.other_start + 1 : hunk.other_end], strict=True):
            if mine.starts_line == theirs.starts_line:
                continue
            message = (
                f"a line begins with {_quoted([mine.text])} here, and none in the TEI"
                if mine.starts_line
                else f"a line begins with {_quoted([mine.text])} in the TEI, and none here"
            )
            yield Diagnostic(
                "fid.line",
                message,
                self._text.path,
                Span(mine.line, mine.column, mine.line, mine.column + len(mine.text)),
                severity=Severity.WARNING,
                xpath=self._document.xpath(theirs.element),
            )


def _quoted(words: Sequence[str]) -> str:
    text = " ".join(words)
    return f"“{text}”" if len(text) <= _SHOWN_CHARS else f"“{text[:_SHOWN_CHARS].rstrip()} …” ({len(words)} words)"


def _runs(indexes: list[int]) -> Iterator[list[int]]:
    """*indexes* cut wherever one is not the next."""
    run: list[int] = []
    for index in indexes:
        if run and index != run[-1] + 1:
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _first_line_length(words: Sequence[notation.Word]) -> int:
    return next((index for index, word in enumerate(words) if index and word.starts_line), len(words))


def _ends_with(words: list[str], line: list[str]) -> bool:
    return words[-len(line) :] == line
