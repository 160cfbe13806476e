r"""RELAX NG compact syntax as tokens with their places.

Source: RELAX NG Compact Syntax (OASIS, 21 November 2002), section 2. The order is the specification's: line ends are
normalised first, then ``\x{…}`` is replaced everywhere, then the text is cut into tokens. A line end that was written
as ``\x{A}`` is a character like others and ends nothing, so real line ends travel as U+0000, which no schema may hold.
"""

import codecs
import re
import sys
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.diagnostics import Diagnostic
from tei.document.positions import Positions
from tei.errors import SchemaError
from tei.names import NOT_CHARACTERS
from tei.relaxng.datatypes.name_characters import NAME_ONLY, NAME_START
from tei.relaxng.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

IDENTIFIER: Final = "an identifier"
PREFIXED_NAME: Final = "a prefixed name"
NAMESPACE_WILDCARD: Final = "a namespace wildcard"
LITERAL: Final = "a literal"
DOCUMENTATION: Final = "documentation"
END: Final = "the end of the schema"

KEYWORDS: Final = frozenset(
    {
        "attribute", "default", "datatypes", "div", "element", "empty", "external", "grammar", "include", "inherit",
        "list", "mixed", "namespace", "notAllowed", "parent", "start", "string", "text", "token",
    },
)  # fmt: skip
"""What an identifier may only be called with a backslash before it."""

_LINE_END: Final = "\0"
_CHANGED: Final = re.compile(r"\r\n?|\n|\\x+\{([0-9a-fA-F]+)\}|\\x+\{")
_MOST_DIGITS: Final = 6
_SHOWN_CHARS: Final = 20


def _characters(ranges: str) -> str:
    """Return ranges of hexadecimal code points as they stand in a character class."""
    return "".join("-".join(f"\\U{int(end, 16):08X}" for end in entry.split("-")) for entry in ranges.split())


