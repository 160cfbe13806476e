"""Whether a package is intact: every file as its manifest lists it, every document valid, all metadata derivable.

A package is material from elsewhere: no link in it is followed, nothing outside it is read, and a ZIP is unpacked
within bounds, into a folder of its own that is gone afterwards.
"""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei.corpus import missing
from tei.deposit.verifying import checking, fixity, opening
from tei.diagnostics import Diagnostic, Severity
from tei.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tei.deposit.verifying.opening import Package

__all__ = ["VerifyReport", "verify"]

TIMEOUT_S: Final = 60.0

_UNKNOWN: Final = (
    "is none of the packages that tei makes: no bag, OCFL object, METS package, RO-Crate, and no ZIP of one"
)


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a package is, how many files and documents of it were looked at, and what is wrong with it."""

    path: Path
    form: str
    files: int
    documents: int
    findings: tuple[Diagnostic, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 when the package is intact, 1 when it is not."""
        return int(any(finding.severity is Severity.ERROR for finding in self.findings))


def verify(
    package: Path | str,
    *,
    jobs: int = 1,
    progress: "Callable[[int, int], None] | None" = None,
    timeout_s: float = TIMEOUT_S,
) -> VerifyReport:
    """Return what is wrong with *package*, a folder or a ZIP. *jobs* and *progress* are for its documents.

    A schema of the package may take *timeout_s* for a document of up to a mebibyte, and more for a larger one.

    Raises :class:`~tei.errors.UsageError` if there is nothing at this path, and
    :class:`~tei.errors.EnvironmentFault` if it cannot be read.
    """
    path = Path(package)
    if not os.path.lexists(path):
        raise UsageError(missing(path))
    try:
        with tempfile.TemporaryDirectory(prefix="tei-verify-") as scratch:
            opened = opening.opened(path, Path(scratch))
            return _report(opened, Path(scratch), jobs, progress, timeout_s)
    except OSError as fault:
        message = f"cannot read {path}: {fault.strerror or fault}"
        raise EnvironmentFault(message) from fault


def _report(
    package: "Package", scratch: Path, jobs: int, progress: "Callable[[int, int], None] | None", timeout_s: float
) -> VerifyReport:
    if not package.form:
        told = package.findings or (Diagnostic("dep.package-unknown", _UNKNOWN, package.shown),)
        return VerifyReport(Path(package.shown), "", len(package.files), 0, tuple(told))
    findings = [*package.findings, *fixity.findings(package)]
    documents = 0
    for number, folder in enumerate(fixity.contents(package, scratch)):
        apart = scratch / f"apart-{number}"
        apart.mkdir()
        count, found = checking.check(folder, apart, seconds=timeout_s, jobs=jobs, progress=progress)
        documents += count
        findings += found
    ordered = tuple(sorted(dict.fromkeys(findings)))
    return VerifyReport(Path(package.shown), package.form, len(package.files), documents, ordered)
