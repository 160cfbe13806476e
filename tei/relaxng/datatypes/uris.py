"""References to resources: anyURI.

What XLink escapes before a reference is used (spaces, quotation marks, whatever is not ASCII) is allowed, as everywhere
in XML Schema. What is left to check: a percent sign stands before two hexadecimal digits, there is one ``#`` at most,
what comes before the first colon is a scheme, and square brackets are where RFC 2732 has them.

Source: RFC 2396 with RFC 2732; XML Schema 1.0 Part 2, 3.2.17; XLink 1.0, 5.4.
"""

import re
from collections.abc import Mapping
from typing import Final

from tei.relaxng.datatypes.base import LexicalError, Primitive
from tei.relaxng.datatypes.text_types import characters

_BEFORE_COLON: Final = "([^/?#:]*):"
_SCHEME: Final = "[A-Za-z][A-Za-z0-9+.-]*"
_STRAY_PERCENT: Final = "%(?![0-9A-Fa-f]{2})"
_LITERAL: Final = r"(?:[^\[\]@]*@)?\[([^\[\]%]*)(?:%[A-Za-z0-9_.]+)?\](?::[0-9]*)?"
_IPV4: Final = "(?:[0-9]{1,3}[.]){3}[0-9]{1,3}"
_IPV6_GROUPS: Final = 8


def _is_ipv4(text: str) -> bool:
    return bool(re.fullmatch(_IPV4, text)) and all(int(part) <= 0xFF for part in text.split("."))  # noqa: PLR2004 -- octet


def _groups(text: str, *, last: bool) -> int | None:
    """Return how many groups of sixteen bits *text* writes, None if it does not; an IPv4 address may end the *last*."""
    if not text:
        return 0
    parts = text.split(":")
    four = last and _is_ipv4(parts[-1])
    if not all(re.fullmatch("[0-9A-Fa-f]{1,4}", part) for part in (parts[:-1] if four else parts)):
        return None
    return len(parts) + four


def _is_ipv6(text: str) -> bool:
    before, gap, after = text.partition("::")
    first, second = _groups(before, last=not gap), _groups(after, last=True)
    if first is None or second is None:
        return False
    return first + second < _IPV6_GROUPS if gap else first == _IPV6_GROUPS


def _check_authority(authority: str) -> None:
    if "[" in authority or "]" in authority:
        match = re.fullmatch(_LITERAL, authority)
        if not (match and _is_ipv6(match[1])):
            message = "has square brackets around something that is no address"
            raise LexicalError(message)
    elif re.search(_STRAY_PERCENT, authority):
        _refuse_percent()


def _refuse_percent() -> None:
    message = "has a percent sign without two hexadecimal digits after it"
    raise LexicalError(message)


def _check_hierarchy(reference: str, *, empty_authority: bool) -> None:
    """Raise unless *reference*, without scheme, query and fragment, is an authority and a path."""
    path = reference
    if path.startswith("//"):
        authority, _, path = path.removeprefix("//").partition("/")
        if reference == "//" and not empty_authority:
            message = "says nothing after its //"
            raise LexicalError(message)
        _check_authority(authority)
    if "[" in path or "]" in path:
        message = "has a square bracket in its path, where it is written %5B or %5D"
        raise LexicalError(message)
    if re.search(_STRAY_PERCENT, path):
        _refuse_percent()


def _scheme_length(text: str) -> int:
    """Return the length of the scheme and its colon, 0 where there is none; raise where it is no scheme."""
    match = re.match(_BEFORE_COLON, text)
    if not match:
        return 0
    if not re.fullmatch(_SCHEME, match[1]):
        what = f"“{match[1]}”" if match[1] else "nothing"
        message = f"has {what} before its first colon, where a scheme such as http is expected"
        raise LexicalError(message)
    if match.end() == len(text) or text[match.end()] == "#":
        message = "says nothing after its scheme"
        raise LexicalError(message)
    return match.end()


def _read_uri(text: str, _: Mapping[str, str]) -> str:
    start = _scheme_length(text)
    reference, _sharp, fragment = text[start:].partition("#")
    if "#" in fragment:
        message = "has more than one #"
        raise LexicalError(message)
    if start and not reference.startswith("/"):
        path, query = "", reference
    else:
        path, _mark, query = reference.partition("?")
    _check_hierarchy(path, empty_authority=len(text) > start + len(path))
    if re.search(_STRAY_PERCENT, query) or re.search(_STRAY_PERCENT, fragment):
        _refuse_percent()
    return text


ANY_URI: Final = Primitive("a URI reference", _read_uri, length=characters)
