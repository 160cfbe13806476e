"""From a corpus to the ODD that it uses, proved against the corpus."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, TypeVar

from tei import limits as limits_module
from tei.corpus import execute, survey
from tei.diagnostics import Diagnostic, Severity
from tei.errors import SchemaError, UsageError
from tei.names import prefixed
from tei.odd.bases import facts
from tei.odd.infer import additions, origin, proof, soundness, tables, usage, writing
from tei.odd.infer.lists import Lists
from tei.odd.infer.narrowing import Narrowing, Used
from tei.odd.infer.plan import Change, Plan
from tei.odd.infer.proof import Question, Schemas
from tei.odd.infer.usage import Task, Usage
from tei.odd.infer.vocabulary import Vocabulary
from tei.odd.specs import Key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tei.corpus import Discovery
    from tei.limits import Limits
    from tei.odd.compiling import Compiled
    from tei.odd.content_models.elements import Contents
    from tei.odd.infer.origin import Origin

Item = TypeVar("Item")
Result = TypeVar("Result")

NEWEST: Final = f"tei:{facts.newest()}"
MOST_VALUES: Final = 20
"""How many values a list has at most that is closed, where nothing else is said."""
_EXPLAINED: Final = 20
"""Of how many documents that the source refuses it is looked up why: it takes longer than all the rest."""


@dataclass(frozen=True, slots=True)
class Inferred:
    """The ODD that a corpus uses, "" if there is none; what was found on the way, and what could not be read.

    *valid* of the *documents* are valid against it.
    """

    odd: str
    findings: tuple[Diagnostic, ...]
    faults: tuple[str, ...]
    documents: int
    valid: int
    plan: Plan

    @property
    def summary(self) -> str:
        """How much the ODD has, in one line."""
        elements = sum(len(module.taken) for module in self.plan.modules)
        changed = [attribute for change in self.plan.changes for attribute in change.attributes]
        lists = sum(attribute.closed is not None for attribute in changed)
        return (
            f"{_number(elements, 'element')}, {_number(lists, 'closed list')}; "
            f"{self.valid:,} of {_number(self.documents, 'document')} valid"
        )

    @property
    def exit_code(self) -> int:
        """2 if something could not be read, 1 if there is an error among the findings, else 0."""
        if self.faults:
            return 2
        return int(any(finding.severity is Severity.ERROR for finding in self.findings))


def infer(  # noqa: PLR0913 - one parameter an option of the command
    paths: "Iterable[Path | str]",
    *,
    source: str = NEWEST,
    most_values: int = MOST_VALUES,
    keep_classes: "Sequence[str]" = (),
    folder: Path = Path(),
    jobs: int = 1,
    limits: "Limits" = limits_module.DEFAULT,
    progress: "Callable[[int, int], None] | None" = None,
) -> Inferred:
    """Return the ODD on top of *source* that allows what the documents at *paths* use, and as little else as can be.

    Lists of at most *most_values* values are closed. *keep_classes* name classes of attributes that stay as the source
    has them. The ODD is to lie in *folder*, from where a source that is a file is referred to. *progress* is told how
    many documents are done, and of how many: all are gone through twice. Every document that the source accepts is
    valid against the ODD; the others are told in the findings.

    Raises :class:`~tei.errors.UsageError` if there is nothing to read, or no such source or class.
    """
    found = survey(paths)
    if not found.paths:
        raise UsageError("\n".join(found.faults))
    with TemporaryDirectory(prefix="tei-infer-") as workshop:
        inference = _Inference(origin.opened(source, folder), Path(workshop), limits, jobs, progress)
        return inference.run(found, most_values, keep_classes)


class _Inference:
    """One corpus on its way to an ODD; what is compiled lies in *folder*."""

    def __init__(
        self, source: "Origin", folder: Path, limits: "Limits", jobs: int, progress: "Callable[[int, int], None] | None"
    ) -> None:
        self._origin = source
        self._folder = folder
        self._limits = limits
        self._jobs = jobs
        self._progress = progress
        self._findings: list[Diagnostic] = []
        self._faults: list[str] = []
        self._vocabulary = Vocabulary(
            self._compiled(self._written("source.odd", source.everything)).schema, source.called
        )

    def run(self, found: "Discovery", most_values: int, keep_classes: "Sequence[str]") -> Inferred:
        """Return the ODD and what was found on the way."""
        self._require_classes(keep_classes)
        paths, counted = self._counted(found.paths)
        for number, unknown in enumerate(additions.unknown(self._vocabulary, counted)):
            self._findings.append(unknown.finding(located=number < _EXPLAINED))
        used, plan, schemas = self._sound(counted, most_values, keep_classes)
        prose = tables.prose(self._vocabulary, counted, used, most_values)
        valid = self._proved(schemas, paths)
        text = writing.odd(plan, self._origin.address, _title(counted), prose)
        faults = (*found.faults, *self._faults)
        return Inferred(text, tuple(sorted(self._findings)), faults, len(found.paths), valid, plan)

    def _require_classes(self, idents: "Sequence[str]") -> None:
        known = [key.ident for key, spec in self._vocabulary.schema.specs.items() if spec.type == "atts"]
        for ident in idents:
            if ident not in known:
                near = get_close_matches(ident, known, n=1)
                advice = f"; did you mean {near[0]}?" if near else ""
                message = f"there is no class of attributes {ident} in {self._vocabulary.called}{advice}"
                raise UsageError(message)

    # What the documents have

    def _counted(self, paths: "Sequence[Path]") -> tuple[list[Path], Usage]:
        """Return the documents that can be used, and what they have.

        Raises :class:`~tei.errors.UsageError` if there are none.
        """
        noted = self._vocabulary.enumerated | {tables.LANGUAGE}
        together, usable = Usage(), []
        for path, counted in zip(
            paths, self._each(usage.count, [Task(path, noted, self._limits) for path in paths]), strict=True
        ):
            if counted.findings or counted.fault:
                self._findings.extend(counted.findings)
                self._faults.extend(filter(None, [counted.fault]))
            elif counted.root not in self._vocabulary.elements:
                message = f"the document begins with <{prefixed(counted.root)}>, which {self._origin.called} has not"
                advice = ("it is left out of account",)
                self._findings.append(Diagnostic("odd.corpus-invalid", message, counted.path, help=advice))
            else:
                together.add(counted)
                usable.append(path)
        if not usable:
            reasons = [*self._faults, *map(str, self._findings)]
            raise UsageError("\n".join(["none of the documents can be used", *reasons[:_EXPLAINED]]))
        return usable, together

    def _each(self, task: "Callable[[Item], Result]", items: "Sequence[Item]") -> "Iterator[Result]":
        """Yield what *task* returns for each of *items*, and tell how far the work has come."""
        for number, result in enumerate(execute(task, items, jobs=self._jobs), 1):
            if self._progress is not None:
                self._progress(number, len(items))
            yield result

    # What the ODD says

    def _sound(self, counted: Usage, most_values: int, kept: "Sequence[str]") -> tuple[Used, Plan, Schemas]:
        """Return what is used, and what the ODD says so that no content model is changed by what it leaves out."""
        added = additions.elements(self._vocabulary, counted)
        needed = frozenset(Key("class", "", ident) for addition in added for ident in addition.classes)
        whole: Contents | None = None
        while True:
            used = Used(self._vocabulary, counted, kept, needed)
            plan = self._plan(used, Lists(self._vocabulary, counted, used, most_values), counted)
            schemas = self._schemas(plan, f"inferred-{len(needed)}.odd")
            whole = whole or soundness.contents(self._compiled(schemas.source).grammar)
            narrow = self._compiled(schemas.inferred)
            found = soundness.missing(self._vocabulary, used, whole, soundness.contents(narrow.grammar), narrow.schema)
            if found <= needed:
                return used, plan, schemas
            needed |= found

    def _schemas(self, plan: Plan, name: str) -> Schemas:
        """Return where the ODD of *plan* lies, and that of all of the source with what *plan* adds to it."""
        return Schemas(self._written("whole.odd", self._whole(plan)), self._written(name, plan), self._origin.file)

    def _plan(self, used: Used, lists: Lists, counted: Usage) -> Plan:
        """Return what the ODD says."""
        narrowing = Narrowing(self._vocabulary, used, lists)
        return Plan(
            start=self._start(counted),
            modules=tuple(narrowing.modules()),
            loose=tuple((key.kind, key.ident) for key in narrowing.loose()),
            changes=tuple(narrowing.changes(additions.attributes(self._vocabulary, counted))),
            additions=additions.elements(self._vocabulary, counted),
        )

    def _compiled(self, odd: Path) -> "Compiled":
        return proof.compiled(odd, self._origin.file)

    def _start(self, counted: Usage) -> tuple[str, ...]:
        return tuple(key.ident for name, key in self._vocabulary.elements.items() if name in counted.roots)

    def _whole(self, plan: Plan) -> Plan:
        """Return what takes all of the source, with what *plan* adds to it."""
        added = []
        for change in plan.changes:
            attributes = tuple(attribute for attribute in change.attributes if attribute.mode == "add")
            if attributes:
                added.append(Change(change.kind, change.ident, namespace=change.namespace, attributes=attributes))
        everything = self._origin.everything
        return Plan(plan.start, everything.modules, everything.loose, tuple(added), plan.additions)

    def _written(self, name: str, plan: Plan) -> Path:
        path = self._folder / name
        path.write_text(writing.odd(plan, self._origin.address, "An ODD in the making"), encoding="utf-8")
        return path

    # That it is right

    def _proved(self, schemas: Schemas, paths: list[Path]) -> int:
        """Return how many documents are valid against the inferred ODD; those that are not are told in the findings.

        Raises :class:`~tei.errors.SchemaError` if the ODD refuses what the source accepts.
        """
        verdicts = list(self._each(proof.judge, [Question(path, schemas, self._limits) for path in paths]))
        refused = [path for path, verdict in zip(paths, verdicts, strict=True) if not verdict.source]
        for number, path in enumerate(refused):
            self._findings.append(self._refusal(path, schemas if number < _EXPLAINED else None))
        for path, verdict in zip(paths, verdicts, strict=True):
            if verdict.source and not verdict.inferred:
                raise SchemaError(proof.explain(path, schemas.inferred, schemas.base, self._limits))
        return sum(verdict.inferred for verdict in verdicts)

    def _refusal(self, path: Path, schemas: Schemas | None) -> Diagnostic:
        """Return the finding on a document that the source refuses, with the first reason if *schemas* are given."""
        message = f"the document is not valid against {self._origin.called}"
        found = proof.explain(path, schemas.source, schemas.base, self._limits) if schemas else []
        if not found:
            return Diagnostic("odd.corpus-invalid", message, str(path))
        return Diagnostic(
            "odd.corpus-invalid", f"{message}: {found[0].message}", str(path), found[0].span, xpath=found[0].xpath
        )


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' if count != 1 else ''}"


def _title(counted: Usage) -> str:
    return f"What {counted.documents:,} document{'s use' if counted.documents != 1 else ' uses'}"
