"""What an encoding is held against before it is given: its transcription, the grammar, the rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from tei import relaxng, resources, schematron
from tei.diagnostics import Diagnostic, Severity, Span
from tei.document.parsing import parse, parse_passed
from tei.encode import fidelity, transcription

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.document import Document
    from tei.encode.fidelity import Fidelity
    from tei.encode.reading.lines import Line
    from tei.limits import Limits


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, and how faithful the document is."""

    findings: tuple[Diagnostic, ...]
    fidelity: Fidelity

    @property
    def is_sound(self) -> bool:
        """Whether nothing was lost, and both schemas hold."""
        return not any(one.severity is Severity.ERROR for one in self.findings)


def parsed(data: bytes, path: str, limits: Limits) -> tuple[Document, bool]:
    """Return the document in *data*, and whether a quick look was enough to say that the grammar accepts it.

    Then it is not looked at any further where things stand in it, unless one asks. Raises `DocumentError`.
    """
    accepted = grammar().passes_data(data, limits)
    return (parse_passed if accepted else parse)(data, path, limits), accepted


def check(
    document: Document, lines: Sequence[Line], path: str, own: tuple[int, int] | None, *, accepted: bool = False
) -> Verdict:
    """Return whether *document* gives the *lines* of the transcription at *path* back, and is valid.

    *own* are the first and the last of the lines that are the document's own; *accepted*: the grammar accepts it.
    """
    source = "\n".join([line.text.replace("\n", " ") for line in lines])
    compared = fidelity.whole(source, document, own) if own else None
    if compared is None:
        compared = fidelity.check(transcription.parse(source, path), document, own)
    found = [_placed(one, lines) if one.path == path else one for one in compared.findings]
    found.extend(invalid(document, path, accepted=accepted))
    return Verdict(tuple(found), compared)


def _placed(finding: Diagnostic, lines: Sequence[Line]) -> Diagnostic:
    """Return *finding* with the place in the file, not among the lines."""
    start, end = finding.span.line, finding.span.end_line
    if not 1 <= start <= end <= len(lines):
        return finding
    first, last = lines[start - 1], lines[end - 1]
    span = Span(
        first.number,
        first.column + finding.span.column - 1,
        last.number,
        last.column + finding.span.end_column - 1,
    )
    return replace(finding, span=span)


def invalid(document: Document, path: str, *, accepted: bool = False) -> Iterator[Diagnostic]:
    """Yield the faults of *document* as findings of the encoder: the document that has them is not written."""
    for found in errors(document, accepted=accepted):
        message = f"what would be written is not valid: {found.message} ({found.rule} at {found.xpath})"
        yield Diagnostic("enc.invalid", message, path, help=found.help)


def errors(document: Document, *, accepted: bool = False) -> Iterator[Diagnostic]:
    """Yield the errors of *document* under the grammar of documentary editions or, without any, under its rules.

    *accepted*: the grammar has been asked.
    """
    for found in ([] if accepted else grammar().validate(document)) or _rules().errors(document):
        if found.severity is Severity.ERROR:
            yield found


@cache
def grammar() -> relaxng.Schema:
    """Return the grammar of documentary editions."""
    return relaxng.load(resources.data_path("schemas", "tei-documentary.rng"))


@cache
def _rules() -> schematron.Schema:
    return schematron.load(resources.data_path("schemas", "tei-documentary.sch"))
