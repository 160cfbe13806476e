"""One document mended: fixes are applied, the document is checked again, and what made it no better is taken back."""

import gzip
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.diagnostics import Diagnostic, Fix, Severity
from tei.document.decoding import decode
from tei.document.loading import load
from tei.document.positions import Positions
from tei.errors import DocumentError, EnvironmentFault, UsageError
from tei.files import write_atomically
from tei.validate import closer, session
from tei.validate.effort import effort as effort_of_check
from tei.validate.fixing.choosing import Step, apart, applied, chosen, known_by, steps
from tei.validate.fixing.diffs import unified
from tei.validate.fixing.moving import useless
from tei.validate.fixing.trial import Court
from tei.validate.policy.sparing import spared
from tei.validate.results import Checked, Left, Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.corpus.losing import Loss
    from tei.validate.associate import Plan
    from tei.validate.fixing.wish import Fixing
    from tei.validate.session import Task

RULE: Final = "tei.fix-not-applied"
_ROUNDS: Final = 10
# Of a thousand fixes that are all refused, each takes one; the others wait for the next round.
_TRIALS: Final = 200
_STILL_THERE: Final = "the finding would still be there after it"


class Job(NamedTuple):
    """A document to mend, and by which fixes."""

    task: "Task"
    wish: "Fixing"


class Mended(NamedTuple):
    """What the checks find in the document that is there now, how many findings were mended, and how it changed.

    Where nothing is to be written, ``checked`` is about the document as it was; ``left`` counts what would remain.
    """

    checked: Checked | Unreadable | Left
    fixed: int = 0
    left: int = 0
    diff: str = ""


def mend(job: Job) -> Mended:
    """Return what became of a document, which is written if it changed. Raises as :func:`tei.validate.session.check`.

    Raises :class:`~tei.errors.EnvironmentFault` if it cannot be written.
    """
    path, plan = str(job.task.path), job.task.plan
    try:
        data = load(job.task.path, plan.limits)
        text = decode(data, path)
    except (DocumentError, UsageError, EnvironmentFault):
        return _as_it_is(session.check(job.task))
    before = _check(data, path, plan)
    mending = _Mending(data, text, job, before)
    mending.run()
    if job.wish.write:
        if mending.data != data:
            write_atomically(Path(path), _packed(mending.data, path))
        return Mended(mending.checked, mending.fixed, mending.left)
    return Mended(before, mending.fixed, mending.left, unified(path, text, mending.text))


def _check(data: bytes, path: str, plan: "Plan") -> Checked:
    """Return what is found; of what is to be ignored, without the fixes."""
    return spared(closer.check(data, path, plan), plan.ignored)


def effort(job: Job) -> float:
    """Return how long a document takes, as :func:`tei.validate.effort.effort` does: it is checked twice at least."""
    return 2 * effort_of_check(job.task)


def lost(job: Job, loss: "Loss") -> Mended:
    """Return what stands for a document that came to no end; it is the old one or the new one."""
    return _as_it_is(session.lost(job.task, loss))


def _as_it_is(checked: Checked | Unreadable | Left) -> Mended:
    return Mended(checked, left=len(checked.findings) if isinstance(checked, Checked) else 0)


def _packed(data: bytes, path: str) -> bytes:
    return gzip.compress(data, mtime=0) if path.lower().endswith(".gz") else data


class _Mending:
    """A document between its fixes: its text, and what the checks find in it."""

    def __init__(self, data: bytes, text: str, job: Job, checked: Checked) -> None:
        self.data = data
        self.text = text
        self.checked = checked
        self.fixed = 0
        self._path, self._plan = str(job.task.path), job.task.plan
        self._wish = job.wish
        self._refused: dict[tuple[str, ...], str] = {}
        self._court = Court(data, self._path, self._plan) if self._has_steps() else None

    @property
    def left(self) -> int:
        """How many findings there are still, without our remarks on them."""
        return sum(finding.rule != RULE for finding in self.checked.findings)

    def run(self) -> None:
        """Apply fixes until there is none left that would be applied, or as often as is reasonable."""
        for _round in range(_ROUNDS):
            if self._court is None or not self._round(self._court):
                break
        self._remark()

    def _has_steps(self) -> bool:
        return any(chosen(finding, self._wish) is not None for finding in self.checked.findings)

    def _round(self, court: Court) -> bool:
        """Return whether another round may have more to do: whether something was changed, or taken back."""
        positions = Positions(self._path, self.text)
        waiting = [
            step for step in steps(self.checked.findings, self._wish, positions) if step.key not in self._refused
        ]
        known = len(self._refused)
        accepted = self._accepted(court, apart(waiting))
        while accepted:
            changed = applied(self.text, accepted)
            verdict = court.verdict(changed)
            if verdict.fault:
                break
            checked = _check(verdict.data, self._path, self._plan)
            back = useless(self.checked, checked, accepted, positions, Positions(self._path, changed))
            reason = _STILL_THERE
            if _count(checked, "xsd.") > _count(self.checked, "xsd."):
                back, reason = accepted, "the XML Schema would refuse more than before"
            if not back:
                self.data, self.text, self.checked = verdict.data, changed, checked
                self.fixed += len(accepted)
                self._refused.clear()  # In the document that this makes, they may be of use.
                return True
            keys = {step.key for step in back}
            self._refused |= dict.fromkeys(keys, reason)
            accepted = self._accepted(court, [step for step in accepted if step.key not in keys])
        return len(self._refused) > known

    def _accepted(self, court: Court, wanted: "Sequence[Step]") -> list[Step]:
        """Return those of the *wanted* steps after which there is a document, and its grammar says nothing new of it.

        Mostly these are all. Where they are not, halves are tried, so that a few that fail cost few trials.
        """
        if not wanted:
            return []
        known = court.verdict(self.text)
        accepted: list[Step] = []
        waiting = [list(wanted)]
        trials = 0
        while waiting and trials < _TRIALS:
            trials += 1
            part = waiting.pop(0)
            verdict = court.verdict(applied(self.text, [*accepted, *part]))
            worse = verdict.fault or verdict.worse_than(known)
            if not worse:
                accepted += part
            elif len(part) == 1:
                self._refused[part[0].key] = worse
            else:
                waiting[:0] = [part[: len(part) // 2], part[len(part) // 2 :]]
        return accepted

    def _remark(self) -> None:
        """Add to what was found why fixes that were wanted are not applied."""
        found = []
        for finding, excerpt in zip(self.checked.findings, self.checked.excerpts, strict=True):
            found.append((finding, excerpt))
            fix = chosen(finding, self._wish)
            if fix is None:
                continue
            reason = self._refused.get(known_by(finding, fix)) or fix.refusal
            if reason:
                found.append((_remark(finding, fix, reason), excerpt))
        told = sorted(dict.fromkeys(found), key=lambda pair: pair[0])
        self.checked = self.checked._replace(
            findings=tuple(finding for finding, _excerpt in told), excerpts=tuple(excerpt for _finding, excerpt in told)
        )


def _remark(finding: Diagnostic, fix: Fix, reason: str) -> Diagnostic:
    message = f"the fix {fix.id} for {finding.rule} is not applied: {reason}"
    return Diagnostic(RULE, message, finding.path, finding.span, Severity.WARNING, finding.xpath)


def _count(checked: Checked, family: str) -> int:
    return sum(finding.rule.startswith(family) for finding in checked.findings)
