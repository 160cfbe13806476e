"""``[validate.severity]``: how much the findings of a rule weigh."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tei.diagnostics import Diagnostic, Severity
from tei.errors import SettingsError
from tei.validate.policy.naming import means, mistake

if TYPE_CHECKING:
    from tei.settings import Settings


class Weights:
    """What a project says of how much findings weigh; a rule itself counts more than the beginning of its name."""

    def __init__(self, project: "Settings") -> None:
        """Look through what *project* says. Raises :class:`~tei.errors.SettingsError` for rules that there are not."""
        for weight in project.validate.severity:
            message, near = mistake(weight.rule, several=True)
            if message:
                hint = f"; did you mean {near}?" if near else ""
                said = f"{project.path}:{weight.line}: the severity cannot be set: {message}{hint}"
                raise SettingsError(said)
        # The longest names first: of two that fit a rule, they are about fewer.
        self._weights = sorted(project.validate.severity, key=lambda weight: -len(weight.rule.removesuffix("*")))

    def weighed(self, finding: Diagnostic) -> Diagnostic:
        """Return *finding* with the severity that the project gives it."""
        found = next((weight for weight in self._weights if means(weight.rule, finding.rule)), None)
        return finding if found is None else replace(finding, severity=Severity(found.severity))
