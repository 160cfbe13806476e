"""``tei deposit push``: brings a package to a repository."""

from pathlib import Path
from typing import Annotated

import typer

from tei import settings as projects
from tei.errors import UsageError


def deposit_push(  # noqa: PLR0913 - each parameter is an option
    package: Annotated[Path, typer.Argument(metavar="PACKAGE", help="A package: a folder or a ZIP file.")],
    *,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="PROFILE",
            help="A repository: zenodo, zenodo-sandbox, or NAME of [deposit.NAME] in tei.toml.",
        ),
    ],
    publish: Annotated[
        bool, typer.Option("--publish", help="Publish the draft when all that it holds was found to be right.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Send nothing; show how the record there differs from the package.")
    ] = False,
    new_version: Annotated[
        bool, typer.Option("--new-version", help="Deposit a new version of what was published from here before.")
    ] = False,
    new_version_of: Annotated[
        str,
        typer.Option("--new-version-of", metavar="ID", help="Deposit a new version of it.", show_default=False),
    ] = "",
    record: Annotated[
        str,
        typer.Option(
            "--record",
            metavar="NAME",
            help="Of several documents in the package, whose metadata the record gets.",
            show_default=False,
        ),
    ] = "",
    reserve_doi: Annotated[
        bool,
        typer.Option(
            "--reserve-doi", help="Reserve a DOI and print it; without --write, send no file. Tested by contract."
        ),
    ] = False,
    write: Annotated[
        list[Path] | None,
        typer.Option(
            "--write",
            metavar="PATH",
            help="With --reserve-doi: what the package was made of, a document or a folder. The DOI is written into "
            "the document, the package made again, and pushed.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Bring a package to a repository as a draft, read all that it holds back, and compare every byte.

    A push that was cut off goes on where it was when the same command is run again: PACKAGE.push.json beside the
    package tells what was done. The token comes from the variable TEI_DEPOSIT_TOKEN, or the one that the profile
    names, from the keyring, or is asked for. Tested against real servers: InvenioRDM, which Zenodo is, and SWORDv2.
    Tested by contract, against servers of our own that follow the documentation: Dataverse, DSpace 7, HAL.
    """
    from tei.deposit.push import Wishes, push  # noqa: PLC0415 - the network is loaded when there is work for it

    if dry_run and (publish or reserve_doi):
        message = "--dry-run changes nothing: leave out --publish and --reserve-doi"
        raise UsageError(message)
    wishes = Wishes(publish, dry_run, new_version, new_version_of, record, reserve_doi, tuple(write or ()))
    outcome = push(package, to, projects.load(), wishes, say=lambda line: typer.echo(f"tei: {line}", err=True))
    for line in outcome.lines:
        typer.echo(line)
    for finding in outcome.findings:
        typer.echo(str(finding))
    if not dry_run:
        typer.echo(f"{outcome.state}  {outcome.identifier}  {outcome.url}")
    if outcome.doi:
        typer.echo(f"doi  {outcome.doi}")
    return 1 if outcome.failed else 0
