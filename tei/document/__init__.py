"""Parses hostile XML safely and keeps the place of every start tag.

A document comes in as bytes. It is decoded strictly, its entities are counted before anything expands them, expat
checks it and notes where each start tag stands, and lxml builds the tree from a text that names no other file. What
goes wrong on the way is a :class:`~tei.errors.DocumentError` with located findings, rule ids ``xml.*``.
"""

from tei.document.parsing import parse, read
from tei.document.tree import Document
from tei.limits import Limits

__all__ = ["Document", "Limits", "parse", "read"]
