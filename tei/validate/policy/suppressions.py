"""``<?tei-ignore RULE reason="…"?>``: what a document says of findings that are not to count.

It is for the next element, from its start tag to its end tag; before the outermost element, for the whole document.
The places come from a pass with expat, which only a document with such an instruction goes through.
"""

import pyexpat
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.diagnostics import Diagnostic
from tei.document.positions import Positions
from tei.document.tags import start_tag
from tei.validate.excerpts import excerpts
from tei.validate.policy.naming import mistake
from tei.validate.results import Suppression

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.diagnostics import Span
    from tei.document import Document
    from tei.validate.pointers.written import Pointer

TARGET: Final = "tei-ignore"
_OCCASION: Final = f"<?{TARGET}"
_REASON: Final = re.compile(r"""(?:^|\s)reason\s*=\s*("[^"]*"|'[^']*')""")
_FORM: Final = f'write <?{TARGET} RULE reason="…"?> before the element that the finding is on'
_NOWHERE: Final = -1


class _Instruction(NamedTuple):
    """An instruction: what it says, where it stands, and from where to where it holds, by offsets in code points.

    One that is for nothing has no end.
    """

    data: str
    offset: int
    start: int = 0
    end: int = _NOWHERE


class Said(NamedTuple):
    """What a document says of findings to ignore, and what is wrong with how it says so."""

    suppressions: tuple[Suppression, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


def said(document: "Document") -> Said:
    """Return what *document* says; what is wrong with an instruction is a finding, and then it is for nothing."""
    return said_in(document.source, document.path)


def said_in(text: str, path: str) -> Said:
    """Return what the document with this *text*, which is well-formed, says; *path* names it in findings."""
    if _OCCASION not in text:
        return Said()
    positions = Positions(path, text)
    suppressions: list[Suppression] = []
    findings: list[Diagnostic] = []
    for one in _Pass(positions).run():
        faults = list(_faults(one, positions))
        findings += faults
        suppressions += () if faults else _suppressions(one, positions)
    return Said(tuple(suppressions), tuple(findings))


def nearest(suppressions: "Sequence[Suppression]", rule: str, span: "Span") -> Suppression | None:
    """Return which of *suppressions* is for a finding of *rule* at *span*: the last, which is the innermost."""
    return next((one for one in reversed(suppressions) if one.covers(rule, span)), None)


def divided(
    pointers: "Sequence[Pointer]", document: "Document", rule: str, suppressions: "Sequence[Suppression]"
) -> "list[list[Pointer]]":
    """Return *pointers*, of which several are told as one finding of *rule*, divided by what is to be ignored of them.

    Else a mistake would count nowhere that is ignored at the first of its places.
    """
    if not any(one.rule == rule for one in suppressions):
        return [list(pointers)]
    groups: dict[Suppression | None, list[Pointer]] = {}
    for one in pointers:
        span = document.word_span(one.element, one.attribute, one.number)
        groups.setdefault(nearest(suppressions, rule, span), []).append(one)
    return list(groups.values())


def _rules(data: str) -> list[str]:
    return list(dict.fromkeys(_REASON.sub(" ", data).split()))


def _reason(data: str) -> str:
    found = _REASON.search(data)
    return " ".join(found[1][1:-1].split()) if found else ""


def _suppressions(one: _Instruction, positions: Positions) -> "Iterator[Suppression]":
    finding = positions.finding("", "", one.offset, _end(one, positions.text))
    (excerpt,) = excerpts(positions.text, [finding])
    start, end = positions.place(one.start), positions.place(one.end)
    for rule in _rules(one.data):
        yield Suppression(rule, _reason(one.data), positions.path, finding.span, start, end, excerpt)


def _faults(one: _Instruction, positions: Positions) -> "Iterator[Diagnostic]":
    """Yield what is wrong with an instruction."""

    def fault(rule: str, message: str, advice: str) -> Diagnostic:
        return positions.finding(rule, message, one.offset, _end(one, positions.text), advice)

    rules = _rules(one.data)
    unclear = "validate.ignore-unclear"
    if not rules:
        yield fault(unclear, "this does not name the rule whose findings are to be ignored", _FORM)
    elif any("=" in rule for rule in rules):
        yield fault(unclear, "this is not understood", _FORM)
    elif not _reason(one.data):
        yield fault(unclear, "this does not say why findings are to be ignored", _FORM)
    elif one.end == _NOWHERE:
        yield fault(unclear, "no element follows that this could be for", _FORM)
    else:
        for rule in rules:
            message, near = mistake(rule, several=False)
            if message:
                unknown = message.startswith("there is no")
                otherwise = "tei rules lists all that there are" if unknown else "take it out"
                advice = f"did you mean {near}?" if near else otherwise
                yield fault("validate.ignore-unknown" if unknown else unclear, message, advice)


def _end(one: _Instruction, text: str) -> int:
    return text.find("?>", one.offset) + len("?>")


class _Pass:
    """A well-formed document on its way through expat."""

    def __init__(self, positions: Positions) -> None:
        self._positions = positions
        self._text = positions.text
        self._found: list[_Instruction] = []
        # For each element that is open, and for the document: the instructions that wait for an element.
        self._waiting: list[list[_Instruction]] = [[]]
        # For each element that is open, the instructions that are for it.
        self._open: list[list[_Instruction]] = []
        self._begun = False
        self._parser = pyexpat.ParserCreate("UTF-8")

    def run(self) -> list[_Instruction]:
        """Return the instructions in their order."""
        parser = self._parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._close
        parser.ProcessingInstructionHandler = self._instruction
        parser.Parse(self._text.encode("utf-8"), True)  # noqa: FBT003 - pyexpat takes no keyword
        return sorted([*self._found, *self._waiting[0]], key=lambda one: one.offset)

    def _offset(self) -> int:
        return self._positions.from_bytes(self._parser.CurrentByteIndex)

    def _instruction(self, target: str, data: str) -> None:
        if target != TARGET:
            return
        one = _Instruction(data, self._offset())
        if self._begun:
            self._waiting[-1].append(one)
        else:  # No place in a document is past its end, and findings may stand at it.
            self._found.append(one._replace(end=len(self._text) + 1))

    def _start(self, _name: str, _attributes: dict[str, str]) -> None:
        self._begun = True
        concerned = self._waiting[-1]
        start = self._offset() if concerned else 0
        self._open.append([one._replace(start=start) for one in concerned])
        concerned.clear()
        self._waiting.append([])

    def _close(self, _name: str) -> None:
        self._found += self._waiting.pop()
        concerned = self._open.pop()
        if concerned:
            end = self._end(concerned[0].start, self._offset())
            self._found += [one._replace(end=end) for one in concerned]

    def _end(self, start: int, offset: int) -> int:
        """Return where an element ends that begins at *start*, and whose end tag is at *offset* if it has one."""
        tag = start_tag(self._text, start)
        return tag.end if self._text.endswith("/>", start, tag.end) else self._text.find(">", offset) + 1
