"""``tei odd diff``: what differs between two schemas."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tei.cli.options import Jobs
from tei.cli.terminal import progress
from tei.errors import UsageError


class Format(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def odd_diff(  # noqa: PLR0913 - each parameter is an option
    before: Annotated[
        str,
        typer.Argument(metavar="A", help="An ODD, a .rng or .rnc file, or a release of TEI P5, as tei:4.8.0."),
    ],
    after: Annotated[str, typer.Argument(metavar="B", help="What is compared with it, likewise.")],
    *,
    corpus: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PATH",
            help="A document, or a folder of them: say which stop being valid, and which become it. May be repeated.",
            show_default=False,
        ),
    ] = None,
    catalog: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="An OASIS catalog: it maps addresses in ODDs to files.", show_default=False),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How the report is written.")] = Format.TEXT,
    jobs: Jobs = 0,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write the report to FILE.", show_default=False),
    ] = None,
) -> int:
    """Say what differs between two schemas: elements, attributes, values, content models.

    Schemas that say the same in other words do not differ. With --corpus, the documents are checked against the
    grammars of both. The exit code is 0 if there is no difference, 1 if there is one, 2 if something could not be read.
    """
    from tei.files import write_atomically  # noqa: PLC0415 - lxml is loaded when there is work for it
    from tei.odd import comparing  # noqa: PLC0415 - as above
    from tei.odd.comparing import reports  # noqa: PLC0415 - as above
    from tei.odd.source import catalog as catalogs  # noqa: PLC0415 - as above

    if output is not None and output.exists() and any(_is_same(output, Path(one)) for one in (before, after)):
        message = f"-o {output} is one of the schemas that are compared; the report would overwrite it"
        raise UsageError(message)
    mapped = catalogs.read(catalog) if catalog is not None else None
    sides = comparing.opened(before, catalog=mapped), comparing.opened(after, catalog=mapped)
    comparison = comparing.compare(*sides)
    verdicts = comparing.verdicts(*sides, corpus, jobs=jobs, progress=progress()) if corpus else None
    report = reports.FORMATS[form.value](comparison, verdicts)
    if output is None:
        sys.stdout.write(report)
    else:
        write_atomically(output, report)
    for fault in verdicts.faults if verdicts else ():
        sys.stderr.write(f"tei: error: {fault}\n")
    return 2 if verdicts and verdicts.faults else 0 if comparison.same else 1


def _is_same(output: Path, schema: Path) -> bool:
    return schema.exists() and output.samefile(schema)
