"""``tei odd source list``: what ODDs can start from."""

import json
from typing import Annotated

import typer


def odd_source_list(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the sources that ODDs can start from: what ships with tei, as facts, and what you have added."""
    from tei.odd.bases import facts, shelf  # noqa: PLC0415 - not needed for --help
    from tei.odd.bases.shelf_folder import folder  # noqa: PLC0415 - as above

    added = shelf.names()
    shipped = [f"tei:{release}" for release in facts.releases()]
    rows = [
        {
            "name": name,
            "title": shelf.title(name),
            "prose": name in added,
            "path": str(shelf.path(name)) if name in added else "",
            "current": name == shelf.normal(""),
        }
        for name in [*shipped, *(name for name in added if name not in shipped)]
    ]
    if as_json:
        typer.echo(json.dumps({"folder": str(folder()), "sources": rows}, ensure_ascii=False, indent=2))
        return
    width = max(len(name) for name in (*shipped, *added))
    for row in rows:
        said = [row["title"], row["path"] or "facts", *(["where an ODD names no source"] if row["current"] else [])]
        typer.echo(f"{row['name']:<{width}}  {', '.join(map(str, said))}")
