"""An edited transcription and the TEI that was made before and edited by hand, merged word by word.

Three things are compared: the document as it is (*old*), what the encoder makes of the transcription that *old* gives
back (the common ancestor), and what it makes of the edited one. In what way *old* differs from the ancestor was made
by hand. Blocks whose words have not changed stay as they are, byte by byte. In a changed block an element keeps its
markup and its identifier if its words are all there still; new words get what the encoder makes of them; what was made
by hand and cannot hold any more is told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tei import document
from tei.diagnostics import Diagnostic, Severity, Span
from tei.encode import fidelity, transcription
from tei.encode.checking import errors
from tei.encode.decoding import decode
from tei.encode.merging.composing import Composer
from tei.encode.merging.facing import face
from tei.encode.merging.heading import additions
from tei.encode.merging.marks import ancestry
from tei.encode.merging.mending import mended
from tei.encode.merging.own import own_lines
from tei.encode.merging.planning import REPLACED, Planner
from tei.encode.merging.renditions import Renditions
from tei.encode.merging.strands import read_as, strand
from tei.encode.merging.tags import NotWrittenError
from tei.encode.transcription import TextWord
from tei.errors import DocumentError
from tei.limits import DEFAULT, Limits
from tei.names import local_name, tei_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element as Element

    from tei.document import Document
    from tei.encode.merging.facing import Facing
    from tei.encode.merging.marks import Ancestry
    from tei.encode.merging.planning import Plan
    from tei.encode.merging.strands import Strand
    from tei.encode.transcription import Transcription

__all__ = ["Merged", "merge", "own_lines"]

_DECLARATION: Final = re.compile(r"<\?xml\s[^>]*\?>")
_ATTEMPTS: Final = 20
"""How often a merge is tried: each time that it fails, less markup is kept at the place that is to blame."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged document as text, "" if there is none that gives the transcription back and is valid.

    ``findings`` say what was lost, what contradicts, and why there is no document. ``changed`` is False if the text is
    the old document's, character by character: then nothing needs to be written.
    """

    source: str
    findings: tuple[Diagnostic, ...] = ()
    changed: bool = True


def merge(  # noqa: PLR0913 - what is merged, how, and what it has to be
    old: Document,
    text: str,
    encode: Callable[[str], Document],
    *,
    check: Callable[[Document], Iterable[Diagnostic]] = errors,
    limits: Limits = DEFAULT,
    path: str = "<memory>",
) -> Merged:
    """Return *old* with the words of the edited transcription *text*, which findings call *path*.

    *encode* makes TEI of a transcription; with *text* it gets the same lines around the document as *text* has, if it
    has any. The result gives *text* back, and *check* finds in it nothing that it does not find in *old*.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start, end = own_lines(lines, old)
    edited, mine = transcription.parse("\n".join(lines[start:end])), strand(old)
    if [(word.text, word.starts_line) for word in edited.words] == list(zip(mine.words, mine.begins, strict=True)):
        return Merged(old.source, changed=False)
    given, own = transcription.parse("\n".join(lines), path), (start + 1, end)
    fresh = read_as(encode(text), edited)
    before = "\n".join((*lines[:start], decode(old), *lines[end:]))
    ancestors = ancestry(mine, strand(encode(before)))
    return _Merge(face(mine, fresh), ancestors, given, own, tuple(check(old)), check, limits).run()


