"""A page for the browser: what was found by rule and by file, with the lines, for editors who use no terminal.

It is one file without scripts, and loads nothing. A filter is a link or a check box that the style sheet looks at.
"""

from collections.abc import Iterator
from html import escape
from typing import Final

from tei.diagnostics import RULES, Diagnostic, Severity
from tei.validate.excerpts import Excerpt
from tei.validate.reports.columns import printable
from tei.validate.reports.fixed import offers, told
from tei.validate.reports.html_style import STYLE
from tei.validate.reports.markup import one_line
from tei.validate.reports.style import Style
from tei.validate.reports.tally import Tally, tallies
from tei.validate.reports.text import summary
from tei.validate.results import Checked, Report

_CUT: Final = "…"
_WORDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}
_PLURALS: Final = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "remarks"}
# A browser asked for a list of a hundred thousand links shows nothing for a long time.
_SHOWN_PLACES: Final = 500

_Numbered = list[tuple[int, Diagnostic, Excerpt | None]]


def parts(report: Report, _style: Style) -> Iterator[str]:
    """Yield the page."""
    return (f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    numbered = _numbered(report)
    files = [(document, found) for document, found in zip(report.told, numbered, strict=True) if found]
    yield _head()
    yield "<body>"
    yield '<a class="skip" href="#files">Skip to the findings</a>'
    yield f"<header><h1>Validation</h1>{_mended(report)}<p>{_words(summary(report))}</p></header>"
    yield "<main>"
    yield from _faults(report)
    yield from _filters(report)
    yield from _rules(report, files)
    yield from _files(files)
    yield from _ignored(report)
    yield "</main>\n</body>\n</html>"


def _mended(report: Report) -> str:
    return f"<p>{_words(told(report.fixed).capitalize())}</p>" if report.fixed else ""


def _numbered(report: Report) -> list[_Numbered]:
    """Return the findings of each document, numbered through the whole report: the numbers make their anchors."""
    numbered, last = [], 0
    for document in report.told:
        pairs = zip(document.findings, document.excerpts, strict=True)
        numbered.append([(number, *pair) for number, pair in enumerate(pairs, start=last + 1)])
        last += len(document.findings)
    return numbered


def _head() -> str:
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Validation</title>\n<style>\n{STYLE}</style>\n</head>"
    )


def _words(content: str) -> str:
    """Return *content* escaped; what might turn the order of the letters beside it is replaced."""
    return escape(printable(content))


def _faults(report: Report) -> Iterator[str]:
    """Yield the list of what could not be read."""
    if report.faults:
        yield '<section aria-labelledby="unread"><h2 id="unread">Could not be read</h2><ul>'
        yield from (f"<li>{_words(fault)}</li>" for fault in report.faults)
        yield "</ul></section>"


def _filters(report: Report) -> Iterator[str]:
    """Yield a check box for each severity, where there are several."""
    found = {finding.severity for finding in report.findings}
    if len(found) > 1:
        yield '<fieldset class="filters"><legend>Show</legend>'
        for severity in filter(found.__contains__, Severity):
            box = f'<input type="checkbox" id="show-{severity.value}" checked>'
            yield f"<label>{box} {_PLURALS[severity]}</label>"
        yield "</fieldset>"


def _rules(report: Report, files: list[tuple[Checked, _Numbered]]) -> Iterator[str]:
    """Yield a table of the rules that are broken, each with the places, which unfold."""
    places: dict[str, list[tuple[int, Diagnostic]]] = {}
    for number, finding, _ in (entry for _, found in files for entry in found):
        places.setdefault(finding.rule, []).append((number, finding))
    if not places:
        return
    yield '<section aria-labelledby="rules"><h2 id="rules">By rule</h2>'
    for tally in tallies(report):
        yield from _rule(tally, places[tally.rule])
    yield "</section>"


def _rule(tally: Tally, places: list[tuple[int, Diagnostic]]) -> Iterator[str]:
    number = f"{tally.findings:,} in {tally.documents:,} {'document' if tally.documents == 1 else 'documents'}"
    yield f'<details class="rule {tally.severity.value}" id="rule-{_anchor(tally.rule)}">'
    yield f"<summary>{_badge(tally.severity)} <code>{_words(tally.rule)}</code> <b>{number}</b></summary>"
    if tally.rule in RULES:
        yield f"<p>{_words(RULES[tally.rule].summary)}</p>"
    yield "<ul>"
    for anchor, finding in places[:_SHOWN_PLACES]:
        place = _words(f"{finding.path}:{finding.span.line}:{finding.span.column}")
        yield f'<li class="{finding.severity.value}"><a href="#f{anchor}">{place}</a> {_words(finding.message)}</li>'
    yield "</ul>"
    if len(places) > _SHOWN_PLACES:
        yield f"<p>{len(places) - _SHOWN_PLACES:,} more stand below, with their files.</p>"
    yield "</details>"


