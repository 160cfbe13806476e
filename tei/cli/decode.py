"""``tei decode``: the transcription that a document encodes."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tei import settings as projects
from tei.errors import DocumentError

if TYPE_CHECKING:
    from tei.encode.decoding import Decoded


class Profile(StrEnum):
    """Whose brackets are written where a header declares none."""

    WILSON = "wilson"
    FRUS = "frus"
    VENONA = "venona"
    LEIDEN = "leiden"
    PLAIN = "plain"


def decode(
    paths: Annotated[list[Path], typer.Argument(metavar="TEI...", help="Documents, or folders of them.")],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help="A file; with several documents a folder.",
            show_default="standard output",
        ),
    ] = None,
    profile: Annotated[
        Profile | None,
        typer.Option(help="Whose brackets stand for elements of which no rendition tells.", show_default=False),
    ] = None,
    page: Annotated[
        bool,
        typer.Option("--page", help="Write date, title, summary, citation and rights around the document."),
    ] = False,
) -> int:
    """Write the transcription that a document encodes, with the brackets that its renditions generate.

    What the encoder has added is left out. Runs of space count as one; lines of a list, a table or one paragraph stand
    one below the other, others have a blank line between them; cells are parted by tabs. An element that would not be
    read back from the text is a warning. The exit code is 1 if a document cannot be read.
    """
    from tei.corpus import discover  # noqa: PLC0415 - lxml is loaded when there is work for it
    from tei.encode.decoding.places import places  # noqa: PLC0415 - as above
    from tei.files import write_atomically  # noqa: PLC0415 - as above

    documents = discover(paths)
    targets = (None,) * len(documents) if out is None else places(documents, out)
    code = 0
    for path, target in zip(documents, targets, strict=True):
        decoded = _decoded(path, profile, page=page)
        if decoded is None:
            code = 1
        elif target is None:
            sys.stdout.write(decoded.text)
        else:
            write_atomically(target, decoded.text)
            typer.echo(str(target))
    return code


def _decoded(path: Path, profile: Profile | None, *, page: bool) -> "Decoded | None":
    """Return the transcription of *path*, its findings told; None if it cannot be read."""
    from tei.document import read  # noqa: PLC0415 - as in decode
    from tei.encode.decoding import read_back  # noqa: PLC0415 - as in decode

    try:
        document = read(path, projects.load(path.absolute().parent).limits)
    except DocumentError as fault:
        for finding in fault.diagnostics:
            typer.echo(str(finding), err=True)
        return None
    decoded = read_back(document, profile=profile, page=page)
    for finding in decoded.findings:
        typer.echo(str(finding), err=True)
    return decoded
