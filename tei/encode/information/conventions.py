"""What an archive's pages look like around a document: conventions as data."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tei.errors import UsageError
from tei.notation.white import normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FIELDS: Final = frozenset(
    {
        "information",
        "source",
        "creators",
        "contributor",
        "translator",
        "credits",
        "subjects",
        "people",
        "languages",
        "genre",
        "record",
        "uploaded",
        "date",
        "title",
        "number",
        "rights",
        "classification",
        "summary",
        "from",
        "to",
        "copies",
        "ignored",
    }
)
"""What a label may stand for. ``information`` heads the block behind the document; ``ignored`` is the page's own."""
ORDER: Final = ("date", "number", "title", "source", "summary", "dateline", "headers", "body", "information")
"""What may stand in ``order``: ``dateline`` and ``headers`` are looked for in the first lines of the body."""
PATTERNS: Final = ("date", "number", "source", "dateline", "rights")

_MONTHS: Final = (
    r"jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|"
    r"o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?|январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|"
    r"сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья]"
)
_DAYS: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_BESIDE: Final = (
    "circa|ca|c|early|mid|late|spring|summer|autumn|fall|winter|undated|no|date|of|the|between|and|to|from|about|"
    "года?|г"
)
_NUMBER_OF_DATE: Final = r"(?:1[5-9]|20)\d\d|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}"
DATE: Final = (
    r"(?i:(?=.*(?:(?:1[5-9]|20)\d\d|\d[-./]\d|undated|no date))"
    rf"[\[(]?(?:(?:{_MONTHS}|{_DAYS}|{_BESIDE}|\d{{1,2}}(?:st|nd|rd|th)?|{_NUMBER_OF_DATE})"
    r"(?!\w)[\s.,;/–—()\[\]?-]{0,4}){1,9})"
)
"""A line that is a date and nothing else."""
_DEFAULTS: Final = MappingProxyType(
    {
        "date": DATE,
        "number": r"\[?(?:(?:No|Nr|Doc|Document|Item)\.?|Nº|№)\s?\d+\w?\]?[.:]?|\[?\d{1,4}\]?\.?",
        "source": r"[\[(](?:Source|Quelle|Источник)\s?:\s?(?P<value>.+?)\.?[\])]|"
        r"(?:Source|Quelle|Источник)\s?:\s?(?P<plain>.+)",
        "dateline": r"(?P<place>[^\W\d_][^,\d:]{0,60}),\s?(?=.*(?:1[5-9]|20)\d\d(?!\d)).{4,60}",
        "rights": r"(?is:.*(?:\brights?\b|copyright|\bpermissions?\b|\breuse\b|licen[cs]e|©|"
        r"urheberrecht|\blizenz|public domain|правообладател).*)",
    }
)


@dataclass(frozen=True)
class Conventions:
    """What the pages of an archive have around a document.

    ``furniture``: regular expressions of whole lines that are the page's own, wherever around the document they stand.
    ``labels``: what a line or its beginning before a colon says, to the field of `FIELDS` that it introduces; capitals
    do not count. ``order``: what stands above and below ``body``, of `ORDER`; a date, a number or a source is passed
    over where it is not there, a title only where its name ends in a question mark (``title?``) and the line does not
    look like one. ``patterns``: regular expressions of whole lines instead of those that come with the program.
    """

    furniture: Sequence[str] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    order: Sequence[str] = ("title?", "body")
    patterns: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def label_fields(self) -> Mapping[str, str]:
        """The field of each label, by its words in small letters."""
        return {normal(label).rstrip(":").casefold(): name for label, name in self.labels.items()}

    @cached_property
    def furniture_expressions(self) -> tuple[re.Pattern[str], ...]:
        """The expressions of the page's own lines."""
        return tuple(map(re.compile, self.furniture))

    @cached_property
    def expressions(self) -> Mapping[str, re.Pattern[str]]:
        """The expression of each kind of line in `PATTERNS`."""
        return {name: re.compile(expression) for name, expression in {**_DEFAULTS, **self.patterns}.items()}

    def is_furniture(self, line: str) -> bool:
        """Return whether all of *line* is the page's own."""
        if len(line) > _LONGEST_CHARS:
            return False
        text = normal(line)
        return any(one.fullmatch(text) for one in self.furniture_expressions)

    def is_like(self, kind: str, line: str) -> re.Match[str] | None:
        """Return the match of *line* as *kind*, one of `PATTERNS`; a long line is none of them but rights."""
        if len(line) > _LONGEST_CHARS and kind != "rights":
            return None
        return self.expressions[kind].fullmatch(normal(line))

    def label(self, line: str) -> tuple[str, str] | None:
        """Return the field that *line* introduces and the value behind the colon, "" if the line is the label alone."""
        beginning = line.strip(" \t\r\n")[:_LABEL_CHARS]
        words, colon, _ = beginning.partition(":")
        name = self.label_fields.get(normal(words).casefold())
        if name is None or (not colon and len(beginning) == _LABEL_CHARS):
            return None
        return name, normal(line[line.index(":") + 1 :]) if colon else ""


