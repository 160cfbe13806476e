"""The encoding of an HTML page, by its bytes.

Source: HTML Living Standard, section 13.2.3.2 (encoding sniffing); Encoding Standard, section 4.2 (names and labels).
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from tei.encode.reading.encodings import Decoded, codec_of, decoded, marked_encoding, strictly
from tei.errors import UsageError

_PRESCANNED_BYTES: Final = 1024
_COMMENT: Final = re.compile(rb"<!--.*?-->", re.DOTALL)
_META: Final = re.compile(rb"""<meta[\s/](?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(rb"""([^\s"'>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?\s*([^\s"';]+)""", re.IGNORECASE)
_XML: Final = re.compile(rb"""\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]*)["']""")

_READ_AS: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    # A declaration that can be read as ASCII cannot be true of these.
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
"""What browsers read for what pages declare."""
_LABELS: Final = {
    "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
    "x-sjis": "cp932",
    "x-x-big5": "big5hkscs",
}


def sniffed(data: bytes, path: str, encoding: str = "") -> Decoded:
    """Return the page in *data* as text: by its byte order mark, by *encoding*, by what its beginning declares.

    A page that says nothing is read as plain text is. Raises as :func:`.encodings.decoded`.
    """
    mark, marked = marked_encoding(data)
    if marked or encoding:
        return decoded(data, path, encoding)
    label = declared(data)
    if not label:
        return decoded(data, path)
    codec = _codec(label)
    if codec:
        return Decoded(strictly(data[len(mark) :], codec, path), codec)
    found = decoded(data, path)
    doubt = f"the page declares the encoding “{label}”, which is not known, and was read as {found.encoding}"
    return found._replace(doubts=(doubt, *found.doubts))


def declared(data: bytes) -> str:
    """Return the encoding that a ``meta`` in the beginning of *data* declares, or its XML declaration; else ""."""
    beginning = _COMMENT.sub(b"", data[:_PRESCANNED_BYTES])
    for meta in _META.finditer(beginning):
        given = {found[1].lower(): found[2] or found[3] or found[4] or b"" for found in _ATTRIBUTE.finditer(meta[0])}
        if label := given.get(b"charset"):
            return label.strip().decode("latin-1")
        in_content = _CHARSET.search(given.get(b"content", b""))
        if in_content and given.get(b"http-equiv", b"").lower() == b"content-type":
            return in_content[1].decode("latin-1")
    in_xml = _XML.match(beginning)
    return in_xml[1].decode("latin-1") if in_xml else ""


def _codec(label: str) -> str:
    known = _LABELS.get(label.lower(), "")
    if known:
        return known
    try:
        codec = codec_of(label)
    except UsageError:
        return ""
    return _READ_AS.get(codec, codecs.lookup(codec).name)
