"""The two libraries that need no parameters: RELAX NG's own, and that of DTD compatibility.

Source: RELAX NG 4.16, 6.2.8; RELAX NG DTD Compatibility, section 4.
"""

from typing import Final, NamedTuple

from tei.relaxng.datatypes import text_types
from tei.relaxng.datatypes.base import Datatype, DatatypeError, Parameters, Primitive

BUILT_IN: Final = ""
COMPATIBILITY: Final = "http://relaxng.org/ns/compatibility/datatypes/1.0"


class SimpleLibrary(NamedTuple):
    """A few types that take no parameters."""

    uri: str
    title: str
    types: tuple[Datatype, ...]

    def datatype(self, name: str, parameters: Parameters = ()) -> Datatype:
        """Return the type *name*, or raise :class:`DatatypeError`: also if there are *parameters*."""
        found = next((datatype for datatype in self.types if datatype.name == name), None)
        if found is None:
            names = ", ".join(datatype.name for datatype in self.types)
            message = f"{self.title} has no datatype {name}, only {names}; is a datatypeLibrary missing?"
            raise DatatypeError(message)
        if parameters:
            message = f"the datatype {name} of {self.title} takes no parameters"
            raise DatatypeError(message)
        return found


def _library(uri: str, title: str, types: dict[str, Primitive]) -> SimpleLibrary:
    return SimpleLibrary(uri, title, tuple(Datatype(uri, name, (), primitive) for name, primitive in types.items()))


built_in: Final = _library(BUILT_IN, "the built-in library", {"string": text_types.STRING, "token": text_types.TOKEN})
compatibility: Final = _library(
    COMPATIBILITY,
    "the DTD compatibility library",
    {"ID": text_types.ID, "IDREF": text_types.IDREF, "IDREFS": text_types.IDREFS},
)
