"""What the settings say for one file: ``[validate]``, and of ``[[validate.files]]`` the first that matches."""

from typing import TYPE_CHECKING

from tei.settings.globs import one_of, seen_from

if TYPE_CHECKING:
    from pathlib import Path

    from tei.settings.tables import Files, Settings, Validate


def of_file(settings: "Settings", file: "Path | str") -> "tuple[Validate, Files | None]":
    """Return what holds for *file*, and the entry of ``[[validate.files]]`` that has a say in it, if one has."""
    general = settings.validate
    if not general.files or settings.path is None:
        return general, None
    met = one_of(tuple(entry.match for entry in general.files)).match(seen_from(settings.path.parent, file))
    if met is None or met.lastindex is None:
        return general, None
    entry = general.files[met.lastindex - 1]
    special = general._replace(
        schema=general.schema if entry.schema is None else entry.schema,
        schematron=general.schematron if entry.schematron is None else entry.schematron,
        xsd=general.xsd if entry.xsd is None else entry.xsd,
        phase=general.phase if entry.phase is None else entry.phase,
    )
    return special, entry
