"""The files that a project leaves out where a folder is searched; whoever names one of them wants it checked."""

import os
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from tei.settings.globs import one_of, seen_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tei.corpus import Discovery
    from tei.settings import Settings
    from tei.validate.associate import Association


def without_excluded(found: "Discovery", given: "Sequence[Path | str]", association: "Association") -> "Discovery":
    """Return *found* without what the projects of its files exclude and *given* does not name.

    If nothing is left, a fault says so. Raises :class:`~tei.errors.SettingsError`.
    """
    projects = [association.project(path) for path in found.paths]
    if not any(project.validate.exclude for project in projects):
        return found
    named = set(_named(given))
    kept = tuple(
        path
        for path, project in zip(found.paths, projects, strict=True)
        if not is_excluded(path, project) or _place(path) in named
    )
    if kept or not found.paths:
        return found._replace(paths=kept)
    settings = ", ".join(dict.fromkeys(str(project.path) for project in projects))
    return found._replace(paths=(), faults=(*found.faults, f"nothing to check: all is excluded by {settings}"))


def _named(given: "Sequence[Path | str]") -> "Iterator[str]":
    """Yield the places of the files that are named themselves, by a pattern too, as a shell would name them."""
    for path in given:
        if not os.path.lexists(path):
            yield from (_place(file) for file in glob(str(path), recursive=True) if not os.path.isdir(file))  # noqa: PTH112, PTH207 - strings
        elif not Path(path).is_dir():
            yield _place(path)


def _place(path: Path | str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - resolve() would follow links


def is_excluded(path: Path, project: "Settings") -> bool:
    """Return whether *project* leaves the file at *path* out where a folder is searched."""
    if project.path is None or not project.validate.exclude:
        return False
    return one_of((project.validate.exclude,)).match(seen_from(project.path.parent, path)) is not None
