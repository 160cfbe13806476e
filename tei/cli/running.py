"""Runs one command through typer and returns its exit code."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import typer

from tei.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tei.cli.commands import Command

# Typer brings its own copy of click from 0.26 on and uses the separate package before: the class of click's errors is
# reached through the one that typer itself makes public (BadParameter, UsageError, ClickException).
_ClickError: Final[type[Exception]] = typer.BadParameter.__mro__[2]


def run(name: str, command: "Command", words: "Sequence[str]") -> int:
    """Return the exit code of the command *name* on *words*. Raises :class:`~tei.errors.TeiError`."""
    application = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    application.command()(function(name, command))
    try:
        outcome = typer.main.get_command(application).main(
            args=list(words),
            prog_name=f"tei {name}",
            standalone_mode=False,
        )
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.Exit as ending:
        return int(ending.exit_code)
    except SystemExit as ending:
        # Click ends the process itself, with 1, when the reader of the pipe has gone; here 1 means findings.
        if isinstance(ending.__context__, BrokenPipeError):
            raise BrokenPipeError from None
        raise
    except _ClickError as fault:
        sentence = getattr(fault, "format_message", fault.__str__)()
        message = f"{sentence.rstrip('.')}; see tei {name} --help"
        raise UsageError(message) from None
    # Click gives the function's own result, or the code of a typer.Exit.
    return outcome if isinstance(outcome, int) else 0


def function(name: str, command: "Command") -> "Callable[..., Any]":
    """Return the function of *command*. Raises :class:`~tei.errors.EnvironmentFault` if this installation lacks it."""
    try:
        found: Callable[..., Any] = getattr(import_module(command.module), command.function)
    except ModuleNotFoundError as fault:
        if fault.name != command.module:
            raise
        message = f"this installation of tei lacks the command {name}; install it again"
        raise EnvironmentFault(message) from None
    return found
