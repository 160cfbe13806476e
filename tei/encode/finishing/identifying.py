"""Identifiers of paragraphs, out of their first words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tei.encode.tree import Slice

if TYPE_CHECKING:
    from tei.encode.resolving.naming import Identifiers
    from tei.encode.tree import Node

_LABEL: Final = re.compile(r"\s*[(“\"]?\w{1,4}[.)]\)?\s+")
_WORDS: Final = 3
_LONGEST_CHARS: Final = 200
_ASIDE: Final = frozenset({"note", "ref", "gap"})
"""What is not of the paragraph's own words."""


def identify(root: Node, source: str, identifiers: Identifiers) -> None:
    """Give each paragraph an ``xml:id`` of its first words, its number left out; who has one keeps it."""
    for node in root.nodes():
        if node.name == "p":
            identifier(node, source, identifiers)


def identifier(node: Node, source: str, identifiers: Identifiers) -> str:
    """Return the ``xml:id`` of the paragraph *node*, which has one from now on."""
    if "xml:id" not in node.attributes:
        words = _text(node, source) or node.text(source)[:_LONGEST_CHARS]
        label = _LABEL.match(words)
        words = words[label.end() :] if label else words
        node.attributes["xml:id"] = identifiers.new(" ".join(words.split()[:_WORDS]), "p")
    return node.attributes["xml:id"]


def _text(node: Node, source: str) -> str:
    """The first of the paragraph's words, without notes and their calls."""
    pieces: list[str] = []
    for child in node.children:
        if isinstance(child, Slice):
            pieces.append(source[child.start : min(child.end, child.start + _LONGEST_CHARS)])
        elif child.name not in _ASIDE:
            pieces.append(child.text(source)[:_LONGEST_CHARS])
        if sum(map(len, pieces)) > _LONGEST_CHARS:
            break
    return "".join(pieces).strip()
