"""Datatype libraries: which texts a ``data`` or ``value`` pattern allows.

Three libraries exist: RELAX NG's own (the empty URI), XML Schema's, and DTD compatibility.
"""

from typing import Final

from tei.relaxng.datatypes.base import Context, Datatype, DatatypeError, Library, Parameters
from tei.relaxng.datatypes.simple_libraries import BUILT_IN, COMPATIBILITY, built_in, compatibility
from tei.relaxng.datatypes.xsd import URI as XSD
from tei.relaxng.datatypes.xsd import SchemaLibrary

__all__ = [
    "BUILT_IN",
    "COMPATIBILITY",
    "XSD",
    "Context",
    "Datatype",
    "DatatypeError",
    "Library",
    "Parameters",
    "library",
]

_LIBRARIES: Final[dict[str, Library]] = {library.uri: library for library in (built_in, compatibility, SchemaLibrary())}


def library(uri: str) -> Library | None:
    """Return the library that *uri* stands for, or None if there is none."""
    return _LIBRARIES.get(uri)
