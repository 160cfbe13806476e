"""``tei publish``: makes a site of a corpus."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from tei import settings as projects
from tei.cli.inputs import corpus_of
from tei.cli.options import Jobs


def publish(
    corpus: Annotated[
        Path | None,
        typer.Argument(
            metavar="[CORPUS]",
            help="The folder of the documents. By default the one that tei.toml names.",
            show_default=False,
        ),
    ] = None,
    *,
    out: Annotated[
        Path, typer.Option("-o", "--output", metavar="SITE", help="The folder that the site goes into.")
    ] = Path("site"),
    force: Annotated[bool, typer.Option("--force", help="Publish documents also when they are not valid.")] = False,
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help="Take from the cache what is known of unchanged documents.")
    ] = True,
    jobs: Jobs = 0,
) -> int:
    """Make a site of a corpus: a page a document, contents, downloads; files for any web server.

    The documents are validated first, and nothing is written if that finds errors. Of a site that is there already
    only what has changed is made again. The exit code is 1 if documents are not valid or cannot be read.
    """
    from tei.cli.terminal import progress, report_style  # noqa: PLC0415 - loaded when there is work for them
    from tei.publish import publish as make  # noqa: PLC0415 - as above
    from tei.validate.reports import parts  # noqa: PLC0415 - as above

    folder = corpus or corpus_of(projects.load())
    found = projects.load(folder if folder.is_dir() else folder.parent)
    done = make(
        folder,
        out,
        settings=found if found.path else projects.load(),
        force=force,
        jobs=jobs,
        cache=cache,
        progress=progress,
    )
    if done.report is not None and (done.report.findings or done.report.faults):
        for fault in done.report.faults:
            sys.stderr.write(f"tei: error: {fault}\n")
        sys.stdout.writelines(parts(done.report, "text", report_style()))
        sys.stdout.flush()
    if done.is_closed:
        typer.echo("tei: nothing is published; --force publishes all the same", err=True)
        return done.exit_code
    for path in done.skipped:
        typer.echo(f"tei: {path}: skipped, for it is no TEI document with a text", err=True)
    for finding in (*done.findings, *done.remarks):
        typer.echo(str(finding))
    typer.echo(_told(done.documents, done.rebuilt, "document"))
    typer.echo(f"{done.written} files written, {done.unchanged} unchanged, {done.removed} removed: {out}")
    return done.exit_code


def _told(number: int, rebuilt: int, noun: str) -> str:
    plural = "" if number == 1 else "s"
    return f"{number:,} {noun}{plural}, {rebuilt:,} made anew"