@dataclass(frozen=True)
class _Merge:
    facing: Facing
    ancestry: Ancestry
    text: Transcription
    own: tuple[int, int]
    known: tuple[Diagnostic, ...]
    check: Callable[[Document], Iterable[Diagnostic]]
    limits: Limits

    def run(self) -> Merged:
        attempts: dict[int, int] = {}
        refused: tuple[Diagnostic, ...] = ()
        for _ in range(_ATTEMPTS):
            plan = Planner(self.facing, self.ancestry, attempts).run()
            try:
                merged = self._composed(plan)
            except NotWrittenError as fault:
                return Merged("", (self._finding("enc.merge-conflict", fault.element, str(fault), Severity.ERROR),))
            except DocumentError as fault:
                return Merged("", tuple(fault.diagnostics))
            here = strand(merged)
            lost, invalid = self._lost(here), self._invalid(here)
            if not (lost or invalid):
                doubts = dict.fromkeys(plan.doubts)
                return Merged(self._declaration + merged.source, tuple(sorted(self._finding(*one) for one in doubts)))
            word = self._differing(here) if lost else self._word_at(here, invalid[0])
            refused = tuple(lost) or tuple(self._not_valid(one, word) for one in invalid[:1])
            culprit = next((at for at, (start, end) in enumerate(plan.places) if start <= word < end), -1)
            if culprit < 0 or attempts.get(culprit, 0) >= REPLACED:
                break
            attempts[culprit] = attempts.get(culprit, 0) + 1
        return Merged("", refused)

    @property
    def _old(self) -> Document:
        return self.facing.old.document

    def _composed(self, plan: Plan) -> Document:
        """The merged document: written once to see which brackets its header has to declare, then with them."""
        facing = self.facing
        composer = Composer(facing, self.ancestry, plan)
        found = Renditions(facing.old, facing.new, composer.names)
        composer.renditions = found.of(self._parsed(composer.text([])), composer.keys)
        new = facing.new.document
        wanted = [(element, new.source[slice(*new.extent(element))]) for element in composer.names.wanted]
        model = next(new.root.iter(tei_name("rendition")), None)
        if model is not None:
            wanted.extend((model, added) for added in found.added)
        merged = self._parsed(composer.text(additions(self._old, new, wanted)))
        left = mended(facing.old, merged)
        plan.doubts.extend(
            ("enc.merge-lost", facing.old.identified[name], "is gone, for nothing in the text is of it any more")
            for name in left.gone
        )
        return self._parsed(self._declaration + left.source)

    def _parsed(self, source: str) -> Document:
        """*source* as a document; without its declaration, which may speak of another encoding."""
        declared = len(self._declaration)
        return document.parse(source[declared:].encode("utf-8"), self._old.path, self.limits)

    @property
    def _declaration(self) -> str:
        found = _DECLARATION.match(self._old.source)
        return found[0] if found else ""

    # --- why it may not be written ---

    def _lost(self, here: Strand) -> list[Diagnostic]:
        """In what *here* does not give the transcription back."""
        compared = fidelity.check(self.text, here.document, self.own)
        return [one for one in compared.findings if one.severity is Severity.ERROR]

    def _invalid(self, here: Strand) -> list[Diagnostic]:
        """The errors of *here* that the old document has not."""
        known = {(one.rule, one.message) for one in self.known}
        return [one for one in self.check(here.document) if (one.rule, one.message) not in known]

    def _differing(self, here: Strand) -> int:
        """The first word in which *here* is not what was asked for."""
        words = self.facing.new.words
        pairs = enumerate(zip(words, here.words, strict=False))
        return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(words), len(here.words)))

    def _word_at(self, here: Strand, fault: Diagnostic) -> int:
        """The first word of the block that has a fault; -1 if it is in the header."""
        offset = here.document.offset_of(fault.span.line, fault.span.column)
        starts = [here.document.offset(leaf.element) for leaf in here.leaves]
        number = bisect_right(starts, offset) - 1
        return here.leaves[number].first if number >= 0 else -1

    def _not_valid(self, fault: Diagnostic, word: int) -> Diagnostic:
        """What is said of a *fault* in a document that nobody will see: its place is in the transcription."""
        message = f"the markup that is there and the new words make no valid document: {fault.message} ({fault.rule})"
        words = [one for one in self.text.words if self.own[0] <= one.line <= self.own[1]]
        found = words[word] if 0 <= word < len(words) else TextWord("", 1, 1, starts_line=True)
        span = Span(found.line, found.column, found.line, found.column + len(found.text))
        return Diagnostic("enc.invalid", message, self.text.path, span, xpath=fault.xpath, help=fault.help)

    def _finding(self, rule: str, element: Element, said: str, severity: Severity = Severity.WARNING) -> Diagnostic:
        name = f"<{local_name(element.tag)}>"
        return Diagnostic(
            rule, f"{name} {said}", self._old.path, self._old.span(element), severity, self._old.xpath(element)
        )
