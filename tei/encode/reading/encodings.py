"""Bytes as text: in the encoding that they begin by saying, that is declared, or that can be told from them.

Nothing is replaced: a byte that is not in the encoding is a finding in its place.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.diagnostics import Diagnostic
from tei.document.positions import Positions
from tei.encode.reading import guessing
from tei.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from typing import NoReturn

RULE: Final = "fid.encoding"

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    # UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FOREIGN: Final = (
    (b"PK\x03\x04", "a ZIP archive, as .docx, .odt and .epub files are"),
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or an encrypted Microsoft Office file"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff\xe0", "a JPEG image"),
)
_ESCAPING: Final = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$B", "iso2022_jp_2"), (b"\x1b$@", "iso2022_jp_2"))
"""Encodings of ASCII bytes alone that go over to others by a sign of their own."""
_NOT_CHARACTER_SETS: Final = frozenset(
    {"idna", "punycode", "unicode-escape", "unicode_escape", "raw-unicode-escape", "raw_unicode_escape", "undefined"}
    | {"utf-7", "mbcs", "oem"},
)
_SAMPLE_BYTES: Final = 16_384
_COMMON: Final = " \t\r\n.,:-/0123456789"


class Decoded(NamedTuple):
    """Text, Python's name of the encoding that it was in, and what is doubtful about that."""

    text: str
    encoding: str
    doubts: tuple[str, ...] = ()


def decoded(data: bytes, path: str, encoding: str = "") -> Decoded:
    """Return *data* as text without its byte order mark, in *encoding* if that is given.

    A declaration is followed even where a byte order mark contradicts it, for two letters of another encoding may look
    like one; that is a doubt. Without a declaration the mark decides, then zeros between the bytes or the escapes of
    ISO 2022, then whether it is UTF-8; what is none of these is guessed, which is a doubt.

    Raises :class:`~tei.errors.DocumentError` (``fid.encoding``) for bytes that are not in the encoding,
    :class:`~tei.errors.UsageError` for a name that is no encoding's, and as :func:`.guessing.guessed`.
    """
    mark, marked = marked_encoding(data)
    if encoding:
        return _declared(data, path, codec_of(encoding), (mark, marked))
    _require_text(data, path)
    if marked:
        return Decoded(strictly(data[len(mark) :], marked, path), marked)
    if wide := _wide(data):
        return Decoded(strictly(data, wide, path), wide)
    for sign, escaping in _ESCAPING:
        if sign in data:
            return Decoded(strictly(data, escaping, path), escaping)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as fault:
        return _guessed(data, path, fault)


def marked_encoding(data: bytes) -> tuple[bytes, str]:
    """Return the byte order mark that *data* begins with, and what it says; both empty if there is none."""
    return next(((mark, name) for mark, name in MARKS if data.startswith(mark)), (b"", ""))


def codec_of(encoding: str) -> str:
    """Return Python's name of *encoding*. Raises :class:`~tei.errors.UsageError` for what is no character set."""
    try:
        codec = codecs.lookup(encoding.strip()).name
        b"a".decode(codec, errors="replace")  # rot13 and its like are found by lookup, but refuse this.
    except (LookupError, ValueError):
        codec = "undefined"
    if codec in _NOT_CHARACTER_SETS:
        message = f"the encoding “{encoding}” is not known"
        raise UsageError(message)
    return codec


def strictly(data: bytes, codec: str, path: str) -> str:
    """Return *data* in *codec*. Raises :class:`~tei.errors.DocumentError`, located, for the first byte that is not."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError as fault:
        raise DocumentError([_bad_byte(data, codec, fault, path)]) from None


def _declared(data: bytes, path: str, codec: str, found: tuple[bytes, str]) -> Decoded:
    # What is UTF-16 and begins with U+0000 begins as UTF-32 does.
    own = ((mark, name) for mark, name in MARKS if name.startswith(codec) and data.startswith(mark))
    mark, marked = next(own, found)
    if codec in {"utf-16", "utf-32"}:
        # Python takes the machine's own order of bytes where no mark tells one.
        codec = marked if marked.startswith(codec) else _wide(data, codec) or f"{codec}-le"
    if codec == "utf-8-sig":
        codec = "utf-8"
    if marked == codec:
        return Decoded(strictly(data[len(mark) :], marked, path), marked)
    doubt = f"the file begins as {marked.upper()} does, and was read as {codec}, which was asked for"
    return Decoded(strictly(data, codec, path), codec, (doubt,) if marked else ())


def _guessed(data: bytes, path: str, fault: UnicodeDecodeError) -> Decoded:
    guess = guessing.guessed(data, path)
    if guess is None:
        raise DocumentError([_bad_byte(data, "utf-8", fault, path)]) from None
    doubt = f"the encoding is not declared and was guessed to be {guess.encoding}"
    if guess.word:
        doubt += f", in which there are words like “{guess.word}” (line {guess.line})"
    if guess.other:
        doubt += f"; in {guess.other}, the next best guess, it is “{guess.other_word}”"
    return Decoded(guess.text, guess.encoding, (doubt,))


def _require_text(data: bytes, path: str) -> None:
    for magic, kind in _FOREIGN:
        if data.startswith(magic):
            refuse(path, f"this is not text but {kind}", "save it as plain text in UTF-8, or as .docx")


def refuse(path: str, message: str, *help_texts: str) -> NoReturn:
    """Raise :class:`~tei.errors.DocumentError` for a file that is not of the form that it should have."""
    raise DocumentError([Diagnostic(RULE, message, path, help=help_texts)])


def _wide(data: bytes, family: str = "") -> str:
    """Return which of UTF-16 and UTF-32 *data* is in, told from the zeros in it, or ""."""
    sample = data[: _SAMPLE_BYTES - _SAMPLE_BYTES % 4]
    if b"\0" not in sample:
        return ""
    for wide, width in (("utf-32", 4), ("utf-16", 2)):
        if len(data) % width or not wide.startswith(family):
            continue
        little, big = (_common(sample, f"{wide}-{order}") for order in ("le", "be"))
        # Every tenth character at least is a space, a stop or a digit in any script that separates its words.
        if max(little, big) * 10 * width >= len(sample) and little != big:
            return f"{wide}-le" if little > big else f"{wide}-be"
    return ""


def _common(sample: bytes, codec: str) -> int:
    """Return how many spaces, stops and digits *sample* has in *codec*; 0 if it has others that cannot be."""
    text = sample.decode(codec, errors="replace")
    # The last character may be cut.
    if "\ufffd" in text[:-1] or "\0" in text:
        return 0
    return sum(map(text.count, _COMMON))


def _bad_byte(data: bytes, codec: str, fault: UnicodeDecodeError, path: str) -> Diagnostic:
    """Return the finding for the first byte that *codec* does not allow."""
    before = Positions(path, data[: fault.start].decode(codec, errors="replace"))
    span = before.span(len(before.text), len(before.text))
    value = f"0x{data[fault.start]:02X}"
    if "unexpected end" in fault.reason or "truncated" in fault.reason or "incomplete" in fault.reason:
        message = f"the file ends in the middle of a character (byte {value}, {codec}); it may be cut off"
    else:
        message = f"byte {value} is not {codec}"
    return Diagnostic(RULE, message, path, span, help=("name the encoding that the file is in, or save it as UTF-8",))
