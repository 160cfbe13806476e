"""What a grammar may find without refusing a document, as its project says: then the rules of Schematron are run."""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tei.diagnostics import RULES, Diagnostic, Severity
from tei.settings.globs import seen_from
from tei.validate.policy.ignoring import Table, folder_of
from tei.validate.policy.naming import means
from tei.validate.policy.weighing import Weights

if TYPE_CHECKING:
    from pathlib import Path

    from tei.settings import Settings

_OF_GRAMMARS: Final = tuple(rule for rule in RULES if rule.startswith(("rng.", "dtd.")))


class Tolerance:
    """What is tolerated in the documents of a project; most of them have it in common."""

    def __init__(self, project: "Settings") -> None:
        """Look through what *project* says. Raises :class:`~tei.errors.SettingsError` for rules that there are not."""
        weights = Weights(project)
        self._light = tuple(
            rule for rule in _OF_GRAMMARS if weights.weighed(Diagnostic(rule, "", "")).severity is not Severity.ERROR
        )
        self._folder = folder_of(project)
        self._ignores = [one for one in map(Table, project.validate.ignore) if not one.is_over]
        self._tables = [(one, meant) for one in self._ignores if (meant := _meant(one.entry.rule))]

    def of(self, document: "Path") -> tuple[str, ...]:
        """Return the rules that count for nothing, or little, in *document*."""
        if not self._tables:
            return self._light
        file = seen_from(self._folder, document)
        return _joined((self._light, *(meant for table, meant in self._tables if table.concerns(file))))

    def ignored(self, document: "Path") -> tuple[str, ...]:
        """Return the rules, or beginnings of several before ``*``, whose findings are ignored in *document*."""
        file = seen_from(self._folder, document)
        return tuple(table.entry.rule for table in self._ignores if table.concerns(file))


def _meant(pattern: str) -> tuple[str, ...]:
    """Return the rules of grammars that *pattern* is for."""
    return tuple(rule for rule in _OF_GRAMMARS if means(pattern, rule))


@lru_cache(maxsize=64)
def _joined(several: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(sorted(set().union(*several)))
