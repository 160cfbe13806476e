"""A text as items of the lowest sort: its words, numbers and marks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from tei.encode.dates.grammar import Item
from tei.encode.dates.lexicon import ERAS, HAN_DIGITS, HAN_TENS, PUNCTUATION, Entry, look_up

_HAN: Final = "".join((*HAN_DIGITS, *HAN_TENS, "元"))
_TOKEN: Final = re.compile(
    rf"(?P<number>[0-9]+)|(?P<era>{'|'.join(ERAS)})|(?P<han>[{_HAN}]+)|(?P<letters>[年月日号號년월일上中下旬]|[㐀-鿿]"
    r"|[^\W\d_㐀-鿿〇]+)|(?P<paragraph>\n\s*\n)|(?P<mark>\S)"
)
_WESTERN: Final = re.compile(r"(?P<letters>[^\W\d_]+)|(?P<number>[0-9]+)|(?P<paragraph>\n\s*\n)|(?P<mark>\S)")
"""The same for a text without signs of East Asia, in half the time."""
_EASTERN: Final = re.compile("[\u2e80-\U0010ffff]")
_WIDE: Final = {0xFF10 + digit: 0x30 + digit for digit in range(10)} | {0xFF0F: 0x2F, 0xFF0E: 0x2E, 0xFF0D: 0x2D}
"""Full-width digits and their marks: one character stands for one, so that places stay."""
_EAST: Final = "\u2e80"
"""Where the scripts of East Asia begin."""
_DATING: Final = frozenset({"number", "four", "six"})
_IN_WORDS: Final = frozenset({"word", "capital"})
_AFTER_QUOTE: Final = 3
"""After the quotation mark: a day, a quotation mark, a month."""
_QUOTES: Final = frozenset('“”„«»"')
_QUOTE: Final = re.compile('[“”„«»"]')
_LONGEST_HAN: Final = 6
_SORTS: Final = {1: "number", 2: "number", 4: "four", 6: "six"}


def tokens(text: str) -> list[Item]:
    """Return the words, numbers and marks of *text*; white space is none, a blank line is a ``paragraph``."""
    found: list[Item] = []
    last = -1
    for match in _TOKEN.finditer(text.translate(_WIDE)) if _EASTERN.search(text) else _WESTERN.finditer(text):
        words = match[0]
        sort, value = _entry(match.lastgroup, words)
        start, end = match.span()
        item = Item(sort, start, end, words, value)
        found.append(_glued(found, item) if start == last else item)
        last = end
    return _without_quotes(found) if _QUOTE.search(text) else found


def _without_quotes(items: list[Item]) -> list[Item]:
    """Return *items* with a day in quotation marks before its month, as forms leave it blank, as one: ``“12” May``."""
    made: list[Item] = []
    at = 0
    while at < len(items):
        opening, *rest = items[at : at + 4]
        if opening.text in _QUOTES and len(rest) == _AFTER_QUOTE and _is_quoted_day(opening, *rest):
            made.append(rest[0]._replace(start=opening.start, end=rest[1].end))
            at += _AFTER_QUOTE
        else:
            made.append(opening)
            at += 1
    return made


def _is_quoted_day(opening: Item, day: Item, closing: Item, month: Item) -> bool:
    if day.sort != "number" or closing.text not in _QUOTES or month.sort not in {"month", "weakmonth", "shortmonth"}:
        return False
    return opening.end == day.start and day.end == closing.start


def _glued(found: list[Item], item: Item) -> Item:
    """Return *item*, which follows the last of *found* without a space: a number in a word is no day or year.

    Chinese and Korean have no spaces, and a date-time group ends in the letter of its zone.
    """
    before = found[-1]
    if item.sort in _DATING and before.sort in _IN_WORDS and before.text < _EAST:
        return item._replace(sort="digits")
    in_word = item.sort in _IN_WORDS and item.text < _EAST and (before.sort != "six" or item.sort == "word")
    if before.sort in _DATING and in_word:
        found[-1] = before._replace(sort="digits")
    return item


@lru_cache(maxsize=1 << 13)
def _entry(kind: str | None, words: str) -> Entry:
    if kind == "letters":
        return look_up(words)
    if kind == "number":
        return _SORTS.get(len(words), "digits"), words
    if kind == "era":
        return "era", ERAS[words]
    if kind == "han":
        value = han_number(words)
        return ("word", words) if value is None else ("hannumber", value)
    return ("paragraph", "") if kind == "paragraph" else (PUNCTUATION.get(words, "other"), words)


def han_number(words: str) -> int | None:
    """Return the number that Chinese numerals write, digit by digit or with tens, None if no date has it.

    ``一九四九`` is 1949, ``二十一`` and ``廿一`` 21, ``元`` the first year of an era.
    """
    if words == "元":
        return 1
    if len(words) > _LONGEST_HAN or "元" in words:
        return None
    ten = next((at for at, sign in enumerate(words) if sign in HAN_TENS), -1)
    if ten < 0:
        return int("".join(str(HAN_DIGITS[sign]) for sign in words))
    head, tail = words[:ten], words[ten + 1 :]
    if len(head) > 1 or len(tail) > 1 or tail in HAN_TENS or (head and words[ten] != "十"):
        return None
    tens = HAN_DIGITS[head] if head else HAN_TENS[words[ten]]
    return 10 * tens + (HAN_DIGITS[tail] if tail else 0)
