"""``tei profile new``: a profile to start from."""

from pathlib import Path
from typing import Annotated

import typer


def profile_new(
    path: Annotated[
        Path, typer.Argument(metavar="NAME", help="The file to write; .toml is put behind a name without ending.")
    ],
    *,
    extends: Annotated[
        str, typer.Option(metavar="PROFILE", help="The profile whose rules hold besides one's own.")
    ] = "plain",
) -> None:
    """Write a small profile of one's own, with a rule and a specimen to change. A file that is there is kept."""
    from tei.encode.profile.starting import start  # noqa: PLC0415 - lxml is loaded when there is work for it

    written = start(path, extends)
    typer.echo(f"{written}\nNext:\n  tei profile test {written}")
