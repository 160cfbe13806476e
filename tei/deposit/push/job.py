"""What one push is given and what comes of it: the values that pass between the command and a repository's protocol."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tei.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from tei.deposit.push.journal import Entry
    from tei.deposit.push.package import Package
    from tei.deposit.push.transport import Client


class Wishes(NamedTuple):
    """What is to be done besides keeping a draft up to date."""

    publish: bool = False
    dry_run: bool = False
    new_version: bool = False
    new_version_of: str = ""
    record: str = ""
    reserve_doi: bool = False
    write: "tuple[Path, ...]" = ()


class Job(NamedTuple):
    """One package on its way to one repository."""

    client: "Client"
    package: "Package"
    entry: "Entry"
    wishes: Wishes
    say: Callable[[str], None]


@dataclass(slots=True)
class Outcome:
    """What the repository holds now: a state in one word, the record's id and address, findings, lines to print."""

    state: str = ""
    identifier: str = ""
    url: str = ""
    doi: str = ""
    findings: list[Diagnostic] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether something was found for which nothing is published."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def unread(path: str, why: str) -> Diagnostic:
    """Return the warning that the bytes of a file could not be compared."""
    message = f"the repository does not give this back, so its bytes were not compared: {why}"
    return Diagnostic("dep.remote-unread", message, path, severity=Severity.WARNING)


def finding(rule: str, path: str, message: str, *help_: str) -> Diagnostic:
    """Return a finding about a file of the package; it has no better place than the file's beginning."""
    return Diagnostic(rule, message, path, help=help_)
