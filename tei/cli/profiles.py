"""What the commands about profiles have in common: the argument, and how faults are told."""

from typing import TYPE_CHECKING, Annotated

import typer

from tei.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable

Named = Annotated[str, typer.Argument(metavar="PROFILE", help="The name of a profile, or the path of one.")]


def told(work: "Callable[[], int]") -> int:
    """Return the exit code of *work*; faults of a profile or of specimens are told with their lines, and give 1."""
    try:
        return work()
    except DocumentError as fault:
        from tei.cli.findings import show  # noqa: PLC0415 - loaded when something is wrong

        show(fault.diagnostics)
        return 1
