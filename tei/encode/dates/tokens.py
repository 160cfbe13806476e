"""A text as items of the lowest sort: its words, numbers and marks."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, pairwise
from string import digits
from typing import Final

from tei.encode.dates.grammar import Item
from tei.encode.dates.lexicon import ERAS, HAN_DIGITS, HAN_TENS, PUNCTUATION, Entry, look_up

_HAN: Final = frozenset((*HAN_DIGITS, *HAN_TENS, "元"))
_SPACE: Final = r"[^\S\n]*(?:\n(?!\s*\n)[^\S\n]*)*"
"""White space, as far as a blank line."""
_TOKEN: Final = re.compile(
    rf"{_SPACE}(?:[0-9]+|{'|'.join(ERAS)}|[{''.join(sorted(_HAN))}]+|[年月日号號년월일上中下旬]|[㐀-鿿]|[^\W\d_㐀-鿿〇]+"
    r"|\n\s*\n|\S)"
)
_WESTERN: Final = re.compile(rf"{_SPACE}(?:[^\W\d_]+|[0-9]+|\n\s*\n|\S)")
"""The same for a text without signs of East Asia, in half the time."""
_EASTERN: Final = re.compile("[\u2e80-\U0010ffff]")
_TOUCHING: Final = re.compile(r"[0-9](?:(?<=[^\W\d_].)|(?=[^\W\d_]))")
"""A digit beside a letter."""
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
    eastern = _EASTERN.search(text)
    found = (_TOKEN if eastern else _WESTERN).findall((text.translate(_WIDE) if eastern else text).rstrip())
    words = [*map(str.lstrip, found)]
    each = zip(map(_entry, words), accumulate(map(len, found)), words, strict=True)
    # A text has a thousand of them: what the class itself would make takes half as long again.
    items = [tuple.__new__(Item, (sort, end - len(word), end, word, value)) for (sort, value), end, word in each]
    if _TOUCHING.search(text):
        _part_from_words(items)
    return _without_quotes(items) if _QUOTE.search(text) else items


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


def _part_from_words(items: list[Item]) -> None:
    """Make of each number in *items* that is part of a word one that is no day or year.

    Chinese and Korean have no spaces, and a date-time group ends in the letter of its zone.
    """
    for at, (before, item) in enumerate(pairwise(items)):
        if before.end != item.start:
            continue
        if item.sort in _DATING and before.sort in _IN_WORDS and before.text < _EAST:
            items[at + 1] = item._replace(sort="digits")
        # The first number of a pair may have been changed since the pair was taken.
        in_word = item.sort in _IN_WORDS and item.text < _EAST and (before.sort != "six" or item.sort == "word")
        if before.sort in _DATING and in_word:
            items[at] = before._replace(sort="digits")


@lru_cache(maxsize=1 << 13)
def _entry(word: str) -> Entry:
    """What *word* is, a run of letters or digits or a mark; a blank line has come to be ""."""
    if not word:
        return "paragraph", ""
    if word in ERAS:
        return "era", ERAS[word]
    if _HAN.issuperset(word):
        value = han_number(word)
        return ("word", word) if value is None else ("hannumber", value)
    if word[0] in digits:
        return _SORTS.get(len(word), "digits"), word
    # What is a numeral in another script is a mark.
    return look_up(word) if word[0].isalnum() and not word[0].isdecimal() else (PUNCTUATION.get(word, "other"), word)


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
