"""Reports on an upgrade: as text, as JSON, as Markdown. The findings of a text are for the caller to print."""

import json
from collections.abc import Iterator

from tei.diagnostics import Diagnostic, Severity
from tei.odd.bases import facts
from tei.odd.comparing import reports
from tei.odd.upgrading.upgraded import Upgrade, label


def summary(upgrade: Upgrade) -> str:
    """Return what the upgrade brings, on one line."""
    from_to = f"{upgrade.odd}, {label(upgrade.own)} → {facts.label(upgrade.release)}"
    errors = sum(finding.severity is Severity.ERROR for finding in upgrade.breaking)
    found = [f"{errors:,} broken", f"{len(upgrade.breaking) - errors:,} without effect or doubtful"]
    return f"{from_to}: {', '.join(found)}, {len(upgrade.deprecated):,} going out of use"


def text(upgrade: Upgrade) -> str:
    """Return what changes for documents, and the summary, as text."""
    return "".join(f"{line}\n" for line in _text(upgrade))


def _text(upgrade: Upgrade) -> Iterator[str]:
    if upgrade.comparison is not None:
        yield from reports.differences(upgrade.comparison, upgrade.places)
    yield summary(upgrade)
    yield f"documents: {_documents(upgrade)}"


def _documents(upgrade: Upgrade) -> str:
    if upgrade.comparison is None:
        return "not compared, for the ODD cannot be compiled under that release"
    return "no differences" if upgrade.comparison.same else reports.summary(upgrade.comparison)


def markdown(upgrade: Upgrade) -> str:
    """Return the whole report as Markdown."""
    return "".join(f"{line}\n" for line in _markdown(upgrade))


def _markdown(upgrade: Upgrade) -> Iterator[str]:
    yield f"# {reports.escaped(upgrade.odd)}: upgrade to {reports.escaped(facts.label(upgrade.release))}"
    yield from ("", f"{reports.escaped(summary(upgrade))}.")
    for title, found in (("In the ODD", upgrade.breaking), ("Going out of use", upgrade.deprecated)):
        if found:
            yield from ("", f"## {title}", "")
            yield from map(_listed, found)
    yield from ("", "## For documents", "", f"{reports.escaped(_documents(upgrade))}.")
    if upgrade.comparison is not None:
        yield from (f"#{line}" if line.startswith("#") else line for line in _parts(upgrade))


def _parts(upgrade: Upgrade) -> Iterator[str]:
    if upgrade.comparison is not None:
        yield from reports.parts(upgrade.comparison, upgrade.places)


def _listed(finding: Diagnostic) -> str:
    place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
    advice = f" ({'; '.join(finding.help)})" if finding.help else ""
    return f"- {reports.escaped(place)} {finding.rule}: {reports.escaped(finding.message + advice)}"


def structured(upgrade: Upgrade) -> str:
    """Return the whole report as one JSON object."""
    content = {
        "odd": upgrade.odd,
        "from": upgrade.own,
        "to": upgrade.release,
        "breaking": [finding.as_dict() for finding in upgrade.breaking],
        "deprecated": [finding.as_dict() for finding in upgrade.deprecated],
        "documents": None if upgrade.comparison is None else reports.as_object(upgrade.comparison),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
