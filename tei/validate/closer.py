"""The closer look at a document: its tree, and with that every kind of schema, its root, its pointers and its lines."""

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei.diagnostics import Diagnostic, Severity
from tei.document import Document, parse
from tei.document.decoding import decode
from tei.errors import DocumentError, EnvironmentFault, SchemaError
from tei.validate import compiled
from tei.validate.associate import Plan
from tei.validate.by_document import BROKEN
from tei.validate.excerpts import excerpts
from tei.validate.pointers.facts import Facts, gather, missing_here
from tei.validate.pointers.files import missing_files, unchecked_files
from tei.validate.pointers.placing import findings as findings_on
from tei.validate.pointers.written import is_file, pointers
from tei.validate.policy.suppressions import said
from tei.validate.results import Checked
from tei.validate.root import root_findings
from tei.validate.stamped import Stamped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tei.saxon import Node

# Nothing is gained by compiling it again for each of the documents that ask for it.
_BROKEN: Final[dict[tuple[Stamped, tuple[tuple[Path, str], ...]], str]] = {}


def check(data: bytes, path: str, plan: Plan) -> Checked:
    """Return what the checks of *plan* find. Raises :class:`~tei.errors.SchemaError` if a schema cannot be used."""
    try:
        document = parse(data, path, plan.limits)
    except DocumentError as fault:
        findings = _in_order(fault.diagnostics)
        return Checked(path, findings, excerpts(_text(data, path), findings))
    return _Check(document, plan).run()


def _text(data: bytes, path: str) -> str:
    """Return the text of a document that is not well-formed, "" where its encoding is what is wrong."""
    try:
        return decode(data, path)
    except DocumentError:
        return ""


def _in_order(findings: "Iterable[Diagnostic]") -> tuple[Diagnostic, ...]:
    """Return *findings* by place, identical ones once."""
    return tuple(sorted(dict.fromkeys(findings)))


class _Check:
    """A well-formed document on its way through the schemas."""

    def __init__(self, document: Document, plan: Plan) -> None:
        self._document = document
        self._plan = plan
        self._findings: list[Diagnostic] = []
        self._not_run: list[str] = []
        self._faults: list[str] = []
        self._unchecked: tuple[str, ...] = ()
        self._facts: Facts | None = None
        self._said = said(document)

    def run(self) -> Checked:
        """Return what was found.

        A root that is not TEI ends the check: every schema would only say the same in other words.
        """
        root = root_findings(self._document) if self._plan.require_tei else []
        self._findings += root
        if not root:
            self._by_schemas()
            # After the schemas: a wrong name of a file is no reason to leave out what follows the grammar.
            self._by_pointers()
        document = self._document
        findings = _in_order([*self._findings, *self._plan.findings, *self._said.findings])
        found = excerpts(document.source, findings)
        not_run, faults = tuple(self._not_run), (*self._plan.faults, *self._faults)
        checked = Checked(document.path, findings, found, not_run, faults, self._unchecked, self._facts)
        return checked._replace(suppressions=self._said.suppressions)

    def _by_pointers(self) -> None:
        """Add what is wrong with pointers here, and keep what can be said only beside the other documents."""
        if not (self._plan.require_tei or self._plan.pointers):
            return
        written = tuple(pointers(self._document))
        self._findings += missing_files(self._document, written)
        if not self._plan.pointers:
            return
        facts, faults = gather(self._document, written)
        if is_file(self._document):
            self._facts = facts
        else:  # Nobody points into it, and nobody can come back to it.
            faults += missing_here(facts)
        taken = {finding.span for finding in self._findings if finding.severity is Severity.ERROR}
        self._findings += findings_on(self._document, faults, taken)

    def _by_schemas(self) -> None:
        plan = self._plan
        for path in plan.dtds:
            self._apply(path, partial(self._by_dtd, path))
        for path in plan.grammars:
            self._apply(path, partial(self._by_grammar, path))
        refused = any(map(self._refuses, self._findings))
        # What the grammar has refused breaks rules of Schematron too: one cause would become many findings.
        if refused and not plan.all_kinds:
            self._not_run += ["Schematron"] if self._schematrons() else []
            self._not_run += ["XML Schema"] if plan.xsds else []
            return
        self._by_schematron()
        for path in plan.xsds:
            self._apply(path, partial(self._by_xsd, path))

    def _refuses(self, finding: Diagnostic) -> bool:
        """Return whether a finding of the grammar is an error that neither project nor document passes over."""
        if finding.severity is not Severity.ERROR or finding.rule in self._plan.tolerated:
            return False
        return not any(one.covers(finding.rule, finding.span) for one in self._said.suppressions)

    def _apply(self, path: Path, validate: "Callable[[], list[Diagnostic]]") -> None:
        """Add what *validate* finds. A schema of the document's own that is none concerns such documents alone."""
        key = Stamped.of(path), self._plan.phases
        if not self._plan.asked or key not in _BROKEN:
            try:
                self._findings += validate()
            except SchemaError as fault:
                if not self._plan.asked:
                    raise
                _BROKEN[key] = f"{BROKEN}: {fault.diagnostics[0]}"
        if self._plan.asked and key in _BROKEN:
            self._faults.append(_BROKEN[key])

    def _by_dtd(self, path: Path) -> list[Diagnostic]:
        return compiled.dtd(Stamped.of(path), self._plan.catalogs).validate(self._document)

    def _by_xsd(self, path: Path) -> list[Diagnostic]:
        return compiled.xml_schema(Stamped.of(path), self._plan.sandbox).validate(self._document)

    def _by_grammar(self, path: Path) -> list[Diagnostic]:
        grammar = compiled.grammar(Stamped.of(path), self._plan.schema_folders, ids=self._plan.ids)
        return grammar.validate(self._document, everything=self._plan.explain)

    def _schematrons(self) -> tuple[Path, ...]:
        """Return the rules that apply, those that the text gives no occasion for left out."""
        called_for = (path for path, watched in self._plan.watched if re.search(watched, self._document.source))
        return (*self._plan.schematrons, *called_for)

    def _by_schematron(self) -> None:
        schematrons = self._schematrons()
        if not schematrons:
            return
        from tei.validate.companions import companions  # noqa: PLC0415 - saxonche is loaded only for Schematron

        documents, faults = companions(self._document, self._plan.authorities, self._plan.limits)
        self._faults += faults
        if not self._plan.pointers:
            self._unchecked = unchecked_files(self._document, self._plan.authorities)
        for path in schematrons:
            try:
                self._apply(path, partial(self._by_rules, path, documents))
            except EnvironmentFault as bound:  # What Saxon cannot take concerns this document alone.
                self._faults.append(str(bound))

    def _by_rules(self, path: Path, documents: "Mapping[str, Node]") -> list[Diagnostic]:
        """Return what the rules in *path* find, in each of the phases that are asked for."""
        schema = compiled.schematron(Stamped.of(path))
        phases: list[str | None] = [phase for known, phase in self._plan.phases if known == path]
        found = (schema.validate(self._document, phase=phase, documents=documents) for phase in phases or [None])
        return [finding for findings in found for finding in findings]
