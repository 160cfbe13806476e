"""Who is named in a block: as its names tell or, where none is marked, as its words do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

from tei.encode.gathering.words import SIGN, Words, is_explained, spelled
from tei.encode.information import Named, person
from tei.encode.information.people import PARTICLES
from tei.names import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

    from tei.encode.gathering.titles import Title

_ROLE: Final = frozenset({"roleName"})
_ADDRESS: Final = re.compile(
    r"(?:(?:cdes?|com|tov|dr|prof|mr|mrs|ms|messrs|gen|col|maj|lt|capt|adm|amb|hon)\b\.?|"
    r"(?:(?:my\s+)?dear|comrades?|citizen|herr|frau|madame|monsieur|sir|professor|"
    r"(?:(?:acting|deputy|first|foreign|prime|vice)[\s-])*(?:ambassador|general|colonel|major|lieutenant|"
    r"captain|admiral|marshal|minister|deputy|president|premier|chairman|secretary|consul))\b(?! of\b))[\s,]*",
    re.IGNORECASE,
)
"""Forms of address and ranks before a name; an office (``minister of …``) is none."""
_OFFICE: Final = re.compile(
    r"(?:(?:acting|deputy|first|under|vice|permanent|prime|foreign|state|general)[\s-])*"
    r"(?:ambassador|chairman|chief|commander|commissar|consul|director|general|governor|head|minister|premier|"
    r"president|representative|secretary|secretary[\s-]general)(?: (?:of|in|to|for) .*)?",
    re.IGNORECASE,
)
_BODY: Final = re.compile(
    r"\b(?:army|board|branch|bureau|cc|command|commission|consulate|directorate|division|front|government|"
    r"headquarters|legation|mission|party|politburo|presidium|secretariat|section|sector|staff|union)\b",
    re.IGNORECASE,
)
"""Organisations of a state and its forces, beside those that `person` knows."""
_FILED: Final = frozenset({"archive", "archives", "copy", "file", "files", "record", "records", "registry"})
_BETWEEN: Final = re.compile(r"[;\n&]|,(?:\s*(?:for|attention|attn\.?)(?!\w))?", re.IGNORECASE)
_AND: Final = re.compile(r"\s+and\s+", re.IGNORECASE)
_EDGES: Final = " \t\r\n.,:;!?–—-/“”\"'’()[]"
_MOST_WORDS: Final = 12
_MOST_OF_A_PERSON: Final = 5
_LONGEST_CHARS: Final = 2000
"""A line that is longer does not say who is addressed."""
_TO: Final = re.compile(r"(?<!\w)to(?!\w)[\s:]*", re.IGNORECASE)
_COPY: Final = re.compile(
    r"\s*(?:(?:cop(?:y|ies)|cc|distribution|no|nos|n[º°o]|№|\d+)(?![^\W\d])[\s.:)–—-]*)+",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"(?<!\w)by(?!\w)[\s:]*", re.IGNORECASE)
_AFTER_A_NAME: Final = re.compile(r"(?<!\w)(?:at|on)(?!\w)|[\d;\n–—]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads who is named; *labels* are the main names of what pointers lead to.

    Names that are printed in capitals are given as people write them, unless they ``keep_capitals``.
    """

    labels: Mapping[str, str]
    title: Title
    keep_capitals: bool = False

    def addressed(self, found: Words) -> tuple[Named, ...]:
        """Return to whom words as ``to Comrade Zimin`` are, without ``to`` those that are nothing but a name."""
        text = found.text[:_LONGEST_CHARS]
        to = _TO.search(text)
        start = to.end() if to else 0
        if to is None and (copy := _COPY.match(text)):
            start = copy.end()
        return self._listed(text[start:], found.names, text[:start].count(SIGN))

    def told(self, text: str) -> tuple[Named, ...]:
        """Return who is named in *text* and nothing else."""
        return self._listed(text[:_LONGEST_CHARS].replace(SIGN, " "), (), 0)

    def value(self, found: Words) -> tuple[Named, ...]:
        """Return who is named behind the label of a form: ``From: Department of State``."""
        text = found.text[:_LONGEST_CHARS]
        start = text.find(":") + 1
        return self._listed(text[start:], found.names, text[:start].count(SIGN))

    def doers(self, found: Words) -> tuple[Named, ...]:
        """Return by whom something was done, as ``deciphered by Malko at 0640``."""
        text = found.text[:_LONGEST_CHARS]
        by = _BY.search(text)
        if by is None:
            return tuple(one for one in map(self.named, found.names[:1]) if one is not None)
        rest = text[by.end() :]
        end = _AFTER_A_NAME.search(rest)
        words = rest[: end.start()] if end else rest
        return self._listed(words, found.names, text[: by.end()].count(SIGN))

    def named(self, element: Element) -> Named | None:
        """Return who a name in the text names, None if it has no words."""
        ref = element.get("ref", "")
        kind = local_name(element.tag)
        said = spelled(element, _ROLE) or spelled(element)
        if kind == "name":
            kind = "orgName" if _is_body(said) else "persName"
        if kind == "orgName":
            text = self.labels.get(ref, "") if is_explained(element) else ""
            return Named(text or said, ref, "orgName") if text or said else None
        text = self._person(_forename_first(element) or _bare(said), is_cover=element.get("type") == "cover")
        return Named(text or said, ref) if text or said else None

    def _person(self, text: str, *, is_cover: bool = False) -> str:
        """Return a name as people write it: as the title does, else without its capitals."""
        fuller = _bare(self.title.spelling(text))
        if fuller or is_cover or self.keep_capitals or not text.isupper():
            return fuller or text
        return re.sub(r"[^\W\d_]{2,}", lambda word: word[0].capitalize(), text)

    def _listed(self, text: str, names: Sequence[Element], at: int) -> tuple[Named, ...]:
        return tuple(self._pieces(text, iter(names[at:])))

    def _pieces(self, text: str, names: Iterator[Element]) -> Iterator[Named]:
        """Yield who is named by each piece of *text*; what stands after a person and a comma is where he works."""
        is_person = False
        for piece, separator in _divided(text):
            signs = islice(names, piece.count(SIGN))
            marked = [one for one in map(self.named, signs) if one is not None]
            found = marked or [one for one in map(self._of_words, _conjoined(piece)) if one is not None]
            if not marked and is_person and separator == ",":
                found = [one for one in found if one.element == "persName"]
            yield from found
            is_person = bool(found) and found[-1].element == "persName"

    def _of_words(self, piece: str) -> Named | None:
        words = re.sub(r"^the\s+", "", piece.strip(_EDGES), flags=re.IGNORECASE)
        name = _bare(words)
        kind = kind_of(words, name)
        if kind is None:
            return None
        return Named(self._person(name), "", kind) if kind == "persName" else Named(words, "", kind)


