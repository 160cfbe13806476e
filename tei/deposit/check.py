"""Whether documents are fit to deposit: findings in their headers, and how far each principle of FAIR is met."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tei import corpus, metadata
from tei import document as documents
from tei import settings as projects
from tei.deposit.cases import Case
from tei.deposit.criteria import CRITERIA
from tei.deposit.targets import TARGETS
from tei.diagnostics import Diagnostic, Severity
from tei.errors import DocumentError, EnvironmentFault, UsageError
from tei.validate.excerpts import excerpts
from tei.validate.results import Checked, Report
from tei.validate.root import root_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tei.deposit.criteria import Criterion, Principle
    from tei.deposit.targets import Target
    from tei.document import Document
    from tei.metadata import Record
    from tei.settings import Settings


class Score(NamedTuple):
    """Points that were reached, of those that could be."""

    reached: float
    possible: float

    @property
    def percent(self) -> int | None:
        """Whole per cent, 100 only if all is reached; None where nothing applies."""
        return int(100 * self.reached / self.possible + 1e-9) if self.possible else None


class Standing(NamedTuple):
    """How far one criterion is met: *met* of the *records* that it applies to; one may meet it in part."""

    criterion: "Criterion"
    met: float
    records: int


class Fitness(NamedTuple):
    """The findings as a report, and where each criterion stands in all records together."""

    report: Report
    standings: tuple[Standing, ...]
    target: str | None

    def score(self, principle: "Principle") -> Score:
        """Return the weighted points of a principle."""
        those = [one for one in self.standings if one.criterion.principle is principle]
        reached = sum(one.criterion.weight * one.met for one in those)
        return Score(reached, sum(one.criterion.weight * one.records for one in those))


def check(paths: "Iterable[Path | str]", target: str | None = None) -> Fitness:
    """Return how fit the documents at *paths* are; what *target* (a name in ``TARGETS``) requires is an error.

    A ``teiCorpus`` is judged with each document in it, as it inherits. The authority file of a project is no edition
    of its own and is judged only if it is the only path. Raises :class:`~tei.errors.UsageError` for what is no target.
    """
    if target is not None and target not in TARGETS:
        message = f"there is no target {target}; known are {', '.join(TARGETS)}"
        raise UsageError(message)
    found = corpus.survey(paths)
    checking = _Checking(TARGETS[target] if target else None)
    judged, faults = [], list(found.faults)
    for path in found.paths:
        try:
            if len(found.paths) == 1 or not checking.is_authority(path):
                judged.append(checking.document(path))
        except (UsageError, EnvironmentFault) as fault:
            faults.append(str(fault))
    return Fitness(Report(tuple(judged), tuple(dict.fromkeys(faults))), checking.standings, target)


class _Checking:
    """Judges documents one after the other and keeps count."""

    def __init__(self, target: "Target | None") -> None:
        self._target = target
        self._projects: dict[Path, Settings] = {}
        self._authorities: dict[Path, Document] = {}
        self._met: dict[str, float] = {}
        self._records: dict[str, int] = {}

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Where each criterion stands that applied to a record."""
        return tuple(
            Standing(one, self._met[one.rule], self._records[one.rule]) for one in CRITERIA if one.rule in self._records
        )

    def is_authority(self, path: Path) -> bool:
        """Return whether *path* is the authority file of its project."""
        named = self._project(path).encode.authority
        return named is not None and named.resolve() == path.resolve()

    def document(self, path: Path) -> Checked:
        """Return the findings in the document at *path*. Raises as :func:`tei.document.read` does, but for XML."""
        try:
            settings = self._project(path)
            authority = self._authority(settings)
            document = documents.read(path, settings.limits)
        except DocumentError as fault:
            return Checked(str(path), fault.diagnostics, (None,) * len(fault.diagnostics))
        findings = root_findings(document) or self._judged(document, metadata.read_all(document, authority))
        ordered = tuple(sorted(dict.fromkeys(findings)))
        # An excerpt is of this document: what stands in the authority file is named by its place alone.
        own = excerpts(document.source, ordered)
        shown = (one if finding.path == document.path else None for one, finding in zip(own, ordered, strict=True))
        return Checked(document.path, ordered, tuple(shown))

    def _judged(self, document: "Document", records: "Sequence[Record]") -> list[Diagnostic]:
        findings = []
        for record in records:
            case = Case(record, document)
            for criterion in CRITERIA:
                looked_at, short = criterion.judge(case)
                self._count(criterion.rule, looked_at, len(short))
                findings += [self._weighed(one) for one in short]
            findings += [one for judge in (self._target.judges if self._target else ()) for one in judge(case)]
        return findings

    def _count(self, rule: str, looked_at: int, short: int) -> None:
        if looked_at:
            self._records[rule] = self._records.get(rule, 0) + 1
            self._met[rule] = self._met.get(rule, 0) + (looked_at - short) / looked_at

    def _weighed(self, finding: Diagnostic) -> Diagnostic:
        """Return *finding*, as an error if the target requires what it is about."""
        if self._target is None or finding.rule not in self._target.required:
            return finding
        return replace(finding, severity=Severity.ERROR, message=f"{finding.message}: {self._target.title} requires it")

    def _project(self, path: Path) -> "Settings":
        folder = path.absolute().parent
        if folder not in self._projects:
            self._projects[folder] = projects.load(folder)
        return self._projects[folder]

    def _authority(self, settings: "Settings") -> "Document | None":
        named = settings.encode.authority
        if named is None:
            return None
        if named not in self._authorities:
            self._authorities[named] = documents.read(named, settings.limits)
        return self._authorities[named]
