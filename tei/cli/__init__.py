"""The command line: finds the command, runs it, turns what is raised into a sentence and an exit code.

Exit codes: 0 no error, 1 findings, 2 usage, schema or environment, 130 interrupted. Reports go to standard output,
everything else to standard error.
"""

import os
import sys
from typing import TYPE_CHECKING, Final

from tei import __version__
from tei.cli.commands import COMMANDS
from tei.errors import DocumentError, SchemaError, TeiError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tei.cli.checking import Call
    from tei.cli.commands import Command
    from tei.diagnostics import Diagnostic

_CLEAN: Final = 0
_FINDINGS: Final = 1
_USAGE: Final = 2
_INTERRUPTED: Final = 130


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run one command and return its exit code; without *arguments*, those of the process."""
    _prepare_streams()
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _dispatch(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        return _stop_writing()
    except DocumentError as fault:
        sys.stdout.write(f"{fault}\n")
        return _FINDINGS
    except OSError as fault:
        # The rooms turn their own into what TeiError has: what is left is a stream that takes no more.
        _complain(f"cannot write the output: {fault.strerror or fault}")
        _stop_writing()
        return _USAGE
    except SchemaError as fault:
        _complain_of_schema(fault)
        return _USAGE
    except TeiError as fault:
        _complain(str(fault))
        return _USAGE
    return code


def _prepare_streams() -> None:
    """Make both streams UTF-8 on Windows, and never fail for a character that a console cannot show."""
    # A stream that the caller has closed is None to Python.
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - no pathlib here; open to the end
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - as above
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if sys.platform == "win32":
            reconfigure(encoding="utf-8", errors="backslashreplace")
        else:
            reconfigure(errors="backslashreplace")


def _stop_writing() -> int:
    """Return the exit code after the reader of the pipe has gone, as `tei rules | head` makes it go.

    Python would complain once more while it flushes standard output at exit: that goes nowhere.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _CLEAN


def _complain(message: str) -> None:
    sys.stderr.write(f"tei: error: {message}\n")


def _complain_of_schema(fault: "SchemaError") -> None:
    """Say what is wrong with a schema as findings in documents are told: with the line, and what to do."""
    from tei.cli.findings import show  # noqa: PLC0415 - loaded when something is wrong

    shown = [finding for finding in fault.diagnostics if finding.severity is finding.severity.ERROR]
    _complain(f"a {_kind(shown)} cannot be used as it is")
    show(shown, sys.stderr)


def _kind(findings: "Sequence[Diagnostic]") -> str:
    rules = {finding.rule for finding in findings}
    if rules == {"enc.profile"}:
        return "profile"
    # Of what is no XML at all, only the name is left.
    is_stylesheet = all(
        finding.rule == "xsl.stylesheet" or finding.path.endswith((".xsl", ".xslt")) for finding in findings
    )
    return "stylesheet" if is_stylesheet else "schema"


def _dispatch(words: list[str]) -> int:
    if not words:
        sys.stderr.write(_overview())
        return _USAGE
    first, rest = words[0], words[1:]
    if first in {"--help", "-h", "help"}:
        if rest and first == "help":
            return _dispatch([*rest[:3], "--help"])
        sys.stdout.write(_overview())
        return _CLEAN
    if first in {"--version", "-V"}:
        sys.stdout.write(f"tei {__version__}\n")
        return _CLEAN
    if first.startswith("-"):
        _complain(f"unknown option {first}; see tei --help")
        return _USAGE
    return _of_group(first, rest) if _group(first) else _run(first, rest)


def _group(first: str) -> "dict[str, Command]":
    """Return the commands whose names begin with *first* and go on: those of ``tei deposit``, or ``tei odd source``."""
    return {name: command for name, command in COMMANDS.items() if name.startswith(f"{first} ")}


def _of_group(first: str, words: list[str]) -> int:
    """Run the command that *first* and the next word name together; without a next word, list the group."""
    if not words or words[0] in {"--help", "-h"}:
        overview = _overview(first, _group(first))
        (sys.stdout if words else sys.stderr).write(overview)
        return _CLEAN if words else _USAGE
    if words[0].startswith("-"):
        _complain(f"unknown option {words[0]}; see tei {first} --help")
        return _USAGE
    name = f"{first} {words[0]}"
    return _of_group(name, words[1:]) if _group(name) else _run(name, words[1:])


def _run(name: str, words: list[str]) -> int:
    command = COMMANDS.get(name)
    if command is None:
        import difflib  # noqa: PLC0415 - needed for a slip alone

        first, _, last = name.rpartition(" ")
        before = f"{first} " if first else ""
        near = difflib.get_close_matches(last, _next_words(first), n=1)
        hint = f"; did you mean {before}{near[0]}?" if near else f"; see tei {before}--help"
        _complain(f"unknown command {name}{hint}")
        return _USAGE
    if name == "validate" and (call := _quick(words)) is not None:
        from tei.cli import checking  # noqa: PLC0415 - loaded only for a command that is going to run

        return checking.run(call)
    from tei.cli.running import run  # noqa: PLC0415 - as above

    return run(name, command, words)


def _quick(words: list[str]) -> "Call | None":
    from tei.cli import quick  # noqa: PLC0415 - as above

    return quick.read(words)


def _next_words(first: str) -> dict[str, None]:
    """Return the words that may follow *first*."""
    place = len(first.split())
    return dict.fromkeys(name.split()[place] for name in (_group(first) if first else COMMANDS))


def _overview(first: str = "", commands: "dict[str, Command]" = COMMANDS) -> str:
    """Return the help for all commands, or for those that begin with the word *first*.

    It is made by hand, for typer takes longer to load than to be useful here.
    """
    width = max(len(name.removeprefix(first).lstrip()) for name in commands)
    named = f"tei {first}".rstrip()
    lines = [
        f"Usage: {named} COMMAND [OPTIONS] [ARGUMENTS]",
        "",
        *([] if first else ["Validate, compare and render documentary editions in TEI.", ""]),
        "Commands:",
        *(f"  {name.removeprefix(first).lstrip():<{width}}  {command.summary}" for name, command in commands.items()),
        "",
        "Options:",
        "  -h, --help     Show this and exit.",
        *([] if first else ["  -V, --version  Show the version and exit."]),
        "",
        f"{named} COMMAND --help tells more about a command.",
        "Exit codes: 0 no error, 1 findings, 2 usage, schema or environment.",
    ]
    return "\n".join(lines) + "\n"
