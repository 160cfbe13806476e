"""The closer look at a document: its tree, and with that every kind of schema, its root, its pointers and its lines."""

import re
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei import names
from tei.corpus.remote import is_address
from tei.diagnostics import Diagnostic, Severity
from tei.document import Document, parse
from tei.document.decoding import decode
from tei.document.including import is_includer, merged
from tei.document.parsing import parse_passed
from tei.document.shelves import Files, Nowhere
from tei.errors import DocumentError, EnvironmentFault, SchemaError
from tei.validate import compiled
from tei.validate.associate import Plan
from tei.validate.by_document import BROKEN
from tei.validate.excerpts import Excerpt, excerpts
from tei.validate.pointers.facts import Facts, gather, missing_here
from tei.validate.pointers.files import missing_files, unchecked_files
from tei.validate.pointers.placing import findings as findings_on
from tei.validate.pointers.written import is_file, pointers
from tei.validate.policy.suppressions import Said, said, said_in
from tei.validate.results import Checked
from tei.validate.root import root_findings
from tei.validate.stamped import Stamped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tei.document.merged import Merged
    from tei.saxon import Node
    from tei.validate.remembered.footing import Footing

# Nothing is gained by compiling it again for each of the documents that ask for it.
_BROKEN: Final[dict[tuple[Stamped, tuple[tuple[Path, str], ...]], str]] = {}


def check(data: bytes, path: str, plan: Plan, footing: "Footing | None" = None) -> Checked:
    """Return what the checks of *plan* find. Raises :class:`~tei.errors.SchemaError` if a schema cannot be used.

    Where the *footing* is known, no schema is used that was compiled before any of its files was changed.
    """
    accepted = _accepted(data, plan, footing)
    try:
        document = parse_passed(data, path, plan.limits) if accepted else parse(data, path, plan.limits)
    except DocumentError as fault:
        findings = _in_order(fault.diagnostics)
        return Checked(path, findings, excerpts(_text(data, path), findings))
    whole = _with_inclusions(document, plan) if plan.xinclude and is_includer(document) else None
    return _Check(document, plan, whole, footing, accepted=accepted).run()


def _accepted(data: bytes, plan: Plan, footing: "Footing | None") -> bool:
    """Return whether a quick look, which reads a document once, is enough to say that all grammars accept it.

    Then it is well-formed and safe too, and most are: only where something is to be placed, it is scanned.
    """
    # What is included may be something else than the grammar sees here.
    if not plan.grammars or plan.dtds or names.XI.encode() in data:
        return False
    return all(_passes(data, path, plan, footing) for path in plan.grammars)


def _passes(data: bytes, path: Path, plan: Plan, footing: "Footing | None") -> bool:
    key = Stamped.of(path, footing), plan.phases
    if key in _BROKEN:
        return False
    try:
        return compiled.grammar(key[0], plan.schema_folders, ids=plan.ids).passes_data(data, plan.limits)
    except SchemaError as fault:  # It is told in its turn.
        if plan.asked:
            _BROKEN[key] = _broken(fault)
        return False


def _broken(fault: SchemaError) -> str:
    return f"{BROKEN}: {fault.diagnostics[0]}"


def _with_inclusions(document: Document, plan: Plan) -> "Merged":
    lies_here = not (document.path.startswith("<") or is_address(document.path))
    shelf = Files(document.path, plan.folders) if lies_here else Nowhere()
    return merged(document, shelf, plan.limits)


def _text(data: bytes, path: str) -> str:
    """Return the text of a document that is not well-formed, "" where its encoding is what is wrong."""
    try:
        return decode(data, path)
    except DocumentError:
        return ""


def _in_order(findings: "Iterable[Diagnostic]") -> tuple[Diagnostic, ...]:
    """Return *findings* by place, identical ones once."""
    return tuple(sorted(dict.fromkeys(findings)))


