"""What findings count: those that a project or a document says to ignore are put apart, and the others are weighed.

:func:`applied` does so once, for all documents, after everything has been found. :mod:`suppressions` are what documents
say, :mod:`ignoring` and :mod:`weighing` what projects say, :mod:`coverage` knows what a run has looked for.
"""

from typing import TYPE_CHECKING, NamedTuple

from tei.diagnostics import Diagnostic, Severity
from tei.validate.policy.coverage import Run
from tei.validate.policy.ignoring import Ignores
from tei.validate.policy.naming import assertion_meant
from tei.validate.policy.suppressions import nearest
from tei.validate.policy.weighing import Weights
from tei.validate.results import Checked, Ignored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from tei.settings import Settings
    from tei.validate.associate import Plan
    from tei.validate.excerpts import Excerpt
    from tei.validate.results import Suppression

__all__ = ["Applied", "Policies", "Run"]

_UNUSED = "validate.ignore-unused"
_Pair = tuple[Diagnostic, "Excerpt | None"]


class Applied(NamedTuple):
    """The documents with what counts, and the files of settings that there are remarks on."""

    documents: tuple[Checked, ...]
    settings: tuple[Checked, ...] = ()


class _Policy(NamedTuple):
    """What one project says."""

    ignores: Ignores
    weights: Weights


class Policies:
    """What the projects of a run say of findings."""

    def __init__(self, projects: "Iterable[Settings]") -> None:
        """Look through what *projects* say. Raises :class:`~tei.errors.SettingsError` for rules that there are not."""
        by_path = {project.path: project for project in projects}
        self._by_path = {path: _Policy(Ignores(project), Weights(project)) for path, project in by_path.items()}

    def __bool__(self) -> bool:
        """Return whether there is any project."""
        return bool(self._by_path)

    def applied(self, documents: "Sequence[tuple[Checked, Plan, Settings]]", run: Run, *, ignore: bool) -> Applied:
        """Return the documents with what counts; without *ignore*, all that is found does, however it is weighed."""
        done = tuple(self._applied(checked, plan, project, run, ignore=ignore) for checked, plan, project in documents)
        if not ignore:
            return Applied(done)
        by_project: dict[Path | None, list[tuple[Checked, Plan]]] = {}
        for checked, plan, project in documents if any(one.ignores for one in self._by_path.values()) else ():
            by_project.setdefault(project.path, []).append((checked, plan))
        remarks = ((self._by_path[path], own) for path, own in by_project.items())
        told = [(policy, policy.ignores.remarks(own, run)) for policy, own in remarks]
        return Applied(done, tuple(_weighed(checked, policy.weights) for policy, checked in told if checked))

    def _applied(self, checked: Checked, plan: "Plan", project: "Settings", run: Run, *, ignore: bool) -> Checked:
        if not checked.findings and not checked.suppressions and not checked.repeated:
            return checked
        policy = self._by_path[project.path]
        pairs: list[_Pair] = list(zip(checked.findings, checked.excerpts, strict=True))
        ignored: list[Ignored] = []
        if ignore:
            checked = _without_repeated(checked, policy.ignores)
            pairs, ignored = _by_document(pairs, checked)
            pairs = sorted([*pairs, *_unused(checked, ignored, plan, run)], key=lambda pair: pair[0])
            pairs, more = policy.ignores.parted(pairs)
            ignored = sorted([*ignored, *more], key=lambda one: one.finding)
        kept = checked._replace(
            findings=tuple(finding for finding, _ in pairs),
            excerpts=tuple(excerpt for _, excerpt in pairs),
            suppressions=(),
            ignored=tuple(ignored),
        )
        return _weighed(kept, policy.weights)


def _weighed(checked: Checked, weights: Weights) -> Checked:
    repeated = tuple(map(weights.weighed, checked.repeated))
    return checked._replace(findings=tuple(map(weights.weighed, checked.findings)), repeated=repeated)


def _without_repeated(checked: Checked, ignores: Ignores) -> Checked:
    """Return *checked* without what is ignored of the findings that are told with another document."""
    pairs: list[_Pair] = [(finding, None) for finding in checked.repeated]
    kept, _ignored = ignores.parted(_by_document(pairs, checked)[0]) if pairs else (pairs, [])
    return checked._replace(repeated=tuple(finding for finding, _ in kept))


def _by_document(pairs: list[_Pair], checked: Checked) -> tuple[list[_Pair], list[Ignored]]:
    """Return what the document does not say to ignore, and what it does."""
    if not checked.suppressions:
        return pairs, []
    kept: list[_Pair] = []
    ignored: list[Ignored] = []
    for finding, excerpt in pairs:
        by = _suppressing(finding, checked)
        if by is None:
            kept.append((finding, excerpt))
        else:
            ignored.append(Ignored(finding, excerpt, by.reason, by.path, by.span.line, in_document=True))
    return kept, ignored


def _suppressing(finding: Diagnostic, checked: Checked) -> "Suppression | None":
    """Return the instruction that is for *finding*."""
    own = [one for one in checked.suppressions if one.path == finding.path]
    return nearest(own, finding.rule, finding.span)


def _unused(checked: Checked, ignored: list[Ignored], plan: "Plan", run: Run) -> "Iterator[_Pair]":
    """Yield a remark for each rule of an instruction that is for nothing, as far as the run can tell."""
    used = {(one.finding.rule, one.path, one.line) for one in ignored}
    for said in checked.suppressions:
        # An included file is for other documents, too, and what it says may be for something there.
        if said.path != checked.path or (said.rule, said.path, said.span.line) in used:
            continue
        if run.has_looked_for(said.rule, checked, plan):
            yield _remark(checked.path, said, assertion_meant(said.rule, plan.schematrons)), said.excerpt


def _remark(path: str, said: "Suppression", meant: str) -> Diagnostic:
    message = f"there is nothing here that {said.rule} finds"
    advice = f"did you mean {meant}?" if meant else "take the instruction out, or this rule of it"
    return Diagnostic(_UNUSED, message, path, said.span, Severity.WARNING, help=(advice,))
