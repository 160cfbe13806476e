"""Pointers with a private prefix, as ``psn:ada``, written out before a stylesheet sees them: it knows no prefixes."""

from typing import TYPE_CHECKING, Final

from tei.document.prefixes import in_header
from tei.names import tei_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FOLLOWED: Final = frozenset(
    {
        *("corresp", "decls", "facs", "hand", "new", "ref", "rendition", "resp", "source", "target", "url", "who"),
        "wit",
    }
)
"""The attributes that the stylesheets follow. Of others, as ``n``, nobody says that they hold pointers."""


def expand(root: "Element") -> "Element":
    """Return *root*, in which each pointer with a prefix of a ``prefixDef`` is now what that makes of it."""
    prefixes = in_header(root)
    if not prefixes:
        return root
    for element in root.iter(tei_name("*")):
        for name in _FOLLOWED.intersection(element.attrib):
            value = element.get(name, "")
            if ":" in value:
                element.set(name, " ".join(prefixes.expand(word).pointer for word in value.split()))
    return root
