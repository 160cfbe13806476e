"""Plain text that a document includes."""

from tei.document.decoding import text_of
from tei.document.positions import Positions
from tei.errors import DocumentError
from tei.names import NOT_CHARACTERS


def text(data: bytes, path: str, encoding: str = "") -> str:
    """Return *data* as text that can stand in a document; see :func:`tei.document.decoding.text_of`.

    Raises :class:`~tei.errors.DocumentError`.
    """
    found = text_of(data, path, encoding)
    if match := NOT_CHARACTERS.search(found):
        message = f"the character U+{ord(match[0]):04X} is not allowed in XML"
        raise DocumentError([Positions(path, found).finding("xml.control-character", message, *match.span())])
    return found


def readable(data: bytes, path: str) -> str:
    """Return the text of a file in which something is wrong, "" where it is the encoding."""
    try:
        return text_of(data, path)
    except DocumentError:
        return ""
