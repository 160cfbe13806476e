"""``tei metadata apply``: a table back into the headers that it was exported from."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tei import settings as projects
from tei.cli.inputs import corpus_of
from tei.cli.options import Jobs
from tei.cli.terminal import progress

if TYPE_CHECKING:
    from tei.metadata.bulk import Plan


def metadata_apply(
    table: Annotated[Path, typer.Argument(metavar="FILE.csv", help="The table, as a spreadsheet has saved it.")],
    documents: Annotated[
        Path | None,
        typer.Argument(
            metavar="[CORPUS]",
            help="The folder that it was exported from. Without it, the corpus that tei.toml names.",
            show_default=False,
        ),
    ] = None,
    *,
    write: Annotated[bool, typer.Option("--write", help="Change the documents; otherwise only show how.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Change also documents that would not be valid any more.")
    ] = False,
    jobs: Jobs = 0,
) -> int:
    """Show what a table changes in the headers, as a unified diff; with --write, change them.

    An empty cell leaves what is there; [remove] takes it away. Only the elements concerned change. A document that has
    changed since the export, or would not be valid any more, is left as it is and told. The exit code is 0 if nothing
    stands against the table, 1 if there is a finding, 2 if something could not be read.
    """
    from tei.metadata import bulk  # noqa: PLC0415 - lxml is loaded when there is work for it
    from tei.validate.drafts import Drafts  # noqa: PLC0415 - as above

    corpus = documents or corpus_of(projects.load())
    plan = bulk.plan(table, corpus, check=Drafts(), force=force, jobs=jobs, progress=progress())
    for change in plan.changes:
        sys.stdout.write(change.difference)
    changed = bulk.write(plan.changes) if write else ()
    for finding in (*plan.findings, *changed):
        typer.echo(str(finding))
        for line in finding.help:
            typer.echo(f"  help: {line}")
    for fault in plan.faults:
        typer.echo(f"tei: error: {fault}", err=True)
    typer.echo(_summary(plan, len(plan.changes) - len(changed), written=write))
    return max(plan.exit_code, 1 if changed else 0)


def _summary(plan: "Plan", documents: int, *, written: bool) -> str:
    """Return what became of the table, in a line."""
    cells = sum(change.cells for change in plan.changes)
    of = f"{_counted(cells, 'cell')} in {_counted(documents, 'document')}"
    read = f" (read as {plan.assumed})" if plan.assumed else ""
    if not documents:
        nothing = "nothing is changed" if plan.findings else "nothing to change"
        return f"{nothing} in {_counted(plan.documents, 'document')}{read}"
    if written:
        return f"{of} changed{read}"
    return f"{of} would change{read}; --write changes them"


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing if number == 1 else thing + 's'}"
