"""A schema compiled with its quick fixes, as far as they are sound: what mends nothing still validates."""

from typing import TYPE_CHECKING

from tei.errors import SchemaError
from tei.schematron import compiling
from tei.schematron.fixes.faults import faults

if TYPE_CHECKING:
    from tei.saxon import Stylesheet
    from tei.schematron.source import Source


class Fixes:
    """The stylesheets of one schema; those of its fixes that are faulty are told to whoever wants to apply them."""

    def __init__(self, source: "Source") -> None:
        self._source = source

    def compiled(self, phase: str, *, edits: bool = False) -> "Stylesheet":
        """Return the stylesheet for *phase*, see :func:`tei.schematron.compiling.compiled`.

        Raises :class:`~tei.errors.SchemaError`, with *edits* for faults of the fixes, too.
        """
        if edits:
            if found := faults(self._source):
                raise SchemaError(sorted(found))
            return compiling.compiled(self._source, phase, fixes="edits")
        try:
            return compiling.compiled(self._source, phase)
        except SchemaError:
            return compiling.compiled(self._source, phase, fixes="none")
