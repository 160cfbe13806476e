"""``tei deposit verify``: proves that packages are intact."""

from pathlib import Path
from typing import Annotated

import typer

from tei.cli.options import Jobs
from tei.cli.terminal import progress


def deposit_verify(
    package: Annotated[
        Path, typer.Argument(metavar="PACKAGE", help="A package: a folder or a ZIP.", show_default=False)
    ],
    *,
    jobs: Jobs = 1,
    timeout: Annotated[
        float,
        typer.Option(
            min=0.1,
            metavar="SECONDS",
            help="How long a schema in the package may take for a document, and for each MiB of a larger one.",
        ),
    ] = 60,
) -> int:
    """Prove that a package is intact: checksums, documents valid against the schemas in it, metadata derivable.

    Every file that fails is named, all of them at once. The exit code is 0 if the package is intact, 1 if it is not.
    """
    from tei.deposit.verifying import verify  # noqa: PLC0415 - lxml and Saxon are loaded when there is work for them

    report = verify(package, jobs=jobs, progress=progress(), timeout_s=timeout)
    for finding in report.findings:
        typer.echo(str(finding))
    if report.exit_code == 0:
        files = "1 file" if report.files == 1 else f"{report.files:,} files"
        documents = "1 document" if report.documents == 1 else f"{report.documents:,} documents"
        typer.echo(f"{package} is intact: {report.form}, {files}, {documents} valid")
    return report.exit_code
