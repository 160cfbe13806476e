"""From the file of an ODD to its schema: the stages one after the other."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tei.odd import assembly, emitting, resolving
from tei.odd.bases import DocumentBase
from tei.odd.files import Files
from tei.relaxng import sources, writing_compact, writing_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tei.diagnostics import Diagnostic
    from tei.odd.bases import Base
    from tei.odd.schema import ResolvedSchema
    from tei.relaxng import model


@dataclass(frozen=True)
class Compiled:
    """What an ODD compiles to."""

    schema: "ResolvedSchema"
    grammar: "model.Grammar"
    diagnostics: "tuple[Diagnostic, ...]"

    @property
    def rng(self) -> str:
        """The grammar in RELAX NG's XML syntax."""
        return writing_xml.write(self.grammar)

    @property
    def rnc(self) -> str:
        """The grammar in RELAX NG's compact syntax."""
        return writing_compact.write(self.grammar)


def compile_odd(path: Path | str, base_path: str, *, as_stylesheets: bool = False) -> Compiled:
    files = Files(path, [Path(base_path).parent])
    root = files.open(sources.uri(str(path))).root
    assembled = assembly.assemble(files, root)
    assert assembled
    p5 = DocumentBase(files, files.open(sources.uri(base_path)).root, "TEI P5")

    def base(source: str, node: "_Element") -> "Base | None":
        return p5

    schema, merging = resolving.resolve(assembled, files, base, as_stylesheets=as_stylesheets)

    def report(rule, message, node, *advice):
        if rule in resolving.WARNINGS:
            files.warn(rule, message, node, *advice)
        else:
            files.fault(rule, message, node, *advice)

    grammar = emitting.emit(schema, merging, report)
    return Compiled(schema, grammar, tuple(files.faults))
