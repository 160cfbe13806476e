"""From the file of an ODD to its schema: the stages one after the other."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tei import document
from tei.diagnostics import Severity
from tei.errors import DocumentError, SchemaError
from tei.odd.bases.base import SchemaBase
from tei.odd.bases.origins import Origins
from tei.odd.derived import deriving
from tei.odd.grammar import emitting, externals
from tei.odd.grammar.documentation import Documentation
from tei.odd.quirks import DOUBTFUL, PASSED_BY_STYLESHEETS, STRICT, STYLESHEETS
from tei.odd.resolution import checking, resolving
from tei.odd.resolution.inheritance import Inheritance
from tei.odd.rules import constraints, embedding, schematron
from tei.odd.source import assembly
from tei.odd.source.assembly import ExternalItem
from tei.odd.source.catalog import Catalog
from tei.odd.source.files import Files
from tei.relaxng import sources, writing_compact, writing_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element

    from tei.diagnostics import Diagnostic
    from tei.odd.bases.base import Base
    from tei.odd.quirks import Quirks
    from tei.odd.resolution.merging import Merging
    from tei.odd.rules.constraints import Authored
    from tei.odd.rules.schematron import Schematron
    from tei.odd.schema import ResolvedSchema
    from tei.odd.source.assembly import Assembled
    from tei.odd.specs import Spec
    from tei.relaxng import model

COMPATIBILITIES: Final["Mapping[str, Quirks]"] = {"": STRICT, "stylesheets": STYLESHEETS}
"""The semantics an ODD can be compiled with, by the name that ``--compat`` takes."""


class Compiled:
    """What an ODD compiles to; each form is made when it is asked for.

    *schema* is the derived ODD, *inheritance* has the attributes of its elements and classes, *grammar* is the grammar
    as RELAX NG has it; *assembled* is what the ODD says, and *finding* returns a finding at a node of it.
    """

    def __init__(self, made: "_Made", files: Files) -> None:
        self.schema = made.schema
        self.grammar = made.grammar
        self.inheritance = made.inheritance
        self.assembled = made.assembled
        self.finding = files.finding
        self._made = made
        self._files = files

    @property
    def warnings(self) -> "tuple[Diagnostic, ...]":
        """What is probably not meant, by place."""
        return tuple(sorted(set(self._files.faults)))

    def remark(self, rule: str, message: str, spec: "Spec | None") -> None:
        """Add to the warnings what is worth knowing of *spec*, or of the schema as a whole."""
        self._files.fault(rule, message, spec.node if spec else None, severity=Severity.INFO)

    def refuse_errors(self) -> None:
        """Raise :class:`~tei.errors.SchemaError` if there is an error by now, as rules may have that were asked for."""
        self._files.refuse_errors()

    def note(self, findings: "Iterable[Diagnostic]") -> None:
        """Add to the warnings what was found in files besides the ODD."""
        self._files.faults.extend(findings)

    @property
    def bases(self) -> "tuple[Base, ...]":
        """What the ODD takes its specifications from."""
        return self._made.bases

    @property
    def written(self) -> "tuple[_Element, Files]":
        """The root of the ODD as it is written, and the files that it is in."""
        return self._made.root, self._files

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that the ODD is made of, its own first."""
        return tuple(dict.fromkeys(self._files.read_paths))

    @cached_property
    def rng(self) -> str:
        """The grammar in RELAX NG's XML syntax."""
        return writing_xml.write(self.grammar)

    @cached_property
    def rnc(self) -> str:
        """The grammar in RELAX NG's compact syntax."""
        return writing_compact.write(self.grammar)

    @cached_property
    def rules(self) -> "Schematron":
        """The rules of the ODD and of its sources."""
        return schematron.emit(self.schema, self._made.inheritance, self._files, self._made.authored)

    @cached_property
    def rng_with_rules(self) -> str:
        """The grammar in XML syntax with the rules in it."""
        return writing_xml.write(embedding.embedded(self.grammar, self.rules))

    @cached_property
    def derived(self) -> str:
        """The schema as an ODD in which every specification is complete, for others that build on it."""
        made = self._made
        return deriving.derive(
            self.schema, made.inheritance, made.quirks, _public(made.assembled.source, self.schema.release)
        )

    @cached_property
    def schematron(self) -> str:
        """The rules as a Schematron schema."""
        return self.rules.text


