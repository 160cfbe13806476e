"""What the projects of a call say of its findings, asked before they are looked for and when all have been found."""

from pathlib import Path
from typing import TYPE_CHECKING

from tei.validate.results import Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.settings import Settings
    from tei.validate.associate import Plan, Wish

_STANDARD_INPUT = ("-", "<stdin>")


class Said:
    """What the projects say of the documents of a call, each with its plan and its project."""

    def __init__(self, documents: "Sequence[tuple[Path | str, Plan, Settings]]") -> None:
        """Look through what the projects say. Raises :class:`~tei.errors.SettingsError` for rules that there are not.

        Nobody should learn of a slip in the settings after thousands of documents were checked.
        """
        self._documents = documents
        said = (project.validate for _path, _plan, project in documents)
        self._spoken = any(one.ignore or one.severity for one in said)
        if self._spoken:
            from tei.validate.policy import Policies  # noqa: PLC0415 - most projects say nothing

            Policies(project for _path, _plan, project in documents)

    @property
    def fail_on(self) -> str:
        """What makes a run fail: what the strictest of the projects says."""
        strict = any(project.validate.fail_on == "warning" for _path, _plan, project in self._documents)
        return "warning" if strict else "error"

    def counted(
        self, report: Report, wish: "Wish", given: "tuple[Path | str, ...]", *, unused: bool, ignore: bool
    ) -> Report:
        """Return *report* with what counts; *given* are the paths that the call names."""
        report = report._replace(fail_on=self.fail_on)
        if not self._spoken and not any(document.suppressions for document in report.documents):
            return report
        from tei.validate.policy import Policies, Run  # noqa: PLC0415 - most runs have nothing to ignore

        known = {str(path): (plan, project) for path, plan, project in self._documents}
        known[_STANDARD_INPUT[1]] = known.get(_STANDARD_INPUT[0], next(iter(known.values())))
        files = tuple(Path(path) for path, _plan, _project in self._documents)
        run = Run.of(wish, given, files, unused=unused)._replace(complete=not report.faults)
        policies = Policies(project for _path, _plan, project in self._documents)
        documents = [(document, *known[document.path]) for document in report.documents]
        applied = policies.applied(documents, run, ignore=ignore)
        return report._replace(documents=applied.documents, settings=applied.settings)