ABSOLUTE_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[^#%]|%[0-9A-Fa-f]{2})+")
# The same names as in XML syntax, where the parser has them from XML 1.0 before its fifth edition.
_NAME_START: Final = _characters(NAME_START)
_NC_NAME: Final = f"[{_NAME_START}][{_NAME_START}{_characters(NAME_ONLY)}]*"
_TOKEN: Final = re.compile(
    rf"""
      (?P<space>         [ \t\0]+ | \#(?!\#)[^\0]* )
    | (?P<documentation> \#\#[^\0]* (?: \0[ \t]*\#\#[^\0]* )* )
    | (?P<literal>       \"\"\"(?:\"{{0,2}}[^\"])*\"\"\" | '''(?:'{{0,2}}[^'])*'''
                       | \"(?!\"\")[^\"\0]*\" | '(?!'')[^'\0]*' )
    | (?P<wildcard>      {_NC_NAME}:\* )
    | (?P<prefixed>      {_NC_NAME}:{_NC_NAME} )
    | (?P<name>          \\?{_NC_NAME} )
    | (?P<operator>      \|= | &= | >> | [=(){{}}\[\]+?*~|&,\-] )
    """,
    re.VERBOSE,
)
_KIND: Final = {
    "documentation": DOCUMENTATION,
    "literal": LITERAL,
    "wildcard": NAMESPACE_WILDCARD,
    "prefixed": PREFIXED_NAME,
}
_DOCUMENTATION_MARK: Final = re.compile(r"[ \t]*#+ ?")


class Token(NamedTuple):
    """A token: its kind, its text without quotes, marks or backslash, and where it stands in the schema's text.

    The kind of a keyword or an operator is the word itself.
    """

    kind: str
    text: str
    start: int
    end: int


class Source:
    """The text of a schema in compact syntax, with escapes replaced, that still knows where everything stood."""

    def __init__(self, data: bytes | str, path: str) -> None:
        """Raises :class:`~tei.errors.SchemaError` for bytes that are no text, and for characters XML has not."""
        self.path = path
        self._raw = data if isinstance(data, str) else _decoded(data, path)
        self._positions = Positions(path, self._raw)
        # From each of these offsets of `text` on, what was written stands at the other.
        self._here, self._there = [0], [0]
        self.text = self._replaced()

    def _replaced(self) -> str:
        """Return the text with line ends as U+0000 and escapes as what they stand for, noting what moved."""
        faults = [self._stray_character(match) for match in NOT_CHARACTERS.finditer(self._raw)]
        parts: list[str] = []
        done = length = 0
        for match in _CHANGED.finditer(self._raw):
            start, end = match.span()
            length += start - done + 1
            replacement = _LINE_END
            if match[0][0] == "\\":
                replacement = _character(match[1])
                if not replacement:
                    faults.append(self._bad_escape(match))
            parts += (self._raw[done:start], replacement)
            done = end
            if end - start > 1:
                self._here.append(length)
                self._there.append(end)
        if faults:
            raise SchemaError(sorted(faults))
        return "".join([*parts, self._raw[done:]])

    def _stray_character(self, match: "re.Match[str]") -> Diagnostic:
        message = f"U+{ord(match[0]):04X} is no character that XML allows"
        return self._positions.finding("rng.schema.character", message, *match.span())

    def _bad_escape(self, match: "re.Match[str]") -> Diagnostic:
        if match[1] is None:
            message = "an escape is written \\x{…} with hexadecimal digits between the braces"
        else:
            message = f"\\x{{{match[1]}}} is no character that XML allows"
        return self._positions.finding("rng.schema.character", message, *match.span())

    def _offset(self, offset: int) -> int:
        """Return where in the schema as it was written an offset of :attr:`text` stands."""
        shift = bisect_right(self._here, offset) - 1
        return self._there[shift] + offset - self._here[shift]

    def place(self, start: int, end: int) -> Place:
        """Return the place of the text from *start* to *end*."""
        return Place(
            self.path,
            *self._positions.place(self._offset(start)),
            *self._positions.place(self._offset(end)),
        )

    def finding(self, rule: str, message: str, start: int, end: int, *help_texts: str) -> Diagnostic:
        """Return a finding on the text from *start* to *end*."""
        return Diagnostic(rule, message, self.path, self.place(start, end).span, help=help_texts)


def _decoded(data: bytes, path: str) -> str:
    """Return the text of *data*: UTF-16 with a byte order mark, else UTF-8."""
    codec = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(codec)
    except UnicodeDecodeError as fault:
        before = Positions(path, data[: fault.start].decode(codec, errors="replace"))
        message = f"byte 0x{data[fault.start]:02X} is not {'UTF-16' if codec == 'utf-16' else 'UTF-8'}"
        finding = before.finding("rng.schema.encoding", message, len(before.text), len(before.text), "save it as UTF-8")
        raise SchemaError([finding]) from None


def _character(digits: str | None) -> str:
    """Return the character with this number, "" if XML has none."""
    if digits is None or len(digits.lstrip("0")) > _MOST_DIGITS:
        return ""
    number = int(digits, 16)
    return "" if number > sys.maxunicode or NOT_CHARACTERS.match(chr(number)) else chr(number)


def tokens(source: Source) -> "Iterator[Token]":
    """Yield the tokens of *source* without comments and white space, then one of kind :data:`END`.

    Raises :class:`~tei.errors.SchemaError` for text that is no token.
    """
    text = source.text
    at = 0
    while match := _TOKEN.match(text, at):
        at = match.end()
        group = match.lastgroup
        if group == "space":
            continue
        yield _token(str(group), match)
    if at < len(text):
        raise SchemaError([_no_token(source, at)])
    yield Token(END, "", at, at)


def _token(group: str, match: "re.Match[str]") -> Token:
    word, (start, end) = match[0], match.span()
    if group == "operator":
        return Token(word, word, start, end)
    if group == "name":
        if word in KEYWORDS:
            return Token(word, word, start, end)
        return Token(IDENTIFIER, word.removeprefix("\\"), start, end)
    if group == "literal":
        quotes = 3 if word.startswith(('"""', "'''")) else 1
        word = word[quotes:-quotes].replace(_LINE_END, "\n")
    elif group == "documentation":
        word = "\n".join(line[_marked(line) :] for line in word.split(_LINE_END))
    return Token(_KIND[group], word, start, end)


def _marked(line: str) -> int:
    """Return how many characters of a documentation line are its mark."""
    match = _DOCUMENTATION_MARK.match(line)
    return match.end() if match else 0


def _no_token(source: Source, at: int) -> Diagnostic:
    """Return the finding for the first characters that begin no token."""
    rest = source.text[at : at + _SHOWN_CHARS].partition(_LINE_END)[0]
    first = source.text[at]
    if first in "\"'":
        return source.finding(
            "rng.schema.syntax",
            "the literal is not closed",
            at,
            at + max(len(rest), 1),
            f"close it with {first}, or begin and end it with {first * 3} if it has several lines",
        )
    if first == "<":
        advice = "if the schema is in XML syntax, let the file’s name end in .rng"
        return source.finding("rng.schema.syntax", "“<” means nothing in compact syntax", at, at + 1, advice)
    if first in "\r\n":
        return source.finding("rng.schema.syntax", "a line end written as an escape separates nothing", at, at + 1)
    shown = first if first.isprintable() else f"U+{ord(first):04X}"
    return source.finding("rng.schema.syntax", f"“{shown}” means nothing in compact syntax here", at, at + 1)
