"""``tei odd source remove``: a source that was added, no more."""

from typing import Annotated

import typer


def odd_source_remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name that tei odd source list shows.")],
) -> None:
    """Remove a source that was added. What ships with tei stays, and is found again by its name."""
    from tei.odd.bases import shelf  # noqa: PLC0415 - not needed for --help

    typer.echo(f"Removed {shelf.remove(name)}")
