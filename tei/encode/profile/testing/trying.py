"""Specimens encoded, and held to what they say."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from lxml import etree

from tei import document
from tei.diagnostics import Diagnostic, Span
from tei.encode import checking, encoding, fidelity, transcription
from tei.encode.profile.testing import editions
from tei.encode.profile.testing.differences import differences, listed
from tei.encode.profile.testing.shapes import pieces
from tei.errors import DocumentError
from tei.names import TEI

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tei.document import Document
    from tei.encode.encoding import Body
    from tei.encode.profile.rules import Profile
    from tei.encode.profile.specimens import Specimen

_RULE: Final = "enc.specimen"


@dataclass(frozen=True, slots=True)
class Tested:
    """A specimen with what came out: ``tei`` on lines, the rules and the doubts; ``findings`` tell what differs."""

    specimen: Specimen
    tei: str
    rules: tuple[str, ...]
    doubts: tuple[str, ...]
    findings: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        """Whether it came out as it should."""
        return not self.findings


def test(specimens: Iterable[Specimen], profile: Profile) -> Iterator[Tested]:
    """Yield each of *specimens* that is for *profile*, or for none, encoded by it."""
    for one in specimens:
        if one.profile in {"", profile.name}:
            yield _tested(one, profile)


def _tested(specimen: Specimen, profile: Profile) -> Tested:
    if specimen.source_language:
        profile = replace(profile, source_language=specimen.source_language)
    body = encoding.body(specimen.transcription, profile)
    told = sorted(body.decisions, key=lambda one: (one.start, -one.end))
    rules = tuple(one.rule for one in told if one.rule)
    doubts = tuple(one.kind for one in body.all_doubts())
    tei = _children(body)
    trial = _Trial(specimen)
    made = document.parse(editions.edition(tei, editions.rendered(body.renditions)).encode(), specimen.path)
    trial.rules(rules)
    trial.doubts(doubts)
    trial.tei(made)
    trial.sound(made)
    return Tested(specimen, tei, rules, doubts, tuple(sorted(trial.findings)))


def _children(body: Body) -> str:
    """Return what stands in the division, as XML."""
    root = etree.fromstring(f'<TEI xmlns="{TEI}">{body.text()}</TEI>')
    (division,) = root.iterfind(f"{{{TEI}}}text/{{{TEI}}}body/{{{TEI}}}div")
    written = "".join(etree.tostring(child, encoding="unicode") for child in division)
    return textwrap.dedent(((division.text or "") + written).replace(f' xmlns="{TEI}"', "")).strip()


class _Trial:
    """The findings of one specimen."""

    def __init__(self, specimen: Specimen) -> None:
        self._specimen = specimen
        self.findings: list[Diagnostic] = []

    def rules(self, rules: tuple[str, ...]) -> None:
        """Note another rule than was expected."""
        wanted = self._specimen.rules
        if wanted is not None and wanted != rules:
            self._find(f"brackets are taken by {listed(rules)}; expected is {listed(wanted)}")

    def doubts(self, doubts: tuple[str, ...]) -> None:
        """Note another doubt than was expected, whatever words it concerns."""
        if self._specimen.doubts is None:
            return
        wanted = sorted(one.split(": ", 1)[0] for one in self._specimen.doubts)
        if wanted != sorted(doubts):
            self._find(f"doubts are {listed(sorted(doubts))}; expected is {listed(wanted)}")

    def tei(self, made: Document) -> None:
        """Note where the encoding differs from what was expected, or that what was expected is not valid."""
        given = self._specimen.renditions
        text = editions.edition(self._specimen.tei, editions.pairs(given or {}))
        try:
            wanted = document.parse(text.encode(), self._specimen.path)
        except DocumentError as fault:
            for one in fault.diagnostics:
                # The other place that is told is one of the document around it.
                said = re.sub(r", opened at \d+:\d+", "", one.message)
                self._find(f"its TEI cannot be read: {said}", one.span.line)
            return
        for found in checking.grammar().validate(wanted):
            self._find(f"its TEI is not valid: {found.message}", found.span.line)
        compared = differences(
            pieces(wanted, divisions=False), pieces(made, divisions=False), generated=given is not None
        )
        for difference in compared:
            self._find(difference.message, difference.line)

    def sound(self, made: Document) -> None:
        """Note that what came out is not valid, or does not give the transcription back."""
        result = fidelity.check(transcription.parse(self._specimen.transcription), made)
        for found in (*result.findings, *checking.invalid(made, self._specimen.path)):
            if found.rule != "fid.line":
                self._find(f"what comes out does not hold: {found.message}")

    def _find(self, message: str, line: int = 0) -> None:
        """Note a finding; *line* is of the document around the TEI, whose second line is that of the TEI's first."""
        one, first = self._specimen, editions.FIRST_LINE
        place = one.line if line < first else one.tei_line + line - first
        self.findings.append(Diagnostic(_RULE, f"{one.context}: {message}", one.path, Span(place, 1, place, 2)))
