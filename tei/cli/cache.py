"""``tei cache``: what the cache holds, and how to be rid of it."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from tei import cache as stored


class Action(StrEnum):
    """What to do with the cache."""

    SHOW = "show"
    CLEAR = "clear"


def cache(
    action: Annotated[Action, typer.Argument(help="Show what the cache holds, or clear it.")] = Action.SHOW,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show where the cache is and what it holds, or clear it.

    The folder is the platform's own for caches; the variable TEI_CACHE_DIR names another. Nothing in it is needed:
    what is missing is made again.
    """
    kinds = stored.kinds()
    size_bytes = sum(kind.size_bytes for kind in kinds)
    if action is Action.CLEAR:
        stored.clear()
    if as_json:
        rows = [{"kind": kind.name, "files": kind.files, "size_bytes": kind.size_bytes} for kind in kinds]
        report = {"folder": str(stored.folder()), "action": action.value, "size_bytes": size_bytes, "kinds": rows}
        typer.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    if action is Action.CLEAR:
        typer.echo(f"Removed {_size(size_bytes)} from {stored.folder()}")
        return
    typer.echo(f"{stored.folder()}  {_size(size_bytes)}")
    for kind in kinds:
        typer.echo(f"  {kind.name}  {kind.files} {'file' if kind.files == 1 else 'files'}  {_size(kind.size_bytes)}")


def _size(size_bytes: int) -> str:
    """Return a size as people read it: ``512 B``, ``1.5 MiB``."""
    size = float(size_bytes)
    for unit in ("B", "KiB", "MiB"):
        if size < 1024:  # noqa: PLR2004 - 1,024 is what the units mean
            return f"{size:.0f} B" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} GiB"
