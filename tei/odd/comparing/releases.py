"""A release of TEI P5 as a schema: all its modules, as they are."""

from functools import lru_cache
from typing import Final

from tei.errors import UsageError
from tei.names import TEI
from tei.odd.bases import facts, shelf
from tei.odd.compiling import Compiled, compile_text

PREFIX: Final = "tei:"
"""What the name of a release begins with, in an ODD as well as here."""


@lru_cache(maxsize=4)
def compiled(release: str) -> Compiled:
    """Return what all modules of this release of TEI P5 compile to; ``current`` is the newest that there is.

    It may be one that the user has added. Raises :class:`~tei.errors.UsageError` with the releases there are if it is
    none of them.
    """
    found = shelf.find(PREFIX + release)
    if found is None:
        message = f"“{release}” is no release of TEI P5; there are {', '.join(facts.releases())}"
        raise UsageError(message)
    modules = "".join(f'<moduleRef key="{module}"/>' for module in found.modules)
    text = f'<schemaSpec xmlns="{TEI}" ident="tei_all" source="{PREFIX}{release}">{modules}</schemaSpec>'
    return compile_text(text.encode(), f"{PREFIX}{release}")
