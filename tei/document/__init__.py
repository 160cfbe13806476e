"""Parses hostile XML safely and keeps the place of every start tag.

A document comes in as bytes. It is decoded strictly, its entities are counted before anything expands them, expat
checks it and notes where each start tag stands, and lxml builds the tree from a text that names no other file. What
goes wrong on the way is a :class:`~tei.errors.DocumentError` with located findings, rule ids ``xml.*``.

lxml is loaded with the first use of the tree: what only reads, decodes or scans a document does without.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from tei.limits import Limits

if TYPE_CHECKING:
    from tei.document.parsing import parse, read
    from tei.document.tree import Document

__all__ = ["Document", "Limits", "parse", "read"]

_HOMES: Final = {"Document": "tree", "parse": "parsing", "read": "parsing"}


def __getattr__(name: str) -> object:
    """Return what has its home in a module that loads lxml, importing that on first use."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
