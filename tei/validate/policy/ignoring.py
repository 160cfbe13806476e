"""``[[validate.ignore]]``: the findings that a project does not count, each with its reason."""

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tei.diagnostics import Diagnostic, Severity, Span
from tei.errors import SettingsError
from tei.settings.globs import one_of, seen_from
from tei.validate.excerpts import excerpts
from tei.validate.policy.naming import means, mistake
from tei.validate.results import Checked, Ignored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.settings import Ignore, Settings
    from tei.validate.associate import Plan
    from tei.validate.excerpts import Excerpt
    from tei.validate.policy.coverage import Run

    Pair = tuple[Diagnostic, Excerpt | None]


def today() -> str:
    """Return the day that it is here, as settings have days."""
    return time.strftime("%Y-%m-%d")


def is_over(entry: "Ignore") -> bool:
    """Return whether the day has come from which on findings count again."""
    return bool(entry.until) and today() >= entry.until


def concerns(entry: "Ignore", project: "Settings", path: str) -> bool:
    """Return whether *entry* is for the file at *path*."""
    if not entry.files or project.path is None:
        return True
    return one_of((entry.files,)).match(seen_from(project.path.parent, path)) is not None


class _Met(NamedTuple):
    """A table of the settings, and how many findings it was for."""

    entry: "Ignore"
    findings: int = 0


class Ignores:
    """What one project does not count, and what has come of it so far."""

    def __init__(self, project: "Settings") -> None:
        """Look through what *project* says. Raises :class:`~tei.errors.SettingsError` for rules that there are not."""
        for entry in project.validate.ignore:
            message, near = mistake(entry.rule, several=True)
            if message:
                hint = f"; did you mean {near}?" if near else ""
                said = f"{project.path}:{entry.line}: this cannot be ignored: {message}{hint}"
                raise SettingsError(said)
        self._project = project
        self._met = [_Met(entry) for entry in project.validate.ignore]

    def __bool__(self) -> bool:
        """Return whether anything is to be ignored."""
        return bool(self._met)

    def parted(self, pairs: "list[Pair]") -> "tuple[list[Pair], list[Ignored]]":
        """Return the findings that count, and those that do not."""
        if not self._met:
            return pairs, []
        kept: list[Pair] = []
        ignored: list[Ignored] = []
        for finding, excerpt in pairs:
            entry = self._met_by(finding)
            if entry is None:
                kept.append((finding, excerpt))
            else:
                said = self._shown_path()
                ignored.append(Ignored(finding, excerpt, entry.reason, said, entry.line, in_document=False))
        return kept, ignored

    def _met_by(self, finding: Diagnostic) -> "Ignore | None":
        """Return the first table that is for *finding* and not over; those that are over are only counted."""
        for number, (entry, findings) in enumerate(self._met):
            if means(entry.rule, finding.rule) and concerns(entry, self._project, finding.path):
                self._met[number] = _Met(entry, findings + 1)
                if not is_over(entry):
                    return entry
        return None

    def remarks(self, documents: "Sequence[tuple[Checked, Plan]]", run: "Run") -> Checked | None:
        """Return the file of settings with a finding for each table that is over or for nothing; None if all is well.

        *documents* are those of the project, as they were found.
        """
        found = [remark for met in self._met if (remark := self._remark(met, documents, run))]
        if not found:
            return None
        lines = _lines(self._project.path)
        placed = tuple(self._placed(remark, lines) for remark in sorted(found))
        return Checked(self._shown_path(), placed, excerpts("\n".join(lines), placed))

    def _remark(self, met: _Met, documents: "Sequence[tuple[Checked, Plan]]", run: "Run") -> Diagnostic | None:
        entry, findings = met
        place = Span(entry.line, 1, entry.line, 1)
        if not findings and not self._can_tell(entry, documents, run):
            return None
        if findings and not is_over(entry):
            return None
        rule, message, advice = _expired(entry, findings) if is_over(entry) else _unused(entry)
        return Diagnostic(rule, message, self._shown_path(), place, Severity.WARNING, help=(advice,))

    def _can_tell(self, entry: "Ignore", documents: "Sequence[tuple[Checked, Plan]]", run: "Run") -> bool:
        """Return whether the run has looked for all that *entry* may be for."""
        if run.called or not run.complete or not run.has_searched(entry.files, self._project):
            return False
        concerned = ((checked, plan) for checked, plan in documents if concerns(entry, self._project, checked.path))
        return all(run.has_looked_for(entry.rule, checked, plan) for checked, plan in concerned)

    def _shown_path(self) -> str:
        """Return the path of the file of settings as the paths of findings are: seen from where the call is made."""
        if self._project.path is None:
            return ""
        here = Path.cwd()
        path = self._project.path
        return str(path.relative_to(here) if path.is_relative_to(here) else path)

    def _placed(self, remark: Diagnostic, lines: list[str]) -> Diagnostic:
        """Return *remark* with all of its line marked."""
        line = remark.span.line
        length = len(lines[line - 1].rstrip()) if line <= len(lines) else 0
        return replace(remark, span=Span(line, 1, line, length + 1))


def _expired(entry: "Ignore", findings: int) -> tuple[str, str, str]:
    again = f"{findings:,} {'finding counts' if findings == 1 else 'findings count'} again"
    left = again if findings else "there is nothing left that it was for"
    advice = "mend what is found, or say until when it may wait" if findings else "take this table out"
    return "validate.ignore-expired", f"the time to ignore {entry.rule} ended on {entry.until}: {left}", advice


def _unused(entry: "Ignore") -> tuple[str, str, str]:
    where = f" in {', '.join(entry.files)}" if entry.files else ""
    advice = "take this table out, or correct the rule or the files in it"
    return "validate.ignore-unused", f"there is nothing{where} that {entry.rule} finds", advice


def _lines(path: Path | None) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n") if path else []
    except (OSError, UnicodeDecodeError):  # It could be read before.
        return []
