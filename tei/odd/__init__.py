"""ODD: a project's customisation of TEI is its schema.

:func:`compile` is the room's promise: what an ODD compiles to. It goes through stages with a room each: `source`,
`bases`, `resolution`, `grammar` and `rules`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tei.odd.compiling import Compiled

__all__ = ["compile"]


def compile(  # noqa: A001, PLR0913 - the field's word; one parameter an option of the command
    path: "Path | str",
    *,
    ident: str = "",
    source: "Path | str | None" = None,
    folders: "Iterable[Path | str]" = (),
    languages: tuple[str, ...] = (),
    compatibility: str = "",
) -> "Compiled":
    """Return what the schema *ident* of the ODD at *path*, or its first, compiles to.

    *source* (a file, or ``tei:4.8.0``) stands for every source the ODD names; *folders* may be read besides the ODD's
    own; *languages* are those of the documentation, the one wanted most first; *compatibility* is "" or
    ``stylesheets``.

    Raises :class:`~tei.errors.SchemaError` with every finding if there is an error among them,
    :class:`~tei.errors.UsageError` if there is no such file or compatibility.
    """
    from tei.errors import UsageError  # noqa: PLC0415 - whoever asks for what is in the cache needs none of these
    from tei.odd.compiling import COMPATIBILITIES, compile_odd  # noqa: PLC0415 - as above

    if compatibility not in COMPATIBILITIES:
        message = f"there is no compatibility “{compatibility}”; there is {', '.join(filter(None, COMPATIBILITIES))}"
        raise UsageError(message)
    quirks = COMPATIBILITIES[compatibility]
    return compile_odd(path, ident=ident, source=source, folders=folders, languages=languages, quirks=quirks)
