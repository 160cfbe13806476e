"""What the encoder gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tei.diagnostics import Severity

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Explained:
    """A bracket or a sign of the transcription, and what became of it.

    ``line`` and ``column`` are from 1; ``text`` is as the transcription has it, ``rule`` the profile's, ``tei``
    what was written; ``doubts`` are sentences.
    """

    line: int
    column: int
    text: str
    rule: str
    tei: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Normalised:
    """A date or a time of the transcription: where it stands, its words, its attributes in TEI, and EDTF.

    ``edtf`` is of the Library of Congress's Extended Date/Time Format, level 2; "" for a time of day.
    """

    line: int
    column: int
    text: str
    attributes: tuple[tuple[str, str], ...]
    edtf: str


@dataclass(frozen=True, slots=True)
class Encoded:
    """A transcription as TEI.

    ``path`` is that of the transcription, ``source`` its text. ``xml`` is the document, "" if it is not what it has to
    be; ``findings`` say why, and what is doubtful. ``characters`` is how many the document's part of the transcription
    has, ``outside_lines`` how many lines stand in the header. ``text`` has the lines as they were read.
    """

    path: str
    source: str
    xml: str
    findings: tuple[Diagnostic, ...] = ()
    brackets: tuple[Explained, ...] = ()
    profile: str = ""
    genre: str = ""
    characters: int = 0
    outside_lines: int = 0
    text: str = ""
    dates: tuple[Normalised, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether there is a document, and no error with it."""
        return bool(self.xml) and not any(one.severity is Severity.ERROR for one in self.findings)