def _once(findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Return *findings*, each once: a file may be included several times."""
    return tuple({(one.path, one.span, one.rule, one.message): one for one in reversed(findings)}.values())[::-1]


class _Check:
    """A well-formed document on its way through the schemas."""

    def __init__(
        self, document: Document, plan: Plan, whole: "Merged | None", footing: "Footing | None", *, accepted: bool
    ) -> None:
        self._own = document
        self._whole = whole
        # What the schemas see: the document with what it includes.
        self._document = whole.document if whole and whole.is_document else document
        self._plan = plan
        self._footing = footing
        self._accepted = accepted
        self._findings: list[Diagnostic] = list(whole.faults) if whole else []
        self._not_run: list[str] = []
        self._faults: list[str] = []
        self._unchecked: tuple[str, ...] = ()
        self._facts: list[tuple[str, Facts, tuple[str, ...]]] = []
        self._said = self._told()

    def run(self) -> Checked:
        """Return what was found.

        A root that is not TEI ends the check: every schema would only say the same in other words.
        """
        root = root_findings(self._document)
        self._findings += self._located(root) if self._plan.require_tei else []
        # Neither does a document that is none with what it includes come to the schemas.
        if self._whole is not None and not self._whole.is_document:
            root = []
        elif not (root and self._plan.require_tei):
            self._by_schemas()
            # After the schemas: a wrong name of a file is no reason to leave out what follows the grammar.
            self._by_pointers()
        findings = _once(_in_order([*self._findings, *self._plan.findings, *self._said.findings]))
        own = [facts for path, facts, _via in self._facts if path == self._own.path]
        return Checked(
            self._own.path,
            findings,
            self._excerpts(findings),
            tuple(self._not_run),
            (*self._plan.faults, *self._faults),
            self._unchecked,
            own[0] if own else None,
            included=self._whole.included if self._whole else (),
            parts=tuple(one for one in self._facts if one[0] != self._own.path),
            fragment=bool(root and findings),
            suppressions=self._said.suppressions,
        )

    def _told(self) -> Said:
        """Return what the document, and what it includes, say of findings to ignore."""
        if self._whole is None:
            return said(self._own)
        found = [said_in(source, path) for path, source in self._whole.sources.items()]
        return Said(
            tuple(one for each in found for one in each.suppressions),
            tuple(one for each in found for one in each.findings),
        )

    def _located(self, findings: "Iterable[Diagnostic]") -> list[Diagnostic]:
        """Return *findings* on what the schemas see as ones in the files that it is made of."""
        if self._whole is None:
            return list(findings)
        return [found for finding in findings if (found := self._whole.located(finding))]

    def _excerpts(self, findings: tuple[Diagnostic, ...]) -> "tuple[Excerpt | None, ...]":
        if self._whole is None:
            return excerpts(self._own.source, findings)
        # One document's findings after the other's: each has lines of its own.
        found = (
            excerpts(self._whole.sources.get(path, ""), tuple(of_path))
            for path, of_path in groupby(findings, key=lambda finding: finding.path)
        )
        return tuple(chain.from_iterable(found))

    def _by_pointers(self) -> None:
        """Add what is wrong with pointers here, and keep what can be said only beside the other documents."""
        if not (self._plan.require_tei or self._plan.pointers):
            return
        self._findings += self._by_pointers_of(self._own, None, ())
        for part in self._whole.parts[1:] if self._whole else ():
            if part.original is not None:
                via = self._whole.via[part] if self._whole else ()
                found = self._by_pointers_of(part.original, self._document, via)
                self._findings += [replace(one, included_by=via) for one in found]

    def _by_pointers_of(self, document: Document, header: Document | None, via: tuple[str, ...]) -> list[Diagnostic]:
        """Do so for one of the files that the document is made of."""
        written = tuple(pointers(document, header))
        found = missing_files(document, written, merged=self._whole is not None)
        if not self._plan.pointers:
            return found
        facts, faults = gather(document, written)
        if is_file(document):
            self._facts.append((document.path, facts, via))
        else:  # Nobody points into it, and nobody can come back to it.
            faults += missing_here(facts)
        errors = (one for one in (*self._findings, *found) if one.severity is Severity.ERROR)
        taken = {one.span for one in errors if one.path == document.path}
        return [*found, *findings_on(document, faults, taken, header)]

    def _by_schemas(self) -> None:
        plan = self._plan
        for path in plan.dtds:
            self._apply(path, partial(self._by_dtd, path))
        for path in () if self._accepted else plan.grammars:
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
        own = (one for one in self._said.suppressions if one.path == finding.path)
        return not any(one.covers(finding.rule, finding.span) for one in own)

    def _apply(self, path: Path, validate: "Callable[[], list[Diagnostic]]") -> None:
        """Add what *validate* finds. A schema of the document's own that is none concerns such documents alone."""
        key = Stamped.of(path, self._footing), self._plan.phases
        if not self._plan.asked or key not in _BROKEN:
            try:
                self._findings += self._located(validate())
            except SchemaError as fault:
                if not self._plan.asked:
                    raise
                _BROKEN[key] = _broken(fault)
        if self._plan.asked and key in _BROKEN:
            self._faults.append(_BROKEN[key])

    def _by_dtd(self, path: Path) -> list[Diagnostic]:
        return compiled.dtd(Stamped.of(path, self._footing), self._plan.catalogs).validate(self._document)

    def _by_xsd(self, path: Path) -> list[Diagnostic]:
        return compiled.xml_schema(Stamped.of(path, self._footing), self._plan.sandbox).validate(self._document)

    def _by_grammar(self, path: Path) -> list[Diagnostic]:
        grammar = compiled.grammar(Stamped.of(path, self._footing), self._plan.schema_folders, ids=self._plan.ids)
        return grammar.validate(self._document, everything=self._plan.explain)

    def _schematrons(self) -> tuple[Path, ...]:
        """Return the rules that apply, those that the text gives no occasion for left out."""
        called_for = (path for path, watched in self._plan.watched if re.search(watched, self._document.source))
        return (*self._plan.schematrons, *called_for)

    def _by_schematron(self) -> None:
        schematrons = self._schematrons()
        if not schematrons:
            return
        if not self._plan.pointers:
            self._unchecked = unchecked_files(self._document, self._plan.authorities)
        for path in schematrons:
            try:
                self._apply(path, partial(self._by_rules, path))
            except EnvironmentFault as bound:  # What Saxon cannot take concerns this document alone.
                self._faults.append(str(bound))

    @cached_property
    def _companions(self) -> "Mapping[str, Node]":
        """The documents that rules may look into; that they cannot be read is noted once."""
        from tei.validate.companions import companions  # noqa: PLC0415 - few rules look into other documents

        documents, faults = companions(self._document, self._plan.authorities, self._plan.limits, self._footing)
        self._faults += faults
        return documents

    def _by_rules(self, path: Path) -> list[Diagnostic]:
        """Return what the rules in *path* find, in each of the phases that are asked for."""
        schema = compiled.schematron(Stamped.of(path, self._footing))
        documents = self._companions if schema.consults else {}
        phases: list[str | None] = [phase for known, phase in self._plan.phases if known == path]
        validate = partial(schema.validate, self._document, documents=documents, entries=dict(self._plan.entries))
        found = (self._offering(partial(validate, phase=phase)) for phase in phases or [None])
        return compiled.placed([finding for findings in found for finding in findings], path)

    def _offering(self, validate: "Callable[..., list[Diagnostic]]") -> list[Diagnostic]:
        """Return what *validate* finds, with the changes that fixes would make if they are asked for.

        Whoever only wants to see them is not stopped by a fix that is faulty.
        """
        try:
            found = validate(edits=self._plan.edits)
        except SchemaError:
            if self._plan.mending or not self._plan.edits:
                raise
            found = validate(edits=False)
        return found if self._whole is None else [_unchangeable(one) for one in found]


def _unchangeable(finding: Diagnostic) -> Diagnostic:
    """Return *finding* with fixes that change nothing: their places are those of the whole, and not of a file."""
    reason = "the document is made of several files"
    return replace(finding, fixes=tuple(replace(fix, edits=(), refusal=reason) for fix in finding.fixes))
