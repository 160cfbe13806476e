"""The documents of a corpus under two schemas: which stop being valid, and which become it.

The grammars alone are asked, without identifiers, which both treat alike: what a project's Schematron says is for
``tei validate``.
"""

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tei import corpus, relaxng
from tei.diagnostics import Diagnostic
from tei.document import loading
from tei.errors import DocumentError, EnvironmentFault, UsageError
from tei.limits import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tei.odd.comparing.sides import Side


class Grammar(NamedTuple):
    """The file of a grammar, and when it was written: each process opens it once."""

    file: Path
    written_ns: int


class Task(NamedTuple):
    """A document, and the two grammars."""

    document: Path
    before: Grammar
    after: Grammar


class Turned(NamedTuple):
    """A document whose validity is another: how many findings it has under the schema that refuses it, the first."""

    path: str
    findings: int
    first: Diagnostic


class Verdicts(NamedTuple):
    """What became of a corpus; *faults* has a sentence for each file that could not be read.

    *broken* were valid and are not, *mended* are valid and were not; the others are *valid* or *invalid* under both.
    """

    broken: tuple[Turned, ...]
    mended: tuple[Turned, ...]
    valid: int
    invalid: int
    faults: tuple[str, ...]

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return len(self.broken) + len(self.mended) + self.valid + self.invalid


class _Checked(NamedTuple):
    """The verdicts on one document; where they differ, the findings of the grammar that refuses it.

    ``fault`` is not empty if the document cannot be read.
    """

    path: str
    before: bool = False
    after: bool = False
    findings: tuple[Diagnostic, ...] = ()
    fault: str = ""


def verdicts(
    before: "Side",
    after: "Side",
    paths: "Iterable[Path | str]",
    *,
    jobs: int = 1,
    progress: "Callable[[int, int], None] | None" = None,
) -> Verdicts:
    """Return what becomes of the documents at *paths*, a folder meaning the ``.xml`` files below it.

    *jobs* is the number of processes, 0 one for each processor; *progress* is called with how many documents are done,
    and of how many.
    """
    found = corpus.survey(paths)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        grammars = _file(before, Path(folder) / "before.rng"), _file(after, Path(folder) / "after.rng")
        tasks = [Task(path, *grammars) for path in found.paths]
        for done, result in enumerate(corpus.execute(check, tasks, jobs=jobs), start=1):
            results.append(result)
            if progress is not None:
                progress(done, len(tasks))
    return _sorted(results, found.faults)


def _file(side: "Side", file: Path) -> Grammar:
    """Return the grammar of *side* in its own file, or in *file*, which is written."""
    if side.path is None:
        file.write_text(side.rng, encoding="utf-8")
    found = side.path or file
    return Grammar(found, found.stat().st_mtime_ns)


def check(task: Task) -> _Checked:
    """Return what the two grammars say of a document."""
    path = str(task.document)
    before, after = _grammar(task.before), _grammar(task.after)
    try:
        was, now = (_accepts(grammar, task.document) for grammar in (before, after))
    except (UsageError, EnvironmentFault) as fault:
        return _Checked(path, fault=str(fault))
    refusing = after if was else before
    # To say why a document is not valid takes much longer than to say that it is not.
    findings = tuple(refusing.validate(task.document)) if was != now else ()
    return _Checked(path, was, now, findings)


@cache
def _grammar(grammar: Grammar) -> relaxng.Schema:
    return relaxng.load(grammar.file, ids=False)


def _accepts(grammar: relaxng.Schema, document: Path) -> bool:
    """Return whether the document is valid; what is not well-formed, or not safe to read, is not."""
    if grammar.passes(document):
        return True
    try:
        return grammar.is_valid(loading.load(document, DEFAULT))
    except DocumentError:
        return False


def _sorted(results: "Iterable[_Checked]", faults: tuple[str, ...]) -> Verdicts:
    broken: list[Turned] = []
    mended: list[Turned] = []
    valid = invalid = 0
    unread = list(faults)
    for one in results:
        if one.fault:
            unread.append(one.fault)
        elif one.before != one.after:
            (broken if one.before else mended).append(Turned(one.path, len(one.findings), one.findings[0]))
        elif one.before:
            valid += 1
        else:
            invalid += 1
    return Verdicts(tuple(broken), tuple(mended), valid, invalid, tuple(unread))
