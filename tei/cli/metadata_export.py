"""``tei metadata export``: the headers of many documents as one table."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tei import settings as projects
from tei.cli.inputs import corpus_of, require_other
from tei.cli.options import Jobs, Paths
from tei.cli.terminal import progress
from tei.errors import UsageError


class Delimiter(StrEnum):
    """What stands between two cells."""

    COMMA = "comma"
    SEMICOLON = "semicolon"
    TAB = "tab"


def metadata_export(  # noqa: PLR0913 - each parameter is an option
    paths: Paths = None,
    *,
    csv: Annotated[bool, typer.Option("--csv", help="Write a table as CSV in UTF-8 (the only form there is).")] = True,
    columns: Annotated[
        str,
        typer.Option(
            metavar="NAMES",
            help="Columns, with commas between: title,“date 1 when”. Without it, all that the headers need.",
            show_default=False,
        ),
    ] = "",
    delimiter: Annotated[Delimiter, typer.Option(help="What stands between two cells.")] = Delimiter.COMMA,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin with a byte order mark: Excel needs one to see that it is UTF-8.")
    ] = False,
    jobs: Jobs = 0,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write the table to FILE.", show_default=False),
    ] = None,
) -> int:
    """Write the headers of documents as a table: a row a header, a column for each part that people edit.

    Change cells in a spreadsheet and put them back with tei metadata apply. The exit code is 0 if all documents are in
    the table, 1 if one is faulty, 2 if one could not be read.
    """
    from tei.files import write_atomically  # noqa: PLC0415 - lxml is loaded when there is work for it
    from tei.metadata import bulk  # noqa: PLC0415 - as above

    del csv
    inputs = paths or [corpus_of(projects.load())]
    if output:
        if output.suffix.lower() == ".xml":
            message = f"-o {output}: a table is no XML; call it .csv"
            raise UsageError(message)
        require_other(output, inputs)
    wanted = [name.strip() for name in columns.split(",") if name.strip()]
    table = bulk.export(inputs, wanted=wanted, jobs=jobs, progress=progress())
    data = table.as_csv(delimiter.value, mark=bom)
    if output:
        write_atomically(output, data)
        count, width = len(table.rows), len(table.columns)
        typer.echo(f"{output}: {count:,} {'header' if count == 1 else 'headers'}, {width:,} columns")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    for finding in table.findings:
        typer.echo(str(finding), err=True)
    for fault in table.faults:
        typer.echo(f"tei: error: {fault}", err=True)
    return 2 if table.faults else 1 if table.findings else 0
