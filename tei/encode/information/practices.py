"""How references are built: what each part of one looks like, by practice."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tei.encode.information.repositories import Practice


class Found(NamedTuple):
    """A part of a reference in a text: offsets, kind, and the value without its label."""

    start: int
    end: int
    kind: str
    value: str


_NUMBER: Final = r"(?:[^\W\d_]{1,3}\.?[-‐– ]?)?\d+\w*(?:[-/.‐]\w+)*"
"""The number of a fond or file: ``558``, ``R-5446``, ``45-А``, ``1077/2``."""
_LEAF: Final = r"\d+(?:\s?(?:об\b\.?|ob\b\.?|обор\b\.?|зв\b\.?|zv\b\.?|verso\b|recto\b|RS\b|[abrvабrv]\b))?"
_RUN: Final = rf"{_LEAF}(?:\s?[-‐‑–—]\s?{_LEAF})?"
# A year after a comma is a date and no leaf.
LEAVES: Final = rf"{_RUN}(?:\s?[,;+]\s?(?!(?:18|19|20)\d\d\b){_RUN}(?![./]?\d))*"
"""Leaves or pages: ``0049-0051``, ``12ob.``, ``3, 5-7``."""
_ROMAN_OR_NUMBER: Final = r"(?:[IVXLC]+|\d+)(?:[-/]\w+)*"
_SIGN: Final = r"(?:(?:№|Nº|N°|No\.?|Nr\.?|\#)\s?)?"


def _label(words: str, value: str) -> str:
    """Return the expression of a part with one of *words* as its label."""
    return rf"(?<!\w)(?i:{words})\s{{0,3}}{_SIGN}(?P<value>{value})"


_RUSSIAN: Final = (
    ("fond", _label(r"fonds?|фонд|f\.|ф\.|f(?=\s?\d)|ф(?=\s?\d)", _NUMBER)),
    ("opis", _label(r"opis['’]?|опись|opys|опис|inventory|ap\.|op\.|оп\.|op(?=\s?\d)|оп(?=\s?\d)", _NUMBER)),
    ("folder", _label(r"papka|папка|pap\.|пап\.|p\.(?!\s?\d+\s*$)|п\.", _NUMBER)),
    (
        "delo",
        _label(
            r"delo|дело|sprava|справа|spr\.|спр\.|file|ed\.\s?khr\.|ед\.\s?хр\.|a\.\s?e\.|b\.|а\.\s?е\.|d\.|д\.|d(?=\s?\d)|д(?=\s?\d)",
            _NUMBER,
        ),
    ),
    (
        "leaves",
        _label(
            r"listy|листы|listov|листов|listi|lists|list|лист|arkushi?|аркуші?|ark\.?|арк\.?|л\.\s?д\.|"
            r"ll\.?|лл\.?|l\.|л\.|l(?=\s?\d)|л(?=\s?\d)|pages?|sheets?|pp\.?|стр\.|с\.|p\.",
            LEAVES,
        ),
    ),
    ("number", _label(r"por\.|пор\.|poriadok|per\.|пер\.", _NUMBER)),
    ("box", _label(r"korobka|коробка|kor\.|кор\.|box", _NUMBER)),
    ("volume", _label(r"tom|том|t\.|т\.|vol\.|volume", _ROMAN_OR_NUMBER)),
    ("document", _label(r"doc\.|document|dok\.|док\.|документ", _NUMBER)),
    ("reel", _label(r"reel|rolik|ролик|film", _NUMBER)),
)
_ENGLISH: Final = (
    ("box", _label(r"boxes|box|bx\.", _NUMBER)),
    ("folder", _label(r"folders|folder|fldr\.|fol\.", _NUMBER)),
    ("folder", r"(?<!\w)(?i:folders?|file)\s?:?\s?(?P<value>“[^”\n]{1,120}”|\"[^\"\n]{1,120}\")"),
    ("reel", _label(r"reel|microfilm", _NUMBER)),
    ("volume", _label(r"volume|vol\.|vols\.", _ROMAN_OR_NUMBER)),
    ("document", _label(r"documents?|docs?\.", _NUMBER)),
    ("leaves", _label(r"pages?|pp\.?|p\.|folios|folio|fols\.|ff\.|leaves|leaf|sheets?", LEAVES)),
)
DECIMAL: Final = r"\d{3}[A-Z]?\.\d{2,6}[A-Z]?(?:\s[A-Z][\w.]{1,20}){0,2}(?:\s\([A-Z]\w{1,20}\))?/\d{1,2}[-–]\d{3,4}"
"""A file of the State Department: ``611.61/10-2349``, ``740.00119 Control (Ruritania)/5–1249``."""
_US: Final = (
    ("fond", _label(r"record\sgroup|rg", r"\d+\w*")),
    ("document", r"(?<!\w)(?P<value>CIA-RDP\d+-?[0-9A-Z]+(?:-\d+)?)(?!\w)"),
    ("opis", _label(r"entry", r"(?:[A-Z]-?\d*\s)?[A-Z]?\d[\w-]*")),
    ("year", r"(?<=FRUS)(?:,\s|\s)?(?P<value>(?:18|19|20)\d\d(?:[-–]\d{2,4})?)(?!\w)"),
    ("year", r"(?<=United States)(?:,\s|\s)?(?P<value>(?:18|19|20)\d\d(?:[-–]\d{2,4})?)(?!\w)"),
    ("delo", rf"(?<![\w./])(?P<value>{DECIMAL})(?!\w)"),
    *_ENGLISH,
    ("delo", _label(r"decimal\s+file|file", r"(?!(?:18|19|20)\d\d)\d\w*(?:[./-]\w+)*")),
)
UK_CLASSES: Final = "ADM|AIR|AVIA|BT|CAB|CO|DEFE|DO|FCO|FO|GFM|HO|HS|HW|KV|PREM|WO"
"""Letters of the departments whose records The National Archives keep, those that are cited without its name."""
_UK: Final = (
    ("fond", rf"(?<![\w/])(?P<value>(?:{UK_CLASSES}|PRO|T|J|LAB|INF|POWE)\s\d+)(?=/)"),
    ("delo", r"(?<=\d)/(?P<value>\d+(?:/\d+)*[A-Z]?)(?![\w/])"),
    ("registration", r"(?<![\w/])(?P<value>[A-Z]{1,3}\s?\d+/\d+(?:/\d+\w*)*)(?![\w/])"),
    *_ENGLISH,
)
_GERMAN: Final = (
    ("leaves", _label(r"Blatt|Bl\.|Bll\.|Seiten?|S\.|fol\.|pages?|pp\.?|p\.", LEAVES)),
    ("volume", _label(r"Band|Bd\.|Bde\.|vol\.", _ROMAN_OR_NUMBER)),
    ("box", _label(r"Karton|Kt\.|box", _NUMBER)),
    ("fond", r"(?<![\w/])(?P<value>(?:DY|DC|DE|DH|DO|NY|NS|NL|N|R|RW|RH|RM|RL|B)\s?\d+)(?=\s?/)"),
    ("delo", r"(?<=\w)\s?/\s?(?P<value>(?:[A-Z]{1,6}(?:\s?\d{1,4})?\s){0,2}\w{0,20}\d\w*(?:[./-]\w+)*)"),
    ("delo", r"(?<![\w/])(?P<value>[A-Z]\s?\d+/\d+)(?![\w/])"),
    ("delo", _label(r"Akte|Nr\.|No\.|AZ|Az\.", r"\d\w*(?:[./-]\w+)*")),
    ("delo", r"(?<![\w/])(?P<value>(?:B|A|R|AV)\s?\d+)(?![\w/])"),
)
CHINESE_FILE: Final = r"\d{3}-\d{5}-\d{2}(?:\s?[(（]\d+[)）])?"
"""A file of the Foreign Ministry: ``111-00056-01(1)``."""
_CHINESE: Final = (
    (
        "delo",
        rf"(?:(?<!\w)(?i:file|nos?\.)\s?|档号[:：]?\s?|檔號[:：]?\s?|\#)?(?<![\w-])(?P<value>{CHINESE_FILE})(?![\w-])",
    ),
    ("delo", r"(?:档号[:：]?\s?|檔號[:：]?\s?)?(?<![\w-])(?P<value>[A-Z]?\d+(?:-\d+){2,4})(?![\w-])"),
    ("leaves", r"(?<=,\s)(?P<value>\d{1,4}[-–]\d{1,4})(?![\w-])"),
    ("leaves", rf"(?:第\s?)?(?P<value>{_RUN})\s?[页頁]"),
    ("leaves", _label(r"pages?|pp\.?|p\.|页|頁", LEAVES)),
    ("document", _label(r"doc\.|document", _NUMBER)),
    ("volume", _label(r"vol\.|volume|卷", _ROMAN_OR_NUMBER)),
)
_GENERAL: Final = (
    ("fond", _label(r"fonds?|record\sgroup|zesp[oó][lł]|fondul|fondi", _NUMBER)),
    ("opis", _label(r"series|inventory|opis", _NUMBER)),
    ("delo", _label(r"sygn\.|sygnatura|dosar|dossier|file|inv\.|ar\.\s?j\.|sv\.|a\.\s?j\.", r"\d\w*(?:[./-]\w+)*")),
    ("delo", r"(?<![\w/])(?P<value>\d+/\d+(?:/\d+)*)(?![\w/])"),
    *_ENGLISH,
    ("leaves", _label(r"f\.|s\.|l\.|ll\.|k\.", LEAVES)),
)
PARTS: Final[Mapping[Practice, Sequence[tuple[str, str]]]] = MappingProxyType(
    {
        "russian": _RUSSIAN,
        "us": _US,
        "uk": _UK,
        "german": _GERMAN,
        "chinese": _CHINESE,
        "general": _GENERAL,
    }
)
"""The kinds of parts and their expressions, each with a group ``value``; the first that matches at a place counts."""


def parts(text: str, practice: Practice, start: int, end: int) -> Iterator[Found]:
    """Yield the parts that *practice* finds in *text* between two offsets, in order and without overlap."""
    expression, kinds = _compiled(practice)
    for found in expression.finditer(text, start, end):
        yield _found(found, kinds)


def part_at(text: str, practice: Practice, start: int) -> Found | None:
    """Return the part that begins at *start*, or None."""
    expression, kinds = _compiled(practice)
    found = expression.match(text, start)
    return _found(found, kinds) if found else None


def _found(found: re.Match[str], kinds: Sequence[str]) -> Found:
    number = int(str(found.lastgroup)[1:])
    lead = len(found[0]) - len(found[0].lstrip(" \t\n\r,/"))
    return Found(found.start() + lead, found.end(), kinds[number], " ".join(found[f"v{number}"].split()))


@cache
def _compiled(practice: Practice) -> tuple[re.Pattern[str], tuple[str, ...]]:
    rows = PARTS[practice]
    alternatives = (
        f"(?P<k{number}>{expression.replace('?P<value>', f'?P<v{number}>')})"
        for number, (_, expression) in enumerate(rows)
    )
    return re.compile("|".join(alternatives)), tuple(kind for kind, _ in rows)
