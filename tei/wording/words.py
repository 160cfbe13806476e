"""The words of one language: what is said by a key, with its blanks filled in; how numbers and dates are written."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Final

from tei.wording import plurals

Entry = str | list[str] | dict[str, str]
"""What a table has for a key: a text, a list as that of the months, or the forms of a plural by their categories."""

Template = tuple[str, ...]
"""A text in parts: what stands in it, and the names of its blanks, in turns."""

BLANK: Final = re.compile(r"\{([a-z-]+)\}")
_RIGHT_TO_LEFT: Final = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})
_DAY: Final = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")


class Words:
    """The words of one language: ``words("site.home")``. Two are equal that say the same.

    It can be pickled: what is sent is what *remade*, with its arguments, makes the same of.
    """

    def __init__(
        self, language: str, entries: Mapping[str, Entry], digest: str, remade: "tuple[Callable[..., Words], Any]"
    ) -> None:
        self.language = language
        self.digest = digest
        self._entries = entries
        self._remade = remade
        self._templates: dict[str, Template] = {}

    def __repr__(self) -> str:
        """Return what is another text for other words."""
        return f"Words({self.language!r}, {self.digest!r})"

    def __eq__(self, other: object) -> bool:
        """Return whether *other* says the same."""
        return isinstance(other, Words) and repr(self) == repr(other)

    def __hash__(self) -> int:
        """Return the same for what says the same."""
        return hash(repr(self))

    def __reduce__(self) -> "tuple[Callable[..., Words], Any]":
        """Return what pickle needs."""
        return self._remade

    def __call__(self, key: str, **parts: str | int) -> str:
        """Return the words for *key*, with *parts* in their places."""
        return self._filled(key, str(self._entries[key]), parts)

    def known(self, key: str) -> bool:
        """Return whether there are words for *key*."""
        return key in self._entries

    def count(self, key: str, number: int) -> str:
        """Return *number* with the word for what is counted: “1 document”, “2,000 documents”."""
        forms = self._entries[f"count.{key}"]
        category = plurals.category(self.language, number)
        form = str(forms[category]) if isinstance(forms, dict) else str(forms)
        return self._filled(f"count.{key} {category}", form, {"number": self.number(number)})

    def number(self, number: int) -> str:
        """Return *number* with its thousands apart."""
        written = str(number)
        if len(written.lstrip("-")) < int(self("number.digits")):
            return written
        return f"{number:,}".replace(",", self("number.thousands"))

    def decimal(self, written: str) -> str:
        """Return a number that is *written* with a point as fractions are parted here."""
        return written.replace(".", self("number.decimal"))

    def language_name(self, tag: str) -> str:
        """Return what the language of a BCP 47 tag is called, the tag itself if there is no word for it."""
        return str(self._entries.get(f"language.{tag.partition('-')[0].lower()}", tag))

    def date(self, when: str) -> str:
        """Return a day, month or year as ``1949-10-23``, ``1949-10`` or ``1949`` in words; anything else as it is."""
        parts = _DAY.fullmatch(when)
        if parts is None:
            return when
        year, month, day = parts.groups()
        if day is None:
            return self._of_month("date.month", month, year)
        told = self("date.first") if int(day) == 1 else str(int(day))
        return self("date.day", day=told, month=self._month("months", month), year=year)

    def short_date(self, when: str) -> str:
        """Return what :meth:`date` does, a month in as few words as there are."""
        parts = _DAY.fullmatch(when)
        return self.date(when) if parts is None or parts[3] else self._of_month("date.month-short", parts[2], parts[1])

    @property
    def is_right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language.partition("-")[0].lower() in _RIGHT_TO_LEFT

    @cached_property
    def as_json(self) -> str:
        """All of it for stylesheets: a text with blanks is an array of its parts, as :data:`Template` has them.

        ``plurals`` are the categories of the numbers below :data:`~tei.wording.plurals.CYCLE`.
        """
        content: dict[str, Any] = {key: _plain(entry) for key, entry in self._entries.items()}
        content["language"] = self.language
        content["plurals"] = [plurals.category(self.language, number) for number in range(plurals.CYCLE)]
        return json.dumps(content, ensure_ascii=False)

    def _of_month(self, key: str, month: str, year: str) -> str:
        return self(key, month=self._month("months-alone", month), year=year)

    def _month(self, table: str, month: str) -> str:
        return str(list(self._entries[f"date.{table}"])[int(month) - 1])

    def _filled(self, key: str, text: str, parts: Mapping[str, str | int]) -> str:
        template = self._templates.get(key) or self._templates.setdefault(key, _parted(text))
        return "".join(str(parts[part]) if number % 2 else part for number, part in enumerate(template))


def _parted(text: str) -> Template:
    return tuple(BLANK.split(text))


def _plain(entry: Entry) -> "str | list[str] | dict[str, str | list[str]]":
    if isinstance(entry, dict):
        return {category: _of_text(form) for category, form in entry.items()}
    return entry if isinstance(entry, list) else _of_text(entry)


def _of_text(text: str) -> "str | list[str]":
    template = _parted(text)
    return list(template) if len(template) > 1 else text
