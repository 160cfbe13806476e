"""The report for people: each finding with the line it stands on, then the figures."""

import textwrap
from collections.abc import Iterator
from typing import Final

from tei.diagnostics import RULES, Diagnostic, Severity
from tei.validate.excerpts import Excerpt
from tei.validate.reports.columns import printable, width
from tei.validate.reports.style import Paint, Style
from tei.validate.results import Checked, Report

_CUT: Final = "…"
_MARGIN_COLUMNS: Final = 8
_LEAST_COLUMNS: Final = 20
_SHOWN_EXPECTED: Final = 12
_SHOWN_FILES: Final = 3
_PAINTS: Final = {Severity.ERROR: Paint.ERROR, Severity.WARNING: Paint.WARNING, Severity.INFO: Paint.INFO}


def render(report: Report, style: Style) -> str:
    """Return the findings in full and the summary line; nothing when no document could be read."""
    if not report.documents:
        return ""
    explained = report.explained
    blocks = [block for document in report.documents for block in findings(document, style, explained=explained)]
    blocks.append("".join(f"{line}\n" for line in (*_not_run(report), *_unchecked(report), summary(report))))
    return "\n".join(blocks)


def summary(report: Report) -> str:
    """Return the last line: ``2 documents, 1 valid, 3 findings``."""
    figures = report.summary
    schemas = f" ({', '.join(map(printable, report.schemas))})" if report.schemas else ""
    documents = _count(figures.documents, "document")
    if figures.invalid:
        return f"{documents}, {figures.valid} valid, {_count(figures.findings, 'finding')}{_weights(report)}"
    valid = "valid" if figures.documents == 1 else "all valid"
    if figures.findings:
        return f"{documents}, {valid}, {_count(figures.findings, 'finding')}{_weights(report)}"
    return f"{documents}, {valid}{schemas}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _weights(report: Report) -> str:
    """Return how the findings divide into errors and others, "" if all are errors."""
    severities = [finding.severity for finding in report.findings]
    if all(severity is Severity.ERROR for severity in severities):
        return ""
    nouns = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}
    parts = [_count(severities.count(kind), noun) for kind, noun in nouns.items() if kind in severities]
    return f" ({', '.join(parts)})" if len(parts) > 1 or len(severities) > 1 else f" (a {nouns[severities[0]]})"


def _not_run(report: Report) -> Iterator[str]:
    """Yield a line for each kind of schema that some documents were not checked against."""
    kinds = dict.fromkeys(kind for document in report.documents for kind in document.not_run)
    for kind in kinds:
        number = sum(kind in document.not_run for document in report.documents)
        those = f"{_count(number, 'document')} that the grammar refuses"
        yield f"{kind} not run: {those} (--all runs it nevertheless)"


def _unchecked(report: Report) -> Iterator[str]:
    """Yield the line that names the files which are pointed into, and nobody looked into."""
    files = list(dict.fromkeys(file for document in report.documents for file in document.unchecked))
    if files:
        shown = printable(", ".join(files[:_SHOWN_FILES]))
        more = f" and {len(files) - _SHOWN_FILES:,} more" if len(files) > _SHOWN_FILES else ""
        why = 'only the file that tei.toml names is looked into: [encode] authority = "…"'
        yield f"Not checked: pointers into {shown}{more} ({why})"


def findings(document: Checked, style: Style, *, explained: bool = False) -> Iterator[str]:
    """Yield each finding of *document* with its line and its help, ending in a line feed.

    Where it is *explained*, all that is allowed is shown, and what its rule stands for.
    """
    for finding, excerpt in zip(document.findings, document.excerpts, strict=True):
        yield "".join(f"{line}\n" for line in _lines(finding, excerpt, style, explained=explained))


