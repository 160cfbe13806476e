"""``tei odd upgrade``: what a later release of TEI P5 means for an ODD."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tei.cli.findings import show


class Format(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def odd_upgrade(  # noqa: PLR0913 - each parameter is an option
    odd: Annotated[Path, typer.Argument(metavar="ODD", help="A customisation; it is not changed.")],
    *,
    to: Annotated[str, typer.Option("--to", metavar="RELEASE", help="A release of TEI P5, as 4.8.0.")],
    form: Annotated[Format, typer.Option("--format", help="How the report is written.")] = Format.TEXT,
    ident: Annotated[
        str, typer.Option(metavar="NAME", help="Which <schemaSpec>, by its ident; the first otherwise.")
    ] = "",
    source: Annotated[
        str,
        typer.Option(metavar="FILE", help="What the ODD customises now, instead of the @source in it; or tei:4.4.0."),
    ] = "",
    catalog: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="An OASIS catalog: it maps addresses to files.", show_default=False),
    ] = None,
) -> int:
    """Say what another release of TEI P5 means for an ODD: what breaks, what is going out of use, what changes.

    The ODD is compiled against its own release and against the other one. Each finding has its place in the ODD and
    says what to do. The exit code is 0 if nothing is found in the ODD, 1 if something is; what changes for documents
    alone does not count.
    """
    from tei.odd.source import catalog as catalogs  # noqa: PLC0415 - lxml is loaded when there is work for it
    from tei.odd.upgrading import reports, upgrade  # noqa: PLC0415 - as above

    found = upgrade(
        odd, to, ident=ident, source=source or None, catalog=catalogs.read(catalog) if catalog is not None else None
    )
    if form is Format.TEXT:
        show((*found.breaking, *found.deprecated))
        sys.stdout.write(reports.text(found))
    else:
        write = reports.structured if form is Format.JSON else reports.markdown
        sys.stdout.write(write(found))
    return 1 if found.breaking or found.deprecated else 0
