"""``tei encode``: TEI out of transcriptions."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tei import __version__
from tei import settings as projects
from tei.cli.options import Authorities, Format, Jobs
from tei.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tei.cli.encode_report import Report
    from tei.cli.interrupting import Interruption
    from tei.encode.batch import Outcome
    from tei.encode.wish import Wish
    from tei.settings import Settings


def encode(  # noqa: PLR0913 - each parameter is an option
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="TRANSCRIPT...",
            help="Transcriptions: text, HTML, Markdown or .docx files, or folders of them.",
            show_default=False,
        ),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help="A folder; with one transcription also a file, or - for standard output.",
            show_default="standard output",
        ),
    ] = None,
    profile: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="What brackets and lines mean: wilson, frus, venona, leiden, plain, or a .toml file of one's own.",
            show_default="the one that tei.toml names, or plain",
        ),
    ] = "",
    side: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="What is known of the documents beside their pages: TOML, CSV, .xlsx or .ods.",
            show_default=False,
        ),
    ] = None,
    authority: Authorities = None,
    body: Annotated[
        bool, typer.Option("--body", help="All lines are the document's: there is no page around it.")
    ] = False,
    encoding: Annotated[
        str,
        typer.Option(metavar="NAME", help="The encoding of text files.", show_default="told by the files"),
    ] = "",
    source_language: Annotated[
        str,
        typer.Option(
            metavar="TAG",
            help="The language that the documents were translated from, as de.",
            show_default="as the profile says",
        ),
    ] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help="Write a document anew instead of merging the text into it.")
    ] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Print each bracket with the rule that took it and its TEI, and each date with its EDTF."
        ),
    ] = False,
    compare: Annotated[
        Path | None,
        typer.Option(
            metavar="GOLD.xml",
            help="Print how far the result agrees with an encoding by hand.",
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How the report is written.")] = Format.TEXT,
    jobs: Jobs = 0,
) -> int:
    """Encode transcriptions as TEI, valid and with nothing lost.

    Each document is compared with its transcription, and checked against the schemas of documentary editions, before it
    is written; one that fails is not written. What is doubtful is told with its place. A document that is there already
    keeps its identifiers, what was marked in it by hand, and its header: only changes of the text go into it. The exit
    code is 1 if a transcription could not be encoded.
    """
    from tei.cli import encode_report as report  # noqa: PLC0415 - what it needs is loaded when there is work for it
    from tei.cli.interrupting import Interruption  # noqa: PLC0415 - as above
    from tei.encode import batch  # noqa: PLC0415 - as above

    project = projects.load()
    made = batch.jobs_of(paths, out)
    if compare is not None and len(made) > 1:
        message = f"--compare takes one transcription, not {len(made)}"
        raise UsageError(message)
    wish = _wish(project, profile, side, authority, body=body, encoding=encoding, source_language=source_language)
    quiet = out is None or out == batch.STANDARD_OUTPUT
    printed = report.Wanted(explain=explain, compare=compare, document=quiet and not (explain or compare))
    kind = report.JsonReport if form is Format.JSON else report.TextReport
    told: report.Report = kind(printed, len(made), sys.stdout, sys.stderr)
    with Interruption() as interruption:
        keep = explain or compare is not None
        done = batch.encode(made, wish, jobs=jobs, replaces=replace, keep=keep, stopped=interruption)
        failed = _told(done, len(made), told, interruption)
    told.end()
    return interruption.code or (1 if failed else 0)


def _told(done: "Iterable[Outcome]", count: int, told: "Report", interruption: "Interruption") -> bool:
    """Tell what became of each transcription, as it comes; return whether one could not be encoded."""
    from tei.cli.terminal import progress  # noqa: PLC0415 - as above

    bar = progress()
    failed = False
    for number, outcome in enumerate(done, start=1):
        interruption.note(number)
        failed = failed or outcome.failed
        if bar:
            bar.wipe()
        told.add(outcome)
        if bar:
            bar(number, count)
    return failed


def _wish(  # noqa: PLR0913 - as above
    project: "Settings",
    profile: str,
    side: Path | None,
    authority: list[Path] | None,
    *,
    body: bool,
    encoding: str,
    source_language: str,
) -> "Wish":
    from tei.encode import information  # noqa: PLC0415 - as above
    from tei.encode.heading import Edition  # noqa: PLC0415 - as above
    from tei.encode.wish import Wish, day  # noqa: PLC0415 - as above

    schemas = [*(project.validate.schema or ()), *(project.validate.schematron or ())]
    here = Path.cwd()
    named = [file.relative_to(here) if file.is_relative_to(here) else file for file in project.authorities]
    return Wish(
        profile=profile or str(project.encode.profile or "plain"),
        authorities=tuple(authority or named),
        side=information.side.read(side, project.limits) if side else {},
        page=not body,
        encoding=encoding,
        source_language=source_language,
        day=day(),
        edition=Edition(
            publisher=project.encode.publisher,
            encoder=project.encode.encoder,
            licence=project.encode.licence,
            licence_name=project.encode.licence_name,
            version=__version__,
        ),
        schemas=tuple(schemas),
        limits=project.limits,
    )
