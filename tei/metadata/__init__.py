"""The header as one record: what it says about the document, each value with the XPath it was read at.

A record is read once and passed on; crosswalks, packages and uploads see no XML. Nothing is invented: what the header
does not say is None or empty. Nothing is read but the document and the authority file that the project names.

What reads is loaded when it is first asked for: many want no more of this room than its dates.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tei.metadata.record import Field, Record
    from tei.metadata.records import read, read_all, read_file

__all__ = ["Field", "Record", "read", "read_all", "read_file"]

_HOMES: Final = {
    "Field": "record",
    "Record": "record",
    "read": "records",
    "read_all": "records",
    "read_file": "records",
}


def __getattr__(name: str) -> object:
    """Return what has its home in a module of its own, importing that on first use."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