def _lines(finding: Diagnostic, excerpt: Excerpt | None, style: Style, *, explained: bool) -> Iterator[str]:
    place = style.paint(printable(f"{finding.path}:{finding.span.line}:{finding.span.column}"), Paint.PLACE)
    rule = style.paint(printable(finding.rule), _PAINTS[finding.severity])
    weight = "" if finding.severity is Severity.ERROR else f"{finding.severity.value}: "
    yield f"{place}  {rule}  {weight}{printable(finding.message)}"
    if excerpt is not None:
        yield from _source(finding, excerpt, style)
    for advice in finding.help:
        yield f"   {style.paint('help:', Paint.HELP)} {printable(advice)}"
    if finding.expected:
        told = printable(", ".join(finding.expected)) if explained else _expected(finding)
        yield from _labelled("allowed here:", told, style, wrapped=explained)
    if explained and finding.rule in RULES:
        told = f"{RULES[finding.rule].summary} See docs/rules.md#{finding.rule.replace('.', '-')}"
        yield from _labelled("rule:", told, style, wrapped=False)


def _expected(finding: Diagnostic) -> str:
    """Return as much of what is expected as can be taken in at a glance, and how many names that leaves untold."""
    names = finding.expected
    shown = printable(", ".join(names[:_SHOWN_EXPECTED]))
    more = len(names) - _SHOWN_EXPECTED
    total = finding.expected_names or (len(names) if more > 0 else 0)
    untold = f"  (--explain names all {total})" if total else ""
    return f"{shown} and {more} more{untold}" if more > 0 else f"{shown}{untold}"


def _labelled(label: str, told: str, style: Style, *, wrapped: bool) -> Iterator[str]:
    """Yield *told* behind its label; on several lines where it may be as long as it likes."""
    first = f"   {label} "
    if not wrapped:
        yield f"   {style.paint(label, Paint.HELP)} {told}"
        return
    # The width is that of the words, without the codes for colour.
    room = max(style.width, _LEAST_COLUMNS + len(first))
    lines = textwrap.wrap(f"{first}{told}", room, subsequent_indent=" " * 6, break_on_hyphens=False)
    yield f"   {style.paint(label, Paint.HELP)} {lines[0].removeprefix(first)}"
    yield from lines[1:]


def _source(finding: Diagnostic, excerpt: Excerpt, style: Style) -> Iterator[str]:
    """Yield the line with its number, and below it the mark."""
    before, marked, after = _fitted(excerpt, max(style.width - _MARGIN_COLUMNS, _LEAST_COLUMNS))
    number = style.paint(f"{finding.span.line:>5} |", Paint.MARGIN)
    margin = style.paint("      |", Paint.MARGIN)
    paint = _PAINTS[finding.severity]
    yield f"{number} {before}{marked}{after}".rstrip()
    # A place without extent, as the end of a file is, is marked as one column.
    yield f"{margin} {' ' * width(before)}{style.paint('^' * max(1, width(marked)), paint)}"


def _fitted(excerpt: Excerpt, columns: int) -> tuple[str, str, str]:
    """Return what stands before the mark, the mark and what follows it, in no more than *columns*.

    The mark comes first, then what follows it up to the middle, then what stands before it.
    """
    before = printable(excerpt.text[: excerpt.start])
    marked = printable(excerpt.text[excerpt.start : excerpt.end])
    after = printable(excerpt.text[excerpt.end :])
    marked_shown = _beginning(marked, columns, cut=False)
    rest = columns - width(marked_shown)
    following = width(after) + (width(_CUT) if excerpt.cut_after else 0)
    room_before = max(rest - min(following, rest // 2), 0)
    before = _ending(before, room_before, cut=excerpt.cut_before)
    if marked_shown != marked:
        return before, marked_shown, ""
    after = _beginning(after, max(rest - width(before), 0), cut=excerpt.cut_after)
    return before, marked_shown, after


def _beginning(text: str, columns: int, *, cut: bool) -> str:
    """Return as much of *text* from its start as *columns* hold, with an ellipsis where something is left out."""
    if width(text) <= columns and not cut:
        return text
    kept: list[str] = []
    room = columns - 1
    for character in text:
        room -= width(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept) + _CUT if columns > 0 else ""


def _ending(text: str, columns: int, *, cut: bool) -> str:
    """Return as much of *text* up to its end as *columns* hold, with an ellipsis where something is left out."""
    return _beginning(text[::-1], columns, cut=cut)[::-1]
