"""``tei render``: writes editions."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tei import settings as projects
from tei.cli.inputs import corpus_of
from tei.cli.options import Paths
from tei.cli.terminal import listed
from tei.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tei.render import RenderReport
    from tei.render.edition import Form


class View(StrEnum):
    """How close an edition stays to the transcription."""

    READING = "reading"
    DIPLOMATIC = "diplomatic"


def render(  # noqa: PLR0913 - each parameter is an option
    paths: Paths = None,
    *,
    html: Annotated[bool, typer.Option("--html", help="Write a web page for each document (the default).")] = False,
    text: Annotated[bool, typer.Option("--text", help="Write plain text.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Write Markdown, with footnotes and tables.")] = False,
    pdf: Annotated[
        bool,
        typer.Option("--pdf", help="Write the web page as a PDF; needs the extra tei[pdf]."),
    ] = False,
    epub: Annotated[bool, typer.Option("--epub", help="Write an e-book, EPUB 3.")] = False,
    book: Annotated[
        str | None,
        typer.Option(
            metavar="TITLE",
            help="Bind all documents into one EPUB of this title, in the order given.",
            show_default=False,
        ),
    ] = None,
    view: Annotated[
        View | None,
        typer.Option(
            help="reading is the edition; diplomatic gives the lines, brackets and marks as transcribed.",
            show_default="reading",
        ),
    ] = None,
    width: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="COLUMNS",
            help="Fold plain text at this width; 0 does not fold.",
            show_default="72, diplomatic 0",
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help="A folder; with one document also a file, or - for standard output.",
            show_default="edition, or standard output for one plain text or Markdown",
        ),
    ] = None,
    authority: Annotated[
        Path | None,
        typer.Option(
            "--authority",
            "--index",
            metavar="FILE",
            help="The authority file behind the index. By default the one that tei.toml names.",
            show_default=False,
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            metavar="TAG",
            help="The language of headings, labels and dates: en, de, fr, es, ru, zh, or one of the project's own.",
            show_default="en",
        ),
    ] = None,
    xslt: Annotated[
        Path | None,
        typer.Option(
            metavar="STYLESHEET",
            help="Run this stylesheet, XSLT 1.0 to 3.0, on each document instead.",
            show_default=False,
        ),
    ] = None,
    parameters: Annotated[
        list[str] | None,
        typer.Option("-p", "--param", metavar="NAME=VALUE", help="A parameter for --xslt.", show_default=False),
    ] = None,
    suffix: Annotated[
        str,
        typer.Option(
            metavar="SUFFIX",
            help="How the files of --xslt end.",
            show_default="that of the stylesheet's output method",
        ),
    ] = "",
    also: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PATH",
            help="A file or folder that --xslt may read, besides those beside and below it.",
            show_default=False,
        ),
    ] = None,
    timeout: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="SECONDS",
            help="How long --xslt may take for a document; 0 is for ever.",
            show_default="60",
        ),
    ] = None,
    jobs: Annotated[
        int,
        typer.Option(min=0, help="How many processes do the work; 0 is as many as pay, one a processor at most."),
    ] = 0,
) -> int:
    """Write editions: for each document a web page that needs nothing beside it, text, Markdown, a PDF, or an e-book.

    Prints what was written. The exit code is 1 if a document could not be read; the others are rendered all the same.
    """
    from tei import render as editions  # noqa: PLC0415 - lxml and Saxon are loaded when there is work for them

    asked: dict[Form, bool] = {"html": html, "text": text, "pdf": pdf, "epub": epub, "markdown": markdown}
    wished = _alone([form for form, wanted in asked.items() if wanted])
    chosen = paths or [corpus_of(projects.load())]
    if xslt is not None:
        of_editions = {f"--{wished}": wished, "--book": book is not None, "--view": view, "--width": width is not None}
        _require_none(
            of_editions | {"--authority": authority, "--language": language}, "--xslt and {} exclude each other"
        )
        made = editions.transform(
            chosen,
            xslt,
            parameters=dict(map(_parameter, parameters or ())),
            out=out,
            suffix=suffix,
            also=also or (),
            jobs=jobs,
            timeout_s=editions.TIMEOUT_S if timeout is None else timeout,
        )
        return _told(made)
    of_stylesheets = {"-p": parameters, "--suffix": suffix, "--also": also, "--timeout": timeout is not None}
    _require_none(of_stylesheets, "{} is for a stylesheet; name it with --xslt")
    form: Form = wished or ("epub" if book is not None else "html")
    made = editions.render(
        chosen,
        form=form,
        view=view.value if view else None,
        width=width,
        out=out,
        authority=authority,
        book=book,
        language=language,
        jobs=jobs,
    )
    code = _told(made)
    if made.written and form == "html":
        typer.echo(f"Open {made.written[0]} in a browser.")
    return code


def _told(report: "RenderReport") -> int:
    """Print what became of a call, and return the exit code."""
    for line in report.skipped:
        typer.echo(f"tei: {line}", err=True)
    sys.stdout.write(report.text)
    sys.stdout.flush()
    # Where the result itself goes to standard output, findings must not get into it.
    for line in listed(report.findings).splitlines():
        typer.echo(line, err=report.is_printed)
    for path in report.written:
        typer.echo(str(path))
    return report.exit_code


def _alone(wished: "list[Form]") -> "Form | None":
    """Return the one form that is wished for, None if none is."""
    if len(wished) > 1:
        message = f"--{wished[0]} and --{wished[1]} exclude each other"
        raise UsageError(message)
    return wished[0] if wished else None


def _require_none(given: "Mapping[str, object]", message: str) -> None:
    """Refuse options that are *given*, but have no meaning beside the others."""
    for option, value in given.items():
        if value:
            raise UsageError(message.format(option))


def _parameter(said: str) -> tuple[str, str]:
    name, sign, value = said.partition("=")
    if not sign or not name.strip():
        message = f"-p {said}: a parameter is NAME=VALUE"
        raise UsageError(message)
    return name.strip(), value
