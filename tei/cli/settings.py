"""``tei settings``: which settings hold for a file, and where they are written."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tei import settings as projects
from tei.settings.telling import Told, told

if TYPE_CHECKING:
    from tei.settings import Settings


def settings(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="A document, or a folder. Without it, all that the settings here say.",
            exists=True,
            show_default=False,
        ),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    schema: Annotated[
        bool, typer.Option("--json-schema", help="Print the JSON Schema of tei.toml, for editors.")
    ] = False,
    words: Annotated[
        str | None,
        typer.Option(
            metavar="TAG",
            help="Print the edition's own words in a language that comes with tei, to change or to translate them.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show which settings hold for FILE, and on which line of tei.toml or pyproject.toml each stands.

    What is not shown is as it is by default. The command line may overrule any of it.
    """
    if schema:
        from tei.settings.schema import json_schema  # noqa: PLC0415 - seldom asked for

        typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
        return
    if words is not None:
        from tei import wording  # noqa: PLC0415 - seldom asked for

        typer.echo(wording.table(words), nl=False)
        return
    project = _of(file)
    found = told(project, file if file and file.is_file() else None)
    if as_json:
        rows = [one._asdict() for one in found]
        content = {"settings": str(project.path) if project.path else None, "said": rows}
        typer.echo(json.dumps(content, ensure_ascii=False, indent=2))
        return
    if project.path is None:
        typer.echo("There is no tei.toml: the defaults hold.")
        return
    typer.echo(str(project.path) + ("" if found else ": it says nothing, and the defaults hold"))
    width = len(str(max((one.line for one in found), default=0)))
    for one in found:
        typer.echo(f"  {one.line:>{width}}  {_line(one)}")


def _of(file: Path | None) -> "Settings":
    """Return the settings of the project that *file* lies in, else of the one that the command is given in."""
    path = (projects.find(file) if file else None) or projects.find()
    return projects.read(path) if path else projects.Settings()


def _line(one: Told) -> str:
    key = one.key if one.key.replace("_", "").isalnum() else json.dumps(one.key, ensure_ascii=False)
    return f"{one.table} {key} = {json.dumps(one.value, ensure_ascii=False)}"
