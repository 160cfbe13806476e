"""Bytes of unknown origin as text, or the finding that says why they are none.

Source: XML 1.0, section 4.3.3 and appendix F. Stricter than the appendix in one point: a declaration that contradicts
the bytes is refused, for one of the two is a mistake and a guess would change the text.
"""

import codecs
import re
from typing import TYPE_CHECKING, Final

from tei.diagnostics import Diagnostic
from tei.document.positions import Positions
from tei.errors import DocumentError

if TYPE_CHECKING:
    from typing import NoReturn

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    # UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_UNMARKED: Final = (
    (b"<\0\0\0", "utf-32-le", "UTF-32"),
    (b"\0\0\0<", "utf-32-be", "UTF-32"),
    (b"<\0", "utf-16-le", "UTF-16"),
    (b"\0<", "utf-16-be", "UTF-16"),
)
_EBCDIC_DECLARATION: Final = b"\x4c\x6f\xa7\x94"
_FOREIGN: Final = (
    (b"PK\x03\x04", "a ZIP archive, as .docx, .odt and .epub files are"),
    (b"%PDF-", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF document"),
)
_SAMPLE_BYTES: Final = 1024
_DECLARATION: Final = re.compile(r"""\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]*)["']""")
_NOT_CHARACTER_SETS: Final = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7", "mbcs", "oem"},
)
_FIXED_WIDTH: Final = {"utf-16": "utf-16", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}


def decode(data: bytes, path: str) -> str:
    """Return *data* as text without its byte order mark. Raises :class:`~tei.errors.DocumentError`."""
    if not data.strip():
        message = "the file is empty" if not data else "the file holds nothing but white space"
        _refuse(path, "xml.empty", message)
    for magic, kind in _FOREIGN:
        if data.startswith(magic):
            _refuse(path, "xml.not-xml", f"this is not XML but {kind}")
    codec, skipped = encoding_of(data, path)
    try:
        text = data[skipped:].decode(codec)
    except UnicodeDecodeError as fault:
        raise DocumentError([_bad_byte(data[skipped:], codec, fault, path)]) from None
    _require_markup(text, path)
    return text


def text_of(data: bytes, path: str, encoding: str = "") -> str:
    """Return *data* as text, which need not be XML, in *encoding* or UTF-8, unless it begins by saying another.

    Raises :class:`~tei.errors.DocumentError`. Source: XInclude 1.0, section 4.3.
    """
    codec, skipped = "", 0
    for mark, marked, _family in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            codec, skipped = marked, len(mark)
            break
    declared = _declared(data[:_SAMPLE_BYTES].decode("latin-1")) or encoding
    codec = codec or (_known(declared, path) if declared else "utf-8")
    try:
        return data[skipped:].decode(codec)
    except UnicodeDecodeError as fault:
        raise DocumentError([_bad_byte(data[skipped:], codec, fault, path)]) from None


def _refuse(path: str, rule: str, message: str, *help_texts: str) -> "NoReturn":
    raise DocumentError([Diagnostic(rule, message, path, help=help_texts)])


def encoding_of(data: bytes, path: str) -> tuple[str, int]:
    """Return the codec to use and how many bytes the byte order mark takes. Raises as :func:`decode` does."""
    if data.startswith(_EBCDIC_DECLARATION):
        _refuse(path, "xml.encoding", "the file is in EBCDIC, which is not read here", "save the file as UTF-8")
    for mark, codec, family in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            evidence = f"the file begins with a {family} byte order mark"
            _require_agreement(data[len(mark) :], codec, family, path, evidence)
            return codec, len(mark)
    for beginning, codec, family in _UNMARKED:
        if data.startswith(beginning):
            _require_agreement(data, codec, family, path, f"the file’s bytes are {family}")
            return codec, 0
    declared = _declared(data[:_SAMPLE_BYTES].decode("latin-1"))
    if declared is None:
        _refuse_binary(data, path)
        return "utf-8", 0
    codec = _known(declared, path)
    if codec.startswith(("utf-16", "utf-32")):
        said = f"the declaration says {declared}, but the file’s bytes are those of UTF-8 or a similar encoding"
        _refuse(path, "xml.encoding", said, 'write encoding="UTF-8" in the XML declaration')
    return codec, 0


def _declared(beginning: str) -> str | None:
    match = _DECLARATION.match(beginning)
    return match.group(1) if match else None


def _known(declared: str, path: str) -> str:
    """Return the codec for the declared name, or refuse it."""
    try:
        codec = codecs.lookup(declared).name
        b"<".decode(codec, errors="replace")  # rot13 and its like are found by lookup, but refuse this.
    except (LookupError, ValueError):
        codec = "undefined"
    if codec in _NOT_CHARACTER_SETS:
        message = f"the declared encoding “{declared}” is not known"
        _refuse(path, "xml.encoding", message, "save the file as UTF-8 and declare that, or declare nothing")
    return codec


def _require_agreement(data: bytes, codec: str, family: str, path: str, evidence: str) -> None:
    """Refuse a declaration that names another encoding than the bytes are in."""
    sample = data[: _SAMPLE_BYTES - _SAMPLE_BYTES % 4].decode(codec, errors="replace")
    declared = _declared(sample)
    if declared is None:
        return
    known = _known(declared, path)
    if _FIXED_WIDTH.get(known, known) in {family.lower(), codec}:
        return
    message = f"{evidence}, but its declaration says {declared}"
    _refuse(path, "xml.encoding", message, f'write encoding="{family}" in the XML declaration, or leave it out')


def _refuse_binary(data: bytes, path: str) -> None:
    sample = data[:_SAMPLE_BYTES]
    if b"\0" in sample:
        _refuse(path, "xml.not-xml", "this is not XML but binary data")


def _bad_byte(data: bytes, codec: str, fault: UnicodeDecodeError, path: str) -> Diagnostic:
    """Return the finding for the first byte that *codec* does not allow."""
    before = Positions(path, data[: fault.start].decode(codec, errors="replace"))
    span = before.span(len(before.text), len(before.text))
    value = f"0x{data[fault.start]:02X}"
    if "unexpected end" in fault.reason or "truncated" in fault.reason:
        message = f"the file ends in the middle of a character (byte {value}, {codec.upper()}); it may be cut off"
        return Diagnostic("xml.encoding", message, path, span)
    guess = _likely_encoding(data)
    shown = bytes([data[fault.start]]).decode(guess, errors="replace")
    message = f"byte {value} is not {codec.upper()}; in {guess} it is “{shown}”, and the file may be in that encoding"
    advice = f'if it is, save the file as UTF-8, or declare it: <?xml version="1.0" encoding="{guess}"?>'
    return Diagnostic("xml.encoding", message, path, span, help=(advice,))


def _likely_encoding(data: bytes) -> str:
    """Return the Western encoding in which all of *data* can be read."""
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "ISO-8859-1"
    return "Windows-1252"


def _require_markup(text: str, path: str) -> None:
    """Refuse what does not begin as XML does, saying what it looks like."""
    beginning = text.lstrip()[:1]
    if beginning == "<":
        return
    if not beginning:
        _refuse(path, "xml.empty", "the file holds nothing but a byte order mark and white space")
    kind = "JSON" if beginning in "{[" else "plain text"
    positions = Positions(path, text)
    start = len(text) - len(text.lstrip())
    message = f"this is not XML but looks like {kind}: it does not begin with “<”"
    raise DocumentError([positions.finding("xml.not-xml", message, start, start + 1)])
