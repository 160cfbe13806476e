"""The options that several commands have, each said once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class ReportFormat(StrEnum):
    """How a report on documents is written."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"


class Format(StrEnum):
    """How something is told, for people or for programs."""

    TEXT = "text"
    JSON = "json"


Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATH]...",
        help="Documents, or folders of them. Without any, the corpus that tei.toml names.",
        show_default=False,
    ),
]
# Text, for a path takes away one of the two slashes of an address.
Places = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...",
        help="Documents, or folders, archives or addresses of them. Without any, the corpus that tei.toml names.",
        show_default=False,
    ),
]
ReportForm = Annotated[ReportFormat, typer.Option("--format", help="How the report is written.")]
Jobs = Annotated[int, typer.Option(min=0, help="How many processes; 0 is as many as pay, one a processor at most.")]
Authorities = Annotated[
    list[Path] | None,
    typer.Option(
        "--authority",
        metavar="FILE",
        help="The authority file; may be repeated. Without it, those that tei.toml names.",
        show_default=False,
    ),
]
