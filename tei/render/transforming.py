"""Documents through a stylesheet of the user's own, each in a process that can be ended."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tei import corpus as corpora
from tei import settings as projects
from tei.corpus import memory
from tei.corpus.losing import Cause
from tei.diagnostics import Diagnostic
from tei.document.including import read_whole
from tei.errors import DocumentError, UsageError
from tei.files import write_atomically
from tei.limits import Limits
from tei.names import NOT_CHARACTERS
from tei.render.batch import RenderReport
from tei.render.targets import STANDARD_OUTPUT, sources, targets
from tei.saxon import own

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.corpus.losing import Loss
    from tei.settings import Settings

TIMEOUT_S: Final = 60
"""How long a stylesheet may take for a document, unless another time is asked for."""

_FOREVER_S: Final = 366 * 24 * 3600
_SHARE: Final = 0.75
"""What of the machine's memory all the processes together may take: the rest is for those who wait for them."""

_UNFINISHED: Final = "xsl.unfinished"
_EFFORT: Final = 0.2
"""What a document takes, as a part of what it takes until a process has begun."""
_SUFFIXES: Final = {"html": ".html", "xhtml": ".html", "text": ".txt", "json": ".json", "adaptive": ".txt"}


@dataclass(frozen=True, slots=True)
class _Work:
    """What the processes have in common."""

    program: own.Program
    parameters: Mapping[str, str]
    limits: Limits
    folders: tuple[Path, ...]


def transform(  # noqa: PLR0913 - each parameter is a wish of its own
    paths: "Sequence[Path | str]",
    stylesheet: Path | str,
    *,
    parameters: Mapping[str, str] | None = None,
    out: Path | str | None = None,
    suffix: str = "",
    also: "Sequence[Path | str]" = (),
    jobs: int = 0,
    timeout_s: float = TIMEOUT_S,
    settings: "Settings | None" = None,
) -> RenderReport:
    """Write what *stylesheet*, XSLT 1.0 to 3.0, makes of each of *paths*, files and folders; return what was written.

    *parameters* are given to it untyped, and become what it declares; a name in a namespace is ``{uri}name``. *out* is
    as :func:`tei.render.render` has it, and one document without it is the report's ``text``. The files are named as
    the documents are, with *suffix*, by default that of the stylesheet's method: ``.html``, ``.txt``, ``.json``,
    ``.xml``. The stylesheet may import and read files beside and below itself, and *also* those named; it writes none.
    It may take *timeout_s* seconds for a document, 0 for any time, and works in *jobs* processes, 0 for as many as pay;
    together they may take three quarters of the machine's memory.

    Its messages are findings, and so is what it fails on, which costs that document alone. Raises
    :class:`~tei.errors.SchemaError` if it cannot be compiled, and another :class:`~tei.errors.TeiError` for a fault in
    the call or the machine.
    """
    project = settings or projects.of(paths)
    chosen = sources(paths, leave_out=project.encode.authority)
    folders = (Path(), *((project.path.parent,) if project.path else ()))
    with ExitStack() as stack:
        sheet = Path(stylesheet)
        program = stack.enter_context(own.prepared(sheet, [Path(one) for one in also], project.limits))
        given = dict(parameters or {})
        _require_known(given, program)
        ending = _suffix(suffix) or _SUFFIXES.get(program.method, ".xml")
        place = STANDARD_OUTPUT if out is None and len(chosen) == 1 else out
        places = targets(chosen, suffix=ending, out=place, kept=map(Path, (sheet, *also)))
        work = partial(_made, work=_Work(program, given, project.limits, folders))
        results = corpora.execute(
            work,
            [source.path for source in chosen],
            jobs=jobs,
            effort=lambda _path: _EFFORT,
            # Always in another process: what a stylesheet was let to read stays open there.
            timeout_s=timeout_s or _FOREVER_S,
            memory_bytes=int(memory.available_bytes() * _SHARE),
            lost=partial(_lost, stylesheet=program.path, timeout_s=timeout_s),
        )
        return _written(zip(results, places, strict=True))


def _made(path: Path, work: _Work) -> own.Outcome:
    try:
        document = read_whole(path, work.limits, work.folders)
    except DocumentError as fault:
        return own.Outcome(None, tuple(fault.diagnostics))
    return own.run(work.program, document, work.parameters)


def _lost(path: Path, loss: "Loss", stylesheet: str, timeout_s: float) -> own.Outcome:
    if loss.cause is Cause.STOPPED:
        raise KeyboardInterrupt
    late = loss.cause is Cause.LATE
    why = f"took longer than {timeout_s:g} s, and was ended" if late else f"ended its process, which {loss.ending}"
    advice = "--timeout gives it more time; it may never end" if late else "it may go on without end, or make too much"
    found = Diagnostic(_UNFINISHED, f"the stylesheet {why}", stylesheet, help=(advice, f"said of {path}"))
    return own.Outcome(None, (found,))


def _written(results: "zip[tuple[own.Outcome, Path]]") -> RenderReport:
    written: list[Path] = []
    findings: list[Diagnostic] = []
    printed: str | None = None
    for outcome, place in results:
        findings += outcome.findings
        if outcome.text is None:
            continue
        if place == STANDARD_OUTPUT:
            printed = outcome.text
        else:
            write_atomically(place, outcome.text)
            written.append(place)
    return RenderReport(tuple(written), tuple(findings), (), printed or "", is_printed=printed is not None)


def _require_known(given: Mapping[str, str], program: own.Program) -> None:
    """Refuse a parameter that the stylesheet does not have: Saxon would say nothing, and the slip be found late.

    So is a value that no XML can have.
    """
    for name, value in given.items():
        if NOT_CHARACTERS.search(value):
            message = f"the value of the parameter {name} has what is no character of a text"
            raise UsageError(message)
        if name not in program.parameters:
            near = get_close_matches(name, program.parameters, n=1)
            known = f"did you mean {near[0]}?" if near else f"it has {', '.join(sorted(program.parameters)) or 'none'}"
            message = f"{program.path} has no parameter {name}; {known}"
            raise UsageError(message)


def _suffix(suffix: str) -> str:
    if suffix and (set(suffix) & set('/\\:*?"<>|') or not suffix.strip(". ")):
        message = f"{suffix!r} is no suffix for the name of a file"
        raise UsageError(message)
    return suffix if not suffix or suffix.startswith(".") else f".{suffix}"
