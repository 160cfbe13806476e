"""A document that is not written yet, checked as if it stood where it is going to stand."""

from pathlib import Path
from typing import TYPE_CHECKING

from tei.validate import closer
from tei.validate.associate import Association, Wish

if TYPE_CHECKING:
    from tei.diagnostics import Diagnostic


class Drafts:
    """The checks of documents to come; schemas and settings are looked up as for the files at their paths."""

    def __init__(self) -> None:
        self._association = Association(Wish())

    def __call__(self, path: Path, data: bytes) -> "tuple[Diagnostic, ...]":
        """Return what the checks find in *data*, were it the document at *path*."""
        return closer.check(data, str(path), self._association.plan(path)).findings