def kind_of(words: str, name: str) -> Literal["persName", "orgName", "rs"] | None:
    """Return which element names what *words* name, None for no name; *name* is without what precedes a name."""
    several = words.split()
    if not several or len(several) > _MOST_WORDS or not several[0][:1].isupper():
        return None
    if several[0].casefold() in _FILED:
        return None
    if _OFFICE.fullmatch(words):
        return "rs"
    if _ADDRESS.fullmatch(name):
        return None
    if _is_body(words):
        return "orgName"
    parts = name.split()
    is_person = len(parts) <= _MOST_OF_A_PERSON and all(
        part[:1].isupper() or (part in PARTICLES and number) for number, part in enumerate(parts)
    )
    return "persName" if is_person and any(letter.isalpha() for letter in name) else None


def _is_body(words: str) -> bool:
    return bool(_BODY.search(words)) or person(words).is_organisation


def _bare(words: str) -> str:
    """Return a name without the forms of address before it, all of it if nothing remains."""
    rest = words.strip(_EDGES.replace(".", ""))
    while (found := _ADDRESS.match(rest)) and rest[found.end() :].strip(_EDGES):
        rest = rest[found.end() :]
    return re.sub(r"(?<=[^\W\d_]{2})\.$", "", rest)


def _divided(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of *text* between commas and the like, with the sign before each."""
    start, separator = 0, ""
    for found in _BETWEEN.finditer(text):
        yield text[start : found.start()], separator
        start, separator = found.end(), found[0]
    yield text[start:], separator


def _conjoined(piece: str) -> list[str]:
    """Return what ``and`` joins; within the name of a body it joins nothing, unless ``the`` follows it."""
    parts = _AND.split(piece)
    if len(parts) == 1 or not _is_body(re.sub(r"^\s*the\s+", "", piece, flags=re.IGNORECASE)):
        return parts
    return re.split(r"\s+and\s+(?=the\s)", piece, flags=re.IGNORECASE)


def _forename_first(element: Element) -> str:
    """Return a name whose forename an editor supplied behind the surname as it is spoken; "" for any other.

    A forename with a hyphen is of East Asia, where it stands behind.
    """
    parts = {local_name(one.tag): one for one in element.iterchildren("{*}*")}
    forename, surname = parts.get("forename"), parts.get("surname")
    if forename is None or surname is None or forename.find("{*}supplied") is None:
        return ""
    given = spelled(forename)
    is_behind = list(parts).index("surname") < list(parts).index("forename")
    return f"{given} {spelled(surname)}" if is_behind and "-" not in given else ""
