"""What a report says of fixes: those that are offered, and those that were applied."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.diagnostics import Diagnostic
    from tei.validate.results import Fixed, Report


def offers(finding: "Diagnostic") -> "Iterator[str]":
    """Yield each fix that is offered for *finding*: its title, then its id and what there is to know of it."""
    for fix in finding.fixes:
        default = ["the default"] if fix.default else []
        entries = [f"asks for {', '.join(fix.entries)}"] if fix.entries else []
        yield f"{fix.title} [{'; '.join((fix.id, *default, *entries))}]"


def advice(finding: "Diagnostic") -> list[str]:
    """Return the help and the fixes of *finding*, for formats that know no difference."""
    return [*finding.help, *(f"fix: {words}" for words in offers(finding))]


def told(fixed: "Fixed") -> str:
    """Return what was mended: ``fixed 12 of 14 findings in 3 documents``."""
    verb = "fixed" if fixed.written else "would fix"
    documents = f"{fixed.documents:,} {'document' if fixed.documents == 1 else 'documents'}"
    return f"{verb} {fixed.findings:,} of {fixed.of:,} {'finding' if fixed.of == 1 else 'findings'} in {documents}"


def fixed_keys(report: "Report") -> dict[str, Any]:
    """Return what the JSON report has more where documents were mended."""
    fixed = report.fixed
    if fixed is None:
        return {}
    return {"fixed": {"findings": fixed.findings, "of": fixed.of, "documents": fixed.documents}}
