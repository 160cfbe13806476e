"""SARIF 2.1.0, which code scanning services and editors read.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from collections.abc import Iterator
from typing import Any, Final

from tei import __version__
from tei.diagnostics import RULES, Diagnostic, Edit, Severity, Span
from tei.validate.excerpts import Excerpt
from tei.validate.fingerprints import fingerprints
from tei.validate.reports.addresses import reference, slashed
from tei.validate.reports.fixed import advice
from tei.validate.reports.json_parts import framed
from tei.validate.reports.style import Style
from tei.validate.results import Checked, Report

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_FINGERPRINT: Final = "tei/v1"


def parts(report: Report, _style: Style) -> Iterator[str]:
    """Yield the report as one SARIF log with one run."""
    found = (*report.findings, *(one.finding for one in report.ignored))
    rules = {rule: number for number, rule in enumerate(sorted({finding.rule for finding in found}))}
    run = {
        "tool": {"driver": {"name": "tei", "version": __version__, "rules": [_rule(rule) for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": [],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    results = (
        result for document in report.told for result in (*_results(document, rules), *_ignored(document, rules))
    )
    return framed(log, "results", results, 4)


def _rule(rule: str) -> dict[str, Any]:
    """Return what is known of *rule*; all of it is asked for by GitHub's code scanning."""
    known = RULES.get(rule)
    summary = {"text": known.summary if known else "A rule of a Schematron schema."}
    told = f"{summary['text']} More: tei rules {rule}"
    help_text = told if known else "The schema that has the rule says what it stands for."
    descriptor: dict[str, Any] = {
        "id": rule,
        "shortDescription": summary,
        "fullDescription": summary,
        "help": {"text": help_text},
    }
    if known:
        descriptor["defaultConfiguration"] = {"level": _LEVELS[known.severity]}
    return descriptor


def _invocation(report: Report) -> dict[str, Any]:
    told = [{"level": "error", "message": {"text": fault}} for fault in report.faults]
    return {"executionSuccessful": not told, "toolExecutionNotifications": told}


def _results(document: Checked, rules: dict[str, int]) -> list[dict[str, Any]]:
    known_by = fingerprints(document, slashed(document.path))
    return [
        {
            "ruleId": finding.rule,
            "ruleIndex": rules[finding.rule],
            "level": _LEVELS[finding.severity],
            "message": {"text": "\n".join((finding.message, *advice(finding)))},
            "locations": [_location(finding, excerpt)],
            **_related(finding),
            "partialFingerprints": {_FINGERPRINT: fingerprint},
            **_fixes(finding),
        }
        for finding, excerpt, fingerprint in zip(document.findings, document.excerpts, known_by, strict=True)
    ]


def _ignored(document: Checked, rules: dict[str, int]) -> list[dict[str, Any]]:
    """Return what is ignored as results that are suppressed, which services do not show."""
    findings = tuple(one.finding for one in document.ignored)
    excerpts = tuple(one.excerpt for one in document.ignored)
    results = _results(Checked(document.path, findings, excerpts), rules)
    for result, one in zip(results, document.ignored, strict=True):
        place = {"artifactLocation": {"uri": reference(one.path)}, "region": {"startLine": one.line}}
        suppression: dict[str, Any] = {"kind": "inSource" if one.in_document else "external", "status": "accepted"}
        result["suppressions"] = [suppression | {"justification": one.reason, "location": {"physicalLocation": place}}]
    return results


def _related(finding: Diagnostic) -> dict[str, Any]:
    """Return the places of the inclusions by which the file of a finding was read."""
    related = []
    for number, place in enumerate(finding.included_by, start=1):
        path, line, column = place.rsplit(":", 2)
        region = {"startLine": int(line), "startColumn": int(column)}
        location = {"artifactLocation": {"uri": reference(path)}, "region": region}
        related.append({"id": number, "physicalLocation": location, "message": {"text": "included here"}})
    return {"relatedLocations": related} if related else {}


def _fixes(finding: Diagnostic) -> dict[str, Any]:
    """Return the fixes whose changes are known, and that ask nobody for anything."""
    changed = [fix for fix in finding.fixes if fix.edits and not fix.entries]
    artifact = {"uri": reference(finding.path)}
    fixes = [
        {
            "description": {"text": fix.title},
            "artifactChanges": [{"artifactLocation": artifact, "replacements": list(map(_replacement, fix.edits))}],
        }
        for fix in changed
    ]
    return {"fixes": fixes} if fixes else {}


def _replacement(edit: Edit) -> dict[str, Any]:
    return {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}


def _region(span: Span) -> dict[str, Any]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _location(finding: Diagnostic, excerpt: Excerpt | None) -> dict[str, Any]:
    span = finding.span
    region = _region(span)
    # The snippet is the text of the region: what the excerpt marks, where that is all of it.
    if excerpt is not None and span.line == span.end_line and excerpt.end - excerpt.start == _columns(finding):
        region["snippet"] = {"text": excerpt.text[excerpt.start : excerpt.end]}
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": reference(finding.path)}, "region": region}
    }
    if finding.xpath:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.xpath}]
    return location


def _columns(finding: Diagnostic) -> int:
    return finding.span.end_column - finding.span.column
