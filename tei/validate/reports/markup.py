"""Text as it may stand in XML and HTML."""

import re
from html import escape
from typing import Final

# Characters that XML 1.0 has not, production 2 (Char): control characters, surrogates, two that are no characters.
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


def text(content: str) -> str:
    """Return *content* escaped for an element or an attribute, what XML does not allow replaced."""
    return escape(_FORBIDDEN.sub(_REPLACEMENT, content))


def one_line(content: str) -> str:
    """Return *content* escaped for an attribute, where white space is one space."""
    return text(" ".join(content.split()))
