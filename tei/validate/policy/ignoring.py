"""``[[validate.ignore]]``: the findings that a project does not count, each with its reason."""

import time
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tei.diagnostics import Diagnostic, Severity, Span
from tei.errors import SettingsError
from tei.settings.globs import one_of, seen_from
from tei.validate.excerpts import excerpts
from tei.validate.policy.naming import assertion_meant, means, mistake
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


class Table:
    """One table of the settings: what it is for, whether its time is over, and how many findings it was for so far."""

    def __init__(self, entry: "Ignore") -> None:
        self.entry = entry
        self.is_over = bool(entry.until) and today() >= entry.until
        self.findings = 0
        self._files = one_of((entry.files,)) if entry.files else None

    def concerns(self, file: str) -> bool:
        """Return whether it is for the file at the path *file*, as seen from the settings."""
        return self._files is None or self._files.match(file) is not None


def folder_of(project: "Settings") -> Path:
    """Return the folder that patterns are seen from."""
    return project.path.parent if project.path else Path()


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
        self._folder = folder_of(project)
        self._tables = [Table(entry) for entry in project.validate.ignore]

    def __bool__(self) -> bool:
        """Return whether anything is to be ignored."""
        return bool(self._tables)

    def parted(self, pairs: "list[Pair]") -> "tuple[list[Pair], list[Ignored]]":
        """Return the findings that count, and those that do not."""
        if not self._tables:
            return pairs, []
        kept: list[Pair] = []
        ignored: list[Ignored] = []
        seen: dict[str, str] = {}  # The same for nearly all of them.
        for finding, excerpt in pairs:
            if finding.path not in seen:
                seen[finding.path] = seen_from(self._folder, finding.path)
            entry = self._met_by(finding.rule, seen[finding.path])
            if entry is None:
                kept.append((finding, excerpt))
            else:
                said = Ignored(finding, excerpt, entry.reason, self._shown_path, entry.line, in_document=False)
                ignored.append(said)
        return kept, ignored

    def _met_by(self, rule: str, file: str) -> "Ignore | None":
        """Return the first table that is for a finding, and not over; by those that are over it is only counted."""
        for table in self._tables:
            if means(table.entry.rule, rule) and table.concerns(file):
                table.findings += 1
                if not table.is_over:
                    return table.entry
        return None

    def remarks(self, documents: "Sequence[tuple[Checked, Plan]]", run: "Run") -> Checked | None:
        """Return the file of settings with a finding for each table that is over or for nothing; None if all is well.

        *documents* are those of the project, as they were found.
        """
        found = [remark for table in self._tables if (remark := self._remark(table, documents, run))]
        if not found:
            return None
        lines = _lines(self._project.path)
        placed = tuple(self._placed(remark, lines) for remark in sorted(found))
        return Checked(self._shown_path, placed, excerpts("\n".join(lines), placed))

    def _remark(self, table: Table, documents: "Sequence[tuple[Checked, Plan]]", run: "Run") -> Diagnostic | None:
        if table.findings and not table.is_over:
            return None
        if not table.findings and not self._can_tell(table, documents, run):
            return None
        schemas = {path for _checked, plan in documents for path in plan.schematrons}
        meant = assertion_meant(table.entry.rule, sorted(schemas))
        rule, message, advice = _expired(table.entry, table.findings) if table.is_over else _unused(table.entry, meant)
        place = Span(table.entry.line, 1, table.entry.line, 1)
        return Diagnostic(rule, message, self._shown_path, place, Severity.WARNING, help=(advice,))

    def _can_tell(self, table: Table, documents: "Sequence[tuple[Checked, Plan]]", run: "Run") -> bool:
        """Return whether the run has looked for all that *table* may be for."""
        if run.called or not run.complete or not run.has_searched(table.entry.files, self._project):
            return False
        return all(
            run.has_looked_for(table.entry.rule, checked, plan)
            for checked, plan in documents
            if table.concerns(seen_from(self._folder, checked.path))
        )

    @cached_property
    def _shown_path(self) -> str:
        """The path of the file of settings as the paths of findings are: seen from where the call is made."""
        if self._project.path is None:
            return ""
        here, path = Path.cwd(), self._project.path
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


def _unused(entry: "Ignore", meant: str) -> tuple[str, str, str]:
    where = f" in {', '.join(entry.files)}" if entry.files else ""
    otherwise = "take this table out, or correct the rule or the files in it"
    advice = f"did you mean {meant}?" if meant else otherwise
    return "validate.ignore-unused", f"there is nothing{where} that {entry.rule} finds", advice


def _lines(path: Path | None) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n") if path else []
    except (OSError, UnicodeDecodeError):  # It could be read before.
        return []