def compile_odd(  # noqa: PLR0913 - one parameter an option of the command
    path: Path | str,
    *,
    ident: str = "",
    source: Path | str | None = None,
    catalog: Catalog | None = None,
    folders: "Iterable[Path | str]" = (),
    languages: tuple[str, ...] = (),
    quirks: "Quirks" = STRICT,
    release: str = "",
) -> Compiled:
    """Return what the schema *ident* of the ODD at *path*, or its first, compiles to.

    *source* stands for every source the ODD names; *catalog* maps addresses to files; *folders* may be read besides the
    ODD's own; *languages* are those of the documentation, the one wanted most first; *quirks* are errors of the
    Stylesheets to repeat. *release* stands for every release of TEI P5 that is named, here or in an ODD that this one
    builds on: then of what the ODD refers to in vain is only warned.

    Raises :class:`~tei.errors.SchemaError` with every finding if there is an error among them,
    :class:`~tei.errors.UsageError` if there is no such file.
    """
    extra = [*folders, *([Path(source).parent] if source is not None else [])]
    files = Files(path, extra, catalog, PASSED_BY_STYLESHEETS if quirks or release else DOUBTFUL)
    try:
        root = files.open(sources.uri(str(path))).root
    except DocumentError as fault:
        raise SchemaError(fault.diagnostics) from fault
    override = "" if source is None else str(source) if str(source).startswith("tei:") else sources.uri(str(source))
    made = _Compiler(files, languages, quirks, override, release).run(root, ident)
    files.refuse_errors()
    return Compiled(made, files)


def compile_text(data: bytes, name: str) -> Compiled:
    """Return what the ODD in *data* compiles to, which is no file but has a *name*. Raises as :func:`compile_odd`."""
    files = Files(f"<{name}>", passed=DOUBTFUL)
    found = document.parse(data, files.path)
    files.add(found)
    made = _Compiler(files, (), STRICT, "").run(found.root, "")
    files.refuse_errors()
    return Compiled(made, files)


def _public(source: str, release: str) -> str:
    """Return how others can name a source: no path on the author's own machine."""
    if source.startswith(("tei:", "http:", "https:")):
        return source
    return f"tei:{release}" if release else source.rpartition("/")[2]


class _Made(NamedTuple):
    """What the stages have made of an ODD."""

    schema: "ResolvedSchema"
    inheritance: Inheritance
    grammar: "model.Grammar"
    authored: "Authored"
    quirks: "Quirks"
    assembled: "Assembled"
    bases: "tuple[Base, ...]"
    root: "_Element"


class _Compiler:
    """The stages, for an ODD and for those it builds on."""

    def __init__(
        self, files: Files, languages: tuple[str, ...], quirks: "Quirks", override: str, release: str = ""
    ) -> None:
        self._files = files
        self._languages = languages
        self._quirks = quirks
        self._override = override
        self._release = release
        self._open: list[str] = []
        """The addresses of the ODDs that are being compiled, each building on the next."""

    def run(self, root: "_Element", ident: str) -> _Made:
        """Return the schema and its grammar. Raises :class:`~tei.errors.SchemaError`."""
        self._open.append(sources.uri(self._files.path))
        assembled, schema, merging, bases = self._resolved(root, ident, self._override)
        if not bases:
            self._files.refuse_errors()  # Whatever else is missing is missing for that reason.
        inheritance = Inheritance(schema, merging, self._files.fault)
        documentation = Documentation(schema, self._languages)
        grammar = emitting.emit(schema, inheritance, self._quirks, self._files.fault, documentation)
        checking.check(schema, grammar, self._files.fault)
        authored = constraints.authored(assembled, schema, bases)
        return _Made(schema, inheritance, grammar, authored, self._quirks, assembled, bases, root)

    def _resolved(
        self, root: "_Element", ident: str, override: str
    ) -> "tuple[Assembled, ResolvedSchema, Merging, tuple[Base, ...]]":
        assembled = assembly.assemble(self._files, root, ident)
        if assembled is None:
            raise SchemaError(sorted(self._files.faults))
        origins = Origins(self._files, self._chained, override, nearest=bool(self._quirks), release=self._release)
        grammars = externals.read(self._files, (item for item in assembled.items if isinstance(item, ExternalItem)))
        schema, merging = resolving.resolve(assembled, self._files, origins.base, grammars, quirks=self._quirks)
        return assembled, schema, merging, origins.bases

    def _chained(self, address: str, node: "_Element") -> "Base | None":
        """Return the ODD at *address*, compiled, as a base; one that builds on itself is none."""
        if address in self._open:
            message = f"the source {address} builds on itself"
            self._files.fault("odd.cycle", message, node, attribute="source")
            return None
        self._open.append(address)
        _assembled, schema, _merging, bases = self._resolved(self._files.open(address).root, "", "")
        self._open.pop()
        if not bases and self._files.has_errors:
            return None  # It has nothing, for a reason that has been noted.
        return SchemaBase(schema, address.rpartition("/")[2])
