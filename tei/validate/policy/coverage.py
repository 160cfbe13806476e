"""What a run has looked for: only of that it can say that there is none."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.settings.globs import beginning
from tei.validate.policy.naming import is_fixed, means

if TYPE_CHECKING:
    from tei.settings import Settings
    from tei.validate.associate import Plan, Wish
    from tei.validate.results import Checked

_OF_IDENTIFIERS: Final = frozenset({"rng.duplicate-id", "rng.idref"})


class Run(NamedTuple):
    """A run: which schemas it was told to apply, and the places that it was given.

    ``phase`` is the one that the call names. ``folders`` are the folders that were searched, ``files`` the documents.
    """

    called: bool = False
    phase: str = ""
    unused: bool = False
    folders: tuple[str, ...] = ()
    files: frozenset[str] = frozenset()
    complete: bool = True

    @classmethod
    def of(cls, wish: "Wish", given: "tuple[Path | str, ...]", files: "tuple[Path, ...]", *, unused: bool) -> "Run":
        """Return the run for *wish* over *files*, which were found where *given* says."""
        folders = tuple(_place(path) for path in given if Path(path).is_dir())
        called = bool(wish.schema or wish.schematron)
        return cls(called, wish.phase, unused, folders, frozenset(map(_place, files)))

    def has_looked_for(self, rule: str, checked: "Checked", plan: "Plan") -> bool:
        """Return whether a finding of *rule*, which may end with ``*``, would have been found in a document."""
        if self.called or checked.faults or any(is_fixed(finding.rule) for finding in checked.findings):
            return False
        family = rule.partition(".")[0]
        if family == "rng":
            return bool(plan.grammars) and (plan.ids or rule not in _OF_IDENTIFIERS)
        if family == "sch":
            has_run = "Schematron" not in checked.not_run and not self.phase
            return has_run and bool(plan.schematrons or plan.watched)
        if family == "xsd":
            return bool(plan.xsds) and "XML Schema" not in checked.not_run
        if family == "xi":
            return plan.xinclude
        if family == "ptr":
            return plan.pointers and (self.unused or not means(rule, "ptr.unused"))
        return family != "dtd" or bool(plan.dtds)

    def has_searched(self, globs: tuple[str, ...], project: "Settings") -> bool:
        """Return whether all files were looked at that *globs* may mean, or all of the project if there are none."""
        if project.path is None:
            return False
        top = _place(project.path.parent)
        if not globs:
            return self._has_searched(_place(project.project.corpus) if project.project.corpus else top)
        return all(self._has_searched(_place(Path(top, beginning(glob)))) for glob in globs)

    def _has_searched(self, place: str) -> bool:
        return place in self.files or any(Path(place).is_relative_to(folder) for folder in self.folders)


def _place(path: Path | str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - resolve() would follow links
