"""What a grammar may find without refusing a document, as its project says: then the rules of Schematron are run."""

from typing import TYPE_CHECKING, Final

from tei.diagnostics import RULES, Diagnostic, Severity
from tei.validate.policy.ignoring import concerns, is_over
from tei.validate.policy.naming import means
from tei.validate.policy.weighing import Weights

if TYPE_CHECKING:
    from pathlib import Path

    from tei.settings import Ignore, Settings

_OF_GRAMMARS: Final = tuple(rule for rule in RULES if rule.startswith(("rng.", "dtd.")))


class Tolerance:
    """What is tolerated in the documents of a project; most of them have it in common."""

    def __init__(self, project: "Settings") -> None:
        """Look through what *project* says. Raises :class:`~tei.errors.SettingsError` for rules that there are not."""
        self._project = project
        weights = Weights(project)
        self._light = frozenset(
            rule for rule in _OF_GRAMMARS if weights.weighed(Diagnostic(rule, "", "")).severity is not Severity.ERROR
        )
        self._known: dict[tuple[Ignore, ...], tuple[str, ...]] = {}

    def of(self, document: "Path") -> tuple[str, ...]:
        """Return the rules that count for nothing, or little, in *document*."""
        entries = self._project.validate.ignore
        holding = tuple(one for one in entries if not is_over(one) and concerns(one, self._project, str(document)))
        if holding not in self._known:
            ignored = {rule for rule in _OF_GRAMMARS for one in holding if means(one.rule, rule)}
            self._known[holding] = tuple(sorted(self._light | ignored))
        return self._known[holding]
