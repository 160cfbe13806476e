"""What validation gives: for each document its findings, for all of them a report."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic, Severity, Span
    from tei.validate.excerpts import Excerpt
    from tei.validate.pointers.facts import Facts
    from tei.validate.remembered.memory import Memo

# What a finding is need not be known where there is none.
_ERROR = "error"


class Suppression(NamedTuple):
    """A rule that ``<?tei-ignore …?>`` in a document names, why it is ignored, and from where to where.

    ``path`` and ``span`` are the place of the instruction; ``start`` and ``end`` are lines and columns of the same
    file, the end exclusive.
    """

    rule: str
    reason: str
    path: str
    span: "Span"
    start: tuple[int, int]
    end: tuple[int, int]
    excerpt: "Excerpt | None" = None

    def covers(self, rule: str, span: "Span") -> bool:
        """Return whether a finding of *rule* at *span*, which is in the same file, is ignored."""
        return rule == self.rule and self.start <= (span.line, span.column) < self.end


class Ignored(NamedTuple):
    """A finding that does not count, why not, and where that is said: in the document itself, or in the settings."""

    finding: "Diagnostic"
    excerpt: "Excerpt | None"
    reason: str
    path: str
    line: int
    in_document: bool


class Checked(NamedTuple):
    """One document that could be read, with its findings in the order of their places.

    ``excerpts`` has the line of text for each finding, or None where there is none to show; ``not_run`` names the kinds
    of schema that were left out because the grammar had refused the document; ``unchecked`` has the paths of the files
    that it points into and nobody looked into; ``known`` has the findings that a baseline has too. ``facts`` are on
    their way to where pointers are looked up in all documents, ``memo`` on its way into the cache, and in no report.
    ``included`` has the paths of the files whose content is part of what was checked. ``parts`` has these files, each
    with its facts and the places where it is included; ``fragment`` tells that it is faulty, and its root not TEI.
    ``repeated`` has the findings in included files that another document has too, which has them in the report.
    ``suppressions`` are what the document says of findings to ignore, on their way to where that is done; ``ignored``
    are those then.
    """

    path: str
    findings: "tuple[Diagnostic, ...]" = ()
    excerpts: "tuple[Excerpt | None, ...]" = ()
    not_run: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    facts: "Facts | None" = None
    known: "tuple[Diagnostic, ...]" = ()
    included: tuple[str, ...] = ()
    parts: "tuple[tuple[str, Facts, tuple[str, ...]], ...]" = ()
    fragment: bool = False
    repeated: "tuple[Diagnostic, ...]" = ()
    memo: "Memo | None" = None
    suppressions: tuple[Suppression, ...] = ()
    ignored: tuple[Ignored, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether no finding is an error, new or known."""
        return all(finding.severity != _ERROR for finding in (*self.findings, *self.known, *self.repeated))


class Unreadable(NamedTuple):
    """A path that gave no document, and the sentence that says why."""

    fault: str


class Left(NamedTuple):
    """A document that was not checked, for the run was stopped."""

    path: str


class Summary(NamedTuple):
    """How many documents there were, how many of them are valid and invalid, and how many findings they have."""

    documents: int
    valid: int
    invalid: int
    findings: int


class Compared(NamedTuple):
    """What came of the comparison with the baseline at ``path``: how many findings it has too, and what it has alone.

    ``stale`` are remarks, each at its line of the baseline.
    """

    path: str
    known: int = 0
    stale: "tuple[Diagnostic, ...]" = ()


class Fixed(NamedTuple):
    """How many findings were mended, of how many, and in how many documents.

    Unless ``written``, no document was changed: then ``diffs`` has what would be.
    """

    findings: int
    of: int
    documents: int
    written: bool = True
    diffs: tuple[str, ...] = ()


class Report(NamedTuple):
    """The documents in the order of their paths; ``faults`` has a sentence for whatever could not be read.

    ``schemas`` are the names of the schemas that applied, in the order in which they did. ``explained``: the findings
    have every name that would be allowed, and the text report is to show them. ``baseline`` says what came of the
    comparison with one; the findings are then those that it does not have. ``pointers``: they were looked up. ``parts``
    are the paths of files that were checked as parts of documents alone. ``stopped`` says what is missing where the run
    was interrupted; a fault says so, too. ``fixed`` says what was mended, where that was asked for; the findings are
    then those that remain. ``fail_on`` is how much a finding must weigh, as the projects say, to make the run fail.
    ``settings`` has the files of settings that there are remarks on. ``ignored_shown``: the report is to show what is
    ignored.
    """

    documents: tuple[Checked, ...]
    faults: tuple[str, ...] = ()
    schemas: tuple[str, ...] = ()
    explained: bool = False
    pointers: bool = False
    baseline: Compared | None = None
    parts: tuple[str, ...] = ()
    stopped: str = ""
    fixed: Fixed | None = None
    fail_on: str = _ERROR
    settings: tuple[Checked, ...] = ()
    ignored_shown: bool = False

    @property
    def told(self) -> tuple[Checked, ...]:
        """Whatever has findings to tell, or none: the documents, then settings, and a baseline if it is stale."""
        told = (*self.documents, *self.settings)
        if self.baseline is None or not self.baseline.stale:
            return told
        stale = self.baseline.stale
        return (*told, Checked(self.baseline.path, stale, (None,) * len(stale)))

    @property
    def ignored(self) -> tuple[Ignored, ...]:
        """What does not count, in all documents."""
        return tuple(one for document in self.documents for one in document.ignored)

    @property
    def findings(self) -> "tuple[Diagnostic, ...]":
        """The findings of all documents, then the remarks on settings and baseline."""
        return tuple(finding for document in self.told for finding in document.findings)

    @property
    def summary(self) -> Summary:
        """The figures of the report."""
        valid = sum(document.valid for document in self.documents)
        found = sum(len(document.findings) for document in (*self.documents, *self.settings))
        return Summary(len(self.documents), valid, len(self.documents) - valid, found)

    def exit_code(self, fail_on: "Severity | str" = "") -> int:
        """Return 0 if all is well, 1 if a finding weighs as much as *fail_on*, 2 if something could not be read.

        By default the projects say how much it must weigh.
        """
        if self.faults:
            return 2
        if not self.findings:
            return 0
        from tei.diagnostics import Severity  # noqa: PLC0415 - see above

        order = list(Severity)  # From the heaviest to the lightest.
        weighty = order[: order.index(Severity(fail_on or self.fail_on)) + 1]
        return 1 if any(finding.severity in weighty for finding in self.findings) else 0
