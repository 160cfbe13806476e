"""``tei odd source extract``: the facts of a source, as tei ships those of TEI P5."""

from pathlib import Path
from typing import Annotated

import typer

from tei.errors import SchemaError


def odd_source_extract(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="p5subset.xml of a release of TEI P5, or a compiled ODD.")
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write the facts to FILE.", show_default=False),
    ] = None,
) -> int:
    """Write the facts of a source as JSON: what makes a schema, without prose, examples and rules.

    The same source gives the same bytes. The manual's page on sources tells the form. The exit code is 0, or 1 if FILE
    is no source.
    """
    from tei.cli.inputs import require_other  # noqa: PLC0415 - not needed for --help
    from tei.cli.terminal import listed  # noqa: PLC0415 - as above
    from tei.files import write_atomically  # noqa: PLC0415 - as above
    from tei.odd.bases import shelf  # noqa: PLC0415 - lxml is loaded when there is work for it

    if output:
        require_other(output, [file])
    try:
        text, faults = shelf.extract(file)
    except SchemaError as fault:
        typer.echo(listed(fault.diagnostics))
        return 1
    if faults:
        typer.echo(listed(faults), err=True)
    if output:
        write_atomically(output, text)
        typer.echo(str(output))
    else:
        typer.echo(text, nl=False)
    return 0
