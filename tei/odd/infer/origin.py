"""The source that a corpus is held against: a release of TEI P5, what the user has added, or a file."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tei.odd.bases import facts, shelf
from tei.odd.bases.base import DocumentBase, SchemaBase
from tei.odd.compiling import compile_odd
from tei.odd.infer.plan import Module, Plan
from tei.odd.source import assembly
from tei.odd.source.files import Files
from tei.relaxng import sources as uris

if TYPE_CHECKING:
    from tei.odd.bases.base import Base


class Origin(NamedTuple):
    """A source: its *address* as an ODD has it, the *file* that it is ("" if it is on the shelf), and what it has."""

    address: str
    file: str
    base: "Base"

    @property
    def called(self) -> str:
        """How findings call it."""
        return facts.label(self.base.release) if not self.file and self.base.release else self.base.name

    @property
    def everything(self) -> Plan:
        """What takes all that the source has; where documents begin is left open."""
        kinds = ("element", "class", "macro", "data")
        loose = [(kind, ident) for kind, ident in self.base.module("") if kind in kinds]
        return Plan((), tuple(map(Module, self.base.modules)), tuple(loose))


def opened(source: str, folder: Path) -> Origin:
    """Return the source that *source* means, with its address as an ODD in *folder* has it.

    Raises :class:`~tei.errors.UsageError` if there is none such, :class:`~tei.errors.SchemaError` if it is an ODD and
    does not compile.
    """
    address = shelf.normal(source)
    if (found := shelf.find(address)) is not None:
        return Origin(address, "", found)
    files = Files(source)
    root = files.open(uris.uri(source)).root
    if assembly.schemas(files, root):
        return Origin(_relative(source, folder), source, SchemaBase(compile_odd(source).schema, Path(source).name))
    return Origin(_relative(source, folder), source, DocumentBase(files, root, Path(source).name))


def _relative(file: str, folder: Path) -> str:
    """Return the address of *file* as seen from *folder*."""
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # On another drive.
        return Path(file).absolute().as_uri()
