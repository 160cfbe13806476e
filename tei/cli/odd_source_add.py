"""``tei odd source add``: one more source that ODDs can start from."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tei.errors import SchemaError

if TYPE_CHECKING:
    from tei.odd.specs import Kind

_COUNTED: Final[tuple[tuple["Kind", str, str], ...]] = (
    ("element", "element", "elements"),
    ("class", "class", "classes"),
    ("macro", "macro", "macros"),
    ("data", "datatype", "datatypes"),
)


def odd_source_add(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="p5subset.xml of a release of TEI P5, or a compiled ODD.")
    ],
    *,
    name: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="What ODDs have in source to mean it. Without it, tei: and the release that the file tells.",
            show_default=False,
        ),
    ] = "",
) -> int:
    """Keep a source with its prose, examples and rules, so that ODDs find it by its name.

    A release of TEI P5 is found by source="tei:4.2.0" and by its address in TEI's Vault, anything else by the name that
    you give. What is there already under that name is replaced. The folder is the platform's own for data; TEI_DATA_DIR
    names another. The exit code is 0 if it is kept, 1 if it is no source.
    """
    from tei.cli.terminal import listed  # noqa: PLC0415 - not needed for --help
    from tei.odd.bases import shelf  # noqa: PLC0415 - lxml is loaded when there is work for it

    try:
        added = shelf.add(file, name)
    except SchemaError as fault:
        typer.echo(listed(fault.diagnostics))
        return 1
    if added.faults:
        typer.echo(listed(added.faults), err=True)
    counts = [
        f"{(count := len(added.base.idents(kind))):,} {one if count == 1 else many}" for kind, one, many in _COUNTED
    ]
    typer.echo(f"{added.name}: {', '.join(counts)}")
    typer.echo(f'An ODD starts from it with source="{added.name}".')
    return 0
