"""Datatypes whose texts are regular languages, and whether one such language has all texts of another.

Names, tokens and whatever has patterns besides: two automata over characters go side by side, until a text is found
that the one has and the other has not, or no new pair of states is.

Source: XML Schema 1.0 Part 2, section 3.3 and appendix F.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, TypeAlias
from unicodedata import category

from tei.relaxng.datatypes import Datatype
from tei.relaxng.datatypes.expression_parser import compile_expression
from tei.relaxng.datatypes.expressions import Rest, State
from tei.relaxng.datatypes.text_types import continues_name, starts_name

_NAME: Final = r"[\i-[:]][\c-[:]]*"
_LEXICAL: Final = {
    "token": r"(\S+( \S+)*)?",
    "Name": r"\i\c*",
    "NCName": _NAME,
    "ID": _NAME,
    "IDREF": _NAME,
    "NMTOKEN": r"\c+",
    "language": r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
}
"""What the texts of a datatype look like once their white space is collapsed."""

_WORD: Final = r"\S+"
_MOST_PAIRS: Final = 2_000
_FIRST, _LAST = 0x20, 0x7E
_PLANE: Final = 0x10000
"""Beyond the first plane there is no kind of character that is not in it."""
_BLOCKS: Final = ("\\p{Is", "\\P{Is")

Language: TypeAlias = tuple[State, ...]
"""The states in which nothing has been read, of automata that must all accept."""


def language(datatype: Datatype) -> Language | None:
    """Return the texts of *datatype*, None where they are not known to be a regular language."""
    base = _LEXICAL.get(datatype.name)
    patterns = [text for _name, text in datatype.parameters]
    if base is None or any(name != "pattern" for name, _text in datatype.parameters) or not all(map(_plain, patterns)):
        return None
    return tuple(compile_expression(text).start for text in (base, *patterns))


def literal(text: str) -> Language | None:
    """Return the language of *text* alone; None where it has characters that are not told apart here."""
    escaped = "".join(one if one.isalnum() or one == " " else f"\\{one}" for one in text)
    if not all(one.isalnum() or one == " " or one in "\\|.?*+(){}-[]^" for one in text) or not _plain(text):
        return None
    return (compile_expression(escaped).start,)


def _plain(pattern: str) -> bool:
    """Return whether *pattern* names single characters of ASCII only: others are told apart by their kinds."""
    return pattern.isascii() and not any(block in pattern for block in _BLOCKS)


def surplus(smaller: Language, larger: Sequence[Language]) -> str | None:
    """Return a shortest text of *smaller* that none of *larger* has; None if there is none.

    Raises :class:`OverflowError` where that would take too long to find out.
    """
    seen = {(_key(smaller), *map(_key, larger))}
    waiting: list[tuple[Language, tuple[Language, ...], str]] = [(smaller, tuple(larger), "")]
    for one, others, text in waiting:  # It grows.
        if _accepts(one) and not any(map(_accepts, others)):
            return text
        for character in _characters():
            here = _after(one, character)
            if not all(state.sequences for state in here):
                continue
            there = tuple(_after(other, character) for other in others)
            key = (_key(here), *map(_key, there))
            if key not in seen:
                seen.add(key)
                waiting.append((here, there, text + character))
        if len(seen) > _MOST_PAIRS:
            raise OverflowError
    return None


def _key(states: Language) -> "tuple[frozenset[Rest], ...]":
    """Return what is the same for the same states: they are tables, and so have no hash of their own."""
    return tuple(state.sequences for state in states)


def _accepts(states: Language) -> bool:
    return all(state.accepts for state in states)


def _after(states: Language, character: str) -> Language:
    return tuple(state[character] for state in states)


@lru_cache(maxsize=1)
def _characters() -> tuple[str, ...]:
    """Return characters so chosen that an expression which is plain takes each other character for one of them."""
    letters = sorted((chr(code) for code in range(_FIRST, _LAST + 1)), key=lambda one: (not one.islower(), one))
    return (*letters, *_kinds())


def _kinds() -> Iterator[str]:
    """Yield a character of each kind beyond ASCII: of its category, and for what it may stand in a name."""
    found = set()
    for code in range(_LAST + 1, _PLANE):
        character = chr(code)
        kind = category(character), starts_name(character), continues_name(character)
        if kind not in found and kind[0] != "Cs":
            found.add(kind)
            yield character


@lru_cache
def has_all_words(pattern: str) -> bool:
    """Return whether *pattern* is known to match each text that is one word."""
    return _is_part(_WORD, pattern)


@lru_cache
def is_one_word(pattern: str) -> bool:
    """Return whether all texts that match *pattern* are known to be one word."""
    return _is_part(pattern, _WORD)


def _is_part(one: str, other: str) -> bool:
    if not (_plain(one) and _plain(other)):
        return False
    try:
        return surplus((compile_expression(one).start,), [(compile_expression(other).start,)]) is None
    except OverflowError:
        return False
