"""Findings for people: the place, the rule, the message, the line with its mark, and what to do."""

import textwrap
from collections.abc import Iterator
from typing import Final

from tei.diagnostics import RULES, Diagnostic, Severity
from tei.validate.excerpts import Excerpt
from tei.validate.reports.columns import printable, width
from tei.validate.reports.fixed import offers
from tei.validate.reports.style import Paint, Style
from tei.validate.results import Checked, Ignored

_CUT: Final = "…"
_MARGIN_COLUMNS: Final = 8
_LEAST_COLUMNS: Final = 20
_SHOWN_EXPECTED: Final = 12
_PAINTS: Final = {Severity.ERROR: Paint.ERROR, Severity.WARNING: Paint.WARNING, Severity.INFO: Paint.INFO}


def findings(document: Checked, style: Style, *, explained: bool = False) -> Iterator[str]:
    """Yield each finding of *document* with its line and its help, ending in a line feed.

    Where it is *explained*, all that is allowed is shown, and what its rule stands for.
    """
    for finding, excerpt in zip(document.findings, document.excerpts, strict=True):
        yield "".join(f"{line}\n" for line in _lines(finding, excerpt, style, explained=explained))


def ignored(one: Ignored, style: Style) -> str:
    """Return a finding that does not count, with the reason, ending in a line feed."""
    finding = one.finding
    place = style.paint(printable(f"{finding.path}:{finding.span.line}:{finding.span.column}"), Paint.PLACE)
    rule = style.paint(printable(finding.rule), Paint.MARGIN)
    why = f"   {style.paint('reason:', Paint.HELP)} {printable(one.reason)} ({printable(one.path)}:{one.line})"
    return f"{place}  {rule}  ignored: {printable(finding.message)}\n{why}\n"


def _lines(finding: Diagnostic, excerpt: Excerpt | None, style: Style, *, explained: bool) -> Iterator[str]:
    place = style.paint(printable(f"{finding.path}:{finding.span.line}:{finding.span.column}"), Paint.PLACE)
    rule = style.paint(printable(finding.rule), _PAINTS[finding.severity])
    weight = "" if finding.severity is Severity.ERROR else f"{finding.severity.value}: "
    yield f"{place}  {rule}  {weight}{printable(finding.message)}"
    if excerpt is not None:
        yield from _source(finding, excerpt, style)
    if finding.included_by:
        yield f"   {style.paint('included by', Paint.HELP)} {printable(', '.join(finding.included_by))}"
    for advice in finding.help:
        yield f"   {style.paint('help:', Paint.HELP)} {printable(advice)}"
    for offer in offers(finding):
        yield f"   {style.paint('fix:', Paint.HELP)} {printable(offer)}"
    if finding.expected:
        told = printable(", ".join(finding.expected)) if explained else _expected(finding)
        yield from _labelled("allowed here:", told, style, wrapped=explained)
    if explained and finding.rule in RULES:
        told = f"{RULES[finding.rule].summary} More: tei rules {finding.rule}"
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
