"""``tei authority scan``: names in texts that the authority file lacks."""

import csv
import io
import json
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tei import settings as projects
from tei.cli.inputs import corpus_of, require_other
from tei.cli.options import Authorities
from tei.errors import UsageError

if TYPE_CHECKING:
    from tei.encode.authority import Authority, Proposal
    from tei.settings import Settings


class ScanFormat(StrEnum):
    """How names are listed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    TEI = "tei"


def authority_scan(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Transcriptions and TEI documents, or folders of them. Without any, the corpus that tei.toml names.",
            show_default=False,
        ),
    ] = None,
    *,
    authority: Authorities = None,
    form: Annotated[
        ScanFormat, typer.Option("--format", help="How the names are listed; tei writes entries to be completed.")
    ] = ScanFormat.TEXT,
    least: Annotated[int, typer.Option(min=1, metavar="N", help="Only names that stand in the texts N times.")] = 1,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write the list to FILE.", show_default=False),
    ] = None,
) -> int:
    """List the names in texts that the authority file does not have, with how often and where they stand.

    A name is what has capitals within a sentence. What a TEI document has encoded as a name already is left out. The
    exit code is 0 also if there are such names; it is 1 if a document or the authority file is faulty.
    """
    from tei.encode.authority import read, scan, sources  # noqa: PLC0415 - lxml is loaded when there is work for it
    from tei.files import write_atomically  # noqa: PLC0415 - as above

    project = projects.load()
    inputs = paths or [corpus_of(project)]
    files = authority_files(authority, project)
    if output is not None:
        require_other(output, [*inputs, *files])
    known = read(files, project.limits)
    found = scan(sources.read(inputs, project.limits), known)
    listed = tuple(one for one in found if one.count >= least)
    text = _WRITERS[form](listed, known)
    if output is None:
        sys.stdout.write(text)
    else:
        write_atomically(output, text)
        typer.echo(f"{output}: {_counted(len(listed))}")
    return 0


def authority_files(given: list[Path] | None, project: "Settings") -> list[Path]:
    """Return the authority files that are *given*, or that the settings name, as paths from here if they lie below.

    Raises :class:`~tei.errors.UsageError` if there are none.
    """
    here = Path.cwd()
    named = [file.relative_to(here) if file.is_relative_to(here) else file for file in project.authorities]
    files = given or named
    if not files:
        message = "no --authority is given, and there is no tei.toml here that names one"
        raise UsageError(message)
    return files


def _text(found: "tuple[Proposal, ...]", known: "Authority") -> str:
    """Return each name with its count, and its contexts below it."""
    del known
    lines: list[str] = []
    for one in found:
        near = f"  like {', '.join(one.near)}" if one.near else ""
        kind = f"  {one.kind}?" if one.kind else ""
        lines.append(f"{one.count:>5}  {one.text}{kind}{near}")
        lines += [
            f"       {place.path}:{place.line}: {place.before}{place.name}{place.after}" for place in one.contexts
        ]
    lines.append(f"{_counted(len(found))} that the authority file does not have")
    return "\n".join([*lines, ""])


def _counted(number: int) -> str:
    return f"{number:,} {'name' if number == 1 else 'names'}"


def _json(found: "tuple[Proposal, ...]", known: "Authority") -> str:
    """Return the names as one JSON object."""
    del known
    names = [
        {
            "text": one.text,
            "kind": one.kind,
            "count": one.count,
            "near": list(one.near),
            "contexts": [place._asdict() for place in one.contexts],
        }
        for one in found
    ]
    return json.dumps({"names": names}, ensure_ascii=False, indent=2) + "\n"


def _csv(found: "tuple[Proposal, ...]", known: "Authority") -> str:
    """Return the names as a table for a spreadsheet, with the first context of each."""
    del known
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(["text", "kind", "count", "near", "path", "line", "context"])
    for one in found:
        place = one.contexts[0]
        context = f"{place.before}{place.name}{place.after}".strip()
        rows.writerow([one.text, one.kind, one.count, " ".join(one.near), place.path, place.line, context])
    return table.getvalue()


def _tei(found: "tuple[Proposal, ...]", known: "Authority") -> str:
    """Return the names as entries."""
    from tei.encode.authority.stubs import stubs  # noqa: PLC0415 - as in authority_scan

    return stubs(found, {entry.id for entry in known.entries})


_WRITERS: Final[dict[ScanFormat, "Callable[[tuple[Proposal, ...], Authority], str]"]] = {
    ScanFormat.TEXT: _text,
    ScanFormat.JSON: _json,
    ScanFormat.CSV: _csv,
    ScanFormat.TEI: _tei,
}