def _anchor(rule: str) -> str:
    """Return *rule* as part of an identifier, in which there is no white space."""
    return one_line(rule).replace(" ", "-")


def _badge(severity: Severity) -> str:
    return f'<span class="badge {severity.value}">{_WORDS[severity]}</span>'


def _files(files: list[tuple[Checked, _Numbered]]) -> Iterator[str]:
    yield '<section aria-labelledby="files"><h2 id="files">By file</h2>'
    if not files:
        yield "<p>There is nothing to mend.</p>"
    for document, found in files:
        yield from _file(document, found)
    yield "</section>"


def _file(document: Checked, found: _Numbered) -> Iterator[str]:
    counted = "1 finding" if len(found) == 1 else f"{len(found):,} findings"
    # Open: not every browser opens what a link leads into.
    yield f'<details class="file" open><summary><h3>{_words(document.path)}</h3> <b>{counted}</b></summary>'
    if document.not_run:
        yield f"<p>Not run, since the grammar refuses the document: {_words(', '.join(document.not_run))}.</p>"
    yield '<ul class="findings">'
    for number, finding, excerpt in found:
        yield from _finding(number, finding, excerpt, document.path)
    yield "</ul></details>"


def _ignored(report: Report) -> Iterator[str]:
    """Yield a list of what does not count, which unfolds."""
    if not report.ignored:
        return
    yield '<section aria-labelledby="ignored"><h2 id="ignored">Ignored</h2>'
    counted = "1 finding" if len(report.ignored) == 1 else f"{len(report.ignored):,} findings"
    yield f"<details><summary>{counted}</summary><ul>"
    for one in report.ignored:
        finding = one.finding
        place = _words(f"{finding.path}:{finding.span.line}:{finding.span.column}")
        why = f"<b>Reason:</b> {_words(one.reason)} ({_words(one.path)}:{one.line})"
        yield f"<li>{place} <code>{_words(finding.rule)}</code> {_words(finding.message)}<br>{why}</li>"
    yield "</ul></details></section>"


def _finding(number: int, finding: Diagnostic, excerpt: Excerpt | None, document: str) -> Iterator[str]:
    yield f'<li class="finding {finding.severity.value}" id="f{number}">'
    file = f"{_words(finding.path)}, " if finding.path != document else ""
    place = f'<a href="#f{number}">{file}line {finding.span.line:,}, column {finding.span.column:,}</a>'
    rule = f'<a href="#rule-{_anchor(finding.rule)}"><code>{_words(finding.rule)}</code></a>'
    yield f'<p class="place">{_badge(finding.severity)} {place} {rule}</p>'
    yield f'<p class="message">{_words(finding.message)}</p>'
    if excerpt is not None:
        yield _source(finding, excerpt)
    if finding.included_by:
        yield f'<p class="help"><b>Included by:</b> {_words(", ".join(finding.included_by))}</p>'
    yield from (f'<p class="help"><b>Help:</b> {_words(advice)}</p>' for advice in finding.help)
    yield from (f'<p class="help"><b>Fix:</b> {_words(offer)}</p>' for offer in offers(finding))
    if finding.expected:
        yield "<details><summary>Allowed here</summary>"
        yield f"<p>{_words(', '.join(finding.expected))}</p></details>"
    yield "</li>"


def _source(finding: Diagnostic, excerpt: Excerpt) -> str:
    """Return the line with its number and what is meant marked in it."""
    before = (_CUT if excerpt.cut_before else "") + excerpt.text[: excerpt.start]
    marked = excerpt.text[excerpt.start : excerpt.end]
    after = excerpt.text[excerpt.end :] + (_CUT if excerpt.cut_after else "")
    # A place without extent is marked by a space.
    mark = f"<mark>{_words(marked) or '&#160;'}</mark>"
    number = f'<span class="number">{finding.span.line}</span>'
    return f'<pre class="source" dir="ltr">{number}<code>{_words(before.lstrip())}{mark}{_words(after)}</code></pre>'
