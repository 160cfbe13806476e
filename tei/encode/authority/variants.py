"""What else a name of an entry may look like in a document, and by which system."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tei.encode.authority.systems import chinese, cyrillic, korean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tei.encode.authority.entries import Entry, Name

_HAN: Final = re.compile("[\u3400-\u9fff]")
_TWO_SYLLABLES: Final = frozenset({"남궁", "황보", "제갈", "선우", "독고", "사공", "서문"})
"""Korean surnames of two syllables; all others have one."""


class Variant(NamedTuple):
    """A form that nobody wrote into the file; ``how`` is "surname" or names the system that gives it.

    One that is ``weak`` is too common, or too short, to stand for the entry without a forename.
    """

    text: str
    how: str
    weak: bool = False


def surnames(entry: Entry) -> tuple[Variant, ...]:
    """The surnames of a person: those that its names tell, then those that are generated from them."""
    told = [name.surname for name in entry.names if name.surname]
    found = {text: Variant(text, "surname") for text in dict.fromkeys(told)}
    for name in entry.names:
        for variant in _surnames(entry, name):
            found.setdefault(variant.text, variant)
    return tuple(found.values())


def _surnames(entry: Entry, name: Name) -> Iterator[Variant]:
    if korean.is_hangul(name.text):
        yield from _families(name.surname or _divided(name.text)[0])
    elif cyrillic.is_cyrillic(name.surname):
        yield from _romanised(name.surname)
    elif original := _original(name):
        yield from _romanised(original)
    elif name.surname and _is_chinese(entry):
        latin = chinese.wade_giles(name.surname)
        yield from [Variant(latin, "Wade-Giles", weak=True)] if latin else []
    elif name.surname and _is_korean(entry):
        yield from _families(name.surname)


def _original(name: Name) -> str:
    """A surname in Latin letters as Russian writes it, "" if neither its end nor a patronymic says that it is."""
    known = cyrillic.is_patronymic(name.forename)
    return cyrillic.letters(name.surname) if known else cyrillic.cyrillic(name.surname)


def _families(surname: str) -> Iterator[Variant]:
    for text in korean.families(surname):
        yield Variant(text, "Korean surname", weak=True)


def _romanised(text: str) -> Iterator[Variant]:
    for latin, system in cyrillic.romanised(text):
        yield Variant(latin, system)


def forenames(entry: Entry) -> tuple[Variant, ...]:
    """The forenames of a person, several with spaces between, told ones first."""
    found = {text: Variant(text, "forename") for text in told_forenames(entry)}
    for name in entry.names:
        for variant in _forenames(entry, name):
            found.setdefault(variant.text, variant)
    return tuple(found.values())


def told_forenames(entry: Entry) -> tuple[str, ...]:
    """The forenames that the file tells: by elements, by a comma, or beside a surname that it tells elsewhere."""
    told = [name.forename for name in entry.names if name.forename]
    return tuple(dict.fromkeys([*told, *_beside(entry)]))


def _beside(entry: Entry) -> Iterator[str]:
    """What stands beside a known surname in names without parts: ``Joseph Stalin`` tells another forename."""
    known = {name.surname for name in entry.names if name.surname}
    for name in entry.names:
        words = name.text.split()
        if name.surname or len(words) < 2:  # noqa: PLR2004 - a surname and one forename
            continue
        for surname in known:
            if words[-1] == surname:
                yield " ".join(words[:-1])
            elif words[0] == surname:
                yield " ".join(words[1:])


def _forenames(entry: Entry, name: Name) -> Iterator[Variant]:
    if korean.is_hangul(name.text):
        forename = name.forename or _divided(name.text)[1]
        for text, system in korean.romanised(forename):
            yield Variant(text, system)
    elif cyrillic.is_cyrillic(name.forename):
        yield from _romanised(name.forename)
    elif name.surname and _original(name):
        words = [cyrillic.letters(word) for word in name.forename.split()]
        yield from _romanised(" ".join(words)) if all(words) else ()
    elif name.forename and _is_chinese(entry) and (latin := chinese.wade_giles(name.forename)):
        yield Variant(latin, "Wade-Giles")


def _divided(hangul: str) -> tuple[str, str]:
    """A Korean name without spaces as surname and forename."""
    if " " in hangul:
        surname, _, forename = hangul.partition(" ")
        return surname, forename
    size = 2 if hangul[:2] in _TWO_SYLLABLES else 1
    return hangul[:size], hangul[size:]


def wholes(name: Name, kind: str) -> Iterator[Variant]:
    """What a name without parts is in Latin letters, if it is Russian or, of a place, Korean."""
    if name.surname or name.kind == "abbreviation":
        return
    if cyrillic.is_cyrillic(name.text):
        yield from _romanised(name.text)
    elif kind == "place" and korean.is_hangul(name.text):
        for latin, system in korean.romanised(name.text):
            yield Variant(latin, system)


def _is_chinese(entry: Entry) -> bool:
    return any(name.language.startswith("zh") or _HAN.search(name.text) for name in entry.names)


def _is_korean(entry: Entry) -> bool:
    return any(name.language.startswith("ko") for name in entry.names)
