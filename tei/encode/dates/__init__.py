"""Dates and times in running text, normalised for TEI and in EDTF.

English, German, French, Russian, Chinese and Korean dates; days, months, seasons, years, decades and centuries and
their parts; ranges and bounds; times of day and military date-time groups; both calendars. `find` gives what stands in
a text, `read` what a whole text says. What words leave out comes from a `Context`, and what is doubtful is said.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tei.encode.dates.expressions import EXPRESSIONS, WHOLE
from tei.encode.dates.grammar import sorts_of
from tei.encode.dates.lexicon import may_tell
from tei.encode.dates.periods import PARTS, PERIODS
from tei.encode.dates.points import POINTS
from tei.encode.dates.resolving import Resolving
from tei.encode.dates.supplied import is_undated, unbracketed
from tei.encode.dates.tokens import tokens
from tei.encode.dates.values import Context, Expression, Found
from tei.encode.dates.writing import Writing

if TYPE_CHECKING:
    from tei.encode.dates.grammar import Item, Pass

__all__ = ["Context", "Found", "find", "read"]

_NOTHING_KNOWN: Final = Context()
_SHORT_CHARS: Final = 60
_SIDES: Final = "since|before|after|by|until|till|from|seit|vor|nach|bis"
_SIDE: Final = re.compile(rf"(?:{_SIDES})\s+", re.IGNORECASE)
"""Where something was, seen from a date."""
_ONE_SIDE: Final = re.compile(rf"(?!from\b)(?:{_SIDES})\s+(?!(?:{_SIDES}|to)\b)", re.IGNORECASE)
"""The same where all that follows is that date: “from” is said of more."""
_ARTICLE: Final = re.compile(r"(?i:the|dem|den|der)\s+")
_ONE_SIDED: Final = frozenset({"before", "after", "since", "until"})


def find(text: str, context: Context = _NOTHING_KNOWN, *, sides: bool = True) -> list[Found]:
    """Return the dates and times in *text*, in their order, none overlapping another, the longest where several begin.

    Offsets are in code points. Nothing is found in what only looks like a date: ``May I``, ``38th parallel``,
    ``ll. 0049-0051``. A day that no calendar has is found, without attributes and with a doubt. Without *sides*, what
    only says on which side of a date something was is not part of it: ``3 May`` is found in ``before 3 May``.

    Raises `UsageError` for a context whose dates are none.
    """
    writing = _writing(context)
    if not may_tell(text):
        return []
    return [
        (None if sides else _without_side(item, text, context))
        or writing.found(item.value, item.start, item.end, text[item.start : item.end])
        for item in _expressions(text, EXPRESSIONS)
        if isinstance(item.value, Expression)
    ]


def _without_side(item: Item, text: str, context: Context) -> Found | None:
    """Return what follows the word for a side with which *item* begins, if that is one day, month or year."""
    word = _SIDE.match(text, item.start, item.end)
    if word is None:
        return None
    words = _ARTICLE.sub("", text[word.end() : item.end])
    first = item.value.first
    # “by OCT 21” is read as that month: alone, it is the day.
    is_plain = first.day or word[0][:2].lower() != "by"
    if item.value.kind in _ONE_SIDED and is_plain and _ONE_SIDE.match(text, item.start, item.end):
        bare: Found | None = _writing(context).found(Expression("at", first), word.end(), item.end, words)
    else:
        bare = read(words, context)
    if bare is None or "when" not in dict(bare.attributes):
        return None
    return Found(word.end(), item.end, bare.kind, bare.attributes, bare.edtf, bare.doubts)


def read(text: str, context: Context = _NOTHING_KNOWN) -> Found | None:
    """Return the date or time that all of *text* is, as in a field of a header, None if it is none or more than one.

    What stands alone needs no preposition: ``1949``, ``May``, ``1949-10``, ``195-`` are dates here. Square brackets,
    ``[10] May 1951`` and ``19[4]5``, are read as if they were not there; a question mark at the end gives
    ``@cert`` and EDTF's ``?``. “n.d.” and “undated” give a date without attributes, and a doubt that says so.

    Raises `UsageError` for a context whose dates are none.
    """
    return _short(text, context) if len(text) <= _SHORT_CHARS else _read(text, context)


def _read(text: str, context: Context) -> Found | None:
    writing = _writing(context)
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if is_undated(text):
        return Found(start, end, "date", (), "", ("the words say that there is no date",))
    words = unbracketed(text)
    expression = (_known if len(text) <= _SHORT_CHARS else _whole)(words.text)
    if expression is None:
        return None
    found = writing.found(expression, start, end, words.text)
    return words.doubted(found) if words.is_doubtful else found


def _whole(text: str) -> Expression | None:
    """Return what all of *text* says, whatever the context."""
    items = [item for item in _expressions(text, WHOLE) if item.sort != "paragraph"]
    if len(items) > 1 and items[-1].sort in {"stop", "comma"}:
        items.pop()
    return items[0].value if len(items) == 1 and isinstance(items[0].value, Expression) else None


_known = lru_cache(maxsize=1 << 10)(_whole)
"""The same, kept: the documents of an archive speak of the same days."""


@lru_cache(maxsize=1 << 10)
def _short(text: str, context: Context) -> Found | None:
    """Return what *text* says: a date is asked for again and again in the document that it is of."""
    return _read(text, context)


@lru_cache(maxsize=1 << 6)
def _writing(context: Context) -> Writing:
    return Writing(Resolving(context))


def _expressions(text: str, last: Pass) -> list[Item]:
    items = tokens(text)
    sorts = sorts_of(items)
    for one in (POINTS, PERIODS, PARTS, last):
        items, sorts = one.reduce(items, sorts)
    return items
