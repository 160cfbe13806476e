"""What is to be ignored is not mended either: nobody who has given a reason for it wants it changed."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tei.validate.policy.naming import means
from tei.validate.policy.suppressions import nearest

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic
    from tei.validate.results import Checked


def spared(checked: "Checked", ignored: tuple[str, ...]) -> "Checked":
    """Return *checked* without what is offered to mend findings that the document or *ignored*, rules, pass over."""
    if not ignored and not checked.suppressions:
        return checked

    def without(finding: "Diagnostic") -> "Diagnostic":
        own = [one for one in checked.suppressions if one.path == finding.path]
        passed_over = any(means(rule, finding.rule) for rule in ignored) or nearest(own, finding.rule, finding.span)
        return replace(finding, fixes=()) if passed_over else finding

    return checked._replace(findings=tuple(map(without, checked.findings)))
