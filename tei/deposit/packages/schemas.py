"""The schemas that a document was valid against, as files of the package, and which of them are the ones to apply."""

import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.deposit.packages import names
from tei.errors import TeiError
from tei.validate import compiled
from tei.validate.stamped import Stamped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.validate.associate import Plan

FOLDER: Final = "schemas"
LIST: Final = "schemas/schemas.json"
KINDS: Final = ("relaxng", "schematron", "xsd")


class Schemas(NamedTuple):
    """The files by their paths in the package, and the list that says which are to be applied to the documents."""

    files: tuple[tuple[str, Path], ...]
    applied: dict[str, list[str]]

    def listed(self, authority: str | None) -> bytes:
        """Return the list as a file: what ``tei deposit verify`` checks the documents against."""
        content = {**self.applied, "authority": authority}
        return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def of_plan(plan: "Plan", described: "Iterable[Path]") -> Schemas:
    """Return the schemas of *plan* with all the files that they are made of, and the ODDs that are *described*.

    Raises :class:`~tei.errors.SchemaError` if one cannot be used.
    """
    folders, ids = plan.schema_folders, plan.ids
    made = {
        "relaxng": [(path, compiled.grammar(Stamped.of(path), folders, ids=ids).files) for path in plan.grammars],
        "schematron": [(path, compiled.schematron(Stamped.of(path)).files) for path in plan.schematrons],
        "xsd": [(path, compiled.xml_schema(Stamped.of(path)).files) for path in plan.xsds],
    }
    every = [path for found in made.values() for own, parts in found for path in (own, *parts)]
    inside = _inside([*every, *described])
    applied = {kind: [inside[_absolute(own)] for own, _parts in found] for kind, found in made.items()}
    return Schemas(tuple(sorted((name, path) for path, name in inside.items())), applied)


def _inside(paths: "Iterable[Path]") -> dict[Path, str]:
    """Return where each of *paths* goes: as they lie to each other, so that includes still lead where they led."""
    absolute = list(dict.fromkeys(map(_absolute, paths)))
    if not absolute:
        return {}
    common = Path(os.path.commonpath([path.parent for path in absolute]))
    steps = [path.relative_to(common).parts for path in absolute]
    found = names.distinct(steps)
    return {path: f"{FOLDER}/{'/'.join(found[one])}" for path, one in zip(absolute, steps, strict=True)}


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links


def odds(targets: "Iterable[str]", document: Path, plan: "Plan") -> tuple[Path, ...]:
    """Return the ODDs among *targets*, which ``schemaRef`` of *document* names, that lie beside a schema it has.

    Others are left out: a header is not to bring any file of the machine into a package.
    """
    beside = {path.parent.resolve() for path in (*plan.grammars, *plan.schematrons, *plan.xsds)}
    beside.add(document.parent.resolve())
    found = []
    for target in targets:
        if not target.lower().endswith(".odd") or ":" in target or "\0" in target:
            continue
        try:
            path = (document.parent / target).resolve()
            if path.parent in beside and path.is_file() and _is_tei(Stamped.of(path)):
                found.append(path)
        except (OSError, TeiError, ValueError):
            continue
    return tuple(dict.fromkeys(found))


@cache
def _is_tei(file: Stamped) -> bool:
    """Return whether *file* is a TEI document; an ODD is named by all documents of a collection and read once."""
    from tei.document import read  # noqa: PLC0415 - lxml is loaded when there is an ODD
    from tei.names import tei_name  # noqa: PLC0415 - as above

    return read(file.path).root.tag == tei_name("TEI")
