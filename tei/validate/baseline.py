"""A baseline: the findings that an old corpus has already, so that new ones alone fail.

It is a file of JSON with a line for each finding, in the order of paths, so that a version control system shows what
has come and gone. Paths are relative to its folder: where a command is given does not matter.
"""

import json
import os
import re
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tei.diagnostics import Diagnostic, Severity, Span
from tei.errors import UsageError
from tei.files import write_atomically
from tei.validate.fingerprints import fingerprints
from tei.validate.results import Checked, Compared, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERSION: Final = 1
_KEYS: Final = ("path", "rule", "message", "fingerprint")
_STALE: Final = "tei.baseline-stale"
# Which rules are left out where a kind of schema is not run.
_FAMILIES: Final = {"Schematron": "sch.", "XML Schema": "xsd."}


class Entry(NamedTuple):
    """A finding that is known; the message is for people who read the file."""

    path: str
    rule: str
    message: str
    fingerprint: str


class Baseline(NamedTuple):
    """The findings that are known, each with the line of the file that it stands on, by its fingerprint."""

    path: Path
    entries: dict[str, tuple[Entry, int]]


def read(path: Path) -> Baseline:
    """Return the baseline in the file *path*. Raises :class:`~tei.errors.UsageError` if it is none."""
    try:
        text = path.read_bytes().decode("utf-8")
        content = json.loads(text)
    except OSError as fault:
        raise UsageError(_refusal(path, fault.strerror or str(fault))) from fault
    except UnicodeDecodeError as fault:
        raise UsageError(_refusal(path, "it is not in UTF-8")) from fault
    except json.JSONDecodeError as fault:
        place = f"line {fault.lineno}, column {fault.colno}"
        raise UsageError(_refusal(path, f"it is not JSON: {fault.msg.lower()} ({place})")) from fault
    except RecursionError as fault:
        raise UsageError(_refusal(path, "it is nested too deeply")) from fault
    lines = _lines(text)
    known = [_entry(path, entry) for entry in _entries(path, content)]
    return Baseline(path, {entry.fingerprint: (entry, lines.get(entry.fingerprint, 1)) for entry in known})


def _refusal(path: Path, reason: str) -> str:
    return f"--baseline: {path} cannot be used: {reason}"


def _lines(text: str) -> dict[str, int]:
    """Return the line that each fingerprint stands on."""
    written = re.compile(r'"fingerprint"\s*:\s*"([^"]*)"')
    return {
        match[1]: number for number, line in enumerate(text.split("\n"), start=1) for match in written.finditer(line)
    }


def _entries(path: Path, content: object) -> list[Any]:
    if not isinstance(content, dict) or "tei-baseline" not in content:
        raise UsageError(_refusal(path, "it is no baseline; tei validate --write-baseline writes one"))
    if content["tei-baseline"] != _VERSION:
        reason = f"it is of version {content['tei-baseline']}, and this is known: {_VERSION}"
        raise UsageError(_refusal(path, reason))
    entries = content.get("findings")
    if not isinstance(entries, list):
        raise UsageError(_refusal(path, "it has no list of findings"))
    return entries


def _entry(path: Path, entry: object) -> Entry:
    values = [entry.get(key) for key in _KEYS] if isinstance(entry, dict) else []
    told = [value for value in values if isinstance(value, str)]
    if len(told) != len(_KEYS):
        reason = f"a finding lacks one of {', '.join(_KEYS)}: {json.dumps(entry, ensure_ascii=False)[:200]}"
        raise UsageError(_refusal(path, reason))
    return Entry(*told)


def noted(report: Report, path: Path) -> Report:
    """Write a baseline with all findings of *report* to *path*, and return the report with all of them known.

    What could not be read would be missing in it: then nothing is written, and the report is returned as it is with a
    fault that says so. Raises :class:`~tei.errors.EnvironmentFault`.
    """
    if report.faults:
        fault = f"the baseline {path} is not written: not everything could be read"
        return report._replace(faults=(*report.faults, fault))
    write_atomically(path, written(report, path))
    return compared(report, read(path))


def written(report: Report, path: Path) -> str:
    """Return the text of a baseline at *path* with all findings of *report*."""
    entries = sorted(entry for document in report.documents for entry in _known(document, path))
    lines = [json.dumps(entry._asdict(), ensure_ascii=False) for entry in entries]
    body = ",\n".join(lines)
    text = f'{{"tei-baseline": {_VERSION}, "findings": [\n{body}\n]}}\n'
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _known(document: Checked, baseline: Path) -> "Iterator[Entry]":
    if not document.findings:
        return
    path = _from(baseline, document.path)
    for finding, fingerprint in zip(document.findings, fingerprints(document, path), strict=True):
        yield Entry(path, finding.rule, finding.message, fingerprint)


def _from(baseline: Path, path: str) -> str:
    """Return *path* relative to the folder of *baseline*, whole if they are on different drives."""
    try:
        return PurePath(os.path.relpath(path, baseline.parent)).as_posix()
    except ValueError:
        return PurePath(path).as_posix()


def compared(report: Report, baseline: Baseline) -> Report:
    """Return *report* with the findings that *baseline* does not have, and remarks on what it has alone."""
    met: set[str] = set()
    documents = tuple(_new_in(document, baseline, met) for document in report.documents)
    known = sum(len(document.known) for document in documents)
    stale = tuple(_stale(report, baseline, met))
    return report._replace(documents=documents, baseline=Compared(str(baseline.path), known, stale))


def _new_in(document: Checked, baseline: Baseline, met: set[str]) -> Checked:
    """Return *document* with its known findings put apart; their fingerprints are added to *met*."""
    if not document.findings:
        return document
    found = fingerprints(document, _from(baseline.path, document.path))
    known = [fingerprint in baseline.entries for fingerprint in found]
    met.update(fingerprint for fingerprint in found if fingerprint in baseline.entries)
    pairs = list(zip(document.findings, document.excerpts, known, strict=True))
    return document._replace(
        findings=tuple(finding for finding, _, is_known in pairs if not is_known),
        excerpts=tuple(excerpt for _, excerpt, is_known in pairs if not is_known),
        known=tuple(finding for finding, _, is_known in pairs if is_known),
    )


def _stale(report: Report, baseline: Baseline, met: set[str]) -> "Iterator[Diagnostic]":
    """Yield a remark for each entry that was not met, as far as this run can tell.

    It cannot tell of documents that it did not check, nor of rules that it did not run. Of a file that is no longer
    there it can.
    """
    checked = {_from(baseline.path, document.path): document for document in report.documents}
    for fingerprint, (entry, line) in baseline.entries.items():
        if fingerprint not in met and _can_tell(entry, checked, baseline.path):
            message = f"{entry.path} no longer has this finding: {entry.rule}: {entry.message}"
            advice = ("Write the baseline anew with --write-baseline, or take out this line.",)
            yield Diagnostic(_STALE, message, str(baseline.path), Span(line, 1, line, 1), Severity.INFO, help=advice)


def _can_tell(entry: Entry, checked: dict[str, Checked], baseline: Path) -> bool:
    document = checked.get(entry.path)
    if document is None:
        return not (baseline.parent / entry.path).exists()
    not_run = tuple(_FAMILIES[kind] for kind in document.not_run if kind in _FAMILIES)
    return not document.faults and not entry.rule.startswith(not_run)
