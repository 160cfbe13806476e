"""Types whose values are their own text: strings, tokens, names, and lists of them."""

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import Final

from tei.relaxng.datatypes.base import Context, LexicalError, Primitive, collapse, preserve, replace
from tei.relaxng.datatypes.name_characters import NAME_ONLY, NAME_START

_ASCII_NCNAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_LANGUAGE: Final = "[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*"
_XML_NAMESPACE: Final = "http://www.w3.org/XML/1998/namespace"


@cache
def _bounds(table: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the first and the last code points of the ranges in *table*, read when a name outside ASCII comes up."""
    ranges = [entry.partition("-") for entry in table.split()]
    return tuple(int(low, 16) for low, _, _ in ranges), tuple(int(high or low, 16) for low, _, high in ranges)


def _is_in(table: str, character: str) -> bool:
    lows, highs = _bounds(table)
    place = bisect_right(lows, ord(character)) - 1
    return place >= 0 and ord(character) <= highs[place]


def starts_name(character: str) -> bool:
    """Whether a name without colons may begin with *character*."""
    return _is_in(NAME_START, character)


def continues_name(character: str) -> bool:
    """Whether a name without colons may contain *character*."""
    return _is_in(NAME_START, character) or _is_in(NAME_ONLY, character)


def _refuse_character(text: str, allowed: Callable[[str], bool], *, colon: bool) -> None:
    for character in text:
        if not (allowed(character) or (colon and character == ":")):
            what = "a space" if character == " " else "a colon" if character == ":" else f"“{character}”"
            message = f"has {what} in it"
            raise LexicalError(message)


def _name(text: str, *, colon: bool) -> str:
    if _ASCII_NCNAME.fullmatch(text):
        return text
    if not text:
        message = "is empty"
        raise LexicalError(message)
    if not (starts_name(text[0]) or (colon and text[0] == ":")):
        message = f"begins with “{text[0]}”"
        raise LexicalError(message)
    _refuse_character(text, continues_name, colon=colon)
    return text


def _read_name(text: str, _: Mapping[str, str]) -> str:
    return _name(text, colon=True)


def _read_ncname(text: str, _: Mapping[str, str]) -> str:
    return _name(text, colon=False)


def _read_nmtoken(text: str, _: Mapping[str, str]) -> str:
    if not text:
        message = "is empty"
        raise LexicalError(message)
    _refuse_character(text, continues_name, colon=True)
    return text


def _read_entity(text: str, context: Mapping[str, str]) -> str:
    name = _name(text, colon=False)
    if not (isinstance(context, Context) and name in context.unparsed_entities):
        message = "is not declared as an unparsed entity"
        raise LexicalError(message)
    return name


def _read_qname(text: str, context: Mapping[str, str]) -> tuple[str, str]:
    prefix, colon, local = text.rpartition(":")
    if not colon:
        return context.get("", ""), _name(local, colon=False)
    for part in (prefix, local):
        if not part:
            message = "begins or ends with a colon"
            raise LexicalError(message)
        _name(part, colon=False)
    namespace = _XML_NAMESPACE if prefix == "xml" else context.get(prefix)
    if not namespace:
        message = f"has the prefix {prefix}, which is not declared"
        raise LexicalError(message)
    return namespace, local


def _read_language(text: str, _: Mapping[str, str]) -> str:
    if not re.fullmatch(_LANGUAGE, text):
        message = "is not of a form such as en, en-GB or zh-Latn-CN"
        raise LexicalError(message)
    return text


def _read_any(text: str, _: Mapping[str, str]) -> str:
    return text


def characters(value: Hashable) -> int:
    """Return the length of a text in characters (code points)."""
    return len(str(value))


def _items(value: Hashable) -> int:
    return len(value) if isinstance(value, tuple) else 0


def _listed(
    read: Callable[[str, Mapping[str, str]], str],
) -> Callable[[str, Mapping[str, str]], tuple[str, ...]]:
    def read_list(text: str, context: Mapping[str, str]) -> tuple[str, ...]:
        if not text:
            message = "is empty"
            raise LexicalError(message)
        return tuple(read(item, context) for item in text.split(" "))

    return read_list


STRING: Final = Primitive("a string", _read_any, normalise=preserve, length=characters, accepts_all=True)
NORMALIZED_STRING: Final = Primitive("a string", _read_any, normalise=replace, length=characters, accepts_all=True)
TOKEN: Final = Primitive("a token", _read_any, normalise=collapse, length=characters, accepts_all=True)
LANGUAGE: Final = Primitive("a language tag", _read_language, length=characters)
NAME: Final = Primitive("an XML name", _read_name, length=characters)
NCNAME: Final = Primitive("an XML name without colons", _read_ncname, length=characters)
NMTOKEN: Final = Primitive("a name token", _read_nmtoken, length=characters)
ID: Final = Primitive("an identifier", _read_ncname, length=characters, kind="ID")
IDREF: Final = Primitive("a reference to an identifier", _read_ncname, length=characters, kind="IDREF")
ENTITY: Final = Primitive("the name of an unparsed entity", _read_entity, length=characters, needs_declarations=True)
NMTOKENS: Final = Primitive("a list of name tokens", _listed(_read_nmtoken), length=_items, unit="item")
IDREFS: Final = Primitive(
    "a list of references to identifiers", _listed(_read_ncname), length=_items, unit="item", kind="IDREFS"
)
ENTITIES: Final = Primitive(
    "a list of names of unparsed entities",
    _listed(_read_entity),
    length=_items,
    unit="item",
    needs_declarations=True,
)
# Neither has a length: what the prefix stands for counts, not how it is spelt.
QNAME: Final = Primitive("a qualified name", _read_qname, needs_namespaces=True)
NOTATION: Final = Primitive("the qualified name of a notation", _read_qname, needs_namespaces=True)
