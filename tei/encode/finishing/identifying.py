"""Identifiers of paragraphs, out of their first words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tei.encode.resolving.naming import Identifiers
    from tei.encode.tree import Node

_LABEL: Final = re.compile(r"\s*[(“\"]?\w{1,4}[.)]\)?\s+")
_WORDS: Final = 3


def identify(root: Node, source: str, identifiers: Identifiers) -> None:
    """Give each paragraph an ``xml:id`` of its first words, its number left out; who has one keeps it."""
    for node in root.nodes():
        if node.name == "p" and "xml:id" not in node.attributes:
            words = node.text(source)[:200]
            label = _LABEL.match(words)
            words = words[label.end() :] if label else words
            node.attributes["xml:id"] = identifiers.new(" ".join(words.split()[:_WORDS]), "p")
