"""``tei deposit check``: whether documents are fit to deposit, and what to mend."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from tei import settings as projects
from tei.cli.inputs import corpus_of
from tei.cli.options import Paths, ReportForm, ReportFormat
from tei.diagnostics import Severity


class FailOn(StrEnum):
    """How much a finding must weigh to make the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Target(StrEnum):
    """The repositories whose requirements are known."""

    INVENIO = "invenio"
    ZENODO = "zenodo"
    DSPACE = "dspace"
    DATAVERSE = "dataverse"
    HAL = "hal"
    ARCHIVEMATICA = "archivematica"
    SAF = "saf"


def deposit_check(
    paths: Paths = None,
    *,
    target: Annotated[
        Target | None,
        typer.Option("--for", help="A repository: what it requires is an error.", show_default=False),
    ] = None,
    form: ReportForm = ReportFormat.TEXT,
    fail_on: Annotated[FailOn, typer.Option(help="What makes the exit code 1.")] = FailOn.ERROR,
) -> int:
    """Say whether documents are fit to deposit: what their headers lack, and how to mend it.

    Below the findings stands how far each principle of FAIR is met. Without --for, all that is found is advice. The
    exit code is 0 if there is no error, 1 if there is one, 2 if something could not be read.
    """
    from tei.cli.terminal import report_style  # noqa: PLC0415 - lxml is loaded when there is work for it
    from tei.deposit.check import check  # noqa: PLC0415 - as above
    from tei.deposit.fitness import render  # noqa: PLC0415 - as above

    fitness = check(paths or [corpus_of(projects.load())], target.value if target else None)
    for fault in fitness.report.faults:
        typer.echo(f"tei: error: {fault}", err=True)
    sys.stdout.write(render(fitness, form.value, report_style()))
    return fitness.report.exit_code(Severity(fail_on.value))
