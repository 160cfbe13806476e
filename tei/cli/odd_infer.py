"""``tei odd infer``: the customisation that a corpus uses."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tei import settings as projects
from tei.cli.findings import show
from tei.cli.inputs import corpus_of, require_other
from tei.cli.options import Jobs
from tei.cli.terminal import progress
from tei.errors import SchemaError

if TYPE_CHECKING:
    from tei.odd.infer import Inferred


def odd_infer(  # noqa: PLR0913 - each parameter is an option
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Documents, or folders of them. Without any, the corpus that tei.toml names.",
            show_default=False,
        ),
    ] = None,
    *,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="The file that the ODD goes into.", show_default=False),
    ] = None,
    source: Annotated[
        str,
        typer.Option(
            metavar="SOURCE",
            help="What the ODD customises: a release as tei:4.7.0, a p5subset.xml, or an ODD. By default the newest "
            "stable release.",
            show_default=False,
        ),
    ] = "",
    values: Annotated[
        int, typer.Option(min=0, metavar="N", help="Close lists of at most so many values; 0 closes none.")
    ] = 20,
    keep_classes: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CLASS",
            help="A class of attributes to leave as it is, as att.global. May be repeated.",
            show_default=False,
        ),
    ] = None,
    jobs: Jobs = 0,
) -> int:
    """Write the customisation that documents use: TEI without what never occurs in them.

    Elements and attributes that do not occur are taken out, lists of few values are closed, and tables tell how often
    everything occurs. Before anything is written, every document is validated against it. The exit code is 1 if a
    document cannot be read or is not valid against the source, 2 if a path leads nowhere.
    """
    from tei.odd.infer import NEWEST, infer  # noqa: PLC0415 - lxml is loaded when there is work for it

    inputs = paths or [corpus_of(projects.load())]
    if out is not None:
        require_other(out, [*inputs, Path(source)] if source else inputs)
    try:
        inferred = infer(
            inputs,
            source=source or NEWEST,
            most_values=values,
            keep_classes=keep_classes or (),
            folder=out.parent if out else Path(),
            jobs=jobs,
            limits=projects.load().limits,
            progress=progress(),
        )
    except SchemaError as fault:
        show(fault.diagnostics)
        return 1
    for message in inferred.faults:
        typer.echo(f"tei: error: {message}", err=True)
    _deliver(inferred, out)
    return inferred.exit_code


def _deliver(inferred: "Inferred", out: Path | None) -> None:
    """Write the ODD, and say what was found; where the ODD goes to standard output, that goes elsewhere."""
    if out is None:
        from tei.cli.terminal import listed  # noqa: PLC0415 - most calls name a file

        sys.stdout.write(inferred.odd)
        if inferred.findings:
            typer.echo(listed(inferred.findings), err=True)
        return
    from tei.files import write_atomically  # noqa: PLC0415 - as above

    write_atomically(out, inferred.odd)
    show(inferred.findings)
    typer.echo(f"{out}: {inferred.summary}")
