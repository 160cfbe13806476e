"""The encoding of bytes that do not say it, guessed by charset-normalizer, which is an optional library."""

from __future__ import annotations

import codecs
import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.errors import EnvironmentFault

if TYPE_CHECKING:
    from collections.abc import Sequence

AVAILABLE: Final = find_spec("charset_normalizer") is not None
"""Whether charset-normalizer is installed."""

_SAMPLE_BYTES: Final = 16_384
_WORD_CHARS: Final = 20
_BEFORE_BYTES: Final = 200
_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]")
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]")


class Guess(NamedTuple):
    """A text in a guessed encoding: a word that shows it, the word's line, and what the next best guess makes of it."""

    text: str
    encoding: str
    word: str
    line: int
    other: str
    other_word: str


def guessed(data: bytes, path: str) -> Guess | None:
    """Return *data* in the likeliest encoding that all of it is in, or None if there is none.

    Only what lines with other bytes than ASCII hold, up to 16 KiB, is looked at. Raises
    :class:`~tei.errors.EnvironmentFault` if charset-normalizer is not installed.
    """
    if not AVAILABLE:
        message = (
            f"{path} is not UTF-8: name its encoding; or have it guessed by charset-normalizer, which is not "
            "installed: pip install 'tei[encode]'"
        )
        raise EnvironmentFault(message)
    ranked = _ranked(_telling(data))
    whole = next(((codec, text) for codec in ranked if (text := _text(data, codec)) is not None), None)
    if whole is None:
        return None
    encoding, read = whole
    word, line = _telling_word(read)
    other, other_word = _next_best(word, encoding, ranked)
    return Guess(read, encoding, word, line, other, other_word)


_CANDIDATES: Final = (
    *("cp1252", "cp1251", "cp1255", "koi8_r", "koi8_u", "cp1250", "cp1254", "cp1253", "cp1257", "cp866", "iso8859_5"),
    *("mac_roman", "mac_cyrillic", "mac_latin2", "iso8859_2", "iso8859_7", "gb18030", "big5hkscs", "cp932", "euc_jp"),
    *("cp949", "cp1258", "cp1256", "cp437", "cp850", "cp852", "cp874"),
)
"""What transcriptions are really in, the likeliest first; the library knows a hundred, which are mistaken for these."""

_ALPHABETS: Final = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "àâæçéèêëîïôœùûüÿ",  # French
        "äöüßé",  # German
        "áéíñóúüºª",  # Spanish
        "áâãàçéêíóôõúüºª",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "åäöæøéü",  # Danish, Finnish, Norwegian, Swedish
        "áðéíóúýþæö",  # Icelandic
        "áčďéěíľĺňóôŕřšťúůýžä",  # Czech, Slovak
        "ąćęłńóśźż",  # Polish
        "áéíóöőúüű",  # Hungarian
        "ăâîşţșț",  # Romanian
        "čćđšž",  # Croatian, Slovene
        "ąčęėįšųūžāēģīķļņōŗõäöü",  # Estonian, Latvian, Lithuanian
        "çğıöşüâîûİ",  # Turkish
        "абвгдежзийклмнопрстуфхцчшщъыьэюяё",  # Bulgarian, Russian
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяўыэё",  # Belarusian, Ukrainian
        "абвгдђежзијклљмнњопрстћуфхцчџшѓѕќ",  # Macedonian, Serbian
        "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ",  # Greek
        "ăâđêôơưáàảãạ",  # Vietnamese
    )
)
_UNCASED: Final = re.compile(
    r"[\u05d0-\u05ea\u0621-\u063a\u0641-\u0652\u067e\u0686\u0698\u06af\u0e01-\u0e5b\u3041-\u30fe\u4e00-\u9fff\uac00-\ud7a3]"
)
"""Letters of the scripts that have no capitals: Hebrew, Arabic, Thai, Japanese, Chinese, Korean."""
_MARKS: Final = frozenset("‘’‚“”„«»‹›–—…№§°·•¿¡£½±×©®\u00a0\u00ad، ؛؟ـ。、，；：？！「」『』《》（）·\u3000")
_MIXED: Final = re.compile(r"[^\W\d_A-Z](?=[^\W\d_a-z])")

_TWO_SCRIPTS: Final = re.compile(
    r"[A-Za-zÀ-ɏ](?=[\u0370-\u052f])|[\u0370-\u052f](?=[A-Za-zÀ-ɏ])"
    r"|[\u0370-\u03ff](?=[\u0400-\u052f])|[\u0400-\u052f](?=[\u0370-\u03ff])"
)
_FINAL_FIRST: Final = re.compile(r"[ךםןףץ](?=[א-ת])")
"""Letters that Hebrew has only at the ends of words, elsewhere."""
_CLOSING_FIRST: Final = re.compile(r"(?<!\S)[’”»](?=[^\W\d_])")
_SENTENCE_CHARS: Final = 10


