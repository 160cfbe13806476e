"""The room's door: a schema that validates documents."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tei import saxon
from tei.diagnostics import Diagnostic
from tei.document import Document, parse
from tei.errors import DocumentError, SchemaError
from tei.names import SCH
from tei.schematron import checks, compiling, embedded, report, source, svrl
from tei.schematron.fixes.compiling import Fixes
from tei.schematron.fixes.entries import given
from tei.schematron.source import Source, assemble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tei.saxon import Node, Parameter, Stylesheet


def load(path_or_bytes: Path | str | bytes) -> "Schema":
    """Return the Schematron schema in a file or in *bytes*, checked and compiled; that in a grammar of RELAX NG too.

    Files that it includes are read from its own folder only. Raises :class:`~tei.errors.SchemaError` with located
    findings, rule ids ``sch.schema.*`` and ``xml.*``, if the schema is bad; :class:`~tei.errors.UsageError` and
    :class:`~tei.errors.EnvironmentFault` if there is no file to be read.
    """
    try:
        return Schema(path_or_bytes)
    except DocumentError as fault:
        raise SchemaError(fault.diagnostics) from fault


class Schema:
    """A Schematron schema, made by :func:`load`; ``path`` names it in findings.

    Its default phase is compiled when it is loaded, any other when it is first asked for.
    """

    def __init__(self, path_or_bytes: Path | str | bytes) -> None:
        self._given = path_or_bytes
        if isinstance(path_or_bytes, bytes):
            document, folder = parse(path_or_bytes, "<schema>"), None
        else:
            document, folder = embedded.read_grammar(path_or_bytes), Path(path_or_bytes).parent
        self.path: str = document.path
        in_grammar = embedded.is_grammar(document)
        self._source: Source = (embedded.gather if in_grammar else assemble)(document, folder)
        found = [*self._source.faults, *checks.faults(self._source)]
        if found:
            raise SchemaError(sorted(found))
        self._fixes = Fixes(self._source)
        self._compiled: dict[tuple[str, bool], Stylesheet] = {}
        try:
            self._stylesheet("#DEFAULT")
            if any("when" in phase.attrib for phase in self._source.root.iterchildren(f"{{{SCH}}}phase")):
                self._stylesheet("#ANY")
        except SchemaError as fault:
            # Then the schema is of use in some phase only, and whoever asks for another is told why.
            if not compiling.lacks_only(fault.diagnostics, self._phase_variables()):
                raise

    def _stylesheet(self, phase: str, *, edits: bool = False) -> "Stylesheet":
        """Return the stylesheet for *phase*, which is kept: to find it by its text takes longer than to run it."""
        key = phase, edits
        if key not in self._compiled:
            self._compiled[key] = self._fixes.compiled(phase, edits=edits)
        return self._compiled[key]

    def _phase_variables(self) -> set[str]:
        lets = self._source.root.iterfind(f"{{{SCH}}}phase/{{{SCH}}}let")
        return {str(let.get("name")) for let in lets}

    def __reduce__(self) -> "tuple[type[Schema], tuple[Path | str | bytes]]":
        """Return what pickle needs: the other process reads and compiles for itself."""
        return Schema, (self._given,)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that the schema is made of, its own first; none if it does not come from a file."""
        return () if isinstance(self._given, bytes) else tuple(map(Path, self._source.files))

    @property
    def phases(self) -> tuple[str, ...]:
        """The ids of the schema's phases."""
        return tuple(str(phase.get("id")) for phase in self._source.root.iterchildren(f"{{{SCH}}}phase"))

    @cached_property
    def consults(self) -> bool:
        """Whether the schema can look into other documents that are given with the one that is validated."""
        return self._asks_for_documents() or any("documents" in one.attrib for one in self._source.root.iter("*"))

    def _asks_for_documents(self) -> bool:
        """Return whether the variable ``documents`` is there to be set, and no variable of the author's own."""
        lets = self._source.root.iterchildren(f"{{{SCH}}}let")
        return any(let.get("name") == "documents" and "".join(let.get("value", "").split()) == "map{}" for let in lets)

    def validate(
        self,
        document: Document,
        *,
        phase: str | None = None,
        documents: "Mapping[str, Node] | None" = None,
        edits: bool = False,
        entries: "Mapping[str, str] | None" = None,
    ) -> "list[Diagnostic]":
        """Return the findings on *document*, in the order of their places.

        *phase* is an id, ``#ALL``, ``#DEFAULT``, or ``#ANY`` for the first whose ``@when`` holds of the document.
        *documents* are those that the schema may consult, by the name under which the document or the schema speaks of
        them: they are the schema's variable ``documents``, if it declares one that is an empty map, and what
        ``sch:pattern/@documents`` finds. That the schema fails on the document is a finding, too. With *edits*, the
        fixes that findings offer have the changes that they would make; *entries* are the values that the user gives
        for what they ask. Raises :class:`~tei.errors.SchemaError` for an unknown phase, and with *edits* for what is
        wrong with fixes; without, a faulty one is not offered.
        """
        try:
            said, _phase = self._run(document, phase, documents, fixing=(entries or {}) if edits else None)
        except _Failure as failure:
            return failure.findings(document)
        return report.findings(said, document, self._source)

    def errors(self, document: Document) -> "list[Diagnostic]":
        """Return the errors among what :meth:`validate` finds: what is less is left out, and not looked for."""
        try:
            said, _phase = self._run(document, None, None, wish="errors-only")
        except _Failure as failure:
            return failure.findings(document)
        return report.findings(said, document, self._source, errors_only=True)

    def svrl(
        self,
        document: Document,
        *,
        phase: str | None = None,
        documents: "Mapping[str, Node] | None" = None,
    ) -> str:
        """Return the outcome for *document* in the Schematron Validation Report Language; see :meth:`validate`.

        Raises :class:`~tei.errors.SchemaError` also if the schema fails on the document.

        Source: ISO/IEC 19757-3:2016, annex D, and 2025, annex C.
        """
        try:
            said, chosen = self._run(document, phase, documents, wish="fired")
        except _Failure as failure:
            raise SchemaError(failure.faults) from failure
        return svrl.report(report.tree(said), document, self._source, chosen)

    def _run(
        self,
        document: Document,
        phase: str | None,
        documents: "Mapping[str, Node] | None",
        *,
        wish: str = "",
        fixing: "Mapping[str, str] | None" = None,
    ) -> tuple[str, str | None]:
        """Return the report on *document* as XML, and the phase if one was chosen.

        It has the changes that fixes would make, given in *fixing* what they ask for, unless that is None. A *wish* is
        the name of a parameter of :file:`generate.xsl`: ``fired`` or ``errors-only``.
        """
        default = self._source.root.get("defaultPhase")
        chosen = default if phase in {None, "#DEFAULT"} else phase
        if fault := checks.phase_fault(self._source, chosen or "#ALL"):
            raise SchemaError([fault])
        parameters: dict[str, Parameter] = {}
        if fixing:
            parameters[f"{source.INTERNAL}entries"] = given(fixing)
        if documents:
            parameters[f"{source.INTERNAL}documents"] = documents
            if self._asks_for_documents():
                parameters["documents"] = documents
        if chosen == "#ANY":
            chosen = self._transformed(document, self._stylesheet("#ANY"), parameters)
        stylesheet = self._stylesheet(chosen or "#DEFAULT", edits=fixing is not None)
        if wish:
            parameters[f"{source.INTERNAL}{wish}"] = True
        return self._transformed(document, stylesheet, parameters), chosen

    def _transformed(self, document: Document, stylesheet: "Stylesheet", parameters: "Mapping[str, Parameter]") -> str:
        try:
            return stylesheet.transform(saxon.node(document), parameters=parameters).text
        except SchemaError as error:
            found = compiling.authored(self._source, stylesheet.text, error.diagnostics, "sch.schema.run")
            raise _Failure(found) from error


class _Failure(Exception):
    """The schema ended with an error instead of a report: *faults*, which are placed in the schema."""

    def __init__(self, faults: "list[Diagnostic]") -> None:
        super().__init__()
        self.faults = faults

    def findings(self, document: Document) -> "list[Diagnostic]":
        """Return one finding on *document* for each fault. What fails on one document may serve for all others."""
        span = document.span(document.root)
        return [
            Diagnostic(one.rule, one.message, document.path, span, xpath=document.xpath(document.root), help=(place,))
            for one in self.faults
            for place in (f"{report.EXPRESSION} {one.path}:{one.span.line}:{one.span.column}",)
        ]
