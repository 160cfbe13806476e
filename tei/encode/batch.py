"""Many transcriptions in one call: which there are, where each goes, what became of them."""

from __future__ import annotations

import gc
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei.corpus import Cause, execute, missing
from tei.diagnostics import Diagnostic, Severity
from tei.document.decoding import encoding_of
from tei.encode.encoded import Encoded
from tei.encode.session import Session
from tei.errors import UsageError
from tei.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tei.corpus import Loss
    from tei.encode.wish import Wish

SUFFIXES: Final = frozenset({".txt", ".text", ".html", ".htm", ".docx", ".md", ".markdown"})
"""Files of a folder that are taken for transcriptions."""
STANDARD_OUTPUT: Final = Path("-")


@dataclass(frozen=True, slots=True)
class Job:
    """A transcription, and where its document goes: None if it is not written."""

    path: Path
    to: Path | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a transcription; ``written`` is the file, None if there is none; ``unchanged``: it was there."""

    encoded: Encoded
    written: Path | None = None
    unchanged: bool = False

    @property
    def failed(self) -> bool:
        """Whether there is no sound document."""
        return not self.encoded.sound


def jobs_of(paths: Sequence[Path], out: Path | None) -> list[Job]:
    """Return a job for each transcription of *paths*, files and folders, in their order.

    With one transcription *out* may be a file, or ``-``; it is a folder if it is one, ends in a separator or has no
    suffix, and with several. Raises `UsageError` for what is not there, if there is nothing, if two would be one file,
    and if a transcription would be overwritten.
    """
    found = list(_transcriptions(paths))
    if not found:
        message = f"there is no transcription ({', '.join(sorted(SUFFIXES))}) in {', '.join(map(str, paths))}"
        raise UsageError(message)
    if out is None or out == STANDARD_OUTPUT:
        if len(found) > 1:
            message = f"there are {len(found)} transcriptions: -o DIR says where their documents go"
            raise UsageError(message)
        return [Job(path, None) for path, _ in found]
    if len(found) > 1 and out.suffix == ".xml" and not out.is_dir():
        message = f"{len(found)} transcriptions cannot all be {out}: -o takes a folder for them"
        raise UsageError(message)
    is_file = len(found) == 1 and not out.is_dir() and bool(out.suffix)
    made = [Job(path, out if is_file else out / inner.with_suffix(".xml")) for path, inner in found]
    _refuse_clashes(made)
    return made


def _transcriptions(paths: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """The transcriptions, each with its path below what was named."""
    for path in paths:
        if not path.exists():
            raise UsageError(missing(path))
        if not path.is_dir():
            yield path, Path(path.name)
            continue
        for one in sorted(path.rglob("*")):
            inner = one.relative_to(path)
            if one.suffix.lower() in SUFFIXES and one.is_file() and not any(p.startswith(".") for p in inner.parts):
                yield one, inner


def _refuse_clashes(made: Iterable[Job]) -> None:
    jobs = list(made)
    counted = Counter(job.to for job in jobs)
    for job in jobs:
        if counted[job.to] > 1:
            others = ", ".join(str(one.path) for one in jobs if one.to == job.to)
            message = f"{others} would all be {job.to}; encode them into folders of their own"
            raise UsageError(message)
        if job.to is not None and job.to.exists() and job.to.samefile(job.path):
            message = f"-o {job.to} is the transcription itself"
            raise UsageError(message)


def encode(  # noqa: PLR0913 - each parameter is a wish of its own
    made: Sequence[Job],
    wish: Wish,
    *,
    jobs: int = 1,
    replaces: bool = False,
    keep: bool = False,
    stopped: Callable[[], bool] | None = None,
) -> Iterator[Outcome]:
    """Yield what becomes of each job, in their order, on as many processes as *jobs* says (0: as many as pay).

    A document that is there already is merged with the new text, unless the call *replaces* it. What a command does not
    need of many results, their texts, is left out unless it is to *keep* it. Raises `TeiError`.
    """
    task = partial(_task, wish, replaces=replaces, keep=keep or len(made) == 1)
    asked = stopped or _never
    done = execute(task, made, jobs=jobs, effort=_effort, lost=_lost, stopped=asked)
    thresholds = gc.get_threshold()
    try:
        yield from (outcome for outcome in done if outcome is not None)
    finally:
        if gc.get_threshold() != thresholds:
            gc.set_threshold(*thresholds)
            gc.unfreeze()


def _never() -> bool:
    return False


def _lost(job: Job, loss: Loss) -> Outcome | None:
    """What stands for a transcription whose process died; None for one that nobody began with."""
    if loss.cause is Cause.STOPPED:
        return None
    message = f"the process that encoded it {loss.ending}; if memory is short, try fewer --jobs"
    return Outcome(Encoded(str(job.path), "", "", (Diagnostic("run.worker-lost", message, str(job.path)),)))


_BYTES_AN_EFFORT: Final = 60_000
"""So much transcription is encoded in the time that a process takes to start, with its schemas."""


def _effort(job: Job) -> float:
    try:
        return job.path.stat().st_size / _BYTES_AN_EFFORT
    except OSError:
        return 0.0


_UNCOLLECTED: Final = 100_000
"""So many objects are made, more than go, before garbage is looked for."""

_sessions: dict[tuple[Wish, bool], Session] = {}


def _session(wish: Wish, *, explained: bool) -> Session:
    """The session of this process for *wish*; one, for a call has one wish."""
    key = wish, explained
    if key not in _sessions:
        _sessions.clear()
        _sessions[key] = Session(wish, explained=explained)
    return _sessions[key]


def _task(wish: Wish, job: Job, *, replaces: bool, keep: bool) -> Outcome | None:
    session = _session(wish, explained=keep)
    made = session.file(job.path, job.to)
    there = b""
    if made.sound and job.to is not None and job.to.exists() and not replaces:
        there = job.to.read_bytes()
        from tei.encode.keeping import merged  # noqa: PLC0415 - most are encoded once

        made = merged(session, made, job.to)
    outcome = _written(made, job, there)
    if keep:
        return outcome
    if gc.get_threshold()[0] != _UNCOLLECTED:
        # What all transcriptions share is loaded by now, and need not be looked through for garbage with each of them.
        # A document leaves little of it: to look every few documents is enough.
        gc.freeze()
        gc.set_threshold(_UNCOLLECTED, 10, 10)
    # What is reported of many has no need of their texts, but where a finding shows its line.
    shown = made.source if any(one.severity is not Severity.INFO for one in made.findings) else ""
    return replace(
        outcome,
        encoded=replace(
            outcome.encoded, xml="" if outcome.failed else " ", source=shown, text="", brackets=(), dates=()
        ),
    )


def _written(made: Encoded, job: Job, there: bytes) -> Outcome:
    """Write what was *made*, in the encoding of what it was merged with, if that was *there*."""
    if job.to is None or not made.sound:
        return Outcome(made)
    codec, mark = encoding_of(there, str(job.to)) if there else ("utf-8", 0)
    data = there[:mark] + made.xml.encode(codec, errors="xmlcharrefreplace")
    if job.to.exists() and job.to.read_bytes() == data:
        return Outcome(made, job.to, unchanged=True)
    write_atomically(job.to, data)
    return Outcome(made, job.to)
