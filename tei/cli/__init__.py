"""The command line: finds the command, runs it, turns what is raised into a sentence and an exit code.

Exit codes: 0 no error, 1 findings, 2 usage, schema or environment, 130 interrupted. Reports go to standard output,
everything else to standard error.
"""

import os
import sys
from typing import TYPE_CHECKING, Final

from tei import __version__
from tei.cli.commands import COMMANDS
from tei.errors import DocumentError, TeiError

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def _dispatch(words: list[str]) -> int:
    if not words:
        sys.stderr.write(_overview())
        return _USAGE
    first, rest = words[0], words[1:]
    if first in {"--help", "-h", "help"}:
        if rest and first == "help":
            return _dispatch([*rest, "--help"])
        sys.stdout.write(_overview())
        return _CLEAN
    if first in {"--version", "-V"}:
        sys.stdout.write(f"tei {__version__}\n")
        return _CLEAN
    if first.startswith("-"):
        _complain(f"unknown option {first}; see tei --help")
        return _USAGE
    if rest and f"{first} {rest[0]}" in COMMANDS:
        return _run(f"{first} {rest[0]}", rest[1:])
    return _run(first, rest)


def _run(name: str, words: list[str]) -> int:
    command = COMMANDS.get(name)
    if command is None and (parts := _parts(name)):
        return _list(name, parts, words)
    if command is None:
        import difflib  # noqa: PLC0415 - needed for a slip alone

        near = difflib.get_close_matches(name, COMMANDS, n=1)
        hint = f"; did you mean {near[0]}?" if near else "; see tei --help"
        _complain(f"unknown command {name}{hint}")
        return _USAGE
    from tei.cli.running import run  # noqa: PLC0415 - typer is loaded only for a command that is going to run

    return run(name, command, words)


def _parts(name: str) -> list[str]:
    """Return the commands of which *name* is the first of two words."""
    return [command for command in COMMANDS if command.startswith(f"{name} ")]


def _list(name: str, parts: list[str], words: list[str]) -> int:
    """List the commands that begin with *name*; anything but a call for help is a mistake."""
    asked = words and words[0] in {"--help", "-h"}
    if words and not asked:
        _complain(f"unknown command {name} {words[0]}; known are {', '.join(parts)}")
        return _USAGE
    width = max(map(len, parts))
    lines = [f"Usage: tei {name} COMMAND [OPTIONS] [ARGUMENTS]", "", "Commands:"]
    lines += [f"  {part:<{width}}  {COMMANDS[part].summary}" for part in parts]
    (sys.stdout if asked else sys.stderr).write("\n".join(lines) + "\n")
    return _CLEAN if asked else _USAGE


def _overview() -> str:
    """Return the help for all commands; made by hand, for typer takes longer to load than to be useful here."""
    width = max(map(len, COMMANDS))
    lines = [
        "Usage: tei COMMAND [OPTIONS] [ARGUMENTS]",
        "",
        "Validate, compare and render documentary editions in TEI.",
        "",
        "Commands:",
        *(f"  {name:<{width}}  {command.summary}" for name, command in COMMANDS.items()),
        "",
        "Options:",
        "  -h, --help     Show this and exit.",
        "  -V, --version  Show the version and exit.",
        "",
        "tei COMMAND --help tells more about a command.",
        "Exit codes: 0 no error, 1 findings, 2 usage, schema or environment.",
    ]
    return "\n".join(lines) + "\n"
