"""How a header says things in English."""

from __future__ import annotations

import re
import unicodedata
from calendar import month_name
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tei.encode.information import languages
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tei.encode.heading.facts import Facts

GENRES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cable": "a message sent by telegraph or radio",
        "telegram": "a message sent by telegraph",
        "letter": "a message from one person to another, carried as it was written",
        "memorandum": "a note for the use of an office",
        "conversation": "a record of what was said between people who met",
        "decrypt": "a message that others than its addressee deciphered",
    }
)
"""What each kind of document is."""
_VERBS: Final = MappingProxyType({"cable": "cabled", "telegram": "telegraphed", "decrypt": "sent"})
_KINDS: Final = frozenset(
    {"CABLE", "CIPHERED", "CONVERSATION", "DISPATCH", "LETTER", "MEMORANDUM", "MESSAGE", "NOTE", "REPORT", "TELEGRAM"}
)
_SLUG_CHARS: Final = 60
MONTHS: Final = tuple(month_name)
"""Names of months by their numbers: the calendar writes one anew whenever it is asked."""


def day(value: date) -> str:
    """Return *value* as ``23 November 2026``."""
    return f"{value.day} {MONTHS[value.month]} {value.year}"


def series(words: Sequence[str]) -> str:
    """Return *words* as ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def counted(number: int, noun: str) -> str:
    """Return ``1 leaf`` or ``4,532 characters``."""
    plural = {"leaf": "leaves"}.get(noun, f"{noun}s")
    return f"{number:,} {noun if number == 1 else plural}"


def sent(genre: str) -> str:
    """Return the verb for sending a document of *genre*: ``cabled``."""
    return _VERBS.get(genre, "written")


def noun(facts: Facts) -> str:
    """Return what the document is called in a sentence: ``cable``."""
    return {"decrypt": "telegram", "conversation": "memorandum"}.get(facts.genre, facts.genre)


def quiet(heading: str) -> str:
    """Return *heading* without the capitals of the words for kinds of documents; those of names stay."""
    words = re.split(r"( )", heading)
    quieter = [word.lower() if word.strip("., ") in _KINDS else word for word in words]
    text = "".join(quieter)
    return text[:1].upper() + text[1:] if quieter and quieter[0] != words[0] else text


def language_of_text(facts: Facts) -> str:
    """Return the name of the language that the text is in, and whether that is a translation's."""
    return languages.english(facts.language) + (", the language of the translation" if facts.is_translation else "")


def language_of_source(facts: Facts) -> str:
    """Return the name of the language of the document itself."""
    return f"{languages.english(facts.original)}, the language of the {noun(facts)} in the archive"


def language_of_words(tag: str, facts: Facts) -> str:
    """Return the name of a language of which the text has words."""
    is_original = facts.is_translation and facts.original and tag == f"{facts.original}-Latn"
    return languages.english(tag) + (", where the translator gives the original word" if is_original else "")


def term(facts: Facts) -> tuple[str, str] | None:
    """Return the kind of the document: an identifier for the term, and what it means; None if it is not known.

    What a page or a side file calls it goes before what its text looks like.
    """
    told = normal(facts.told.genre)
    kind = told.casefold() if told.casefold() in GENRES else facts.genre
    if told and kind != told.casefold():
        return f"genre-{_slug(told)}", told
    if kind not in GENRES:
        return None
    is_enciphered = any(facts.actions("deciphered"))
    behind = ", here enciphered, with the marks of its handling" if is_enciphered else ""
    return f"genre-{kind}", f"{kind.capitalize()}: {GENRES[kind]}{behind}"


def _slug(text: str) -> str:
    """Return *text* as the end of an identifier."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:_SLUG_CHARS] or "as-told"
