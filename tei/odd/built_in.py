"""The schemas that need no file: all of TEI P5 in each release, and those of the ODDs that ship."""

from typing import TYPE_CHECKING, Final

from tei import resources

if TYPE_CHECKING:
    from collections.abc import Iterator

ALL: Final = "tei_all"
SHIPPED: Final = ("tei-documentary", "tei-lite")
"""The ODDs in ``schemas/``."""


def names() -> tuple[str, ...]:
    """Return the names that ``--schema`` knows; ``tei_all@4.7.0`` is that release, ``tei_all`` the newest stable."""
    return (ALL, *SHIPPED)


def is_built_in(name: str) -> bool:
    """Return whether *name* is that of a built-in schema, perhaps with a release."""
    return name in SHIPPED or name == ALL or name.startswith(f"{ALL}@")


def odd(name: str) -> str:
    """Return the ODD of the built-in schema *name*.

    Raises :class:`~tei.errors.UsageError` with the releases there are if the facts of the one it names are not here.
    """
    if name in SHIPPED:
        return resources.text("schemas", f"{name}.odd")
    from tei.odd.bases import facts  # noqa: PLC0415 - most schemas are files

    release = name.partition("@")[2] or facts.newest()
    return "".join(_all(release, facts.load(release).modules))


def _all(release: str, modules: tuple[str, ...]) -> "Iterator[str]":
    """Yield the parts of an ODD that takes every module as it is."""
    yield '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
    yield f"<title>TEI P5 {release}, all of it</title>"
    yield "</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
    yield f'<text><body><schemaSpec ident="{ALL}" start="TEI teiCorpus" source="tei:{release}">'
    for module in modules:
        yield f'<moduleRef key="{module}"/>'
    yield "</schemaSpec></body></text></TEI>"