def _telling(data: bytes) -> bytes:
    """Return the lines of *data* that have other bytes than ASCII; of long lines what is near these bytes."""
    parts: list[bytes] = []
    size = at = 0
    while size < _SAMPLE_BYTES and (found := _BEYOND_ASCII.search(data, at)):
        # Before it all is ASCII, so no character of several bytes is cut.
        start = max(at, found.start() - _BEFORE_BYTES, data.rfind(b"\n", at, found.start()) + 1)
        line_end = data.find(b"\n", found.start(), found.start() + _SAMPLE_BYTES)
        at = line_end + 1 if line_end >= 0 else found.start() + _SAMPLE_BYTES
        parts.append(data[start:at])
        size += len(parts[-1])
    return b"".join(parts)


def _ranked(sample: bytes) -> list[str]:
    """Return the encodings that *sample* may be in, the likeliest first.

    The library says how chaotic the text is in each. It takes little account of which accents a language has, and so
    would read as much French in Central European as in Western.
    """
    import charset_normalizer  # noqa: PLC0415 - optional, and wanted for few files

    matches = charset_normalizer.from_bytes(sample, cp_isolation=list(_CANDIDATES), enable_fallback=False)
    found: dict[str, float] = {}
    for match in matches:
        for codec in (match.encoding, *match.could_be_from_charset):
            if codec in _CANDIDATES:
                found.setdefault(codec, match.chaos)
    # The library lists one of those that it takes for relatives; the others are judged by the letters alone.
    for codec in _CANDIDATES:
        found.setdefault(codec, _UNLISTED)
    scores = {
        codec: round(chaos + _strangeness(text), 2)
        for codec, chaos in found.items()
        if (text := _beginning(sample, codec)) is not None
    }
    return sorted(scores, key=lambda codec: (scores[codec], _CANDIDATES.index(codec)))


_UNLISTED: Final = 0.05


def _strangeness(text: str) -> float:
    """Return the share, from 0, of the characters beyond ASCII in *text* that no one language would have there."""
    foreign = [character for character in text if character > "\x7f"]
    letters = [character for character in foreign if character.isalpha() and not _UNCASED.match(character)]
    known = max((sum(letter in alphabet for letter in letters) for alphabet in _ALPHABETS), default=0)
    others = [character for character in foreign if not character.isalpha()]
    strange = sum(character not in _MARKS and not _UNCASED.match(character) for character in others)
    strange += sum(_is_mixed(found[0], text[found.end()]) for found in _MIXED.finditer(text))
    strange += sum(len(pattern.findall(text)) for pattern in (_TWO_SCRIPTS, _FINAL_FIRST, _CLOSING_FIRST))
    if not any(letter.isupper() for letter in letters) and len(letters) * 2 > sum(map(str.isalpha, text)):
        # Hebrew looks like Russian without a capital.
        strange += len(letters) // _SENTENCE_CHARS
    return (len(letters) - known + strange) / max(len(foreign), 1)


def _is_mixed(first: str, second: str) -> bool:
    """Return whether *second*, in one word after *first*, is a capital after a small letter, or of another script."""
    if _UNCASED.match(first) or _UNCASED.match(second):
        return not (_UNCASED.match(first) and _UNCASED.match(second))
    return first.islower() and second.isupper()


def _beginning(sample: bytes, codec: str) -> str | None:
    """Return *sample* in *codec*, without a character that it ends in the middle of; None if it is not in that."""
    try:
        text = codecs.getincrementaldecoder(codec)().decode(sample)
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else text


def _text(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else text


_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x80-\x84\x86-\x9f]")
"""What no transcription has: where they come out, the encoding is another. U+0085 ends lines in files of mainframes."""


def _telling_word(text: str) -> tuple[str, int]:
    """Return the first word of *text* with other characters than ASCII's, and its line; of a long word a part."""
    found = _FOREIGN.search(text)
    if found is None:
        return "", 1
    at = found.start()
    before, after = text[max(0, at - _WORD_CHARS // 2) : at], text[at + 1 : at + _WORD_CHARS]
    beginning = "" if before[-1:].strip() == "" else before.split()[-1]
    end = "" if after[:1].strip() == "" else after.split()[0]
    word = beginning + text[at] + end
    return word, text.count("\n", 0, at) + 1


def _next_best(word: str, encoding: str, others: Sequence[str]) -> tuple[str, str]:
    """Return the first of *others* that reads *word* otherwise, and what it makes of it; empty if there is none."""
    written = word.encode(encoding)
    for other in others:
        seen = _text(written, other)
        if seen is not None and seen != word:
            return other, seen
    return "", ""
