"""Which fix is applied to which finding, and which of them can be applied at once."""

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.diagnostics import Diagnostic, Edit, Fix
    from tei.document.positions import Positions
    from tei.validate.fixing.wish import Fixing


class Step(NamedTuple):
    """A finding, the fix that is chosen for it, and what that changes: offsets and new text, by their places."""

    finding: "Diagnostic"
    fix: "Fix"
    changes: tuple[tuple[int, int, str], ...]

    @property
    def key(self) -> tuple[str, ...]:
        """What the same step is known by when the document is checked again."""
        return known_by(self.finding, self.fix)


def known_by(finding: "Diagnostic", fix: "Fix") -> tuple[str, ...]:
    """Return what a fix of a finding is known by, as long as nothing before it in the document changes."""
    return finding.rule, finding.xpath, finding.message, fix.id


def chosen(finding: "Diagnostic", wish: "Fixing") -> "Fix | None":
    """Return the fix that *wish* means for *finding*, None if there is none or it asks for what is not given.

    Of several, nobody is to guess: without a name, only the author's default is meant.
    """
    offered = finding.fixes
    if wish.only:
        named = [fix for fix in offered if fix.id in wish.only]
    else:
        named = [fix for fix in offered if fix.default] or list(offered if len(offered) == 1 else ())
    given = {name for name, _value in wish.entries}
    return named[0] if named and given.issuperset(named[0].entries) else None


def steps(findings: "Iterable[Diagnostic]", wish: "Fixing", positions: "Positions") -> list[Step]:
    """Return the steps that *wish* means, in the order of their places; those without any change are left out."""
    found = []
    for finding in findings:
        fix = chosen(finding, wish)
        if fix is not None and fix.edits:
            found.append(Step(finding, fix, tuple(_change(edit, positions) for edit in fix.edits)))
    return sorted(found, key=lambda step: step.changes[0][:2])


def _change(edit: "Edit", positions: "Positions") -> tuple[int, int, str]:
    span = edit.span
    start, end = positions.offset(span.line, span.column), positions.offset(span.end_line, span.end_column)
    return start, end, edit.text


def apart(found: "Iterable[Step]") -> list[Step]:
    """Return those of the steps that come first at their place; the others have to wait what these make of it."""
    kept: list[Step] = []
    taken: list[tuple[int, int]] = []
    for step in found:
        if not any(_is_taken(start, end, taken) for start, end, _text in step.changes):
            kept.append(step)
            for start, end, _text in step.changes:
                insort(taken, (start, end))
    return kept


def _is_taken(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """Return whether one of the stretches that are *taken*, in their order, has some of the same text, or the place."""
    number = bisect_left(taken, (start, end))
    beside = taken[max(number - 1, 0) : number + 1]
    return any((start < other_end and other_start < end) or start == other_start for other_start, other_end in beside)


def applied(text: str, found: "Iterable[Step]") -> str:
    """Return *text* with the changes of all steps made in it."""
    parts, position = [], 0
    for start, end, new in sorted(change for step in found for change in step.changes):
        parts += [text[position:start], new]
        position = end
    return "".join((*parts, text[position:]))
