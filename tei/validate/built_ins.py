"""The built-in schemas as files to validate with, and which of them fits the version of TEI that is declared."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei import resources
from tei.odd.built_in import ALL, SHIPPED

if TYPE_CHECKING:
    from tei.odd.prepared import Prepared

BUILT_IN: Final = "tei-documentary"
CONFORMANCE: Final = "tei-conformance"
_RELEASE: Final = re.compile(r"\d+\.\d+\.\d+\w*")


def grammar(name: str) -> Path:
    """Return the grammar of the built-in schema *name*.

    Raises :class:`~tei.errors.UsageError` if the release of TEI that it names is not here.
    """
    found = all_of_tei(name)
    return shipped(".rng", name) if found is None else found.grammar


def rules(name: str) -> tuple[tuple[Path, ...], tuple[tuple[Path, str], ...]]:
    """Return the rules that go with the built-in schema *name*, and those that are watched for. Raises as above."""
    if name == BUILT_IN:
        return (shipped(".sch"),), ()
    found = all_of_tei(name)
    if found is None:
        return (conformance(),), ()
    own = (found.rules,) if found.rules else ()
    return (*own, conformance()), ((found.fading, found.watched),) if found.fading else ()


def all_of_tei(name: str) -> "Prepared | None":
    """Return what all of TEI P5, in the release that *name* tells, is validated with; None for another schema.

    Raises as :func:`grammar` does.
    """
    if not name.startswith(ALL):
        return None
    from tei.odd import built_in, prepared  # noqa: PLC0415 - most schemas are files

    return prepared.built_in(name, built_in.odd) if built_in.is_built_in(name) else None


def for_version(version: str) -> tuple[str, str]:
    """Return the built-in schema for a document that declares *version*, and why it is that one."""
    if not version:
        return BUILT_IN, "the document declares no version of TEI"
    from tei.odd.bases import facts  # noqa: PLC0415 - most documents declare none

    said = f'the document declares version="{version}"'
    if not _RELEASE.fullmatch(version):
        return ALL, f"{said}, which names no release: the newest is taken"
    here = facts.releases()
    if version in here:
        return f"{ALL}@{version}", said
    stable = [release for release in here if release not in facts.DEVELOPMENT]
    later = [release for release in stable if facts.age(release) > facts.age(version)]
    if not later:
        return ALL, f"{said}, which is newer than what is here: the newest is taken"
    return f"{ALL}@{later[0]}", f"{said}, which is not here: the next release that is here is taken"


def shipped(suffix: str, name: str = BUILT_IN) -> Path:
    """Return the file of the schema *name* that ships compiled."""
    return resources.data_path("schemas", name + suffix)


def conformance() -> Path:
    """Return TEI's own rules, as they ship."""
    return resources.data_path("schemas", f"{CONFORMANCE}.sch")


def by_file(path: Path) -> str:
    """Return the name of the schema that ships as the grammar *path*, "" if none does."""
    return next((name for name in SHIPPED if path == shipped(".rng", name)), "")
