"""``tei init``: starts a project of one's own."""

import os
from pathlib import Path
from typing import Annotated

import typer

from tei.project import start


def init(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where the project begins.")] = Path(),
    *,
    title: Annotated[
        str,
        typer.Option(metavar="TITLE", help="What the edition is called; else as its folder is.", show_default=False),
    ] = "",
) -> None:
    """Start a project: settings, a first document that validates, an authority file, a README and CI.

    DIR is made if it is not there. Nothing that is there already is overwritten.
    """
    written = start(folder, title=title)
    typer.echo("Written:")
    for path in written:
        typer.echo(f"  {path}")
    typer.echo("Next:")
    if folder.absolute() != Path.cwd():
        typer.echo(f"  cd {_quoted(folder)}")
    typer.echo("  tei validate")
    typer.echo("  tei render --html corpus -o edition/")
    typer.echo("Then change corpus/first-document.xml into a document of yours.")


def _quoted(folder: Path) -> str:
    """Return *folder* as one word of a shell."""
    plain = str(folder)
    if all(character.isalnum() or character in "/\\:._-~" for character in plain):
        return plain
    return f'"{plain}"' if os.name == "nt" else "'" + plain.replace("'", "'\\''") + "'"
