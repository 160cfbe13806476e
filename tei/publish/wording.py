"""The site's own words in its language, from one table a language in ``languages``."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

LANGUAGES: Final = ("en",)
"""The languages that there is a table of."""


class Wording:
    """The words of one language: ``wording("site.home")``."""

    def __init__(self, language: str) -> None:
        self.language = language
        text = (files("tei.publish") / "languages" / f"{language}.toml").read_text(encoding="utf-8")
        self._table: dict[str, Any] = tomllib.loads(text)

    def __call__(self, key: str, **parts: str) -> str:
        """Return the words for *key*, with *parts* in their places."""
        return str(self._entry(key)).format(**parts)

    def known(self, key: str) -> bool:
        """Return whether there are words for *key*."""
        table, _, name = key.partition(".")
        return name in self._table.get(table, {})

    def count(self, key: str, number: int) -> str:
        """Return *number* with the word for what is counted: “1 document”, “2,000 documents”."""
        forms = self._entry(f"count.{key}")
        return str(forms[_plural(number)]).format(number=self.number(number))

    def number(self, number: int) -> str:
        """Return *number* with its thousands apart."""
        return f"{number:,}"

    def language_name(self, tag: str) -> str:
        """Return what the language of a BCP 47 tag is called, the tag itself if there is no word for it."""
        return str(self._table["language"].get(tag.partition("-")[0].lower(), tag))

    def date(self, when: str) -> str:
        """Return a day, month or year as ``1949-10-23``, ``1949-10`` or ``1949`` in words; anything else as it is."""
        year, *rest = when.split("-")
        if len(year) != len("1949") or not all(part.isdigit() for part in (year, *rest)) or not rest:
            return when
        month = self._entry("date.months")[int(rest[0]) - 1]
        if len(rest) == 1:
            return self("date.month", month=month, year=year)
        return self("date.day", day=str(int(rest[1])), month=month, year=year)

    def _entry(self, key: str) -> Any:  # noqa: ANN401 - text, a list of months, or the forms of a plural
        table, _, name = key.partition(".")
        return self._table[table][name]


def _plural(number: int) -> str:
    return "one" if number == 1 else "other"


@cache
def wording(language: str) -> Wording:
    """Return the words of *language*, one of :data:`LANGUAGES`; read once a process."""
    return Wording(language)