# Longer lines are paragraphs, and need not be tried.
_LONGEST_CHARS: Final = 2_000
_LABEL_CHARS: Final = 200


def read(table: Mapping[str, object]) -> Conventions:
    """Return the conventions that *table* tells, as a profile in TOML has them.

    Raises :class:`~tei.errors.UsageError` for a key, a field or a place in the order that there is not, with what is
    probably meant, and for an expression that is none.
    """
    _known(table, ("furniture", "labels", "order", "patterns"), "a key of the page's conventions")
    furniture = _texts(table.get("furniture", ()), "furniture")
    order = _texts(table.get("order", ("title?", "body")), "order")
    labels, patterns = _pairs(table.get("labels", {}), "labels"), _pairs(table.get("patterns", {}), "patterns")
    _known([name.removesuffix("?") for name in order], ORDER, "in “order”")
    _known(labels.values(), sorted(FIELDS), "a field for a label")
    _known(patterns, PATTERNS, "a pattern")
    for expression in (*furniture, *patterns.values()):
        try:
            re.compile(expression)
        except re.error as fault:
            message = f"{expression!r} is no regular expression: {fault}"
            raise UsageError(message) from None
    return Conventions(furniture, labels, order, patterns)


def _known(given: Iterable[str], known: Sequence[str], what: str) -> None:
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            advice = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(known)}"
            message = f"“{name}” is not {what}; {advice}"
            raise UsageError(message)


def _texts(value: object, key: str) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)) and all(isinstance(one, str) for one in value):
        return tuple(value)
    message = f"“{key}” is a list of strings"
    raise UsageError(message)


def _pairs(value: object, key: str) -> dict[str, str]:
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return dict(value)
    message = f"“{key}” is a table of strings"
    raise UsageError(message)


_COMMON: Final = MappingProxyType(
    {
        "Source": "source",
        "Languages": "languages",
        "Language": "languages",
        "Rights": "rights",
        "Summary": "summary",
        "Translator": "translator",
        "Contributor": "contributor",
    }
)
WILSON: Final = Conventions(
    furniture=(
        r"Skip to (?:main )?content",
        r"Wilson Center Digital Archive",
        r"Back to (?:top|search results)",
        r"(?i:citation|cite this document|get citation)",
        r"(?i:share(?: this)?(?: document)?)",
        r"(?i:download(?: (?:pdf|document|image))?)",
        r"(?i:(?:view )?(?:english translation|original scan|english pdf|original pdf))",
        r"This document was made possible with support from .+",
    ),
    labels={
        **_COMMON,
        "Document Information": "information",
        "Original Uploaded Date": "uploaded",
        "Record ID": "record",
        "Creator": "creators",
        "Creators": "creators",
        "Creator(s)": "creators",
        "Subjects Discussed": "subjects",
        "People Mentioned": "people",
        "Document Summary": "summary",
        "Original Archive": "source",
        "Original Classification": "classification",
        "Donors": "ignored",
        "Related Documents": "ignored",
        "Associated Places": "ignored",
        "Associated Topics": "subjects",
        "Associated People & Organizations": "people",
        "Type": "genre",
    },
    order=("date", "title", "body", "summary", "information"),
)
"""The pages of the archive that has the cable of the corpus."""
FRUS: Final = Conventions(
    labels=dict(_COMMON),
    order=("number", "title", "source", "dateline", "body", "source"),
    patterns={
        "source": r"[\[(]Source\s?:\s?(?P<value>.+?)\.?[\])]|Source\s?:\s?(?P<plain>.+)|"
        r"(?P<file>\d{3}[A-Z]?\.\d[^:]{0,60})(?::\s?(?:Telegram|Airgram|Letter|Despatch|Memorandum).{0,40})?"
    },
)
"""Volumes of diplomatic papers: a number, a heading, the source in brackets, place and date."""
VENONA: Final = Conventions(
    labels={
        **_COMMON,
        "From": "from",
        "To": "to",
        "No": "number",
        "No.": "number",
        "Date": "date",
        "Copies": "copies",
        "Copies to": "copies",
    },
    order=("headers", "body"),
)
"""Sheets of deciphered telegrams: From, To, No and the date in the first lines."""
PLAIN: Final = Conventions(labels=dict(_COMMON), order=("title?", "dateline", "headers", "body", "source"))
"""Text of which nothing is known."""
