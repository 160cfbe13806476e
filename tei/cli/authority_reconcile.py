"""``tei authority reconcile``: identifiers of other authorities for the entries of an authority file."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tei import settings as projects
from tei.cli.authority_scan import authority_files
from tei.cli.options import Format

if TYPE_CHECKING:
    from tei.encode.authority.reconciling import Suggestion
    from tei.limits import Limits


def authority_reconcile(  # noqa: PLR0913 - each parameter is an option
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE]...",
            help="Authority files. Without any, those that tei.toml names.",
            show_default=False,
        ),
    ] = None,
    *,
    table: Annotated[
        Path,
        typer.Option(
            "--with",
            metavar="TABLE",
            help="What they are compared with: a dump of Wikidata or VIAF as JSON lines, or a table with the columns "
            "id, label, aliases, birth, death and description; also packed as .gz.",
        ),
    ],
    kind: Annotated[
        str, typer.Option("--type", metavar="TYPE", help="The type of identifiers that do not tell it, as viaf or gnd.")
    ] = "",
    certain: Annotated[
        float, typer.Option(min=0.0, max=1.0, metavar="SCORE", help="From which score --write takes an identifier.")
    ] = 0.9,
    write: Annotated[
        bool, typer.Option("--write", help="Write identifiers that are certain; otherwise only show how.")
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="How suggestions are told.")] = Format.TEXT,
) -> int:
    """Suggest identifiers for the entries of an authority file, by names and by dates of birth and death.

    The table is a file on this machine and is read as a stream; nothing is asked over a network. Nothing is written
    without --write, and with it only an idno for an entry that has none of that type, no rival, and the score. The
    exit code is 1 if an entry has another identifier than its only likely record, else 0.
    """
    from tei.encode.authority import reading  # noqa: PLC0415 - lxml is loaded when there is work for it
    from tei.encode.authority.reconciling import reconcile, records  # noqa: PLC0415 - as above

    project = projects.load()
    paths = authority_files(files, project)
    found = reconcile(reading.entries(paths, project.limits), records(table, project.limits, kind))
    sure = tuple(one for one in found if one.is_certain(certain))
    sys.stdout.write(_json(found) if form is Format.JSON else _text(found))
    if write:
        # What is told on standard error comes after it, also where both go to one file.
        sys.stdout.flush()
        _write(paths, sure, project.limits)
    elif sure and form is Format.TEXT:
        typer.echo(f"{_counted(len(sure))} would be written; --write writes them")
    return int(any(one.score >= certain and one.known and not one.agrees and not one.rival for one in found))


def _write(paths: list[Path], sure: "tuple[Suggestion, ...]", limits: "Limits") -> None:
    """Write what is sure into its file, and say so."""
    from tei.encode.authority.reconciling.adding import with_identifiers  # noqa: PLC0415 - as above
    from tei.files import write_atomically  # noqa: PLC0415 - as above

    for path in paths:
        before, after = with_identifiers(path, sure, limits)
        number = sum(one.entry.path == str(path) for one in sure)
        if before != after:
            write_atomically(path, after)
        typer.echo(f"{path}: {_counted(number)} written", err=True)


def _text(found: "tuple[Suggestion, ...]") -> str:
    """Return each suggestion with its score and its reasons."""
    lines: list[str] = []
    for one in found:
        record = one.record
        described = f", {record.description}" if record.description else ""
        known = "  has it already" if one.agrees else f"  has {one.known}" if one.known else ""
        rival = "  not the only one" if one.rival else ""
        lines.append(f"{one.score:.2f}  {one.entry.id}  {record.authority} {record.value}{known}{rival}")
        lines.append(f"      {record.names[0]}{described}: {'; '.join(one.why)}")
    noun = "suggestion" if len(found) == 1 else "suggestions"
    return "\n".join([*lines, f"{len(found):,} {noun}", ""])


def _json(found: "tuple[Suggestion, ...]") -> str:
    """Return the suggestions as one JSON object."""
    suggestions = [
        {
            "entry": one.entry.id,
            "path": one.entry.path,
            "type": one.record.authority,
            "identifier": one.record.value,
            "label": one.record.names[0],
            "description": one.record.description,
            "score": one.score,
            "why": list(one.why),
            "known": one.known,
            "rival": one.rival,
            "others": [list(other) for other in one.record.others],
        }
        for one in found
    ]
    return json.dumps({"suggestions": suggestions}, ensure_ascii=False, indent=2) + "\n"


def _counted(number: int) -> str:
    return f"{number:,} {'identifier' if number == 1 else 'identifiers'}"
